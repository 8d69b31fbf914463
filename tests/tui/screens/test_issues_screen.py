"""议题: one line and Enter for a new issue, and a digit for everything that becomes of it."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from meetings.actions import collect, found, prepare
from meetings.community.bodies import Body, Tier
from meetings.community.people import Person, Role
from meetings.matters.issues import Issue, IssueState, SameMatter, Source
from meetings.matters.referrals import Referral
from meetings.procedure.rules import PRESETS
from meetings.sitting.agenda import AgendaItem
from meetings.views import IssueFilter
from tests.tui.desk_host import DeskHost, act, keys, opened
from tests.tui.working_house import NOW
from tui.desk import Desk
from tui.language import set_language
from tui.screens import searching
from tui.screens.issues import IssuesScreen
from tui.widgets.field import DraftInput
from tui.widgets.rows import Rows

TITLES = (
    ("消防通道被私家车占用", "45栋"),
    ("楼道路灯坏了", "47栋"),
    ("共享单车乱停放", "北门"),
)


def empty(desk: Desk) -> Body:
    community = act(desk, found.found_body, Tier.COMMUNITY, "某社区", PRESETS["community"])
    body = act(desk, found.found_body, Tier.CORNER, "45栋街角", PRESETS["corner"], community.id)
    for name, building in (("张桂兰", "45栋"), ("张伟", "45栋"), ("张伟", "47栋")):
        person = Person("", "", name, building)
        act(desk, found.add_person, body.id, person, (Role.MEMBER,), True)
    assert isinstance(body, Body)
    return body


def three(desk: Desk) -> Body:
    body = empty(desk)
    for title, place in TITLES:
        issue = Issue("", body.id, 0, title, NOW - timedelta(days=5), place=place, supporters=1)
        act(desk, collect.collect, issue)
    return body


def with_meeting(desk: Desk) -> Body:
    body = three(desk)
    act(desk, prepare.plan_meeting, body.id, "", NOW + timedelta(days=3))
    return body


async def found_all(app: DeskHost, kind: type[Any]) -> list[Any]:
    def ask(records: Any) -> list[Any]:
        with records.reading() as book:
            return list(book.find(kind))

    return await app.desk.read(ask)


async def states(app: DeskHost) -> list[str]:
    return [issue.state for issue in await found_all(app, Issue)]


def rows(app: DeskHost) -> Rows:
    return app.working.query_one(Rows)


async def type_line(app: DeskHost, pilot: Any, line: str) -> None:
    app.screen.query(DraftInput).first().put(line)
    await pilot.pause()


async def test_a_new_issue_needs_its_line_and_enter(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, empty) as (app, pilot):
        await keys(app, pilot, "1")
        await type_line(app, pilot, "消防通道停车 @45栋 #停车 +3 张桂兰")
        assert "停车与消防通道" in app.picture() and "附议3人" in app.picture()
        await keys(app, pilot, "enter")
        (issue,) = await found_all(app, Issue)
        assert (issue.title, issue.place, issue.topic) == (
            "消防通道停车", "45栋", "停车与消防通道",
        )  # fmt: skip
        assert (issue.raised_name, issue.supporters, issue.number) == ("张桂兰", 3, 1)
        assert issue.raised_by is not None
        assert rows(app).key == issue.id


async def test_a_topic_is_meant_by_its_initials(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, empty) as (app, pilot):
        await keys(app, pilot, "1")
        await type_line(app, pilot, "小广场没有灯 #ggkj 张桂兰")
        assert "公共空间" in app.picture()
        await keys(app, pilot, "enter")
        (issue,) = await found_all(app, Issue)
        assert issue.topic == "公共空间"


async def test_among_people_of_one_name_the_place_decides(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, empty) as (app, pilot):
        await keys(app, pilot, "1")
        await type_line(app, pilot, "路灯不亮 @47栋 张伟")
        await keys(app, pilot, "enter", "1")
        await type_line(app, pilot, "路灯不亮 张伟")
        await keys(app, pilot, "enter")
        people = {person.id: person.building for person in await found_all(app, Person)}
        first, second = await found_all(app, Issue)
        assert people[first.raised_by] == "47栋"
        assert (second.raised_by, second.raised_name) == (None, "张伟")


async def test_likely_duplicates_are_shown_while_typing(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, three) as (app, pilot):
        await keys(app, pilot, "1")
        await type_line(app, pilot, "消防通道停车 @45栋")
        assert "1号 消防通道被私家车占用" in app.picture()
        assert "单车" not in app.picture()


async def test_details_may_be_added_before_saving(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, empty) as (app, pilot):
        await keys(app, pilot, "1")
        await type_line(app, pilot, "狗叫扰民")
        await keys(app, pilot, "tab", "=夜里", "tab", "4", "=zgl", "enter", "7", "enter", "1")
        await keys(app, pilot, "ctrl+s")
        (issue,) = await found_all(app, Issue)
        assert (issue.text, issue.source, issue.raised_name) == (
            "夜里",
            Source.CHAT_GROUP,
            "张桂兰",
        )
        assert (issue.supporters, issue.private) == (7, True)


async def test_half_a_line_is_there_again_after_esc(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, empty) as (app, pilot):
        await keys(app, pilot, "1", "=路灯", "escape", "1")
        assert app.screen.query(DraftInput).first().value == "路灯"


async def test_marked_issues_are_accepted_together(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, three) as (app, pilot):
        await keys(app, pilot, "space", "space", "２")
        assert await states(app) == ["collected", "accepted", "accepted"]


async def test_a_private_matter_is_returned_with_the_suggested_reason(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, three) as (app, pilot):
        await keys(app, pilot, "3", "1", "enter")
        issue = (await found_all(app, Issue))[-1]
        assert issue.state is IssueState.RETURNED and "人民调解" in issue.reason
        assert len(rows(app)) == 2


async def test_another_reason_has_to_be_written(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, three) as (app, pilot):
        await keys(app, pilot, "3", "4", "enter")
        assert (await states(app))[-1] == "collected"
        await keys(app, pilot, "=说不清", "enter")
        assert (await states(app))[-1] == "returned"


async def test_without_a_planned_meeting_it_says_to_plan_one(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, three) as (app, pilot):
        await keys(app, pilot, "4")
        assert any("F3" in told for told in app.told)


async def test_an_issue_is_put_on_the_agenda_and_taken_off_again(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, with_meeting) as (app, pilot):
        await keys(app, pilot, "4")
        assert (await states(app))[-1] == "scheduled"
        assert [item.title for item in await found_all(app, AgendaItem)] == ["共享单车乱停放"]
        await keys(app, pilot, "9", "1")
        assert (await states(app))[-1] == "accepted"
        assert await found_all(app, AgendaItem) == []


async def test_an_issue_is_passed_up_with_a_referral(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, three) as (app, pilot):
        await keys(app, pilot, "5", "=要钱", "ctrl+s")
        (referral,) = await found_all(app, Referral)
        issue = (await found_all(app, Issue))[-1]
        assert (referral.issue, referral.reason) == (issue.id, "要钱")
        assert referral.wanted_by == (NOW + timedelta(days=14)).date()
        assert issue.state is IssueState.REFERRED_UP


async def test_a_body_without_one_above_says_where_to_name_it(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, empty) as (app, pilot):
        community = next(b for b in await found_all(app, Body) if b.tier is Tier.COMMUNITY)
        app.work_on(community)
        await keys(app, pilot, "1", "=路灯", "enter", "5")
        assert any("F6" in told for told in app.told)


async def test_the_likeliest_duplicate_is_the_first_to_merge_into(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, three) as (app, pilot):
        await keys(app, pilot, "1")
        await type_line(app, pilot, "楼道路灯不亮 @47栋 +4")
        # A digit may begin the number of an issue, so Enter takes the first.
        await keys(app, pilot, "enter", "6", "enter")
        issues = {issue.title: issue for issue in await found_all(app, Issue)}
        stays = issues["楼道路灯坏了"]
        assert issues["楼道路灯不亮"].merged_into == stays.id
        assert stays.supporters == 5


async def test_a_merge_is_taken_back_with_its_supporters(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, three) as (app, pilot):
        await keys(app, pilot, "6", "1", "7", "tab", "tab", "2", "ctrl+s", "home", "9", "2")
        issues = await found_all(app, Issue)
        assert {(issue.state, issue.supporters, issue.merged_into) for issue in issues} == {
            (IssueState.COLLECTED, 1, None)
        }


async def test_marked_issues_go_onto_the_agenda_in_the_order_of_their_numbers(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, with_meeting) as (app, pilot):
        await keys(app, pilot, "space", "space", "4")
        items = sorted(await found_all(app, AgendaItem), key=lambda item: item.position)
        assert [item.title for item in items] == ["楼道路灯坏了", "共享单车乱停放"]


async def test_a_scheduled_issue_that_is_passed_up_leaves_the_planned_agenda(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, with_meeting) as (app, pilot):
        await keys(app, pilot, "4", "5", "=要钱", "ctrl+s")
        assert (await states(app))[-1] == "referred_up"
        assert await found_all(app, AgendaItem) == []


async def test_withdrawing_needs_a_reason_and_there_is_a_way_back(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, three) as (app, pilot):
        await keys(app, pilot, "9", "1", "enter")
        assert (await states(app))[-1] == "collected"
        await keys(app, pilot, "=搬走了", "enter")
        assert (await states(app))[-1] == "withdrawn"
        await keys(app, pilot, "7", "tab", "tab", "2", "ctrl+s", "home", "9", "2")
        assert (await states(app))[-1] == "collected"


async def test_the_filter_narrows_by_word_body_state_and_topic(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, three) as (app, pilot):
        await keys(app, pilot, "7", "=路灯", "ctrl+s")
        assert len(rows(app)) == 1
        await keys(app, pilot, "7", "home", "delete", "delete", "enter", "3", "ctrl+s")
        assert len(rows(app)) == 0


async def test_while_texts_are_looked_through_the_word_stands_there_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    read = asyncio.Event()

    async def slow(screen: IssuesScreen) -> None:
        await read.wait()
        await screen.show()

    monkeypatch.setattr(searching, "SLOW", 0.001)
    monkeypatch.setattr(IssuesScreen, "narrowed", slow)
    async with opened(tmp_path, IssuesScreen, three) as (app, pilot):
        await keys(app, pilot, "=路灯")
        assert "查找中… " in app.picture() and "路灯" in app.picture().splitlines()[2]
        read.set()
        await pilot.pause()
        assert "查找中" not in app.picture() and len(app.screen.query_one(Rows)) == 1


async def test_typing_a_word_finds_and_esc_shows_all_again(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, three) as (app, pilot):
        await keys(app, pilot, "=路灯", "enter")
        assert len(rows(app)) == 1
        await keys(app, pilot, "escape")
        assert len(rows(app)) == 3


async def test_an_issue_is_corrected_without_changing_its_state(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, three) as (app, pilot):
        await keys(app, pilot, "2", "8", "=了", "enter", "=口", "ctrl+s")
        issue = (await found_all(app, Issue))[-1]
        assert (issue.title, issue.place, issue.state) == ("共享单车乱停放了", "北门口", "accepted")


async def test_enter_shows_the_whole_issue_with_its_history(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, three) as (app, pilot):
        await keys(app, pilot, "2", "enter")
        shown = app.picture()
        assert "共享单车乱停放" in shown and "受理议题" in shown and "王社工" in shown


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 10)])
async def test_hostile_words_stay_text_at_every_size(tmp_path: Path, size: tuple[int, int]):
    def seed(desk: Desk) -> Body:
        body = with_meeting(desk)
        evil = "[red]a[/]\x1b[31m\u202e[@click=app.quit]b[/]"
        issue = Issue("", body.id, 0, evil, NOW, evil, evil, evil, raised_name=evil)
        act(desk, collect.collect, issue)
        return body

    async with opened(tmp_path, IssuesScreen, seed, size) as (app, pilot):
        for key in ("1", "3", "5", "6", "7", "8", "9", "enter", "2"):
            await keys(app, pilot, key)
            assert "\x1b" not in app.picture() and "\u202e" not in app.picture()
            await keys(app, pilot, "escape")


async def test_everything_is_there_in_english_too(tmp_path: Path):
    set_language("en")
    async with opened(tmp_path, IssuesScreen, three, (150, 40)) as (app, _pilot):
        assert "3 to screen, 3 in total" in app.picture()
        assert "collected" in app.picture() and "street corner" in app.picture()


async def test_what_was_settled_and_is_back_is_told_while_typing_and_joined(tmp_path: Path):
    def seed(desk: Desk) -> Body:
        body = three(desk)
        lamps = act(desk, collect.collect, Issue("", body.id, 0, "车棚顶漏雨", NOW))
        act(desk, collect.screen, body.id, lamps.id, IssueState.ACCEPTED)
        act(desk, collect.screen, body.id, lamps.id, IssueState.SETTLED, "已修好")
        return body

    async with opened(tmp_path, IssuesScreen, seed) as (app, pilot):
        await keys(app, pilot, "1", "=车棚顶漏雨")
        assert "曾解决：第4号 车棚顶漏雨" in app.picture()
        await keys(app, pilot, "enter")
        issues = {issue.number: issue for issue in await found_all(app, Issue)}
        assert issues[5].again_of == issues[4].id
        await keys(app, pilot, "enter")
        assert "曾解决" in app.picture()


def with_neighbour(desk: Desk) -> Body:
    """A second corner under the same community has the same thing in its pool."""
    body = three(desk)
    beside = act(
        desk, found.found_body, Tier.CORNER, "46栋街角议事会", PRESETS["corner"], body.parent
    )
    issue = Issue("", beside.id, 0, "消防通道又被占", NOW, place="46栋", raised_name="何勇")
    act(desk, collect.collect, issue)
    return body


async def test_the_pool_of_several_bodies_names_each_and_the_one_worked_for(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, with_neighbour) as (app, _pilot):
        picture = app.picture()
        assert "46栋街角 " in picture and "45栋街角 · 显示：未办结（3个机构）" in picture


async def test_a_duplicate_in_another_body_is_shown_while_typing_and_linked(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, with_neighbour) as (app, pilot):
        await keys(app, pilot, "1")
        await type_line(app, pilot, "消防通道被占 @45栋")
        assert "46栋街角：可能重复：1号 消防通道又被占" in app.picture()
        await keys(app, pilot, "enter", "6")
        assert "或与哪个是同一件事" in app.picture()
        await keys(app, pilot, "down", "down", "down", "enter", "enter")
        picture = app.picture()
        assert "同一件事  46栋街角 1号 消防通道又被占（已收集）" in picture
        assert "46栋街角 1号 消防通道又被占 的历史" in picture
        await keys(app, pilot, "escape", "6", "down", "down", "down", "enter")
        assert await found_all(app, SameMatter) == []


async def test_an_empty_list_says_what_the_filter_hides_and_esc_shows_it(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, three) as (app, pilot):
        screen = app.working
        assert isinstance(screen, IssuesScreen)
        screen.wanted = IssueFilter(text="没有的字")
        await screen.reload()
        await pilot.pause()
        assert "另有3条没有显示，按 Esc 全部显示" in app.picture()
        await keys(app, pilot, "escape")
        assert len(rows(app)) == 3


async def test_the_form_of_a_new_issue_says_that_enter_on_its_line_saves(tmp_path: Path):
    """It said that Enter goes on to the next field, as in other forms."""
    async with opened(tmp_path, IssuesScreen, empty) as (app, pilot):
        await keys(app, pilot, "1")
        assert "首行按 Enter 即保存" in app.picture()
        await keys(app, pilot, "tab", "tab")
        assert "首行按 Enter 即保存" not in app.picture()
