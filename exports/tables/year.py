"""年度统计 in Excel: every rate with its numerator and denominator beside it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from exports.documents.names import file_name
from exports.tables.columns import Spreadsheet
from meetings.figures import Figures, Rate
from meetings.importing.cells import Cell
from meetings.terms import term

Key = TypeVar("Key", bound=StrEnum)
YEAR = "年度统计"
ALL_BODIES = "全部机构"
_KINDS = {"比率": "percent"}


def year_workbook(figures: Figures, of: str, made: datetime) -> bytes:
    """The figures of a period; `of` names the bodies they are of."""
    sheet = Spreadsheet(f"{of} {YEAR}", made)
    sheet.table("指标", ("指标", "数值", "分子", "分母", "比率"), _rates(figures, of), kinds=_KINDS)
    rows = [
        (group, key, count)
        for group, counted in (
            ("会议层级", _terms(figures.meetings)),
            ("议题结果", _terms(figures.outcomes)),
            ("议题类别", dict(figures.topics)),
            ("议题来源", _terms(figures.sources)),
            ("议题状态", _terms(figures.states)),
            ("议题层级", _terms(figures.tiers)),
        )
        for key, count in counted.items()
    ]
    sheet.table("分类", ("统计", "项目", "数量"), rows)
    sheet.table("按月", ("月份", "会议", "收集议题", "办结事项"), figures.by_month)
    return sheet.data()


def _terms(counted: Mapping[Key, int]) -> dict[str, int]:
    return {term(key): count for key, count in counted.items()}


def _rates(figures: Figures, of: str) -> list[tuple[Cell, ...]]:
    period = figures.period

    def rate(name: str, value: Rate) -> tuple[Cell, ...]:
        share = value.part / value.of if value.of else None
        return (name, None, value.part, value.of, share)

    def number(name: str, value: Cell) -> tuple[Cell, ...]:
        return (name, value, None, None, None)

    return [
        number("机构", of),
        number("起", period.start),
        number("止", period.end),
        number("会议次数", sum(figures.meetings.values())),
        number("到会人次", figures.heads),
        rate("出席率", figures.attendance),
        number("收集议题", sum(figures.states.values())),
        rate("已解决", figures.settled),
        number("从提出到解决的天数（中位数）", figures.usual_days),
        rate("办结率", figures.completed),
        rate("按时办结率", figures.on_time),
        number("交办日期不详的事项（不计入上列各率）", figures.undated),
        number("办结日期不详的事项（不计入按时办结率）", figures.done_undated),
        rate("反馈率", figures.reported),
        rate("回访率", figures.visited),
        rate("满意率", figures.satisfied),
        rate("销号率", figures.closed),
        number("发言人数", figures.speakers),
        rate("首次发言的人", figures.first_time),
        rate("发言最多者所占", figures.loudest),
    ]


def year_name(of: str, made: datetime) -> str:
    """`20261124_全部机构_年度统计.xlsx`."""
    return file_name(made.date(), of, YEAR, ext="xlsx")
