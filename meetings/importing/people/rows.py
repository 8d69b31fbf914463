"""A row of a table of people (名册) becomes members: name, address, roles, telephone, vote."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol, TypeVar, cast

from meetings.community.people import Person, Role, Seat, bare_building
from meetings.community.surnames import has_surname
from meetings.dataclass import dataclass
from meetings.importing import cells
from meetings.importing.cells import Cell, NotUnderstood, in_column, is_empty
from meetings.importing.columns import PEOPLE_TABLE
from meetings.importing.people.lines import (
    LeftLine,
    ReadList,
    TypedPerson,
    address_of,
    is_doubtful,
    read_line,
    read_list,
    role_words,
)
from meetings.importing.plan import Row, body_named
from meetings.importing.table import (
    BrokenText,
    NoTable,
    Source,
    column_of,
    find_table,
    parsed,
    sheet_of_text,
    whole_column,
)
from meetings.terms import term

_IDENTITY = re.compile(r"\d{17}[\dXx]")
_IDENTITY_DIGITS, _DIGITS = 18, 11
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")
_NOT_ELEVEN = re.compile(r"1[3-9]\d{7,8}|1[3-9]\d{10,11}")
"""A mobile number with a digit or two too few or too many."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person to be registered; no roles, no seat; `area` in hundredths of m²."""

    person: Person
    roles: tuple[Role, ...] = ()
    votes: bool = False
    area: int = 0
    known: str = ""
    """The id of the person who is here already, and is filled in or gets a seat."""
    changed: bool = False
    """The person is here already and is written anew."""
    titles: tuple[str, ...] = ()
    """Offices by a word that is none of the roles; alone they carry no vote."""
    seat: Seat | None = None
    """The seat that the person has here already, as it will be."""
    seat_changed: bool = False
    unit: bool = False
    """A unit that signed in without a name, which is no person and is not registered."""

    @property
    def seated(self) -> bool:
        """Whether there is a seat to give."""
        return bool(self.roles or self.titles)


def people_of(text: str) -> ReadList:
    """The people of a text that was typed or pasted, with or without a heading."""
    try:
        table = find_table(Source((sheet_of_text(text, ""),)), PEOPLE_TABLE)
    except (NoTable, BrokenText):
        return read_list(text)
    lines, found = list(table), list[TypedPerson]()
    reader = MemberReader(lines)
    left = [LeftLine(row.number, row.label, row.reasons[0].why) for row in table.left_out]
    for at, row in enumerate(lines):
        try:
            members = reader.members(at, reader.name(at), "")
        except NotUnderstood as wrong:
            left.append(LeftLine(row.number, " ".join(map(cells.beginning, row.cells)), wrong.why))
            continue
        found += [
            TypedPerson(
                one.person.name, one.person.building, one.person.entrance, one.person.room,
                one.person.phone, one.roles, doubts=tuple(row.reasons), line=row.number,
                group=reader.group(at),
            )
            for one in members
        ]  # fmt: skip
    return ReadList(tuple(found), tuple(left))


def member_of(
    one: TypedPerson, body: str, roles: Sequence[Role] = (), votes: bool = True
) -> Member:
    """Who a line names; `roles` and `votes` are what the whole list is given.

    Nobody has a vote who only has roles without one, or whose line is doubtful.
    """
    own = one.roles
    shared = () if own and not votes_by_default(own) else tuple(roles)
    held = tuple(dict.fromkeys((*shared, *own)))
    person = Person("", body, one.name, one.building, one.entrance, one.room, one.phone)
    may = votes and votes_by_default(held) and not is_doubtful(one.doubts)
    return Member(person, held, may)


class Housed(Protocol):
    """Somebody who lives in a building."""

    @property
    def building(self) -> str: ...


H = TypeVar("H", bound=Housed)


def of_building(known: Sequence[H], building: str) -> list[H]:
    """Who of one name may be meant: those of that building, or the only one where none is said."""
    there = [one for one in known if bare_building(one.building) == bare_building(building)]
    silent = [one for one in known if not one.building or not building]
    return there or (silent if len(known) == len(silent) == 1 else [])


def _half_width(cell: Cell) -> str:
    """A part of an address; ４６＃ is 46#."""
    said = cells.line(cell, 50)
    return said if said.isascii() else unicodedata.normalize("NFKC", said)


class MemberReader:
    """Reads the rows of a list of people, which are counted from 0."""

    def __init__(self, rows: Sequence[Row]) -> None:
        words = role_words()
        self._rows = rows
        self._names = whole_column("姓名", lambda cell: cells.line(cell, 100), rows)
        self._bodies = whole_column("机构", lambda cell: cells.line(cell, 100), rows)
        self._groups = whole_column("片区", lambda cell: cells.line(cell, 50), rows)
        buildings = whole_column("楼栋", _half_width, rows)
        self._columns: tuple[list[Any], ...] = (
            buildings,
            whole_column("单元", _half_width, rows),
            whole_column("房号", _half_width, rows),
            whole_column("住址", lambda cell: cells.line(cell, 100), rows),
            whole_column("特长", _skills_of, rows),
            self._groups,
            whole_column("有表决权", cells.yes_no, rows),
            whole_column("面积", cells.hundredths, rows),
            whole_column("身份", lambda cell: _roles_of(cell, words), rows),
        )
        self._phones = column_of("电话", rows)
        self._wrong = {
            at
            for column in self._columns
            if NotUnderstood in set(map(type, column))
            for at, said in enumerate(column)
            if type(said) is NotUnderstood
        }
        """Rows with a cell that does not say what it should."""
        self._bare = [said == "" or _is_bare(said) for said in buildings]
        """Whether the building's cell says no entrance and room too."""
        self._held: dict[
            tuple[tuple[Role, ...], tuple[Role, ...]], tuple[tuple[Role, ...], bool]
        ] = {}

    def name(self, at: int) -> str:
        """Who it is; raises NotUnderstood where nobody is named."""
        said = parsed(self._names[at])
        if not said:
            raise NotUnderstood("missing", column="姓名")
        if said[:1].isdecimal() and not any(sign.isalpha() for sign in said):
            raise NotUnderstood("no_name_at_all", value=said)
        return said

    def body(self, at: int, bodies: Mapping[str, str], default: str | None) -> str:
        """The body the row names; raises NotUnderstood."""
        return body_named(parsed(self._bodies[at]), bodies, default)

    def group(self, at: int) -> str:
        """一片区."""
        return parsed(self._groups[at])

    def member(self, at: int, name: str, body: str) -> Member:
        """The only person of a row; raises NotUnderstood where the row cannot be taken."""
        return self.members(at, name, body)[0]

    def members(self, at: int, name: str, body: str) -> list[Member]:
        """The persons of a row; raises NotUnderstood where the row cannot be taken."""
        row = self._rows[at]
        people = _named(name, row)
        if at in self._wrong:
            for column in self._columns:
                parsed(column[at])
        building, entrance, room, address, skills, group, votes, area, (roles, strange) = (
            cast(Any, column[at]) for column in self._columns
        )
        if address or not self._bare[at]:
            building, entrance, room = _placed_by(row, address, building, entrance, room)
        parts = address_of(room) if room and not room.isalnum() else None
        if parts is not None and parts[2] and bare_building(parts[0]) == bare_building(building):
            entrance, room = entrance or parts[1], parts[2]
        for word in strange:
            row.remark("own_role", value=word)
        if votes and not roles:
            roles = (Role.MEMBER,)
        if len(people) > 1 and len(roles) + len(strange) > 1:
            row.remark("roles_of_whom")
        phone, skills = _phone(row, self._phones[at]), _skills(row, skills)
        area = area or 0
        members = []
        for called, one in people:
            held, default = self._together(roles, one.roles)
            person = Person(
                "", body, called, building or one.building, entrance or one.entrance,
                room or one.room, (phone or one.phone) if len(people) == 1 else "", False, skills,
                group,
            )  # fmt: skip
            if area and not (person.building or person.room):
                row.remark("area_without_place")
                area = 0
            may = votes
            if may is None:
                may = default and not (row.reasons and is_doubtful(row.reasons))
            members.append(Member(person, held, may, area, titles=strange))
        if len(people) > 1 and phone:
            row.remark("phone_of_whom", value=phone)
        return members

    def _together(
        self, roles: tuple[Role, ...], own: tuple[Role, ...]
    ) -> tuple[tuple[Role, ...], bool]:
        """Roles of the row and of the name, and whether they have a vote where nothing is said.

        The same ones are one value, which is stored once.
        """
        if (roles, own) not in self._held:
            held = tuple(dict.fromkeys((*roles, *own)))
            self._held[roles, own] = held, votes_by_default(held)
        return self._held[roles, own]


def _placed_by(
    row: Row, address: str, building: str, entrance: str, room: str
) -> tuple[str, str, str]:
    """Building, entrance and room where one cell says several of them."""
    for said in (address, building):
        parts = address_of(said)
        if said is address and said and parts is None:
            row.remark("address_left", value=said)
        if parts is not None and (said is address or parts[1] or parts[2]):
            building = parts[0] if said is building or not building else building
            entrance, room = entrance or parts[1], room or parts[2]
    return building, entrance, room


def _skills_of(cell: Cell) -> str:
    said = cells.line(cell, 500)
    return "" if said in cells.NOTHING else said


_MORE_THAN_A_NAME = re.compile(r"[\s\d()（）/、,，+＋]")


_NOTHING_MORE = TypedPerson("")
_ENDS_A_PLACE = frozenset("栋幢座楼室号门元0123456789")


def _named(cell: str, row: Row) -> list[tuple[str, TypedPerson]]:
    """Whoever a cell of names means: 张伟（47栋）, 郭 美 玲, 李四、王五; else its words.

    With each name what the cell says of the person beside it.
    """
    found = read_line(cell) if _MORE_THAN_A_NAME.search(cell) else ()
    if not found or any(one.rest for one in found):
        strange = len(cell) > 4 and not has_surname(cell) and "·" not in cell
        if strange or (cell[-1:] in _ENDS_A_PLACE and address_of(cell) is not None):
            row.remark("name_doubtful", value=cell)
        return [(cell, _NOTHING_MORE)]
    row.reasons += found[0].doubts
    return [(one.name, one) for one in found]


@lru_cache(maxsize=4096)
def _is_bare(building: object) -> bool:
    """Whether a building's cell says nothing but the building."""
    parts = address_of(building) if isinstance(building, str) else None
    return parts is None or not (parts[1] or parts[2])


_NO_VOTE = frozenset(
    {Role.OBSERVER, Role.ADVISER, Role.RESIDENT, Role.VOLUNTEER, Role.PARTY_SECRETARY,
     Role.PROPERTY_MANAGER}
)  # fmt: skip


def votes_by_default(roles: Sequence[Role]) -> bool:
    """Whether somebody of these roles has a vote where nothing is said of it.

    Observers, advisers, volunteers, mere residents, and who is there for the community or the
    property company have none.
    """
    return any(role not in _NO_VOTE for role in roles)


def read_roles(
    row: Row, cell: Cell, words: Mapping[str, Role]
) -> tuple[tuple[Role, ...], tuple[str, ...]]:
    """The roles of a cell, and the words that name none: they are told, and kept as own offices."""
    roles, strange = _roles_of(cell, words)
    for word in strange:
        row.remark("own_role", value=word)
    return roles, strange


def _roles_of(cell: Cell, words: Mapping[str, Role]) -> tuple[tuple[Role, ...], tuple[str, ...]]:
    """The roles of a cell, and the words in it that name none."""
    if is_empty(cell):
        return (), ()
    said = cells.names(cell)
    held = dict.fromkeys(words[word] for word in said if word in words)
    return tuple(held), tuple(word for word in said if word not in words)


def _phone(row: Row, cell: Cell) -> str:
    if type(cell) is str and len(cell) == _DIGITS and cell.isascii() and cell.isdecimal():
        return cell
    if is_empty(cell):
        return ""
    said = in_column("电话", lambda value: cells.line(value, 50), cell).strip("='\"，,、")
    digits = re.sub(r"[\s-]", "", cells.plain(said))
    if not digits or digits in cells.NOTHING:
        return ""
    if len(digits) >= _IDENTITY_DIGITS and _IDENTITY.search(digits):
        row.remark("identity_number")
        return ""
    if cells.is_rounded(digits):
        row.remark("phone_rounded", value=said)
        return ""
    mobile = _MOBILE.fullmatch(digits)
    if mobile is None and _NOT_ELEVEN.fullmatch(digits):
        row.remark("phone_length", value=said, n=len(digits))
    return mobile[1] if mobile else said


def _skills(row: Row, said: str) -> str:
    """What somebody can help with; numbers are no skill."""
    if said and any(sign.isdecimal() for sign in said):
        row.remark("no_skill", value=said)
        return ""
    return said


def roles_text(roles: Sequence[Role], titles: Sequence[str] = ()) -> str:
    """楼栋长、党员."""
    return "、".join([*map(term, roles), *titles])
