"""Commands that work on every screen."""

from tui.commands.registry import Command
from tui.language import N_

APP = (
    Command("app.help", "app", "f1,?", N_("Help"), N_("All keys of this screen and what they do")),
    Command("app.issues", "app", "f2", N_("Issues"), N_("The pool of issues of all tiers")),
    Command("app.meetings", "app", "f3", N_("Meetings"), N_("Meetings and their agendas")),
    Command("app.hold", "app", "f4", N_("Hold"), N_("Hold the meeting that is open")),
    Command("app.follow", "app", "f5", N_("Follow-up"), N_("The ledger of tasks decided")),
    Command("app.people", "app", "f6", N_("People"), N_("Bodies, persons and their roles")),
    Command("app.figures", "app", "f7", N_("Figures"), N_("What was done, counted")),
    Command("app.body", "app", "f8", N_("Body"), N_("Choose the body to work for")),
    Command("app.display", "app", "f9", N_("Big screen"), N_("The meeting, large, for the room")),
    Command("app.search", "app", "ctrl+f", N_("Search"), N_("Search all texts and people")),
    Command("app.palette", "app", "ctrl+p", N_("Commands"), N_("Find a command by its name")),
    Command("app.undo", "app", "ctrl+z", N_("Undo"), N_("Take back the last command")),
    Command("app.redo", "app", "ctrl+y", N_("Redo"), N_("Do again what was taken back"), False),
    Command("app.back", "app", "escape", N_("Back"), N_("Go back; typed text is kept"), False),
    Command("app.backup", "app", "ctrl+r", N_("Back up"), N_("Copy to a stick, read back"), False),
    Command("app.lock", "app", "f12", N_("Lock"), N_("Lock the screen, now or when idle"), False),
    Command("app.language", "app", "ctrl+l", N_("Language"), N_("Chinese or English"), False),
    Command("app.theme", "app", "ctrl+t", N_("Theme"), N_("Night, day or sunlight"), False),
    Command(
        "app.tour",
        "app",
        "shift+f1",
        N_("Tour"),
        N_("Guided tour on the sample community"),
        False,
    ),
    Command(
        "app.card",
        "app",
        "ctrl+e",
        N_("Key card"),
        N_("Print all keys on one page, in Word"),
        False,
    ),
    Command(
        "app.settings",
        "app",
        "ctrl+g",
        N_("Settings"),
        N_("Language, look, name, folder, lock, own keys"),
        False,
    ),
    Command("app.quit", "app", "ctrl+q", N_("Quit"), N_("Leave; all is saved"), False, True),
)
