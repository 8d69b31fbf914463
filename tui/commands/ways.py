"""The way by keys to a command of another screen, for whoever looks for it somewhere else."""

from collections.abc import Mapping

from tui.commands import command
from tui.commands.registry import Command
from tui.language import N_

OPENED_BY: Mapping[str, str] = {
    "issues": "app.issues",
    "meetings": "app.meetings",
    "hold": "app.hold",
    "follow": "app.follow",
    "people": "app.people",
    "figures": "app.figures",
    "referrals": "issues.exchange",
    "road": "issues.road",
    "notices": "meetings.call",
    "sign_in": "hold.sign_in",
    "review": "hold.end",
    "rule": "people.rule",
    "units": "people.units",
    "resources": "people.resources",
    "activities": "people.activities",
    "groups": "people.groups",
    "roster": "people.roster",
    "bylaws": "people.bylaws",
    "rewards": "resources.points",
    "volunteers": "activities.volunteers",
}
"""By scope, the command that opens its screen; scopes that work everywhere have none."""

PICKED_FIRST: Mapping[str, Command] = {
    "notices": Command("meetings.board", "notices", "3", N_("Notice board"), N_("Notice board")),
    "review": Command(
        "hold.promises", "review", "5", N_("Review last meeting's decisions, one by one"),
        N_("Review last meeting's decisions, one by one"),
    ),
}  # fmt: skip
"""By scope, the entry to pick in the menu that its opener shows."""


def way_to(wanted: Command) -> tuple[Command, ...]:
    """The commands to press from any screen, `wanted` last; empty where it works everywhere."""
    way = [wanted]
    while opener := OPENED_BY.get(way[0].scope):
        entry = PICKED_FIRST.get(way[0].scope)
        way[:0] = [command(opener), *([entry] if entry is not None else [])]
    return tuple(way) if len(way) > 1 else ()
