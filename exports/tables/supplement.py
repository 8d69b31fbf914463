"""补录单: what a stopped file has and the other computer lacks, to be entered there by people."""

from collections.abc import Sequence
from datetime import datetime

from exports.documents.names import file_name
from exports.tables.columns import Spreadsheet
from meetings.importing.cells import Cell
from meetings.importing.columns import ISSUE_TABLE
from meetings.importing.issues import issue_cells
from meetings.matters.issues import Issue
from meetings.ports import Entry

ENTRIES = "记录"
ENTRY_COLUMNS = ("序号", "时间", "记录人", "做了什么", "内容")


def supplement_workbook(
    issues: Sequence[Issue],
    entries: Sequence[tuple[Entry, str, str]],
    people: dict[str, str],
    made: datetime,
) -> bytes:
    """A sheet of issues that can be imported, and one of all journal entries, to be read.

    `entries` have what was done and a summary; `people` are names by id.
    """
    sheet = Spreadsheet(ISSUE_TABLE.sheet, made)
    sheet.table(ISSUE_TABLE.sheet, ISSUE_TABLE.names, [_issue(one, people) for one in issues])
    rows: list[tuple[Cell, ...]] = [
        (entry.seq, f"{entry.at:%Y-%m-%d %H:%M}", entry.actor, command, gist)
        for entry, command, gist in entries
    ]
    sheet.table(ENTRIES, ENTRY_COLUMNS, rows)
    return sheet.data()


def _issue(one: Issue, people: dict[str, str]) -> tuple[Cell, ...]:
    values = issue_cells(one, people.get(one.raised_by or "", ""))
    return tuple(values.get(name) for name in ISSUE_TABLE.names)


def supplement_name(body: str, on: datetime) -> str:
    """`20261124_45栋街角议事会_补录单.xlsx`."""
    return file_name(on.date(), body, "补录单", ext="xlsx")
