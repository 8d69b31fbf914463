"""Which of many daily copies are kept: a rule as data, and a function of dates alone."""

from collections.abc import Callable, Iterable
from datetime import date

from meetings.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Keep:
    """The newest copy of so many days, weeks and months that have one."""

    days: int = 7
    weeks: int = 4
    months: int = 12


def days_to_keep(days: Iterable[date], today: date, rule: Keep = Keep()) -> frozenset[date]:
    """The days whose copies stay; the newest up to today always does.

    Days without a copy do not count, so that weeks of rest cost nothing. What a shorter list
    lets go, a longer one never asks for. Copies of days to come were made while the clock was
    wrong: they stay, and take no place from the others.
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
