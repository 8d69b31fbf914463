"""Commands of the screen of referrals (往来), and of the dialog of a matter's full history."""

from tui.commands.registry import Command
from tui.language import N_

REFERRALS = (
    Command(
        "referrals.receive", "referrals", "1", N_("Acknowledge"),
        N_("Acknowledge a matter that came from below"),
    ),
    Command(
        "referrals.schedule", "referrals", "2", N_("Take up"),
        N_("Add it to the pool here, and to an agenda if you like"),
    ),
    Command(
        "referrals.answer", "referrals", "3", N_("Reply"),
        N_("Answer with a reply, a decision and a task"),
    ),
    Command(
        "referrals.send_back", "referrals", "4", N_("Send back"),
        N_("Send it back, giving a reason")
    ),
    Command(
        "referrals.pass_on", "referrals", "5", N_("Refer further up"),
        N_("Refer it to the next tier up, keeping its history"),
    ),
    Command(
        "referrals.remind", "referrals", "6", N_("Remind"), N_("Ask the body above again")
    ),
    Command(
        "referrals.withdraw", "referrals", "7", N_("Withdraw"),
        N_("Withdraw it before it was acknowledged"),
    ),
    Command(
        "referrals.road", "referrals", "8", N_("Full history"),
        N_("All steps of this matter across the tiers"),
    ),
    Command(
        "referrals.show", "referrals", "9", N_("Show"),
        N_("Pending, received, referred up, or all"),
    ),
    Command(
        "referrals.pool", "referrals", "0", N_("To the issues"), N_("Back to the issues")
    ),
)  # fmt: skip

ROAD = (
    Command("road.print", "road", "1,p", N_("Print"), N_("Write the full history as a Word page")),
)  # fmt: skip
