"""签到表: to be signed at the table, or filled where people signed in on the screen."""

from exports import text, words
from exports.documents.names import file_name
from exports.documents.occasion import facts
from exports.layout import blocks, styles, tables
from exports.layout.packing import pack
from meetings.papers.around import SignIn, SignInLine

SPARE = 3
"""Empty rows at least, where nobody has signed in yet, for those who are not on the roll."""
FIRST_PAGE, NEXT_PAGE = 16, 20
"""Rows of 10 mm that a page holds; a sheet to be signed is filled to the end of its last one."""


def sign_in_document(sheet: SignIn) -> bytes:
    """The sheet as a .docx; the same value gives the same bytes."""
    held = sheet.occasion
    title = f"{held.body_name}{held.number}会议{words.SIGN_IN}"
    document = blocks.new_document(title, held.body_name, sheet.written_at)
    blocks.title(document, f"{held.body_name}{words.SIGN_IN}")
    blocks.subtitle(document, held.number)
    facts(document, held)
    came = sum(line.came_at is not None for line in sheet.lines)
    count = words.SIGN_IN_FILLED if came else words.SIGN_IN_COUNT
    blocks.line(document, count.format(count=len(sheet.lines), came=came), styles.TABLE_TEXT)
    rows = [_row(number, line) for number, line in enumerate(sheet.lines, 1)]
    last = max(len(rows), FIRST_PAGE) if came else _to_the_page_end(len(rows) + SPARE)
    spare = range(len(rows) + 1, last + 1)
    rows += [(str(number), "", "", "", "", "", "") for number in spare]
    tables.table(
        document, words.SIGN_IN_HEADS, rows, [13, 26, 17, 27, 32, 16, 25], [0, 5],
        row_height=10, caption=words.SIGN_IN,
    )  # fmt: skip
    return pack(document)


def _to_the_page_end(wanted: int) -> int:
    """The rows of a sheet whose last page is filled."""
    pages = max(0, -(-(wanted - FIRST_PAGE) // NEXT_PAGE))
    return FIRST_PAGE + pages * NEXT_PAGE


def sign_in_name(sheet: SignIn) -> str:
    """The file's name: day of the meeting, body and number."""
    held = sheet.occasion
    return file_name(held.starts_at.date(), held.body_name, words.SIGN_IN, held.serial)


def _row(number: int, line: SignInLine) -> tuple[str, ...]:
    came = text.clock_text(line.came_at) if line.came_at is not None else ""
    holder = words.HELD_BY.format(holder=line.holder) if line.holder else ""
    remark = "，".join(part for part in (holder, line.remark) if part)
    return str(number), line.name, line.building, line.roles, line.state, came, remark
