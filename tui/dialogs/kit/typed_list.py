"""Base of dialogs with a field and a list: words narrow, digits act, arrows move in the list."""

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.widgets import Input

from tui.base import Answer, BaseDialog
from tui.language import N_
from tui.text import half_width
from tui.widgets.columns import Column
from tui.widgets.field import DraftInput
from tui.widgets.rows import Rows


class TypedList(BaseDialog[Answer]):
    """Subclasses compose one DraftInput and `listing`, and say what typing, Enter and digits do."""

    TOLD_KEYS: ClassVar[tuple[str, ...]] = (
        N_("↑ ↓ PgUp PgDn move in the list; Enter takes the row under the cursor."),
        N_("Letters narrow the list: words, pinyin or initials."),
    )
    ANSWERED_BY_DIGITS: ClassVar[tuple[str, ...]] = (
        N_("↑ ↓ PgUp PgDn move in the list; a digit answers for the row under the cursor."),
        TOLD_KEYS[1],
    )
    """What F1 says instead where a digit answers for a row, and Enter does not take it."""

    @property
    def line(self) -> DraftInput:
        """The field, which has the focus."""
        return self.query_one(DraftInput)

    @property
    def rows(self) -> Rows:
        """The list."""
        return self.query_one(Rows)

    def listing(self, *columns: Column, empty: str = "", titles: bool = True) -> Rows:
        """Make the list, which never takes the focus from the field."""
        rows = Rows(*columns, empty=empty, titles=titles)
        rows.can_focus = False
        return rows

    def paint(self) -> None:
        """Show the rows that fit the text in the field."""

    def typed(self, text: str) -> None:
        """Called when the text in the field changed."""
        self.paint()

    def entered(self, text: str) -> None:
        """Called on Enter in the field; by default it takes the row under the cursor."""
        self.taken(self.rows.key)

    def taken(self, key: str | None) -> None:
        """Called when a row was clicked or taken by Enter."""

    def pressed(self, sign: str) -> bool:
        """Called for a digit or sign that is no text; returns whether it did something."""
        return False

    def walked(self, key: str) -> bool:
        """Move the cursor for an arrow or page key; returns whether it was one."""
        return self.rows.walk(key)

    def stay_at(self, key: str | None) -> None:
        """Show the whole list again, with the cursor on this row."""
        self.line.value = ""
        self.paint()
        if key is not None:
            self.rows.go(key)

    def go_on(self, is_open: Callable[[str], bool]) -> None:
        """Go to the next row for which `is_open`; after the last one from the first on."""
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
