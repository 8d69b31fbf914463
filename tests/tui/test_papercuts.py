"""Small things that were in a person's way."""

from dataclasses import replace
from pathlib import Path

import pytest

from meetings.actions import decide
from meetings.procedure.counts import Tally
from meetings.sitting.votes import Method
from storage.records import FileRecords
from tests.tui.desk_host import keys, opened
from tests.tui.hall import hall
from tests.tui.host import Host
from tui.app import Jiejiao
from tui.desk import Desk
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.reading import Reading, Side
from tui.screens.issues import IssuesScreen
from tui.text import plain

NAMES = "兰花梅竹松柏杨柳桃李杏荷菊桂"
BUILDINGS = [Option("a", "13栋"), Option("b", "45栋"), Option("c", "47栋")]
BODIES = [Option(name, name) for name in ("青溪街道", "社区", "45栋", "13栋", "21栋")]
WAYS = [Option("a", "举手"), Option("b", "记名"), Option("c", "无记名")]
PEOPLE = [Option(f"p{n}", f"张{name}", f"4{n % 3 + 5}栋") for n, name in enumerate(NAMES)]


@pytest.mark.parametrize(
    ("options", "pressed", "answer"),
    [
        (WAYS, ("2",), "b"),
        (WAYS, ("３",), "c"),
        (BUILDINGS, ("4", "7", "enter"), "c"),
        (BUILDINGS, ("2",), "b"),
        (BODIES, ("2",), "社区"),
        (BODIES, ("4",), "13栋"),
        (PEOPLE, ("4", "6", "enter"), "p1"),
        (PEOPLE, ("1",), "p0"),
    ],
)
async def test_a_digit_waits_only_where_it_may_begin_a_word(options, pressed, answer):
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.show_dialog(Choose("选一个", options))
        await pilot.pause()
        for key in pressed:
            assert app.answer == "nothing yet"
            await pilot.press(key)
            await pilot.pause()
        assert app.answer == answer


async def test_that_the_file_can_only_be_read_stays_in_the_top_line(tmp_path: Path):
    with FileRecords.open(tmp_path / "records.db"):
        desk = Desk(tmp_path / "records.db", "王社工")
        desk.open()
        app = Jiejiao(desk)
        try:
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                await pilot.press("f2")
                await pilot.pause()
                app.clear_notifications()
                strips = app.screen._compositor.render_strips()
                assert "只读 · " in "".join(part.text for part in strips[0])
        finally:
            desk.close()


async def test_a_file_that_is_written_says_nothing_of_it(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen) as (app, pilot):
        await pilot.pause()
        assert "只读" not in app.picture()
        await keys(app, pilot, "f3")
        assert "只读" not in app.picture()


async def test_after_a_tie_the_ways_on_say_what_escape_comes_to(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        meeting = await room.act(decide.open_vote, room.meeting.motions[0].id, Method.HANDS)
        await room.act(decide.close_vote, meeting.votes[0].id, Tally(7, 7))
        await room.press("5")
        assert room.sees("Esc先接着议")


async def test_the_number_of_the_meeting_stands_once_in_the_top_line(tmp_path: Path):
    async with hall(tmp_path) as room:
        assert room.app.picture().splitlines()[0].count("第1次") == 1
        titled = replace(room.meeting, title="社区议事会第1次会议")
        room.screen.show(titled)
        await room.pilot.pause()
        assert room.app.picture().splitlines()[0].count("第1次") == 1


@pytest.mark.parametrize(("lines", "scrolls"), [(3, False), (80, True)])
async def test_a_text_to_read_names_only_keys_that_do_something(lines: int, scrolls: bool):
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.show_dialog(Reading("纪要", [Side("纪要", (plain("一行"),) * lines)]))
        await pilot.pause()
        await pilot.pause()
        assert ("PgDn" in app.picture()) == scrolls
        assert "Esc 离开" in app.picture() and "Tab" not in app.picture()
