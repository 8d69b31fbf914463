"""Commands of activities, and of volunteers."""

from tui.commands.registry import Command
from tui.language import N_

ACTIVITIES = (
    Command(
        "activities.new", "activities", "1,n", N_("New activity"),
        N_("An activity, a course of the academy, or a recruitment"),
    ),
    Command("activities.edit", "activities", "2,e", N_("Edit"), N_("Change its details")),
    Command(
        "activities.came", "activities", "3", N_("Who came"),
        N_("It was held: who came, how many, how long"),
    ),
    Command(
        "activities.share", "activities", "4", N_("Share work"),
        N_("Who does what by when; each can become a task"),
    ),
    Command(
        "activities.needs", "activities", "5", N_("Needs"),
        N_("What is needed, who was asked, what they gave, thanks"),
    ),
    Command(
        "activities.result", "activities", "6", N_("Effect"),
        N_("What it changed, and what was learnt"),
    ),
    Command(
        "activities.photos", "activities", "7", N_("Photographs"), N_("Add a photograph, or remove")
    ),
    Command(
        "activities.cancel", "activities", "8", N_("Cancel it"), N_("It is not held; with a reason")
    ),
    Command(
        "activities.paper", "activities", "9", N_("In Word"), N_("Plan or record of it as Word")
    ),
    Command(
        "activities.volunteers", "activities", "=,v", N_("Volunteers"),
        N_("Layers, levels, courses, hours of every volunteer"),
    ),
    Command(
        "activities.table", "activities", "-,i", N_("Excel list"),
        N_("Import activities, or export them with needs and gifts"),
    ),
    Command("activities.find", "activities", "0,/", N_("Find"), N_("Find by a word or a place")),
)  # fmt: skip

REWARDS = (
    Command(
        "rewards.redeem", "rewards", "1,n", N_("Redeem"), N_("Give out a thing for points")
    ),
    Command(
        "rewards.correct", "rewards", "2,e", N_("Correct"),
        N_("More or fewer points, with the reason"),
    ),
    Command(
        "rewards.prizes", "rewards", "3", N_("Things"),
        N_("What can be had for how many points, and how many are left"),
    ),
    Command(
        "rewards.entries", "rewards", "4", N_("Entries"),
        N_("What was redeemed and corrected in the period"),
    ),
    Command("rewards.period", "rewards", "5", N_("Period"), N_("A month, a quarter, a year")),
    Command(
        "rewards.rule", "rewards", "6", N_("Points rule"),
        N_("Points for an hour, and groups that count more"),
    ),
    Command(
        "rewards.table", "rewards", "-,i", N_("Excel list"), N_("Write the list of the period")
    ),
    Command("rewards.find", "rewards", "0,/", N_("Find"), N_("Find by name, pinyin, initials")),
)  # fmt: skip

VOLUNTEERS = (
    Command(
        "volunteers.layer", "volunteers", "1,e", N_("Layer, level"),
        N_("Core or general; how far in the academy"),
    ),
    Command(
        "volunteers.take_on", "volunteers", "2,n", N_("Take on"),
        N_("Whoever came to a recruitment becomes a volunteer"),
    ),
    Command(
        "volunteers.class", "volunteers", "3", N_("Layer"), N_("Show one layer, or all of them")
    ),
    Command(
        "volunteers.record", "volunteers", "4", N_("Service"),
        N_("All that this volunteer did, in Word, as for a certificate"),
    ),
    Command(
        "volunteers.week", "volunteers", "5", N_("Weekly record"),
        N_("What everybody did in a week or a month, in Word"),
    ),
    Command(
        "volunteers.bylaws", "volunteers", "6", N_("Rule for them"),
        N_("The rule on volunteers, by articles, with its editions"),
    ),
    Command("volunteers.find", "volunteers", "0,/", N_("Find"), N_("Find by name, pinyin, skill")),
)  # fmt: skip
