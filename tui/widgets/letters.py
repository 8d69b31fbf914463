"""Any text in large letters drawn with dots, to be read from the last row.

The pictures are Ark Pixel Font's at 12 px, and Cubic 11's where it has none (letters-OFL.txt):
18,900 characters, each 12 dots high and 12 or 6 wide.
"""

import re
import struct
import zlib
from functools import cache
from pathlib import Path

from meetings.clean import is_blank
from tui.text import cells

HIGH = 12
"""The height of a character in dots; a line of the terminal shows two."""

_FILE = Path(__file__).with_suffix(".bin")
_QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
_HALVES = " ▀▄█"
_WORD = re.compile(r"[!-~]+ ?|.[，。、：；？！）》”’]*", re.DOTALL)
"""What is not broken over rows: digits and Latin letters, a character with its closing mark."""


class Size:
    """The size of letters: `scale` cells for a dot; narrow letters have two dots across a cell."""

    def __init__(self, scale: int, narrow: bool) -> None:
        self.scale, self.narrow = scale, narrow
        self.lines = HIGH // 2 * scale

    def across(self, text: str) -> int:
        """How many cells the text takes across."""
        dots = sum(6 if cells(sign) < 2 else 12 for sign in text) * self.scale
        return dots // 2 if self.narrow else dots


SIZES = tuple(Size(scale, narrow) for scale in (4, 3, 2, 1) for narrow in (False, True))
"""All sizes, the largest first; of one height the wider first, which are easier to read."""


@cache
def _pictures() -> dict[str, bytes]:
    """The dots of each character, twelve rows of twelve bits."""
    packed = zlib.decompress(_FILE.read_bytes())
    (many,) = struct.unpack_from("<H", packed)
    codes = struct.unpack_from(f"<{many}H", packed, 2)
    dots, size = packed[2 + 2 * many :], HIGH * 12 // 8
    return {chr(code): dots[n * size : (n + 1) * size] for n, code in enumerate(codes)}


def _dots(text: str, scale: int) -> list[str]:
    """The text's rows of dots, `#` where one is set."""
    rows = [""] * HIGH
    for sign in text:
        dots = f"{int.from_bytes(_pictures()[sign], 'big'):0{HIGH * 12}b}"
        wide = 6 if cells(sign) < 2 else 12
        for row in range(HIGH):
            rows[row] += dots[row * 12 : row * 12 + wide]
    return ["".join(dot * scale for dot in row) for row in rows for _again in range(scale)]


def _drawn(text: str, size: Size) -> list[str]:
    rows = _dots(text, size.scale)
    lines = []
    for above, below in zip(rows[::2], rows[1::2], strict=True):
        if size.narrow:
            fours = zip(above[::2], above[1::2], below[::2], below[1::2], strict=True)
            signs = (_QUARTERS[int("".join(reversed(four)), 2)] for four in fours)
        else:
            signs = (_HALVES[int(b + a, 2)] for a, b in zip(above, below, strict=True))
        lines.append("".join(signs).rstrip())
    return lines


def _rows(text: str, size: Size, width: int) -> list[str] | None:
    """The text in as few rows as fit the width, of about equal length; None where none do."""
    rows = _broken(text, size, width)
    while rows is not None:
        width -= size.across("  ")
        narrower = _broken(text, size, width)
        if narrower is None or len(narrower) > len(rows):
            break
        rows = narrower
    return rows


def _broken(text: str, size: Size, width: int) -> list[str] | None:
    """The text broken into rows of at most `width`; None where a part is wider."""
    rows = [""]
    for word in _WORD.findall(text):
        if size.across(word.rstrip()) > width:
            return None
        if size.across((rows[-1] + word).rstrip()) > width:
            rows.append("")
        rows[-1] += word if rows[-1] else word.lstrip()
    return [row.rstrip() for row in rows]


def has_letters(text: str) -> bool:
    """Whether every character of the text has a picture."""
    return not is_blank(text) and all(sign in _pictures() for sign in text)


def lettered(text: str, size: Size, width: int) -> list[str] | None:
    """The text in letters of this size, line by line; None where it cannot be drawn."""
    if not has_letters(text):
        return None
    rows = _rows(text, size, width)
    return None if rows is None else [line for row in rows for line in _drawn(row, size)]


def largest_together(texts: list[str], width: int, lines: int) -> list[list[str]]:
    """The texts in letters of the largest size that fits below each other; [] where none fits."""
    if not all(map(has_letters, texts)):
        return []
    for size in SIZES:
        broken = [_rows(text, size, width) for text in texts]
        high = sum(size.lines * len(rows) for rows in broken if rows is not None)
        if None not in broken and high <= lines:
            return [lettered(text, size, width) or [] for text in texts]
    return []
