"""The dialog with a result to read aloud."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from tui.base import LEAVE, BaseDialog
from tui.commands import bindings
from tui.language import _
from tui.text import plain
from tui.widgets.block_letters import ResultView
from tui.widgets.columns import ALL, folded
from tui.widgets.whole import Whole


class ReadOut(BaseDialog[None]):
    """Shows what was voted on and the sentence of the result until Enter or Esc."""

    SCOPE = "form"
    BINDINGS = [
        LEAVE,
        *bindings("reading"),
    ]
    DEFAULT_CSS = """
    ReadOut {
        &.-result > .dialog { width: 100%; height: 100%; }
        &.-result .read--keys { dock: bottom; }
        .read--head { height: auto; color: $foreground-muted; }
        .read--said { height: auto; text-style: bold; padding: 1 0; }
        &.-result .read--said { padding: 0; }
        .read--notes { height: auto; max-height: 8; }
        &.-result .read--notes { height: 1fr; max-height: 100%; }
        .read--keys { height: 1; color: $foreground-muted; }
    }
    """

    def __init__(
        self,
        head: str,
        said: str,
        notes: Sequence[str] = (),
        result: str = "",
        figures: Sequence[tuple[str, int]] = (),
        good: bool | None = None,
    ) -> None:
        """`result` and `figures` (word, number) are shown in block letters for the last row."""
        super().__init__(classes="-result" if result else "")
        self.result, self.figures, self.good = result, tuple(figures), good
        self.said_head, self.said, self.notes = head, said, tuple(notes)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(plain(self.said_head), classes="read--head")
            if self.result:
                yield ResultView()
            yield Whole(self.said, classes="read--said")
            with VerticalScroll(classes="read--notes"):
                yield Whole("\n".join(self.notes))
            yield Static(plain(_("Enter or Esc to continue")), classes="read--keys")

    def on_resize(self) -> None:
        if self.result:
            width, height = self.app.size.width - 4, self.app.size.height
            texts = (self.said_head, self.said)
            written = sum(len(folded(words, width, ALL)) for words in texts)
            notes = sum(len(folded(words, width, ALL)) for words in self.notes)
            lines = height - written - 3 - min(3, notes)
            self.query_one(ResultView).show(self.result, self.figures, width, lines, self.good)
        self.once_drawn(self._tell_of_more)

    def on_mount(self) -> None:
        # while the list has the focus it takes the arrows; every other key is the dialog's
        self.query_one(VerticalScroll).focus()

    def _tell_of_more(self) -> None:
        if self.query_one(VerticalScroll).max_scroll_y:
            said = _("↑ ↓ PgDn for the rest; Enter or Esc to continue")
            self.query_one(".read--keys", Static).update(plain(said))

    def action_reading_on(self) -> None:
        """Close the dialog."""
        self.dismiss(None)
