"""What the screen shows of a paper is what the Word file says, and text stays text."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import settings

from exports.papers import data_of
from exports.printed import PrintedLine, printed
from meetings.actions import papers
from meetings.actions.papers import Wanted
from meetings.community.bodies import Tier
from meetings.papers.minutes import Attendance, Minutes
from tests.data.cases import CASES
from tests.meetings.test_meeting_machine import AnyMeeting
from tui.words.preview import BETWEEN, paper_lines

AT = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)


def in_the_file(data: bytes) -> str:
    """Every letter of the body of a Word file, in order."""
    body = docx.Document(io.BytesIO(data)).element.body
    return bare("".join(text.text or "" for text in body.iter(qn("w:t"))))


def on_the_screen(data: bytes) -> str:
    return bare("".join(line.plain for line in paper_lines(printed(data))))


def bare(text: str) -> str:
    return "".join(text.replace(BETWEEN, "").replace("_", "").split())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_the_screen_shows_every_paper_of_a_meeting_as_it_prints(case) -> None:
    held = case()
    held.finalise()
    for wanted in papers.everything(held.records, held.meeting.id, held.now):
        data = data_of(papers.paper(held.records, held.meeting.id, wanted, held.now))
        assert on_the_screen(data) == in_the_file(data), wanted


class AnyPreview(AnyMeeting):
    """Reads minutes, record and public edition at the end of each generated meeting."""

    def teardown(self):
        if not hasattr(self, "house"):
            return
        for kind in (papers.MINUTES, papers.RECORD, papers.PUBLIC):
            paper = papers.paper(self.house.records, self.meeting.id, Wanted(kind), self.house.now)
            data = data_of(paper)
            assert on_the_screen(data) == in_the_file(data)


AnyPreview.TestCase.settings = settings(max_examples=4, stateful_step_count=25, deadline=None)
TestAnyPreview = AnyPreview.TestCase

MINUTES = Minutes(
    "街角议事会", Tier.CORNER, 2026, 3, "第3次会议", AT, AT, "花坛", "李国强", "王秀英", "规则",
    Attendance(4, (), (), (), (), ()), (), (), "",
)  # fmt: skip


def test_hostile_text_stays_text() -> None:
    nasty = replace(MINUTES, place="\x1b[31m[red]x[/]\u202e[bold]")
    text = "\n".join(line.plain for line in paper_lines(printed(data_of(nasty))))
    assert "[red]x[/]" in text and "[bold]" in text
    assert "\x1b" not in text and "\u202e" not in text


def test_a_label_and_a_heading_are_strong_and_a_body_paragraph_stands_in() -> None:
    lines = (
        PrintedLine("heading", "一、消防通道"),
        PrintedLine("body", "少数意见：先加车位。", 5),
        PrintedLine("row", "1\n划线", cells=("1", "划线")),
    )
    heading, body, row = paper_lines(lines)
    assert heading.spans and body.plain == "　　少数意见：先加车位。"
    assert [body.plain[s.start : s.end] for s in body.spans] == ["　　少数意见："]
    assert row.plain == f"1{BETWEEN}划线"
