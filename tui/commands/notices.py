"""Commands of the notice board."""

from tui.commands.registry import Command
from tui.language import N_

NOTICES = (
    Command("notices.post", "notices", "1,n", N_("Post"), N_("Post a meeting's decisions")),
    Command("notices.object", "notices", "2", N_("Objection"), N_("Write down an objection")),
    Command("notices.answer", "notices", "3", N_("Answer it"), N_("Answer an objection")),
    Command(
        "notices.take_down", "notices", "4", N_("Take down"), N_("Take it down from the board")
    ),
    Command("notices.changed", "notices", "5", N_("What changed"), N_("Results of actions taken")),
)
"""From the posting to the answers."""
