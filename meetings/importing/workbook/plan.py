"""会议工作簿 in: the plan of an import, and the import itself."""

from collections.abc import Callable
from dataclasses import field, replace
from datetime import datetime, timedelta

from meetings.actions.change import runs_as
from meetings.community.bodies import Body
from meetings.community.people import Person
from meetings.dataclass import dataclass
from meetings.errors import MeetingError, NotFound
from meetings.importing import columns
from meetings.importing.cells import Cell, is_empty, plain
from meetings.importing.columns import SHEETS, Columns
from meetings.importing.people.plan import ExistingPeople, existing_people
from meetings.importing.plan import PlannedRow, Question, Reason, RowState
from meetings.importing.table import NoTable, Source, Table, table_of
from meetings.importing.workbook.build import Builder, Built, numbered
from meetings.importing.workbook.drafts import VoteDraft, WorkbookDraft
from meetings.importing.workbook.out import (
    RESULTS,
    Held,
    Rows,
    result_word,
    sign_in_row,
    workbook_rows,
)
from meetings.importing.workbook.read_items import (
    Lines,
    read_elections,
    read_items,
    read_moves,
    read_options,
    read_owners,
    read_points,
    read_speeches,
    read_tasks,
)
from meetings.importing.workbook.read_meeting import read_meeting, read_rule
from meetings.importing.workbook.read_people import MARKS, read_people, read_sign_in
from meetings.importing.workbook.votes import counted, person_called, room_of
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue
from meetings.ports import Book, By, Records
from meetings.procedure.sentences import prove, prove_options
from meetings.procedure.verdict import Outcome, Verdict
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import PLANNED
from meetings.sitting.votes import ON_PAPER, Method, Vote, judged
from meetings.terms import term

NEEDED = {
    columns.MEETING: ("项目", "内容"),
    columns.SIGN_IN: ("姓名",),
    columns.ITEMS: ("序号", "议题"),
    columns.SPEECHES: ("议题序号", "发言人"),
    columns.TASKS: ("事项",),
    columns.PEOPLE: ("姓名",),
    columns.MOVES: ("姓名", "情况"),
    columns.OPTIONS: ("表决号", "选项", "票数"),
    columns.OWNERS: ("表决号", "事项"),
    columns.ELECTIONS: ("表决号",),
    columns.POINTS: ("议题序号", "归类", "要点"),
    columns.RULE: ("项目", "内容"),
}
READERS = (
    (columns.RULE, read_rule), (columns.ITEMS, read_items), (columns.MOVES, read_moves),
    (columns.OPTIONS, read_options), (columns.OWNERS, read_owners),
    (columns.ELECTIONS, read_elections),
    (columns.SPEECHES, read_speeches), (columns.POINTS, read_points),
    (columns.TASKS, read_tasks),
)  # fmt: skip
"""The sheets after the people's, each read before those that refer to it."""


@dataclass(frozen=True, slots=True)
class ExistingWorkbook:
    """What the records have: bodies and their people, and a way to look for a meeting."""

    people: ExistingPeople = field(default_factory=ExistingPeople)
    meeting: Callable[[str, int, int], Held | None] = lambda body, year, serial: None
    """The meeting of a body by its year and number."""


@dataclass(frozen=True, slots=True)
class WorkbookPlan:
    """What would be done; `draft` is None where nothing would."""

    rows: tuple[PlannedRow, ...]
    notes: tuple[Reason, ...]
    draft: WorkbookDraft | None = None
    planned: Meeting | None = None
    """The planned meeting that is filled in."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """A workbook says all by itself: nothing is asked."""
        return ()

    @property
    def empty(self) -> bool:
        """Nothing would be written."""
        return self.draft is None


def plan_workbook(
    source: Source, known: ExistingWorkbook, body: str | None, now: datetime
) -> WorkbookPlan:
    """Plan the import of one meeting; raises NoTable where there is no sheet 会议."""
    tables, notes = _tables(source)
    if columns.MEETING not in tables:
        names = "、".join(sheet.name for sheet in source.sheets)
        raise NoTable(needed="项目、内容", sheets=names)
    lines = Lines(today=now.date())
    draft = read_meeting(tables[columns.MEETING], lines, known.people.bodies, body)
    if draft is None:
        return WorkbookPlan(lines.planned(), notes)
    mine = _of_body(known.people, draft.body)
    if columns.PEOPLE in tables:
        read_people(tables[columns.PEOPLE], lines, draft, mine)
    if columns.SIGN_IN in tables:
        read_sign_in(tables[columns.SIGN_IN], lines, draft, mine)
    for name, read in READERS:
        if name in tables:
            read(tables[name], lines, draft)
    draft.columns = {name: frozenset(table.places) for name, table in tables.items()}
    if draft.held and draft.meeting.day > now.date():
        lines.refuse_key("日期", "not_come", column="日期", value=str(draft.meeting.day))
        return WorkbookPlan(lines.planned(), notes)
    _seats(draft, mine)
    _titles(draft, mine)
    if draft.held:
        _judge(draft, lines, now)
    _look_at_meeting(draft, lines)
    return _against_existing(draft, lines, notes, known, now)


def _tables(source: Source) -> tuple[dict[str, Table], tuple[Reason, ...]]:
    found: dict[str, Table] = {}
    notes = list(source.notes)
    for sheet in source.sheets:
        name = plain(sheet.name)
        if name not in SHEETS or name in found:
            notes.append(Reason("unknown_sheet", {"sheet": sheet.name}))
            continue
        table = table_of(sheet, Columns(name, SHEETS[name], NEEDED[name], passed=frozenset()))
        if table is None:
            if any(not all(map(is_empty, row)) for row in sheet.rows):
                needed = "、".join(NEEDED[name])
                notes.append(Reason("no_header", {"sheet": sheet.name, "needed": needed}))
            continue
        found[name] = table
        notes.extend(table.notes)
    return found, tuple(notes)


def _of_body(known: ExistingPeople, body: Body | None) -> ExistingPeople:
    if body is None:
        return ExistingPeople()
    return ExistingPeople(
        [body],
        [p for p in known.people if p.body == body.id],
        [s for s in known.seats if s.body == body.id],
        [u for u in known.units if u.body == body.id],
    )


def _seats(draft: WorkbookDraft, known: ExistingPeople) -> None:
    """Who signed in with a vote gets a seat where neither list nor body has any."""
    if not draft.seats_from_sign_in or any(seat.until is None for seat in known.seats):
        return
    for line in draft.sign_in:
        member = draft.members[line.member]
        if line.votes and line.roles and not member.known:
            draft.members[line.member] = replace(member, roles=line.roles, votes=True)


def _titles(draft: WorkbookDraft, known: ExistingPeople) -> None:
    """Offices of the sign-in sheet that are none of the roles stay with the seat, by their word."""
    seats = {seat.person: seat for seat in known.seats if seat.until is None}
    for line in draft.sign_in:
        if not line.titles:
            continue
        member = draft.members[line.member]
        seat = member.seat or seats.get(member.known)
        here = seat.titles if seat is not None else member.titles
        titles = tuple(dict.fromkeys((*here, *line.titles)))
        if seat is None:
            votes = member.votes if member.seated else line.votes
            roles = member.roles if member.seated else line.roles
            member = replace(member, roles=roles, titles=titles, votes=votes)
        elif titles != here:
            member = replace(member, seat=replace(seat, titles=titles), seat_changed=True)
        draft.members[line.member] = member


def _judge(draft: WorkbookDraft, lines: Lines, now: datetime) -> None:
    """Compare each written result with the verdict of the rule on the counts."""
    items = {number: replace(item, votes=[]) for number, item in draft.items.items()}
    bare = replace(draft, items=items, speeches=[], points=[], tasks=[])
    meeting = Builder(bare, numbered({}), now, "", 1, 1, 1).build().meeting
    if meeting.rule is None:
        meeting = replace(meeting, rule=draft.meeting.rule or draft.rule, opened_at=now)
    _look_at_moves(draft, lines, meeting)
    ids = {item.position: item.id for item in meeting.items}
    for item in draft.items.values():
        kept: list[VoteDraft] = []
        for vote in item.votes:
            if not vote.taken:
                kept.append(vote)
                continue
            found = _judged(draft, vote, meeting, lines, ids[item.position])
            if found is None:
                continue
            outcome, vote, proof = found
            if _differs(vote, outcome):
                facts = {
                    "written": vote.written, "computed": result_word(outcome), "proof": proof,
                }  # fmt: skip
                lines.remark(columns.ITEMS, vote.row, "verdict_differs", **facts)
                why = f"工作簿写明{vote.written}，按规则为{result_word(outcome)}（{proof}）"
                vote = replace(vote, reason=vote.reason or why)
                if vote.row == item.last_row and why not in item.reason:
                    item.reason = "；".join(filter(None, (item.reason, why)))
            kept.append(vote)
        item.votes[:] = kept


def _look_at_moves(draft: WorkbookDraft, lines: Lines, meeting: Meeting) -> None:
    """到离 goes before 签到; where they differ, or name somebody unknown, that is told."""
    persons = person_called(meeting)
    for move in draft.moves:
        if move.name not in persons:
            lines.refuse(columns.MOVES, move.row, "not_on_roll", value=move.name[:30])
    told = {persons.get(move.name) for move in draft.moves}
    rows = [line for line in lines.all if line.sheet == columns.SIGN_IN and line.wrong is None]
    for line, entry, row in zip(draft.sign_in, meeting.roll, rows, strict=False):
        word, came, left = sign_in_row(meeting, entry)[3:6]
        same = (MARKS.get(str(word)), came, left) == (line.mark, line.came, line.left)
        if entry.person in told and not same:
            row.row.remark("moves_differ", sheet=columns.MOVES)


def _judged(
    draft: WorkbookDraft, vote: VoteDraft, meeting: Meeting, lines: Lines, item: str
) -> tuple[Outcome, VoteDraft, str] | None:
    at = meeting.starts_at
    if vote.at is not None:
        at = datetime.combine(at.date(), vote.at, at.tzinfo)
        at = at if at > meeting.starts_at - timedelta(hours=12) else at + timedelta(days=1)
    here = len(room_of(draft, replace(vote, present=None), meeting, item, at).present)
    in_room = vote.owners is None and vote.method is not Method.WRITTEN
    if vote.present is not None and draft.sign_in and in_room and vote.present != here:
        lines.remark(columns.ITEMS, vote.row, "present_differs", given=vote.present, counted=here)
    before = None if vote.follows is None else str(vote.follows)
    empty = Vote("", "", "", "", "", 1, vote.method, meeting.starts_at, run_off_of=before)
    try:
        room = room_of(draft, vote, meeting, item, at)
        closed = counted(empty, vote, room, meeting, meeting.starts_at)
        found = judged(closed, meeting.in_force)
    except MeetingError:
        lines.refuse(columns.ITEMS, vote.row, "not_judged")
        return None
    if closed.override_reason and vote.counts is not None and not vote.reason:
        given = sum(vote.counts)
        reason = f"导入的工作簿原数：共{given}票，多于实到{vote.present or here}人"
        vote = replace(vote, reason=reason)
        lines.remark(
            columns.ITEMS, vote.row, "more_votes", votes=given, voters=vote.present or here
        )
    if not isinstance(found, Verdict) and vote.elected and set(vote.elected) != set(found.winners):
        facts = {"written": "、".join(vote.elected), "computed": "、".join(found.winners)}
        lines.remark(columns.ITEMS, vote.row, "elected_differs", **facts)
    proof = (
        prove(found, "zh")
        if isinstance(found, Verdict)
        else prove_options(found, "zh", further=before is not None, papers=vote.method in ON_PAPER)
    )
    return found.outcome, vote, proof


def _differs(vote: VoteDraft, outcome: Outcome) -> bool:
    if vote.void or not vote.written:
        return False
    says = {term(result): same for same, results in RESULTS.items() for result in results}
    says[result_word(Outcome.INQUORATE)] = Outcome.INQUORATE
    written = says.get(vote.written)
    return written is not None and written is not outcome


def _look_at_meeting(draft: WorkbookDraft, lines: Lines) -> None:
    counted_here = sum(1 for line in draft.sign_in if line.votes)
    given = draft.meeting.expected
    if given is not None and draft.sign_in and given != counted_here:
        lines.remark_key("应到人数", "expected_differs", given=given, counted=counted_here)
    if not draft.held:
        lines.remark_key("日期", "not_held")
    elif draft.meeting.end is None:
        lines.remark_key("开始时间", "no_end")


def _against_existing(
    draft: WorkbookDraft,
    lines: Lines,
    notes: tuple[Reason, ...],
    known: ExistingWorkbook,
    now: datetime,
) -> WorkbookPlan:
    there = _same_meeting(draft, known)
    if there is None:
        return WorkbookPlan(lines.planned(), notes, draft)
    if _tells_the_same(draft, there, now):
        return WorkbookPlan(lines.planned(RowState.KNOWN), notes)
    if there.meeting.state in PLANNED:
        lines.remark_key("次数", "meeting_filled", number=there.meeting.serial)
        return WorkbookPlan(lines.planned(), notes, draft, there.meeting)
    lines.refuse_key("次数", "meeting_differs", number=there.meeting.serial)
    return WorkbookPlan(lines.planned(), notes)


def _same_meeting(draft: WorkbookDraft, known: ExistingWorkbook) -> Held | None:
    if draft.body is None or draft.meeting.serial is None:
        return None
    return known.meeting(draft.body.id, draft.meeting.day.year, draft.meeting.serial)


def _tells_the_same(draft: WorkbookDraft, there: Held, now: datetime) -> bool:
    """The file says of the meeting what its own workbook would say."""
    built = Builder(
        draft, numbered({}), there.meeting.starts_at, "", there.meeting.serial, 1, 1
    ).build()
    issues = {issue.id: issue for issue in built.issues}
    mine = workbook_rows(Held(there.body, built.meeting, issues, built.tasks))
    theirs = workbook_rows(there)
    first = (columns.MEETING, columns.SIGN_IN, columns.ITEMS, columns.SPEECHES, columns.TASKS)
    told = {name: draft.columns.get(name, frozenset(SHEETS[name])) for name in first}
    told |= {name: named for name, named in draft.columns.items() if name != columns.PEOPLE}
    return all(
        _columns(theirs, name, named) == _columns(mine, name, named) for name, named in told.items()
    )


def _columns(rows: Rows, name: str, told: frozenset[str]) -> list[tuple[Cell, ...]]:
    """The rows as far as the file has columns for them."""
    places = [place for place, column in enumerate(SHEETS[name]) if column in told]
    return [tuple(row[place] for place in places) for row in rows[name]]


def held_meeting(records: Records, meeting: str) -> Held:
    """A meeting with what its workbook tells; raises NotFound."""
    with records.reading() as book:
        held = book.get(Meeting, meeting)
        body = book.get(Body, held.body)
        people = existing_people(records, [body.id])
        return _held(book, body, held, people)


def _held(book: Book, body: Body, meeting: Meeting, people: ExistingPeople) -> Held:
    mine = {person.id for person in people.people}
    elsewhere = {entry.person for entry in meeting.roll} | {
        seat.person for seat in people.seats if seat.until is None
    }
    more = []
    for id in sorted(elsewhere - mine):
        try:
            more.append(book.get(Person, id))
        except NotFound:
            continue
    here = replace(people, people=[*people.people, *more])
    issues = {item.issue: book.get(Issue, item.issue) for item in meeting.items if item.issue}
    tasks = book.find(FollowUp, body=body.id, meeting=meeting.id)
    return Held(body, meeting, issues, sorted(tasks, key=lambda task: task.number), here)


def existing_workbook(records: Records) -> ExistingWorkbook:
    """What an import is held against: bodies and people, and meetings when asked for."""

    def same(body: str, year: int, serial: int) -> Held | None:
        with records.reading() as book:
            for one in book.find(Meeting, body=body, year=year, serial=serial):
                return held_meeting(records, one.id)
        return None

    return ExistingWorkbook(existing_people(records), same)


@runs_as("workbook.import")
def import_workbook(records: Records, by: By, plan: WorkbookPlan) -> Meeting | None:
    """Write the meeting of the plan with its people, issues and tasks; None for nothing."""
    draft = plan.draft
    if draft is None:
        return None
    with records.reading() as book:
        body = draft.body.id if draft.body else ""
        builder = Builder(
            draft,
            book.new_id,
            by.at,
            by.actor,
            draft.meeting.serial or _next(book, Meeting, "serial", body, draft.meeting.day.year),
            _next(book, Issue, "number", body),
            _next(book, FollowUp, "number", body),
            plan.planned,
        )
        built = builder.build()
    with records.transaction("workbook.import", by, built.body.id) as book:
        write(book, built)
    return built.meeting


def _next(book: Book, kind: type[object], field: str, body: str, year: int = 0) -> int:
    more = {"year": year} if year else {}
    return book.highest(kind, field, body=body, **more) + 1


def write(book: Book, built: Built) -> None:
    """Everything of one workbook, in the order in which rows refer to each other."""
    if built.new_body:
        book.put(built.body)
    for rows in (built.people, built.seats, built.units):
        if rows:
            book.add(list(rows))
    for seat in built.seats_changed:
        book.put(seat)
    for issue in built.issues:
        book.put(issue)
    book.put(built.meeting)
    for task in built.tasks:
        book.put(task)
