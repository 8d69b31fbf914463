"""Read a file of tables: a spreadsheet, by a process with limits, or a text."""

import json
import subprocess
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from exports.apart import command_of
from exports.tables import sheets_child
from exports.tables.sheets_errors import CannotRead
from meetings.bulk import in_bulk
from meetings.importing.chat import is_chat
from meetings.importing.plan import Reason
from meetings.importing.table import BrokenText, Sheet, Source, sheet_of_text

LARGEST = 20 << 20
"""The most bytes of a file, and of an inflated spreadsheet."""
LARGEST_LIST = 64 << 20
"""The most bytes of an inflated list of people, since 100,000 rows need more than 20 MB."""
ROWS = 200_000
COLUMNS = 200
MEMORY = 1_500 << 20
SECONDS = 30
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_source(path: Path, *, inflated: int = LARGEST, seconds: int = SECONDS) -> Source:
    """The visible sheets of a spreadsheet, or the table of a text; raises CannotRead, OSError."""
    size = path.stat().st_size
    if size == 0:
        raise CannotRead(name=path.name, why="empty")
    if size > LARGEST:
        raise CannotRead(name=path.name, why="too_large", limit=LARGEST >> 20)
    data = path.read_bytes()
    ending = path.suffix.lower()
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise CannotRead(name=path.name, why="encrypted")
        return _read_apart(path, inflated, seconds)
    if data.startswith(_ZIP):
        if ending in (".csv", ".txt", ".docx", ".zip"):
            raise CannotRead(name=path.name, why="ending", ending=ending)
        return _read_apart(path, inflated, seconds)
    if ending in (".csv", ".txt", ".tsv"):
        return read_text_table(data, path.name, ROWS, COLUMNS)
    if ending in (".xlsx", ".xlsm", ".xls", ".ods"):
        raise CannotRead(name=path.name, why="not_a_zip")
    raise CannotRead(name=path.name, why="ending", ending=ending or "-")


def _read_apart(path: Path, inflated: int, seconds: int) -> Source:
    words = [str(n) for n in (inflated, ROWS, COLUMNS, MEMORY, seconds)]
    command = [*command_of(sheets_child), str(path.absolute()), *words]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds * 2, check=False
        )
        with in_bulk():
            answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise CannotRead(name=path.name, why="slow", seconds=seconds * 2) from None
    except ValueError:
        # Killed by a limit, it could not say a word.
        raise CannotRead(name=path.name, why="slow", seconds=seconds) from None
    if "refused" in answer:
        raise CannotRead(name=path.name, why=answer["refused"], **answer["facts"])
    notes = tuple(Reason(why, facts) for why, facts in answer["notes"])
    return Source(tuple(Sheet(name, _unpacked(rows)) for name, rows in answer["sheets"]), notes)


def _unpacked(rows: list[list[Any]]) -> list[list[Any]]:
    for row in rows:
        for place, cell in enumerate(row):
            if type(cell) is dict:
                row[place] = _unpack(cell)
    return rows


def _unpack(cell: dict[str, Any]) -> Any:
    if "at" in cell:
        return datetime.fromisoformat(cell["at"])
    if "day" in cell:
        return date.fromisoformat(cell["day"])
    if "time" in cell:
        return time.fromisoformat(cell["time"])
    return timedelta(seconds=cell["seconds"])


def read_text_table(data: bytes, name: str, rows: int, columns: int) -> Source:
    """The one sheet of a text file; raises CannotRead."""
    text = _decoded(data, name)
    try:
        sheet = sheet_of_text(text)
    except BrokenText as broken:
        if is_chat(text):
            # What people write to each other is no table.
            return Source((Sheet("CSV", [[line] for line in text.splitlines()], text=text),))
        raise CannotRead(name=name, why="open_quote", line=broken.line) from None
    for number, line in enumerate(sheet.rows, 1):
        if number > rows or len(line) > columns:
            raise CannotRead(
                name=name, why="far_cell", place=f"{number}", rows=rows, columns=columns
            )
    return Source((sheet,))


def _decoded(data: bytes, name: str) -> str:
    forms: tuple[str, ...] = ("utf-8-sig", "gb18030")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        forms = ("utf-16",)
    elif b"\0" in data[:2000]:
        high, low = data[0:2000:2].count(0), data[1:2000:2].count(0)
        forms = ("utf-16-le",) if low > high else ("utf-16-be",)
    for form in forms:
        try:
            return data.decode(form).replace("\0", "")
        except UnicodeDecodeError:
            continue
    raise CannotRead(name=name, why="encoding")
