"""From a promise to the resident's yes: work done is not closed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from meetings.errors import Missing, NotAllowedNow, ReasonNeeded
from meetings.followups import (
    STEPS,
    FollowUp,
    FollowUpState,
    Lateness,
    Satisfaction,
    Step,
    StepKind,
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
