"""Any task, any acts in any order: what must hold of its dates, hands, ends and figures."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from meetings.actions import follow, found, prepare
from meetings.community.bodies import Tier
from meetings.errors import MeetingError
from meetings.figures.counting import figures
from meetings.figures.periods import Period
from meetings.matters.followup_states import (
    DONE,
    OVER,
    Ending,
    FollowUpState,
    Satisfaction,
    StepKind,
)
from meetings.matters.followups import FollowUp, Step
from meetings.matters.issues import Issue, IssueState
from meetings.ports import By
from meetings.procedure.rules import preset
from storage.ids import new_id
from storage.queries.figures import facts
from storage.records import FileRecords
from tests.conftest import MEMORY
from tests.data.often import often
from tui.words.ledger import offered_now

START = datetime(2026, 3, 2, 9).astimezone()
EVER = Period(date(2026, 1, 1), date(2030, 12, 31))
NAMES = st.sampled_from(["", "李国强", "陈建华", "物业"])
S, K = FollowUpState, StepKind
_ROAD = (S.ASSIGNED, S.IN_HAND, S.COMPLETED, S.REPORTED_BACK, S.REVISITED, S.CLOSED)
_LEADS = {
    S.ASSIGNED: K.ASSIGN, S.IN_HAND: K.PROGRESS, S.COMPLETED: K.COMPLETE,
    S.REPORTED_BACK: K.REPORT_BACK, S.REVISITED: K.REVISIT, S.CLOSED: K.CLOSE,
    S.DECLINED: K.DECLINE, S.ENDED: K.END,
}  # fmt: skip


@cache
def house() -> FileRecords:
    """One file for all examples, each of which has its own body."""
    folder = mkdtemp(dir=MEMORY if MEMORY.is_dir() else None)
    return FileRecords.open(Path(folder) / "r.db")


class AnyTask(RuleBasedStateMachine):
    """Two tasks of one issue, and everything that can be done with them."""

    @initialize(
        owner=NAMES, due=st.none() | st.integers(-10, 30), in_ledger=st.sampled_from(list(S))
    )
    def begin(self, owner, due, in_ledger):
        self.records, self.now = house(), START
        self.body = self.do(found.found_body, Tier.CORNER, "甲", preset("corner")).id
        self.meeting = self.do(prepare.plan_meeting, self.body, "例会", START).id
        issue = Issue(new_id(), self.body, 1, "积水", START, state=IssueState.ACCEPTED)
        with self.records.transaction("x", self.by(), self.body) as book:
            book.put(issue)
        self.issue = issue.id
        deadline = None if due is None else self.day(due)
        new = FollowUp("", self.body, 0, "划线", START, issue=issue.id, deadline=deadline)
        self.ids = [
            self.do(follow.add_task, replace(new, owner=owner)).id,
            self.do(follow.add_task, replace(new, owner="李国强")).id,
        ]
        old = self._of_an_old_ledger(replace(new, owner="李国强"), in_ledger)
        with self.records.transaction("x", self.by(), self.body) as book:
            book.put(old)
        self.ids.append(old.id)
        self.before = {id: self.get(id) for id in self.ids}
        self.last = None

    def _of_an_old_ledger(self, new: FollowUp, state: FollowUpState) -> FollowUp:
        """A task that was brought in as it stands, no day of its road known."""
        id = new_id()
        ways = [*_ROAD[: _ROAD.index(state)], state] if state in _ROAD else [S.ASSIGNED, state]
        return replace(new, id=id, number=9, state=state, undated=True, steps=tuple(
            Step(new_id(), self.body, id, _LEADS[way], START, undated=True, satisfaction=(
                Satisfaction.SATISFIED if way is S.REVISITED else None
            ), ending=Ending.GONE if way is S.ENDED else None)
            for way in ways if way in _LEADS
        ))  # fmt: skip

    def by(self) -> By:
        return By("王社工", self.now, new_id())

    def do(self, action, *args, **more):
        return action(self.records, self.by(), *args, **more)

    def day(self, days: int) -> date:
        return self.now.date() + timedelta(days=days)

    def get(self, id: str) -> FollowUp:
        with self.records.reading() as book:
            return book.get(FollowUp, id)

    def whole(self):
        return {id: self.get(id) for id in self.ids}

    def tried(self, action, *args, **more) -> MeetingError | None:
        """Do it; what refuses changes nothing."""
        was = self.whole()
        try:
            self.do(action, self.body, *args, **more)
        except MeetingError as refused:
            assert self.whole() == was
            return refused
        if self.whole() != was:
            self.last = was
        return None

    # acts

    @rule(days=st.integers(0, 20))
    def time_passes(self, days):
        self.now += timedelta(days=days)

    @rule(
        n=st.integers(0, 2), kind=st.sampled_from(list(K)), ago=st.integers(-1, 25),
        due=st.none() | st.integers(-3, 40), heard=st.none() | st.sampled_from(list(Satisfaction)),
        ending=st.none() | st.sampled_from(list(Ending)), text=st.sampled_from(["", "因故"]),
    )  # fmt: skip
    def one_step(self, n, kind, ago, due, heard, ending, text):
        self.tried(
            follow.step, self.ids[n], kind, text, None if due is None else self.day(due), heard,
            day=self.day(-ago), ending=ending,
        )  # fmt: skip

    @rule(n=st.integers(0, 2), pick=st.integers(0, 99), heard=st.sampled_from(list(Satisfaction)))
    def what_is_offered_is_possible(self, n, pick, heard):
        task = self.get(self.ids[n])
        offered = [kind for kind in offered_now(task) if kind is not K.ASSIGN]
        if not offered:
            return
        kind = offered[pick % len(offered)]
        refused = self.tried(
            follow.step, task.id, kind, "因故", self.day(9) if kind is K.EXTEND else None,
            heard if kind is K.REVISIT else None,
        )  # fmt: skip
        assert refused is None or kind is K.DECLINE, refused

    @rule(n=st.integers(0, 2), pick=st.integers(0, 9), ago=st.integers(0, 3))
    def what_ends_it_is_possible(self, n, pick, ago):
        task = self.get(self.ids[n])
        ways = task.ways_to_end
        assert bool(ways) is task.may(K.END)
        if ways:
            way = ways[pick % len(ways)]
            assert self.tried(follow.step, task.id, K.END, "因故", ending=way) is None
            assert self.get(task.id).ending is way

    @rule(n=st.integers(0, 2), owner=NAMES, unit=NAMES, due=st.integers(-3, 40),
          ago=st.integers(0, 9), keep=st.booleans())  # fmt: skip
    def hand_over(self, n, owner, unit, due, ago, keep):
        deadline = self.get(self.ids[n]).deadline if keep else self.day(due)
        self.tried(
            follow.hand_over, self.ids[n], owner, None, (), deadline, (), (unit,) if unit else (),
            day=self.day(-ago),
        )  # fmt: skip

    @rule(owner=NAMES, due=st.none() | st.integers(0, 40))
    def hand_over_many(self, owner, due):
        self.tried(
            follow.hand_over_many, self.ids[:2], owner,
            deadline=None if due is None else self.day(due),
        )  # fmt: skip

    @rule(n=st.integers(0, 2), heard=st.sampled_from(list(Satisfaction)))
    def said_in_the_meeting(self, n, heard):
        self.tried(follow.say_done, self.ids[n], self.meeting, heard)

    @rule()
    def chase_all(self):
        self.tried(follow.chase_many, self.ids)

    @precondition(lambda self: self.last is not None)
    @rule()
    def undo(self):
        self.records.undo(self.by(), self.body)
        assert self.whole() == self.last
        self.before, self.last = self.last, None

    # what must hold

    @invariant()
    def no_day_is_later_than_today_and_the_turns_are_in_order(self):
        for task in self.whole().values():
            turned = given = date.min
            for step in task.steps:
                if step.kind is K.ASSIGN:
                    given = step.day or given
                elif step.day is not None and step.kind not in (K.CHASE, K.HAND_ON, K.END):
                    assert given <= step.day, "nothing is done before it was handed over"
                assert step.day is None or step.day <= step.at.date() <= self.now.date()
                if step.kind in (K.ASSIGN, K.HAND_ON, K.PROGRESS, K.CHASE, K.EXTEND):
                    continue
                if step.day is not None:
                    assert turned <= step.day, [(s.kind, s.day) for s in task.steps]
                    turned = step.day

    @invariant()
    def deadlines_and_hands_change_by_their_steps_alone(self):
        now = self.whole()
        for id, task in now.items():
            was = self.before[id]
            added = task.steps[len(was.steps) :]
            assert task.steps[: len(was.steps)] == was.steps, "nothing is erased"
            handed = any(step.kind is K.ASSIGN for step in was.steps)
            moved = [step for step in added if step.deadline is not None]
            if task.deadline != was.deadline:
                assert not handed or moved, (was.deadline, task.deadline)
            if moved:
                assert moved[0].was_deadline == was.deadline
                assert moved[-1].deadline == task.deadline
            if handed and task.in_charge != was.in_charge:
                assert [s for s in added if s.kind in (K.HAND_ON, K.ASSIGN)], added
                assert task.in_charge, "handed to nobody"
            for step in added:
                if step.kind is K.HAND_ON:
                    assert step.who and (step.who != step.was or step.deadline)
            if added and added[-1].kind is K.REOPEN:
                assert task.state is S.IN_HAND and task.ending is None and task.visit is None
        self.before = now

    @invariant()
    def an_issue_is_settled_by_a_yes_and_open_again_with_its_task(self):
        with self.records.reading() as book:
            issue = book.get(Issue, self.issue)
        tasks = self.whole().values()
        if issue.state is IssueState.SETTLED:
            assert all(task.state in OVER for task in tasks)
        if any(task.steps and task.steps[-1].kind is K.REOPEN for task in tasks):
            assert issue.state is not IssueState.SETTLED

    @invariant()
    def the_figures_count_each_task_once_and_as_it_stands(self):
        today = self.now.date()
        said = facts(self.records, EVER, frozenset({self.body}))
        known = figures(said, EVER, today)
        tasks = list(self.whole().values())
        dated = [task for task in tasks if not task.undated]
        flow = known.tasks
        assert flow.end == flow.begin + flow.new + flow.again - flow.ends
        assert flow.new == sum(1 for task in dated if task.ending is not Ending.VOID)
        assert flow.all_open == sum(1 for task in tasks if task.state not in OVER)
        assert flow.all_late == sum(
            1 for t in tasks
            if t.state not in DONE and t.deadline is not None and t.deadline < today
        )  # fmt: skip
        for way in Ending:
            now = sum(1 for task in dated if task.ending is way)
            counted = known.voided if way is Ending.VOID else flow.ended.get(way.value, 0)
            assert now <= counted
        known = figures(replace(said, tasks=said.tasks[:2]), EVER, today)
        in_time = sum(1 for task in tasks[:2] if _in_time(task, today))
        assert known.on_time.part == in_time


def _in_time(task: FollowUp, today: date) -> bool:
    """By somebody who reads only the guide: done, on a day not after the deadline of that day."""
    due, done = task.deadline, False
    for step in task.steps:
        if due is None or step.day is None or step.day > due:
            continue
        if step.kind is K.REOPEN or step.satisfaction is Satisfaction.UNSATISFIED:
            done = False
        elif step.kind is K.COMPLETE:
            done = True
    return due is not None and due <= today and done and task.ending is not Ending.VOID


AnyTask.TestCase.settings = settings(
    max_examples=often(12),
    stateful_step_count=25,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
TestAnyTask = AnyTask.TestCase
