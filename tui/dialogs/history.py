"""The dialog with the history of a meeting, a task or a body, one sentence an entry."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from meetings.ports import Entry
from tui.base import LEAVE, BaseDialog
from tui.language import N_, _
from tui.text import cut, plain
from tui.widgets.columns import Column, Row
from tui.widgets.rows import Rows
from tui.words.history import history_line

PAGE = 50

Older = Callable[[int], Awaitable[Sequence[Entry]]]
"""Reads the page of entries before a sequence number."""


class HistoryDialog(BaseDialog[None]):
    """Lists entries, the newest first, loads older ones, and shows the cursor's entry in full."""

    SCOPE = "form"
    BINDINGS = [LEAVE, Binding("enter", "form_leave", show=False)]
    DEFAULT_CSS = """
    HistoryDialog {
        .dialog { width: 110; height: 100%; }
        Rows { height: 1fr; }
        .history--whole { height: auto; min-height: 2; max-height: 6; color: $foreground; }
        .history--keys { height: 1; color: $foreground-muted; }
    }
    """

    def __init__(
        self,
        title: str,
        entries: Sequence[Entry],
        known: Mapping[str, str],
        older: Older,
        today: date,
    ) -> None:
        super().__init__()
        self.today = today
        self.history_title, self.known, self.older = title, known, older
        self.entries = list(entries)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Rows(Column(""), titles=False, empty=N_("Nothing has happened yet."))
            yield Static(classes="history--whole", markup=False)
            yield Static(plain(_("↑ ↓ PgUp PgDn · Esc to close")), classes="history--keys")

    def on_mount(self) -> None:
        title = _("History: {what}").format(what=self.history_title)
        self.query_one(".dialog").border_title = plain(cut(title, 90))
        rows = self.query_one(Rows)
        rows.fill(map(self._row, self.entries), more=len(self.entries) >= PAGE)
        rows.focus()
        self._show_whole(rows.key)

    def _row(self, entry: Entry) -> Row:
        return Row(str(entry.seq), (history_line(entry, self.known, self.today),))

    @on(Rows.NeedMore)
    async def _load_more(self, event: Rows.NeedMore) -> None:
        event.stop()
        older = await self.older(self.entries[-1].seq)
        self.entries += older
        event.rows.add(map(self._row, older), more=len(older) >= PAGE)

    @on(Rows.Moved)
    def _moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._show_whole(event.key)

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.dismiss(None)

    def _show_whole(self, key: str | None) -> None:
        for entry in self.entries:
            if str(entry.seq) == key:
                line = history_line(entry, self.known, self.today)
                self.query_one(".history--whole", Static).update(plain(line))
