"""Remembers who is meant by characters that only sound like a name, once somebody has said so.

It is kept among the drafts, by body, so that anonymising a person removes it with them.
"""

from typing import TYPE_CHECKING, Any

from meetings.clean import trim
from tui.finding.people_search import HEARD, PersonFinder, rank
from tui.text import folded

if TYPE_CHECKING:
    from meetings.community.bodies import Body
    from tui.base import AppScreen

PREFIX = "heard/"
"""Prefix of the draft keys; body, person and the typed characters follow."""


async def take_up(screen: "AppScreen[Any]", corrected: dict[str, str]) -> None:
    """Give a finder the corrections that were remembered."""
    for key, typed in (await screen.drafts(PREFIX)).items():
        _prefix, _body, person, *_typed = key.split("/", 3)
        corrected[folded(typed)] = person


def remember(screen: "AppScreen[Any]", people: PersonFinder, person: str, typed: str) -> None:
    """Remember that the typed characters mean this person, whose name only sounds like them."""
    known, typed = people.get(person), trim(typed)
    fit = rank(typed, known) if known is not None else None
    if fit is None or fit[0] < HEARD or screen.desk is None:
        return
    body = screen.program.body if screen.program is not None else None
    before = people.corrected.get(folded(typed))
    if before is not None and before != person:
        screen.desk.draft(_key(body, before, typed), "")
    people.corrected[folded(typed)] = person
    screen.desk.draft(_key(body, person, typed), typed)


def _key(body: "Body | None", person: str, typed: str) -> str:
    return f"{PREFIX}{body.id if body is not None else ''}/{person}/{folded(typed)}"
