"""A list of people (名册) put to those who are here, and written; the same list going out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, fields, replace
from operator import attrgetter
from typing import Any

from meetings.actions.change import runs_as
from meetings.bulk import in_bulk
from meetings.community.bodies import Body
from meetings.community.people import Person, Role, Seat, bare_building, label
from meetings.community.units import Unit
from meetings.dataclass import dataclass
from meetings.importing.cells import Cell, NotUnderstood, is_empty
from meetings.importing.columns import PEOPLE_TABLE
from meetings.importing.people.lines import is_doubtful, is_heading, read_list
from meetings.importing.people.rows import (
    Member,
    MemberReader,
    member_of,
    of_building,
    roles_text,
    votes_by_default,
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
    find_table,
    sheet_of_text,
)
from meetings.ports import Book, By, Records
from meetings.procedure.laws import Pool
from meetings.procedure.owners import area_text

GROUP, ELSEWHERE = "group", "elsewhere"
"""Keys of the questions: what a group is, and whether somebody of another body with the same
name and building is the same person."""


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


class _Planner(Planner[Member, Member]):
    """Puts members to those who are here, and gathers rows and questions."""

    def __init__(
        self,
        sheet: str,
        records: ExistingPeople,
        body: str | None,
        choices: Choices,
        votes: bool,
    ) -> None:
        """`votes` is whether whoever is said to have neither vote nor none may have one."""
        super().__init__(sheet, choices)
        self.body, self.votes = body, votes
        self.bodies = {one.name: one.id for one in records.bodies}
        self.of_residents = {
            one.id
            for one in records.bodies
            if one.rule.law is not None and one.rule.law.pool is Pool.RESIDENTS
        }
        """Bodies in which by law every resident (villager) of age has a vote."""
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
        member = self._grouped(row, self._resident(row, member, to), group)
        state, shown, taken = self._placed(row, member, to, shared)
        if taken:
            self.new[to].append(shown)
        name = label(member.person.name, member.person.building)
        self.add(row, state, name, shown, not taken)

    def _resident(self, row: Row, member: Member, body: str) -> Member:
        """A mere resident has a vote where the law gives it to every resident."""
        silent = self.votes and is_empty(row["有表决权"]) and not is_doubtful(row.reasons)
        if silent and body in self.of_residents and Role.RESIDENT in member.roles:
            return replace(member, votes=True)
        return member

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
            known, given = (roles_text(one.roles, one.titles) for one in (seat, member))
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
    planner = _Planner(table.sheet.name, records, body, choices, shared[1])
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
    planner = _Planner(sheet.name, records, body, choices, shared[1])
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


def _without_a_vote(row: Row, member: Member) -> Member:
    """The member, whose row does not say who of several is meant, without a vote by default."""
    return member if not is_empty(row["有表决权"]) else replace(member, votes=False)


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
                roles_text(seat.roles, seat.titles) if seat else "", body.name,
                None if seat is None else "是" if seat.votes else "否",
                area / 100 if area else None, person.section, person.room, person.skills,
            )
        )  # fmt: skip
    return found
