"""志愿者: their layers and levels, what they took part in, and how they were taken on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from meetings.actions.change import on_body
from meetings.community.people import Layer, Level, Person, Role, Seat, called, label, unlabel
from meetings.errors import NotFound
from meetings.matters.activities import Activity, ActivityKind, ActivityState
from meetings.matters.duty import DutyTurn
from meetings.matters.followups import FollowUp
from meetings.papers.service import NothingServed, ServiceRecord, served
from meetings.ports import Book, By, Records
from meetings.terms import term


@dataclass(frozen=True, slots=True)
class Volunteer:
    """One who holds the role of a volunteer now, and what they did."""

    person: Person
    seat: Seat
    activities: int
    courses: tuple[str, ...]
    """Titles of the courses they came to, the earliest first."""
    minutes: int
    """On duty and in activities, as far as somebody said how long."""

    @property
    def called(self) -> str:
        """The name, as lists of who came write it."""
        return self.person.name


def volunteers(records: Records, bodies: frozenset[str] | None = None) -> tuple[Volunteer, ...]:
    """Those of the bodies (None: of the file), core ones first, then by name."""
    with records.reading() as book:
        seats = [
            one
            for one in book.find(Seat)
            if one.until is None
            and Role.VOLUNTEER in one.roles
            and (bodies is None or one.body in bodies)
        ]
        people = {one.id: one for one in book.find(Person)}
        held = [one for one in book.find(Activity) if one.state is ActivityState.HELD]
        turns = book.find(DutyTurn)
    held.sort(key=lambda one: (one.day is None, one.day))
    found = [
        _volunteer(people[seat.person], names_of(people[seat.person], people.values()), seat, held,
                   turns)
        for seat in seats
        if seat.person in people
    ]  # fmt: skip
    order = {Layer.CORE: 0, Layer.GENERAL: 1, None: 2}
    return tuple(sorted(found, key=lambda one: (order[one.seat.layer], one.person.name)))


def names_of(person: Person, people: Iterable[Person]) -> frozenset[str]:
    """How lists of who came call somebody; by the bare name only where one person bears it."""
    whole = label(person.name, person.building)
    if any(one.name == person.name and one.id != person.id for one in people):
        return frozenset({whole})
    return frozenset({person.name, whole})


def _volunteer(
    person: Person, names: frozenset[str], seat: Seat, held: Iterable[Activity],
    turns: Iterable[DutyTurn],
) -> Volunteer:  # fmt: skip
    did, courses, minutes = 0, [], 0
    for one in held:
        own = [came for came in one.came if called(came.name) in names]
        if not own:
            continue
        if one.kind is ActivityKind.COURSE:
            courses.append(one.title)
        did += one.kind is ActivityKind.ACTIVITY
        minutes += sum(came.minutes or 0 for came in own)
    for turn in turns:
        if turn.person == person.id or (turn.person is None and called(turn.name) in names):
            minutes += turn.minutes
    return Volunteer(person, seat, did, tuple(courses), minutes)


def service_record(
    records: Records,
    bodies: frozenset[str],
    body_name: str,
    made: date,
    since: date | None = None,
    until: date | None = None,
    volunteer: Volunteer | None = None,
) -> ServiceRecord:
    """What was done by all in a period, or by one volunteer ever; raises NothingServed."""
    names: frozenset[str] = frozenset()
    person = level = id = ""
    if volunteer is not None:
        one, seat = volunteer.person, volunteer.seat
        person, id = one.name, one.id
        with records.reading() as book:
            names = names_of(one, book.find(Person))
        level = "，".join(term(said) for said in (seat.layer, seat.level) if said is not None)
    with records.reading() as book:
        held = [one for one in book.find(Activity) if one.body in bodies]
        turns = [one for one in book.find(DutyTurn) if one.body in bodies]
        tasks = {one.follow_up: book.get(FollowUp, one.follow_up).text for one in turns}
    lines = served(held, turns, tasks, names, since, until, id)
    if not lines:
        raise NothingServed(name=person)
    return ServiceRecord(body_name, made, lines, person, level, since, until)


@on_body("volunteer.layer")
def keep_layer(
    book: Book, by: By, body: str, seat: str, layer: Layer | None, level: Level | None
) -> Seat:
    """Say which layer and level a volunteer is of; None where nobody knows."""
    kept = replace(book.get(Seat, seat), layer=layer, level=level)
    book.put(kept)
    return kept


def recruitments(records: Records, bodies: frozenset[str] | None = None) -> tuple[Activity, ...]:
    """Those that were held and have names, the newest first."""
    with records.reading() as book:
        found = [
            one
            for one in book.find(Activity)
            if one.kind is ActivityKind.RECRUITMENT
            and one.state is ActivityState.HELD
            and one.came
            and (bodies is None or one.body in bodies)
        ]
    return tuple(sorted(found, key=lambda one: (one.day is not None, one.day), reverse=True))


@on_body("volunteer.take_on")
def take_on(book: Book, by: By, body: str, activity: str) -> tuple[str, ...]:
    """Whoever came to a recruitment by name becomes a volunteer of the body since its day.

    Who is on the list of people already gets the role; a group under its name is no person.
    Returns the names of those who are new volunteers.
    """
    known = book.get(Activity, activity)
    if known.kind is not ActivityKind.RECRUITMENT:
        raise NotFound(kind="activity", id=activity)
    people: dict[str, Person | None] = {}
    for one in book.find(Person, body=body):
        # Two of one name: the list does not say which was meant.
        people[one.name] = None if one.name in people else one
        people[label(one.name, one.building)] = one
    names = [called(one.name) for one in known.came if one.heads == 1]
    return tuple(name for name in names if _taken_on(book, known, people, name))


def _taken_on(
    book: Book, recruitment: Activity, people: dict[str, Person | None], name: str
) -> bool:
    body, since = recruitment.body, recruitment.day
    if name not in people:
        person = Person(book.new_id(), body, *unlabel(name))
        people[name] = person
        book.put(person)
        book.put(Seat(book.new_id(), body, person.id, (Role.VOLUNTEER,), False, since))
        return True
    there = people[name]
    if there is None:
        return False
    seats = [one for one in book.find(Seat, body=body, person=there.id) if one.until is None]
    if not seats:
        book.put(Seat(book.new_id(), body, there.id, (Role.VOLUNTEER,), False, since))
        return True
    if Role.VOLUNTEER in seats[0].roles:
        return False
    book.put(replace(seats[0], roles=(*seats[0].roles, Role.VOLUNTEER)))
    return True
