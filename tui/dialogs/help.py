"""The help (F1): every key that works here and what it does, from the registry of commands."""

from collections.abc import Collection, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.base import LEAVE, BaseDialog
from tui.commands import SCOPES
from tui.commands.registry import Command, show_key
from tui.language import N_, _
from tui.text import cells, mixed, pad, plain

SCOPE_TITLES = {
    "app": N_("On every screen"),
    "issues": N_("Issues"), "referrals": N_("Referrals"), "meetings": N_("Meetings"),
    "hold": N_("Meeting"), "follow": N_("Follow-up"), "people": N_("People"),
    "figures": N_("Figures"), "rule": N_("Rule"), "units": N_("Property"),
    "sign_in": N_("Sign in"), "resources": N_("Resources"), "activities": N_("Activities"),
    "volunteers": N_("Volunteers"), "rewards": N_("Points"), "display": N_("Big screen"),
    "notices": N_("Notice board"), "bylaws": N_("Covenant and rules"),
    "groups": N_("Groups and buildings"), "roster": N_("Roster"),
    "review": N_("Review of decisions"), "road": N_("Full history"), "reading": N_("Preview"),
    "list": N_("In lists"),
    "form": N_("In forms"),
}  # fmt: skip

KEY_WIDTH = 9
FRAME = 10
"""Cells of a line that are not text: window edge, border, padding, scrollbar."""
WIDEST = 100


def scope_title(scope: str) -> str:
    """The title of a scope of commands, in the language now shown."""
    return _(SCOPE_TITLES[scope])


def help_lines(
    scopes: Sequence[str],
    width: int = WIDEST,
    bound: Collection[str | None] | None = None,
) -> Content:
    """The keys of these scopes, one a line, under the scopes' titles; of a dialog those `bound`."""
    lines: list[Content] = []
    for scope in scopes:
        told = [one for one in SCOPES.get(scope, ()) if bound is None or one.id in bound]
        label = max((cells(_(command.label)) for command in told), default=0)
        across = max((KEY_WIDTH, *(cells(_keys(command)) for command in told)))
        lines.append(mixed("[b]$t[/]", t=scope_title(scope)))
        for command in told:
            lines += _lines(command, across, label, width)
        lines.append(Content(""))
    return Content("\n").join(lines)


def _keys(command: Command) -> str:
    return " ".join(show_key(key) for key in command.keys_now.split(","))


def _lines(command: Command, across: int, label: int, width: int) -> list[Content]:
    keys = pad(_keys(command), across)
    before = across + label + 2
    first, *others = plain(_(command.help)).wrap(max(20, width - before))
    line = mixed("$k [b]$w[/] $h", k=keys, w=pad(_(command.label), label), h=first.plain.rstrip())
    return [line, *(plain(" " * before + other.plain.rstrip()) for other in others)]


class HelpDialog(BaseDialog[None]):
    """Shows the keys of one screen and those that work on all."""

    BINDINGS = [LEAVE, Binding("f1,enter,q,Q", "form_leave", show=False)]
    DEFAULT_CSS = """
    HelpDialog {
        .help--body { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
        Static { height: auto; }
    }
    """

    def __init__(
        self,
        scopes: Sequence[str],
        also: Sequence[str] = (),
        bound: Collection[str | None] | None = None,
    ) -> None:
        """`also` are sentences that stand above the keys, `bound` the commands of a dialog."""
        super().__init__()
        self.scopes, self.also, self.bound = tuple(scopes), tuple(also), bound

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog help--body"):
            width = min(WIDEST, self.app.size.width) - FRAME
            for said in self.also:
                yield Static(plain(said))
            yield Static(help_lines(self.scopes, width, self.bound))

    async def action_app_help(self) -> None:
        """F1 again closes it."""
        self.dismiss(None)

    def on_mount(self) -> None:
        body = self.query_one(".dialog")
        body.border_title = plain(_("Keys of this screen"))
        body.border_subtitle = plain(_("Esc back"))
        body.focus()
