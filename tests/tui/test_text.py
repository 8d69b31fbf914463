"""A person's text reaches a widget as text: no markup, no escape, measured in cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.data.hostile import ACTS_ON_TERMINALS, HOSTILE
from tui.text import cells, cut, half_width, mixed, one_line, pad, plain, rich_text, shown

every_hostile_text = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())


@every_hostile_text
def test_nothing_that_acts_on_a_terminal_is_left(text: str):
    for made in (
        plain(text).plain,
        rich_text(text).plain,
        cut(text, 40),
        mixed("$t", t=text).plain,
    ):
        assert not ACTS_ON_TERMINALS & set(made)
        made.encode("utf-8")


@every_hostile_text
def test_text_that_looks_like_markup_stays_as_it_was_written(text: str):
    assert plain(text).plain == shown(text)
    assert not plain(text).spans
    assert mixed("[b]$t[/]!", t=text).plain == shown(text) + "!"


@every_hostile_text
@pytest.mark.parametrize("width", [0, 1, 2, 3, 7, 20])
def test_a_padded_text_fills_its_column_exactly(text: str, width: int):
    assert cells(pad(text, width)) == width
    assert cells(pad(text, width, right=True)) == width
    assert cells(cut(text, width)) <= width
    assert "\n" not in pad(text, width)


@given(st.text(), st.integers(0, 30))
def test_no_text_breaks_a_column(text: str, width: int):
    assert cells(pad(text, width)) == width


def test_a_cut_text_says_that_it_was_cut():
    assert cut("消防通道停车", 12) == "消防通道停车"
    assert cut("消防通道停车", 11) == "消防通道.."
    assert cut("消防通道停车", 10) == "消防通道.."
    assert cut("ab\ncd", 9) == "ab cd"


def test_a_number_in_full_width_is_understood():
    assert half_width("１２．５－３") == "12.5-3"


def test_one_line_has_no_line_end():
    assert one_line("甲\r\n乙\t丙\u2028丁") == "甲 乙 丙 丁"
