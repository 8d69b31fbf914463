"""会议工作簿 in, confirmed: one command, so that undo takes the whole meeting back."""

from dataclasses import replace

from meetings.community.bodies import Body
from meetings.community.people import Person
from meetings.errors import NotFound
from meetings.importing.enrolling import known_people
from meetings.importing.people import KnownPeople
from meetings.importing.workbook import KnownWorkbook, WorkbookPlan
from meetings.importing.workbook_build import Builder
from meetings.importing.workbook_out import Held
from meetings.importing.workbook_presence import Built
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue
from meetings.ports import Book, By, Records
from meetings.sitting.meeting import Meeting


def held_meeting(records: Records, meeting: str) -> Held:
    """A meeting with what its workbook tells; raises NotFound."""
    with records.reading() as book:
        held = book.get(Meeting, meeting)
        body = book.get(Body, held.body)
        people = known_people(records, [body.id])
        return _held(book, body, held, people)


def _held(book: Book, body: Body, meeting: Meeting, people: KnownPeople) -> Held:
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


def known_workbook(records: Records) -> KnownWorkbook:
    """What an import is held against: bodies and people, and meetings when asked for."""

    def same(body: str, year: int, serial: int) -> Held | None:
        with records.reading() as book:
            for one in book.find(Meeting, body=body, year=year, serial=serial):
                return held_meeting(records, one.id)
        return None

    return KnownWorkbook(known_people(records), same)


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
    for rows in (built.people, built.seats):
        if rows:
            book.add(list(rows))
    for issue in built.issues:
        book.put(issue)
    book.put(built.meeting)
    for task in built.tasks:
        book.put(task)
