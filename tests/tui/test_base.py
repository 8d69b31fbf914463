"""Every screen: translated keys, all acts in view at 80 columns, messages that are only text."""

import pytest
from textual.widgets import Static

from tests.data.hostile import ACTS_ON_TERMINALS, HOSTILE
from tests.tui.host import Host, HostScreen
from tui.commands import commands
from tui.language import chinese, set_language
from tui.widgets.field import DraftInput
from tui.widgets.foot import Act, arrange

ACTS = ["1发言", "2排队", "3计时", "4动议", "5表决", "6议定", "7上提", "8签到", "9下一项"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_the_footer_shows_every_act_and_the_way_to_help(size):
    app = Host(Static("x"))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        shown = app.picture().splitlines()[-2:]
        for act in [*ACTS, "0休会/结束", "F1帮助"]:
            assert act in "".join(shown)


async def test_the_footer_in_english_shows_every_act_at_80_columns():
    set_language("en")
    app = Host(Static("x"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = " ".join(app.picture().splitlines()[-3:])
        for entry in (entry for entry in commands("hold") if entry.show):
            assert f"{entry.key_shown} {entry.label}" in shown


async def test_a_disabled_act_is_not_done_and_a_hidden_one_not_shown():
    class Strict(HostScreen):
        def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
            return {"hold_vote": False, "hold_speak": None}.get(action, True)

    app = Host(first=lambda: Strict(Static("x")))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5", "1")
        assert app.host.acts == []
        assert "5表决" not in app.picture()
        assert "1发言" in app.picture()


async def test_the_language_is_switched_while_running():
    app = Host(Static("x"))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "开会" in app.picture() and "1发言" in app.picture()
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert "Meeting" in app.picture() and "1 Speak" in app.picture()
        assert "发言" not in app.picture()
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert "1发言" in app.picture()


async def test_full_width_digits_are_acts_too():
    app = Host(Static("x"))
    async with app.run_test() as pilot:
        await pilot.press("１", "５")
        assert app.host.acts == ["speak", "vote"]


async def test_a_click_on_the_footer_does_what_its_key_does():
    app = Host(Static("x"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        line = app.picture().splitlines()[-2]
        assert "5表决" in line
        place = len(line[: line.index("5表决")].encode("gbk"))
        await pilot.click(offset=(place + 2, 22))
        await pilot.pause()
        assert app.host.acts == ["vote"]


async def test_help_lists_every_key_of_the_screen_and_of_every_screen():
    app = Host(Static("x"))
    async with app.run_test(size=(120, 80)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        shown = app.picture()
        for entry in [*commands("hold"), *commands("app")]:
            assert entry.key_shown in shown and chinese(entry.help) in shown
        await pilot.press("escape")
        assert app.screen is app.host


@pytest.mark.parametrize("typed", ["表决", "bj", "biaojue", "vote", "Vo"])
async def test_the_palette_finds_a_command_in_chinese_by_pinyin_and_in_english(typed: str):
    app = Host(Static("x"))
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        app.screen.query_one(DraftInput).put(typed)
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.host.acts == ["vote"]


async def test_the_palette_offers_no_command_that_cannot_be_done_now():
    class Strict(HostScreen):
        def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
            return None if action == "hold_vote" else True

    app = Host(first=lambda: Strict(Static("x")))
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        app.screen.query_one(DraftInput).put("表决")
        await pilot.pause()
        assert "5表决" not in app.picture().splitlines()[3]
        await pilot.press("escape")


async def test_titles_states_and_messages_show_hostile_text_as_text():
    app = Host(Static("x"))
    async with app.run_test(size=(80, 24)) as pilot:
        for name, text in HOSTILE.items():
            app.host.head.place = text
            app.host.head.state = text
            app.host.head.trouble = text[:20]
            app.host.say(text)
            app.host.warn(text)
            app.host.warn(ValueError(text))
            await pilot.pause()
            assert not ACTS_ON_TERMINALS - {"\n"} & set(app.picture()), name


async def test_the_top_line_says_when_text_was_saved_or_what_is_wrong():
    app = Host(DraftInput(draft="a.b"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x")
        await pilot.pause()
        assert "已存 19:42" in app.picture().splitlines()[0]
        app.host.head.trouble = "磁盘满了"
        await pilot.pause()
        assert "磁盘满了" in app.picture().splitlines()[0]


async def test_a_small_window_is_said_and_the_program_keeps_running():
    app = Host(Static("x"))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        assert "窗口小于" in app.picture()
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        await pilot.press("1")
        assert app.host.acts == ["speak"]


def test_entries_that_work_everywhere_give_way_before_the_acts():
    from textual.binding import Binding

    own = [Act(Binding(str(n), f"a{n}", "动作"), True, False) for n in range(8)]
    shared = [Act(Binding(f"f{n}", f"b{n}", "全局"), True, True) for n in range(9)]
    lines = arrange(own + shared, 30, most_lines=2)
    assert len(lines) == 2
    kept = [act for line in lines for act in line]
    assert [act for act in kept if not act.everywhere] == own
    assert shared[0] in kept


def test_the_ways_to_the_other_screens_keep_a_line_where_the_acts_fill_two():
    from textual.binding import Binding

    own = [Act(Binding(str(n), f"a{n}", "动作"), True, False) for n in range(8)]
    shared = [Act(Binding(f"f{n}", f"b{n}", "去"), True, True) for n in range(1, 8)]
    assert [len(line) for line in arrange(own + shared, 40)] == [6, 2, 7]
    assert [len(line) for line in arrange(own[:6] + shared, 40)] == [6, 7]
    assert [len(line) for line in arrange(own[:7] + shared[:5], 40)] == [6, 6]
    assert len(arrange(own + shared, 40, most_lines=2)) == 2


def test_what_is_added_in_brackets_is_written_as_the_language_has_it():
    from tui.language import bracketed, headed, listed, set_language

    assert "逾期" + bracketed("6天前") == "逾期（6天前）"
    assert (listed(["甲", "乙"]), headed("甲", "乙"), bracketed("")) == ("甲、乙", "甲：乙", "")
    set_language("en")
    try:
        assert "late" + bracketed("6 days ago") == "late (6 days ago)"
        assert (listed(["a", "b"]), headed("a", "b")) == ("a, b", "a: b")
    finally:
        set_language("zh")
