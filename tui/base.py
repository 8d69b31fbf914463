"""Base classes of all screens and dialogs: messages, drafts, keys in the language shown."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from time import monotonic
from typing import Any, ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from meetings.clean import trim
from tui.commands import command
from tui.commands.registry import binding
from tui.errors import sentence
from tui.language import Language, _, language
from tui.messages import Messages
from tui.program import DraftDesk, ProgramApp, program_of
from tui.refusing import GoesOn
from tui.text import shown
from tui.widgets.field import DraftChanged, TextCut, Typed
from tui.widgets.foot import Foot
from tui.widgets.head import Head

LEAVE = binding(command("form.leave"))
"""Esc, for dialogs that only leave."""

IN_ONE_GO = 2.0
"""Seconds after a refused screen key in which a digit is taken as meant for that screen."""

UNDO = binding(command("app.undo"))
"""ctrl+z, for the key line of a dialog that records changes while it is open."""

Answer = TypeVar("Answer")
Given = TypeVar("Given")


@cache
def _translated(binding: Binding, shown_in: Language) -> Binding:
    """The binding with its description translated; cached, as Textual asks at almost every key."""
    return replace(binding, description=_(binding.description))


class AppScreen(GoesOn, Screen[Answer]):
    """Base of every screen and dialog: messages, drafts, and keys in the language shown."""

    SCOPE: ClassVar[str] = ""
    """The scope of this screen's commands in the registry; help and palette show them."""

    AUTO_FOCUS = "*"

    _words: Language | None = None
    """The language in which this screen's words were last set."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, described in the language now shown."""
        here = language()
        return {
            key: ActiveBinding(node, _translated(bound, here), enabled, _(tooltip))
            for key, (node, bound, enabled, tooltip) in super().active_bindings.items()
        }

    @property
    def program(self) -> ProgramApp | None:
        """The app with its desk; None in an app of another kind."""
        return program_of(self.app)

    @property
    def desk(self) -> DraftDesk | None:
        """The app's desk; None in an app without one."""
        return self.program.desk if self.program is not None else None

    def say(self, message: str, *, seconds: float = 4) -> None:
        """Show a message for some seconds; it may hold user text."""
        self.app.notify(shown(message), timeout=seconds, markup=False)

    def warn(self, message: str | Exception, *, seconds: float = 8) -> None:
        """Show what went wrong; an exception is turned into its sentence."""
        text = sentence(message) if isinstance(message, Exception) else message
        self.app.notify(shown(text), severity="warning", timeout=seconds, markup=False)

    async def ask(self, dialog: Screen[Given]) -> Given | None:
        """Show a dialog and wait for its answer; call it inside a worker only."""
        if isinstance(self.app, Messages):
            self.app.hush(earlier=True)
        return await self.app.push_screen_wait(dialog)

    async def drafts(self, prefix: str) -> dict[str, str]:
        """The half-typed texts whose key begins with `prefix`, by key."""
        return await self.desk.drafts(prefix) if self.desk is not None else {}

    async def forget_drafts(self, prefix: str) -> None:
        """Drop the half-typed texts whose key begins with `prefix`, once they are recorded."""
        for key in await self.drafts(prefix):
            if self.desk is not None:
                self.desk.draft(key, "")

    @on(DraftChanged)
    def _draft_saved(self, message: DraftChanged) -> None:
        message.stop()
        if self.desk is not None and not self.desk.unsaved:
            self.saved_now()

    @on(TextCut)
    def _tell_cut(self, message: TextCut) -> None:
        message.stop()
        self.warn(message.sentence())

    def saved_now(self) -> None:
        """Show the time of saving in the top line, if there is one."""
        if self.program is None:
            return
        self.program.saved_at = self.program.now()
        for screen in self.app.screen_stack:
            for head in screen.query(Head):
                head.saved_at, head.trouble = self.program.saved_at, ""

    def relabel(self) -> None:
        """Set the words of this screen's own widgets again after a change of language."""

    def on_screen_resume(self) -> None:
        saved = self.program.saved_at if self.program is not None else None
        for head in self.query(Head) if saved is not None else ():
            # the app holds the time of saving, so that no screen shows an older one
            head.saved_at = saved
        if self._words is None:
            self._words = language()
        elif self._words != language():
            self.translate_again()

    def translate_again(self) -> None:
        """Show everything in the language now chosen."""
        self._words = language()
        self.relabel()
        for head in self.query(Head):
            head.refresh()
        self.refresh_bindings()


class BaseScreen(AppScreen[None]):
    """A whole screen: compose its middle in `middle()`; top and bottom line are given."""

    TITLE_TEXT: ClassVar[str] = ""
    """English id of the screen's title."""

    def compose(self) -> ComposeResult:
        yield Head()
        yield from self.middle()
        yield Foot()

    def middle(self) -> ComposeResult:
        """The widgets between the top and the bottom line."""
        yield from ()

    @on(events.Mount)
    def _name_place(self) -> None:
        if self.TITLE_TEXT and not self.head.place:
            self.head.place = _(self.TITLE_TEXT)

    @property
    def head(self) -> Head:
        """The top line: set its `place`, `state`, `saved_at` or `trouble`."""
        return self.query_one(Head)

    def relabel(self) -> None:
        if self.TITLE_TEXT:
            self.head.place = _(self.TITLE_TEXT)

    def typing(self) -> bool:
        """Whether a text field has the focus, so that digits and letters are text."""
        return isinstance(self.focused, Typed)


class BaseDialog(ModalScreen[Answer], AppScreen[Answer]):
    """Base of every dialog; its typed text is kept as drafts when it is left."""

    DEFAULT_CSS = """
    BaseDialog {
        align: center middle;
        background: $scrim;
        & > .dialog {
            width: 76; max-width: 100%; height: auto; max-height: 100%;
            border: round $accent; border-title-color: $foreground;
            border-subtitle-color: $foreground-muted;
            background: $surface; padding: 0 1;
        }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "app_help", show=False),
        Binding("f2,f3,f4,f5,f6,f7,f8,f9,f12", "leave_first", show=False),
        Binding("ctrl+p,ctrl+f,ctrl+r,ctrl+g", "leave_first", show=False),
        Binding(command("app.language").keys, "language_later", show=False),
        *(replace(binding(command(id)), show=False) for id in ("app.undo", "app.redo")),
    ]

    TOLD_KEYS: ClassVar[tuple[str, ...]] = ()
    """English ids of what F1 says of this kind of dialog beyond the line of keys it shows."""

    WRITES: ClassVar[tuple[str, ...]] = ()
    """Prefixes of the commands that this dialog records while it is open, which undo and redo can
    take back without closing it; empty for a dialog that records nothing.
    """

    def keys_shown(self) -> str:
        """The line of keys that this dialog shows; "" where the commands of its scope say it."""
        if self.SCOPE not in {"", "form"}:
            return ""
        lines = (w for w in self.query(Static) if any(c.endswith("--keys") for c in w.classes))
        return "\n".join(trim(str(line.visual)) for line in lines)

    def make_room(self) -> None:
        """Called when messages came or went above the dialog, to fit what has a fixed height."""

    def once_drawn(self, act: Callable[[], None]) -> None:
        """Run `act` when the dialog is drawn; not where keys typed ahead closed it before that."""

        def drawn() -> None:
            if self.is_mounted and self in self.app.screen_stack:
                act()

        self.call_after_refresh(drawn)

    _stayed_at = float("-inf")
    """When a key that goes to another screen was last refused."""

    def holds_back(self, character: str) -> bool:
        """Whether the key follows at once and so was meant for the other screen, which is said."""
        if monotonic() - self._stayed_at > IN_ONE_GO:
            return False
        said = _("“{key}” was not done either: close this window with Esc first.")
        self.say(said.format(key=character))
        return True

    async def reread(self) -> None:
        """Called after undo or redo over this dialog, to read the records again."""

    async def action_app_help(self) -> None:
        """Show the keys of this dialog."""
        await self.app.run_action("app.app_help")

    async def action_app_undo(self) -> None:
        """Undo by the app, while this dialog is open."""
        await self.app.run_action("app.app_undo")

    async def action_app_redo(self) -> None:
        """Redo by the app, while this dialog is open."""
        await self.app.run_action("app.app_redo")

    def action_leave_first(self) -> None:
        """Say why a key for another screen does nothing while this dialog is open."""
        self._stayed_at = monotonic()
        self.say(_("Close this window with Esc first; typed text is kept."))

    def action_language_later(self) -> None:
        """Say why the language key does nothing while this dialog is open."""
        self.say(_("Close this window with Esc first; then the language changes. Text is kept."))

    def action_form_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


AnyScreen = AppScreen[Any]
