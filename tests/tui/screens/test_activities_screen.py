"""Activities by keys: planned, shared out, provided for, held, printed; and their volunteers."""

from contextlib import asynccontextmanager
from pathlib import Path

from docx import Document

from meetings.actions import activity, need
from meetings.actions import volunteers as helpers
from meetings.community.people import Layer, Level
from meetings.matters.activities import ActivityKind, ActivityState, Came
from meetings.matters.followups import FollowUp
from meetings.matters.needs import NeedState
from tests.tui.working_house import NOW, House, desk_at, founded, press, write
from tui.screens.activities import ActivitiesScreen
from tui.screens.people import PeopleScreen
from tui.screens.volunteers import VolunteersScreen


@asynccontextmanager
async def house(folder: Path):
    desk = desk_at(folder)
    body, _people = await founded(desk)
    app = House(desk, PeopleScreen)
    app.body = body
    desk.documents = folder / "papers"
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await press(pilot, ".", "7")
            assert isinstance(app.screen, ActivitiesScreen)
            yield app, pilot
    finally:
        desk.close()


async def the_activity(app: House):
    return (await app.desk.read(activity.activities))[0]


async def added(pilot, kind: str, title: str, day: str) -> None:
    await press(pilot, "1", kind)
    await write(pilot, title)
    await press(pilot, "enter")
    await write(pilot, day)
    await press(pilot, "ctrl+s")


async def test_an_activity_is_planned_shared_out_held_and_printed(tmp_path: Path):
    async with house(tmp_path) as (app, pilot):
        await added(pilot, "1", "清理牛皮癣", "2026-11-20")
        await press(pilot, "4")
        await write(pilot, "张桂兰：搬桌子（12月1日前）")
        await press(pilot, "enter", "enter", "left", "ctrl+s")
        one = await the_activity(app)
        assert one.state is ActivityState.PLANNED and one.shares[0].owner == "张桂兰"
        [task] = await app.desk.read(lambda records: _all(records, FollowUp))
        assert task.text == "清理牛皮癣：搬桌子"
        await press(pilot, "3", "tab")
        await write(pilot, "zgl 2小时、红袖标队 12人")
        await press(pilot, "ctrl+s")
        one = await the_activity(app)
        assert one.came == (Came("张桂兰", 1, 120), Came("红袖标队", 12))
        assert "13" in app.picture() and "已举办" in app.picture()
        await press(pilot, "6")
        await write(pilot, "墙干净了")
        await press(pilot, "ctrl+s", "9")
        [paper] = (tmp_path / "papers").iterdir()
        said = "\n".join(part.text for part in Document(str(paper)).paragraphs)
        assert "共13人次，2工时。" in said and "墙干净了" in said
        await press(pilot, "ctrl+z")


async def test_what_is_needed_is_asked_for_given_and_thanked(tmp_path: Path):
    async with house(tmp_path) as (app, pilot):
        await added(pilot, "1", "集市", "2026-12-05")
        await press(pilot, "5", "1", "tab")
        await write(pilot, "矿泉水10箱")
        await press(pilot, "ctrl+s", "2", "1")
        await write(pilot, "便民超市")
        await press(pilot, "enter", "enter", "enter", "1")
        await write(pilot, "矿泉水5箱")
        await press(pilot, "ctrl+s")
        [one] = await app.desk.read(need.needs)
        assert one.state is NeedState.GIVEN and one.offers[0].given == "矿泉水5箱"
        assert one.activity == (await the_activity(app)).id
        assert "待答谢" in app.picture()


async def test_looking_at_a_text_publishes_nothing_and_publishing_is_noted_with_its_day(
    tmp_path: Path,
):
    async with house(tmp_path) as (app, pilot):
        await added(pilot, "1", "集市", "2026-12-05")
        await press(pilot, "5", "1", "tab")
        await write(pilot, "轮椅，送给张桂兰（13900000003）")
        await press(pilot, "ctrl+s", "2", "2")
        assert "轮椅，送给张某" in app.picture() and "13900000003" not in app.picture()
        await press(pilot, "escape")
        assert (await app.desk.read(need.needs))[0].published is None
        await press(pilot, "3", "ctrl+s")
        assert (await app.desk.read(need.needs))[0].published == NOW.date()


async def test_the_day_of_who_came_without_a_year_is_the_last_one(tmp_path: Path):
    async with house(tmp_path) as (app, pilot):
        await added(pilot, "1", "集市", "")
        await press(pilot, "3")
        await write(pilot, "11月20日")
        await press(pilot, "enter")
        await write(pilot, "张桂兰")
        await press(pilot, "ctrl+s")
        one = await the_activity(app)
        assert (one.state, str(one.day)) == (ActivityState.HELD, "2026-11-20")


async def test_a_wrong_line_or_a_missing_number_is_told_and_the_form_stays(tmp_path: Path):
    async with house(tmp_path) as (app, pilot):
        await added(pilot, "1", "集市", "2026-11-20")
        await press(pilot, "3", "tab")
        await write(pilot, "张桂兰 2")
        await press(pilot, "ctrl+s")
        assert "这个数字是什么" in app.picture()
        assert (await the_activity(app)).state is ActivityState.PLANNED


async def test_whoever_was_recruited_is_taken_on_and_gets_a_layer(tmp_path: Path):
    async with house(tmp_path) as (app, pilot):
        await added(pilot, "3", "现场招募", NOW.date().isoformat())
        await press(pilot, "3", "tab")
        await write(pilot, "李明、zgl")
        await press(pilot, "ctrl+s")
        assert (await the_activity(app)).kind is ActivityKind.RECRUITMENT
        await press(pilot, "=")
        assert isinstance(app.screen, VolunteersScreen)
        await press(pilot, "2", "1")
        assert "新增志愿者2人" in app.told()
        await press(pilot, "1", "1", "2", "ctrl+s")
        first = (await app.desk.read(helpers.volunteers))[0]
        assert (first.seat.layer, first.seat.level) == (Layer.CORE, Level.MIDDLE)
        assert "骨干 1" in app.picture()
        rows = [line.split() for line in app.picture().split("\n")]
        [row] = [row for row in rows if "李明" in row]
        assert row[-2:] == ["0", "0"], "two courses and activities; nobody said of any hours"
        await press(pilot, "4", "5", "1")
        assert "还没有张桂兰的服务记录" in app.told(), "to be taken on is no service"
        await press(pilot, "escape")
        await added(pilot, "1", "集市", NOW.date().isoformat())
        await press(pilot, "3", "tab")
        await write(pilot, "张桂兰 2小时")
        await press(pilot, "ctrl+s", "=", "4")
        names = sorted(paper.name for paper in (tmp_path / "papers").iterdir())
        assert len(names) == 2 and any("张桂兰_个人服务记录" in name for name in names)
        await press(pilot, "escape")
        await added(pilot, "1", "清扫", NOW.date().isoformat())
        await press(pilot, "3", "tab")
        await write(pilot, "李明")
        await press(pilot, "ctrl+s", "=")
        rows = [line.split() for line in app.picture().split("\n")]
        [row] = [row for row in rows if "李明" in row]
        assert row[-2:] == ["1", "不详"], "how long, nobody said"


async def test_whoever_takes_over_gets_a_page(tmp_path: Path):
    async with house(tmp_path) as (_app, pilot):
        await press(pilot, "escape", "s")
        [paper] = (tmp_path / "papers").iterdir()
        tables = Document(str(paper)).tables
        said = [cell.text for table in tables for row in table.rows for cell in row.cells]
        assert "议事记录的口令" in said and str(tmp_path / "records.db") in said


def _all(records, kind):
    with records.reading() as book:
        return book.find(kind)
