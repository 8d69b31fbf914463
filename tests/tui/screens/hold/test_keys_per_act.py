"""The keys of each act: docs/guide/voting.md promises them in a table; here they are counted."""

import re
from pathlib import Path

from meetings.actions import hold, prepare
from meetings.chairing.elections import elected
from meetings.sitting.votes import VoteState
from tests.tui.hall import Hall, hall
from tests.tui.working_house import NOW

GUIDE = Path(__file__).parents[4] / "docs" / "guide" / "voting.md"
_ROW = re.compile(r"^\| ([^|]+?) \| 至多(\d+)键 \|", re.M)
PROMISED = {act: int(most) for act, most in _ROW.findall(GUIDE.read_text(encoding="utf-8"))}


def pressed_for(room: Hall, act: str) -> bool:
    """What was pressed since the last act is no more than promised; the next one counts anew."""
    pressed, room.pressed = room.pressed, 0
    if pressed > PROMISED[act]:
        print(f"{act}: {pressed} keys, promised {PROMISED[act]}")
    return pressed <= PROMISED[act]


def test_the_table_promises_what_was_asked_for():
    asked = {"签到一人": 4, "计数的举手表决": 8, "议定事项": 10, "五名候选人的计票，每位计票人": 20}
    assert {act: PROMISED[act] for act in asked} == asked


async def test_signing_in_takes_three_letters_and_enter(tmp_path: Path):
    async with hall(tmp_path, present=0) as room:
        await room.press("8")
        room.pressed = 0
        for initials in ("zgl", "lgq", "zm"):
            await room.type(initials)
            await room.press("enter")
            assert pressed_for(room, "签到一人")
        assert len(room.meeting.room().present) == 3


async def test_a_face_of_last_time_takes_one_enter(tmp_path: Path):
    async with hall(tmp_path, "corner", members=0, present=0) as room:
        for name in ("张桂兰", "陈建华"):
            await room.act(hold.walk_in, name, "45栋")
        await room.act(hold.officers_here)
        await room.act(hold.end_meeting)
        again = await room.app.desk.run(
            prepare.plan_meeting, room.meeting.body, "再议", NOW, "小广场", "李国强", "王秀英"
        )
        room.app.meeting_id = again.id
        await room.screen.reload()
        await room.press("8")
        room.pressed = 0
        for count in range(1, 5):
            await room.press("enter")
            assert pressed_for(room, "签到上次到过的人")
            assert len(room.meeting.who_came().came) == count


async def test_from_the_motion_to_the_decision(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.press("4")
        await room.write("在45栋东侧划线")
        room.pressed = 1
        await room.press("enter")
        await room.type("zgl")
        await room.press("enter")
        await room.type("lgq")
        await room.press("enter")
        assert pressed_for(room, "动议和附议，文字另计")
        await room.press("5", "1", "1", "2", "1", "enter", "1", "enter")
        assert pressed_for(room, "计数的举手表决")
        assert room.vote.state is VoteState.CLOSED and room.vote.outcome == "passed"
        await room.press("enter")
        room.pressed = 0
        await room.press("6", "enter")
        await room.type("zgl")
        await room.press("enter", "enter")
        await room.type("7天")
        await room.press("ctrl+s")
        assert pressed_for(room, "议定事项")
        [decision] = room.meeting.decisions
        assert (decision.text, decision.owner) == ("在45栋东侧划线", "张桂兰")
        assert decision.deadline is not None
        await room.press("9")
        assert pressed_for(room, "下一项")
        assert room.meeting.item(room.meeting.current or "").title == "楼道路灯"
        await room.press("ctrl+z")
        assert pressed_for(room, "撤销")


async def test_a_speech_takes_its_text_and_four_keys(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.type("cj+")
        await room.write("救护车进不来")
        await room.press("enter")
        assert pressed_for(room, "一次发言，文字另计")
        assert room.meeting.speeches[-1].text == "救护车进不来"


async def test_five_names_for_three_seats_are_counted_by_each_teller(tmp_path: Path):
    async with hall(tmp_path, members=40, present=36) as room:
        await room.press("5", "2")
        await room.write("选举居委会委员")
        await room.press("enter")
        await room.rewrite("孔亮\n许洁\n冯涛\n郑浩\n吴兰")
        await room.press("tab")
        await room.replace("3")
        await room.press("enter")
        for teller in ("zgl", "lgq"):
            await room.write(teller)
            await room.press("enter")
        await room.replace("36")
        await room.press("ctrl+s")
        for _teller in range(2):
            room.pressed = 0
            await room.press("enter", *"34", *"30", *"24", *"20", *"16", *"12", "0", "2")
            await room.press("ctrl+s")
            assert pressed_for(room, "五名候选人的计票，每位计票人")
        await room.press("1")
        assert room.vote.state is VoteState.CLOSED
        assert room.vote.election.taken_in == 36 and room.vote.tally.invalid == 2
        assert elected(room.meeting, room.vote.id) == ("孔亮", "许洁", "冯涛")
