"""What a past day says of issues stays as it was, whatever became of them later."""

from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from meetings.actions import collect, follow, found
from meetings.community.bodies import Tier
from meetings.figures.counting import Figures, Rate, figures
from meetings.figures.periods import Length, Period, whole
from meetings.matters.followup_states import Satisfaction, StepKind
from meetings.matters.followups import BeforeThat, FollowUp, NotYet
from meetings.matters.issues import MOVES, Issue, IssueState
from meetings.ports import By
from meetings.procedure.rules import preset
from storage.ids import new_id
from storage.queries.figures import facts
from storage.records import FileRecords
from tests.conftest import MEMORY
from tests.data.ledger_sql import issue_states
from tests.data.often import often

DAY = datetime(2026, 3, 2, 9).astimezone()
EVER = Period(date(2026, 1, 1), date(2030, 12, 31))
S = IssueState


class Pool:
    """The pools of two bodies; each act is done on a day after the one before."""

    def __init__(self, records: FileRecords) -> None:
        self.records, self.now = records, DAY
        self.bodies = [
            self.do(found.found_body, Tier.CORNER, name, preset("corner")).id
            for name in ("甲街角议事会", "乙街角议事会")
        ]

    def do(self, action, *args, **more):
        return action(self.records, By("王社工", self.now, new_id()), *args, **more)

    def on(self, month: int, day: int) -> None:
        self.now = datetime(2026, month, day, 9).astimezone()

    def issue(self, n: int = 1, body: int = 0) -> Issue:
        new = Issue("", self.bodies[body], 0, f"议题{n}", self.now)
        taken: Issue = self.do(collect.collect, new)
        return taken

    def become(self, issue: Issue, state: IssueState) -> Issue:
        taken: Issue = self.do(collect.screen, issue.body, issue.id, state, "因故")
        return taken

    def task(self, issue: Issue) -> str:
        new = FollowUp("", issue.body, 0, "办", self.now, issue=issue.id, owner="物业")
        return str(self.do(follow.add_task, new).id)

    def close(self, issue: Issue, task: str, day: date | None = None) -> None:
        for kind, heard in (
            (StepKind.COMPLETE, None), (StepKind.REPORT_BACK, None),
            (StepKind.REVISIT, Satisfaction.SATISFIED), (StepKind.CLOSE, None),
        ):  # fmt: skip
            self.do(
                follow.step, issue.body, task, kind, "好", satisfaction=heard,
                day=day or self.now.date(),
            )  # fmt: skip

    def get(self, issue: Issue) -> Issue:
        with self.records.reading() as book:
            return book.get(Issue, issue.id)

    def figures(self, period: Period, body: str | None = None) -> Figures:
        bodies = frozenset(self.bodies if body is None else [body])
        return figures(facts(self.records, period, bodies), period, date(2027, 1, 1))


@pytest.fixture
def pool(tmp_path: Path):
    with FileRecords.open(tmp_path / "r.db") as records:
        yield Pool(records)


def month(number: int) -> Period:
    return whole(Length.MONTH, date(2026, number, 1))


def standing(known: Figures) -> dict[str, int]:
    return {state.value: count for state, count in known.states.items() if count}


def test_a_past_month_tells_the_states_as_they_stood_at_its_end(pool: Pool):
    issue = pool.issue()
    pool.on(3, 10)
    pool.become(issue, S.ACCEPTED)
    pool.on(4, 5)
    pool.become(issue, S.WITHDRAWN)
    assert standing(pool.figures(month(3))) == {"accepted": 1}
    assert standing(pool.figures(EVER)) == {"withdrawn": 1}
    march, april = pool.figures(month(3)).issues, pool.figures(month(4)).issues
    assert (march.end, march.unknown) == (1, 0)
    assert (april.begin, april.ended, april.end) == (1, {"withdrawn": 1}, 0)


def test_reopening_takes_nothing_from_what_was_settled_before(pool: Pool):
    issue = pool.issue()
    task = pool.task(issue)
    pool.on(3, 20)
    pool.close(issue, task)
    before = pool.figures(month(3))
    assert before.settled == Rate(1, 1) and before.days_to_settle == (18,)
    pool.on(6, 1)
    pool.do(follow.step, issue.body, task, StepKind.REOPEN, "又坏了", date(2026, 7, 1))
    assert pool.get(issue).settled_at is None
    assert pool.figures(month(3)) == before
    june = pool.figures(month(6)).issues
    assert (june.begin, june.again, june.end) == (0, 1, 1)
    pool.on(6, 20)
    pool.close(issue, task)
    assert pool.figures(month(3)) == before
    assert pool.figures(month(6)).issues.ended == {"settled": 1}


def test_an_issue_is_settled_on_the_day_of_the_last_closing_and_not_when_it_was_typed(pool: Pool):
    issue = pool.issue()
    first, second = pool.task(issue), pool.task(issue)
    pool.on(4, 8)
    pool.close(issue, first, date(2026, 3, 28))
    pool.close(issue, second, date(2026, 3, 25))
    settled = pool.get(issue).settled_at
    assert settled is not None and settled.date() == date(2026, 3, 28)
    assert pool.figures(month(3)).issues.ended == {"settled": 1}


def test_an_issue_settled_by_hand_is_settled_on_the_day_that_was_said(pool: Pool):
    issue = pool.issue()
    pool.on(4, 25)
    with pytest.raises(NotYet):
        pool.do(collect.screen, issue.body, issue.id, S.SETTLED, "自己修好了", date(2026, 4, 26))
    with pytest.raises(BeforeThat):
        pool.do(collect.screen, issue.body, issue.id, S.SETTLED, "自己修好了", date(2026, 3, 1))
    pool.do(collect.screen, issue.body, issue.id, S.SETTLED, "自己修好了", date(2026, 3, 20))
    assert pool.figures(month(3)).settled == Rate(1, 1)
    assert pool.figures(month(3)).days_to_settle == (18,)


def test_a_file_of_before_keeps_the_day_on_which_a_reopened_issue_was_settled(pool: Pool):
    old = Issue(new_id(), pool.bodies[0], 1, "旧", DAY, state=S.SETTLED, settled_at=DAY)
    with pool.records.transaction("x", By("王社工", DAY, new_id()), old.body) as book:
        book.put(old)
    before = pool.figures(month(3))
    pool.on(6, 1)
    pool.become(old, S.ACCEPTED)
    assert pool.figures(month(3)) == before and before.settled == Rate(1, 1)
    assert pool.figures(month(6)).issues.again == 1


@cache
def house() -> FileRecords:
    folder = mkdtemp(dir=MEMORY if MEMORY.is_dir() else None)
    return FileRecords.open(Path(folder) / "r.db")


class AnyIssues(RuleBasedStateMachine):
    """Issues of two bodies, every move that may be made, and undo, over some months."""

    @initialize()
    def begin(self):
        self.pool = Pool(house())
        self.issues: list[Issue] = []
        self.seen: dict[date, dict[str | None, Counter[str]]] = {}
        self.last = ""

    @rule(n=st.integers(1, 25))
    def days_pass(self, n: int):
        self.note()
        self.pool.now += timedelta(days=n)
        self.last = ""

    @rule(body=st.integers(0, 1))
    def collected(self, body: int):
        self.issues.append(self.pool.issue(len(self.issues), body))
        self.last = ""

    @precondition(lambda self: self.issues)
    @rule(pick=st.integers(0, 99), way=st.integers(0, 99))
    def moved(self, pick: int, way: int):
        issue = self.pool.get(self.issues[pick % len(self.issues)])
        by_hand = sorted(MOVES[issue.state] - {S.MERGED, S.SCHEDULED, S.DELIBERATED, S.REFERRED_UP})
        if by_hand:
            self.pool.become(issue, by_hand[way % len(by_hand)])
            self.last = issue.body

    @precondition(lambda self: self.last)
    @rule()
    def taken_back(self):
        by = By("王社工", self.pool.now, new_id())
        self.pool.records.undo(by, self.last)
        self.last = ""

    def note(self):
        """How the issues stand, by body and all, at the end of this day."""
        now = [self.pool.get(one) for one in self.issues]
        of_all: dict[str | None, Counter[str]] = {
            body: Counter(one.state.value for one in now if one.body == body)
            for body in self.pool.bodies
        }
        self.seen[self.pool.now.date()] = {**of_all, None: Counter(one.state.value for one in now)}

    def every_past_day_is_told_as_it_was(self):
        for day, stood in self.seen.items():
            for body, states in stood.items():
                period = Period(EVER.start, day)
                assert standing(self.pool.figures(period, body)) == dict(states)
                if body is not None:
                    with self.pool.records.reading() as book:
                        assert issue_states(book.conn, period, body) == dict(states)

    def teardown(self):
        if hasattr(self, "pool"):
            self.every_past_day_is_told_as_it_was()
            self.stock_and_flow()

    def stock_and_flow(self):
        for period in (month(3), month(4), whole(Length.QUARTER, date(2026, 4, 1))):
            parts = [self.pool.figures(period, body).issues for body in self.pool.bodies]
            all_of_them = self.pool.figures(period).issues
            for flow in (*parts, all_of_them):
                assert flow.end == flow.begin + flow.new + flow.again - flow.ends
            for name in ("begin", "new", "again", "ends", "end"):
                assert sum(getattr(one, name) for one in parts) == getattr(all_of_them, name)


AnyIssues.TestCase.settings = settings(
    max_examples=often(6), stateful_step_count=25, deadline=None, report_multiple_bugs=False
)
TestAnyIssues = AnyIssues.TestCase
