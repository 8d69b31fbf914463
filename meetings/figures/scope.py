"""Which bodies the figures cover, for the screen, the command line, Excel and Word."""

from collections.abc import Iterable

from meetings.community.bodies import Body
from meetings.dataclass import dataclass
from meetings.matters.ledger import Reach

ALL_BODIES = "全部机构"
AND_BELOW = "及下级机构"


@dataclass(frozen=True, slots=True)
class Scope:
    """The bodies covered: one, one with all below it, or all of the file."""

    body: str
    """The id of the body whose report it is; "" for the whole file."""
    reach: Reach
    name: str
    """The heading that papers bear."""
    bodies: tuple[tuple[str, str], ...]
    """Id and name of each, the upper tiers first."""
    open: tuple[str, ...] = ()
    """The ids of those that still meet."""
    above: tuple[str, ...] = ()
    """The body above each, in the order of `bodies`; "" where there is none."""

    @property
    def ids(self) -> frozenset[str] | None:
        """Ids of the bodies whose records are to be read; None for all."""
        return None if self.reach is Reach.ALL else frozenset(id for id, _name in self.bodies)


def scope_of(bodies: Iterable[Body], body: Body | None, reach: Reach) -> Scope:
    """The scope of a body and a reach, with its bodies in the order of the tree."""
    bodies = list(bodies)
    if body is None or reach is Reach.ALL:
        chosen = [one for one in bodies if one.parent not in {other.id for other in bodies}]
    else:
        chosen = [body]
    found = list(chosen)
    if reach is not Reach.OWN or body is None:
        level = chosen
        while level:
            ids = {one.id for one in level}
            level = [one for one in bodies if one.parent in ids and one not in found]
            found += level
    if body is None or reach is Reach.ALL:
        reach, name = Reach.ALL, ALL_BODIES
    else:
        name = body.name + (AND_BELOW if reach is Reach.BELOW and len(found) > 1 else "")
    return Scope(
        body.id if body is not None else "", reach, name,
        tuple((one.id, one.name) for one in found),
        tuple(one.id for one in found if not one.closed),
        tuple(one.parent or "" for one in found),
    )  # fmt: skip


def short_names(names: Iterable[str]) -> dict[str, str]:
    """A short name for each body, to stand before its numbers; no two are alike.

    The kind of body goes where what is left is nobody else's: `梧桐里社区议事会` is `梧桐里社区`.
    """
    names = list(dict.fromkeys(names))
    shorter = {name: _short(name) for name in names}
    taken = list(shorter.values())
    return {name: one if taken.count(one) == 1 else name for name, one in shorter.items()}


_KINDS = ("街角议事会", "议事会", "居民议事会", "推进会", "联席会", "委员会")


def _short(name: str) -> str:
    for kind in sorted(_KINDS, key=len, reverse=True):
        if name.endswith(kind) and len(name) > len(kind) + 1:
            return name.removesuffix(kind)
    return name
