"""Which roles are residents', staff's or social workers'; a body's own choice overrides ours."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from meetings.clean import trim
from meetings.community.people import Role
from meetings.dataclass import dataclass


class Side(StrEnum):
    """Whose work something was; unknown where the name is on no list of people, as a unit's is."""

    RESIDENTS = "residents"
    STAFF = "staff"
    SOCIAL = "social"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RoleSide:
    """The side that a body chose for a role, or for an office by its own word."""

    role: str
    side: Side


DEFAULTS: Mapping[str, Side] = {
    Role.SOCIAL_WORKER: Side.SOCIAL, Role.PARTY_SECRETARY: Side.STAFF,
    Role.GRID_WORKER: Side.STAFF, Role.PROPERTY_MANAGER: Side.STAFF,
}  # fmt: skip
"""Where the body says nothing; whoever holds none of these is a resident."""


def side_of(held: Iterable[str], sides: Iterable[RoleSide] = ()) -> Side:
    """The side of somebody with these roles and own offices: staff before social workers."""
    side_by_role = {**DEFAULTS, **{one.role: one.side for one in sides}}
    found = {side_by_role.get(role, Side.RESIDENTS) for role in held}
    return next((side for side in (Side.STAFF, Side.SOCIAL) if side in found), Side.RESIDENTS)


def differing(sides: Iterable[RoleSide]) -> tuple[RoleSide, ...]:
    """Those that differ from the default, each role once; the last one given counts."""
    last = {trim(one.role): one.side for one in sides if trim(one.role)}
    return tuple(
        RoleSide(role, side)
        for role, side in last.items()
        if side is not DEFAULTS.get(role, Side.RESIDENTS)
    )
