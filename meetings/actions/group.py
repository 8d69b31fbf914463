"""小区、小组、楼栋、网格: the tree of a body, who heads each part, and the roster over it."""

from collections.abc import Iterable
from dataclasses import replace

from meetings.actions.change import on_body, on_value
from meetings.actions.found import below
from meetings.clean import is_blank, trim
from meetings.community.bodies import Body
from meetings.community.groups import (
    Group,
    GroupKind,
    GroupLine,
    HasParts,
    Member,
    Tree,
    checked,
    kind_of,
    lines,
    member,
    natural,
)
from meetings.community.people import Person, Role, Seat
from meetings.community.sides import RoleSide, differing
from meetings.dataclass import dataclass
from meetings.ports import Book, By, Records


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The parts of a body with their heads, and everybody of the roster."""

    lines: tuple[GroupLine, ...]
    members: tuple[Member, ...]
    unplaced: int
    """People whose building or group the tree does not have, or has twice."""
    tree: Tree


def neighbourhood(records: Records, body: str) -> Neighbourhood:
    """The parts of a body, and the people of it and of the bodies below it, each once."""
    reach = below(records, body)
    with records.reading() as book:
        tree = Tree(book.find(Group, body=body))
        members = _members(book, reach, tree)
    unplaced = sum(
        1 for one in members if not one.group and (one.person.building or one.person.section)
    )
    return Neighbourhood(lines(tree, members), members, unplaced, tree)


def _members(book: Book, reach: Iterable[str], tree: Tree) -> tuple[Member, ...]:
    """Everybody who is registered or seated there; somebody in several bodies is one person."""
    seats: dict[str, list[Seat]] = {}
    people: dict[str, Person] = {}
    for body in sorted(reach):
        people |= {one.id: one for one in book.find(Person, body=body)}
        for seat in book.find(Seat, body=body):
            if seat.until is None:
                seats.setdefault(seat.person, []).append(seat)
    for id in seats.keys() - people.keys():
        people[id] = book.get(Person, id)
    once: dict[tuple[str, str, str], tuple[Person, list[Seat]]] = {}
    for id, person in people.items():
        key = (person.name, person.building, person.section)
        once.setdefault(key, (person, []))[1].extend(seats.get(id, ()))
    found = [member(person, _joined(held), tree) for person, held in once.values()]
    return tuple(sorted(found, key=lambda one: (natural(one.person.building), one.person.id)))


def _joined(held: list[Seat]) -> Seat | None:
    """The seats of one person as one, with all roles and offices."""
    if not held:
        return None
    roles = dict.fromkeys(role for seat in held for role in seat.roles)
    titles = dict.fromkeys(title for seat in held for title in seat.titles)
    groups = dict.fromkeys(group for seat in held for group in seat.groups)
    return replace(
        held[0], roles=tuple(roles), titles=tuple(titles), groups=tuple(groups),
        votes=any(seat.votes for seat in held),
    )  # fmt: skip


@on_value("group.keep")
def keep_group(book: Book, by: By, group: Group) -> Group:
    """Add a part, or change it; raises Missing, UnderItself."""
    saved = checked(group, Tree(book.find(Group, body=group.body)))
    kept_one = replace(saved, id=saved.id or book.new_id())
    book.put(kept_one)
    return kept_one


@on_body("group.list")
def add_groups(
    book: Book, by: By, body: str, names: Iterable[str], parent: str | None,
    kind: GroupKind | None = None,
) -> int:  # fmt: skip
    """Add parts by their names, whose ends show their kind; names already there are skipped.

    `kind` is for names whose end does not show it. Returns how many were added.
    """
    there = {(one.parent, one.name) for one in book.find(Group, body=body)}
    new = []
    for name in map(trim, names):
        if is_blank(name) or (parent, name) in there:
            continue
        there.add((parent, name))
        found = kind_of(name) or kind or GroupKind.BUILDING
        new.append(Group(book.new_id(), body, found, name[:100], parent))
    book.add(new)
    return len(new)


@on_body("group.take")
def take_from_roster(book: Book, by: By, body: str, reach: frozenset[str]) -> int:
    """Add a part for every building and group of the roster that the tree lacks.

    A building is put into a group where all its people have the same one.
    """
    groups = book.find(Group, body=body)
    names = {one.name for one in groups}
    people = [one for id in sorted(reach) for one in book.find(Person, body=id)]
    sections = dict.fromkeys(trim(one.section) for one in people if trim(one.section))
    ids = {one.name: one.id for one in groups}
    new: list[Group] = []

    def add(name: str, kind: GroupKind, parent: str | None = None) -> None:
        one = Group(book.new_id(), body, kind_of(name) or kind, name[:100], parent)
        ids[name] = one.id
        new.append(one)

    for name in sections:
        if name not in names:
            add(name, GroupKind.GROUP)
    within: dict[str, set[str]] = {}
    for one in people:
        if building := trim(one.building):
            within.setdefault(building, set()).add(trim(one.section))
    for name, above in within.items():
        written = above - {""}
        if name not in names and name not in sections:
            add(name, GroupKind.BUILDING, ids[written.pop()] if len(written) == 1 else None)
    book.add(new)
    return len(new)


@on_body("group.remove")
def remove_group(book: Book, by: By, body: str, group: str) -> None:
    """Take a part out of the tree, and off the seats that are for it; raises HasParts."""
    one = book.get(Group, group)
    inner = book.find(Group, parent=group)
    if inner:
        raise HasParts(name=one.name, count=len(inner))
    for seat in book.find(Seat, body=body):
        if group in seat.groups:
            book.put(replace(seat, groups=tuple(id for id in seat.groups if id != group)))
    book.remove(one)


@on_body("group.appoint")
def appoint(
    book: Book, by: By, body: str, group: str, person: str, role: Role, *, ends: bool = False
) -> Seat | None:
    """Make a person head of a part in a role, by the seat held in the body or by a new one.

    With `ends` the person stops heading it; the seat with its other roles stays.
    """
    book.get(Group, group)
    book.get(Person, person)
    held = [s for s in book.find(Seat, body=body, person=person) if s.until is None]
    if ends:
        if not held:
            return None
        left = tuple(id for id in held[0].groups if id != group)
        roles = held[0].roles if left else tuple(one for one in held[0].roles if one is not role)
        seat = replace(held[0], groups=left, roles=roles)
    elif held:
        own = held[0].groups
        if not own and role in held[0].roles:
            # So far the role was for where the person lives, and goes on being so.
            home = Tree(book.find(Group, body=body)).place(book.get(Person, person))
            own = (home,) if home else ()
        groups = tuple(dict.fromkeys((*own, group)))
        seat = replace(held[0], roles=tuple(dict.fromkeys((*held[0].roles, role))), groups=groups)
    else:
        seat = Seat(
            book.new_id(), body, person, (role,), False, by.at.date(), groups=(group,)
        )  # fmt: skip
    book.put(seat)
    return seat


@on_body("body.sides")
def set_sides(book: Book, by: By, body: str, sides: Iterable[RoleSide]) -> Body:
    """Say which roles of the body are staff's, social workers', residents'."""
    changed = replace(book.get(Body, body), sides=differing(sides))
    book.put(changed)
    return changed
