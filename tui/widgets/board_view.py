"""The big screen's face: one thing under the other, the time left in large figures."""

from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Digits, Static

from tui.language import _
from tui.text import cells, cut, mixed, plain
from tui.words.board import Part, Sighting, parts_of, title_of, turn_of

HEAD_WIDTH = 10
TITLE_AND_TURN = 4
"""Lines above the parts."""


class BoardView(Vertical):
    """Shows a sighting; it takes no keys."""

    DEFAULT_CSS = """
    BoardView {
        height: 1fr; background: $background; color: $foreground;
        .board--title { height: 1; padding: 0 2; background: $panel; text-style: bold; }
        .board--turn { height: auto; padding: 0 2; display: none; background: $panel; }
        .board--turn.-shown { display: block; }
        .board--name { width: 1fr; height: 3; content-align: left middle; text-style: bold; }
        .board--left { width: auto; height: 3; color: $accent; }
        .board--left.-over { color: $text-error; }
        .board--body { height: 1fr; padding: 1 2; scrollbar-size-vertical: 0; }
        .board--part { height: auto; margin-bottom: 1; }
        &.-small .board--part { margin-bottom: 0; }
        &.-small .board--body { padding: 0 1; }
        .board--head { width: 12; height: auto; color: $accent; text-style: bold; }
        .board--lines { width: 1fr; height: auto; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._painted: list[Part] | None = None

    def compose(self) -> ComposeResult:
        yield Static(classes="board--title", markup=False)
        with Horizontal(classes="board--turn"):
            yield Static(classes="board--name", markup=False)
            yield Digits("", classes="board--left")
        yield VerticalScroll(classes="board--body", can_focus=False)

    def on_resize(self) -> None:
        self._give_room(self._painted or [])

    def _give_room(self, parts: list[Part]) -> None:
        """Lines of air between the parts, but only where every part stays in sight with them."""
        width, height = self.app.size
        across = max(1, width - HEAD_WIDTH - 6)
        lines = sum(1 + cells(line) // across for part in parts for line in part.lines)
        roomy = lines + len(parts) + TITLE_AND_TURN + 2 <= height
        self.set_class(width < 60 or not roomy, "-small")

    async def show(self, sight: Sighting, now: datetime, trouble: str = "") -> None:
        """Paint; what did not change is left as it is."""
        self._paint_title(trouble or title_of(sight), now)
        turn = turn_of(sight.meeting, now)
        self.query_one(".board--turn").set_class(turn is not None, "-shown")
        if turn is not None:
            said = _("Speaking: {name}").format(name=turn.name)
            over = "  " + (_("time is up") if turn.left < 0 else _("time left"))
            self.query_one(".board--name", Static).update(plain(said + over))
            left = self.query_one(Digits)
            left.update(turn.clock)
            left.set_class(turn.left < 0, "-over")
        parts = parts_of(sight, now)
        if parts != self._painted:
            self._painted = parts
            self._give_room(parts)
            await self._paint(parts)

    def _paint_title(self, said: str, now: datetime) -> None:
        time = f"{now:%H:%M}"
        room = max(0, self.app.size.width - 4 - cells(time) - 1)
        left = cut(said, room)
        gap = " " * max(1, self.app.size.width - 4 - cells(left) - cells(time))
        self.query_one(".board--title", Static).update(plain(left + gap + time))

    async def _paint(self, parts: list[Part]) -> None:
        body = self.query_one(".board--body", VerticalScroll)
        async with body.batch():
            await body.remove_children()
            await body.mount(*(_row(part) for part in parts))


def _row(part: Part) -> Horizontal:
    first, *others = part.lines or ("",)
    lines = [mixed("[b]$t[/]", t=first) if part.loud else plain(first)]
    lines += [mixed("[b]$t[/]", t=o) if part.loud and len(o) > 24 else plain(o) for o in others]
    body = Static(Content("\n").join(lines), classes="board--lines", markup=False)
    if not part.head:
        return Horizontal(body, classes="board--part")
    head = Static(plain(part.head), classes="board--head", markup=False)
    return Horizontal(head, body, classes="board--part")
