"""开会 (F4): the screen a meeting is held on."""

from tui.screens.hold.screen import HoldScreen

__all__ = ["HoldScreen"]
