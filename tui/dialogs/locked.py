"""The lock screen, which hides the records until the passphrase is typed."""

from collections.abc import Awaitable, Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from meetings.errors import MeetingError
from tui.errors import sentence
from tui.language import _
from tui.text import plain


class LockScreen(ModalScreen[bool]):
    """Covers everything; the keys of the screens below do not work."""

    DEFAULT_CSS = """
    LockScreen { align: center middle; background: $background 100%; }
    LockScreen .locked--box { width: 50; height: auto; }
    LockScreen Static { height: auto; margin-bottom: 1; }
    LockScreen .locked--trouble { color: $text-error; text-style: bold; }
    """

    def __init__(self, opens: Callable[[str], Awaitable[bool]]) -> None:
        """`opens` says whether the typed passphrase or recovery key is right, or raises why not."""
        super().__init__()
        self.opens = opens
        self._asking = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="locked--box"):
            yield Static(plain(_("Locked. Typed text is kept.")))
            yield Input(password=True, placeholder=_("Passphrase, then Enter"))
            yield Static("", classes="locked--trouble")

    @on(Input.Submitted)
    async def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        if self._asking or not event.value:
            return
        self._asking = True
        told = _("This passphrase does not open it. Try again, or use the printed recovery key.")
        try:
            right = await self.opens(event.value)
        except MeetingError as slip:
            right, told = False, sentence(slip)
        finally:
            self._asking = False
        event.input.value = ""
        if right:
            self.dismiss(True)
        else:
            self.query_one(".locked--trouble", Static).update(plain(told))
