"""Names in the texts of a letter: found before it leaves, and masked where the body wants it."""

from collections.abc import Callable, Mapping
from typing import Any

from meetings.sharing.projection import BY_KIND, texts_of

Cover = Callable[[str], str]
"""Gives a text with its names masked."""


def masked(kind: str, fields: Mapping[str, Any], cover: Cover) -> dict[str, Any]:
    """The fields of a letter with the names in their texts masked; other values are unchanged."""
    projection = BY_KIND.get(kind)
    changed = dict(fields)
    for name in projection.texts if projection is not None else ():
        value = fields.get(name)
        if isinstance(value, str):
            changed[name] = cover(value)
        elif isinstance(value, list):
            changed[name] = [{**one, "text": cover(one.get("text") or "")} for one in value]
    return changed


def has_names(kind: str, fields: Mapping[str, Any], cover: Cover) -> bool:
    """Whether masking would change anything."""
    return any(cover(text) != text for _name, text in texts_of(kind, fields))
