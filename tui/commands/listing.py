"""Commands that work in every list, and those of forms and other dialogs."""

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
    Command("form.leave", "form", "escape", N_("Close"), N_("Typed text is kept")),
    Command("form.save", "form", "ctrl+s", N_("Save"), N_("Save now")),
)

READING = (
    Command("reading.on", "reading", "enter,space", N_("Continue"), N_("Read; continue")),
)  # fmt: skip

SIGN_IN = (
    Command("sign_in.in", "sign_in", "1", N_("Sign in"), N_("Present; Enter does the same")),
    Command("sign_in.out", "sign_in", "2", N_("Leaves"), N_("Leaves the room")),
    Command("sign_in.excused", "sign_in", "3", N_("Excused"), N_("Excused in advance")),
    Command("sign_in.absent", "sign_in", "4", N_("Absent"), N_("Did not attend")),
    Command("sign_in.recused", "sign_in", "5", N_("Recused"), N_("Recused from this item")),
    Command("sign_in.back", "sign_in", "6", N_("Rejoins"), N_("Returns after recusal")),
    Command("sign_in.proxy", "sign_in", "7", N_("Proxy"), N_("Represented by someone present")),
    Command("sign_in.walk_in", "sign_in", "8", N_("Walk-in"), N_("Someone not on the list")),
    Command(
        "sign_in.all", "sign_in", "9", N_("All present"), N_("Sign in everyone not marked yet")
    ),
    Command(
        "sign_in.times",
        "sign_in",
        "0",
        N_("Timeline"),
        N_("One person's times: correct one, or add what was not recorded"),
    ),
)
