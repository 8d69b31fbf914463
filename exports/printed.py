"""The text of a Word file line by line, for a preview on the screen."""

import io
from collections.abc import Iterator

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from exports.layout import styles
from meetings.dataclass import dataclass

TITLE, HEADING, BODY, LINE, ROW = "title", "heading", "body", "line", "row"

_KINDS = {styles.TITLE: TITLE, styles.RED_HEAD: TITLE, styles.BODY: BODY}
_BLANK = "____________"


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One paragraph, or one row of a table with its cells; the first characters may be a label."""

    kind: str
    text: str
    label: int = 0
    cells: tuple[str, ...] = ()


def printed(data: bytes) -> tuple[PrintedLine, ...]:
    """Every paragraph and every row of a .docx in the order of the page."""
    return tuple(_lines(data))


def _lines(data: bytes) -> Iterator[PrintedLine]:
    for part in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(part, Table):
            yield from _rows(part)
        else:
            yield _paragraph(part)


def _rows(table: Table) -> Iterator[PrintedLine]:
    for row in table._tbl.tr_lst:
        cells = tuple(
            "\n".join(_text(Paragraph(p, table)) for p in cell.iter(qn("w:p")))
            for cell in row.tc_lst
        )
        yield PrintedLine(ROW, "\n".join(cells), cells=cells)


def _paragraph(paragraph: Paragraph) -> PrintedLine:
    name = paragraph.style.name if paragraph.style is not None else ""
    kind = _KINDS.get(name or "", HEADING if (name or "").startswith("Heading") else LINE)
    labels = [
        run.text
        for run in paragraph.runs
        if run.style is not None and run.style.name == styles.LABEL
    ]
    return PrintedLine(kind, _text(paragraph), len("".join(labels)))


def _text(paragraph: Paragraph) -> str:
    """The text of a paragraph on one line, with blanks to be filled by hand drawn as lines."""
    parts = [_BLANK if run.underline and run.text == "\t" else run.text for run in paragraph.runs]
    return "".join(parts).replace("\n", "").replace("\t", "　")
