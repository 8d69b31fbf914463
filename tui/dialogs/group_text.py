"""The dialog with a text for a residents' group, to copy to the clipboard or write to a file."""

from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping
from os import environ
from subprocess import DEVNULL, SubprocessError, run

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from meetings.clean import trim
from tui.base import LEAVE, BaseDialog
from tui.language import N_, _
from tui.text import cut, plain, printed
from tui.working import WorkingScreen

LONGEST = 74_994
"""The most bytes (in base64) that terminals usually accept; tmux and xterm drop more."""
_DEAF = ("linux", "dumb", "vt", "ansi", "cons25")
"""How the names of terminals without a clipboard begin."""


def refuses(text: str, env: Mapping[str, str] = environ) -> bool:
    """Whether this terminal is known not to take this text for the clipboard."""
    terminal = env.get("TERM", "")
    deaf = terminal.startswith(_DEAF) or env.get("TERM_PROGRAM") == "Apple_Terminal"
    # GNU screen drops the sequence, and so does tmux unless it is set to pass it on
    between = bool(env.get("STY")) or (bool(env.get("TMUX")) and not _tmux_takes(env))
    return deaf or between or len(b64encode(text.encode())) > LONGEST


def _tmux_takes(env: Mapping[str, str]) -> bool:
    """Whether the surrounding tmux passes on what programs copy; by default it does not."""
    asked = ["tmux", "show-options", "-gqv", "set-clipboard"]
    try:
        done = run(asked, env=dict(env), stdin=DEVNULL, capture_output=True, timeout=2, check=False)
    except (OSError, SubprocessError):
        return False
    return trim(done.stdout.decode(errors="replace")) == "on"


class GroupText(BaseDialog[bool]):
    """Enter copies the text; 2 writes a file, since terminals do not say whether they copied."""

    SCOPE = "form"
    TOLD_KEYS = (N_("Enter or 1 copies; where the terminal cannot, a file is written."),)
    BINDINGS = [
        LEAVE,
        Binding("enter,1,１", "copy", show=False),
        Binding("2,２", "write", show=False),
    ]
    DEFAULT_CSS = """
    GroupText {
        .group--text { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
        .group--text Static { height: auto; }
        .group--keys { height: auto; color: $foreground-muted; }
    }
    """

    def __init__(
        self, title: str, text: str, write: Callable[[str], Awaitable[bool]], whose: str = ""
    ) -> None:
        """`write` writes the text into a file and shows where; it returns True on success.

        `whose` names the person that an unmasked text is for.
        """
        super().__init__()
        self.whose = whose
        self.text_title, self.text, self._write = title, text, write

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            with VerticalScroll(classes="group--text"):
                yield Static(Content(printed(self.text)))
            yield Static(
                plain(
                    _("{whose} Enter copies · 2 writes a file · Esc to close").format(
                        whose=self.whose
                    )
                    if self.whose
                    else _("Names are masked. Enter copies · 2 writes a file · Esc to close")
                ),
                classes="group--keys",
            )

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = plain(cut(self.text_title, 68))
        self.query_one(".group--text").styles.max_height = max(3, self.app.size.height - 5)
        self.query_one(VerticalScroll).focus()

    def action_copy(self) -> None:
        """Copy the text to the clipboard, or write a file where the terminal cannot copy."""
        if refuses(self.text):
            self.say(
                _("This terminal does not let programs use the clipboard; writing a file instead.")
            )
            self.action_write()
            return
        self.app.copy_to_clipboard(self.text)
        self.say(_("Copied. If pasting does not work, press 2 to write a file."), seconds=8)

    @work
    async def action_write(self) -> None:
        """Write the text into a file."""
        if await self._write(self.text):
            self.dismiss(True)


async def offer_text(
    screen: WorkingScreen, body: str, what: str, text: str, whose: str = ""
) -> None:
    """Show a text for the group, or for `whose` only; body and `what` make the file's name."""

    async def write(words: str) -> bool:
        written = screen.house.desk.papers.export_text(body, what, words)
        return await screen.tell_written(written) is not None

    title = what if whose else _("Group text")
    await screen.ask(GroupText(title, text, write, whose))
