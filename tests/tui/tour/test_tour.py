"""The guided tour: it waits for real keys, goes on when they did their work, and can be left."""

from pathlib import Path

from tests.tui.desk_host import DeskHost, keys, opened
from tui.app import Jiejiao
from tui.dialogs.kit.choose import Choose
from tui.language import chinese
from tui.screens.issues import IssuesScreen
from tui.settings.own_keys import _KEY
from tui.tour.steps import TOUR
from tui.tour.touring import TourBar

DIALOGS = {"", "Choose", "FormDialog", "ReadOut", "DisplayScreen", "Palette", "HelpDialog"}


def bars(app: DeskHost) -> list[str]:
    return [str(bar.content) for screen in app.screen_stack for bar in screen.query(TourBar)]


async def go_on(app: DeskHost, pilot, *pressed: str) -> None:
    await keys(app, pilot, *pressed)
    app.tour.look()
    await pilot.pause()


def test_every_step_has_words_a_key_and_a_place_that_exists():
    for step in TOUR:
        assert chinese(step.say) != step.say
        assert all(_KEY.fullmatch(key) for key in step.key.split(","))
        assert step.then in DIALOGS | set(Jiejiao.MODES)
    assert len(TOUR) <= 20


async def test_a_step_waits_for_its_key_and_for_what_the_key_opens(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen) as (app, pilot):
        app.tour.begin()
        await pilot.pause()
        assert len(bars(app)) == 1 and "引导 1/" in bars(app)[0]
        await go_on(app, pilot, "f3", "f5")
        assert app.tour.step == TOUR[0]
        assert "引导 1/" in bars(app)[0]
        await go_on(app, pilot, "f4")
        assert app.tour.step == TOUR[1]
        assert len(bars(app)) == 1 and "引导 2/" in bars(app)[0]


async def test_where_the_meeting_is_open_already_nobody_is_told_to_open_it(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen) as (app, pilot):
        await app.switch_mode("hold")
        app.tour.begin()
        await pilot.pause()
        assert app.tour.step == TOUR[1]
        app.tour.end()


def test_what_is_to_be_chosen_may_be_chosen_by_enter_as_the_list_says():
    assert {"1", "enter"} == {k for s in TOUR if s.then == "FormDialog" for k in s.key.split(",")
                              if s.key != "6"}  # fmt: skip


async def test_escape_on_a_screen_leaves_the_tour_and_in_a_dialog_only_the_dialog(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen) as (app, pilot):
        app.tour.begin()
        await go_on(app, pilot, "f1")
        assert len(bars(app)) == 1
        await go_on(app, pilot, "escape")
        assert app.tour.step is not None
        await go_on(app, pilot, "escape")
        assert app.tour.step is None
        assert bars(app) == []
        assert "ctrl+g" in app.told[-1]


async def test_the_bar_goes_with_the_tour_on_every_screen_it_lay_on(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen) as (app, pilot):
        app.tour.begin()
        await pilot.pause()
        before = app.screen
        app.add_mode("other", IssuesScreen)
        await app.switch_mode("other")
        app.tour.look()
        await pilot.pause()
        assert not before.query(TourBar) and len(bars(app)) == 1
        app.tour.end()
        await pilot.pause()
        assert not any(s.query(TourBar) for stack in app._screen_stacks.values() for s in stack)


async def test_the_tour_is_offered_and_one_enter_begins_it(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen) as (app, pilot):
        app.tour.offered = "offer"
        app.tour.start()
        await pilot.pause()
        assert isinstance(app.screen, Choose)
        await go_on(app, pilot, "enter")
        assert app.tour.step == TOUR[0]
        app.tour.end()


async def test_the_palette_begins_the_tour(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen) as (app, pilot):
        app.tour.offered = "ready"
        await keys(app, pilot, "ctrl+p", "=yd", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.tour.step == TOUR[0]
        app.tour.end()


async def test_on_their_own_records_nobody_is_told_that_all_is_invented(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen) as (app, pilot):
        await keys(app, pilot, "ctrl+p", "=yd", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.tour.step is None and bars(app) == []
        assert "jiejiao demo --tour" in app.told[-1] and "真的记录" in app.told[-1]


async def test_the_last_step_ends_the_tour(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen) as (app, pilot):
        app.tour.begin()
        app.tour._at = len(TOUR) - 1
        await go_on(app, pilot, "escape")
        assert app.tour.step is None and bars(app) == []
