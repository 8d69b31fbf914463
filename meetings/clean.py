"""The one cleaner of text people type, paste or import: nothing it lets through can act."""

import re
import unicodedata
from enum import StrEnum

from meetings.dataclass import dataclass

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
    """A kind of change by the cleaner of which a person should hear."""

    REPLACED = "replaced"
    DIRECTION_REMOVED = "direction_removed"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Note:
    """One kind of change and how many characters it changed."""

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
        cut = _whole_characters(text, limit)
        notes.append(Note(NoteKind.CUT, len(text) - cut))
        text = text[:cut]
    return Cleaned(text, tuple(notes))


def is_blank(text: str) -> bool:
    """Whether nothing of the text can be seen.

    White space, line and paragraph ends, joiners, byte-order marks, fillers, tag characters, and
    marks or variation selectors without a sign to stand on. What is required, what is imported and
    what is laid out is asked this and never `str.strip`, which lets most of them through.
    """
    return not any(map(_is_seen, text))


def trim(text: str) -> str:
    """The text from the first sign that can be seen to the last, with the marks on it; "" if blank.

    Trimming twice changes nothing more.
    """
    if text.isascii() and text.isprintable():
        return text.strip(" ")
    end = len(text)
    while end and not _is_seen(text[end - 1]):
        end -= 1
    start = 0
    while start < end and not _is_seen(text[start]):
        start += 1
    sign = text[end - 1] if end else ""
    while 0 < end < len(text) and _stands_on_a_sign(text[end], sign):
        end += 1
    return text[start:end]


def visible_words(text: str) -> list[str]:
    """The words between white space, each trimmed; what cannot be seen is no word."""
    return [word for part in text.split() if (word := trim(part))]


def squeeze(text: str) -> str:
    """The text without white space and everything else that cannot be seen; for comparing."""
    if text.isascii() and text.isprintable():
        return text.replace(" ", "")
    return "".join(c for c in trim(text) if _is_seen(c) or unicodedata.category(c)[0] == "M")


_LOOKS_EMPTY = re.compile(
    "[\u115f\u1160\u2800\u3164\uffa0\u2065\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
"""Letters and symbols that are drawn as nothing: Hangul fillers, empty Braille, ignorable code."""


def _is_seen(char: str) -> bool:
    if "\u4e00" <= char <= "\u9fff" or "!" <= char <= "~":
        return True
    if "\u3001" <= char <= "\u3029" or "\uff01" <= char <= "\uff5e":
        return True
    return unicodedata.category(char)[0] not in "ZM" and not (
        unicodedata.category(char) in ("Cc", "Cf", "Cs") or _LOOKS_EMPTY.match(char)
    )


def _stands_on_a_sign(char: str, sign: str) -> bool:
    """Marks and variation selectors stand on any sign; tags only spell what a black flag means."""
    return unicodedata.category(char)[0] == "M" or (
        sign == "\U0001f3f4" and "\U000e0020" <= char <= "\U000e007f"
    )


def _whole_characters(text: str, limit: int) -> int:
    """The length of the longest start, up to `limit`, that parts no mark from its base sign."""
    end = limit
    while end > 0 and (_continues(text[end]) or text[end - 1] == _JOINER):
        end -= 1
    return end if end > 0 else limit


def _continues(char: str) -> bool:
    return char == _JOINER or unicodedata.category(char) in ("Mn", "Me", "Mc")
