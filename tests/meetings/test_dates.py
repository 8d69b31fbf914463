"""Dates are understood as people write them, and what is no date is refused with its words."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.dates import nearest, number, read_day, reads_as_day, understand
from meetings.day_range import DateNotUnderstood

TUESDAY = date(2026, 11, 24)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2026-12-01", date(2026, 12, 1)), ("2026/1/5", date(2026, 1, 5)),
        ("2027年3月2日", date(2027, 3, 2)), ("20261201", date(2026, 12, 1)),
        ("2026.12.1", date(2026, 12, 1)), ("12-1", date(2026, 12, 1)),
        ("12月1日", date(2026, 12, 1)), ("12/1", date(2026, 12, 1)),
        ("１２－１", date(2026, 12, 1)),
        ("十二月一日", date(2026, 12, 1)), ("12月1号", date(2026, 12, 1)),
        ("1-5", date(2027, 1, 5)), ("11-24", TUESDAY), ("11-23", date(2027, 11, 23)),
        ("明年3月1日", date(2027, 3, 1)), ("今年3月1日", date(2026, 3, 1)),
        ("3天", date(2026, 11, 27)), ("三天", date(2026, 11, 27)), ("3天后", date(2026, 11, 27)),
        ("十五天", date(2026, 12, 9)), ("30日", date(2026, 11, 30)), ("15日", date(2026, 12, 15)),
        ("下月5日", date(2026, 12, 5)), ("一周", date(2026, 12, 1)), ("两周", date(2026, 12, 8)),
        ("2个星期", date(2026, 12, 8)), ("下周五", date(2026, 12, 4)),
        ("本周五", date(2026, 11, 27)),
        ("周五", date(2026, 11, 27)), ("周一", date(2026, 11, 30)), ("本周一", date(2026, 11, 23)),
        ("周二", TUESDAY), ("星期天", date(2026, 11, 29)), ("下下周一", date(2026, 12, 7)),
        ("周末", date(2026, 11, 29)), ("月底", date(2026, 11, 30)), ("下月底", date(2026, 12, 31)),
        ("年底", date(2026, 12, 31)), ("今天", TUESDAY), ("明天", date(2026, 11, 25)),
        ("后天", date(2026, 11, 26)), ("半个月", date(2026, 12, 9)), ("一个月", date(2026, 12, 24)),
        (" 3 天 ", date(2026, 11, 27)), ("2-29", date(2028, 2, 29)),
    ],
)  # fmt: skip
def test_what_people_write_is_understood(words: str, expected: date):
    assert understand(words, TUESDAY) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("11-20", date(2026, 11, 20)), ("12-5", date(2026, 12, 5)), ("20日", date(2026, 11, 20)),
        ("3天前", date(2026, 11, 21)), ("3天后", date(2026, 11, 27)), ("11-24", TUESDAY),
        ("2027-11-20", date(2027, 11, 20)),
    ],
)  # fmt: skip
def test_a_day_that_may_have_been_or_be_to_come_is_the_nearer_one(words, expected):
    assert nearest(words, TUESDAY) == expected
    with pytest.raises(DateNotUnderstood):
        nearest("哪天", TUESDAY)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("20日", date(2026, 11, 20)), ("24日", TUESDAY), ("25日", date(2026, 10, 25)),
        ("31日", date(2026, 10, 31)), ("11-20", date(2026, 11, 20)), ("11-25", date(2025, 11, 25)),
        ("12月1日", date(2025, 12, 1)), ("周五", date(2026, 11, 20)), ("周二", TUESDAY),
        ("上周五", date(2026, 11, 20)), ("上上周五", date(2026, 11, 13)),
        ("本周五", date(2026, 11, 27)), ("昨天", date(2026, 11, 23)),
        ("大前天", date(2026, 11, 21)),
        ("3天前", date(2026, 11, 21)), ("两周前", date(2026, 11, 10)),
        ("一个月之前", date(2026, 10, 24)), ("上月5日", date(2026, 10, 5)),
        ("去年12月1日", date(2025, 12, 1)), ("月底", date(2026, 10, 31)),
        ("上月底", date(2026, 10, 31)), ("年底", date(2025, 12, 31)), ("2-29", date(2024, 2, 29)),
        ("2026-11-20", date(2026, 11, 20)), ("last friday", date(2026, 11, 20)),
        ("3 days ago", date(2026, 11, 21)),
    ],
)  # fmt: skip
def test_what_has_happened_was_on_the_last_such_day_and_not_the_next(words: str, expected: date):
    assert understand(words, TUESDAY, past=True) == expected


def test_a_deadline_is_never_so_many_days_ago():
    with pytest.raises(DateNotUnderstood):
        understand("3天前", TUESDAY)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "words"), ("   ", "words"), ("胡话", "words"), ("12", "words"), ("a-b", "words"),
        ("13-1", "calendar"), ("2-30", "calendar"), ("2026-02-29", "calendar"),
        ("0日", "calendar"), ("9999年", "calendar"), ("12-1-1", "words"), ("天", "words"),
        ("3天\ufffd", "words"), ("十十日", "calendar"), ("²天", "words"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_its_words(words: str, why: str):
    with pytest.raises(DateNotUnderstood) as refused:
        understand(words, TUESDAY)
    assert (refused.value.text, refused.value.why) == (words, why)


def test_a_month_later_than_the_31st_is_the_last_day_of_a_shorter_month():
    assert understand("一个月", date(2026, 1, 31)) == date(2026, 2, 28)
    assert understand("一年", date(2028, 2, 29)) == date(2029, 2, 28)
    assert understand("31日", date(2026, 2, 1)) == date(2026, 3, 31)


def test_chinese_numerals_count_to_ninety_nine():
    assert [number(word) for word in ("一", "两", "十", "十二", "二十", "二十一", "九十九")] == [
        1, 2, 10, 12, 20, 21, 99,
    ]  # fmt: skip


@given(DAYS, DAYS)
def test_a_written_date_is_read_back_whatever_today_is(day: date, today: date):
    for words in (day.isoformat(), f"{day:%Y/%m/%d}", f"{day.year}年{day.month}月{day.day}日"):
        assert understand(words, today) == day


@given(DAYS, DAYS)
def test_a_month_and_day_is_the_next_such_day_and_never_past(day: date, today: date):
    found = understand(f"{day.month}-{day.day}", today)
    assert (found.month, found.day) == (day.month, day.day)
    assert found >= today
    assert found - today <= timedelta(days=366 * 8)


@given(DAYS, st.integers(0, 6))
def test_a_weekday_is_within_the_coming_seven_days_and_the_next_week_s_after_monday(today, weekday):
    name = "一二三四五六日"[weekday]
    bare, following = understand(f"周{name}", today), understand(f"下周{name}", today)
    assert bare.weekday() == following.weekday() == weekday
    assert 0 <= (bare - today).days <= 6
    assert 1 <= (following - today).days <= 13


@given(DAYS, st.integers(0, 999))
def test_days_are_counted_from_today(today: date, days: int):
    assert understand(f"{days}天", today) == today + timedelta(days=days)


@given(st.text(), DAYS)
def test_no_text_breaks_the_reading_of_dates(text: str, today: date):
    with suppress(DateNotUnderstood):
        assert isinstance(understand(text, today), date)


@pytest.mark.parametrize(
    "text", ["1899-12-31", "2201-1-1", "0001-01-01", "9999-12-31", "8000天", "999年", "22010101"]
)
def test_a_day_outside_of_1900_to_2200_is_refused_as_such(text: str):
    today = date(2190, 1, 1)
    with pytest.raises(DateNotUnderstood) as refused:
        understand(text, today)
    assert refused.value.why == "range"
    assert understand("1900-1-1", today) == date(1900, 1, 1)
    assert understand("2200-12-31", today) == date(2200, 12, 31)


@pytest.mark.parametrize("text", ["2026-13-45", "9999-99-99", "2026-2-30", "0000-00-00"])
def test_a_day_that_no_calendar_has_is_refused_as_such(text: str):
    with pytest.raises(DateNotUnderstood) as refused:
        understand(text, date(2026, 1, 1))
    assert refused.value.why == "calendar"


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("2026/9/30 0:00", ""), ("2026-09-30 00:00:00", ""), ("2026-09-30T00:00:00", ""),
        ("2026.9.30", ""), ("20260930", ""), ("2026年9月30日（星期三）", ""),
        ("二〇二六年九月三十日", ""), ("9月30日", ""), ("30/9/2026", ""),
        ("2026年9月30日前", "2026年9月30日前"), ("2026年9月30日左右", "2026年9月30日左右"),
        ("2026年9月30日下午3点", ""), ("２０２６年９月３０日", ""),
    ],
)  # fmt: skip
def test_the_day_of_a_file_is_read_and_words_that_say_more_are_kept(words: str, rest: str):
    read = read_day(words, year=2026)
    assert (read.day, read.until, read.words) == (date(2026, 9, 30), date(2026, 9, 30), rest)


@pytest.mark.parametrize("words", ["2026年9月", "2026.9", "9月底前", "2026年9月底", "9月份"])
def test_a_month_has_a_last_day_and_no_day(words: str):
    read = read_day(words, year=2026)
    assert (read.day, read.until, read.words) == (None, date(2026, 9, 30), words)


@pytest.mark.parametrize("words", ["长期坚持", "尽快", "立即", "待定", "/", "——", "无", "每月5日"])
def test_words_that_name_no_day_stay_words(words: str):
    read = read_day(words, year=2026)
    assert (read.day, read.until, read.words) == (None, None, words)


@pytest.mark.parametrize(
    ("words", "why"),
    [("9月30日", "year"), ("今年底", "year"), ("3/9/2026", "order"), ("国庆前", "feast"),
     ("2026-13-45", "calendar"), ("9999-12-31", "range"), ("1899-12-30", "range"),
     ("13月5日", "calendar"), ("2200-12-31", ""), ("2201-1-1", "range")],
)  # fmt: skip
def test_what_has_to_be_asked_is_not_guessed(words: str, why: str):
    if not why:
        assert read_day(words).day == date(2200, 12, 31)
        return
    with pytest.raises(DateNotUnderstood) as refused:
        read_day(words)
    assert refused.value.why == why


def test_the_order_of_day_and_month_is_that_of_the_column():
    assert read_day("3/9/2026", day_first=True).day == date(2026, 9, 3)
    assert read_day("3/9/2026", day_first=False).day == date(2026, 3, 9)


@pytest.mark.parametrize(
    "words", ["2026年12月25日前", "2026/12/25 0:00", "二〇二六年十二月二十五日"]
)
def test_the_fields_of_dates_understand_them_as_well(words: str):
    assert understand(words, TUESDAY) == date(2026, 12, 25)


@given(st.text(), st.integers(1900, 2200) | st.none())
def test_no_text_breaks_the_reading_of_written_days(text: str, year: int | None):
    with suppress(DateNotUnderstood):
        read = read_day(text, year)
        assert read.day is None or read.day == read.until


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("3 days", "2026-12-02"), ("in 2 weeks", "2026-12-13"), ("a month", "2026-12-29"),
        ("next Friday", "2026-12-04"), ("Friday", "2026-12-04"), ("end of month", "2026-11-30"),
        ("5 Dec", "2026-12-05"), ("December 5, 2027", "2027-12-05"), ("1st of Sept", "2027-09-01"),
        ("the day after tomorrow", None), ("octopus 5", None), ("mayday", None),
    ],
)  # fmt: skip
def test_days_are_understood_as_english_writes_them(words: str, day: str | None):
    today = date(2026, 11, 29)
    if day is None:
        with pytest.raises(DateNotUnderstood):
            understand(words, today)
    else:
        assert understand(words, today).isoformat() == day


@pytest.mark.parametrize(
    ("text", "day"),
    [("7天", True), ("两周内", True), ("下周五", True), ("12月1日", True), ("明天", True),
     ("月底", True), ("张桂兰", False), ("物业", False), ("45栋", False), ("周敏", False)],
)  # fmt: skip
def test_what_reads_as_a_day_is_told_from_a_name(text: str, day: bool):
    assert reads_as_day(text) is day
