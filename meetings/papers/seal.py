"""The hash that says whether final minutes are still the ones that were made final."""

import json
import re
import types
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from meetings.errors import MeetingError
from meetings.papers.minutes import Minutes

T = TypeVar("T")

FORM = "jiejiao-minutes-1"
"""Names the canonical form; a change of form needs a new name."""

AROUND = frozenset(
    {
        "draft",
        "version",
        "seal",
        "errata",
        "written_at",
        "approved_in",
        "hash",
        "meeting",
        "superseded",
    }
)
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
    return hash_of(canonical(minutes))


def hash_of(content: str) -> str:
    """SHA-256 of a canonical form, 64 hexadecimal digits."""
    return sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def thawed(content: str) -> Minutes:
    """The minutes of a canonical form; what stands around the content has its defaults.

    Raises ValueError for a form that is not known here.
    """
    form, line, text = content.partition("\n")
    if form != FORM or not line:
        raise ValueError(f"not {FORM}: {form[:40]!r}")
    minutes: Minutes = _valued(Minutes, json.loads(text))
    return minutes


def frozen(form: str, value: object) -> str:
    """Any value of ours as one text, its fields in their order, under the name of a form."""
    text = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
    return f"{form}\n{text}"


def thawed_as(kind: type[T], form: str, content: str) -> T:
    """The value that `frozen` made a text of; raises ValueError for another form."""
    said, line, text = content.partition("\n")
    if said != form or not line:
        raise ValueError(f"not {form}: {said[:40]!r}")
    value: T = _valued(kind, json.loads(text))
    return value


def seal_of(hash: str, journal_head: str = "", journal_count: int = 0) -> str:
    """What is printed small at the end: the content's hash and how far the journal had come."""
    journal = f" · 日志 {journal_count}条 {journal_head}" if journal_head else ""
    return f"内容 {short(hash)}{journal}"


@dataclass(frozen=True, slots=True)
class JournalEnd:
    """An end of a journal as it stands on paper: the first sixteen digits of a hash, a count."""

    digits: str
    count: int | None = None
    """How many entries there were; None where only the digits were given."""


class NoJournalEnd(MeetingError):
    """The words hold no end of a journal as it is printed: `words`."""

    words: str


_DASHES = re.compile(r"[\u2010-\u2015\u2212\uff0d\ufe58\u30fc_-]")
_DIGITS = re.compile(r"(?<![0-9a-z])[0-9a-f]{4}(?:[-\s]*[0-9a-f]{4})*(?![0-9a-z])")
_COUNT = re.compile(r"(\d+)\s*(?:条|entries|entry)")
_MOST_DIGITS = 12
"""Of a count; no journal comes to more entries."""


def journal_end(words: str) -> JournalEnd:
    """What of a printed line, or of what somebody copied from it, names the end of the journal.

    `日志 23条 1a2b-3c4d-5e6f-7a8b` or the digits alone, in any width, with any dash or space.
    Raises NoJournalEnd.
    """
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", words)).lower()
    told = text.rpartition("日志")[2]
    runs = (re.sub(r"[-\s]", "", run) for run in _DIGITS.findall(told))
    found = [run for run in runs if len(run) == 16]
    if len(found) != 1:
        raise NoJournalEnd(words=words[:80])
    counted = _COUNT.search(told)
    if counted and len(counted[1]) > _MOST_DIGITS:
        raise NoJournalEnd(words=words[:80])
    return JournalEnd(found[0], int(counted[1]) if counted else None)


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


def _valued(hint: Any, plain: Any) -> Any:
    """The value of a type hint that `_plain` made plain; a field added since has its default."""
    if get_origin(hint) is types.UnionType:
        (inner,) = (part for part in get_args(hint) if part is not type(None))
        return None if plain is None else _valued(inner, plain)
    if get_origin(hint) is tuple:
        parts = get_args(hint)
        if parts[-1] is Ellipsis:
            return tuple(_valued(parts[0], one) for one in plain)
        return tuple(_valued(part, one) for part, one in zip(parts, plain, strict=True))
    if get_origin(hint) is Mapping:
        key, one = get_args(hint)
        return {_valued(key, name): _valued(one, part) for name, part in plain.items()}
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        known = [field.name for field in fields(hint) if field.name in plain]
        return hint(**{name: _valued(hints[name], plain[name]) for name in known})
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(plain)
    if hint in (date, datetime):
        return hint.fromisoformat(plain)
    return plain
