"""Days, hands and ends of a task: what is written down later, who has it, and how it ends."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from meetings.actions import collect, follow, found
from meetings.community.bodies import Tier
from meetings.errors import Missing, NotAllowedNow, ReasonNeeded
from meetings.matters.followup_states import (
    ENDS_FROM,
    OVER,
    VISITS,
    Ending,
    FollowUpState,
    Lateness,
    Satisfaction,
    StepKind,
)
from meetings.matters.followups import (
    BeforeThat,
    DeadlineFixed,
    FollowUp,
    NotYet,
    Step,
    TooFewVisits,
    take,
)
from meetings.matters.issues import Issue, IssueState, Source
from meetings.ports import By
from meetings.procedure.rules import preset
from tests.storage.memory_records import MemoryRecords

AT = datetime(2026, 3, 25, 10, tzinfo=timezone(timedelta(hours=8)))
S = FollowUpState


def step(kind: StepKind, **more) -> Step:
    return Step("s", "b", "t", kind, AT, **more)


def task(state: S = S.IN_HAND, *steps: Step, **more) -> FollowUp:
    return FollowUp("t", "b", 1, "划线", AT, owner="李国强", state=state, steps=steps, **more)


class House:
    """A body with an issue and a task of it, and a clock that a test moves."""

    def __init__(self) -> None:
        self.records, self.count, self.at = MemoryRecords(), 0, AT - timedelta(days=10)
        self.body = self.do(found.found_body, Tier.CORNER, "甲", preset("corner"))
        self.task = self.do(
            follow.add_task,
            FollowUp("", self.body.id, 0, "划线", AT, owner="李国强", deadline=date(2026, 3, 22)),
        )
        self.at = AT

    def do(self, action, *args, **more):
        self.count += 1
        return action(self.records, By("王社工", self.at, f"c{self.count}"), *args, **more)

    def step(self, kind, text="", **more):
        self.task = self.do(follow.step, self.body.id, self.task.id, kind, text, **more)
        return self.task


@pytest.fixture
def house():
    return House()


def test_what_is_typed_later_happened_on_its_day_and_not_on_that_of_typing(house):
    done = house.step(StepKind.COMPLETE, "划好了", day=date(2026, 3, 20)).steps[-1]
    assert (done.day, done.at, done.happened) == (date(2026, 3, 20), AT, date(2026, 3, 20))
    same = house.step(StepKind.REPORT_BACK, "电话", day=AT.date()).steps[-1]
    assert same.happened is None and same.day == AT.date()


def test_no_step_happens_on_a_day_that_has_not_come(house):
    with pytest.raises(NotYet):
        house.step(StepKind.PROGRESS, "明天", day=AT.date() + timedelta(days=1))


def test_no_turn_happens_before_the_one_that_it_follows_on(house):
    house.step(StepKind.COMPLETE, "划好了", day=date(2026, 3, 20))
    with pytest.raises(BeforeThat):
        house.step(StepKind.REPORT_BACK, "电话", day=date(2026, 3, 19))
    house.step(StepKind.REPORT_BACK, "电话", day=date(2026, 3, 20))
    house.step(StepKind.REOPEN, "又积水", day=date(2026, 3, 22))
    with pytest.raises(BeforeThat):
        house.step(StepKind.PROGRESS, "再划", day=date(2026, 3, 21))


def test_nothing_is_done_before_it_was_handed_over(house):
    given = house.task.assigned_on
    assert given == date(2026, 3, 15)
    for kind, more in (
        (StepKind.PROGRESS, {}), (StepKind.COMPLETE, {}), (StepKind.END, {"ending": Ending.GONE}),
        (StepKind.EXTEND, {"deadline": date(2026, 4, 2)}),
    ):  # fmt: skip
        with pytest.raises(BeforeThat) as refused:
            house.step(kind, "因故", day=date(2026, 3, 14), **more)
        assert (refused.value.after, refused.value.last) == (StepKind.ASSIGN, given)
    house.step(StepKind.COMPLETE, "划好了", day=given)
    assert house.task.done_on == given


def test_what_was_handed_over_long_ago_is_entered_with_that_day(house):
    new = FollowUp("", house.body.id, 0, "修灯", AT, owner="物业")
    old = house.do(follow.add_task, new, date(2026, 2, 3))
    assert (old.created_at.date(), old.assigned_on) == (date(2026, 2, 3), date(2026, 2, 3))
    assert old.steps[0].at == AT, "when it was written down stays known"
    waiting = house.do(follow.add_task, replace(new, owner=""), date(2026, 2, 3))
    assert waiting.created_at.date() == date(2026, 2, 3) and not waiting.steps
    with pytest.raises(NotYet):
        house.do(follow.add_task, new, date(2026, 3, 26))


def test_who_has_it_next_may_be_written_down_after_what_was_done(house):
    house.do(follow.hand_over, house.body.id, house.task.id, "物业", None, (), house.task.deadline)
    assert house.step(StepKind.COMPLETE, day=date(2026, 3, 20)).state is S.COMPLETED


def test_a_clock_that_was_ahead_holds_nobody_up(house):
    house.at += timedelta(days=400)
    house.step(StepKind.COMPLETE)
    house.at = AT
    assert house.step(StepKind.REPORT_BACK, "电话").state is S.REPORTED_BACK


def test_a_first_deadline_that_is_given_later_stands_among_the_steps(house):
    body, new = house.body.id, FollowUp("", house.body.id, 0, "装灯", AT, owner="李国强")
    id = house.do(follow.add_task, new).id
    given = house.do(follow.hand_over, body, id, "李国强", None, (), date(2026, 4, 1))
    last = given.steps[-1]
    assert (last.kind, last.deadline, last.was_deadline) == (
        StepKind.HAND_ON, date(2026, 4, 1), None
    )  # fmt: skip
    assert given.extensions == 0


def test_nobody_hands_a_task_on_to_nobody(house):
    with pytest.raises(Missing):
        house.do(follow.hand_over, house.body.id, house.task.id, "", None, (), house.task.deadline)


def test_a_step_bears_only_what_one_of_its_kind_tells(house):
    told = house.step(
        StepKind.COMPLETE, deadline=date(2026, 9, 9), satisfaction=Satisfaction.UNSATISFIED,
        ending=Ending.GONE,
    )  # fmt: skip
    last = told.steps[-1]
    assert (last.deadline, last.satisfaction, last.ending) == (None, None, None)
    assert told.state is S.COMPLETED


def test_closing_is_offered_only_after_a_yes():
    heard = step(StepKind.REVISIT, satisfaction=Satisfaction.UNREACHABLE)
    assert StepKind.CLOSE not in task(S.REVISITED, heard).open_ways
    yes = step(StepKind.REVISIT, satisfaction=Satisfaction.FAIRLY)
    assert StepKind.CLOSE in task(S.REVISITED, yes).open_ways


def test_a_deadline_that_was_given_by_an_extension_alone_which_keeps_both(house):
    body, id = house.body.id, house.task.id
    with pytest.raises(DeadlineFixed):
        house.do(follow.hand_over, body, id, "李国强", None, (), date(2026, 4, 1))
    with pytest.raises(DeadlineFixed):
        house.do(follow.hand_over, body, id, "李国强", None, (), None)
    later = house.step(StepKind.EXTEND, "等材料", deadline=date(2026, 4, 1))
    assert later.deadline == date(2026, 4, 1)
    assert later.steps[-1].was_deadline == date(2026, 3, 22)


def test_a_change_of_who_has_it_is_a_step_with_from_whom_and_to_whom(house):
    body, id, known = house.body.id, house.task.id, house.task
    assert known.steps[-1].who == "李国强"
    on = house.do(follow.hand_over, body, id, "陈建华", None, (), known.deadline, (), ("物业",),
                  day=date(2026, 3, 20))  # fmt: skip
    last = on.steps[-1]
    assert (last.kind, last.was, last.who) == (StepKind.HAND_ON, "李国强", "陈建华、物业")
    assert last.day == date(2026, 3, 20) and on.state is S.ASSIGNED
    same = house.do(follow.hand_over, body, id, "陈建华", None, ("志愿者",), on.deadline)
    assert len(same.steps) == len(on.steps) and same.helpers == ("志愿者",)


def test_who_has_it_may_give_it_back_after_some_progress_too(house):
    house.at = AT - timedelta(days=8)
    house.step(StepKind.PROGRESS, "量过了")
    assert house.step(StepKind.DECLINE, "不归我们管").state is S.DECLINED


@pytest.mark.parametrize("way", list(Ending))
@pytest.mark.parametrize("state", list(S))
def test_each_way_to_end_is_open_from_its_states_and_offered_there_alone(way, state):
    visits = [
        step(StepKind.REVISIT, satisfaction=Satisfaction.UNREACHABLE, happened=date(2026, 3, day))
        for day in range(1, VISITS + 1)
    ]
    known = task(state, *visits)
    ends = step(StepKind.END, text="搬走了", ending=way)
    assert (way in known.ways_to_end) is (state in ENDS_FROM[way])
    if way in known.ways_to_end:
        ended = take(known, ends)
        assert ended.state is S.ENDED and ended.ending is way
        assert ended.lateness(date(2030, 1, 1)) is Lateness.DONE
    else:
        with pytest.raises(NotAllowedNow):
            take(known, ends)


def test_an_end_wants_its_reason_and_its_way():
    with pytest.raises(ReasonNeeded):
        take(task(), step(StepKind.END, ending=Ending.GONE))
    with pytest.raises(Missing):
        take(task(), step(StepKind.END, text="搬走了"))


@pytest.mark.parametrize(
    ("days", "open_"),
    [((1, 2), False), ((1, 1, 2), False), ((1, 2, 3), True), ((1, 2, 3, 4), True)],
)
def test_unreachable_is_whoever_was_looked_for_on_three_days(days, open_):
    found_nobody = [
        step(StepKind.REVISIT, satisfaction=Satisfaction.UNREACHABLE, happened=date(2026, 3, day))
        for day in days
    ]
    known = task(S.REVISITED, *found_nobody)
    ends = step(StepKind.END, text="电话一直不通", ending=Ending.UNREACHABLE)
    if open_:
        assert take(known, ends).ending is Ending.UNREACHABLE
    else:
        assert Ending.UNREACHABLE not in known.ways_to_end
        with pytest.raises(TooFewVisits):
            take(known, ends)


def test_looking_for_somebody_begins_anew_once_the_task_is_taken_up_again():
    looked = [
        step(StepKind.REVISIT, satisfaction=Satisfaction.UNREACHABLE, happened=date(2026, 3, day))
        for day in (1, 2, 3)
    ]
    assert task(S.REVISITED, *looked).looked_for == 3
    assert task(S.IN_HAND, *looked, step(StepKind.REOPEN, text="x")).looked_for == 0


def test_what_ended_can_be_taken_up_again_with_a_new_deadline_and_its_old_end_is_gone(house):
    house.step(StepKind.END, "重复登记", ending=Ending.VOID)
    assert house.task.state in OVER
    again = house.step(StepKind.REOPEN, "不是重复", deadline=date(2026, 5, 1))
    assert again.state is S.IN_HAND and again.ending is None
    assert again.deadline == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("way", "settles"), [(Ending.ASSEMBLY, True), (Ending.GONE, False), (Ending.VOID, False)]
)
def test_only_what_the_assembly_found_settled_settles_the_issue_and_reopening_opens_it(
    house, way, settles
):
    body = house.body.id
    issue = house.do(collect.collect, Issue("", body, 0, "消防通道", AT, source=Source.CORNER))
    issue = house.do(collect.screen, body, issue.id, IssueState.ACCEPTED)
    house.task = house.do(
        follow.add_task, FollowUp("", body, 0, "划线", AT, owner="李国强", issue=issue.id)
    )

    def state():
        with house.records.reading() as book:
            return book.get(Issue, issue.id).state

    house.step(StepKind.COMPLETE)
    house.step(StepKind.END, "议事会认定已经解决", ending=way)
    assert (state() is IssueState.SETTLED) is settles
    house.step(StepKind.REOPEN, "又停满了")
    assert state() is IssueState.ACCEPTED
