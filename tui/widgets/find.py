"""The search line above a list, which is shown only during a search."""

from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from meetings.clean import trim
from tui.language import _
from tui.text import plain
from tui.widgets.field import DraftInput
from tui.widgets.rows import Rows


class FindLine(Horizontal):
    """Typing narrows the list, arrows move in it, Enter goes to it, Esc shows everything again."""

    DEFAULT_CSS = """
    FindLine {
        height: 1; display: none;
        &.-on { display: block; }
        Static { width: auto; padding: 0 1; color: $foreground-muted; }
        DraftInput { width: 1fr; }
    }
    """

    @dataclass
    class Changed(Message):
        """Posted when the searched text changed; "" is no search."""

        text: str

    def __init__(self, rows: Rows, hint: str, id: str | None = None) -> None:
        """`hint` is the English id of what can be searched for."""
        super().__init__(id=id)
        self.rows, self.hint = rows, hint
        self._asked = ""

    def compose(self) -> ComposeResult:
        yield Static(id="find--label")
        yield DraftInput(longest=60)

    @property
    def text(self) -> str:
        """The searched text."""
        return trim(self.query_one(DraftInput).value) if self.is_mounted else ""

    def start(self, first: str = "") -> None:
        """Show the line and put the focus into it; `first` is text that was typed already."""
        self.tell(looking=False)
        self.query_one(DraftInput).placeholder = _(self.hint)
        self.add_class("-on")
        field = self.query_one(DraftInput)
        field.focus()
        if first:
            field.put(first)

    def tell(self, *, looking: bool) -> None:
        """Show before the text what the line is for, or that the search is still running."""
        said = _("Looking…") if looking else _("Find")
        self.query_one("#find--label", Static).update(plain(said))

    def stop(self) -> None:
        """End the search and hide the line."""
        self.query_one(DraftInput).value = ""
        self.remove_class("-on")
        self.rows.focus()

    def on_key(self, event: events.Key) -> None:
        if self.rows.walk(event.key):
            event.stop()
        elif event.key == "escape":
            event.stop()
            event.prevent_default()
            self.stop()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.text != self._asked:
            self._asked = self.text
            self.post_message(self.Changed(self.text))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self.text:
            self.rows.focus()
        else:
            self.stop()
