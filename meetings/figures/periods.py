"""The periods that figures are of: months, quarters, years, and from a day to a day."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from meetings.dataclass import dataclass

EVER = date(2000, 1, 1)
"""The first day of a period that is given without one."""
_DAY = timedelta(days=1)
_QUARTERS = "一二三四"


class Length(StrEnum):
    """The length of a period, which decides the kind of report."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, first and last included."""

    start: date
    end: date

    def has(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.start <= day <= self.end

    @property
    def eve(self) -> date:
        """The day before it begins."""
        return self.start - _DAY

    @property
    def length(self) -> Length:
        """Whether it is a whole month, quarter or year."""
        for length in (Length.MONTH, Length.QUARTER, Length.YEAR):
            if self == whole(length, self.start):
                return length
        return Length.OTHER

    @property
    def words(self) -> str:
        """`2026年3月`, `2026年第一季度`, `2026年`, or from a day to a day, as papers say it."""
        start, length = self.start, self.length
        if length is Length.MONTH:
            return f"{start.year}年{start.month}月"
        if length is Length.QUARTER:
            return f"{start.year}年第{_QUARTERS[(start.month - 1) // 3]}季度"
        if length is Length.YEAR:
            return f"{start.year}年"
        until = f"{self.end.year}年{self.end.month}月{self.end.day}日"
        if start <= EVER:
            return f"截至{until}"
        return f"{start.year}年{start.month}月{start.day}日至{until}"

    def months(self) -> Iterator["Period"]:
        """The months it covers, the first and last cut to the days within it."""
        first = self.start
        while first <= self.end:
            month = whole(Length.MONTH, first)
            yield Period(first, min(month.end, self.end))
            first = month.end + _DAY


def whole(length: Length, day: date) -> Period:
    """The whole month, quarter or year in which a day lies; OTHER gives the day alone."""
    if length is Length.OTHER:
        return Period(day, day)
    if length is Length.YEAR:
        return Period(date(day.year, 1, 1), date(day.year, 12, 31))
    months = 1 if length is Length.MONTH else 3
    first = (day.month - 1) // months * months + 1
    last = first + months
    after = date(day.year + 1, 1, 1) if last > 12 else date(day.year, last, 1)
    return Period(date(day.year, first, 1), after - _DAY)


def before(period: Period) -> Period:
    """The period of the same length before it; of any other period as many days before."""
    if period.length is Length.OTHER:
        return Period(period.eve - (period.end - period.start), period.eve)
    return whole(period.length, period.eve)


def after(period: Period) -> Period:
    """The one of the same length after it."""
    first = period.end + _DAY
    if period.length is Length.OTHER:
        return Period(first, first + (period.end - period.start))
    return whole(period.length, first)


def same_last_year(period: Period) -> Period | None:
    """The same month, quarter or year a year before (去年同期); None for a period of one's own."""
    if period.length is Length.OTHER:
        return None
    return whole(period.length, date(period.start.year - 1, period.start.month, 1))
