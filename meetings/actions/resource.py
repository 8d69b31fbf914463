"""资源库: keep resources, and find who can help."""

from dataclasses import replace

from meetings.actions.change import on_body, on_value
from meetings.clean import is_blank, trim
from meetings.community.people import Person
from meetings.community.resources import Resource, ResourceClass, of_people
from meetings.errors import Missing
from meetings.ports import Book, By, Records


def resources(records: Records, bodies: frozenset[str] | None = None) -> tuple[Resource, ...]:
    """The resources of the bodies (None for all), and the skills of their people."""
    with records.reading() as book:
        listed = [one for one in book.find(Resource) if bodies is None or one.body in bodies]
        people = [one for one in book.find(Person) if bodies is None or one.body in bodies]
    order = list(ResourceClass)
    found = [*listed, *of_people(people, listed)]
    return tuple(sorted(found, key=lambda one: (one.stopped, order.index(one.kind), one.name)))


@on_value("resource.keep")
def keep_resource(book: Book, by: By, resource: Resource) -> Resource:
    """Add or change a resource; a person's skill is written to the person, too.

    Raises Missing (name).
    """
    return keep_in(book, resource)


def keep_in(book: Book, resource: Resource) -> Resource:
    """Put a resource into the book; raises Missing (name)."""
    if is_blank(resource.name):
        raise Missing(what="name")
    saved = replace(
        resource, id=resource.id or book.new_id(), name=trim(resource.name),
        offers=trim(resource.offers),
    )  # fmt: skip
    book.put(saved)
    if saved.kind is ResourceClass.SKILL and saved.person is not None:
        person = book.get(Person, saved.person)
        if person.body == saved.body and saved.offers and person.skills != saved.offers:
            book.put(replace(person, skills=saved.offers[:500]))
    return saved


@on_body("resource.stop")
def stop_resource(book: Book, by: By, body: str, resource: str) -> Resource:
    """Mark a resource as no longer available, or as available again."""
    stored = book.get(Resource, resource)
    changed = replace(stored, stopped=not stored.stopped)
    book.put(changed)
    return changed
