"""Reading a row: what is missing or not understood is told with its column."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from meetings.importing import cells
from meetings.importing.cells import Cell, NotUnderstood
from meetings.importing.plan import PlannedRow, Reason, RowState
from meetings.importing.table import Row

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
