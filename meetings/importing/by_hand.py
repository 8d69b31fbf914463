"""What a person said of a file's columns, remembered for files with the same headings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise

from meetings.importing.cells import Cell, all_said, beginning, is_empty
from meetings.importing.columns import Columns
from meetings.importing.table import (
    HEADER_WITHIN,
    ROW,
    WHY,
    Choices,
    NoTable,
    PlannedRow,
    RowState,
    Source,
    find_table,
    heading,
    two_rows,
)

MOST = 500
"""Headings that are remembered; the oldest go first."""


def _patterns(source: Source) -> Iterator[tuple[str, list[str]]]:
    """What may be the heading of a file, and a short sign of all its words whatever their order."""
    for sheet in source.sheets:
        rows = list(sheet.rows[: HEADER_WITHIN + 1])
        both = [list(map(heading, two_rows(above, below))) for above, below in pairwise(rows)]
        for heads in (*(list(map(heading, row)) for row in rows), *both):
            if words := sorted({head for head in heads if head}):
                yield sha256("\n".join(words).encode()).hexdigest()[:8], words


def recalled(source: Source, kind: str, kept: Mapping[str, str]) -> dict[str, str]:
    """The headings of a file that were named by hand in another one with the same headings."""
    found: dict[str, str] = {}
    if not any(key.startswith(f"{kind}/") for key in kept):
        return found
    for sign, words in _patterns(source):
        found |= {head: kept[key] for head in words if (key := f"{kind}/{sign}/{head}") in kept}
    return found


def learnt(
    source: Source, kind: str, chosen: Mapping[str, str], kept: Mapping[str, str]
) -> dict[str, str]:
    """All that is to be kept once these headings of the file were named."""
    said = {heading(head): meant for head, meant in chosen.items()}
    more = {
        f"{kind}/{sign}/{head}": meant
        for sign, words in _patterns(source)
        if set(said) <= set(words)
        for head, meant in said.items()
    }
    together = {**{key: meant for key, meant in kept.items() if key not in more}, **more}
    return dict(list(together.items())[-MOST:])


def headings(source: Source) -> list[str]:
    """The words of the row that looks most like a heading: the first of those with most texts."""
    best: list[str] = []
    for sheet in source.sheets:
        for row in sheet.rows[:HEADER_WITHIN]:
            words = [
                beginning(cell) for cell in row if isinstance(cell, str) and not is_empty(cell)
            ]
            best = words if len(words) > len(best) else best
    return best


def meanings(source: Source, columns: Columns, choices: Choices) -> dict[str, str]:
    """Each heading of the file with the column that it is read as, "" where it is none."""
    try:
        table = find_table(source, columns, choices)
    except NoTable:
        return {}
    read = {place: name for name, place in table.places.items()}
    return {
        beginning(head): read.get(place, "")
        for place, head in reversed([*enumerate(table.heads)])
        if isinstance(head, str) and not is_empty(head)
    }


def refused_table(
    source: Source,
    columns: Columns | None,
    choices: Choices,
    rows: Sequence[PlannedRow],
    told: Mapping[int, str],
) -> list[tuple[Cell, ...]]:
    """The rows that were not taken, in the words of the file, under its heading.

    `told` says by number of row why. The table can be mended and imported again. Without
    `columns`, or where the source has no table of them, the rows are lines.
    """
    wrong = [row for row in rows if row.state is RowState.ERROR]
    if not wrong:
        return []
    heads = _heads(source, columns, choices)
    if heads is None:
        # A list of lines: a heading of ours would be read as one of them.
        return [("#没有导入的行",), *((" ".join(map(all_said, row.words)),) for row in wrong)]
    wide = max(len(heads), *(len(row.words) for row in wrong))
    found: list[tuple[Cell, ...]] = [(ROW, WHY, *heads, *[None] * (wide - len(heads)))]
    for row in wrong:
        words = [*row.words, *[None] * (wide - len(row.words))]
        number = row.number if type(row.number) is int else str(row.number)
        found.append((number, told.get(row.number, ""), *words))
    return found


def refused_of_sheets(
    rows: Sequence[PlannedRow], told: Callable[[PlannedRow], str]
) -> list[tuple[Cell, ...]]:
    """The rows of several sheets that were not taken, with their sheet, number, why and words."""
    wrong = [row for row in rows if row.state is RowState.ERROR and row.words]
    if not wrong:
        return []
    wide = max(len(row.words) for row in wrong)
    return [
        ("表", ROW, WHY, *[None] * wide),
        *((row.sheet, row.number, told(row), *row.words, *[None] * (wide - len(row.words)))
          for row in wrong),
    ]  # fmt: skip


def _heads(source: Source, columns: Columns | None, choices: Choices) -> tuple[Cell, ...] | None:
    if columns is None:
        return None
    try:
        return find_table(source, columns, choices).heads
    except NoTable:
        return None
