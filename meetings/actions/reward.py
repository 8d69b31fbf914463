"""积分: everybody's points, redeeming and correcting them, and the things offered for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from meetings.actions.change import on_body, on_value
from meetings.actions.volunteers import Callings
from meetings.community.people import called
from meetings.dataclass import dataclass
from meetings.matters import rewards
from meetings.matters.activities import Activity
from meetings.matters.duty import DutyTurn, LedgerRule, rate
from meetings.matters.followups import NotYet
from meetings.matters.rewards import Balance, PointEntry, Prize
from meetings.ports import Book, By, Records


@dataclass(frozen=True, slots=True)
class Rewards:
    """The points of a body in a period, its things, and every entry."""

    balances: tuple[Balance, ...]
    prizes: tuple[tuple[Prize, int | None], ...]
    """Each with the pieces that are left; None where nobody counts them."""
    entries: tuple[PointEntry, ...]
    """Of the period, the newest day first."""
    per_hour: int = 0
    """Points for an hour, as the body's rule has them; 0 while it has none."""


def rewards_of(
    records: Records, body: str, since: date = date.min, until: date = date.max
) -> Rewards:
    """The points that a body's people earned, redeemed and have left."""
    with records.reading() as book:
        entries = book.find(PointEntry, body=body)
        prizes = sorted(book.find(Prize, body=body), key=lambda one: (one.stopped, one.cost))
        balances = balances_in(book, body, since, until)
        per_hour = rate(next(iter(book.find(LedgerRule, body=body)), None))
    shown = [one for one in entries if since <= one.day <= until]
    return Rewards(
        balances, tuple((one, rewards.left_of(one, entries)) for one in prizes),
        tuple(sorted(shown, key=lambda one: (one.day, one.id), reverse=True)), per_hour,
    )  # fmt: skip


def balances_in(
    book: Book, body: str, since: date = date.min, until: date = date.max
) -> tuple[Balance, ...]:
    """Everybody's points, computed within a transaction."""
    turns = book.find(DutyTurn, body=body)
    if any(one.person for one in turns):
        people = Callings(book)
        turns = [
            replace(one, name=people.listed(body, one.person or "", one.name)) for one in turns
        ]
    work = rewards.work_of(turns, book.find(Activity, body=body))
    rule = next(iter(book.find(LedgerRule, body=body)), None)
    return rewards.balances(work, book.find(PointEntry, body=body), rule, since, until)


@contextmanager
def none_falls_below(book: Book, body: str) -> Iterator[None]:
    """Check after the block that it made nobody's points negative; raises NotEnoughPoints."""
    if not book.find(PointEntry, body=body):
        yield
        return
    before = {one.name: one.end for one in balances_in(book, body)}
    yield
    rewards.check_none_below(balances_in(book, body), before)


def _has(book: Book, body: str, name: str) -> int | None:
    """The balance; None where nothing was ever noted under this name."""
    points = {one.name: one.end for one in balances_in(book, body)}
    return points.get(called(name))


def _has_come(day: date, by: By) -> None:
    """Check that the day is not in the future; raises NotYet."""
    if day > by.at.date():
        raise NotYet(day=day)


@on_value("prize.keep")
def keep_prize(book: Book, by: By, prize: Prize) -> Prize:
    """Add or change a thing to be had; raises Missing, NotEnoughLeft."""
    saved = rewards.checked_prize(prize, book.find(PointEntry, body=prize.body))
    saved = replace(saved, id=saved.id or book.new_id())
    book.put(saved)
    return saved


@on_body("points.redeem")
def redeem(
    book: Book, by: By, body: str, name: str, prize: str, pieces: int, day: date, person: str = ""
) -> PointEntry:
    """Give out a thing for points, to a person (id) or whoever is called so; raises
    NotEnoughPoints, NotEnoughLeft, Missing, NotYet.
    """
    _has_come(day, by)
    name = Callings(book).listed(body, person, name)
    entry = rewards.redeemed(
        book.get(Prize, prize), name, pieces, day, _has(book, body, name),
        book.find(PointEntry, body=body),
    )  # fmt: skip
    saved = replace(entry, id=book.new_id())
    book.put(saved)
    return saved


@on_body("points.correct")
def correct(
    book: Book, by: By, body: str, name: str, points: int, day: date, reason: str, person: str = ""
) -> PointEntry:
    """Write more or fewer points, with the reason; raises ReasonNeeded, NotEnoughPoints, NotYet."""
    _has_come(day, by)
    name = Callings(book).listed(body, person, name)
    entry = rewards.corrected(body, name, points, day, reason, _has(book, body, name))
    saved = replace(entry, id=book.new_id())
    book.put(saved)
    return saved
