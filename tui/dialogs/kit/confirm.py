"""The dialog for a yes-or-no question; Enter is the safe answer where something could be lost."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from tui.base import LEAVE, BaseDialog
from tui.commands.registry import expand
from tui.language import N_, _
from tui.text import plain
from tui.widgets.choice import Choice
from tui.widgets.whole import Whole


class Confirm(BaseDialog[bool | None]):
    """A dialog that answers True for yes, False for no, None when left by Esc."""

    SCOPE = "form"
    BINDINGS = [
        LEAVE,
        Binding(",".join(expand("y")), "answer(True)", show=False),
        Binding(",".join(expand("n")), "answer(False)", show=False),
    ]
    TOLD_KEYS = (N_("A digit, or an arrow and Enter, answers; y is yes and n is no."),)
    DEFAULT_CSS = """
    Confirm {
        .dialog { width: 60; }
        .confirm--question { height: auto; max-height: 14; margin-bottom: 1; }
        .confirm--keys { height: 1; color: $foreground-muted; }
    }
    """

    def __init__(
        self, question: str, *, yes: str = "", no: str = "", destructive: bool = False
    ) -> None:
        """`question`, `yes` and `no` are shown as they are; user text is allowed in them."""
        super().__init__()
        self.question, self.yes, self.no, self.destructive = question, yes, no, destructive

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Whole(self.question, classes="confirm--question")
            yield Choice(
                (("yes", self.yes or _("yes")), ("no", self.no or _("no"))),
                "no" if self.destructive else "yes",
            )
            yield Static(
                plain(_("digit or arrows and Enter · Esc to close")), classes="confirm--keys"
            )

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)

    @on(Choice.Submitted)
    def _answered(self, event: Choice.Submitted) -> None:
        event.stop()
        self.dismiss(event.value == "yes")
