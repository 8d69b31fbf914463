"""坝坝会, 小板凳: a body without a roster signs in whoever comes, and knows the faces next time."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from meetings.actions import found, hold, prepare
from meetings.community.people import Person, Role
from meetings.importing.workbook.out import sign_in_row
from meetings.papers.other_papers import sign_in_of
from meetings.sitting.meeting_states import Invited
from meetings.sitting.officers import unit_signed_in
from meetings.sitting.presence import Mark
from tests.tui.hall import hall
from tests.tui.working_house import NOW


async def test_an_empty_desk_opens_and_takes_names_by_one_enter_each(tmp_path: Path):
    async with hall(tmp_path, "corner", members=0, present=0) as room:
        await room.press("8")
        assert room.sees("主持或记录", "李国强", "王秀英")
        await room.press("enter", "enter")
        for name in ("张桂兰", "陈建华"):
            await room.write(name)
            await room.press("enter")
        assert room.sees("在场4人") and not room.sees("应到")
        assert [e.name for e in room.meeting.roll] == ["李国强", "王秀英", "张桂兰", "陈建华"]
        whole = room.meeting.who_came()
        assert len(whole.voters) == 4 and whole.expected == ()


async def test_what_was_said_is_no_newcomer_at_the_desk(tmp_path: Path):
    async with hall(tmp_path, "corner", members=0, present=0) as room:
        await room.press("8")
        for said in (
            "王芳 支持 灯要亮",
            "这个灯太暗了，看不见路",
            "张桂兰、陈建华",
            "灯太暗了晚上真的看不见路",
        ):
            await room.write(said)
            await room.press("enter")
            assert "一次一个姓名" in room.app.told() and room.meeting.roll == ()
            await room.press(*["backspace"] * len(said))
        await room.write("阿依古丽·买买提")
        await room.press("enter")
        assert [e.name for e in room.meeting.roll] == ["阿依古丽·买买提"]


async def test_last_meetings_faces_are_offered_and_taken_by_enter(tmp_path: Path):
    async with hall(tmp_path, "corner", members=0, present=0) as room:
        for name in ("张桂兰", "陈建华"):
            await room.act(hold.walk_in, name, "45栋")
        await room.act(hold.officers_here)
        first = {e.person for e in room.meeting.roll}
        await room.act(hold.end_meeting)
        body = room.meeting.body
        again = await room.app.desk.run(
            prepare.plan_meeting, body, "再议", NOW, "小广场", "李国强", "王秀英"
        )
        room.app.meeting_id = again.id
        await room.screen.reload()
        await room.press("8", "enter", "enter")
        assert room.sees("上次到过", "张桂兰")
        await room.press("9")
        assert "没有名册" in room.app.told()
        await room.write("zgl")
        await room.press("enter")
        assert {e.person for e in room.meeting.roll} < first
        assert [e.name for e in room.meeting.roll] == ["李国强", "王秀英", "张桂兰"]


async def test_everybody_else_is_asked_about_with_the_number_and_is_one_act_to_undo(tmp_path):
    async with hall(tmp_path, members=16, present=3) as room:
        await room.press("8", "9")
        assert room.sees("13人全到？")
        await room.press("enter")
        assert len(room.meeting.room().present) == 3
        await room.press("9", "1")
        assert len(room.meeting.room().present) == 16
        await room.press("ctrl+z")
        assert len(room.meeting.room().present) == 3


async def test_digits_and_letters_alone_are_no_new_person_anywhere(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.press("8")
        await room.write("xyzq")
        await room.press("enter", "enter", "enter")
        assert room.sees("不是姓名")
        await room.press("escape", "escape")
        await room.write("xyzq 支持 好")
        await room.press("enter")
        assert "xyzq" in room.app.told() and room.meeting.speeches == ()
        assert len(room.meeting.roll) == 16


async def test_while_a_clock_runs_words_without_a_name_are_the_speakers(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.press("3")
        await room.write("zgl")
        await room.press("enter")
        await room.write("我看 划线好")
        assert room.sees("张桂兰")
        await room.press("enter")
        speech = room.meeting.speeches[-1]
        assert (speech.name, speech.text) == ("张桂兰", "我看 划线好")


async def test_a_speech_with_somebody_who_came_just_now_is_one_act_to_undo(tmp_path: Path):
    async with hall(tmp_path) as room:
        before = len(room.meeting.roll)
        await room.write("新来的 支持 我同意")
        await room.press("enter")
        assert room.sees("1新来的：只记名字", "2新来的：刚到")
        await room.press("2")
        assert len(room.meeting.roll) == before + 1
        assert room.meeting.speeches[-1].person == room.meeting.roll[-1].person
        await room.app.desk.undo(room.meeting.body)
        await room.screen.reload()
        assert len(room.meeting.roll) == before and room.meeting.speeches == ()


async def test_a_name_that_only_sounds_alike_is_offered_and_asked_about(tmp_path: Path):
    async with hall(tmp_path, present=0) as room:
        await room.press("8")
        await room.write("掌柜蓝")
        await room.press("enter")
        assert room.sees("指的是谁", "张桂兰", "读音相同", "掌柜蓝：刚到")
        await room.press("enter")
        marks = room.meeting.presence
        assert [(m.person, m.kind) for m in marks] == [(room.person("张桂兰"), Mark.IN)]


async def test_what_was_corrected_is_remembered_at_the_table_in_the_line_and_in_forms(tmp_path):
    async with hall(tmp_path, present=2) as room:
        await room.press("8")
        await room.write("掌柜蓝")
        await room.press("enter", "1")
        await room.write("理国强")
        await room.press("enter", "1", "escape")
        await room.write("掌柜蓝 支持 救护车进不来")
        assert room.sees("张桂兰支持:救护车进不来")
        await room.press("enter")
        assert room.meeting.speeches[-1].person == room.person("张桂兰")
        await room.press("4")
        await room.write("划线")
        await room.press("enter")
        await room.write("掌柜蓝")
        assert room.sees(">张桂兰")
        await room.press("enter")
        await room.write("理国强")
        await room.press("enter")
        motion = room.meeting.motions[-1]
        assert (motion.mover, motion.seconder) == ("张桂兰", "李国强")


async def test_a_name_corrected_in_a_form_is_known_in_the_line(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.press("4")
        await room.write("划线")
        await room.press("enter")
        await room.write("掌柜蓝")
        await room.press("enter", "ctrl+s")
        assert room.meeting.motions[-1].mover == "张桂兰"
        await room.write("掌柜蓝 反对 车位少")
        await room.press("enter")
        assert room.meeting.speeches[-1].name == "张桂兰"


async def test_a_correction_goes_with_the_person_who_is_made_anonymous(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.press("8")
        await room.write("掌柜蓝")
        await room.press("enter", "1")
        (key,) = await room.app.desk.drafts("heard/")
        assert key.split("/")[1:3] == [room.meeting.body, room.person("张桂兰")]


async def test_a_half_typed_newcomer_does_not_open_the_next_ones_form(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.press("8", "8")
        await room.write("新来的")
        await room.press("tab")
        await room.write("27栋")
        await room.press("escape")
        table: Any = room.app.screen
        line = table.line
        assert line.value == "新来的"
        line.value = ""
        await room.press("8")
        assert not room.sees("27栋") and not room.sees("新来的")
        await room.press("escape")
        await room.write("新来的")
        await room.press("enter")
        assert room.sees("27栋")


async def test_the_sheet_and_the_workbook_say_no_role_that_nobody_told(tmp_path):
    async with hall(tmp_path, "corner", members=0, present=0) as room:
        await room.press("8", "enter", "enter")
        await room.write("张桂兰")
        await room.press("enter", "escape")
        sheet = sign_in_of(room.meeting, "坝坝会", NOW)
        assert [line.roles for line in sheet.lines] == ["主持人", "记录人", ""]
        rows = [sign_in_row(room.meeting, entry) for entry in room.meeting.roll]
        assert [row[2] for row in rows] == [
            "主持人、到场", "记录人、到场", "到场",
        ]  # fmt: skip


async def test_whoever_was_registered_after_the_opening_is_one_person_and_stays_under_the_cursor(
    tmp_path: Path,
):
    async with hall(tmp_path, "community", members=3, present=3) as room:
        person = Person("", "", "赵志强", "3栋")
        added = await room.app.desk.run(
            found.add_person, room.meeting.body, person, (Role.MEMBER,), True
        )
        await room.press("8")
        assert room.sees("开会后新登记", "赵志强")
        await room.write("赵志强")
        await room.press("enter")
        assert "没有计入应到" in room.app.told()
        assert [e.person for e in room.meeting.roll if e.name == "赵志强"] == [added.id]
        await room.press("0")
        assert room.sees("赵志强", "从此计入应到")


async def test_an_invited_units_name_before_the_persons_is_the_unit_they_come_from(tmp_path: Path):
    async with hall(tmp_path, "community", members=3, present=3) as room:
        changed = replace(room.meeting, invited=(Invited("派出所"),))
        await room.app.desk.run(prepare.edit_meeting, changed)
        await room.screen.reload()
        await room.press("8")
        await room.write("派出所 孙强")
        await room.press("enter", "enter", "enter")
        came = next(entry for entry in room.meeting.roll if entry.name == "孙强")
        assert came.building == "派出所" and unit_signed_in(room.meeting, Invited("派出所"))
