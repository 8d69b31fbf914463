"""Text fields save every change, take a paste whole or say what was cut, and show text as text."""

import pytest
from textual.events import Paste

from meetings.limits import LONGEST
from tests.data.hostile import ACTS_ON_TERMINALS, HOSTILE
from tests.tui.host import Host
from tui.widgets.area import DraftArea
from tui.widgets.field import DraftInput


async def test_every_change_is_saved_under_the_field_s_key():
    app = Host(DraftInput(draft="hold.line"))
    async with app.run_test() as pilot:
        await pilot.press("z", "g", "l", "backspace")
        await pilot.pause()
        assert app.desk.calls == [
            ("hold.line", "z"), ("hold.line", "zg"), ("hold.line", "zgl"), ("hold.line", "zg"),
        ]  # fmt: skip


async def test_every_change_of_several_lines_is_saved():
    app = Host(DraftArea(draft="long"))
    async with app.run_test() as pilot:
        await pilot.press("a", "enter", "b")
        await pilot.pause()
        assert [text for _, text in app.desk.calls] == ["a", "a\n", "a\nb"]


async def test_a_field_without_a_key_saves_nothing():
    app = Host(DraftInput())
    async with app.run_test() as pilot:
        await pilot.press("x")
        await pilot.pause()
        assert app.desk.calls == []


@pytest.mark.parametrize("kind", [DraftInput, DraftArea])
async def test_a_restored_draft_is_not_saved_again_and_the_cursor_is_at_its_end(kind):
    field = kind(draft="k")
    app = Host(field)
    async with app.run_test() as pilot:
        field.restore("写了一半")
        await pilot.pause()
        assert app.desk.calls == []
        await pilot.press("x")
        await pilot.pause()
        assert app.desk.calls == [("k", "写了一半x")]


async def test_a_paste_of_several_lines_is_joined_and_loses_nothing():
    field = DraftInput()
    app = Host(field)
    async with app.run_test() as pilot:
        field.post_message(Paste("第一行\r\n第二行\n第三行"))
        await pilot.pause()
        assert field.value == "第一行 第二行 第三行"


@pytest.mark.parametrize("kind", [DraftInput, DraftArea])
async def test_a_paste_of_a_megabyte_is_cut_and_what_was_cut_is_said(kind):
    field = kind(draft="k")
    app = Host(field)
    async with app.run_test(size=(80, 24)) as pilot:
        field.post_message(Paste("字" * 1_000_000))
        await pilot.pause()
        text = field.value if isinstance(field, DraftInput) else field.text
        assert text == "字" * LONGEST
        (notice,) = app._notifications
        assert "1000000" in notice.message and "980000" in notice.message
        assert app.desk.kept["k"] == text


@pytest.mark.parametrize("kind", [DraftInput, DraftArea])
async def test_a_full_field_takes_no_further_character_and_says_so(kind):
    field = kind(longest=3)
    app = Host(field)
    async with app.run_test() as pilot:
        await pilot.press("a", "b", "c", "d")
        await pilot.pause()
        text = field.value if isinstance(field, DraftInput) else field.text
        assert text == "abc"
        assert len(app._notifications) == 1


async def test_a_paste_replaces_what_is_selected():
    field = DraftInput(longest=4)
    app = Host(field)
    async with app.run_test() as pilot:
        field.restore("旧的字")
        field.select_all()
        field.post_message(Paste("新的四字"))
        await pilot.pause()
        assert field.value == "新的四字"
        assert not app._notifications


async def test_full_width_digits_are_numbers_in_a_number_field():
    field = DraftInput(numeric=True)
    app = Host(field)
    async with app.run_test() as pilot:
        await pilot.press("１", "２")
        field.post_message(Paste("３．５"))
        await pilot.pause()
        assert field.value == "123.5"


async def test_a_digit_in_the_empty_line_is_an_act_and_later_a_digit_is_text():
    field = DraftInput(acts=True)
    app = Host(field)
    async with app.run_test() as pilot:
        await pilot.press("1")
        await pilot.press("５")
        assert app.host.acts == ["speak", "vote"]
        assert field.value == ""
        await pilot.press("z", "1")
        assert field.value == "z1"
        assert app.host.acts == ["speak", "vote"]


@pytest.mark.parametrize("kind", [DraftInput, DraftArea])
async def test_hostile_text_pasted_or_restored_reaches_no_terminal(kind):
    field = kind(draft="k")
    app = Host(field)
    async with app.run_test(size=(80, 24)) as pilot:
        for name, text in HOSTILE.items():
            field.restore("")
            field.post_message(Paste(text))
            await pilot.pause()
            assert not ACTS_ON_TERMINALS & set(app.picture().replace("\n", "")), name
            field.restore(text)
            await pilot.pause()
            assert not ACTS_ON_TERMINALS & set(app.picture().replace("\n", "")), name
            assert app.is_running
