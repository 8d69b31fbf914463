"""Makes the PersonFinder of a body from its roll, and finds who holds a role."""

from meetings.community.people import Person, Role, Seat
from meetings.ports import Records
from meetings.terms import term
from tui.finding.people_search import Person as Match
from tui.finding.people_search import PersonFinder
from tui.language import Language


def people_of(records: Records, body: str, lang: Language = "zh") -> PersonFinder:
    """A finder of a body's people: those with a seat first, then all others it has registered."""
    with records.reading() as book:
        seats = [seat for seat in book.find(Seat, body=body) if seat.until is None]
        seated = {seat.person: seat for seat in seats}
        known = {person.id: person for person in book.find(Person, body=body)}
        for person in seated:
            if person not in known:
                known[person] = book.get(Person, person)
    ordered = sorted(known.values(), key=lambda person: person.id not in seated)
    return PersonFinder(_match(person, seated.get(person.id), lang) for person in ordered)


def holder_of(records: Records, body: str, role: Role) -> str:
    """The id of the person who holds the role in the body; "" when nobody does."""
    with records.reading() as book:
        for seat in book.find(Seat, body=body):
            if role in seat.roles and seat.until is None:
                return seat.person
    return ""


def _match(person: Person, seat: Seat | None, lang: Language) -> Match:
    roles = [term(role, lang) for role in seat.roles[:2]] if seat else []
    return Match(person.id, person.name, "，".join(filter(None, (person.building, *roles))))
