"""ctrl+z says what it takes back, asks where that is old or elsewhere; ctrl+y does it again."""

from datetime import timedelta
from pathlib import Path

from meetings.actions import collect, found
from meetings.community.bodies import Body, Tier
from meetings.matters.issues import Issue
from meetings.ports import By
from meetings.procedure.rules import preset
from storage.ids import new_id
from tests.tui.desk_host import act, keys, opened
from tests.tui.working_house import NOW
from tui.desk import Desk
from tui.screens.bylaws import BylawsScreen
from tui.screens.issues import IssuesScreen
from tui.words.undone import last_commands


def _two_bodies(desk: Desk) -> Body:
    """Two bodies; the last thing was done in the second, and one works for the first."""
    corner = act(desk, found.found_body, Tier.CORNER, "45栋街角议事会", preset("corner"), None, "")
    other = act(desk, found.found_body, Tier.CORNER, "47栋街角议事会", preset("corner"), None, "")
    act(desk, collect.collect, Issue("", corner.id, 0, "消防通道停车", NOW))
    act(desk, collect.collect, Issue("", other.id, 0, "楼道路灯不亮", NOW))
    body: Body = corner
    return body


def _one_body(desk: Desk) -> Body:
    body: Body = act(
        desk, found.found_body, Tier.CORNER, "45栋街角议事会", preset("corner"), None, ""
    )
    act(desk, collect.collect, Issue("", body.id, 0, "消防通道停车", NOW))
    return body


async def test_the_last_thing_done_here_is_taken_back_at_once_and_named(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, _one_body) as (app, pilot):
        await keys(app, pilot, "ctrl+z")
        assert "消防通道停车" in app.told[-1] and "收集议题" in app.told[-1].replace("已", "")
        assert "ctrl+y" in app.told[-1]
        assert "消防通道停车" not in app.picture().split("撤销")[0]
        await keys(app, pilot, "ctrl+y")
        assert app.told[-1].startswith("已重做") and "消防通道停车" in app.told[-1]


async def test_what_was_done_in_another_body_is_named_before_it_is_taken_back(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, _two_bodies) as (app, pilot):
        await keys(app, pilot, "ctrl+z")
        picture = app.picture()
        assert "撤销这一步吗" in picture and "楼道路灯不亮" in picture and "消防通道停车" in picture
        await keys(app, pilot, "escape")
        assert len(app.desk.records.history(_named(app.desk, "47栋街角议事会").id)) == 2
        await keys(app, pilot, "ctrl+z", "1")
        assert "楼道路灯不亮" in app.told[-1] and "47栋街角议事会" in app.told[-1]
        await keys(app, pilot, "ctrl+y")
        assert "楼道路灯不亮" in app.told[-1] and "47栋街角议事会" in app.told[-1]


async def test_the_last_thing_of_the_body_worked_for_is_offered_beside_it(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, _two_bodies) as (app, pilot):
        await keys(app, pilot, "ctrl+z", "2")
        assert "消防通道停车" in app.told[-1] and "（" not in app.told[-1].split("ctrl+y")[1]


async def test_on_a_list_of_another_body_here_is_the_body_of_the_list(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, _two_bodies) as (app, pilot):
        await app.push_screen(BylawsScreen(_named(app.desk, "47栋街角议事会")))
        await keys(app, pilot, "ctrl+z")
        assert app.told[-1].startswith("已撤销") and "楼道路灯不亮" in app.told[-1]
        await keys(app, pilot, "ctrl+z")
        assert "45栋街角议事会" in app.picture(), "that of another body is asked about"


async def test_what_is_older_than_five_minutes_is_asked_about(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, _one_body) as (app, pilot):
        app.desk.now = lambda: NOW + timedelta(minutes=6)
        await keys(app, pilot, "ctrl+z")
        assert app.told == [] and "消防通道停车" in app.picture() and "19:42" in app.picture()
        await keys(app, pilot, "enter")
        assert app.told == []
        await keys(app, pilot, "ctrl+z", "1")
        assert app.told[-1].startswith("已撤销")


def _founded(desk: Desk) -> Body:
    body: Body = act(
        desk, found.found_body, Tier.CORNER, "45栋街角议事会", preset("corner"), None, ""
    )
    return body


async def test_after_its_founding_was_taken_back_a_body_is_worked_for_no_more(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, _founded) as (app, pilot):
        await keys(app, pilot, "ctrl+z")
        assert app.told[-1].startswith("已撤销") and app.body is None
        await keys(app, pilot, "1")
        assert "没有在用的机构" in app.told[-1] and len(app.screen_stack) == 1
        await keys(app, pilot, "ctrl+y")
        assert app.body is not None and app.body.name == "45栋街角议事会"
        await keys(app, pilot, "1")
        assert "新议题" in app.picture()


async def test_after_its_founding_was_taken_back_another_body_is_worked_for(tmp_path: Path):
    def _second(desk: Desk) -> Body:
        _founded(desk)
        second: Body = act(
            desk, found.found_body, Tier.CORNER, "47栋街角议事会", preset("corner"), None, ""
        )
        return second

    async with opened(tmp_path, IssuesScreen, _second) as (app, pilot):
        await keys(app, pilot, "ctrl+z")
        assert app.body is not None and app.body.name == "45栋街角议事会"


def _taken_back_before(desk: Desk) -> Body:
    body = _one_body(desk)
    desk._storage.submit(desk.records.undo, By("王社工", NOW, new_id()), body.id).result()
    return body


async def test_what_was_taken_back_before_the_program_started_is_named_when_done_again(
    tmp_path: Path,
):
    async with opened(tmp_path, IssuesScreen, _taken_back_before) as (app, pilot):
        await keys(app, pilot, "ctrl+y")
        assert app.told[-1].startswith("已重做") and "消防通道停车" in app.told[-1]
        await keys(app, pilot, "ctrl+y")
        assert app.told[-1] == "没有可以重做的。"


async def test_over_a_window_that_writes_nothing_both_keys_say_what_to_do_first(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, _one_body) as (app, pilot):
        for key in ("ctrl+z", "ctrl+y"):
            await keys(app, pilot, "1", key)
            assert "先按 Esc" in app.told[-1] and "消防通道停车" not in app.told[-1]
            await keys(app, pilot, "escape")
        assert "消防通道停车" in app.picture()


async def test_nothing_to_take_back_is_said(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen) as (app, pilot):
        await keys(app, pilot, "ctrl+z")
        assert app.told == ["没有可以撤销的。"]


def _named(desk: Desk, name: str) -> Body:
    return next(last.body for last in last_commands(desk.records) if last.body.name == name)
