"""Commands of the screens of texts by articles, of groups, and of the roster."""

from tui.commands.registry import Command
from tui.language import N_

BYLAWS = (
    Command(
        "bylaws.new", "bylaws", "1,n", N_("New text"),
        N_("Covenant, rules of procedure or other rules, by article"),
    ),
    Command("bylaws.edit", "bylaws", "2,e", N_("Edit"), N_("Title, kind and text")),
    Command(
        "bylaws.edition", "bylaws", "3", N_("Version"),
        N_("One more version with its date and source, new or old"),
    ),
    Command(
        "bylaws.propose", "bylaws", "4", N_("Propose"),
        N_("Put an amended text on a meeting's agenda; its vote decides"),
    ),
    Command(
        "bylaws.take_back", "bylaws", "5", N_("Withdraw change"),
        N_("Withdraw a change that no meeting has decided on yet"),
    ),
    Command("bylaws.read", "bylaws", "6", N_("View"), N_("Read it, with all versions")),
    Command("bylaws.post", "bylaws", "7", N_("Post"), N_("Post it on the notice board")),
    Command(
        "bylaws.paper", "bylaws", "9", N_("In Word"),
        N_("A page for the board, with a code for telephones"),
    ),
    Command("bylaws.find", "bylaws", "0,/", N_("Find"), N_("Find by title or words")),
)  # fmt: skip

GROUPS = (
    Command(
        "groups.new", "groups", "1,n", N_("New group"),
        N_("An estate, residents' group, building or grid, also nested"),
    ),
    Command("groups.edit", "groups", "2,e", N_("Edit"), N_("Name, kind, where it is")),
    Command("groups.head", "groups", "3", N_("Leader"), N_("Who leads it, or no longer does")),
    Command("groups.list", "groups", "4", N_("Add in bulk"),
            N_("Type or paste names, one per line")),
    Command(
        "groups.take", "groups", "5", N_("From roster"),
        N_("Add every building and group named in the roster"),
    ),
    Command("groups.headless", "groups", "6", N_("No leader"), N_("Only those without a leader")),
    Command("groups.roster", "groups", "7", N_("Roster"), N_("Its people, to count and print")),
    Command("groups.remove", "groups", "8", N_("Remove"), N_("Remove it from the tree")),
    Command("groups.paper", "groups", "9", N_("In Word"),
            N_("The tree with all leaders, for printing")),
    Command("groups.find", "groups", "0,/", N_("Find"), N_("Find by name or leader")),
)  # fmt: skip

ROSTER = (
    Command("roster.role", "roster", "1", N_("By role"), N_("Count by role, and show one")),
    Command("roster.group", "roster", "2", N_("By group"), N_("Count by group, and show one")),
    Command(
        "roster.building", "roster", "3", N_("By building"), N_("Count by building, and show one")
    ),
    Command(
        "roster.sides", "roster", "4", N_("Residents, staff"),
        N_("Which roles are residents', staff's, social workers'"),
    ),
    Command("roster.paper", "roster", "9", N_("In Word"), N_("Print the list as shown")),
    Command("roster.find", "roster", "0,/", N_("Find"), N_("Find by name, pinyin, initials")),
)  # fmt: skip
