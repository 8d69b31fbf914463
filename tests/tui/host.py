"""A small app to try widgets, screens and dialogs in, with a desk that only remembers drafts."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from tests.tui.driven import Shown
from tui.app_commands import AppCommands
from tui.base import BaseScreen
from tui.commands import bindings
from tui.language import N_
from tui.theme import dress
from tui.widgets.rows import Rows


class RememberingDesk:
    """Keeps drafts in memory; an empty text drops one."""

    unsaved = False
    read_only = False

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.calls: list[tuple[str, str]] = []

    def draft(self, key: str, text: str) -> None:
        self.calls.append((key, text))
        if text:
            self.kept[key] = text
        else:
            self.kept.pop(key, None)

    async def drafts(self, prefix: str) -> dict[str, str]:
        return {key: text for key, text in self.kept.items() if key.startswith(prefix)}


class HostScreen(BaseScreen):
    """A screen with the given widgets in its middle and the acts of 开会."""

    SCOPE = "hold"
    BINDINGS = bindings("hold")
    TITLE_TEXT = N_("Meeting")

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self.widgets = widgets
        self.acts: list[str] = []
        self.messages: list[Any] = []

    def middle(self) -> ComposeResult:
        yield from self.widgets

    def action_hold_speak(self) -> None:
        self.acts.append("speak")

    def action_hold_vote(self) -> None:
        self.acts.append("vote")

    @on(Rows.Chosen)
    @on(Rows.Moved)
    @on(Rows.Marked)
    @on(Rows.NeedMore)
    def _note(self, message: Any) -> None:
        self.messages.append(message)


class OneScreen(Shown, AppCommands):
    """An app on one screen, with the keys that work everywhere."""

    BINDINGS = bindings("app")

    def __init__(self, first: Callable[[], Screen[Any]]) -> None:
        super().__init__()
        self.first = first

    def on_mount(self) -> None:
        dress(self)
        self.push_screen(self.first())


class Host(OneScreen):
    """An app on one screen with a desk that only remembers."""

    desk: RememberingDesk

    def __init__(self, *widgets: Widget, first: Callable[[], Screen[Any]] | None = None) -> None:
        super().__init__(first or (lambda: HostScreen(*widgets)))
        self.desk = RememberingDesk()
        self.answer: Any = "nothing yet"

    def now(self) -> datetime:
        return datetime(2026, 11, 24, 19, 42)

    def show_dialog(self, dialog: Screen[Any]) -> None:
        """Show a dialog and remember its answer."""

        def remember(answer: Any) -> None:
            self.answer = answer

        self.push_screen(dialog, remember)

    @property
    def host(self) -> HostScreen:
        """The screen under test."""
        screen = self.screen_stack[1]
        assert isinstance(screen, HostScreen)
        return screen
