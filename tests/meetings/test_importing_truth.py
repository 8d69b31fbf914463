"""What an import shows is what it records, and it records nothing that the file does not say."""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from meetings.actions import found
from meetings.community.bodies import Tier
from meetings.community.people import Person, Role, Seat
from meetings.community.resources import Resource
from meetings.community.units import Unit
from meetings.importing import issues, kinds, units
from meetings.importing.columns import LEDGER_COLUMNS, PEOPLE_COLUMNS
from meetings.importing.people import plan as people
from meetings.importing.people.lines import role_words
from meetings.importing.people.rows import Member
from meetings.importing.plan import Choices, RowState
from meetings.importing.table import Sheet, Source
from meetings.importing.tasks import plan as tasks
from meetings.importing.tasks.out import draft_cells, existing_ledger, ledger_rows, task_cells
from meetings.importing.tasks.rows import TaskDraft
from meetings.matters.activities import Activity
from meetings.matters.followup_states import FollowUpState
from meetings.matters.followups import FollowUp, Step
from meetings.matters.issues import Issue
from meetings.matters.issues import Source as Origin
from meetings.ports import By
from meetings.procedure.rules import preset
from meetings.terms import term
from storage.ids import new_id
from tests.data.often import often
from tests.storage.memory_records import MemoryRecords
from tui.words.importing import became

NOW = datetime(2026, 11, 24, 10, tzinfo=timezone(timedelta(hours=8)))
TODAY = NOW.date()
TAKEN = (RowState.NEW, RowState.WARNING, RowState.CHANGED)

NAMES = st.sampled_from(["韩冬梅", "何勇", "欧阳月", "林小月", "张伟", "郭 美 玲", "李四、王五",
                         "姓名", "某某", "1.39E+10", "合计", "周明（46栋）", "",
                         "46-1-302 吴静 +1"])  # fmt: skip
PLACES = st.sampled_from(["45栋", "46栋", "46号楼", "46栋2单元", "", "一片区", "46"])
PHONES = st.sampled_from(["13900000003", "139 0000 0004", "1.39E+10", 13900000005, "", "无"])
ROLES = st.sampled_from(["成员", "楼栋长", "志愿者", "社区书记、党员", "监事", "", "列席"])
VOTES = st.sampled_from(["是", "否", "", "√", "也许"])
DAYS = st.sampled_from(["2026/9/3", "2026-09-30 00:00:00", "9月3日", "长期坚持", "尽快", "/", "",
                        "2026年9月", "2026-13-45", date(2026, 8, 1), "国庆前", 46295])  # fmt: skip
WORDS = st.sampled_from(["楼道灯不亮", "电动车乱停", "装充电桩", "井盖松动", "", "合计", "=1+1"])
STATES = st.sampled_from(["是", "否", "√", "×", "部分办结", "已办结", "待会商", ""])
PLEASED = st.sampled_from(["满意", "不满意", "未回访", "凑合", ""])
SOURCES = st.sampled_from(["微信群", "市长信箱", "", "街角收集", "不详"])
AREAS = st.sampled_from(["98.5", "98.50㎡", 100, "", "0.15亩", "1,234.5"])


def by() -> By:
    return By("王社工", NOW, new_id())


def founded() -> tuple[MemoryRecords, str]:
    records = MemoryRecords()
    return records, found.found_body(records, by(), Tier.CORNER, "甲", preset("corner")).id


def source(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Source:
    return Source((Sheet("表", [list(head), *map(list, rows)]),))


def all_of(records: MemoryRecords, kind: type[Any]) -> list[Any]:
    with records.reading() as book:
        return list(book.find(kind))


def shown(plan: Any) -> list[str]:
    return sorted(became(row) for row in plan.rows if row.state in TAKEN and row.made is not None)


def rows_of(*cells: st.SearchStrategy[Any]) -> st.SearchStrategy[list[tuple[Any, ...]]]:
    return st.lists(st.tuples(*cells), max_size=8)


PEOPLE_HEAD = ("姓名", "楼栋", "电话", "身份", "有表决权")
LEDGER_HEAD = ("事项", "交办时间", "截止日期", "是否办结", "办结日期", "群众评价", "责任人")
ISSUE_HEAD = ("议题", "地点", "来源", "提出日期", "附议人数", "提出人")
UNIT_HEAD = ("楼栋", "房号", "面积", "业主")
PEOPLE_ROWS = rows_of(NAMES, PLACES, PHONES, ROLES, VOTES)
LEDGER_ROWS = rows_of(WORDS, DAYS, DAYS, STATES, DAYS, PLEASED, NAMES)
ISSUE_ROWS = rows_of(WORDS, PLACES, SOURCES, DAYS, st.sampled_from(["3", "", "99999"]), NAMES)
UNIT_ROWS = rows_of(PLACES, st.sampled_from(["101", "102", ""]), AREAS, NAMES)


@settings(max_examples=often(12))
@given(PEOPLE_ROWS)
def test_people_are_recorded_as_the_preview_shows_them(rows):
    records, body = founded()
    plan = people.plan_people(
        source(PEOPLE_HEAD, [("占位", "", "", "", ""), *rows]),
        people.existing_people(records),
        body,
    )
    people.import_people(records, by(), plan)
    seats = {seat.person: seat for seat in all_of(records, Seat)}
    stored = []
    for person in all_of(records, Person):
        seat = seats.get(person.id, Seat("", "", "", (), False))
        member = Member(person, seat.roles, seat.votes, titles=seat.titles)
        stored.append(became(replace(plan.rows[0], made=member)))
    assert sorted(stored) == shown(plan)


WHOSE = st.sampled_from([{}, {"differs": "file"}, {"differs": "keep", "differs/3": "file"}])


@settings(max_examples=often(12))
@given(PEOPLE_ROWS, PEOPLE_ROWS, WHOSE)
def test_a_known_person_is_shown_as_the_records_have_them_afterwards(first, second, answers):
    records, body = founded()
    for rows in (first, second):
        plan = people.plan_people(
            source(PEOPLE_HEAD, [("占位", "", "", "", ""), *rows]), people.existing_people(records),
            body, Choices(answers=answers),
        )  # fmt: skip
        people.import_people(records, by(), plan)
    seats = {seat.person: seat for seat in all_of(records, Seat)}
    there = {one.id: one for one in all_of(records, Person)}
    for row in plan.rows:
        made = row.made
        if isinstance(made, Member) and made.known:
            seat = seats.get(made.known, Seat("", "", "", (), False))
            stored = Member(there[made.known], seat.roles, seat.votes, titles=seat.titles)
            assert became(row) == became(replace(row, made=stored))


@settings(max_examples=often(12))
@given(ISSUE_ROWS, WHOSE)
def test_a_known_issue_is_shown_as_the_records_have_it_afterwards(rows, answers):
    records, body = founded()
    first = [(title, "", "", "", "", "") for title, *_more in rows]
    for given_rows in (first, rows):
        plan = issues.plan_issues(
            source(ISSUE_HEAD, given_rows), issues.existing_issues(records), body,
            Choices(answers=answers),
        )  # fmt: skip
        issues.import_issues(records, by(), plan)
    stored = []
    for one in all_of(records, Issue):
        day = None if one.undated else one.collected_at.date()
        draft = issues.IssueDraft(
            one.title, one.text, one.place, one.topic, one.source, one.source_words,
            one.raised_name, one.contact, one.supporters, day, one.ticket, one.due,
        )  # fmt: skip
        stored.append(became(replace(plan.rows[0], made=draft)))
    last = {}
    for row in plan.rows:
        if isinstance(row.made, issues.IssueDraft):
            last[row.made.title, row.made.place] = became(row)
    assert set(last.values()) <= set(stored)


@settings(max_examples=often(12))
@given(ISSUE_ROWS)
def test_issues_are_recorded_as_the_preview_shows_them(rows):
    records, body = founded()
    plan = issues.plan_issues(source(ISSUE_HEAD, rows), issues.existing_issues(records), body)
    issues.import_issues(records, by(), plan)
    stored = []
    for one in all_of(records, Issue):
        day = None if one.undated else one.collected_at.date()
        draft = issues.IssueDraft(
            one.title, one.text, one.place, one.topic, one.source, one.source_words,
            one.raised_name, one.contact, one.supporters, day, one.ticket, one.due,
        )  # fmt: skip
        stored.append(became(replace(plan.rows[0], made=draft)))
    taken = [row for row in plan.rows if row.state in TAKEN]
    assert sorted(stored) == sorted(map(became, taken))


@settings(max_examples=often(12))
@given(UNIT_ROWS)
def test_parts_are_recorded_as_the_preview_shows_them(rows):
    records, body = founded()
    plan = units.plan_units(
        source(UNIT_HEAD, [("1栋", "1", "1.00", "占位"), *rows]),
        units.existing_units(records),
        body,
    )
    units.import_units(records, by(), plan)
    stored = [became(replace(plan.rows[0], made=unit)) for unit in all_of(records, Unit)]
    assert sorted(stored) == shown(plan)


@settings(max_examples=often(12))
@given(LEDGER_ROWS)
@example([("楼道灯不亮", "2026/9/3", "2026/9/3", "待会商", "长期坚持", "满意", "")])
def test_tasks_are_recorded_as_the_preview_shows_them(rows):
    records, body = founded()
    plan = tasks.plan_ledger(source(LEDGER_HEAD, rows), existing_ledger(records), body)
    tasks.import_ledger(records, by(), plan)
    drafts = [row.made for row in plan.rows if row.state in TAKEN]
    stored = all_of(records, FollowUp)
    assert len(drafts) == len(stored)
    for draft, task in zip(drafts, stored, strict=True):
        assert isinstance(draft, TaskDraft)
        said, kept = draft_cells(draft), task_cells(task)
        for column in ("事项", "承办", "责任人", "协办", "完成时限", "时限原话", "状态", "状态原话",
                       "满意度", "备注", "交办日期"):  # fmt: skip
            assert (said[column] or None) == (kept[column] or None), column


@settings(max_examples=often(12))
@given(PEOPLE_ROWS)
def test_importing_the_exported_people_changes_nothing(rows):
    records, body = founded()
    head = [("占位", "", "", "", ""), *rows]
    plan = people.plan_people(source(PEOPLE_HEAD, head), people.existing_people(records), body)
    people.import_people(records, by(), plan)
    known = people.existing_people(records)
    out = people.people_rows(known, known.bodies[0])
    again = people.plan_people(source(PEOPLE_COLUMNS, out), known, None)
    assert again.empty, [row for row in again.rows if row.state is not RowState.KNOWN]


@settings(max_examples=often(12))
@given(LEDGER_ROWS)
def test_importing_the_exported_ledger_changes_nothing(rows):
    records, body = founded()
    plan = tasks.plan_ledger(source(LEDGER_HEAD, rows), existing_ledger(records), body)
    tasks.import_ledger(records, by(), plan)
    known = existing_ledger(records)
    out = ledger_rows(known, TODAY)
    again = tasks.plan_ledger(source(LEDGER_COLUMNS, out), known, None)
    assert again.empty, [row for row in again.rows if row.state is not RowState.KNOWN]


def days_in(rows: list[tuple[Any, ...]]) -> set[date]:
    """Every day that the generated file can mean."""
    said = {date(2026, 9, 3), date(2026, 9, 30), date(2026, 8, 1), date(2026, 9, 29)}
    return said if any(cell for row in rows for cell in row) else set()


@settings(max_examples=often(12))
@given(LEDGER_ROWS)
def test_no_day_state_owner_or_visit_comes_from_elsewhere(rows):
    records, body = founded()
    plan = tasks.plan_ledger(source(LEDGER_HEAD, rows), existing_ledger(records), body)
    tasks.import_ledger(records, by(), plan)
    said = {str(cell) for row in rows for cell in row}
    words = said | {name for cell in said for name in cell.split("、")}
    words |= {cell.replace(" ", "") for cell in words}
    for task in all_of(records, FollowUp):
        days = [task.deadline] + [step.at.date() for step in task.steps if not step.undated]
        days += [] if task.undated else [task.created_at.date()]
        # The month of 国庆前 and 2026年9月 is read; TODAY would be the day of the import.
        assert TODAY not in days and all(day.year == 2026 for day in days if day is not None)
        assert {day for day in days if day is not None} <= days_in(rows)
        assert {task.owner, *task.co_owners} - {""} <= words
        assert not task.units and not task.helpers
        if not said & {"满意", "不满意"}:
            assert task.visit is None
        if not said & {"是", "√", "已办结"} and not any(row[4] for row in rows):
            assert task.state not in {FollowUpState.COMPLETED, FollowUpState.CLOSED}


@settings(max_examples=often(12))
@given(ISSUE_ROWS)
def test_no_source_day_or_supporter_comes_from_elsewhere(rows):
    records, body = founded()
    plan = issues.plan_issues(source(ISSUE_HEAD, rows), issues.existing_issues(records), body)
    issues.import_issues(records, by(), plan)
    said = {str(cell) for row in rows for cell in row}
    for issue in all_of(records, Issue):
        assert issue.source is Origin.UNKNOWN or term(issue.source) in said
        assert issue.source_words == "" or issue.source_words in said
        assert issue.undated or issue.collected_at.date() in days_in(rows)
        assert issue.supporters in (0, 3) and (issue.supporters == 0 or "3" in said)
        assert issue.due is None and issue.raised_name in said | {""}


@settings(max_examples=often(12))
@given(st.lists(st.tuples(NAMES, PLACES), max_size=8))
def test_without_a_word_of_role_or_vote_nobody_gets_a_seat(rows):
    records, body = founded()
    plan = people.plan_people(
        source(("姓名", "楼栋"), [("占位", ""), *rows]), people.existing_people(records), body
    )
    people.import_people(records, by(), plan)
    assert all_of(records, Seat) == []


@settings(max_examples=often(12))
@given(PEOPLE_ROWS)
def test_roles_and_votes_are_those_of_the_file_and_no_day_is_written(rows):
    records, body = founded()
    head = [("占位", "", "", "", ""), *rows]
    plan = people.plan_people(source(PEOPLE_HEAD, head), people.existing_people(records), body)
    people.import_people(records, by(), plan)
    said = {word for row in rows for word in str(row[3]).split("、")}
    yes = {row[4] for row in rows} & {"是", "√"}
    words = role_words()
    for seat in all_of(records, Seat):
        assert seat.since is None and seat.until is None
        named = {words[word] for word in said if word in words}
        # Whoever has a vote is a member of the body.
        assert set(seat.roles) - ({Role.MEMBER} if yes and seat.votes else set()) <= named
        assert set(seat.titles) <= said


HEADS: list[tuple[kinds.Kind[Any, Any], tuple[str, ...]]] = [
    (kinds.PEOPLE, PEOPLE_HEAD), (kinds.TASKS, LEDGER_HEAD), (kinds.ISSUES, ISSUE_HEAD),
    (kinds.UNITS, UNIT_HEAD),
    (kinds.ACTIVITIES, ("活动", "日期", "状态", "人次", "参加人", "老师", "地点")),
    (kinds.RESOURCES, ("类别", "名称", "能提供", "联系方式", "状态")),
]  # fmt: skip
FORMS = {"日期": "2021-02-{:02}", "时间": "2021-02-{:02}", "面积": "{}.50", "人次": "{}",
         "附议人数": "{}", "电话": "139{:08}"}  # fmt: skip
"""What stands in a column that takes no words; elsewhere a mark that stands nowhere else."""


def texts_and_days(value: Any) -> tuple[set[str], set[date]]:
    """Every text and day that a value holds, its parts too."""
    if isinstance(value, datetime):
        return set(), {value.date()}
    if isinstance(value, date):
        return set(), {value}
    if isinstance(value, StrEnum):
        return set(), set()
    if isinstance(value, str):
        return {value}, set()
    inner: list[Any] = []
    if is_dataclass(value) and not isinstance(value, type):
        hidden = {"id", "body", "by", "follow_up", "person"}
        inner = [getattr(value, f.name) for f in fields(value) if f.name not in hidden]
        if isinstance(value, (FollowUp, Issue, Step)) and value.undated:
            # The moment of writing stands in it, and nobody is shown it as a day.
            inner = [one for one in inner if one != NOW]
    elif isinstance(value, tuple):
        inner = list(value)
    found = [texts_and_days(one) for one in inner]
    return set().union(*(t for t, _ in found)), set().union(*(d for _, d in found))


@pytest.mark.parametrize(("kind", "head"), HEADS, ids=[kind.of.sheet for kind, _head in HEADS])
@settings(max_examples=often(12))
@given(st.data())
def test_every_word_and_day_that_is_stored_stands_in_the_file(kind, head, data):
    """Each cell bears a mark of its own or is empty; what is stored is made of these alone."""
    rows = []
    for place in range(data.draw(st.integers(1, 4))):
        row: list[str] = []
        for column, name in enumerate(head):
            n = place * len(head) + column + 1
            form = next((form for end, form in FORMS.items() if name.endswith(end)), "甲词{}号")
            row.append(form.format(n % 28 + 1 if "{:02}" in form else n))
        rows.append(tuple(cell if data.draw(st.booleans()) else "" for cell in row))
    records, body = founded()
    plan = kind.plan(source(head, rows), kind.existing(records), body, Choices())
    kind.write(records, by(), plan)
    file = "\n".join(cell for row in rows for cell in row)
    for of in (Person, Seat, Unit, FollowUp, Issue, Activity, Resource):
        for value in all_of(records, of):
            texts, days = texts_and_days(value)
            made = {
                word
                for text in texts
                for word in re.findall("甲词\\d+号|[^甲词号\\s：；、]{2,}", text)
            }
            assert {word for word in made if word not in file} <= {*kind.of.names, *head, "其他"}, (
                value
            )
            assert all(day.isoformat() in file for day in days), value
            assert not (isinstance(value, Seat) and (value.votes or value.roles)), value
            assert not (isinstance(value, Issue) and value.source is not Origin.UNKNOWN), value
