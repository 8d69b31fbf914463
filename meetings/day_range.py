"""Which days and lengths of time records may hold, asked of every row that is read or written."""

from datetime import date, datetime, timedelta
from typing import Literal

from meetings.errors import MeetingError


class DateNotUnderstood(MeetingError):
    """The words name no date: `text` and `why`.

    `why` is `words` (they name none), `calendar` (there is no such day), `range` (outside of what
    records may hold), `year` (a month and day without a year), `order` (3/9/2026: which is the
    day?) or `feast` (国庆前: which day is meant must be asked).
    """

    text: str
    why: Literal["words", "calendar", "range", "order", "feast", "year"]


class TooManyMinutes(MeetingError):
    """A length of time beyond what a meeting can take: `minutes`, `most`."""

    minutes: int
    most: int


FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
"""The days that records may hold. What lies outside is a slip of the finger or a damaged file."""

MOST_MINUTES = 1440
"""The longest time that may be planned for an item or a meeting."""


def in_range(day: date) -> bool:
    """Whether a day, or the day of a moment, is one that records may hold."""
    plain = day.date() if isinstance(day, datetime) else day
    return FIRST_DAY <= plain <= LAST_DAY


def check_range(day: date) -> None:
    """Refuse a day or moment that records may not hold; raises DateNotUnderstood (`range`)."""
    if not in_range(day):
        raise DateNotUnderstood(text=day.isoformat()[:10], why="range")


def check_minutes(minutes: int) -> None:
    """Refuse a length of time that no meeting takes; raises TooManyMinutes."""
    if not 0 <= minutes <= MOST_MINUTES:
        raise TooManyMinutes(minutes=minutes, most=MOST_MINUTES)


def minutes_later(moment: datetime, minutes: int) -> datetime:
    """The moment so many minutes later; one from a damaged file counts as 60 days at most."""
    return moment + timedelta(minutes=max(0, min(minutes, 60 * MOST_MINUTES)))
