"""Times of day as people write them, and days as they read them."""

from datetime import date, datetime, time

import pytest

from tui.finding.times import understand_time
from tui.language import set_language
from tui.words.days import day_text, days_apart, moment_text, span_text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("19:30", time(19, 30)), ("１９：３０", time(19, 30)), ("1930", time(19, 30)),
        ("930", time(9, 30)), ("7点半", time(7, 30)), ("晚上7点半", time(19, 30)),
        ("下午 3点05分", time(15, 5)), ("上午9点", time(9, 0)), ("中午12点", time(12, 0)),
        ("19.30", time(19, 30)), ("7:30pm", time(19, 30)), ("19", time(19, 0)),
        ("晚上12点", time(12, 0)), ("0:00", time(0, 0)),
    ],
)  # fmt: skip
def test_times_of_day_are_understood(text: str, meant: time):
    assert understand_time(text) == meant


@pytest.mark.parametrize("text", ["", "开饭时", "25:00", "19:75", "19303", "-1", "七点"])
def test_other_words_are_no_time(text: str):
    assert understand_time(text) is None


def test_days_are_told_from_today():
    today = date(2026, 11, 24)
    told = [days_apart(date(2026, 11, day), today) for day in (22, 23, 24, 25, 27)]
    assert told == ["2天前", "昨天", "今天", "明天", "3天后"]
    assert moment_text(datetime(2026, 11, 24, 9, 5)) == "11月24日 周二 09:05"
    assert day_text(date(2026, 9, 1), year=True) == "2026年9月1日"
    set_language("en")
    assert day_text(date(2026, 9, 1), year=True) == "1 Sep 2026"
    assert days_apart(date(2026, 11, 27), today) == "in 3 days"
    assert moment_text(datetime(2026, 11, 24, 9, 5)) == "Tue 24 Nov 09:05"


def test_spans_are_hours_and_minutes():
    assert [span_text(minutes) for minutes in (0, 48, 60, 80, -3)] == [
        "0分", "48分", "1小时", "1小时20分", "0分",
    ]  # fmt: skip
