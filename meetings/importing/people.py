"""名册: people as tables, typed lines and pasted lists give them; in, and out again."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from meetings.bulk import in_bulk
from meetings.clean import trim
from meetings.community.bodies import Body
from meetings.community.people import Person, Role, Seat, label
from meetings.community.units import Unit
from meetings.importing import cells
from meetings.importing.cells import Cell, NotUnderstood
from meetings.importing.columns import PEOPLE, PEOPLE_COLUMNS
from meetings.importing.table import (
    PlannedRow,
    Reason,
    Row,
    RowState,
    Source,
    body_named,
    find_table,
    in_column,
    refused,
    state_of,
    told,
    whole_column,
)
from meetings.ports import Book, By, Records
from meetings.terms import terms

_PARTS = re.compile(r"[\s,，、;；|]+")
_NUMBERING = re.compile(r"^\s*(?:[(（]\d{1,3}[)）]|\d{1,3}[.．、)）]|\d{1,3}(?=\s))\s*")
_PHONE = re.compile(r"\+?\d[\d-]{5,18}\d")
_BUILDING = re.compile(r"[0-9A-Za-z一二三四五六七八九十]{1,4}(?:号楼|[栋幢座楼]|#楼?)")
_ENTRANCE = re.compile(r"[0-9A-Za-z一二三四五六七八九十]{1,3}(?:单元|门)")
_ROOM = re.compile(r"\d{2,5}[A-Za-z]?(?:室|房|户)?")
_UNIT = re.compile(
    "[\u4e00-\u9fff]{0,12}(?:社区|街道|街道办|办事处|委会|派出所|[大中警法]队|公司|物业|中心|学校)"
)
"""Where somebody comes from who lives in no building here."""
_GLUED = re.compile(r"^([^\s\d]{2,12}?)(\d.*)$")
_GIVEN = re.compile(
    "(?!成员|主持|记录|楼长|栋长|社工|网格|党员|顾问|列席|居民)[\u4e00-\u9fff]{1,2}"
)
"""A given name set off from its surname: 王 秀英."""
_OTHER_WORDS = {
    "成员": Role.MEMBER, "主持": Role.CHAIR, "记录": Role.SECRETARY, "记录员": Role.SECRETARY,
    "楼长": Role.BUILDING_HEAD, "栋长": Role.BUILDING_HEAD, "社工": Role.SOCIAL_WORKER,
    "网格": Role.GRID_WORKER, "计票": Role.TELLER, "监票": Role.SCRUTINEER, "计时": Role.TIMEKEEPER,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TypedPerson:
    """One person as a line gives them; what it does not say is empty."""

    name: str
    building: str = ""
    entrance: str = ""
    room: str = ""
    phone: str = ""
    roles: tuple[Role, ...] = ()
    rest: tuple[str, ...] = ()
    """Words that were not understood."""


def role_words() -> Mapping[str, Role]:
    """Every Chinese or English word for a role."""
    words = {word: Role(value) for value, pair in terms(Role).items() for word in pair}
    return {**words, **_OTHER_WORDS}


def read_people(text: str) -> tuple[TypedPerson, ...]:
    """The people of a text, one a line; empty lines and numbering are passed over."""
    roles = role_words()
    found = (_read(line, roles) for line in text.splitlines())
    return tuple(person for person in found if person is not None)


def _read(line: str, roles: Mapping[str, Role]) -> TypedPerson | None:
    line = _NUMBERING.sub("", unicodedata.normalize("NFKC", line))
    words = [word for part in _PARTS.split(line) if (word := trim(part))]
    if not words:
        return None
    glued = _GLUED.match(words[0])
    if glued:
        words[:1] = [glued[1], glued[2]]
    if len(words) > 1 and len(words[0]) == 1 and _GIVEN.fullmatch(words[1]):
        words[:2] = [words[0] + words[1]]
    name, facts, held, rest = words[0], dict[str, str](), dict[Role, None](), list[str]()
    for word in _split_addresses(words[1:]):
        kind = next((k for k, shape in _SHAPES if k not in facts and shape.fullmatch(word)), "")
        if word in roles:
            held[roles[word]] = None
        elif kind:
            facts[kind] = word
        else:
            rest.append(word)
    return TypedPerson(name, **facts, roles=tuple(held), rest=tuple(rest))


def _split_addresses(words: Iterable[str]) -> Iterable[str]:
    """`45栋1单元301` is three words."""
    for word in words:
        if _PHONE.fullmatch(word):
            yield word
            continue
        while part := _BUILDING.match(word) or _ENTRANCE.match(word):
            yield part[0]
            word = word[part.end() :]
        if word:
            yield word


_SHAPES = (("building", _BUILDING), ("entrance", _ENTRANCE), ("phone", _PHONE), ("room", _ROOM),
           ("building", _UNIT))  # fmt: skip


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


def known_people(records: Records, bodies: Iterable[str] | None = None) -> KnownPeople:
    """What the records have of these bodies, or of all."""
    with records.reading() as book:
        wanted = [b for b in book.find(Body) if bodies is None or b.id in set(bodies)]
        ids = {body.id for body in wanted}
        seats = [seat for seat in book.find(Seat) if seat.body in ids]
        seated = {seat.person for seat in seats if seat.until is None}
        return KnownPeople(
            wanted,
            [p for p in book.find(Person) if p.body in ids or p.id in seated],
            seats,
            [u for u in book.find(Unit) if u.body in ids],
        )


def import_people(records: Records, by: By, plan: PeoplePlan) -> int:
    """Register everybody of the plan; returns how many rows were written. Raises Repeated."""
    written = 0
    for place, (body, members) in enumerate(plan.members.items()):
        if not members:
            continue
        with records.reading() as book:
            command = by if place == 0 else replace(by, command_id=book.new_id())
        with in_bulk(), records.transaction("people.import", command, body) as book:
            enrol(book, by, body, members)
        written += len(members)
    return written


def enrol(book: Book, by: By, body: str, members: Iterable[Member]) -> None:
    """Put the members into the book, new rows in one go."""
    people: list[object] = []
    seats: list[object] = []
    units: list[object] = []
    since = by.at.date()
    for member in members:
        person = member.person
        if not member.known:
            person = Person(
                book.new_id(), body, person.name, person.building, person.entrance,
                person.room, person.phone,
            )  # fmt: skip
            people.append(person)
        if member.roles:
            seats.append(Seat(book.new_id(), body, person.id, member.roles, member.votes, since))
        if member.area:
            units.append(
                Unit(
                    book.new_id(), body, person.building, person.entrance, person.room,
                    member.area, person.name, person.id,
                )
            )  # fmt: skip
    for new in (people, seats, units):
        if new:
            book.add(new)


def people_rows(known: KnownPeople, body: Body) -> list[tuple[Cell, ...]]:
    """名册 out: everybody the body registered or seats, in the order of the columns."""
    return rows_of_people(known, body, known.people)


def rows_of_people(
    known: KnownPeople, body: Body, people: Iterable[Person]
) -> list[tuple[Cell, ...]]:
    """The rows of these people, with the seats they hold in the body now."""
    seats = {s.person: s for s in known.seats if s.body == body.id and s.until is None}
    areas: dict[str, int] = defaultdict(int)
    for unit in known.units:
        if unit.person is not None and unit.body == body.id:
            areas[unit.person] += unit.area
    found: list[tuple[Cell, ...]] = []
    for person in people:
        seat = seats.get(person.id)
        area = areas.get(person.id, 0)
        if person.body != body.id and seat is None:
            continue
        found.append(
            (
                person.name, person.building, person.entrance, person.phone,
                roles_said(seat.roles) if seat else "", body.name,
                None if seat is None else "是" if seat.votes else "否",
                area / 100 if area else None,
            )
        )  # fmt: skip
    return found


def roles_said(roles: Sequence[Role]) -> str:
    """楼栋长、党员."""
    from meetings.terms import term

    return "、".join(term(role) for role in roles)
