"""Every Word file keeps the rules by which Word opens without repair; others forgive a breach."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from exports.documents.change_page import change_page
from exports.documents.chase_list import chase_document
from exports.documents.extract import extract_document
from exports.documents.forms import forms_document
from exports.documents.key_card import key_card
from exports.documents.minutes import minutes_document
from exports.documents.notice import notice_document
from exports.documents.public_notice import posting_document
from exports.documents.reading import reading_document
from exports.documents.record import record_document
from exports.documents.recovery_sheet import write_sheet
from exports.documents.road import road_document
from exports.documents.sign_in import sign_in_document
from exports.own_forms.template_examples import examples
from exports.own_forms.templated import fill
from exports.papers import data_of, name_of
from meetings.actions import papers
from meetings.papers.change_page import ChangeLine, ChangePage
from meetings.papers.chase_list import ChaseLine, ChaseList
from meetings.papers.masking import public_edition
from meetings.papers.minutes import Minutes
from tests.data.cases import CASES
from tests.data.word_rules import faults
from tests.exports.test_key_card import GROUPS
from tests.exports.test_road import AT, ROAD

DAY = date(2026, 11, 24)


@pytest.fixture
def all_of_them(minutes, record, notice, sign_in, forms, posting, tmp_path) -> dict[str, bytes]:
    """Each kind of document once, full and with its variants."""
    final = replace(minutes, meeting="01HX", hash="a" * 64)
    sheet = tmp_path / "recovery.docx"
    write_sheet(sheet, "AAAAA-BBBBB", "records.db", DAY)
    late = ChaseLine(2, "街角", "更换井盖", "范志伟", DAY, 6, "提醒", "厂家说等")
    return {
        "minutes": minutes_document(final),
        "public": minutes_document(public_edition(final)),
        "red head": minutes_document(replace(final, red_head=True)),
        "record": record_document(record),
        "extract": extract_document(minutes, 1, "物业服务中心", DAY),
        "notice": notice_document(notice),
        "notice, red": notice_document(replace(notice, red_head=True)),
        "sign-in": sign_in_document(sign_in),
        "forms": forms_document(forms),
        "posting": posting_document(posting),
        "reading": reading_document(minutes),
        "key card": key_card(GROUPS, DAY),
        "road": road_document(ROAD, AT),
        "chase list": chase_document(ChaseList("社区", DAY, (late,))),
        "change page": change_page(ChangePage("街角", DAY, (ChangeLine("公告栏", "好了", DAY),))),
        "recovery sheet": sheet.read_bytes(),
        **examples(),
        **{f"filled {name}": fill(form, final) for name, form in examples().items()},
    }


def test_no_document_has_what_word_would_refuse(all_of_them: dict[str, bytes]) -> None:
    told = {name: faults(data) for name, data in all_of_them.items()}
    assert {name: said for name, said in told.items() if said} == {}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_no_document_of_a_meeting_has_what_word_would_refuse(case) -> None:
    held = case()
    held.finalise()
    for wanted in papers.everything(held.records, held.meeting.id, held.now):
        paper = papers.paper(held.records, held.meeting.id, wanted, held.now)
        assert (name_of(paper), faults(data_of(paper))) == (name_of(paper), [])


BREACHES = [
    ("word/document.xml", b"</w:rPr>", b'<w:rStyle w:val="Label"/></w:rPr>', b"", b""),
    ("word/styles.xml", b'<w:kinsoku/>', b'', b'<w:autoSpaceDN w:val="0"/>',
     b'<w:autoSpaceDN w:val="0"/><w:kinsoku/>'),
    ("word/settings.xml", b' w:percent="100"', b"", b"", b""),
    ("word/document.xml", b'w:val="Title"', b'w:val="Nowhere"', b"", b""),
    ("word/_rels/document.xml.rels", b'Id="rId5"', b'Id="rId4"', b"", b""),
    ("word/footer1.xml", b'<w:fldChar w:fldCharType="end"/>', b"", b"", b""),
]  # fmt: skip


def broken(data: bytes, part: str, *swaps: tuple[bytes, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            for old, new in swaps if name == part else ():
                assert old in content
                content = content.replace(old, new, 1)
            target.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(("part", "old", "new", "then", "there"), BREACHES)
def test_a_breach_is_found(minutes: Minutes, part, old, new, then, there) -> None:
    swaps = [(old, new), *([(then, there)] if then else [])]
    assert faults(broken(minutes_document(minutes), part, *swaps))
