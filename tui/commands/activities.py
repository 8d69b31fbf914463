"""Commands of the screens of activities (活动), volunteers (志愿者) and points (积分)."""

from tui.commands.registry import Command
from tui.language import N_

ACTIVITIES = (
    Command(
        "activities.new", "activities", "1,n", N_("New activity"),
        N_("An activity, an academy course, or a recruitment drive"),
    ),
    Command("activities.edit", "activities", "2,e", N_("Edit"), N_("Edit its details")),
    Command(
        "activities.came", "activities", "3", N_("Who came"),
        N_("Held: who came, how many, how long"),
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
        N_("What it changed, and lessons learnt"),
    ),
    Command(
        "activities.photos", "activities", "7", N_("Photographs"), N_("Add or remove a photograph")
    ),
    Command(
        "activities.cancel", "activities", "8", N_("Cancel it"),
        N_("It will not be held; give a reason")
    ),
    Command(
        "activities.paper", "activities", "9", N_("In Word"), N_("Plan or record of it as Word")
    ),
    Command(
        "activities.volunteers", "activities", "=,v", N_("Volunteers"),
        N_("Layer, level, courses and hours of every volunteer"),
    ),
    Command(
        "activities.table", "activities", "-,i", N_("Excel list"),
        N_("Import activities, or export them with needs and gifts"),
    ),
    Command("activities.find", "activities", "0,/", N_("Find"), N_("Find by a word or a place")),
)  # fmt: skip

REWARDS = (
    Command(
        "rewards.redeem", "rewards", "1,n", N_("Redeem"), N_("Redeem points for an item")
    ),
    Command(
        "rewards.correct", "rewards", "2,e", N_("Correct"),
        N_("Add or deduct points, giving a reason"),
    ),
    Command(
        "rewards.prizes", "rewards", "3", N_("Supplies"),
        N_("What can be redeemed, for how many points, how many are left"),
    ),
    Command(
        "rewards.entries", "rewards", "4", N_("Entries"),
        N_("What was redeemed and corrected in the period"),
    ),
    Command("rewards.period", "rewards", "5", N_("Period"), N_("A month, a quarter, a year")),
    Command(
        "rewards.rule", "rewards", "6", N_("Points rule"),
        N_("Points per hour, and bonus groups"),
    ),
    Command(
        "rewards.table", "rewards", "-,i", N_("Excel list"), N_("Write the list for the period")
    ),
    Command("rewards.find", "rewards", "0,/", N_("Find"), N_("Find by name, pinyin, initials")),
)  # fmt: skip

VOLUNTEERS = (
    Command(
        "volunteers.layer", "volunteers", "1,e", N_("Layer, level"),
        N_("Core or general; level in the academy"),
    ),
    Command(
        "volunteers.take_on", "volunteers", "2,n", N_("Recruit"),
        N_("Those who came to a recruitment become volunteers"),
    ),
    Command(
        "volunteers.class", "volunteers", "3", N_("Layer"), N_("Show one layer, or all of them")
    ),
    Command(
        "volunteers.record", "volunteers", "4", N_("Service"),
        N_("Everything this volunteer did, in Word, as proof of service"),
    ),
    Command(
        "volunteers.week", "volunteers", "5", N_("Weekly record"),
        N_("What everyone did in a week or month, in Word"),
    ),
    Command(
        "volunteers.bylaws", "volunteers", "6", N_("Their rules"),
        N_("The rules on volunteers, by article, with their versions"),
    ),
    Command("volunteers.find", "volunteers", "0,/", N_("Find"), N_("Find by name, pinyin, skill")),
)  # fmt: skip
