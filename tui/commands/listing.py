"""Commands inside lists and forms."""

from tui.commands.registry import Command
from tui.language import N_

LIST = (
    Command("list.open", "list", "enter", N_("Open"), N_("Open the chosen row"), show=False),
    Command("list.mark", "list", "space", N_("Mark"), N_("Mark the row"), show=False),
    Command("list.up", "list", "up,k", N_("Up"), N_("One row up"), show=False),
    Command("list.down", "list", "down,j", N_("Down"), N_("One row down"), show=False),
    Command("list.page_up", "list", "pageup", N_("Page up"), N_("One page up"), show=False),
    Command("list.page_down", "list", "pagedown", N_("Page down"), N_("One page down"), show=False),
    Command("list.top", "list", "home", N_("Top"), N_("To the first row"), show=False),
    Command("list.bottom", "list", "end", N_("Bottom"), N_("To the last loaded row"), show=False),
)

FORM = (
    Command("form.leave", "form", "escape", N_("Leave"), N_("Leave; typed text is kept")),
    Command("form.save", "form", "ctrl+s", N_("Save"), N_("Save now")),
)
