"""The preview of an import: every row with its state, what is to be looked at first."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from meetings.clean import trim
from meetings.importing.table import PlannedRow, Reason, RowState
from meetings.terms import term
from tui.base import LEAVE, BaseDialog
from tui.language import N_, _, language
from tui.text import cut, plain
from tui.widgets.rows import Column, Row, Rows
from tui.words.importing import reasons_of, sums, told, where, worth_reading

SHOWN = 1000
"""Rows that are listed; the sums are of all."""
TONES = {
    RowState.ERROR: "bad",
    RowState.WARNING: "warn",
    RowState.NEW: "good",
    RowState.KNOWN: "dim",
}


class ImportPreview(BaseDialog[bool]):
    """Enter imports what can be imported, Esc leaves everything as it is."""

    SCOPE = "form"
    BINDINGS = [LEAVE, Binding("enter", "form_save", show=False)]
    DEFAULT_CSS = """
    ImportPreview {
        .dialog { width: 110; height: 100%; }
        Rows { height: 1fr; }
        .import--sums { height: auto; max-height: 4; }
        .import--whole { height: auto; min-height: 2; max-height: 6; }
        .import--keys { height: 1; color: $foreground-muted; }
    }
    """

    def __init__(
        self, title: str, rows: Sequence[PlannedRow], notes: Sequence[Reason], *, empty: bool
    ) -> None:
        super().__init__()
        self.import_title, self.notes, self.empty_plan = title, tuple(notes), empty
        first = worth_reading(rows)
        others = [row for row in rows if row.state in (RowState.NEW, RowState.KNOWN)]
        self.planned = tuple(rows)
        self.listed = [*first, *others][:SHOWN]

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            said = "\n".join([sums(self.planned), *map(told, self.notes)])
            yield Static(plain(said), classes="import--sums")
            yield Rows(
                Column(N_("Row"), 14), Column(N_("State"), 6), Column(N_("What it says")),
                Column(N_("Why"), 30), empty=N_("The table has no rows."),
            )  # fmt: skip
            yield Static(classes="import--whole", markup=False)
            keys = _("There is nothing to import. Esc leaves")
            if not self.empty_plan:
                keys = _("Enter imports; rows in error are left out · Esc leaves")
            yield Static(plain(keys), classes="import--keys")

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = plain(cut(self.import_title, 90))
        rows = self.query_one(Rows)
        rows.fill(self._row(place, row) for place, row in enumerate(self.listed))
        rows.focus()
        self._show(rows.key)

    def _row(self, place: int, row: PlannedRow) -> Row:
        state = (term(row.state, language()), TONES[row.state])
        return Row(str(place), (where(row), state, row.label, reasons_of(row)))

    @on(Rows.Moved)
    def _moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._show(event.key)

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.action_form_save()

    def action_form_save(self) -> None:
        """Import, where there is something."""
        self.dismiss(not self.empty_plan)

    def _show(self, key: str | None) -> None:
        if key is not None:
            row = self.listed[int(key)]
            self.query_one(".import--whole", Static).update(
                plain(trim(f"{row.label}  {reasons_of(row)}"))
            )
