"""名册 in: the rows of a list of people become persons, seats and units, or say why not."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from meetings.bulk import in_bulk
from meetings.community.bodies import Body
from meetings.community.people import Person, Role, Seat, label
from meetings.community.units import Unit
from meetings.importing import cells
from meetings.importing.cells import Cell, NotUnderstood
from meetings.importing.headers import PEOPLE, PEOPLE_COLUMNS
from meetings.importing.people_lines import role_words
from meetings.importing.plan import PlannedRow, Reason, RowState, state_of
from meetings.importing.reading import body_named, in_column, refused, told, whole_column
from meetings.importing.table import Row, Source, find_table

_IDENTITY = re.compile(r"\d{17}[\dXx]")
_IDENTITY_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Member:
    """A person to be registered; no roles, no seat; `area` in hundredths of m²."""

    person: Person
    roles: tuple[Role, ...] = ()
    votes: bool = False
    area: int = 0
    known: str = ""
    """The id of the person who is here already, and only gets the seat."""


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """What the records have: bodies, and of each its people, seats and units."""

    bodies: Sequence[Body] = ()
    people: Sequence[Person] = ()
    seats: Sequence[Seat] = ()
    units: Sequence[Unit] = ()


@dataclass(frozen=True, slots=True)
class PeoplePlan:
    """What would be done: the rows, and the new members by body."""

    rows: tuple[PlannedRow, ...]
    notes: tuple[Reason, ...]
    members: Mapping[str, tuple[Member, ...]]

    @property
    def empty(self) -> bool:
        """Nothing would be written."""
        return not any(self.members.values())


@dataclass
class _Found:
    """People of the records and of the file so far, found by body, name and building."""

    known: dict[tuple[str, str, str], list[Person]] = field(
        default_factory=lambda: defaultdict(list)
    )
    seated: set[tuple[str, str]] = field(default_factory=set)
    here: dict[tuple[str, str, str], list[tuple[int, Member]]] = field(
        default_factory=lambda: defaultdict(list)
    )


def plan_people(source: Source, records: KnownPeople, body: str | None) -> PeoplePlan:
    """Plan the import; rows without 机构 go to `body`. Raises NoTable."""
    with in_bulk():
        return _planned(source, records, body)


def _planned(source: Source, records: KnownPeople, body: str | None) -> PeoplePlan:
    table = find_table(source, PEOPLE_COLUMNS, ("姓名",), PEOPLE)
    bodies = {one.name: one.id for one in records.bodies}
    found = _Found()
    for person in records.people:
        found.known[person.body, person.name, person.building].append(person)
    _seated(found, records)
    lines = list(table)
    reader = MemberReader(lines)
    rows: list[PlannedRow] = []
    members: dict[str, list[Member]] = defaultdict(list)
    for at, row in enumerate(lines):
        name = ""
        try:
            name = reader.name(at)
            to = reader.body(at, bodies, body)
            member = reader.member(at, name, to)
        except NotUnderstood as wrong:
            rows.append(refused(table.sheet.name, row, wrong, name))
            continue
        state, taken = _placed(row, member, to, found)
        if taken is not None:
            members[to].append(taken)
        rows.append(
            PlannedRow(
                table.sheet.name, row.number, state, label(name, member.person.building),
                tuple(row.reasons),
            )
        )  # fmt: skip
    notes = (*source.notes, *table.notes)
    return PeoplePlan(tuple(rows), notes, {to: tuple(new) for to, new in members.items()})


def _seated(found: _Found, records: KnownPeople) -> None:
    """Who has a seat is known there, also where another body registered the person."""
    people = {person.id: person for person in records.people}
    for seat in records.seats:
        if seat.until is not None:
            continue
        found.seated.add((seat.body, seat.person))
        person = people.get(seat.person)
        if person is not None and person.body != seat.body:
            found.known[seat.body, person.name, person.building].append(person)


class MemberReader:
    """Reads the rows of a list of people, which are counted from 0."""

    def __init__(self, rows: Sequence[Row]) -> None:
        words = role_words()
        self._rows = rows
        self._names = whole_column("姓名", lambda cell: cells.line(cell, 100), rows)
        self._bodies = whole_column("机构", lambda cell: cells.line(cell, 100), rows)
        self._buildings = whole_column("楼栋", lambda cell: cells.line(cell, 50), rows)
        self._entrances = whole_column("单元", lambda cell: cells.line(cell, 50), rows)
        self._votes = whole_column("有表决权", cells.yes_no, rows)
        self._areas = whole_column("面积", cells.hundredths, rows)
        self._roles = whole_column("身份", lambda cell: _roles_of(cell, words), rows)

    def name(self, at: int) -> str:
        """Who it is; raises NotUnderstood where nobody is named."""
        said = told(self._names[at])
        if not said:
            raise NotUnderstood("missing", column="姓名")
        return said

    def body(self, at: int, bodies: Mapping[str, str], default: str | None) -> str:
        """The body the row names; raises NotUnderstood."""
        return body_named(told(self._bodies[at]), bodies, default)

    def member(self, at: int, name: str, body: str) -> Member:
        """The person of a row; raises NotUnderstood where the row cannot be taken."""
        row = self._rows[at]
        building = told(self._buildings[at])
        entrance = told(self._entrances[at])
        votes = told(self._votes[at])
        area = told(self._areas[at]) or 0
        roles, strange = told(self._roles[at])
        for word in strange:
            row.remark("unknown_role", value=word)
        if votes and not roles:
            roles = (Role.MEMBER,)
        if votes is None:
            votes = votes_by_default(roles)
        person = Person("", body, name, building, entrance, phone=_phone(row))
        return Member(person, roles, votes, area)


def votes_by_default(roles: Sequence[Role]) -> bool:
    """Observers, advisers and mere residents have no vote; who is anything else has one."""
    return any(role not in {Role.OBSERVER, Role.ADVISER, Role.RESIDENT} for role in roles)


def read_roles(row: Row, cell: Cell, words: Mapping[str, Role]) -> tuple[Role, ...]:
    """The roles of a cell; words that name none are told and left out."""
    roles, strange = _roles_of(cell, words)
    for word in strange:
        row.remark("unknown_role", value=word)
    return roles


def _roles_of(cell: Cell, words: Mapping[str, Role]) -> tuple[tuple[Role, ...], tuple[str, ...]]:
    """The roles of a cell, and the words in it that name none."""
    if cell is None or cell == "":
        return (), ()
    said = cells.names(cell)
    held = dict.fromkeys(words[word] for word in said if word in words)
    return tuple(held), tuple(word for word in said if word not in words)


def _phone(row: Row) -> str:
    cell = row["电话"]
    if cell is None or cell == "":
        return ""
    said = in_column("电话", lambda value: cells.line(value, 50), cell)
    if len(said) >= _IDENTITY_DIGITS and _IDENTITY.search(said.replace(" ", "")):
        row.remark("identity_number")
        return ""
    if isinstance(cell, float) and "e" in said.lower():
        row.remark("phone_rounded", value=said)
        return ""
    return said


def _placed(row: Row, member: Member, body: str, found: _Found) -> tuple[RowState, Member | None]:
    """Whether the person is new, known, or in the file twice."""
    person = member.person
    key = (body, person.name, person.building)
    waiting = found.known.get(key)
    if waiting:
        there = waiting.pop(0)
        _differences(row, there, person)
        if member.roles and (body, there.id) not in found.seated:
            found.seated.add((body, there.id))
            row.remark("seat_new")
            seated = Member(there, member.roles, member.votes, known=there.id)
            return state_of(row.reasons), seated
        return state_of(row.reasons, RowState.KNOWN), None
    for number, earlier in found.here.get(key, ()):
        if earlier == member:
            row.remark("same_row", row=number)
            return RowState.KNOWN, None
        row.remark("same_name", row=number)
    found.here[key].append((row.number, member))
    return state_of(row.reasons), member


def _differences(row: Row, there: Person, person: Person) -> None:
    pairs = (("单元", there.entrance, person.entrance), ("电话", there.phone, person.phone))
    for column, known, given in pairs:
        if given and given != known:
            row.remark("differs", column=column, known=known or "-", given=given)
