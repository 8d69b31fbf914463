"""Commands of the screens issues (F2), meetings (F3) and people (F6)."""

from tui.commands.registry import Command
from tui.language import N_

ISSUES = (
    Command("issues.new", "issues", "1,n", N_("New issue"), N_("Record an issue in one line")),
    Command("issues.accept", "issues", "2", N_("Accept"), N_("Accept the issue for deliberation")),
    Command("issues.return", "issues", "3", N_("Return"), N_("Return it, giving a reason")),
    Command(
        "issues.schedule", "issues", "4", N_("Add to agenda"), N_("Add it to a meeting's agenda")
    ),
    Command("issues.refer", "issues", "5", N_("Refer up"), N_("Refer it to the tier above")),
    Command("issues.merge", "issues", "6", N_("Merge"), N_("Merge it into another issue")),
    Command("issues.filter", "issues", "7", N_("Filter"), N_("Show only some issues")),
    Command(
        "issues.edit",
        "issues",
        "8,e",
        N_("Edit"),
        N_("Correct the words of the issue"),
        also=N_("correct mistake"),
    ),
    Command(
        "issues.back",
        "issues",
        "9",
        N_("Go back"),
        N_("Withdraw it, reopen it, or go back one state"),
        also=N_("delete withdraw void"),
    ),
    Command("issues.find", "issues", "0,/", N_("Find"), N_("Find by a word, a place or a name")),
    Command(
        "issues.exchange",
        "issues",
        "=,x",
        N_("Referrals"),
        N_("What was referred up, what came from below, and the answers"),
    ),
    Command(
        "issues.road",
        "issues",
        "-,r",
        N_("Full history"),
        N_("All steps of this matter across the tiers"),
    ),
    Command(
        "issues.more",
        "issues",
        ".",
        N_("More"),
        N_("Paste a list, a chat or sign-ups; import tickets; group text"),
    ),
    Command(
        "issues.paste",
        "issues",
        "m",
        N_("Paste text"),
        N_("Paste a list, a group chat or sign-ups to be sorted in"),
        False,
    ),
    Command(
        "issues.table",
        "issues",
        "i",
        N_("Excel list"),
        N_("Import tickets or another list of issues"),
        False,
    ),
    Command(
        "issues.text",
        "issues",
        "u",
        N_("Group text"),
        N_("The answer to this issue as short text, names masked"),
        False,
    ),
)

MEETINGS = (
    Command(
        "meetings.new", "meetings", "1,n", N_("New meeting"), N_("Plan a meeting of a body")
    ),
    Command("meetings.item", "meetings", "2", N_("Add item"), N_("Add an item to the agenda"),
        also=N_("agenda"),
    ),
    Command("meetings.up", "meetings", "3", N_("Move up"), N_("Move the item up")),
    Command("meetings.down", "meetings", "4", N_("Move down"), N_("Move the item down")),
    Command(
        "meetings.edit_item", "meetings", "5,e", N_("Edit item"),
        N_("Title, minutes and proposal of the item"),
        also=N_("correct mistake"),
    ),
    Command(
        "meetings.call", "meetings", "6", N_("Notices"),
        N_("Notice given, back to planning, cancel, or open again"),
        also=N_("notify cancel void post public"),
    ),
    Command("meetings.open", "meetings", "7", N_("Start"), N_("Open the meeting"),
        also=N_("begin start"),
    ),
    Command(
        "meetings.finalise", "meetings", "8", N_("Finalise"),
        N_("See what is missing, then finalise the minutes"),
    ),
    Command(
        "meetings.export", "meetings", "9", N_("Documents"),
        N_("Minutes, record, notice, forms, posting as Word and PDF"),
        also=N_("print export Word PDF notice minutes"),
    ),
    Command(
        "meetings.edit", "meetings", "0", N_("Edit meeting"),
        N_("Date, place, chair and secretary of the meeting"),
        also=N_("correct mistake date place"),
    ),
    Command(
        "meetings.drop", "meetings", "delete", N_("Remove"), N_("Remove the item from the agenda"),
        also=N_("delete remove"),
    ),
    Command(
        "meetings.more", "meetings", ".", N_("More"),
        N_("Recurring items, Excel, erratum, preview, group text, history"),
    ),
    Command(
        "meetings.preview", "meetings", "=,p", N_("Preview"),
        N_("Read minutes and record on the screen"), False,
    ),
    Command(
        "meetings.erratum", "meetings", "r", N_("Erratum"),
        N_("A dated correction below final minutes"), False,
        also=N_("correct mistake"),
    ),
    Command(
        "meetings.standing", "meetings", "t", N_("Recurring"),
        N_("Recurring items, and templates for kinds of meeting"), False,
    ),
    Command(
        "meetings.table", "meetings", "i", N_("Excel list"),
        N_("Import or export a meeting's workbook, or everything"), False,
        also=N_("import export spreadsheet add later"),
    ),
    Command(
        "meetings.text", "meetings", "u", N_("Group text"),
        N_("Notice or result as a short text to paste, names masked"), False,
    ),
    Command(
        "meetings.history", "meetings", "-,h", N_("History"),
        N_("What was done with this meeting, by whom, and when"), False,
    ),
)  # fmt: skip

PEOPLE = (
    Command("people.new", "people", "1,n", N_("New person"), N_("Add people one after another")),
    Command("people.body", "people", "2", N_("New body"), N_("Create a deliberation body")),
    Command(
        "people.seat",
        "people",
        "3",
        N_("Seat"),
        N_("Roles and vote in this body, or end the seat"),
        also=N_("delete leave void"),
    ),
    Command(
        "people.edit",
        "people",
        "4,e",
        N_("Edit"),
        N_("Edit the details"),
        also=N_("correct mistake phone name"),
    ),
    Command(
        "people.edit_body", "people", "5", N_("Edit body"), N_("Name, parent, place, letterhead")
    ),
    Command("people.rule", "people", "6", N_("Rule"), N_("View and change the rules of procedure")),
    Command(
        "people.list", "people", "7", N_("Add in bulk"), N_("Type or paste a list, one per line")
    ),
    Command(
        "people.invite",
        "people",
        "8",
        N_("Add seat"),
        N_("Give a seat to someone registered by another body"),
    ),
    Command("people.units", "people", "9", N_("Property"), N_("Exclusive parts and their owners")),
    Command(
        "people.resources",
        "people",
        "=,r",
        N_("Resources"),
        N_("Skills, venues, units, supplies: who and what can help"),
    ),
    Command(
        "people.table",
        "people",
        "-,i",
        N_("Excel list"),
        N_("Import or export the list of people"),
        also=N_("import export spreadsheet"),
    ),
    Command(
        "people.more",
        "people",
        ".",
        N_("More"),
        N_("Custom roles; merge people or bodies; close or reopen a body"),
    ),
    Command(
        "people.activities",
        "people",
        "a",
        N_("Activities"),
        N_("Activities, courses, recruitment; volunteers; needs and gifts"),
        False,
    ),
    Command(
        "people.successor",
        "people",
        "s",
        N_("Successor"),
        N_("A page in Word for whoever takes over this body's work"),
        False,
    ),
    Command(
        "people.groups",
        "people",
        "g",
        N_("Groups"),
        N_("Estates, groups, buildings, grids as a tree, with leaders"),
        False,
    ),
    Command(
        "people.roster",
        "people",
        "l",
        N_("Roster"),
        N_("Everyone here and below by role, group, building; to print"),
        False,
    ),
    Command(
        "people.bylaws",
        "people",
        "w",
        N_("Covenant, rules"),
        N_("Texts by articles: read, propose changes, post"),
        False,
    ),
    Command(
        "people.titles",
        "people",
        "t",
        N_("Custom roles"),
        N_("What the body itself calls someone's role"),
        False,
    ),
    Command(
        "people.join",
        "people",
        "m",
        N_("Merge people"),
        N_("Merge this person into another entry for the same person"),
        False,
    ),
    Command(
        "people.join_bodies",
        "people",
        "b",
        N_("Merge bodies"),
        N_("Merge this body into another one, which takes over its seats"),
        False,
    ),
    Command(
        "people.close_body",
        "people",
        "c",
        N_("Close body"),
        N_("Close the chosen body; everything is kept"),
        False,
    ),
    Command(
        "people.reopen_body",
        "people",
        "o",
        N_("Reopen body"),
        N_("Reopen a closed body"),
        False,
    ),
    Command(
        "people.find",
        "people",
        "0,/",
        N_("Find"),
        N_("Find by name, pinyin, initials, building, role"),
    ),
)
