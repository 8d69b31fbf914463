"""Dates as people write them, typed or in a file: 12-1, 3天, 下周五, 2026年9月底前, 尽快."""

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta

from meetings.clean import squeeze, trim
from meetings.dataclass import dataclass
from meetings.day_range import DateNotUnderstood, in_range

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
    "昨天": -1, "昨日": -1, "前天": -2, "大前天": -3, "半个月": 15, "半月": 15,
    "dayaftertomorrow": 2, "yesterday": -1,
}  # fmt: skip
_NUMBER = r"(\d{1,4}|[一二两三四五六七八九十]{1,3})"
_FULL = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH_DAY = re.compile(rf"(?:(今年|明年|去年))?{_NUMBER}[-/.月]{_NUMBER}[日号]?")
_DAY = re.compile(rf"(?:(本月|这个月|下月|下个月|上月|上个月))?{_NUMBER}[日号]")
_SPAN = re.compile(rf"{_NUMBER}个?(天|日|周|星期|礼拜|月|年)(?:之?后|内|以后|以内)?")
_AGO = re.compile(rf"{_NUMBER}个?(天|日|周|星期|礼拜|月|年)(?:之|以)?前")
_WEEKDAY = re.compile(
    r"(本|这|这个|下|下个|下下|下下个|上|上个|上上|上上个)?(?:周|星期|礼拜)([一二三四五六日天])"
)
_END = re.compile(r"(本|这个|下|下个|上|上个)?(周|月|年)(?:末|底)")


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """What a file says of a day."""

    day: date | None
    """The day; None where only a month or year, or no day at all, is said."""
    until: date | None
    """The last day that the words can mean: what counts where a deadline is written."""
    words: str = ""
    """The words themselves where they say more or less than the day (前, 左右, 尽快); else ""."""


_CLOCK_BEHIND = re.compile(
    r"(?<=[\d日号])(?:\s+|t|(?=[上下晚中]))(?:上午|下午|晚上)?\d{1,2}[:时点](?:\d{1,2}分?)?(?::\d{1,2}(?:\.\d+)?)?"
    r"\s*(?:z|[+-]\d{2}:?\d{2})?$"
)
_DASHES = re.compile(r"(?<=\d)[—–―−‐](?=\d)")
_WEEKDAY_BEHIND = re.compile(r"[(]?(?:周|星期|礼拜)[一二三四五六日天][)]?$")
_BEFORE = re.compile(r"^(?:截至|截止到?|最迟|不晚于|大约|约|预计|计划|于|至|到)[:]?")
_BEHIND = re.compile(
    r"(?:上午|早上|中午|下午|晚上|之前|以前|前后|前完成|完成前|前|左右|之后|以后|后|为止|止|以内|内|起|开始|完成|办结)$"
)
_CHINESE_YEAR = re.compile(r"[〇零○0一二三四五六七八九]{4}(?=年)")
_CHINESE_PART = re.compile(r"[一二三四五六七八九十]{1,3}(?=[月日号])")
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?(份|底|末|[上中下]旬)?")
_YEAR = re.compile(r"(\d{4})年(?:底|末)?")
_NO_YEAR = re.compile(
    r"(?:(?:今年|本年度?)[-/.]?)?(\d{1,2}[-/.月]\d{1,2}[日号]?|\d{1,2}月(?:份|底|末|[上中下]旬)?)"
)
_THIS_YEAR = re.compile(r"(?:今|本)?年(?:底|末)")
_PART_OF_YEAR = re.compile(
    r"(?:(\d{4})年?|今年|本年度?)?(?:第?([一二三四1-4])季度?|([上下])半年)(?:底|末)?"
)
_FEAST = re.compile(r"(元旦|春节|清明|五一|劳动节|端午|七一|中秋|国庆|十一|双节|放假)(?:节|期间)?")
_TENTHS = {"上旬": 10, "中旬": 20}


def read_day(text: str, year: int | None = None, day_first: bool | None = None) -> WrittenDay:
    """The day that a file's words name, without regard to today.

    `year` is that of a month and day without one; `day_first` says how 3/9/2026 is meant. Words
    that name no day at all stay words. Raises DateNotUnderstood: `calendar`, `range`, `year`,
    `order`, `feast`.
    """
    plain = _DASHES.sub("-", trim(unicodedata.normalize("NFKC", text)).lower()).lstrip("'")
    bare = squeeze(_CLOCK_BEHIND.sub("", plain))
    exact = bare
    shorter = _WEEKDAY_BEHIND.sub("", bare)
    if shorter and shorter[-1] in "0123456789日号":
        bare = exact = shorter
    bare = _BEFORE.sub("", bare)
    while (shorter := _BEHIND.sub("", bare)) and shorter != bare:
        bare = shorter
    words = text if bare != exact else ""
    try:
        day, until = _span_of(_in_digits(bare), text, year, day_first)
    except (ValueError, OverflowError) as error:
        raise DateNotUnderstood(text=text, why="calendar") from error
    for one in (day, until):
        if one is not None and not in_range(one):
            raise DateNotUnderstood(text=text, why="range")
    return WrittenDay(day, until, words if day else trim(text))


def _in_digits(words: str) -> str:
    """二〇二六年九月三十日 → 2026年9月30日."""
    words = _CHINESE_YEAR.sub(
        lambda found: "".join(str(_NUMERALS.get(sign, 0)) for sign in found[0]), words
    )
    return _CHINESE_PART.sub(lambda found: str(number(found[0])), words)


def _span_of(
    words: str, text: str, year: int | None, day_first: bool | None
) -> tuple[date | None, date | None]:
    """The day, and the last day meant; ValueError where the calendar has none."""
    for pattern in (_FULL, _COMPACT):
        if match := pattern.fullmatch(words):
            day = date(*(int(part) for part in match.groups()))
            return day, day
    if match := _DAY_MONTH_YEAR.fullmatch(words):
        first, second, of = (int(part) for part in match.groups())
        if day_first is None and first <= 12 and second <= 12 and first != second:
            raise DateNotUnderstood(text=text, why="order")
        if day_first or first > 12:
            first, second = second, first
        day = date(of, first, second)
        return day, day
    if match := _MONTH.fullmatch(words):
        of, month = int(match[1]), int(match[2])
        return None, date(of, month, _TENTHS.get(match[3], monthrange(of, month)[1]))
    if match := _YEAR.fullmatch(words):
        return None, date(int(match[1]), 12, 31)
    if match := _PART_OF_YEAR.fullmatch(words):
        of = int(match[1]) if match[1] else _needed(year, text)
        month = 3 * number(match[2]) if match[2] else 6 if match[3] == "上" else 12
        return None, date(of, month, monthrange(of, month)[1])
    if _THIS_YEAR.fullmatch(words):
        return None, date(_needed(year, text), 12, 31)
    if match := _NO_YEAR.fullmatch(words):
        date(2000, *_month_and_day(match[1]))
        return _span_of(f"{_needed(year, text)}年{match[1].replace('-', '月')}", text, year, None)
    if _FEAST.fullmatch(words):
        raise DateNotUnderstood(text=text, why="feast")
    return None, None


def _month_and_day(words: str) -> tuple[int, int]:
    parts = [int(part) for part in re.findall(r"\d+", words)]
    return parts[0], parts[1] if len(parts) > 1 else 1


def _needed(year: int | None, text: str) -> int:
    if year is None:
        raise DateNotUnderstood(text=text, why="year")
    return year


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


def nearest(text: str, today: date) -> date:
    """The date that the words mean where it may have been or be to come: the nearer one of both.

    Of two as near the one to come. Raises DateNotUnderstood.
    """
    found: list[date] = []
    for past in (True, False):
        try:
            found.append(understand(text, today, past=past))
        except DateNotUnderstood:
            if not past and not found:
                raise
    return min(reversed(found), key=lambda day: abs(day - today))


def understand(text: str, today: date, *, past: bool = False) -> date:
    """The date that the words mean, seen from `today`.

    A month and day without a year is the next such day, today included. A bare weekday is the
    next one, today included; 本周五 is in this week (Monday to Sunday) even when past; 下周五 is in
    the week after. `月底` is the last day of the month, `周末` the Sunday. A month later than the
    31st is the last day of a shorter month. With `past`, for what has happened, each of these is
    the last one instead of the next. Raises DateNotUnderstood, also for a day that records may
    not hold.
    """
    words = squeeze(text.translate(_WIDE)).lower()
    if not words:
        raise DateNotUnderstood(text=text, why="words")
    try:
        found = _named(words, today, past) or _written(text)
    except (ValueError, OverflowError, KeyError) as error:
        raise DateNotUnderstood(text=text, why="calendar") from error
    if found is None:
        raise DateNotUnderstood(text=text, why="words")
    if not in_range(found):
        raise DateNotUnderstood(text=text, why="range")
    return found


def reads_as_day(text: str) -> bool:
    """Whether the words mean a day or a span of time: 7天, 下周五, 12月1日."""
    try:
        understand(text, date(2000, 1, 1))
    except DateNotUnderstood:
        return False
    return True


def _written(text: str) -> date | None:
    """A day written out with its year, or the last one that its month or year has."""
    try:
        return read_day(text).until
    except DateNotUnderstood as wrong:
        if wrong.why in ("calendar", "range", "order"):
            raise
        return None


_ENGLISH_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_ENGLISH_SPAN = re.compile(
    rf"(?:in)?(\d+|{'|'.join(_ENGLISH_NUMBERS)})(day|week|month|year)s?(ago)?"
)
_ENGLISH_WEEKDAY = re.compile(
    r"(next|this|last)?(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?"
)
_ENGLISH_END = re.compile(r"(?:the)?endof(?:the)?(next)?(week|month|year)")
_ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_ENGLISH_MONTH = f"(?P<month>{'|'.join(f'{m[:3]}(?:{m[3:]})?' for m in _ENGLISH_MONTHS)}|sept)"
_ENGLISH_DAY = (
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:of)?{_ENGLISH_MONTH},?(?P<year>\d{{4}})?"),
    re.compile(rf"{_ENGLISH_MONTH}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,(?P<year>\d{{4}}))?"),
)
_UNITS = {"day": "天", "week": "周", "month": "月", "year": "年"}


def _in_chinese(words: str) -> str | None:
    """The same in Chinese, of days as English writes them: `3days`, `nextfriday`, `5dec`."""
    if match := _ENGLISH_SPAN.fullmatch(words):
        count, unit = _ENGLISH_NUMBERS.get(match[1]) or int(match[1]), _UNITS[match[2]]
        return f"{count}{'个' if unit == '月' else ''}{unit}{'前' if match[3] else ''}"
    if match := _ENGLISH_WEEKDAY.fullmatch(words):
        days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        which = {"next": "下", "this": "本", "last": "上"}.get(match[1] or "", "")
        return f"{which}周{'一二三四五六日'[days.index(match[2])]}"
    if match := _ENGLISH_END.fullmatch(words):
        return f"{'下' if match[1] else ''}{_UNITS[match[2]]}{'末' if match[2] == 'week' else '底'}"
    for pattern in _ENGLISH_DAY:
        if match := pattern.fullmatch(words):
            begins = [name[:3] for name in _ENGLISH_MONTHS]
            month, year = begins.index(match["month"][:3]) + 1, match["year"]
            return f"{year}-{month}-{match['day']}" if year else f"{month}月{match['day']}日"
    return None


def _named(words: str, today: date, past: bool) -> date | None:
    words = _in_chinese(words) or words
    if words in _NAMED_DAYS:
        return today + timedelta(days=_NAMED_DAYS[words])
    for pattern in (_FULL, _COMPACT):
        if match := pattern.fullmatch(words):
            year, month, day = (int(part) for part in match.groups())
            return date(year, month, day)
    if past and (match := _AGO.fullmatch(words)):
        return _span(match, today, -1)
    for pattern, read in (
        (_MONTH_DAY, _month_day), (_DAY, _day), (_WEEKDAY, _weekday), (_END, _end),
    ):  # fmt: skip
        if match := pattern.fullmatch(words):
            return read(match, today, past)
    match = _SPAN.fullmatch(words)
    return None if match is None else _span(match, today, 1)


_YEARS = {"去年": -1, "今年": 0, "明年": 1}


def _month_day(match: re.Match[str], today: date, past: bool) -> date:
    which, month, day = match[1], number(match[2]), number(match[3])
    if which:
        return date(today.year + _YEARS[which], month, day)
    if (month, day) == (2, 29):
        return _leap_day(today, past)
    this_year = date(today.year, month, day)
    if past:
        return this_year if this_year <= today else date(today.year - 1, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _leap_day(today: date, past: bool) -> date:
    """The next 29th of February, or the last."""
    way = -1 if past else 1
    for year in range(today.year, today.year + 9 * way, way):
        if monthrange(year, 2)[1] == 29 and (date(year, 2, 29) - today).days * way >= 0:
            return date(year, 2, 29)
    raise ValueError("no leap day")


def _day(match: re.Match[str], today: date, past: bool) -> date:
    """`15日` is the next 15th that exists, or the last; with 上月, 本月, 下月 that month's."""
    which, day = match[1], number(match[2])
    if which:
        first = _months_later(today.replace(day=1), which.count("下") - which.count("上"))
        return first.replace(day=day)
    way = -1 if past else 1
    for months in range(0, 3 * way, way):
        first = _months_later(today.replace(day=1), months)
        if not 1 <= day <= monthrange(first.year, first.month)[1]:
            continue
        found = first.replace(day=day)
        if (found - today).days * way >= 0:
            return found
    raise ValueError("no such day")


def _span(match: re.Match[str], today: date, way: int) -> date:
    count, unit = number(match[1]) * way, match[2]
    if unit in ("天", "日"):
        return today + timedelta(days=count)
    if unit in ("周", "星期", "礼拜"):
        return today + timedelta(weeks=count)
    return _months_later(today, count * (12 if unit == "年" else 1))


def _weekday(match: re.Match[str], today: date, past: bool) -> date:
    which, weekday = match[1] or "", _WEEKDAYS[match[2]]
    if not which:
        if past:
            return today - timedelta(days=(today.weekday() - weekday) % 7)
        return today + timedelta(days=(weekday - today.weekday()) % 7)
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(days=weekday, weeks=which.count("下") - which.count("上"))


def _end(match: re.Match[str], today: date, past: bool) -> date:
    """Of this week, month or year; with `past` of the one before where it is still to come."""
    which, unit = match[1] or "", match[2]
    later = which.count("下") - which.count("上")
    found = _end_of(unit, later, today)
    return _end_of(unit, later - 1, today) if past and not which and found > today else found


def _end_of(unit: str, later: int, today: date) -> date:
    if unit == "周":
        return today - timedelta(days=today.weekday()) + timedelta(days=6, weeks=later)
    if unit == "年":
        return date(today.year + later, 12, 31)
    first = _months_later(today.replace(day=1), later)
    return first.replace(day=monthrange(first.year, first.month)[1])


def _months_later(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
