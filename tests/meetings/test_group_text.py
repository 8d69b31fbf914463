"""Short texts for a residents' group: what happened, and nobody's name."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from meetings.actions import collect, decide, found, group_text, hold, need, prepare
from meetings.community.bodies import Body, Tier
from meetings.community.people import Person, Role
from meetings.matters.followup_states import FollowUpState
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue, IssueState
from meetings.matters.needs import Need, NeedKind, Offer
from meetings.papers.group_text import Mask, _decided, _task_words, late_text
from meetings.papers.minutes import DecisionLine
from meetings.ports import By
from meetings.procedure.counts import Tally
from meetings.procedure.rules import preset
from meetings.sitting.motions import Motion
from meetings.sitting.presence import Mark
from meetings.sitting.votes import Method
from storage.ids import new_id
from tests.storage.memory_records import MemoryRecords

NOW = datetime(2026, 11, 24, 19, tzinfo=timezone(timedelta(hours=8)))
NAMES = ("韩冬梅", "何勇", "林小月")


def by() -> By:
    return By("王社工", NOW, new_id())


@pytest.fixture
def room():
    records = MemoryRecords()
    body = found.found_body(records, by(), Tier.CORNER, "甲议事会", preset("corner"))
    for name in NAMES:
        person = Person("", "", name, "46栋", "", "302", "13900000003")
        found.add_person(records, by(), body.id, person, (Role.MEMBER,), True)
    meeting = prepare.plan_meeting(records, by(), body.id, "", NOW + timedelta(days=1), "花坛")
    return records, body.id, meeting


def test_a_notice_says_when_where_and_what(room):
    records, body, meeting = room
    prepare.add_item(records, by(), body, meeting.id, "韩冬梅家漏水（电话13900000003）")
    said = group_text.notice(records, meeting.id, NOW)
    assert "甲议事会定于11月25日（星期三）19:00开会" in said and "地点：花坛" in said
    assert "韩冬梅" not in said and "13900000003" not in said and "漏水" in said


def test_a_result_has_the_sentence_of_the_vote_and_the_task_with_its_day(room):
    records, body, meeting = room
    prepare.add_item(records, by(), body, meeting.id, "充电桩")
    held = hold.open_meeting(records, by(), body, meeting.id)
    for entry in held.roll:
        hold.mark(records, by(), body, meeting.id, entry.person, Mark.IN)
    item = held.items[-1].id
    hold.begin_item(records, by(), body, meeting.id, item)
    moved = hold.propose(
        records,
        by(),
        Motion("", body, meeting.id, item, "装充电桩", "韩冬梅", NOW, seconder="何勇"),
    )
    opened = decide.open_vote(records, by(), body, meeting.id, moved.motions[-1].id, Method.HANDS)
    vote = opened.votes[-1].id
    decide.close_vote(records, by(), body, meeting.id, vote, Tally(for_=3, against=0, abstain=0))
    said = group_text.result(records, meeting.id, NOW)
    assert "充电桩：" in said and "同意3票" in said and "纪要尚未定稿" in said
    assert not any(name in said for name in NAMES)


def task(number: int, deadline: date | None, **more: Any) -> FollowUp:
    made = FollowUp("t", "b", number, f"第{number}件", NOW, deadline=deadline,
                    state=FollowUpState.IN_HAND)  # fmt: skip
    return replace(made, **more)


def test_what_is_late_is_told_with_whom_and_how_long_and_nothing_else_is():
    mask = Mask([Person("p", "b", "韩冬梅", "46栋")])
    tasks = [
        task(1, date(2026, 11, 20), owner="韩冬梅", units=("物业服务中心",), helpers=("何勇",)),
        task(2, date(2026, 11, 1), owner="周明"),
        task(3, None), task(4, date(2026, 12, 1)),
        task(5, date(2026, 11, 2), state=FollowUpState.CLOSED),
        task(6, date(2026, 11, 23)),
    ]  # fmt: skip
    said = late_text("甲议事会", tasks, date(2026, 11, 24), mask).split("\n")
    assert said == [
        "【督办】甲议事会截至11月24日",
        "1. 第2件：周某，应于11月1日完成，逾期23天。",
        "2. 第1件：韩某、物业服务中心，应于11月20日完成，逾期4天。",
        "3. 第6件：承办人未定，应于11月23日完成，逾期1天。",
    ]
    nothing = late_text("甲议事会", [tasks[2]], date(2026, 11, 24), mask)
    assert nothing == "【督办】甲议事会截至11月24日，没有逾期事项。"


@pytest.mark.parametrize(
    ("state", "reason", "said"),
    [
        (IssueState.COLLECTED, "", "目前：已收集"),
        (IssueState.RETURNED, "属于韩冬梅家事", "未列为议题，理由：属于韩某家事。"),
        (IssueState.REFERRED_UP, "要钱", "已上报，等候答复。"),
        (IssueState.SETTLED, "", "已解决。"),
    ],
)
def test_an_answer_says_how_an_issue_stands_and_invents_no_day(room, state, reason, said):
    records, body, _meeting = room
    issue = collect.collect(
        records, by(), Issue("", body, 0, "灯坏了", NOW, place="46栋1单元302", raised_name="林小月")
    )
    with records.transaction("issue.test", by(), body) as book:
        book.put(replace(issue, state=state, reason=reason))
    told = group_text.answer(records, issue.id)
    assert told.startswith("【答复】甲议事会：林某反映的“灯坏了”") and "302" not in told
    assert said in told


def test_a_nickname_of_the_group_and_a_private_matter_name_nobody(room):
    records, body, _meeting = room
    nick = Issue("", body, 0, "灯坏了", NOW, raised_name="月月妈妈", private=False)
    private = replace(nick, title="家里的事", private=True, raised_name="林小月")
    first, second = (collect.collect(records, by(), one) for one in (nick, private))
    assert "居民反映的“灯坏了”" in group_text.answer(records, first.id)
    said = group_text.answer(records, second.id)
    assert "家里的事" not in said and "林" not in said


def test_what_is_needed_goes_out_masked_but_for_the_bodys_own_telephone(room):
    records, body, _meeting = room
    text = "轮椅1台，送46栋302韩冬梅家（电话13900000003）"
    kept = need.keep_need(records, by(), Need("", body, NeedKind.THINGS, text))
    gave = Offer("林小月", given="轮椅1台（13900000003）")
    need.keep_offer(records, by(), body, kept.id, gave)
    with records.transaction("body.keep", by(), body) as book:
        book.put(replace(book.get(Body, body), phone="85500000"))
    asked, hung = (use(records, kept.id) for use in (group_text.need, group_text.need_words))
    thanked = group_text.thanks(records, kept.id)
    for said in (asked, hung, thanked):
        assert "轮椅1台" in said
        assert not [one for one in ("韩冬梅", "13900000003", "302") if one in said]
    assert "电话85500000" in asked and "电话" not in hung.partition("请告知")[2]
    assert thanked.endswith("林小月：轮椅1台。") or "林小月：轮椅1台" in thanked


def test_who_helps_is_not_said_to_be_in_charge():
    one = DecisionLine("装灯", "范志伟", ("黄志勇",), date(2026, 12, 1), task=True, posted=True)
    assert _decided(one) == "议定：装灯（范志伟承办，黄志勇协办，12月1日前完成）"
    shared = task(1, date(2026, 12, 1), owner="范志伟", helpers=("黄志勇",))
    assert _task_words(shared, Mask([])).startswith("办理：第1件（范某承办，黄某协办，")
