"""The dialog that shows the progress of long work; Esc stops it."""

from threading import Event

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import ProgressBar, Static

from tui.base import LEAVE, BaseDialog
from tui.language import _
from tui.text import cut, plain


class Progress(BaseDialog[None]):
    """Shows the current step; Esc asks the work to stop and waits for it."""

    SCOPE = "form"
    BINDINGS = [LEAVE]
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    Progress {
        ProgressBar { width: 1fr; }
        Bar { width: 1fr; }
        .progress--keys { color: $foreground-muted; }
    }
    """

    def __init__(self, title: str, stop: Event) -> None:
        super().__init__()
        self.progress_title, self.stop = title, stop

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(classes="progress--step", markup=False)
            yield ProgressBar(show_eta=False)
            yield Static(plain(_("Esc stops; what is finished is kept")), classes="progress--keys")

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = plain(cut(self.progress_title, 68))

    def tell(self, which: int, of: int, name: str) -> None:
        """Show the step that begins now, counted from 1."""
        if self.is_attached:
            self.query_one(".progress--step", Static).update(plain(f"{which}/{of} {cut(name, 64)}"))
            self.query_one(ProgressBar).update(total=of, progress=which - 1)

    def action_form_leave(self) -> None:
        """Ask the work to stop."""
        self.stop.set()
        self.query_one(".progress--step", Static).update(plain(_("Stopping...")))
