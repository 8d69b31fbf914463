"""The groups of the printed key card, from the registry, with a person's own keys."""

from meetings.clean import trim
from tui.commands import commands
from tui.commands.registry import Command, show_key
from tui.dialogs.help import SCOPE_TITLES
from tui.language import chinese

SCOPES_ON_CARD = (
    "app", "hold", "issues", "meetings", "people", "follow", "referrals", "figures", "list",
    "form", "sign_in",
)  # fmt: skip
EXPLAINED = ("app", "hold")
"""The scopes whose commands are explained on the card; of others only the word is printed."""

Entry = tuple[str, str, str]


def card_groups() -> list[tuple[str, list[Entry]]]:
    """Title and (key, word, help) of each group, in Chinese whatever the screen shows."""
    return [
        (chinese(SCOPE_TITLES[scope]), [_entry(one) for one in commands(scope)])
        for scope in SCOPES_ON_CARD
    ]


def _entry(one: Command) -> Entry:
    shown = " ".join(show_key(trim(key)) for key in one.keys_now.split(",")[:2])
    return shown, chinese(one.label), chinese(one.help) if one.scope in EXPLAINED else ""
