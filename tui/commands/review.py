"""Commands of the review of earlier decisions in a meeting, and of lists opened from the ledger."""

from tui.commands.registry import Command
from tui.language import N_

REVIEW = (
    Command("review.progress", "review", "1", N_("Progress"), N_("Record progress in one line")),
    Command("review.complete", "review", "2", N_("Completed"), N_("The task is completed")),
    Command("review.same", "review", "3", N_("Nothing new"), N_("Still in progress, nothing new")),
    Command("review.decline", "review", "4", N_("Declined"), N_("Returned, giving a reason")),
    Command(
        "review.close", "review", "5", N_("Resident's word"),
        N_("What the resident says here: satisfied closes it, not satisfied reopens it"),
    ),
    Command("review.extend", "review", "6", N_("Extend"), N_("A new deadline, with the reason")),
    Command("review.reopen", "review", "7", N_("Reopen"), N_("Reopen the task")),
    Command("review.chase", "review", "8", N_("Chase"), N_("Chase it, one level higher")),
    Command("review.hand_over", "review", "9", N_("Hand over"), N_("Who does it, by when")),
    Command("review.end", "review", "0", N_("Discussed"), N_("Continue the meeting")),
)  # fmt: skip
