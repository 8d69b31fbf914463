"""Make the persons of closed matters anonymous: 居民甲 replaces a name.

Personal Information Protection Law 2021, art. 19 and 47: data are kept no longer than needed,
then erased or made anonymous. Counts, roles, times and verdicts stay.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from meetings.clean import trim
from meetings.community.people import Person, label
from meetings.papers.name_masking import Cover, forms

NOBODY = "居民"
"""Replaces the name of a person who needs no number."""
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_UNIT = re.compile(
    r"(公司|物业|中心|委员会|居委会|村委会|业委会|委|局|办|办公室|街道|社区|派出所|站|所|队|"
    r"部|处|院|社|厂|店|协会|志愿者|网格|工作组|小组|双方|大家|全体|居民)$"
)

_MADE = re.compile(r"[0-9a-f]{32,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""Ids and hashes, in which digits that look like a phone number are none."""

ROLES = frozenset(
    {
        "name", "raised_name", "chair", "secretary", "mover", "seconder", "owner", "by",
        "received_by", "answered_by", "contact", "principal", "holder", "signed", "tellers",
        "helpers", "co_owners", "expected", "present", "recused", "people", "teacher",
    }
)  # fmt: skip
"""Fields of rows, and of JSON in rows, whose whole text is a person's name."""


PLACES = ("building", "entrance", "room", "quoted", "quoted_before", "quoted_after")
"""Fields that say where somebody lives, or quote a few words around a name; emptied."""


def is_unit(name: str) -> bool:
    """Whether a name is that of an organisation, which is not made anonymous."""
    return bool(_UNIT.search(re.sub(r"[（(].*?[）)]$", "", trim(name))))


def alias(number: int) -> str:
    """居民甲 … 居民癸, 居民11, …; `number` counts from 0."""
    return NOBODY + (_STEMS[number] if number < len(_STEMS) else str(number + 1))


class Aliases:
    """The names of one closed matter and what stands for each of them there alone.

    `persons` are (id, name, building) of people on record; `new_id` makes the ids that stand for
    theirs, so that nobody can be followed from one meeting to the next.
    """

    def __init__(
        self,
        persons: Iterable[tuple[str, str, str]],
        names: Iterable[str],
        phones: Iterable[str],
        rooms: Iterable[str],
        new_id: Callable[[], str],
    ) -> None:
        self._names: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self._called: dict[str, str] = {}
        count = 0
        for id, name, building in persons:
            self._ids[id] = new_id()
            self._called[id] = alias(count)
            self._names.setdefault(trim(name), alias(count))
            self._names.setdefault(label(trim(name), building), alias(count))
            count += 1
        for name in names:
            name = trim(name)
            if name and name not in self._names and not is_unit(name) and not _is_alias(name):
                bare_alias = self._names.get(_bare(name))
                self._names[name] = bare_alias or alias(count)
                count += bare_alias is None
        by_form = {
            form: other_name for name, other_name in self._names.items() for form in forms(name)
        }
        self._told = {
            **by_form,
            **{name: other_name for name, other_name in self._names.items() if name},
        }
        long = sorted((name for name in self._told if len(name) > 1), key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, long))) if long else None
        self._cover = Cover((), rooms, phones)

    def text(self, text: str) -> str:
        """A text with every known name, room and phone replaced; an id stands for another."""
        if text in self._ids:
            return self._ids[text]
        if text in self._told:
            return self._told[text]
        if _MADE.fullmatch(text):
            return text
        if self._pattern is not None:
            text = self._pattern.sub(lambda found: self._told[found.group()], text)
        return self._cover(text)

    def value(self, value: object) -> object:
        """Any JSON value with every known name, room and phone replaced."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(part) for part in value]
        if isinstance(value, Mapping):
            made = {
                name: "" if name in PLACES else self.value(part) for name, part in value.items()
            }
            called = self.called(value.get("person"))
            return {**made, "name": called} if called and "name" in made else made
        return value

    def called(self, person: object) -> str | None:
        """The alias of a person by id, to tell apart two of one name; None for an unknown id."""
        return self._called.get(person) if isinstance(person, str) else None


def names_in(value: object, field: str = "") -> Iterable[str]:
    """Every text that stands in a field of ROLES, however deep."""
    if isinstance(value, str):
        if field in ROLES:
            yield value
    elif isinstance(value, list):
        for part in value:
            yield from names_in(part, field)
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from names_in(part, name)


def without_person(person: Person) -> Person:
    """The row as it stays for the person's seats, without a name or any contact."""
    return replace(person, name=NOBODY, entrance="", room="", phone="", skills="", consent=False)


def _bare(name: str) -> str:
    return trim(re.sub(r"[（(].*?[）)]$", "", name))


def _is_alias(name: str) -> bool:
    return name.startswith(NOBODY) and len(name) <= len(NOBODY) + 3
