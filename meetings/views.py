"""The lines that lists show: one for each record, read page by page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Generic, TypeVar

from meetings.dataclass import dataclass
from meetings.matters.followup_states import ChaseLevel, FollowUpState, Lateness, Urgency

if TYPE_CHECKING:
    from meetings.community.bodies import Tier
    from meetings.community.people import Role
    from meetings.matters.issues import IssueState, Source
    from meetings.matters.parts import Part
    from meetings.matters.referrals import ReferralState
    from meetings.sitting.meeting_states import MeetingState

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Page(Generic[Line]):
    """Some lines and the key to go on after; None at the end."""

    lines: tuple[Line, ...]
    after: str | None = None


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body and how much it has waiting."""

    id: str
    tier: Tier
    name: str
    parent: str | None
    seats: int
    voting: int
    kept: bool = True
    """Whether its records are written in this file; those of other computers are only read."""


@dataclass(frozen=True, slots=True)
class BranchLine:
    """A body in the tree of all bodies, with what its letters told about it."""

    id: str
    name: str
    tier: Tier
    depth: int
    above: str
    """The name of the body above; "" for the first."""
    kept: bool
    last: str = ""
    """The last month of which it sent figures (`2026-11`); "" where it never did."""
    heard: str = ""
    """When something of it came last, as ISO text; "" where nothing did."""


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A task that an answer promised, in the state last reported by letter."""

    matter: str
    state: str
    deadline: date | None
    done_on: date | None


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An issue in the pool."""

    id: str
    body: str
    body_name: str
    tier: Tier
    number: int
    title: str
    place: str
    topic: str
    source: Source
    raised_name: str
    supporters: int
    state: IssueState
    collected_at: datetime
    source_words: str = ""
    undated: bool = False


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting of a body."""

    id: str
    body: str
    body_name: str
    tier: Tier
    year: int
    serial: int
    title: str
    starts_at: datetime
    """When it opened, or is to open."""
    place: str
    state: MeetingState
    items: int


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """A task in the ledger (台账)."""

    id: str
    body: str
    body_name: str
    tier: Tier
    number: int
    text: str
    owner: str
    helpers: tuple[str, ...]
    deadline: date | None
    state: FollowUpState
    created_at: datetime
    meeting: str | None
    item: str | None
    last_word: str
    topic: str = ""
    urgency: Urgency = Urgency.NORMAL
    chased: ChaseLevel | None = None
    units: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    promised: bool = False
    """A body above promised it on a matter that was passed up: to be read, not acted on."""

    def lateness(self, today: date) -> Lateness:
        """How the task stands against its deadline."""
        from meetings.matters.followups import lateness

        return lateness(self.state, self.deadline, today)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person with the seat in the body that was asked for."""

    id: str
    body: str
    name: str
    building: str
    entrance: str
    phone: str
    seat: str | None
    roles: tuple[Role, ...]
    votes: bool
    titles: tuple[str, ...] = ()
    """Offices by the body's own words."""


@dataclass(frozen=True, slots=True)
class ReferralLine:
    """A matter passed up, seen from either end or from the tier above the receiver."""

    id: str
    body: str
    from_name: str
    to_body: str
    to_name: str
    title: str
    sent_at: datetime
    wanted_by: date | None
    reminders: int
    state: ReferralState
    issue: str | None = None
    """The sender's issue."""
    reply_issue: str | None = None
    """The receiver's issue."""
    passed_on_to: Tier | None = None
    """The tier that the receiver passed it further up to."""
    answered_above: bool = False
    """That tier has answered, so the receiver can answer too."""

    def days_late(self, today: date) -> int:
        """Days since the answer was wanted, while there is none."""
        from meetings.matters.referrals import WAITING

        if self.wanted_by is None or self.state not in WAITING:
            return 0
        return max(0, (today - self.wanted_by).days)


@dataclass(frozen=True, slots=True)
class IssueFilter:
    """Empty fields do not narrow."""

    body: str | None = None
    tier: Tier | None = None
    states: frozenset[IssueState] = frozenset()
    topic: str = ""
    source: Source | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class FollowUpFilter:
    """Empty fields do not narrow; `open` True leaves out what is closed, done or declined."""

    body: str | None = None
    tier: Tier | None = None
    states: frozenset[FollowUpState] = frozenset()
    owner: str = ""
    text: str = ""
    open: bool = False
    due_before: date | None = None
    topic: str = ""
    chased: ChaseLevel | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How many tasks have not ended, and how many of them are past their deadline and not done."""

    open: int
    late: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows are in each state, for the headings of lists."""

    by_state: Mapping[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_state.values())
