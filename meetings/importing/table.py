"""A table, its rows by column, and what an import would do with each: the preview."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from meetings.errors import MeetingError
from meetings.importing import cells
from meetings.importing.cells import Cell, NotUnderstood, is_empty, plain

Facts = Mapping[str, str | int]


class RowState(StrEnum):
    """What an import would do with a row."""

    ERROR = "error"
    """Not imported; the others are."""
    WARNING = "warning"
    """Imported, or known, and something should be looked at."""
    NEW = "new"
    KNOWN = "known"
    """Here already; nothing is changed."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is in its state; the screen has the sentence for `why`."""

    why: str
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of the file: `number` as the spreadsheet shows it, 0 for what has no row."""

    sheet: str
    number: int
    state: RowState
    label: str
    reasons: tuple[Reason, ...] = ()


def state_of(reasons: Iterable[Reason], otherwise: RowState = RowState.NEW) -> RowState:
    """The state of a row that is taken: with something to look at, or not."""
    return RowState.WARNING if any(True for _ in reasons) else otherwise


def counts(rows: Iterable[PlannedRow]) -> dict[RowState, int]:
    """How many rows are in each state."""
    found = Counter(row.state for row in rows)
    return {state: found[state] for state in RowState}


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
    for at, line in enumerate(sheet.rows[:HEADER_WITHIN]):
        heads = [plain(cell).rstrip("*") if isinstance(cell, str) else "" for cell in line]
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


T = TypeVar("T")
_NUMBERS = {bool, int, float}


def refused(sheet: str, row: Row, wrong: NotUnderstood, said: str) -> PlannedRow:
    """A row that is not taken, with everything that was noticed up to there."""
    reasons = (Reason(wrong.why, wrong.facts), *row.reasons)
    return PlannedRow(sheet, row.number, RowState.ERROR, said, reasons)


def needed_line(row: Row, column: str, limit: int) -> str:
    """The text of a column that must not be empty; raises NotUnderstood."""
    said = in_column(column, lambda cell: cells.line(cell, limit), row[column])
    if not said:
        raise NotUnderstood("missing", column=column)
    return said


def in_column(column: str, read: Callable[[Cell], T], cell: Cell) -> T:
    """Read a cell; what it does not say is told with its column."""
    try:
        return read(cell)
    except NotUnderstood as wrong:
        raise NotUnderstood(wrong.why, column=column, **wrong.facts) from None


def body_of(row: Row, bodies: Mapping[str, str], default: str | None) -> str:
    """The body a row names; raises NotUnderstood."""
    return body_named(cells.line(row["机构"], 100), bodies, default)


def body_named(said: str, bodies: Mapping[str, str], default: str | None) -> str:
    """The body of this name, or the one that is meant where none is named; raises NotUnderstood."""
    if said in bodies:
        return bodies[said]
    if said:
        raise NotUnderstood("unknown_body", value=said)
    if default is None:
        raise NotUnderstood("missing", column="机构")
    return default


def whole_column(
    name: str, read: Callable[[Cell], T], rows: Sequence[Row]
) -> list[T | NotUnderstood]:
    """What each row says in a column, or why it does not; a cell that comes again is read once."""

    def one(cell: Cell) -> T | NotUnderstood:
        try:
            return in_column(name, read, cell)
        except NotUnderstood as wrong:
            return wrong

    said = [row[name] for row in rows]
    if len(set(map(type, said)) & _NUMBERS) > 1:
        # 1, 1.0 and True are equal and are not the same to a reader.
        return [one(cell) for cell in said]
    known = {cell: one(cell) for cell in set(said)}
    return [known[cell] for cell in said]


def told(said: T | NotUnderstood) -> T:
    """What was read; raises what was kept in its place."""
    if isinstance(said, NotUnderstood):
        raise NotUnderstood(said.why, **said.facts)
    return said
