"""The tree of 小区、居民小组、楼栋、网格, and who heads each, by seat or by address."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from meetings.clean import is_blank, trim
from meetings.community.people import Person, Role, Seat
from meetings.dataclass import dataclass
from meetings.errors import MeetingError, Missing


class GroupKind(StrEnum):
    """What a part of the neighbourhood is."""

    ESTATE = "estate"
    GROUP = "group"
    BUILDING = "building"
    GRID = "grid"


HEADS: Mapping[GroupKind, Role] = {
    GroupKind.ESTATE: Role.LEAD, GroupKind.GROUP: Role.GROUP_LEADER,
    GroupKind.BUILDING: Role.BUILDING_HEAD, GroupKind.GRID: Role.GRID_WORKER,
}  # fmt: skip
"""The role of whoever heads one of a kind."""


class UnderItself(MeetingError):
    """A part of the neighbourhood would lie in itself: `name`."""

    name: str


class HasParts(MeetingError):
    """A part cannot be removed while others lie in it: `name`, `count` of those."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """One part of the neighbourhood; `parent` is the part that it lies in."""

    id: str
    body: str
    kind: GroupKind
    name: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A part as a list shows it."""

    group: Group
    depth: int
    path: str
    """阳光小区 › 3组 › 45栋."""
    heads: tuple[str, ...]
    womens: tuple[str, ...]
    grid: tuple[str, ...]
    people: int
    """Who lives or stands there, its parts included."""

    @property
    def headless(self) -> bool:
        """Nobody heads it."""
        return not self.heads


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the roster with the seat held and the part it belongs to."""

    person: Person
    roles: tuple[Role, ...] = ()
    titles: tuple[str, ...] = ()
    seat: Seat | None = None
    group: str | None = None
    """Where the person lives, or stands for; None where the tree does not tell."""


class Tree:
    """The parts of a body in their order, and what lies in what."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self.by_id = {one.id: one for one in groups}
        self.below: dict[str | None, list[Group]] = {}
        for one in self.by_id.values():
            parent = one.parent if one.parent in self.by_id else None
            self.below.setdefault(parent, []).append(one)
        for some in self.below.values():
            some.sort(key=lambda one: (list(GroupKind).index(one.kind), natural(one.name)))

    def above(self, id: str) -> tuple[Group, ...]:
        """The part and those that it lies in, the innermost first."""
        found: list[Group] = []
        one = self.by_id.get(id)
        while one is not None and one not in found:
            found.append(one)
            one = self.by_id.get(one.parent or "")
        return tuple(found)

    def in_order(self) -> list[tuple[Group, int]]:
        """Every part, following the part it lies in, with its depth in the tree (0 at the top)."""
        found: list[tuple[Group, int]] = []

        def add(parent: str | None, depth: int) -> None:
            for one in self.below.get(parent, ()):
                found.append((one, depth))
                add(one.id, depth + 1)

        add(None, 0)
        return found

    def within(self, id: str) -> frozenset[str]:
        """The part and all that lies in it."""
        found = {id}
        for one in self.below.get(id, ()):
            found |= self.within(one.id)
        return frozenset(found)

    def path(self, id: str) -> str:
        """The names of the part and those around it, the outermost first: 阳光小区 › 3组 › 45栋."""
        return " › ".join(one.name for one in reversed(self.above(id)))

    def place(self, person: Person) -> str | None:
        """The part where somebody lives: by building, told apart by the group, else by the group.

        Two buildings of one name, and no word on which, give none.
        """
        building, section = trim(person.building), trim(person.section)
        named = [
            one.id for one in self.by_id.values()
            if building and building in (one.name, self._whole(one.id))
        ]  # fmt: skip
        if len(named) > 1:
            named = [id for id in named if section in {one.name for one in self.above(id)[1:]}]
        if not named and section:
            named = [one.id for one in self.by_id.values() if one.name == section]
        return named[0] if len(named) == 1 else None

    def _whole(self, id: str) -> str:
        return "".join(one.name for one in reversed(self.above(id)))


def natural(name: str) -> tuple[int, str]:
    """A sort key by which 9栋 comes before 10栋."""
    digits = "".join(sign for sign in name if "0" <= sign <= "9")
    return int(digits[:9] or 0), name


def member(person: Person, seat: Seat | None, tree: Tree) -> Member:
    """A person of the roster with their part: the seat's, else the one where they live."""
    named = [id for id in seat.groups if id in tree.by_id] if seat else []
    where = tree.place(person) or (named[0] if named else None)
    return Member(person, seat.roles if seat else (), seat.titles if seat else (), seat, where)


def lines(tree: Tree, members: Iterable[Member]) -> tuple[GroupLine, ...]:
    """Every part with its heads; a grid worker of an estate is one of its buildings, too."""
    by_part: dict[str, list[Member]] = {}
    lives: dict[str, int] = {}
    for one in members:
        stands = one.seat.groups if one.seat else ()
        for id in dict.fromkeys(stands or ((one.group,) if one.group else ())):
            by_part.setdefault(id, []).append(one)
        if one.group:
            for part in tree.above(one.group):
                lives[part.id] = lives.get(part.id, 0) + 1

    def who(ids: Iterable[str], role: Role) -> tuple[str, ...]:
        found = [one.person.name for id in ids for one in by_part.get(id, ()) if role in one.roles]
        return tuple(dict.fromkeys(found))

    return tuple(
        GroupLine(
            one, depth, tree.path(one.id), who([one.id], HEADS[one.kind]),
            who([one.id], Role.WOMENS_GROUP_LEADER),
            who([part.id for part in tree.above(one.id)], Role.GRID_WORKER),
            lives.get(one.id, 0),
        )
        for one, depth in tree.in_order()
    )  # fmt: skip


def checked(group: Group, tree: Tree) -> Group:
    """The part, trimmed and checked, ready to be saved; raises Missing, UnderItself."""
    if is_blank(group.name):
        raise Missing(what="name")
    if group.id and group.parent in tree.within(group.id):
        raise UnderItself(name=group.name)
    return replace(group, name=trim(group.name))


_KIND_ENDS = (
    ("网格", GroupKind.GRID), ("组", GroupKind.GROUP), ("片", GroupKind.GROUP),
    ("栋", GroupKind.BUILDING), ("号楼", GroupKind.BUILDING), ("幢", GroupKind.BUILDING),
    ("座", GroupKind.BUILDING), ("楼", GroupKind.BUILDING),
    ("小区", GroupKind.ESTATE), ("苑", GroupKind.ESTATE), ("园", GroupKind.ESTATE),
)  # fmt: skip


def kind_of(name: str) -> GroupKind | None:
    """The kind that the end of a name shows: 45栋, 3组, 阳光小区; None where it shows none."""
    return next((kind for end, kind in _KIND_ENDS if trim(name).endswith(end)), None)
