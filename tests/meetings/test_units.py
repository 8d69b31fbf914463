"""Exclusive parts: heads and areas, each owner once, and lists as they are pasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.community.units import Unit, UnitIncomplete, UnitTwice, check_unit, heads, total_area
from meetings.importing.units import read_units


def unit(room: str, area: int, owner: str, **more: object) -> Unit:
    return Unit(room, "b", "45栋", "1单元", room, area, owner, **more)  # type: ignore[arg-type]


def test_one_exclusive_part_is_one_head():
    (head,) = heads([unit("101", 9850, "张桂兰")])
    assert (head.owner, head.units, head.area) == ("张桂兰", ("45栋1单元101",), 9850)


def test_several_units_of_one_owner_are_one_head_with_all_their_area():
    found = heads(
        [unit("101", 9850, "张桂兰"), unit("102", 8000, "李国强"), unit("103", 1, "张桂兰")]
    )
    assert [(head.owner, head.area) for head in found] == [("张桂兰", 9851), ("李国强", 8000)]


def test_joint_owners_of_one_unit_are_one_head():
    assert len(heads([unit("101", 9850, "张桂兰、李国强")])) == 1


def test_two_people_of_one_name_are_two_heads_and_can_be_told_apart():
    found = heads(
        [
            unit("101", 9000, "张伟", person="p1"),
            unit("102", 8000, "张伟", person="p2"),
            unit("103", 7000, "张伟", person="p1"),
        ]
    )
    assert [(head.owner, head.area) for head in found] == [
        ("张伟（45栋1单元101）", 16000),
        ("张伟（45栋1单元102）", 8000),
    ]


def test_a_parking_space_left_out_by_the_rules_is_neither_head_nor_area():
    units = [
        unit("101", 9850, "张桂兰"),
        unit("车位1", 1250, "王五", counted=False, note="车位不计，议事规则第8条"),
    ]
    assert [head.owner for head in heads(units)] == ["张桂兰"]
    assert total_area(units) == 9850


def test_leaving_a_unit_out_needs_the_rule_that_says_so():
    with pytest.raises(UnitIncomplete) as refused:
        check_unit(unit("车位1", 1250, "王五", counted=False), ())
    assert refused.value.facts["what"] == "note"


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        (Unit("", "b", "", "", " ", 1, "甲"), "place"),
        (unit("101", 0, "甲"), "area"),
        (unit("101", 1, "  "), "owner"),
    ],
)
def test_a_unit_has_a_place_an_area_and_an_owner(wrong: Unit, what: str):
    with pytest.raises(UnitIncomplete) as refused:
        check_unit(wrong, ())
    assert refused.value.facts["what"] == what


def test_a_place_is_registered_once():
    with pytest.raises(UnitTwice):
        check_unit(unit("101", 1, "甲"), [Unit("x", "b", "45栋", "1单元", "101", 2, "乙")])


UNITS = st.lists(
    st.builds(
        Unit,
        id=st.uuids().map(str),
        body=st.just("b"),
        building=st.just("45栋"),
        entrance=st.just(""),
        room=st.integers(1, 999).map(str),
        area=st.integers(1, 10**7),
        owner=st.sampled_from(("甲", "乙", "丙", "丁 ", " 丁")),
        person=st.sampled_from((None, "p1", "p2")),
        counted=st.booleans(),
    ),
    max_size=30,
)


@given(UNITS)
def test_there_are_never_more_heads_than_units_and_no_area_is_lost(units: list[Unit]):
    found = heads(units)
    counted = [one for one in units if one.counted]
    assert len(found) <= len(counted)
    assert bool(found) == bool(counted)
    assert sum(head.area for head in found) == total_area(units)
    assert sum(len(head.units) for head in found) == len(counted)


@pytest.mark.parametrize(
    ("line", "place", "area", "owner"),
    [
        ("45栋1单元101 98.50 张桂兰", "45栋1单元101", 9850, "张桂兰"),
        ("45栋 1单元 101 98 张桂兰", "45栋1单元101", 9800, "张桂兰"),
        ("４５栋１单元１０１　９８．５　张桂兰", "45栋1单元101", 9850, "张桂兰"),
        ("45-1-101\t98.5㎡\t张桂兰", "45栋1单元101", 9850, "张桂兰"),
        ("张桂兰 45号楼 101 98.50平方米", "45号楼101", 9850, "张桂兰"),
        ("45栋商铺3 1,234.56 甲公司", "45栋商铺3", 123456, "甲公司"),
        ("1-101 100 张桂兰", "1-101", 10000, "张桂兰"),
        ("1-201\t80.5\t张桂兰", "1-201", 8050, "张桂兰"),
        ("45栋 2-201 90 张桂兰", "45栋2-201", 9000, "张桂兰"),
        ("45栋1单元102 89.00 李国强、王秀英", "45栋1单元102", 8900, "李国强、王秀英"),
    ],
)
def test_a_line_is_read_in_the_ways_people_write_it(line, place, area, owner):
    (read,) = read_units(line)
    assert (read.place, read.area, read.owner, read.missing) == (place, area, owner, "")


def test_a_line_says_what_is_left_out_and_why():
    (read,) = read_units("45栋车位12 12.50 张桂兰 不计 议事规则第8条")
    assert (read.counted, read.note, read.area) == (False, "议事规则第8条", 1250)


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("45栋1单元101 张桂兰", "area"),
        ("45栋1单元101 98.50", "owner"),
        ("98.50 张桂兰", "place"),
        ("2-201 90", "owner"),
        ("45栋车位1 12.50 张桂兰 不计", "note"),
    ],
)
def test_what_a_line_lacks_is_named(line, missing):
    assert read_units(line)[0].missing == missing


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str):
    for read in read_units(text):
        assert read.area >= 0
