"""Items that come again by themselves, and titles of a pattern."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.sitting.meeting_states import MeetingKind
from meetings.sitting.recurring import (
    BadPattern,
    Every,
    MeetingTemplate,
    RecurringItem,
    due,
    ends_of,
    title_of,
)
from tests.data.hall import START

REGULAR = MeetingKind.REGULAR
DAYS = st.lists(st.dates(date(2024, 1, 1), date(2028, 12, 31)), max_size=40)


def item(every: Every, **more) -> RecurringItem:
    return RecurringItem("r", "b", "安全提醒", every, **more)


@given(DAYS)
def test_a_monthly_item_comes_once_in_every_month_that_has_a_meeting(days):
    held: list[date] = []
    for day in sorted(days):
        if due(item(Every.MONTH), day, REGULAR, held):
            held.append(day)
    months = [(day.year, day.month) for day in held]
    assert len(months) == len(set(months))
    assert set(months) == {(day.year, day.month) for day in days}


@given(DAYS, st.integers(1, 12))
def test_a_yearly_item_comes_once_a_year_from_its_month_on(days, month):
    held: list[date] = []
    for day in sorted(days):
        if due(item(Every.YEAR, month=month), day, REGULAR, held):
            held.append(day)
    assert [day.year for day in held] == sorted({d.year for d in days if d.month >= month})
    assert all(day.month >= month for day in held)


@given(DAYS, st.dates())
def test_what_comes_every_meeting_always_comes_unless_it_is_stopped(held, day):
    assert due(item(Every.MEETING), day, REGULAR, held)
    assert not due(item(Every.MEETING, stopped=True), day, REGULAR, held)


def test_an_item_of_one_kind_of_meeting_stays_off_the_others():
    joint = item(Every.MEETING, kind=MeetingKind.JOINT)
    assert due(joint, START.date(), MeetingKind.JOINT, [])
    assert not due(joint, START.date(), REGULAR, [])


def test_a_title_pattern_names_body_year_number_and_kind():
    template = MeetingTemplate("t", "b", REGULAR, title="{机构}{年}年第{次}次{类别}")
    at = datetime(2026, 11, 24, 19, 30, tzinfo=START.tzinfo)
    assert title_of(template, "Y社区议事会", at, 3, "例会") == "Y社区议事会2026年第3次例会"
    assert title_of(MeetingTemplate("t", "b", REGULAR), "Y", at, 3, "例会") == ""


@pytest.mark.parametrize("pattern", ["{谁}", "{", "{0}", "{机构.x}", "{次:q}"])
def test_a_pattern_that_names_something_else_is_refused(pattern):
    template = MeetingTemplate("t", "b", REGULAR, title=pattern)
    with pytest.raises(BadPattern):
        title_of(template, "Y", START, 1, "例会")


def test_a_length_gives_the_planned_end():
    template = MeetingTemplate("t", "b", REGULAR, length=90)
    assert ends_of(template, START) == START + timedelta(minutes=90)
    assert ends_of(MeetingTemplate("t", "b", REGULAR), START) is None
