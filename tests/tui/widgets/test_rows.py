"""The list: keys move, pages load by key, user text stays text, a million rows stay quick."""

import pytest

from tests.data.hostile import ACTS_ON_TERMINALS, HOSTILE
from tests.tui.host import Host
from tui.language import N_
from tui.text import cells, shown
from tui.widgets.columns import ENOUGH, Column, Row, widths
from tui.widgets.rows import Rows


def listing(**options) -> Rows:
    return Rows(
        Column(N_("Issues")), Column(N_("Time"), 8, right=True),
        empty=N_("No match; try fewer letters."), **options,
    )  # fmt: skip


def numbered(first: int, last: int) -> list[Row]:
    return [Row(f"k{n}", (f"议题{n}", f"{n}分")) for n in range(first, last)]


async def test_the_keys_move_the_cursor_and_enter_chooses():
    rows = listing()
    app = Host(rows)
    async with app.run_test(size=(80, 24)) as pilot:
        rows.fill(numbered(0, 100))
        rows.focus()
        for keys, expected in (
            (("down", "down"), "k2"), (("up",), "k1"), (("end",), "k99"), (("home",), "k0"),
            (("pagedown",), "k20"), (("pageup",), "k0"), (("j", "J", "k"), "k1"),
        ):  # fmt: skip
            await pilot.press(*keys)
            assert rows.key == expected, keys
        await pilot.press("enter")
        await pilot.pause()
        assert app.host.messages[-1] == Rows.Chosen(rows, "k1")


async def test_the_cursor_row_is_always_in_view_and_marked_without_colour():
    rows = listing()
    app = Host(rows)
    async with app.run_test(size=(80, 24)) as pilot:
        rows.fill(numbered(0, 100))
        rows.focus()
        for key in ("end", "home", "pagedown", "pagedown", "up"):
            await pilot.press(key)
            await pilot.pause()
            (line,) = [line for line in app.picture().splitlines() if line.startswith(">")]
            assert f"议题{rows.cursor} " in line


async def test_space_marks_and_goes_on_and_marks_outlive_a_reload():
    rows = listing(marks=True)
    app = Host(rows)
    async with app.run_test() as pilot:
        rows.fill(numbered(0, 5))
        rows.focus()
        await pilot.press("space", "down", "space", "ideographic_space")
        assert list(rows.marked) == ["k0", "k2", "k3"]
        rows.fill(numbered(2, 5))
        assert list(rows.marked) == ["k2", "k3"]
        assert rows.key == "k4"


async def test_the_next_page_is_asked_for_once_by_the_last_key():
    rows = listing()
    app = Host(rows)
    async with app.run_test(size=(80, 24)) as pilot:
        rows.fill(numbered(0, 50), more=True)
        rows.focus()
        await pilot.press("end", "up", "down")
        await pilot.pause()
        wanted = [m for m in app.host.messages if isinstance(m, Rows.NeedMore)]
        assert [m.after_key for m in wanted] == ["k49"]
        rows.add(numbered(50, 60), more=False)
        await pilot.press("end", "end")
        assert rows.key == "k59"
        assert len([m for m in app.host.messages if isinstance(m, Rows.NeedMore)]) == 1


async def test_a_short_first_page_asks_for_the_next_by_itself():
    rows = listing()
    app = Host(rows)
    async with app.run_test(size=(80, 40)) as pilot:
        rows.fill(numbered(0, 5), more=True)
        await pilot.pause()
        assert Rows.NeedMore(rows, "k4") in app.host.messages


async def test_a_row_is_changed_and_dropped_by_its_key():
    rows = listing()
    app = Host(rows)
    async with app.run_test(size=(80, 24)) as pilot:
        rows.fill(numbered(0, 4))
        rows.go("k2")
        rows.change(Row("k1", ("改过", ("逾期", "bad"))))
        await pilot.pause()
        assert "改过" in app.picture() and "逾期" in app.picture()
        rows.drop("k0")
        assert rows.key == "k2"
        rows.drop("k2")
        assert rows.key == "k3"
        rows.change(Row("gone", ("x", "y")))
        assert not rows.go("gone")


async def test_an_empty_list_says_what_to_do_first_and_takes_every_key():
    rows = listing(marks=True)
    app = Host(rows)
    async with app.run_test() as pilot:
        rows.focus()
        await pilot.press("enter", "space", "down", "end", "home", "pageup")
        assert "没有符合的" in app.picture()
        assert rows.key is None


@pytest.mark.parametrize("width", [40, 80])
async def test_hostile_text_stays_text_and_keeps_the_columns(width: int):
    rows = listing()
    app = Host(rows)
    async with app.run_test(size=(width, 24)) as pilot:
        for name, text in HOSTILE.items():
            rows.fill([Row("a", (text, (text, "bad"))), Row("b", ("好", "1分"))])
            await pilot.pause()
            lines = app.picture().splitlines()
            assert not ACTS_ON_TERMINALS & set("".join(lines)), name
            assert all(cells(line) == width for line in lines)
            if 0 < cells(shown(text)) < 20 and "\n" not in shown(text) and "\t" not in text:
                assert shown(text).strip() in lines[2]


async def test_a_list_of_a_hundred_thousand_rows_draws_only_what_is_seen():
    rows = listing()
    app = Host(rows)
    async with app.run_test(size=(80, 24)) as pilot:
        rows.fill(numbered(0, 100_000))
        rows.focus()
        drawn: list[int] = []
        original = rows._row_strip

        def counting(row, under_cursor, width):
            drawn.append(1)
            return original(row, under_cursor, width)

        rows._row_strip = counting  # type: ignore[method-assign]
        await pilot.press("end")
        await pilot.pause()
        assert rows.key == "k99999"
        assert len(drawn) < 200


async def test_the_titles_follow_the_language():
    rows = listing()
    app = Host(rows)
    async with app.run_test() as pilot:
        assert "议题" in app.picture()
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert "Issues" in app.picture()


async def test_a_click_moves_and_a_click_on_the_cursor_chooses():
    rows = listing()
    app = Host(rows)
    async with app.run_test(size=(80, 24)) as pilot:
        rows.fill(numbered(0, 10))
        await pilot.click(Rows, offset=(5, 4))
        assert rows.key == "k3"
        await pilot.click(Rows, offset=(5, 4))
        await pilot.pause()
        assert Rows.Chosen(rows, "k3") in app.host.messages


def test_a_column_grows_only_out_of_what_the_open_ones_do_not_need():
    columns = (Column("No.", 4), Column("Issue"), Column("Place", 9, most=20))
    for width in range(20, 200):
        number, title, place = widths(columns, width)
        assert number == 4 and 9 <= place <= 20
        assert place == 9 or title >= ENOUGH
        assert place == 20 or title <= ENOUGH


async def test_a_row_without_a_key_is_under_the_cursor_only_once_somebody_went_there():
    rows = listing()
    app = Host(rows)
    async with app.run_test(size=(80, 24)) as pilot:
        rows.fill([*numbered(0, 3), Row("", ("都不是", ""))])
        await pilot.pause()
        assert rows.key == "k0"
        assert rows.go("")
        rows.fill([*numbered(0, 5), Row("", ("都不是", ""))])
        assert rows.key == ""
