"""Large block letters of our own drawing for words of a result, digits and clocks."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from tui.text import cells, plain

HIGH = 7
"""The height of a letter in lines."""

_LETTERS = {
    "通": (
        "                ",
        " ▀▄▄  ▀▀▀▀▀▀██  ",
        "   ▀  ▄▄████▄▄  ",
        " ▄▄▄  █▀▀██▀▀██ ",
        " ▀▀█  █▀▀▀█▀▀██ ",
        "   █  █▀▀██▀▀██ ",
        "  ▄█▄ █   █ ▄█▀ ",
        " █▀ ▀▀█▄▄▄▄▄▄▄▄ ",
    ),
    "过": (
        "                ",
        " ▀█▄       ██   ",
        "   ▀ ▀█████████ ",
        " ▄▄▄  ▄▄   ██   ",
        " ▀▀█   ▀▄  ██   ",
        "   █       ██   ",
        "  ▄█▄    ██▀▀   ",
        " █▀  ▀▀████████ ",
    ),
    "未": (
        "                ",
        "       ██       ",
        "  ▀▀▀▀▀██▀▀▀▀▀  ",
        "       ██       ",
        " ▀▀▀▀▀████▀▀▀▀▀ ",
        "     ▄▀██▀▄     ",
        "  ▄█▀  ██  ▀█▄  ",
        " ▀▀    ██    ▀▀ ",
    ),
    "平": (
        "                ",
        "  ████████████  ",
        "   ▄   ██   █   ",
        "   ▀█  ██  █▀   ",
        " ▄▄▄▄▄▄██▄▄▄▄▄▄ ",
        " ▀▀▀▀▀▀██▀▀▀▀▀▀ ",
        "       ██       ",
        "       ██       ",
    ),
    "票": (
        "                ",
        " ▀▀▀▀██▀▀██▀▀▀▀ ",
        "  █▀▀██▀▀██▀▀█  ",
        "  █▄▄██▄▄█▄▄▄█  ",
        "   ▄▄▄▄▄▄▄▄▄▄   ",
        " ▄▄▄▄▄▄▄▄▄▄▄▄▄▄ ",
        "   ▄█  ██  ▄▄   ",
        " ▄█▀ ▄▄██   ▀▀▄ ",
    ),
    "流": (
        "                ",
        "  ▀█▄▄▄▄▄██▄▄▄▄ ",
        "     ▀▀██▀▀▀█▀▀ ",
        " ▀▄▄ ▄▄█▄▄▄▄██▄ ",
        "   ▀  ▄▄ ▄  ▄ ▀ ",
        "   ▄█ ██ █  █   ",
        "  ▄█  █  █  █   ",
        " █▀ ▄█▀  █  █▄█ ",
    ),
    "会": (
        "                ",
        "      ▄██▄      ",
        "   ▄▄█▀  ▀█▄▄   ",
        " ▄█▀████████▀▀█ ",
        "  ▄▄▄▄▄▄▄▄▄▄▄▄  ",
        " ▀▀▀▀██▀▀▀█▀▀▀▀ ",
        "    ▄▀    ▀█▄   ",
        "  █████▀▀▀▀▀▀█  ",
    ),
    "效": (
        "                ",
        "    ▄▄    ██    ",
        " ▄▄▄██▄▄▄ ██▄▄▄ ",
        "  ▄▄  ▄▄ ██▀▀█▀ ",
        " ██▄▄▄▄██▀█  █  ",
        "   ▀██▀▀   ██   ",
        "  ▄█▀▀█▄  ▄██▄  ",
        " █▀    ▀██▀  ▀█ ",
    ),
    "无": (
        "                ",
        "  ▄▄▄▄▄██▄▄▄▄▄  ",
        "       ██       ",
        " ▄▄▄▄▄▄██▄▄▄▄▄▄ ",
        "     ▄█▀▀█▄     ",
        "    ▄█▀  ▀█     ",
        "  ▄█▀     █   ▄ ",
        " ▀▀       ▀██▀▀ ",
    ),
    "人": (
        "                ",
        "       ██       ",
        "       ██       ",
        "      ▄██▄      ",
        "     ▄█▀▀█▄     ",
        "   ▄██▀  ▀██▄   ",
        " ▄██▀      ▀██▄ ",
        " ▀            ▀ ",
    ),
    "中": (
        "                ",
        "       ██       ",
        " ▄████████████▄ ",
        " ██    ██    ██ ",
        " ██    ██    ██ ",
        " ██▀▀▀▀██▀▀▀▀█▀ ",
        "       ██       ",
        "       ██       ",
    ),
    "选": (
        "                ",
        " ▀█▄  ▄█ ▄█     ",
        "   ▀ ▄█▀▀▀█▀▀▀  ",
        "     ▄▄▄▄▄█▄▄▄▄ ",
        " ▀▀█    █  █    ",
        "   █   █▀  █  ▄ ",
        "   █▄█▀    ▀██▀ ",
        " █▀▀▀▀▄▄▄▄▄▄▄▄▄ ",
    ),
}


_SEGMENTS = {
    "0": "abcdef", "1": "bc", "2": "abged", "3": "abgcd", "4": "fgbc", "5": "afgcd",
    "6": "afgedc", "7": "abc", "8": "abcdefg", "9": "abcdfg",
}  # fmt: skip
"""Which strokes of an 8 make each digit: a to f clockwise from the top, g in the middle."""

_STROKES = {
    "a": (0, 2, 0, 7), "b": (0, 8, 5, 7), "c": (6, 14, 5, 7), "d": (12, 14, 0, 7),
    "e": (6, 14, 0, 2), "f": (0, 8, 0, 2), "g": (6, 8, 0, 7),
}  # fmt: skip
"""Each stroke as (rows from, to, columns from, to), in a digit of 14 × 7 dots."""

_CAPITALS = {
    "A": "01110 10001 10001 11111 10001 10001 10001",
    "B": "11110 10001 10001 11110 10001 10001 11110",
    "C": "01111 10000 10000 10000 10000 10000 01111",
    "D": "11110 10001 10001 10001 10001 10001 11110",
    "E": "11111 10000 10000 11110 10000 10000 11111",
    "F": "11111 10000 10000 11110 10000 10000 10000",
    "G": "01111 10000 10000 10011 10001 10001 01111",
    "H": "10001 10001 10001 11111 10001 10001 10001",
    "I": "01110 00100 00100 00100 00100 00100 01110",
    "J": "00111 00010 00010 00010 00010 10010 01100",
    "K": "10001 10010 10100 11000 10100 10010 10001",
    "L": "10000 10000 10000 10000 10000 10000 11111",
    "M": "10001 11011 10101 10101 10001 10001 10001",
    "N": "10001 11001 10101 10011 10001 10001 10001",
    "O": "01110 10001 10001 10001 10001 10001 01110",
    "P": "11110 10001 10001 11110 10000 10000 10000",
    "Q": "01110 10001 10001 10001 10101 10010 01101",
    "R": "11110 10001 10001 11110 10100 10010 10001",
    "S": "01111 10000 10000 01110 00001 00001 11110",
    "T": "11111 00100 00100 00100 00100 00100 00100",
    "U": "10001 10001 10001 10001 10001 10001 01110",
    "V": "10001 10001 10001 10001 10001 01010 00100",
    "W": "10001 10001 10001 10101 10101 11011 10001",
    "X": "10001 10001 01010 00100 01010 10001 10001",
    "Y": "10001 10001 01010 00100 00100 00100 00100",
    "Z": "11111 00001 00010 00100 01000 10000 11111",
    " ": "000 000 000 000 000 000 000",
}
"""Capitals of seven lines, line by line; one dot is one cell, so that a long word fits."""

_DOTS = {" ": "  ", "▀": "█ ", "▄": " █", "█": "██"}
"""The upper and lower dot of each block character."""

Dots = list[str]
"""Rows of square dots; a blank is no dot."""


def _dots_of(sign: str) -> Dots | None:
    """A character as dots; None where it has no picture."""
    if sign in _LETTERS:
        lines = _LETTERS[sign][1:]
        return ["".join(_DOTS[cell][half] for cell in line) for line in lines for half in (0, 1)]
    if sign in _SEGMENTS:
        rows = [[" "] * 8 for _row in range(14)]
        for stroke in _SEGMENTS[sign]:
            top, bottom, left, right = _STROKES[stroke]
            for row in rows[top:bottom]:
                row[left:right] = "█" * (right - left)
        return ["".join(row) for row in rows]
    if sign.upper() in _CAPITALS:
        drawn = [f"{line}0" for line in _CAPITALS[sign.upper()].split(" ")]
        return [line.replace("0", " ").replace("1", "█") for line in drawn for _half in (0, 1)]
    if sign in ":+":
        points = {":": ((4, 6), (8, 10)), "+": ((6, 8),)}[sign]
        rows = [[" "] * (4 if sign == ":" else 7) for _row in range(14)]
        for top, bottom in points:
            for row in rows[top:bottom]:
                row[1 : len(row) - 1] = "█" * (len(row) - 2)
        for row in rows[4:10] if sign == "+" else ():
            row[2:5] = "███"
        return ["".join(row) for row in rows]
    return None


def block_letters(text: str, scale: int = 1) -> list[str]:
    """The text in block letters, line by line; [] where a character has no picture.

    All are 7 lines high; Chinese characters are 16 cells wide, digits 8, capitals 6; times `scale`.
    """
    signs = [_dots_of(sign) for sign in text]
    if not signs or any(sign is None for sign in signs):
        return []
    rows = ["".join(sign[row] for sign in signs if sign is not None) for row in range(14)]
    wide = ["".join(dot * scale for dot in row) for row in rows for _again in range(scale)]
    cell = {("█", "█"): "█", ("█", " "): "▀", (" ", "█"): "▄", (" ", " "): " "}
    pairs = zip(wide[::2], wide[1::2], strict=True)
    return ["".join(cell[both] for both in zip(above, below, strict=True))
            for above, below in pairs]  # fmt: skip


def largest(text: str, width: int, lines: int) -> list[str]:
    """The text in the largest block letters that fit; [] where not even the smallest do."""
    for scale in range(max(1, lines // HIGH), 0, -1):
        drawn = block_letters(text, scale)
        if drawn and len(drawn) <= lines and max(len(line.rstrip()) for line in drawn) <= width:
            return drawn
    return []


def result_lines(
    word: str, figures: Sequence[tuple[str, int]], width: int, lines: int
) -> list[str]:
    """A result in lines: its word, and below it each number with what it counts.

    Word and numbers have one size; what does not fit in block letters is plain text.
    """
    if not figures:
        return [_middle(line, width) for line in largest(word, width, lines) or [word]]
    each, half = width // len(figures), max(0, lines - 1) // 2
    high = half
    for text, room in [(word, width), *((str(number), each - 2) for _name, number in figures)]:
        high = min(high, len(largest(text, room, half)) or high)
    head = largest(word, width, high if half >= HIGH else lines - 1) or [word]
    found = [_middle(line, width) for line in head]
    drawn = [largest(str(number), each - 2, high) for _name, number in figures]
    if not all(drawn):
        said = "   ".join(f"{name} {number}" for name, number in figures)
        return [*found, _middle(said, width)]
    found.append("".join(_middle(name, each) for name, _number in figures))
    rows = range(len(drawn[0]))
    return [*found, *("".join(_middle(one[row], each) for one in drawn) for row in rows)]


def _middle(text: str, width: int) -> str:
    gap = max(0, width - cells(text))
    return " " * (gap // 2) + text + " " * (gap - gap // 2)


class ResultView(Static):
    """Shows a vote's result in block letters as large as fit."""

    DEFAULT_CSS = """
    ResultView {
        width: 1fr; height: auto; text-style: bold;
        &.-good { color: $text-success; }
        &.-bad { color: $text-error; }
    }
    """

    def __init__(self, *, classes: str = "") -> None:
        super().__init__(classes=classes, markup=False)
        self.lines = 0
        """How many lines the result took."""

    def show(
        self,
        word: str,
        figures: Sequence[tuple[str, int]],
        width: int,
        lines: int,
        good: bool | None = None,
    ) -> None:
        """Show the result in `width` cells and at most `lines` lines; `good` sets the colour."""
        self.set_class(good is True, "-good")
        self.set_class(good is False, "-bad")
        drawn = result_lines(word, figures, width, lines)
        self.lines = len(drawn)
        self.update(Content("\n").join(map(plain, drawn)))
