"""Which daily copies stay: seven days, four weeks, twelve months, whatever the gaps."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storage.copies.keeping import Keep, days_to_keep

LAST = date(2027, 12, 31)
DAYS = st.lists(st.dates(date(2024, 1, 1), date(2027, 12, 31)), max_size=200)
RULES = st.builds(Keep, st.integers(0, 9), st.integers(0, 6), st.integers(0, 14))


@given(DAYS, RULES)
def test_the_newest_stays_and_nothing_else_is_invented(days, rule):
    found = days_to_keep(days, LAST, rule)
    assert found <= set(days)
    assert not days or max(days) in found
    assert len(found) <= max(1, rule.days + rule.weeks + rule.months)


@given(DAYS)
def test_of_every_period_its_newest_stays(days):
    found = days_to_keep(days, LAST)
    newest_first = sorted(set(days), reverse=True)
    assert set(newest_first[:7]) <= found
    for count, name in ((4, "%G-%V"), (12, "%Y-%m")):
        periods: dict[str, date] = {}
        for day in newest_first:
            periods.setdefault(day.strftime(name), day)
        assert set(list(periods.values())[:count]) <= found


@given(DAYS, RULES)
def test_letting_go_day_by_day_ends_where_letting_go_at_once_does(days, rule):
    there: frozenset[date] = frozenset()
    for day in sorted(set(days)):
        there = days_to_keep([*there, day], day, rule)
    assert there == days_to_keep(days, LAST, rule)


@given(DAYS, DAYS, RULES)
def test_copies_of_days_to_come_stay_and_take_no_place(days, more, rule):
    today = date(2026, 3, 1)
    past = [day for day in days if day <= today]
    to_come = {day for day in more if day > today}
    assert days_to_keep([*past, *to_come], today, rule) == days_to_keep(past, today, rule) | to_come


def test_a_year_of_daily_copies_leaves_some_twenty():
    first = date(2025, 6, 1)
    found = days_to_keep((first + timedelta(days=n) for n in range(500)), LAST)
    assert len({(day.year, day.month) for day in found}) == 12
    assert 18 <= len(found) <= 23
