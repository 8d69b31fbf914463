"""Figures (统计) a committee can trust: every rate with what it was counted of."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any, TypeVar

from meetings.community.bodies import Tier
from meetings.matters.followups import Satisfaction
from meetings.matters.issues import IssueState, Source
from meetings.sitting.agenda import ItemOutcome

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many; never a percentage without its base."""

    part: int
    of: int

    @property
    def percent(self) -> int | None:
        """Whole percent, half rounded up; None of nothing."""
        return None if self.of == 0 else (self.part * 200 + self.of) // (2 * self.of)

    @property
    def text(self) -> str:
        """`27%（6/22）`; `—（0/0）` of nothing."""
        shown = "—" if self.percent is None else f"{self.percent}%"
        return f"{shown}（{self.part}/{self.of}）"


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """One meeting that was opened; `present` of the `expected`, `others` without a vote."""

    body: str
    tier: Tier
    day: date
    expected: int
    present: int
    others: int
    outcomes: tuple[ItemOutcome, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueFact:
    """One issue, as it stands now."""

    tier: Tier
    topic: str
    source: Source
    state: IssueState
    collected: date
    settled: date | None = None
    undated: bool = False
    """Nobody said when it was raised; `collected` is when it came into the pool."""


@dataclass(frozen=True, slots=True)
class TaskFact:
    """One task with the days of its road; None for what did not happen."""

    tier: Tier
    created: date
    deadline: date | None = None
    completed: date | None = None
    reported: date | None = None
    visited: date | None = None
    satisfaction: Satisfaction | None = None
    closed: date | None = None
    undated: bool = False
    """Nobody said on which day it began; `created` is when it was written down."""
    done_undated: bool = False
    """It is completed, and nobody said on which day."""


@dataclass(frozen=True, slots=True)
class SpeakerFact:
    """How often a person spoke in one meeting; `earlier` when they spoke in one before."""

    body: str
    day: date
    person: str
    speeches: int
    earlier: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What the figures are made of."""

    meetings: tuple[MeetingFact, ...] = ()
    issues: tuple[IssueFact, ...] = ()
    tasks: tuple[TaskFact, ...] = ()
    speakers: tuple[SpeakerFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a period."""

    period: Period
    meetings: Mapping[Tier, int]
    attendance: Rate
    """Present of expected, over all meetings."""
    heads: int
    """Everybody who came, voting or not, each meeting counted."""
    outcomes: Mapping[ItemOutcome, int]
    topics: Mapping[str, int]
    sources: Mapping[Source, int]
    states: Mapping[IssueState, int]
    tiers: Mapping[Tier, int]
    """Issues collected in each tier."""
    settled: Rate
    """Issues collected in the period and settled by now."""
    completed: Rate
    """办结率: of the tasks made in the period."""
    on_time: Rate
    """按时办结率: of the completed ones that had a deadline, and whose day is known."""
    reported: Rate
    """反馈率: of the completed ones."""
    visited: Rate
    """回访率: of the completed ones."""
    satisfied: Rate
    """满意率: satisfied and fairly satisfied, of those who could be reached."""
    closed: Rate
    """销号率: of the tasks made in the period."""
    days_to_settle: tuple[int, ...] = ()
    """Days from the word to the settlement of each issue settled, in order."""
    speakers: int = 0
    """Persons who spoke."""
    first_time: Rate = field(default_factory=lambda: Rate(0, 0))
    """Of those who spoke, who had never spoken in a meeting of the body before."""
    loudest: Rate = field(default_factory=lambda: Rate(0, 0))
    """Speeches of the person who spoke most, of all speeches."""
    by_month: tuple[tuple[str, int, int, int], ...] = ()
    """(month, meetings, issues collected, tasks completed), months without anything included."""
    undated: int = 0
    """Tasks of any time of which nobody said when they began: in no period, in no rate."""
    done_undated: int = 0
    """Of the completed ones, those whose day is unknown: in no rate of being in time."""

    @property
    def usual_days(self) -> float | None:
        """The median of the days from the word to the settlement."""
        return median(self.days_to_settle) if self.days_to_settle else None


def figures(facts: Facts, period: Period) -> Figures:
    """Count the facts of a period.

    An issue or a task belongs to the period in which it was collected or made, whatever became of
    it later; a meeting and what was said there to its day.
    """
    meetings = [m for m in facts.meetings if _within(m.day, period)]
    issues = [i for i in facts.issues if _within(i.collected, period)]
    tasks = [t for t in facts.tasks if not t.undated and _within(t.created, period)]
    speakers = [s for s in facts.speakers if _within(s.day, period)]
    done = [t for t in tasks if t.completed is not None or t.done_undated]
    due = [t for t in done if t.deadline is not None and not t.done_undated]
    heard = [t for t in done if t.satisfaction not in (None, Satisfaction.UNREACHABLE)]
    pleased = [t for t in heard if t.satisfaction in (Satisfaction.SATISFIED, Satisfaction.FAIRLY)]
    return Figures(
        period=period,
        meetings=_count((m.tier for m in meetings), Tier),
        attendance=Rate(sum(m.present for m in meetings), sum(m.expected for m in meetings)),
        heads=sum(m.present + m.others for m in meetings),
        outcomes=_ordered(Counter(o for m in meetings for o in m.outcomes)),
        topics=_ordered(Counter(i.topic for i in issues)),
        sources=_ordered(Counter(i.source for i in issues)),
        states=_count((i.state for i in issues), IssueState),
        tiers=_count((i.tier for i in issues), Tier),
        settled=Rate(sum(1 for i in issues if i.settled is not None), len(issues)),
        completed=Rate(len(done), len(tasks)),
        on_time=Rate(sum(1 for t in due if _kept(t)), len(due)),
        reported=Rate(sum(1 for t in done if t.reported is not None), len(done)),
        visited=Rate(sum(1 for t in done if t.visited is not None), len(done)),
        satisfied=Rate(len(pleased), len(heard)),
        closed=Rate(sum(1 for t in tasks if t.closed is not None), len(tasks)),
        days_to_settle=tuple(
            sorted(
                (i.settled - i.collected).days
                for i in issues
                if i.settled is not None and not i.undated
            )
        ),
        by_month=_months(meetings, issues, facts.tasks, period),
        undated=sum(1 for t in facts.tasks if t.undated),
        done_undated=sum(1 for t in done if t.done_undated),
        **_who_was_heard(speakers),
    )


def _within(day: date, period: Period) -> bool:
    return period.start <= day <= period.end


def _kept(task: TaskFact) -> bool:
    return (
        task.completed is not None and task.deadline is not None and task.completed <= task.deadline
    )


def _count(keys: Iterable[Key], kind: Iterable[Key]) -> dict[Key, int]:
    counted = Counter(keys)
    return {key: counted[key] for key in kind}


def _ordered(counted: Counter[Key]) -> dict[Key, int]:
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], str(pair[0]))))


def _who_was_heard(speakers: list[SpeakerFact]) -> dict[str, Any]:
    said: Counter[str] = Counter()
    for one in speakers:
        said[one.person] += one.speeches
    new = {one.person for one in speakers if not one.earlier}
    most = max(said.values(), default=0)
    return {
        "speakers": len(said),
        "first_time": Rate(len(new), len(said)),
        "loudest": Rate(most, sum(said.values())),
    }


def _months(
    meetings: Iterable[MeetingFact],
    issues: Iterable[IssueFact],
    tasks: Iterable[TaskFact],
    period: Period,
) -> tuple[tuple[str, int, int, int], ...]:
    held = Counter(f"{m.day:%Y-%m}" for m in meetings)
    collected = Counter(f"{i.collected:%Y-%m}" for i in issues)
    done = Counter(
        f"{t.completed:%Y-%m}"
        for t in tasks
        if t.completed is not None and _within(t.completed, period)
    )
    months = []
    year, month = period.start.year, period.start.month
    while (year, month) <= (period.end.year, period.end.month):
        key = f"{year}-{month:02d}"
        months.append((key, held[key], collected[key], done[key]))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(months)
