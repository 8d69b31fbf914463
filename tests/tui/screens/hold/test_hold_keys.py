"""No key is lost on the meeting screen, and none does what nobody meant."""

from pathlib import Path

from meetings.actions import decide, hold
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.decisions import Decision
from tests.tui.hall import hall


async def test_one_esc_too_many_loses_nothing_and_what_is_typed_goes_to_the_line(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("escape", "escape")
        line = room.screen.line
        assert line.has_focus
        room.screen.set_focus(None)
        await room.press("张", "5")
        assert line.value == "张5" and room.meeting.votes == ()
        room.screen.set_focus(None)
        await room.press("7")
        assert line.value == "张57"


async def test_with_nothing_in_the_line_a_digit_without_a_field_is_still_an_act(tmp_path: Path):
    async with hall(tmp_path) as room:
        room.screen.set_focus(None)
        await room.press("8")
        assert room.sees("8临时到会")


async def test_the_end_is_never_the_default(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.press("0", "1", "enter")
        assert room.meeting.state == "open"
        await room.press("0", "1", "1")
        assert room.meeting.state == "ended"


async def test_after_its_end_a_meeting_is_not_called_one_that_is_still_to_open(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.press("0", "1", "1")
        await room.write("张桂兰 支持 散会了还说")
        await room.press("enter")
        assert "会议已结束" in room.app.told() and "还没有开" not in room.app.told()


async def test_no_outcome_without_evidence(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.press("9", "enter")
        first, second = room.meeting.in_order
        assert first.outcome is ItemOutcome.NOTED and room.meeting.current == second.id
        await room.press("0")
        await room.choose("这一项的结果")
        await room.choose("协商一致")
        await room.press("enter")
        assert room.meeting.in_order[1].outcome is None
        await room.write("会前已逐户征得同意")
        await room.press("enter")
        settled = room.meeting.in_order[1]
        assert (settled.outcome, settled.reason) == (ItemOutcome.AGREED, "会前已逐户征得同意")


async def test_the_outcome_and_the_next_item_are_one_act_to_undo(tmp_path: Path):
    async with hall(tmp_path) as room:
        before = room.meeting.current
        await room.press("9", "1")
        await room.app.desk.undo(room.meeting.body)
        await room.screen.reload()
        assert room.meeting.current == before
        assert room.meeting.in_order[0].outcome is None


async def test_a_voided_second_round_can_be_voted_again(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move("选一人")
        motion = room.meeting.motions[0].id
        from meetings.procedure.ballots import OptionTally
        from meetings.procedure.counts import Tally
        from meetings.sitting.votes import Method

        async def count(vote: str, *votes: int) -> None:
            labels = [o.label for o in room.meeting.vote(vote).options]
            found = tuple(OptionTally(n, v) for n, v in zip(labels, votes, strict=True))
            await room.act(decide.close_vote, vote, Tally(14, 0), options=found)

        await room.act(decide.open_vote, motion, Method.HANDS, ("甲", "乙", "丙"))
        await count(room.vote.id, 6, 5, 3)
        await room.act(decide.run_off, room.vote.id)
        await count(room.vote.id, 8, 6)
        second = room.vote.id
        decision = Decision(
            "", room.meeting.body, room.meeting.id, room.meeting.current or "", "甲当选",
            room.clock[0], task=False, vote=second,
        )  # fmt: skip
        await room.app.desk.run(decide.decide, decision)
        await room.act(decide.void_vote, second, "多发了一张票")
        assert room.sees("（所依表决已作废）")
        await room.press("5", "5")
        assert len(room.meeting.votes) == 3 and room.vote.run_off_of == room.meeting.votes[0].id


async def test_enter_keeps_the_clock_and_3_ends_the_turn(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.press("3")
        await room.write("zgl")
        await room.press("enter")
        room.later(seconds=60)
        await room.write("先说一点")
        await room.press("enter")
        assert room.meeting.floor is not None
        room.later(seconds=20)
        await room.press("3")
        assert [(s.seconds, s.name) for s in room.meeting.speeches] == [(80, "张桂兰")]
        await room.act(hold.give_floor, room.person("李国强"), "李国强")
        room.later(seconds=30)
        await room.press("3")
        assert room.sees("（发言0:30，内容未记）")
