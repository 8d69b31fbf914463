"""资源库 in Excel, which can be imported again."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from exports.documents.names import file_name
from exports.tables.columns import Spreadsheet
from meetings.community.resources import Resource
from meetings.importing.columns import RESOURCE_COLUMNS
from meetings.importing.resources import resource_cells

RESOURCES = "资源库"


def resources_workbook(
    resources: Iterable[Resource], bodies: Mapping[str, str], made: datetime
) -> bytes:
    """All listed resources, also unavailable ones; `bodies` are names by id."""
    rows = [resource_cells(one, bodies.get(one.body, "")) for one in resources]
    sheet = Spreadsheet(RESOURCES, made)
    sheet.table(RESOURCES, RESOURCE_COLUMNS, rows)
    return sheet.data()


def resources_name(body: str, on: date) -> str:
    """`20261124_45、47栋街角议事会_资源库.xlsx`."""
    return file_name(on, body, RESOURCES, ext="xlsx")
