"""Converts one field of a frozen dataclass to an SQLite value and back, by its type hint."""

import json
import re
from dataclasses import is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from meetings.clean import clean
from meetings.codec import Convert, Packing, UnsupportedHint, or_none, packing, same, without_none
from meetings.dataclass import dataclass
from meetings.day_range import check_range
from meetings.errors import MeetingError

_PLAIN = re.compile("[ -~、。，：；（）《》\u4e00-\u9fff]*")
"""Text of printable ASCII and common Chinese alone, which needs no cleaning."""


UNREADABLE = (
    ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError, MeetingError,
)  # fmt: skip
"""Errors that decoding a damaged value may raise; the last come from the checks of a rule."""


@dataclass(frozen=True, slots=True)
class Form:
    """How values of one type are stored; without a converter they are stored unchanged."""

    sql: Literal["TEXT", "INTEGER"]
    encode: Convert | None = None
    decode: Convert | None = None
    optional: bool = False
    is_text: bool = False
    is_json: bool = False
    choices: tuple[str, ...] = ()


def form(hint: Any) -> Form:
    """The form of a type hint; raises UnsupportedHint."""
    inner, optional = without_none(hint)
    plain = _plain_form(inner)
    if not optional:
        return plain
    return Form(
        plain.sql,
        plain.encode and or_none(plain.encode),
        plain.decode and or_none(plain.decode),
        True,
        plain.is_text,
        plain.is_json,
        plain.choices,
    )


def _plain_form(hint: Any) -> Form:
    if hint is str or get_origin(hint) is Literal:
        return Form("TEXT", clean_text, is_text=True, choices=get_args(hint))
    if hint is int:
        return Form("INTEGER")
    if hint is bool:
        return Form("INTEGER", int, bool)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        members = {member.value: member for member in hint}
        return Form("TEXT", lambda member: member.value, members.__getitem__, choices=(*members,))
    if hint is datetime:
        return Form("TEXT", aware_text, _aware)
    if hint is date:
        return Form("TEXT", day_text, date.fromisoformat)
    if get_origin(hint) is tuple or is_dataclass(hint):
        pack, unpack = packing(hint, _leaf)
        return Form(
            "TEXT", lambda value: canonical(pack(value)), _once(unpack), is_json=True,
        )  # fmt: skip
    raise UnsupportedHint(hint)


def _leaf(hint: Any) -> Packing:
    """The packing of one value inside JSON, cleaned and checked like a column."""
    plain = _plain_form(hint)
    if hint is bool:
        return int, _bool
    return plain.encode or same, plain.decode or (_number if hint is int else _text)


def _text(value: Any) -> str:
    """The value itself if it is a text; raises TypeError, as JSON may hold any type here."""
    if type(value) is not str:
        raise TypeError(value)
    return value


def _number(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value


def _bool(value: Any) -> bool:
    if type(value) not in (int, bool):
        raise TypeError(value)
    return bool(value)


_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def _aware(text: str) -> datetime:
    """A time with its offset; ValueError for one without, which fits no other."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def canonical(value: object) -> str:
    """JSON text that is the same for the same value: keys sorted, no spaces, Chinese as it is."""
    return _canonical(value)


def is_plain(text: str) -> bool:
    """Whether the text surely needs no cleaning, nor does any part of it."""
    return _PLAIN.fullmatch(text) is not None or (text.isascii() and text.isprintable())


def clean_text(text: str) -> str:
    """The text cleaned for the file; most texts need nothing and pass quickly."""
    return text if is_plain(text) else clean(text).text


def day_text(day: date) -> str:
    """ISO text of a day that records may hold; raises DateNotUnderstood."""
    check_range(day)
    return day.isoformat()


def aware_text(moment: datetime) -> str:
    """ISO text with the offset, since a time without one would be ambiguous.

    Raises DateNotUnderstood for a day that records may not hold.
    """
    if moment.tzinfo is None:
        raise ValueError(f"a time without an offset: {moment!r}")
    check_range(moment)
    return moment.isoformat()


def _once(unpack: Convert) -> Convert:
    """Unpack JSON with a cache, as hundreds of bodies have the same rule and can share it."""

    @lru_cache(maxsize=64)
    def unpacked(text: str) -> Any:
        return unpack(json.loads(text))

    return unpacked
