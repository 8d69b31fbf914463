"""People and tasks from tables: each row with its state, nothing half written, one undo."""

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meetings.actions import follow, found
from meetings.community.bodies import Tier
from meetings.community.people import Person, Role, Seat
from meetings.importing import cells, columns
from meetings.importing.cells import NotUnderstood
from meetings.importing.people.plan import existing_people, import_people, people_rows, plan_people
from meetings.importing.plan import RowState
from meetings.importing.table import NoTable, Sheet, Source
from meetings.importing.tasks.out import existing_ledger, ledger_rows
from meetings.importing.tasks.plan import import_ledger, plan_ledger
from meetings.matters.followup_states import FollowUpState, Satisfaction, StepKind
from meetings.matters.followups import FollowUp
from meetings.ports import By
from meetings.procedure.rules import preset
from storage.ids import new_id
from tests.storage.memory_records import MemoryRecords

NOW = datetime(2026, 11, 24, 10, tzinfo=timezone(timedelta(hours=8)))


def by() -> By:
    return By("王社工", NOW, new_id())


@pytest.fixture
def body():
    records = MemoryRecords()
    return records, found.found_body(records, by(), Tier.CORNER, "甲议事会", preset("corner"))


def table(*rows, sheet="名册") -> Source:
    return Source((Sheet(sheet, [list(row) for row in rows]),))


def planned(records, body, *rows):
    return plan_people(table(*rows), existing_people(records), body.id)


HEAD = ("姓名", "楼栋", "电话", "身份", "有表决权", "机构")


def test_each_row_says_whether_it_is_new_known_noted_or_wrong(body):
    records, one = body
    found.add_person(records, by(), one.id, Person("", "", "李国强", "45栋"))
    plan = planned(
        records, one, HEAD,
        ("张伟", "45栋", 13800000000.0, "楼栋长、党员", "是", ""),
        ("张伟", "47栋", "", "大王", "", ""),
        ("李国强", "45栋", "", "", "", ""),
        ("", "45栋", "", "", "", ""),
        ("王秀英", "45栋", "", "", "也许", ""),
        ("陈建华", "45栋", "", "", "", "没有的机构"),
    )  # fmt: skip
    states = [(row.number, row.state.value) for row in plan.rows]
    assert states == [
        (2, "new"), (3, "warning"), (4, "known"), (5, "error"), (6, "error"), (7, "error"),
    ]  # fmt: skip
    assert import_people(records, by(), plan) == 2
    with records.reading() as book:
        new = book.find(Person, body=one.id, name="张伟", building="45栋")[0]
        seat = book.find(Seat, body=one.id, person=new.id)[0]
    assert new.phone == "13800000000"
    assert (seat.roles, seat.votes) == ((Role.BUILDING_HEAD, Role.PARTY_MEMBER), True)


def test_an_identity_number_is_never_kept(body):
    records, one = body
    plan = planned(records, one, HEAD, ("张伟", "", "110101199001011234", "", "", ""))
    import_people(records, by(), plan)
    with records.reading() as book:
        assert [p.phone for p in book.find(Person)] == [""]
    assert plan.rows[0].reasons[0].why == "identity_number"


def test_one_undo_takes_a_whole_list_back(body):
    records, one = body
    rows = [(f"人{n}", "45栋", "", "居民", "", "") for n in range(30)]
    import_people(records, by(), planned(records, one, HEAD, *rows))
    records.undo(by(), one.id)
    with records.reading() as book:
        assert not book.find(Person) and not book.find(Seat)


def test_a_list_imported_again_changes_nothing(body):
    records, one = body
    rows = [("张伟", "45栋", "1", "居民", "", ""), ("张伟", "47栋", "", "主持人", "", "")]
    import_people(records, by(), planned(records, one, HEAD, *rows))
    again = planned(records, one, HEAD, *rows)
    assert again.empty and {row.state for row in again.rows} == {RowState.KNOWN}


def test_without_a_column_of_names_the_table_is_refused(body):
    records, one = body
    with pytest.raises(NoTable):
        planned(records, one, ("编号", "楼栋"), ("1", "45栋"))


WORD = st.text("张王李赵45栋=@[]𠮷", min_size=1, max_size=5)
NAME = st.text("张王李赵=@[]𠮷", min_size=1, max_size=5)


@example([("张", "4栋44@", "")])
@example([("张", "4栋[44", "")])
@given(
    st.lists(
        st.tuples(NAME, WORD, st.sampled_from(["", "居民", "楼栋长、党员", "顾问"])),
        unique_by=lambda row: (row[0], row[1]), max_size=8,
    )
)  # fmt: skip
def test_people_go_out_as_they_came_in(rows):
    records = MemoryRecords()
    one = found.found_body(records, by(), Tier.CORNER, "甲", preset("corner"))
    lines = [(name, building, "", role, "", "") for name, building, role in rows]
    import_people(records, by(), planned(records, one, HEAD, *lines))
    out = people_rows(existing_people(records), one)
    new = MemoryRecords()
    two = found.found_body(new, by(), Tier.CORNER, "甲", preset("corner"))
    import_people(new, by(), planned(new, two, columns.PEOPLE_COLUMNS, *out))
    assert people_rows(existing_people(new), two) == out
    # 4栋44 is a building and a room.
    whole = [(str(row[0]), f"{row[1]}{row[2]}{row[9]}") for row in out]
    assert whole == [row[:2] for row in rows]


TASK = (
    "编号",
    "来源会议",
    "来源议题",
    "事项",
    "承办",
    "责任人",
    "完成时限",
    "状态",
    "进展",
    "满意度",
)


def ledger_in(records, one, *rows):
    plan = plan_ledger(table(TASK, *rows, sheet="督办台账"), existing_ledger(records), one.id)
    import_ledger(records, by(), plan)
    return plan


def test_an_old_ledger_keeps_its_source_and_its_road_and_is_worked_on(body):
    records, one = body
    told = "2024-03-01 已联系\n对方说下周来\n2024-03-09 到场"
    ledger_in(
        records, one,
        (7, "2024年第2次议事会", "路灯", "修3栋路灯", "物业公司、电力公司", "张桂兰",
         "2024年4月1日", "在办", told, ""),
    )  # fmt: skip
    with records.reading() as book:
        (task,) = book.find(FollowUp)
    assert (task.number, task.from_meeting, task.from_item) == (7, "2024年第2次议事会", "路灯")
    assert task.units == ("物业公司", "电力公司") and task.owner == "张桂兰"
    assert task.deadline == date(2024, 4, 1) and task.state is FollowUpState.IN_HAND
    words = [step.text for step in task.steps if step.kind is StepKind.PROGRESS]
    assert words == ["已联系\n对方说下周来", "到场"]
    done = follow.step(records, by(), one.id, task.id, StepKind.COMPLETE, "换好了")
    assert done.state is FollowUpState.COMPLETED


def test_a_ledger_kept_by_hand_comes_in_under_its_own_names_of_columns(body):
    records, one = body
    heads = ("序号", "会议", "议定事项", "问题类别", "责任单位", "负责人", "完成时间", "办理情况",
             "是否办结", "居民满意度")  # fmt: skip
    rows = [
        (n, "第3次议事会", f"清理{n}栋楼道", "环境卫生", "物业", "张伟", "2025年底", "已清一半",
         "是" if n % 4 else "否", "满意" if n % 4 else "")
        for n in range(1, 201)
    ]  # fmt: skip
    plan = plan_ledger(table(heads, *rows), existing_ledger(records), one.id)
    assert plan.notes == () and {row.state for row in plan.rows} == {RowState.NEW}
    assert import_ledger(records, by(), plan) == 200
    with records.reading() as book:
        tasks = book.find(FollowUp)
    assert [task.number for task in tasks] == list(range(1, 201))
    first, fourth = tasks[0], tasks[3]
    assert (first.topic, first.units, first.owner) == ("环境卫生", ("物业",), "张伟")
    assert (first.deadline, first.visit) == (date(2025, 12, 31), Satisfaction.SATISFIED)
    assert (first.state, fourth.state) == (FollowUpState.COMPLETED, FollowUpState.IN_HAND)
    assert [step.text for step in fourth.steps if step.kind is StepKind.PROGRESS] == ["已清一半"]


def test_a_column_under_its_own_name_goes_before_another_name_of_it(body):
    records, one = body
    heads = ("事项", "内容", "进展", "办理情况")
    plan = plan_ledger(
        table(heads, ("修灯", "别的", "到货", "没看")), existing_ledger(records), one.id
    )
    assert [row.label for row in plan.rows] == ["修灯"]
    assert {note.why for note in plan.notes} == {"unknown_column"}


@pytest.mark.parametrize("state", list(FollowUpState))
@pytest.mark.parametrize("said", [None, *Satisfaction])
def test_the_ledger_goes_out_as_it_came_in_from_every_state(body, state, said):
    from meetings.terms import term

    records, one = body
    ledger_in(
        records, one,
        (3, "旧会", "议题", "=1+1 [/]", "物业", "张伟（45栋）、李四", "2026-12-01", term(state),
         "2026-11-01 已看\n\n第三行", term(said) if said else ""),
    )  # fmt: skip
    out = ledger_rows(existing_ledger(records), NOW.date())
    new = MemoryRecords()
    two = found.found_body(new, by(), Tier.CORNER, "甲议事会", preset("corner"))
    source = table(columns.LEDGER_COLUMNS, *out, sheet="督办台账")
    import_ledger(new, by(), plan_ledger(source, existing_ledger(new), two.id))
    assert ledger_rows(existing_ledger(new), NOW.date()) == out
    assert plan_ledger(source, existing_ledger(new), two.id).empty


def test_words_that_are_none_of_ours_stay_words_and_a_day_that_there_is_not_is_refused(body):
    records, one = body
    plan = ledger_in(
        records, one,
        (1, "", "", "甲", "", "", "不知道", "", "", ""),
        (2, "", "", "乙", "", "", "", "飞了", "", ""),
        (3, "", "", "丙", "物业", "", 46000.0, "办结", "", ""),
        (4, "", "", "丁", "物业", "", "2026-13-45", "办结", "", ""),
    )  # fmt: skip
    states = [RowState.WARNING, RowState.WARNING, RowState.NEW, RowState.ERROR]
    assert [row.state for row in plan.rows] == states
    with records.reading() as book:
        first, second, third = book.find(FollowUp)
    assert (first.deadline, first.deadline_words) == (None, "不知道")
    assert (second.state, second.state_words) == (FollowUpState.WAITING, "飞了")
    assert third.deadline == date(2025, 12, 9)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-9-1", date(2026, 9, 1)), ("2026/09/01", date(2026, 9, 1)),
        ("2026年9月1日", date(2026, 9, 1)), ("20260901", date(2026, 9, 1)),
        (datetime(2026, 9, 1, 8), date(2026, 9, 1)), (46266.0, date(2026, 9, 1)), ("", None),
    ],
)  # fmt: skip
def test_days_are_understood_in_the_forms_people_use(cell, day):
    assert cells.day(cell) == day


@pytest.mark.parametrize("cell", ["9月1日", "下周五", "2026-13-1", 3.0, True, "2026"])
def test_a_day_without_its_year_or_out_of_the_calendar_is_not_guessed(cell):
    with pytest.raises(NotUnderstood):
        cells.day(cell)


@pytest.mark.parametrize(
    ("cell", "clock"),
    [("14:30", time(14, 30)), ("下午2：30", time(14, 30)), (0.604166667, time(14, 30)),
     ("9时5分", time(9, 5)), (timedelta(hours=8), time(8)), ("", None)],
)  # fmt: skip
def test_times_are_understood_in_the_forms_people_use(cell, clock):
    assert cells.clock(cell) == clock


ANY_CELL = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30), st.dates(),
    st.datetimes(), st.times(), st.timedeltas(),
)  # fmt: skip


@given(ANY_CELL)
def test_any_cell_is_understood_or_told(cell):
    for read in (cells.text, cells.whole, cells.day, cells.clock, cells.yes_no, cells.names,
                 cells.hundredths):  # fmt: skip
        try:
            read(cell)
        except NotUnderstood as wrong:
            assert wrong.why
