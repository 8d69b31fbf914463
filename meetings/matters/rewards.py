"""积分: points, earned by work under the body's rule, redeemed for things, and corrected."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum

from meetings.clean import is_blank, trim
from meetings.community.people import called
from meetings.dataclass import dataclass
from meetings.errors import MeetingError, Missing, ReasonNeeded
from meetings.matters.activities import Activity, ActivityKind, ActivityState
from meetings.matters.duty import DutyTurn, LedgerRule, factor, points, rate


class EntryKind(StrEnum):
    """What an entry records; earned points are computed and have no entry."""

    REDEEMED = "redeemed"
    CORRECTED = "corrected"


class NotEnoughPoints(MeetingError):
    """A person has fewer points than are to be taken away: `name`, `has`, `needs`."""

    name: str
    has: int | None
    """The balance; None where no points of this name are known at all."""
    needs: int
    """What is to be taken away."""


class NotEnoughLeft(MeetingError):
    """Fewer pieces of a thing are left than wanted: `name`, `left`, `wanted`."""

    name: str
    left: int
    wanted: int


@dataclass(frozen=True, slots=True)
class Prize:
    """A thing that points are redeemed for."""

    id: str
    body: str
    name: str
    cost: int
    stock: int | None = None
    """Pieces that there were in all; None where nobody counts them."""
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class PointEntry:
    """Points that were redeemed (below 0) or corrected, on a day."""

    id: str
    body: str
    kind: EntryKind
    name: str
    points: int
    day: date
    prize: str | None = None
    pieces: int = 0
    note: str = ""
    """Of a correction the reason; of what was redeemed what it was called then."""


@dataclass(frozen=True, slots=True)
class Work:
    """Minutes that somebody, or a group under its name, did on a day; None where nobody said."""

    name: str
    minutes: int
    day: date | None


@dataclass(frozen=True, slots=True)
class Balance:
    """One person's points in a period."""

    name: str
    minutes: int
    """Worked in the period."""
    begin: int
    earned: int
    corrected: int
    redeemed: int
    """Of the period, as a number of 0 or more."""
    group: str = ""
    percent: int = 100

    @property
    def end(self) -> int:
        """What is left at the end of the period."""
        return self.begin + self.earned + self.corrected - self.redeemed


def work_of(turns: Iterable[DutyTurn], activities: Iterable[Activity]) -> tuple[Work, ...]:
    """The work of each person in turns of duty and in activities that were held.

    Recruitments are left out, since whoever is recruited has not worked yet.
    """
    found = [Work(called(turn.name), turn.person_minutes, turn.starts_at.date()) for turn in turns]
    for one in activities:
        if one.state is ActivityState.HELD and one.kind is not ActivityKind.RECRUITMENT:
            found += [
                Work(called(came.name), came.person_minutes, one.day)
                for came in one.came
                if came.person_minutes
            ]
    return tuple(found)


def balances(
    work: Iterable[Work],
    entries: Iterable[PointEntry],
    rule: LedgerRule | None,
    since: date = date.min,
    until: date = date.max,
) -> tuple[Balance, ...]:
    """Everybody's points from `since` to `until`, those with most left first.

    Points are rounded down once over everything a person did up to a day, so that the periods add
    up. Work on a day that nobody said counts from the beginning.
    """
    did: dict[str, list[Work]] = {}
    for one in work:
        did.setdefault(one.name, []).append(one)
    written: dict[str, list[PointEntry]] = {}
    for entry in entries:
        written.setdefault(called(entry.name), []).append(entry)
    found = []
    for name in {**did, **written}:
        own = [one for one in did.get(name, ()) if one.day is None or one.day <= until]
        notes = [entry for entry in written.get(name, ()) if entry.day <= until]
        if not own and not notes:
            continue
        before = [one for one in own if one.day is None or one.day < since]
        percent, group = factor(rule, name)
        earned_before, earned = (_earned(some, rule, percent) for some in (before, own))
        begin = earned_before + sum(entry.points for entry in notes if entry.day < since)
        now = [entry for entry in notes if entry.day >= since]
        found.append(
            Balance(
                name, sum(one.minutes for one in own) - sum(one.minutes for one in before), begin,
                earned - earned_before,
                sum(entry.points for entry in now if entry.kind is EntryKind.CORRECTED),
                -sum(entry.points for entry in now if entry.kind is EntryKind.REDEEMED),
                group, percent,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.end, one.name)))


def _earned(work: Iterable[Work], rule: LedgerRule | None, percent: int) -> int:
    return points(sum(one.minutes for one in work), rate(rule), percent)


def left_of(prize: Prize, entries: Iterable[PointEntry]) -> int | None:
    """Pieces that are left; None where nobody counts them."""
    if prize.stock is None:
        return None
    return prize.stock - sum(entry.pieces for entry in entries if entry.prize == prize.id)


def checked_prize(prize: Prize, entries: Iterable[PointEntry]) -> Prize:
    """The thing checked and trimmed; raises Missing, or NotEnoughLeft for too small a stock."""
    if is_blank(prize.name):
        raise Missing(what="name")
    if prize.cost < 1:
        raise Missing(what="cost")
    left = left_of(prize, entries)
    if left is not None and left < 0:
        raise NotEnoughLeft(
            name=prize.name, left=(prize.stock or 0) - left, wanted=prize.stock or 0
        )
    return replace(prize, name=trim(prize.name))


def redeemed(
    prize: Prize, name: str, pieces: int, day: date, has: int | None,
    entries: Iterable[PointEntry],
) -> PointEntry:  # fmt: skip
    """The entry by which somebody redeems points; raises NotEnoughPoints, NotEnoughLeft."""
    if is_blank(name):
        raise Missing(what="name")
    left = left_of(prize, entries)
    if left is not None and left < pieces:
        raise NotEnoughLeft(name=prize.name, left=left, wanted=pieces)
    needs = prize.cost * pieces
    if (has or 0) < needs or pieces < 1:
        raise NotEnoughPoints(name=called(name), has=has, needs=needs)
    return PointEntry(
        "", prize.body, EntryKind.REDEEMED, called(name), -needs, day, prize.id, pieces, prize.name
    )


def corrected(body: str, name: str, by: int, day: date, reason: str, has: int | None) -> PointEntry:
    """A correction by `by` points, with a reason; raises ReasonNeeded, NotEnoughPoints, Missing."""
    if is_blank(name):
        raise Missing(what="name")
    if not by:
        raise Missing(what="points")
    if is_blank(reason):
        raise ReasonNeeded(act="points.correct")
    if (has or 0) + by < 0:
        raise NotEnoughPoints(name=called(name), has=has, needs=-by)
    return PointEntry("", body, EntryKind.CORRECTED, called(name), by, day, note=trim(reason))


def check_none_below(balances: Iterable[Balance], before: Mapping[str, int]) -> None:
    """Check that a change made nobody's balance negative; raises NotEnoughPoints."""
    for one in balances:
        if one.end < 0 and one.end < before.get(one.name, 0):
            had = before.get(one.name, 0)
            raise NotEnoughPoints(name=one.name, has=had, needs=had - one.end)
