"""Stock and flow: open at the beginning + new + taken up again − ended = open at the end."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from enum import StrEnum

from meetings.dataclass import dataclass
from meetings.figures.facts import Deadline, Turn, TurnKind
from meetings.figures.periods import Period

VOID = "void"
"""The end of an entry made by mistake (作废), which only `voided` counts."""
AGES = (30, 90, 180, 365)
"""Upper limits, in days, of the groups into which open matters fall by age."""


class Stage(StrEnum):
    """Where a matter stands on a day."""

    NOT_YET = "not_yet"
    OPEN = "open"
    DONE = "done"
    """The work is done (办结) and the matter has not ended."""
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Course:
    """What happened to one matter in a period, as of a day."""

    begin: Stage
    end: Stage
    how: str = ""
    """How it ended, where it has."""
    new: bool = False
    again: int = 0
    """How often it had ended and was taken up again."""
    ends: tuple[str, ...] = ()
    done: bool = False
    """It was done at some time of the period."""
    was_open: bool = False
    """It was open, and not yet done, at some time of the period."""
    turns: tuple[Turn, ...] = ()
    """Those of the period, each with the day from which it counts."""
    since: date | None = None
    """The day it began; None where nobody said."""
    unknown: bool = False
    """A day that nobody said decides whether it belongs to the period: it is left out."""
    end_unknown: bool = False
    """Whether an unknown day decides in which state it is at the end."""
    finished: bool = False
    """At the end the work is done, whether and however the matter ended since."""
    unsure: frozenset[TurnKind] = frozenset()
    """Kinds of undated changes that leave the stock as it is: they may be of the period or not."""

    @property
    def open(self) -> bool:
        """Whether it has begun and not ended at the end of the period."""
        return self.end in (Stage.OPEN, Stage.DONE) and not self.end_unknown

    @property
    def void(self) -> bool:
        """Whether it was entered by mistake."""
        return self.end is Stage.ENDED and self.how == VOID

    @property
    def moves(self) -> bool:
        """Whether it counts in stock and flow; an entry by mistake only if it was open before."""
        return not self.void or (self.begin is not Stage.NOT_YET and not self.unknown)


_TO = {
    TurnKind.BEGUN: Stage.OPEN, TurnKind.AGAIN: Stage.OPEN, TurnKind.DONE: Stage.DONE,
    TurnKind.ENDED: Stage.ENDED,
}  # fmt: skip


def _days(turns: Sequence[Turn]) -> list[date]:
    """From which day each counts: none before the one before it, and what nobody dated at the
    latest when it was written down, or when what came after it happened."""
    days, latest = [turn.day for turn in turns], date.max
    for place in range(len(turns) - 1, -1, -1):
        if turns[place].known:
            latest = min(latest, days[place])
        else:
            days[place] = min(days[place], latest)
    for place in range(1, len(days)):
        days[place] = max(days[place], days[place - 1])
    return days


def course(turns: Sequence[Turn], period: Period, until: date) -> Course:
    """What became of a matter in a period, as of the end of the day `until`.

    No turn comes before the one before it, whatever days were typed.
    """
    eve, stage, begin, how = period.eve, Stage.NOT_YET, Stage.NOT_YET, ""
    new, again, done, unknown, end_unknown = False, 0, False, False, False
    was_open: bool | None = None
    finished = False
    ends: list[str] = []
    seen: list[Turn] = []
    unsure: set[TurnKind] = set()
    low, since = date.min, None
    for turn, day in zip(turns, _days(turns), strict=True):
        across = not turn.known and (low <= eve < day or low <= until < day)
        if across and turn.kind in _TO:
            unknown = unknown or low <= eve < day
            end_unknown = end_unknown or low <= until < day
        elif across:
            unsure.add(turn.kind)
        if turn.known:
            low = day
        if turn.kind is TurnKind.BEGUN and turn.known:
            since = day
        if day > until:
            continue
        if day > eve and was_open is None:
            begin, was_open = stage, stage is Stage.OPEN
        to = _TO.get(turn.kind, stage)
        if stage is Stage.ENDED and to is not Stage.OPEN:
            to = stage
        if day > eve:
            if not across or turn.kind in _TO:
                seen.append(Turn(turn.kind, day, turn.known, turn.how))
            new = new or turn.kind is TurnKind.BEGUN
            done = done or (turn.kind is TurnKind.DONE and stage is not Stage.ENDED)
            if to is Stage.ENDED and stage is not Stage.ENDED:
                ends.append(turn.how)
            if stage is Stage.ENDED and to is Stage.OPEN:
                again += 1
            was_open = was_open or to is Stage.OPEN
        if to is Stage.ENDED and stage is not Stage.ENDED:
            how = turn.how
        if to is Stage.OPEN or to is Stage.DONE:
            finished = to is Stage.DONE
        stage = to
    if was_open is None:
        begin, was_open = stage, stage is Stage.OPEN
    return Course(
        begin, stage, how, new, again, tuple(ends), done, was_open, tuple(seen), since,
        unknown or end_unknown, end_unknown, finished, frozenset(unsure),
    )  # fmt: skip


def state_on(turns: Sequence[Turn], first: str, day: date) -> str:
    """The state of a matter at the end of a day by its turns; `first` before any of them."""
    found = first
    for turn, since in zip(turns, _days(turns), strict=True):
        if since <= day and turn.kind in (TurnKind.MOVED, TurnKind.AGAIN, TurnKind.ENDED):
            found = turn.how
    return found


def deadline_on(deadlines: Iterable[Deadline], day: date) -> date | None:
    """The deadline that counted on a day."""
    found = None
    for one in deadlines:
        if one.since <= day:
            found = one.day
    return found


@dataclass(frozen=True, slots=True)
class Flow:
    """Stock and flow of the matters of a period; those with an unknown day stand apart."""

    begin: int = 0
    new: int = 0
    again: int = 0
    """Ended ones that were taken up again."""
    ended: Mapping[str, int] = field(default_factory=dict)
    """By how they ended."""
    end: int = 0
    done: int = 0
    """Done in the period (办结), ended or not; void is not done."""
    waiting: int = 0
    """Of those open at the end, done and waiting for the resident's word."""
    late: int = 0
    """Of those open at the end, past their deadline and not done."""
    ages: Mapping[str, int] = field(default_factory=dict)
    """Of those open at the end, by the days since they began."""
    unknown: int = 0
    """Left out: a day that nobody said decides whether they belong to the period."""
    unknown_open: int = 0
    """Of these, known to be open at the end."""
    unknown_late: int = 0

    @property
    def ends(self) -> int:
        """All that ended."""
        return sum(self.ended.values())

    @property
    def all_open(self) -> int:
        """Open at the end, those of unknown days with them."""
        return self.end + self.unknown_open

    @property
    def all_late(self) -> int:
        """Past their deadline at the end, those of unknown days with them."""
        return self.late + self.unknown_late


AGE_UNKNOWN = "?"
_AGE_WORDS = [f"-{most}" for most in AGES] + [f">{AGES[-1]}", AGE_UNKNOWN]
"""`-30` up to thirty days, …, `>365` over a year."""


def age_of(since: date | None, day: date) -> str:
    """The age group of a matter on a day, such as `-30` or `>365`."""
    if since is None:
        return AGE_UNKNOWN
    days = (day - since).days
    return next((f"-{most}" for most in AGES if days <= most), f">{AGES[-1]}")


def flow(courses: Iterable[Course], late: Iterable[bool], until: date) -> Flow:
    """Add up what became of many; `late` says of each whether it is past its deadline.

    What came and turned out void in the period is in none of it.
    """
    begin = new = again = end = done = waiting = overdue = 0
    unknown = unknown_open = unknown_late = 0
    ended: Counter[str] = Counter()
    ages: Counter[str] = Counter()
    for one, is_late in zip(courses, late, strict=True):
        if not one.moves:
            continue
        if one.unknown:
            unknown += 1
            unknown_open += one.open
            unknown_late += is_late
            continue
        begin += one.begin in (Stage.OPEN, Stage.DONE)
        new += one.new
        again += one.again
        ended.update(one.ends)
        done += one.done and not one.void
        if one.open:
            end += 1
            waiting += one.end is Stage.DONE
            overdue += is_late
            ages[age_of(one.since, until)] += 1
    return Flow(
        begin, new, again, dict(sorted(ended.items())), end, done, waiting, overdue,
        {word: ages[word] for word in _AGE_WORDS if ages[word]},
        unknown, unknown_open, unknown_late,
    )  # fmt: skip
