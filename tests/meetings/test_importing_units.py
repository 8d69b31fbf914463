"""专有部分 in: totals are checked and never owners, doubles are told, areas bear their unit."""

from datetime import datetime, timedelta, timezone

import pytest

from meetings.actions import found, owners
from meetings.community.bodies import Tier
from meetings.community.units import Unit
from meetings.importing.plan import DIFFERS, Choices, RowState
from meetings.importing.table import Sheet, Source
from meetings.importing.units import (
    existing_units,
    import_units,
    no_unit,
    plan_unit_list,
    plan_units,
)
from meetings.ports import By
from meetings.procedure.rules import preset
from storage.ids import new_id
from tests.storage.memory_records import MemoryRecords

NOW = datetime(2026, 11, 24, 10, tzinfo=timezone(timedelta(hours=8)))
HEAD = ["房屋坐落", "建筑面积(㎡)", "业主"]


def by() -> By:
    return By("王社工", NOW, new_id())


@pytest.fixture
def body():
    records = MemoryRecords()
    return records, found.found_body(records, by(), Tier.CORNER, "甲议事会", preset("corner")).id


def plan_of(body, rows, choices=Choices()):
    records, id = body
    return plan_units(Source((Sheet("清册", rows),)), existing_units(records), id, choices)


def why(plan) -> dict[int, list[str]]:
    return {row.number: [one.why for one in row.reasons] for row in plan.rows}


def test_the_list_of_the_case_gives_units_and_owners_and_checks_the_subtotal(body):
    records, id = body
    text = "46栋1单元101\t98.5㎡\t林小月\n46栋1单元102\t98.5㎡\t何勇\n小计\t2户\t197.00"
    plan = plan_unit_list(text, existing_units(records), id)
    units = plan.new[id]
    assert [(u.place, u.area, u.owner) for u in units] == [
        ("46栋1单元101", 9850, "林小月"), ("46栋1单元102", 9850, "何勇"),
    ]  # fmt: skip
    assert why(plan)[3] == ["total", "total_agrees"]
    assert import_units(records, by(), plan) == 2
    again = plan_unit_list(text, existing_units(records), id)
    assert again.empty and {row.state for row in again.rows} == {RowState.KNOWN, RowState.LEFT}
    records.undo(by(), id)
    assert not existing_units(records).rows


def test_a_total_that_does_not_agree_is_told_with_both_figures(body):
    rows = [HEAD, ["46栋101", "98.5", "林小月"], ["小计", "99.00", ""],
            ["46栋102", 100, "何勇"], ["小计", "100.00", ""], ["合计", "198.50", ""],
            ["制表人：林", "", ""]]  # fmt: skip
    plan = plan_of(body, rows)
    told = why(plan)
    assert told[3] == ["total", "total_differs"]
    assert told[5] == ["total", "total_agrees"] and told[6] == ["total", "total_agrees"]
    assert told[7] == ["signature"]
    differs = next(row for row in plan.rows if row.number == 3).reasons[1]
    assert dict(differs.facts) == {"value": "99.00", "sum": "98.50"}


def test_a_part_twice_in_the_file_is_refused_with_the_row_of_the_first(body):
    rows = [HEAD, ["46栋1单元101", "98.5", "林小月"], ["46号楼 1单元 101室", "98.5", "何勇"]]
    plan = plan_of(body, rows)
    assert why(plan)[3] == ["unit_twice"] and len(plan.new[body[1]]) == 1


@pytest.mark.parametrize(
    ("room", "same"), [("1-101", True), ("１－１０１", True), ("2-101", False), ("1-102", False)]
)
def test_an_entrance_before_the_room_in_one_cell_is_the_same_place(body, room, same):
    """Else the dwelling counts twice, and its area with it."""
    rows = [
        ["楼栋", "房号", "面积", "业主"],
        ["46栋1单元101", "", "98.5", "林小月"], ["46栋", room, "98.5", "何勇"],
    ]  # fmt: skip
    plan = plan_of(body, rows)
    assert (why(plan)[3] == ["unit_twice"]) is same
    assert len(plan.new[body[1]]) == (1 if same else 2)


@pytest.mark.parametrize(
    ("said", "area"),
    [("98.5㎡", 9850), ("98.50平方米", 9850), ("98.5m²", 9850), ("９８．５平米", 9850),
     ("1,234.56", 123456), (98.5, 9850), ("98.5 平", 9850)],
)  # fmt: skip
def test_an_area_may_bear_its_unit(body, said, area):
    plan = plan_of(body, [HEAD, ["46栋101", said, "林小月"]])
    assert plan.new[body[1]][0].area == area


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["46栋101", "0.15亩", "林小月"], "other_unit"),
        (["46栋101", "98.505", "林小月"], "not_an_area"),
        (["46栋101", "-3", "林小月"], "not_an_area"),
        (["46栋101", "", "林小月"], "missing"),
        (["46栋101", "98.5", ""], "missing"),
        (["", "98.5", "林小月"], "missing"),
    ],
)
def test_what_is_missing_or_in_another_unit_is_refused(body, row, reason):
    assert why(plan_of(body, [HEAD, row]))[2] == [reason]


def test_a_heading_in_another_unit_refuses_every_row(body):
    plan = plan_of(body, [["坐落", "面积（亩）", "业主"], ["46栋101", "0.15", "林小月"]])
    assert plan.empty and why(plan)[2] == ["other_unit"]


def test_what_is_left_out_needs_its_rule(body):
    head = [*HEAD, "计入", "备注"]
    rows = [head, ["46栋车位1", "12.5", "何勇", "否", ""],
            ["46栋车位2", "12.5", "何勇", "否", "议事规则第8条"]]  # fmt: skip
    plan = plan_of(body, rows)
    assert why(plan)[2] == ["left_out_without_rule"]
    assert [u.counted for u in plan.new[body[1]]] == [False]


def test_the_sum_is_shown_against_the_one_known_and_what_differs_is_asked(body):
    records, id = body
    owners.add_units(records, by(), id, [Unit("", id, "46栋", "", "101", 9850, "林小月")])
    rows = [HEAD, ["46栋101", "99.00", "何勇"], ["46栋102", "100", "何勇"]]
    plan = plan_of(body, rows)
    assert why(plan)[2] == ["differs", "differs"] and plan.questions[0].key == DIFFERS
    sums = next(note for note in plan.notes if note.why == "area_sums").facts
    assert (sums["known"], sums["file"], sums["after"]) == ("98.50", "199.00", "198.50")
    asked = plan_of(body, rows, Choices(answers={DIFFERS: "file"}))
    assert import_units(records, by(), asked) == 2
    assert [(u.area, u.owner) for u in existing_units(records).rows] == [
        (9900, "何勇"), (10000, "何勇"),
    ]  # fmt: skip


def test_a_total_may_be_of_all_parts_or_of_those_that_count(body):
    head = ["楼栋", "房号", "面积", "业主", "计入", "备注"]
    lines = [["46栋", "1", "98.5", "林小月", "", ""], ["46栋", "2", "10", "某司", "否", "车位"]]
    for total in ("98.50", "108.50"):
        plan = plan_of(body, [head, *lines, ["合计", "", total, "", "", ""]])
        assert why(plan)[4] == ["total", "total_agrees"]


@pytest.mark.parametrize("owner", ["业主001", "第3建筑公司", "张桂兰"])
def test_a_number_in_an_owners_name_is_none_of_a_place(body, owner):
    """A list without names numbers its owners; what is left of a place is refused elsewhere."""
    records, id = body
    plan = plan_unit_list(f"45栋1单元101 100.00 {owner}", existing_units(records), id)
    assert [row.state for row in plan.rows] == [RowState.NEW]


def test_a_whole_address_in_the_column_of_rooms_is_taken_apart(body):
    records, one = body
    head = ["房号", "面积", "业主"]
    source = Source((Sheet("", [head, ["46栋1单元101", "98.5", "林小月"], ["102", "90", "何勇"]]),))
    (first, second) = plan_units(source, existing_units(records), one).new[one]
    assert (first.building, first.entrance, first.room) == ("46栋", "1单元", "101")
    assert (second.building, second.room) == ("", "102")


def test_a_grand_total_right_behind_a_subtotal_is_checked_against_all(body):
    rows = [HEAD, ["46栋1单元101", "98.50", "林小月"], ["46栋1单元102", "101.50", "何勇"],
            ["小计", "200.00", ""], ["总计", "210.00", ""]]  # fmt: skip
    (told,) = [
        one for row in plan_of(body, rows).rows for one in row.reasons
        if one.why == "total_differs"
    ]  # fmt: skip
    assert told.facts == {"value": "210.00", "sum": "200.00"}


def test_a_page_of_text_is_looked_at_as_fast_as_a_line():
    """A title has few signs; whether a long text is one took the square of its length."""
    assert no_unit("甲" * 200_000) == ""
    assert no_unit("46栋业主名册") == "title"
