"""What stands on the bar works, or says why not, on every screen; and no key acts unseen."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from textual import events
from textual.keys import _character_to_key

import tui
from meetings.actions import found
from meetings.community.bodies import Body
from meetings.papers.name_masking import Seen
from tests.tui.desk_host import DeskHost
from tests.tui.working_house import press
from tui.app import PLACE, Jiejiao
from tui.base import BaseDialog
from tui.commands import commands
from tui.desk import Desk
from tui.dialogs.help import SCOPE_TITLES, HelpDialog
from tui.dialogs.holding.owners_roll import OwnersRoll
from tui.dialogs.holding.roll_call import ByName
from tui.dialogs.kit.typed_list import TypedList
from tui.dialogs.masking import MaskingDesk
from tui.language import _
from tui.screens.activities import ActivitiesScreen
from tui.screens.bylaws import BylawsScreen
from tui.screens.groups import GroupsScreen
from tui.screens.resources import ResourcesScreen
from tui.screens.rewards import RewardsScreen
from tui.screens.roster import RosterScreen
from tui.screens.rule import RuleScreen
from tui.screens.units import UnitsScreen
from tui.screens.volunteers import VolunteersScreen
from tui.working import WorkingScreen

GO = {
    "f2": "issues", "f3": "meetings", "f4": "hold", "f5": "follow", "f6": "people",
    "f7": "figures",
}  # fmt: skip
LISTS: dict[str, Callable[[Body], WorkingScreen]] = {
    "rule": lambda body: RuleScreen(body, 9),
    "units": UnitsScreen,
    "roster": RosterScreen,
    "groups": GroupsScreen,
    "bylaws": BylawsScreen,
    "resources": ResourcesScreen,
    "activities": ActivitiesScreen,
    "volunteers": VolunteersScreen,
    "rewards": RewardsScreen,
}


@asynccontextmanager
async def program(folder: Path, sample: Path, scope: str) -> AsyncIterator[tuple[Any, Any]]:
    """The program on the sample, at this screen."""
    shutil.copy(sample, folder / "records.db")
    desk = Desk(folder / "records.db", "王社工")
    desk.open()
    try:
        corner = next(b for b in found.bodies(desk.records) if "45、47栋" in b.name)
        desk.draft(f"{PLACE}mode", scope if scope in Jiejiao.MODES else "people")
        desk.draft(f"{PLACE}body", corner.id)
        app = DeskHost(desk, WorkingScreen)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            if scope in LISTS:
                app.push_screen(LISTS[scope](corner))
                await pilot.pause()
            yield app, pilot
    finally:
        desk.close()


def state(app: Any) -> tuple[Any, ...]:
    """All by which a key can be seen to have done something."""
    return (app.picture(), len(app.told), len(app.screen_stack), app.current_mode, app.focused)


@pytest.mark.parametrize("scope", [*Jiejiao.MODES, *LISTS])
async def test_every_key_of_the_bar_does_something_that_is_seen(
    tmp_path: Path, community: Path, scope: str
):
    async with program(tmp_path, community, scope) as (app, pilot):
        assert scope == app.screen.SCOPE
        mode = app.current_mode
        for command in commands(scope):
            if not command.show:
                continue
            deep, before = len(app.screen_stack), state(app)
            await press(pilot, command.keys.split(",")[0])
            assert state(app) != before, command.id
            for _escape in range(5):
                if len(app.screen_stack) > deep:
                    await press(pilot, "escape")
            if app.current_mode != mode:  # it is an act to go there
                await app.go(mode)
                await pilot.pause()
            assert len(app.screen_stack) == deep, command.id


@pytest.mark.parametrize("scope", [*Jiejiao.MODES, *LISTS])
async def test_the_keys_to_other_screens_go_there(tmp_path: Path, community: Path, scope: str):
    async with program(tmp_path, community, scope) as (app, pilot):
        for key, mode in GO.items():
            if mode == scope:
                continue
            await press(pilot, key)
            assert app.current_mode == mode and len(app.screen_stack) == 1, (key, app.told)
            if scope in LISTS:
                app.push_screen(LISTS[scope](app.body))
                await pilot.pause()
        for key in ("f1", "f8", "f9", "ctrl+f", "ctrl+p"):
            deep = len(app.screen_stack)
            await press(pilot, key)
            assert len(app.screen_stack) == deep + 1, key
            await press(pilot, "escape")


@pytest.mark.parametrize(
    ("scope", "opens"),
    [("hold", "8"), ("hold", "0"), ("issues", "1"), ("meetings", "1"), ("people", "3"),
     ("follow", "1"), ("hold", "f1"), ("hold", "ctrl+f")],
)  # fmt: skip
async def test_what_follows_a_key_that_a_window_refuses_is_told_and_not_done(
    tmp_path: Path, community: Path, scope: str, opens: str
):
    async with program(tmp_path, community, scope) as (app, pilot):
        await press(pilot, opens)
        deep = len(app.screen_stack)
        if deep == 1:
            pytest.skip("nothing to open here")
        version = app.desk.records.version()
        await press(pilot, "f5" if scope != "follow" else "f3")
        assert "先按 Esc" in app.told[-1]
        told = len(app.told)
        await press(pilot, "3")
        assert len(app.screen_stack) == deep and app.desk.records.version() == version
        seen = "3" in str(getattr(app.focused, "value", ""))
        assert seen or len(app.told) > told, "the key is in the field, or it is told"


@pytest.mark.parametrize("scope", [*Jiejiao.MODES, *LISTS])
async def test_a_letter_or_sign_that_is_no_key_here_is_searched_for_or_told(
    tmp_path: Path, community: Path, scope: str
):
    async with program(tmp_path, community, scope) as (app, pilot):
        deep, screen, version = len(app.screen_stack), app.screen, app.desk.records.version()
        for typed in "bqwz;~9":
            if _character_to_key(typed) in screen.active_bindings:
                continue
            told = len(app.told)
            await pilot.press(typed)
            await pilot.pause()
            if scope == "hold" or typed.isalpha():
                assert typed in str(getattr(app.focused, "value", "")), typed
            else:
                assert f"“{typed}”" in "".join(app.told[told:]) and "F1" in app.told[-1], typed
            if scope == "hold":
                app.focused.value = ""
            elif typed.isalpha():
                await press(pilot, "escape")
            assert len(app.screen_stack) == deep, typed
        assert app.desk.records.version() == version


@pytest.mark.parametrize("scope", ["hold", "issues", "meetings", "people", "activities"])
async def test_f1_in_a_dialog_tells_its_keys_and_goes_back_to_it(
    tmp_path: Path, community: Path, scope: str
):
    """F1 did nothing over any form; ctrl+p and ctrl+f neither."""
    async with program(tmp_path, community, scope) as (app, pilot):
        mode, deep = app.current_mode, len(app.screen_stack)
        for one in commands(scope):
            if not one.show:
                continue
            await press(pilot, one.keys_now.split(",")[0])
            dialog = app.screen
            if isinstance(dialog, BaseDialog):
                works = {entry.binding.id for entry in dialog.active_bindings.values()}
                await press(pilot, "f1")
                assert isinstance(app.screen, HelpDialog), one.id
                picture = app.picture()
                for key in commands(dialog.SCOPE) if dialog.SCOPE else ():
                    assert key.id in works or _(key.help) not in picture, (one.id, key.id)
                await press(pilot, "f1")
                assert app.screen is dialog
                told = len(app.told)
                await press(pilot, "ctrl+p")
                assert app.screen is dialog and "先按 Esc" in "".join(app.told[told:])
            for _escape in range(5):
                if len(app.screen_stack) > deep:
                    await press(pilot, "escape")
            if app.current_mode != mode:
                await app.go(mode)
                await pilot.pause()


def every(kind: type[Any]) -> set[type[Any]]:
    """All subclasses of a class, of all modules of the screen."""
    return {one for direct in kind.__subclasses__() for one in (direct, *every(direct))}


def test_f1_has_a_title_for_the_keys_of_every_dialog():
    """F1 on an issue's sheet ended the program: its keys had no title."""
    for module in walk_packages(tui.__path__, "tui."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    titles = set(SCOPE_TITLES)
    known = {HelpDialog, TypedList}
    assert {kind for kind in every(BaseDialog) if kind.SCOPE not in titles} == known


@pytest.mark.parametrize(
    ("scope", "typed", "pasted"),
    [
        ("issues", "enter", ""),
        ("issues", ". 3", ""),
        ("issues", "1", "楼道灯不亮 +3\n电动车乱停 @46栋 +5"),
        ("hold", "0 要 点 enter", ""),
        ("hold", "0 谁 发 过 enter", ""),
        ("", "", ""),
    ],
)
async def test_f1_tells_no_less_than_the_line_of_keys_of_the_dialog(
    tmp_path: Path, community: Path, scope: str, typed: str, pasted: str
):
    async with program(tmp_path, community, scope or "issues") as (app, pilot):
        if scope:
            await press(pilot, *typed.split())
        else:
            app.push_screen(MaskingDesk("公示", (), _nowhere))
            await pilot.pause()
        if pasted:
            app.focused.post_message(events.Paste(pasted))
            await pilot.pause()
            await pilot.pause()
        dialog = app.screen
        await press(pilot, "f1")
        assert isinstance(app.screen, HelpDialog)
        shown = "".join(app.picture().replace("│", "").split())
        assert dialog.keys_shown()
        for told in dialog.keys_shown(), *map(_, dialog.TOLD_KEYS):
            assert "".join(told.split()) in shown
        await press(pilot, "f1")
        assert app.screen is dialog


async def _nowhere(_place: Seen, _hidden: bool, _everywhere: bool) -> None:
    """Masks nothing."""


def test_f1_says_of_a_list_whose_rows_a_digit_answers_that_enter_does_not_take_them():
    """At a roll call Enter counts the vote; the help said that it takes the row."""
    for kind in (ByName, OwnersRoll):
        assert not any("takes the row" in told for told in kind.TOLD_KEYS)
