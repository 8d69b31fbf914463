"""What was seen on the pages of the five meetings and is not to come back."""

import io
import re

import docx
import pytest
from docx.oxml.ns import qn

from exports.documents.notice import kind_words
from exports.papers import data_of
from meetings.actions import papers
from meetings.actions.papers import Wanted
from meetings.papers.other_papers import AgendaLine
from meetings.sitting.agenda import ItemKind
from tests.data.five_meetings import (
    Held,
    few_lines,
    from_paper,
    no_roster,
    three_votes,
    two_hundred_speeches,
)
from tests.exports.test_cases import words


def page(held: Held, paper: str, **more: object) -> docx.document.Document:
    wanted = Wanted(paper, **more)  # type: ignore[arg-type]
    return docx.Document(
        io.BytesIO(data_of(papers.paper(held.records, held.meeting, wanted, held.now)))
    )


def said(held: Held, paper: str, **more: object) -> str:
    document = page(held, paper, **more)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.fixture(scope="module")
def votes() -> Held:
    return three_votes()


@pytest.fixture(scope="module")
def paper() -> Held:
    return from_paper()


@pytest.mark.parametrize("kind", [*papers.AFTER])
def test_of_a_meeting_without_a_sign_in_nothing_is_said_of_who_came(kind):
    told = said(few_lines(), kind)
    for invented in ("应到", "实到", "在场", "法定人数", "出席：无", "列席"):
        assert invented not in told


def test_what_a_workbook_gives_no_time_bears_none_in_the_record(paper):
    lines = said(paper, papers.RECORD).splitlines()
    timed = [line for line in lines if line.startswith(("16:40", "14:30"))]
    assert timed == ["14:30　会议开始。", "16:40　会议结束。"]
    assert any(line.startswith("14:44　邓长贵") for line in lines)
    assert not any("议定" in line for line in said(few_lines(), papers.RECORD).splitlines()
                   if re.match(r"\d+:\d\d", line))  # fmt: skip


def test_the_notice_of_a_meeting_nobody_called_here_bears_no_day_and_no_budgets(paper):
    told = said(paper, papers.NOTICE)
    assert "约" not in told and "11月24日" not in told
    assert told.count("梧桐里社区议事会") >= 3


def test_who_came_by_the_paper_and_by_the_sign_in_are_told_apart(paper):
    told = said(paper, papers.MINUTES)
    assert "实到10人" in told and "实到11人依原表所记，签到为10人。" in told


def test_the_notice_names_no_kind_that_the_title_says_already():
    for kind, title in (
        (ItemKind.APPROVAL, "确认〔2026〕第1次会议纪要"),
        (ItemKind.REVIEW, "上次事项"),
    ):
        assert kind_words(AgendaLine(title, kind, 5)) == ""
    assert kind_words(AgendaLine("井盖", ItemKind.AD_HOC, 5)) == "临时议题"


def test_what_goes_up_is_told_in_one_wording(paper):
    for kind in (papers.MINUTES, papers.RECORD, papers.POSTING):
        told = said(paper, kind)
        assert "提请上一级研究" in told and "上提" not in told, kind


def test_the_title_of_a_meeting_that_is_body_and_number_is_not_said_again(paper):
    assert "第五次会议" not in said(paper, papers.MINUTES)


def test_those_in_favour_are_taken_from_a_workbook_whichever_word_it_has(paper):
    assert "赞成意见：人行道是大家走的，先把路让出来（查志远）" in said(paper, papers.MINUTES)


def test_the_result_of_a_vote_reads_as_a_sentence(votes):
    told = said(votes, papers.MINUTES)
    assert "同意5票、反对7票、弃权2票，未超过实到人数的二分之一（至少8票），未通过。" in told
    assert "经第2次表决，同意8票、反对4票、弃权1票；因计票时有人进出，该次表决作废。" in told
    assert "除1票外" not in said(no_roster(), papers.MINUTES)


def test_an_extract_is_addressed_to_units_before_persons(votes):
    first = said(votes, papers.EXTRACT, item=1).splitlines()
    assert "莲塘物业服务中心、社区工作站、曾祥林：" in first


def test_every_item_has_its_heading_in_the_record_whether_it_was_begun_or_not(votes):
    lines = said(votes, papers.RECORD).splitlines()
    at = lines.index("（三）修剪大榕树")
    assert lines[at + 1] == "结果：撤回（园林部门已答应十二月修剪）。"
    assert any("陈建华提出修正案：" in line for line in lines)


def test_the_signatures_go_along_with_the_last_row_before_them(votes):
    document = page(votes, papers.RECORD)
    for cell in document.tables[-1].rows[-1].cells:
        assert all(one.paragraph_format.keep_with_next for one in cell.paragraphs)


def test_the_lists_of_people_go_along_with_the_signature(votes):
    document = page(votes, papers.MINUTES)
    lists = [p for p in document.paragraphs if p.text.startswith(("出席：", "请假：", "列席："))]
    assert len(lists) == 3 and lists[-1].paragraph_format.keep_with_next
    assert not lists[0].paragraph_format.keep_with_next, "a long list fills the page before"


def test_five_lines_of_people_go_along_with_the_signature_whole(paper):
    """The last page had one line of them, the signature and the day."""
    document = page(paper, papers.MINUTES)
    [first] = [p for p in document.paragraphs if p.text.startswith("出席：")]
    assert first.paragraph_format.keep_with_next


def test_in_public_who_answers_beside_a_unit_is_a_person_and_namesakes_are_told_apart(votes):
    told = said(votes, papers.PUBLIC)
    assert "周经理" not in told and "（责任人：周某）" in told
    assert "张某甲" in told and "张某乙" in told
    here = told[told.index("出席：") : told.index("请假：")]
    spoke = re.search(r"老人买早饭不方便（(张某.?)）", told)
    assert spoke and here.count(spoke[1]) == 1


def test_a_namesake_stands_in_brackets_as_people_say_it(votes):
    assert "老人买早饭不方便（47栋张伟）" in said(votes, papers.MINUTES)


def test_a_suspension_for_one_reason_is_one_sentence():
    told = said(two_hundred_speeches(), papers.MINUTES)
    assert re.search(r"会议于\d+:\d\d至\d+:\d\d、\d+:\d\d至\d+:\d\d休会（休息十分钟）。", told)


def test_a_telephone_does_not_break_at_its_hyphen(votes):
    document = page(votes, papers.NOTICE)
    assert "0755-26110000" in said(votes, papers.NOTICE)
    assert list(document.element.body.iter(qn("w:noBreakHyphen")))


def test_nobody_of_the_roster_is_named_in_what_is_posted(votes, paper):
    for held, names in (
        (votes, ("陈建华", "李国强", "张桂兰")),
        (paper, ("曾爱华", "田甜", "余波")),
    ):
        for kind in (papers.PUBLIC, papers.POSTING, papers.READING):
            wanted = papers.paper(held.records, held.meeting, Wanted(kind), held.now)
            told = words(data_of(wanted))
            assert not [name for name in names if name in told]


def test_a_namesakes_stance_stands_in_the_same_brackets_as_the_building(votes):
    told = said(votes, papers.RECORD)
    assert "张伟（47栋，反对）：" in told and "）（反对）" not in told


def test_several_decisions_are_numbered_in_tables(votes):
    for kind in (papers.RECORD, papers.POSTING):
        assert "3.在绿化带旁画六个临时车位，由莲塘物业服务中心承办" in said(votes, kind)


def test_how_many_make_a_quorum_is_said_once_in_the_record(votes):
    told = said(votes, papers.RECORD)
    assert told.count("即至少11人") == 1 and "回避1人（不计入实到），达到法定人数；同意8票" in told


def test_an_extract_has_the_vote_that_decided_and_no_clock(votes):
    told = said(votes, papers.EXTRACT, item=1)
    assert "第3次表决" in told and "第2次表决" not in told and "19:53" not in told
    assert "以上为要点，发言和表决的全文见会议记录。" in told


def test_everybody_of_one_surname_is_told_apart_in_public_in_the_order_of_the_list(votes):
    told = said(votes, papers.PUBLIC)
    assert "出席：张某甲、李某、张某乙、张某丙、欧阳某" in told
    assert "（张某丙）" in told and "（45栋）" not in told


def test_a_person_without_a_unit_answers_for_a_task_also_where_nobody_is_on_a_list():
    assert "由罗永福负责" in said(no_roster(), papers.MINUTES)
    assert "由李某负责，2026年11月1日前" in said(two_hundred_speeches(), papers.PUBLIC)


def test_where_nobody_is_expected_nobody_is_away():
    assert "请假" not in said(no_roster(), papers.RECORD)


def test_a_proxy_that_does_not_count_is_told_beside_who_gave_it(paper):
    assert "请假：韩冬梅、龙翠云（委托邓长贵，按规则不计）" in said(paper, papers.MINUTES)


def test_results_in_a_table_read_as_people_say_them(paper):
    assert "暂缓，列入下次会议（等物业来人看过排水口）。" in said(no_roster(), papers.POSTING)
    told = said(paper, papers.POSTING)
    assert "提请上一级研究（要与运营企业协调，社区没有权限）。" in told and "理由：" not in told


def test_of_much_that_was_said_little_is_proposed_and_of_many_one_is_named():
    told = said(two_hundred_speeches(), papers.MINUTES)
    assert "（张桂兰等7人）" in told and told.count("等7人") == 7


def test_a_place_nobody_gave_is_left_to_be_filled_in():
    assert "地点：＿" in said(few_lines(), papers.SIGN_IN)


def test_an_extract_to_the_body_above_asks_to_study_and_not_to_carry_out():
    told = said(two_hundred_speeches(), papers.EXTRACT, item=2)
    assert "摘要如下，请予研究：" in told and "请将研究情况回复" in told and "办理" not in told
