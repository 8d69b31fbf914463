"""Days as lists write them: read alike in ledgers and tickets, words kept where they say more."""

from datetime import date, datetime, timedelta, timezone

import pytest

from meetings.actions import found
from meetings.community.bodies import Tier
from meetings.importing.issues import existing_issues, plan_issues
from meetings.importing.plan import Choices
from meetings.importing.table import Sheet, Source
from meetings.importing.tasks.out import existing_ledger
from meetings.importing.tasks.plan import plan_ledger
from meetings.ports import By
from meetings.procedure.rules import preset
from storage.ids import new_id
from tests.storage.memory_records import MemoryRecords

NOW = datetime(2026, 11, 24, 10, tzinfo=timezone(timedelta(hours=8)))
NINTH = date(2026, 10, 9)
SAID = [
    "2026/10/9 0:00", "2026-10-09 00:00:00", "2026-10-09T00:00:00", "2026.10.9", "20261009",
    20261009, "2026年10月9日（星期五）", "二〇二六年十月九日", 46304, 46304.75, "46304", "46304.75",
    "2026—10—9", "2026 年 10 月 9 日", datetime(2026, 10, 9, 8), NINTH, "２０２６年１０月９日",
]  # fmt: skip
MORE = [("2026年10月9日前", NINTH), ("2026年10月9日左右", NINTH), ("2026年10月9号前完成", NINTH)]
SPANS = [
    ("2026年9月", date(2026, 9, 30)), ("2026.9", date(2026, 9, 30)), (2026.9, date(2026, 9, 30)),
    ("2026年第三季度", date(2026, 9, 30)), ("2026年上半年", date(2026, 6, 30)),
    ("2026年四季度末", date(2026, 12, 31)), ("2026年底", date(2026, 12, 31)),
]  # fmt: skip
NO_DAY = ["长期坚持", "尽快", "立即", "待定", "/", "——", "无"]
LOST = [2026.1, 9.1, 9.2, 9.3]


@pytest.fixture
def here():
    records = MemoryRecords()
    by = By("王社工", NOW, new_id())
    return records, found.found_body(records, by, Tier.CORNER, "甲议事会", preset("corner"))


def ledger(here, cell, column="完成时限", answers=None):
    records, one = here
    source = Source((Sheet("台账", [["事项", "责任部门", column], ["修灯", "物业", cell]]),))
    choices = Choices(answers=answers or {})
    return plan_ledger(source, existing_ledger(records), one.id, choices)


def tickets(here, cell, column="处理时限", answers=None):
    records, one = here
    source = Source((Sheet("工单", [["工单编号", "诉求内容", column], ["1", "修灯", cell]]),))
    choices = Choices(answers=answers or {})
    return plan_issues(source, existing_issues(records), one.id, choices)


def task_of(plan):
    ((task,),) = plan.new.values()
    return task


def issue_of(plan):
    ((issue,),) = plan.new.values()
    return issue


def whys(plan) -> set[str]:
    return {reason.why for row in plan.rows for reason in row.reasons}


@pytest.mark.parametrize("cell", SAID, ids=str)
def test_a_day_is_read_however_it_is_written(here, cell):
    task, issue = task_of(ledger(here, cell)), issue_of(tickets(here, cell))
    assert (task.deadline, task.deadline_words) == (NINTH, "")
    assert (issue.due, issue.text) == (NINTH, "")
    assert task_of(ledger(here, cell, "交办日期")).assigned == NINTH
    assert issue_of(tickets(here, cell, "来电时间")).day == NINTH


@pytest.mark.parametrize(("cell", "day"), MORE)
def test_words_that_say_more_than_the_day_are_kept(here, cell, day):
    task, issue = task_of(ledger(here, cell)), issue_of(tickets(here, cell))
    assert (task.deadline, task.deadline_words) == (day, cell)
    assert (issue.due, issue.text) == (day, f"时限：{cell}")


@pytest.mark.parametrize(("cell", "end"), SPANS, ids=str)
def test_a_span_is_its_end_for_a_deadline_and_no_day_for_what_was_done(here, cell, end):
    task, issue = task_of(ledger(here, cell)), issue_of(tickets(here, cell))
    assert (task.deadline, task.deadline_words) == (end, str(cell))
    assert (issue.due, issue.text) == (end, f"时限：{cell}")
    done, raised = ledger(here, cell, "交办日期"), tickets(here, cell, "来电时间")
    assert (task_of(done).assigned, task_of(done).remark) == (None, f"交办日期：{cell}")
    assert (issue_of(raised).day, issue_of(raised).text) == (None, f"提出日期：{cell}")


@pytest.mark.parametrize("cell", NO_DAY)
def test_words_that_name_no_day_are_kept_with_a_reminder(here, cell):
    for plan in (ledger(here, cell), tickets(here, cell)):
        assert "deadline_words" in whys(plan) and plan.questions == ()
    assert task_of(ledger(here, cell)).deadline_words == cell
    assert issue_of(tickets(here, cell)).text == f"时限：{cell}"
    assert task_of(ledger(here, cell, "交办日期")).assigned is None
    assert issue_of(tickets(here, cell, "来电时间")).day is None


@pytest.mark.parametrize(
    ("cell", "answer", "day"),
    [("国庆前", ("day/国庆前", "2026-09-30"), date(2026, 9, 30)),
     ("9月30日", ("year", "2026"), date(2026, 9, 30)),
     ("9月底前", ("year", "2026"), date(2026, 9, 30)),
     ("三季度", ("year", "2026"), date(2026, 9, 30)),
     ("今年底", ("year", "2026"), date(2026, 12, 31)),
     ("3/9/2026", ("order/{column}", "day"), date(2026, 9, 3)),
     ("3/9/2026", ("order/{column}", "month"), date(2026, 3, 9))],
)  # fmt: skip
def test_what_is_not_certain_is_asked_once_and_until_then_its_words_are_kept(
    here, cell, answer, day
):
    for read, column in ((ledger, "完成时限"), (tickets, "时限")):
        plan = read(here, cell)
        key = answer[0].format(column=column)
        assert [question.key for question in plan.questions] == [key]
        if read is ledger:
            assert (task_of(plan).deadline, task_of(plan).deadline_words) == (None, cell)
        else:
            assert (issue_of(plan).due, issue_of(plan).text) == (None, f"时限：{cell}")
        plan = read(here, cell, answers={key: answer[1]})
        assert plan.questions == ()
        assert (task_of(plan).deadline if read is ledger else issue_of(plan).due) == day


def test_the_days_of_a_file_give_the_year_of_those_without_one(here):
    records, one = here
    rows = [
        ["诉求内容", "来电时间", "处理时限"],
        ["甲", "2025-11-2", "11月9日"],
        ["乙", "", "12月1日"],
    ]
    plan = plan_issues(Source((Sheet("工单", rows),)), existing_issues(records), one.id)
    assert [issue.due for issue in plan.new[one.id]] == [date(2025, 11, 9), date(2025, 12, 1)]
    assert plan.questions == ()


@pytest.mark.parametrize("cell", LOST)
def test_a_number_that_may_have_lost_its_nought_is_no_day(here, cell):
    for answers in ({}, {"year": "2026"}):
        plan, issues = ledger(here, cell, answers=answers), tickets(here, cell, answers=answers)
        assert "lost_zero" in whys(plan) & whys(issues)
        assert (task_of(plan).deadline, task_of(plan).deadline_words) == (None, str(cell))
        assert (issue_of(issues).due, issue_of(issues).text) == (None, f"时限：{cell}")


@pytest.mark.parametrize("cell", ["2026-13-45", "9999-12-31", "1899-12-30", "2201-01-01"])
def test_a_day_that_no_record_holds_is_refused(here, cell):
    for plan in (ledger(here, cell), tickets(here, cell), ledger(here, cell, "交办日期")):
        assert plan.empty and whys(plan) <= {"no_such_day", "year_out_of_range"}
