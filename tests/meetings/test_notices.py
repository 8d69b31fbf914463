"""What is posted hangs for its days, and every objection gets an answer."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.errors import Missing, NotAllowedNow
from meetings.matters.notices import (
    Notice,
    NoticeObjection,
    NoticeState,
    TooLateToObject,
    answer,
    check,
    last_day,
    object_to,
    take_down,
)

DAY = date(2026, 11, 24)
NOTICE = Notice("n", "b", "m", "第3次会议议定事项", DAY, last_day(DAY, 5))


def objection(on: date, text: str = "划线占了无障碍通道") -> NoticeObjection:
    return NoticeObjection("o", "b", "n", "王阿姨", text, on)


def test_five_days_count_the_first_one() -> None:
    assert NOTICE.until == date(2026, 11, 28)


@given(st.integers(-10, 20), st.integers(0, 2))
def test_the_state_follows_from_the_day(offset: int, waiting: int) -> None:
    state = NOTICE.state(DAY + timedelta(days=offset), waiting)
    if offset < 0:
        assert state is NoticeState.TO_COME
    elif offset < 5:
        assert state is NoticeState.POSTED
    else:
        assert state is (NoticeState.TO_ANSWER if waiting else NoticeState.OVER)


def test_an_objection_on_the_last_day_is_heard() -> None:
    assert object_to(NOTICE, objection(NOTICE.until)).waiting


def test_an_objection_after_the_last_day_is_told_the_day() -> None:
    with pytest.raises(TooLateToObject) as told:
        object_to(NOTICE, objection(NOTICE.until + timedelta(days=1)))
    assert told.value.facts["last"] == NOTICE.until


def test_an_objection_says_something() -> None:
    with pytest.raises(Missing):
        object_to(NOTICE, objection(DAY, "  "))


def test_an_answered_objection_no_longer_waits() -> None:
    told = answer(objection(DAY), "改在西侧划线", DAY)
    assert not told.waiting and told.answer == "改在西侧划线"


def test_it_comes_down_early_only_with_a_reason() -> None:
    with pytest.raises(Missing):
        take_down(NOTICE, DAY, "")
    assert take_down(NOTICE, DAY, "写错日期").reason == "写错日期"
    down = take_down(NOTICE, NOTICE.until + timedelta(days=1), "")
    assert down.state(DAY, 0) is NoticeState.TAKEN_DOWN
    with pytest.raises(NotAllowedNow):
        take_down(down, DAY, "again")


def test_it_does_not_end_before_it_begins() -> None:
    with pytest.raises(Missing):
        check(Notice("n", "b", "m", "x", DAY, DAY - timedelta(days=1)))


@pytest.mark.parametrize(("days", "later"), [(-1, 0), (0, 0), (1, 0), (2, 1), (7, 6)])
def test_the_first_day_of_a_posting_counts(days: int, later: int) -> None:
    assert last_day(DAY, days) == DAY + timedelta(days=later)
