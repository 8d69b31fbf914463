"""The values for columns and rows of a list, and how columns share the width."""

import re
from collections.abc import Sequence

from rich.cells import chop_cells
from textual.content import Content

from meetings.clean import trim
from meetings.dataclass import dataclass
from meetings.terms import UNITS
from tui.text import cells, cut, one_line

Cell = str | tuple[str, str]
"""A cell's text, or text and a tone: `bad`, `warn`, `good`, `dim`, `strong`."""

TONES = ("bad", "warn", "good", "dim", "strong")


ENOUGH = 33
"""Cells that an open column keeps before fixed ones grow."""

_NEVER_FIRST = tuple("，、。；：！？、）》」”")
"""Characters with which no line begins."""
_NEVER_LAST = tuple("（《「“")
"""Characters with which no line ends."""
_AFTER_DIGIT = tuple(f"0123456789.:%{UNITS}单")
"""Characters that stay with a digit before them: 9票 is never broken over two lines."""
_LONE = re.compile(r"(?:^|(?<=\s))[\d=./·-]\s\Z")
"""A key of one digit or sign, which stays with what it is called: `2 认列名`."""
ALL = 1000
"""More lines than any text takes."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `title` is an English id; `width` is in cells, 0 for what is left.

    A column of fixed width grows up to `most` cells from what the open ones have above `ENOUGH`.
    """

    title: str
    width: int = 0
    right: bool = False
    most: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its key, and a cell for each column."""

    key: str
    cells: tuple[Cell, ...]


def widths(columns: Sequence[Column], width: int) -> list[int]:
    """The width of each column in cells, in a list that is `width` cells wide."""
    room = width - 2 - sum(column.width + 1 for column in columns)
    loose = [place for place, column in enumerate(columns) if not column.width]
    found = [column.width for column in columns]
    spare = max(0, room - ENOUGH * len(loose))
    while spare and (short := [i for i, c in enumerate(columns) if found[i] < c.most]):
        for place in short[:spare]:
            found[place] += 1
        room -= min(spare, len(short))
        spare -= min(spare, len(short))
    for count, place in enumerate(loose):
        share = max(0, room) // (len(loose) - count)
        found[place] = max(4, share)
        room -= share
    return found


def folded(words: str, width: int, most: int) -> list[str]:
    """The words on at most `most` lines of `width` cells; a longer tail is cut."""
    lines: list[str] = []
    words = trim(one_line(trim(words)))
    while words and len(lines) < most:
        last = len(lines) == most - 1
        line = cut(words, width) if last else _head(words, width)
        lines.append(line)
        words = trim(words[len(line) :])
    return lines


def folded_lines(words: str, width: int, most: int = 4) -> list[str]:
    """A sentence on at most `most` lines of `width` cells, each indented by two."""
    return ["  " + line for line in folded(words, width - 3, most)]


def _head(words: str, width: int) -> str:
    """As much of the start as fits into `width` cells and may stand alone on a line."""
    line = next(iter(chop_cells(words, max(2, width))), "") or words[:1]
    fitting = range(len(line), 0, -1)
    return words[: next((place for place in fitting if _may_break(words, place)), len(line))]


def _may_break(words: str, place: int) -> bool:
    """Whether a line may end before this character."""
    before, following = words[place - 1], words[place : place + 1]
    if not following:
        return True
    word = all(cells(char) == 1 and not char.isspace() for char in (before, following))
    number = before.isdecimal() and following in _AFTER_DIGIT
    lone = _LONE.search(words, max(0, place - 3), place + 1 if following.isspace() else place)
    stays = word or number or lone is not None
    return not stays and following not in _NEVER_FIRST and before not in _NEVER_LAST


def whole_lines(text: str, width: int) -> str:
    """The text with line ends where it is broken at `width` cells, for a widget of that width."""
    lines: list[str] = []
    for part in text.split("\n"):
        lines += [part] if cells(part) <= width else folded(part, width, ALL)
    return "\n".join(lines)


def parts(text: Content, width: int) -> list[Content]:
    """The lines of at most `width` cells that a styled text is broken into; it stays indented."""
    found: list[Content] = []
    for line in text.split("\n", allow_blank=True):
        said, cuts, at = line.plain, list[int](), 0
        while cells(said[at:]) > width:
            at += len(_head(said[at:], width))
            at += len(said[at:]) - len(said[at:].lstrip(" "))
            cuts.append(at)
        found += [part.rstrip() for part in line.divide(cuts)] if cuts else [line]
    return found
