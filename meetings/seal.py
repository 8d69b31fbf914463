"""The hash that says whether final minutes are still the ones that were made final."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from meetings.minutes import Minutes

FORM = "jiejiao-minutes-1"
"""Names the canonical form; a change of form needs a new name."""

AROUND = frozenset({"draft", "version", "seal", "errata", "written_at"})
"""Fields that stand around the content and change after it was made final."""


def canonical(minutes: Minutes) -> str:
    """The content as one text: sorted JSON, no spaces, times in ISO form with their offset."""
    content = {
        field.name: _plain(getattr(minutes, field.name))
        for field in fields(minutes)
        if field.name not in AROUND
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{FORM}\n{text}"


def content_hash(minutes: Minutes) -> str:
    """SHA-256 of the canonical form, 64 hexadecimal digits."""
    return sha256(canonical(minutes).encode("utf-8", "surrogatepass")).hexdigest()


def short(hash: str) -> str:
    """The first 16 digits, four by four, as they are printed small on the last page."""
    return " ".join(hash[place : place + 4] for place in range(0, min(16, len(hash)), 4))


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value
