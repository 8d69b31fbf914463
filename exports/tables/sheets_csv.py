"""Text tables: CSV in UTF-8 (with or without its mark), GB18030, or Excel's Unicode text."""

import csv
import io

from exports.tables.sheets_errors import CannotRead
from meetings.clean import is_blank
from meetings.importing.table import Sheet, Source

_DELIMITERS = ",\t;，"


def read_text_table(data: bytes, name: str, rows: int, columns: int) -> Source:
    """The one sheet of a text file; raises CannotRead."""
    text = _decoded(data, name)
    head = next((line for line in text.splitlines() if not is_blank(line)), "")
    delimiter = max(_DELIMITERS, key=head.count)
    found: list[list[str]] = []
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            found.append(line)
            if len(found) > rows or len(line) > columns:
                place = f"{len(found)}"
                raise CannotRead(name=name, why="far_cell", place=place, rows=rows, columns=columns)
    except csv.Error as failure:
        raise CannotRead(name=name, why="broken", problem=str(failure)) from None
    return Source((Sheet("CSV", found),))


def _decoded(data: bytes, name: str) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    forms = ("utf-16",) if wide else ("utf-8-sig", "gb18030")
    for form in forms:
        try:
            return data.decode(form).replace("\0", "")
        except UnicodeDecodeError:
            continue
    raise CannotRead(name=name, why="encoding")
