"""Points are earned by the rule, redeemed while they and the things last, and corrected."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.actions import activity, follow, found, ledger, reward
from meetings.community.bodies import Tier
from meetings.community.people import Person, Role
from meetings.errors import Missing, ReasonNeeded
from meetings.matters import duty
from meetings.matters.activities import Activity, ActivityKind, ActivityState, Came
from meetings.matters.duty import DutyTurn, LedgerRule, PointGroup
from meetings.matters.followups import FollowUp, NotYet
from meetings.matters.rewards import (
    EntryKind,
    NotEnoughLeft,
    NotEnoughPoints,
    PointEntry,
    Prize,
    Work,
    balances,
    checked_prize,
)
from meetings.ports import By
from meetings.procedure.rules import preset
from storage.ids import new_id
from storage.records import FileRecords
from tests.data.hall import START

TODAY = START.date()


def by(days: float = 0) -> By:
    return By("王社工", START + timedelta(days=days), new_id())


@pytest.fixture
def records(tmp_path):
    with FileRecords.open(tmp_path / "records.db") as opened:
        yield opened


@pytest.fixture
def body(records):
    """陈阿姨, who counts double, stood there for two hours, and the team of four for one."""
    made = found.found_body(records, by(), Tier.CORNER, "45栋", preset("corner"))
    task = follow.add_task(records, by(), FollowUp("", made.id, 0, "守路口", START))
    later = START + timedelta(hours=2)
    ledger.add_turn(records, by(), DutyTurn("", made.id, task.id, "陈阿姨", START, later))
    hour = START + timedelta(hours=1)
    ledger.add_turn(records, by(), DutyTurn("", made.id, task.id, "红袖标队", START, hour, 4))
    groups = (PointGroup("低龄老人", 200, ("陈阿姨",)),)
    ledger.keep_rule(records, by(), LedgerRule("", made.id, per_hour=10, groups=groups))
    return made


def left(records, body, name="陈阿姨"):
    known = {one.name: one.end for one in reward.rewards_of(records, body.id).balances}
    return known.get(name, 0)


def test_hours_on_duty_and_in_activities_earn_and_some_count_double(records, body):
    assert (left(records, body), left(records, body, "红袖标队")) == (40, 40)
    held = Activity(
        "", body.id, ActivityKind.ACTIVITY, "集市", TODAY, state=ActivityState.HELD,
        came=(Came("陈阿姨", 1, 30), Came("王秀英")),
    )  # fmt: skip
    activity.keep_activity(records, by(), held)
    assert left(records, body) == 50 and left(records, body, "王秀英") == 0
    activity.keep_activity(records, by(), replace(held, title="筹备", state=ActivityState.PLANNED))
    assert left(records, body) == 50


def test_no_points_are_earned_by_the_hour_while_the_body_has_fixed_none(records, body):
    kept = ledger.rule_of(records, body.id)
    assert kept is not None
    ledger.keep_rule(records, by(), replace(kept, per_hour=0))
    known = reward.rewards_of(records, body.id)
    assert known.per_hour == 0 and {one.earned for one in known.balances} == {0}
    assert duty.points(600, duty.rate(None), 200) == 0


def test_of_two_of_one_name_the_one_who_was_picked_earns_and_pays(records, body):
    first, second = (
        found.add_person(
            records, by(), body.id, Person("", body.id, "张伟", building=building),
            (Role.VOLUNTEER,), False,
        )
        for building in ("3栋", "45栋")
    )  # fmt: skip
    task = follow.add_task(records, by(), FollowUp("", body.id, 0, "巡楼", START))
    later = START + timedelta(hours=2)
    for one in (first, second):
        turn = DutyTurn("", body.id, task.id, "张伟", START, later, person=one.id)
        ledger.add_turn(records, by(), turn)
    reward.correct(records, by(), body.id, "张伟", -5, TODAY, "记重了", second.id)
    soap = reward.keep_prize(records, by(), Prize("", body.id, "肥皂", 5))
    reward.redeem(records, by(), body.id, "张伟", soap.id, 1, TODAY, first.id)
    reward.redeem(records, by(), body.id, "张伟(3栋)", soap.id, 1, TODAY)
    named = ("张伟", "张伟（3栋）", "张伟（45栋）")
    assert [left(records, body, name) for name in named] == [0, 10, 15]


def test_a_thing_is_given_out_while_points_and_pieces_last_and_undo_gives_them_back(records, body):
    soap = reward.keep_prize(records, by(), Prize("", body.id, "洗衣液", 20, 3))
    reward.redeem(records, by(), body.id, "陈阿姨", soap.id, 2, TODAY)
    assert left(records, body) == 0
    assert reward.rewards_of(records, body.id).prizes[0][1] == 1
    with pytest.raises(NotEnoughPoints) as told:
        reward.redeem(records, by(), body.id, "陈阿姨", soap.id, 1, TODAY)
    assert (told.value.has, told.value.needs) == (0, 20)
    with pytest.raises(NotEnoughPoints) as told:
        reward.redeem(records, by(), body.id, " 没记过的人 ", soap.id, 1, TODAY)
    assert (told.value.name, told.value.has) == ("没记过的人", None), "nothing known is not nought"
    with pytest.raises(NotEnoughLeft):
        reward.redeem(records, by(), body.id, "红袖标队", soap.id, 2, TODAY)
    with pytest.raises(NotEnoughLeft):
        reward.keep_prize(records, by(), replace(soap, stock=1))
    for late in (
        lambda day: reward.redeem(records, by(), body.id, "红袖标队", soap.id, 1, day),
        lambda day: reward.correct(records, by(), body.id, "红袖标队", 1, day, "补记"),
    ):
        with pytest.raises(NotYet):  # nothing is given out on a day to come
            late(TODAY + timedelta(days=1))
    records.undo(by(1), body.id)
    assert left(records, body) == 40


def test_a_correction_needs_a_reason_and_takes_no_more_than_is_there(records, body):
    reward.correct(records, by(), body.id, "陈阿姨", -5, TODAY, "记重了")
    assert left(records, body) == 35
    for points, reason, wrong in (
        (-36, "多扣", NotEnoughPoints), (1, " ", ReasonNeeded), (0, "没有", Missing)
    ):  # fmt: skip
        with pytest.raises(wrong):
            reward.correct(records, by(), body.id, "陈阿姨", points, TODAY, reason)
    assert left(records, body) == 35


def test_what_was_spent_cannot_be_taken_away_behind_it(records, body):
    soap = reward.keep_prize(records, by(), Prize("", body.id, "洗衣液", 20))
    reward.redeem(records, by(), body.id, "陈阿姨", soap.id, 2, TODAY)
    turn = next(one for one in ledger.turns_of(records, body.id) if one.name == "陈阿姨")
    with pytest.raises(NotEnoughPoints) as told:
        ledger.drop_turn(records, by(), body.id, turn.id)
    assert (told.value.has, told.value.needs) == (0, 40), "what is left, and what would go"
    with pytest.raises(NotEnoughPoints):
        ledger.keep_rule(records, by(), LedgerRule("", body.id))
    assert left(records, body) == 0


def entry(points: int, day: date) -> PointEntry:
    kind = EntryKind.REDEEMED if points < 0 else EntryKind.CORRECTED
    return PointEntry(f"{day}{points}", "b", kind, "甲", points, day, note="n")


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(
    st.lists(st.builds(Work, st.just("甲"), st.integers(1, 500), DAYS), max_size=8),
    st.lists(st.builds(entry, st.integers(-50, 50), DAYS), max_size=8),
    DAYS,
)
def test_two_periods_one_after_the_other_add_up_to_the_whole(work, entries, cut):
    whole = balances(work, entries, None)
    first = balances(work, entries, None, until=cut)
    second = balances(work, entries, None, since=cut + timedelta(days=1))
    if not whole:
        return
    begun = first[0].end if first else 0
    assert (second[0].begin, second[0].end) == (begun, whole[0].end)


@pytest.mark.parametrize(("cost", "taken"), [(0, False), (1, True), (2, True)])
def test_a_thing_costs_a_point_at_least(cost, taken):
    prize = Prize("p", "b", "肥皂", cost)
    if taken:
        assert checked_prize(prize, ()) == prize
    else:
        with pytest.raises(Missing):
            checked_prize(prize, ())


@pytest.mark.parametrize("stock", [0, 1, 2])
def test_no_fewer_pieces_are_kept_than_were_given_out(stock):
    given = PointEntry("e", "b", EntryKind.REDEEMED, "张", -5, TODAY, "p", 1)
    prize = Prize("p", "b", "肥皂", 5, stock)
    if stock:
        assert checked_prize(prize, (given,)) == prize
    else:
        with pytest.raises(NotEnoughLeft) as told:
            checked_prize(prize, (given,))
        assert told.value.facts == {"name": "肥皂", "left": 1, "wanted": 0}


def test_a_balance_says_of_which_group_and_how_much_more_it_counts():
    rule = LedgerRule("r", "b", per_hour=10, groups=(PointGroup("低龄老人", 200, ("张",)),))
    work = (Work("张", 60, TODAY), Work("李", 60, TODAY))
    assert [(one.name, one.group, one.percent, one.earned) for one in balances(work, (), rule)] == [
        ("张", "低龄老人", 200, 20), ("李", "", 100, 10),
    ]  # fmt: skip
