"""A paper as lines on the screen: the words are those of the Word file, none is written here."""

from typing import TYPE_CHECKING

from textual.content import Content

from tui.text import plain

if TYPE_CHECKING:
    from tui.desk import PrintedLine

STRONG = "bold"
INDENT = "　　"
"""The first line of a body paragraph stands two characters in, as on paper."""
BETWEEN = "　│　"


def paper_lines(printed: "tuple[PrintedLine, ...]") -> tuple[Content, ...]:
    """What a paper says, to be read on the screen."""
    return tuple(map(_line, printed))


def _line(line: "PrintedLine") -> Content:
    if line.kind in ("title", "heading"):
        return plain(line.text, STRONG)
    if line.kind == "row":
        return plain(BETWEEN.join(cell.replace("\n", " ") for cell in line.cells))
    label, said = line.text[: line.label], line.text[line.label :]
    indent = INDENT if line.kind == "body" else ""
    return Content.assemble(plain(indent + label, STRONG), plain(said))
