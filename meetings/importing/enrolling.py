"""名册 in, confirmed: one command for each body, so that undo takes the list back."""

from collections.abc import Iterable
from dataclasses import replace

from meetings.bulk import in_bulk
from meetings.community.bodies import Body
from meetings.community.people import Person, Seat
from meetings.community.units import Unit
from meetings.importing.people import KnownPeople, Member, PeoplePlan
from meetings.ports import Book, By, Records


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
