"""Exclusive parts (专有部分) and their owners: who counts as how many heads, with which area.

One exclusive part is one head, and several of one owner are one head (Civil Code art. 278 asks
for heads and area alike). Areas are hundredths of a square metre and are summed exactly.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from meetings.clean import is_blank, trim
from meetings.dataclass import dataclass
from meetings.errors import MeetingError


class UnitTwice(MeetingError):
    """This exclusive part is registered already: `place`."""

    place: str


Needed = Literal["place", "area", "owner", "note"]


class UnitIncomplete(MeetingError):
    """A unit lacks what an owners' decision needs: `place`, `what` (place, area, owner, note)."""

    place: str
    what: Needed


@dataclass(frozen=True, slots=True)
class Unit:
    """One exclusive part and whose it is; `area` in hundredths of m²."""

    id: str
    body: str
    building: str
    entrance: str
    room: str
    area: int
    owner: str
    """The owner's name; joint owners together, as they choose one of them to vote."""
    person: str | None = None
    counted: bool = True
    """Off for what the assembly's rules leave out (parking, stalls); `note` says by which rule."""
    note: str = ""

    @property
    def place(self) -> str:
        """45栋1单元101."""
        return f"{self.building}{self.entrance}{self.room}"


@dataclass(frozen=True, slots=True)
class Head:
    """One owner as the law counts them: one head with the area of everything they own."""

    owner: str
    """Made different from others of the same name by the place."""
    units: tuple[str, ...]
    area: int


def check_unit(unit: Unit, others: Iterable[Unit]) -> None:
    """Raise UnitIncomplete, or UnitTwice where another unit has the same place."""
    needed: dict[Needed, bool] = {
        "place": not (is_blank(unit.room) and is_blank(unit.building)),
        "area": unit.area > 0,
        "owner": not is_blank(unit.owner),
        "note": unit.counted or not is_blank(unit.note),
    }
    for what, given in needed.items():
        if not given:
            raise UnitIncomplete(place=unit.place, what=what)
    if any(other.id != unit.id and other.place == unit.place for other in others):
        raise UnitTwice(place=unit.place)


def _owners_of(units: Sequence[Unit]) -> dict[tuple[str, str], list[Unit]]:
    """Units by owner: by the person where one name stands for several, otherwise by name."""
    persons: dict[str, set[str]] = {}
    for unit in units:
        if unit.person is not None:
            persons.setdefault(trim(unit.owner), set()).add(unit.person)
    found: dict[tuple[str, str], list[Unit]] = {}
    for unit in units:
        name = trim(unit.owner)
        apart = unit.person if len(persons.get(name, ())) > 1 else None
        found.setdefault((name, apart or ""), []).append(unit)
    return found


def heads(units: Iterable[Unit]) -> tuple[Head, ...]:
    """The owners of the units that count, each once, in the order of the units."""
    owners = _owners_of([unit for unit in units if unit.counted])
    names = [name for name, _ in owners]
    found = []
    for (name, _), owned in owners.items():
        label = name if names.count(name) == 1 else f"{name}（{owned[0].place}）"
        found.append(Head(label, tuple(u.place for u in owned), sum(u.area for u in owned)))
    return tuple(found)


def total_area(units: Iterable[Unit]) -> int:
    """The area of the units that count, in hundredths of m²."""
    return sum(unit.area for unit in units if unit.counted)
