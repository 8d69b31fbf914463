"""The building blocks of a document: titles, headings, body, lists of people, signatures."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import cast

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart
from docx.shared import Pt, Twips
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from lxml import etree

from exports import text as words
from exports.layout import styles
from exports.layout.blank import blank
from exports.layout.measures import OFFICIAL, TEXT_WIDTH, TITLE, Setting
from exports.layout.title_lines import title_lines

_STYLE_IDS: dict[str, str] = {}
_NARROW = re.compile(r"[0-9A-Za-z]+")
_FINE_AIR = 160
_RIGHT = 2  # characters the signature stands in from the right


def new_document(title: str, author: str, at: datetime, setting: Setting = OFFICIAL) -> Document:
    """An empty document with the shared layout and its properties; `at` is stored as UTC."""
    return docx.Document(blank(setting, words.one_line(title), words.one_line(author), at))


def write_run(paragraph: Paragraph, text: str, label: bool = False) -> None:
    """Add text whose quotation marks and dashes take the Chinese font.

    The elements are made directly: python-docx looks the style up anew for every run, which
    takes most of the time of a long record.
    """
    run = etree.SubElement(paragraph._p, qn("w:r"))
    properties = etree.SubElement(run, qn("w:rPr"))
    if label:
        name = etree.SubElement(properties, qn("w:rStyle"))
        name.set(qn("w:val"), style_id(paragraph, styles.LABEL))
    etree.SubElement(properties, qn("w:rFonts")).set(qn("w:hint"), "eastAsia")
    for number, part in enumerate(words.flat(text).split(words.NO_BREAK)):
        if number:
            etree.SubElement(run, qn("w:noBreakHyphen"))
        element = etree.SubElement(run, qn("w:t"))
        element.text = part
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def style_id(place: Document | Paragraph | _Cell, name: str) -> str:
    """The id of a style of the shared layout; every document has the same ones."""
    if not _STYLE_IDS:
        for style in cast(DocumentPart, place.part).document.styles:
            _STYLE_IDS[style.name] = style.style_id
    return _STYLE_IDS[name]


def paragraph_of(document: Document, style: str) -> Paragraph:
    """An empty paragraph of a style at the end of the document."""
    body = document.element.body
    made = body.makeelement(qn("w:p"))
    properties = etree.SubElement(made, qn("w:pPr"))
    name = style_id(document, style)
    etree.SubElement(properties, qn("w:pStyle")).set(qn("w:val"), name)
    body[-1].addprevious(made)
    return Paragraph(made, document._body)


def line(document: Document, text: str, style: str) -> Paragraph:
    """One paragraph of a style."""
    paragraph = paragraph_of(document, style)
    write_run(paragraph, text)
    return paragraph


def title(
    document: Document, text: str, *, new_page: bool = False, setting: Setting = OFFICIAL
) -> None:
    """The title, its lines broken at natural places, on a page of its own where asked."""
    paragraph = paragraph_of(document, styles.TITLE)
    for number, part in enumerate(title_lines(words.one_line(text), title_room(setting))):
        if number:
            paragraph.add_run().add_break()
        write_run(paragraph, part)
    if new_page:
        paragraph.paragraph_format.page_break_before = True


def title_room(setting: Setting = OFFICIAL) -> float:
    """How many characters of the title's size fit on a line."""
    return TEXT_WIDTH * OFFICIAL.size / (TITLE * setting.size)


def subtitle(document: Document, text: str) -> None:
    """The number or a note under the title."""
    line(document, text, styles.SUBTITLE)


def heading(document: Document, level: int, number: int | None, text: str) -> None:
    """一、 （一） 1. （1） for levels 1 to 4; without a number the words alone."""
    sign = words.heading_number(level, number) if number is not None else ""
    line(document, sign + words.one_line(text), f"Heading {level}")


def body(document: Document, text: str, label: str = "") -> None:
    """Body paragraphs, one for each line of the text; the label stands before the first."""
    for number, part in enumerate(words.paragraphs(text) or ([""] if label else [])):
        paragraph = paragraph_of(document, styles.BODY)
        if label and not number:
            write_run(paragraph, label, label=True)
        write_run(paragraph, part)
        if part.endswith("："):
            paragraph.paragraph_format.keep_with_next = True


def gap(document: Document) -> Paragraph:
    """An empty line."""
    return document.add_paragraph(style="Normal")


def end_after_table(document: Document) -> None:
    """The paragraph that must follow a last table, too small to start a new page."""
    lowest = paragraph_of(document, styles.FINE).paragraph_format
    lowest.line_spacing = Twips(20)


def people(
    document: Document, label: str, names: Iterable[str], setting: Setting = OFFICIAL
) -> None:
    """A label in 黑体 two characters in; the names' second line stands under the first name."""
    paragraph = document.add_paragraph(style=styles.PEOPLE)
    hang = round((words.cells(label) + 1) * setting.advance)
    paragraph.paragraph_format.left_indent = Twips(2 * setting.advance + hang)
    paragraph.paragraph_format.first_line_indent = Twips(-hang)
    write_run(paragraph, f"{label}：", label=True)
    room = TEXT_WIDTH / setting.advance - 2 - hang / setting.advance
    for number, part in enumerate(name_lines([words.one_line(name) for name in names], room)):
        if number:
            paragraph.add_run().add_break()
        write_run(paragraph, part)
        paragraph.paragraph_format.keep_together = number < _SHORT


def name_lines(names: Sequence[str], room: float) -> list[str]:
    """Names joined by 、 on lines of so many characters, none broken at the end of one."""
    lines = [""]
    for number, name in enumerate(names):
        name_with_comma = f"{name}、" if number < len(names) - 1 else name
        if lines[-1] and _wide(lines[-1] + name_with_comma) > room:
            lines.append("")
        lines[-1] += name_with_comma
    return lines


def _wide(text: str) -> float:
    """Width of a text in characters, with the space that programs put around digits and letters."""
    return words.cells(text) + 0.25 * len(_NARROW.findall(text)) * 2


def signature(document: Document, name: str, day: date | None, setting: Setting = OFFICIAL) -> None:
    """Body and date (GB/T 9704-2012, 7.3.5.2): right, two characters in, the date two further.

    A day that nobody knows is left out.

    The line before them goes along to a new page, so that a signature never stands alone.
    """
    for paragraph in (*document.paragraphs[-1:], gap(document)):
        paragraph.paragraph_format.keep_with_next = True
    name, dated = words.one_line(name), words.day_text(day) if day is not None else ""
    wide, short = words.cells(name), words.cells(dated)
    date_in = wide + _RIGHT - 2 - short  # the date begins two characters after the name
    name_in: float = _RIGHT
    room = TEXT_WIDTH / setting.advance
    if wide + _RIGHT > room - 1:  # the name needs lines of its own
        name_in = date_in = _RIGHT
    elif date_in < _RIGHT:
        name_in, date_in = max(_RIGHT + short + 2 - wide, _RIGHT), _RIGHT
    lines = [(name, styles.SIGNATURE, name_in), (dated, styles.DATE, date_in)]
    for text, style, far in lines if dated else lines[:1]:
        far = min(far, room - 1 - words.cells(text)) if text == dated or wide < room else far
        line(document, text, style).paragraph_format.right_indent = Twips(
            round(max(far, 0) * setting.advance)
        )


def sign_lines(document: Document, labels: Iterable[str]) -> None:
    """Blanks to be signed by hand, two on a line."""
    half = TEXT_WIDTH // 2
    paragraph = None
    for number, label in enumerate(labels):
        if paragraph is None or number % 2 == 0:
            paragraph = document.add_paragraph(style=styles.SIGN_LINE)
            for stop in (half - OFFICIAL.size, half, TEXT_WIDTH):
                paragraph.paragraph_format.tab_stops.add_tab_stop(Twips(stop))
        else:
            paragraph.add_run("\t")
        write_run(paragraph, f"{label}：")
        paragraph.add_run("\t").underline = True


_SHORT = 5


def keep_short(document: Document, first: Paragraph) -> None:
    """Keep the lists of people after the empty line `first` with what follows, if they are short.

    Longer ones begin where the text ends and go on over the page; what is at its end holds together
    by itself (packing.keep_end_together).
    """
    paragraphs = document.paragraphs
    start = next(n for n, one in enumerate(paragraphs) if one._p is first._p)
    lists = paragraphs[start:]
    if sum(len(one.text.split("\n")) for one in lists[1:]) > _SHORT:
        return
    for one in lists:
        one.paragraph_format.keep_with_next = True
        one.paragraph_format.keep_together = True


def fine_print(document: Document, text: str) -> None:
    """Small print a little below, such as the hash of a final version."""
    line(document, text, styles.FINE).paragraph_format.space_before = Twips(_FINE_AIR)


def head(document: Document, name: str, number: str, *, red: bool, air: bool = True) -> None:
    """The title with the number below, as the body prints its papers, and an empty line."""
    if red:
        red_head(document, name, number)
        return
    title(document, name)
    subtitle(document, number)
    if air:
        gap(document)


def red_head(document: Document, name: str, number: str) -> None:
    """The red name over a red rule with the number between; off unless a body asks for it.

    The name is made as large as one line allows, between 22 and 44 points.
    """
    head = line(document, name, styles.RED_HEAD)
    room = TEXT_WIDTH / 20 / (words.cells(words.one_line(name)) + 1)
    head.runs[0].font.size = Pt(max(22, min(44, int(room))))
    rule_below(line(document, number, styles.SUBTITLE), color=styles.RED)
    gap(document)


def rule_below(paragraph: Paragraph, color: str = "auto", dashed: bool = False) -> None:
    """A rule under a paragraph; dashed to cut along."""
    borders, rule = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    kind, size = ("dashed", "6") if dashed else ("single", "12")
    for key, value in (("val", kind), ("sz", size), ("space", "4"), ("color", color)):
        rule.set(qn(f"w:{key}"), value)
    borders.append(rule)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:spacing", "w:ind",
        "w:jc", "w:rPr",
    )  # fmt: skip
