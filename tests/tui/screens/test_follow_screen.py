"""跟踪 (F5) by keys: each task's road to the resident's yes, and the ledger by what is late."""

from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from meetings.actions import follow, found
from meetings.community.bodies import Body, Tier
from meetings.matters.followup_states import (
    ChaseLevel,
    FollowUpState,
    Lateness,
    Satisfaction,
    StepKind,
)
from meetings.matters.followups import FollowUp
from meetings.matters.ledger import Kind, Order, Reach, View
from meetings.matters.parts import Part
from meetings.procedure.rules import preset
from tests.tui.working_house import NOW, House, desk_at, founded, press, words, write
from tui.desk import Desk
from tui.screens.follow import FollowScreen
from tui.screens.ledger import read_ledger

TODAY = NOW.date()


async def add(desk: Desk, body: Body, text: str, owner: str = "", days: int | None = None):
    deadline = None if days is None else TODAY + timedelta(days=days)
    task = FollowUp("", body.id, 0, text, NOW, owner=owner, deadline=deadline)
    return await desk.run(follow.add_task, task)


async def last_step(app: House) -> tuple[StepKind, str]:
    """The newest step of the one task in the file."""

    def look(records):
        with records.reading() as book:
            return book.find(FollowUp)[0].steps[-1]

    step = await app.desk.read(look)
    return step.kind, step.text


async def step(desk: Desk, task: FollowUp, kind: StepKind, text="", **more):
    return await desk.run(follow.step, task.body, task.id, kind, text, **more)


@asynccontextmanager
async def house(folder: Path, size: tuple[int, int] = (80, 24), prepared=None):
    desk = desk_at(folder)
    body, _people = await founded(desk)
    if prepared:
        await prepared(desk, body)
    app = House(desk, FollowScreen)
    app.body = body
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield app, pilot
    finally:
        desk.close()


def screen_of(app: House) -> FollowScreen:
    screen = app.screen_stack[1]
    assert isinstance(screen, FollowScreen)
    return screen


def task_of(app: House) -> FollowUp:
    known = screen_of(app).task_shown
    assert known is not None
    return known.follow_up


async def one(desk: Desk, body: Body):
    return await add(desk, body, "在东侧划线", "张桂兰", 7)


async def test_an_empty_ledger_says_what_comes_here(tmp_path: Path):
    async with house(tmp_path) as (app, pilot):
        assert "自动进来" in app.picture()
        await press(pilot, "1")
        assert "先选一件" in app.told()


async def test_the_whole_road_to_the_residents_yes_by_digits(tmp_path: Path):
    async with house(tmp_path, prepared=one) as (app, pilot):
        await press(pilot, "1")
        await write(pilot, "已联系物业")
        await press(pilot, "enter")
        assert task_of(app).state is FollowUpState.IN_HAND
        await press(pilot, "2", "enter")
        assert task_of(app).state is FollowUpState.COMPLETED
        await press(pilot, "3")
        await write(pilot, "电话告诉了张桂兰")
        await press(pilot, "enter")
        await press(pilot, "5")
        assert "居民说好" in app.told()
        await press(pilot, "4", "1", "enter")
        assert task_of(app).visit is Satisfaction.SATISFIED
        await press(pilot, "5")
        await write(pilot, "两栋都看过")
        await press(pilot, "enter")
        assert "现在是：销号" in app.told()
        assert await last_step(app) == (StepKind.CLOSE, "两栋都看过")
        assert len(screen_of(app).ledger) == 0


async def test_an_unsatisfied_visit_takes_the_task_up_again(tmp_path: Path):
    async def visited(desk, body):
        task = await one(desk, body)
        await step(desk, task, StepKind.COMPLETE)
        await step(desk, task, StepKind.REPORT_BACK, "当面")

    async with house(tmp_path, prepared=visited) as (app, pilot):
        await press(pilot, "4", "3")
        await write(pilot, "线又被车压没了")
        await press(pilot, "enter")
        assert task_of(app).state is FollowUpState.IN_HAND
        assert "重新办理" in app.told()
        assert "不满意 线又被车压没了" in app.picture()


async def test_a_deadline_is_extended_with_a_date_in_words_and_a_reason(tmp_path: Path):
    async with house(tmp_path, prepared=one) as (app, pilot):
        await press(pilot, "6")
        await write(pilot, "一个月")
        await press(pilot, "enter")
        await press(pilot, "enter")
        assert task_of(app).deadline == TODAY + timedelta(days=7)
        await write(pilot, "等雨停")
        await press(pilot, "enter")
        assert task_of(app).deadline == date(2026, 12, 24)
        assert "延期" in app.picture() and "等雨停" in app.picture()


async def test_what_does_not_follow_is_refused_in_words(tmp_path: Path):
    async with house(tmp_path, prepared=one) as (app, pilot):
        await press(pilot, "3")
        assert "已交办时不能反馈" in app.told() and "1进展" in app.told()
        await press(pilot, "7")
        assert app.screen is screen_of(app)


async def test_what_is_done_is_not_handed_over_and_no_form_is_opened_for_it(tmp_path: Path):
    async def done(desk, body):
        await step(desk, await one(desk, body), StepKind.COMPLETE)

    async with house(tmp_path, prepared=done) as (app, pilot):
        await press(pilot, "9")
        assert app.screen is screen_of(app)
        assert "办结时不能交办" in app.told() and "3反馈" in app.told()


async def test_a_task_is_handed_over_to_somebody_found_by_initials(tmp_path: Path):
    async def nobodys(desk, body):
        await add(desk, body, "修路灯")

    async with house(tmp_path, prepared=nobodys) as (app, pilot):
        assert "无人" in app.picture()
        await press(pilot, "9")
        await write(pilot, "cjh")
        await press(pilot, "enter")
        await write(pilot, "物业，李国强")
        await press(pilot, "enter")
        await write(pilot, "月底")
        await press(pilot, "enter")
        await write(pilot, "王秀英")
        await press(pilot, "enter")
        await write(pilot, "物业、城管")
        await press(pilot, "enter")
        task = task_of(app)
        assert (task.co_owners, task.units) == (("王秀英",), ("物业", "城管"))
        assert (task.owner, task.helpers) == ("陈建华", ("物业", "李国强"))
        assert task.deadline == date(2026, 11, 30)
        assert task.state is FollowUpState.ASSIGNED


async def test_a_task_from_no_meeting_is_added_and_undone(tmp_path: Path):
    async with house(tmp_path) as (app, pilot):
        await press(pilot, "0")
        await write(pilot, "张贴提示")
        await press(pilot, "ctrl+s")
        assert task_of(app).text == "张贴提示"
        assert task_of(app).state is FollowUpState.WAITING


async def test_completing_is_not_offered_while_a_part_is_open_and_the_parts_are(tmp_path: Path):
    async def shared(desk: Desk, body: Body):
        task = await one(desk, body)
        await desk.run(follow.share_out, body.id, task.id, (Part("陈建华"), Part("社区")))

    async with house(tmp_path, prepared=shared) as (app, pilot):
        await press(pilot, "2")
        said = " ".join(str(note.message) for note in app._notifications)
        assert "还没有办结的：陈建华、社区" in said
        assert "2办结" not in said and "m分工（陈建华、社区）" in said


async def test_enter_offers_what_is_possible_with_digits(tmp_path: Path):
    async with house(tmp_path, prepared=one) as (app, pilot):
        await press(pilot, "enter")
        offered = [option.words for option in app.screen.options]
        acts = ["进展", "办结", "延期", "督办", "交办", "退办"]
        assert offered == [*acts, "更多：照片、资源、值守、复盘……"]
        assert [option.digit for option in app.screen.options] == [*"126890."]
        await press(pilot, "8", "2")
        await write(pilot, "电话催办")
        await press(pilot, "enter")
        assert task_of(app).steps[-1].kind is StepKind.CHASE
        assert task_of(app).chased is ChaseLevel.CHAIR


async def test_what_changed_is_written_down(tmp_path: Path):
    async with house(tmp_path, prepared=one) as (app, pilot):
        await press(pilot, "g")
        await write(pilot, "救护车能进了")
        await press(pilot, "ctrl+s")
        assert task_of(app).change == "救护车能进了"
        assert "变化：救护车能进了" in app.picture()


async def many(desk: Desk, body: Body):
    for text, owner, days in (
        ("无期", "甲", None), ("以后", "乙", 30), ("快到", "甲", 2), ("过了", "丙", -5),
    ):  # fmt: skip
        await add(desk, body, text, owner, days)
    done = await add(desk, body, "办完", "丁", -9)
    await step(desk, done, StepKind.COMPLETE)


async def test_the_latest_stand_first_with_their_word(tmp_path: Path):
    async with house(tmp_path, prepared=many) as (app, _pilot):
        lines = screen_of(app).lines
        shown = [lines[key].text for key in screen_of(app).ledger.keys]
        assert shown == ["过了", "快到", "以后", "无期", "办完"]
        picture = app.picture()
        assert "逾期" in picture and "临期" in picture and "正常" in picture
        assert "5天前" in words(app, ".follow--road")


async def test_filters_and_orders_by_keys(tmp_path: Path):
    async with house(tmp_path, prepared=many) as (app, pilot):
        screen = screen_of(app)
        await press(pilot, "8", "1", "3", "1", "ctrl+s")
        assert screen.view == View(Reach.OWN, Kind.LATE, Order.LATENESS, "")
        assert [screen.lines[k].text for k in screen.ledger.keys] == ["过了", "快到"]
        await press(pilot, "8", "1", "6", "2", "ctrl+s")
        owners = [screen.lines[k].owner for k in screen.ledger.keys]
        assert owners == sorted(owners)
        await press(pilot, "8", "1", "6", "1")
        await write(pilot, "无")
        await press(pilot, "ctrl+s")
        assert [screen.lines[k].text for k in screen.ledger.keys] == ["无期"]
        assert "「无」" in app.picture()


async def test_bodies_below_are_seen_from_above_and_others_on_demand(tmp_path: Path):
    desk = desk_at(tmp_path)
    corner, _people = await founded(desk)
    rule = preset("community")
    community = await desk.run(found.found_body, Tier.COMMUNITY, "Y社区议事会", rule)
    await desk.run(found.edit_body, corner.id, corner.name, community.id, "")
    corner_rule = preset("corner")
    other = await desk.run(found.found_body, Tier.CORNER, "南门街角议事会", corner_rule)
    for body, text in ((corner, "角"), (community, "社"), (other, "别处")):
        await add(desk, body, text, "甲", 3)

    async def texts(reach: Reach, body: Body) -> set[str]:
        lines, more = await read_ledger(desk, View(reach), body.id, TODAY)
        assert not more
        return {line.text for line in lines}

    assert await texts(Reach.OWN, community) == {"社"}
    assert await texts(Reach.BELOW, community) == {"社", "角"}
    assert await texts(Reach.ALL, community) == {"社", "角", "别处"}
    app = House(desk, FollowScreen)
    app.body = community
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "45、47栋" in app.picture() and "别处" not in app.picture()
        await press(pilot, "s")
        assert "别处" in app.picture()
    desk.close()


async def test_history_of_a_task_is_told_in_sentences(tmp_path: Path):
    async with house(tmp_path, size=(120, 40), prepared=one) as (app, pilot):
        await press(pilot, "1")
        await write(pilot, "已联系物业")
        await press(pilot, "enter", "h")
        assert "记进展：已联系物业" in app.picture()
        assert "新增事项：在东侧划线" in app.picture()


async def test_half_typed_progress_is_there_again(tmp_path: Path):
    async with house(tmp_path, prepared=one) as (app, pilot):
        await press(pilot, "1")
        await write(pilot, "说到一半")
        await press(pilot, "escape", "1")
        assert app.focused.value == "说到一半"


NASTY = "\x1b]0;x\x07[bold]坏[/] \u202egnp\u200b" + "长" * 60


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (40, 10)])
async def test_hostile_text_is_shown_as_text_at_any_size(tmp_path: Path, size):
    async def nasty(desk, body):
        await add(desk, body, NASTY, NASTY[:90], -1)

    async with house(tmp_path, size=size, prepared=nasty) as (app, pilot):
        for keys in (("1", "escape"), ("enter", "escape"), ("h", "escape"), ("9", "escape")):
            await press(pilot, keys[0])
            assert not {"\x1b", "\x07", "\u202e"} & set(app.picture())
            await press(pilot, keys[1])
        assert size[0] < 80 or "[bold]" in app.picture()


async def test_everything_is_there_in_english(tmp_path: Path):
    async with house(tmp_path, prepared=one) as (app, pilot):
        await press(pilot, "ctrl+l")
        picture = app.picture()
        assert "on time" in picture and "Available" in picture and "Owner" in picture


def test_lateness_words_match_the_model():
    assert set(Lateness) == {"on_time", "soon", "overdue", "no_deadline", "done"}


async def test_the_chase_list_is_shown_before_it_is_written_and_never_over_another(tmp_path: Path):
    async def late(desk: Desk, body: Body) -> None:
        desk.documents = tmp_path / "papers"
        for n in range(10):
            await add(desk, body, f"第{n}处路灯", "物业", -n)

    def written() -> int:
        return len(list((tmp_path / "papers").glob("*督办单*.docx")))

    async with house(tmp_path, prepared=late) as (app, pilot):
        await press(pilot, "x")
        assert "第9处路灯 · 物业" in app.picture() and "另有2件" in app.picture()
        await press(pilot, "escape")
        await press(pilot, "x", "2")
        assert written() == 0
        await press(pilot, "x", "1")
        assert written() == 1 and str(tmp_path / "papers") in app.told()
        await press(pilot, "enter")
        assert (await last_step(app))[0] is not StepKind.CHASE, "Enter chases nobody"
        await press(pilot, "=", "1", "1")
        assert written() == 2
        assert (await last_step(app))[0] is StepKind.CHASE
