"""Sheets for the notice board without a meeting: a covenant, a notice, space for ads."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Twips

from exports import text
from exports.documents.names import file_name
from exports.documents.occasion import midnight
from exports.layout import blocks, pictures, styles, tables
from exports.layout.measures import mm
from exports.layout.packing import pack
from exports.layout.pictures import code
from meetings.clean import is_blank
from meetings.papers.board_sheet import BoardSheet, portions

ROOM = "便民信息张贴处"
ROOM_NOTE = "广告请贴在框内，写明日期和联系方式。"
CODE_NOTE = "手机扫码即可看全文，不需要联网。"
_TALL = 52  # millimetres of a place for an advertisement


def board_document(sheet: BoardSheet) -> bytes:
    """The sheet as a .docx; the same value gives the same bytes."""
    document = blocks.new_document(sheet.title, sheet.body_name, midnight(sheet.on))
    blocks.title(document, sheet.title)
    if not is_blank(sheet.note):
        blocks.subtitle(document, f"（{text.one_line(sheet.note)}）")
    for line in sheet.lines:
        blocks.body(document, line)
    for label, content in sheet.articles:
        if label or not content.startswith("第"):
            blocks.body(document, content, f"{label}　" if label else "")
        else:
            blocks.heading(document, 1, None, content)
    if sheet.since is not None and sheet.until is not None:
        days = (sheet.until - sheet.since).days + 1
        when = f"{text.day_text(sheet.since)}至{text.day_text(sheet.until)}（{days}天）"
        blocks.body(document, when, "张贴时间：")
    if sheet.phone:
        blocks.body(document, f"{text.one_line(sheet.phone)}", "联系电话：")
    if sheet.lines or sheet.articles:
        blocks.signature(document, sheet.body_name, sheet.since)
    if sheet.coded and not is_blank(sheet.words):
        _codes(document, sheet)
    if sheet.room:
        _room(document, sheet.room)
    return pack(document)


def _codes(document: Document, sheet: BoardSheet) -> None:
    parts = portions(sheet.words)
    blocks.gap(document).paragraph_format.keep_with_next = True
    drawn = [(code(part), _which(n, len(parts))) for n, part in enumerate(parts, 1)]
    if len(drawn) == 1:
        pictures.picture(document, drawn[0][0], CODE_NOTE, 45)
    else:
        pictures.in_pairs(document, drawn, CODE_NOTE, "")
    blocks.line(document, CODE_NOTE, styles.TABLE_TEXT).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _which(number: int, of: int) -> str:
    return f"第{number}部分，共{of}部分" if of > 1 else CODE_NOTE


def _room(document: Document, places: int) -> None:
    """A heading and empty frames below it, two in a row, a last odd one as wide as two."""
    head = blocks.line(document, ROOM, "Heading 1")
    head.paragraph_format.keep_with_next = True
    blocks.line(document, ROOM_NOTE, styles.TABLE_TEXT).paragraph_format.keep_with_next = True
    grid = document.add_table(rows=0, cols=2, style=styles.GRID)
    grid.autofit = False
    tables.measure(grid, ROOM)
    for _row in range((places + 1) // 2):
        row = grid.add_row()
        row.height = Twips(mm(_TALL))
        tables.mark(row, "w:cantSplit")
    if places % 2:
        row.cells[0].merge(row.cells[1])
    blocks.end_after_table(document)


def board_name(sheet: BoardSheet) -> str:
    """The file's name: day, body, what it is."""
    return file_name(sheet.since or sheet.on, sheet.body_name, sheet.title)
