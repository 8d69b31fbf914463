"""Exclusive parts as a table, or as a list that is typed or pasted: 45栋1单元101 98.50 张桂兰."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from meetings.actions.change import runs_as
from meetings.clean import is_blank, squeeze, trim
from meetings.community.units import Unit, check_unit, total_area
from meetings.dataclass import dataclass
from meetings.importing import cells
from meetings.importing.cells import Cell, NotUnderstood
from meetings.importing.columns import UNIT_TABLE
from meetings.importing.people.lines import address_of, spread_names
from meetings.importing.plan import (
    LINE,
    NO_CHOICES,
    Choices,
    Existing,
    PlannedRow,
    Planner,
    Reason,
    Row,
    RowState,
    TablePlan,
    existing_rows,
    state_of,
    write_by_body,
)
from meetings.importing.table import NoTable, Sheet, Source, find_table, heading, sheet_of_text
from meetings.ports import Book, By, Records
from meetings.procedure.owners import InvalidArea, area_text, parse_area

_PARTS = re.compile(r"[\s|/，；;、]+|,(?!\d{3})")
_BUILDING = re.compile(r"[0-9A-Za-z一二三四五六七八九十]{1,6}(?:号楼|[栋幢座])")
_ENTRANCE = re.compile(r"[0-9A-Za-z一二三四五六七八九十]{1,3}(?:单元|门)")
_DASHED = re.compile(r"(\w{1,6})-(\w{1,3})-(\w{1,8})")
_ROOM = re.compile(
    r"(?:(?:地下)?(?:车位|车库|商铺|铺|地下室|储藏室|储藏间|夹层)(?:[A-Za-z]{1,2}-?)?|-|B)?"
    r"(?:\d{1,2}-(?=\d{2}))?\d{1,5}[A-Za-z]?(?:室|号|房|户|铺)?"
)
_AREA = re.compile(r"([\d,]+(?:\.\d+)?)(?:平方米|平米|平|㎡|m2)?")
_UNIT_ALONE = frozenset({"m2", "㎡", "平方米", "平米", "平"})
_OUT = ("不计", "不计入")


ExistingUnits = Existing[Unit]
UnitPlan = TablePlan[Unit, Unit]


@dataclass(frozen=True, slots=True)
class TypedUnit:
    """One line as understood; what it does not say is empty or 0."""

    line: int
    text: str
    building: str = ""
    entrance: str = ""
    room: str = ""
    area: int = 0
    owner: str = ""
    counted: bool = True
    note: str = ""

    @property
    def place(self) -> str:
        """45栋1单元101."""
        return f"{self.building}{self.entrance}{self.room}"

    @property
    def missing(self) -> str:
        """What the line does not say: place, area, owner, note; "" where it is whole."""
        if not self.place:
            return "place"
        if not self.area:
            return "area"
        if not self.owner:
            return "owner"
        return "" if self.counted or self.note else "note"


def read_units(text: str) -> tuple[TypedUnit, ...]:
    """The units of a text, one a line; empty lines are passed over.

    The last number is the area and the one before it the room. `不计` and what follows says
    that the unit is left out of heads and area, and why.
    """
    lines = enumerate(text.splitlines(), start=1)
    return tuple(_read(number, line) for number, line in lines if not is_blank(line))


def _read(number: int, line: str) -> TypedUnit:
    plain = trim(unicodedata.normalize("NFKC", line))
    unit = TypedUnit(number, trim(line))
    words = [word for part in _PARTS.split(plain) if (word := trim(part))]
    words = [word for word in words if word not in _UNIT_ALONE]
    for place, word in enumerate(words):
        if word.startswith(_OUT):
            first = word.removeprefix(_OUT[1]).removeprefix(_OUT[0]).strip("(): ")
            note = trim(" ".join([first, *words[place + 1 :]]))
            unit, words = replace(unit, counted=False, note=note), words[:place]
            break
    words, building, entrance, dashed = _address(words)
    area = next((i for i in range(len(words) - 1, -1, -1) if _is_area(words, i, dashed)), None)
    size = 0
    if area is not None:
        found = _AREA.fullmatch(words[area])
        assert found is not None
        size = parse_area(found[1])
        del words[area]
    room = dashed
    if not room:
        at = next((i for i, word in enumerate(words) if _ROOM.fullmatch(word)), None)
        room = words.pop(at) if at is not None else ""
    owner = "、".join(spread_names(words))
    return replace(
        unit, building=building, entrance=entrance, room=room, area=size, owner=owner
    )  # fmt: skip


def _address(words: list[str]) -> tuple[list[str], str, str, str]:
    """Take building and entrance out of the words; 45-1-101 gives the room as well."""
    building = entrance = room = ""
    rest: list[str] = []
    for word in words:
        dashed = _DASHED.fullmatch(word)
        if dashed and not building and any(sign.isdecimal() for sign in dashed[1]):
            building, entrance, room = f"{dashed[1]}栋", f"{dashed[2]}单元", dashed[3]
            continue
        if not building and (part := _BUILDING.match(word)):
            building, word = part[0], word[part.end() :]
        if not entrance and (part := _ENTRANCE.match(word)):
            entrance, word = part[0], word[part.end() :]
        if word:
            rest.append(word)
    return rest, building, entrance, room


def _is_area(words: list[str], place: int, room: str) -> bool:
    """A number is the area unless it is the only one, without decimals, and no room is known."""
    found = _AREA.fullmatch(words[place])
    if found is None:
        return False
    try:
        parse_area(found[1])
    except InvalidArea:
        return False
    if room or "." in words[place] or found[0] != found[1]:
        return True
    return sum(1 for word in words if _ROOM.fullmatch(word) or _AREA.fullmatch(word)) > 1


def existing_units(records: Records) -> Existing[Unit]:
    """All bodies and their units."""
    return existing_rows(records, Unit)


def plan_units(
    source: Source, existing: Existing[Unit], body: str | None, choices: Choices = NO_CHOICES
) -> UnitPlan:
    """Plan the import of a table or a list of exclusive parts; raises NoTable.

    Totals are no owners: they are checked against the sum of the rows above them.
    """
    try:
        return _of_table(source, existing, body, choices)
    except NoTable:
        plan = _of_lines(source, existing, body, choices)
        if not any(row.state is not RowState.LEFT for row in plan.rows):
            raise
        return plan


def plan_unit_list(
    text: str, existing: Existing[Unit], body: str | None, choices: Choices = NO_CHOICES
) -> UnitPlan:
    """Plan the import of a text that was typed or pasted."""
    try:
        return _of_table(Source((sheet_of_text(text, ""),)), existing, body, choices)
    except NoTable:
        lines = [[line] for line in text.splitlines()]
        return _of_lines(Source((Sheet("", lines),)), existing, body, choices)


class _Planner(Planner[Unit, Unit]):
    """Puts units to those that are here, adds up areas, and checks the totals of the file."""

    def __init__(
        self, sheet: str, existing: Existing[Unit], body: str | None, choices: Choices
    ) -> None:
        super().__init__(sheet, choices)
        self.body, self.existing = body, existing
        self.there = {(unit.body, _place(unit)): unit for unit in existing.rows}
        self.seen: dict[tuple[str, str], int] = {}
        self.read: list[tuple[int, int, int]] = []
        """Of each unit that was understood the number of its row, what counts of it, and all."""

    def put(self, row: Row, unit: Unit) -> None:
        """One unit: new, here already, filled in, or in the file twice."""
        key, label = (unit.body, _place(unit)), f"{unit.place} {unit.owner}"
        if key in self.seen:
            self.refuse(row, NotUnderstood("unit_twice", row=self.seen[key]), label)
            return
        self.seen[key] = row.number
        self.read.append((row.number, unit.area if unit.counted else 0, unit.area))
        there = self.there.get(key)
        state, made = state_of(row.reasons), unit
        if there is None:
            self.new[unit.body].append(unit)
        else:
            made = self._again(row, there, unit)
            state = state_of(row.reasons, RowState.KNOWN)
            if made != there:
                state = RowState.CHANGED
                self.changed[unit.body].append(made)
        self.add(row, state, label, made, made == there)

    def _again(self, row: Row, there: Unit, given: Unit) -> Unit:
        """The known unit; what the file says otherwise only where it is asked to count."""
        made = there if there.note or not given.note else replace(there, note=given.note)
        for column, name in (("面积", "area"), ("业主", "owner")):
            known, said = getattr(there, name), getattr(given, name)
            if squeeze(str(known)) == squeeze(str(said)):
                continue
            shown = (area_text(known), area_text(said)) if name == "area" else (known, said)
            if row.takes_file(self.choices, column, *shown):
                # Whoever owned it before is another person.
                made = (
                    replace(made, area=given.area)
                    if name == "area"
                    else replace(made, owner=given.owner, person=None)
                )
        said_so = not given.counted or not cells.is_empty(row["计入"])
        if said_so and given.counted != there.counted:
            words = ("是" if there.counted else "否", "是" if given.counted else "否")
            if row.takes_file(self.choices, "计入", *words):
                made = replace(made, counted=given.counted)
        return made

    def leave_row(self, number: int, words: str, why: str, cells_left: Sequence[Cell]) -> None:
        """A row that is no unit; a total is checked against the rows above it."""
        reasons = [Reason(why, {"row": number})]
        given = _area_among(cells_left) if why == "total" else None
        if given is not None:
            reasons.append(self._checked(number, given))
        self.leave(number, words, *reasons, cells=cells_left)

    def _checked(self, number: int, given: int) -> Reason:
        totals = [
            row.number
            for row in self.rows
            if row.number < number and row.reasons and row.reasons[0].why == "total"
        ]
        since = max(totals, default=0)
        before = [(counts, all_) for row, counts, all_ in self.read if row < number]
        whole = sum(counts for counts, _all in before)
        # A grand total right behind a subtotal has no rows of its own.
        own = [(counts, all_) for row, counts, all_ in self.read if since < row < number]
        part = sum(counts for counts, _all in own) if own else whole
        # A total may be of all parts or of those that count.
        if given in {whole, part, *(sum(all_ for _c, all_ in rows) for rows in (before, own))}:
            return Reason("total_agrees", {"value": area_text(given)})
        return Reason("total_differs", {"value": area_text(given), "sum": area_text(part)})

    def summed(
        self, notes: Sequence[Reason], columns: tuple[str, ...] = UNIT_TABLE.names
    ) -> UnitPlan:
        """The whole plan, with the sum against the one of the records."""
        bodies = {body for body, _place in self.seen} or ({self.body} if self.body else set())
        before = [unit for unit in self.existing.rows if unit.body in bodies]
        changed = {unit.id: unit for units in self.changed.values() for unit in units}
        after = [changed.get(unit.id, unit) for unit in before]
        after += [unit for units in self.new.values() for unit in units]
        counted = sum(counts for _row, counts, _all in self.read)
        sums = Reason(
            "area_sums",
            {"n": len(self.read), "file": area_text(counted),
             "known": area_text(total_area(before)), "m": len(before),
             "after": area_text(total_area(after)), "k": len(after)},
        )  # fmt: skip
        return self.plan((sums, *notes), columns)


_JOINED = re.compile(r"(\d{1,2})[-－–—](\d{2,4}[A-Za-z]?)")
"""An entrance and the room behind it in one cell: 1-101."""


def _place(unit: Unit) -> str:
    """46栋1单元101, 46号楼 1单元 101室, and 1-101 of 46栋 are one place."""
    building, entrance, room = (
        squeeze(unicodedata.normalize("NFKC", said))
        for said in (unit.building, unit.entrance, unit.room)
    )
    building = re.sub(r"(?:号楼|[幢座楼])$", "栋", building)
    room = re.sub(r"(?<=\d)(?:室|号|房|户)$", "", room)
    if building and not entrance and (joined := _JOINED.fullmatch(room)):
        entrance, room = f"{joined[1]}单元", joined[2]
    return f"{building}{entrance}{room}"


def _area_among(said: Sequence[Cell]) -> int | None:
    """The area that a total says: the last number with decimals or a unit, else the last number."""
    numbers = []
    for cell in said:
        for word in re.split(r"[\s:：|]+", cells.beginning(cell, 1_000)):
            try:
                numbers.append((word, cells.hundredths(word)))
            except NotUnderstood:
                continue
    known = [(word, area) for word, area in numbers if area]
    decimal = [area for word, area in known if not word.isdecimal()]
    found = decimal or [area for _word, area in known]
    return found[-1] if found else None


def _of_table(
    source: Source, existing: Existing[Unit], body: str | None, choices: Choices
) -> UnitPlan:
    table = find_table(source, UNIT_TABLE, choices)
    planner = _Planner(table.sheet.name, existing, body, choices)
    lines = list(table)
    head = cells.beginning(table.sheet.rows[table.head][table.places["面积"]])
    left = list(table.left_out)
    for row in lines:
        while left and left[0].number < row.number:
            _leave(planner, left.pop(0))
        try:
            if other := _OTHER_UNIT.search(head):
                raise NotUnderstood("other_unit", value=other[0])
            planner.put(row, _unit_of(row, body))
        except NotUnderstood as wrong:
            said = " ".join(filter(None, map(cells.beginning, row.cells)))[:60]
            planner.refuse(row, wrong, said)
    for rest in left:
        _leave(planner, rest)
    return planner.summed((*source.notes, *table.notes))


def _leave(planner: _Planner, row: PlannedRow) -> None:
    planner.leave_row(row.number, row.label, row.reasons[0].why, row.words)


_OTHER_UNIT = re.compile(r"亩|公顷|平方尺|平方英尺|平方公里")


def _unit_of(row: Row, body: str | None) -> Unit:
    """The unit of a row; raises NotUnderstood where something is missing or not understood."""
    if body is None:
        raise NotUnderstood("missing", column="机构")
    building, entrance, room = (row.line(column, 50) for column in ("楼栋", "单元", "房号"))
    address = row.line("住址", 100)
    if not building and not address and (parts := address_of(room)) is not None and parts[2]:
        address, room = room, ""  # the whole address in the column of rooms
    for said in (address, building):
        parts = address_of(said) if said else None
        if parts is not None and (said is address or parts[1] or parts[2]):
            building = parts[0] if said is building or not building else building
            entrance, room = entrance or parts[1], room or parts[2]
        elif said and said is address:
            room = room or said[:50]
    if not (building or room):
        raise NotUnderstood("missing", column="房号")
    if row["面积"] is not None and (other := _OTHER_UNIT.search(cells.text(row["面积"]))):
        raise NotUnderstood("other_unit", value=other[0])
    area = row.read("面积", cells.hundredths)
    if area is None:
        raise NotUnderstood("missing", column="面积")
    owner = "、".join(row.read("业主", cells.names))
    if not owner:
        raise NotUnderstood("missing", column="业主")
    counted = row.read("计入", cells.yes_no)
    note = row.line("备注", 500)
    if counted is False and not note:
        raise NotUnderstood("left_out_without_rule")
    return Unit("", body, building, entrance, room, area, owner, None, counted is not False, note)


def _of_lines(
    source: Source, existing: Existing[Unit], body: str | None, choices: Choices
) -> UnitPlan:
    """A list without a heading: each row is a line of words."""
    sheet = next((one for one in source.sheets if one.rows), Sheet("", ()))
    planner = _Planner(sheet.name, existing, body, choices)
    for at, line in enumerate(sheet.rows):
        number = sheet.first + at
        words = " ".join(filter(None, map(cells.one_line, line)))
        words = next((said for (row, _c), said in choices.cells.items() if row == number), words)
        if is_blank(words):
            continue
        why = "left_by_hand" if number in choices.left_out else no_unit(words)
        if why:
            planner.leave_row(number, words[:60], why, (words,))
            continue
        row = Row(number, (words,), {})
        (unit,) = read_units(words) or (TypedUnit(number, words),)
        try:
            if body is None:
                raise NotUnderstood("missing", column="机构")
            if other := _OTHER_UNIT.search(words):
                raise NotUnderstood("other_unit", value=other[0])
            if unit.missing:
                raise NotUnderstood(f"lacks_{unit.missing}")
            if any(_AREA.fullmatch(name) for name in unit.owner.split("、")):
                raise NotUnderstood("area_unclear")
            if _is_left_over(unit.owner):
                raise NotUnderstood("owner_unclear", value=unit.owner)
        except NotUnderstood as wrong:
            planner.refuse(row, wrong, words[:60])
            continue
        planner.put(
            row,
            Unit("", body, unit.building, unit.entrance, unit.room, unit.area, unit.owner, None,
                 unit.counted, unit.note),
        )  # fmt: skip
    return planner.summed(source.notes, (LINE,))


_TOTAL = re.compile(r"(?:合计|小计|总计|共计|累计|总面积|以上共?)[\s:：\d]?.*")
_SIGNED = re.compile(r"(?:制表|填报|填表|审核|复核|统计|经办)\S{0,6}[:：].*")


def no_unit(words: str) -> str:
    """Why a line is no unit: `total`, `signature`; "" where it may be one."""
    plain = squeeze(unicodedata.normalize("NFKC", words))
    if _TOTAL.match(plain):
        return "total"
    if _SIGNED.fullmatch(plain):
        return "signature"
    is_title = len(plain) <= _TITLE_SIGNS and _TITLE.fullmatch(plain)
    return "title" if is_title or _names_columns(words) else ""


_OF_A_PLACE = re.compile(r"车|铺|库|单元|栋|幢|楼|室|层|号|区|弄|院|门外")


def _is_left_over(owner: str) -> bool:
    """Whether digits in an owner's name are a place or a number that was not read, and no name.

    业主001, as a list without names has it, and 第3建筑公司 are names.
    """
    digits = sum(sign.isdecimal() for sign in owner)
    return bool(digits) and (
        not "\u4e00" <= owner[0] <= "\u9fff" or digits >= 7 or _OF_A_PLACE.search(owner) is not None
    )


_TITLE_SIGNS = 100
"""No title is longer; matching a page of text against it would take seconds."""
_TITLE = re.compile(
    r"\D*(?:\d+[栋幢座年月])*\D*(?:清册|名册|名单|登记表|汇总表|一览表|明细表)(?:[(].*[)])?"
)


def _names_columns(words: str) -> bool:
    """Whether a line is a heading in words of columns that are known."""
    heads = [heading(word) for word in _PARTS.split(words) if heading(word)]
    known = {*UNIT_TABLE.names, *UNIT_TABLE.also, *UNIT_TABLE.passed}
    return len(heads) > 1 and known.issuperset(heads)


@runs_as("unit.import")
def import_units(records: Records, by: By, plan: UnitPlan) -> int:
    """Register the units of the plan, a command for each body; returns how many.

    Raises UnitIncomplete, UnitTwice.
    """

    def put(book: Book, body: str, new: Sequence[Unit], changed: Sequence[Unit]) -> None:
        others = {unit.place: unit for unit in book.find(Unit, body=body)}
        for unit in (*changed, *(replace(one, id=book.new_id()) for one in new)):
            check_unit(unit, [o for o in (others.get(unit.place),) if o is not None])
            others[unit.place] = unit
            book.put(unit)

    return write_by_body(records, by, "unit.import", plan, put)
