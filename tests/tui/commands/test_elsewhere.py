"""ctrl+p finds the commands of all screens; one of another screen is led to, and not done."""

from pathlib import Path
from typing import Any

import pytest

from tests.tui.screens.test_bar_keys import program
from tests.tui.working_house import press, write
from tui.commands import SCOPES, all_commands, command, commands
from tui.commands.ways import way_to
from tui.dialogs.palette import Palette
from tui.language import Language, _, set_language

EVERYWHERE = {"app", "list", "form", "reading", "display"}
"""Scopes without a way: what works on every screen, in every list or dialog, or only closes."""


def test_every_command_of_a_screen_has_a_way_to_it():
    assert {one.scope for one in all_commands() if not way_to(one)} == EVERYWHERE
    assert [one.id for one in way_to(command("volunteers.layer"))] == [
        "app.people", "people.activities", "activities.volunteers", "volunteers.layer",
    ]  # fmt: skip


async def picked(app: Any, pilot: Any, typed: str, id: str) -> None:
    """Look for a command by ctrl+p and take it with Enter."""
    await press(pilot, "ctrl+p")
    palette = app.screen
    assert isinstance(palette, Palette)
    await write(pilot, typed)
    keys = palette.rows.keys
    assert id in keys, (id, keys)
    palette.rows.go(id)
    await press(pilot, "enter")


@pytest.mark.parametrize(
    ("scope", "lang"),
    [*((scope, "zh") for scope in SCOPES if scope not in EVERYWHERE), ("sign_in", "en")],
)
async def test_each_command_is_found_from_elsewhere_and_led_to_with_its_key(
    tmp_path: Path, community: Path, scope: str, lang: Language
):
    set_language(lang)
    root = way_to(commands(scope)[0])[0].id
    start = "figures" if root != "app.figures" else "hold"
    async with program(tmp_path, community, start) as (app, pilot):
        version = app.desk.records.version()
        for one in commands(scope):
            await app.go(start)
            await picked(app, pilot, _(one.label), one.id)
            assert app.told[-1].endswith(f"{one.key_shown} {_(one.label)}"), one.id
            modes = [step.scope for step in way_to(one) if step.scope in app.MODES]
            assert app.current_mode == modes[-1] and len(app.screen_stack) == 1
        assert app.desk.records.version() == version


@pytest.mark.parametrize(
    ("start", "typed", "first"),
    [("issues", "投票", "hold.vote"), ("issues", "tp", "hold.vote"),
     ("hold", "导出", "hold.export"), ("figures", "导出", "hold.export"),
     ("follow", "签到", "hold.sign_in"), ("follow", "qd", "hold.sign_in"),
     ("issues", "导出", "hold.export"),
     ("follow", "向导", "app.tour"), ("hold", "jc", "app.tour"), ("people", "新手", "app.tour"),
     ("issues", "xs", "app.tour")],
)  # fmt: skip
async def test_what_people_type_on_the_wrong_screen_is_found(
    tmp_path: Path, community: Path, start: str, typed: str, first: str
):
    async with program(tmp_path, community, start) as (app, pilot):
        await press(pilot, "ctrl+p")
        await write(pilot, typed)
        assert first in app.screen.rows.keys[:8]
        own = [command(key).scope in (start, "app", "list") for key in app.screen.rows.keys]
        assert own == sorted(own, reverse=True), "what is done here stands first"


async def test_an_act_of_the_meeting_leads_to_the_one_under_way(tmp_path: Path, community: Path):
    async with program(tmp_path, community, "meetings") as (app, pilot):
        await press(pilot, "end", "f2")
        await picked(app, pilot, "签到", "hold.sign_in")
        assert app.current_mode == "hold" and app.screen.meeting.state.value == "open"
        assert "8 签到" in app.told[-1]
        await press(pilot, "8")
        assert "临时到会" in app.picture()


@pytest.mark.parametrize("scope", [s for s in SCOPES if s not in EVERYWHERE])
async def test_the_keys_of_a_way_open_the_screen_that_it_names(
    tmp_path: Path, community: Path, scope: str
):
    way = way_to(commands(scope)[0])
    async with program(tmp_path, community, "figures" if scope != "figures" else "hold") as (
        app, pilot,
    ):  # fmt: skip
        for step in way[:-1]:
            await press(pilot, step.keys_now.split(",")[0])
        if scope == "road":
            assert "全程" in app.picture()
        else:
            assert scope == app.screen.SCOPE, app.picture()
