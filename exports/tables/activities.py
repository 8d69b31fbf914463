"""活动, with 需求与资源 (化缘), in Excel; the first sheet can be imported again."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from exports.documents.names import file_name
from exports.tables.columns import Spreadsheet
from meetings.importing.activities import activity_cells
from meetings.importing.cells import Cell
from meetings.importing.columns import ACTIVITY_TABLE
from meetings.matters.activities import Activity
from meetings.matters.needs import Need
from meetings.terms import term

NEEDS = "需求与资源"
NEED_COLUMNS = (
    "类别", "需要什么", "用于", "情况", "公布日期", "谁", "怎么来的", "联系日期", "答复",
    "给了什么", "金额（元）", "答谢日期", "怎样答谢", "机构",
)  # fmt: skip


def activities_workbook(
    activities: Iterable[Activity], needs: Iterable[Need], bodies: Mapping[str, str], made: datetime
) -> bytes:
    """Everything of the bodies, cancelled ones too; `bodies` are names by id."""
    listed = list(activities)
    titles = {one.id: one.title for one in listed}
    sheet = Spreadsheet(ACTIVITY_TABLE.sheet, made)
    sheet.table(
        ACTIVITY_TABLE.sheet, ACTIVITY_TABLE.names,
        [activity_cells(one, bodies.get(one.body, "")) for one in listed],
    )  # fmt: skip
    rows = [row for need in needs for row in _offers(need, titles, bodies)]
    sheet.table(NEEDS, NEED_COLUMNS, rows, kinds={"金额（元）": "area"})
    return sheet.data()


def _offers(
    need: Need, titles: Mapping[str, str], bodies: Mapping[str, str]
) -> Iterator[tuple[Cell, ...]]:
    """A row for each who was asked or offered; one alone where nobody was."""
    first: tuple[Cell, ...] = (
        term(need.kind), need.text, titles.get(need.activity or "", ""), term(need.state),
        need.published,
    )  # fmt: skip
    body = bodies.get(need.body, "")
    if not need.offers:
        yield (*first, *[None] * 8, body)
    for one in need.offers:
        yield (
            *first, one.name, "联系" if one.asked else "主动", one.on,
            term(one.answer) if one.answer else None, one.given,
            None if one.fen is None else one.fen / 100, one.thanked, one.how, body,
        )  # fmt: skip


def activities_name(body: str, on: date) -> str:
    """`20261124_45、47栋街角议事会_活动.xlsx`."""
    return file_name(on, body, ACTIVITY_TABLE.sheet, ext="xlsx")
