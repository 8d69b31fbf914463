"""A step of which nobody gave the day bears none on the screen."""

from dataclasses import replace
from datetime import date, datetime

from meetings.matters.followup_states import StepKind
from meetings.matters.followups import FollowUp, Step
from tui.words.ledger import Task, step_text, task_lines

AT = datetime.fromisoformat("2026-11-28T19:42:00+08:00")


def test_a_step_without_a_day_says_so_and_one_with_a_day_shows_it():
    assert step_text(Step("s", "b", "f", StepKind.COMPLETE, AT, undated=True)) == "日期不详 办结"
    dated = step_text(Step("s", "b", "f", StepKind.COMPLETE, AT))
    assert "日期不详" not in dated and "11月28日" in dated


def test_a_day_that_was_brought_in_bears_no_time_and_one_of_another_year_bears_it():
    midnight = AT.replace(hour=0, minute=0)
    assert step_text(Step("s", "b", "f", StepKind.COMPLETE, midnight)) == "11月28日 办结"
    task = FollowUp("f", "b", 1, "修灯", midnight)
    told = task_lines(Task(task, None, None), date(2027, 1, 5)).plain
    assert "2026年11月28日 列入台账" in told
    told = task_lines(Task(replace(task, undated=True), None, None), date(2027, 1, 5)).plain
    assert "日期不详 列入台账" in told
