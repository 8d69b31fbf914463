"""Known names in what would leave: shown, and masked where the body wants it so."""

from collections.abc import Callable, Mapping
from typing import Any

from meetings.sharing.projection import BY_KIND, texts_of

Cover = Callable[[str], str]
"""A text with its names masked."""


def masked(kind: str, told: Mapping[str, Any], cover: Cover) -> dict[str, Any]:
    """What leaves, with names in its texts masked; what is no text stays as it is."""
    known = BY_KIND.get(kind)
    changed = dict(told)
    for name in known.texts if known is not None else ():
        value = told.get(name)
        if isinstance(value, str):
            changed[name] = cover(value)
        elif isinstance(value, list):
            changed[name] = [{**one, "text": cover(one.get("text") or "")} for one in value]
    return changed


def has_names(kind: str, told: Mapping[str, Any], cover: Cover) -> bool:
    """Whether masking would change anything."""
    return any(cover(text) != text for _name, text in texts_of(kind, told))
