"""Screens that are imported when they are first shown, since every import costs start time."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from textual.screen import Screen

SCREENS = {
    "issues": "tui.screens.issues:IssuesScreen",
    "referrals": "tui.screens.referrals:ReferralsScreen",
    "meetings": "tui.screens.meetings:MeetingsScreen",
    "hold": "tui.screens.hold.screen:HoldScreen",
    "follow": "tui.screens.follow:FollowScreen",
    "people": "tui.screens.people:PeopleScreen",
    "figures": "tui.screens.figures:FiguresScreen",
    "notices": "tui.screens.notices:NoticesScreen",
}
"""Mode → where its screen lives."""


def screen_factory(mode: str) -> Callable[[], Screen[Any]]:
    """Makes the screen of a mode, importing it first."""

    def make() -> Screen[Any]:
        module, _colon, name = SCREENS[mode].partition(":")
        made: Screen[Any] = getattr(import_module(module), name)()
        return made

    return make
