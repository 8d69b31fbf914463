"""名册: from an empty file to a body with its people, by keys alone."""

from pathlib import Path
from typing import Any

import pytest

from meetings.actions import collect, follow, found
from meetings.community.bodies import Body, Tier
from meetings.community.people import Person, Role, Seat
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue
from meetings.procedure.rules import PRESETS
from tests.tui.desk_host import DeskHost, act, keys, opened
from tui.desk import Desk
from tui.dialogs.kit.form import FormDialog
from tui.language import set_language
from tui.screens.people import PeopleScreen
from tui.widgets.area import DraftArea
from tui.widgets.field import DraftInput
from tui.widgets.rows import Rows


def corner(desk: Desk) -> Body:
    community = act(desk, found.found_body, Tier.COMMUNITY, "某社区议事会", PRESETS["community"])
    body = act(desk, found.found_body, Tier.CORNER, "45栋街角", PRESETS["corner"], community.id)
    assert isinstance(body, Body)
    return body


def with_people(desk: Desk) -> Body:
    body = corner(desk)
    for name, building in (("张桂兰", "45栋"), ("李国强", "47栋"), ("单志明", "45栋")):
        person = Person("", "", name, building)
        act(desk, found.add_person, body.id, person, (Role.MEMBER,), True)
    return body


async def found_all(app: DeskHost, kind: type[Any]) -> list[Any]:
    def ask(records: Any) -> list[Any]:
        with records.reading() as book:
            return list(book.find(kind))

    return await app.desk.read(ask)


def people_rows(app: DeskHost) -> Rows:
    return app.working.query_one("#people--rows", Rows)


async def test_an_empty_file_says_to_found_a_body_first(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen) as (app, pilot):
        assert "请先建立一个议事机构" in app.picture()
        await keys(app, pilot, "1")
        assert any("没有在用的机构" in told for told in app.told)


async def test_a_body_is_founded_with_its_rule_and_is_worked_for(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen) as (app, pilot):
        await keys(app, pilot, "2", "1", "=街角议事会", "enter", "2", "enter")
        (body,) = await found_all(app, Body)
        assert (body.name, body.tier, body.rule.preset) == ("街角议事会", "corner", "community")
        assert app.body is not None and app.body.id == body.id


async def test_people_are_added_one_after_another_without_leaving_the_form(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, corner) as (app, pilot):
        await keys(app, pilot, "1")
        for name in ("张桂兰", "李国强", "王秀英"):
            await keys(app, pilot, f"={name}", "enter", "=45栋", "ctrl+s")
        await keys(app, pilot, "escape")
        people = await found_all(app, Person)
        assert [(p.name, p.building) for p in people] == [
            ("张桂兰", "45栋"), ("李国强", "45栋"), ("王秀英", "45栋"),
        ]  # fmt: skip
        assert len(people_rows(app)) == 3
        assert "有表决权（应到）3人" in app.picture()


async def test_an_office_is_not_handed_on_to_the_next_person(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, corner) as (app, pilot):
        await keys(app, pilot, "1", "=张桂兰", "enter", "enter", "enter", "enter", "5", "ctrl+s")
        await keys(app, pilot, "=李国强", "ctrl+s")
        seats = await found_all(app, Seat)
        assert [seat.roles for seat in seats] == [
            (Role.MEMBER, Role.BUILDING_HEAD), (Role.MEMBER,),
        ]  # fmt: skip


async def test_name_and_building_may_be_typed_in_one_breath(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, corner) as (app, pilot):
        await keys(app, pilot, "1", "=张桂兰 45栋", "ctrl+s", "=John Smith", "ctrl+s")
        people = await found_all(app, Person)
        assert [(p.name, p.building) for p in people] == [("张桂兰", "45栋"), ("John Smith", "")]


async def test_a_pasted_list_is_one_command_and_leaves_out_who_is_there(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, with_people) as (app, pilot):
        await keys(app, pilot, "7")
        app.screen.query_one(DraftArea).put("张桂兰 45栋\n1. 周敏 45栋 楼栋长\n刘志明47栋\n")
        await pilot.pause()
        assert "周敏（45栋）" in app.picture()
        await keys(app, pilot, "ctrl+s")
        assert len(await found_all(app, Person)) == 3 and "新增 2" in app.picture()
        await keys(app, pilot, "enter")
        names = [person.name for person in await found_all(app, Person)]
        assert names == ["张桂兰", "李国强", "单志明", "周敏", "刘志明"]
        assert app.body is not None
        await app.desk.undo(app.body.id)
        assert len(await found_all(app, Person)) == 3


async def test_the_answer_to_a_question_for_all_rows_stands_beside_it(tmp_path: Path):
    """A digit typed on answered 二片区 as well, and nothing on the screen said how."""
    async with opened(tmp_path, PeopleScreen, corner) as (app, pilot):
        await keys(app, pilot, "7")
        people = "".join(f"张伟{n} {n}栋 {where}片区\n" for n, where in enumerate("一一二二", 1))
        app.screen.query_one(DraftArea).put(people.translate(str.maketrans("1234", "甲乙丙丁")))
        await keys(app, pilot, "ctrl+s")
        assert "“一片区”：是什么？" in app.picture() and "？ →" not in app.picture()
        await keys(app, pilot, "3", "1", "3")
        said = app.picture()
        assert "“一片区”：是什么？ → 分组" in said and "“二片区”：是什么？ → 个人技能" in said


async def test_characters_that_sound_like_somebody_listed_are_asked_about_in_list_and_form(
    tmp_path: Path,
):
    async with opened(tmp_path, PeopleScreen, with_people) as (app, pilot):
        await keys(app, pilot, "1", "=掌柜蓝", "ctrl+s")
        assert "指的是谁" in app.picture() and "张桂兰" in app.picture()
        await keys(app, pilot, "1")
        assert "已在名册" in app.picture() and len(await found_all(app, Person)) == 3
        await keys(app, pilot, "ctrl+s", "2")
        assert [person.name for person in await found_all(app, Person)][-1] == "掌柜蓝"
        await keys(app, pilot, "escape", "7")
        app.screen.query_one(DraftArea).put("李国墙 47栋\n周敏 45栋\n")
        await pilot.pause()
        await keys(app, pilot, "ctrl+s")
        assert "指的是谁" in app.picture() and "李国强" in app.picture()
        await keys(app, pilot, "1")
        assert "新增 1" in app.picture()
        await keys(app, pilot, "enter")
        names = [person.name for person in await found_all(app, Person)]
        assert names == ["张桂兰", "李国强", "单志明", "掌柜蓝", "周敏"]


async def test_a_row_of_a_pasted_list_is_mended_left_out_and_asked_about(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, with_people, size=(100, 30)) as (app, pilot):
        await keys(app, pilot, "7")
        app.screen.query_one(DraftArea).put("一片区 周敏\n一片区 热闹话\n何勇 46栋 +1\n合计 3人\n")
        await keys(app, pilot, "ctrl+s")
        assert "一片区" in app.picture() and "合计" in app.picture()
        await keys(app, pilot, "3", "1")
        assert "？ → 分组（片区、组、界别）" in app.picture() and "? 2行" not in app.picture()
        await keys(app, pilot, "home", "0", "enter")
        people = {person.name: person for person in await found_all(app, Person)}
        assert "热闹话" not in people and people["周敏"].section == "一片区"
        seats = {seat.person: seat for seat in await found_all(app, Seat)}
        assert seats[people["周敏"].id].votes and seats[people["何勇"].id].votes
        assert seats[people["周敏"].id].since is None


async def test_roles_and_vote_are_changed_and_a_seat_ends(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, with_people) as (app, pilot):
        await keys(app, pilot, "enter")
        chosen = people_rows(app).key
        await keys(app, pilot, "3", "２", "enter", "2", "1", "enter")
        seats = [s for s in await found_all(app, Seat) if s.person == chosen]
        assert [(s.roles, s.votes) for s in seats] == [((Role.MEMBER, Role.CHAIR), False)]
        await keys(app, pilot, "3", "enter", "enter", "2", "enter")
        seats = [s for s in await found_all(app, Seat) if s.person == chosen]
        assert seats[0].until == app.now().date()


async def test_typing_a_name_or_its_initials_finds_the_person(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, with_people) as (app, pilot):
        await keys(app, pilot, "0", "=zgl")
        assert len(people_rows(app)) == 1
        await keys(app, pilot, "enter", "4", "home", "=老", "ctrl+s")
        assert "老张桂兰" in [person.name for person in await found_all(app, Person)]
        await keys(app, pilot, "escape")
        assert len(people_rows(app)) == 3
        await keys(app, pilot, "李")
        assert len(people_rows(app)) == 1


async def test_a_person_of_the_corner_is_seated_in_the_community(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, with_people) as (app, pilot):
        rows = app.working.query_one("#people--bodies", Rows)
        await keys(app, pilot, "home")
        community = rows.key
        await keys(app, pilot, "8", "=lgq", "enter", "enter", "enter")
        seats = await found_all(app, Seat)
        assert [s.body for s in seats][-1] == community
        assert len(people_rows(app)) == 1


async def test_a_new_community_takes_in_the_corners_that_are_under_none(tmp_path: Path):
    def alone(desk: Desk) -> Body:
        body = act(desk, found.found_body, Tier.CORNER, "45栋街角", PRESETS["corner"])
        assert isinstance(body, Body)
        return body

    async with opened(tmp_path, PeopleScreen, alone) as (app, pilot):
        await keys(app, pilot, "2", "2", "=某社区", "ctrl+s", "1")
        first, community = await found_all(app, Body)
        assert first.parent == community.id
        assert app.body is not None and app.body.id == community.id
        assert app.told[-1].startswith("已切换到某社区")


async def test_a_body_chosen_with_enter_is_worked_for(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, with_people) as (app, pilot):
        await keys(app, pilot, "home", "enter")
        assert app.body is not None and app.body.name == "某社区议事会"


async def test_a_body_is_renamed_and_hung_under_another(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, corner) as (app, pilot):
        await keys(app, pilot, "5", "=新", "enter", "1", "=凉亭", "ctrl+s")
        body = (await found_all(app, Body))[-1]
        assert (body.name, body.parent, body.place) == ("45栋街角新", None, "凉亭")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 10)])
async def test_hostile_names_stay_text_at_every_size(tmp_path: Path, size: tuple[int, int]):
    def seed(desk: Desk) -> Body:
        body = act(
            desk, found.found_body, Tier.CORNER, "[red]a[/]\x1b[31m\u202e", PRESETS["corner"]
        )
        person = Person("", "", "[@click=app.quit]张[/]\x1b]0;x\x07", "\u202e45栋")
        act(desk, found.add_person, body.id, person, (Role.MEMBER,), True)
        assert isinstance(body, Body)
        return body

    async with opened(tmp_path, PeopleScreen, seed, size) as (app, pilot):
        for key in ("1", "3", "4", "5", "6", "7"):
            await keys(app, pilot, key)
            assert "\x1b" not in app.picture() and "\u202e" not in app.picture()
            await keys(app, pilot, "escape")


async def test_everything_is_there_in_english_too(tmp_path: Path):
    set_language("en")
    async with opened(tmp_path, PeopleScreen, with_people, (120, 40)) as (app, _pilot):
        assert "3 voting" in app.picture()
        assert "member" in app.picture()


async def test_an_own_office_is_written_shown_and_found(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, with_people) as (app, pilot):
        await keys(app, pilot, "enter")
        chosen = people_rows(app).key
        await keys(app, pilot, ".", "1")
        app.screen.query(DraftInput).first().put("监事、楼道管家")
        await keys(app, pilot, "enter")
        (seat,) = [s for s in await found_all(app, Seat) if s.person == chosen]
        assert seat.titles == ("监事", "楼道管家") and seat.votes
        assert "楼道管家" in app.picture()
        await keys(app, pilot, "0", "=监事")
        assert len(people_rows(app)) == 1 and people_rows(app).key == chosen


async def test_somebody_is_found_by_the_word_of_a_role(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, with_people) as (app, pilot):
        await keys(app, pilot, "enter", "0", "=议事会成员")
        assert len(people_rows(app)) == len(await found_all(app, Seat))


async def test_one_person_twice_is_joined_and_taken_back(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, with_people) as (app, pilot):
        before = len(await found_all(app, Person))
        await keys(app, pilot, "enter", ".", "2", "1", "1")
        assert len(await found_all(app, Person)) == before - 1
        await keys(app, pilot, "ctrl+z")
        assert len(await found_all(app, Person)) == before


async def test_a_body_is_closed_and_opened_again(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, with_people) as (app, pilot):
        await keys(app, pilot, ".", "4", "1")
        assert [body.closed for body in await found_all(app, Body)] == [False, True]
        assert "45栋街角" not in app.picture().split("已停用")[0]
        await keys(app, pilot, ".", "5", "1")
        assert [body.closed for body in await found_all(app, Body)] == [False, False]


async def test_joining_to_a_row_of_another_body_promises_nothing_that_is_not_done(tmp_path: Path):
    def twice(desk: Desk) -> Body:
        body = with_people(desk)
        other = act(desk, found.found_body, Tier.CORNER, "46栋街角", PRESETS["corner"])
        person = Person("", "", "李国强", "47栋")
        act(desk, found.add_person, other.id, person, (Role.MEMBER,), True)
        return body

    async with opened(tmp_path, PeopleScreen, twice) as (app, pilot):
        await keys(app, pilot, "enter", ".", "2", "1")
        seen = "".join(sign for sign in app.picture() if sign not in " \n│")
        assert "缺的不补" in seen and "缺的补上" not in seen


async def test_no_body_is_worked_for_once_the_last_one_is_closed(tmp_path: Path):
    def alone(desk: Desk) -> Body:
        body = act(desk, found.found_body, Tier.CORNER, "45栋街角", PRESETS["corner"])
        assert isinstance(body, Body)
        return body

    async with opened(tmp_path, PeopleScreen, alone) as (app, pilot):
        await keys(app, pilot, ".", "4", "1")
        (body,) = await found_all(app, Body)
        assert body.closed and app.body is None
        assert app.desk.body_at_start(body.id) is None
        assert "这里还是空的" not in app.picture() and "重新启用" in app.picture()
        await keys(app, pilot, "ctrl+z", "1")
        assert app.body is not None and app.body.id == body.id and not app.body.closed
        await keys(app, pilot, "ctrl+y")
        assert app.body is None
        await keys(app, pilot, ".", "5", "1")
        assert app.body is not None and app.body.id == body.id


async def test_a_second_body_of_like_name_is_asked_about(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, with_people) as (app, pilot):
        await keys(app, pilot, "2", "1", "=45栋街角议事会", "ctrl+s")
        assert "可能就是同一机构" in app.picture() and "不新建" in app.picture()
        await keys(app, pilot, "escape")
        assert len(await found_all(app, Body)) == 2


async def test_who_left_comes_back_by_a_list_and_every_line_of_a_long_one_is_shown(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, with_people) as (app, pilot):
        await keys(app, pilot, "enter")
        chosen = people_rows(app).key
        await keys(app, pilot, "3", "ctrl+s")
        left = next(p for p in await found_all(app, Person) if p.id == chosen)
        await keys(app, pilot, "3", "enter", "enter", "2", "enter")
        assert not [s for s in await found_all(app, Seat) if s.person == chosen and not s.until]
        text = (
            f"{left.name} {left.building}\n周敏 45栋\n刘志明 47栋\n曾祥林 3栋\n吴兰 9栋\n郑浩 8栋\n"
        )
        await keys(app, pilot, "7")
        app.screen.query_one(DraftArea).put(text)
        await keys(app, pilot, "ctrl+s")
        for name in (left.name, "周敏", "刘志明", "曾祥林", "吴兰", "郑浩"):
            assert name in app.picture()
        await keys(app, pilot, "escape")
        assert "周敏" in app.picture() and isinstance(app.screen, FormDialog)
        await keys(app, pilot, "ctrl+s", "enter")
        people = await found_all(app, Person)
        assert [p.name for p in people].count(left.name) == 1 and len(people) == 8
        seats = [s for s in await found_all(app, Seat) if s.person == chosen and s.until is None]
        assert len(seats) == 1


def two_corners(desk: Desk) -> Body:
    body = corner(desk)
    other = act(desk, found.found_body, Tier.CORNER, "46栋街角", PRESETS["corner"], body.parent)
    now = desk.now()
    act(desk, collect.collect, Issue("", body.id, 0, "路灯不亮", now))
    act(desk, follow.add_task, FollowUp("", body.id, 0, "修灯", now))
    assert isinstance(other, Body)
    return body


@pytest.mark.parametrize("toggled", [False, True])
async def test_a_body_goes_on_as_another_with_what_is_open_as_it_was_chosen(
    tmp_path: Path, toggled: bool
):
    async with opened(tmp_path, PeopleScreen, two_corners) as (app, pilot):
        await keys(app, pilot, ".", "3", "1")
        shown = app.picture()
        assert "随之移交：路灯不亮" in shown and "随之移交：修灯" in shown
        if toggled:
            await keys(app, pilot, "2")
            assert "仍留在已结束的机构：路灯不亮" in app.picture()
        await keys(app, pilot, "ctrl+s")
        bodies = await found_all(app, Body)
        gone, stays = (next(b for b in bodies if b.name == n) for n in ("45栋街角", "46栋街角"))
        (issue,), (task,) = await found_all(app, Issue), await found_all(app, FollowUp)
        assert gone.closed and task.body == stays.id
        assert issue.body == (gone.id if toggled else stays.id)
        assert app.body is not None and app.body.id == stays.id
        await keys(app, pilot, "ctrl+z", "1")
        (issue,), (task,) = await found_all(app, Issue), await found_all(app, FollowUp)
        assert {issue.body, task.body} == {gone.id}
        assert not any(body.closed for body in await found_all(app, Body))
