"""Dates as people write them: 12-1, 12月1日, 3天, 一周, 下周五, 月底; and how far they reach."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from meetings.clean import squeeze
from meetings.errors import MeetingError


class DateNotUnderstood(MeetingError):
    """The words name no date: `text`; `why` is `words`, `calendar` or `range`."""


class TooManyMinutes(MeetingError):
    """A length of time beyond what a meeting can take: `minutes`, `most`."""


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


_WIDE = str.maketrans("０１２３４５６７８９－／．　", "0123456789-/. ")
_NUMERALS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_WEEKDAYS = {**{name: place for place, name in enumerate("一二三四五六日")}, "天": 6}
_NAMED_DAYS = {
    "今天": 0, "今日": 0, "today": 0, "明天": 1, "明日": 1, "tomorrow": 1, "后天": 2, "大后天": 3,
    "昨天": -1, "前天": -2, "半个月": 15, "半月": 15,
}  # fmt: skip
_NUMBER = r"(\d{1,4}|[一二两三四五六七八九十]{1,3})"
_FULL = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH_DAY = re.compile(rf"(?:(今年|明年))?{_NUMBER}[-/.月]{_NUMBER}[日号]?")
_DAY = re.compile(rf"(?:(本月|这个月|下月|下个月))?{_NUMBER}[日号]")
_SPAN = re.compile(rf"{_NUMBER}个?(天|日|周|星期|礼拜|月|年)(?:之?后|内|以后|以内)?")
_WEEKDAY = re.compile(r"(本|这|这个|下|下个|下下|下下个)?(?:周|星期|礼拜)([一二三四五六日天])")
_END = re.compile(r"(本|这个|下|下个)?(周|月|年)(?:末|底)")


def number(words: str) -> int:
    """The value of digits or of Chinese numerals up to 99."""
    if words.isdecimal():
        return int(words)
    if "十" in words:
        tens, _, ones = words.partition("十")
        return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)
    value = 0
    for word in words:
        value = value * 10 + _NUMERALS[word]
    return value


def understand(text: str, today: date) -> date:
    """The date that the words mean, seen from `today`.

    A month and day without a year is the next such day, today included. A bare weekday is the
    next one, today included; 本周五 is in this week (Monday to Sunday) even when past; 下周五 is in
    the week after. `月底` is the last day of the month, `周末` the Sunday. A month later than the
    31st is the last day of a shorter month. Raises DateNotUnderstood, also for a day that records
    may not hold.
    """
    words = squeeze(text.translate(_WIDE)).lower()
    if not words:
        raise DateNotUnderstood(text=text, why="words")
    try:
        found = _named(words, today)
    except (ValueError, OverflowError, KeyError) as error:
        raise DateNotUnderstood(text=text, why="calendar") from error
    if found is None:
        raise DateNotUnderstood(text=text, why="words")
    if not in_range(found):
        raise DateNotUnderstood(text=text, why="range")
    return found


def _named(words: str, today: date) -> date | None:
    if words in _NAMED_DAYS:
        return today + timedelta(days=_NAMED_DAYS[words])
    for pattern in (_FULL, _COMPACT):
        if match := pattern.fullmatch(words):
            year, month, day = (int(part) for part in match.groups())
            return date(year, month, day)
    for pattern, read in (
        (_MONTH_DAY, _month_day), (_DAY, _day), (_SPAN, _span), (_WEEKDAY, _weekday), (_END, _end),
    ):  # fmt: skip
        if match := pattern.fullmatch(words):
            return read(match, today)
    return None


def _month_day(match: re.Match[str], today: date) -> date:
    which, month, day = match[1], number(match[2]), number(match[3])
    if which:
        return date(today.year + (which == "明年"), month, day)
    if (month, day) == (2, 29):
        return _next_leap_day(today)
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _next_leap_day(today: date) -> date:
    for year in range(today.year, today.year + 9):
        if monthrange(year, 2)[1] == 29 and date(year, 2, 29) >= today:
            return date(year, 2, 29)
    raise ValueError("no leap day")


def _day(match: re.Match[str], today: date) -> date:
    """`15日` is the next 15th that exists; with 本月 or 下月 that month's."""
    which, day = match[1], number(match[2])
    if which:
        first = _months_later(today.replace(day=1), int(which.startswith("下")))
        return first.replace(day=day)
    for months in range(3):
        first = _months_later(today.replace(day=1), months)
        if 1 <= day <= monthrange(first.year, first.month)[1] and first.replace(day=day) >= today:
            return first.replace(day=day)
    raise ValueError("no such day")


def _span(match: re.Match[str], today: date) -> date:
    count, unit = number(match[1]), match[2]
    if unit in ("天", "日"):
        return today + timedelta(days=count)
    if unit in ("周", "星期", "礼拜"):
        return today + timedelta(weeks=count)
    return _months_later(today, count * (12 if unit == "年" else 1))


def _weekday(match: re.Match[str], today: date) -> date:
    which, weekday = match[1] or "", _WEEKDAYS[match[2]]
    if not which:
        return today + timedelta(days=(weekday - today.weekday()) % 7)
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(days=weekday, weeks=which.count("下"))


def _end(match: re.Match[str], today: date) -> date:
    later, unit = int((match[1] or "").startswith("下")), match[2]
    if unit == "周":
        return today - timedelta(days=today.weekday()) + timedelta(days=6, weeks=later)
    if unit == "年":
        return date(today.year + later, 12, 31)
    first = _months_later(today.replace(day=1), later)
    return first.replace(day=monthrange(first.year, first.month)[1])


def _months_later(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
