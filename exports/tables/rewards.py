"""积分 of a period in Excel: everybody's balance, what was redeemed and corrected, the things."""

from collections.abc import Iterable
from datetime import date, datetime

from exports.documents.names import file_name
from exports.tables.columns import Spreadsheet
from meetings.actions.reward import Rewards
from meetings.figures.periods import Period
from meetings.importing.cells import Cell
from meetings.matters.duty import DutyTurn
from meetings.terms import term

POINTS, ENTRIES, THINGS, TURNS = "积分", "兑换和更正", "可兑换物品", "值守"
COLUMNS = ("姓名", "工时（小时）", "人群", "倍数", "期初", "获得", "更正", "兑换", "期末")
ENTRY_COLUMNS = ("日期", "类别", "姓名", "物品或理由", "件数", "积分")
THING_COLUMNS = ("物品", "每件积分", "总数", "剩余", "状态")
TURN_COLUMNS = ("日期", "开始", "结束", "姓名或队名", "人数", "工时（小时）", "备注")
_KINDS = {"工时（小时）": "area", "倍数": "area"}


def rewards_workbook(
    known: Rewards, turns: Iterable[DutyTurn], period: Period, made: datetime
) -> bytes:
    """The points of a period with all they are made of."""
    rows: list[tuple[Cell, ...]] = [
        (
            one.name, one.minutes / 60, one.group, one.percent / 100, one.begin, one.earned,
            one.corrected, one.redeemed, one.end,
        )
        for one in known.balances
    ]  # fmt: skip
    sheet = Spreadsheet(f"{period.words}{POINTS}", made)
    sheet.table(POINTS, COLUMNS, rows, kinds=_KINDS)
    entries: list[tuple[Cell, ...]] = [
        (one.day, term(one.kind), one.name, one.note, one.pieces or None, one.points)
        for one in known.entries
    ]
    sheet.table(ENTRIES, ENTRY_COLUMNS, entries)
    things: list[tuple[Cell, ...]] = [
        (one.name, one.cost, one.stock, left, "停用" if one.stopped else "")
        for one, left in known.prizes
    ]
    sheet.table(THINGS, THING_COLUMNS, things)
    sheet.table(TURNS, TURN_COLUMNS, [_turn(one) for one in turns], kinds=_KINDS)
    return sheet.data()


def _turn(one: DutyTurn) -> tuple[Cell, ...]:
    start, end = one.starts_at, one.ends_at
    return (
        start.date(), start.time(), end.time(), one.name, one.heads, one.person_minutes / 60,
        one.note,
    )  # fmt: skip


def rewards_name(body: str, period: Period, on: date) -> str:
    """`20261124_45、47栋街角议事会_2026年11月_积分.xlsx`."""
    return file_name(on, body, f"{period.words}_{POINTS}", ext="xlsx")
