"""What the program wrote for Word."""

from docx import Document

from tests.terminal.terminal import Terminal


def minutes_text(terminal: Terminal) -> str:
    """The text of the one Word file that was written, paragraphs and tables."""
    (written,) = terminal.folder.rglob("*.docx")
    document = Document(str(written))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
