"""Commands of the screen of the notice board (公示栏)."""

from tui.commands.registry import Command
from tui.language import N_

NOTICES = (
    Command(
        "notices.post",
        "notices",
        "1,n",
        N_("Post"),
        N_("Post a meeting's decisions"),
        also=N_("public notice"),
    ),
    Command("notices.object", "notices", "2", N_("Objection"), N_("Record an objection")),
    Command("notices.answer", "notices", "3", N_("Answer it"), N_("Answer an objection")),
    Command(
        "notices.take_down",
        "notices",
        "4",
        N_("Take down"),
        N_("Take it down from the board"),
        also=N_("delete void"),
    ),
    Command("notices.changed", "notices", "5", N_("What changed"), N_("Results of actions taken")),
    Command(
        "notices.words",
        "notices",
        "6",
        N_("Other notice"),
        N_("A notice without a meeting, or space for advertisements"),
    ),
    Command(
        "notices.bylaws",
        "notices",
        "7",
        N_("Covenant, rules"),
        N_("Texts by articles: read, propose changes, post"),
    ),
    Command(
        "notices.paper", "notices", "9", N_("In Word"), N_("Print the notice under the cursor")
    ),
)
"""From the posting to the answers."""
