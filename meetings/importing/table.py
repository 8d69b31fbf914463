"""A sheet becomes a table once its header is found; what is in no known column is kept out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from meetings.errors import MeetingError
from meetings.importing.cells import Cell, is_empty, plain
from meetings.importing.plan import Reason

HEADER_WITHIN = 20
"""Titles and notes may stand above the header, but not more rows than these."""


class NoTable(MeetingError):
    """No sheet has a header with the columns that are needed: `needed`, `sheets`."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet; `first` is the number of the first row."""

    name: str
    rows: Sequence[Sequence[Cell]]
    first: int = 1


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read: its visible sheets, and what is to be said about it."""

    sheets: tuple[Sheet, ...]
    notes: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header; `places` are the columns by name."""

    sheet: Sheet
    head: int
    places: dict[str, int]
    notes: tuple[Reason, ...] = ()

    def __iter__(self) -> Iterator["Row"]:
        """The rows that are not empty."""
        rows, first = self.sheet.rows, self.sheet.first
        for at in range(self.head + 1, len(rows)):
            cells = rows[at]
            if not all(map(is_empty, cells)):
                yield Row(first + at, cells, self.places)


@dataclass(slots=True)
class Row:
    """One row: its cells by column name."""

    number: int
    cells: Sequence[Cell]
    places: dict[str, int]
    reasons: list[Reason] = field(default_factory=list)

    def __getitem__(self, column: str) -> Cell:
        place = self.places.get(column, -1)
        return self.cells[place] if 0 <= place < len(self.cells) else None

    def remark(self, why: str, **facts: str | int) -> None:
        """Something to look at in this row."""
        self.reasons.append(Reason(why, facts))


def table_of(
    sheet: Sheet,
    columns: Sequence[str],
    needed: Sequence[str],
    also: Mapping[str, str] | None = None,
) -> Table | None:
    """The table of a sheet, or None where no row near its top has the needed columns.

    `also` are other names of columns; a column under its own name goes before them.
    """
    known = {plain(name): name for name in columns}
    wanted = {plain(name) for name in needed}
    others = {plain(name): meant for name, meant in (also or {}).items()}
    for at, cells in enumerate(sheet.rows[:HEADER_WITHIN]):
        heads = [plain(cell).rstrip("*") if isinstance(cell, str) else "" for cell in cells]
        own = {known[head] for head in heads if head in known}
        free = {head: meant for head, meant in others.items() if meant not in own}
        if not wanted <= {plain(known.get(head) or free.get(head, head)) for head in heads}:
            continue
        places: dict[str, int] = {}
        notes = []
        for place, head in enumerate(heads):
            name = known.get(head) or free.get(head)
            if name is None:
                if head:
                    notes.append(Reason("unknown_column", {"sheet": sheet.name, "column": head}))
            elif name in places:
                notes.append(Reason("column_twice", {"sheet": sheet.name, "column": name}))
            else:
                places[name] = place
        return Table(sheet, at, places, tuple(notes))
    return None


def find_table(
    source: Source,
    columns: Sequence[str],
    needed: Sequence[str],
    prefer: str = "",
    also: Mapping[str, str] | None = None,
) -> Table:
    """The first sheet with the needed columns, the one of the given name first; raises NoTable."""
    ordered = sorted(source.sheets, key=lambda sheet: plain(sheet.name) != prefer)
    for sheet in ordered:
        found = table_of(sheet, columns, needed, also)
        if found is not None:
            return found
    names = "、".join(sheet.name for sheet in source.sheets)
    raise NoTable(needed="、".join(needed), sheets=names)
