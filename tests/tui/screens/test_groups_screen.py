"""The tree of groups and the roster by keys: taken from the roster, headed, counted, printed."""

from pathlib import Path

from meetings.actions import group
from meetings.actions.found import bodies
from meetings.community.sides import Side
from tests.tui.working_house import House, desk_at, founded, press, write
from tui.screens.groups import GroupsScreen
from tui.screens.people import PeopleScreen
from tui.screens.roster import RosterScreen


async def test_groups_get_heads_and_the_roster_is_counted_and_printed(tmp_path: Path):
    desk = desk_at(tmp_path)
    body, _people = await founded(desk)
    desk.documents = tmp_path / "papers"
    app = House(desk, PeopleScreen)
    app.body = body
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "g")
        assert isinstance(app.screen, GroupsScreen)
        await press(pilot, "5", "5")  # the second time there is nothing left to add
        known = await desk.read(group.neighbourhood, body.id)
        assert [one.path for one in known.lines] == ["45栋", "47栋"] and "没有人" in app.picture()
        await press(pilot, "enter")
        await write(pilot, "zgl")
        await press(pilot, "ctrl+s")
        known = await desk.read(group.neighbourhood, body.id)
        assert known.lines[0].heads == ("张桂兰",) and known.lines[1].headless
        await press(pilot, "6")
        assert "张桂兰" not in app.picture() and "只看没有负责人的" in app.picture()
        await press(pilot, "9", "escape", "home", "7")
        assert isinstance(app.screen, RosterScreen) and "2人" in app.picture()
        await press(pilot, "1")
        assert "2  议事会成员" in app.picture(), "a count takes no digit away"
        await press(pilot, "down", "enter")
        await press(pilot, "9", "4")
        await write(pilot, "牵头人")
        await press(pilot, "enter", "2", "escape", "escape")
        assert (await desk.read(bodies))[0].sides[0].side is Side.STAFF
    desk.close()
    names = [path.name for path in (tmp_path / "papers").glob("*.docx")]
    assert len(names) == 2, names
