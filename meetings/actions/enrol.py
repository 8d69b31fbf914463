"""登记名单: register a whole list of people in one command."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from meetings.clean import is_blank
from meetings.community.people import Person, Role, Seat
from meetings.errors import Missing
from meetings.ports import By, Records


@dataclass(frozen=True, slots=True)
class NewMember:
    """A person to be registered, with the seat: no roles, no seat.

    Who is registered already, and left, has an id: the seat is given again.
    """

    person: Person
    roles: tuple[Role, ...]
    votes: bool


def add_people(
    records: Records, by: By, body: str, members: Sequence[NewMember]
) -> tuple[Person, ...]:
    """Register all of them, or none; raises Missing (name)."""
    if not members or any(is_blank(member.person.name) for member in members):
        raise Missing(what="name")
    added = []
    with records.transaction("person.add_list", by, body) as book:
        for member in members:
            if member.person.id:
                person = book.get(Person, member.person.id)
                held = book.find(Seat, body=body, person=person.id)
                seated = any(seat.until is None for seat in held)
            else:
                person = replace(member.person, id=book.new_id(), body=body)
                book.put(person)
                seated = False
            if member.roles and not seated:
                seat = Seat(
                    book.new_id(), body, person.id, member.roles, member.votes, by.at.date()
                )
                book.put(seat)
            added.append(person)
    return tuple(added)
