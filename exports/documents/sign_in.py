"""签到表: the sign-in sheet, empty for signing, or filled with those signed in on the screen."""

from collections.abc import Sequence

from exports import text, words
from exports.documents.names import file_name
from exports.documents.occasion import facts
from exports.layout import blocks, styles, tables
from exports.layout.packing import pack
from meetings.papers.other_papers import SignIn, SignInLine

SPARE = 3
"""The least number of empty rows for people not on the roll, before anybody signs in."""
WIDTHS = (13, 26, 19, 27, 32, 16, 23)
_NAME = 5
"""How many characters of a name fit on a line; longer ones are broken after their dot (·)."""
FIRST_PAGE, NEXT_PAGE = 160, 200
"""Millimetres for rows on the first and further pages; the last page is filled with rows."""
TALL, LOW = 10, 8
"""Millimetres of a row: easily signed in, or low where that saves a page."""


def sign_in_document(sheet: SignIn) -> bytes:
    """The sheet as a .docx; the same value gives the same bytes."""
    held = sheet.occasion
    title = f"{held.body_name}{held.number}会议{words.SIGN_IN}"
    document = blocks.new_document(title, held.body_name, sheet.written_at)
    blocks.title(document, f"{held.body_name}{words.SIGN_IN}")
    blocks.subtitle(document, held.number)
    facts(document, held)
    came = sum(line.came for line in sheet.lines)
    expected = sum(line.expected for line in sheet.lines)
    if expected:
        count = words.SIGN_IN_FILLED if came else words.SIGN_IN_COUNT
    else:
        count = words.SIGN_IN_CAME if came else words.SIGN_IN_OPEN
    units = words.SIGN_IN_UNITS.format(count=sheet.units) if sheet.units else ""
    blocks.line(document, count.format(count=expected, came=came, units=units), styles.TABLE_TEXT)
    rows = [_row(number, line) for number, line in enumerate(sheet.lines, 1)]
    spare = 0 if came else SPARE
    height = min((TALL, LOW), key=lambda height: _pages(rows, height, spare)[0])
    pages, room = _pages(rows, height, spare)
    blank = 0 if came and pages > 1 else spare + room
    rows += [(str(len(rows) + n), "", "", "", "", "", "") for n in range(1, blank + 1)]
    tables.table(
        document, words.SIGN_IN_HEADS, rows, WIDTHS, [0, 5], row_height=height,
        caption=words.SIGN_IN,
    )  # fmt: skip
    blocks.end_after_table(document)
    return pack(document, [name for line in sheet.lines for name in (line.name, line.holder)])


def _pages(rows: Sequence[Sequence[str]], height: int, spare: int) -> tuple[int, int]:
    """How many pages the rows and spare ones take, and how many more fit on the last page."""
    pages, room = 1, float(FIRST_PAGE)
    for row in (*rows, *[()] * spare):
        tall = tables.row_tall(row, WIDTHS, height)
        if tall > room:
            pages, room = pages + 1, float(NEXT_PAGE)
        room -= tall
    return pages, int(max(room, 0) // height)


def sign_in_name(sheet: SignIn) -> str:
    """The file's name: day of the meeting, body and number."""
    held = sheet.occasion
    return file_name(held.starts_at.date(), held.body_name, words.SIGN_IN, held.serial)


def _row(number: int, line: SignInLine) -> tuple[str, ...]:
    came = text.clock_text(line.came_at) if line.came_at is not None else ""
    holder = words.HELD_BY.format(holder=line.holder) if line.holder else ""
    remark = "，".join(part for part in (holder, line.remark) if part)
    name = line.name.replace("·", "·\n") if text.cells(line.name) > _NAME else line.name
    return str(number), name, line.building, line.roles, line.state, came, remark
