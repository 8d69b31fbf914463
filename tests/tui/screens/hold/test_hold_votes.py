"""5 on the meeting screen: every way to take a vote, by keys."""

from dataclasses import replace
from pathlib import Path

import pytest

from meetings.actions import hold
from meetings.papers.vote_words import vote_line
from meetings.procedure.rules import ProxyUse, preset
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.presence import Mark
from meetings.sitting.votes import Choice, Method, VoteState
from tests.tui.hall import NAMES, hall
from tui.dialogs.holding.read_out import ReadOut
from tui.widgets.block_letters import block_letters


async def test_a_counted_hand_vote_takes_at_most_eight_keys_from_the_motion(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        room.pressed = 0
        await room.press("5", "1", "1", "2", "1", "enter", "1", "enter")
        assert room.pressed == 8
        assert room.vote.state is VoteState.CLOSED and room.vote.outcome == "passed"
        assert room.sees("同意12票", "至少8票", "通过。")
        await room.press("enter")
        assert room.sees("举手表决 通过 同意12，反对1，弃权1")


async def test_fifteen_hands_in_a_room_of_fourteen_ask_for_a_reason(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5", "1")
        await room.write("10")
        await room.press("enter", "5", "enter", "enter")
        assert room.sees("15票", "只有14票") and room.vote.state is VoteState.OPEN
        await room.write("有人举了两次手")
        await room.press("enter")
        assert room.vote.override_reason == "有人举了两次手"
        assert room.sees("理由：有人举了两次手")


async def test_two_tellers_count_apart_and_a_difference_is_told_with_both_figures(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5", "3")
        await room.write("wxy")
        await room.press("enter", "9", "enter", "3", "enter", "1", "enter", "1", "enter")
        assert room.sees("第二位计票人") and not room.sees("9票")
        await room.write("cjh")
        await room.press("enter", "8", "enter", "4", "enter", "1", "enter", "1", "enter")
        assert room.sees("同意：王秀英计9，陈建华计8", "反对：王秀英计3，陈建华计4")
        assert room.vote.state is VoteState.OPEN
        await room.press("1")
        for _ in range(2):
            await room.press("enter", "9", "enter", "3", "enter", "1", "enter", "1", "enter")
        assert room.sees("王秀英与陈建华计票一致", "无效1票")
        await room.press("1")
        assert room.vote.tellers == ("王秀英", "陈建华") and room.vote.outcome == "passed"
        assert room.vote.ballots == () and room.vote.tally.invalid == 1
        kept = await room.app.desk.drafts("hold/")
        assert not any(room.vote.id in key for key in kept)


async def test_a_count_that_was_left_is_typed_over_and_not_added_to(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5", "1", "6", "enter", "4", "enter")
        await room.press("escape", "1", "5")
        assert room.sees("上次写的已放回")
        await room.press("5", "enter", "7", "enter", "0", "enter")
        assert (room.vote.tally.for_, room.vote.tally.against) == (5, 7)


async def test_no_digit_that_is_typed_on_after_leaving_a_count_cancels_the_vote(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5", "1", "6", "escape", "2")
        assert room.vote.state is VoteState.OPEN and room.sees("表决还没有计票")
        await room.press("enter", "backspace", "enter")
        assert room.vote.state is VoteState.OPEN and not room.sees("表决还没有计票")
        await room.press("5", "escape", "=")
        assert room.meeting.votes == ()


async def test_plans_voted_on_by_hands_are_told_in_their_own_words(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5", "6")
        await room.rewrite("东门\n西门")
        await room.press("ctrl+s", "9", "4", "1")
        assert room.sees("每人选1项；东门9票，西门4票，弃权1票") and not room.sees("有效票")
        await room.press("enter")
        assert room.sees("东门", *block_letters("中选")) and not room.sees("无效")


async def test_one_person_cannot_be_both_tellers(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5", "3")
        for _ in range(2):
            await room.write("wxy")
            await room.press("enter", "9", "ctrl+s")
        assert room.sees("须由两个不同的人计票")


async def test_a_roll_call_is_one_key_a_person_and_each_answer_is_kept_at_once(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5", "2")
        await room.press(*"1112")
        assert [b.choice for b in room.vote.ballots] == [Choice.FOR] * 3 + [Choice.AGAINST]
        await room.press("escape", "5")
        before = room.vote.state
        assert before is VoteState.OPEN and room.sees("还有10人未问")
        await room.write("ft")
        await room.press("3")
        assert room.vote.ballots[-1].name == "冯涛"
        await room.press("up", "=")
        await room.press("ctrl+s")
        assert room.vote.state is VoteState.CLOSED
        assert room.sees("未投票")


async def test_who_is_represented_is_called_with_the_holder(tmp_path: Path):
    rule = replace(preset("community"), proxies=ProxyUse.QUORUM_AND_VOTES)
    async with hall(tmp_path, rule) as room:
        await room.act(hold.mark, room.person("许洁"), Mark.PROXY, holder=room.person("张桂兰"))
        await room.move()
        await room.press("5", "2")
        assert room.sees("还有15人未问")
        await room.write("xj")
        assert room.sees("许洁 （由张桂兰代答）")
        await room.press("1", "ctrl+s")
        assert room.vote.ballots[-1].holder == "张桂兰"


async def test_a_written_vote_goes_on_over_days_and_takes_each_return_once(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5", "4")
        await room.write("kl")
        await room.press("1", "1", "2", "escape")
        assert len(room.vote.ballots) == 3
        assert room.sees("书面表决 已收回3/16份")
        room.later(days=2)
        await room.press("0", "2")
        assert room.meeting.state is MeetingState.SUSPENDED
        await room.press("5")
        for name in NAMES[2:12]:
            await room.write(name)
            await room.press("1")
        await room.write("kl")
        await room.press("2")
        assert "已经表示过" in room.app.told() or "孔亮" in room.app.told()
        await room.press("4")
        await room.press("ctrl+s", "1")
        assert room.vote.method is Method.WRITTEN and room.vote.state is VoteState.CLOSED
        assert room.sees("书面表决，收回意见")


async def test_consensus_asks_for_objections_and_keeps_who_what_and_whether_it_stands(tmp_path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5", "5")
        assert room.sees("有人有异议吗")
        await room.press("2")
        await room.write("lzm")
        await room.press("enter")
        await room.write("车位太少")
        await room.press("enter", "1")
        assert room.sees("不坚持的异议") or room.sees("异议"), "a digit does not close the form"
        assert not room.sees("刘志明：车位太少")
        await room.press("enter")
        assert room.sees("刘志明：车位太少", "仍坚持", "未通过")
        await room.press("3")
        assert room.sees("经说明不再坚持")
        await room.press("1")
        objection = room.vote.objections[0]
        assert (objection.name, objection.text, objection.stands) == (
            "刘志明", "车位太少", False,
        )  # fmt: skip
        assert room.vote.outcome == "passed"
        assert room.sees("刘志明提出异议")


async def test_an_objection_that_stands_prevents_the_agreement(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5", "5", "2")
        await room.write("lzm")
        await room.press("ctrl+s")
        assert room.sees("异议") and not room.vote.objections, "nobody said whether it stands"
        await room.press("1", "ctrl+s", "1")
        assert room.vote.outcome == "failed" and room.vote.objections[0].stands


@pytest.mark.parametrize("name", ["阿依古丽·买买提", NAMES[15]])
async def test_who_objects_and_is_not_signed_in_is_asked_about(tmp_path: Path, name: str):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5", "5", "2")
        await room.write(name)
        await room.press("enter", "enter", "1", "enter")
        assert room.sees("到了，签到", name)
        await room.press("2")
        assert room.sees("有人有异议吗") and not room.sees("仍坚持")
        assert "不在场，异议没有记下" in room.app.told()
        await room.press("2", "ctrl+s", "1")
        assert room.sees(name, "仍坚持")
        assert name in {room.meeting.called(p) for p in room.meeting.room(None).present} | {
            room.meeting.called(p) for p in room.meeting.room(None).others
        }


async def test_a_clear_majority_is_offered_only_where_the_rule_allows_it(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5")
        assert not room.sees("明显多数")
    (tmp_path / "b").mkdir()
    rule = replace(preset("corner"), uncounted_hands=True)
    async with hall(tmp_path / "b", rule) as room:
        await room.move()
        await room.press("5", "8", "1")
        assert room.vote.majority is True
        assert room.sees("明显占多数")
        await room.press("enter")
        assert room.sees("明显多数，未计数")


async def test_whoever_wants_a_count_gets_it(tmp_path: Path):
    async with hall(tmp_path, replace(preset("corner"), uncounted_hands=True)) as room:
        await room.move()
        await room.press("5", "8", "3", "9", "enter", "4", "enter", "enter")
        assert room.vote.majority is None and room.vote.tally.for_ == 9


async def among(room, way: str, options: str, choose: str = "1", seats: str = "1") -> None:
    """Open a vote among options."""
    await room.press("5", "6")
    await room.write(options)
    await room.press("tab")
    await room.replace(choose)
    await room.press("enter")
    await room.replace(seats)
    await room.press("enter", way, "enter")


async def test_among_three_proposals_nobody_has_enough_and_two_meet_again(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move("选一个晾衣区位置")
        await among(room, "1", "花坛边\n车棚顶\n东侧空地")
        assert room.sees("花坛边", "车棚顶", "东侧空地")
        await room.press("6", "enter", "5", "enter", "2", "enter", "1", "enter")
        assert room.vote.outcome == "failed"
        await room.press("enter")
        assert room.sees("5第二轮表决")
        await room.press("5")
        assert room.sees("花坛边", "车棚顶") and room.vote.run_off_of is not None
        await room.press("9", "enter", "5", "enter", "enter")
        assert room.vote.outcome == "passed"
        assert room.sees("第二轮；", "花坛边")
        await room.press("enter", "6")
        assert room.sees("选一个晾衣区位置：花坛边")


async def test_an_election_fills_its_seats_by_paper_counted_by_two(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move("推选楼栋长")
        await among(room, "3", "张桂兰\n李国强\n周敏", "2", "2")
        for teller in ("wxy", "cjh"):
            await room.write(teller)
            await room.press("enter")
            for figure in ("13", "12", "9", "4", "0", "1"):
                await room.write(figure)
                await room.press("enter")
        await room.press("1")
        assert room.vote.outcome == "passed" and room.vote.seats == 2
        assert room.sees("张桂兰12票，李国强9票", "无效票1张", "两人分别计票，结果一致")


async def test_options_are_answered_by_name_with_digits(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move("选时间")
        await among(room, "2", "周六\n周日", "1")
        await room.press("1", "2", "1", "0", "-")
        ballots = room.vote.ballots
        assert [b.marks for b in ballots[:3]] == [("周六",), ("周日",), ("周六",)]
        assert [b.choice for b in ballots[3:]] == [Choice.ABSTAIN, Choice.NOT_VOTING]
        await room.press("ctrl+s")
        assert room.vote.state is VoteState.CLOSED


async def test_a_void_vote_is_kept_and_its_motion_is_open_again(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5", "1", "8", "enter", "5", "enter", "1", "enter", "enter")
        await room.press("5", "2")
        await room.write("计票时有人离场")
        await room.press("enter")
        assert room.vote.state is VoteState.VOID
        assert room.sees("举手表决 作废", "待表决")
        await room.press("5", "1", "9", "enter", "4", "enter", "1", "enter", "enter")
        assert [v.state for v in room.meeting.votes] == [VoteState.VOID, VoteState.CLOSED]
        assert room.sees("1. 举手表决 作废", "2. 举手表决 通过")


@pytest.mark.parametrize(("answer", "left"), [("1", ["划线"]), ("2", []), ("escape", ["划线"])])
async def test_a_decision_whose_vote_is_void_stands_by_itself_or_goes_and_is_shown_so(
    tmp_path: Path, answer: str, left: list[str]
):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5", "1", "8", "enter", "5", "enter", "1", "enter", "enter", "6", "enter")
        await room.write("zgl")
        await room.press("enter", "enter")
        await room.write("一周")
        await room.press("ctrl+s", "5", "2")
        await room.write("计票时有人离场")
        await room.press("enter")
        assert room.sees("保留，不再依据那次表决", "去掉这条议定事项和跟踪事项")
        await room.press(answer)
        decided = room.meeting.decisions
        assert [one.text for one in decided] == left
        assert [one.vote for one in decided] == [
            room.vote.id if answer == "escape" else None for _one in left
        ]


async def test_the_last_result_can_be_read_out_again(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5", "1", "9", "enter", "4", "enter", "1", "enter", "enter", "5", "1")
        assert room.sees("应到16人，实到14人", "Enter 或 Esc 继续")


@pytest.mark.parametrize(
    ("keys", "tally"),
    [
        ("121\r1\r", (12, 1, 1)),
        ("12\r1\r1\r", (12, 1, 1)),
        ("12\t1\t1\r", (12, 1, 1)),
        ("851\r", (8, 5, 1)),
        ("12\r\r2\r", (12, 0, 2)),
        ("13\b21\r1\r", (12, 1, 1)),
        ("1400\r", (14, 0, 0)),
    ],
)
async def test_a_full_figure_goes_on_by_itself_whatever_the_hand_is_used_to(tmp_path, keys, tally):
    names = {"\r": "enter", "\t": "tab", "\b": "backspace"}
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5", "1", *(names.get(key, key) for key in keys))
        assert room.sees("Enter 或 Esc 继续")
        got = room.vote.tally
        assert (got.for_, got.against, got.abstain) == tally


async def test_a_figure_over_the_room_stays_one_figure_and_asks_for_a_reason(tmp_path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5", "1", *"8", *"10", "0", "enter")
        assert room.sees("18票", "只有14票") and room.vote.state is VoteState.OPEN


async def test_a_teller_who_is_not_signed_in_is_asked_about(tmp_path: Path):
    async with hall(tmp_path, present=12) as room:
        await room.move()
        await room.press("5", "3")
        await room.write("郑浩")
        await room.press("enter", "9", "enter", "3", "enter", "0", "enter", "0", "enter")
        assert room.sees("到了没有？郑浩")
        await room.press("enter")
        assert room.person("郑浩") in room.meeting.room().present and room.sees("第二位计票人")


async def test_a_mover_who_is_not_signed_in_is_asked_about(tmp_path: Path):
    async with hall(tmp_path, present=14) as room:
        await room.press("4")
        await room.write("划线")
        await room.press("enter")
        await room.write("孔亮")
        await room.press("enter", "ctrl+s")
        assert room.meeting.motions[0].mover == "孔亮" and room.sees("到了没有？孔亮")
        await room.press("enter")
        assert room.person("孔亮") in room.meeting.room().present


async def test_the_result_is_read_out_in_block_letters_with_its_three_numbers(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5", "1", "8", "4", "2", "enter")
        for line in (*block_letters("通过"), *block_letters("8")):
            assert room.sees(line)
        assert room.sees("同意反对弃权", "即至少8票，通过", "Enter或Esc继续")


async def test_who_stands_aside_is_kept_with_the_words_and_breaks_nothing(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5", "5", "2")
        await room.write("lzm")
        await room.press("enter")
        await room.write("先试一个月")
        await room.press("enter")
        await room.press("3", "ctrl+s")
        assert room.sees("保留意见，不阻止", "通过")
        await room.press("1")
        assert room.vote.outcome == "passed" and room.vote.objections[0].reserved
        notes = vote_line(room.meeting, room.vote).notes
        assert any("刘志明保留意见，不阻止" in note and "先试一个月" in note for note in notes)


async def test_an_answer_taken_back_is_named_with_whose_it_was(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5", "2", "1", "2", "escape")
        first, second = (ballot.name for ballot in room.meeting.votes[-1].ballots)
        await room.press("ctrl+z")
        told = room.app.told()
        assert f"{second} 反对" in told and first not in told
        await room.press("ctrl+y")
        assert f"{second} 反对" in room.app.told()


async def test_the_last_note_of_a_result_is_seen_or_scrolled_to_at_80_columns(tmp_path: Path):
    """Lines of notes that had no room were cut off, and nothing said that there were more."""
    said = "应到16人，实到11人，受委托5人，达到法定人数；同意12票，反对1票，弃权1票，通过。"
    for count in range(1, 7):
        async with hall(tmp_path / str(count)) as room:
            notes = [f"受委托：{'、'.join(NAMES[:14])}（{n}）" for n in range(1, count + 1)]
            figures = (("同意", 12), ("反对", 1), ("弃权", 1))
            room.app.push_screen(ReadOut("修路灯", said * 2, notes, "通过", figures, good=True))
            await room.pilot.pause()
            assert room.sees(f"（{count}）") or room.sees("PgDn")
