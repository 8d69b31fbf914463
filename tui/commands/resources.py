"""Commands of the screen of resources (资源库)."""

from tui.commands.registry import Command
from tui.language import N_

RESOURCES = (
    Command(
        "resources.new", "resources", "1,n", N_("New resource"),
        N_("Class first: skills, venues, units, organisations, supplies"),
    ),
    Command("resources.edit", "resources", "2,e", N_("Edit"), N_("Edit its details")),
    Command(
        "resources.stop", "resources", "3", N_("Stop/resume"),
        N_("Mark it as unavailable, or available again"),
    ),
    Command(
        "resources.class", "resources", "4", N_("Class"), N_("Show one class, or all of them")
    ),
    Command(
        "resources.points", "resources", "5", N_("Points"),
        N_("Everyone's hours and points: earned, redeemed, corrected"),
    ),
    Command(
        "resources.rule", "resources", "6", N_("Ledger rule"),
        N_("Days to return a task, points for duty, bonus groups"),
    ),
    Command(
        "resources.table", "resources", "7,-,i", N_("Excel list"),
        N_("Import resources; export them or hours and points")
    ),
    Command(
        "resources.activities", "resources", "8", N_("Activities"),
        N_("Activities, courses, recruitment; volunteers; needs and gifts"),
    ),
    Command(
        "resources.find", "resources", "0,/", N_("Find"),
        N_("Ask: who can fix a tap? Words, pinyin or initials"),
    ),
)  # fmt: skip
