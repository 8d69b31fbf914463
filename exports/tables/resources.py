"""资源库, 积分 and 值守 in Excel."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from exports.documents.names import file_name
from exports.tables.columns import Spreadsheet
from meetings.community.resources import Resource
from meetings.importing.cells import Cell
from meetings.importing.columns import RESOURCE_COLUMNS
from meetings.importing.resources import resource_cells
from meetings.matters.duty import DutyTurn, LedgerRule, rate, table

RESOURCES, POINTS, TURNS = "资源库", "积分", "值守"
POINT_COLUMNS = ("姓名", "班次", "工时（小时）", "人群", "倍数", "积分")
TURN_COLUMNS = ("日期", "开始", "结束", "姓名或队名", "人数", "工时（小时）", "事项", "备注")
_KINDS = {"工时（小时）": "area", "倍数": "area"}


def resources_workbook(
    known: Iterable[Resource], bodies: Mapping[str, str], made: datetime
) -> bytes:
    """Everything listed, what has been stopped too; `bodies` are names by id."""
    rows = [resource_cells(one, bodies.get(one.body, "")) for one in known]
    sheet = Spreadsheet(RESOURCES, made)
    sheet.table(RESOURCES, RESOURCE_COLUMNS, rows)
    return sheet.data()


def points_workbook(
    turns: Iterable[DutyTurn],
    rule: LedgerRule | None,
    tasks: Mapping[str, str],
    made: datetime,
) -> bytes:
    """Everybody's points, and the turns they come from; `tasks` are texts by id."""
    known = tuple(turns)
    lines: list[tuple[Cell, ...]] = [
        (
            line.name, line.turns, line.person_minutes / 60, line.group, line.percent / 100,
            line.points if rate(rule) else None,
        )
        for line in table(known, rule)
    ]  # fmt: skip
    sheet = Spreadsheet(POINTS, made)
    sheet.table(POINTS, POINT_COLUMNS, lines, kinds=_KINDS)
    sheet.table(TURNS, TURN_COLUMNS, [_turn(turn, tasks) for turn in known], kinds=_KINDS)
    return sheet.data()


def _turn(turn: DutyTurn, tasks: Mapping[str, str]) -> tuple[Cell, ...]:
    start, end = turn.starts_at, turn.ends_at
    return (
        start.date(), start.time(), end.time(), turn.name, turn.heads, turn.person_minutes / 60,
        tasks.get(turn.follow_up, ""), turn.note,
    )  # fmt: skip


def resources_name(body: str, on: date) -> str:
    """`20261124_45、47栋街角议事会_资源库.xlsx`."""
    return file_name(on, body, RESOURCES, ext="xlsx")


def points_name(body: str, on: date) -> str:
    """`20261124_45、47栋街角议事会_值守积分.xlsx`."""
    return file_name(on, body, f"{TURNS}{POINTS}", ext="xlsx")
