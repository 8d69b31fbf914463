"""Frozen dataclasses as what JSON can hold, and back, by their type hints: the one walk for rows,
seals and drafts. What a text, a day or a time becomes differs, and is given as a `Leaf`."""

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

Convert = Callable[[Any], Any]
Packing = tuple[Convert, Convert]
"""From a value to what JSON can hold, and back."""
Leaf = Callable[[Any], Packing]
"""The packing of a type hint that has no parts; raises UnsupportedHint."""


class UnsupportedHint(TypeError):
    """A type hint whose values cannot be turned into JSON."""


def same(value: Any) -> Any:
    """The value itself: JSON can hold it unchanged."""
    return value


@cache
def packing(hint: Any, leaf: Leaf) -> Packing:
    """Converters for a dataclass, a tuple, a mapping, a leaf, or one of them or None.

    The first names the fields in their order. The second gives a field that is not there, since a
    later version added it, its default; it raises KeyError, TypeError or ValueError for what the
    first did not make.
    """
    inner, optional = without_none(hint)
    if optional:
        pack, unpack = packing(inner, leaf)
        return or_none(pack), or_none(unpack)
    if get_origin(inner) is tuple:
        return _tuple_packing(inner, leaf)
    if get_origin(inner) is Mapping:
        return _mapping_packing(inner, leaf)
    if is_dataclass(inner) and isinstance(inner, type):
        return _dataclass_packing(inner, leaf)
    return leaf(inner)


def without_none(hint: Any) -> tuple[Any, bool]:
    """The hint without `| None`, and whether it had one; other unions raise UnsupportedHint."""
    if get_origin(hint) in (Union, types.UnionType):
        rest = [part for part in get_args(hint) if part is not type(None)]
        if len(rest) == 1 and len(rest) < len(get_args(hint)):
            return rest[0], True
        raise UnsupportedHint(hint)
    return hint, False


def or_none(convert: Convert) -> Convert:
    """The same converter, but None stays None."""
    return lambda value: None if value is None else convert(value)


def _tuple_packing(hint: Any, leaf: Leaf) -> Packing:
    args = get_args(hint)
    if args[-1] is Ellipsis:
        pack_one, unpack_one = packing(args[0], leaf)
        return (
            lambda values: [pack_one(value) for value in values],
            lambda values: tuple(unpack_one(value) for value in values),
        )
    parts = [packing(part, leaf) for part in args]

    def pack(values: Any) -> Any:
        return [pack(value) for (pack, _), value in zip(parts, values, strict=True)]

    def unpack(values: Any) -> Any:
        return tuple(unpack(value) for (_, unpack), value in zip(parts, values, strict=True))

    return pack, unpack


def _mapping_packing(hint: Any, leaf: Leaf) -> Packing:
    (pack_key, unpack_key), (pack_one, unpack_one) = (packing(p, leaf) for p in get_args(hint))
    return (
        lambda known: {str(pack_key(key)): pack_one(one) for key, one in known.items()},
        lambda known: {unpack_key(key): unpack_one(one) for key, one in known.items()},
    )


def _dataclass_packing(kind: type, leaf: Leaf) -> Packing:
    hints = get_type_hints(kind)
    parts = [(field.name, *packing(hints[field.name], leaf)) for field in fields(kind)]

    def pack(value: Any) -> Any:
        return {name: pack_one(getattr(value, name)) for name, pack_one, _ in parts}

    def unpack(data: Any) -> Any:
        return kind(**{name: unpack(data[name]) for name, _, unpack in parts if name in data})

    return pack, unpack


def as_they_are(hint: Any) -> Packing:
    """The leaf of values that were cleaned and checked before: days and times in ISO form."""
    if hint in (str, int, bool) or get_origin(hint) is Literal:
        return same, same
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return (lambda member: member.value), hint
    if hint in (date, datetime):
        return (lambda moment: moment.isoformat()), hint.fromisoformat
    raise UnsupportedHint(hint)
