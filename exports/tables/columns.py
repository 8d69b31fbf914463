"""Write tables to spreadsheets, with columns wide enough for Chinese."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from unicodedata import east_asian_width

from xlsxwriter import Workbook

from meetings.dataclass import dataclass
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
_HALF = re.compile("[\ud800-\udfff]")
"""A lone surrogate (half a character), which no file can hold."""
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
    """The text that a cell will show, to compute its width."""
    if isinstance(cell, datetime | date):
        return "2026-12-31"
    return "23:59" if isinstance(cell, time) else "" if cell is None else str(cell)


def width(head: str, column: Iterable[Cell]) -> float:
    """The width of a column in Excel's measure, between narrowest and widest."""
    # The button of the filter covers two cells of the header.
    longest = max((cells_wide(shown(cell)) for cell in column), default=0)
    return min(max(longest, cells_wide(head) + 3, NARROWEST), WIDEST) + 1.5


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be handed in: title, a line on body and day, and a line to be signed."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    around: tuple[str, str, str]
    """Title, the line below it, and the lines under the table."""
    widths: Sequence[float]
    """Of the columns, in Excel's measure."""
    heads: Sequence[tuple[int, int, str]] = ()
    """Merged headings above the columns: first, last, words."""
    total: Sequence[Cell] = ()
    upright: bool = False
    """A long list, whose columns are made a little smaller for it."""


ROOM = {False: 88, True: 130}
"""Width that fits on A4 at 11 points, in Excel's measure: portrait (False), landscape (True)."""
SMALLEST = 0.74
"""The smallest scale of 11 points for printing; below it A3 is used."""


LINE = 15.5
"""Height in points of a line of text of 11 points."""
HIGHEST = 409
"""Points that a row may have."""


def _height(cells: Iterable[Cell], widths: Iterable[float]) -> float:
    """The height in points of a row with wrapped texts, which not every program computes.

    A number is shown as its format says and never wrapped.
    """
    lines = 1
    for cell, wide in zip(cells, widths, strict=True):
        room = max(2, int(wide) - 1)
        # A Chinese character is not torn: an odd place at the end of a line stays empty.
        parts = [
            max(1, -(-cells_wide(part) // (room - room % 2)))
            for part in ("" if isinstance(cell, int | float) else shown(cell)).split("\n")
        ]
        lines = max(lines, sum(parts))
    return min(HIGHEST, lines * LINE)


_LONGEST_HEADER = 255


def _printed(title: str, sheet: str) -> str:
    """The title above a printed sheet; its first row must stay that of the columns."""
    heading = title if sheet in title else f"{title} {sheet}"
    head = f'&C&"{FONT},Bold"&14'
    return head + heading.replace("&", "&&")[: _LONGEST_HEADER - len(head) - 1].rstrip("&")


class Spreadsheet:
    """An xlsx file in memory; texts are written as texts and days as days."""

    def __init__(self, title: str, made: datetime) -> None:
        self._file = BytesIO()
        self.book = Workbook(self._file, _OPTIONS)
        self._title = title
        self.book.set_properties({"title": title[:255], "created": made.replace(tzinfo=None)})
        plain = {"font_name": FONT, "font_size": 11, "valign": "vcenter", "border": 1}
        self._plain = plain
        self._head = self.book.add_format(
            {**plain, "bold": True, "align": "center", "bg_color": "#E7E6E6", "text_wrap": True}
        )
        self._forms: dict[tuple[str, str], Any] = {}
        bare = {"font_name": FONT, "valign": "vcenter"}
        self._middle = self.book.add_format(
            {**bare, "font_size": 16, "bold": True, "align": "center"}
        )
        self._line = self.book.add_format({**bare, "font_size": 11, "text_wrap": True})
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
            colour = tone(dict(zip(columns, row, strict=True))) if tone else ""
            for place, cell in enumerate(row):
                kind = (kinds or {}).get(columns[place], "")
                self.put(page, number, place, cell, colour, kind)
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
        page.set_header(_printed(self._title, name))
        page.set_footer("&C第 &P 页，共 &N 页")
        return page

    def sheet(
        self,
        sheet: Sheet,
        *,
        tone: Callable[[Mapping[str, Cell]], str] | None = None,
        kinds: Mapping[str, str] | None = None,
    ) -> Page:
        """A table to be handed in: it fits the paper's width at a size that can be read."""
        page = self.book.add_worksheet(sheet.name)
        title, above, below = sheet.around
        last = len(sheet.columns) - 1
        page.merge_range(0, 0, 0, last, title, self._middle)
        page.set_row(0, 30)
        page.merge_range(1, 0, 1, last, above, self._line)
        row = 2
        if sheet.heads:
            covered = set()
            for first, end, words in sheet.heads:
                covered |= set(range(first, end + 1))
                page.merge_range(row, first, row, end, words, self._head)
            for place, head in enumerate(sheet.columns):
                if place not in covered:
                    page.merge_range(row, place, row + 1, place, head, self._head)
            row += 1
        for place, head in enumerate(sheet.columns):
            if not sheet.heads or place in covered:
                page.write_string(row, place, head, self._head)
        page.set_row(row, _height(sheet.columns, sheet.widths) + 4)
        first_row = row + 1
        for number, cells in enumerate(sheet.rows, first_row):
            colour = tone(dict(zip(sheet.columns, cells, strict=True))) if tone else ""
            page.set_row(number, _height(cells, sheet.widths))
            for place, cell in enumerate(cells):
                kind = (kinds or {}).get(sheet.columns[place], "")
                self.put(page, number, place, cell, colour, kind)
        row = first_row + len(sheet.rows)
        if sheet.total:
            for place, cell in enumerate(sheet.total):
                self.put(page, row, place, cell)
            row += 1
        for line in below.split("\n"):
            page.merge_range(row, 0, row, last, line, self._line)
            page.set_row(row, 16 * max(1, -(-cells_wide(line) // max(40, int(sum(sheet.widths))))))
            row += 1
        for place, wide in enumerate(sheet.widths):
            page.set_column(place, place, wide)
        page.freeze_panes(first_row, 0)
        page.repeat_rows(first_row - 1 - bool(sheet.heads), first_row - 1)
        self._on_paper(page, sum(sheet.widths), upright=sheet.upright)
        return page

    def _on_paper(self, page: Page, wide: float, *, upright: bool = False) -> None:
        """Choose A4 portrait or landscape, or A3 landscape, to fit the width at a readable size."""
        lying = wide > ROOM[False] and not upright
        if lying:
            page.set_landscape()
        page.set_paper(8 if wide * SMALLEST > ROOM[True] else 9)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        page.center_horizontally()
        page.fit_to_pages(1, 0)
        page.set_footer("&C第 &P 页，共 &N 页")

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
            text = _HALF.sub("\ufffd", str(cell))
            if len(text) > LONGEST:
                text = text[: LONGEST - len(CUT)] + CUT
            page.write_string(row, column, text, self.form("text", tone))

    def data(self) -> bytes:
        """The finished file."""
        self.book.close()
        return self._file.getvalue()
