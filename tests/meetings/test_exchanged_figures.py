"""What a body tells above of a period: the figures of F7, which add, and nothing of persons."""

import json
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.community.bodies import Tier
from meetings.community.sides import Side as By
from meetings.figures.counting import Base, Figures, Rate, figures
from meetings.figures.exchanged import (
    SENT,
    Elsewhere,
    NotFigures,
    added,
    base_of,
    figures_of,
    key_of,
    letter_fields,
    over,
    period_of,
)
from meetings.figures.facts import Carried as What
from meetings.figures.facts import (
    CarriedFact,
    Deadline,
    Facts,
    IssueFact,
    MeetingFact,
    SpeakerFact,
    TaskFact,
    Turn,
    TurnKind,
    of_bodies,
)
from meetings.figures.periods import Length, Period, whole
from meetings.figures.scope import Scope
from meetings.matters.issues import Source
from meetings.matters.ledger import Reach
from tests.data.often import often

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
TODAY = date(2026, 12, 8)
AT_HOME = {
    "period", "until", "persons", "speakers", "first_time", "loudest", "days_to_settle",
    "by_month", "people", "core", "general", "base",
}  # fmt: skip
"""Looked at and found to count persons, not to add, or to be told in another way."""

days = st.dates(date(2026, 8, 1), date(2026, 12, 5))
bodies = st.sampled_from(["a", "b", "c"])


def turns(*hows: str) -> st.SearchStrategy[list[Turn]]:
    kinds, ends = st.sampled_from(TurnKind), st.sampled_from(hows)
    return st.lists(st.builds(Turn, kinds, days, st.booleans(), ends), max_size=4)


tasks = st.builds(
    lambda body, day, known, more, due: TaskFact(
        body, Tier.CORNER, (Turn(TurnKind.BEGUN, day, known), *more),
        (Deadline(due),) if due else (),
    ),
    bodies, days, st.booleans(), turns("closed", "void", "satisfied"), st.none() | days,
)  # fmt: skip
issues = st.builds(
    lambda body, day, known, more, topic, received: IssueFact(
        body, Tier.CORNER, topic, Source.UNKNOWN,
        (Turn(TurnKind.BEGUN, day, known), *more), received=received,
    ),
    bodies, days, st.booleans(), turns("settled", "merged", "returned"),
    st.sampled_from(["环境卫生", "电梯"]), st.booleans(),
)  # fmt: skip
meetings = st.builds(
    MeetingFact, bodies, st.sampled_from(Tier), days, st.just(9), st.integers(0, 9),
    st.integers(0, 5), kind=st.sampled_from(["regular", "纳凉会"]), inquorate=st.booleans(),
)  # fmt: skip
facts = st.builds(
    Facts, st.lists(meetings, max_size=5).map(tuple), st.lists(issues, max_size=6).map(tuple),
    st.lists(tasks, max_size=8).map(tuple),
    carried=st.lists(
        st.builds(CarriedFact, bodies, st.sampled_from(What), days, st.sampled_from(By)),
        max_size=4,
    ).map(tuple),
)  # fmt: skip


def those_that_leave(known: Figures) -> dict[str, Any]:
    """The fields that are told, the order of what is counted aside, and nothing that is none."""
    return {name: _some(getattr(known, name)) for name in SENT}


def _some(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _some(one) for key, one in value.items() if one}
    return value


def test_every_figure_stays_at_home_until_it_is_named() -> None:
    assert {one.name for one in fields(Figures)} - {*SENT} == AT_HOME


@settings(max_examples=often(12))
@given(facts)
def test_what_is_told_comes_back_as_it_was(known: Facts) -> None:
    counted = figures(known, NOVEMBER, TODAY)
    sent = json.loads(json.dumps(letter_fields(counted), ensure_ascii=False))
    assert those_that_leave(figures_of(sent)) == those_that_leave(counted)


@settings(max_examples=often(12))
@given(facts)
def test_bodies_added_are_what_is_counted_over_all_of_them(known: Facts) -> None:
    alone = [
        figures_of(letter_fields(figures(of_bodies(known, {body}), NOVEMBER, TODAY)))
        for body in "abc"
    ]
    whole_of = figures(known, NOVEMBER, TODAY)
    together = added(alone, NOVEMBER, whole_of.until)
    assert those_that_leave(together) == those_that_leave(whole_of)
    assert together.persons is None and together.speakers is None
    assert together.usual_days is None, "a median does not add"


@settings(max_examples=often(12))
@given(facts)
def test_a_month_is_the_same_from_the_facts_of_two_years(known: Facts) -> None:
    """So one reading serves every month that is reported."""
    later = Turn(TurnKind.BEGUN, date(2025, 3, 1))
    more = TaskFact("a", Tier.CORNER, (later, Turn(TurnKind.ENDED, date(2025, 4, 1), how="closed")))
    wide = replace(known, tasks=(*known.tasks, more))
    assert those_that_leave(figures(wide, NOVEMBER, TODAY)) == those_that_leave(
        figures(known, NOVEMBER, TODAY)
    )


def test_no_person_is_told() -> None:
    known = Facts(
        meetings=(
            MeetingFact("a", Tier.CORNER, date(2026, 11, 3), 9, 7, persons=("王秀英 45栋",)),
        ),
        speakers=(SpeakerFact("a", date(2026, 11, 3), "王秀英 45栋", 3, False),),
    )
    sent = json.dumps(letter_fields(figures(known, NOVEMBER, TODAY)), ensure_ascii=False)
    assert "王秀英" not in sent and "loudest" not in sent


def test_only_what_is_over_is_told() -> None:
    keys = [key_of(one) for one in over(date(2026, 9, 20), TODAY)]
    assert keys == ["2026-09", "2026-10", "2026-11", "2026-Q3"]
    assert next(over(date(2019, 1, 1), TODAY)).start == date(2025, 1, 1), "two years at most"


def test_a_period_is_named_by_one_key() -> None:
    for day in (date(2026, 11, 5), date(2025, 1, 1)):
        for length in (Length.MONTH, Length.QUARTER, Length.YEAR):
            assert period_of(key_of(whole(length, day))) == whole(length, day)
    assert key_of(Period(date(2026, 11, 2), date(2026, 11, 9))) == ""


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"period": "2026-13"},
        {"period": "2026-1"},
        {"period": "9999-Q5"},
        {"until": "2027-01-01"},
        {"heads": -1},
        {"heads": True},
        {"heads": 10**12},
        {"heads": "9"},
        {"completed": [3, 2]},
        {"completed": 7},
        {"tasks": []},
        {"tasks": {"ended": {"closed": 1.5}}},
        {"topics": [{"text": "路" * 101, "n": 1}]},
        {"topics": [{"text": "路", "n": 1}] * 301},
        {"meetings": [1]},
        {"carried": {"chaired": 3}},
    ],
    ids=str,
)
def test_what_are_no_figures_is_refused(told: dict[str, Any]) -> None:
    good = letter_fields(figures(Facts(), NOVEMBER, TODAY)) if told else {}
    with pytest.raises(NotFigures):
        figures_of(good | told)


def test_what_a_later_version_counts_by_is_left_out() -> None:
    sent = letter_fields(figures(Facts(), NOVEMBER, TODAY))
    sent |= {"outcomes": {"adopted": 2, "dreamt_of": 1}, "hue": 3}
    assert {word.value: n for word, n in figures_of(sent).outcomes.items() if n} == {"adopted": 2}


def scope(*names: str, closed: str = "") -> Scope:
    pairs = tuple((name, name) for name in names)
    return Scope("own", Reach.BELOW, "", pairs, tuple(n for n in names if n != closed))


def test_the_base_names_who_has_not_told_and_never_counts_it_as_nothing() -> None:
    some = figures(Facts(), NOVEMBER, TODAY)
    known = Elsewhere(frozenset({"a", "b", "c"}), {"a": some}, {"a": "2026-11", "b": "2026-09"})
    assert base_of(scope("own", "a", "b", "c"), known) == Base(2, 4, (("b", "2026-09"), ("c", "")))
    assert base_of(scope("own", "a", "b", "c", closed="c"), known) == Base(
        2, 3, (("b", "2026-09"),)
    ), "one that has ended owes nothing"
    assert base_of(scope("own"), known) is None, "all of it is here"


def test_nothing_told_is_nothing_known() -> None:
    empty = added([], NOVEMBER, NOVEMBER.end)
    assert empty.completed == Rate(0, 0) and empty.held == 0 and empty.persons is None
