"""After a tie, without the quorum, and before the end: exactly what may be done, by digits."""

from dataclasses import replace
from pathlib import Path

from meetings.actions import decide, hold, prepare
from meetings.procedure.rules import preset
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.motions import MotionState
from meetings.sitting.presence import Mark
from tests.tui.hall import hall

TIE = ("5", "1", "7", "enter", "7", "enter", "enter", "enter")


async def test_after_a_tie_the_ways_of_the_rule_are_offered_and_no_others(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press(*TIE)
        assert room.sees("平票未通过：接下来怎么办", "1再议后重新表决", "2搁置至下次", "3上提")
        assert not room.sees("决定票")
        await room.press("1")
        assert room.meeting.motions[0].state is MotionState.SECONDED
        await room.press("5", "1", "8", "enter", "5", "enter", "1", "enter", "enter")
        assert room.sees("1.举手表决平票未通过同意7，反对7", "2.举手表决通过同意8，反对5，弃权1")
        await room.press("5")
        assert not room.sees("接下来")


async def test_the_chair_breaks_a_tie_where_the_rule_says_so(tmp_path: Path):
    rule = replace(preset("corner"), casting_vote=True)
    async with hall(tmp_path, rule, parent=False) as room:
        await room.move()
        await room.press(*TIE)
        assert room.sees("4主持人投决定票", "2搁置至下次") and not room.sees("3上提")
        await room.press("4", "1")
        assert room.vote.casting is True and room.vote.outcome == "passed"
        assert room.sees("决定票")


async def test_a_tie_is_postponed_with_a_reason_by_its_digit(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press(*TIE, "2")
        await room.write("下次再议")
        await room.press("enter")
        item = room.meeting.in_order[0]
        assert (item.outcome, item.reason) == (ItemOutcome.POSTPONED, "下次再议")


async def test_a_tie_is_passed_up_by_its_digit(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press(*TIE, "3")
        await room.write("两边相持")
        await room.press("ctrl+s")
        assert room.meeting.in_order[0].outcome is ItemOutcome.REFERRED_UP


async def test_ways_left_by_esc_are_offered_again_by_5(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press(*TIE, "escape", "5")
        assert room.sees("平票未通过：接下来怎么办")
        await room.press("1")
        assert room.sees("表决：划线", "1举手表决")


async def test_without_a_quorum_no_vote_is_opened_and_the_talk_is_one_digit_away(tmp_path: Path):
    async with hall(tmp_path, members=15, present=9) as room:
        assert room.sees("未达到法定人数：应到15人，实到9人，至少须10人，还差1人")
        await room.move()
        await room.press("5", "1")
        assert room.meeting.votes == ()
        assert room.sees("1休会，等人到齐", "2搁置至下次", "3上提", "4改为座谈")
        await room.press("4")
        assert room.meeting.informal
        assert room.sees("按座谈进行")


async def test_waiting_for_people_suspends_the_meeting(tmp_path: Path):
    async with hall(tmp_path, members=15, present=9) as room:
        await room.press("0")
        assert room.sees("=人数不够：可以怎么办", "1结束会议")
        await room.press("=", "1")
        assert room.meeting.state is MeetingState.SUSPENDED
        assert room.meeting.pauses[-1].reason == "等待达到法定人数"


async def test_losing_the_quorum_in_the_middle_is_told_at_once(tmp_path: Path):
    async with hall(tmp_path, members=16, present=11) as room:
        assert not room.sees("法定人数已不够")
        room.later(minutes=3)
        await room.press("8")
        await room.write("zgl")
        await room.press("2", "escape")
        assert room.sees("!法定人数已不够：应到16人，实到10人，至少须11人，还差1人")
        assert "法定人数已不够" in room.app.told()
        room.later(minutes=1)
        await room.act(hold.mark, room.person("张桂兰"), Mark.IN)
        assert not room.sees("法定人数已不够：应到16人，实到10人")


async def test_what_is_missing_goes_to_its_place_by_digits(tmp_path: Path):
    async with hall(tmp_path) as room:
        item = room.meeting.in_order[0].id
        decision = Decision("", room.meeting.body, room.meeting.id, item, "划线", room.clock[0])
        await room.app.desk.run(decide.decide, decision)
        await room.screen.reload()
        await room.move("挪车")
        await room.press("0")
        await room.choose("缺什么")
        assert room.sees("有动议没有了结：挪车", "没有结果：消防通道停车", "没有责任人：划线")
        await room.choose("责任人")
        await room.write("zgl")
        await room.press("enter", "ctrl+s")
        assert room.meeting.decisions[0].owner == "张桂兰"
        assert room.sees("还缺这些") and not room.sees("没有责任人")
        await room.choose("动议")
        await room.press("1", "1")
        assert room.meeting.open_vote is not None


async def test_the_missing_chair_is_named_from_the_list(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.app.desk.run(prepare.edit_meeting, replace(room.meeting, chair=""))
        await room.screen.reload()
        await room.press("0")
        await room.choose("缺什么")
        await room.press("1")
        await room.write("lgq")
        await room.press("enter", "ctrl+s")
        assert room.meeting.chair == "李国强"


async def test_the_missing_recorder_is_typed_into_its_own_field_and_the_chair_stays(tmp_path: Path):
    async with hall(tmp_path) as room:
        chair = room.meeting.chair
        await room.app.desk.run(prepare.edit_meeting, replace(room.meeting, secretary=""))
        await room.screen.reload()
        await room.press("0")
        await room.choose("缺什么")
        await room.press("1")
        assert room.sees(chair) and not room.sees("新名字")
        await room.write("lgq")
        await room.press("enter", "ctrl+s")
        assert (room.meeting.chair, room.meeting.secretary) == (chair, "李国强")


async def test_a_vote_whose_quorum_went_while_it_was_taken_has_no_effect_and_ways_on(tmp_path):
    async with hall(tmp_path, present=11) as room:
        await room.move()
        await room.press("5", "2", "1", "1", "1", "escape")
        assert room.sees("记名表决 已答3/11人，按5继续")
        room.later(minutes=2)
        await room.act(hold.mark, room.person("曾祥林"), Mark.OUT)
        assert room.sees("法定人数已不够")
        await room.press("5", "1", "ctrl+s")
        assert room.vote.outcome == "inquorate"
        assert room.sees("流会，不进行表决")
        await room.press("enter")
        assert room.sees("1休会，等人到齐")
        assert room.meeting.motions[0].state is MotionState.SECONDED


async def test_what_was_decided_of_an_item_that_failed_may_be_dropped(tmp_path: Path):
    async with hall(tmp_path, members=16, present=14) as room:
        item = room.meeting.in_order[0].id
        decision = Decision("", room.meeting.body, room.meeting.id, item, "装灯", room.clock[0])
        await room.app.desk.run(decide.decide, replace(decision, task=False))
        await room.screen.reload()
        await room.move("装灯")
        await room.press("5", "1", "4", "enter", "9", "enter", "1", "enter", "enter", "escape", "9")
        await room.press("enter", "escape", "0")
        await room.choose("缺什么")
        assert room.sees("本项没有通过，却记有议定事项：装灯")
        await room.choose("没有通过")
        await room.press("2")
        assert room.meeting.decisions == ()
