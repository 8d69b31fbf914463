"""资源库: who can do what, and which places, units, organisations and things there are."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from meetings.clean import is_blank, trim
from meetings.community.people import Person
from meetings.dataclass import dataclass


class ResourceClass(StrEnum):
    """The kind of a resource; personal skills come first, since lists often forget them."""

    SKILL = "skill"
    VENUE = "venue"
    UNIT = "unit"
    ORGANISATION = "organisation"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class Resource:
    """Something or somebody that can help."""

    id: str
    body: str
    kind: ResourceClass
    name: str
    offers: str = ""
    """What it is good for: 修水管、电工; 可坐30人; 梯子两架."""
    person: str | None = None
    contact: str = ""
    terms: str = ""
    """When and on which conditions: 周末白天, 提前一天借."""
    stopped: bool = False


_QUESTION = (
    "谁会", "谁能", "谁有", "哪里有", "哪有", "有没有", "能不能", "会不会", "请问", "可以", "需要",
    "帮忙", "谁", "吗", "呢", "的", "了", "？", "?",
)  # fmt: skip
_SIGN = re.compile(r"[\W_]+")


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of each piece of the text; one character stays alone."""
    found: set[str] = set()
    for piece in _SIGN.split(unicodedata.normalize("NFKC", text).casefold()):
        if len(piece) == 1:
            found.add(piece)
        found |= {piece[at : at + 2] for at in range(len(piece) - 1)}
    return frozenset(found)


def wanted_of(question: str) -> str:
    """What a question asks for: `谁会修水管？` asks for 修水管; all of it where nothing is left."""
    left = question
    for word in _QUESTION:
        left = left.replace(word, " ")
    return trim(left) or trim(question)


def fit(question: str, resource: Resource) -> int:
    """How well a resource answers, in percent of what is asked for; 0 is not at all."""
    wanted = wanted_of(question)
    if not wanted:
        return 0
    text = f"{resource.name} {resource.offers}".casefold()
    if wanted.casefold() in text:
        return 100
    asked = pairs(wanted)
    if len(asked) == 1 and len(next(iter(asked))) == 1:
        return 0
    shared = asked & pairs(text)
    return 100 * len(shared) // len(asked) if asked else 0


def search(question: str, resources: Iterable[Resource]) -> list[tuple[Resource, int]]:
    """What fits, the best first; among equals skills before things, in the order of the list."""
    order = list(ResourceClass)
    found = [
        (one, percent)
        for one in resources
        if not one.stopped and (percent := fit(question, one)) > 0
    ]
    return sorted(found, key=lambda pair: (-pair[1], order.index(pair[0].kind)))


def of_people(people: Iterable[Person], listed: Iterable[Resource]) -> list[Resource]:
    """People's skills as resources; people with a skill on the list already are left out."""
    listed_persons = {
        one.person for one in listed if one.kind is ResourceClass.SKILL and not one.stopped
    }
    return [
        Resource(
            person.id, person.body, ResourceClass.SKILL, person.name, trim(person.skills),
            person.id,
        )
        for person in people
        if not is_blank(person.skills) and person.id not in listed_persons
    ]  # fmt: skip
