"""No line ends within a name, or between a number and its unit."""

import io
import zipfile
from xml.sax.saxutils import escape

import docx
import pytest
from docx.oxml.ns import qn

from exports.layout.whole import CLOSING, MOST, keep_whole
from exports.papers import data_of
from exports.pdf import _as_it_prints
from meetings.actions import papers
from meetings.actions.papers import Wanted
from tests.data.five_meetings import Held, three_votes


@pytest.fixture(scope="module")
def votes() -> Held:
    return three_votes()


def made(held: Held, paper: str) -> bytes:
    item = 1 if paper == papers.EXTRACT else 0
    return data_of(papers.paper(held.records, held.meeting, Wanted(paper, item=item), held.now))


def begins_no_line(data: bytes) -> str:
    rule = docx.Document(io.BytesIO(data)).settings.element.find(qn("w:noLineBreaksBefore"))
    return str(rule.get(qn("w:val")))


@pytest.mark.parametrize("paper", [papers.MINUTES, papers.RECORD, papers.EXTRACT, papers.SIGN_IN])
def test_no_line_begins_within_a_name(votes, paper):
    signs = begins_no_line(made(votes, paper))
    assert all(sign in signs for sign in "桂兰国强建华买提")
    assert all(sign in signs for sign in "，。）、；：")


def test_no_line_begins_with_the_unit_of_a_number(votes):
    assert set("年月日票人栋") <= set(begins_no_line(made(votes, papers.MINUTES)))


def test_the_list_is_no_longer_than_word_reads_and_holds_its_marks_first():
    document = docx.Document()
    names = [chr(0x4E00 + n) + chr(0x5200 + n) for n in range(120)]
    document.add_paragraph("，".join(names) + "3票")
    document.settings.element.insert(
        0, document.settings.element.makeelement(qn("w:characterSpacingControl"))
    )
    keep_whole(document, names)
    rule = document.settings.element.find(qn("w:noLineBreaksBefore"))
    said = rule.get(qn("w:val"))
    assert len(said) == MOST and said.startswith(f"{CLOSING}票")


def test_a_paragraph_full_of_names_is_not_stretched(votes):
    lines = docx.Document(io.BytesIO(made(votes, papers.MINUTES))).paragraphs
    opinions = next(line for line in lines if line.text.startswith("赞成意见：救护车"))
    votes_line = next(line for line in lines if line.text.startswith("经第2次"))
    assert opinions.alignment is not None and votes_line.alignment is None


def test_the_copy_of_which_a_pdf_is_made_heeds_the_same_list_and_breaks_no_telephone(votes):
    data = made(votes, papers.NOTICE)
    flat = (
        '<a><config:config-item-set config:name="one"></config:config-item-set>'
        '<office:body><t style:text-autospace="ideograph-alpha" '
        'style:punctuation-wrap="hanging">0755\u201126110000</t></office:body></a>'
    )
    printed = _as_it_prints(data, flat.encode()).decode()
    assert "ForbiddenCharacters" in printed.partition("<office:body")[0]
    assert escape(begins_no_line(data)) in printed
    assert "0755\u2060-\u206026110000" in printed and "hanging" not in printed
    assert "ideograph-alpha" not in printed, "gaps beside numbers, which the Word file forbids"


def test_a_document_without_such_a_list_is_left_as_it_is():
    stream = io.BytesIO()
    docx.Document().save(stream)
    flat = b"<a></config:config-item-set><office:body>x</office:body></a>"
    assert _as_it_prints(stream.getvalue(), flat) == flat
    assert zipfile.is_zipfile(stream)
