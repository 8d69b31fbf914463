"""The program of a limited process that reads a spreadsheet and writes its cells as JSON.

The zip is checked and every part is inflated and counted before anything is parsed.
"""

import gc
import json
import re
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

ENTRIES = 200
RATIO = 100
_CHUNK = 1 << 20
_FILLED = re.compile(
    rb"<(?:\w+:)?c\b([^>]{0,400}?)(?<!/)>"  # a cell that is not closed at once has content
)
_PLACE = re.compile(rb'\br\s*=\s*["\']([A-Za-z]+)(\d+)["\']')
_REPEATED = re.compile(rb'number-(rows|columns)-repeated\s*=\s*"(\d+)"')
_FORMULA = re.compile(rb"<f[ >]")
_HIDDEN_COLUMNS = re.compile(rb"<(?:\w+:)?col\b[^>]*?\bhidden\s*=\s*[\"'](?:1|true)[\"'][^>]*>")
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_NUMBERED = re.compile(rb"\b(min|max)\s*=\s*[\"'](\d{1,5})[\"']")


class Refused(Exception):
    """The file is not read: `why` and facts."""

    def __init__(self, why: str, **facts: Any) -> None:
        super().__init__(why)
        self.why, self.facts = why, facts


def limit(memory: int, seconds: int) -> None:
    """Limit this process's memory (bytes) and processor time, on systems that can."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, hard))


def look_into(path: str, most_bytes: int, rows: int, columns: int) -> dict[str, Any]:
    """Check and count the parts of the zip before anything is parsed; raises Refused."""
    found: dict[str, Any] = {"formulas": False, "macros": False, "hidden": {}}
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > ENTRIES:
                raise Refused("too_many_entries", count=len(entries), limit=ENTRIES)
            if sum(e.file_size for e in entries) > most_bytes:
                raise Refused("too_large_inside", limit=most_bytes >> 20)
            names = {entry.filename.lower() for entry in entries}
            if not names & {"xl/workbook.xml", "content.xml"}:
                raise Refused("not_a_workbook")
            left = most_bytes
            for entry in entries:
                found["macros"] |= entry.filename.lower().endswith("vbaproject.bin")
                if entry.flag_bits & 1:
                    raise Refused("encrypted")
                if entry.file_size > RATIO * max(entry.compress_size, 1) and entry.file_size > 1e6:
                    raise Refused("ratio", limit=RATIO)
                left -= _inflate(archive, entry, left, found, rows, columns)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError) as failure:
        raise Refused("broken", problem=str(failure)[:100]) from None
    return found


def _inflate(
    archive: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    left: int,
    found: dict[str, Any],
    rows: int,
    columns: int,
) -> int:
    parts, size = [], 0
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            size += len(chunk)
            if size > left or size > RATIO * max(entry.compress_size, 10_000):
                raise Refused("too_large_inside", limit=left >> 20)
            parts.append(chunk)
    if entry.filename.lower().startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
        data = b"".join(parts)
        found["formulas"] |= b":f>" in data or (b"<f" in data and bool(_FORMULA.search(data)))
        _measure(data, rows, columns)
        place = re.search(r"(\d+)\.xml$", entry.filename)
        if place:
            found["hidden"][int(place[1])] = _hidden(data)
    elif entry.filename.lower() == "content.xml":
        _measure_repeats(b"".join(parts), rows, columns)
    return size


def _measure(data: bytes, rows: int, columns: int) -> None:
    """Refuse a sheet with a filled cell beyond the limits, which would not fit in memory."""
    if not _perhaps_far(rows).search(data) and data.count(b"<row") <= rows:
        return
    for cell in _FILLED.finditer(data):
        place = _PLACE.search(cell[1])
        if place is None:
            continue
        column = 0
        for letter in place[1].upper():
            column = column * 26 + letter - 64
        if int(place[2]) > rows or column > columns:
            where = place[0].split(b"=")[1].strip(b" \"'").decode("ascii", "replace")
            raise Refused("far_cell", place=where, rows=rows, columns=columns)


def _hidden(data: bytes) -> tuple[list[int], int]:
    """Which columns (from 1) a sheet hides, at most 50 of them, and how many rows."""
    columns: list[int] = []
    if b"hidden" not in data:
        return columns, 0
    for found in _HIDDEN_COLUMNS.finditer(data):
        bounds = {name: int(number) for name, number in _NUMBERED.findall(found[0])}
        first = bounds.get(b"min", 0)
        columns += range(first, min(bounds.get(b"max", first), first + 50) + 1)
    return columns[:50], len(_HIDDEN_ROW.findall(data))


def _measure_repeats(data: bytes, rows: int, columns: int) -> None:
    """Refuse a sheet of an ods whose repeated non-empty cells go beyond the limits."""
    for cell in re.finditer(rb"<table:table-(row|cell)\b([^>]*)>", data):
        repeated = _REPEATED.search(cell[2])
        if repeated is None or cell[2].endswith(b"/"):
            continue
        most = rows if repeated[1] == b"rows" else columns
        if int(repeated[2]) > most and _is_filled(data, cell.end(), cell[1]):
            raise Refused("far_cell", place=repeated[2].decode(), rows=rows, columns=columns)


def _is_filled(data: bytes, start: int, kind: bytes) -> bool:
    end = data.find(b"</table:table-" + kind, start)
    return b"<text:p" in data[start : end if end >= 0 else None]


def read(path: str, most_bytes: int, rows: int, columns: int) -> dict[str, Any]:
    """The visible sheets with merged cells filled, and notes on the file for the person."""
    import python_calamine as calamine

    found: dict[str, Any] = {"formulas": False, "macros": False, "hidden": {}}
    if zipfile.is_zipfile(path):
        found = look_into(path, most_bytes, rows, columns)
    hidden = found.pop("hidden")
    notes: list[list[Any]] = [[name, {}] for name, there in found.items() if there]
    sheets = []
    try:
        with open(path, "rb") as file:
            book = calamine.CalamineWorkbook.from_filelike(file)
        for place, metadata in enumerate(book.sheets_metadata):
            if metadata.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            if metadata.visible is not calamine.SheetVisibleEnum.Visible:
                notes.append(["hidden_sheet", {"sheet": metadata.name}])
                continue
            sheet = book.get_sheet_by_index(place)
            end = sheet.end
            if end is not None and (end[0] >= rows or end[1] >= columns):
                raise Refused("far_cell", place=f"{end[0] + 1}", rows=rows, columns=columns)
            cells = sheet.to_python(skip_empty_area=False)
            _tell_hidden(notes, metadata.name, cells, *hidden.get(place + 1, ([], 0)))
            if _fill(cells, sheet.merged_cell_ranges or []):
                notes.append(["merged", {"sheet": metadata.name}])
            sheets.append([metadata.name, cells])
    except calamine.PasswordError:
        raise Refused("encrypted") from None
    except calamine.CalamineError as failure:
        raise Refused("broken", problem=str(failure)[:100]) from None
    return {"sheets": sheets, "notes": notes}


def _tell_hidden(
    notes: list[list[Any]], sheet: str, cells: list[list[Any]], columns: list[int], rows: int
) -> None:
    wide = max(map(len, cells), default=0)
    there = [n for n in columns if n <= wide and any(len(r) >= n and r[n - 1] != "" for r in cells)]
    if there:
        letters = "、".join(_letter(n) for n in there)
        notes.append(["hidden_columns", {"sheet": sheet, "columns": letters}])
    if rows:
        notes.append(["hidden_rows", {"sheet": sheet, "n": rows}])


def _letter(number: int) -> str:
    return (
        chr(64 + number)
        if number <= 26
        else _letter((number - 1) // 26) + _letter((number - 1) % 26 + 1)
    )


def _perhaps_far(rows: int) -> re.Pattern[bytes]:
    """A pattern that no row or cell within the limits matches, for a fast first check."""
    first, more = f"{rows}"[0], len(f"{rows}") - 1
    number = rf"(?:[{first}-9]\d{{{more}}}|\d{{{more + 2},}})"
    return re.compile(rf"""r\s*=\s*["'](?:[A-Za-z]{{2,}}\d|[A-Za-z]?{number})""".encode())


def _fill(cells: list[list[Any]], merged: list[Any]) -> bool:
    """Copy the first cell of each merged area of several rows to all its cells; whether any."""
    done = False
    budget = 2_000_000
    for (top, left), (bottom, right) in merged:
        if top >= len(cells) or bottom == top:
            continue
        if left >= len(cells[top]) or cells[top][left] in ("", None):
            continue
        for row in range(top, min(bottom + 1, len(cells))):
            last = min(right + 1, len(cells[row]))
            budget -= max(last - left, 0)
            if budget < 0:
                raise Refused("merged_too_much")
            for column in range(left, last):
                cells[row][column] = cells[top][left]
        done = True
    return done


def packed(cell: object) -> Any:
    """The cell as JSON can hold it, days and times as texts."""
    if isinstance(cell, datetime):
        return {"at": cell.isoformat()}
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    if isinstance(cell, time):
        return {"time": cell.isoformat()}
    if isinstance(cell, timedelta):
        return {"seconds": cell.total_seconds()}
    raise TypeError(type(cell))


def main(arguments: list[str]) -> int:
    """`PATH BYTES ROWS COLUMNS MEMORY SECONDS`; JSON on standard output."""
    # Nothing here is in a circle, and the process is short.
    gc.disable()
    path, *numbers = arguments
    most_bytes, rows, columns, memory, seconds = map(int, numbers)
    limit(memory, seconds)
    try:
        answer = read(path, most_bytes, rows, columns)
    except Refused as refused:
        answer = {"refused": refused.why, "facts": refused.facts}
    except MemoryError:
        answer = {"refused": "too_large_inside", "facts": {"limit": most_bytes >> 20}}
    except BaseException as failure:  # a reader in another language may panic
        answer = {"refused": "broken", "facts": {"problem": type(failure).__name__}}
    sys.stdout.buffer.write(
        json.dumps(answer, ensure_ascii=False, default=packed).encode("utf-8", "replace")
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
