"""行动促成了改变: one page for the notice board."""

from exports import text
from exports.documents.names import file_name
from exports.documents.occasion import midnight
from exports.layout import blocks, styles, tables
from exports.layout.packing import pack
from meetings.papers.change_page import ChangeLine, ChangePage, NothingToPost

TITLE = "行动促成了改变"
HEADS = ("序号", "办了什么", "有什么变化", "办结日期")
AGAIN = "{day}复办，正在办理"
THANKS = "感谢每一位出主意、出力气的居民。"


def change_page(page: ChangePage) -> bytes:
    """The page as a .docx; the same value gives the same bytes. Raises NothingToPost."""
    if not page.lines:
        raise NothingToPost()
    document = blocks.new_document(TITLE, page.body_name, midnight(page.on))
    blocks.title(document, TITLE)
    blocks.subtitle(document, page.body_name)
    rows = [
        (
            str(number),
            text.one_line(line.text),
            text.one_line(line.change),
            _when(line),
        )
        for number, line in enumerate(page.lines, 1)
    ]
    tables.table(document, HEADS, rows, [14, 52, 54, 36], [0], caption=TITLE)
    blocks.line(document, THANKS, styles.TABLE_TEXT)
    blocks.signature(document, page.body_name, page.on)
    return pack(document)


def _when(line: ChangeLine) -> str:
    """The day on which it was done; that it is in hand again where it is."""
    if line.reopened_on is not None:
        return AGAIN.format(day=text.day_text(line.reopened_on))
    return text.day_text(line.done_on) if line.done_on else ""


def change_page_name(page: ChangePage) -> str:
    """The file's name: day and body."""
    return file_name(page.on, page.body_name, TITLE)
