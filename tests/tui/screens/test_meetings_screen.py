"""会议 (F3) by keys: plan, build the agenda, call, open, mend, finalise, export."""

import zipfile
from contextlib import asynccontextmanager
from dataclasses import replace as replaced
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from meetings.actions import collect, decide, finish, hold, prepare
from meetings.matters.issues import Issue
from meetings.papers.seal import content_hash, short
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.motions import Motion
from meetings.sitting.presence import Mark
from meetings.sitting.votes import Choice, Method
from tests.tui.working_house import NOW, House, desk_at, founded, press, replace, words, write
from tui.desk import Desk
from tui.language import set_language
from tui.screens.meetings import MeetingsScreen

BLOCKERS = Path(__file__).parents[3] / "meetings/chairing/blockers.py"


@asynccontextmanager
async def house(folder: Path, size: tuple[int, int] = (80, 24), prepared=None):
    desk = desk_at(folder)
    body, people = await founded(desk)
    meeting = await prepared(desk, body, people) if prepared else None
    app = House(desk, MeetingsScreen)
    app.body = body
    app.meeting_id = meeting.id if meeting else None
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield app, pilot
    finally:
        desk.close()


def screen_of(app: House) -> Any:
    """The screen under test; Any, since each test knows that there is a meeting."""
    screen = app.screen_stack[1]
    assert isinstance(screen, MeetingsScreen)
    return screen


async def planned(desk: Desk, body, people, start=NOW) -> Meeting:
    meeting = await desk.run(prepare.plan_meeting, body.id, "第1次会议", start)
    for title in ("消防通道停车", "楼道路灯"):
        meeting = await desk.run(prepare.add_item, body.id, meeting.id, title, 15)
    return meeting


async def held(desk: Desk, body, people) -> Meeting:
    """Ended, with an open item, a task nobody has and no deadline."""
    meeting = await planned(desk, body, people)
    await desk.run(hold.open_meeting, body.id, meeting.id)
    for name in ("李国强", "张桂兰", "陈建华"):
        await desk.run(hold.mark, body.id, meeting.id, people[name].id, Mark.IN)
    first, second = meeting.in_order
    await desk.run(hold.begin_item, body.id, meeting.id, first.id)
    task = Decision("", body.id, meeting.id, first.id, "在东侧划线", NOW)
    await desk.run(decide.decide, task)
    await desk.run(hold.begin_item, body.id, meeting.id, second.id)
    await desk.run(
        decide.settle, body.id, meeting.id, second.id, ItemOutcome.AGREED, "会前已逐户商定"
    )
    await desk.run(hold.officers_here, body.id, meeting.id)
    return await desk.run(hold.end_meeting, body.id, meeting.id)


async def test_an_empty_list_says_what_to_do_first(tmp_path: Path):
    async with house(tmp_path) as (app, _):
        assert "按 1 筹备" in app.picture()


async def test_without_a_body_it_says_how_to_found_one(tmp_path: Path):
    async with house(tmp_path) as (app, pilot):
        app.body = None
        await screen_of(app).reload()
        await pilot.pause()
        assert "F6" in app.picture()
        await press(pilot, "1")
        assert "F6" in app.told()


async def test_a_meeting_is_planned_by_keys_and_carried_items_are_told(tmp_path: Path):
    async def earlier(desk, body, people):
        meeting = await planned(desk, body, people, NOW - timedelta(days=7))
        await desk.run(hold.open_meeting, body.id, meeting.id)
        await desk.run(hold.end_meeting, body.id, meeting.id)
        return meeting

    async with house(tmp_path, prepared=earlier) as (app, pilot):
        await press(pilot, "1")
        await write(pilot, "明天")
        await press(pilot, "enter")
        await replace(pilot, "晚上7点半")
        assert "11月25日 周三 19:30" in app.picture()
        await press(pilot, "enter")
        await write(pilot, "２０：３０")
        assert "1小时" in app.picture()
        await press(pilot, "enter", "enter", "enter", "enter", "7")
        assert "45、47栋街角议事会第2次会议" in app.picture()
        await press(pilot, "enter")
        meeting = screen_of(app).meeting
        assert meeting is not None and meeting.kind_words == "书记面对面"
        assert (meeting.serial, meeting.chair, meeting.secretary) == (2, "李国强", "王秀英")
        assert meeting.place == "45栋东侧花坛"
        assert meeting.starts_at.astimezone().strftime("%m-%d %H:%M") == "11-25 19:30"
        assert meeting.ends_at is not None
        assert [item.title for item in meeting.in_order] == ["消防通道停车", "楼道路灯"]
        assert "自动带来：消防通道停车、楼道路灯" in app.told()
        assert app.meeting_id == meeting.id


async def test_a_meeting_of_next_year_is_titled_with_its_number_in_that_year(tmp_path: Path):
    async def earlier(desk, body, people):
        return await planned(desk, body, people, NOW - timedelta(days=7))

    async with house(tmp_path, prepared=earlier) as (app, pilot):
        await press(pilot, "1")
        await write(pilot, "2027-1-5")
        await press(pilot, "enter")
        await replace(pilot, "19:30")
        await press(pilot, *["enter"] * 8)
        meeting = screen_of(app).meeting
        assert meeting is not None
        assert (meeting.year, meeting.serial) == (2027, 1)
        assert meeting.title == "45、47栋街角议事会第1次会议"


async def test_times_that_are_not_understood_keep_the_form_open(tmp_path: Path):
    async with house(tmp_path) as (app, pilot):
        await press(pilot, "1")
        await write(pilot, "今天")
        await press(pilot, "enter")
        await replace(pilot, "开饭时")
        await press(pilot, "ctrl+s")
        assert "19:30 或 7点半" in app.picture()
        assert screen_of(app).meeting is None


async def test_issues_and_free_titles_go_on_the_agenda_and_change_places(tmp_path: Path):
    async def with_issues(desk, body, people):
        for title, supporters in (("共享单车", 2), ("电梯异响", 7)):
            issue = Issue("", body.id, 0, title, NOW, supporters=supporters)
            await desk.run(collect.collect, issue)
        return await desk.run(prepare.plan_meeting, body.id, "", NOW)

    async with house(tmp_path, prepared=with_issues) as (app, pilot):
        screen = screen_of(app)
        await press(pilot, "2", "2")
        await replace(pilot, "20")
        await press(pilot, "enter")
        await press(pilot, "2", "1")
        await write(pilot, "邻里节")
        await press(pilot, "enter", "enter")
        assert list(screen.agenda.keys) == [i.id for i in screen.meeting.in_order]
        assert [i.title for i in screen.meeting.in_order] == ["电梯异响", "邻里节"]
        assert screen.item.title == "邻里节"
        await press(pilot, "3")
        assert [i.title for i in screen.meeting.in_order] == ["邻里节", "电梯异响"]
        assert screen.item.title == "邻里节"
        await press(pilot, "4", "delete", "1")
        assert [i.title for i in screen.meeting.in_order] == ["电梯异响"]
        assert screen.meeting.in_order[0].minutes == 20


async def test_an_item_is_edited_with_its_proposal(tmp_path: Path):
    async with house(tmp_path, prepared=planned) as (app, pilot):
        screen = screen_of(app)
        await press(pilot, "5")
        await replace(pilot, "消防通道划线")
        await press(pilot, "enter")
        await replace(pilot, "25")
        await press(pilot, "enter")
        await write(pilot, "在东侧划黄线。")
        await press(pilot, "tab", "1", "2", "enter")
        item = screen.meeting.in_order[0]
        assert (item.title, item.minutes, item.proposal) == ("消防通道划线", 25, "在东侧划黄线。")
        assert item.private and not item.owners_matter
        assert "不公开" in app.picture()


async def test_the_budget_is_summed_against_the_planned_end(tmp_path: Path):
    async def tight(desk, body, people):
        meeting = await planned(desk, body, people)
        from dataclasses import replace as with_

        return await desk.run(
            prepare.edit_meeting, with_(meeting, ends_at=NOW + timedelta(minutes=18))
        )

    async with house(tmp_path, prepared=tight) as (app, _):
        said = words(app, ".meetings--words")
        assert "共2项，合计30分" in said and "超出12分" in said


async def test_notice_back_to_planning_and_cancel_with_a_reason(tmp_path: Path):
    async with house(tmp_path, prepared=planned) as (app, pilot):
        screen = screen_of(app)
        await press(pilot, "6", "1")
        assert screen.meeting.state.value == "called"
        await press(pilot, "6", "1")
        assert screen.meeting.state.value == "draft"
        await press(pilot, "6", "2", "enter")
        assert screen.meeting.state.value == "draft"
        await write(pilot, "下雨")
        await press(pilot, "enter")
        assert screen.meeting.state.value == "cancelled"
        assert "下雨" in app.picture()


async def test_opening_goes_to_the_meeting_and_another_day_is_asked_about(tmp_path: Path):
    async with house(tmp_path, prepared=planned) as (app, pilot):
        await press(pilot, "7")
        assert "到了没有？" in app.picture()
        await press(pilot, "escape")
        assert screen_of(app).meeting.state is MeetingState.DRAFT and not app.went_to
        await press(pilot, "7", "3")
        meeting = screen_of(app).meeting
        assert meeting.state is MeetingState.OPEN and not meeting.presence
        assert app.went_to == ["hold"]

    async def tomorrow(desk, body, people):
        return await planned(desk, body, people, NOW + timedelta(days=1))

    async def yesterday(desk, body, people):
        return await planned(desk, body, people, NOW - timedelta(days=1))

    (tmp_path / "past").mkdir()
    async with house(tmp_path / "past", prepared=yesterday) as (app, pilot):
        await press(pilot, "7")
        assert "记成今天的会" in app.picture() and "补录" in app.picture()

    (tmp_path / "other").mkdir()
    async with house(tmp_path / "other", prepared=tomorrow) as (app, pilot):
        await press(pilot, "7")
        assert "补录" not in app.picture()
        await press(pilot, "enter")
        assert screen_of(app).meeting.state is MeetingState.DRAFT
        await press(pilot, "7", "1", "1")
        assert screen_of(app).meeting.state is MeetingState.OPEN


async def test_what_is_missing_is_mended_on_the_spot_and_then_it_is_final(tmp_path: Path):
    async with house(tmp_path, prepared=held) as (app, pilot):
        assert "预计" not in app.picture() and "19:42开会，19:42结束" in app.picture()
        screen = screen_of(app)
        await press(pilot, "8")
        assert "没有结果：消防通道停车" in app.picture()
        assert "没有责任人：在东侧划线" in app.picture()
        assert "没有时限：在东侧划线" in app.picture()
        await press(pilot, "1", "1", "ctrl+s")
        assert "没有结果" not in app.picture()
        await press(pilot, "1")
        await write(pilot, "zgl")
        await press(pilot, "enter", "enter")
        await write(pilot, "一周")
        await press(pilot, "ctrl+s")
        assert "只剩提醒" in app.picture() and "什么都不缺" not in app.picture()
        await press(pilot, "1")
        meeting = screen.meeting
        assert meeting.state is MeetingState.FINAL and meeting.version == 1
        [decision] = meeting.decisions
        assert (decision.owner, decision.deadline) == ("张桂兰", date(2026, 12, 1))
        minutes = await app.desk.papers.minutes(meeting.id)
        assert content_hash(minutes) == meeting.final_hash
        assert short(meeting.final_hash) in minutes.seal


async def test_a_chair_in_words_is_asked_about_before_the_minutes_are_final(tmp_path: Path):
    async def led(desk, body, people):
        meeting = await held(desk, body, people)
        await desk.run(
            prepare.edit_meeting, replaced(meeting, chair="街道王主任", secretary="孙慧")
        )

    async with house(tmp_path, prepared=led) as (app, pilot):
        await press(pilot, "8")
        assert "没有签到：街道王主任" in app.picture()
        assert "只剩提醒" not in app.picture()
        await press(pilot, "1")
        assert "街道王主任（主持人）" in app.picture() and "Esc 以后再签" in app.picture()
        await press(pilot, "4")
        meeting = screen_of(app).meeting
        assert meeting.who_came().others and "没有签到：孙慧" in app.picture()
        await press(pilot, "1", "2")
        await replace(pilot, "zgl")
        await press(pilot, "enter")
        meeting = screen_of(app).meeting
        assert (meeting.chair, meeting.secretary) == ("街道王主任", "张桂兰")
        assert "没有签到：" not in app.picture()


async def test_the_name_of_whom_nobody_named_is_asked_for_and_nothing_else(tmp_path: Path):
    """The whole meeting's form opened at its day, and the name that was typed replaced the day."""

    async def unled(desk, body, people):
        meeting = await held(desk, body, people)
        await desk.run(prepare.edit_meeting, replaced(meeting, chair="张桂兰", secretary=""))

    async with house(tmp_path, prepared=unled) as (app, pilot):
        await press(pilot, "8")
        assert "没有写记录人。" in app.picture()
        at = next(n for n in range(1, 9) if f"{n}  没有写记录人" in app.picture())
        await press(pilot, str(at))
        await write(pilot, "孙慧")
        await press(pilot, "enter")
        meeting = screen_of(app).meeting
        assert (meeting.chair, meeting.secretary) == ("张桂兰", "孙慧")


async def test_final_minutes_open_again_only_with_a_reason(tmp_path: Path):
    async def final(desk, body, people):
        meeting = await held(desk, body, people)
        first = meeting.in_order[0]
        await desk.run(
            decide.settle, body.id, meeting.id, first.id, ItemOutcome.ADOPTED, "会前已议定"
        )
        await desk.run(decide.drop_decision, body.id, meeting.id, meeting.decisions[0].id)
        return await desk.run(finish.finalise, body.id, meeting.id, "0" * 64)

    async with house(tmp_path, prepared=final) as (app, pilot):
        screen = screen_of(app)
        await press(pilot, "5")
        assert "已定稿" in app.told()
        await press(pilot, "6", "1")
        await write(pilot, "人名写错")
        await press(pilot, "enter")
        assert screen.meeting.state is MeetingState.ENDED
        assert screen.meeting.note == "人名写错"


async def test_finalising_a_running_meeting_says_to_end_it_first(tmp_path: Path):
    async with house(tmp_path, prepared=planned) as (app, pilot):
        await press(pilot, "8")
        assert "先结束会议" in app.told()


async def test_the_minutes_are_written_and_never_replaced_unasked(tmp_path: Path):
    papers = tmp_path / "papers"
    async with house(tmp_path, prepared=held) as (app, pilot):
        for answer in ("", "1", "2"):
            await press(pilot, "9", "1")
            await replace(pilot, str(papers))
            await press(pilot, "enter", "enter")
            if answer:
                assert "已经有了" in app.picture()
                await press(pilot, answer)
            await app.workers.wait_for_complete()
        names = sorted(path.name for path in papers.iterdir())
        first = "20261124_45、47栋街角议事会_第1次_会议纪要"
        assert names == [f"{first}(2).docx", f"{first}.docx"]
        assert zipfile.is_zipfile(papers / f"{first}.docx")
        assert "已写好" in app.told()


async def test_enter_on_a_finished_meeting_shows_minutes_and_record(tmp_path: Path):
    async with house(tmp_path, size=(120, 40), prepared=held) as (app, pilot):
        await press(pilot, "enter")
        assert "会议纪要" in app.picture() and "会议议定：在东侧划线" in app.picture()
        await press(pilot, "tab")
        assert "会议记录" in app.picture() and "19:42" in app.picture()
        await press(pilot, "escape")
        assert app.screen is screen_of(app)


async def test_history_is_told_in_sentences(tmp_path: Path):
    async with house(tmp_path, size=(120, 40), prepared=held) as (app, pilot):
        await press(pilot, "h")
        picture = app.picture()
        assert "11月24日 19:42 王社工 会议结束" in picture
        assert "签到：张桂兰（45栋）" in picture
        assert "开始议：「楼道路灯」" in picture
        assert "议定：在东侧划线，待交办" in picture


async def test_a_chair_from_outside_stands_in_the_form_and_can_be_taken_out(tmp_path: Path):
    async def outside(desk, body, people):
        return await desk.run(prepare.plan_meeting, body.id, "", NOW, "", "外来人", "王秀英")

    async with house(tmp_path, prepared=outside) as (app, pilot):
        await press(pilot, "0", "ctrl+s")
        assert screen_of(app).meeting.chair == "外来人"
        await press(pilot, "0", "tab", "tab", "tab", "tab")
        assert app.focused.value == "外来人"
        await replace(pilot, "")
        await press(pilot, "ctrl+s")
        assert screen_of(app).meeting.chair == ""
        assert "主持 未定" in app.picture()


async def test_the_mending_forms_keep_half_typed_text(tmp_path: Path):
    async with house(tmp_path, prepared=planned) as (app, pilot):
        await press(pilot, "5")
        await replace(pilot, "消防")
        await press(pilot, "escape", "5")
        assert app.focused.value == "消防"


NASTY = "\x1b[31m[red]坏[/] \u202egnp\u200b“' OR 1=1 --" + "长" * 40


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (40, 10)])
async def test_hostile_text_is_shown_as_text_at_any_size(tmp_path: Path, size):
    async def nasty(desk, body, people):
        meeting = await desk.run(prepare.plan_meeting, body.id, NASTY, NOW, NASTY, NASTY, NASTY)
        return await desk.run(prepare.add_item, body.id, meeting.id, NASTY, 5)

    async with house(tmp_path, size=size, prepared=nasty) as (app, pilot):
        picture = app.picture()
        assert "\x1b" not in picture and "\u202e" not in picture
        assert size[0] < 80 or "[red]" in picture
        for key in ("5", "6", "p", "h", "delete", "0"):
            await press(pilot, key)
            assert "\x1b" not in app.picture() and "\u202e" not in app.picture()
            await press(pilot, "escape")


async def test_everything_is_there_in_english(tmp_path: Path):
    async with house(tmp_path, prepared=planned) as (app, pilot):
        await press(pilot, "ctrl+l")
        assert "Meetings" in app.picture() and "Number" in app.picture()
        assert "2 on the agenda, 30 min in total" in words(app, ".meetings--words")
        set_language("zh")


async def test_opening_asks_after_the_officers_in_the_language_shown(tmp_path: Path):
    async with house(tmp_path, prepared=planned) as (app, pilot):
        await press(pilot, "ctrl+l", "7")
        set_language("zh")
        told = app.picture()
        assert "(chair)" in told and "主持人" not in told
        assert "Not known yet" in told and "Esc: do not open yet" in told


async def test_a_title_is_offered_in_chinese_whatever_language_is_shown(tmp_path: Path):
    async with house(tmp_path) as (app, pilot):
        await press(pilot, "ctrl+l", "1")
        await write(pilot, "today")
        await press(pilot, "enter", "ctrl+s")
        set_language("zh")
        meeting = screen_of(app).meeting
        assert meeting is not None and meeting.title == "45、47栋街角议事会第1次会议"


def test_every_blocker_has_its_sentence():
    import ast

    from tui.words.blockers import SENTENCES

    tree = ast.parse(BLOCKERS.read_text("utf-8"))
    kinds = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Blocker":
            first = node.args[0]
            asks = any(more.arg == "question" for more in node.keywords)
            if isinstance(first, ast.Constant) and not asks:
                kinds.add(first.value)
    assert kinds <= set(SENTENCES) and "record_unsigned" in kinds


async def test_a_written_vote_that_is_under_way_is_said_with_its_returns(tmp_path: Path):
    async def asked(desk, body, people):
        meeting = await planned(desk, body, people)
        await desk.run(hold.open_meeting, body.id, meeting.id)
        first = meeting.in_order[0].id
        motion = Motion("", body.id, meeting.id, first, "划黄线", "张桂兰", NOW, "李国强")
        meeting = await desk.run(hold.propose, motion)
        id = meeting.motions[0].id
        meeting = await desk.run(decide.open_vote, body.id, meeting.id, id, Method.WRITTEN)
        vote = meeting.votes[0].id
        return await desk.run(
            decide.register_return, body.id, meeting.id, vote, "陈建华（47栋）", Choice.FOR
        )

    async with house(tmp_path, prepared=asked) as (app, _):
        assert "书面表决：划黄线，已收回1份" in words(app, ".meetings--words")
