"""The top line of every screen: title, state, clock, and the time of saving or a warning."""

from datetime import datetime, tzinfo

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.language import _
from tui.program import program_of
from tui.text import cut, plain

SMALLEST = (80, 24)
"""Columns and rows below which the line says that the window is small."""


class Head(Widget):
    """One line: title and state at the left; clock and 已存, or a warning, at the right."""

    DEFAULT_CSS = """
    Head {
        dock: top; height: 1; padding: 0 1;
        background: $panel; color: $foreground; text-style: bold;
        .head--trouble { color: $text-error; text-style: bold reverse; }
    }
    """
    COMPONENT_CLASSES = {"head--trouble"}

    place: reactive[str] = reactive("")
    """Title of the screen or meeting; user text is allowed."""
    state: reactive[str] = reactive("")
    """The state in words and numbers beside the title."""
    saved_at: reactive[datetime | None] = reactive(None)
    """When the last text or record was saved."""
    zone: reactive[tzinfo | None] = reactive(None)
    """The time zone of the meeting shown, for the clock; None for the computer's."""
    trouble: reactive[str] = reactive("")
    """What is wrong with saving; shown in place of the time."""

    def on_mount(self) -> None:
        self.set_interval(10, self.refresh)

    def _now(self) -> datetime:
        program = program_of(self.app)
        return program.now() if program is not None else datetime.now().astimezone()

    def _clock(self, moment: datetime) -> str:
        return f"{moment.astimezone(self.zone) if self.zone else moment:%H:%M}"

    def _right(self) -> Content:
        if self.trouble:
            style = self.get_visual_style("head--trouble")
            return plain(self.trouble).stylize(style)
        program = program_of(self.app)
        desk = program.desk if program is not None else None
        parts = [_("read only")] if desk is not None and desk.read_only else []
        parts.append(self._clock(self._now()))
        if self.saved_at is not None:
            parts.append(_("saved {time}").format(time=self._clock(self.saved_at)))
        if program is not None and program.exchange_word:
            parts.append(program.exchange_word)
        if self.app.size.width < SMALLEST[0] or self.app.size.height < SMALLEST[1]:
            parts.append(_("window below 80×24"))
        return plain(" · ".join(parts))

    def render(self) -> Content:
        width = self.content_size.width
        right = self._right()
        if right.cell_length > width * 2 // 3:
            right = right.truncate(width * 2 // 3)
        room = max(0, width - right.cell_length - 1)
        left = cut(f"{self.place}  {self.state}" if self.state else self.place, room)
        gap = " " * max(1, width - cell_len(left) - right.cell_length)
        return Content.assemble(plain(left), gap, right)
