"""建机构: found bodies, register people, give seats, change rules."""

from dataclasses import replace
from datetime import date

from meetings.actions.change import on_body, on_value, runs_as
from meetings.clean import is_blank, trim
from meetings.community.bodies import Body, Tier, check_parent
from meetings.community.people import Person, Role, Seat
from meetings.errors import MeetingError, Missing, NotAllowedNow, ReasonNeeded
from meetings.ports import Book, By, Records
from meetings.procedure.rules import Rule, RuleUnchanged


class AlreadyListed(MeetingError):
    """Somebody meant as a new person is on the list already: `name`."""

    name: str


@runs_as("body.found")
def found_body(
    records: Records,
    by: By,
    tier: Tier,
    name: str,
    rule: Rule,
    parent: str | None = None,
    place: str = "",
) -> Body:
    """A new deliberation body; raises Missing (name), WrongParent."""
    if is_blank(name):
        raise Missing(what="name")
    with records.reading() as book:
        check_parent(tier, book.get(Body, parent) if parent else None)
        id = book.new_id()
    with records.transaction("body.found", by, id) as book:
        body = Body(id, id, tier, trim(name), rule, parent, trim(place))
        book.put(body)
    return body


@on_body("body.edit")
def edit_body(
    book: Book,
    by: By,
    body: str,
    name: str,
    parent: str | None,
    place: str,
    red_head: bool | None = None,
    keep_years: int | None = None,
    phone: str | None = None,
) -> Body:
    """Rename a body, hang it under another parent, with or without red head, keep names so long.

    What is None stays as it is; `phone` is the body's own.
    """
    if is_blank(name):
        raise Missing(what="name")
    stored = book.get(Body, body)
    check_parent(stored.tier, book.get(Body, parent) if parent else None)
    head = stored.red_head if red_head is None else red_head
    years = stored.keep_years if keep_years is None else max(0, keep_years)
    changed = replace(
        stored, name=trim(name), parent=parent, place=trim(place), red_head=head,
        keep_years=years, phone=stored.phone if phone is None else trim(phone),
    )  # fmt: skip
    book.put(changed)
    return changed


@on_body("body.keep")
def keep_for(book: Book, by: By, body: str, years: int) -> Body:
    """Fix after how many years persons of closed matters become anonymous; 0 fixes none."""
    changed = replace(book.get(Body, body), keep_years=max(0, years))
    book.put(changed)
    return changed


@on_body("body.rule")
def change_rule(book: Book, by: By, body: str, rule: Rule, reason: str) -> Body:
    """New rules of procedure by a decision named in `reason`, for meetings opened from now on.

    Raises ReasonNeeded, RuleUnchanged.
    """
    if is_blank(reason):
        raise ReasonNeeded(act="body.rule")
    stored = book.get(Body, body)
    adopted = replace(rule, adopted=trim(reason))
    if replace(adopted, adopted=stored.rule.adopted) == stored.rule:
        raise RuleUnchanged(name=rule.name or rule.preset)
    changed = replace(stored, rule=adopted)
    book.put(changed)
    return changed


@on_body("person.add")
def add_person(
    book: Book,
    by: By,
    body: str,
    person: Person,
    roles: tuple[Role, ...] = (),
    votes: bool = False,
) -> Person:
    """Register a person, with a seat where roles are given; raises Missing (name)."""
    if is_blank(person.name):
        raise Missing(what="name")
    added = replace(person, id=person.id or book.new_id(), body=body)
    book.put(added)
    if roles:
        book.put(Seat(book.new_id(), body, added.id, roles, votes, by.at.date()))
    return added


@on_value("person.edit")
def edit_person(book: Book, by: By, person: Person) -> Person:
    """Correct what is known of a person."""
    if is_blank(person.name):
        raise Missing(what="name")
    book.get(Person, person.id)
    book.put(person)
    return person


@on_body("seat.give")
def give_seat(
    book: Book,
    by: By,
    body: str,
    person: str,
    roles: tuple[Role, ...],
    votes: bool,
    titles: tuple[str, ...] | None = None,
) -> Seat:
    """Seat a person in a body, or change the seat there; `titles` None leaves own offices alone."""
    if not roles and not titles:
        raise Missing(what="roles")
    book.get(Person, person)
    held = [s for s in book.find(Seat, body=body, person=person) if s.until is None]
    if held:
        kept_titles = held[0].titles if titles is None else titles
        seat = replace(held[0], roles=roles, votes=votes, titles=kept_titles)
    else:
        seat = Seat(book.new_id(), body, person, roles, votes, by.at.date(), titles=titles or ())
    book.put(seat)
    return seat


@on_body("seat.end")
def end_seat(book: Book, by: By, body: str, seat: str, until: date) -> Seat:
    """The person leaves the body; earlier meetings keep the name."""
    held = book.get(Seat, seat)
    if held.until is not None:
        raise NotAllowedNow(act="seat.end", state="ended")
    ended = replace(held, until=until)
    book.put(ended)
    return ended


def bodies(records: Records, by: By | None = None) -> tuple[Body, ...]:
    """All bodies, in the order in which they were founded."""
    with records.reading() as book:
        return tuple(book.find(Body))


def below(records: Records, body: str) -> frozenset[str]:
    """The body and everything under it."""
    all_bodies = bodies(records)
    found = {body}
    grown = True
    while grown:
        more = {b.id for b in all_bodies if b.parent in found} - found
        found |= more
        grown = bool(more)
    return frozenset(found)
