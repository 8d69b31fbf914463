"""Points by keys: a thing is listed, redeemed, refused, corrected, and the list written."""

from datetime import timedelta
from pathlib import Path

from meetings.actions import follow, ledger, reward
from meetings.matters.duty import DutyTurn
from meetings.matters.followups import FollowUp
from tests.tui.working_house import NOW, House, desk_at, founded, press, write
from tui.screens.people import PeopleScreen
from tui.screens.rewards import RewardsScreen


async def test_points_are_redeemed_corrected_and_listed(tmp_path: Path):
    desk = desk_at(tmp_path)
    body, _people = await founded(desk)
    desk.documents = tmp_path / "papers"
    task = await desk.run(follow.add_task, FollowUp("", body.id, 0, "守路口", NOW))
    two_hours = NOW + timedelta(hours=2)
    await desk.run(ledger.add_turn, DutyTurn("", body.id, task.id, "张桂兰", NOW, two_hours))
    app = House(desk, PeopleScreen)
    app.body = body
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "=", "5")
        assert isinstance(app.screen, RewardsScreen)
        assert "每小时几分还没有定，按6" in app.picture()
        await press(pilot, "6", "enter")
        await write(pilot, "10")
        await press(pilot, "ctrl+s")
        assert "每小时10分" in app.picture()
        await press(pilot, "3", "1")
        await write(pilot, "洗衣液")
        await press(pilot, "enter", "backspace")
        await write(pilot, "15")
        await press(pilot, "ctrl+s", "escape")
        await press(pilot, "1", "1", "ctrl+s")
        known = await desk.read(reward.rewards_of, body.id)
        assert known.balances[0].end == 5 and "5" in app.picture()
        await press(pilot, "1", "1", "ctrl+s")
        assert "张桂兰的积分余额是5分，这次要用15分，还差10分。" in app.picture()
        await press(pilot, "escape", "2", "enter", "1")
        await write(pilot, "7")
        await press(pilot, "enter")
        await write(pilot, "补记")
        await press(pilot, "ctrl+s", "-", "1")
        known = await desk.read(reward.rewards_of, body.id)
        assert known.balances[0].end == 12
        assert len(list((tmp_path / "papers").glob("*积分.xlsx"))) == 1
    desk.close()
