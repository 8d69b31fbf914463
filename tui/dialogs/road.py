"""A matter's whole road on one screen; 1 prints it."""

from textual.widgets import Static

from meetings.road import Road
from tui.commands import bindings
from tui.dialogs.reading import Reading, Side
from tui.language import _
from tui.road_words import road_lines
from tui.text import plain


class RoadSheet(Reading):
    """The road to read; `wants_print` once it is closed to be printed."""

    SCOPE = "road"
    BINDINGS = bindings("road")

    def __init__(self, road: Road) -> None:
        title = f"{_('Whole road')} · {road.title}"
        super().__init__(title, [Side(road.body_name, road_lines(road))])
        self.wants_print = False

    def _show(self) -> None:
        super()._show()
        keys = f"1 {_('write it as a Word page')} · {_('↑ ↓ PgUp PgDn · Esc leave')}"
        self.query_one(".reading--keys", Static).update(plain(keys))

    def action_road_print(self) -> None:
        """Close, so that the screen behind writes the page."""
        self.wants_print = True
        self.dismiss(None)
