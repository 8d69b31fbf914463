"""A table in a file: its heading found and read, also as named by hand; its rows; those refused.

Files and pasted text come here alike: a sheet is rows of cells, wherever it was read.
"""

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from datetime import date
from hashlib import sha256
from itertools import islice, pairwise
from typing import TypeVar

from meetings.clean import is_blank, visible_words
from meetings.dataclass import dataclass
from meetings.errors import MeetingError
from meetings.importing import cells
from meetings.importing.cells import Cell, NotUnderstood, beginning, in_column, is_empty, plain
from meetings.importing.columns import Columns
from meetings.importing.plan import NO_CHOICES, Choices, PlannedRow, Reason, Row, RowState

HEADER_WITHIN = 20
"""Titles and notes may stand above the header, but not more rows than these."""


class NoTable(MeetingError):
    """No sheet has a header with the columns that are needed: `needed`, `sheets`."""

    needed: str
    sheets: str


class BrokenText(MeetingError):
    """A text table has a quotation mark that is never closed."""

    line: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet; `first` is the number of the first row."""

    name: str
    rows: Sequence[Sequence[Cell]]
    first: int = 1
    text: str = ""
    """The text that the rows were cut out of, where it was one."""
    numbers: Sequence[int] = ()
    """The number of each row, where they do not follow one another."""

    def lines(self, quoted: bool = False) -> list[str]:
        """The rows as lines of a list without columns, in the words of the text.

        A mark of quotation belongs to the words only where they are `quoted`.
        """
        if self.text and (quoted or '"' not in self.text):
            return self.text.splitlines()
        return [" ".join(filter(None, map(cells.one_line, row))) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read: its visible sheets, and what is to be said about it."""

    sheets: tuple[Sheet, ...]
    notes: tuple[Reason, ...] = ()
    today: date | None = None
    """The day on which it is read, where that is known: what has happened is not after it."""


_DELIMITERS = "\t,;，"
_LONGEST_CELL = 200
"""Lines that a quoted cell may go over; a mark that is closed later was never closed."""


def sheet_of_text(text: str, name: str = "CSV") -> Sheet:
    """The sheet that lines of text make, with tabs, commas or semicolons between the cells.

    Raises BrokenText where a quotation mark would swallow the lines behind it.
    """
    lines = text.splitlines()
    first = list(islice((line for line in lines if not is_blank(line)), HEADER_WITHIN))
    counted = {sign: sum(line.count(sign) for line in first) for sign in _DELIMITERS}
    delimiter = max(_DELIMITERS, key=lambda sign: counted[sign])
    if counted["\t"]:
        delimiter = "\t"
    with _cells_of_any_length():
        try:
            rows = list(csv.reader(_ended(lines), delimiter=delimiter, strict=True))
        except csv.Error:
            rows = list(_rows_one_by_one(lines, delimiter))
    return Sheet(name, rows, text=text)


@contextmanager
def _cells_of_any_length() -> Iterator[None]:
    """A text too long is told of its row by whoever takes it, as in a workbook."""
    before = csv.field_size_limit(2**31 - 1)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _ended(lines: Iterable[str]) -> Iterator[str]:
    return (f"{line}\n" for line in lines)


def _rows_one_by_one(lines: Sequence[str], delimiter: str) -> Iterator[list[str]]:
    """Rows where a cell begins with a mark and goes on behind it: read as it stands."""
    at = 0
    while at < len(lines):
        strict = True
        for end in range(at + 1, min(at + _LONGEST_CELL, len(lines)) + 1):
            part = list(_ended(lines[at:end]))
            try:
                rows = list(csv.reader(part, delimiter=delimiter, strict=strict))
            except csv.Error as wrong:
                if "unexpected end" in str(wrong):
                    continue
                if end > at + 1:
                    raise BrokenText(line=at + 1) from None
                strict = False
                rows = list(csv.reader(part, delimiter=delimiter))
            if strict or not _is_open(rows):
                yield from rows
                at = end
                break
        else:
            raise BrokenText(line=at + 1)


def _is_open(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the last cell of a text goes on: its mark was not closed."""
    return bool(rows and rows[-1]) and rows[-1][-1].endswith("\n")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header; `places` are the columns by name."""

    sheet: Sheet
    head: int
    places: dict[str, int]
    notes: tuple[Reason, ...] = ()
    choices: Choices = NO_CHOICES
    heads: tuple[Cell, ...] = ()
    """The heading in the words of the file; of two rows what names each column."""
    left_out: list[PlannedRow] = field(default_factory=list)
    """Filled while the rows are gone through: totals, signatures, rows left out by hand."""
    needed: int = 0
    """The place of the column without which a row is none."""
    unread: tuple[int, ...] = ()
    """Places of a second list beside this one that could not be read with it."""

    def __iter__(self) -> Iterator["Row"]:
        """The rows that are not empty and belong to the list."""
        rows, first, choices = self.sheet.rows, self.sheet.first, self.choices
        heads, numbers = _filled_cells(rows[self.head]) if rows else [], self.sheet.numbers
        mended: dict[int, dict[str, str]] = {}
        for (number, column), words in choices.cells.items():
            mended.setdefault(number, {})[column] = words
        numbering = {self.places.get("编号", -1), self.places.get("序号", -1)}
        group, beside = "", 0
        for at in range(self.head + 1, len(rows)):
            line, number = rows[at], numbers[at] if numbers else first + at
            said = _first_two(line)
            if not said or (len(said) == 1 and said[0] in numbering and _is_number(line[said[0]])):
                continue
            if self.unread:
                self._leave_unread(at, line)
            if number >= _BESIDE and number // _BESIDE != beside:
                # A heading stands above the rows of its own list.
                group, beside = "", number // _BESIDE
            why = "left_by_hand" if number in choices.left_out else _no_row(line, said)
            if (
                not why
                and (len(said) == 1 or line[said[0]] == line[said[1]])
                and len(self.places) > 1
                and (found := _group_of(line, said, self.needed))
            ):
                why, group = "group_row", found
            if number in choices.taken:
                why = ""
            elif not why and heads and line[said[0]] == heads[0] and _filled_cells(line) == heads:
                why = "heading_again"
            if why:
                words = " ".join(map(cells.beginning, _filled_cells(line)))[:200]
                reason = Reason(why, {"row": number})
                self.left_out.append(
                    PlannedRow(self.sheet.name, number, RowState.LEFT, words, (reason,), None, line)
                )
                continue
            row = Row(number, line, self.places, mended=mended.get(number), group=group)
            row.without_errors()
            yield row

    def _leave_unread(self, at: int, line: Sequence[Cell]) -> None:
        """Tell by its words of each row of a list beside this one that is not read."""
        for place in self.unread:
            cell = line[place] if place < len(line) else None
            if not is_empty(cell):
                number = BesideNumber(_BESIDE * (place + 1) + self.sheet.first + at)
                told = cells.beginning(cell)
                self.left_out.append(
                    PlannedRow(self.sheet.name, number, RowState.LEFT, told,
                               (Reason("beside_unread"),), None, (cell,))
                )  # fmt: skip


_GROUP_NUMBER = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}(?:[、.．:：]|部分|类|章|组|批)|[（(][一二三四五六七八九十]{1,3}[)）])\s*"
)
_GROUP_END = re.compile(
    r".{1,18}(?:类|类别|方面|部分|板块|事项|问题|批|片区|小区|小组)(?:[:：]|[（(].{1,10}[)）])?"
)


def _group_of(line: Sequence[Cell], said: Sequence[int], needed: int) -> str:
    """The words of a row that only heads those below it: 一、物业类; "" where it is another row."""
    cell = line[said[0]]
    if not isinstance(cell, str) or (len(said) > 1 and not _is_one_cell(line)):
        return ""
    words = " ".join(visible_words(cell))
    bare = _GROUP_NUMBER.sub("", words, count=1) if _GROUP_NUMBER.match(words) else ""
    if said[0] >= needed and len(said) == 1:
        # It stands where a row says what it is: only the words of a heading make it one.
        return bare if bare and _GROUP_END.fullmatch(bare) else ""
    if not bare and len(said) == 1 and said[0] > 0:
        return ""
    return (bare or words)[:50] if len(words) <= _LONGEST_GROUP and not _is_number(cell) else ""


_LONGEST_GROUP = 40


def _is_one_cell(line: Sequence[Cell]) -> bool:
    """Whether all that the row says is one text, as where its cells were made one."""
    said = _filled_cells(line)
    return len(said) > 2 and len(set(said)) == 1


def _first_two(line: Sequence[Cell]) -> list[int]:
    """The places of the first two cells in which something stands."""
    said = []
    for place, cell in enumerate(line):
        if not is_empty(cell):
            said.append(place)
            if len(said) == 2:
                break
    return said


def _filled_cells(line: Sequence[Cell]) -> list[Cell]:
    """The cells in which something stands."""
    return [cell for cell in line if not is_empty(cell)]


def _is_number(cell: Cell) -> bool:
    return not isinstance(cell, str) or plain(cell).isdecimal()


_TOTAL = re.compile(
    r"(?:合计|小计|总计|共计|累计|总数|本[页月年](?:合计|小计))(?:[:(].*|[\d.]*\S{0,3})"
)
_SIGNED = re.compile(
    r"(?:制表|填报|填表|填写|审核|复核|审批|统计|经办|报送|报表|单位负责|主要负责|分管|主管)\S{0,6}:.*"
    r"|(?:注|备注|说明|附注)\d?:.*|以上共\S{1,12}"
)
_FIRST_SIGNS = frozenset("合小总共累本制填审复统经报单主分注备说附以")


def _no_row(line: Sequence[Cell], said: Sequence[int]) -> str:
    """`total` or `signature` where the row is none of the list's; "" where it is one."""
    for place in said[:2]:
        cell = line[place]
        if not isinstance(cell, str) or _FIRST_SIGNS.isdisjoint(cell):
            continue
        if (words := plain(cell)) and words[0] in _FIRST_SIGNS:
            if _TOTAL.fullmatch(words):
                return "total"
            if place == said[0] and _SIGNED.fullmatch(words):
                return "signature"
    return ""


_IN_BRACKETS = re.compile(r"[(\[].*[)\]]$")


def heading(cell: Cell) -> str:
    """A heading as it is compared: without blanks, stars and what stands in brackets behind it."""
    if not isinstance(cell, str):
        return ""
    words = plain(cell).strip("*:")
    return _IN_BRACKETS.sub("", words) or words


def table_of(sheet: Sheet, columns: Columns, choices: Choices = NO_CHOICES) -> Table | None:
    """The table of a sheet, or None where no row near its top has the needed columns.

    The heading is one row or two; of two, the lower cell names the column where it says something.
    The rows with the most known columns are the heading, the first of several. A column under its
    own name goes before one under another name.
    """
    best: Table | None = None
    rows = sheet.rows[:HEADER_WITHIN]
    for at, line in enumerate(rows):
        below = rows[at + 1] if at + 1 < len(rows) else ()
        for two in (False, True):
            heads = two_rows(line, below) if two else list(line)
            found = _columns_of(sheet, at + two, heads, columns, choices)
            if found is not None and (best is None or len(found.places) > len(best.places)):
                best = found
    return best


def two_rows(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[Cell]:
    """A heading of two rows: the lower cell names the column where it says something."""
    wide = max(len(upper), len(lower))
    above = [*upper, *[None] * (wide - len(upper))]
    below = [*lower, *[None] * (wide - len(lower))]
    return [a if is_empty(b) else b for a, b in zip(above, below, strict=True)]


ROW, WHY = "行", "没有导入的原因"
OURS = frozenset({ROW, WHY})
"""Headings that the program puts before rows that it did not take; they are passed over."""


class BesideNumber(int):
    """The number of a row in a list that stands right of another one: no row of the left has it.

    It is written as the cell in which the row begins: E2.
    """

    def __str__(self) -> str:
        block, row = divmod(int(self), _BESIDE)
        letters = ""
        while block:
            block, at = divmod(block - 1, 26)
            letters = chr(ord("A") + at) + letters
        return f"{letters}{row}"

    def __format__(self, form: str) -> str:
        return format(str(self), form)


_BESIDE = 100_000_000
"""More rows than any table has."""


def _starts(
    heads: Sequence[str], names: Sequence[str], needed: Sequence[str], gaps: frozenset[int]
) -> list[int]:
    """Where each of several lists side by side begins; one place or none where there is one list.

    `names` are the columns that the heads mean. What each list must have stands in all of them,
    under whatever words and in whatever order, and so does something else; or `gaps`, which are
    columns in which nothing stands, keep them apart.
    """
    first = next((place for place, name in enumerate(names) if name in needed), 0)
    at = [place for place, name in enumerate(names) if name and name == names[first]]
    if not needed or len(at) < 2:
        return []
    keys = [name or head for name, head in zip(names, heads, strict=True)]
    starts = [0]
    for before, place in pairwise(at):
        start = max((gap + 1 for gap in gaps if before < gap < place), default=0)
        if not start:
            start = place
            while start - 1 > before and keys[start - 1] in {*keys[starts[-1] : start - 1]} - {""}:
                start -= 1
        starts.append(start)
    ends = [*starts[1:], len(heads)]
    parts = [
        ([*filter(None, keys[a:b])], {*names[a:b]} - {""}, {*heads[a:b]} - {""})
        for a, b in zip(starts, ends, strict=True)
    ]
    (_keys, own, words), others = parts[0], parts[1:]
    alone = all(len(said) == len(set(said)) for said, _names, _words in parts)
    whole = all(set(needed) <= known for _said, known, _words in parts)
    alike = all(
        len(words & theirs) >= min(2, len(words))
        or len(own & known) > 1
        or (start - 1 in gaps and min(len(own), len(known)) > 1)
        for start, (_said, known, theirs) in zip(starts[1:], others, strict=True)
    )
    return starts if alone and whole and alike else []


def _gaps(sheet: Sheet, at: int, heads: Sequence[str]) -> frozenset[int]:
    """The columns between others in which nothing stands, neither above nor below."""
    last = max((place for place, head in enumerate(heads) if head), default=0)
    empty = {place for place, head in enumerate(heads[:last]) if place and not head}
    for row in sheet.rows[at + 1 :]:
        if not empty:
            break
        empty -= {place for place in empty if place < len(row) and not is_empty(row[place])}
    return frozenset(empty)


def _stacked(
    sheet: Sheet, at: int, line: Sequence[Cell], keys: Sequence[str], starts: Sequence[int]
) -> tuple[Sheet, list[Cell]]:
    """The sheet and heading of lists side by side, with the right ones' rows below the left's.

    `keys` say which columns of two lists are one.
    """
    wide = max(len(line), max(map(len, sheet.rows[at:])))
    line = [*line, *[None] * (wide - len(line))]
    keys = [*keys, *[""] * (wide - len(keys))]
    left = range(starts[1])
    order: list[int] = [*left]
    places: list[dict[int, int]] = [{place: place for place in left}]
    for start, end in zip(starts[1:], [*starts[2:], wide], strict=True):
        known = {keys[place]: to for to, place in enumerate(order) if keys[place]}
        found = {}
        for place in range(start, end):
            to = known.get(keys[place]) if keys[place] else None
            if to is None:
                to = len(order)
                order.append(place)
            found[to] = place
        places.append(found)

    def cut(row: Sequence[Cell], of: Mapping[int, int]) -> list[Cell]:
        from_ = (of.get(to, -1) for to in range(len(order)))
        return [row[place] if 0 <= place < len(row) else None for place in from_]

    whole = dict(enumerate(order))
    rows = [*sheet.rows[:at], cut(sheet.rows[at], whole)]
    numbers = list(range(sheet.first, sheet.first + at + 1))
    for start, found in zip(starts, places, strict=True):
        for below, row in enumerate(sheet.rows[at + 1 :], sheet.first + at + 1):
            rows.append(cut(row, found))
            beside = BesideNumber(_BESIDE * (start + 1) + below)
            numbers.append(below if found is places[0] else beside)
    return replace(sheet, rows=rows, numbers=numbers), cut(line, whole)


class _Meanings:
    """What the heads of one line mean: by hand first, then a column's own name, then another."""

    def __init__(self, heads: Sequence[str], columns: Columns, choices: Choices) -> None:
        self.by_hand = {heading(head): meant for head, meant in choices.columns.items()}
        self.by_name = {plain(name): name for name in columns.names}
        self.also = {plain(name): meant for name, meant in columns.also.items()}
        self.claimed = {n for head, n in self.by_hand.items() if n and head in heads}
        """Columns that a head was said to mean by hand: no other head means them."""
        self.own = {
            self.by_name[head]
            for head in heads
            if head in self.by_name and head not in self.by_hand
        } | self.claimed

    def alone(self, head: str) -> str:
        """What a head would mean if no other one did."""
        if head in self.by_hand:
            return self.by_hand[head]
        return self.by_name.get(head) or self.also.get(head) or ""

    def among(self, head: str) -> str:
        """What a head means beside the others."""
        if head in self.by_hand:
            return self.by_hand[head]
        name = self.by_name.get(head)
        if name is not None:
            return "" if name in self.claimed else name
        name = self.also.get(head, "")
        return "" if name in self.own else name


def _columns_of(
    sheet: Sheet, at: int, line: Sequence[Cell], columns: Columns, choices: Choices
) -> Table | None:
    heads = [heading(cell) for cell in line]
    meant = _Meanings(heads, columns, choices)
    if not any(meant.alone(head) in columns.needed for head in heads):
        return None
    places: dict[str, int] = {}
    notes = []
    names = [meant.alone(head) for head in heads]
    gaps = _gaps(sheet, at, heads)
    starts = _starts(heads, names, columns.needed, gaps)
    if starts:
        keys = [name or head for name, head in zip(names, heads, strict=True)]
        sheet, line = _stacked(sheet, at, line, keys, starts)
        heads = [heading(cell) for cell in line]
        meant = _Meanings(heads, columns, choices)
        notes.append(Reason("side_by_side", {"sheet": sheet.name, "n": len(starts)}))
    unread: list[int] = []
    for place, head in enumerate(heads):
        name = meant.among(head) or None
        if name in places and head in columns.or_else:
            name = columns.or_else[head]
        if head in meant.by_hand:
            facts = {
                "sheet": sheet.name,
                "column": cells.beginning(line[place]),
                "value": name or "-",
            }
            notes.append(Reason("named_by_hand", facts))
        if name is None:
            if head and head not in columns.passed | OURS and head not in meant.by_hand:
                why = "not_kept" if head in columns.not_kept else "unknown_column"
                displaced = meant.alone(head) in meant.claimed
                said = cells.beginning(line[place])
                why = "displaced" if displaced else why
                notes.append(Reason(why, {"sheet": sheet.name, "column": said}))
                if columns.of_names and meant.alone(head) in columns.needed and not displaced:
                    unread.append(place)
        elif name in places:
            notes.append(Reason("column_twice", {"sheet": sheet.name, "column": name}))
            if columns.of_names and name in columns.needed:
                unread.append(place)
        else:
            places[name] = place
    if not set(columns.needed) <= places.keys():
        return None
    needed = max(places[name] for name in columns.needed)
    if columns.of_names and not starts and not unread:
        unread += _beyond(heads, gaps, places.values())
    return Table(sheet, at, places, tuple(notes), choices, tuple(line), needed=needed,
                 unread=tuple(unread))  # fmt: skip


def _beyond(heads: Sequence[str], gaps: frozenset[int], known: Collection[int]) -> list[int]:
    """The first column of a list beside this one, of which no head is known."""
    last = max(known)
    gap = next((gap for gap in sorted(gaps) if gap > last), None)
    behind = range(gap + 1, len(heads)) if gap is not None else ()
    return [place for place in behind if heads[place]][:1]


def find_table(source: Source, columns: Columns, choices: Choices = NO_CHOICES) -> Table:
    """The first sheet with the needed columns, the one of the usual name first; raises NoTable."""
    sheets = sorted(source.sheets, key=lambda sheet: plain(sheet.name) != columns.sheet)
    tables = (table_of(sheet, columns, choices) for sheet in sheets)
    found = [table for table in tables if table is not None]
    if found:
        others = [
            Reason("other_list", {"sheet": one.sheet.name, "n": len(one.sheet.rows) - one.head - 1})
            for one in found[1:]
        ]
        return replace(found[0], notes=(*others, *found[0].notes))
    names = "、".join(sheet.name for sheet in source.sheets)
    raise NoTable(needed="、".join(columns.needed), sheets=names)


T = TypeVar("T")
_NUMBERS = {bool, int, float}


def column_of(name: str, rows: Sequence[Row]) -> list[Cell]:
    """The cells of a column, from row to row."""
    place = rows[0].places.get(name, -1) if rows else -1
    if place < 0 or any(row.mended for row in rows):
        return [row[name] for row in rows]
    try:
        return [row.cells[place] for row in rows]
    except IndexError:  # a row that ends before this column
        return [row[name] for row in rows]


def whole_column(
    name: str, read: Callable[[Cell], T], rows: Sequence[Row]
) -> list[T | NotUnderstood]:
    """What each row says in a column, or why it does not; a cell that comes again is read once."""

    def one(cell: Cell) -> T | NotUnderstood:
        try:
            return in_column(name, read, cell)
        except NotUnderstood as wrong:
            return wrong

    if rows and name not in rows[0].places and not any(row.mended for row in rows):
        return [one(None)] * len(rows)
    said = column_of(name, rows)
    if len(set(map(type, said)) & _NUMBERS) > 1:
        # 1, 1.0 and True are equal and are not the same to a reader.
        return [one(cell) for cell in said]
    known = {cell: one(cell) for cell in set(said)}
    return [known[cell] for cell in said]


def parsed(said: T | NotUnderstood) -> T:
    """What was read; raises what was kept in its place."""
    if isinstance(said, NotUnderstood):
        raise NotUnderstood(said.why, **said.facts)
    return said


MOST = 500
"""Headings that are remembered; the oldest go first."""


def _patterns(source: Source) -> Iterator[tuple[str, list[str]]]:
    """What may be the heading of a file, and a short sign of all its words whatever their order."""
    for sheet in source.sheets:
        rows = list(sheet.rows[: HEADER_WITHIN + 1])
        both = [list(map(heading, two_rows(above, below))) for above, below in pairwise(rows)]
        for heads in (*(list(map(heading, row)) for row in rows), *both):
            if words := sorted({head for head in heads if head}):
                yield sha256("\n".join(words).encode()).hexdigest()[:8], words


def recalled(source: Source, kind: str, kept: Mapping[str, str]) -> dict[str, str]:
    """The headings of a file that were named by hand in another one with the same headings."""
    found: dict[str, str] = {}
    if not any(key.startswith(f"{kind}/") for key in kept):
        return found
    for sign, words in _patterns(source):
        found |= {head: kept[key] for head in words if (key := f"{kind}/{sign}/{head}") in kept}
    return found


def learnt(
    source: Source, kind: str, chosen: Mapping[str, str], kept: Mapping[str, str]
) -> dict[str, str]:
    """All that is to be kept once these headings of the file were named."""
    said = {heading(head): meant for head, meant in chosen.items()}
    more = {
        f"{kind}/{sign}/{head}": meant
        for sign, words in _patterns(source)
        if set(said) <= set(words)
        for head, meant in said.items()
    }
    together = {**{key: meant for key, meant in kept.items() if key not in more}, **more}
    return dict(list(together.items())[-MOST:])


def headings(source: Source) -> list[str]:
    """The words of the row that looks most like a heading: the first of those with most texts."""
    best: list[str] = []
    for sheet in source.sheets:
        for row in sheet.rows[:HEADER_WITHIN]:
            words = [
                beginning(cell) for cell in row if isinstance(cell, str) and not is_empty(cell)
            ]
            best = words if len(words) > len(best) else best
    return best


def meanings(source: Source, columns: Columns, choices: Choices) -> dict[str, str]:
    """Each heading of the file with the column that it is read as, "" where it is none."""
    try:
        table = find_table(source, columns, choices)
    except NoTable:
        return {}
    read = {place: name for name, place in table.places.items()}
    return {
        beginning(head): read.get(place, "")
        for place, head in reversed([*enumerate(table.heads)])
        if isinstance(head, str) and not is_empty(head)
    }


def refused_table(
    source: Source,
    columns: Columns | None,
    choices: Choices,
    rows: Sequence[PlannedRow],
    why: Mapping[int, str],
) -> list[tuple[Cell, ...]]:
    """The rows that were not taken, in the words of the file, under its heading.

    `why` has the reason by number of row. The table can be mended and imported again. Without
    `columns`, or where the source has no table of them, the rows are lines.
    """
    wrong = [row for row in rows if row.state is RowState.ERROR]
    if not wrong:
        return []
    heads = _heads(source, columns, choices)
    if heads is None:
        # A list of lines: a heading of ours would be read as one of them.
        return [("#没有导入的行",), *((" ".join(map(cells.one_line, row.words)),) for row in wrong)]
    wide = max(len(heads), *(len(row.words) for row in wrong))
    found: list[tuple[Cell, ...]] = [(ROW, WHY, *heads, *[None] * (wide - len(heads)))]
    for row in wrong:
        words = [*row.words, *[None] * (wide - len(row.words))]
        number = row.number if type(row.number) is int else str(row.number)
        found.append((number, why.get(row.number, ""), *words))
    return found


def refused_of_sheets(
    rows: Sequence[PlannedRow], why: Callable[[PlannedRow], str]
) -> list[tuple[Cell, ...]]:
    """The rows of several sheets that were not taken, with their sheet, number, why and words."""
    wrong = [row for row in rows if row.state is RowState.ERROR and row.words]
    if not wrong:
        return []
    wide = max(len(row.words) for row in wrong)
    return [
        ("表", ROW, WHY, *[None] * wide),
        *((row.sheet, row.number, why(row), *row.words, *[None] * (wide - len(row.words)))
          for row in wrong),
    ]  # fmt: skip


def _heads(source: Source, columns: Columns | None, choices: Choices) -> tuple[Cell, ...] | None:
    if columns is None:
        return None
    try:
        return find_table(source, columns, choices).heads
    except NoTable:
        return None
