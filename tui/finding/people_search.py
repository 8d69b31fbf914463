"""Finds people of a body by name, pinyin, initials (`zgl` finds 张桂兰) or sound; also several."""

import re
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from threading import Thread
from typing import TypeVar

from meetings.chairing.attendance import require_name
from meetings.clean import is_blank, trim, visible_words
from meetings.community.people import Person as Registered
from meetings.community.people import Role, Seat
from meetings.community.surnames import surname_reading
from meetings.dataclass import dataclass
from meetings.ports import Records
from meetings.terms import term
from tui.language import Language, _, bracketed, listed
from tui.text import folded

Thing = TypeVar("Thing")

Syllables = tuple[tuple[str, ...], ...]
"""For each character of a name its possible readings, the likeliest first."""


_LETTERS_THEN_PLACE = re.compile(r"([a-z']+)(\d\S*)")
"""Initials and building in one word: `zw47`."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person to be found; `hint` (building, role) tells people of the same name apart."""

    id: str
    name: str
    hint: str = ""


@lru_cache(maxsize=8192)
def _readings(character: str) -> tuple[str, ...]:
    from pypinyin import (
        Style,
        pinyin,
    )  # loading takes a tenth of a second, and is needed only when somebody searches

    found: list[str] = []
    for reading in pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")[:1]:
        for spelling in reading:
            plain = spelling.replace("ü", "v")
            found.append(plain)
            if "v" in plain:
                found += [plain.replace("v", "u"), plain.replace("v", "yu")]
    return tuple(dict.fromkeys(found))


def get_ready() -> None:
    """Load the table of readings on a background thread, before the first search needs it."""
    Thread(target=_readings, args=("一",), name="readings", daemon=True).start()


@lru_cache(maxsize=16384)
def syllables(name: str) -> Syllables:
    """The readings of each character of a name; a surname's special reading comes first."""
    proper = surname_reading(name)
    found: list[tuple[str, ...]] = []
    for place, character in enumerate(name):
        usual = _readings(character) if not character.isascii() else (character.casefold(),)
        first = proper[place : place + 1]
        found.append(tuple(dict.fromkeys((*first, *usual))))
    return tuple(reading for reading in found if reading and any(reading))


def _spells(query: str, parts: Syllables, start: int) -> int | None:
    """How many characters from `start` the letters spell, each by a letter or more; else None."""
    reached: set[tuple[int, int]] = {(0, start)}
    best: int | None = None
    while reached:
        following: set[tuple[int, int]] = set()
        for used, place in reached:
            if used == len(query):
                best = max(best or 0, place - start)
                continue
            if place == len(parts):
                continue
            for reading in parts[place]:
                length = 0
                while (
                    length < len(reading)
                    and used + length < len(query)
                    and reading[length] == query[used + length]
                ):
                    length += 1
                    following.add((used + length, place + 1))
        reached = following
    return best


def rank(query: str, person: Person) -> tuple[int, int] | None:
    """How well a person fits the query, smaller is better; None when not at all."""
    wanted = folded(query)
    name = folded(person.name)
    if not wanted:
        return (9, 0)
    if wanted == name:
        return (0, 0)
    if name.startswith(wanted):
        return (1, len(name))
    if wanted in name:
        return (3, len(name))
    letters = wanted.replace(" ", "").replace("'", "")
    if letters.isascii() and letters.isalpha():
        return _rank_spelling(letters, syllables(person.name))
    if wanted in folded(person.hint):
        return (7, len(name))
    return _rank_with_hint(wanted, person) or _rank_heard(wanted, person.name)


HEARD = 8
"""The rank of names that only sound alike, which are offered and never taken without asking."""


def sounds_like(text: str, name: str) -> bool:
    """Whether the characters read like the name: an input method offers 掌柜蓝 for 张桂兰."""
    found = _rank_heard(text, name)
    return found is not None and found[1] == 0


def sounding(name: str, known: Collection[str]) -> str:
    """The known name that a name sounds like; "" for none, and where somebody bears the name."""
    if name in known:
        return ""
    return next((one for one in known if sounds_like(name, one)), "")


def _rank_heard(text: str, name: str) -> tuple[int, int] | None:
    """The rank by the readings of the typed characters, or by their initials: 这个了 for `zgl`."""
    if len(text) != len(name) or len(text) < 2 or any(sign.isascii() for sign in text):
        return None
    typed, parts = [_readings(sign) for sign in text], syllables(name)
    if len(parts) != len(name):
        return None
    if all(set(said) & set(part) for said, part in zip(typed, parts, strict=True)):
        return (HEARD, 0)
    firsts = ({r[:1] for r in said} & {r[:1] for r in part}
              for said, part in zip(typed, parts, strict=True))  # fmt: skip
    return (HEARD, 1) if len(text) > 2 and all(firsts) else None


def _rank_spelling(letters: str, parts: Syllables) -> tuple[int, int] | None:
    proper = tuple(reading[:1] for reading in parts)
    for parts_rank, candidate in ((0, proper), (1, parts)):
        spelled = _spells(letters, candidate, 0)
        if spelled is not None:
            whole = spelled == len(parts)
            return (2 if whole else 4, parts_rank * 100 + len(parts))
    for start in range(1, len(parts)):
        if _spells(letters, parts, start) is not None:
            return (6, len(parts) * 10 + start)
    return None


def _rank_with_hint(wanted: str, person: Person) -> tuple[int, int] | None:
    """The rank where name and building are typed: `张伟 47`, `zw47`, `zw 47栋` or `47栋张伟`."""
    words = visible_words(wanted)
    if len(words) > 1:
        ranks = [
            rank(word, person) if word not in folded(person.hint) else (5, 0) for word in words
        ]
        known = [found for found in ranks if found is not None]
        return max(known) if len(known) == len(ranks) else None
    if (both := _LETTERS_THEN_PLACE.fullmatch(wanted)) and both[2] in folded(person.hint):
        return _rank_spelling(both[1], syllables(person.name))
    for cut in range(1, len(wanted)):
        if wanted[:cut] in folded(person.hint) and wanted[cut:] in folded(person.name):
            return (5, cut)
    return None


def fitting(
    query: str, things: Iterable[Thing], fit: Callable[[Thing], tuple[int, ...] | None]
) -> list[Thing]:
    """The things that fit the query, best first, equals in their order; all for an empty query."""
    ranked = [(found, thing) for thing in things if (found := fit(thing)) is not None]
    if not is_blank(query):
        ranked.sort(key=lambda entry: entry[0])
    return [thing for _found, thing in ranked]


def only_digits(text: str) -> bool:
    """Whether the text is only a number, and so nobody's name."""
    return folded(text).isdecimal()


def _rank_person(query: str, person: Person) -> tuple[int, int] | None:
    """The rank of a person; a number alone is a building and fits nobody."""
    return rank(query, Person(person.id, person.name) if only_digits(query) else person)


class PersonFinder:
    """Searches among the given people, best first, equals in the given order."""

    def __init__(self, people: Iterable[Person | tuple[str, str, str]]) -> None:
        self.people = [who if isinstance(who, Person) else Person(*who) for who in people]
        self._by_id = {who.id: who for who in self.people}
        self.corrected: dict[str, str] = {}
        """Remembered corrections: the person's id by characters that only sound like the name."""

    def get(self, id: str) -> Person | None:
        """The person with this id."""
        return self._by_id.get(id)

    def find(self, query: str, limit: int = 8) -> list[Person]:
        """The people that fit, best first, at most `limit`; for an empty query the first ones."""
        found = fitting(query, self.people, lambda person: _rank_person(query, person))
        if (meant := self.meant(query)) is not None:
            found = [meant, *(person for person in found if person is not meant)]
        return found[:limit]

    def meant(self, query: str) -> Person | None:
        """The person whom these words were corrected to before; None for none."""
        return self._by_id.get(self.corrected.get(folded(query), ""))

    def exact(self, query: str) -> Person | None:
        """The only person of this name or spelling; None where several or none fit."""
        if (meant := self.meant(query)) is not None:
            return meant
        ranked = [
            (fit, who) for who in self.people if (fit := _rank_person(query, who)) is not None
        ]
        if is_blank(query) or not ranked:
            return None
        best = min(fit[0] for fit, _ in ranked)
        if best >= HEARD:
            return None
        fits_best = [who for fit, who in ranked if fit[0] == best]
        return fits_best[0] if len(fits_best) == 1 else None

    def label(self, person: Person) -> str:
        """The name with its hint, so that people of the same name can be told apart."""
        return person.name + bracketed(person.hint)


_BETWEEN = str.maketrans(dict.fromkeys("，,；;", "、"))


def split_names(text: str) -> tuple[str, ...]:
    """The names in a text, parted at 、, commas and semicolons."""
    return tuple(trim(name) for name in text.translate(_BETWEEN).split("、") if not is_blank(name))


def named(text: str, people: PersonFinder) -> tuple[str, ...]:
    """The names meant; letters become the one person they spell. Raises NotAName for others."""
    meant = _all_meant(text, people)
    for name in meant:
        require_name(name)
    return meant


def _all_meant(text: str, people: PersonFinder) -> tuple[str, ...]:
    return tuple(_meant(name, people) for name in split_names(text))


def _meant(name: str, people: PersonFinder) -> str:
    letters = name.isascii() and any(sign.isalpha() for sign in name)
    found = people.exact(name) if letters else None
    return found.name if found is not None else name


def named_live(text: str, people: PersonFinder) -> str:
    """What letters were understood as, shown while typing: `协办 → 李国强`; "" for nothing."""
    meant = _all_meant(text, people)
    if meant == split_names(text):
        return ""
    return _("Helped by → {names}").format(names=listed(meant))


def people_of(records: Records, body: str, lang: Language = "zh") -> PersonFinder:
    """A finder of a body's people: those with a seat first, then all others it has registered."""
    with records.reading() as book:
        seats = [seat for seat in book.find(Seat, body=body) if seat.until is None]
        seated = {seat.person: seat for seat in seats}
        known = {person.id: person for person in book.find(Registered, body=body)}
        for person in seated:
            if person not in known:
                known[person] = book.get(Registered, person)
    ordered = sorted(known.values(), key=lambda person: person.id not in seated)
    return PersonFinder(_match(person, seated.get(person.id), lang) for person in ordered)


def holder_of(records: Records, body: str, role: Role) -> str:
    """The id of the person who holds the role in the body; "" when nobody does."""
    with records.reading() as book:
        for seat in book.find(Seat, body=body):
            if role in seat.roles and seat.until is None:
                return seat.person
    return ""


def _match(person: Registered, seat: Seat | None, lang: Language) -> Person:
    roles = [term(role, lang) for role in seat.roles[:2]] if seat else []
    comma = "，" if lang == "zh" else ", "
    return Person(person.id, person.name, comma.join(filter(None, (person.building, *roles))))
