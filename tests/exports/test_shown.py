"""What a page says is compared: forty changes are seen, sixteen ways of saving anew are none."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.text.run import Run

from exports.documents.minutes import minutes_document
from exports.pdf import find_office
from exports.shown import differences, shown
from meetings.papers.minutes import Minutes

Change = Callable[[Document], None]


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def run_of(document: Document, words: str = "会议议定") -> Run:
    """The run of the body that says some words."""
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if words in run.text:
                return run
    raise AssertionError(words)


def paragraph_of(document: Document) -> Any:
    """The paragraph around it."""
    return run_of(document)._r.getparent()


def font(name: str, value: object = True) -> Change:
    def change(document: Document) -> None:
        setattr(run_of(document).font, name, value)

    return change


def colored(document: Document) -> None:
    run_of(document).font.color.rgb = RGBColor(0xF5, 0xF5, 0xF5)


def of_run(xml: str) -> Change:
    def change(document: Document) -> None:
        run_of(document)._r.get_or_add_rPr().append(parse_xml(xml.format(w=nsdecls("w"))))

    return change


def of_paragraph(xml: str) -> Change:
    def change(document: Document) -> None:
        paragraph = paragraph_of(document)
        paragraph.get_or_add_pPr().append(parse_xml(xml.format(w=nsdecls("w"))))

    return change


def into_paragraph(xml: str) -> Change:
    def change(document: Document) -> None:
        paragraph_of(document).append(parse_xml(xml.format(w=nsdecls("w"))))

    return change


def one_sign(document: Document) -> None:
    run = run_of(document, "至少8票，通过")
    run.text = run.text.replace("至少8票", "至少9票")


def swapped(document: Document) -> None:
    first = paragraph_of(document)
    first.getnext().addnext(first)


def left_out(document: Document) -> None:
    paragraph = paragraph_of(document)
    paragraph.getparent().remove(paragraph)


def added(document: Document) -> None:
    document.add_paragraph("另有一项决定。")


def header(document: Document) -> None:
    section = document.sections[0]
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].text = "作废"


def footer(document: Document) -> None:
    document.sections[0].footer.paragraphs[0].add_run("作废")


def style_hides(document: Document) -> None:
    document.styles["Body Text"].font.hidden = True


def style_strikes(document: Document) -> None:
    document.styles["Normal"].font.strike = True


def titled(document: Document) -> None:
    document.core_properties.title = "另一份文件"


def picture(document: Document) -> None:
    drawing = OxmlElement("w:drawing")
    run_of(document)._r.append(drawing)


def tracked(document: Document) -> None:
    run = run_of(document)._r
    around = OxmlElement("w:del")
    run.addprevious(around)
    around.append(run)
    for text in run.findall(qn("w:t")):
        text.tag = qn("w:delText")


_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_SWAPPED = (
    '<w:clrSchemeMapping {w} w:bg1="dark1" w:t1="light1" w:bg2="dark2" w:t2="light2"'
    + "".join(f' w:accent{n}="accent{n}"' for n in range(1, 7))
    + ' w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
)


def mapped_anew(document: Document) -> None:
    document.settings.element.append(parse_xml(_SWAPPED.format(w=nsdecls("w"))))
    of_run('<w:color {w} w:val="000000" w:themeColor="text1"/>')(document)


def no_fill(document: Document) -> None:
    fill = parse_xml(f"<w14:textFill {_W14}><w14:noFill/></w14:textFill>")
    run_of(document)._r.get_or_add_rPr().append(fill)


def bound(document: Document) -> None:
    """What a program puts there from another part when the file is opened."""
    run = run_of(document)._r
    around = parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="x"/>'
        "</w:sdtPr><w:sdtContent/></w:sdt>"
    )
    run.addprevious(around)
    around[1].append(run)


def parted_number(document: Document) -> None:
    run = run_of(document, "至少8票，通过")
    before, after = run.text.split("至少8票，通过")
    run.text = f"{before}至少\t8票，通过{after}"


def number_above(document: Document) -> None:
    section = document.sections[0]
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].text = "19"


def far_margin(document: Document) -> None:
    document.sections[0]._sectPr.find(qn("w:pgMar")).set(qn("w:left"), "20000")


def low_page(document: Document) -> None:
    document.sections[0]._sectPr.find(qn("w:pgSz")).set(qn("w:h"), "1000")


def dark_ground(document: Document) -> None:
    document.element.insert(0, parse_xml(f'<w:background {nsdecls("w")} w:color="000000"/>'))


def font_put_in(document: Document) -> None:
    for part in document.part.package.iter_parts():
        if str(part.partname).endswith("/fontTable.xml"):
            put = b'<w:embedRegular w:fontKey="{0}"/></w:font>'
            part._blob = part.blob.replace(b"</w:font>", put, 1)


CHANGED: dict[str, tuple[Change, str]] = {
    "one sign": (one_sign, "text"),
    "order": (swapped, "added"),
    "left out": (left_out, "left_out"),
    "added": (added, "added"),
    "hidden": (font("hidden"), "hidden"),
    "struck": (font("strike"), "struck"),
    "struck twice": (font("double_strike"), "struck"),
    "white": (colored, "pale"),
    "tiny": (font("size", Pt(1)), "tiny"),
    "raised": (font("superscript"), "raised"),
    "black ground": (of_run('<w:shd {w} w:val="clear" w:fill="000000"/>'), "shaded"),
    "squeezed": (of_run('<w:w {w} w:val="1"/>'), "squeezed"),
    "line height": (
        of_paragraph('<w:spacing {w} w:line="20" w:lineRule="exact"/>'), "squeezed",
    ),
    "off the page": (of_paragraph('<w:ind {w} w:left="20000"/>'), "moved"),
    "numbered": (
        of_paragraph('<w:numPr {w}><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'), "numbered",
    ),
    "symbol": (into_paragraph('<w:r {w}><w:sym w:font="Wingdings" w:char="F0FB"/></w:r>'),
               "symbol"),
    "symbol font": (font("name", "Wingdings"), "symbol"),
    "field": (into_paragraph('<w:fldSimple {w} w:instr=" DATE "/>'), "field"),
    "tracked": (tracked, "tracked"),
    "picture": (picture, "picture"),
    "header": (header, "edge"),
    "footer": (footer, "edge"),
    "style hides": (style_hides, "hidden"),
    "style strikes": (style_strikes, "struck"),
    "properties": (titled, "title"),
    "tint of the theme": (
        of_run('<w:color {w} w:val="000000" w:themeColor="text1" w:themeTint="05"/>'), "pale",
    ),
    "theme mapped anew": (mapped_anew, "pale"),
    "no fill": (no_fill, "pale"),
    "solid pattern": (
        of_run('<w:shd {w} w:val="solid" w:color="000000" w:fill="auto"/>'), "shaded",
    ),
    "two in one": (of_run('<w:eastAsianLayout {w} w:combine="1"/>'), "squeezed"),
    "indent in characters": (of_paragraph('<w:ind {w} w:leftChars="9000"/>'), "moved"),
    "right to left": (of_run("<w:rtl {w}/>"), "moved"),
    "end of the paragraph hidden": (
        of_paragraph("<w:rPr {w}><w:vanish/></w:rPr>"), "hidden",
    ),
    "bound to another part": (bound, "field"),
    "a number parted": (parted_number, "element"),
    "a number in the header": (number_above, "edge"),
    "margin": (far_margin, "moved"),
    "page": (low_page, "squeezed"),
    "ground of the page": (dark_ground, "shaded"),
    "font put in": (font_put_in, "symbol"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGED)
def test_a_changed_page_is_seen_and_the_change_named(minutes: Minutes, name: str) -> None:
    change, kind = CHANGED[name]
    data = minutes_document(minutes)
    document = docx.Document(io.BytesIO(data))
    change(document)
    found = differences(shown(data), shown(saved(document)))
    assert kind in [one.kind for one in found], found


def in_cell(part: str, xml: str) -> Callable[[Any], None]:
    def change(table: Any) -> None:
        cell, row = table.cell(1, 1)._tc, table.rows[1]._tr
        holders = {
            "cell": cell.get_or_add_tcPr, "row": row.get_or_add_trPr,
            "table": lambda: table._tbl.tblPr,
        }  # fmt: skip
        holders[part]().append(parse_xml(xml.format(w=nsdecls("w"))))

    return change


def narrow(table: Any) -> None:
    table._tbl.tblGrid.findall(qn("w:gridCol"))[1].set(qn("w:w"), "1")


CELLS: dict[str, tuple[Callable[[Any], None], str]] = {
    "row": (in_cell("row", '<w:trHeight {w} w:val="10" w:hRule="exact"/>'), "squeezed"),
    "joined down": (in_cell("cell", "<w:vMerge {w}/>"), "hidden"),
    "joined across": (in_cell("cell", "<w:hMerge {w}/>"), "hidden"),
    "column": (narrow, "squeezed"),
    "off the page": (in_cell("table", '<w:tblInd {w} w:w="20000" w:type="dxa"/>'), "moved"),
    "fitted": (in_cell("cell", "<w:tcFitText {w}/>"), "squeezed"),
    "order of rows": (lambda table: table.rows[1]._tr.addnext(table.rows[0]._tr), "added"),
}


@pytest.mark.parametrize("name", CELLS)
def test_a_table_whose_grid_hides_what_it_says_is_named(minutes: Minutes, name: str) -> None:
    document = docx.Document(io.BytesIO(minutes_document(minutes)))
    table = document.add_table(2, 2)
    for cell, said in zip(table._cells, ("同意", "反对", "12", "3"), strict=True):
        cell.text = said
    data = saved(document)
    assert differences(shown(data), shown(data)) == []
    change, kind = CELLS[name]
    change(table)
    found = differences(shown(data), shown(saved(document)))
    assert kind in [one.kind for one in found], found


def test_a_change_of_text_is_named_with_its_place(minutes: Minutes) -> None:
    data = minutes_document(minutes)
    document = docx.Document(io.BytesIO(data))
    one_sign(document)
    [one] = differences(shown(data), shown(saved(document)))
    assert one.was != one.now and "8票" in one.was and "9票" in one.now and one.line > 3


def zipped(data: bytes, change: Callable[[str, bytes], bytes] = lambda name, part: part, *,
           compression: int = zipfile.ZIP_DEFLATED, backwards: bool = False) -> bytes:  # fmt: skip
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", compression) as new:
        for name in sorted(old.namelist(), reverse=backwards):
            new.writestr(name, change(name, old.read(name)))
    return stream.getvalue()


def in_document(pattern: str, put: str) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        def part(name: str, content: bytes) -> bytes:
            if name != "word/document.xml":
                return content
            made, count = re.subn(pattern, put, content.decode())
            assert count, pattern
            return made.encode()

        return zipped(data, part)

    return change


def signed_anew(data: bytes) -> bytes:
    document = docx.Document(io.BytesIO(data))
    properties = document.core_properties
    properties.last_modified_by, properties.revision = "记录员", 7
    return saved(document)


def split_runs(data: bytes) -> bytes:
    document = docx.Document(io.BytesIO(data))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if len(run.text) > 4 and run._r.find(qn("w:br")) is None:
                rest = parse_xml(docx.oxml.xmlchemy.serialize_for_reading(run._r))
                run._r.addnext(rest)
                text = run.text
                run.text, Run(rest, paragraph).text = text[:2], text[2:]
    return saved(document)


def with_parts(data: bytes) -> bytes:
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("docProps/thumbnail.jpeg", b"x")
        package.writestr("word/webSettings.xml", "<w:webSettings xmlns:w='x'/>")
    return stream.getvalue()


def explicit(data: bytes) -> bytes:
    """Properties that say what holds anyway, as other programs write them."""
    document = docx.Document(io.BytesIO(data))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.font.strike = run.font.hidden = False
            run.font.size = Pt(16)
            run.font.color.rgb = RGBColor(0, 0, 0)
    return saved(document)


SAVED: dict[str, Callable[[bytes], bytes]] = {
    "another program": lambda data: saved(docx.Document(io.BytesIO(data))),
    "stored": lambda data: zipped(data, compression=zipfile.ZIP_STORED),
    "other order": lambda data: zipped(data, backwards=True),
    "another person": signed_anew,
    "split runs": split_runs,
    "more parts": with_parts,
    "explicit properties": explicit,
    "bookmarks": in_document("<w:pPr>", r'<w:pPr><w:widowControl w:val="0"/>'),
    "revision ids": in_document("<w:r>", '<w:r w:rsidR="00A1">'),
    "spelling marks": in_document("</w:p>", '<w:proofErr w:type="spellEnd"/></w:p>'),
    "colour of the theme": in_document(
        "<w:rPr>", '<w:rPr><w:color w:val="000000" w:themeColor="text1"/>'
    ),
    "fonts of the mark": in_document("<w:pPr>", '<w:pPr><w:bidi w:val="0"/>'),
    "content control": in_document(
        r"(<w:r>(?:(?!</w:r>).)*</w:r>)",
        r"<w:sdt><w:sdtPr><w:id w:val='1'/></w:sdtPr><w:sdtContent>\1</w:sdtContent></w:sdt>",
    ),
    "ligatures": in_document("<w:rPr>", f'<w:rPr><w14:ligatures {_W14} w14:val="none"/>'),
    "clear pattern": in_document("<w:rPr>", '<w:rPr><w:shd w:val="clear" w:fill="auto"/>'),
    "page breaks as drawn": in_document("<w:t ", "<w:lastRenderedPageBreak/><w:t "),
}


@pytest.mark.parametrize("name", SAVED)
def test_a_file_saved_anew_shows_the_same(minutes: Minutes, name: str) -> None:
    data = minutes_document(minutes)
    assert differences(shown(data), shown(SAVED[name](data))) == []


@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_a_file_saved_by_libreoffice_shows_the_same(minutes: Minutes, tmp_path: Path) -> None:
    data = minutes_document(minutes)
    place = tmp_path / "minutes.docx"
    place.write_bytes(data)
    out = tmp_path / "again"
    profile = (tmp_path / "profile").as_uri()
    line = [
        str(find_office()), f"-env:UserInstallation={profile}", "--headless", "--convert-to",
        "docx", "--outdir", str(out), str(place),
    ]  # fmt: skip
    subprocess.run(line, check=True, capture_output=True, timeout=120)
    assert differences(shown(data), shown((out / "minutes.docx").read_bytes())) == []
