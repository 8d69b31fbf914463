"""Names of files that are safe on Windows, macOS and Linux and sort by date."""

import unicodedata
from datetime import date

from meetings.clean import visible_words

NAME_BYTES = 120
"""The longest file name in UTF-8, short enough for encrypted and shared folders."""

_FORBIDDEN = '<>:"/\\|?*'
_LOOK_ALIKES = (
    "\u2039\u203a\u2329\u232a\u27e8\u27e9\u2a7d\u2a7e\ufe64\ufe65\uff1c\uff1e"  # < >
    "\u02d0\u0589\u05c3\u2236\ua789\ufe13\ufe30\ufe55\uff1a"  # :
    "\uff02"  # "
    "\u2044\u2215\u2571\u27cb\u29f8\u3033\uff0f"  # /
    "\u2216\u2572\u29f5\u29f9\ufe68\uff3c"  # \
    "\u01c0\u2223\u23d0\u2502\uff5c\uffe8"  # |
    "\u037e\u061f\ufe56\uff1f"  # ?
    "\u204e\u2217\u22c6\ufe61\uff0a"  # *
)
_STAND_IN = dict.fromkeys(map(ord, _FORBIDDEN + _LOOK_ALIKES), "-")
_RESERVED = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$"]
    + [f"{port}{digit}" for port in ("COM", "LPT") for digit in "0123456789\u00b9\u00b2\u00b3"]
)
_NAMELESS = "未命名"


def file_name(day: date, body: str, what: str, number: int | None = None, ext: str = "docx") -> str:
    """`20261123_45、47栋街角议事会_第3次_会议纪要.docx`; of a long name the body is cut."""
    tail = (f"_第{number}次" if number is not None else "") + f"_{what}"
    head = f"{day:%Y%m%d}_"
    room = NAME_BYTES - _bytes(head) - _bytes(_plain(tail)) - _bytes(f".{ext}")
    return safe_name(f"{head}{_cut(_plain(body), max(room, 0)).rstrip(' .-')}{tail}", ext)


def safe_name(stem: str, ext: str = "") -> str:
    """The stem made safe with the extension kept, together at most 120 bytes of UTF-8."""
    suffix = f".{_plain(ext).strip(' .-')}" if ext else ""
    stem = _plain(stem).rstrip(" .").lstrip(" .-~") or _NAMELESS
    if stem.split(".")[0].rstrip().upper() in _RESERVED:
        stem = f"_{stem}"
    return (_cut(stem, NAME_BYTES - _bytes(suffix)).rstrip(" .") or _NAMELESS) + suffix


def numbered(name: str, number: int) -> str:
    """`会议纪要.docx` → `会议纪要(2).docx`, still at most 120 bytes."""
    stem, dot, ext = name.rpartition(".")
    if not stem:
        stem, dot, ext = name, "", ""
    tail = f"({number}){dot}{ext}"
    return _cut(stem, NAME_BYTES - _bytes(tail)) + tail


def _plain(text: str) -> str:
    """The text in NFC, without control, invisible, surrogate, private and unassigned characters."""
    # Forbidden signs go before NFC as well: NFC turns U+037E into a semicolon, U+2329 into U+3008.
    text = unicodedata.normalize("NFC", text.translate(_STAND_IN)).translate(_STAND_IN)
    spaced = "".join(" " if char.isspace() else char for char in text)
    shown = "".join(char for char in spaced if unicodedata.category(char)[0] != "C")
    return " ".join(visible_words(shown))


def _bytes(text: str) -> int:
    return len(text.encode())


def _cut(text: str, room: int) -> str:
    """The longest start that fits, never between a character and its combining marks."""
    if _bytes(text) <= room:
        return text
    end = len(text.encode()[:room].decode(errors="ignore"))
    while 0 < end < len(text) and unicodedata.combining(text[end]):
        end -= 1
    return text[:end]
