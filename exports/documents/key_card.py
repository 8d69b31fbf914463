"""键位卡: every key on one landscape page, to be put beside the laptop."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Twips

from exports.documents.occasion import midnight
from exports.layout import blocks, styles
from exports.layout.measures import PAGE_HEIGHT, PAGE_WIDTH, mm
from exports.layout.packing import pack
from meetings.dataclass import dataclass

TITLE = "街角议事键位卡"
AUTHOR = "街角议事"
NOTE = (
    "输入法不用切换：数字键、功能键、方向键、回车和 Esc 就够用，全角数字和标点算同一个键。"
    "按 F1 看本屏的键，按 ctrl+p 用中文、拼音首字母或英文找命令。"
)
COLUMNS = 4
_MARGIN, _GAP = mm(8), mm(5)
_LINE = "196"
"""Line height in twips, small enough for every key to fit on one page."""
_KEY, _LABEL = mm(15), mm(34)
_LONGEST = 9
"""Characters of a key that fit before its word; a longer one has a line of its own."""


@dataclass(frozen=True, slots=True)
class CardKey:
    """One key, its word, and what it does; the last may be empty."""

    key: str
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class CardGroup:
    """The keys of one screen."""

    title: str
    keys: tuple[CardKey, ...]


def key_card(groups: Sequence[CardGroup], on: date) -> bytes:
    """The card as a .docx; the same value gives the same bytes."""
    document = blocks.new_document(TITLE, AUTHOR, midnight(on))
    _turn(document)
    _line(document, TITLE, label=True)
    _line(document, NOTE)
    for group in groups:
        _line(document, group.title, label=True, head=True)
        for one in group.keys:
            _key(document, one)
    return pack(document)


def _turn(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Twips(PAGE_HEIGHT), Twips(PAGE_WIDTH)
    section.left_margin = section.right_margin = Twips(_MARGIN)
    section.top_margin = section.bottom_margin = Twips(_MARGIN)
    section.footer_distance = section.header_distance = Twips(mm(4))
    properties = section._sectPr
    for old in properties.findall(qn("w:cols")) + properties.findall(qn("w:footerReference")):
        properties.remove(old)
    columns = _element("w:cols", num=str(COLUMNS), space=str(_GAP))
    grid = properties.find(qn("w:docGrid"))
    if grid is None:
        properties.append(columns)
    else:
        grid.addprevious(columns)
        properties.remove(grid)


def _element(name: str, **values: str) -> Any:
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _line(document: Document, text: str, label: bool = False, head: bool = False) -> None:
    """A line of the card; a `head` stays with the next and has a rule below."""
    paragraph = blocks.paragraph_of(document, styles.FINE)
    properties = paragraph._p.get_or_add_pPr()
    if head:
        properties.append(_element("w:keepNext"))
        borders = OxmlElement("w:pBdr")
        borders.append(_element("w:bottom", val="single", sz="6", space="1", color="auto"))
        properties.append(borders)
    spacing = _element("w:spacing", line=_LINE, lineRule="exact")
    if head:
        spacing.set(qn("w:before"), "60")
        spacing.set(qn("w:after"), "20")
    properties.append(spacing)
    blocks.write_run(paragraph, text, label)


def _key(document: Document, one: CardKey) -> None:
    """A line with a key, its word and its help, in three columns."""
    paragraph = blocks.paragraph_of(document, styles.FINE)
    properties = paragraph._p.get_or_add_pPr()
    tabs = _element("w:tabs")
    for place in (_KEY, _LABEL):
        tabs.append(_element("w:tab", val="left", pos=str(place)))
    properties.append(tabs)
    properties.append(_element("w:spacing", line=_LINE, lineRule="exact"))
    indent = _LABEL if one.help else _KEY
    properties.append(_element("w:ind", left=str(indent), hanging=str(indent)))
    blocks.write_run(paragraph, one.key, label=True)
    if len(one.key) > _LONGEST:
        paragraph.paragraph_format.keep_with_next = True
        _key(document, CardKey("", one.label, one.help))
        return
    paragraph._p.append(_tab())
    blocks.write_run(paragraph, one.label)
    if one.help:
        paragraph._p.append(_tab())
        blocks.write_run(paragraph, one.help)


def _tab() -> Any:
    run = OxmlElement("w:r")
    run.append(OxmlElement("w:tab"))
    return run
