"""专有部分: a pasted list, the sums, one owner one head, and the owners asked in writing."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from meetings.actions import found, owners
from meetings.chairing.owners_vote import OwnerAnswer
from meetings.community.bodies import Body, Tier
from meetings.community.units import Unit
from meetings.procedure.owners_matters import OwnersMatter
from meetings.procedure.rules import PRESETS
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from tests.tui.desk_host import DeskHost, act, keys, opened
from tui.desk import Desk
from tui.screens import unit_acts
from tui.screens.hold.screen import HoldScreen
from tui.screens.people import PeopleScreen
from tui.widgets.area import DraftArea

LIST = """45栋1单元101 98.50 张桂兰
45栋1单元102 101.50 李国强、王秀英
45栋2单元201 80 张桂兰
45栋车位12 12.50 陈建华 不计 议事规则第8条
"""


def corner(desk: Desk) -> Body:
    body = act(desk, found.found_body, Tier.CORNER, "45栋街角", PRESETS["corner"])
    assert isinstance(body, Body)
    return body


def with_parts(desk: Desk) -> Body:
    body = corner(desk)
    units = [
        Unit("", body.id, "45栋", "", str(n), 10_000 + n, f"业主{'甲乙丙丁'[n]}") for n in range(4)
    ]
    act(desk, owners.add_units, body.id, units)
    return body


def asked_in_writing(desk: Desk) -> Body:
    body = with_parts(desk)
    act(
        desk, owners.ask_in_writing, body.id, "装电梯", "同意装电梯", OwnersMatter.REBUILD, None
    )  # fmt: skip
    return body


async def all_of(app: DeskHost, kind: type[Any]) -> list[Any]:
    def ask(records: Any) -> list[Any]:
        with records.reading() as book:
            return list(book.find(kind))

    return await app.desk.read(ask)


async def paste(app: DeskHost, pilot: Any, text: str) -> None:
    app.screen.query_one(DraftArea).put(text)
    await pilot.pause()


async def test_a_pasted_list_gives_heads_and_area_and_says_who_owns_several(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, corner) as (app, pilot):
        await keys(app, pilot, "9", "2")
        await paste(app, pilot, LIST)
        assert "同名视为一名业主：张桂兰" in app.picture()
        await keys(app, pilot, "ctrl+s")
        assert await all_of(app, Unit) == []
        assert "原登记0个、0.00平方米" in app.picture()
        await keys(app, pilot, "enter")
        assert "专有部分3个，业主2人，面积280.00平方米；不计入1个" in app.picture()
        units = await all_of(app, Unit)
        assert [u.area for u in units] == [9850, 10150, 8000, 1250]
        assert [u.counted for u in units] == [True, True, True, False]
        await keys(app, pilot, "ctrl+z")
        assert await all_of(app, Unit) == []


async def test_what_a_line_lacks_is_told_and_the_list_is_kept(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, corner) as (app, pilot):
        await keys(app, pilot, "9", "2")
        await paste(app, pilot, "45栋1单元101 98.50 张桂兰\n45栋1单元102 李国强\n小计 98.50")
        await keys(app, pilot, "ctrl+s")
        assert "没有面积" in app.picture() and "未读 1" in app.picture()
        await keys(app, pilot, "escape")
        assert await all_of(app, Unit) == []
        await keys(app, pilot, "2")
        assert "李国强" in app.screen.query_one(DraftArea).text


async def test_a_part_that_is_there_already_is_asked_about(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, with_parts) as (app, pilot):
        await keys(app, pilot, "9", "2")
        await paste(app, pilot, "45栋1 98.50 张桂兰\n")
        await keys(app, pilot, "ctrl+s", "3", "2", "enter")
        (changed,) = [one for one in await all_of(app, Unit) if one.room == "1"]
        assert (changed.owner, changed.area) == ("张桂兰", 9850)


async def test_one_part_is_added_with_an_area_of_two_decimals_at_most(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, corner) as (app, pilot):
        await keys(app, pilot, "9", "1", "=45栋", "enter", "=1单元", "enter", "=101", "enter")
        await keys(app, pilot, "=98.505", "enter", "=张桂兰", "ctrl+s")
        assert await all_of(app, Unit) == []
        await keys(app, pilot, "backspace", "ctrl+s")
        (unit,) = await all_of(app, Unit)
        assert (unit.place, unit.area, unit.owner) == ("45栋1单元101", 9850, "张桂兰")


async def test_a_part_is_taken_off_after_a_question(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, with_parts) as (app, pilot):
        await keys(app, pilot, "9", "4")
        assert "从清册删去业主甲的45栋0吗" in app.picture()
        await keys(app, pilot, "1")
        assert len(await all_of(app, Unit)) == 3


async def test_a_part_is_corrected(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, with_parts) as (app, pilot):
        await keys(app, pilot, "9", "enter", "enter", "enter", "enter", "=88.88", "ctrl+s")
        assert (await all_of(app, Unit))[0].area == 8888


async def test_owners_are_asked_in_writing_and_the_roll_is_frozen(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, with_parts) as (app, pilot):
        await keys(app, pilot, "9", "5", "=x", "enter")
        await paste(app, pilot, "同意装电梯")
        await keys(app, pilot, "ctrl+s")
        assert not await all_of(app, Meeting), "which majority it needs is not guessed"
        await keys(app, pilot, "5", "ctrl+s")
        (meeting,) = await all_of(app, Meeting)
        meeting = await app.desk.read(lambda r: _get(r, meeting.id))
        assert meeting.state is MeetingState.OPEN
        (vote,) = meeting.votes
        assert vote.owners is not None
        assert (vote.owners.heads, vote.owners.area) == (4, 40_006)
        assert vote.owners.matter is OwnersMatter.USE_FUND
        assert not vote.owners.rule.follow_majority
        assert len(await all_of(app, OwnerAnswer)) == 4
        assert app.meeting_id == meeting.id


def _get(records: Any, id: str) -> Any:
    with records.reading() as book:
        return book.get(Meeting, id)


async def test_each_owner_answers_by_one_key_and_a_slip_is_taken_back(tmp_path: Path):
    async with opened(tmp_path, HoldScreen, asked_in_writing) as (app, pilot):
        await keys(app, pilot, "5", "1", "2", "up", "equals_sign", "1", "3", "4")
        given = [answer.choice for answer in await all_of(app, OwnerAnswer)]
        assert given == ["for", "for", "abstain", "invalid"]
        seen = "".join(line.strip(" │") for line in app.picture().splitlines())
        assert "同意2人、200.01平方米" in seen
        await keys(app, pilot, "ctrl+s", "enter")
        meeting = await app.desk.read(lambda r: _get(r, (app.meeting_id or "")))
        (vote,) = meeting.votes
        assert vote.outcome == "failed" and vote.owners.areas.for_ == 20_001


async def test_an_owner_is_found_by_initials_and_answers_once(tmp_path: Path):
    async with opened(tmp_path, HoldScreen, asked_in_writing) as (app, pilot):
        await keys(app, pilot, "5", "=yzy", "1")
        answers = {a.owner: a.choice for a in await all_of(app, OwnerAnswer)}
        assert answers["业主乙"] == "for"
        await keys(app, pilot, "=yzy", "2")
        answers = {a.owner: a.choice for a in await all_of(app, OwnerAnswer)}
        assert answers["业主乙"] == "for"
        assert any("已经答复过" in told for told in app.told)


async def test_totals_are_refused_where_they_exceed_the_roll(tmp_path: Path):
    async with opened(tmp_path, HoldScreen, asked_in_writing) as (app, pilot):
        await keys(app, pilot, "5", "9", "=4", "enter", "=400.07", "ctrl+s")
        assert "400.07" in app.picture() and "400.06" in app.picture()
        assert (await app.desk.read(lambda r: _get(r, (app.meeting_id or "")))).open_votes


async def test_the_preview_of_a_register_of_parts_does_not_call_it_a_roll(monkeypatch):
    titles: list[str] = []

    async def kept(_screen: Any, title: str, *_more: Any) -> None:
        titles.append(title)

    monkeypatch.setattr(unit_acts, "import_kind", kept)
    screen: Any = SimpleNamespace(for_body=None)
    await unit_acts.import_units_table(screen)
    assert titles == ["导入专有部分和业主清册"]
