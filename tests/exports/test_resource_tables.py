"""资源库, 值守 and 积分 as Excel."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

from exports.tables.points import POINT_COLUMNS, TURN_COLUMNS, points_name, points_workbook
from exports.tables.resources import resources_workbook
from exports.tables.sheets_read import read_source
from meetings.community.resources import Resource, ResourceClass
from meetings.importing.columns import RESOURCE_COLUMNS
from meetings.matters.duty import DutyTurn, LedgerRule, PointGroup

AT = datetime(2026, 11, 24, 19, tzinfo=timezone(timedelta(hours=8)))


def sheets(tmp_path: Path, data: bytes) -> dict[str, list[list[object]]]:
    file = tmp_path / "a.xlsx"
    file.write_bytes(data)
    return {sheet.name: [list(row) for row in sheet.rows] for sheet in read_source(file).sheets}


def test_every_resource_is_a_row_with_its_body_and_whether_it_is_stopped(tmp_path: Path):
    known = [
        Resource("1", "a", ResourceClass.SKILL, "刘师傅", "=修水管", None, "13800001234", "周末"),
        Resource("2", "b", ResourceClass.VENUE, "架空层", "可坐30人", stopped=True),
    ]
    rows = sheets(tmp_path, resources_workbook(known, {"a": "街角", "b": "社区"}, AT))["资源库"]
    assert rows[0] == list(RESOURCE_COLUMNS)
    assert rows[1] == ["个人技能", "刘师傅", "=修水管", "13800001234", "周末", "", "街角"]
    assert rows[2][1:3] == ["架空层", "可坐30人"] and rows[2][5:] == ["停用", "社区"]


def test_points_follow_from_the_turns_that_stand_beside_them(tmp_path: Path):
    turns = [
        DutyTurn("1", "b", "t", "陈阿姨", AT, AT + timedelta(minutes=90)),
        DutyTurn("2", "b", "t", "红袖标队", AT, AT + timedelta(hours=1), heads=4, note="雨"),
    ]
    rule = LedgerRule("r", "b", per_hour=10, groups=(PointGroup("低龄老人", 200, ("陈阿姨",)),))
    found = sheets(tmp_path, points_workbook(turns, rule, {"t": "守消防通道"}, AT))
    assert found["积分"][0] == list(POINT_COLUMNS) and found["值守"][0] == list(TURN_COLUMNS)
    assert [row[:3] + row[4:] for row in found["积分"][1:]] == [
        ["红袖标队", 1, 4, 1, 40], ["陈阿姨", 1, 1.5, 2, 30],
    ]  # fmt: skip
    assert found["值守"][2][3:] == ["红袖标队", 4, 4, "守消防通道", "雨"]
    assert points_name("甲议事会", AT.date()) == "20261124_甲议事会_值守积分.xlsx"
