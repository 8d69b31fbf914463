"""The dialog with a matter's full history; 1 prints it."""

from textual.widgets import Static

from meetings.papers.road import Road
from tui.commands import bindings
from tui.dialogs.kit.reading import Reading, Side
from tui.language import _
from tui.text import plain
from tui.words.road import road_lines

WIDEST, FRAME = 100, 5
"""The most cells of the dialog, and how many of them border, padding and scrollbar take."""


class RoadSheet(Reading):
    """Shows the history; `wants_print` is True when it was closed by 1."""

    SCOPE = "road"
    BINDINGS = bindings("road")

    def __init__(self, road: Road) -> None:
        title = f"{_('Full history')} · {road.title}"
        super().__init__(title, [Side(road.body_name, ())])
        self.road, self.wants_print = road, False

    def on_mount(self) -> None:
        """Remove earlier messages, which would cover the text."""
        self.app.clear_notifications()

    def on_resize(self) -> None:
        self._show()

    def _show(self) -> None:
        width = min(WIDEST, self.app.size.width) - FRAME
        self.sides = (Side(self.road.body_name, road_lines(self.road, width)),)
        super()._show()
        self.once_drawn(self._show_keys)

    def _show_keys(self) -> None:
        scrolls = bool(self._scroll.max_scroll_y)
        keys = _("↑ ↓ PgUp PgDn · Esc to close") if scrolls else _("Esc to close")
        keys = f"1 {_('write a Word page')} · {keys}"
        self.query_one(".reading--keys", Static).update(plain(keys))

    def action_road_print(self) -> None:
        """Close, and let the caller write the page."""
        self.wants_print = True
        self.dismiss(None)
