"""督办台账 in Excel: a sheet to be handed in, and one with every column for other programs."""

from collections.abc import Mapping
from datetime import datetime

from exports import text
from exports.documents.names import file_name
from exports.tables.columns import Sheet, Spreadsheet
from meetings.importing.cells import Cell
from meetings.importing.columns import LEDGER_COLUMNS, TASKS
from meetings.importing.tasks.out import (
    SHEET_COLUMNS,
    ExistingLedger,
    ledger_rows,
    sheet_rows,
    sheet_total,
)
from meetings.matters.followup_states import Lateness
from meetings.terms import term

LEDGER = "督办台账"
_OVERDUE = term(Lateness.OVERDUE)
_WIDTHS = (12, 11, 26, 15, 11, 11, 6, 9, 20, 11, 11, 11, 11, 9)
_BELOW = "填报人：              审核人：              负责人（签字）：              "


def _tone(row: Mapping[str, Cell]) -> str:
    return "bad" if row["时限情况"] == _OVERDUE else ""


def _late(row: Mapping[str, Cell]) -> str:
    return "bad" if str(row["情况"]).startswith(_OVERDUE) else ""


def ledger_workbook(
    ledger: ExistingLedger, made: datetime, of: str = "", filled_by: str = ""
) -> bytes:
    """The ledger as of the day it is made; `of` names its bodies."""
    sheet = Spreadsheet(LEDGER, made)
    names = [body.name for body in ledger.bodies]
    of = of or (names[0] if len(names) == 1 else "")
    day = text.day_text(made.date())
    above = f"单位：{of}    填报日期：{day}    共{len(ledger.tasks)}件"
    below = _BELOW
    if filled_by:
        below = below.replace("填报人：              ", f"填报人：{text.one_line(filled_by)}    ")
    sheet.sheet(
        Sheet(
            LEDGER, SHEET_COLUMNS, sheet_rows(ledger, made.date()), (f"{of}{LEDGER}", above, below),
            _WIDTHS, total=sheet_total(ledger, made.date()),
        ),
        tone=_late,
    )  # fmt: skip
    sheet.table(TASKS, LEDGER_COLUMNS, ledger_rows(ledger, made.date()), tone=_tone)
    return sheet.data()


def ledger_name(body: str, made: datetime) -> str:
    """`20261124_45、47栋街角议事会_督办台账.xlsx`."""
    return file_name(made.date(), body, LEDGER, ext="xlsx")
