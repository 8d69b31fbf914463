"""The widget for presence, speaker and queue: a column on wide screens, lines on narrow ones."""

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content
from textual.widgets import Static

from meetings.clean import trim
from meetings.sitting.meeting import Meeting
from tui.language import _, bracketed
from tui.text import cells, cut, plain
from tui.widgets.columns import folded
from tui.widgets.hold_view import (
    queue_order,
    queue_texts,
    room_parts,
    section_texts,
    sides,
    timer_text,
)

LOW = 18
"""On screens of fewer rows the queue gets no line of its own."""


class RoomView(Static):
    """Shows presence, quorum, the speaker's clock, the queue with its order, and the sides."""

    DEFAULT_CSS = "RoomView { height: auto; padding: 0 1; background: $panel; }"

    def show(self, meeting: Meeting, now: datetime, wide: bool) -> None:
        """Show the meeting as it is now."""
        if wide:
            self.update(Content("\n").join(self._column(meeting, now)))
            return
        width = max(20, self.app.size.width - 2)
        lines = [_first(meeting, width), *_queue(meeting, now, width, self.app.size.height)]
        self.update(Content("\n").join(plain(line) for line in lines))

    def _column(self, meeting: Meeting, now: datetime) -> list[Content]:
        width = max(16, self.size.width - 2)
        parts = room_parts(meeting)
        lines = [plain(line, "bold") for line in folded(parts["present"], width, 3)]
        lines += [plain(line) for line in folded(parts["quorum"], width, 2)]
        for text in section_texts(meeting):
            lines += [plain(line) for line in folded(text, width, 2)]
        lines += [plain(""), plain(_("Timer"), "bold")]
        lines += [plain(line) for line in folded(timer_text(meeting, now) or "-", width, 3)]
        lines += [plain(""), plain(_("Queue"), "bold")]
        lines += [plain(line) for line in folded(trim(bracketed(queue_order(meeting))), width, 3)]
        queue = [f"{n} {text}" for n, text in enumerate(queue_texts(meeting), 1)]
        for text in queue or ["-"]:
            lines += [plain(line) for line in folded(text, width, 2)]
        return [*lines, plain(""), plain(sides(meeting))]


def _first(meeting: Meeting, width: int) -> str:
    parts = room_parts(meeting)
    known = (parts["present"], parts["quorum"], sides(meeting))
    return cut("  ".join(filter(None, known)), width)


def _queue(meeting: Meeting, now: datetime, width: int, height: int) -> list[str]:
    """Clock, queue and its order on one line where they fit, else the queue on its own line."""
    timer, order = timer_text(meeting, now), queue_order(meeting)
    queue = [f"{n} {text}" for n, text in enumerate(queue_texts(meeting), 1)]
    lead = [f"{_('Timer')} {timer}"] if timer else []
    ordered = trim(bracketed(order))
    waiting = f"{_('Queue')} {' · '.join(queue) or '-'}"
    whole = "  ".join([*lead, waiting, *([ordered] if ordered else [])])
    if cells(whole) <= width:
        return [whole]
    if height < LOW:
        start = "".join(f"{part}  " for part in lead)
        return [start + as_many(queue, width - cells(start))]
    first = "  ".join([*lead, f"{_('Queue')}{bracketed(order)}"])
    return [cut(first, width), as_many(queue, width)]


def as_many(texts: Sequence[str], width: int) -> str:
    """As many texts as fit whole, then how many more there are."""
    for count in range(len(texts), 0, -1):
        said = " · ".join(texts[:count])
        if count < len(texts):
            said += " " + _("and {n} more").format(n=len(texts) - count)
        if cells(said) <= width:
            return said
    return cut(texts[0], width) if texts else "-"
