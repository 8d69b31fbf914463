"""Ledgers as committees keep them: what they do not say stays unknown, their words are kept."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.tables.sheets_read import read_source
from meetings.actions import follow, found
from meetings.community.bodies import Tier
from meetings.importing import columns
from meetings.importing.plan import DIFFERS, Choices, RowState
from meetings.importing.table import Sheet, Source, sheet_of_text
from meetings.importing.tasks.out import existing_ledger, ledger_rows
from meetings.importing.tasks.plan import SAME_ROWS, import_ledger, plan_ledger
from meetings.importing.tasks.rows import UNKNOWN, entries_of
from meetings.matters.followup_states import Ending, FollowUpState, Satisfaction, StepKind
from meetings.matters.followups import FollowUp
from meetings.ports import By
from meetings.procedure.rules import preset
from storage.ids import new_id
from tests.storage.memory_records import MemoryRecords

NOW = datetime(2026, 11, 24, 10, tzinfo=timezone(timedelta(hours=8)))
FILES = Path(__file__).parent.parent / "data" / "ledgers"
S = FollowUpState


def by() -> By:
    return By("王社工", NOW, new_id())


@pytest.fixture
def body():
    records = MemoryRecords()
    return records, found.found_body(records, by(), Tier.CORNER, "甲议事会", preset("corner"))


def taken(records, one, source, choices=None):
    """The plan, and the tasks once it is carried out."""
    plan = plan_ledger(source, existing_ledger(records), one.id, choices or Choices())
    import_ledger(records, by(), plan)
    with records.reading() as book:
        return plan, book.find(FollowUp)


def rows(head, *lines):
    return Source((Sheet("台账", [head.split(), *map(list, lines)]),))


def whys(plan) -> set[str]:
    return {reason.why for row in plan.rows for reason in row.reasons}


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_title_two_heading_rows_a_total_and_a_signature_give_two_whole_tasks(body, ending):
    records, one = body
    plan, (first, second) = taken(records, one, read_source(FILES / f"ledger.{ending}"))
    assert (first.units, first.owner, first.assigned_on, first.deadline) == (
        ("物业",), "周明", date(2026, 9, 3), date(2026, 9, 30),
    )  # fmt: skip
    assert (second.units, second.owner, second.assigned_on, second.deadline) == (
        ("社区",), "何芳", date(2026, 9, 4), date(2026, 9, 30),
    )  # fmt: skip
    assert (first.steps[0].who, second.steps[0].who) == ("周明、物业", "何芳、社区")
    assert (first.remark, second.deadline_words, second.state_words) == (
        "请尽快", "9月底前", "部分办结",
    )  # fmt: skip
    entries = [(s.day, s.text) for s in first.steps if s.kind is StepKind.PROGRESS]
    assert entries == [(date(2026, 9, 3), "联系物业"), (date(2026, 9, 10), "已报价")]
    assert [row.reasons[0].why for row in plan.rows if row.state is RowState.LEFT] == [
        "total", "signature",
    ]  # fmt: skip
    assert "hidden_sheet" in {note.why for note in plan.notes}
    if ending == "xlsx":
        assert {"hidden_columns", "hidden_rows"} <= {note.why for note in plan.notes}


def test_the_same_in_the_forms_of_text_tables(body, tmp_path):
    records, one = body
    text = "序号,事项,责任部门,截止日期\n1,修灯,物业,2026/9/30 0:00\n合计,1件,,\n"
    for name, data in (
        ("a.csv", text.encode("gb18030")), ("b.tsv", text.replace(",", "\t").encode()),
        ("c.csv", text.encode("utf-16")), ("d.csv", text.replace(",", "\t").encode("utf-16-le")),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(data)
        plan = plan_ledger(read_source(tmp_path / name), existing_ledger(records), one.id)
        (draft,) = plan.new[one.id]
        assert (draft.units, draft.deadline) == (("物业",), date(2026, 9, 30)), name


@pytest.mark.parametrize(
    ("words", "state", "said"),
    [("是", S.COMPLETED, ""), ("否", S.IN_HAND, ""), ("√", S.COMPLETED, ""), ("×", S.IN_HAND, ""),
     ("已办结", S.COMPLETED, ""), ("正在办", S.IN_HAND, ""), ("部分办结", S.IN_HAND, "部分办结"),
     ("", S.ASSIGNED, ""), ("已办", S.COMPLETED, ""), ("未办", S.WAITING, ""),
     ("挂账", S.ASSIGNED, "挂账")],
)  # fmt: skip
def test_whether_it_is_done_is_read_as_people_mark_it(body, words, state, said):
    records, one = body
    _plan, (task,) = taken(records, one, rows("事项 责任部门 是否办结", ("修灯", "物业", words)))
    assert (task.state, task.state_words) == (state, said)


@pytest.mark.parametrize(
    ("words", "visit"),
    [("满意", Satisfaction.SATISFIED), ("基本满意", Satisfaction.FAIRLY), ("未回访", None),
     ("", None), ("/", None)],
)  # fmt: skip
def test_satisfaction_is_the_result_of_a_visit_without_a_day(body, words, visit):
    records, one = body
    head = "事项 是否办结 群众评价"
    _plan, (task,) = taken(records, one, rows(head, ("修灯", "是", words)))
    assert task.visit is visit
    assert all(s.undated for s in task.steps if s.kind is StepKind.REVISIT)


def test_a_resident_who_is_not_satisfied_takes_what_is_done_back_to_work(body):
    records, one = body
    head = "事项 是否办结 群众评价"
    plan, (task,) = taken(records, one, rows(head, ("修灯", "是", "不满意")))
    assert (task.state, task.visit) == (S.IN_HAND, Satisfaction.UNSATISFIED)
    assert "taken_up_again" in whys(plan)


def test_what_nobody_dated_is_unknown_in_the_records_and_in_what_goes_out(body):
    records, one = body
    _plan, (task,) = taken(records, one, rows("事项 责任部门 是否办结", ("修灯", "物业", "是")))
    assert task.undated and task.assigned_on is None
    assert all(step.undated and step.day is None for step in task.steps)
    (out,) = ledger_rows(existing_ledger(records), NOW.date())
    said = dict(zip(columns.LEDGER_COLUMNS, out, strict=True))
    assert (said["交办日期"], said["办结日期"], said["销号日期"]) == (UNKNOWN, UNKNOWN, None)


def test_the_day_of_an_entry_is_not_the_day_on_which_it_was_done(body):
    records, one = body
    _plan, (task,) = taken(
        records,
        one,
        rows("事项 是否办结 进展", ("修灯", "是", "2024.3.20 已报装；2024.4.1 已施工")),
    )
    days = {step.kind: step.day for step in task.steps if step.kind is not StepKind.PROGRESS}
    assert days == {StepKind.ASSIGN: None, StepKind.COMPLETE: None}
    assert [(s.day, s.text) for s in task.steps if s.kind is StepKind.PROGRESS] == [
        (date(2024, 3, 20), "已报装"), (date(2024, 4, 1), "已施工"),
    ]  # fmt: skip


def test_entries_take_the_year_of_the_file_and_without_one_keep_their_words():
    text = "9月3日联系物业；9月10日已报价"
    assert [(e.day, e.text) for e in entries_of(text, 2026)] == [
        (date(2026, 9, 3), "联系物业"), (date(2026, 9, 10), "已报价"),
    ]  # fmt: skip
    assert [(e.day, e.text) for e in entries_of(text)] == [
        (None, "9月3日联系物业"), (None, "9月10日已报价"),
    ]  # fmt: skip
    assert [(e.day, e.text) for e in entries_of("先联系；再报价\n没有日期")] == [
        (None, "先联系；再报价\n没有日期")
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["长期坚持", "长期", "尽快", "立即", "待定", "/", "——", "无"])
def test_a_deadline_in_words_is_no_day_and_is_kept_with_a_reminder(body, words):
    records, one = body
    plan, (task,) = taken(records, one, rows("事项 责任部门 完成时限", ("修灯", "物业", words)))
    assert (task.deadline, task.deadline_words) == (None, words)
    assert "deadline_words" in whys(plan)


@pytest.mark.parametrize(
    ("words", "day"),
    [("2026年9月30日前", date(2026, 9, 30)), ("2026年9月", date(2026, 9, 30)),
     ("2026.9", date(2026, 9, 30)), ("2026年底", date(2026, 12, 31))],
)  # fmt: skip
def test_a_deadline_that_says_more_or_less_than_a_day_keeps_its_words(body, words, day):
    records, one = body
    _plan, (task,) = taken(records, one, rows("事项 责任部门 完成时限", ("修灯", "物业", words)))
    assert (task.deadline, task.deadline_words) == (day, words)


def test_a_month_in_which_something_was_done_is_no_day_and_stays_as_a_remark(body):
    records, one = body
    head = "事项 是否办结 办结日期"
    _plan, (task,) = taken(records, one, rows(head, ("修灯", "是", "2026年9月")))
    assert task.steps[-1].undated and task.remark == "办结日期：2026年9月"


def test_the_year_and_the_order_of_days_are_asked_once_for_all_rows(body):
    records, one = body
    source = rows("事项 责任部门 完成时限 交办日期", ("甲", "物业", "9月30日", "3/9/2026"),
                  ("乙", "物业", "10月8日", "4/9/2025"))  # fmt: skip
    plan = plan_ledger(source, existing_ledger(records), one.id)
    assert {question.key for question in plan.questions} == {"year", "order/交办日期"}
    drafts = plan.new[one.id]
    assert [(d.deadline, d.deadline_words, d.assigned) for d in drafts] == [
        (None, "9月30日", None), (None, "10月8日", None),
    ]  # fmt: skip
    answers = {"year": "2026", "order/交办日期": "day"}
    plan = plan_ledger(source, existing_ledger(records), one.id, Choices(answers=answers))
    assert [(d.deadline, d.assigned) for d in plan.new[one.id]] == [
        (date(2026, 9, 30), date(2026, 9, 3)), (date(2026, 10, 8), date(2025, 9, 4)),
    ]  # fmt: skip


def test_one_day_beyond_the_twelfth_tells_the_order_of_its_whole_column(body):
    records, one = body
    source = rows("事项 完成时限", ("甲", "3/9/2026"), ("乙", "30/9/2026"))
    drafts = plan_ledger(source, existing_ledger(records), one.id).new[one.id]
    assert [draft.deadline for draft in drafts] == [date(2026, 9, 3), date(2026, 9, 30)]


@pytest.mark.parametrize("words", ["2026-13-45", "9999-12-31", "1899-12-30"])
def test_a_day_that_there_is_not_refuses_its_row(body, words):
    records, one = body
    plan, tasks = taken(records, one, rows("事项 完成时限", ("甲", words), ("乙", "2026-1-1")))
    assert [row.state for row in plan.rows] == [RowState.ERROR, RowState.NEW]
    assert [task.text for task in tasks] == ["乙"]


def test_handlers_by_any_sign_and_a_unit_with_its_person(body):
    records, one = body
    head = "事项 牵头单位 责任人"
    _plan, (first, second) = taken(
        records,
        one,
        rows(head, ("甲", "物业/社区", "李四、王五\n赵六"), ("乙", "物业（周明）", "")),
    )
    assert (first.units, first.owner, first.co_owners) == (
        ("物业", "社区"), "李四", ("王五", "赵六"),
    )  # fmt: skip
    assert (second.units, second.owner) == (("物业",), "周明")


@pytest.mark.parametrize("words", ["待定", "未定", "待明确", "待落实", "空缺", "？"])
@pytest.mark.parametrize("column", ["承办", "责任人"])
def test_a_task_whose_handler_is_still_to_be_found_is_with_nobody(body, column, words):
    records, one = body
    _plan, (task,) = taken(records, one, rows(f"事项 {column}", ("甲", words)))
    assert (task.units, task.owner, task.co_owners) == ((), "", ())
    assert task.state is FollowUpState.WAITING


@pytest.mark.parametrize(
    ("cell", "unit", "names"),
    [("物业（周明）", ("物业",), ["周明"]), ("周明(物业)", ("物业",), ["周明"]),
     ("城管中队（何 芳）", ("城管中队",), ["何芳"]), ("周明（组长）", (), ["周明（组长）"]),
     ("周明（13900000003）", (), ["周明（13900000003）"]), ("周明（何勇）", (), ["周明（何勇）"])],
)  # fmt: skip
def test_a_unit_beside_a_person_is_a_unit_in_the_column_of_persons_too(body, cell, unit, names):
    records, one = body
    _plan, (task,) = taken(records, one, rows("事项 责任人", ("甲", cell)))
    assert (task.units, [task.owner, *task.co_owners]) == (unit, names)


@pytest.mark.parametrize(
    ("cell", "names"),
    [("郭 美 玲", ["郭美玲"]), ("李四 王五", ["李四", "王五"]), ("李 四、王 五", ["李四", "王五"]),
     ("物业 经理", ["物业 经理"]), ("欧阳 月", ["欧阳月"])],
)  # fmt: skip
def test_blanks_inside_a_name_are_none_and_between_names_part_them(body, cell, names):
    records, one = body
    _plan, (task,) = taken(records, one, rows("事项 责任人", ("甲", cell)))
    assert [task.owner, *task.co_owners] == names


def test_two_heading_rows_and_a_title_are_read_from_a_text_table_too(body, tmp_path):
    records, one = body
    text = (
        "甲社区议定事项督办台账,,,,,,,\n单位：甲社区,,,,,,,\n"
        "序号,问题描述,责任,,时间,,是否办结,备注\n,,牵头单位,具体责任人,受理时间,要求办结时间,,\n"
        "１,修灯,物业,郭 美 玲,2026/9/3 0:00,2026/9/30 0:00,是,急\n"
        "２,清运,社区（何芳）,,9月4日,9月底前,√,\n合计,2件,,,,,,\n填报人：何芳,,,,,,,\n"
    )
    (tmp_path / "a.csv").write_bytes(text.encode("gb18030"))
    plan, (first, second) = taken(records, one, read_source(tmp_path / "a.csv"))
    assert (first.number, first.units, first.owner, first.assigned_on, first.deadline) == (
        1, ("物业",), "郭美玲", date(2026, 9, 3), date(2026, 9, 30),
    )  # fmt: skip
    assert (second.number, second.units, second.owner, second.assigned_on, second.deadline) == (
        2, ("社区",), "何芳", date(2026, 9, 4), date(2026, 9, 30),
    )  # fmt: skip
    assert (first.remark, second.deadline_words) == ("急", "9月底前")
    assert [row.reasons[0].why for row in plan.rows if row.state is RowState.LEFT] == [
        "total", "signature",
    ]  # fmt: skip


def test_what_was_done_before_it_was_handed_over_is_doubtful_and_not_lost(body):
    records, one = body
    head = "事项 责任人 交办日期 进展 办结日期 销号日期 状态"
    seen, done = "2026-04-20 看过现场", "2026-05-01"
    line = ("修灯", "李国强", "2026-05-03", seen, done, "2026-04-30", "销号")
    plan, [task] = taken(records, one, rows(head, line))
    assert [row.state for row in plan.rows] == [RowState.WARNING]
    early = [r.facts["column"] for r in plan.rows[0].reasons if r.why == "before_that"]
    assert early == ["进展", "办结日期", "销号日期"]
    assert {step.kind: step.day for step in task.steps if step.day} == {
        StepKind.ASSIGN: date(2026, 5, 3)
    }  # fmt: skip
    assert task.remark == "办结日期：2026-05-01\n销号日期：2026-04-30"
    assert task.steps[1].text == "2026-04-20 看过现场"
    again, [same] = taken(records, one, rows(head, line))
    assert same == task and again.empty


def test_a_day_that_a_later_file_knows_and_that_cannot_be_stays_unknown(body):
    records, one = body
    taken(records, one, rows("事项 责任人 交办日期 状态", ("修灯", "李国强", "2026-05-03", "办结")))
    later = rows("事项 责任人 交办日期 办结日期 状态", ("修灯", "李国强", "", "2026-05-01", "办结"))
    plan, [task] = taken(records, one, later)
    assert "before_that" in whys(plan)
    assert [step.day for step in task.steps if step.kind is StepKind.COMPLETE] == [None]


def test_a_second_import_mends_what_is_here_where_the_file_knows_more(body):
    records, one = body
    taken(records, one, rows("事项 责任部门", ("修灯", "物业")))
    more = rows("事项 责任部门 交办日期 完成时限 备注 是否办结",
                ("修灯", "社区", "2026-9-1", "2026-9-30", "急", "是"))  # fmt: skip
    plan, (task,) = taken(records, one, more)
    (row,) = plan.rows
    assert row.state is RowState.CHANGED and [q.key for q in plan.questions] == [DIFFERS]
    assert (task.assigned_on, task.deadline, task.remark) == (
        date(2026, 9, 1), date(2026, 9, 30), "急",
    )  # fmt: skip
    assert (task.units, task.state) == (("物业",), S.ASSIGNED)
    _plan, (task,) = taken(records, one, more, Choices(answers={DIFFERS: "file"}))
    assert (task.units, task.state) == (("社区",), S.COMPLETED)
    assert [s.undated for s in task.steps if s.kind is StepKind.COMPLETE] == [True]
    assert plan_ledger(more, existing_ledger(records), one.id).empty


def test_a_file_that_overrules_leaves_the_old_deadline_and_hands_among_the_steps(body):
    records, one = body
    head = "事项 责任部门 完成时限 是否办结"
    _plan, (task,) = taken(records, one, rows(head, ("修灯", "物业", "2026-9-30", "否")))
    other = rows(head, ("修灯", "社区", "2026-10-31", "否"))
    _plan, (task,) = taken(records, one, other, Choices(answers={DIFFERS: "file"}))
    on, moved = (
        next(s for s in task.steps if s.kind is kind)
        for kind in (StepKind.HAND_ON, StepKind.EXTEND)
    )
    assert (on.was, on.who, on.undated) == ("物业", "社区", True)
    assert (moved.was_deadline, moved.deadline) == (date(2026, 9, 30), date(2026, 10, 31))


def test_no_file_takes_up_again_what_ended_here(body):
    records, one = body
    head = "事项 责任部门 是否办结 群众评价"
    _plan, (task,) = taken(records, one, rows(head, ("修灯", "物业", "否", "")))
    by = By("王社工", task.created_at, "end")
    follow.step(records, by, one.id, task.id, StepKind.END, "搬走了", ending=Ending.GONE)
    done = rows(head, ("修灯", "物业", "是", "不满意"))
    _plan, (task,) = taken(records, one, done, Choices(answers={DIFFERS: "file"}))
    assert task.ending is Ending.GONE


def test_a_row_that_stands_twice_is_told_and_asked_about_and_a_number_tells_two_apart(body):
    records, one = body
    twice = (("1", "修灯", "物业"), ("2", "修灯", "物业"), ("3", "修树", "物业"))
    source = rows("序号 事项 责任部门", *twice)
    plan = plan_ledger(source, existing_ledger(records), one.id)
    assert [task.text for task in plan.new[one.id]] == ["修灯", "修树"]
    assert "same_task_row" in whys(plan) and [q.key for q in plan.questions] == [SAME_ROWS]
    each = Choices(answers={SAME_ROWS: "each"})
    assert len(plan_ledger(source, existing_ledger(records), one.id, each).new[one.id]) == 3
    numbered = rows("编号 事项 责任部门", *twice)
    assert len(plan_ledger(numbered, existing_ledger(records), one.id).new[one.id]) == 3


def test_a_deadline_before_the_day_of_handing_over_is_told_and_kept(body):
    records, one = body
    line = ("修灯", "物业", "2026-10-1", "2026-9-30")
    plan, (task,) = taken(records, one, rows("事项 责任部门 交办日期 完成时限", line))
    assert "deadline_before" in whys(plan) and task.deadline == date(2026, 9, 30)


CANARY = st.fixed_dictionaries(
    {
        "事项": st.text("修灯围墙树", min_size=1, max_size=6),
        "责任部门": st.sampled_from(["", "物业", "社区"]),
        "完成时限": st.sampled_from(["", "2031-02-03", "尽快", "2032年", "国庆前", "12月5日"]),
        "交办日期": st.sampled_from(["", "2033-04-05", "/", "2034年6月"]),
        "办结日期": st.sampled_from(["", "2035-07-08", "不详"]),
        "进展": st.sampled_from(["", "已看", "2036.9.10 到货；没写日期", "3月4日去过"]),
        "是否办结": st.sampled_from(["", "是", "否", "部分办结", "怪"]),
        "群众评价": st.sampled_from(["", "满意", "不满意", "未回访"]),
    }
)
WRITTEN = {date(2031, 2, 3), date(2032, 12, 31), date(2033, 4, 5), date(2035, 7, 8),
           date(2036, 9, 10)}  # fmt: skip


@given(st.lists(CANARY, min_size=1, max_size=4, unique_by=lambda row: row["事项"]))
def test_no_day_is_ever_written_that_the_file_does_not_have(lines):
    records = MemoryRecords()
    one = found.found_body(records, by(), Tier.CORNER, "甲", preset("corner"))
    head = " ".join(lines[0])
    plan, tasks = taken(
        records, one, rows(head, *(tuple(line[k] for k in lines[0]) for line in lines))
    )
    days = {task.deadline for task in tasks} | {task.assigned_on for task in tasks}
    days |= {step.day for task in tasks for step in task.steps}
    of_the_year = {day for day in days if day and (day.month, day.day) in {(12, 5), (3, 4)}}
    assert days - {None} - of_the_year <= WRITTEN
    assert all(task.undated or task.created_at.date() in WRITTEN for task in tasks)
    for line, task in zip(lines, tasks, strict=False):
        assert (task.visit is None) == (line["群众评价"] in ("", "未回访"))
    out = ledger_rows(existing_ledger(records), NOW.date())
    again = rows(" ".join(columns.LEDGER_COLUMNS), *out)
    assert plan_ledger(again, existing_ledger(records), one.id).empty
    assert plan.rows


def test_pasted_text_is_read_like_a_file(body):
    records, one = body
    source = Source((sheet_of_text("事项\t责任部门\n修灯\t物业\n"),))
    _plan, (task,) = taken(records, one, source)
    assert (task.text, task.units) == ("修灯", ("物业",))


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("交办日期", ("修灯", "2026-11-25", "", "", "物业")),
        ("办结日期", ("修灯", "2026-11-01", "2026-11-25", "", "物业")),
        ("进展", ("修灯", "2026-11-01", "", "2026-11-25 已报装", "物业")),
    ],
)
def test_what_is_said_to_have_happened_on_a_day_to_come_is_refused_row_by_row(column, cells):
    records = MemoryRecords()
    body = found.found_body(records, by(), Tier.CORNER, "甲", preset("corner")).id
    head = ("事项", "交办日期", "办结日期", "进展", "责任人")
    rows = [head, cells, ("画线", "2026-11-24", "2026-11-24", "", "物业")]
    source = Source((Sheet("表", [list(row) for row in rows]),), today=NOW.date())
    plan = plan_ledger(source, existing_ledger(records), body)
    told, taken = plan.rows
    assert told.state is RowState.ERROR and tuple(told.words) == cells
    assert (told.reasons[0].why, told.reasons[0].facts["column"]) == ("not_come", column)
    assert taken.state is RowState.NEW


def test_a_file_that_says_nothing_of_the_state_contradicts_none(body):
    records, one = body
    taken(records, one, rows("事项 责任人 状态 完成时限", ("修路", "何勇", "办结", "2026-5-1")))
    plan, _tasks = taken(records, one, rows("事项 完成时限", ("修路", "2026-5-1")))
    assert not plan.questions and "differs" not in whys(plan)
    plan, _tasks = taken(records, one, rows("事项 状态", ("修路", "办理中")))
    assert "state_stays" in whys(plan) and not plan.questions


def test_a_day_where_there_were_words_is_asked_about_and_replaces_them(body):
    records, one = body
    taken(records, one, rows("事项 完成时限", ("修座椅", "长期")))
    again = rows("事项 完成时限", ("修座椅", "2026-12-1"))
    plan, (task,) = taken(records, one, again)
    assert plan.questions and (task.deadline, task.deadline_words) == (None, "长期")
    _plan, (task,) = taken(records, one, again, Choices(answers={DIFFERS: "file"}))
    assert (task.deadline, task.deadline_words) == (date(2026, 12, 1), "")


def test_a_file_without_columns_of_the_source_doubles_no_task_of_a_meeting(body):
    records, one = body
    head = "事项 来源会议 来源议题 责任人"
    taken(records, one, rows(head, ("换井盖", "2026年第1次", "井盖", "何勇")))
    plan, tasks = taken(records, one, rows("事项 责任人", ("换井盖", "何勇")))
    assert len(tasks) == 1 and plan.rows[0].state is RowState.KNOWN
    _plan, tasks = taken(records, one, rows(head, ("换井盖", "2026年第2次", "井盖", "何勇")))
    assert len(tasks) == 2


@pytest.mark.parametrize(
    ("said", "state", "visit", "remark"),
    [("不满意", S.IN_HAND, Satisfaction.UNSATISFIED, ""),
     ("满意", S.COMPLETED, Satisfaction.SATISFIED, ""), ("未回访", S.COMPLETED, None, ""),
     ("还要再看看", S.COMPLETED, None, "居民评价：还要再看看")],
)  # fmt: skip
def test_a_grade_among_what_residents_say_is_the_result_of_a_visit(
    body, said, state, visit, remark
):
    records, one = body
    head = "事项 责任人 完成时限 状态 居民评价"
    _plan, (task,) = taken(records, one, rows(head, ("补墙", "何勇", "2026-9-1", "办结", said)))
    assert (task.state, task.visit, task.remark) == (state, visit, remark)


def test_a_part_that_is_done_on_a_day_to_come_is_refused(body):
    source = rows("事项 分工", ("划线", "李国强：划线（2027年1月3日办结）"))
    plan = plan_ledger(
        Source(source.sheets, today=NOW.date()), existing_ledger(body[0]), body[1].id, Choices()
    )
    assert plan.empty and "not_come" in whys(plan)
