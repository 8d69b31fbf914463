"""值守: volunteers' turns of duty on a task, their hours and head-counts, and points for them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from meetings.clean import is_blank
from meetings.community.people import called
from meetings.dataclass import dataclass
from meetings.errors import MeetingError


class BadTurn(MeetingError):
    """A turn of duty is not possible: `why` (name, order, long, heads)."""

    why: Literal["name", "order", "long", "heads"]


LONGEST = 24 * 60
"""Minutes; a longer turn is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class DutyTurn:
    """One turn on a task: who stood there, from when to when, with how many."""

    id: str
    body: str
    follow_up: str
    name: str
    starts_at: datetime
    ends_at: datetime
    heads: int = 1
    """How many people stood there; a group is one turn with its head-count."""
    person: str | None = None
    note: str = ""

    @property
    def minutes(self) -> int:
        """How long the turn was, in whole minutes."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def person_minutes(self) -> int:
        """Minutes counted for each head."""
        return self.minutes * self.heads


@dataclass(frozen=True, slots=True)
class PointGroup:
    """Persons whose hours count for more: 低龄老人、困境人群."""

    name: str
    percent: int = 200
    """200 is double."""
    people: tuple[str, ...] = ()
    """Names, as the turns of duty write them."""


@dataclass(frozen=True, slots=True)
class LedgerRule:
    """A body's one rule for its ledger: days for giving a task back, and points for duty."""

    id: str
    body: str
    decline_days: int = 5
    per_hour: int = 0
    """Points for an hour of duty; 0 while the body has fixed none, and nothing is earned."""
    groups: tuple[PointGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class DutySums:
    """The totals of several turns."""

    turns: int
    heads: int
    """人次: every turn counts each of its heads."""
    person_minutes: int

    @property
    def hours(self) -> str:
        """Person-hours with one decimal, rounded down: 12.5."""
        return hours_text(self.person_minutes)


@dataclass(frozen=True, slots=True)
class PointLine:
    """One person's duty and points."""

    name: str
    turns: int
    person_minutes: int
    percent: int
    points: int
    group: str = ""


def check(turn: DutyTurn) -> None:
    """Raise BadTurn for a turn without a name, time or head, or of more than a day."""
    if is_blank(turn.name):
        raise BadTurn(why="name")
    if turn.heads < 1:
        raise BadTurn(why="heads")
    if turn.ends_at <= turn.starts_at:
        raise BadTurn(why="order")
    if turn.minutes > LONGEST:
        raise BadTurn(why="long")


def sums(turns: Iterable[DutyTurn]) -> DutySums:
    """How many turns, how many heads, how many person-minutes."""
    listed = tuple(turns)
    return DutySums(
        len(listed), sum(t.heads for t in listed), sum(t.person_minutes for t in listed)
    )


def hours_text(minutes: int) -> str:
    """Minutes as hours with one decimal, rounded down."""
    hours, rest = divmod(minutes, 60)
    tenths = rest // 6
    return f"{hours}.{tenths}" if tenths else str(hours)


def factor(rule: LedgerRule | None, name: str) -> tuple[int, str]:
    """(percent, group) for a person: of several groups the one that counts most."""
    groups = [g for g in rule.groups if called(name) in map(called, g.people)] if rule else []
    best = max(groups, key=lambda g: g.percent, default=None)
    return (best.percent, best.name) if best else (100, "")


def rate(rule: LedgerRule | None) -> int:
    """Points for an hour as the body fixed them; 0 where it did not."""
    return rule.per_hour if rule else 0


def points(minutes: int, per_hour: int, percent: int) -> int:
    """Whole points for minutes of duty: rounded down once, over everything a person did."""
    return minutes * per_hour * percent // 6000


def table(turns: Iterable[DutyTurn], rule: LedgerRule | None) -> list[PointLine]:
    """The points of each person, the most first; a group under its name counts its heads."""
    by_name: dict[str, list[DutyTurn]] = {}
    for turn in turns:
        by_name.setdefault(called(turn.name), []).append(turn)
    per_hour = rate(rule)
    lines = []
    for name, own in by_name.items():
        minutes = sum(turn.person_minutes for turn in own)
        percent, group = factor(rule, name)
        earned = points(minutes, per_hour, percent)
        lines.append(PointLine(name, len(own), minutes, percent, earned, group))
    return sorted(lines, key=lambda line: (-line.points, line.name))
