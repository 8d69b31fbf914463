"""The days of one file: of which year, in which order, and what is asked about them once."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime

from meetings.clean import squeeze
from meetings.dataclass import dataclass
from meetings.dates import WrittenDay
from meetings.importing import cells
from meetings.importing.cells import Cell, NotUnderstood, in_column, is_empty
from meetings.importing.plan import Choices, PlannedRow, Question, Row
from meetings.importing.table import Table

ASKED = frozenset({"no_year", "which_is_the_day", "which_day", "lost_zero"})
"""What keeps a day unknown, and its words, until it is asked."""

YEAR, ORDER, NAMED = "year", "order", "day"
"""Keys of the questions: the year of the file, the order in a column, the day of 国庆前."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """How the days of one file are written."""

    year: int | None = None
    """The year of days without one."""
    day_first: Mapping[str, bool] = field(default_factory=dict)
    """By column: whether 3/9/2026 begins with the day."""
    named: Mapping[str, date] = field(default_factory=dict)
    """The days that words such as 国庆前 mean, as it was said."""

    def read(self, column: str, cell: Cell) -> WrittenDay | None:
        """The day of a cell; raises NotUnderstood."""
        if self.named and isinstance(cell, str) and (day := self.named.get(squeeze(cell))):
            return WrittenDay(day, day, cells.text(cell))
        first = self.day_first.get(column)
        return in_column(column, lambda one: cells.written_day(one, self.year, first), cell)


def calendar_of(
    table: Table, rows: Sequence[Row], choices: Choices, columns: Sequence[str]
) -> Calendar:
    """The year of the file where all its days agree on one, and how each column is written.

    `columns` are those of days.
    """
    years: Counter[int] = Counter()
    for line in table.sheet.rows[: table.head]:
        for cell in line:
            if isinstance(cell, str) and (found := re.search(r"(?<!\d)((?:19|20)\d{2})年", cell)):
                years[int(found[1])] += 1
    day_first: dict[str, bool] = {}
    for column in columns:
        for row in rows:
            cell = row[column]
            if isinstance(cell, datetime | date):
                years[cell.year] += 1
            elif isinstance(cell, str) and not is_empty(cell):
                _look(column, cell, years, day_first)
        if answer := choices.answers.get(f"{ORDER}/{column}"):
            day_first[column] = answer == "day"
    for row in rows:
        cell = row["进展"]
        if isinstance(cell, str):
            years.update(int(year) for year in re.findall(r"(?<!\d)(20\d{2})[-/.年]", cell))
    year = int(choices.answers[YEAR]) if choices.answers.get(YEAR, "").isdecimal() else None
    if year is None and len(years) == 1:
        (year,) = years
    return Calendar(year, day_first, _named(choices.answers))


def _named(answers: Mapping[str, str]) -> dict[str, date]:
    found = {}
    for key, said in answers.items():
        what, _slash, words = key.partition("/")
        if what == NAMED and words:
            try:
                found[squeeze(words)] = date.fromisoformat(said)
            except ValueError:
                continue
    return found


_THREE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


def _look(column: str, cell: str, years: Counter[int], day_first: dict[str, bool]) -> None:
    if three := _THREE.fullmatch(squeeze(cell)):
        years[int(three[3])] += 1
        if int(three[1]) > 12:
            day_first[column] = True
        elif int(three[2]) > 12:
            day_first[column] = False
    elif year := re.match(r"\D{0,3}((?:19|20)\d{2})(?:[-/.年]|\d{4}$)", cell):
        years[int(year[1])] += 1


def questions_of(rows: Iterable[PlannedRow], year: int | None = None) -> list[Question]:
    """What the days of the rows could not be read without, each asked once.

    `year` is that of the file's other days.
    """
    asked: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        for reason in row.reasons:
            column, value = (str(reason.facts.get(fact, "")) for fact in ("column", "value"))
            if reason.why == "no_year":
                asked[YEAR, "which_year", ""] += 1
            elif reason.why == "which_is_the_day":
                asked[f"{ORDER}/{column}", "which_order", column] += 1
            elif reason.why == "which_day":
                asked[f"{NAMED}/{value}", "which_day_is", value] += 1
    return [
        Question(
            key, why, {"n": count, "column": said, "value": said},
            ("day", "month") if why == "which_order" else (), a_day=why == "which_day_is",
            year=year,
        )
        for (key, why, said), count in asked.items()
    ]  # fmt: skip


def require_come(column: str, day: date | None, today: date | None) -> None:
    """Refuse what is said to have happened on a day that is still ahead; raises NotUnderstood."""
    if day is not None and today is not None and day > today:
        raise NotUnderstood("not_come", column=column, value=str(day))


def unless_asked(row: Row, wrong: NotUnderstood) -> None:
    """Tell of a day that has to be asked for; raises what cannot be asked."""
    if wrong.why not in ASKED:
        raise wrong
    row.remark(wrong.why, **wrong.facts)
