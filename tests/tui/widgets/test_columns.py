"""A text on a few lines of so many cells: nothing that can be seen is lost but by `..`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from meetings.clean import is_blank
from tests.data.hostile import HOSTILE
from tests.data.unseen import unseen
from tui.text import cells
from tui.widgets.columns import folded, parts, whole_lines

SIGNS = st.text(st.characters(exclude_categories=()), max_size=80)


@given(SIGNS | st.sampled_from(sorted(HOSTILE.values())), st.integers(2, 60), st.integers(1, 5))
def test_every_line_fits_and_none_is_empty(text: str, width: int, most: int):
    lines = folded(text, width, most)
    assert len(lines) <= most
    assert all(cells(line) <= width for line in lines)
    assert not any(is_blank(line) for line in lines)


@given(SIGNS, st.integers(2, 20))
def test_with_lines_enough_nothing_that_can_be_seen_is_lost(text: str, width: int):
    whole = "".join(folded(text, width, 500))
    assert _seen(whole) == _seen("".join(folded(text, 500, 500)))


@given(unseen)
def test_of_a_text_that_cannot_be_seen_there_is_no_line(text: str):
    assert folded(text, 20, 3) == []


@pytest.mark.parametrize("width", [13, 14, 15, 20])
def test_what_stands_behind_the_last_word_makes_no_line(width: int):
    assert folded("王秀英 支持 一二三四五六七八九 \u200b", width, 3)[-1].endswith("九")


def _seen(text: str) -> str:
    return "".join(char for char in text if not is_blank(char))


def test_a_number_stays_with_its_unit_and_no_line_begins_with_a_comma():
    """On the big screen and in the result read aloud 9票 stood as 9 at the end of one line."""
    said = (
        "应到16人，实到14人，同意8票，反对5票，弃权1票；须超过实到人数的二分之一，即至少8票，通过。"
    )
    for width in range(12, 80):
        lines = whole_lines(said, width).split("\n")
        assert "".join(lines) == said
        assert not [one for one in lines if one[-1].isdecimal() or one[0] in "，；。"]


def test_no_line_begins_with_a_pause_or_ends_with_an_opening_bracket_and_what_fits_stays():
    said = "同意：陈静（1栋）、李梅（2栋）、张伟（45栋）、张伟（47栋）、欧阳建国（3栋）。"
    for width in range(12, 80):
        lines = whole_lines(said, width).split("\n")
        assert "".join(lines) == said
        assert not [one for one in lines if one[0] in "、）" or one[-1] == "（"]
    assert whole_lines("  indented", 20) == "  indented"


def test_a_line_of_chinese_is_filled_though_a_word_of_letters_stands_in_it():
    said = "打 zm 试试：按拼音首字母就能找到人，再按 Esc 离开"
    assert whole_lines(said, 20).split("\n") == [
        "打 zm 试试：按拼音首", "字母就能找到人，再按", "Esc 离开",
    ]  # fmt: skip
    assert whole_lines("看 jiejiao", 8).split("\n") == ["看 ", "jiejiao"]
    assert whole_lines("2026-11-30周一", 12).split("\n") == ["2026-11-30周", "一"]


def test_a_key_stays_with_what_it_is_called():
    keys = "Enter 导入 · 0 不取此行 · 1 改单元格 · 2 认列名"
    for width in range(16, 60):
        lines = [one.strip() for one in whole_lines(keys, width).split("\n")]
        assert not [one for one in lines if one[-1] in "012·"], lines


def test_a_styled_text_is_broken_by_the_same_rules_and_keeps_its_indent_and_styles():
    said = "　　2.更换47栋1单元门口的井盖（由范志伟负责，2026年11月24日前完成）：办理中，逾期。"
    for width in range(16, 90):
        lines = [one.plain for one in parts(Content.styled(said, "bold"), width)]
        assert "".join(lines) == said and lines[0].startswith("　　")
        assert not [one for one in lines[1:] if one[0] in "，。）"]
        assert not [one for one in lines if one[-1].isdecimal() or one[-1] == "（"]
    assert all(one.spans for one in parts(Content.styled(said, "bold"), 30))
    assert [one.plain for one in parts(Content("一\n\n二 three four"), 6)] == [
        "一", "", "二", "three", "four",
    ]  # fmt: skip
