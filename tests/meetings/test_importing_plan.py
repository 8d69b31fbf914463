"""The plan that every import makes: its rows, its questions, and its writing, at the edges."""

import pytest

from meetings.community.bodies import Body
from meetings.importing.cells import NotUnderstood
from meetings.importing.plan import (
    LINE,
    NO_CHOICES,
    Choices,
    ListPlan,
    PlannedRow,
    Planner,
    Question,
    Reason,
    Row,
    RowState,
    TablePlan,
    body_named,
    counts,
    differs,
    existing_rows,
    headings_of,
    refused,
    state_of,
    whose_word,
    write_by_body,
)
from meetings.matters.issues import Issue
from meetings.ports import By
from tests.storage.memory_records import MemoryRecords
from tests.storage.scenes import act, found, issue

BODIES = {"甲社区": "b1", "乙社区": "b2"}


def row(*cells, number=7, **more) -> Row:
    return Row(number, cells, {"名称": 0, "地址": 1, "机构": 2}, **more)


def planned(*reasons: str, state=RowState.WARNING, number=1, label="") -> PlannedRow:
    return PlannedRow("表", number, state, label, tuple(Reason(why) for why in reasons))


# Questions


@pytest.mark.parametrize(
    ("answer", "year", "day"),
    [
        ("2026", True, False), ("1900", True, False), ("1899", False, False),
        ("2200", True, False), ("2201", False, False), ("26", False, False), ("", False, False),
        ("二〇二六", False, False), ("2026-03-01", False, True), ("1900-01-01", False, True),
        ("1899-12-31", False, False), ("2200-12-31", False, True), ("2201-01-01", False, False),
        ("2026-02-30", False, False), ("3月1日", False, False),
    ],
)  # fmt: skip
def test_a_year_or_a_day_is_an_answer_where_records_may_hold_it(answer, year, day):
    assert Question("year", "which_year", {}).takes(answer) is year
    assert Question("day", "which_day", {}, a_day=True).takes(answer) is day


def test_of_options_only_one_of_them_is_an_answer():
    question = Question("x", "x", {}, ("keep", "file"))
    assert [question.takes(answer) for answer in ("keep", "file", "2026", "")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_whose_word_counts_is_asked_once_for_every_place_that_differs():
    assert whose_word([]) == whose_word([planned(), planned("group_row")]) == []
    rows = [planned("differs", "differs_taken", "x"), planned("differs"), planned("x"), planned()]
    assert whose_word(rows) == [Question("differs", "whose_word", {"n": 3}, ("keep", "file"))]
    assert [differs(one) for one in rows] == [True, True, False, False]
    assert differs(planned("differs_taken"))


def test_headings_among_rows_are_asked_about_once_with_the_first_three():
    assert headings_of([planned("differs", label="一")]) == []
    rows = [planned("group_row", label=label) for label in ("物业类", "环境类", "停车类", "其他")]
    [asked] = headings_of([planned(label="x"), *rows])
    assert asked == Question(
        "headings", "what_headings", {"n": 4, "value": "物业类、环境类、停车类"}, ("topic", "leave")
    )
    [long] = headings_of([planned("group_row", label="长" * 61)])
    assert long.facts == {"n": 1, "value": "长" * 60}


def test_a_row_is_looked_at_where_there_is_a_reason():
    assert state_of([]) is RowState.NEW
    assert state_of([], RowState.KNOWN) is RowState.KNOWN
    assert state_of([Reason("x")], RowState.KNOWN) is RowState.WARNING
    assert state_of(iter(())) is RowState.NEW


def test_rows_are_counted_by_state_also_those_there_are_none_of():
    rows = [planned(state=state) for state in (RowState.NEW, RowState.LEFT, RowState.NEW)]
    assert counts(rows) == {
        **dict.fromkeys(RowState, 0), RowState.NEW: 2, RowState.LEFT: 1,
    }  # fmt: skip


# One row


def test_a_cell_is_that_of_its_column_or_as_it_was_mended():
    one = row("路灯", "13栋")
    assert (one["名称"], one["地址"], one["机构"], one["谁"]) == ("路灯", "13栋", None, None)
    mended = row("路灯", "13栋", mended={"地址": "14栋", "谁": "王"})
    assert (mended["名称"], mended["地址"], mended["谁"]) == ("路灯", "14栋", "王")
    assert row("路灯", mended={"名称": ""})["名称"] == ""


def test_what_failing_formulas_write_is_nobodys_word():
    one = row("#N/A", "13栋", "#REF!", "#N/A")
    one.without_errors()
    assert one.cells == [None, "13栋", None, None]
    assert one.reasons == [Reason("error_cells", {"value": "#N/A、#REF!"})]
    whole = row("#N/A！", "13栋")
    whole.without_errors()
    assert whole.cells == ("#N/A！", "13栋") and whole.reasons == []


def test_a_cell_that_cannot_be_read_is_refused_with_its_column():
    one = row("长" * 5, "", "上\n下")
    assert one.line("名称", 5) == one.needed_line("名称", 5) == one.text("名称") == "长" * 5
    assert (one.text("机构"), one.line("机构", 9)) == ("上\n下", "上 下")
    for read in (one.line, one.needed_line):
        with pytest.raises(NotUnderstood) as refused_:
            read("名称", 4)
        assert (refused_.value.why, refused_.value.facts) == (
            "too_long", {"column": "名称", "length": 5, "limit": 4},
        )  # fmt: skip
    with pytest.raises(NotUnderstood) as missed:
        one.needed_line("地址", 5)
    assert (missed.value.why, missed.value.facts) == ("missing", {"column": "地址"})

    def no(cell):
        raise NotUnderstood("not_a_day", value=str(cell))

    with pytest.raises(NotUnderstood) as missed:
        one.read("名称", no)
    assert missed.value.facts == {"column": "名称", "value": "长" * 5}
    assert one.read("名称", lambda cell: cell) == "长" * 5


@pytest.mark.parametrize(
    ("name", "default", "body"),
    [("甲社区", None, "b1"), ("乙社区", "b1", "b2"), ("", "b1", "b1"), (None, "b2", "b2")],
)
def test_a_row_is_of_the_body_it_names_or_of_the_one_that_is_meant(name, default, body):
    assert row("路灯", "", name).body(BODIES, default) == body


def test_a_body_that_is_not_here_is_refused_and_so_is_none():
    with pytest.raises(NotUnderstood) as unknown:
        body_named("丙社区", BODIES, "b1")
    assert (unknown.value.why, unknown.value.facts) == ("unknown_body", {"value": "丙社区"})
    with pytest.raises(NotUnderstood) as missed:
        row("路灯").body(BODIES, None)
    assert (missed.value.why, missed.value.facts) == ("missing", {"column": "机构"})


@pytest.mark.parametrize(
    ("answers", "taken"),
    [
        ({}, False), ({"differs": "file"}, True), ({"differs": "keep"}, False),
        ({"differs/7": "file"}, True), ({"differs/8": "file"}, False),
        ({"differs": "file", "differs/7": "keep"}, False),
        ({"differs": "keep", "differs/7": "file"}, True),
    ],
)  # fmt: skip
def test_the_files_word_counts_where_a_person_said_so_of_all_or_of_this_row(answers, taken):
    one = row("路灯")
    assert one.takes_file(Choices(answers=answers), "名称", "旧", "新") is taken
    facts = {"column": "名称", "known": "旧", "given": "新"}
    assert one.reasons == [Reason("differs_taken" if taken else "differs", facts)]


def test_what_is_noticed_twice_is_said_once():
    one = row("路灯")
    for number in (1, 2, 1):
        one.remark("odd", value=number)
    assert one.reasons == [Reason("odd", {"value": 1}), Reason("odd", {"value": 2})]


# The plan


def test_a_refused_row_says_why_and_then_what_was_noticed_before():
    one = row("路灯", "13栋")
    one.remark("odd")
    found_row = refused("表", one, NotUnderstood("missing", column="地址"), "路灯")
    assert found_row == PlannedRow(
        "表", 7, RowState.ERROR, "路灯",
        (Reason("missing", {"column": "地址"}), Reason("odd")), None, ("路灯", "13栋"),
    )  # fmt: skip


def test_rows_are_in_the_order_of_the_file_whatever_became_of_them():
    planner: Planner[str, str] = Planner("表")
    assert planner.choices is NO_CHOICES
    one = row("路灯", number=3)
    one.remark("odd")
    planner.add(one, RowState.WARNING, "路灯", "made", known=True)
    planner.leave(2, "合" * 61, Reason("total"))
    planner.leave(1, "标题", cells=("标", "题"))
    planner.refuse(row("", number=5), NotUnderstood("missing", column="名称"), "？")
    planner.add(row("楼道", number=6), RowState.NEW, "楼道", None)
    beside = planned(number=4, state=RowState.LEFT)
    plan = planner.plan([Reason("note")], ("名称",), [beside])
    assert plan.rows == (
        PlannedRow("表", 1, RowState.LEFT, "标题", (), None, ("标", "题")),
        PlannedRow("表", 2, RowState.LEFT, "合" * 60, (Reason("total"),), None, ("合" * 61,)),
        PlannedRow("表", 3, RowState.WARNING, "路灯", (Reason("odd"),), "made", ("路灯",), True),
        beside,
        PlannedRow(
            "表", 5, RowState.ERROR, "？", (Reason("missing", {"column": "名称"}),), None, ("",)
        ),
        PlannedRow("表", 6, RowState.NEW, "楼道", (), None, ("楼道",), False),
    )  # fmt: skip
    assert (plan.notes, plan.columns) == ((Reason("note"),), ("名称",))
    assert plan.questions == () and plan.empty
    assert planner.plan([]).columns == (LINE,)


def test_a_plan_asks_whose_word_counts_unless_it_asks_otherwise():
    planner: Planner[str, str] = Planner("表", Choices(answers={"differs": "file"}))
    one = row("路灯")
    assert one.takes_file(planner.choices, "名称", "旧", "新")
    planner.add(one, RowState.CHANGED, "路灯", None)
    [asked] = planner.plan([]).questions
    assert (asked.key, asked.facts) == ("differs", {"n": 1})
    assert planner.plan([], questions=headings_of).questions == ()


def test_what_is_new_and_what_is_changed_is_kept_by_body():
    planner: Planner[str, str] = Planner("表")
    planner.new["b1"].append("一")
    planner.new["b1"].append("二")
    planner.changed["b2"].append("三")
    plan = planner.plan([])
    assert (plan.new, plan.changed) == ({"b1": ("一", "二")}, {"b2": ("三",)})


@pytest.mark.parametrize(
    ("new", "changed", "empty"),
    [
        ({}, {}, True), ({"b1": ()}, {"b2": ()}, True), ({"b1": ("一",)}, {}, False),
        ({}, {"b1": ("一",)}, False), ({"b1": (), "b2": ("一",)}, {}, False),
    ],
)  # fmt: skip
def test_a_plan_that_writes_nothing_is_empty(new, changed, empty):
    plan: TablePlan[str, str] = TablePlan((), (), new, changed)
    assert plan.empty is empty
    taken = tuple(new.get("b1", ()))
    assert ListPlan((), taken).empty is not bool(taken)


# Writing


def two_bodies() -> tuple[MemoryRecords, str, str]:
    records = MemoryRecords()
    return records, found(records, act()), found(records, act())


def put(book, body, new, changed):
    for one in (*new, *changed):
        book.put(one)


def test_a_plan_is_written_by_body_as_one_act_and_taken_back_as_one():
    records, one, other = two_bodies()
    plan: TablePlan[Issue, Issue] = TablePlan(
        (), (), {one: (issue(one), issue(one, 2))}, {other: (issue(other),), one: (issue(one, 3),)}
    )
    by: By = act()
    assert write_by_body(records, by, "issue.import", plan, put) == 4
    assert [(entry.id, entry.command) for entry in records.history(one, limit=1)] == [
        (by.command_id, "issue.import")
    ]
    assert [entry.id for entry in records.history(other, limit=1)] == [by.part(1).command_id]
    assert len(existing_rows(records, Issue).rows) == 4
    assert len(records.history(one)) == len(records.history(other)) == 2
    records.undo(act(), other)
    assert existing_rows(records, Issue).rows == ()


def test_nothing_is_written_where_one_body_cannot_be():
    records, one, other = two_bodies()

    def fails(book, body, new, changed):
        if body == other:
            raise NotUnderstood("full")
        put(book, body, new, changed)

    plan: TablePlan[Issue, Issue] = TablePlan((), (), {one: (issue(one),), other: (issue(other),)})
    with pytest.raises(NotUnderstood):
        write_by_body(records, act(), "issue.import", plan, fails)
    assert existing_rows(records, Issue).rows == ()
    assert len(records.history(one)) == 1


def test_what_is_here_already_is_all_bodies_and_all_rows_of_a_kind():
    records, one, other = two_bodies()
    with records.transaction("issue.collect", act(), one) as book:
        book.put(issue(one))
    here = existing_rows(records, Issue)
    assert {body.id for body in here.bodies} == {one, other}
    assert len(here.rows) == 1 and all(isinstance(body, Body) for body in here.bodies)
