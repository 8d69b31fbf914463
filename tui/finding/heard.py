"""What an input method made of a name, kept once somebody said who is meant by it.

Kept beside the half-typed texts, body by body: it goes with them where persons are made anonymous.
"""

from typing import TYPE_CHECKING, Any

from meetings.clean import trim
from tui.finding.people_search import HEARD, PersonFinder, rank
from tui.text import folded

if TYPE_CHECKING:
    from tui.base import AppScreen

PREFIX = "heard/"
"""Begins the keys; body, person and what was typed follow."""


async def take_up(screen: "AppScreen[Any]", corrected: dict[str, str]) -> None:
    """Let a finder's corrections be those that were kept."""
    for key, typed in (await screen.drafts(PREFIX)).items():
        _prefix, _body, person, *_typed = key.split("/", 3)
        corrected[folded(typed)] = person


def remember(screen: "AppScreen[Any]", people: PersonFinder, person: str, typed: str) -> None:
    """Somebody said that the typed words mean this person, whose name only sounds like them."""
    known, typed = people.get(person), trim(typed)
    fit = rank(typed, known) if known is not None else None
    if fit is None or fit[0] < HEARD or screen.desk is None:
        return
    body = getattr(screen.app, "body", None)
    before = people.corrected.get(folded(typed))
    if before is not None and before != person:
        screen.desk.draft(_key(body, before, typed), "")
    people.corrected[folded(typed)] = person
    screen.desk.draft(_key(body, person, typed), typed)


def _key(body: Any, person: str, typed: str) -> str:
    return f"{PREFIX}{body.id if body is not None else ''}/{person}/{folded(typed)}"
