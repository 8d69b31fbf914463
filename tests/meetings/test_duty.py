"""Hours, head-counts and points of volunteers' turns, in whole numbers."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.matters.duty import (
    BadTurn,
    DutyTurn,
    LedgerRule,
    PointGroup,
    check,
    factor,
    hours_text,
    points,
    sums,
    table,
)
from tests.data.hall import START

MINUTES = st.integers(1, 24 * 60)


def turn(name: str, minutes: int, heads: int = 1) -> DutyTurn:
    end = START + timedelta(minutes=minutes)
    return DutyTurn("d", "b", "t", name, START, end, heads)


TURNS = st.lists(
    st.builds(turn, st.sampled_from(["张桂兰", "陈建华", "志愿队"]), MINUTES, st.integers(1, 20)),
    max_size=12,
)
RULE = LedgerRule("r", "b", per_hour=10, groups=(PointGroup("低龄老人", 200, ("张桂兰",)),))


@given(TURNS, TURNS)
def test_sums_add_up_whatever_the_turns(some, others):
    one, two, both = sums(some), sums(others), sums([*some, *others])
    assert both.turns == one.turns + two.turns
    assert both.heads == one.heads + two.heads
    assert both.person_minutes == one.person_minutes + two.person_minutes


@given(TURNS)
def test_the_table_loses_no_minute_and_no_turn(turns):
    lines = table(turns, RULE)
    assert sum(line.person_minutes for line in lines) == sums(turns).person_minutes
    assert sum(line.turns for line in lines) == len(turns)
    assert [line.points for line in lines] == sorted((x.points for x in lines), reverse=True)


@given(TURNS)
def test_named_groups_get_double_and_nobody_else_does(turns):
    for line in table(turns, RULE):
        plain = points(line.person_minutes, RULE.per_hour, 100)
        double = line.name == "张桂兰"
        assert line.percent == (200 if double else 100)
        assert line.points in ((2 * plain, 2 * plain + 1) if double else (plain,))


@given(st.integers(0, 100_000), st.integers(0, 1000), st.integers(0, 1000))
def test_points_are_rounded_down_once_and_never_fall_with_more_duty(minutes, per_hour, percent):
    exact = minutes * per_hour * percent
    earned = points(minutes, per_hour, percent)
    assert earned * 6000 <= exact < (earned + 1) * 6000
    assert points(minutes + 1, per_hour, percent) >= earned


def test_of_several_groups_the_one_that_counts_most_holds():
    groups = (PointGroup("甲", 150, ("张",)), PointGroup("乙", 300, ("张",)))
    assert factor(LedgerRule("r", "b", per_hour=10, groups=groups), "张") == (300, "乙")
    assert factor(None, "张") == (100, "")


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "0"), (5, "0"), (6, "0.1"), (60, "1"), (90, "1.5"), (119, "1.9")]
)
def test_hours_are_said_with_one_decimal_rounded_down(minutes, said):
    assert hours_text(minutes) == said


@pytest.mark.parametrize(
    ("bad", "why"),
    [(turn(" ", 60), "name"), (turn("张", 0), "order"), (turn("张", 60, 0), "heads"),
     (turn("张", 24 * 60 + 1), "long")],
)  # fmt: skip
def test_a_turn_without_name_time_or_head_is_refused(bad, why):
    with pytest.raises(BadTurn) as told:
        check(bad)
    assert told.value.facts["why"] == why


def test_a_watch_of_a_group_counts_its_heads():
    known = sums([turn("消防通道志愿队", 90, 4), turn("张桂兰", 120)])
    assert (known.turns, known.heads, known.hours) == (2, 5, "8")


@pytest.mark.parametrize(
    ("rule", "earned"),
    [(None, 0), (LedgerRule("r", "b"), 0), (LedgerRule("r", "b", per_hour=7), 7)],
)
def test_an_hour_is_worth_what_the_rule_says_and_nothing_where_it_says_nothing(rule, earned):
    assert [line.points for line in table([turn("张", 60)], rule)] == [earned]
