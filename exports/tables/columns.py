"""Spreadsheets: how wide Chinese columns must be, and one way of writing a table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from unicodedata import east_asian_width

from xlsxwriter import Workbook

from meetings.importing.cells import Cell

Page = Any
"""A worksheet of XlsxWriter."""

NARROWEST = 6
WIDEST = 48
"""Longer texts are wrapped."""
LONGEST = 32_767
"""Characters a cell of Excel may hold."""
A4_WIDTH = 150
"""Wider tables are printed on A3."""
CUT = "……（以下略，全文见记录文件）"
FONT = "宋体"
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


def cells_wide(text: str) -> int:
    """The width of the longest line, a Chinese character counted as two."""
    lines = text.split("\n")
    return max(sum(2 if east_asian_width(c) in "WFA" else 1 for c in line) for line in lines)


def shown(cell: Cell) -> str:
    """A cell as it will be seen, for its width."""
    if isinstance(cell, datetime | date):
        return "2026-12-31"
    return "23:59" if isinstance(cell, time) else "" if cell is None else str(cell)


def width(head: str, column: Iterable[Cell]) -> float:
    """The width of a column in Excel's measure, between narrowest and widest."""
    # The button of the filter covers two cells of the header.
    longest = max((cells_wide(shown(cell)) for cell in column), default=0)
    return min(max(longest, cells_wide(head) + 3, NARROWEST), WIDEST) + 1.5


class Spreadsheet:
    """One xlsx in memory; every text goes in as text, every day as a day."""

    def __init__(self, title: str, made: datetime) -> None:
        self._file = BytesIO()
        self.book = Workbook(self._file, _OPTIONS)
        self.book.set_properties({"title": title[:255], "created": made.replace(tzinfo=None)})
        plain = {"font_name": FONT, "font_size": 11, "valign": "vcenter", "border": 1}
        self._plain = plain
        self._head = self.book.add_format(
            {**plain, "bold": True, "align": "center", "bg_color": "#E7E6E6", "text_wrap": True}
        )
        self._forms: dict[tuple[str, str], Any] = {}
        self.title = self.book.add_format(
            {"font_name": FONT, "font_size": 16, "bold": True, "align": "left"}
        )

    def form(self, kind: str, tone: str = "") -> Any:
        """The format of a cell: `text`, `number`, `area`, `day`, `time`, `percent`; red or not."""
        key = (kind, tone)
        if key not in self._forms:
            kinds: dict[str, dict[str, Any]] = {
                "text": {"text_wrap": True, "num_format": "@"},
                "number": {"align": "right"},
                "area": {"align": "right", "num_format": "0.00"},
                "percent": {"align": "right", "num_format": "0.0%"},
                "day": {"align": "center", "num_format": "yyyy-mm-dd"},
                "time": {"align": "center", "num_format": "hh:mm"},
            }
            more = kinds[kind]
            if tone == "bad":
                more = {**more, "bold": True, "font_color": "#C00000"}
            self._forms[key] = self.book.add_format({**self._plain, **more})
        return self._forms[key]

    def table(
        self,
        name: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        *,
        filters: bool = True,
        tone: Callable[[Mapping[str, Cell]], str] | None = None,
        kinds: Mapping[str, str] | None = None,
    ) -> Page:
        """A sheet with a frozen header that is repeated on every printed page."""
        page = self.book.add_worksheet(name)
        for place, head in enumerate(columns):
            page.write_string(0, place, head, self._head)
        for number, row in enumerate(rows, 1):
            said = tone(dict(zip(columns, row, strict=True))) if tone else ""
            for place, cell in enumerate(row):
                kind = (kinds or {}).get(columns[place], "")
                self.put(page, number, place, cell, said, kind)
        for place, head in enumerate(columns):
            page.set_column(place, place, width(head, (row[place] for row in rows)))
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        if filters and rows:
            page.autofilter(0, 0, len(rows), len(columns) - 1)
        page.set_landscape()
        wide = sum(width(head, (row[place] for row in rows)) for place, head in enumerate(columns))
        page.set_paper(8 if wide > A4_WIDTH else 9)
        page.fit_to_pages(1, 0)
        page.set_footer("&C第 &P 页，共 &N 页")
        return page

    def put(
        self, page: Page, row: int, column: int, cell: Cell, tone: str = "", kind: str = ""
    ) -> None:
        """One cell; what looks like a formula or an address stays a text."""
        if cell is None or cell == "":
            page.write_blank(row, column, None, self.form("text", tone))
        elif isinstance(cell, datetime):
            page.write_datetime(row, column, cell.replace(tzinfo=None), self.form("day", tone))
        elif isinstance(cell, time):
            page.write_datetime(row, column, cell, self.form("time", tone))
        elif isinstance(cell, date):
            page.write_datetime(row, column, cell, self.form("day", tone))
        elif isinstance(cell, int | float) and not isinstance(cell, bool):
            page.write_number(row, column, cell, self.form(kind or "number", tone))
        else:
            text = str(cell)
            if len(text) > LONGEST:
                text = text[: LONGEST - len(CUT)] + CUT
            page.write_string(row, column, text, self.form("text", tone))

    def data(self) -> bytes:
        """The finished file."""
        self.book.close()
        return self._file.getvalue()
