"""统计报表 in Excel: every rate with numerator, denominator and what is left out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from exports import text
from exports.documents.names import file_name
from exports.tables.columns import Sheet, Spreadsheet
from meetings.figures.compare import By, Side
from meetings.figures.counting import Figures, MeanRate, Rate
from meetings.figures.indicators import BASES, GROUPS, Indicator, end_word, indicators
from meetings.figures.report import Matter, Report
from meetings.importing.cells import Cell
from meetings.terms import term

Key = TypeVar("Key", bound=StrEnum)
TABLE = "统计报表"
HEADS = ("类", "指标", "数值", "分子", "分母", "比率", "日期不详未计入", "上期", "去年同期")
SIDE_HEADS = (
    "会议（次）", "收集议题", "期初结存", "新增及复办", "办结", "终结", "期末结存", "其中逾期",
    "办结分子", "办结分母", "办结率", "按时分子", "按时分母", "按时办结率", "日期不详",
    "居民自理", "居民自理基数", "是谁不详",
)  # fmt: skip
_KINDS = {
    "比率": "percent", "办结率": "percent", "按时办结率": "percent", "居民自理": "percent",
}  # fmt: skip
TOTAL = "合计"
UNKNOWN = "不详"
BY = {By.BODY: "机构", By.TOPIC: "类别", By.PLACE: "楼栋", By.PERIOD: "时期"}


def report_workbook(report: Report, made: datetime, seal: str = "") -> bytes:
    """The figures of a period with their bases, and the tasks behind them."""
    sheet = Spreadsheet(f"{report.scope} {report.title}", made)
    title = f"{report.scope}{report.period.words}{TABLE}"
    around = _around(report, title, seal)
    rates = [*_rates(report), *_counted(report.figures)]
    sheet.sheet(
        Sheet("指标", HEADS, rates, around, (12, 31, 8, 7, 7, 8, 9, 15, 15), upright=True),
        kinds=_KINDS,
    )
    parts = list(_parts(report))
    if parts:
        widths = (7, 20, *[7.5] * len(SIDE_HEADS))
        sheet.sheet(Sheet("分项", ("按", "名称", *SIDE_HEADS), parts, around, widths), kinds=_KINDS)
    lists = list(_matters(report))
    if lists:
        names = (
            "情况",
            "编号",
            "机构",
            "事项",
            "责任人（单位）",
            "时限",
            "逾期天数",
            "办结日期",
            "说明",
        )
        widths = (12, 14, 20, 40, 20, 12, 8, 12, 40)
        sheet.sheet(Sheet("事项", names, lists, around, widths))
    silent = report.figures.base.silent if report.figures.base is not None else ()
    if silent:
        rows = [(name, last or "从未报过") for name, last in silent]
        sheet.sheet(Sheet("未报机构", ("机构", "上次报送的月份"), rows, around, (40, 20)))
    if report.later:
        since = [(one.what, one.was or None, one.now or None) for one in report.later]
        heads = ("指标或名单", "封存时（名单：不再列入的）", "现在（名单：新列入的）")
        sheet.sheet(Sheet("封存后变化", heads, since, around, (40, 30, 30)))
    return sheet.data()


def _around(report: Report, title: str, seal: str) -> tuple[str, str, str]:
    """The lines above and below: title, body and day, and who filled it in."""
    until = text.day_text(report.figures.until)
    base = report.figures.base
    reported = f"    机构：{base.of}个中{base.told}个已报" if base is not None else ""
    made = f"{text.day_text(report.made)}{reported}"
    above = f"填报单位：{report.issuer}    统计截至：{until}    填报日期：{made}"
    below = "填报人：              审核人：              负责人（签字）：              "
    return title, above, f"{below}\n{BASES}" + (f"\n封存：{seal}" if seal else "")


def _rates(report: Report) -> Iterator[tuple[Cell, ...]]:
    others = [_by_name(one) for one in (report.earlier, report.last_year)]
    for one in indicators(report.figures):
        beside = [_beside(other, one) for other in others]
        group = GROUPS[one.group][0]
        name = one.part
        if isinstance(one.value, Rate):
            rate = one.value
            share = rate.part / rate.of if rate.of else None
            yield (group, name, None, rate.part, rate.of, share, rate.out or None, *beside)
        elif isinstance(one.value, MeanRate):
            mean = one.value
            shown: Cell = UNKNOWN if mean.percent is None else mean.percent / 100
            yield (group, name, None, None, mean.of, shown, None, *beside)
        else:
            yield (group, name, one.value, None, None, None, None, *beside)


def _by_name(figures: Figures | None) -> dict[tuple[str, str], Indicator]:
    return {(one.group, one.zh): one for one in indicators(figures)} if figures is not None else {}


def _beside(by_name: Mapping[tuple[str, str], Indicator], one: Indicator) -> Cell:
    if not by_name:
        return "—"
    there = by_name.get((one.group, one.zh))
    if there is None:
        return 0 if one.none == "0" else one.none
    return there.text if isinstance(there.value, Rate | MeanRate) else there.value


def _parts(report: Report) -> Iterator[tuple[Cell, ...]]:
    """Comparisons and months one below the other on one sheet."""
    for by, sides in report.comparisons:
        yield from ((BY[by], *_side(one.name, one, by)) for one in sides)
        if by is not By.PERIOD:
            yield (BY[by], *_side(TOTAL, report.total(by), by))
    months = report.figures.by_month
    for one in months if len(months) > 1 else ():
        columns = (
            one.meetings, one.issues, None, one.tasks, one.done, one.ended,
            one.tasks_open if one.month else None,
        )  # fmt: skip
        rest = [None] * (len(SIDE_HEADS) - len(columns))
        yield ("月份", one.month or "日期不详", *columns, *rest)


def _side(name: str, one: Side, by: By) -> tuple[Cell, ...]:
    def share(rate: Rate) -> tuple[Cell, ...]:
        return rate.part, rate.of, rate.part / rate.of if rate.of else None

    return (
        name, one.meetings, one.issues, one.begin, one.new, one.done, one.ended, one.end, one.late,
        *share(one.completed), *share(one.on_time), one.completed.out or None,
        *_carried(one, by),
    )  # fmt: skip


def _carried(one: Side, by: By) -> tuple[Cell, ...]:
    """The residents' share, its base, and the number of acts of unknown side."""
    if by in (By.TOPIC, By.PLACE):
        return None, None, None
    mean = one.carried or MeanRate(())
    percent = mean.percent
    return UNKNOWN if percent is None else percent / 100, mean.of, mean.unknown or None


def _counted(figures: Figures) -> Iterator[tuple[Cell, ...]]:
    groups: Sequence[tuple[str, Mapping[str, int]]] = (
        ("会议层级", _terms(figures.held_in)),
        ("议程项结果", _terms(figures.outcomes)),
        ("议题类别", dict(figures.topics)),
        ("议题来源", _terms(figures.sources)),
        ("议题期末状态", _terms(figures.states)),
        ("议题层级", _terms(figures.tiers)),
    )
    for group, counted in groups:
        rest = [None] * (len(HEADS) - 3)
        yield from ((group, key, count, *rest) for key, count in counted.items())


def _terms(counted: Mapping[Key, int]) -> dict[str, int]:
    return {term(key): count for key, count in counted.items()}


def _matters(report: Report) -> Iterator[tuple[Cell, ...]]:
    lists: Iterable[tuple[str, Sequence[Matter]]] = (
        ("已办结", report.settled), ("其他终结", report.otherwise), ("逾期", report.late),
        ("在办", report.open),
    )  # fmt: skip
    for name, matters in lists:
        for one in matters:
            how = end_word(one.how) if name == "其他终结" else name
            answer = one.change or one.said
            yield (
                how, one.number, one.body, one.text, one.owners, one.deadline,
                one.days_late or None, one.done, answer,
            )  # fmt: skip


def report_name(report: Report, ext: str = "xlsx") -> str:
    """`20261124_全部机构_2026年第三季度议事工作季报.xlsx`."""
    return file_name(report.made, report.scope, f"{report.period.words}{report.title}", ext=ext)
