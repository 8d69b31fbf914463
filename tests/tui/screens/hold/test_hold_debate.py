"""4, the speech line, the queue and the notes: the debate by keys."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from meetings.actions import decide, finish, hold, prepare, review
from meetings.procedure.rules import preset
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.debate import SpeechKind, Stance, Talk
from meetings.sitting.motions import MotionState
from tests.tui.hall import hall
from tui.dialogs.kit.form import FormDialog
from tui.widgets.hold_view import talked


async def test_an_amendment_shows_the_old_and_the_new_text_and_is_voted_on_first(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move("在东侧划线")
        await room.press("4", "1")
        await room.replace("在西侧划线")
        assert room.sees("原文：在〔东〕侧划线", "改为：在【西】侧划线")
        await room.press("enter")
        await room.write("cjh")
        await room.press("enter")
        await room.write("wxy")
        await room.press("enter")
        assert room.sees("修正案原文：在〔东〕侧划线", "改为：在【西】侧划线")
        await room.press("5")
        assert room.sees("表决：在西侧划线")
        await room.press("1", "9", "enter", "4", "enter", "1", "enter", "enter")
        main = room.meeting.motions[0]
        assert (main.text, main.original, main.state) == (
            "在西侧划线", "在东侧划线", MotionState.SECONDED,
        )  # fmt: skip
        assert room.sees("修正前：在东侧划线")


async def test_an_amendment_that_changes_nothing_is_sent_back(tmp_path: Path):
    async with hall(tmp_path, "corner") as room:
        await room.move("在东侧划线")
        await room.press("4", "1", "enter")
        await room.write("cjh")
        await room.press("ctrl+s")
        assert room.sees("与原文相同")


async def test_a_motion_is_divided_and_each_part_is_voted_on(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move("划线并立牌")
        await room.press("4", "4")
        await room.rewrite("在东侧划线\n在门口立牌")
        assert room.sees("分成2部分")
        await room.press("ctrl+s")
        states = [m.state for m in room.meeting.motions]
        assert states == [MotionState.DIVIDED, MotionState.SECONDED, MotionState.SECONDED]
        assert room.sees("部分在东侧划线", "部分在门口立牌")
        for text in ("在东侧划线", "在门口立牌"):
            await room.press("5")
            assert room.sees(f"表决：{text}")
            await room.press("1", "9", "enter", "4", "enter", "1", "enter", "enter")
        assert [v.text for v in room.meeting.votes] == ["在东侧划线", "在门口立牌"]


async def test_a_motion_is_withdrawn_and_taken_up_again(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move("划线")
        await room.press("4", "2", "enter")
        withdrawn = room.meeting.motions[0].state
        assert withdrawn is MotionState.WITHDRAWN
        await room.press("4")
        assert room.sees("重新提出（撤回）", "另提一个动议")
        await room.press("1")
        assert room.meeting.motions[0].state is MotionState.SECONDED


async def test_a_motion_is_postponed_only_with_a_reason(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move("划线")
        await room.press("4", "3", "enter")
        assert room.meeting.motions[0].open
        await room.write("等物业答复")
        await room.press("enter")
        motion = room.meeting.motions[0]
        assert (motion.state, motion.reason) == (MotionState.POSTPONED, "等物业答复")
        await room.press("4", "1")
        assert room.meeting.motions[0].open


async def test_points_of_order_interruptions_and_notes_are_written_by_a_menu(tmp_path: Path):
    async with hall(tmp_path) as room:
        for digit, kind, shown in (
            ("1", SpeechKind.POINT_OF_ORDER, "程序问题"),
            ("2", SpeechKind.INTERRUPTION, "打断"),
            ("3", SpeechKind.NOTE, "记事"),
        ):
            await room.press("0")
            await room.choose("程序问题")
            await room.press(digit)
            await room.write(f"{shown}的内容")
            await room.press("enter", "enter")
            assert room.meeting.speeches[-1].kind is kind
            assert room.sees(shown, f"{shown}的内容")


async def test_the_note_remembers_who_and_is_no_speech(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.press("0")
        await room.choose("程序问题")
        await room.press("1")
        await room.write("先表决修正案")
        await room.press("enter")
        await room.write("zgl")
        await room.press("enter")
        said = room.meeting.speeches[-1]
        assert (said.kind, said.name) == (SpeechKind.POINT_OF_ORDER, "张桂兰")
        await room.press("0")
        await room.choose("谁发过言")
        assert room.sees("张桂兰还没有")


async def test_a_speech_takes_its_text_and_four_keys(tmp_path: Path):
    async with hall(tmp_path) as room:
        for prefix, stance in (("cj+", Stance.FOR), ("lz-", Stance.AGAINST)):
            text = "救护车上次进不来"
            room.pressed = 0
            await room.type(prefix + text)
            await room.press("enter")
            assert room.pressed <= len(text) + 4
            said = room.meeting.speeches[-1]
            assert (said.stance, said.text) == (stance, text)
        assert [s.name for s in room.meeting.speeches] == ["陈建华", "刘志明"]


async def test_a_speech_without_a_stance_has_none_until_somebody_says_it(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.write("zgl 救护车进不来")
        assert room.sees("张桂兰: 救护车进不来")
        await room.press("enter")
        assert room.meeting.speeches[-1].stance is Stance.UNSAID
        assert room.sees("救护车进不来") and "中立" not in room.app.picture()
        await room.press("shift+tab", "enter")
        assert room.sees("改张桂兰的发言", "1未说", "2支持")
        await room.press("tab", "4", "ctrl+s")
        (said,) = room.meeting.speeches
        assert said.stance is Stance.NEUTRAL and room.sees("中立")


async def test_with_the_floor_the_sign_alone_is_enough(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.press("3")
        await room.write("zgl")
        await room.press("enter")
        assert room.meeting.floor is not None
        await room.write("-车位本来就少")
        await room.press("enter")
        said = room.meeting.speeches[-1]
        assert (said.name, said.stance, said.text) == (
            "张桂兰", Stance.AGAINST, "车位本来就少",
        )  # fmt: skip


async def test_too_many_speeches_are_warned_about_and_stored(tmp_path: Path):
    async with hall(tmp_path) as room:
        for n in range(2):
            await room.write(f"张桂兰 支持 第{n}次")
            await room.press("enter")
        await room.write("张桂兰 支持 还要说")
        assert room.sees("！已发言2次，规定2次")
        await room.press("enter")
        assert len(room.meeting.speeches) == 3


async def test_over_time_is_shown_and_the_speech_is_taken(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.press("3")
        await room.write("zgl")
        await room.press("enter")
        room.later(seconds=150)
        await room.write("+说得久了")
        assert room.sees("！超时2:30/2:00")
        await room.press("enter")
        assert room.meeting.speeches[-1].seconds == 150


async def test_the_queue_shows_its_switches_and_alternates(tmp_path: Path):
    async with hall(tmp_path, size=(120, 40)) as room:
        assert room.sees("（未发言者先、正反轮流）")
        await room.write("张桂兰 支持 先说一句")
        await room.press("enter")
        await room.press("2")
        await room.write("lgq")
        await room.press("enter")
        assert room.meeting.queue[0].stance is None and not room.sees("支持还是反对")
        await room.press("2")
        await room.write("lgq")
        await room.press("enter")
        await room.move()
        for name, side in (("lgq", "1"), ("wxy", "2")):
            await room.press("2")
            await room.write(name)
            await room.press("enter", side)
        assert room.sees("1王秀英反对第1次2李国强支持第1次") or room.sees("1王秀英反对")
    (tmp_path / "plain").mkdir()
    rule = replace(preset("corner"), new_speakers_first=False, alternate_sides=False)
    async with hall(tmp_path / "plain", rule, size=(120, 40)) as room:
        assert room.sees("（按先后）")
        await room.press("2")
        await room.write("lgq")
        await room.press("enter")
        assert room.meeting.queue[0].stance is None


async def test_who_has_spoken_shows_counts_minutes_and_the_silent_first(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.press("3")
        await room.write("lgq")
        await room.press("enter")
        room.later(seconds=75)
        await room.write("+说完了")
        await room.press("enter", "0")
        await room.write("谁发过言")
        await room.press("enter")
        assert room.sees("谁发过言", "支持1反对0", "张桂兰还没有")
        await room.press("end")
        assert room.sees("李国强1次1:151次1:15")
        await room.press("escape")
        assert not room.sees("谁发过言")


async def test_a_decision_takes_its_text_and_six_keys(tmp_path: Path):
    async with hall(tmp_path) as room:
        room.pressed = 0
        await room.press("6")
        await room.type("划线")
        await room.press("enter")
        await room.type("zgl")
        await room.press("enter", "enter")
        await room.type("一周")
        await room.press("ctrl+s")
        assert room.pressed <= len("划线" + "张桂兰" + "一周") + 6
        decision = room.meeting.decisions[0]
        assert decision.owner == "张桂兰" and decision.deadline is not None


async def test_the_cursor_of_a_decision_is_in_the_first_field_that_is_seen(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.press("6")
        form = room.app.screen
        assert isinstance(form, FormDialog)
        assert form.fields[0].name == "text" and form.part("text").has_focus_within


async def test_what_was_carried_is_decided_without_typing_it_again(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move("在45栋东侧划线")
        await room.press("5", "1", "8", "enter", "5", "enter", "1", "enter", "enter")
        room.pressed = 0
        await room.press("6", "enter")
        await room.type("zgl")
        await room.press("enter", "enter")
        await room.type("一周")
        await room.press("ctrl+s")
        assert room.pressed <= len("张桂兰" + "一周") + 6
        assert room.meeting.decisions[0].text == "在45栋东侧划线"


async def test_a_line_without_words_is_told_and_makes_nobody_a_walk_in(tmp_path: Path):
    async with hall(tmp_path) as room:
        roll = len(room.meeting.roll)
        await room.write("没有这个人")
        await room.press("enter")
        assert room.app.told() == "缺内容：姓名 立场 说了什么。"
        assert len(room.app.screen_stack) == 2 and len(room.meeting.roll) == roll
        assert room.screen.line.value == "没有这个人"


async def test_a_speech_with_what_cannot_be_seen_at_its_end_leaves_the_screen_whole(tmp_path: Path):
    async with hall(tmp_path) as room:
        for tail in ("\u200b", "\u2060\ufe0f", "\u3164", "\u2028"):
            for count in range(6, 13):
                words = "一二三四五六七八九十甲乙丙"[:count]
                speaker = room.person("王秀英")
                line = f"{words} {tail}"
                await room.act(hold.speak, speaker, "王秀英", Stance.FOR, line)
        await room.act(hold.speak, room.person("周敏"), "\u200b", Stance.FOR, "\u3164灯")
        assert room.sees("一二三四五六七八九十")
        await room.press("down", "up")
        await room.write("王秀英 支持 一二三四五六七八九 \u200b")
        await room.press("enter")
        assert room.meeting.speeches[-1].text == "一二三四五六七八九"


async def test_a_show_of_cards_decides_nothing_and_stands_in_the_record(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.press("0", "9")
        await room.write("8")
        await room.press("tab")
        await room.replace("3")
        await room.press("tab")
        await room.replace("3")
        await room.press("ctrl+s")
        assert room.meeting.votes == () and room.meeting.motions == ()
        said = "亮牌：绿8，黄3，红3（只作了解，不是表决）"
        assert room.sees("记事亮牌：绿8，黄3，红3")
        record = await room.app.desk.read(finish.record, room.meeting.id, room.clock[0])
        assert said in [line.text for line in record.lines]


async def test_the_answering_desk_of_last_times_decisions_opens_by_itself(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.press("6")
        await room.write("修路灯")
        await room.press("enter")
        await room.write("zgl")
        await room.press("enter", "enter")
        await room.write("一周")
        await room.press("ctrl+s")
        await room.act(decide.settle, room.meeting.current, ItemOutcome.NOTED)
        await room.act(hold.end_meeting)
        room.later(days=7)
        body = room.meeting.body
        again = await room.app.desk.run(prepare.plan_meeting, body, "再议", room.clock[0], "居委会")
        room.app.meeting_id = again.id
        await room.screen.reload()
        await room.press("8", "9", "1", "escape", "0", "1")
        assert room.sees("修路灯", "张桂兰")
        await room.press("1", "enter")
        await room.write("已联系电工")
        await room.press("enter", "escape")
        assert room.meeting.current == room.meeting.in_order[0].id
        assert room.screen.line.has_focus


async def test_what_was_read_before_a_command_is_not_shown_over_its_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    async with hall(tmp_path) as room:
        read, asked, gone_on = room.app.desk.read, asyncio.Event(), asyncio.Event()

        async def slow(action: Any, *args: Any) -> Any:
            found = await read(action, *args)
            if action is review.answered:
                asked.set()
                await gone_on.wait()
            return found

        monkeypatch.setattr(room.app.desk, "read", slow)
        reading = asyncio.create_task(room.screen.reload())
        await asked.wait()
        body, id = room.meeting.body, room.meeting.id
        await room.screen.commit(hold.suspend, body, id, "停电")
        noted = room.meeting
        gone_on.set()
        await reading
        assert room.meeting is noted


def test_a_speech_that_no_clock_ran_for_has_no_duration():
    assert talked(Talk("张桂兰", 1, 0)) == "1次"
    assert talked(Talk("张桂兰", 2, 80)) == "2次 1:20"
