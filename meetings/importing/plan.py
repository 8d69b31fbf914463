"""What an import would do: a row of the file as it is planned, what is asked, what was decided.

All kinds of tables are planned, shown in the preview and written in this one way.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from meetings.community.bodies import Body
from meetings.dataclass import dataclass
from meetings.day_range import in_range
from meetings.importing import cells
from meetings.importing.cells import Cell, NotUnderstood, T, in_column
from meetings.ports import Book, By, Records

Facts = Mapping[str, str | int]


class RowState(StrEnum):
    """What an import would do with a row."""

    ERROR = "error"
    """Not imported; the others are."""
    WARNING = "warning"
    """Imported, or known, and something should be looked at."""
    NEW = "new"
    CHANGED = "changed"
    """Here already; what the file knows more is filled in."""
    KNOWN = "known"
    """Here already; nothing is changed."""
    LEFT = "left"
    """No row of the list (a total, a signature), or left out by hand."""


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
    made: object = None
    """What would be recorded; None where nothing would."""
    words: Sequence[Cell] = ()
    """The row's cells as they stand in the file."""
    known: bool = False
    """Here already, where WARNING alone does not say it."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the file does not say and is asked once for all rows; unanswered it stays unknown."""

    key: str
    why: str
    facts: Facts
    options: tuple[str, ...] = ()
    """The answers there are; empty where a year is to be typed."""
    a_day: bool = False
    """A day is to be typed instead of a year."""
    year: int | None = None
    """The year of the file's other days: that of a day typed without one."""

    def takes(self, answer: str) -> bool:
        """Whether this is an answer to it."""
        if self.options:
            return answer in self.options
        try:
            day = date.fromisoformat(answer if self.a_day else f"{answer}-01-01")
        except ValueError:
            return False
        return in_range(day)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person decided in the preview; the plan is made anew with it."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Headings as they stand in the file, and the columns meant; "" for none."""
    cells: Mapping[tuple[int, str], str] = field(default_factory=dict)
    """Cells written anew, by number of row and name of column."""
    left_out: frozenset[int] = frozenset()
    """Numbers of rows."""
    taken: frozenset[int] = frozenset()
    """Numbers of rows that are taken although they look like none of the list."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """Answers by the key of the question."""


NO_CHOICES = Choices()
LINE = "整行"
"""The one column of a list without columns: a line is written anew as a whole."""


DIFFERS = "differs"
"""Whose word counts where the file says otherwise; differs/12 is asked of row 12 alone."""


def differs(row: PlannedRow) -> bool:
    """Whether the file says otherwise in this row than the records."""
    return any(one.why in ("differs", "differs_taken") for one in row.reasons)


def whose_word(rows: Iterable[PlannedRow]) -> list[Question]:
    """Whose word counts, asked once for all rows that say otherwise than the records."""
    found = sum(
        one.why in ("differs", "differs_taken")
        for row in rows
        if row.reasons
        for one in row.reasons
    )
    return [Question(DIFFERS, "whose_word", {"n": found}, ("keep", "file"))] if found else []


HEADINGS = "headings"
"""The key of the question whether rows that head others say what those are about."""


def headings_of(rows: Iterable[PlannedRow]) -> list[Question]:
    """What rows that only head others are, asked once: 一、物业类."""
    said = [row.label for row in rows if any(one.why == "group_row" for one in row.reasons)]
    facts: Facts = {"n": len(said), "value": "、".join(said[:3])[:60]}
    return [Question(HEADINGS, "what_headings", facts, ("topic", "leave"))] if said else []


def state_of(reasons: Iterable[Reason], otherwise: RowState = RowState.NEW) -> RowState:
    """The state of a row that is taken: with something to look at, or not."""
    return RowState.WARNING if any(True for _ in reasons) else otherwise


def counts(rows: Iterable[PlannedRow]) -> dict[RowState, int]:
    """How many rows are in each state."""
    found = Counter(row.state for row in rows)
    return {state: found[state] for state in RowState}


_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})


@dataclass(slots=True)
class Row:
    """One row: its cells by column name."""

    number: int
    cells: Sequence[Cell]
    places: dict[str, int]
    reasons: list[Reason] = field(default_factory=list)
    mended: Mapping[str, str] | None = None
    group: str = ""
    """The heading among the rows that stands above this one: 物业类."""

    def __getitem__(self, column: str) -> Cell:
        if self.mended is not None and column in self.mended:
            return self.mended[column]
        place = self.places.get(column, -1)
        return self.cells[place] if 0 <= place < len(self.cells) else None

    def without_errors(self) -> None:
        """Take out what a spreadsheet writes where a formula fails; nobody said it."""
        if _ERRORS.isdisjoint(self.cells):
            return
        found = dict.fromkeys(str(cell) for cell in self.cells if cell in _ERRORS)
        self.cells = [None if cell in _ERRORS else cell for cell in self.cells]
        self.remark("error_cells", value="、".join(found))

    def read(self, column: str, how: Callable[[Cell], T]) -> T:
        """What a column says, read in its way; raises NotUnderstood with the column's name."""
        return in_column(column, how, self[column])

    def text(self, column: str) -> str:
        """The text of a column; raises NotUnderstood."""
        return in_column(column, cells.text, self[column])

    def line(self, column: str, limit: int) -> str:
        """The text of a column in one line; raises NotUnderstood."""
        return in_column(column, lambda cell: cells.line(cell, limit), self[column])

    def needed_line(self, column: str, limit: int) -> str:
        """The text of a column that must not be empty; raises NotUnderstood."""
        line = self.line(column, limit)
        if not line:
            raise NotUnderstood("missing", column=column)
        return line

    def body(self, bodies: Mapping[str, str], default: str | None) -> str:
        """The id of the body the row names; raises NotUnderstood."""
        return body_named(cells.line(self["机构"], 100), bodies, default)

    def takes_file(self, choices: Choices, column: str, known: str | int, given: str | int) -> bool:
        """Whether the file's word counts where it says otherwise; either way the row tells it."""
        everywhere = choices.answers.get(DIFFERS)
        taken = choices.answers.get(f"{DIFFERS}/{self.number}", everywhere) == "file"
        why = "differs_taken" if taken else "differs"
        self.remark(why, column=column, known=known, given=given)
        return taken

    def remark(self, why: str, **facts: str | int) -> None:
        """Something to look at in this row."""
        reason = Reason(why, facts)
        if reason not in self.reasons:
            self.reasons.append(reason)


def body_named(name: str, bodies: Mapping[str, str], default: str | None) -> str:
    """The body of this name, or the one that is meant where none is named; raises NotUnderstood."""
    if name in bodies:
        return bodies[name]
    if name:
        raise NotUnderstood("unknown_body", value=name)
    if default is None:
        raise NotUnderstood("missing", column="机构")
    return default


def refused(sheet: str, row: Row, wrong: NotUnderstood, label: str) -> PlannedRow:
    """A row that is not taken, with everything that was noticed up to there."""
    reasons = (Reason(wrong.why, wrong.facts), *row.reasons)
    return PlannedRow(sheet, row.number, RowState.ERROR, label, reasons, None, row.cells)


class Plan(Protocol):
    """What would be done with the rows of a table."""

    @property
    def rows(self) -> tuple[PlannedRow, ...]: ...

    @property
    def notes(self) -> tuple[Reason, ...]: ...

    @property
    def questions(self) -> tuple[Question, ...]: ...

    @property
    def empty(self) -> bool: ...


N = TypeVar("N")
C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class TablePlan(Generic[N, C]):
    """What would be done with a table: the rows, and by body what is new and what is changed."""

    rows: tuple[PlannedRow, ...]
    notes: tuple[Reason, ...]
    new: Mapping[str, tuple[N, ...]]
    changed: Mapping[str, tuple[C, ...]] = field(default_factory=dict)
    """What is here already, as it will be."""
    questions: tuple[Question, ...] = ()
    columns: tuple[str, ...] = (LINE,)
    """The cells of a row that may be written anew."""

    @property
    def empty(self) -> bool:
        """Nothing would be written."""
        return not any(self.new.values()) and not any(self.changed.values())


@dataclass(frozen=True, slots=True)
class ListPlan(Generic[N]):
    """What would be done with a pasted list for one meeting or issue: the lines that count."""

    rows: tuple[PlannedRow, ...]
    taken: tuple[N, ...]
    questions: tuple[Question, ...] = ()
    notes: tuple[Reason, ...] = ()
    columns: tuple[str, ...] = (LINE,)

    @property
    def empty(self) -> bool:
        """Nothing would be written."""
        return not self.taken


class Planner(Generic[N, C]):
    """Gathers the rows of one sheet as they are planned, and by body what is to be written."""

    def __init__(self, sheet: str, choices: Choices = NO_CHOICES) -> None:
        self.sheet, self.choices = sheet, choices
        self.rows: list[PlannedRow] = []
        self.new: dict[str, list[N]] = defaultdict(list)
        self.changed: dict[str, list[C]] = defaultdict(list)

    def add(self, row: Row, state: RowState, label: str, made: object, known: bool = False) -> None:
        """A row that is understood; `made` is what the records have of it then."""
        reasons = tuple(row.reasons)
        self.rows.append(
            PlannedRow(self.sheet, row.number, state, label, reasons, made, row.cells, known)
        )

    def refuse(self, row: Row, wrong: NotUnderstood, label: str) -> None:
        """A row that cannot be taken."""
        self.rows.append(refused(self.sheet, row, wrong, label))

    def leave(self, number: int, words: str, *reasons: Reason, cells: Sequence[Cell] = ()) -> None:
        """A row that is none of the list's; `cells` as they stand, where they are not `words`."""
        left = PlannedRow(self.sheet, number, RowState.LEFT, words[:60], reasons, None,
                          cells or (words,))  # fmt: skip
        self.rows.append(left)

    def plan(
        self,
        notes: Iterable[Reason],
        columns: tuple[str, ...] = (LINE,),
        left: Iterable[PlannedRow] = (),
        questions: Callable[[Sequence[PlannedRow]], Iterable[Question]] = whose_word,
    ) -> TablePlan[N, C]:
        """The whole plan, its rows and those `left` out in the order of the file."""
        rows = sorted([*self.rows, *left], key=lambda row: row.number)
        new = {body: tuple(found) for body, found in self.new.items()}
        changed = {body: tuple(found) for body, found in self.changed.items()}
        return TablePlan(tuple(rows), tuple(notes), new, changed, tuple(questions(rows)), columns)


@dataclass(frozen=True, slots=True)
class Existing(Generic[N]):
    """What the records have already: the bodies, and all rows of one kind."""

    bodies: Sequence[Body] = ()
    rows: Sequence[N] = ()


def existing_rows(records: Records, kind: type[N]) -> Existing[N]:
    """All bodies, and all rows of a kind."""
    with records.reading() as book:
        return Existing(tuple(book.find(Body)), tuple(book.find(kind)))


def write_by_body(
    records: Records,
    by: By,
    command: str,
    plan: TablePlan[N, C],
    put: Callable[[Book, str, Sequence[N], Sequence[C]], object],
) -> int:
    """Carry a plan out, one transaction of `command` for each body; how many rows were written."""
    written = 0
    with records.together():
        for place, body in enumerate(dict.fromkeys((*plan.new, *plan.changed))):
            new, changed = plan.new.get(body, ()), plan.changed.get(body, ())
            with records.transaction(command, by.part(place), body) as book:
                put(book, body, new, changed)
            written += len(new) + len(changed)
    return written
