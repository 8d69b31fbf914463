"""The dialog of an item's points: speeches grouped into points for the minutes."""

from collections.abc import Awaitable, Callable

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from meetings.chairing import points as desk
from meetings.chairing.points import Points
from meetings.sitting.debate import Speech
from meetings.sitting.meeting import Meeting
from meetings.sitting.points import Point, PointKind
from meetings.terms import term
from tui.base import LEAVE, BaseDialog
from tui.commands.registry import expand
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import ChoiceField, LongField
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.language import N_, _, bracketed, headed, language, listed
from tui.text import cut, one_line, plain
from tui.widgets.columns import Column, Row
from tui.widgets.rows import Rows
from tui.widgets.transcript import side_of

Keep = Callable[[Points], Awaitable[Meeting | None]]
"""Records the points of the item; returns the changed meeting, None for a refusal."""

Read = Callable[[], Awaitable[Meeting]]
"""Reads the meeting again."""


def _digit(key: str, action: str, *more: str) -> Binding:
    return Binding(",".join((*more, *expand(key))), action, show=False)


class PointsDesk(BaseDialog[None]):
    """Records each change at once; points that nobody has checked are proposals, marked ＊."""

    SCOPE = "form"
    WRITES = ("points.",)
    TOLD_KEYS = (
        N_("To merge: 2 or Space on each point that belongs together, then 3 on the one to keep."),
        N_("A star marks what the program only suggests; to reword a point: Enter or 1."),
    )
    BINDINGS = [
        LEAVE,
        _digit("1", "reword"),
        _digit("2", "mark", "space"),
        _digit("3", "merge"),
        _digit("4", "split"),
        _digit("5", "move(-1)"),
        _digit("6", "move(1)"),
        _digit("7", "sort"),
        _digit("8", "add"),
        _digit("9", "app_undo"),
        _digit("0", "keep_all"),
    ]
    DEFAULT_CSS = """
    PointsDesk {
        .dialog { width: 120; height: 100%; }
        Rows { height: 1fr; }
        .points--said { height: auto; max-height: 7; }
        .points--text { height: auto; color: $foreground; }
        .points--keys { height: auto; max-height: 3; color: $foreground-muted; }
    }
    """

    def __init__(self, meeting: Meeting, item: str, keep: Keep, read: Read) -> None:
        super().__init__()
        self.meeting, self.item, self.keep, self.read = meeting, item, keep, read
        self.points = desk.points_of(meeting, item)
        self.marked: set[int] = set()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Rows(
                Column("", 2), Column(N_("Kind"), 8), Column(N_("Point")),
                Column(N_("By"), 10, most=20), empty=N_("Nobody has spoken on this item."),
            )  # fmt: skip
            with VerticalScroll(classes="points--said", can_focus=False):
                yield Static(classes="points--text", markup=False)
            yield Static(plain(self._keys()), classes="points--keys", markup=False)

    @staticmethod
    def _keys() -> str:
        return _(
            "1 edit · 2 mark · 3 merge marked into this · 4 split one off · 5 6 "
            "up, down · 7 kind · 8 new · 9 undo · 0 keep all and close · Esc to "
            "close"
        )

    def on_mount(self) -> None:
        self._fill(0)
        self.rows.focus()

    @property
    def rows(self) -> Rows:
        """The list."""
        return self.query_one(Rows)

    @property
    def speeches(self) -> tuple[Speech, ...]:
        """The speeches of the item."""
        return desk.speeches_on(self.meeting, self.item)

    def _place(self) -> int | None:
        key = self.rows.key
        if key is None:
            self.say(_("Nobody has spoken on this item; 8 writes a point."))
        return int(key) if key is not None else None

    def _fill(self, at: int) -> None:
        self.rows.fill([self._row(place, point) for place, point in enumerate(self.points)])
        self.rows.go(str(min(at, len(self.points) - 1)))
        waiting = len(desk.not_taken(self.meeting, self.item))
        title = self.meeting.item(self.item).title
        said = _("Points of {title}: all kept")
        if waiting:
            said = _("Points of {title}: {n} speeches only suggested (*)")
        words = said.format(title=cut(one_line(title), 40), n=waiting)
        self.query_one(".dialog").border_title = plain(cut(words, 110))
        self._show(self.rows.key)

    def _row(self, place: int, point: Point) -> Row:
        kept = point in self.meeting.item(self.item).points
        proposal = "＊" if language() == "zh" else "*"
        sign = "●" if place in self.marked else "" if kept else proposal
        tone = "dim" if point.kind is PointKind.LEFT_OUT else ""
        names = desk.names_of(point, self.speeches)
        by = f"{len(names)} {listed(names)}" if len(names) > 1 else "".join(names)
        kind = term(point.kind, language())
        return Row(str(place), ((sign, ""), (kind, tone), (one_line(point.text), tone), by))

    def _show(self, key: str | None) -> None:
        lines = []
        if key is not None:
            point = self.points[int(key)]
            lines.append(one_line(point.text))
            for speech in self.speeches:
                if speech.id in point.speeches:
                    side = side_of(speech)
                    who = speech.name + bracketed(side)
                    lines.append("  " + headed(who, one_line(speech.text)))
        self.query_one(".points--text", Static).update(plain("\n".join(lines)))

    @on(Rows.Moved)
    def _moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._show(event.key)

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.action_reword()

    async def _change(self, points: Points, at: int, *seen: Point) -> bool:
        """Record the changed point `at` and those `seen` as checked; the rest stays proposed."""
        before = self.meeting.item(self.item).points
        touched = points[at]
        kept = await self.keep(desk.looked_at(points, self.points, (*before, touched, *seen)))
        if kept is None:
            return False
        self._took(kept, at)
        if touched in self.points:
            self.rows.go(str(self.points.index(touched)))
        return True

    def _took(self, meeting: Meeting, at: int) -> None:
        self.meeting, self.marked = meeting, set()
        self.points = desk.points_of(meeting, self.item)
        self._fill(at)

    def action_mark(self) -> None:
        place = self._place()
        if place is not None:
            self.marked ^= {place}
            self._fill(min(place + 1, len(self.points) - 1))

    @work
    async def action_merge(self) -> None:
        place = self._place()
        if place is None:
            return
        others = self.marked - {place}
        if not others:
            self.say(_("Mark what belongs together with 2, then press 3 on the point to keep."))
            return
        above = sum(other < place for other in others)
        await self._change(desk.merged(self.points, place, others), place - above)

    @work
    async def action_split(self) -> None:
        place = self._place()
        if place is None:
            return
        inside = {s.id: s for s in self.speeches if s.id in self.points[place].speeches}
        if len(inside) < 2:
            self.say(_("This point has only one speech; there is nothing to split off."))
            return
        options = [
            Option(id, headed(s.name, cut(one_line(s.text), 50))) for id, s in inside.items()
        ]
        picked = await self.ask(Choose(_("Which speech is a point of its own?"), options))
        if picked is not None:
            await self._change(desk.split(self.points, place, inside[picked]), place + 1)

    @work
    async def action_move(self, by: int) -> None:
        place = self._place()
        if place is None:
            return
        points = desk.moved(self.points, place, by)
        if points != self.points:
            until = max(place, place + by) + 1
            above = [one for one in points[:until] if one.kind is points[place + by].kind]
            await self._change(points, place + by, *above)

    @work
    async def action_sort(self) -> None:
        place = self._place()
        if place is None:
            return
        point = self.points[place]
        options = [Option(kind, term(kind, language())) for kind in PointKind]
        picked = await self.ask(
            Choose(_("What kind of point is this?"), options, chosen=point.kind)
        )
        if picked is not None:
            points = desk.reworded(self.points, place, PointKind(picked), point.text)
            await self._change(points, self._new_place(points, place))

    def _new_place(self, points: Points, place: int) -> int:
        """The index of the point at `place` among the changed points."""
        new = (at for at, one in enumerate(points) if one not in self.points)
        return next(new, place)

    @work
    async def action_reword(self) -> None:
        place = self._place()
        if place is None:
            return
        point = self.points[place]

        async def write(answers: Answers) -> bool:
            kind = PointKind(answers["kind"])
            changed = desk.reworded(self.points, place, kind, answers["text"])
            return await self._change(changed, self._new_place(changed, place))

        first = point.speeches[0] if point.speeches else str(place)
        await self._form(_("The text of this point"), point, f"{self.item}/{first}", write)

    @work
    async def action_add(self) -> None:
        async def write(answers: Answers) -> bool:
            made = Point(PointKind(answers["kind"]), answers["text"])
            points = desk.in_order((*self.points, made))
            return await self._change(points, points.index(made))

        empty = Point(PointKind.FOR, "")
        await self._form(_("Separate point"), empty, f"{self.item}/new", write)

    async def _form(
        self, title: str, point: Point, draft: str, write: Callable[[Answers], Awaitable[bool]]
    ) -> None:
        kinds = tuple((kind.value, term(kind, language())) for kind in PointKind)
        lines = (
            LongField("text", _("Text"), point.text, required=True, lines=3, longest=500),
            ChoiceField("kind", _("Kind"), kinds, point.kind.value),
        )
        await filled(self, title, lines, write, draft=f"points/{draft}/")

    async def reread(self) -> None:
        place = int(self.rows.key or 0)
        self._took(await self.read(), place)

    @work
    async def action_keep_all(self) -> None:
        kept = self.meeting.item(self.item).points
        if self.points == kept or await self._change(self.points, 0, *self.points):
            self.dismiss(None)
