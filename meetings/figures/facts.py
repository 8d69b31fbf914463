"""The facts from which figures are counted: meetings, and issues and tasks with their changes."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from meetings.community.bodies import Tier
from meetings.community.people import Layer
from meetings.community.sides import Side
from meetings.dataclass import dataclass
from meetings.matters.activities import ActivityKind
from meetings.matters.issues import Source
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.meeting_states import MeetingKind


class TurnKind(StrEnum):
    """The kind of a change in the life of an issue or task."""

    BEGUN = "begun"
    DONE = "done"
    REPORTED = "reported"
    VISITED = "visited"
    ENDED = "ended"
    AGAIN = "again"
    """Taken up again (复办), whether it had ended or only been done."""
    MOVED = "moved"
    """A step that leaves it open: an issue was accepted, scheduled or discussed."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One change in the life of an issue or task, in the order in which they came.

    Where nobody said on which day it was, `known` is False and `day` is when it was written down:
    it happened between the turn before and that day.
    """

    kind: TurnKind
    day: date
    known: bool = True
    how: str = ""
    """For an end how it ended, for a visit the answer, for an issue its new state."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline, and since when it is the one that counts; the first since ever."""

    day: date
    since: date = date.min


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """One meeting: `present` of the `expected`, `guests` who vote, `others` without a vote.

    `held` is False where it was cancelled, there was no quorum (流会), or nobody signed in.
    """

    body: str
    tier: Tier
    day: date
    expected: int = 0
    present: int = 0
    others: int = 0
    outcomes: tuple[ItemOutcome, ...] = ()
    kind: str = MeetingKind.REGULAR
    """One of MeetingKind, or what a kind is called that is none of these."""
    inquorate: bool = False
    cancelled: bool = False
    unsigned: bool = False
    """Nobody of its list signed in (无人签到): whether it was held is not known."""
    persons: tuple[str, ...] = ()
    """Who came, by name and building, so that who sits in several bodies is one person."""
    guests: int = 0
    """Who came without a seat and may vote, as the rule says."""

    @property
    def held(self) -> bool:
        """Whether it took place as a meeting."""
        return not (self.inquorate or self.cancelled or self.unsigned)


@dataclass(frozen=True, slots=True)
class IssueFact:
    """One issue with its turns."""

    body: str
    tier: Tier
    topic: str
    source: Source
    turns: tuple[Turn, ...]
    place: str = ""
    received: bool = False
    """Whether it came from the tier below, where it is counted."""
    id: str = ""


@dataclass(frozen=True, slots=True)
class TaskFact:
    """One task with its turns and deadlines."""

    body: str
    tier: Tier
    turns: tuple[Turn, ...]
    deadlines: tuple[Deadline, ...] = ()
    topic: str = ""
    place: str = ""
    extended: tuple[date, ...] = ()
    """The days on which the deadline was moved."""
    chased: tuple[date, ...] = ()
    """The days on which it was chased (督办)."""
    id: str = ""


@dataclass(frozen=True, slots=True)
class SpeakerFact:
    """How often a person spoke in one meeting; `earlier` when they spoke in one before."""

    body: str
    day: date
    person: str
    speeches: int
    earlier: bool


@dataclass(frozen=True, slots=True)
class ActivityFact:
    """One activity, course or recruitment that was held; `day` is None where nobody said."""

    body: str
    kind: ActivityKind
    day: date | None
    heads: int | None
    minutes: int = 0
    """Person-minutes, as far as somebody said."""
    online: bool | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class SeatFact:
    """A seat of one who leads, works or helps; `person` is the same in every body."""

    body: str
    person: str
    roles: tuple[str, ...]
    layer: Layer | None = None
    since: date | None = None
    until: date | None = None


class Carried(StrEnum):
    """What residents or staff carry: chairing, raising issues, speaking, doing tasks."""

    CHAIRED = "chaired"
    RAISED = "raised"
    SPOKEN = "spoken"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class CarriedFact:
    """So many acts of one kind on a day by one side."""

    body: str
    what: Carried
    day: date
    side: Side
    count: int = 1


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts from which the figures of a period are counted."""

    meetings: tuple[MeetingFact, ...] = ()
    issues: tuple[IssueFact, ...] = ()
    tasks: tuple[TaskFact, ...] = ()
    speakers: tuple[SpeakerFact, ...] = ()
    activities: tuple[ActivityFact, ...] = ()
    seats: tuple[SeatFact, ...] = ()
    carried: tuple[CarriedFact, ...] = ()


def of_bodies(facts: Facts, bodies: Iterable[str]) -> Facts:
    """The facts of some bodies alone."""
    wanted = frozenset(bodies)
    return Facts(
        tuple(one for one in facts.meetings if one.body in wanted),
        tuple(one for one in facts.issues if one.body in wanted),
        tuple(one for one in facts.tasks if one.body in wanted),
        tuple(one for one in facts.speakers if one.body in wanted),
        tuple(one for one in facts.activities if one.body in wanted),
        tuple(one for one in facts.seats if one.body in wanted),
        tuple(one for one in facts.carried if one.body in wanted),
    )
