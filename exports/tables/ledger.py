"""督办台账 in Excel: one row a task, with filters, a frozen header, and days as days."""

from collections.abc import Mapping
from datetime import datetime

from exports.documents.names import file_name
from exports.tables.columns import Spreadsheet
from meetings.importing.cells import Cell
from meetings.importing.columns import LEDGER_COLUMNS
from meetings.importing.tasks import KnownLedger, ledger_rows
from meetings.matters.followups import Lateness
from meetings.terms import term

LEDGER = "督办台账"
_OVERDUE = term(Lateness.OVERDUE)


def _tone(row: Mapping[str, Cell]) -> str:
    return "bad" if row["时限情况"] == _OVERDUE else ""


def ledger_workbook(known: KnownLedger, made: datetime) -> bytes:
    """The ledger as it stands on the day it is made."""
    sheet = Spreadsheet(LEDGER, made)
    sheet.table(LEDGER, LEDGER_COLUMNS, ledger_rows(known, made.date()), tone=_tone)
    return sheet.data()


def ledger_name(body: str, made: datetime) -> str:
    """`20261124_45、47栋街角议事会_督办台账.xlsx`."""
    return file_name(made.date(), body, LEDGER, ext="xlsx")
