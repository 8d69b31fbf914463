"""Turns the lines of a Word paper into styled lines on the screen, with the paper's own words."""

from typing import TYPE_CHECKING

from textual.content import Content

from tui.text import printed

if TYPE_CHECKING:
    from tui.desk import PrintedLine

STRONG = "bold"
INDENT = "　　"
"""The indent of the first line of a body paragraph, two characters as on paper."""
BETWEEN = "　│　"


def paper_lines(printed: "tuple[PrintedLine, ...]") -> tuple[Content, ...]:
    """The paper's lines, styled for the screen."""
    return tuple(map(_line, printed))


def _line(line: "PrintedLine") -> Content:
    if line.kind in ("title", "heading"):
        return Content.styled(printed(line.text), STRONG)
    if line.kind == "row":
        return Content(printed(BETWEEN.join(cell.replace("\n", " ") for cell in line.cells)))
    label, said = line.text[: line.label], line.text[line.label :]
    indent = INDENT if line.kind == "body" else ""
    return Content.assemble(Content.styled(printed(indent + label), STRONG), Content(printed(said)))
