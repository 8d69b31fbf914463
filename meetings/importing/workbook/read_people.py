"""The sheets 名册 and 签到: who is on the list, and who came."""

from collections import defaultdict
from dataclasses import replace

from meetings.community.people import Person, Role, label
from meetings.importing import cells, columns
from meetings.importing.cells import NotUnderstood, one_of
from meetings.importing.people.lines import role_words
from meetings.importing.people.plan import ExistingPeople
from meetings.importing.people.rows import Member, MemberReader, read_roles, votes_by_default
from meetings.importing.plan import Row
from meetings.importing.table import Table
from meetings.importing.workbook.drafts import SignInDraft, WorkbookDraft
from meetings.importing.workbook.out import HAS_NO_VOTE, HAS_VOTE, WALKED_IN
from meetings.importing.workbook.read_items import Lines
from meetings.procedure.owners import area_text
from meetings.sitting.guests import UNIT
from meetings.sitting.presence import Mark, Standing

MARKS = {
    "出席": Mark.IN, "列席": Mark.IN, "请假": Mark.EXCUSED, "缺席": Mark.ABSENT, "委托": Mark.PROXY,
    "不计应到": Mark.STRUCK, "计入应到": Mark.SEATED, "离席": Mark.OUT, "到": Mark.IN,
    "已到": Mark.IN, "未到": Mark.ABSENT, "旁听": Mark.IN,
}  # fmt: skip
_GUESTS = ("列席", "旁听")


def read_people(table: Table, lines: Lines, draft: WorkbookDraft, known: ExistingPeople) -> None:
    """名册: new people, and seats for those who have none here."""
    there: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for person in known.people:
        there[person.name, person.building].append(person)
    seated = {seat.person for seat in known.seats if seat.until is None}
    owned: dict[str, int] = defaultdict(int)
    for unit in known.units:
        if unit.person is not None:
            owned[unit.person] += unit.area
    rows = list(table)
    reader = MemberReader(rows)
    for at, row in enumerate(rows):
        name = ""
        try:
            name = reader.name(at)
            member = reader.member(at, name, "")
        except NotUnderstood as wrong:
            lines.add(columns.PEOPLE, row, name, wrong)
            continue
        waiting = there.get((name, member.person.building))
        old = waiting.pop(0) if waiting else None
        if old is not None:
            roles, titles = ((), ()) if old.id in seated else (member.roles, member.titles)
            area = 0 if old.id in owned else member.area
            if member.area and old.id in owned and owned[old.id] != member.area:
                known_area, given = area_text(owned[old.id]), area_text(member.area)
                row.remark("differs", column="面积", known=known_area, given=given)
            member = Member(old, roles, member.votes, area, known=old.id, titles=titles)
        draft.members.append(member)
        line = lines.add(columns.PEOPLE, row, label(name, member.person.building))
        line.known = old is not None and not member.seated and not member.area


def read_sign_in(table: Table, lines: Lines, draft: WorkbookDraft, known: ExistingPeople) -> None:
    """签到: the roll and who came; who is on no list is added to it."""
    draft.seats_from_sign_in = not draft.members
    free: dict[tuple[str, str], list[int]] = defaultdict(list)
    listed = {member.known for member in draft.members if member.known}
    for person in known.people:
        if person.id not in listed:
            draft.members.append(Member(person, known=person.id))
    for place, member in enumerate(draft.members):
        free[member.person.name, member.person.building].append(place)
    words = role_words()
    waiting: list[tuple[int, str, Row]] = []
    for row in table:
        name = ""
        try:
            name = row.needed_line("姓名", 100)
            line, holder = _line(row, name, draft, free, words)
        except NotUnderstood as wrong:
            lines.add(columns.SIGN_IN, row, name, wrong)
            continue
        building = draft.members[line.member].person.building
        lines.add(columns.SIGN_IN, row, label(name, building))
        if holder:
            waiting.append((len(draft.sign_in), holder, row))
        draft.sign_in.append(line)
    for place, holder, row in waiting:
        _give_proxy(draft, place, holder, row)


def _line(
    row: Row,
    name: str,
    draft: WorkbookDraft,
    free: dict[tuple[str, str], list[int]],
    words: dict[str, Role] | object,
) -> tuple[SignInDraft, str]:
    building = row.line("楼栋", 50)
    said = cells.plain(cells.text(row["出席情况"]))
    mark = one_of("出席情况", row["出席情况"], MARKS)
    came = row.read("到会时间", cells.clock)
    left = row.read("离会时间", cells.clock)
    roles, titles, votes = _roles(row, said in _GUESTS)
    if mark is None and (came or votes):
        mark = Mark.IN if came else Mark.ABSENT
    section = row.line("片区", 50)
    unit = UNIT["zh"] in cells.names(row["身份"])
    places = free.get((name, building))
    if unit and not building:
        draft.members.append(Member(Person("", "", name), unit=True))
        member = len(draft.members) - 1
    elif places:
        member = places.pop(0)
    else:
        draft.members.append(Member(Person("", "", name, building, section=section)))
        member = len(draft.members) - 1
        row.remark("person_new")
    walked_in = WALKED_IN in cells.names(row["身份"])
    standing = Standing.WALK_IN if walked_in else _standing(roles, votes, mark, said)
    holder = row.line("受托人", 200)
    line = SignInDraft(
        member, roles, votes, standing, mark, came, left, section=section, titles=titles,
        of_unit=unit,
    )  # fmt: skip
    return line, holder if mark is Mark.PROXY else ""


def _roles(row: Row, guest: bool) -> tuple[tuple[Role, ...], tuple[str, ...], bool]:
    said = cells.names(row["身份"])
    told = [word for word in said if word in (HAS_VOTE, HAS_NO_VOTE)]
    rest = "、".join(word for word in said if word not in (*told, WALKED_IN, UNIT["zh"]))
    roles, titles = read_roles(row, rest, role_words())
    if not said and not guest:
        roles = (Role.MEMBER,)
    if WALKED_IN in said or UNIT["zh"] in said:
        return roles, titles, False
    if told:
        return roles, titles, told[0] == HAS_VOTE
    return roles, titles, votes_by_default(roles) and not guest


def _standing(roles: tuple[Role, ...], votes: bool, mark: Mark | None, said: str) -> Standing:
    """As what somebody is on the roll; who is present without a vote is a walk-in."""
    if votes:
        return Standing.MEMBER
    if mark is Mark.IN and said not in _GUESTS:
        return Standing.WALK_IN
    if Role.ADVISER in roles:
        return Standing.ADVISER
    if Role.OBSERVER in roles or said in _GUESTS:
        return Standing.OBSERVER
    return Standing.MEMBER


def _give_proxy(draft: WorkbookDraft, place: int, holder: str, row: Row) -> None:
    for other in draft.sign_in:
        person = draft.members[other.member].person
        if holder in (person.name, label(person.name, person.building)):
            draft.sign_in[place] = replace(draft.sign_in[place], holder=other.member)
            return
    row.remark("no_holder", value=holder)
