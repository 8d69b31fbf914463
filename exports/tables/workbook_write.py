"""会议工作簿 in Excel: a meeting on several sheets, which can be imported again."""

from collections.abc import Sequence
from datetime import datetime

from exports.documents.names import file_name
from exports.tables.columns import Spreadsheet
from meetings.importing.cells import Cell
from meetings.importing.columns import MEETING, PEOPLE, SHEETS
from meetings.importing.workbook.out import Held, workbook_rows

WORKBOOK = "会议工作簿"
_KINDS = dict.fromkeys(("面积", "总面积", "同意面积", "反对面积", "弃权面积", "无效面积"), "area")


def meeting_workbook(held: Held, made: datetime) -> bytes:
    """The workbook of one meeting."""
    sheet = Spreadsheet(f"{held.meeting.title} {WORKBOOK}", made)
    rows = workbook_rows(held)
    for name, columns in SHEETS.items():
        sheet.table(name, columns, rows[name], filters=name != MEETING, kinds=_KINDS)
    return sheet.data()


def people_workbook(rows: Sequence[Sequence[Cell]], made: datetime) -> bytes:
    """A workbook with only the sheet 名册."""
    sheet = Spreadsheet(PEOPLE, made)
    sheet.table(PEOPLE, SHEETS[PEOPLE], rows, kinds=_KINDS)
    return sheet.data()


def workbook_name(held: Held) -> str:
    """`20261123_45、47栋街角议事会_第3次_会议工作簿.xlsx`."""
    meeting = held.meeting
    day = meeting.began_at.date()
    return file_name(day, held.body.name, WORKBOOK, meeting.serial, "xlsx")
