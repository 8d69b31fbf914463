"""The options for period and bodies that every command with figures has."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import click

from meetings.errors import MeetingError
from meetings.figures.periods import EVER, Length, Period, whole
from meetings.figures.scope import Scope
from meetings.matters.ledger import Reach
from meetings.ports import Records
from tui.cli.meant import one_body

EARLIEST, LATEST = 1900, 2200
"""The first and last year that can be asked for."""
_PART = re.compile(r"(\d{4})\D+(\d{1,2})\D*")


class WhichPeriod(MeetingError):
    """The text `wanted` names no month or quarter."""

    wanted: str


class OnePeriod(MeetingError):
    """More than one of year, quarter, month and days was given."""


class EndBeforeStart(MeetingError):
    """The last day comes before the first: `start`, `end`."""

    start: date
    end: date


class NotBegun(MeetingError):
    """The period has not begun; it begins on `start`."""

    start: date


_DAY = click.DateTime(["%Y-%m-%d"])
_OPTIONS = (
    click.option(
        "--year",
        type=click.IntRange(2000, 2100),
        help="哪一年（今年） · the year (default: this one)",
    ),
    click.option("--quarter", default="", help="哪一季度，如 2026-3 · the quarter, such as 2026-3"),
    click.option("--month", default="", help="哪一月，如 2026-11 · the month, such as 2026-11"),
    click.option("--from", "start", type=_DAY, help="从哪一天 · first day"),
    click.option("--to", "end", type=_DAY, help="到哪一天 · last day"),
    click.option(
        "--body",
        default="",
        help="机构名称或编号，不写就是全部 · name or id of the body (default: all)",
    ),
    click.option("--below", is_flag=True, help="含下级机构 · with the bodies below it"),
)


def of_a_period(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options for a period to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def period_meant(
    year: int | None, quarter: str, month: str, start: datetime | None, end: datetime | None,
    today: date,
) -> Period:  # fmt: skip
    """The period that the options name; this year for none.

    Raises OnePeriod, WhichPeriod, EndBeforeStart, NotBegun.
    """
    found = _named(year, quarter, month, start, end, today)
    if found.start > today:
        raise NotBegun(start=found.start)
    return found


def _named(
    year: int | None, quarter: str, month: str, start: datetime | None, end: datetime | None,
    today: date,
) -> Period:  # fmt: skip
    if sum(map(bool, (year, quarter, month, start or end))) > 1:
        raise OnePeriod
    if quarter:
        number, part = _part(quarter, 4)
        return whole(Length.QUARTER, date(number, part * 3, 1))
    if month:
        number, part = _part(month, 12)
        return whole(Length.MONTH, date(number, part, 1))
    if start or end:
        first = start.date() if start else EVER
        last = end.date() if end else today
        for day in (first, last):
            if not EARLIEST <= day.year <= LATEST:
                raise WhichPeriod(wanted=day.isoformat())
        if last < first:
            raise EndBeforeStart(start=first, end=last)
        return Period(first, last)
    return whole(Length.YEAR, date(year or today.year, 1, 1))


def _part(words: str, most: int) -> tuple[int, int]:
    found = _PART.fullmatch(words)
    if not found or not 2000 <= int(found[1]) <= 2100 or not 1 <= int(found[2]) <= most:
        raise WhichPeriod(wanted=words)
    return int(found[1]), int(found[2])


def scope_meant(records: Records, body: str, below: bool) -> Scope:
    """The bodies that the options name; all for none. Raises WhichBody."""
    from meetings.actions.scope import scope

    if not body:
        return scope(records, None, Reach.ALL)
    return scope(records, one_body(records, body).id, Reach.BELOW if below else Reach.OWN)
