"""The agenda: items with a time budget, an outcome, and the way to the next agenda."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from meetings.dataclass import dataclass
from meetings.day_range import minutes_later
from meetings.sitting.points import Point


class ItemKind(StrEnum):
    """What an item is for."""

    REVIEW = "review"
    MATTER = "matter"
    AD_HOC = "ad_hoc"
    ANSWER = "answer"
    APPROVAL = "approval"


class ItemOutcome(StrEnum):
    """How an item ended."""

    ADOPTED = "adopted"
    ADOPTED_MODIFIED = "adopted_modified"
    REJECTED = "rejected"
    TIED = "tied"
    POSTPONED = "postponed"
    REFERRED_UP = "referred_up"
    WITHDRAWN = "withdrawn"
    NOTED = "noted"
    AGREED = "agreed"
    NOT_REACHED = "not_reached"


CARRIED = frozenset({ItemOutcome.POSTPONED, ItemOutcome.NOT_REACHED})
"""Outcomes that bring an item back by itself (4Minitz's rules, sharpened)."""

AGREED_TO = frozenset({ItemOutcome.ADOPTED, ItemOutcome.ADOPTED_MODIFIED, ItemOutcome.AGREED})
"""Outcomes by which something is to be done."""

NEED_REASON = frozenset({ItemOutcome.POSTPONED, ItemOutcome.REFERRED_UP, ItemOutcome.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One item of one meeting's agenda (议程项)."""

    id: str
    body: str
    meeting: str
    position: int
    title: str
    kind: ItemKind = ItemKind.MATTER
    issue: str | None = None
    minutes: int = 10
    """The time budget, in minutes."""
    proposal: str = ""
    """The written plan (议案) that is put before the meeting."""
    outcome: ItemOutcome | None = None
    reason: str = ""
    minority_view: str = ""
    private: bool = False
    owners_matter: bool = False
    """Belongs to the owners' joint decision (Civil Code art. 278)."""
    spent: int = 0
    """Seconds spent, without the stretch that runs now."""
    began_at: datetime | None = None
    """When the item's clock was started last; None while it is stopped."""
    started_at: datetime | None = None
    """When the item was first taken up."""
    carried_from: str | None = None
    recurring: str | None = None
    """The recurring item that put it here."""
    important: bool = False
    """An important matter of the community (城市居民委员会组织法 art. 30)."""
    party_studied: bool | None = None
    """Whether the community's Party organisation studied it first; None while nobody said."""
    points: tuple[Point, ...] = ()
    """What was said, taken together by a person; empty while nobody has."""

    def seconds(self, now: datetime) -> int:
        """Time spent on the item so far, in seconds."""
        running = int((now - self.began_at).total_seconds()) if self.began_at else 0
        return self.spent + max(0, running)


def planned_end(starts: datetime, items: Iterable[AgendaItem]) -> datetime:
    """When the meeting ends if every item keeps its budget."""
    return minutes_later(starts, sum(item.minutes for item in items))


def comes_back(item: AgendaItem) -> bool:
    """Whether the item is put on the body's next agenda automatically."""
    return item.kind is not ItemKind.REVIEW and (item.outcome is None or item.outcome in CARRIED)
