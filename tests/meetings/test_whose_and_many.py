"""One act on many tasks, and acts on a task of another body."""

from datetime import date, datetime, timedelta, timezone

import pytest

from meetings.actions import chase, follow, found, whose
from meetings.community.bodies import Tier
from meetings.errors import Missing, NotAllowedNow
from meetings.matters.followup_states import ChaseLevel, FollowUpState, StepKind
from meetings.matters.followups import FollowUp
from meetings.ports import By
from meetings.procedure.rules import preset
from storage.ids import new_id
from tests.storage.memory_records import MemoryRecords

AT = datetime(2026, 3, 25, 10, tzinfo=timezone(timedelta(hours=8)))
DUE = date(2026, 4, 1)


class House:
    """A community with two corners below it, and tasks of one of them."""

    def __init__(self) -> None:
        self.records = MemoryRecords()
        self.above = self.do(found.found_body, Tier.COMMUNITY, "社区", preset("community"))
        self.corner, self.other = (
            self.do(found.found_body, Tier.CORNER, name, preset("corner"), self.above.id)
            for name in ("甲街角", "乙街角")
        )

    def do(self, action, *args, **more):
        return action(self.records, By("王社工", AT, new_id()), *args, **more)

    def task(self, body=None, owner="李国强", deadline=DUE):
        known = FollowUp(
            "", (body or self.corner).id, 0, "划线", AT, owner=owner, deadline=deadline
        )
        return self.do(follow.add_task, known)


@pytest.fixture
def house():
    return House()


def test_a_body_asks_nobody_about_its_own_tasks(house):
    mine = house.task()
    assert whose.for_whom(house.records, house.corner.id, (mine,)) == ()


@pytest.mark.parametrize("kind", [None, *StepKind])
def test_a_task_of_a_body_beside_is_asked_about_by_its_name_whatever_the_act(house, kind):
    theirs = house.task()
    assert whose.for_whom(house.records, house.other.id, (theirs,), kind) == ("甲街角",)


@pytest.mark.parametrize("kind", [None, *StepKind])
def test_whoever_stands_above_chases_without_being_asked_and_does_nothing_else_so(house, kind):
    below = house.task()
    names = () if kind is StepKind.CHASE else ("甲街角",)
    assert whose.for_whom(house.records, house.above.id, (below,), kind) == names


def test_who_stands_below_does_not_chase_what_is_above_unasked(house):
    theirs = house.task(house.above)
    asked = whose.for_whom(house.records, house.corner.id, (theirs,), StepKind.CHASE)
    assert asked == ("社区",)


def test_a_chase_list_chases_nothing_of_a_body_that_is_not_below(house):
    mine, theirs = house.task(), house.task(house.other)
    found = chase.by_body(house.records, house.corner.id, (mine.id, theirs.id))
    assert found == {house.corner.id: [mine.id]}


def test_many_tasks_change_hands_in_one_command_each_with_from_whom_and_to_whom(house):
    tasks = [house.task(owner=name) for name in ("李国强", "陈建华", "")]
    done = house.do(
        follow.hand_over_many, house.corner.id, [t.id for t in tasks], "王秀英", None, None, "搬走"
    )
    assert [t.owner for t in done] == ["王秀英"] * 3
    steps = [t.steps[-1] for t in done]
    assert [(s.kind, s.was, s.who) for s in steps] == [
        (StepKind.HAND_ON, "李国强", "王秀英"),
        (StepKind.HAND_ON, "陈建华", "王秀英"),
        (StepKind.ASSIGN, "", "王秀英"),
    ]
    assert {t.deadline for t in done} == {DUE}


def test_a_deadline_for_many_is_for_those_alone_that_have_none(house):
    tasks = [house.task(), house.task(deadline=None)]
    later = date(2026, 5, 1)
    done = house.do(
        follow.hand_over_many, house.corner.id, [t.id for t in tasks], "王秀英", None, later
    )
    assert [t.deadline for t in done] == [DUE, later]


def test_many_are_handed_over_to_somebody(house):
    with pytest.raises(Missing):
        house.do(follow.hand_over_many, house.corner.id, [house.task().id], " ")


def test_a_step_on_many_is_taken_on_all_of_them_or_on_none(house):
    tasks = [house.task(), house.task()]
    house.do(follow.step, house.corner.id, tasks[1].id, StepKind.COMPLETE)
    with pytest.raises(NotAllowedNow):
        house.do(
            follow.step_many, house.corner.id, [t.id for t in tasks], StepKind.EXTEND, "等料",
            date(2026, 6, 1),
        )  # fmt: skip
    (first,) = follow.tasks_named(house.records, [tasks[0].id])
    assert first.deadline == DUE and first.state is FollowUpState.ASSIGNED


def test_many_are_extended_together_and_each_keeps_its_old_deadline(house):
    tasks = [house.task(deadline=DUE + timedelta(days=n)) for n in range(3)]
    later = date(2026, 6, 1)
    done = house.do(
        follow.step_many, house.corner.id, [t.id for t in tasks], StepKind.EXTEND, "等料", later
    )
    assert [t.steps[-1].was_deadline for t in done] == [t.deadline for t in tasks]
    assert {t.deadline for t in done} == {later}


def test_many_are_chased_each_one_level_higher_than_before(house):
    tasks = [house.task(), house.task()]
    house.do(follow.step, house.corner.id, tasks[1].id, StepKind.CHASE)
    done = house.do(
        follow.step_many, house.corner.id, [t.id for t in tasks], StepKind.CHASE, "打电话"
    )
    assert [t.chased for t in done] == [ChaseLevel.REMIND, ChaseLevel.CHAIR]
