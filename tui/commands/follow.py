"""Commands of the ledger of tasks (F5)."""

from tui.commands.registry import Command
from tui.language import N_

FOLLOW = (
    Command("follow.progress", "follow", "1", N_("Progress"), N_("Record progress in one line")),
    Command("follow.complete", "follow", "2", N_("Completed"), N_("Mark the task completed")),
    Command("follow.report", "follow", "3", N_("Report back"),
            N_("Record who was informed, when and how")),
    Command("follow.revisit", "follow", "4", N_("Revisit"), N_("Record what the resident says")),
    Command(
        "follow.close", "follow", "5", N_("Close task"),
        N_("Close it after the resident's approval")
    ),
    Command("follow.extend", "follow", "6", N_("Extend"),
            N_("Extend the deadline, giving a reason"),
        also=N_("deadline later"),
    ),
    Command("follow.reopen", "follow", "7", N_("Reopen"), N_("Reopen the task")),
    Command("follow.filter", "follow", "8,/", N_("Filter"),
            N_("Show only some tasks, and in which order")),
    Command(
        "follow.hand_over", "follow", "9", N_("Hand over"),
        N_("Who does it, with whom, by when"),
    ),
    Command("follow.new", "follow", "0,n", N_("New task"), N_("A task not from a meeting")),
    Command(
        "follow.more", "follow", ".", N_("More"),
        N_("Saved views, Excel, chase list, points for duty and the rule"),
    ),
    Command(
        "follow.chase", "follow", "c", N_("Chase"), N_("Remind the person responsible"), False
    ),
    Command(
        "follow.end", "follow", "b", N_("End, no approval"),
        N_("End it without the resident's approval, giving a reason"), False,
        also=N_("void delete cannot"),
    ),
    Command(
        "follow.decline", "follow", "d", N_("Returned"),
        N_("The person assigned returns the task, giving a reason"), False,
    ),
    Command(
        "follow.parts", "follow", "m", N_("Parts"),
        N_("Share the task out in parts, each with its own deadline"), False,
    ),
    Command(
        "follow.change", "follow", "g", N_("What changed"),
        N_("What is different now, before and after"), False,
    ),
    Command(
        "follow.photos", "follow", "p", N_("Photographs"),
        N_("Photographs of before and after"), False,
    ),
    Command(
        "follow.resources", "follow", "w", N_("Who can help"),
        N_("Find a person or thing to help with the task, and note it"), False,
    ),
    Command(
        "follow.duty", "follow", "t", N_("Duty shifts"),
        N_("Who was on duty for the task, from when to when"), False,
    ),
    Command(
        "follow.points", "follow", "y", N_("Points for duty"),
        N_("Everyone's shifts, hours and points"), False,
    ),
    Command(
        "follow.learnt", "follow", "l", N_("Lessons learnt"),
        N_("Look back on the task"), False,
    ),
    Command(
        "follow.facts", "follow", "f", N_("More about it"),
        N_("Topic, urgency, contact and measure"), False,
    ),
    Command(
        "follow.chase_list", "follow", "=,x", N_("Chase list"),
        N_("One Word page of the tasks to chase, or of the marked ones"), False,
        also=N_("print export Word PDF"),
    ),
    Command(
        "follow.table", "follow", "i", N_("Excel list"),
        N_("Import an old ledger, export this one, or the year's figures"), False,
        also=N_("import export spreadsheet"),
    ),
    Command(
        "follow.text", "follow", "u", N_("Group text"),
        N_("Overdue tasks as a short text to paste, names masked"), False,
    ),
    Command(
        "follow.lists", "follow", "e", N_("Task lists"),
        N_("What each person still has to do, to print or to paste"), False,
    ),
    Command(
        "follow.papers", "follow", "a", N_("Documents"),
        N_("Photographs, retrospective and points for duty in Word"), False,
        also=N_("print export Word before after"),
    ),
    Command(
        "follow.views", "follow", "v", N_("Saved views"),
        N_("Choose a view of the ledger by its name"), False,
    ),
    Command(
        "follow.rule", "follow", "z", N_("Ledger rule"),
        N_("Days to return a task, points for duty, bonus groups"), False,
    ),
    Command(
        "follow.history", "follow", "h", N_("History"), N_("Who did what with the task, and when"),
        False,
    ),
    Command(
        "follow.road", "follow", "-,r", N_("Full history"),
        N_("All steps of this matter across the tiers"), False,
    ),
    Command(
        "follow.reach", "follow", "s", N_("Which bodies"),
        N_("This body, those below it, or all"), False,
    ),
    Command(
        "follow.order", "follow", "o", N_("Order"),
        N_("By lateness, owner, body, tier, topic, number"), False,
    ),
)  # fmt: skip
