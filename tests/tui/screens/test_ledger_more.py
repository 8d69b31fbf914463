"""What is kept with a task, by keys: photographs, duty, resources, what was learnt, saved views."""

from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from meetings.actions import follow, found, ledger, resource, standing
from meetings.community.bodies import Tier
from meetings.community.people import Person
from meetings.community.resources import Resource, ResourceClass
from meetings.matters.followup_states import ChaseLevel, StepKind, Urgency
from meetings.matters.followups import FollowUp
from meetings.matters.ledger import Kind, Order, Reach, View
from meetings.procedure.rules import preset
from meetings.sitting.recurring import Every
from tests.data.pictures import jpg
from tests.tui.working_house import NOW, House, desk_at, founded, press, write
from tui.screens.follow import FollowScreen
from tui.screens.ledger import read_ledger
from tui.screens.meetings import MeetingsScreen
from tui.screens.resources import ResourcesScreen

TODAY = NOW.date()


@asynccontextmanager
async def house(folder: Path, screen=FollowScreen, *texts: str):
    desk = desk_at(folder)
    body, _people = await founded(desk)
    for text in texts or ("在东侧划线",):
        task = FollowUp("", body.id, 0, text, NOW, owner="物业", deadline=TODAY + timedelta(days=9))
        await desk.run(follow.add_task, task)
    app = House(desk, screen)
    app.body = body
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            yield app, pilot
    finally:
        desk.close()


async def the_task(app: House) -> FollowUp:
    def look(records):
        with records.reading() as book:
            return book.get(FollowUp, book.find(FollowUp)[0].id)

    return await app.desk.read(look)


async def test_a_photograph_is_copied_beside_the_records_and_taken_off_with_a_reason(
    tmp_path: Path,
):
    picture = tmp_path / "之后.jpg"
    picture.write_bytes(jpg())
    async with house(tmp_path) as (app, pilot):
        await press(pilot, "p", "1")
        await write(pilot, str(picture))
        await press(pilot, "enter", "3")
        await write(pilot, "线划好了")
        await press(pilot, "enter", "enter")
        [photo] = (await the_task(app)).photos
        assert (app.desk.safe.photo_folder() / photo.name).read_bytes() == picture.read_bytes()
        assert "线划好了" in app.picture()
        app.desk.documents = tmp_path / "papers"
        await press(pilot, "2", "1")
        [saved] = (tmp_path / "papers").iterdir()
        assert saved.read_bytes() == picture.read_bytes()
        await press(pilot, "2", "2")
        await write(pilot, "拍到了人脸")
        await press(pilot, "enter")
        assert (await the_task(app)).photos[0].removed == "拍到了人脸"
        assert "已取下" in app.picture()
        assert (app.desk.safe.photo_folder() / photo.name).exists()


@pytest.mark.parametrize("left_in", [False, True])
async def test_the_place_where_a_photograph_was_taken_is_taken_out_and_told(tmp_path, left_in):
    picture = tmp_path / "之后.jpg"
    picture.write_bytes(jpg(place=True))
    async with house(tmp_path) as (app, pilot):
        await press(pilot, "p", "1")
        await write(pilot, str(picture))
        await press(pilot, "tab", "tab", "tab", *(["right"] if left_in else []), "ctrl+s")
        [photo] = (await the_task(app)).photos
        content = (app.desk.safe.photo_folder() / photo.name).read_bytes()
        assert (content == picture.read_bytes()) is left_in
        assert ("拍摄地点" in app.told()) is not left_in


async def test_what_is_no_photograph_is_refused_in_a_sentence_and_the_form_stays(tmp_path: Path):
    async with house(tmp_path) as (app, pilot):
        await press(pilot, "p", "1")
        await write(pilot, str(tmp_path / "没有.jpg"))
        await press(pilot, "ctrl+s")
        seen = "".join(app.picture().replace("│", "").split())  # a long path is broken anywhere
        assert "没有这个文件" in seen
        assert (await the_task(app)).photos == ()


async def test_a_turn_of_duty_is_noted_and_summed_and_earns_points(tmp_path: Path):
    async with house(tmp_path) as (app, pilot):
        await press(pilot, "z", "enter", "1", "0", "enter")
        await write(pilot, "低龄老人 2倍：张桂兰")
        await press(pilot, "ctrl+s")
        await press(pilot, "t", "1")
        await write(pilot, "zgl")
        await press(pilot, "enter", "ctrl+s")
        assert "值守1班，1人次，2工时" in app.picture()
        await press(pilot, "escape", "y")
        assert "40" in app.picture() and "低龄老人 ×2" in app.picture()


async def test_who_can_mend_is_found_from_the_task_and_noted_on_it(tmp_path: Path):
    async with house(tmp_path, FollowScreen, "修好三楼水管") as (app, pilot):
        assert app.body is not None
        who = Person("", app.body.id, "刘师傅", skills="修水管、电工")
        await app.desk.run(found.add_person, app.body.id, who, (), False)
        await app.desk.run(
            resource.keep_resource, Resource("", app.body.id, ResourceClass.THING, "梯子", "两架")
        )
        await press(pilot, "w", "1", "ctrl+s")
        assert not (await the_task(app)).resources, "that it helped, nobody said"
        await press(pilot, "1", "tab", "1", "ctrl+s")
        task = await the_task(app)
        assert [one.name for one in task.resources] == ["刘师傅"]
        assert task.helpers == ("刘师傅",)
        await press(pilot, "w")
        await write(pilot, "开挖掘机")
        assert "没有合适的：公布需求" in app.picture(), "whatever is looked for"
        await press(pilot, "enter")
        assert "需要什么：修好三楼水管" in app.picture()


async def test_what_was_learnt_and_facts_are_written_down(tmp_path: Path):
    async with house(tmp_path) as (app, pilot):
        await press(pilot, "l")
        await write(pilot, "先和车主说好")
        await press(pilot, "ctrl+s", "f")
        await write(pilot, "停车与消防通道")
        await press(pilot, "enter", "2", "ctrl+s")
        task = await the_task(app)
        assert task.retrospective == "先和车主说好"
        assert (task.topic, task.urgency) == ("停车与消防通道", Urgency.URGENT)
        assert "〔紧急〕在东侧划线" in app.picture()


async def test_a_view_is_saved_under_a_name_and_chosen_again(tmp_path: Path):
    async with house(tmp_path) as (app, pilot):
        assert app.body is not None
        view = View(kind=Kind.ALL, grouped=True)
        await app.desk.run(ledger.save_view, app.body.id, "周一例会", view)
        await press(pilot, "v", "1")
        screen = app.screen
        assert isinstance(screen, FollowScreen) and screen.view == view
        assert "【正常】跟踪事项1件" in app.picture()


async def test_esc_gives_the_usual_view_back_and_shows_what_it_hides(tmp_path: Path):
    async with house(tmp_path) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, FollowScreen)
        screen.view = View(text="没有的字")
        await screen.reload()
        await pilot.pause()
        assert "另有1条没有显示，按 Esc 全部显示" in app.picture()
        await press(pilot, "escape")
        assert screen.view == View(Reach.ALL, Kind.ALL) and len(screen.ledger) == 1
        await press(pilot, "escape")
        assert screen.view == View()


async def test_acts_on_the_whole_ledger_need_no_letter(tmp_path: Path):
    async with house(tmp_path) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, FollowScreen)
        await press(pilot, ".", "5")
        assert screen.view.reach is Reach.ALL
        await press(pilot, "。", "6")
        assert screen.view.order is Order.OWNER


async def test_what_is_chased_up_stands_in_the_ledger_of_the_tier_above(tmp_path: Path):
    async with house(tmp_path) as (app, _pilot):
        assert app.body is not None
        desk = app.desk
        above = await desk.run(found.found_body, Tier.COMMUNITY, "社区", preset("community"))
        await desk.run(found.edit_body, app.body.id, app.body.name, above.id, "")
        own = View(reach=Reach.OWN)
        lines, _more = await read_ledger(desk, own, above.id, TODAY)
        assert lines == []
        task = await the_task(app)
        await desk.run(follow.step, task.body, task.id, StepKind.CHASE, level=ChaseLevel.UPPER)
        lines, _more = await read_ledger(desk, own, above.id, TODAY)
        assert [(line.text, line.chased) for line in lines] == [("在东侧划线", ChaseLevel.UPPER)]


async def test_a_recurring_item_is_set_from_the_meetings(tmp_path: Path):
    async with house(tmp_path, MeetingsScreen) as (app, pilot):
        assert app.body is not None
        await press(pilot, "t", "1")
        await write(pilot, "安全提醒")
        await press(pilot, "enter", "2", "ctrl+s")
        items, _templates = await app.desk.read(standing.standing, app.body.id)
        assert [(item.title, item.every) for item in items] == [("安全提醒", Every.MONTH)]
        assert "每月一次" in app.picture()


async def test_resources_are_registered_class_first_and_found_by_a_question(tmp_path: Path):
    async with house(tmp_path) as (app, pilot):
        assert app.body is not None
        app.push_screen(ResourcesScreen(app.body))
        await pilot.pause()
        await press(pilot, "1", "1")
        await write(pilot, "cjh")
        await press(pilot, "enter")
        await write(pilot, "修水管")
        await press(pilot, "ctrl+s")
        assert "陈建华" in app.picture() and "个人技能 1" in app.picture()
        await press(pilot, "0")
        await write(pilot, "谁会理发")
        assert "陈建华" not in app.picture()
        await press(pilot, "escape", "0")
        await write(pilot, "谁会修水管")
        assert "陈建华" in app.picture()


async def test_resources_are_written_as_excel_and_no_sheet_of_points_without_any(tmp_path: Path):
    async with house(tmp_path) as (app, pilot):
        assert app.body is not None
        app.desk.documents = tmp_path / "papers"
        app.push_screen(ResourcesScreen(app.body))
        for key in ("2", "3"):
            await pilot.pause()
            await press(pilot, "7", key)
        await pilot.pause()
        names = sorted(file.name for file in (tmp_path / "papers").iterdir())
        assert [name.rpartition("_")[2] for name in names] == ["资源库.xlsx"]
        assert "还没有值守记录" in app.told()


async def test_photographs_what_was_learnt_and_points_are_written_as_papers(tmp_path: Path):
    picture = tmp_path / "之后.jpg"
    picture.write_bytes(jpg())
    async with house(tmp_path) as (app, pilot):
        app.desk.documents = tmp_path / "papers"
        await press(pilot, "a", "2", "1")
        assert "还没有收录照片" in app.told()
        await press(pilot, "p", "1")
        await write(pilot, str(picture))
        await press(pilot, "ctrl+s", "escape", "l")
        await write(pilot, "先问物业")
        await press(pilot, "ctrl+s", "t", "1")
        await write(pilot, "zgl")
        await press(pilot, "enter", "ctrl+s", "escape")
        for digit in "13":
            await press(pilot, "a", digit, "1")
        await press(pilot, "a", "5", "2")
        await press(pilot, "a", "6", "1", "1")
        names = sorted(path.name for path in (tmp_path / "papers").iterdir())
        assert [name.split("_", 2)[2] for name in names] == [
            "值守积分单-张桂兰.docx", "值守积分表（公开版）.docx", "前后对比-在东侧划线.docx",
            "复盘-在东侧划线.docx",
        ]  # fmt: skip
        assert app.body is not None
        app.push_screen(ResourcesScreen(app.body))
        await pilot.pause()
        await press(pilot, "7", "3")
        await pilot.pause()
        assert list((tmp_path / "papers").glob("*_值守积分.xlsx"))
