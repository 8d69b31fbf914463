"""The registry of all commands, from which bindings, footer, palette, help and key card come."""

from collections.abc import Sequence

from textual.binding import BindingType

from tui.commands.activities import ACTIVITIES, REWARDS, VOLUNTEERS
from tui.commands.app import APP
from tui.commands.exchange import REFERRALS, ROAD
from tui.commands.figures import FIGURES
from tui.commands.follow import FOLLOW
from tui.commands.hold import DISPLAY, HOLD, REVIEW
from tui.commands.issues_meetings_people import ISSUES, MEETINGS, PEOPLE
from tui.commands.listing import FORM, LIST, READING, SIGN_IN
from tui.commands.neighbourhood import BYLAWS, GROUPS, ROSTER
from tui.commands.notices import NOTICES
from tui.commands.registry import Command, binding
from tui.commands.resources import RESOURCES
from tui.commands.rules import RULE, UNITS
from tui.language import tell_keys_by

_TABLES: Sequence[Sequence[Command]] = (
    DISPLAY,
    APP, ISSUES, REFERRALS, ROAD, MEETINGS, HOLD, FOLLOW, FIGURES, NOTICES, PEOPLE, RULE, UNITS,
    LIST, FORM, READING, SIGN_IN, REVIEW, RESOURCES,
    ACTIVITIES, VOLUNTEERS, REWARDS, BYLAWS, GROUPS, ROSTER,
)  # fmt: skip

SCOPES: dict[str, tuple[Command, ...]] = {table[0].scope: tuple(table) for table in _TABLES}
"""Every scope and its commands in the order of the footer."""


def commands(scope: str) -> tuple[Command, ...]:
    """The commands of one scope, in the order of the footer."""
    return SCOPES[scope]


def all_commands() -> list[Command]:
    """Every command of the program."""
    return [command for table in SCOPES.values() for command in table]


def command(id: str) -> Command:
    """The command with this id; KeyError when there is none."""
    for candidate in all_commands():
        if candidate.id == id:
            return candidate
    raise KeyError(id)


def key_in_words(id: str) -> str:
    """The first key of a command for a sentence; braces become full-width, as it is formatted."""
    return command(id).key_shown.replace("{", "｛").replace("}", "｝")


tell_keys_by(key_in_words)


def bindings(scope: str) -> list[BindingType]:
    """The Textual bindings of a scope, for the BINDINGS of a class."""
    return [binding(command) for command in SCOPES[scope]]
