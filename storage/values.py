"""One field of a frozen dataclass as one SQLite value and back, told by its type hint."""

import json
import re
import types
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from meetings.clean import clean
from meetings.dates import check_range
from meetings.errors import MeetingError

Convert = Callable[[Any], Any]

_PLAIN = re.compile("[ -~、。，：；（）《》\u4e00-\u9fff]*")
"""Printable ASCII and common Chinese: composed already, and nothing in it can act."""


UNREADABLE = (
    ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError, MeetingError,
)  # fmt: skip
"""What making a value from a spoilt one raises; the last from the checks of a rule."""


@dataclass(frozen=True, slots=True)
class Form:
    """How values of one type are kept; a missing converter means the value is kept as it is."""

    sql: Literal["TEXT", "INTEGER"]
    encode: Convert | None = None
    decode: Convert | None = None
    optional: bool = False
    is_text: bool = False
    is_json: bool = False
    choices: tuple[str, ...] = ()


class NotKept(TypeError):
    """A type hint that the records have no form for."""


def form(hint: Any) -> Form:
    """The form of a type hint; raises NotKept."""
    inner, optional = without_none(hint)
    plain = _plain_form(inner)
    if not optional:
        return plain
    return Form(
        plain.sql,
        plain.encode and _or_none(plain.encode),
        plain.decode and _or_none(plain.decode),
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
        pack, unpack = _packing(hint)
        return Form(
            "TEXT", lambda value: canonical(pack(value)), _once(unpack), is_json=True,
        )  # fmt: skip
    raise NotKept(hint)


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
    """Whether the text is clean for sure; so are then its parts, wherever it is parted."""
    return _PLAIN.fullmatch(text) is not None or (text.isascii() and text.isprintable())


def clean_text(text: str) -> str:
    """A text as the file may hold it; most are clean already and pass quickly."""
    return text if is_plain(text) else clean(text).text


def day_text(day: date) -> str:
    """ISO text of a day that records may hold; raises DateNotUnderstood."""
    check_range(day)
    return day.isoformat()


def aware_text(moment: datetime) -> str:
    """ISO text with the offset; a time without one would mean another moment elsewhere.

    Raises DateNotUnderstood for a day that records may not hold.
    """
    if moment.tzinfo is None:
        raise ValueError(f"a time without an offset: {moment!r}")
    check_range(moment)
    return moment.isoformat()


def _once(unpack: Convert) -> Convert:
    """Unpack JSON; hundreds of bodies keep the same rule, and frozen values can be shared."""

    @lru_cache(maxsize=64)
    def unpacked(text: str) -> Any:
        return unpack(json.loads(text))

    return unpacked


def without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, types.UnionType):
        rest = [part for part in get_args(hint) if part is not type(None)]
        if len(rest) == 1 and len(rest) < len(get_args(hint)):
            return rest[0], True
        raise NotKept(hint)
    return hint, False


def _or_none(convert: Convert) -> Convert:
    return lambda value: None if value is None else convert(value)


def _same(value: Any) -> Any:
    return value


@cache
def _packing(hint: Any) -> tuple[Convert, Convert]:
    """Converters between a value and what JSON can hold, for tuples and nested dataclasses."""
    inner, optional = without_none(hint)
    if optional:
        pack, unpack = _packing(inner)
        return _or_none(pack), _or_none(unpack)
    if get_origin(inner) is tuple:
        args = get_args(inner)
        if len(args) != 2 or args[1] is not Ellipsis:
            raise NotKept(hint)
        pack_one, unpack_one = _packing(args[0])
        return (
            lambda values: [pack_one(value) for value in values],
            lambda values: tuple(unpack_one(value) for value in values),
        )
    if is_dataclass(inner) and isinstance(inner, type):
        return _dataclass_packing(inner)
    plain = _plain_form(inner)
    return plain.encode or _same, _bool_or(plain.decode, inner)


def _bool_or(decode: Convert | None, hint: Any) -> Convert:
    return bool if hint is bool else decode or _same


def _dataclass_packing(kind: type) -> tuple[Convert, Convert]:
    hints = get_type_hints(kind)
    parts = [(field.name, *_packing(hints[field.name])) for field in fields(kind)]

    def pack(value: Any) -> Any:
        return {name: pack_one(getattr(value, name)) for name, pack_one, _ in parts}

    def unpack(data: Any) -> Any:
        # A field that a later version added takes its default.
        return kind(**{name: unpack(data[name]) for name, _, unpack in parts if name in data})

    return pack, unpack
