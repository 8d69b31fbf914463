"""Dates, numbers and cleaned text as a Chinese document writes them."""

from datetime import date, datetime

import pytest

from exports.text import (
    beside,
    cells,
    clock_text,
    day_text,
    heading_number,
    moment_text,
    numeral,
    one_line,
    paragraphs,
    sentence,
)


def test_a_date_is_not_padded() -> None:
    assert day_text(date(2026, 9, 1)) == "2026年9月1日"


def test_a_time_pads_minutes_only() -> None:
    assert clock_text(datetime(2026, 9, 1, 9, 5)) == "9:05"
    assert moment_text(datetime(2016, 8, 4, 14, 30)) == "2016年8月4日14:30"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (45, "四十五"), (100, "一百"),
        (105, "一百零五"), (110, "一百一十"), (999, "九百九十九"), (1000, "1000"), (0, "0"),
    ],
)  # fmt: skip
def test_numerals_read_as_they_are_spoken(number: int, words: str) -> None:
    assert numeral(number) == words


def test_the_four_levels_number_as_the_standard_says() -> None:
    assert [heading_number(level, 2) for level in (1, 2, 3, 4)] == ["二、", "（二）", "2.", "（2）"]


def test_paragraphs_are_lines_that_say_something() -> None:
    assert paragraphs("甲\r\n\n 乙\x0b丙\t丁 ") == ["甲", "乙", "丙 丁"]


def test_one_line_has_no_line_ends() -> None:
    assert one_line(" 甲\n乙\x00\ud800 ") == "甲 乙\ufffd\ufffd"


def test_a_sentence_ends_once() -> None:
    assert [sentence(text) for text in ("好", "好。", "好？", "")] == ["好。", "好。", "好？", ""]


def test_narrow_characters_are_half_as_wide() -> None:
    assert cells("2026年11月23日") == 7


def test_what_is_said_beside_a_name_goes_into_the_brackets_it_has() -> None:
    assert beside("张伟（45栋）", "14:50") == "张伟（45栋，14:50）"
    assert beside("张伟", "14:50") == "张伟（14:50）"
