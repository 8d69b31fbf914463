"""Keep lines from being broken within a name, or between a number and its unit.

No sign between two characters keeps them together in every program, but each document may say
which characters begin no line (标点避头尾). The later characters of the names in it and the units
after its numbers are said there beside the marks that begin none anyway. Word heeds the list where
it opens the document, and LibreOffice where a PDF is made (exports.pdf).
"""

import re
from collections.abc import Iterable, Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from meetings.terms import UNITS

CLOSING = "!%),.:;?]}”’…、。〃〉》」』】〕〗！％），．：；？］｝～·℃\u2011"
OPENING = "([{“‘〈《「『【〔〖（［｛￥\u2011"
MOST = 100
"""The most characters that Word accepts in such a list ([MS-OI29500] 2.1.410)."""

_UNIT = re.compile(f"[0-9]([{UNITS}])")
_NAME = re.compile(r"^(?:[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]+·[\u3400-\u9fff·]+)$")
_LONG, _MUCH = 6, 3
"""From how many characters a name is long; and a third of names makes a paragraph full of them."""
_BEFORE = ("w:noLineBreaksAfter", OPENING), ("w:noLineBreaksBefore", CLOSING)


def keep_whole(document: Document, names: Iterable[str] = ()) -> None:
    """Set which characters may not begin a line in the document, units before names."""
    whole_text = "".join(text.text or "" for text in document.element.body.iter(qn("w:t")))
    there = _named(names, whole_text)
    units = dict.fromkeys(_UNIT.findall(whole_text))
    tails = dict.fromkeys("".join(name[1:] for name in there))
    starts = "".join(sign for sign in (*units, *tails) if sign not in CLOSING)
    _loosen(document, there)
    settings = document.settings.element
    place = settings.find(qn("w:characterSpacingControl"))
    if place is None or settings.find(qn("w:noLineBreaksBefore")) is not None:
        return
    for tag, signs in reversed(_BEFORE):
        rule = OxmlElement(tag)
        rule.set(qn("w:lang"), "zh-CN")
        rule.set(qn("w:val"), (signs + starts)[:MOST] if signs == CLOSING else signs)
        place.addnext(rule)


def _named(names: Iterable[str], text: str) -> list[str]:
    """The names in the text, the most frequent first, without long ones such as units'."""
    bare = dict.fromkeys(re.split(r"[（(\s]", name, maxsplit=1)[0] for name in names)
    there = [name for name in bare if _NAME.match(name) and name in text]
    return sorted(there, key=lambda name: -text.count(name))


def _loosen(document: Document, names: Sequence[str]) -> None:
    """Align paragraphs full of names left, as justified lines would be stretched."""
    for paragraph in document.paragraphs:
        text = paragraph.text
        length = sum(len(name) * text.count(name) for name in names)
        long = any(len(name) >= _LONG and name in text for name in names)
        if "\n" not in text and len(text) > 28 and (long or length * _MUCH > len(text)):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
