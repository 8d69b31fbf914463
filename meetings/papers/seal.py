"""The hash of final minutes, which shows whether they are unchanged."""

import json
import re
import unicodedata
from hashlib import sha256
from typing import Any, TypeVar

from meetings.codec import as_they_are, packing
from meetings.dataclass import dataclass
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
    pack, _unpack = packing(Minutes, as_they_are)
    content = {name: part for name, part in pack(minutes).items() if name not in AROUND}
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
    minutes: Minutes = packing(Minutes, as_they_are)[1](json.loads(text))
    return minutes


def frozen(form: str, value: object) -> str:
    """A frozen dataclass as text: the name of the form, then JSON with its fields in order."""
    kind: Any = type(value)
    pack, _unpack = packing(kind, as_they_are)
    return f"{form}\n{json.dumps(pack(value), ensure_ascii=False, separators=(',', ':'))}"


def thawed_as(kind: type[T], form: str, content: str) -> T:
    """The value that `frozen` made a text of; raises ValueError for another form."""
    found_form, line, text = content.partition("\n")
    if found_form != form or not line:
        raise ValueError(f"not {form}: {found_form[:40]!r}")
    hint: Any = kind
    _pack, unpack = packing(hint, as_they_are)
    value: T = unpack(json.loads(text))
    return value


def seal_of(hash: str, journal_head: str = "", journal_count: int = 0) -> str:
    """The line printed small at the end: the content's hash and the end of the journal."""
    journal = f" · 日志 {journal_count}条 {journal_head}" if journal_head else ""
    return f"内容 {short(hash)}{journal}"


@dataclass(frozen=True, slots=True)
class JournalEnd:
    """The end of a journal as printed on paper: the first 16 digits of its hash, and a count."""

    digits: str
    count: int | None = None
    """How many entries there were; None where only the digits were given."""


class NoJournalEnd(MeetingError):
    """The words contain no end of a journal as it is printed: `words`."""

    words: str


_DASHES = re.compile(r"[\u2010-\u2015\u2212\uff0d\ufe58\u30fc_-]")
_DIGITS = re.compile(r"(?<![0-9a-z])[0-9a-f]{4}(?:[-\s]*[0-9a-f]{4})*(?![0-9a-z])")
_COUNT = re.compile(r"(\d+)\s*(?:条|entries|entry)")
_MOST_DIGITS = 12
"""The most digits that a count may have."""


def journal_end(words: str) -> JournalEnd:
    """Read the end of the journal from a printed line, or from what somebody copied of it.

    `日志 23条 1a2b-3c4d-5e6f-7a8b` or the digits alone, in any width, with any dash or space.
    Raises NoJournalEnd.
    """
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", words)).lower()
    after_label = text.rpartition("日志")[2]
    runs = (re.sub(r"[-\s]", "", run) for run in _DIGITS.findall(after_label))
    found = [run for run in runs if len(run) == 16]
    if len(found) != 1:
        raise NoJournalEnd(words=words[:80])
    counted = _COUNT.search(after_label)
    if counted and len(counted[1]) > _MOST_DIGITS:
        raise NoJournalEnd(words=words[:80])
    return JournalEnd(found[0], int(counted[1]) if counted else None)


def short(hash: str) -> str:
    """The first 16 digits, four by four, as they are printed small on the last page."""
    return " ".join(hash[place : place + 4] for place in range(0, min(16, len(hash)), 4))
