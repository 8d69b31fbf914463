"""The measures in the XML are those of GB/T 9704-2012; none is the library's own."""

import io
import zipfile
from datetime import UTC, date, datetime

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from exports.layout import blocks, measures, styles, tables
from exports.layout.blocks import name_lines
from exports.layout.packing import pack
from exports.text import cells

AT = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)


def new() -> Document:
    return blocks.new_document("标题", "45、47栋街角议事会", AT)


def reopened(document: Document) -> Document:
    return docx.Document(io.BytesIO(pack(document)))


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def indent(document: Document, number: int) -> dict[str, str]:
    found = document.paragraphs[number]._p.find(f".//{qn('w:ind')}")
    assert found is not None
    return {etree.QName(key).localname: str(value) for key, value in found.attrib.items()}


def test_the_page_is_a4_with_the_margins_of_the_standard() -> None:
    section = reopened(new()).sections[0]
    page = [section.page_width, section.page_height, section.top_margin, section.left_margin]
    page += [section.bottom_margin, section.right_margin]
    assert [None if length is None else length.twips for length in page] == [
        11906, 16838, 2098, 1587, 1984, 1474,
    ]  # fmt: skip
    millimetres = [37, 28, 35, 26]
    assert [measures.mm(length) for length in millimetres] == [
        pytest.approx(margin, abs=1) for margin in (2098, 1587, 1984, 1474)
    ]


def test_the_text_area_holds_22_lines_of_28_characters() -> None:
    height = measures.PAGE_HEIGHT - measures.MARGIN_TOP - measures.MARGIN_BOTTOM
    assert height // measures.OFFICIAL.line == 22
    assert measures.TEXT_WIDTH // measures.OFFICIAL.advance == 28
    xml = part(pack(new()), "word/document.xml")
    assert '<w:docGrid w:type="lines" w:linePitch="579"/>' in xml


def test_body_text_is_fangsong_16_points_condensed_on_an_exact_line() -> None:
    xml = part(pack(new()), "word/styles.xml")
    assert 'w:eastAsia="仿宋_GB2312"' in xml and 'w:ascii="Times New Roman"' in xml
    assert '<w:sz w:val="32"/>' in xml
    assert 'w:line="579" w:lineRule="exact"' in xml
    assert '<w:spacing w:val="-5"/>' in xml
    body = reopened(new()).styles[styles.BODY]
    assert 'w:firstLineChars="200"' in etree.tostring(body.element, encoding="unicode")
    assert body.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY


@pytest.mark.parametrize(
    ("level", "sign", "font"),
    [
        (1, "一、", "黑体"), (2, "（一）", "楷体_GB2312"),
        (3, "1.", "仿宋_GB2312"), (4, "（1）", "仿宋_GB2312"),
    ],
)  # fmt: skip
def test_headings_are_real_word_headings(level: int, sign: str, font: str) -> None:
    document = new()
    blocks.heading(document, level, 1, "停车")
    paragraph = reopened(document).paragraphs[0]
    assert paragraph.text == f"{sign}停车"
    assert paragraph.style is not None and paragraph.style.name == f"Heading {level}"
    xml = etree.tostring(paragraph.style.element, encoding="unicode")
    assert f'w:eastAsia="{font}"' in xml
    assert f'<w:outlineLvl w:val="{level - 1}"/>' in xml


def test_the_title_is_xiaobiaosong_22_points_in_the_middle() -> None:
    document = new()
    blocks.title(document, "会议纪要")
    style = reopened(document).paragraphs[0].style
    assert style is not None
    xml = etree.tostring(style.element, encoding="unicode")
    assert 'w:eastAsia="方正小标宋简体"' in xml
    assert '<w:sz w:val="44"/>' in xml and '<w:jc w:val="center"/>' in xml


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages() -> None:
    data = pack(new())
    section = reopened(new()).sections[0]
    assert "evenAndOddHeaders" in part(data, "word/settings.xml")
    assert "—" in section.footer.paragraphs[0].text
    styled = [f.paragraphs[0].style for f in (section.footer, section.even_page_footer)]
    xml = [etree.tostring(s.element, encoding="unicode") for s in styled if s is not None]
    assert 'w:rightChars="100"' in xml[0] and '<w:jc w:val="right"/>' in xml[0]
    assert 'w:leftChars="100"' in xml[1] and '<w:jc w:val="left"/>' in xml[1]
    assert 'w:eastAsia="宋体"' in xml[0] and '<w:sz w:val="28"/>' in xml[0]
    assert " PAGE " in part(data, "word/footer1.xml") and " PAGE " in part(data, "word/footer2.xml")


def test_the_page_number_begins_seven_millimetres_below_the_text() -> None:
    foot = new().sections[0].footer_distance
    assert foot is not None
    assert foot.twips + measures.PAGE_NUMBER == measures.MARGIN_BOTTOM - measures.mm(7)


def test_a_second_line_of_names_stands_under_the_first_name() -> None:
    document = new()
    blocks.people(document, "出席", ["张伟", "欧阳建国"])
    again = reopened(document)
    assert again.paragraphs[0].text == "出席：张伟、欧阳建国"
    step = measures.OFFICIAL.advance
    assert indent(again, 0) == {"left": str(5 * step), "hanging": str(3 * step)}
    first = again.paragraphs[0].runs[0]
    assert first.style is not None and first.style.name == styles.LABEL


def test_the_date_begins_two_characters_after_a_long_name() -> None:
    document = new()
    blocks.signature(document, "莲塘社区居民议事会秘书处", date(2026, 11, 23))
    again, step = reopened(document), measures.OFFICIAL.advance
    assert indent(again, 1) == {"right": str(2 * step)}
    assert indent(again, 2) == {"right": str((12 + 2 - 2 - 7) * step)}


def test_a_short_name_moves_in_when_the_date_is_longer() -> None:
    document = new()
    blocks.signature(document, "议事会", date(2026, 11, 23))
    again, step = reopened(document), measures.OFFICIAL.advance
    assert indent(again, 1) == {"right": str((2 + 7 + 2 - 3) * step)}
    assert indent(again, 2) == {"right": str(2 * step)}


def test_a_signature_never_stands_alone_on_a_page() -> None:
    document = new()
    blocks.body(document, "正文")
    blocks.signature(document, "议事会", date(2026, 11, 23))
    held = [p.paragraph_format.keep_with_next for p in reopened(document).paragraphs[:2]]
    assert held == [True, True]


def test_a_table_repeats_its_header_keeps_rows_whole_and_is_as_wide_as_the_text() -> None:
    document = new()
    tables.table(document, ["序号", "姓名", "签名"], [["1", "张伟", ""]] * 50, [1, 2, 3.5], [0])
    grid = reopened(document).tables[0]
    assert sum(column.width.twips for column in grid.columns if column.width) == 8844
    xml = etree.tostring(grid._tbl, encoding="unicode")
    assert xml.count("w:tblHeader") == 1 and xml.count("w:cantSplit") == 51


def test_properties_carry_title_body_time_and_language() -> None:
    found = reopened(new()).core_properties
    assert (found.title, found.author, found.language) == ("标题", "45、47栋街角议事会", "zh-CN")
    assert found.created == AT and found.modified == AT


def test_properties_longer_than_word_allows_are_cut() -> None:
    document = blocks.new_document("题" * 400, "会" * 400, AT)
    assert len(reopened(document).core_properties.title) == 255


def test_chinese_is_marked_as_chinese() -> None:
    data = pack(new())
    assert 'w:eastAsia="zh-CN"' in part(data, "word/styles.xml")
    assert '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>' in part(data, "word/settings.xml")


def test_nothing_of_the_library_is_left() -> None:
    data = pack(new())
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not [
        name for name in names if "theme" in name or "thumbnail" in name or "custom" in name
    ]
    assert all(b"python-docx" not in zipfile.ZipFile(io.BytesIO(data)).read(n) for n in names)


def test_the_same_content_gives_the_same_bytes() -> None:
    def build() -> bytes:
        document = new()
        blocks.red_head(document, "议事会", "第3次")
        blocks.body(document, "正文\n第二段", label="事由：")
        tables.table(document, ["一"], [["二"]], [1])
        return pack(document)

    first = build()
    assert first == build()
    assert {info.date_time for info in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {
        (1980, 1, 1, 0, 0, 0)
    }


def test_no_text_breaks_a_block(hostile: str) -> None:
    text = hostile
    document = blocks.new_document(text, text, AT)
    blocks.red_head(document, text, text)
    blocks.title(document, text)
    blocks.subtitle(document, text)
    blocks.heading(document, 1, 1, text)
    blocks.body(document, text, label=text)
    blocks.people(document, text, [text, text])
    blocks.signature(document, text, date(2026, 1, 1))
    blocks.sign_lines(document, [text] * 3)
    blocks.fine_print(document, text)
    tables.table(document, [text], [[text]], [1], caption=text)
    again = reopened(document)
    everything = etree.tostring(again.element, encoding="unicode")
    assert "\x1b" not in everything and "\u202e" not in everything


def test_characters_outside_the_basic_plane_stay() -> None:
    document = new()
    blocks.body(document, "𠮷😀👨‍👩‍👧")
    assert reopened(document).paragraphs[0].text == "𠮷😀👨‍👩‍👧"


@given(
    st.lists(
        st.sampled_from(("张伟", "欧阳建国", "阿依古丽·买买提", "李梅（45栋）", "孙立（出差）"))
    ),
    st.sampled_from((20.0, 23.0, 26.0)),
)
def test_no_name_is_broken_at_the_end_of_a_line(names: list[str], room: float) -> None:
    lines = name_lines(names, room)
    assert "".join(lines) == "、".join(names)
    assert all(line.endswith("、") for line in lines[:-1])
    assert all(cells(line) <= room for line in lines)


def test_a_line_that_opens_others_goes_along_with_them() -> None:
    document = blocks.new_document("题", "会", datetime(2026, 1, 1, tzinfo=UTC))
    blocks.body(document, "会议议定：")
    assert document.paragraphs[-1].paragraph_format.keep_with_next


def test_the_last_paragraphs_go_to_a_new_page_together() -> None:
    document = blocks.new_document("题", "会", datetime(2026, 1, 1, tzinfo=UTC))
    for text in ("一" * 300, "二" * 40, "三" * 40, "四" * 40):
        blocks.body(document, text)
    pack(document)
    kept = [p.paragraph_format.keep_with_next for p in document.paragraphs]
    assert kept == [None, None, True, None]


def test_a_short_table_stays_on_one_page_and_a_long_one_goes_over() -> None:
    for count, whole in ((6, True), (40, False)):
        document = blocks.new_document("题", "机构", AT)
        grid = tables.table(document, ("序号", "事项"), [("1", "事")] * count, (1, 4))
        kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in grid.rows]
        assert all(kept[:-1]) is whole and not kept[-1]
