"""The big screen's widget: title, parts one below the other, and the speaker's time in large."""

from dataclasses import replace
from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Digits, Static

from tui.language import _
from tui.text import cells, cut, plain
from tui.widgets.block_letters import HIGH, ResultView, largest
from tui.widgets.columns import ALL, folded, whole_lines
from tui.widgets.letters import largest_together
from tui.words.board import (
    BoardPart,
    BoardResult,
    BoardTurn,
    Sighting,
    clock_of,
    parts_of,
    result_of,
    title_of,
    turn_of,
)

HEAD_WIDTH = 10
TURN = 3
"""The lines that the speaker and the clock take when they are small."""


class BoardView(Vertical):
    """Shows a Sighting; it takes no keys."""

    DEFAULT_CSS = """
    BoardView {
        height: 1fr; background: $background; color: $foreground;
        .board--title { height: 1; padding: 0 2; background: $panel; text-style: bold; }
        .board--turn { height: auto; padding: 0 2; display: none; background: $panel; }
        .board--turn.-shown { display: block; }
        .board--name { width: 1fr; height: 3; content-align: left middle; text-style: bold; }
        .board--left { width: auto; height: 3; color: $accent; text-style: bold; }
        .board--left.-over { color: $text-error; }
        Static.board--left { height: auto; display: none; }
        &.-tall Static.board--left { display: block; }
        &.-tall Digits.board--left { display: none; }
        &.-tall .board--name { height: 7; }
        ResultView { display: none; margin: 0 1; }
        &.-result ResultView { display: block; }
        .board--body { height: 1fr; padding: 1 2; scrollbar-size-vertical: 0; }
        .board--part { height: auto; margin-bottom: 1; }
        &.-small .board--part { margin-bottom: 0; }
        &.-small .board--body { padding: 0 1; }
        .board--head { width: auto; min-width: 12; height: auto; padding-right: 2; }
        .board--head { color: $accent; text-style: bold; }
        .board--lines { width: 1fr; height: auto; }
        .board--large { height: auto; margin-bottom: 1; }
        .board--large.-first { color: $accent; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._painted: list[BoardPart] | None = None
        self._result: BoardResult | None = None
        self._turn: BoardTurn | None = None
        self._letters: dict[int, tuple[int, list[str]]] = {}
        """By the part's index: how many of its lines are in large letters, and the letters."""
        self._large_clock = Static(classes="board--left", markup=False)
        self._large_result = ResultView()

    def compose(self) -> ComposeResult:
        yield Static(classes="board--title", markup=False)
        with Horizontal(classes="board--turn"):
            yield Static(classes="board--name", markup=False)
            yield Digits("", classes="board--left")
            yield self._large_clock
        yield self._large_result
        yield VerticalScroll(classes="board--body", can_focus=False)

    def on_resize(self) -> None:
        if self._painted is not None:
            self.call_later(self._paint, self._painted)

    def _lines(self, parts: list[BoardPart], letters: dict[int, int] | None = None) -> int:
        """How many lines the parts take as text; parts in `letters` (by place) are left out."""
        lines = 0
        for place, part in enumerate(parts):
            written = part.lines[(letters or {}).get(place, 0) :]
            across = self._across(part)
            lines += sum(len(folded(line, across, ALL)) or 1 for line in written)
        return lines

    def _across(self, part: BoardPart) -> int:
        """How many cells a line of a part has beside its heading."""
        return max(2, self.app.size.width - 4 - max(HEAD_WIDTH, cells(part.head)) - 2)

    def _in_letters(self, parts: list[BoardPart], lines: int) -> dict[int, tuple[int, list[str]]]:
        """The parts to show in large letters, by place, where `lines` lines are free: first as many
        parts as fit, then as large as fit.

        They are the item with its time and the motions, else without the time, else the item alone.
        """
        large = {place: part.large for place, part in enumerate(parts) if part.large}
        first = dict(list(large.items())[:1])
        choices = [large, dict.fromkeys(large, 1), first, dict.fromkeys(first, 1)]
        for chosen in filter(None, choices):
            texts = [" ".join(parts[place].lines[:many]) for place, many in chosen.items()]
            room = lines - self._lines(parts, chosen) - len(chosen)
            drawn = largest_together(texts, self.app.size.width - 4, room)
            if drawn:
                pairs = zip(chosen.items(), drawn, strict=True)
                return {place: (many, letters) for (place, many), letters in pairs}
        return {}

    def _give_room(self, parts: list[BoardPart]) -> None:
        """Show the most important parts as large as fit, then space out the others if possible."""
        width, height = self.app.size
        turn = TURN if self._turn is not None else 0
        rest = height - 1 - turn
        if self._result is not None:
            proof = self._lines(parts[:1])
            self._large_result.show(
                self._result.word, self._result.figures, width - 2, rest - proof,
                self._result.good,
            )  # fmt: skip
            rest -= self._large_result.lines
        self.set_class(self._result is not None, "-result")
        self._letters = self._in_letters(parts, rest)
        # the clock is large, too, unless the letters of other parts would get less room
        if turn and self._result is None:
            smaller = self._in_letters(parts, height - 1 - HIGH)
            if _written(smaller) == _written(self._letters):
                self._letters = smaller
        for heard in (parts[:-1],) if not self._letters else ():
            self._letters = self._in_letters(heard, rest)
        large = _written(self._letters)
        lines = self._lines(parts, large) + sum(len(d) for _n, d in self._letters.values())
        tall = lines + 1 + HIGH <= height and self._result is None
        turning = self._turn if tall else None
        beside = width - 6 - cells(_speaker_line(turning)) if turning is not None else 0
        drawn = largest(turning.clock, beside, HIGH) if turning is not None else []
        self.set_class(bool(drawn), "-tall")
        self._large_clock.update(plain("\n".join(drawn)))
        above = 1 + (HIGH if drawn else TURN)
        roomy = lines + len(parts) + above + 2 <= height and self._result is None
        self.set_class(width < 60 or not roomy, "-small")

    async def show(self, sight: Sighting, now: datetime, trouble: str = "") -> None:
        """Show a sighting; only what has changed is painted again."""
        self._paint_title(trouble or title_of(sight), clock_of(sight, now))
        turn = turn_of(sight.meeting, now)
        self.query_one(".board--turn").set_class(turn is not None, "-shown")
        if turn is not None:
            self.query_one(".board--name", Static).update(plain(_speaker_line(turn)))
            self.query_one(Digits).update(turn.clock)
            for left in self.query(".board--left"):
                left.set_class(turn.left < 0, "-over")
        parts, result = parts_of(sight, now), result_of(sight.meeting)
        before = (self._painted, self._result, self._turn)
        self._result, self._turn = result, turn
        if before != (parts, result, turn):
            painted, self._painted = self._painted, parts
            letters = self._letters
            self._give_room(parts)
            if parts != painted or letters != self._letters:
                await self._lay(parts)

    def _paint_title(self, said: str, time: str) -> None:
        room = max(0, self.app.size.width - 4 - cells(time) - 1)
        left = cut(said, room)
        gap = " " * max(1, self.app.size.width - 4 - cells(left) - cells(time))
        self.query_one(".board--title", Static).update(plain(left + gap + time))

    async def _paint(self, parts: list[BoardPart]) -> None:
        self._give_room(parts)
        await self._lay(parts)

    async def _lay(self, parts: list[BoardPart]) -> None:
        body = self.query_one(".board--body", VerticalScroll)
        rows: list[Widget] = []
        for place, part in enumerate(parts):
            many, letters = self._letters.get(place, (0, []))
            if letters:
                large = Content("\n").join(map(plain, letters))
                first = " -first" if not rows else ""
                rows.append(Static(large, classes=f"board--large{first}", markup=False))
            rest = part.lines[many:]
            if rest or not letters:
                rows.append(_row(replace(part, lines=rest), self._across(part)))
        async with body.batch():
            await body.remove_children()
            await body.mount(*rows)


def _written(letters: dict[int, tuple[int, list[str]]]) -> dict[int, int]:
    return {place: many for place, (many, _drawn) in letters.items()}


def _speaker_line(turn: BoardTurn) -> str:
    said = _("Speaking: {name}").format(name=turn.name)
    return said + "  " + (_("time is up") if turn.left < 0 else _("time left"))


def _row(part: BoardPart, across: int) -> Horizontal:
    first, *others = part.lines or ("",)
    bold = [part.loud, *(part.loud and len(other) > 24 for other in others)]
    lines = [
        plain(whole_lines(line, across), "bold" if loud else "")
        for line, loud in zip((first, *others), bold, strict=True)
    ]
    body = Static(Content("\n").join(lines), classes="board--lines", markup=False)
    if not part.head:
        return Horizontal(body, classes="board--part")
    head = Static(plain(part.head), classes="board--head", markup=False)
    return Horizontal(head, body, classes="board--part")
