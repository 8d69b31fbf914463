"""Commands of the meeting screen (F4), of the review in a meeting, and of the big screen (F9).

Digits first, because the input method stays on.
"""

from tui.commands.registry import Command
from tui.language import N_

HOLD = (
    Command("hold.speak", "hold", "1", N_("Speak"), N_("Record a speech: name, stance, words"),
        also=N_("record speech"),
    ),
    Command("hold.queue", "hold", "2", N_("Queue"), N_("Add a person to the speakers' queue"),
        also=N_("hand raise"),
    ),
    Command("hold.timer", "hold", "3", N_("Timer"), N_("Start or stop the speaker's time"),
        also=N_("stopwatch countdown"),
    ),
    Command("hold.motion", "hold", "4", N_("Motion"), N_("Enter the text to be voted on"),
        also=N_("proposal amendment second withdraw postpone"),
    ),
    Command("hold.vote", "hold", "5", N_("Vote"), N_("Take a vote on the motion"),
            also=N_("ballot election hands count secret")),
    Command("hold.decide", "hold", "6", N_("Decide"),
            N_("Record what is decided, who does it, by when"),
        also=N_("task owner resolution"),
    ),
    Command("hold.refer", "hold", "7", N_("Refer up"), N_("Refer the item to the tier above")),
    Command("hold.sign_in", "hold", "8", N_("Sign in"), N_("Sign people in, out, or recused"),
            also=N_("attendance register arrive proxy excused late")),
    Command("hold.next", "hold", "9", N_("Next item"), N_("Close this item and start the next"),
        also=N_("outcome finish skip"),
    ),
    Command("hold.end", "hold", "0", N_("Suspend/End"), N_("Suspend, resume or end the meeting"),
        also=N_("break adjourn close void correct election quorum outcome add later"),
    ),
    Command(
        "hold.preview", "hold", "ctrl+o", N_("Preview"),
        N_("Read minutes and record as they grow"), False,
    ),
    Command(
        "hold.export", "hold", "ctrl+n", N_("Documents"),
        N_("Minutes, record, notice, forms, posting as Word and PDF"), False,
        also=N_("print export Word PDF notice minutes"),
    ),
    Command(
        "hold.spoken", "hold", "ctrl+k", N_("Who spoke"),
        N_("Who has spoken, how often, how long, and who has not"), False,
    ),
)  # fmt: skip


DISPLAY = (
    Command("display.leave", "display", "f9,escape", N_("Back"), N_("Back to the meeting")),
)  # fmt: skip


REVIEW = (
    Command("review.progress", "review", "1", N_("Progress"), N_("Record progress in one line")),
    Command("review.complete", "review", "2", N_("Completed"), N_("The task is completed")),
    Command("review.same", "review", "3", N_("Nothing new"), N_("Still in progress, nothing new")),
    Command("review.decline", "review", "4", N_("Declined"), N_("Returned, giving a reason")),
    Command(
        "review.close", "review", "5", N_("Resident's word"),
        N_("The resident's word: satisfied closes it, otherwise it reopens"),
    ),
    Command("review.extend", "review", "6", N_("Extend"), N_("A new deadline, with the reason")),
    Command("review.reopen", "review", "7", N_("Reopen"), N_("Reopen the task")),
    Command("review.chase", "review", "8", N_("Chase"), N_("Chase it, one level higher")),
    Command("review.hand_over", "review", "9", N_("Hand over"), N_("Who does it, by when")),
    Command("review.end", "review", "0", N_("Discussed"), N_("Continue the meeting")),
)  # fmt: skip
