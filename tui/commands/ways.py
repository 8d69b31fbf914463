"""The way by keys to a command of another screen, for whoever looks for it somewhere else."""

from collections.abc import Mapping

from tui.commands import command
from tui.commands.registry import Command

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


def way_to(wanted: Command) -> tuple[Command, ...]:
    """The commands to press from any screen, `wanted` last; empty where it works everywhere."""
    way = [wanted]
    while opener := OPENED_BY.get(way[0].scope):
        way.insert(0, command(opener))
    return tuple(way) if len(way) > 1 else ()
