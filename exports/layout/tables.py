"""Tables whose header is repeated on each page and whose rows are not broken across pages."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.table import Table, _Cell, _Row

from exports import text as words
from exports.layout import styles
from exports.layout.blocks import style_id, write_run
from exports.layout.measures import (
    CELL_SIDE,
    CELL_TOP,
    SMALL_LINE,
    SMALL_TABLE,
    TABLE,
    TABLE_LINE,
    TEXT_WIDTH,
    mm,
)

_WHOLE = 95
"""Tables up to this height in mm are never broken across pages."""
ABOVE = 80
"""Twips between a table and the line before it."""


def table(
    document: Document,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[float],
    centred: Iterable[int] = (),
    row_height: float = 8,
    caption: str = "",
    style: str = styles.TABLE_TEXT,
) -> Table:
    """A grid as wide as the text (156 mm); `widths` are shares, `row_height` is at least, in mm.

    The line before it stands a little off and goes along to a new page.

    The caption is read out by screen readers and not printed.
    """
    for paragraph in document.paragraphs[-1:]:
        paragraph.paragraph_format.space_after = Twips(ABOVE)
        paragraph.paragraph_format.keep_with_next = True
    grid: Table = document.add_table(rows=0, cols=len(header), style=styles.GRID)
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    measure(grid, caption)
    columns = share(widths)
    for column, width in zip(grid.columns, columns, strict=True):
        column.width = Twips(width)
    _row(grid, header, columns, styles.TABLE_HEAD, frozenset(), row_height)
    mark(grid.rows[0], "w:tblHeader")
    middle, all_rows = frozenset(centred), list(rows)
    for row in all_rows:
        _row(grid, row, columns, style, middle, row_height)
    small = style == styles.TABLE_SMALL
    whole = row_tall(header, widths, row_height)
    whole += sum(row_tall(row, widths, row_height, small=small) for row in all_rows)
    if whole <= _WHOLE:
        for row_before in grid.rows[:-1]:
            _keep_with_next(row_before)
    return grid


def share(widths: Sequence[float], whole: int = TEXT_WIDTH) -> list[int]:
    """The width in twips divided in proportion to the shares, without remainder."""
    total, edges, done = sum(widths), [0], 0.0
    for width in widths:
        done += width
        edges.append(round(whole * done / total))
    return [right - left for left, right in pairwise(edges)]


def row_tall(
    texts: Sequence[str], widths: Sequence[float], least: float, *, small: bool = False
) -> float:
    """Millimetres that a row of the official setting takes, its texts wrapped in their columns."""
    size, line = (SMALL_TABLE, SMALL_LINE) if small else (TABLE, TABLE_LINE)
    lines = 1
    for text, width in zip(texts, share(widths), strict=False):
        fit = (width - 2 * CELL_SIDE) / size
        parts = words.paragraphs(text)
        lines = max(lines, sum(math.ceil(words.cells(part) / fit) for part in parts))
    return max(least, (lines * line + 2 * CELL_TOP) * 25.4 / 1440)


def measure(grid: Table, caption: str) -> None:
    """Set the table's width and caption, which python-docx cannot."""
    properties = grid._tbl.tblPr
    for width in properties.findall(qn("w:tblW")):
        width.set(qn("w:type"), "dxa")
        width.set(qn("w:w"), str(TEXT_WIDTH))
    if caption:
        words_of = OxmlElement("w:tblCaption")
        words_of.set(qn("w:val"), words.one_line(caption))
        properties.append(words_of)


def _row(
    grid: Table,
    texts: Sequence[str],
    columns: Sequence[int],
    style: str,
    middle: frozenset[int],
    height: float,
) -> None:
    row: _Row = grid.add_row()  # type: ignore[no-untyped-call]
    row.height = Twips(mm(height))
    row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
    mark(row, "w:cantSplit")
    for number, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        cell.width = Twips(columns[number])
        _fill(cell, text, style, number in middle)


def _fill(cell: _Cell, text: str, style: str, centred: bool) -> None:
    """One paragraph for each line of the text."""
    properties = cell._tc.get_or_add_tcPr()
    align = OxmlElement("w:vAlign")
    align.set(qn("w:val"), "center")
    properties.append(align)
    name = style_id(cell, style)
    for number, part in enumerate(words.paragraphs(text) or [""]):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph._p.style = name
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        write_run(paragraph, part)


def keep_last_row(grid: Table) -> None:
    """Let the last row go along with what follows it, so that a signature never stands alone."""
    _keep_with_next(grid.rows[-1])


def _keep_with_next(row: _Row) -> None:
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def mark(row: _Row, name: str) -> None:
    """Set an on/off property of a row; the schema allows them in any order."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))
