"""Estimate how many lines a paragraph takes, by its style and width."""

import math

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from exports.layout.measures import TEXT_WIDTH
from exports.text import cells
from meetings.dataclass import dataclass

_TWIPS = 635
"""How many of python-docx's units (EMU) are one twip."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """The measures of a style in twips: width of a character, line height, and indents."""

    advance: float
    line: int
    first: int
    left: int
    right: int


class Measured:
    """Measures a document's paragraphs; each style is read once."""

    def __init__(self, document: Document) -> None:
        self._styles = {
            style.get(qn("w:styleId")): style
            for style in document.styles.element.iter(qn("w:style"))
        }
        self._sizes = document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:sz')}")
        self._kinds: dict[str, _Kind] = {}
        self._line = self._kind("BodyText").line

    def lines(self, paragraph: Paragraph) -> int:
        """Lines of the paragraph, each as full as the style's characters allow."""
        kind, own = self._of(paragraph), paragraph.paragraph_format
        left = kind.left if own.left_indent is None else own.left_indent // _TWIPS
        right = kind.right if own.right_indent is None else own.right_indent // _TWIPS
        first = kind.first if own.first_line_indent is None else own.first_line_indent // _TWIPS
        room = (TEXT_WIDTH - left - right) / kind.advance
        parts = paragraph.text.split("\n")
        lead = [first / kind.advance, *[0.0] * len(parts)]
        return sum(
            max(1, math.ceil((lead[place] + cells(part)) / max(1, math.floor(room))))
            for place, part in enumerate(parts)
        )

    def height(self, paragraph: Paragraph) -> float:
        """The height of the paragraph, in lines of body text."""
        own = self._of(paragraph).line
        return self.lines(paragraph) * (own / self._line if own and self._line else 1)

    def _of(self, paragraph: Paragraph) -> _Kind:
        return self._kind(str(paragraph.style.style_id) if paragraph.style else "Normal")

    def _kind(self, name: str) -> _Kind:
        if name not in self._kinds:
            size = self._style_value(name, "w:rPr/w:sz", "w:val")
            if size is None and self._sizes is not None:
                size = int(self._sizes.get(qn("w:val")))
            self._kinds[name] = _Kind(
                (size or 32) * 10 + (self._style_value(name, "w:rPr/w:spacing", "w:val") or 0),
                self._style_value(name, "w:pPr/w:spacing", "w:line") or 0,
                self._style_value(name, "w:pPr/w:ind", "w:firstLine") or 0,
                self._style_value(name, "w:pPr/w:ind", "w:left") or 0,
                self._style_value(name, "w:pPr/w:ind", "w:right") or 0,
            )
        return self._kinds[name]

    def _style_value(self, name: str, path: str, key: str) -> int | None:
        """A value of the style, or of the nearest style it is based on; None without one."""
        style = self._styles.get(name)
        while style is not None:
            found = style.find("/".join(map(qn, path.split("/"))))
            if found is not None and found.get(qn(key)) is not None:
                return int(found.get(qn(key)))
            base = style.find(qn("w:basedOn"))
            style = self._styles.get(base.get(qn("w:val"))) if base is not None else None
        return None
