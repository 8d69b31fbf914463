"""名册 out: who a body registered or seats, as rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from meetings.community.bodies import Body
from meetings.community.people import Person, Role
from meetings.importing.cells import Cell
from meetings.importing.people import KnownPeople


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
