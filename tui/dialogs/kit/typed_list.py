"""A field above or below a list: words narrow it, digits act, the arrows move in it meanwhile."""

from collections.abc import Callable

from textual import events, on
from textual.widgets import Input

from tui.base import Answer, BaseDialog
from tui.text import half_width
from tui.widgets.columns import Column
from tui.widgets.field import DraftInput
from tui.widgets.rows import Rows


class TypedList(BaseDialog[Answer]):
    """Compose one DraftInput and the Rows of `listing`; say what typing, Enter and a digit do."""

    @property
    def line(self) -> DraftInput:
        """The field, which has the focus."""
        return self.query_one(DraftInput)

    @property
    def rows(self) -> Rows:
        """The list."""
        return self.query_one(Rows)

    def listing(self, *columns: Column, empty: str = "", titles: bool = True) -> Rows:
        """The list, which never takes the focus from the field."""
        rows = Rows(*columns, empty=empty, titles=titles)
        rows.can_focus = False
        return rows

    def paint(self) -> None:
        """Show what fits the text in the field."""

    def typed(self, text: str) -> None:
        """Another text is in the field."""
        self.paint()

    def entered(self, text: str) -> None:
        """Enter in the field; as a rule it takes the row under the cursor."""
        self.taken(self.rows.key)

    def taken(self, key: str | None) -> None:
        """A row was clicked on, or taken by Enter."""

    def pressed(self, sign: str) -> bool:
        """Whether a digit or sign that the field left to the list did something."""
        return False

    def walked(self, key: str) -> bool:
        """Whether the key moved the cursor in the list."""
        return self.rows.walk(key)

    def stay_at(self, key: str | None) -> None:
        """The whole list again, with the cursor on this row."""
        self.line.value = ""
        self.paint()
        if key is not None:
            self.rows.go(key)

    def go_on(self, is_open: Callable[[str], bool]) -> None:
        """To the next row that is open; from the last one around to the first."""
        rows = self.rows
        keys = rows.keys
        here = keys.index(rows.key) if rows.key in keys else 0
        for key in (*keys[here:], *keys[:here]):
            if is_open(key):
                rows.go(key)
                return

    @on(Input.Changed)
    def _line_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.typed(event.value)

    @on(Input.Submitted)
    def _line_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.entered(event.value)

    @on(Rows.Chosen)
    def _row_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.taken(event.key)

    def on_key(self, event: events.Key) -> None:
        sign = half_width(event.character or "")
        if self.walked(event.key) or (len(sign) == 1 and self.pressed(sign)):
            event.stop()
