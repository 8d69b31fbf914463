"""What one cell of a table says: text, a number, a day, a time, yes or no."""

import re
import sys
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from meetings.clean import clean, is_blank, squeeze, trim
from meetings.dates import WrittenDay, read_day
from meetings.day_range import DateNotUnderstood, in_range

T = TypeVar("T")
Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""What readers of tables hand over; an empty cell is None or an empty text."""

_UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
"""Marks without width, which spreadsheets and web pages leave inside names."""
EXCEL_START = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)
"""Day numbers of 1954 to 2119; outside a number is hardly meant as a day."""
_SQUARE_METRES = re.compile(r"(?:m2|平方米|平米|平方|平|方)$", re.I)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_LOST_ZERO = re.compile(r"\d{4}\.1|\d{1,2}\.[1-3]")
"""A number that was 2026.1 or 2026.10, 9.3 or 9.30 when it was typed."""
_CLOCK = re.compile(r"(上午|早上|下午|晚上|中午)?(\d{1,2})[:时点](?:(\d{1,2})分?)?(?::\d{1,2})?")
_AFTERNOON = ("下午", "晚上")
_BREAKS = re.compile(r"\s*\n\s*")
_ROUNDED = re.compile(r"\d(?:\.\d+)?e[+]?\d{1,2}", re.I)
NOTHING = frozenset({"无", "没有", "暂无", "不详", "未知", "/", "-", "--", "—", "——", "无电话"})
"""What people write into a cell of which they know nothing."""
NOBODY = NOTHING | {"待定", "未定", "待明确", "待落实", "待确定", "未明确", "空缺", "？", "?"}
"""What people write where nobody has been found yet who does it."""
YES = frozenset({"是", "有", "√", "✓", "1", "y", "yes", "true"})
NO = frozenset({"否", "无", "没有", "×", "x", "0", "n", "no", "false"})


class NotUnderstood(Exception):
    """A cell does not say what its column asks for: `why`, and the facts of the sentence."""

    def __init__(self, why: str, **facts: str | int) -> None:
        super().__init__(why)
        self.why, self.facts = why, facts


def plain(text: str) -> str:
    """Compatibility forms made one, without blanks: what column names are compared by."""
    return squeeze(unicodedata.normalize("NFKC", text))


def is_rounded(said: str) -> bool:
    """1.39E+10: a number of which the spreadsheet has lost the last digits."""
    return _ROUNDED.fullmatch(said) is not None


def is_empty(cell: Cell) -> bool:
    """Whether nothing stands in the cell that can be seen."""
    if isinstance(cell, str) and (cell[:1].isdecimal() or "\u4e00" <= cell[:1] <= "\u9fff"):
        return False  # what most cells begin with; the letters also have some that are not drawn
    return (not cell and cell in (None, "")) or (isinstance(cell, str) and is_blank(cell))


def text(cell: Cell, limit: int = 20_000) -> str:
    """The text of a cell, cleaned; a whole number comes without a decimal point."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        said = cell
    elif isinstance(cell, bool):
        said = "是" if cell else "否"
    elif isinstance(cell, float):
        said = str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else str(cell)
    elif isinstance(cell, datetime) and cell.time() == time():
        said = cell.date().isoformat()
    else:
        said = str(cell)
    said = trim(said)
    if not (said.isascii() and said.isprintable()):
        said = trim(clean(said.translate(_UNSEEN)).text)
    if len(said) > limit:
        raise NotUnderstood("too_long", length=len(said), limit=limit)
    return said


def beginning(cell: Cell, most: int = 60) -> str:
    """The beginning of what a cell says, to name it by; it is never refused for its length."""
    return text(cell[: 2 * most + 100] if isinstance(cell, str) else cell)[:most]


def one_line(cell: Cell) -> str:
    """All that a cell says in one line, for a list without columns, whose reader refuses."""
    return _BREAKS.sub(" ", text(cell, sys.maxsize))


def line(cell: Cell, limit: int) -> str:
    """A text of one line."""
    said = text(cell)
    if "\n" in said:
        said = _BREAKS.sub(" ", said)
    if len(said) > limit:
        raise NotUnderstood("too_long", length=len(said), limit=limit)
    return said


def whole(cell: Cell) -> int | None:
    """A whole number of 0 or more; None where nothing stands."""
    said = plain(text(cell)).rstrip("人票名次")
    if not said:
        return None
    if not (said.isascii() and said.isdecimal()) or len(said) > 9:
        raise NotUnderstood("not_a_number", value=beginning(cell, 30))
    return int(said)


def hundredths(cell: Cell) -> int | None:
    """An area in hundredths; None where nothing stands."""
    said = _SQUARE_METRES.sub("", plain(text(cell)))
    if not said:
        return None
    if _THOUSANDS.fullmatch(said):
        said = said.replace(",", "")
    try:
        value = Decimal(said) * 100
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or not (0 < value < 10**10) or value != value.to_integral_value():
        raise NotUnderstood("not_an_area", value=said[:30])
    return int(value)


_TELLS = {"calendar": "no_such_day", "range": "year_out_of_range", "year": "no_year",
          "order": "which_is_the_day", "feast": "which_day"}  # fmt: skip


def written_day(
    cell: Cell, year: int | None = None, day_first: bool | None = None
) -> WrittenDay | None:
    """What a cell says of a day: a date, Excel's number, or words; None where nothing stands.

    `year` and `day_first` are those of the file. Raises NotUnderstood where the words name a day
    that there is not, or one that must be asked for.
    """
    if isinstance(cell, datetime | date):
        day = cell.date() if isinstance(cell, datetime) else cell
        if not in_range(day):
            raise NotUnderstood("year_out_of_range", value=day.isoformat())
        return WrittenDay(day, day)
    said = text(cell)
    if not said:
        return None
    if not isinstance(cell, bool) and _SERIAL.fullmatch(plain(said)):
        number = int(plain(said)[:5])
        if number in _SERIALS:
            day = EXCEL_START + timedelta(days=number)
            return WrittenDay(day, day)
    if isinstance(cell, float) and _LOST_ZERO.fullmatch(said):
        raise NotUnderstood("lost_zero", value=said)
    try:
        return read_day(said, year, day_first)
    except DateNotUnderstood as wrong:
        raise NotUnderstood(_TELLS[str(wrong.why)], value=said[:30]) from None


def day(cell: Cell) -> date | None:
    """A day with its year: a date, 2026-9-1, 2026年9月1日, 20260901, 2026年底, Excel's number."""
    said = written_day(cell)
    if said is None:
        return None
    if said.until is None:
        raise NotUnderstood("not_a_day", value=said.words[:30])
    return said.until


def clock(cell: Cell) -> time | None:
    """A time of day: 14:30, 下午2:30, 14时30分, or Excel's fraction of a day."""
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    if isinstance(cell, timedelta):
        cell = cell.total_seconds() / 86_400
    if isinstance(cell, float) and 0 <= cell < 1:
        minutes = round(cell * 1440) % 1440
        return time(minutes // 60, minutes % 60)
    said = plain(text(cell))
    if not said:
        return None
    match = _CLOCK.fullmatch(said)
    if match is not None:
        hour, minute = int(match[2]), int(match[3] or 0)
        if match[1] in _AFTERNOON and hour < 12:
            hour += 12
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise NotUnderstood("not_a_time", value=said[:30])


def yes_no(cell: Cell) -> bool | None:
    """是 or 否; None where nothing stands."""
    if isinstance(cell, bool):
        return cell
    said = plain(text(cell)).lower()
    if not said:
        return None
    if said in YES:
        return True
    if said in NO:
        return False
    raise NotUnderstood("not_yes_no", value=said[:30])


def names(cell: Cell, limit: int = 100) -> tuple[str, ...]:
    """Several names in one cell, apart by 、 or commas."""
    parts = (trim(part) for part in re.split(r"[、，,；;/\n]+", text(cell)))
    found = tuple(dict.fromkeys(part for part in parts if part))
    for part in found:
        if len(part) > limit:
            raise NotUnderstood("too_long", length=len(part), limit=limit)
    return found


def in_column(column: str, read: Callable[[Cell], T], cell: Cell) -> T:
    """Read a cell; what it does not say is told with its column."""
    try:
        return read(cell)
    except NotUnderstood as wrong:
        raise NotUnderstood(wrong.why, column=column, **wrong.facts) from None


def one_of(column: str, cell: Cell, meanings: Mapping[str, T], shown: int = 12) -> T | None:
    """The meaning of a word in a column; raises NotUnderstood with the first words there are."""
    word = plain(in_column(column, text, cell))
    if not word:
        return None
    for one, meaning in meanings.items():
        if plain(one) == word:
            return meaning
    known = "、".join(list(meanings)[:shown])
    raise NotUnderstood("unknown_word", column=column, value=word[:30], known=known)
