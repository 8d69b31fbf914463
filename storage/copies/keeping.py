"""The rule for which daily copies are kept, as data and a function of dates."""

from collections.abc import Callable, Iterable
from datetime import date

from meetings.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Keep:
    """For how many days, weeks and months with copies the newest copy is kept."""

    days: int = 7
    weeks: int = 4
    months: int = 12


def days_to_keep(days: Iterable[date], today: date, rule: Keep = Keep()) -> frozenset[date]:
    """The days whose copies are kept; the newest up to today always is.

    Days without a copy do not count, so that idle weeks cost nothing. A copy that was removed is
    never needed later. Copies dated in the future come from a wrong clock; they are kept, and do
    not count either.
    """
    there = set(days)
    newest_first = sorted((day for day in there if day <= today), reverse=True)
    found = {day for day in there if day > today} | set(newest_first[:1])
    for count, period in (
        (rule.days, date.toordinal),
        (rule.weeks, _week),
        (rule.months, _month),
    ):
        found.update(_newest_of_each(newest_first, period, count))
    return frozenset(found)


def _newest_of_each(
    newest_first: list[date], period: Callable[[date], object], count: int
) -> Iterable[date]:
    seen: dict[object, date] = {}
    for day in newest_first:
        seen.setdefault(period(day), day)
    return list(seen.values())[:count]


def _week(day: date) -> tuple[int, int]:
    year, week, _ = day.isocalendar()
    return year, week


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
