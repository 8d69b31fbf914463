"""Figures of tasks that ended without a yes, moved their deadline, or were done on another day."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from meetings.actions import follow, found
from meetings.community.bodies import Tier
from meetings.figures.counting import Figures, Rate, figures
from meetings.figures.periods import Length, Period, whole
from meetings.importing.tasks.out import SHEET_COLUMNS, existing_ledger, sheet_rows, sheet_total
from meetings.matters.followup_states import Ending, Satisfaction, StepKind
from meetings.matters.followups import FollowUp
from meetings.matters.parts import Part
from meetings.ports import By
from meetings.procedure.rules import preset
from storage.ids import new_id
from storage.queries.figures import facts
from storage.records import FileRecords

DAY = datetime(2026, 3, 2, 9).astimezone()
S = StepKind


class Ledger:
    """A body whose tasks take their steps day by day."""

    def __init__(self, records: FileRecords) -> None:
        self.records = records
        self.body = found.found_body(
            records, self.by(0), Tier.CORNER, "甲街角议事会", preset("corner")
        ).id

    def by(self, days: int) -> By:
        return By("王社工", DAY + timedelta(days=days), new_id())

    def task(self, text: str, days: int = 30) -> str:
        due = (DAY + timedelta(days=days)).date()
        new = FollowUp("", self.body, 0, text, DAY, owner="物业", deadline=due)
        return follow.add_task(self.records, self.by(0), new).id

    def step(self, task: str, days: int, kind: StepKind, text: str = "因故", **more) -> None:
        follow.step(self.records, self.by(days), self.body, task, kind, text, **more)

    def get(self, task: str) -> FollowUp:
        with self.records.reading() as book:
            return book.get(FollowUp, task)

    def figures(self, period: Period, today: date = date(2027, 1, 1)) -> Figures:
        return figures(facts(self.records, period), period, today)


@pytest.fixture
def ledger(tmp_path: Path):
    with FileRecords.open(tmp_path / "r.db") as records:
        yield Ledger(records)


def month(number: int) -> Period:
    return whole(Length.MONTH, date(2026, number, 1))


YEAR = whole(Length.YEAR, date(2026, 1, 1))


def test_each_end_without_a_yes_is_counted_apart_and_void_is_in_no_rate(ledger: Ledger):
    gone, never, mistake = (ledger.task(text) for text in ("搬走", "办不了", "记错"))
    ledger.step(gone, 5, S.END, ending=Ending.GONE)
    ledger.step(never, 45, S.END, ending=Ending.IMPOSSIBLE)
    ledger.step(mistake, 6, S.END, ending=Ending.VOID)
    open_one = ledger.task("还在办")
    known = ledger.figures(YEAR)
    assert known.tasks.ended == {"gone": 1, "impossible": 1}, "it has a figure of its own"
    assert known.tasks.end == known.tasks.new - known.tasks.ends == 1
    assert known.voided == 1 and known.completed == Rate(0, 3)
    assert known.on_time == Rate(0, 2), "who moved away before the deadline missed none"
    assert known.closed == Rate(0, 3)
    rows = sheet_rows(existing_ledger(ledger.records), date(2026, 3, 20))
    stands = [dict(zip(SHEET_COLUMNS, row, strict=True))["情况"] for row in rows]
    assert stands[:3] == ["搬走或去世", "无法办理", "作废"]
    assert sheet_total(existing_ledger(ledger.records), date(2026, 3, 20))[2] == "3件，另作废1件"
    assert ledger.get(open_one).ending is None


def test_what_was_done_and_then_found_void_is_in_no_figure_but_its_own(ledger: Ledger):
    kept, mistake = ledger.task("路灯"), ledger.task("记错", days=20)
    alone = ledger.figures(YEAR)
    ledger.step(mistake, 2, S.CHASE)
    ledger.step(mistake, 4, S.COMPLETE)
    ledger.step(mistake, 5, S.REPORT_BACK)
    ledger.step(mistake, 6, S.REVISIT, satisfaction=Satisfaction.SATISFIED)
    ledger.step(mistake, 40, S.END, ending=Ending.VOID)
    known = ledger.figures(YEAR)
    assert (alone.tasks.new, alone.tasks.end) == (2, 2)
    assert (known.tasks.new, known.tasks.done, known.tasks.ends, known.tasks.end) == (1, 0, 0, 1)
    assert (known.completed, known.on_time) == (Rate(0, 1), Rate(0, 1))
    assert (known.voided, known.chased, known.satisfied) == (1, 0, Rate(0, 0))
    counted = {one.month: (one.tasks, one.done, one.ended) for one in known.by_month}
    assert counted["2026-03"] == (1, 0, 0) and counted["2026-04"] == (0, 0, 0)
    assert known.carried["done"] == {"unknown": 1}, "nobody carried the mistake"
    april = ledger.figures(month(4))
    assert (april.tasks.begin, april.tasks.ended) == (2, {"void": 1}), "March ended with both"
    assert (april.voided, ledger.figures(month(5)).voided) == (1, 0)
    assert ledger.get(kept).ending is None


def test_in_time_is_judged_by_the_day_on_which_it_was_done(ledger: Ledger):
    task = ledger.task("路灯")
    ledger.step(task, 40, S.COMPLETE, day=(DAY + timedelta(days=20)).date())
    assert ledger.figures(YEAR).on_time == Rate(1, 1)
    assert ledger.figures(month(3)).tasks.done == 1
    assert ledger.figures(month(4)).tasks.done == 0


def test_a_deadline_that_moved_later_counts_as_it_was_in_an_earlier_report(ledger: Ledger):
    task = ledger.task("井盖", days=20)
    before = ledger.figures(month(3))
    assert before.on_time == Rate(0, 1) and before.tasks.late == 1
    ledger.step(task, 35, S.EXTEND, deadline=date(2026, 5, 1))
    assert ledger.figures(month(3)) == before
    assert ledger.figures(month(4)).tasks.late == 0
    assert ledger.figures(YEAR).extended == 1


def test_a_reopening_with_a_new_deadline_leaves_the_past_as_it_was(ledger: Ledger):
    task = ledger.task("门禁", days=20)
    ledger.step(task, 10, S.COMPLETE)
    ledger.step(task, 11, S.REPORT_BACK)
    ledger.step(task, 12, S.REVISIT, satisfaction=Satisfaction.SATISFIED)
    ledger.step(task, 13, S.CLOSE)
    before = ledger.figures(month(3))
    assert before.on_time == Rate(1, 1) and before.tasks.end == 0
    ledger.step(task, 60, S.REOPEN, deadline=date(2026, 6, 1))
    assert ledger.figures(month(3)) == before
    may = ledger.figures(month(5))
    assert (may.tasks.begin, may.tasks.again, may.tasks.end) == (0, 1, 1)
    assert ledger.figures(month(6)).on_time == Rate(0, 1)


def test_the_deadline_of_a_part_is_none_of_the_whole(ledger: Ledger):
    task = ledger.task("围栏", days=20)
    parts = [Part("物业", "拆", date(2026, 3, 12)), Part("社区", "装")]
    follow.share_out(ledger.records, ledger.by(1), ledger.body, task, parts)
    follow.part_step(
        ledger.records, ledger.by(2), ledger.body, task, S.PART_EXTEND, 1, "下雨", date(2026, 6, 1)
    )
    assert ledger.figures(month(3)).on_time == Rate(0, 1)
    assert ledger.figures(month(6)).on_time == Rate(0, 0)


def test_an_extension_given_after_the_work_was_done_moves_no_deadline(ledger: Ledger):
    """Due on 12 March, extended on the 25th to 20 April; then told that the 15th was the day."""
    told_late = ledger.task("修门", 10)
    ledger.step(told_late, 23, S.EXTEND, deadline=date(2026, 4, 20))
    ledger.step(told_late, 24, S.COMPLETE, "", day=date(2026, 3, 15))
    march, april = (ledger.figures(month(number)).on_time for number in (3, 4))
    assert (march.part, march.of) == (0, 1)
    assert (april.part, april.of) == (0, 0)
