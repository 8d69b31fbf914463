"""Choosing from a list and answering yes or no, by digit, by arrows, by typing."""

from collections.abc import Callable

import pytest
from textual.content import Content

from meetings.procedure.law_questions import Asks, LawQuestion
from tests.data.hostile import ACTS_ON_TERMINALS, SOME_HOSTILE
from tests.tui.host import Host
from tui.base import BaseScreen
from tui.dialogs.holding.read_out import ReadOut
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.reading import Reading, Side
from tui.dialogs.law import law_allows
from tui.widgets.field import DraftInput

BODIES = [
    Option("a", "45、47栋街角议事会", "街角"),
    Option("b", "莲塘社区议事会", "社区"),
    Option("c", "街道推进会", "街道"),
]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("2",), "b"), (("３",), "c"), (("enter",), "a"), (("down", "enter"), "b"),
        (("down", "down", "up", "enter"), "b"), (("l", "t", "enter"), "b"),
        (("j", "d", "enter"), "c"), (("9", "escape"), None), (("x", "x", "enter", "escape"), None),
    ],
)  # fmt: skip
async def test_one_of_a_list_is_chosen_by_digit_arrows_or_initials(keys, expected):
    app = Host()
    async with app.run_test() as pilot:
        app.show_dialog(Choose("哪个机构", BODIES))
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        assert app.answer == expected


async def test_the_present_choice_is_under_the_cursor():
    app = Host()
    async with app.run_test() as pilot:
        app.show_dialog(Choose("哪个机构", BODIES, chosen="c"))
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.answer == "c"


async def test_typing_narrows_and_says_when_nothing_fits():
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(Choose("哪个机构", BODIES))
        await pilot.pause()
        app.screen.query_one(DraftInput).put("莲塘")
        await pilot.pause()
        assert "街道推进会" not in app.picture() and "莲塘社区" in app.picture()
        app.screen.query_one(DraftInput).put("没有的")
        await pilot.pause()
        assert "没有符合的" in app.picture()


@pytest.mark.parametrize(
    ("destructive", "keys", "expected"),
    [
        (False, ("enter",), True), (True, ("enter",), False), (True, ("1",), True),
        (True, ("left", "enter"), True), (False, ("2",), False), (False, ("n",), False),
        (True, ("Y",), True), (True, ("escape",), None), (True, ("１",), True),
    ],
)  # fmt: skip
async def test_enter_is_the_safe_answer_where_something_could_be_lost(
    destructive: bool, keys, expected
):
    app = Host()
    async with app.run_test() as pilot:
        app.show_dialog(Confirm("结束会议？", destructive=destructive))
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        assert app.answer is expected


async def test_hostile_text_in_lists_and_questions_stays_text():
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        for name, text in SOME_HOSTILE.items():
            app.show_dialog(Choose(text, [Option("a", text, text)]))
            await pilot.pause()
            assert not ACTS_ON_TERMINALS & set(app.picture().replace("\n", "")), name
            await pilot.press("escape")
            app.show_dialog(Confirm(text, yes=text[:20], no="不"))
            await pilot.pause()
            assert not ACTS_ON_TERMINALS & set(app.picture().replace("\n", "")), name
            await pilot.press("1")
            await pilot.pause()
            assert app.answer is True


@pytest.mark.parametrize(("keys", "allowed"), [(("enter",), False), (("1",), True)])
async def test_what_a_law_asks_is_not_overridden_by_enter_alone(keys, allowed):
    app = Host()
    given: list[bool] = []
    unknown = LawQuestion(Asks.NOTICE_UNKNOWN, ("《某法》第二十六条", "Some Law, art. 26"), 0, 10)

    async def ask(screen: BaseScreen) -> None:
        given.append(await law_allows(screen, (unknown,), yes="照开", no="先不开"))

    async with app.run_test(size=(80, 24)) as pilot:
        assert isinstance(app.screen, BaseScreen)
        app.run_worker(ask(app.screen))
        await pilot.pause()
        assert "照开" in app.picture()
        await pilot.press(*keys)
        await app.workers.wait_for_complete()
        assert given == [allowed]


async def test_a_result_that_keys_typed_ahead_close_before_it_is_drawn_ends_nothing():
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(shown := ReadOut("划线", "应到16人，实到14人，通过。", result="通过"))
        await pilot.pause()
        await pilot.press("enter")
        shown.once_drawn(shown._tell_of_more)  # as when the key came first
        await pilot.pause()
        assert not shown.children and app.is_running


async def test_a_reading_that_closes_is_not_drawn_any_more(monkeypatch: pytest.MonkeyPatch):
    """While its parts went one by one it broke its lines, which ended the program."""
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(shown := Reading("全程", [Side("", (Content("立案"),))]))
        await pilot.pause()
        later: list[Callable[[], None]] = []
        drawn: list[bool] = []
        monkeypatch.setattr(shown, "call_after_refresh", later.append)
        shown.once_drawn(lambda: drawn.append(True))
        later[0]()
        shown.dismiss(None)
        later[0]()
        assert drawn == [True]
