"""Rows that an import did not take, unchanged, to be corrected and imported again."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from exports.documents.names import safe_name
from exports.files import write_free
from exports.tables.columns import Spreadsheet
from meetings.importing.cells import Cell

REFUSED = "没有导入的行"


def refused_workbook(rows: Sequence[Sequence[Cell]], made: datetime) -> bytes:
    """The first row is the heading; texts stay texts, so that no telephone is rounded."""
    heads = ["" if cell is None else str(cell) for cell in rows[0]]
    sheet = Spreadsheet(REFUSED, made)
    sheet.table(REFUSED, heads, rows[1:])
    return sheet.data()


def write_refused(
    source: Path, rows: Sequence[Sequence[Cell]], made: datetime, otherwise: Path
) -> Path:
    """Write them beside the source, or in the folder `otherwise` if that one is not writable.

    Raises OSError where neither does.
    """
    name, data = safe_name(f"{source.stem}_{REFUSED}", "xlsx"), refused_workbook(rows, made)
    try:
        return write_free(source.parent / name, data)
    except OSError:
        otherwise.mkdir(parents=True, exist_ok=True)
        return write_free(otherwise / name, data)
