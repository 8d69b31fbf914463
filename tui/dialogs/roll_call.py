"""记名表决: one key a person."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from meetings.terms import term
from meetings.votes import Choice
from tui.base import BaseDialog
from tui.commands import bindings
from tui.language import N_, _, language
from tui.text import cut, half_width, plain
from tui.widgets.rows import Column, Row, Rows

KEYS: dict[str, Choice] = {
    "1": Choice.FOR,
    "2": Choice.AGAINST,
    "3": Choice.ABSTAIN,
    "4": Choice.NOT_VOTING,
}


class RollCall(BaseDialog[dict[str, Choice] | None]):
    """Name → answer, in the order of the roll; None when left by Esc."""

    SCOPE = "form"
    BINDINGS = bindings("form")
    DEFAULT_CSS = """
    RollCall {
        .dialog { height: 90%; }
        Rows { height: 1fr; }
        .roll--keys, .roll--sum { height: auto; color: $foreground-muted; }
    }
    """

    def __init__(self, motion: str, names: Sequence[str]) -> None:
        super().__init__()
        self.motion, self.names = motion, tuple(names)
        self.answers: dict[str, Choice] = {}

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(plain(cut(self.motion, 140)))
            yield Rows(Column(N_("Name")), Column(N_("Answer"), 10), titles=False)
            yield Static(classes="roll--sum", markup=False)
            words = "  ".join(f"{key} {term(c, language())}" for key, c in KEYS.items())
            yield Static(plain(f"{words}  " + _("ctrl+s counts · Esc leave")), classes="roll--keys")

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = plain(_("Roll call"))
        rows = self.query_one(Rows)
        rows.fill(self._row(name) for name in self.names)
        rows.focus()
        self._sum()

    def _row(self, name: str) -> Row:
        answer = self.answers.get(name)
        return Row(name, (name, term(answer, language()) if answer is not None else "-"))

    def _sum(self) -> None:
        counts = {c: sum(1 for a in self.answers.values() if a is c) for c in Choice}
        said = "  ".join(f"{term(c, language())} {n}" for c, n in counts.items())
        left = len(self.names) - len(self.answers)
        self.query_one(".roll--sum", Static).update(
            plain(said + "  " + _("{n} not asked yet").format(n=left))
        )

    def on_key(self, event: events.Key) -> None:
        key = half_width(event.character or "")
        rows = self.query_one(Rows)
        if key in KEYS and rows.key is not None:
            event.stop()
            name = rows.key
            self.answers[name] = KEYS[key]
            rows.change(self._row(name))
            rows.action_list_down()
            self._sum()
        elif event.key == "enter":
            event.stop()
            self.action_form_save()

    def action_form_save(self) -> None:
        """Count; those not asked have not voted."""
        left = [name for name in self.names if name not in self.answers]
        if left and len(left) == len(self.names):
            self.warn(_("Nobody has answered yet."))
            return
        self.dismiss({name: self.answers.get(name, Choice.NOT_VOTING) for name in self.names})
