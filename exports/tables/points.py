"""积分 in Excel: points of a period with what was redeemed, or those of duty by turn."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from exports.documents.names import file_name
from exports.tables.columns import Spreadsheet
from meetings.actions.reward import Rewards
from meetings.figures.periods import Period
from meetings.importing.cells import Cell
from meetings.matters.duty import DutyTurn, LedgerRule, rate, table
from meetings.terms import term

POINTS, ENTRIES, THINGS, TURNS = "积分", "兑换和更正", "可兑换物品", "值守"
COLUMNS = ("姓名", "工时（小时）", "人群", "倍数", "期初", "获得", "更正", "兑换", "期末")
ENTRY_COLUMNS = ("日期", "类别", "姓名", "物品或理由", "件数", "积分")
THING_COLUMNS = ("物品", "每件积分", "总数", "剩余", "状态")
TURN_COLUMNS = ("日期", "开始", "结束", "姓名或队名", "人数", "工时（小时）", "事项", "备注")
POINT_COLUMNS = ("姓名", "班次", "工时（小时）", "人群", "倍数", "积分")
_KINDS = {"工时（小时）": "area", "倍数": "area"}


def rewards_workbook(
    rewards: Rewards, turns: Iterable[DutyTurn], period: Period, made: datetime
) -> bytes:
    """The points of a period, with the work and entries they come from."""
    rows: list[tuple[Cell, ...]] = [
        (
            one.name, one.minutes / 60, one.group, one.percent / 100, one.begin, one.earned,
            one.corrected, one.redeemed, one.end,
        )
        for one in rewards.balances
    ]  # fmt: skip
    sheet = Spreadsheet(f"{period.words}{POINTS}", made)
    sheet.table(POINTS, COLUMNS, rows, kinds=_KINDS)
    entries: list[tuple[Cell, ...]] = [
        (one.day, term(one.kind), one.name, one.note, one.pieces or None, one.points)
        for one in rewards.entries
    ]
    sheet.table(ENTRIES, ENTRY_COLUMNS, entries)
    things: list[tuple[Cell, ...]] = [
        (one.name, one.cost, one.stock, left, "停用" if one.stopped else "")
        for one, left in rewards.prizes
    ]
    sheet.table(THINGS, THING_COLUMNS, things)
    columns = [name for name in TURN_COLUMNS if name != "事项"]
    sheet.table(TURNS, columns, [_turn(one) for one in turns], kinds=_KINDS)
    return sheet.data()


def _turn(one: DutyTurn, of: tuple[Cell, ...] = ()) -> tuple[Cell, ...]:
    start, end = one.starts_at, one.ends_at
    minutes = one.person_minutes
    return (
        start.date(),
        start.time(),
        end.time(),
        one.name,
        one.heads,
        minutes / 60,
        *of,
        one.note,
    )


def rewards_name(body: str, period: Period, on: date) -> str:
    """`20261124_45、47栋街角议事会_2026年11月_积分.xlsx`."""
    return file_name(on, body, f"{period.words}_{POINTS}", ext="xlsx")


def points_workbook(
    turns: Iterable[DutyTurn],
    rule: LedgerRule | None,
    tasks: Mapping[str, str],
    made: datetime,
) -> bytes:
    """Everybody's points, and the turns they come from; `tasks` are texts by id."""
    all_turns = tuple(turns)
    lines: list[tuple[Cell, ...]] = [
        (
            line.name, line.turns, line.person_minutes / 60, line.group, line.percent / 100,
            line.points if rate(rule) else None,
        )
        for line in table(all_turns, rule)
    ]  # fmt: skip
    sheet = Spreadsheet(POINTS, made)
    sheet.table(POINTS, POINT_COLUMNS, lines, kinds=_KINDS)
    of = [_turn(turn, (tasks.get(turn.follow_up, ""),)) for turn in all_turns]
    sheet.table(TURNS, TURN_COLUMNS, of, kinds=_KINDS)
    return sheet.data()


def points_name(body: str, on: date) -> str:
    """`20261124_45、47栋街角议事会_值守积分.xlsx`."""
    return file_name(on, body, f"{TURNS}{POINTS}", ext="xlsx")
