"""Every screen in every size: nothing breaks, keys stay in sight, resizing loses no text."""

from pathlib import Path

import pytest

from meetings.actions import found, hold, prepare
from meetings.community.bodies import Body, Tier
from meetings.community.people import Person, Role
from meetings.procedure.rules import preset
from tests.tui.desk_host import DeskHost, act, keys, opened
from tests.tui.working_house import NOW
from tui.desk import Desk
from tui.language import Language, set_language
from tui.screens.hold.screen import HoldScreen
from tui.screens.issues import IssuesScreen
from tui.settings.settings_file import Settings
from tui.widgets.foot import Foot
from tui.widgets.head import Head

SIZES = ((40, 10), (80, 24), (120, 40), (300, 100))
SCREENS = {
    "f2": "1新议题", "f3": "1筹备会议", "f4": "1发言",
    "f5": "1进展", "f6": "1新人员", "f7": "1今年",
}  # fmt: skip


def seed(desk: Desk) -> Body:
    """A meeting under way with two people."""
    body: Body = act(desk, found.found_body, Tier.COMMUNITY, "社区议事会", preset("corner"))
    for name in ("张桂兰", "李国强"):
        act(
            desk, found.add_person, body.id, Person("", body.id, name, "45栋"), (Role.MEMBER,), True
        )
    meeting = act(desk, prepare.plan_meeting, body.id, "议事会", NOW, "花坛", "李国强", "张桂兰")
    act(desk, prepare.add_item, body.id, meeting.id, "消防通道停车", 15)
    act(desk, hold.open_meeting, body.id, meeting.id)
    return body


async def all_screens(app: DeskHost, pilot) -> None:
    """Each screen is shown with its first key, at the top its name, at the bottom its keys."""
    for key, words in SCREENS.items():
        await keys(app, pilot, key)
        picture = app.picture()
        assert words in picture, f"{key}\n{picture}"
        head, foot = app.screen.query_one(Head).region, app.screen.query_one(Foot).region
        assert head.y == 0 and foot.bottom == app.size.height and foot.y > head.y
        assert all(len(line) <= app.size.width for line in picture.splitlines())


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_screen_shows_its_keys(tmp_path: Path, size: tuple[int, int]):
    async with opened(tmp_path, IssuesScreen, seed, size) as (app, pilot):
        await all_screens(app, pilot)
        assert ("窗口小于 80×24" in app.picture()) == (size == (40, 10))


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_dialogs_of_every_screen_open_and_close(tmp_path: Path, size: tuple[int, int]):
    async with opened(tmp_path, IssuesScreen, seed, size) as (app, pilot):
        for opens in ("f1", "ctrl+p", "ctrl+f", "f8", "f9", "ctrl+g"):
            await keys(app, pilot, opens)
            assert len(app.screen_stack) == 2, opens
            assert app.picture().strip()
            await keys(app, pilot, "escape")
            assert len(app.screen_stack) == 1, opens


async def test_a_half_typed_speech_outlives_every_change_of_size(tmp_path: Path):
    async with opened(tmp_path, HoldScreen, seed) as (app, pilot):
        await keys(app, pilot, "f4", "=zgl ")
        for size in (*SIZES, (1, 1), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.focused is not None
        assert "zgl" in app.picture()


async def test_reduced_motion_turns_every_animation_off(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, seed) as (app, _pilot):
        before: str = app.animation_level
        assert before == "full"
        app.settings.chosen = Settings(reduced_motion=True)
        app.settings.use()
        assert app.animation_level == "none"


async def test_every_empty_screen_says_what_to_do_first(tmp_path: Path):
    first = {
        "f2": ("F6", "2"), "f3": ("F6", "2"), "f4": ("F3", "7"),
        "f5": ("F6", "2"), "f6": ("2",), "f7": (),
    }  # fmt: skip
    async with opened(tmp_path, IssuesScreen, size=(120, 40)) as (app, pilot):
        for key, words in first.items():
            await keys(app, pilot, key)
            middle = "\n".join(app.picture().splitlines()[1:-2])
            assert middle.strip(), f"{key} shows nothing"
            assert all(word in middle for word in words), f"{key}\n{middle}"


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_at_80_columns_every_screen_shows_all_its_acts_and_the_way_to_the_others(
    tmp_path: Path, lang: Language
):
    set_language(lang)
    async with opened(tmp_path, IssuesScreen, seed) as (app, pilot):
        for key in SCREENS:
            await keys(app, pilot, key)
            foot = app.screen.query_one(Foot)
            shown = [act for line in foot._lines for act in line]
            ways = [act.binding.key for act in shown if act.everywhere]
            assert ways[:7] == ["f1", "f2", "f3", "f4", "f5", "f6", "f7"], (lang, key, ways)
            bound = app.screen.active_bindings.values()
            acts = [b.binding for b in bound if b.binding.show and b.node is not app]
            assert {act.binding.action for act in shown} >= {act.action for act in acts}
