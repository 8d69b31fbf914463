"""上次议定事项落实情况 by keys: each promise answered by one, with the meeting on the answer."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.events import Paste

from meetings.actions import follow, hold, prepare
from meetings.matters.followup_states import ChaseLevel, FollowUpState, StepKind
from meetings.matters.followups import FollowUp
from meetings.sitting.agenda import ItemKind
from meetings.sitting.presence import Mark
from tests.tui.hall import Hall, hall
from tests.tui.working_house import NOW
from tui.dialogs.holding.review import Review
from tui.dialogs.holding.sign_in import SignIn


async def promised(room: Hall, *texts: str) -> None:
    """Tasks of earlier days, and the review as the first item."""
    body, desk = room.meeting.body, room.app.desk
    room.later(days=-9)
    for days, text in enumerate(texts, start=-2):
        task = FollowUp(
            "", body, 0, text, NOW, owner="物业",
            deadline=(NOW + timedelta(days=days * 3)).date(),
        )  # fmt: skip
        await desk.run(follow.add_task, task)
    room.later(days=9)


async def task(room: Hall, number: int) -> FollowUp:
    def look(records):
        with records.reading() as book:
            return next(t for t in book.find(FollowUp) if t.number == number)

    return await room.app.desk.read(look)


async def open_review(room: Hall) -> None:
    await room.press("0")
    await room.choose("上次议定事项")
    assert isinstance(room.app.screen, Review)


async def test_each_promise_is_answered_by_one_key_and_the_next_is_there(tmp_path: Path):
    async with hall(tmp_path) as room:
        await promised(room, "划线", "修路灯", "清楼道")
        await open_review(room)
        assert room.sees("已答0/3", "逾期2件", "划线")
        await room.press("1")
        await room.write("已量好尺寸")
        await room.press("enter")
        await room.press("2")
        await room.press("8")
        assert room.sees("已答3/3")
        one, two, three = [await task(room, n) for n in (1, 2, 3)]
        assert (one.state, one.steps[-1].text) == (FollowUpState.IN_HAND, "已量好尺寸")
        assert two.state is FollowUpState.COMPLETED
        assert three.chased is ChaseLevel.REMIND
        assert {t.steps[-1].meeting for t in (one, two, three)} == {room.meeting.id}
        await room.press("0")
        assert not isinstance(room.app.screen, Review)


async def test_an_extension_asks_for_day_and_reason(tmp_path: Path):
    async with hall(tmp_path) as room:
        await promised(room, "划线")
        await open_review(room)
        await room.press("6")
        await room.write("12-20")
        await room.press("enter")
        await room.write("等漆")
        await room.press("enter")
        assert (await task(room, 1)).deadline == date(2026, 12, 20)
        assert room.sees("延期12月20日")


async def test_the_residents_word_closes_it_at_the_meeting(tmp_path: Path):
    async with hall(tmp_path) as room:
        await promised(room, "划线")
        await open_review(room)
        await room.press("5", "1")
        await room.write("很清楚")
        await room.press("enter")
        done = await task(room, 1)
        assert done.state is FollowUpState.CLOSED
        assert StepKind.CLOSE in {s.kind for s in done.steps}


async def test_enter_on_the_empty_line_goes_on_and_after_the_last_back(tmp_path: Path):
    async with hall(tmp_path) as room:
        await promised(room, "划线", "修路灯")
        await open_review(room)
        await room.press("enter", "enter")
        assert not isinstance(room.app.screen, Review)


async def test_a_half_typed_answer_stays_when_a_step_is_refused(tmp_path: Path):
    async with hall(tmp_path) as room:
        await promised(room, "划线")
        await open_review(room)
        await room.press("1")
        await room.app.desk.run(
            follow.step, room.meeting.body, (await task(room, 1)).id, StepKind.COMPLETE
        )
        await room.write("又说了一句")
        await room.press("enter")
        assert room.sees("又说了一句")


async def test_taking_up_the_first_item_opens_the_promises_by_itself(tmp_path: Path):
    async with hall(tmp_path) as room:
        await promised(room, "划线")
        desk, body = room.app.desk, room.meeting.body
        planned = await desk.run(prepare.plan_meeting, body, "", NOW)
        assert planned.in_order[0].kind is ItemKind.REVIEW
        await desk.run(hold.open_meeting, body, planned.id)
        here = next(e.person for e in room.meeting.roll)
        await desk.run(hold.mark, body, planned.id, here, Mark.IN)
        room.app.meeting_id = planned.id
        await room.screen.reload()
        await room.pilot.pause()
        assert isinstance(room.app.screen, Review), (room.app.told(), room.app.picture())


async def test_the_promises_wait_until_people_are_signed_in(tmp_path: Path):
    async with hall(tmp_path) as room:
        await promised(room, "划线")
        desk, body = room.app.desk, room.meeting.body
        planned = await desk.run(prepare.plan_meeting, body, "", NOW)
        await desk.run(hold.open_meeting, body, planned.id)
        room.app.meeting_id = planned.id
        await room.screen.reload()
        await room.press("8")
        assert isinstance(room.app.screen, SignIn)
        await room.write("zgl")
        await room.press("enter", "escape")
        assert isinstance(room.app.screen, Review)
        assert (await task(room, 1)).chased is None


async def test_an_answer_is_taken_back_and_given_again_at_the_desk(tmp_path: Path):
    async with hall(tmp_path) as room:
        await promised(room, "划线", "修路灯")
        await open_review(room)
        await room.press("2")
        assert room.sees("已答1/2")
        await room.press("ctrl+z")
        assert room.sees("已答0/2") and "划线" in room.app.told()
        assert (await task(room, 1)).state is not FollowUpState.COMPLETED
        await room.press("ctrl+y")
        assert room.sees("已答1/2")
        assert (await task(room, 1)).state is FollowUpState.COMPLETED
        await room.press("ctrl+z", "ctrl+z")
        assert "不是在这个窗口里" in room.app.told(), "what came before is not reached from here"


async def test_a_review_that_was_left_says_how_many_were_answered_and_no_outcome(tmp_path: Path):
    async with hall(tmp_path) as room:
        await promised(room, "划线", "修路灯")
        desk, body = room.app.desk, room.meeting.body
        planned = await desk.run(prepare.plan_meeting, body, "", NOW)
        await desk.run(prepare.add_item, body, planned.id, "楼道堆物", 15)
        await desk.run(hold.open_meeting, body, planned.id)
        here = next(e.person for e in room.meeting.roll)
        await desk.run(hold.mark, body, planned.id, here, Mark.IN)
        room.app.meeting_id = planned.id
        await room.screen.reload()
        await room.pilot.pause()
        await room.press("escape", "9")
        assert room.meeting.in_order[0].outcome is None
        assert room.sees("答0/2") and not room.sees("已议")
        await room.press("0")
        await room.choose("上次议定事项")
        await room.press("3", "escape")
        assert room.sees("答1/2")


async def test_taking_a_sign_in_back_does_not_open_the_review_over_the_table(tmp_path: Path):
    async with hall(tmp_path) as room:
        await promised(room, "划线")
        desk, body = room.app.desk, room.meeting.body
        planned = await desk.run(prepare.plan_meeting, body, "", NOW)
        await desk.run(hold.open_meeting, body, planned.id)
        room.app.meeting_id = planned.id
        await room.screen.reload()
        await room.press("8")
        for name in ("zgl", "cjh"):
            await room.write(name)
            await room.press("enter")
        await room.press("ctrl+z")
        assert isinstance(room.app.screen, SignIn)
        await room.press("escape")
        assert isinstance(room.app.screen, Review)


async def test_a_half_typed_answer_is_kept_for_its_task_until_it_is_recorded(tmp_path: Path):
    async with hall(tmp_path) as room:
        await promised(room, "划线", "修路灯")
        await open_review(room)
        await room.press("down", "1")
        await room.write("还没有")
        await room.press("escape", "escape")
        await open_review(room)
        await room.press("1")
        assert not room.sees("还没有")
        await room.press("escape", "down", "1")
        assert room.sees("还没有")
        await room.write("装")
        await room.press("enter")
        assert (await task(room, 2)).steps[-1].text == "还没有装"


async def opened_by_itself(room: Hall, *texts: str) -> None:
    """A next meeting at whose first item the desk opens without anybody asking for it."""
    await promised(room, *texts)
    desk, body = room.app.desk, room.meeting.body
    planned = await desk.run(prepare.plan_meeting, body, "", NOW)
    await desk.run(hold.open_meeting, body, planned.id)
    here = next(e.person for e in room.meeting.roll)
    await desk.run(hold.mark, body, planned.id, here, Mark.IN)
    room.app.meeting_id = planned.id
    await room.screen.reload()
    await room.pilot.pause()
    assert isinstance(room.app.screen, Review)


async def answers(room: Hall, tasks: int = 1) -> dict[int, int]:
    """By number, how many answers each task got in this meeting."""
    return {n: len((await task(room, n)).steps_at(room.meeting.id)) for n in range(1, tasks + 1)}


async def test_a_speech_typed_blind_is_a_speech_and_answers_no_task(tmp_path: Path):
    async with hall(tmp_path) as room:
        await opened_by_itself(room, "划线")
        await room.type("kl 支持 k2要快")
        assert not isinstance(room.app.screen, Review)
        assert room.screen.line.value == "kl 支持 k2要快" and "发言栏" in room.app.told()
        room.screen.line.value = ""
        await room.write("张桂兰 支持 k2要快")
        await room.press("enter")
        assert room.meeting.speeches[-1].text == "k2要快"
        assert (await answers(room))[1] == 0


async def test_a_paste_at_the_desk_goes_to_the_speech_line(tmp_path: Path):
    async with hall(tmp_path) as room:
        await opened_by_itself(room, "划线")
        room.app.post_message(Paste("张桂兰 反对"))
        await room.pilot.pause()
        assert room.screen.line.value == "张桂兰 反对"


async def test_the_1_of_a_speech_and_its_words_pressed_blind_are_a_speech(tmp_path: Path):
    async with hall(tmp_path) as room:
        await opened_by_itself(room, "划线")
        await room.press("1")
        assert room.sees("1进展：划线？按Enter")
        await room.type("张桂兰 支持")
        assert room.screen.line.value == "张桂兰 支持"
        assert await answers(room) == {1: 0}


@pytest.mark.parametrize("digit", ["2", "3", "8"])
async def test_the_first_digit_pressed_blind_waits_for_enter(tmp_path: Path, digit: str):
    async with hall(tmp_path) as room:
        await opened_by_itself(room, "划线", "修路灯", "清楼道")
        await room.press(digit, "backspace", "enter")
        await room.press("up", "down", "up")
        assert await answers(room, 3) == {1: 0, 2: 0, 3: 0}
    async with hall(tmp_path / "again") as room:
        await opened_by_itself(room, "划线", "修路灯", "清楼道")
        await room.press(digit, "enter")
        assert await answers(room, 3) == {1: 1, 2: 0, 3: 0}
        await room.press(digit)
        assert await answers(room, 3) == {1: 1, 2: 1, 3: 0}, "the first answer was the choice"


async def test_an_answer_half_typed_in_an_earlier_version_is_in_the_form_of_progress(
    tmp_path: Path,
):
    async with hall(tmp_path) as room:
        await promised(room, "划线")
        one = await task(room, 1)
        room.app.desk.draft(f"review/{room.meeting.id}/line/{one.id}", "漆买好了，等晴天")
        await open_review(room)
        await room.press("1")
        assert room.sees("漆买好了，等晴天")
        await room.press("ctrl+s")
        assert (await task(room, 1)).steps[-1].text == "漆买好了，等晴天"
