"""The app-wide key actions that need no records: help, palette, language, theme, quit."""

from collections.abc import Sequence
from typing import Any

from textual import events, work

from tui.base import AppScreen, BaseDialog
from tui.commands import SCOPES, command
from tui.commands.registry import Command
from tui.commands.ways import way_to
from tui.dialogs import help, palette
from tui.language import _, language, set_language
from tui.messages import Messages
from tui.refusing import GoesOn, tell_refusal
from tui.sheet import QuickStylesheet
from tui.theme import NO_COLOUR, next_theme, without_colour
from tui.typeahead import TypeAhead
from tui.widgets.field import Typed
from tui.widgets.rows import Rows


class AppCommands(GoesOn, TypeAhead, Messages):
    """Base of the app; `BINDINGS = bindings("app")` belongs on the class that inherits it."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    ToastRack { margin-bottom: 5; scrollbar-size-vertical: 0; }
    Toast { padding: 0 1; }
    BaseDialog ToastRack {
        layer: default; dock: top; margin: 0; max-height: 8; align: left top;
        scrollbar-size-vertical: 0;
    }
    BaseDialog Toast { width: 100%; max-width: 100%; margin: 0; }
    """
    """Messages cover neither the lines of keys nor the line being typed; in a dialog they take rows
    of their own at the top.
    """

    def _handle_exception(self, error: Exception) -> None:
        if not tell_refusal(self, error):
            super()._handle_exception(error)

    def __init__(self, **options: Any) -> None:
        if without_colour():
            options.setdefault("ansi_color", True)
        super().__init__(**options)
        self.stylesheet = QuickStylesheet(variables=self.get_css_variables())

    def scopes_here(self) -> list[str]:
        """The scopes whose commands work on the screen now shown."""
        own = self.screen.SCOPE if isinstance(self.screen, AppScreen) else ""
        found = [own] if own in SCOPES else []
        if self.screen.query(Rows):
            found.append("list")
        return [*found, "app"]

    def room_changed(self) -> None:
        if isinstance(self.screen, BaseDialog):
            self.screen.make_room()

    def held_back(self, event: events.Event) -> bool:
        dialog = self.screen
        if not isinstance(event, events.Key) or not isinstance(dialog, BaseDialog):
            return False
        field = self.focused
        text = isinstance(field, Typed) and field.check_consume_key(event.key, event.character)
        return event.is_printable and not text and dialog.holds_back(event.character or "")

    def action_app_help(self) -> None:
        dialog = self.screen
        if isinstance(dialog, BaseDialog):
            bound = {entry.binding.id for entry in dialog.active_bindings.values()}
            told = [dialog.keys_shown(), *map(_, dialog.TOLD_KEYS)]
            self.push_screen(help.HelpDialog([dialog.SCOPE], told, bound))
        else:
            self.push_screen(help.HelpDialog(self.scopes_here()))

    @work
    async def action_app_palette(self) -> None:
        active = self.screen.active_bindings
        picked = await self.push_screen_wait(palette.Palette(active))
        for entry in active.values():
            if entry.binding.id == picked and picked is not None:
                await self.run_action(entry.binding.action, entry.node)
                return
        if picked is not None:
            await self.lead_to(way_to(command(picked)))

    async def lead_to(self, way: Sequence[Command]) -> None:
        """Go to where a command of another screen is given, and say by which key."""

    def action_app_language(self) -> None:
        set_language("en" if language() == "zh" else "zh")
        for screen in self.screen_stack:
            if isinstance(screen, AppScreen):
                screen.translate_again()

    def action_app_theme(self) -> None:
        if self.theme != NO_COLOUR.name:
            self.theme = next_theme(self.theme)

    def action_app_back(self) -> None:
        """Esc on a whole screen: take the focus out of the text field, whose text is kept."""
        self.screen.set_focus(None)

    def action_app_quit(self) -> None:
        self.exit()
