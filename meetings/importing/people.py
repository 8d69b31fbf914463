"""名册: people as a table or a pasted list gives them; in, and out again."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, fields, replace
from functools import lru_cache
from operator import attrgetter
from typing import Any, Protocol, TypeVar, cast

from meetings.actions.change import runs_as
from meetings.bulk import in_bulk
from meetings.community.bodies import Body
from meetings.community.people import Person, Role, Seat, bare_building, label
from meetings.community.surnames import has_surname
from meetings.community.units import Unit
from meetings.dataclass import dataclass
from meetings.importing import cells
from meetings.importing.cells import Cell, NotUnderstood, in_column, is_empty
from meetings.importing.columns import PEOPLE_TABLE
from meetings.importing.lines import (
    LeftLine,
    ReadList,
    TypedPerson,
    address_of,
    is_doubtful,
    is_heading,
    read_line,
    read_list,
    role_words,
)
from meetings.importing.plan import (
    NO_CHOICES,
    Choices,
    PlannedRow,
    Planner,
    Question,
    Reason,
    Row,
    RowState,
    TablePlan,
    body_named,
    state_of,
    whose_word,
    write_by_body,
)
from meetings.importing.table import (
    HEADER_WITHIN,
    BrokenText,
    NoTable,
    Sheet,
    Source,
    column_of,
    find_table,
    parsed,
    sheet_of_text,
    whole_column,
)
from meetings.ports import Book, By, Records
from meetings.procedure.owners import area_text
from meetings.terms import term

GROUP, ELSEWHERE = "group", "elsewhere"
"""Keys of the questions: what a group is, and whether somebody of another body with the same
name and building is the same person."""

_IDENTITY = re.compile(r"\d{17}[\dXx]")
_IDENTITY_DIGITS, _DIGITS = 18, 11
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")
_NOT_ELEVEN = re.compile(r"1[3-9]\d{7,8}|1[3-9]\d{10,11}")
"""A mobile number with a digit or two too few or too many."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person to be registered; no roles, no seat; `area` in hundredths of m²."""

    person: Person
    roles: tuple[Role, ...] = ()
    votes: bool = False
    area: int = 0
    known: str = ""
    """The id of the person who is here already, and is filled in or gets a seat."""
    changed: bool = False
    """The person is here already and is written anew."""
    titles: tuple[str, ...] = ()
    """Offices by a word that is none of the roles; alone they carry no vote."""
    seat: Seat | None = None
    """The seat that the person has here already, as it will be."""
    seat_changed: bool = False

    @property
    def seated(self) -> bool:
        """Whether there is a seat to give."""
        return bool(self.roles or self.titles)


@dataclass(frozen=True, slots=True)
class ExistingPeople:
    """What the records have: bodies, and of each its people, seats and units."""

    bodies: Sequence[Body] = ()
    people: Sequence[Person] = ()
    seats: Sequence[Seat] = ()
    units: Sequence[Unit] = ()


PeoplePlan = TablePlan[Member, Member]


@dataclass
class _Found:
    """People of the records and of the file so far, found by body and name."""

    here: dict[tuple[str, str], list[Person]] = field(default_factory=lambda: defaultdict(list))
    elsewhere: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    seats: dict[tuple[str, str], Seat | None] = field(default_factory=dict)
    """By body and person; None where the file itself gives the seat."""
    areas: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    in_file: dict[tuple[str, str, str], list[tuple[int, Member]]] = field(
        default_factory=lambda: defaultdict(list)
    )


def plan_people(
    source: Source, records: ExistingPeople, body: str | None, choices: Choices = NO_CHOICES
) -> PeoplePlan:
    """Plan the import; rows without 机构 go to `body`.

    A sheet without a heading is a list of lines. Raises NoTable where it names nobody.
    """
    with in_bulk():
        try:
            return _of_table(source, records, body, choices)
        except NoTable:
            if _has_heading(source):
                raise
            plan = _of_lines(source, records, body, choices)
            if not any(row.state is not RowState.LEFT for row in plan.rows):
                raise
            return plan


def plan_list(
    text: str,
    records: ExistingPeople,
    body: str | None,
    choices: Choices = NO_CHOICES,
    roles: Sequence[Role] = (),
    votes: bool = True,
) -> PeoplePlan:
    """Plan the import of a text that was typed or pasted, with or without a heading.

    `roles` and `votes` are what whoever has none of their own is given.
    """
    shared = (tuple(roles), votes)
    try:
        with in_bulk():
            return _of_table(Source((sheet_of_text(text, ""),)), records, body, choices, shared)
    except (NoTable, BrokenText):
        rows = [[line] for line in text.splitlines()]
        return _of_lines(Source((Sheet("", rows),)), records, body, choices, shared)


_Shared = tuple[tuple[Role, ...], bool]
"""The roles of a whole list, and whether they have a vote."""
_NOTHING: _Shared = ((), True)


def people_of(text: str) -> ReadList:
    """The people of a text that was typed or pasted, with or without a heading."""
    try:
        table = find_table(Source((sheet_of_text(text, ""),)), PEOPLE_TABLE)
    except (NoTable, BrokenText):
        return read_list(text)
    lines, found = list(table), list[TypedPerson]()
    reader = MemberReader(lines)
    left = [LeftLine(row.number, row.label, row.reasons[0].why) for row in table.left_out]
    for at, row in enumerate(lines):
        try:
            members = reader.members(at, reader.name(at), "")
        except NotUnderstood as wrong:
            left.append(LeftLine(row.number, " ".join(map(cells.beginning, row.cells)), wrong.why))
            continue
        found += [
            TypedPerson(
                one.person.name, one.person.building, one.person.entrance, one.person.room,
                one.person.phone, one.roles, doubts=tuple(row.reasons), line=row.number,
                group=reader.group(at),
            )
            for one in members
        ]  # fmt: skip
    return ReadList(tuple(found), tuple(left))


class _Planner(Planner[Member, Member]):
    """Puts members to those who are here, and gathers rows and questions."""

    def __init__(
        self, sheet: str, records: ExistingPeople, body: str | None, choices: Choices
    ) -> None:
        super().__init__(sheet, choices)
        self.body = body
        self.bodies = {one.name: one.id for one in records.bodies}
        self.found = _Found()
        for person in records.people:
            self.found.here[person.body, person.name].append(person)
            self.found.elsewhere[person.name].append(person)
        _seated(self.found, records)
        self.groups: dict[str, int] = defaultdict(int)
        self.elsewhere = 0

    def put(
        self, row: Row, member: Member, to: str, group: str = "", shared: Sequence[Role] = ()
    ) -> None:
        """One member of a row; the `shared` roles are those of the whole list, not the row's."""
        member = self._grouped(row, member, group)
        state, shown, taken = self._placed(row, member, to, shared)
        if taken:
            self.new[to].append(shown)
        name = label(member.person.name, member.person.building)
        self.add(row, state, name, shown, not taken)

    def _grouped(self, row: Row, member: Member, group: str) -> Member:
        if not group:
            return member
        self.groups[group] += 1
        answer = self.choices.answers.get(f"{GROUP}/{group}", "")
        if answer == "section":
            return replace(member, person=replace(member.person, section=group))
        if answer == "building" and not member.person.building:
            return replace(member, person=replace(member.person, building=group))
        if answer == "skill":
            skills = " ".join(filter(None, (member.person.skills, group)))
            return replace(member, person=replace(member.person, skills=skills))
        row.remark("group_left", value=group)
        return member

    def _placed(
        self, row: Row, member: Member, body: str, shared: Sequence[Role]
    ) -> tuple[RowState, Member, bool]:
        """Whether the person is new, known, filled in, or in the file twice; what the records will
        have of them; and whether that is to be written."""
        person, found = member.person, self.found
        same = found.here.get((body, person.name))
        there = _same(same, person) if same else None
        key = (body, person.name, person.building)
        if there is not None:
            found.here[body, person.name].remove(there)
            found.in_file[key].append((row.number, member))
            return self._again(row, there, member, body, shared)
        if same and not (person.building and all(one.building for one in same)):
            row.remark("namesake_here", value=person.name)
            member = _without_a_vote(row, member)
        for number, earlier in found.in_file.get(key, ()):
            if earlier == member:
                row.remark("same_row", row=number)
                return RowState.KNOWN, earlier, False
            row.remark("same_name", row=number)
            member = _without_a_vote(row, member)
        other = [
            one
            for one in found.elsewhere.get(person.name, ())
            if one.body != body and bare_building(one.building) == bare_building(person.building)
        ]
        if other and person.building:
            self.elsewhere += 1
            if self.choices.answers.get(ELSEWHERE) == "same" and len(other) == 1:
                found.elsewhere[person.name].remove(other[0])
                row.remark("is_of_other_body")
                return self._again(row, other[0], member, body, shared)
        if other:
            row.remark("in_other_body")
        found.in_file[key].append((row.number, member))
        return state_of(row.reasons), member, True

    def _again(
        self, row: Row, there: Person, member: Member, body: str, shared: Sequence[Role]
    ) -> tuple[RowState, Member, bool]:
        seats = self.found.seats
        if there.body == body:
            filled = self._filled(row, there, member.person)
        else:
            filled = there
            if any(said and bare_building(said) != bare_building(known)
                   for _column, known, said in _pairs(there, member.person)):  # fmt: skip
                row.remark("of_other_body")
        changed = filled != there
        if member.area and member.area != (known := self.found.areas.get(there.id, 0)):
            row.remark("area_elsewhere", given=area_text(member.area), known=area_text(known))
        shown = replace(member, person=filled, known=there.id, changed=changed, area=0)
        if (body, there.id) not in seats:
            if member.seated:
                seats[body, there.id] = None
                row.remark("seat_new")
                return (RowState.CHANGED if changed else state_of(row.reasons)), shown, True
        elif (seat := seats[body, there.id]) is not None:
            kept = self._seat(row, seat, member, shared)
            shown = replace(shown, roles=kept.roles, titles=kept.titles, votes=kept.votes,
                            seat=kept, seat_changed=kept != seat)  # fmt: skip
            changed |= kept != seat
        state = RowState.CHANGED if changed else state_of(row.reasons, RowState.KNOWN)
        return state, shown, changed

    def _seat(self, row: Row, seat: Seat, member: Member, shared: Sequence[Role]) -> Seat:
        """The seat held here, or what the file makes of it where its word counts."""
        roles = tuple(role for role in member.roles if role not in shared)
        held = {role for role in seat.roles if role not in shared}
        otherwise = (set(roles), set(member.titles)) != (held, set(seat.titles))
        if (roles or member.titles) and otherwise:
            known, given = (roles_said(one.roles, one.titles) for one in (seat, member))
            if row.takes_file(self.choices, "身份", known, given):
                seat = replace(seat, roles=member.roles, titles=member.titles)
        if not is_empty(row["有表决权"]) and member.votes != seat.votes:
            known, given = ("是" if one.votes else "否" for one in (seat, member))
            if row.takes_file(self.choices, "有表决权", known, given):
                seat = replace(seat, votes=member.votes)
        return seat

    def _filled(self, row: Row, there: Person, given: Person) -> Person:
        """The known person with what was empty filled in; what differs is asked about."""
        filled: dict[str, Any] = {}
        for (column, name), known, said in _pairs(there, given):
            if not said or bare_building(said) == bare_building(known):
                continue
            if not known or row.takes_file(self.choices, column, known, said):
                filled[name] = said
        return replace(there, **filled) if filled else there

    def asked(self, rows: Sequence[PlannedRow]) -> list[Question]:
        """What groups are, whose word counts, and who of another body is the same person."""
        questions = [
            Question(f"{GROUP}/{word}", "what_group", {"value": word, "n": count},
                     ("section", "building", "skill", "leave"))
            for word, count in self.groups.items()
        ]  # fmt: skip
        questions += whose_word(rows)
        if self.elsewhere:
            questions.append(
                Question(ELSEWHERE, "same_elsewhere", {"n": self.elsewhere}, ("same", "others"))
            )
        return questions


_COMPARED = (
    ("楼栋", "building"), ("单元", "entrance"), ("房号", "room"), ("电话", "phone"),
    ("特长", "skills"), ("片区", "section"),
)  # fmt: skip


def _pairs(there: Person, given: Person) -> Iterator[tuple[tuple[str, str], str, str]]:
    """What is recorded of a person and what the file says, column by column."""
    for column, name in _COMPARED:
        yield (column, name), getattr(there, name), getattr(given, name)


def _of_table(
    source: Source,
    records: ExistingPeople,
    body: str | None,
    choices: Choices,
    shared: _Shared = _NOTHING,
) -> PeoplePlan:
    table = find_table(source, PEOPLE_TABLE, choices)
    planner = _Planner(table.sheet.name, records, body, choices)
    lines = list(table)
    reader = MemberReader(lines)
    for at, row in enumerate(lines):
        name = ""
        try:
            name = reader.name(at)
            to = reader.body(at, planner.bodies, body)
            members = reader.members(at, name, to)
        except NotUnderstood as wrong:
            planner.refuse(row, wrong, name)
            continue
        for member in members:
            given: tuple[Role, ...] = ()
            if not member.seated and shared[0]:
                given = shared[0]
                may = shared[1] and votes_by_default(shared[0]) and not is_doubtful(row.reasons)
                member = replace(member, roles=shared[0], votes=may)
            group = "" if member.person.section else row.group
            planner.put(row, member, to, group, shared=given)
    return planner.plan(
        (*source.notes, *table.notes), PEOPLE_TABLE.names, table.left_out, planner.asked
    )


def _has_heading(source: Source) -> bool:
    """Whether a row near the top names columns, though none that is known to have the names."""
    rows = [row for sheet in source.sheets for row in sheet.rows[:HEADER_WITHIN] if len(row) > 1]
    return any(is_heading(cell for cell in row if isinstance(cell, str)) for row in rows)


def _of_lines(
    source: Source,
    records: ExistingPeople,
    body: str | None,
    choices: Choices,
    shared: _Shared = _NOTHING,
) -> PeoplePlan:
    """A list without a heading: each row is a line of words."""
    sheet = next((one for one in source.sheets if one.rows), Sheet("", ()))
    lines = sheet.lines()
    mended = {number: words for (number, _column), words in choices.cells.items()}
    for number, words in mended.items():
        if 0 <= number - sheet.first < len(lines):
            lines[number - sheet.first] = words
    read = read_list("\n".join(line.replace("\n", " ") for line in lines))
    planner = _Planner(sheet.name, records, body, choices)
    for line in read.left:
        planner.leave(line.line + sheet.first - 1, line.text, Reason(line.why))
    for one in read.people:
        number = one.line + sheet.first - 1
        row = Row(number, (one.text,), {}, list(one.doubts))
        if number in choices.left_out:
            planner.leave(number, one.text, Reason("left_by_hand", {"row": number}))
        elif body is None:
            planner.refuse(row, NotUnderstood("missing", column="机构"), one.text)
        else:
            own = set(one.roles)
            planner.put(
                row, member_of(one, body, *shared), body, one.group,
                [role for role in shared[0] if role not in own],
            )  # fmt: skip
    return planner.plan(source.notes, questions=planner.asked)


def member_of(
    one: TypedPerson, body: str, roles: Sequence[Role] = (), votes: bool = True
) -> Member:
    """Who a line names; `roles` and `votes` are what the whole list is given.

    Nobody has a vote who only has roles without one, or whose line is doubtful.
    """
    own = one.roles
    shared = () if own and not votes_by_default(own) else tuple(roles)
    held = tuple(dict.fromkeys((*shared, *own)))
    person = Person("", body, one.name, one.building, one.entrance, one.room, one.phone)
    may = votes and votes_by_default(held) and not is_doubtful(one.doubts)
    return Member(person, held, may)


def _without_a_vote(row: Row, member: Member) -> Member:
    """The member, whose row does not say who of several is meant, without a vote by default."""
    return member if not is_empty(row["有表决权"]) else replace(member, votes=False)


class Housed(Protocol):
    """Somebody who lives in a building."""

    @property
    def building(self) -> str: ...


H = TypeVar("H", bound=Housed)


def of_building(known: Sequence[H], building: str) -> list[H]:
    """Who of one name may be meant: those of that building, or the only one where none is said."""
    there = [one for one in known if bare_building(one.building) == bare_building(building)]
    silent = [one for one in known if not one.building or not building]
    return there or (silent if len(known) == len(silent) == 1 else [])


def _same(known: Sequence[Person], person: Person) -> Person | None:
    return next(iter(of_building(known, person.building)), None)


def _seated(found: _Found, records: ExistingPeople) -> None:
    """Who has a seat is known there, also where another body registered the person."""
    people = {person.id: person for person in records.people}
    for unit in records.units:
        if unit.person is not None:
            found.areas[unit.person] += unit.area
    for seat in records.seats:
        if seat.until is not None:
            continue
        found.seats[seat.body, seat.person] = seat
        person = people.get(seat.person)
        if person is not None and person.body != seat.body:
            found.here[seat.body, person.name].append(person)


def _half_width(cell: Cell) -> str:
    """A part of an address; ４６＃ is 46#."""
    said = cells.line(cell, 50)
    return said if said.isascii() else unicodedata.normalize("NFKC", said)


class MemberReader:
    """Reads the rows of a list of people, which are counted from 0."""

    def __init__(self, rows: Sequence[Row]) -> None:
        words = role_words()
        self._rows = rows
        self._names = whole_column("姓名", lambda cell: cells.line(cell, 100), rows)
        self._bodies = whole_column("机构", lambda cell: cells.line(cell, 100), rows)
        self._groups = whole_column("片区", lambda cell: cells.line(cell, 50), rows)
        buildings = whole_column("楼栋", _half_width, rows)
        self._columns: tuple[list[Any], ...] = (
            buildings,
            whole_column("单元", _half_width, rows),
            whole_column("房号", _half_width, rows),
            whole_column("住址", lambda cell: cells.line(cell, 100), rows),
            whole_column("特长", _skills_of, rows),
            self._groups,
            whole_column("有表决权", cells.yes_no, rows),
            whole_column("面积", cells.hundredths, rows),
            whole_column("身份", lambda cell: _roles_of(cell, words), rows),
        )
        self._phones = column_of("电话", rows)
        self._wrong = {
            at
            for column in self._columns
            if NotUnderstood in set(map(type, column))
            for at, said in enumerate(column)
            if type(said) is NotUnderstood
        }
        """Rows with a cell that does not say what it should."""
        self._bare = [said == "" or _is_bare(said) for said in buildings]
        """Whether the building's cell says no entrance and room too."""
        self._held: dict[
            tuple[tuple[Role, ...], tuple[Role, ...]], tuple[tuple[Role, ...], bool]
        ] = {}

    def name(self, at: int) -> str:
        """Who it is; raises NotUnderstood where nobody is named."""
        said = parsed(self._names[at])
        if not said:
            raise NotUnderstood("missing", column="姓名")
        if said[:1].isdecimal() and not any(sign.isalpha() for sign in said):
            raise NotUnderstood("no_name_at_all", value=said)
        return said

    def body(self, at: int, bodies: Mapping[str, str], default: str | None) -> str:
        """The body the row names; raises NotUnderstood."""
        return body_named(parsed(self._bodies[at]), bodies, default)

    def group(self, at: int) -> str:
        """一片区."""
        return parsed(self._groups[at])

    def member(self, at: int, name: str, body: str) -> Member:
        """The only person of a row; raises NotUnderstood where the row cannot be taken."""
        return self.members(at, name, body)[0]

    def members(self, at: int, name: str, body: str) -> list[Member]:
        """The persons of a row; raises NotUnderstood where the row cannot be taken."""
        row = self._rows[at]
        people = _named(name, row)
        if at in self._wrong:
            for column in self._columns:
                parsed(column[at])
        building, entrance, room, address, skills, group, votes, area, (roles, strange) = (
            cast(Any, column[at]) for column in self._columns
        )
        if address or not self._bare[at]:
            building, entrance, room = _placed_by(row, address, building, entrance, room)
        parts = address_of(room) if room and not room.isalnum() else None
        if parts is not None and parts[2] and bare_building(parts[0]) == bare_building(building):
            entrance, room = entrance or parts[1], parts[2]
        for word in strange:
            row.remark("own_role", value=word)
        if votes and not roles:
            roles = (Role.MEMBER,)
        if len(people) > 1 and len(roles) + len(strange) > 1:
            row.remark("roles_of_whom")
        phone, skills = _phone(row, self._phones[at]), _skills(row, skills)
        area = area or 0
        members = []
        for called, one in people:
            held, default = self._together(roles, one.roles)
            person = Person(
                "", body, called, building or one.building, entrance or one.entrance,
                room or one.room, (phone or one.phone) if len(people) == 1 else "", False, skills,
                group,
            )  # fmt: skip
            if area and not (person.building or person.room):
                row.remark("area_without_place")
                area = 0
            may = votes
            if may is None:
                may = default and not (row.reasons and is_doubtful(row.reasons))
            members.append(Member(person, held, may, area, titles=strange))
        if len(people) > 1 and phone:
            row.remark("phone_of_whom", value=phone)
        return members

    def _together(
        self, roles: tuple[Role, ...], own: tuple[Role, ...]
    ) -> tuple[tuple[Role, ...], bool]:
        """Roles of the row and of the name, and whether they have a vote where nothing is said.

        The same ones are one value, which is stored once.
        """
        if (roles, own) not in self._held:
            held = tuple(dict.fromkeys((*roles, *own)))
            self._held[roles, own] = held, votes_by_default(held)
        return self._held[roles, own]


def _placed_by(
    row: Row, address: str, building: str, entrance: str, room: str
) -> tuple[str, str, str]:
    """Building, entrance and room where one cell says several of them."""
    for said in (address, building):
        parts = address_of(said)
        if said is address and said and parts is None:
            row.remark("address_left", value=said)
        if parts is not None and (said is address or parts[1] or parts[2]):
            building = parts[0] if said is building or not building else building
            entrance, room = entrance or parts[1], room or parts[2]
    return building, entrance, room


def _skills_of(cell: Cell) -> str:
    said = cells.line(cell, 500)
    return "" if said in cells.NOTHING else said


_MORE_THAN_A_NAME = re.compile(r"[\s\d()（）/、,，+＋]")


_NOTHING_MORE = TypedPerson("")
_ENDS_A_PLACE = frozenset("栋幢座楼室号门元0123456789")


def _named(cell: str, row: Row) -> list[tuple[str, TypedPerson]]:
    """Whoever a cell of names means: 张伟（47栋）, 郭 美 玲, 李四、王五; else its words.

    With each name what the cell says of the person beside it.
    """
    found = read_line(cell) if _MORE_THAN_A_NAME.search(cell) else ()
    if not found or any(one.rest for one in found):
        strange = len(cell) > 4 and not has_surname(cell) and "·" not in cell
        if strange or (cell[-1:] in _ENDS_A_PLACE and address_of(cell) is not None):
            row.remark("name_doubtful", value=cell)
        return [(cell, _NOTHING_MORE)]
    row.reasons += found[0].doubts
    return [(one.name, one) for one in found]


@lru_cache(maxsize=4096)
def _is_bare(building: object) -> bool:
    """Whether a building's cell says nothing but the building."""
    parts = address_of(building) if isinstance(building, str) else None
    return parts is None or not (parts[1] or parts[2])


_NO_VOTE = frozenset(
    {Role.OBSERVER, Role.ADVISER, Role.RESIDENT, Role.VOLUNTEER, Role.PARTY_SECRETARY,
     Role.PROPERTY_MANAGER}
)  # fmt: skip


def votes_by_default(roles: Sequence[Role]) -> bool:
    """Whether somebody of these roles has a vote where nothing is said of it.

    Observers, advisers, volunteers, mere residents, and who is there for the community or the
    property company have none.
    """
    return any(role not in _NO_VOTE for role in roles)


def read_roles(
    row: Row, cell: Cell, words: Mapping[str, Role]
) -> tuple[tuple[Role, ...], tuple[str, ...]]:
    """The roles of a cell, and the words that name none: they are told, and kept as own offices."""
    roles, strange = _roles_of(cell, words)
    for word in strange:
        row.remark("own_role", value=word)
    return roles, strange


def _roles_of(cell: Cell, words: Mapping[str, Role]) -> tuple[tuple[Role, ...], tuple[str, ...]]:
    """The roles of a cell, and the words in it that name none."""
    if is_empty(cell):
        return (), ()
    said = cells.names(cell)
    held = dict.fromkeys(words[word] for word in said if word in words)
    return tuple(held), tuple(word for word in said if word not in words)


def _phone(row: Row, cell: Cell) -> str:
    if type(cell) is str and len(cell) == _DIGITS and cell.isascii() and cell.isdecimal():
        return cell
    if is_empty(cell):
        return ""
    said = in_column("电话", lambda value: cells.line(value, 50), cell).strip("='\"，,、")
    digits = re.sub(r"[\s-]", "", cells.plain(said))
    if not digits or digits in cells.NOTHING:
        return ""
    if len(digits) >= _IDENTITY_DIGITS and _IDENTITY.search(digits):
        row.remark("identity_number")
        return ""
    if cells.is_rounded(digits):
        row.remark("phone_rounded", value=said)
        return ""
    mobile = _MOBILE.fullmatch(digits)
    if mobile is None and _NOT_ELEVEN.fullmatch(digits):
        row.remark("phone_length", value=said, n=len(digits))
    return mobile[1] if mobile else said


def _skills(row: Row, said: str) -> str:
    """What somebody can help with; numbers are no skill."""
    if said and any(sign.isdecimal() for sign in said):
        row.remark("no_skill", value=said)
        return ""
    return said


def existing_people(records: Records, bodies: Iterable[str] | None = None) -> ExistingPeople:
    """What the records have of these bodies, or of all."""
    with records.reading() as book:
        wanted = [b for b in book.find(Body) if bodies is None or b.id in set(bodies)]
        ids = {body.id for body in wanted}
        seats = [seat for seat in book.find(Seat) if seat.body in ids]
        seated = {seat.person for seat in seats if seat.until is None}
        return ExistingPeople(
            wanted,
            [p for p in book.find(Person) if p.body in ids or p.id in seated],
            seats,
            [u for u in book.find(Unit) if u.body in ids],
        )


@runs_as("people.import")
def import_people(records: Records, by: By, plan: PeoplePlan) -> int:
    """Register everybody of the plan; returns how many rows were written. Raises Repeated."""
    with in_bulk():
        return write_by_body(
            records, by, "people.import", plan,
            lambda book, body, members, _changed: enrol(book, by, body, members),
        )  # fmt: skip


_OTHER_FACTS = attrgetter(*[one.name for one in fields(Person)][2:])


def enrol(book: Book, by: By, body: str, members: Sequence[Member]) -> None:
    """Put the members into the book, new rows in one go."""
    people: list[object] = []
    seats: list[object] = []
    units: list[object] = []
    count = sum(
        (not one.known) + (one.seated and one.seat is None) + (one.area > 0) for one in members
    )
    new_id = iter(book.new_ids(count)).__next__
    for member in members:
        person = member.person
        if member.changed:
            book.put(person)
        elif not member.known:
            # As `replace`, which asks every field by its name, a hundred thousand times.
            person = Person(new_id(), body, *_OTHER_FACTS(person))
            people.append(person)
        if member.seat is not None:
            if member.seat_changed:
                book.put(member.seat)
        elif member.seated:
            seats.append(
                Seat(new_id(), body, person.id, member.roles, member.votes,
                     titles=member.titles)
            )  # fmt: skip
        if member.area > 0:
            units.append(
                Unit(
                    new_id(), body, person.building, person.entrance, person.room,
                    member.area, person.name, person.id,
                )
            )  # fmt: skip
    for new in (people, seats, units):
        if new:
            book.add(new)


def people_rows(known: ExistingPeople, body: Body) -> list[tuple[Cell, ...]]:
    """名册 out: everybody the body registered or seats, in the order of the columns."""
    return rows_of_people(known, body, known.people)


def rows_of_people(
    known: ExistingPeople, body: Body, people: Iterable[Person]
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
                roles_said(seat.roles, seat.titles) if seat else "", body.name,
                None if seat is None else "是" if seat.votes else "否",
                area / 100 if area else None, person.section, person.room, person.skills,
            )
        )  # fmt: skip
    return found


def roles_said(roles: Sequence[Role], titles: Sequence[str] = ()) -> str:
    """楼栋长、党员."""
    return "、".join([*map(term, roles), *titles])
