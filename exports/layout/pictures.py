"""Pictures with a text for screen readers, and QR codes (二维码)."""

import io
from collections.abc import Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Twips
from docx.text.paragraph import Paragraph

from exports import text
from exports.layout import blocks, styles, tables


def picture(document: Document, data: bytes, words: str, wide: float, highest: float = 110) -> bool:
    """A picture on a line of its own, so many mm wide at most; False for what is no picture."""
    paragraph = blocks.paragraph_of(document, styles.TABLE_TEXT)
    if not _drawn(paragraph, data, words, wide, highest):
        paragraph._p.getparent().remove(paragraph._p)
        return False
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    return True


def in_pairs(
    document: Document, pictures: Sequence[tuple[bytes | None, str]], caption: str, missing: str
) -> None:
    """Pictures two in a row, each above its caption; three rows fit on a page.

    Where a picture is missing, the text `missing` is printed.
    """
    columns = tables.share((1, 1))
    grid = document.add_table(rows=0, cols=2, style=styles.GRID)
    grid.autofit = False
    tables.measure(grid, caption)
    for column, width in zip(grid.columns, columns, strict=True):
        column.width = Twips(width)
    for start in range(0, len(pictures), 2):
        row = grid.add_row()
        tables.mark(row, "w:cantSplit")
        for cell, width in zip(row.cells, columns, strict=True):
            cell.width = Twips(width)
            cell.paragraphs[0].style = styles.TABLE_TEXT
        for cell, (data, words) in zip(row.cells, pictures[start : start + 2], strict=False):
            paragraph = cell.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            if data is None or not _drawn(paragraph, data, words, 72, 56):
                blocks.write_run(paragraph, f"（{missing}）")
            below = cell.add_paragraph(style=styles.TABLE_TEXT)
            below.alignment = WD_ALIGN_PARAGRAPH.CENTER
            blocks.write_run(below, words)


def _drawn(paragraph: Paragraph, data: bytes, words: str, wide: float, highest: float) -> bool:
    from docx.image.exceptions import (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
    )

    run = paragraph.add_run()
    try:
        shape = run.add_picture(io.BytesIO(data), width=Mm(wide))
    except (UnrecognizedImageError, UnexpectedEndOfFileError, InvalidImageStreamError):
        run._r.getparent().remove(run._r)
        return False
    if shape.height > Mm(highest):
        shape.width, shape.height = round(shape.width * Mm(highest) / shape.height), Mm(highest)
    shape._inline.docPr.set("descr", text.one_line(words))
    paragraph.paragraph_format.line_spacing = 1.0
    return True


def code(text: str) -> bytes:
    """A QR code of the text as PNG; the same text gives the same bytes."""
    # Only who prints a code waits for it.
    import segno

    made = segno.make_qr(text, encoding="utf-8", error="l", boost_error=False)
    out = io.BytesIO()
    made.save(out, kind="png", scale=6, border=3)
    return out.getvalue()
