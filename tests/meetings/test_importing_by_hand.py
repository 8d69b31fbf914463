"""Headings that were named by hand, and rows that were not taken, in their own words."""

from meetings.importing.columns import PEOPLE_TABLE, UNIT_TABLE
from meetings.importing.people.plan import ExistingPeople, plan_people
from meetings.importing.plan import Choices
from meetings.importing.table import (
    MOST,
    Sheet,
    Source,
    find_table,
    headings,
    learnt,
    recalled,
    refused_table,
)
from meetings.importing.units import ExistingUnits, plan_units

HEAD = ["街坊", "所在楼", "姓名"]


def source(head, *rows) -> Source:
    return Source((Sheet("名册", [["某社区名册", "", ""], head, *rows]),))


def test_a_heading_named_once_is_known_in_every_file_with_the_same_headings():
    first = source(HEAD, ["x", "46栋", "何勇"])
    kept = learnt(first, "名册", {"所在楼": "楼栋"}, {})
    other = source(["姓名", "所在楼", "街坊"], ["林小月", "47栋", "y"])
    assert recalled(other, "名册", kept) == {"所在楼": "楼栋"}
    table = find_table(other, PEOPLE_TABLE, Choices(columns=recalled(other, "名册", kept)))
    assert [row["楼栋"] for row in table] == ["47栋"]
    assert [note.why for note in table.notes] == ["named_by_hand", "unknown_column"]


def test_it_is_not_known_in_a_file_with_other_headings_or_of_another_kind():
    kept = learnt(source(HEAD), "名册", {"所在楼": "楼栋"}, {})
    assert recalled(source(["姓名", "所在楼"]), "名册", kept) == {}
    assert recalled(source(HEAD), "督办", kept) == {}


def test_a_heading_said_to_be_none_stays_out_and_the_newest_are_kept():
    kept = {f"名册/{n:08x}/甲": "楼栋" for n in range(MOST)}
    more = learnt(source(HEAD), "名册", {"街坊": ""}, kept)
    assert len(more) == MOST and recalled(source(HEAD), "名册", more) == {"街坊": ""}
    assert "名册/00000000/甲" not in more


def test_a_needed_column_is_found_by_the_heading_that_was_named():
    known = Choices(columns={"套内": "面积", "户主": "业主", "门牌": "房号"})
    file = Source((Sheet("表", [["门牌", "套内", "户主"], ["101", "98.5", "林小月"]]),))
    assert headings(file) == ["门牌", "套内", "户主"]
    plan = plan_units(file, ExistingUnits(), "b", known)
    assert [unit.owner for unit in plan.new["b"]] == ["林小月"]


def test_rows_that_were_not_taken_keep_their_words_under_their_heading():
    file = source(HEAD, ["x", "46栋", "何勇"], ["y", "47栋", ""])
    plan = plan_people(file, ExistingPeople(), "b")
    left = refused_table(file, PEOPLE_TABLE, Choices(), plan.rows, {4: "姓名是空的"})
    assert left == [
        ("行", "没有导入的原因", "街坊", "所在楼", "姓名"), (4, "姓名是空的", "y", "47栋", ""),
    ]  # fmt: skip
    mended = source([str(cell) for cell in left[0]], [*left[1][:-1], "欧阳月"])
    again = plan_people(mended, ExistingPeople(), "b")
    assert [one.person.name for one in again.new["b"]] == ["欧阳月"]
    assert "行" not in {str(note.facts.get("column")) for note in again.notes}


def test_lines_without_a_heading_are_kept_as_lines():
    file = Source((Sheet("", [["46栋101 林小月"], ["46栋102 98.5 何勇"]]),))
    plan = plan_units(file, ExistingUnits(), "b")
    left = refused_table(file, UNIT_TABLE, Choices(), plan.rows, {})
    assert left == [("#没有导入的行",), ("46栋101 林小月",)]


def test_nothing_is_kept_where_every_row_was_taken():
    file = source(HEAD, ["x", "46栋", "何勇"])
    plan = plan_people(file, ExistingPeople(), "b")
    assert refused_table(file, PEOPLE_TABLE, Choices(), plan.rows, {}) == []
