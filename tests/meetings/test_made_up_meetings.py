"""Meetings that reports do not show, held from the plan to the minutes."""

import pytest

from exports.documents.record_lines import tell
from meetings.actions import decide, hold, papers, prepare
from meetings.actions.papers import Wanted
from meetings.chairing import quorum
from meetings.chairing.blockers import blockers
from meetings.chairing.ways_on import WayOn, ways_on, ways_without_quorum
from meetings.errors import NotAllowedNow, ReasonNeeded
from meetings.papers.minutes import Minutes
from meetings.procedure.counts import Tally
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.debate import Stance
from meetings.sitting.presence import Mark
from meetings.sitting.votes import CountsDoNotFit, Method, QuorumNotReached
from tests.data.house import House


def test_a_tie_is_voted_on_again_and_both_counts_stand_in_the_minutes():
    house = House("community", members=16)
    house.plan("加装充电桩")
    house.open(present=14)
    house.says(1, "车棚太远，充电不便")
    house.says(2, "担心消防", Stance.AGAINST)
    motion = house.move("在东侧空地安装充电桩十个")
    tie = house.vote(motion, 7, 7)
    assert WayOn.REVOTE in ways_on(house.meeting, tie.id)
    house.act(decide.vote_again, motion)
    house.says(3, "每晚有人巡查")
    house.vote(motion, 8, 5, 1)
    house.act(hold.end_meeting)

    item = house.minutes().items[0]
    first, second = item.votes
    assert item.outcome is ItemOutcome.ADOPTED
    assert "同意7票，反对7票" in first.sentence and "平票未通过" in first.sentence
    assert second.round == 2
    assert second.sentence == (
        "应到16人，实到14人，达到法定人数（不少于应到的三分之二，即至少11人）；"
        "同意8票，反对5票，弃权1票；须超过实到人数的二分之一，即至少8票，通过。"
    )
    house.finalise()


def test_without_a_quorum_the_talk_is_recorded_and_everything_carries_over():
    house = House("community", members=15)
    house.plan("楼道堆物", "停车收费")
    house.open(present=9)
    assert quorum.quorum_needed(house.meeting) == 10
    motion = house.move("清理楼道")
    with pytest.raises(QuorumNotReached):
        house.vote(motion, 9, 0)
    assert WayOn.INFORMAL_TALK in ways_without_quorum(house.meeting)
    house.act(hold.hold_as_talk, True)
    house.says(1, "先从一单元清起")
    with pytest.raises(NotAllowedNow):
        house.act(decide.settle, house.item("楼道堆物"), ItemOutcome.ADOPTED, "会前已逐户商定")
    house.act(hold.end_meeting)

    minutes = house.minutes()
    assert minutes.informal
    assert "应到15人，实到9人，未达到法定人数（不少于应到的三分之二，即至少10人）" in (
        minutes.quorum_sentence
    )
    assert len(minutes.attendance.absent) == 6
    assert [item.outcome for item in minutes.items] == [ItemOutcome.NOT_REACHED] * 2
    assert minutes.items[0].speeches[0].text == "先从一单元清起"
    assert not any(item.decisions for item in minutes.items)
    house.finalise()
    again = house.do(prepare.plan_meeting, house.body.id, "议事会", house.now)
    assert [item.title for item in again.in_order] == [
        f"确认〔{minutes.year}〕第{minutes.serial}次会议纪要",
        "楼道堆物",
        "停车收费",
    ]


@pytest.mark.parametrize(("rule", "passes"), [("corner", True), ("community", False)])
def test_five_for_four_against_four_abstaining_pass_at_the_corner_alone(rule, passes):
    house = House(rule, members=16)
    house.plan("设晾衣区")
    house.open(present=13)
    vote = house.vote(house.move("设晾衣区"), 5, 4, 4)
    assert (vote.outcome == "passed") is passes


def test_one_stands_back_one_comes_late_one_leaves_early_and_each_vote_has_its_base():
    house = House("community", members=16)
    house.plan("第一件", "第二件", "第三件")
    house.open(present=12)
    house.vote(house.move("第一件事"), 8, 4)
    house.begin("第二件")
    house.come(13)
    house.act(
        hold.mark, house.people[0].id, Mark.RECUSED, house.item("第二件"), reason="与其商铺有关"
    )
    house.vote(house.move("第二件事"), 9, 3)
    house.begin("第三件")
    house.act(hold.mark, house.people[1].id, Mark.OUT)
    house.act(hold.mark, house.people[2].id, Mark.OUT)
    house.vote(house.move("第三件事"), 9, 1, 1)
    house.act(hold.end_meeting)

    bases = [vote.electorate.base() for vote in house.meeting.votes if vote.electorate]
    assert [(base.present, base.recused) for base in bases] == [(12, 0), (12, 1), (11, 0)]
    minutes = house.minutes()
    assert [name.name for name, _ in minutes.items[1].recused] == ["成员1"]
    assert [name.name for name, _ in minutes.attendance.came_late] == ["成员13"]
    assert [name.name for name, _ in minutes.attendance.left_early] == ["成员2", "成员3"]
    assert "回避1人" in minutes.items[1].votes[0].sentence


def test_fifteen_hands_in_a_room_of_fourteen_stand_only_with_a_printed_reason():
    house = House("community", members=16)
    house.plan("修围墙")
    house.open(present=14)
    motion = house.move("修围墙")
    vote = house.act(decide.open_vote, motion, Method.HANDS).votes[-1].id
    with pytest.raises(CountsDoNotFit):
        house.act(decide.close_vote, vote, Tally(10, 5))
    reason = "计票时有一人举了两次手，不影响结果"
    house.act(decide.close_vote, vote, Tally(10, 5), override_reason=reason)
    house.act(hold.end_meeting)
    line = house.minutes().items[0].votes[0]
    assert f"所计15票多于可以投票的14人，主持人决定采用，理由：{reason}" in line.sentence
    assert str(house.record().lines).count(reason) == 1
    assert {b.kind for b in blockers(house.meeting)} == {"record_unsigned"}


def test_who_counts_under_expected_changes_after_the_opening_only_with_a_printed_reason():
    house = House("community", members=12)
    house.plan("第一件", "第二件")
    house.open(present=8)
    first = house.vote(house.move("先办"), 8, 0)
    moved, kept = house.people[11].id, house.people[0].id
    with pytest.raises(ReasonNeeded):
        house.act(hold.mark, moved, Mark.STRUCK)
    house.act(hold.mark, moved, Mark.STRUCK, reason="已迁出")
    with pytest.raises(NotAllowedNow):
        house.act(hold.mark, moved, Mark.STRUCK, reason="再一次")
    house.begin("第二件")
    second = house.vote(house.move("再办"), 8, 0)
    assert [v.electorate and len(v.electorate.expected) for v in (first, second)] == [12, 11]
    house.act(hold.mark, kept, Mark.STRUCK, reason="登记有误")
    house.act(hold.mark, kept, Mark.SEATED, reason="核对名册，仍是成员")
    house.act(hold.end_meeting)
    there = house.minutes().attendance
    assert there.expected == 11 and len(there.present) == 8 and len(there.absent) == 3
    assert [(name.name, what, why) for name, what, why in there.changes] == [
        ("成员12", "不计应到", "已迁出"),
        ("成员1", "不计应到", "登记有误"),
        ("成员1", "计入应到", "核对名册，仍是成员"),
    ]
    told = [tell(line) for line in house.record().lines if line.kind in {"struck", "seated"}]
    assert told[0].text == "成员12从此不计入应到（已迁出）。"
    public = papers.paper(house.records, house.meeting.id, Wanted(papers.PUBLIC), house.now)
    assert isinstance(public, Minutes)
    assert [why for _, _, why in public.attendance.changes] == ["", "", ""]
