"""From a promise to the resident's yes: work done is not closed."""

from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest

from meetings.errors import Missing, NotAllowedNow, ReasonNeeded
from meetings.matters.followup_states import (
    STEPS,
    ChaseLevel,
    FollowUpState,
    Lateness,
    Satisfaction,
    StepKind,
)
from meetings.matters.followups import (
    FollowUp,
    Step,
    TooLateToDecline,
    end_of_day,
    next_level,
    take,
)
from tests.data.hall import START

DUE = date(2026, 12, 1)
TASK = FollowUp("t", "b", 1, "修路灯", START, owner="成员1", deadline=DUE)


def step(task: FollowUp, kind: StepKind, text: str = "", **more) -> FollowUp:
    return take(task, Step(f"s{len(task.steps)}", "b", "t", kind, START, text, **more))


def revisited(heard: Satisfaction) -> FollowUp:
    """A task whose work is done and whose resident was visited."""
    task = TASK
    for kind in (StepKind.ASSIGN, StepKind.COMPLETE, StepKind.REPORT_BACK):
        task = step(task, kind)
    return step(task, StepKind.REVISIT, satisfaction=heard)


@pytest.mark.parametrize("heard", [Satisfaction.SATISFIED, Satisfaction.FAIRLY])
def test_a_task_is_closed_once_the_resident_is_satisfied(heard):
    assert step(revisited(heard), StepKind.CLOSE).state is FollowUpState.CLOSED


def test_who_could_not_be_reached_has_not_said_yes():
    task = revisited(Satisfaction.UNREACHABLE)
    with pytest.raises(Missing):
        step(task, StepKind.CLOSE)
    again = step(task, StepKind.REVISIT, satisfaction=Satisfaction.SATISFIED)
    assert step(again, StepKind.CLOSE).state is FollowUpState.CLOSED


def test_a_dissatisfied_resident_sends_the_task_back_to_work():
    task = revisited(Satisfaction.UNSATISFIED)
    assert task.state is FollowUpState.IN_HAND
    with pytest.raises(NotAllowedNow):
        step(task, StepKind.CLOSE)


def test_work_done_is_not_closed():
    task = step(step(TASK, StepKind.ASSIGN), StepKind.COMPLETE)
    with pytest.raises(NotAllowedNow):
        step(task, StepKind.CLOSE)


def test_a_reopened_task_is_visited_anew_before_it_closes():
    task = step(revisited(Satisfaction.SATISFIED), StepKind.REOPEN, "又坏了")
    assert task.visit is None
    assert task.state is FollowUpState.IN_HAND


@pytest.mark.parametrize("kind", [StepKind.DECLINE, StepKind.EXTEND])
def test_declining_and_extending_need_a_reason(kind):
    with pytest.raises(ReasonNeeded):
        step(step(TASK, StepKind.ASSIGN), kind, deadline=DUE)


def test_an_extension_moves_the_deadline_and_is_kept():
    later = DUE + timedelta(days=7)
    task = step(step(TASK, StepKind.ASSIGN), StepKind.EXTEND, "等材料", deadline=later)
    assert task.deadline == later
    assert [s.kind for s in task.steps] == [StepKind.ASSIGN, StepKind.EXTEND]


def test_a_task_is_assigned_to_somebody():
    with pytest.raises(Missing):
        step(replace(TASK, owner=""), StepKind.ASSIGN)


@pytest.mark.parametrize(
    ("days", "lateness"),
    [(-4, "on_time"), (-3, "soon"), (0, "soon"), (1, "overdue")],
)
def test_lateness_follows_from_the_deadline(days, lateness):
    assert TASK.lateness(DUE + timedelta(days=days)) is Lateness(lateness)


def test_a_task_that_is_done_is_never_late():
    task = step(step(TASK, StepKind.ASSIGN), StepKind.COMPLETE)
    assert task.lateness(DUE + timedelta(days=90)) is Lateness.DONE
    assert replace(TASK, deadline=None).lateness(DUE) is Lateness.NO_DEADLINE


def test_every_state_but_the_last_leads_on_and_every_step_starts_somewhere():
    leads = {state for starts, _ in STEPS.values() for state in starts}
    assert leads == set(FollowUpState)


def test_each_chase_goes_one_level_higher_as_far_as_there_is_one():
    task, seen = step(TASK, StepKind.ASSIGN), []
    for _again in range(4):
        task = step(task, StepKind.CHASE)
        seen.append(task.chased)
    assert seen == [ChaseLevel.REMIND, ChaseLevel.CHAIR, ChaseLevel.UPPER, ChaseLevel.UPPER]
    chaired = step(step(TASK, StepKind.ASSIGN), StepKind.CHASE, level=ChaseLevel.CHAIR)
    assert next_level(chaired, has_upper=False) is ChaseLevel.CHAIR


@pytest.mark.parametrize("kind", [StepKind.EXTEND, StepKind.COMPLETE])
def test_chasing_begins_anew_once_the_task_moves(kind):
    chased = step(step(TASK, StepKind.ASSIGN), StepKind.CHASE, level=ChaseLevel.UPPER)
    assert step(chased, kind, "有了进展", deadline=DUE).chased is None


def test_a_reminder_after_a_higher_level_does_not_lower_it():
    chased = step(step(TASK, StepKind.ASSIGN), StepKind.CHASE, level=ChaseLevel.UPPER)
    assert step(chased, StepKind.CHASE, level=ChaseLevel.REMIND).chased is ChaseLevel.UPPER


def test_a_task_is_given_back_within_so_many_days_only():
    given = step(TASK, StepKind.ASSIGN)
    late = Step("s", "b", "t", StepKind.DECLINE, START + timedelta(days=6), "不归我们管")
    with pytest.raises(TooLateToDecline) as told:
        take(given, late)
    assert told.value.facts == {"assigned": START.date(), "days": 5}
    assert take(given, late, 6).state is FollowUpState.DECLINED
    assert take(given, late, None).state is FollowUpState.DECLINED


def test_a_unit_alone_is_enough_to_hand_a_task_over():
    task = replace(TASK, owner="", units=("物业",), co_owners=("陈建华",), helpers=("物业",))
    assert step(task, StepKind.ASSIGN).state is FollowUpState.ASSIGNED
    assert task.everybody == ("陈建华", "物业")


@pytest.mark.parametrize("zone", [UTC, START.tzinfo, None])
def test_what_happened_on_a_day_stands_at_its_last_minute_in_the_zone_of_the_act(zone):
    at = end_of_day(START.date(), zone)
    assert (at.date(), at.hour, at.minute, at.tzinfo) == (START.date(), 23, 59, zone)
