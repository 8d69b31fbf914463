"""Commands of the follow-up ledger."""

from tui.commands.registry import Command
from tui.language import N_

FOLLOW = (
    Command("follow.progress", "follow", "1", N_("Progress"), N_("Note progress in one line")),
    Command("follow.complete", "follow", "2", N_("Completed"), N_("Mark the task completed")),
    Command("follow.report", "follow", "3", N_("Report back"), N_("Note who was told, when, how")),
    Command("follow.revisit", "follow", "4", N_("Revisit"), N_("Note what the resident says")),
    Command(
        "follow.close", "follow", "5", N_("Close task"), N_("Close it after the resident's yes")
    ),
    Command("follow.extend", "follow", "6", N_("Extend"), N_("Extend the deadline with a reason")),
    Command("follow.reopen", "follow", "7", N_("Reopen"), N_("Take the task up again")),
    Command("follow.filter", "follow", "8,/", N_("Filter"), N_("Show only some tasks")),
)
