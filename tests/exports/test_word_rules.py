"""Every Word file keeps the rules by which Word opens without repair; others forgive a breach."""

import io
import zipfile

import pytest

from exports.documents.minutes import minutes_document
from exports.papers import data_of, name_of
from meetings.actions import papers
from meetings.papers.minutes import Minutes
from tests.data.cases import CASES
from tests.data.word_rules import faults


def test_no_document_has_what_word_would_refuse(every_paper: dict[str, bytes]) -> None:
    told = {name: faults(data) for name, data in every_paper.items()}
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
