"""发言 of a meeting in a group: a chat, or lines of names and words, on the item taken up."""

from datetime import time

import pytest

from meetings.actions import finish, hold, prepare
from meetings.actions import found as people
from meetings.community.people import Person, Role
from meetings.importing import columns
from meetings.importing.chat import messages, note_all, plan_speeches
from meetings.importing.plan import Choices, RowState
from meetings.importing.workbook.out import workbook_rows
from meetings.importing.workbook.plan import held_meeting
from meetings.sitting.debate import Stance, asks
from tests.storage.memory_records import MemoryRecords
from tests.storage.scenes import act as by
from tests.storage.scenes import found

CHAT = """张桂兰 2026-03-01 19:05
支持，先修东侧的灯
45栋李国强 2026-03-01 下午7:06
不同意。先问物业

王大姐 2026-03-01 19:07
@所有人 能不能白天修
李国强 2026-03-01 19:08
收到
王大姐 2026-03-01 19:09
[图片]
"李四"加入了群聊"""


@pytest.fixture
def held():
    records = MemoryRecords()
    body = found(records, by())
    for name in ("张桂兰", "李国强"):
        person = Person("", body, name, "45栋")
        people.add_person(records, by(), body, person, (Role.MEMBER,), True)
    meeting = prepare.plan_meeting(records, by(), body, "", by().at)
    prepare.add_item(records, by(), body, meeting.id, "路灯")
    return records, hold.open_meeting(records, by(), body, meeting.id)


def test_a_chat_becomes_speeches_with_their_own_times(held):
    records, meeting = held
    plan = plan_speeches(CHAT, meeting)
    assert [row.state for row in plan.rows] == [
        RowState.NEW, RowState.NEW, RowState.WARNING, RowState.LEFT, RowState.LEFT,
    ]  # fmt: skip
    said = note_all(records, by(), meeting.body, meeting.id, plan).speeches
    assert [(one.name, one.stance, one.text) for one in said] == [
        ("张桂兰", Stance.FOR, "先修东侧的灯"), ("李国强", Stance.AGAINST, "先问物业"),
        ("王大姐", Stance.UNSAID, "@所有人 能不能白天修"),
    ]  # fmt: skip
    assert said[1].person and said[2].person is None
    assert [one.at.time() for one in said] == [time(19, 5), time(19, 6), time(19, 7)]


@pytest.mark.parametrize(
    ("said", "stance", "question"),
    [
        ("同意吗？", Stance.UNSAID, True), ("支持不支持呢", Stance.UNSAID, True),
        ("能不能白天修", Stance.UNSAID, True), ("什么时候修？👍", Stance.UNSAID, True),
        ("支持，但是什么时候修？", Stance.FOR, False), ("白天修", Stance.UNSAID, False),
        ("中立，白天修", Stance.NEUTRAL, False),
    ],
)  # fmt: skip
def test_a_question_takes_no_side_and_is_told_as_one(held, said, stance, question):
    _records, meeting = held
    (one,) = plan_speeches(f"王大姐：{said}", meeting).taken
    assert (one.stance, asks(one.stance, one.text)) == (stance, question)


def test_of_two_of_one_name_the_list_says_that_it_is_not_certain_who_spoke():
    records = MemoryRecords()
    body = found(records, by())
    for building in ("3栋", "45栋"):
        person = Person("", body, "张伟", building)
        people.add_person(records, by(), body, person, (Role.MEMBER,), True)
    meeting = prepare.plan_meeting(records, by(), body, "", by().at)
    prepare.add_item(records, by(), body, meeting.id, "路灯")
    meeting = hold.open_meeting(records, by(), body, meeting.id)
    plan = plan_speeches("张伟：先修灯\n45栋张伟：再种树\n王大姐：好吗", meeting)
    told = [tuple(why.why for why in row.reasons) for row in plan.rows]
    assert told == [("which_one_unsaid",), (), ("by_name_alone",)]


def test_pasted_once_more_only_what_is_new_is_noted(held):
    records, meeting = held
    meeting = note_all(records, by(), meeting.body, meeting.id, plan_speeches(CHAT, meeting))
    more = CHAT + "\n张桂兰 2026-03-01 19:30\n再补一句"
    plan = plan_speeches(more, meeting)
    assert [one.text for one in plan.taken] == ["再补一句"]


def test_lines_with_names_are_read_and_those_without_are_refused_alone(held):
    _records, meeting = held
    plan = plan_speeches("张桂兰：支持 先修灯\n只有一句话\n李国强: 反对", meeting)
    assert [row.state for row in plan.rows] == [RowState.NEW, RowState.ERROR, RowState.NEW]
    assert [(one.text, one.at) for one in plan.taken] == [("先修灯", None), ("反对", None)]


def test_rows_are_mended_and_left_out_by_hand(held):
    _records, meeting = held
    text = "张桂兰：先修灯\n李国强：收到"
    plan = plan_speeches(text, meeting, Choices({}, {(1, "发言"): "先修西侧"}, frozenset({2})))
    assert [one.text for one in plan.taken] == ["先修西侧"]
    assert plan.rows[1].state is RowState.LEFT


def test_times_of_day_are_read_as_telephones_write_them():
    found = list(messages("—— 2026-03-01 ——\n甲 上午9:05\n早\n乙 晚上8:30\n好"))
    assert [one.at for one in found] == [time(9, 5), time(20, 30)]


def test_a_time_without_a_certain_day_is_told_and_one_to_come_is_refused(held):
    _records, meeting = held
    text = "张桂兰 昨天 20:11\n先修灯\n李国强 2099-01-01 09:00\n反对，太贵"
    plan = plan_speeches(text, meeting, now=by().at)
    first, later = plan.rows
    assert [why.why for why in first.reasons] == ["day_unsaid"]
    assert first.state is RowState.WARNING and plan.taken[0].at is None
    assert [why.why for why in later.reasons] == ["said_later"]
    assert later.state is RowState.ERROR and len(plan.taken) == 1


def test_a_pasted_speech_without_a_time_has_none_in_record_and_workbook(held):
    """It took the minute of pasting, which nobody had told."""
    records, meeting = held
    text = "张桂兰：先修灯\n李国强：反对，太贵"
    meeting = note_all(records, by(), meeting.body, meeting.id, plan_speeches(text, meeting))
    assert [speech.said_at for speech in meeting.speeches] == [None, None]
    record = finish.record(records, meeting.id, by().at)
    lines = [(one.at, one.text) for one in record.lines if one.kind == "speech"]
    assert lines == [(None, "先修灯"), (None, "太贵")]
    rows = workbook_rows(held_meeting(records, meeting.id))[columns.SPEECHES]
    assert [row[1] for row in rows] == [None, None]
