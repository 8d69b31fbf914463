"""An item has one number, on the screens, in every paper, in the workbook and for an extract."""

from dataclasses import replace

from exports.documents.extract import extract_document
from exports.documents.minutes import minutes_document
from exports.documents.minutes_item import outcome_text
from exports.documents.record import record_document
from exports.shown import shown
from meetings.actions import decide, hold, papers, prepare
from meetings.actions.papers import Wanted
from meetings.importing.columns import ITEMS, SPEECHES
from meetings.importing.workbook.out import Held, workbook_rows
from meetings.papers.other_papers import Extract
from meetings.sitting.agenda import ItemKind, ItemOutcome
from meetings.sitting.decisions import Decision
from tests.data.house import House
from tui.widgets.hold_view import what_first
from tui.words.agenda import agenda_row, agenda_sum
from tui.words.board import Sighting, parts_of


def second_meeting() -> House:
    """A meeting whose first item is the review of what the one before it promised."""
    house = House("corner", members=3)
    house.plan("路灯")
    house.open(present=3)
    house.vote(house.move("装一盏灯"), 2, 1)
    promise = Decision(
        "", house.body.id, house.meeting.id, house.meeting.current or "", "装灯", house.now,
        "成员1", task=True,
    )  # fmt: skip
    house.meeting = house.do(decide.decide, promise)
    house.act(hold.end_meeting)
    house.plan("停车", "花坛")
    assert house.meeting.in_order[0].kind is ItemKind.REVIEW
    house.open(present=3)
    for title in ("停车", "花坛"):
        house.begin(title)
        house.says(1, f"说{title}")
        house.vote(house.move(f"办{title}"), 2, 1)
    return house


def lines(document: bytes) -> list[str]:
    return list(shown(document).lines)


def test_the_number_of_an_item_is_the_same_everywhere():
    house = second_meeting()
    meeting, minutes = house.meeting, house.minutes()
    number = {item.title: meeting.numbers[item.id] for item in meeting.items}
    wanted = {"停车": number["停车"], "花坛": number["花坛"]}
    assert sorted(wanted.values()) == [number["停车"], number["停车"] + 1]
    assert {item.title: item.number for item in minutes.items if item.title in wanted} == wanted
    rows = workbook_rows(Held(house.body, meeting))
    assert {row[1]: row[0] for row in rows[ITEMS] if row[1] in wanted} == wanted
    assert [row[0] for row in rows[SPEECHES]] == [wanted["停车"], wanted["花坛"]]
    for title, place in wanted.items():
        item = meeting.item(house.item(title))
        assert agenda_row(meeting, item, house.now).cells[0] == str(place)
        board = parts_of(Sighting(house.body, replace(meeting, current=item.id)), house.now)
        assert any(line == f"{place} {title}" for part in board for line in part.lines)
        again = papers.paper(
            house.records, meeting.id, Wanted(papers.EXTRACT, item=place), house.now
        )
        assert isinstance(again, Extract)
        text = "".join(lines(extract_document(again.minutes, again.number, again.to)))
        assert f"办{title}" in text and f"第{place}项" in text


def test_minutes_and_record_head_their_items_with_that_number():
    house = second_meeting()
    record = house.record()
    numerals = "零一二三四五六七八九"
    heads = lines(minutes_document(record.minutes))
    for item in record.minutes.items:
        assert f"{numerals[item.number]}、{item.title}" in heads
    assert f"{numerals[record.minutes.review_number or 0]}、上次议定事项落实情况" in heads
    told = lines(record_document(record))
    for item in record.minutes.items:
        assert any(f"（{numerals[item.number]}）{item.title}" in line for line in told)
    assert f"（{numerals[record.minutes.review_number or 0]}）上次议定事项落实情况" in told


def test_a_review_that_was_talked_about_is_never_said_to_be_not_reached():
    """上次议定事项落实情况 stood with two speeches above 本项未议，列入下次会议."""
    house = second_meeting()
    house.begin("上次议定事项落实情况")
    house.says(1, "灯还没有装")
    for title in ("停车", "花坛"):
        house.act(decide.settle, house.item(title), ItemOutcome.ADOPTED)
    house.act(hold.end_meeting)
    record = house.record()
    for document in (minutes_document(record.minutes), record_document(record)):
        told = "".join(lines(document))
        assert "灯还没有装" in told and "未议" not in told
    [review] = [item for item in record.minutes.items if item.kind is ItemKind.REVIEW]
    assert outcome_text(review) == ""


def test_final_minutes_of_an_earlier_form_print_as_they_did():
    record = second_meeting().record()
    old = replace(
        record.minutes, review_number=None,
        items=tuple(replace(i, number=n) for n, i in enumerate(record.minutes.items, 1)),
    )  # fmt: skip
    heads = lines(minutes_document(old))
    assert "一、上次议定事项落实情况" in heads
    assert f"二、{old.items[0].title}" in heads


def test_a_gap_in_the_agenda_is_no_gap_in_the_numbers():
    house = House("corner", members=3)
    house.plan("甲", "乙", "丙")
    house.act(prepare.drop_item, house.item("乙"))
    assert list(house.meeting.numbers.values()) == [1, 2]
    house.open(present=3)
    assert [item.number for item in house.minutes().items] == [1, 2]


def test_a_meeting_from_paper_is_shown_without_an_end_or_a_time_spent_that_nobody_wrote_down():
    """F3 said 预计19:30结束 and 0/10分 of a meeting whose minutes were final, F4 按 Enter 开始."""
    house = House("community")
    house.plan("停车")
    house.open(present=12)
    house.act(hold.end_meeting)
    (item,) = house.meeting.items
    paper = replace(
        house.meeting, current=None, ended_at=None,
        items=(replace(item, spent=1, began_at=None, outcome=ItemOutcome.ADOPTED),),
    )  # fmt: skip
    assert agenda_sum(paper).endswith(f"；{paper.began_at:%H:%M}开会")
    assert agenda_row(paper, paper.items[0], house.now).cells[2] == "10分"
    assert "会议已结束" in what_first(paper)
