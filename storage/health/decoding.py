"""Check that the values of a row are such as this program writes, before they are decoded.

SQLite takes days that no calendar has, numbers that no clock can add, and any JSON; whoever edits a
file by hand, or hands over a journal, can put them there.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from meetings.codec import without_none
from meetings.day_range import in_range
from meetings.limits import HIGHEST, HIGHEST_NUMBER
from storage.rows import Column, Table
from storage.values import UNREADABLE

Fits = Callable[[Any], bool]


class Reader:
    """Checks the rows of one table, column by column.

    Without `bounded` a day or number may be beyond what records may hold, as long as it is one: an
    earlier version let people write it, and the journal keeps what was corrected since.
    """

    def __init__(self, table: Table, *, bounded: bool = True) -> None:
        hints = get_type_hints(table.kind)
        checks = [
            (place, column.name, _column_fits(column, hints[column.name], bounded))
            for place, column in enumerate(table.columns)
        ]
        self._checks = tuple((place, name, fits) for place, name, fits in checks if fits)
        self._by_name = {name: fits for _, name, fits in self._checks}

    def unreadable(self, row: Sequence[Any]) -> tuple[str, ...]:
        """Names of the columns with values that this program never writes."""
        return tuple(name for place, name, fits in self._checks if not fits(row[place]))

    def fits(self, values: Mapping[str, object]) -> bool:
        """Whether these columns may hold these values."""
        checks = self._by_name
        return all(checks[name](value) for name, value in values.items() if name in checks)


@cache
def reader_of(table: Table, *, bounded: bool = True) -> Reader:
    """The reader of a table, made once: it is slow to make."""
    return Reader(table, bounded=bounded)


@lru_cache(maxsize=4096)
def is_moment(text: str) -> bool:
    """Whether the text is a time with its offset, of a day that records may hold."""
    try:
        return _value_fits(datetime)(datetime.fromisoformat(text))
    except UNREADABLE:
        return False


def _column_fits(column: Column, hint: Any, bounded: bool) -> Fits | None:
    """A check for the values of a column; None where the schema makes any value valid."""
    if column.form.is_text:
        return None
    inner, optional = without_none(hint)
    if inner is int:
        least, most = HIGHEST.get(column.name, (0, HIGHEST_NUMBER))
        if not bounded:
            least, most = -sys.maxsize, sys.maxsize
        return lambda value: (value is None and optional) or least <= value <= most
    decode, fits = column.form.decode, _value_fits(hint, bounded)
    assert decode is not None

    @lru_cache(maxsize=4096)
    def readable(value: Any) -> bool:
        try:
            return fits(decode(value))
        except UNREADABLE:
            return False

    return readable


@cache
def _value_fits(hint: Any, bounded: bool = True) -> Fits:
    """A check that a value has a type, in all its parts."""
    inner, optional = without_none(hint)
    if optional:
        fits = _value_fits(inner, bounded)
        return lambda value: value is None or fits(value)
    most = HIGHEST_NUMBER if bounded else sys.maxsize
    if inner is datetime:
        return lambda v: v.tzinfo is not None and (in_range(v) or not bounded)
    if inner is date:
        return lambda v: in_range(v) or not bounded
    if inner is int:
        return lambda v: type(v) is int and abs(v) <= most
    if get_origin(inner) is Literal:
        return lambda v: v in get_args(inner)
    if get_origin(inner) is tuple:
        one = _value_fits(get_args(inner)[0], bounded)
        return lambda v: isinstance(v, tuple) and all(map(one, v))
    if is_dataclass(inner) and isinstance(inner, type):
        hints = get_type_hints(inner)
        parts = [(field.name, _value_fits(hints[field.name], bounded)) for field in fields(inner)]
        return lambda v: isinstance(v, inner) and all(f(getattr(v, n)) for n, f in parts)
    kind: type = inner
    assert issubclass(kind, (str, bool))
    return lambda v: type(v) is kind
