"""The agenda list of the meeting screen: long titles are folded over several rows, not cut."""

from datetime import datetime

from meetings.chairing.outcomes import by_election
from meetings.papers.elected_words import result_short
from meetings.sitting.agenda import AgendaItem, ItemKind, ItemOutcome
from meetings.sitting.meeting import Meeting
from tui.language import N_, _, language
from tui.text import cells
from tui.widgets.columns import Column, Row, folded
from tui.widgets.rows import Rows

MOST_LINES = 3
"""The most rows of a title; the floor shows longer ones whole."""

_SHORTER = {
    ItemOutcome.TIED: N_("tie"),
    ItemOutcome.POSTPONED: N_("postponed"),
    ItemOutcome.ADOPTED_MODIFIED: N_("amended"),
}
"""Short words of outcomes for the narrow column."""

LEAST = 4
"""The least width of the column of outcomes."""


class AgendaView(Rows):
    """A list of agenda items, each on as many rows as its title needs; the first has its key."""

    DEFAULT_CSS = "AgendaView { height: 1fr; }"

    def __init__(self, id: str | None = None) -> None:
        super().__init__(
            Column(N_("Agenda")), Column("", LEAST, right=True), id=id,
            empty=N_("No items yet; build the agenda on {key:app.meetings}."),
        )  # fmt: skip
        self._shown: tuple[Meeting, datetime] | None = None
        self.answered: tuple[int, int] | None = None
        """How many tasks of the review were answered, and of how many; None without a review."""

    def show(self, meeting: Meeting, now: datetime) -> None:
        """Show the agenda as it is now."""
        self._shown = meeting, now
        hows = [_how(meeting, item, now, self.answered) for item in meeting.in_order]
        wide = max([LEAST, *(cells(how) for how, _tone in hows)])
        if wide != self.columns[1].width:
            self.columns = (self.columns[0], Column("", wide, right=True))
        room = max(4, self.size.width - 4 - wide)
        rows: list[Row] = []
        for number, (item, how) in enumerate(zip(meeting.in_order, hows, strict=True), 1):
            rows += _rows(meeting, item, number, how, room)
        self.fill(rows)

    def on_resize(self) -> None:
        if self._shown is not None:
            self.show(*self._shown)

    def action_list_down(self) -> None:
        self._step(1)

    def action_list_up(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        """Move the cursor from item to item, skipping further rows of a title."""
        place = self.cursor + by
        while 0 <= place < len(self) and "/" in self.keys[place]:
            place += by
        if 0 <= place < len(self):
            self._move(place)

    def action_list_open(self) -> None:
        if self.key is not None:
            self.post_message(self.Chosen(self, self.key.partition("/")[0]))


def _rows(
    meeting: Meeting, item: AgendaItem, number: int, how: tuple[str, str], room: int
) -> list[Row]:
    tone = "strong" if item.id == meeting.current else ("dim" if item.outcome else "")
    lead = f"{number} "
    lines = folded(item.title, max(4, room - cells(lead)), MOST_LINES)
    first = Row(item.id, ((lead + (lines[0] if lines else ""), tone), how))
    rest = (
        Row(f"{item.id}/{n}", ((" " * len(lead) + line, tone), ""))
        for n, line in enumerate(lines[1:], 1)
    )
    return [first, *rest]


def _how(
    meeting: Meeting, item: AgendaItem, now: datetime, answered: tuple[int, int] | None
) -> tuple[str, str]:
    """An item's outcome; for the one under discussion its over-run; else its planned minutes.

    For the review item, how many of its tasks were answered stands in place of an outcome.
    """
    here = item.id == meeting.current
    over = item.seconds(now) // 60 - item.minutes
    if item.outcome is not None:
        said = result_short(meeting, item, language())
        short = None if by_election(meeting, item.id) else _SHORTER.get(item.outcome)
        return _(short) if short else said, "strong" if here else "dim"
    if here:
        return (_("{n} over").format(n=over), "bad") if over > 0 else (_("now"), "strong")
    if item.kind is ItemKind.REVIEW and item.started_at is not None:
        done, known = answered or (0, 0)
        return _("{n}/{all} answered").format(n=done, all=known) if known else "-", "dim"
    return _("{n} min").format(n=item.minutes), ""
