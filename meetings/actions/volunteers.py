"""志愿者: their layers and levels, what they took part in, and how they were taken on."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from meetings.actions.change import on_body
from meetings.community.people import (
    Layer,
    Level,
    Person,
    Role,
    Seat,
    called,
    is_name,
    is_team,
    label,
    unlabel,
)
from meetings.dataclass import dataclass
from meetings.errors import NotFound
from meetings.matters.activities import Activity, ActivityKind, ActivityState, Came
from meetings.matters.duty import DutyTurn
from meetings.matters.followups import FollowUp
from meetings.papers.service import NamesIn, NothingServed, ServiceRecord, served
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
    minutes: int | None
    """On duty, in activities and courses, as far as it was said; None where nobody said any."""

    @property
    def called(self) -> str:
        """The name, as lists of who came write it."""
        return self.person.name


def volunteers(records: Records, bodies: frozenset[str] | None = None) -> tuple[Volunteer, ...]:
    """Volunteers of the bodies (None for all), core ones first, then by name."""
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
        callings = Callings(book)
    held.sort(key=lambda one: (one.day is None, one.day))
    found = [
        _volunteer(people[seat.person], callings.of(people[seat.person]), seat, held, turns)
        for seat in seats
        if seat.person in people
    ]
    order = {Layer.CORE: 0, Layer.GENERAL: 1, None: 2}
    return tuple(sorted(found, key=lambda one: (order[one.seat.layer], one.person.name)))


class Callings:
    """Under which names lists of who came have people; the bare name only where it is unique.

    In a body that the person belongs to, only its own people are asked; elsewhere everybody is.
    """

    def __init__(self, book: Book) -> None:
        self._alike: dict[str, list[Person]] = {}
        people = book.find(Person)
        for one in people:
            self._alike.setdefault(one.name, []).append(one)
        self._there = {(one.body, one.id) for one in people}
        self._there |= {(one.body, one.person) for one in book.find(Seat) if one.until is None}

    def of(self, person: Person) -> NamesIn:
        """The names by which lists of a body mean this person."""
        return lambda body: self._names(person, body)

    def _names(self, person: Person, body: str) -> frozenset[str]:
        whole = label(person.name, person.building)
        others = [one for one in self._alike[person.name] if one.id != person.id]
        if (body, person.id) in self._there:
            others = [one for one in others if (body, one.id) in self._there]
        return frozenset({whole} if others else {person.name, whole})

    def listed(self, body: str, person: str, name: str) -> str:
        """The name under which a body's lists keep somebody who was picked from its people."""
        match = next((one for one in self._alike.get(name, ()) if one.id == person), None)
        if match is None or name in self._names(match, body):
            return called(name)
        return label(match.name, match.building)


def _volunteer(
    person: Person, names: NamesIn, seat: Seat, held: Iterable[Activity],
    turns: Iterable[DutyTurn],
) -> Volunteer:  # fmt: skip
    did, courses = 0, []
    minutes: int | None = None
    for one in held:
        own = [came for came in one.came if called(came.name) in names(one.body)]
        if not own or one.kind is ActivityKind.RECRUITMENT:
            continue
        if one.kind is ActivityKind.COURSE:
            courses.append(one.title)
        did += one.kind is ActivityKind.ACTIVITY
        given_minutes = [came.minutes for came in own if came.minutes is not None]
        if given_minutes:
            minutes = (minutes or 0) + sum(given_minutes)
    for turn in turns:
        named = turn.person is None and called(turn.name) in names(turn.body)
        if named or turn.person == person.id:
            minutes = (minutes or 0) + turn.minutes
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
    """The services of everybody in a period, or all of one volunteer; raises NothingServed."""
    names: NamesIn | None = None
    person = level = id = ""
    if volunteer is not None:
        one, seat = volunteer.person, volunteer.seat
        id = one.id
        with records.reading() as book:
            callings = Callings(book)
        names, person = callings.of(one), callings.listed(seat.body, id, one.name)
        level = "，".join(term(rank) for rank in (seat.layer, seat.level) if rank is not None)
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
    saved = replace(book.get(Seat, seat), layer=layer, level=level)
    book.put(saved)
    return saved


def recruitments(records: Records, bodies: frozenset[str] | None = None) -> tuple[Activity, ...]:
    """Recruitments that were held and list people by name, the newest first."""
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


def by_name(recruitment: Activity) -> tuple[Came, ...]:
    """The entries of a recruitment that are persons, without groups, units and mere letters."""
    return tuple(
        one
        for one in recruitment.came
        if one.heads == 1 and is_name(one.name) and not is_team(one.name)
    )


@on_body("volunteer.take_on")
def take_on(book: Book, by: By, body: str, activity: str) -> tuple[str, ...]:
    """Make everybody listed by name at a recruitment a volunteer of the body as of its day.

    Who is on the list of people already gets the role; a group under its name is no person.
    Returns the names of those who are new volunteers.
    """
    stored = book.get(Activity, activity)
    if stored.kind is not ActivityKind.RECRUITMENT:
        raise NotFound(kind="activity", id=activity)
    people: dict[str, Person | None] = {}
    for one in book.find(Person, body=body):
        # Two of one name: the list does not say which was meant.
        people[one.name] = None if one.name in people else one
        people[label(one.name, one.building)] = one
    names = [called(one.name) for one in by_name(stored)]
    return tuple(name for name in names if _taken_on(book, stored, people, name))


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
