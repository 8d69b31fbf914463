"""Text tables: CSV or TSV in UTF-8 (with or without its mark), GB18030 or UTF-16."""

from exports.tables.sheets_errors import CannotRead
from meetings.importing.chat import is_chat
from meetings.importing.table import BrokenText, Sheet, Source, sheet_of_text


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
