"""The one cleaner of text people type, paste or import: nothing it lets through can act."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

REPLACEMENT = "\ufffd"
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_HARMFUL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + tail) for plane in range(17) for tail in (0xFFFE, 0xFFFF))
    + "]"
)
_SUSPECT = re.compile(f"{_LINE_ENDS.pattern}|{_DIRECTION.pattern}|{_HARMFUL.pattern}")
_JOINER = "\u200d"


class NoteKind(StrEnum):
    """What the cleaner did that a person should be told."""

    REPLACED = "replaced"
    DIRECTION_REMOVED = "direction_removed"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Note:
    """One kind of change and how many characters it met."""

    kind: NoteKind
    characters: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Text fit for the file, the screen and documents, with what had to be done to it."""

    text: str
    notes: tuple[Note, ...] = ()


def clean(text: str, limit: int | None = None) -> Cleaned:
    """Text without control characters, with plain line ends, composed (NFC), at most `limit` long.

    Controls, lone surrogates and non-characters become U+FFFD; vertical tabs, form feeds and
    Unicode line separators become line ends; bidirectional overrides and isolates are removed;
    joiners stay, for names and emoji need them. Cleaning twice changes nothing more.
    """
    notes: list[Note] = []
    if _SUSPECT.search(text):
        text = _LINE_ENDS.sub("\n", text)
        text, removed = _DIRECTION.subn("", text)
        text, replaced = _HARMFUL.subn(REPLACEMENT, text)
        if replaced:
            notes.append(Note(NoteKind.REPLACED, replaced))
        if removed:
            notes.append(Note(NoteKind.DIRECTION_REMOVED, removed))
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if limit is not None and len(text) > limit:
        kept = _whole_characters(text, limit)
        notes.append(Note(NoteKind.CUT, len(text) - kept))
        text = text[:kept]
    return Cleaned(text, tuple(notes))


def _whole_characters(text: str, limit: int) -> int:
    """The longest cut within `limit` that does not part a mark or a joined sign from its base."""
    end = limit
    while end > 0 and (_continues(text[end]) or text[end - 1] == _JOINER):
        end -= 1
    return end if end > 0 else limit


def _continues(char: str) -> bool:
    return char == _JOINER or unicodedata.category(char) in ("Mn", "Me", "Mc")
