"""Deliberation bodies and their three tiers."""

from datetime import date
from enum import StrEnum

from meetings.community.sides import RoleSide
from meetings.dataclass import dataclass
from meetings.errors import MeetingError
from meetings.procedure.rules import Rule


class Tier(StrEnum):
    """街角 → 社区 → 街道."""

    CORNER = "corner"
    COMMUNITY = "community"
    SUBDISTRICT = "subdistrict"


ABOVE = {Tier.CORNER: Tier.COMMUNITY, Tier.COMMUNITY: Tier.SUBDISTRICT}


class WrongParent(MeetingError):
    """A body stands under one of the next tier: `tier`, `parent_tier`, `needed`."""

    tier: Tier
    parent_tier: Tier
    needed: Tier | None


@dataclass(frozen=True, slots=True)
class Body:
    """A deliberation body (议事机构); the owner of its rows, its own included (`body == id`)."""

    id: str
    body: str
    tier: Tier
    name: str
    rule: Rule
    parent: str | None = None
    place: str = ""
    closed: bool = False
    keep_years: int = 0
    """Years after which persons of closed matters become anonymous; 0 where none is fixed."""
    red_head: bool = False
    """Its papers bear a red head; a residents' body is no state organ, so it is off by default."""
    phone: str = ""
    """A telephone of the body itself, printed where residents are told whom to ask."""
    sides: tuple[RoleSide, ...] = ()
    """Which of its roles are staff's or social workers', where that differs from the default."""


def retention_start(body: Body, today: date) -> date | None:
    """Closed matters older than this day are past the retention period; None without a period."""
    if not body.keep_years:
        return None
    return date(today.year - body.keep_years, today.month, min(today.day, 28))


def check_parent(tier: Tier, parent: Body | None) -> None:
    """Check that a corner is under a community and a community under a subdistrict, or under none.

    Raises WrongParent.
    """
    if parent is not None and ABOVE.get(tier) is not parent.tier:
        raise WrongParent(tier=tier, parent_tier=parent.tier, needed=ABOVE.get(tier))
