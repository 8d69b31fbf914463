"""The record tells everything, in order, with times."""

import io
from dataclasses import replace

import docx
import pytest

from exports.documents.minutes import review_text
from exports.documents.minutes_item import conclusion, decision_text
from exports.documents.record import record_document, record_name
from exports.documents.record_lines import by_item, tell, together
from meetings.papers.minutes import DecisionLine, OwnerLine, OwnersList, Record, RecordLine
from meetings.sitting.agenda import ItemKind
from meetings.sitting.debate import Stance
from tests.exports.conftest import at


def lines(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


@pytest.mark.parametrize(
    "line",
    [
        "14:25　张伟（45栋）、李梅（45栋）、欧阳建国（45栋）到会。",
        "14:28　孙立（47栋）请假（出差）。",
        "14:28　钱峰（47栋）缺席。",
        "14:29　吴兰（45栋）委托李梅（45栋）。",
        "14:30　会议开始。",
        "（一）消防通道停车问题",
        "14:34　赵强（47栋）回避（本人车位在此）。",
        "14:36　张伟（支持）：去年救护车进不来。",
        "耽误了二十分钟。",
        "14:39　李梅提出程序问题：请一次只说一件事。",
        "14:39　居民甲打断发言：不对。",
        "14:46　记事：掌声。",
        "14:50　张伟提出动议：画黄线并值守。",
        "14:50　李梅附议。",
        "表决作废，理由：计票时有人进出。",
        "14:58　主持人决定采用，理由：后排二人已确认举手。",
        "15:20　结果：提请莲塘社区议事会研究（需要执法部门参与）。",
        "15:00　休会（休息十分钟）。",
        "15:10　复会。",
        "15:12　议定：画黄线，由李梅承办。",
        "15:14　赵强（47栋）恢复参加本项。",
        "15:21　张伟（补充）：刚才那件事再说一句。",
        "15:30　居民乙（45栋）离会。",
        "16:10　会议结束。",
    ],
)
def test_the_record_tells(record: Record, line: str) -> None:
    assert line in lines(record_document(record))


def test_what_was_answered_about_earlier_promises_stands_under_their_item(record: Record) -> None:
    said, silent = record.minutes.reviewed
    said = replace(said, answered=("进展，还在等材料",))
    minutes = replace(record.minutes, review_number=1, reviewed=(said, silent))
    head = RecordLine(at("14:30"), "item", "上次议定事项落实情况", item=1)
    told = lines(record_document(Record(minutes, (head,))))
    place = told.index("（一）上次议定事项落实情况")
    assert "给公告栏划出广告位" in told[place + 1]
    assert "会上：进展，还在等材料" in told[place + 1]
    assert silent.text not in "".join(told)


def test_the_lines_of_an_item_stand_together_in_their_order(record: Record) -> None:
    text = lines(record_document(record))
    first, second = text.index("（一）消防通道停车问题"), text.index("（二）共享单车乱停放")
    assert first < text.index("15:21　张伟（补充）：刚才那件事再说一句。") < second
    for part in (text[:first], text[first:second], text[second:]):
        stamps = [line[:5] for line in part if line[:2].isdecimal() and line[2:3] == ":"]
        assert stamps == sorted(stamps) and stamps
    assert text.index("16:10　会议结束。") > second


def test_a_meeting_whose_headings_all_came_first_is_told_by_item_too() -> None:
    heads = [RecordLine(None, "item", f"第{n}件", item=n) for n in (1, 2, 3)]
    said = [RecordLine(None, "speech", f"话{n}", "甲", item=n) for n in (2, 1, 3, 1)]
    told = by_item([RecordLine(None, "opened", ""), *heads, *said, RecordLine(None, "ended", "")])
    assert [(line.kind, line.item, line.text) for line in told] == [
        ("opened", None, ""),
        ("item", 1, "第1件"), ("speech", 1, "话1"), ("speech", 1, "话1"),
        ("item", 2, "第2件"), ("speech", 2, "话2"),
        ("item", 3, "第3件"), ("speech", 3, "话3"),
        ("ended", None, ""),
    ]  # fmt: skip


def test_what_nobody_is_named_for_has_no_word_for_nobody() -> None:
    motion = tell(RecordLine(None, "motion", "画线"))
    speech = tell(RecordLine(None, "speech", "不安全", stance=Stance.FOR))
    assert motion.label + motion.text == "提出动议：画线。"
    assert speech.label + speech.text == "发言（支持）：不安全。"


@pytest.mark.parametrize(
    ("stance", "said", "label"),
    [
        (Stance.UNSAID, "先看看账", "甲："), (Stance.UNSAID, "钱从哪里来？", "甲（提问）："),
        (Stance.NEUTRAL, "先看看账", "甲（中立）："),
    ],
)  # fmt: skip
def test_a_stance_is_printed_where_somebody_gave_it(stance: Stance, said: str, label: str) -> None:
    assert tell(RecordLine(None, "speech", said, "甲", stance)).label == label


def test_absences_are_listed_even_when_there_are_none(record: Record) -> None:
    text = lines(record_document(record))
    assert "请假：孙立（47栋）" in text and "缺席：钱峰（47栋）" in text


def test_every_item_stands_in_the_table_of_results(record: Record) -> None:
    grid = docx.Document(io.BytesIO(record_document(record))).tables[0]
    results = [row.cells[2].text for row in grid.rows[1:]]
    assert len(results) == 7
    assert results[2] == "平票未通过。" and results[6] == "未议，列入下次会议。"


def test_blanks_for_signatures_stand_at_the_end(record: Record) -> None:
    text = lines(record_document(record))
    assert text[-2].startswith("主持人签字：") and "记录人签字：" in text[-2]


def test_a_vote_is_told_with_its_proof(record: Record) -> None:
    vote = next(line for line in lines(record_document(record)) if "举手表决" in line)
    assert vote.startswith("14:55　举手表决（第1次）：画黄线并值守。应到16人")


def test_arrivals_with_a_reason_stand_alone() -> None:
    some = [RecordLine(None, "in", "", "甲"), RecordLine(None, "in", "补签", "乙")]
    assert list(together(some)) == some


def test_an_unknown_kind_is_told_by_its_text() -> None:
    told = tell(RecordLine(None, "casting_vote", "投决定票", "陈静"))
    assert told.label + told.text == "陈静（投决定票）。"


def test_owners_answers_stand_in_an_appendix_after_the_signatures(record: Record) -> None:
    told = (
        OwnerLine("周宁", ("45栋101", "45栋102"), 18_050, "同意"),
        OwnerLine("何淑芬", ("47栋201",), 9_900),
    )
    with_owners = replace(record, owners=(OwnersList(2, "使用维修资金", told, void=True),))
    document = docx.Document(io.BytesIO(record_document(with_owners)))
    rows = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    assert rows[1:] == [
        ["1", "周宁", "45栋101、45栋102", "180.50", "同意"],
        ["2", "何淑芬", "47栋201", "99.00", "未答复"],
    ]
    text = lines(record_document(with_owners))
    assert text.index("附：业主逐户答复") > text.index("以上记录经核对无误。")
    assert "第2项：使用维修资金。（该次表决作废）" in text
    assert "附：业主逐户答复" not in lines(record_document(record))


def test_the_same_record_gives_the_same_bytes(record: Record) -> None:
    assert record_document(record) == record_document(record)


def test_the_file_is_named_by_day_body_and_number(record: Record) -> None:
    assert record_name(record) == "20261123_45、47栋街角议事会_第3次_会议记录.docx"


def test_no_text_breaks_a_line(record: Record, hostile: str) -> None:
    kinds = {line.kind for line in record.lines}
    lines = tuple(RecordLine(None, kind, hostile, hostile, item=9) for kind in sorted(kinds))
    assert record_document(Record(record.minutes, lines))


def test_every_text_of_every_line_is_printed(record: Record) -> None:
    """A meeting's title is among the facts, and the start and end have no words of their own."""
    marked = tuple(
        replace(line, text=f"话{number}完", name=line.name and f"名{number}完")
        for number, line in enumerate(record.lines)
    )
    text = "\n".join(lines(record_document(Record(record.minutes, marked))))
    for line in marked:
        assert line.name in text
        # How an item ended is told in the words of the minutes.
        assert line.text in text or line.kind in {"opened", "ended", "outcome", "referred"}


def test_who_came_to_a_meeting_brought_in_from_paper_stands_before_its_items() -> None:
    came = at("14:30")
    lines = (
        RecordLine(came, "opened", ""),
        *(RecordLine(came, "item", f"议题{n}", item=n) for n in (1, 2, 3)),
        RecordLine(came, "in", "", "张伟"),
        RecordLine(at("14:40"), "speech", "好", "张伟", item=2),
    )
    assert [(line.kind, line.item) for line in by_item(lines)] == [
        ("opened", None), ("in", None), ("item", 1), ("item", 2), ("speech", 2), ("item", 3),
    ]  # fmt: skip


def test_the_unit_stands_before_the_person() -> None:
    line = DecisionLine("划线", "李梅", ("社区",), None, True, True, "p1", ("物业服务中心",))
    assert decision_text(line) == "划线，由物业服务中心承办（责任人：李梅），社区协办。"
    assert decision_text(replace(line, units=())) == "划线，由李梅负责，社区协办。"
    assert decision_text(replace(line, owner="", person=None)) == (
        "划线，由物业服务中心承办，社区协办。"
    )


def test_who_is_named_by_a_decisions_own_words_is_not_named_twice() -> None:
    own = DecisionLine("由物业服务中心划线", "物业服务中心", (), None, True, True)
    assert decision_text(own) == "由物业服务中心划线。"
    led = DecisionLine("办邻里节，由居委会牵头", "社区工作站", ("张桂兰",), None, True, True)
    assert decision_text(led) == "办邻里节，由居委会牵头，社区工作站承办，张桂兰协办。"


def test_a_talk_without_a_quorum_is_told_in_the_head_of_the_record(record: Record) -> None:
    talk = replace(record, minutes=replace(record.minutes, informal=True))
    document = docx.Document(io.BytesIO(record_document(talk)))
    assert "按座谈记录各方意见，不作决定" in "".join(p.text for p in document.paragraphs)


def test_an_earlier_task_names_the_unit_before_the_person_as_its_decision_did(record) -> None:
    said = replace(record.minutes.reviewed[0], owner="老赵", units=("物业服务中心",))
    assert "由物业服务中心承办（责任人：老赵）" in review_text(said)


def test_earlier_promises_that_were_talked_about_are_not_called_not_reached(record) -> None:
    talked = replace(record.minutes.items[0], kind=ItemKind.REVIEW, outcome=None, in_debate=False)
    assert "未议" not in conclusion(talked)
