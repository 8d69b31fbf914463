"""Commands of the screens before a meeting: issues, meetings, people."""

from tui.commands.registry import Command
from tui.language import N_

ISSUES = (
    Command("issues.new", "issues", "1,n", N_("New issue"), N_("Note an issue in one line")),
    Command("issues.accept", "issues", "2", N_("Accept"), N_("Accept the issue for deliberation")),
    Command("issues.return", "issues", "3", N_("Return"), N_("Return it with a reason")),
    Command(
        "issues.schedule", "issues", "4", N_("Put on agenda"), N_("Put it on a meeting's agenda")
    ),
    Command("issues.refer", "issues", "5", N_("Refer up"), N_("Pass it up to the tier above")),
    Command("issues.merge", "issues", "6", N_("Merge"), N_("Merge it into another issue")),
    Command("issues.filter", "issues", "7,/", N_("Filter"), N_("Show only some issues")),
)

MEETINGS = (
    Command(
        "meetings.new", "meetings", "1,n", N_("New meeting"), N_("Prepare a meeting of a body")
    ),
    Command("meetings.item", "meetings", "2", N_("Add item"), N_("Add an item to the agenda")),
    Command("meetings.up", "meetings", "3", N_("Move up"), N_("Move the item up")),
    Command("meetings.down", "meetings", "4", N_("Move down"), N_("Move the item down")),
    Command(
        "meetings.budget", "meetings", "5", N_("Time"), N_("Set the minutes the item may take")
    ),
    Command("meetings.call", "meetings", "6", N_("Call"), N_("Call the meeting: notice is given")),
    Command("meetings.open", "meetings", "7", N_("Open meeting"), N_("Open it and hold it")),
    Command("meetings.finalise", "meetings", "8", N_("Finalise"), N_("Finalise the minutes")),
    Command(
        "meetings.export", "meetings", "9", N_("Export"), N_("Write the minutes as a Word file")
    ),
)

PEOPLE = (
    Command("people.new", "people", "1,n", N_("New person"), N_("Add a person")),
    Command("people.body", "people", "2", N_("New body"), N_("Add a deliberation body")),
    Command("people.seat", "people", "3", N_("Seat"), N_("Give the person a role in a body")),
    Command("people.edit", "people", "4", N_("Edit"), N_("Change what is known")),
)
