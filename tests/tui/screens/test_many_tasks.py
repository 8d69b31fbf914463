"""跟踪 (F5): acts on marked rows and on rows of other bodies, and the tasks of who leaves."""

from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path

from meetings.actions import collect, follow, found, post, refer
from meetings.community.bodies import Tier
from meetings.community.people import Person
from meetings.matters.followup_states import ChaseLevel, FollowUpState, StepKind
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue
from meetings.matters.ledger import Kind, Reach, View
from meetings.matters.notices import Notice
from meetings.matters.referrals import Promise
from meetings.procedure.rules import preset
from meetings.sitting.meeting import Meeting
from storage.ids import new_id
from tests.tui.working_house import NOW, House, desk_at, founded, press, write
from tui.dialogs.kit.confirm import Confirm
from tui.screens.follow import FollowScreen
from tui.screens.people import PeopleScreen

TODAY = NOW.date()
DUE = TODAY + timedelta(days=3)


async def add(desk, body, text, owner="李国强", **more):
    task = FollowUp("", body.id, 0, text, NOW, owner=owner, deadline=DUE, **more)
    return await desk.run(follow.add_task, task)


@asynccontextmanager
async def house(folder: Path, prepared, screen=FollowScreen, size=(80, 24)):
    desk = desk_at(folder)
    body, people = await founded(desk)
    await prepared(desk, body, people)
    app = House(desk, screen)
    app.body = body
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield app, pilot
    finally:
        desk.close()


async def three(desk, body, people):
    for text, owner in (("划线", "李国强"), ("修灯", "陈建华"), ("清运", "")):
        await add(desk, body, text, owner)


async def tasks(app: House) -> dict[str, FollowUp]:
    def look(records):
        with records.reading() as book:
            return {task.text: task for task in book.find(FollowUp)}

    return await app.desk.read(look)


async def test_marked_tasks_are_handed_over_together_and_one_undo_takes_it_back(tmp_path: Path):
    async with house(tmp_path, three) as (app, pilot):
        await press(pilot, "space", "space", "space", "9")
        assert "改派" in app.picture() or "交办" in app.picture()
        assert "3件" in app.picture()
        await write(pilot, "王秀英")
        await press(pilot, "ctrl+s")
        assert {task.owner for task in (await tasks(app)).values()} == {"王秀英"}
        assert "一次全部撤回" in app.told()
        await app.desk.undo(app.body.id)
        owners = {text: task.owner for text, task in (await tasks(app)).items()}
        assert owners == {"划线": "李国强", "修灯": "陈建华", "清运": ""}


async def test_marked_tasks_are_extended_together_and_those_it_does_not_fit_stay(tmp_path: Path):
    async with house(tmp_path, three) as (app, pilot):
        await press(pilot, "space", "space", "space", "6")
        assert "2件" in app.picture() and "另有1件" in app.picture()
        await write(pilot, "2026-12-24")
        await press(pilot, "enter")
        await write(pilot, "等材料")
        await press(pilot, "enter")
        due = {text: task.deadline for text, task in (await tasks(app)).items()}
        assert due == {"划线": date(2026, 12, 24), "修灯": date(2026, 12, 24), "清运": DUE}
        app.screen.action_follow_chase()
        await pilot.pause()
        assert "高一级" not in app.picture()


async def test_marked_tasks_are_chased_each_one_level_up(tmp_path: Path):
    async with house(tmp_path, three) as (app, pilot):
        await press(pilot, "space", "space", "space", "c")
        assert "3件" in app.picture() and "高一级" in app.picture()
        await press(pilot, "ctrl+s")
        assert {task.chased for task in (await tasks(app)).values()} == {ChaseLevel.REMIND}


async def test_a_step_that_fits_none_of_the_marked_is_refused_with_the_number(tmp_path: Path):
    async with house(tmp_path, three) as (app, pilot):
        await press(pilot, "space", "space", "space", "5")
        assert "3件" in app.told() and app.screen is app.screen_stack[1]


async def beside(desk, body, people):
    other = await desk.run(found.found_body, Tier.CORNER, "南门街角", preset("corner"))
    await add(desk, other, "别处的事")


async def test_every_act_on_a_row_of_another_body_asks_by_its_name(tmp_path: Path):
    async with house(tmp_path, beside) as (app, pilot):
        app.screen.view = View(Reach.ALL)
        await app.screen.reload()
        await pilot.pause()
        for key in "12679bcdgpwtlf":
            await press(pilot, key)
            assert isinstance(app.screen, Confirm) and "〔南门街角〕" in app.picture(), key
            await press(pilot, "escape")
            assert app.screen is app.screen_stack[1], key
        task = (await tasks(app))["别处的事"]
        assert [step.kind for step in task.steps] == [StepKind.ASSIGN]
        await press(pilot, "2", "1")
        assert not isinstance(app.screen, Confirm)
        await press(pilot, "ctrl+s")
        assert (await tasks(app))["别处的事"].state is FollowUpState.COMPLETED


async def test_rows_of_several_bodies_are_not_acted_on_together(tmp_path: Path):
    async def both(desk, body, people):
        await beside(desk, body, people)
        await add(desk, body, "自己的事")

    async with house(tmp_path, both) as (app, pilot):
        app.screen.view = View(Reach.ALL)
        await app.screen.reload()
        await pilot.pause()
        await press(pilot, "home", "space", "space", "9")
        assert "几个机构" in app.told() and "南门街角" in app.told()


async def test_the_tasks_of_somebody_whose_seat_ends_are_asked_about(tmp_path: Path):
    async def owned(desk, body, people):
        person = people["张桂兰"]
        await add(desk, body, "划线", person.name, owner_person=person.id)
        await add(desk, body, "修灯", person.name)
        await add(desk, body, "清运", "李国强")

    async with house(tmp_path, owned, PeopleScreen, (120, 40)) as (app, pilot):
        await press(pilot, "enter")

        def names(records):
            with records.reading() as book:
                return {p.id: p.name for p in book.find(Person)}

        known = await app.desk.read(names)
        while known.get(app.screen.rows.key or "") != "张桂兰":
            await press(pilot, "down")
        await press(pilot, "3", "enter", "enter", "2", "enter")
        assert isinstance(app.screen, Confirm) and "还有2件没办完" in app.picture()
        await press(pilot, "1")
        await write(pilot, "陈建华")
        await press(pilot, "ctrl+s")
        owners = {text: task.owner for text, task in (await tasks(app)).items()}
        assert owners == {"划线": "陈建华", "修灯": "陈建华", "清运": "李国强"}


async def test_a_task_is_shared_out_and_done_when_its_parts_are(tmp_path: Path):
    async def one(desk, body, people):
        await add(desk, body, "清理楼道", "")

    async with house(tmp_path, one) as (app, pilot):
        for name in ("李国强", "陈建华"):
            await press(pilot, "m", "1")
            await write(pilot, name)
            await press(pilot, "ctrl+s", "escape")
        assert "〔分工0/2〕" in app.picture()
        await press(pilot, "2", "ctrl+s")
        assert "李国强、陈建华" in app.told() or "分工" in app.picture()
        await press(pilot, "escape", "m", "2", "2", "ctrl+s", "escape")
        assert "〔分工1/2〕" in app.picture()
        await press(pilot, "m", "3", "2", "ctrl+s", "escape")
        known = (await tasks(app))["清理楼道"]
        assert known.state is FollowUpState.COMPLETED and all(p.done for p in known.parts)


async def test_reopening_asks_about_a_notice_that_still_hangs(tmp_path: Path):
    async def posted(desk, body, people):
        meeting = Meeting(new_id(), body.id, NOW.year, 1, "第1次会议", NOW)
        await desk.run(_put, meeting)
        task = await add(desk, body, "划线", meeting=meeting.id)
        await desk.run(follow.step, body.id, task.id, StepKind.COMPLETE)
        await desk.run(post.post, body.id, meeting.id, "议定事项公示", TODAY, 5)

    def _put(records, by, meeting):
        with records.transaction("meeting.plan", by, meeting.body) as book:
            book.put(meeting)

    async with house(tmp_path, posted) as (app, pilot):
        app.screen.view = View(kind=Kind.ALL)
        await app.screen.reload()
        await pilot.pause()
        await press(pilot, "7", "tab")
        await write(pilot, "又被压没了")
        await press(pilot, "ctrl+s")
        await pilot.pause()
        assert "议定事项公示" in app.picture() and "取下来吗" in app.picture()
        await press(pilot, "1")

        def notices(records):
            with records.reading() as book:
                return book.find(Notice)

        (notice,) = await app.desk.read(notices)
        assert notice.taken_down_on == TODAY and notice.reason == "复办：又被压没了"


async def test_a_promise_of_the_body_above_stands_here_to_be_read_and_not_acted_on(
    tmp_path: Path,
):
    async def passed_up(desk, body, people):
        above = await desk.run(found.found_body, Tier.COMMUNITY, "Y社区议事会", preset("community"))
        await desk.run(found.edit_body, body.id, body.name, above.id, body.place)
        issue = await desk.run(collect.collect, Issue("", body.id, 0, "消防通道停车", NOW))
        sent = await desk.run(refer.refer_issue, body.id, issue.id, "没有权限")
        promise = Promise("划出消防通道", "综合执法队")
        await desk.run(refer.answer, sent.id, "已协调", "", (promise,))

    async with house(tmp_path, passed_up) as (app, pilot):
        assert "〔社区〕划出消防通道" in app.picture()
        assert "上级答应的" in app.picture() and "现在可以" not in app.picture()
        for key in "1269cbgm":
            await press(pilot, key)
            assert "上级答应的" in app.told() and app.screen is app.screen_stack[1], key
        await press(pilot, "space", "6")
        assert "上级答应的" in app.told() and app.screen is app.screen_stack[1]
