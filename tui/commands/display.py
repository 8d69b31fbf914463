"""Commands of the big screen."""

from tui.commands.registry import Command
from tui.language import N_

DISPLAY = (
    Command("display.leave", "display", "f9,escape", N_("Back"), N_("Back to the meeting")),
)  # fmt: skip
