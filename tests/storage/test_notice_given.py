"""Notice of a meeting: what the records know of it, and what a law asks where they know nothing."""

from datetime import timedelta
from pathlib import Path

import pytest

from exports.documents.minutes import opening
from exports.documents.record_lines import tell
from meetings.actions import hold, law, papers, prepare
from meetings.papers.minutes_build import Sources, minutes_of
from meetings.papers.other_papers import Notice
from meetings.papers.record_build import record_of
from meetings.ports import By
from meetings.procedure.law_questions import (
    NOTIFIED,
    OPENED,
    Asks,
    answers,
    notice_question,
    question_words,
)
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from storage.ids import new_id
from storage.records import FileRecords
from tests.data.house import House


@pytest.fixture
def house(tmp_path: Path):
    """An assembly of residents whose next meeting is planned for today."""
    with FileRecords.open(tmp_path / "records.db") as records:
        made = House("residents-assembly", members=2, records=records)
        made.plan("议公约")
        yield made


def undo(house: House) -> None:
    house.now += timedelta(minutes=1)
    house.records.undo(By("李社工", house.now, new_id()), house.body.id)


def asked(house: House) -> list[tuple[Asks, int]]:
    questions = law.asked_at_opening(house.records, house.body.id, house.meeting.id, house.now)
    return [(one.asks, one.given) for one in questions]


def test_where_no_notice_was_written_down_that_is_what_is_asked(house: House):
    assert asked(house) == [(Asks.NOTICE_UNKNOWN, 0)]
    house.act(hold.open_meeting)
    question = law.missing(house.records, house.meeting)[-1].question
    assert question is not None
    assert question_words(question) == (
        "没有会议通知的记录；应提前10天通知，是否已经按时通知？（《城市居民委员会组织法》第二十六条）"
    )
    assert "No notice is on record" in question_words(question, "en")


@pytest.mark.parametrize(("days", "found"), [(3, [(Asks.NOTICE, 3)]), (10, [])])
def test_notice_is_counted_to_the_day_on_which_the_meeting_opens(house: House, days, found):
    house.act(prepare.call_meeting)
    house.now += timedelta(days=days)
    assert asked(house) == found
    house.act(hold.open_meeting)
    kinds = [b.question.asks for b in law.missing(house.records, house.meeting) if b.question]
    assert kinds == [asks for asks, _given in found]


def test_a_notice_taken_back_or_undone_is_no_notice(house: House):
    house.act(prepare.call_meeting)
    first = house.now.date()
    assert law.called_on(house.records, house.meeting) == first
    house.act(prepare.back_to_draft)
    assert law.called_on(house.records, house.meeting) is None
    undo(house)
    assert law.called_on(house.records, house.meeting) == first
    undo(house)
    assert law.called_on(house.records, house.meeting) is None


def test_a_notice_sent_again_counts_from_its_new_day(house: House):
    house.act(prepare.call_meeting)
    house.act(prepare.back_to_draft)
    house.now += timedelta(days=5)
    house.act(prepare.call_meeting)
    assert law.called_on(house.records, house.meeting) == house.now.date()
    wanted = papers.Wanted(papers.NOTICE)
    printed = papers.paper(house.records, house.meeting.id, wanted, house.now + timedelta(days=2))
    assert isinstance(printed, Notice) and printed.sent_on == house.now.date()


def test_a_rule_of_no_law_asks_for_no_notice():
    made = House(members=2)
    made.plan("议停车")
    made.open(present=2)
    assert not [b for b in law.missing(made.records, made.meeting) if b.question]


def test_the_law_asks_of_every_call_that_would_go_out_too_late(house: House):
    def asks() -> list[tuple[Asks, int]]:
        found = law.asked_of_notice(house.records, house.meeting.id, house.now)
        return [(one.asks, one.given) for one in found]

    assert asks() == [(Asks.NOTICE, 0)]
    house.now -= timedelta(days=10)
    assert asks() == []
    house.act(prepare.call_meeting)
    house.now += timedelta(days=9)
    assert asks() == []  # it went out in time
    house.act(hold.open_meeting)
    assert asks() == []


@pytest.mark.parametrize(("days", "asked"), [(0, False), (14, True), (15, False), (30, False)])
def test_the_law_asks_of_a_posting_of_fewer_than_fifteen_days(house: House, days, asked):
    found = law.asked_of_posting(house.records, house.meeting.id, days)
    assert [one.asks for one in found] == ([Asks.POSTING] if asked else [])


def test_no_law_asks_of_call_or_posting_under_another_rule(tmp_path: Path):
    with FileRecords.open(tmp_path / "records.db") as records:
        made = House("community", members=2, records=records)
        made.plan("议公约")
        assert law.asked_of_notice(records, made.meeting.id, made.now) == ()
        assert law.asked_of_posting(records, made.meeting.id, 3) == ()


def answered(house: House) -> tuple[str, ...]:
    questions = law.asked_at_opening(house.records, house.body.id, house.meeting.id, house.now)
    return answers(questions, OPENED)


def test_an_answer_to_the_law_is_kept_with_its_article_and_printed_once(house: House):
    said = answered(house)
    house.act(hold.open_meeting, said)
    asked = "没有会议通知的记录；应提前10天通知，是否已经按时通知？"
    asked += "（《城市居民委员会组织法》第二十六条）"
    assert said == house.meeting.answers == (f"{asked}答：照开",)
    kinds = [b.question for b in law.missing(house.records, house.meeting) if b.question]
    assert kinds == []  # it is answered, and stands in the papers
    minutes = minutes_of(house.meeting, Sources(house.body), house.now)
    assert opening(minutes).count(f"{asked}答：照开。") == 1
    record = record_of(house.meeting, minutes)
    assert [tell(line).text for line in record.lines if line.kind == "answered"] == [
        f"{asked}答：照开。"
    ]


def test_an_answer_is_taken_back_with_its_act(house: House):
    house.act(hold.open_meeting, answered(house))
    undo(house)
    with house.records.reading() as book:
        taken_back = book.get(Meeting, house.meeting.id)
    assert (taken_back.state, taken_back.answers) == (MeetingState.DRAFT, ())
    assert asked(house) == [(Asks.NOTICE_UNKNOWN, 0)]


def test_what_was_answered_as_the_notice_went_out_is_not_asked_again_that_day(house: House):
    late = notice_question(house.body.rule, house.now.date(), house.meeting.starts_at.date())
    house.act(prepare.call_meeting, answers(filter(None, [late]), NOTIFIED))
    assert asked(house) == []
    house.now += timedelta(days=1)
    assert asked(house) == [(Asks.NOTICE, 1)]  # other facts, another question
    house.act(prepare.back_to_draft)
    assert house.meeting.answers == ()


def test_why_a_meeting_was_cancelled_is_no_answer(house: House):
    house.act(prepare.cancel_meeting, "下雨")
    house.act(prepare.back_to_draft)
    house.act(hold.open_meeting)
    assert (house.meeting.note, house.meeting.answers) == ("", ())
