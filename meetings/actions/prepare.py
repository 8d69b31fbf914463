"""会前: plan a meeting, build its agenda, send the notice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from meetings.actions import approve
from meetings.actions.above import open_above
from meetings.actions.change import change, on_body, on_meeting, on_meeting_of, runs_as
from meetings.actions.land import answer_item, let_go, planned_on, to_land
from meetings.actions.settle import to_settle
from meetings.actions.standing import standing_items, with_template_defaults
from meetings.chairing import floor, life
from meetings.clean import trim
from meetings.community.bodies import Body
from meetings.community.people import Role, Seat
from meetings.day_range import check_minutes
from meetings.matters.followup_states import OVER as DONE_WITH
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue, IssueState
from meetings.ports import Book, By, Records
from meetings.sitting.agenda import AgendaItem, ItemKind, comes_back
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import (
    OVER,
    PLANNED,
    WRITING,
    Invited,
    MeetingKind,
    MeetingState,
)

REVIEW_TITLE = "上次议定事项落实情况"


def next_serial(book: Book, body: str, year: int) -> int:
    """The number of a body's next meeting in a year, from 1."""
    return book.highest(Meeting, "serial", body=body, year=year) + 1


@on_body("meeting.plan")
def plan_meeting(
    book: Book,
    by: By,
    body: str,
    title: str,
    starts_at: datetime,
    place: str = "",
    chair: str = "",
    secretary: str = "",
    ends_at: datetime | None = None,
    kind: MeetingKind = MeetingKind.REGULAR,
    invited: tuple[Invited, ...] = (),
    kind_words: str = "",
) -> Meeting:
    """Plan a meeting; its agenda starts with the review of earlier tasks and carried-over items."""
    meeting = Meeting(
        id=book.new_id(),
        body=body,
        year=starts_at.year,
        serial=next_serial(book, body, starts_at.year),
        title=trim(title),
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        chair=chair,
        secretary=secretary,
        kind=kind,
        invited=invited,
        kind_words=trim(kind_words),
    )
    holder = book.get(Body, body)
    meeting = with_template_defaults(book, meeting, holder)
    meeting = replace(
        meeting,
        title=meeting.title or holder.name,
        chair=meeting.chair or who(book, body, Role.CHAIR),
        secretary=meeting.secretary or who(book, body, Role.SECRETARY),
    )
    meeting = replace(meeting, items=tuple(_first_items(book, by, meeting)))
    book.put(meeting)
    return book.get(Meeting, meeting.id)


def kinds_named(records: Records, body: str) -> tuple[str, ...]:
    """The body's own names for kinds of meetings, in the order of first use."""
    with records.reading() as book:
        existing = book.find(Meeting, body=body)
    return tuple(dict.fromkeys(one.kind_words for one in existing if one.kind_words))


def who(book: Book, body: str, role: Role) -> str:
    """Who holds an office in the body now; "" for nobody."""
    from meetings.community.people import Person

    for seat in book.find(Seat, body=body):
        if role in seat.roles and seat.until is None:
            return book.get(Person, seat.person).name
    return ""


def _first_items(book: Book, by: By, meeting: Meeting) -> list[AgendaItem]:
    items: list[AgendaItem] = []
    item = partial(AgendaItem, body=meeting.body, meeting=meeting.id)
    own = any(task.state not in DONE_WITH for task in book.find(FollowUp, body=meeting.body))
    if own or open_above(book, meeting.body):
        items.append(
            item(book.new_id(), position=1, title=REVIEW_TITLE, kind=ItemKind.REVIEW, minutes=10)
        )
    for final in approve.waiting(book, meeting.body):
        items.append(approve.approving_item(book, final, meeting, len(items) + 1))
    for issue in to_settle(book, meeting.body, by.at.date()):
        book.put(issue)
    for sent, reply in to_land(book, meeting.body):
        landing = replace(answer_item(book, by, meeting, sent, reply), position=len(items) + 1)
        items.append(landing)
        book.put(replace(sent, landed_item=landing.id))
    for old in carried(book, meeting.body):
        items.append(
            item(
                book.new_id(), position=len(items) + 1, title=old.title, kind=old.kind,
                minutes=old.minutes, issue=old.issue, proposal=old.proposal, private=old.private,
                owners_matter=old.owners_matter, carried_from=old.id, recurring=old.recurring,
            )
        )  # fmt: skip
    return [*items, *standing_items(book, meeting, items)]


def carried(book: Book, body: str) -> list[AgendaItem]:
    """Items of ended meetings to be carried over that are on no later agenda yet."""
    over = {m.id for state in OVER for m in book.find(Meeting, body=body, state=state)}
    off = {m.id for m in book.find(Meeting, body=body, state=MeetingState.CANCELLED)}
    items = book.find(AgendaItem, body=body)
    taken_up = {item.carried_from for item in items if item.meeting not in off}
    return [
        item
        for item in items
        if item.meeting in over
        and item.id not in taken_up
        and item.kind is not ItemKind.APPROVAL
        and comes_back(item)
    ]


@runs_as("meeting.edit")
def edit_meeting(records: Records, by: By, changed: Meeting) -> Meeting:
    """Correct title, time, place, chair, secretary or the next meeting's date.

    One that nobody was called to yet, and that moves to another year, takes the next number there.
    """

    def act(meeting: Meeting, book: Book) -> Meeting:
        if meeting.state in {MeetingState.FINAL, MeetingState.APPROVED}:
            meeting.require("meeting.edit", MeetingState.DRAFT)
        year = changed.starts_at.year
        if meeting.state is MeetingState.DRAFT and year != meeting.year:
            meeting = replace(meeting, year=year, serial=next_serial(book, meeting.body, year))
        return replace(
            meeting,
            title=changed.title,
            starts_at=changed.starts_at,
            ends_at=changed.ends_at,
            place=changed.place,
            chair=changed.chair,
            secretary=changed.secretary,
            next_meeting=changed.next_meeting,
            kind=changed.kind,
            kind_words=trim(changed.kind_words),
            invited=changed.invited,
        )

    return change(records, by, "meeting.edit", changed.body, changed.id, act)


@on_meeting("agenda.schedule")
def schedule_issue(meeting: Meeting, book: Book, by: By, issue: str, minutes: int = 10) -> Meeting:
    """Put an issue on the agenda (列入议程)."""
    matter = book.get(Issue, issue)
    if matter.state is IssueState.COLLECTED:
        matter = matter.become(IssueState.ACCEPTED, planned_on(by, meeting))
    book.put(matter.become(IssueState.SCHEDULED, planned_on(by, meeting)))
    item = AgendaItem(
        book.new_id(),
        meeting.body,
        meeting.id,
        0,
        matter.title,
        issue=matter.id,
        minutes=minutes,
        private=matter.private,
        owners_matter=matter.owners_matter,
    )
    return floor.add_item(meeting, item)


@on_meeting("agenda.add")
def add_item(meeting: Meeting, book: Book, by: By, title: str, minutes: int = 10) -> Meeting:
    """Add an agenda item without an issue; during the meeting it is an ad-hoc item."""
    kind = ItemKind.AD_HOC if meeting.state is MeetingState.OPEN else ItemKind.MATTER
    item = AgendaItem(
        book.new_id(), meeting.body, meeting.id, 0, trim(title), kind, minutes=minutes
    )
    return floor.add_item(meeting, item)


@on_meeting_of("agenda.edit")
def edit_item(meeting: Meeting, book: Book, by: By, item: AgendaItem) -> Meeting:
    """Correct an item's title, budget, proposal or marks; never how it ended."""
    meeting.require("agenda.edit", *PLANNED, *WRITING)
    check_minutes(item.minutes)
    edited = replace(
        meeting.item(item.id),
        title=item.title,
        minutes=item.minutes,
        proposal=item.proposal,
        minority_view=item.minority_view,
        private=item.private,
        owners_matter=item.owners_matter,
        important=item.important,
        party_studied=item.party_studied,
    )
    return floor.put_item(meeting, edited)


@on_meeting("agenda.drop")
def drop_item(meeting: Meeting, book: Book, by: By, item: str) -> Meeting:
    """Take an item off; its issue is accepted again and waits for another agenda."""
    issue = meeting.item(item).issue
    if issue is not None:
        matter = book.get(Issue, issue)
        if matter.state is IssueState.SCHEDULED:
            book.put(matter.become(IssueState.ACCEPTED, by.at.date()))
    let_go(book, meeting.body, item)
    return floor.drop_item(meeting, item)


@on_meeting("agenda.move")
def move_item(meeting: Meeting, book: Book, by: By, item: str, up: bool) -> Meeting:
    """Change the order of the agenda."""
    return floor.move_item(meeting, item, up)


@on_meeting("meeting.call")
def call_meeting(meeting: Meeting, book: Book, by: By, answers: Sequence[str] = ()) -> Meeting:
    """Mark the meeting as called (已通知); `answers` are to what a law asks of the notice."""
    return life.call(meeting, answers)


@on_meeting("meeting.draft")
def back_to_draft(meeting: Meeting, book: Book, by: By) -> Meeting:
    """Take the notice back, or bring a cancelled meeting back to planning."""
    return life.back_to_draft(meeting)


@on_meeting("meeting.cancel")
def cancel_meeting(meeting: Meeting, book: Book, by: By, reason: str) -> Meeting:
    """The meeting will not take place; raises ReasonNeeded."""
    return life.cancel(meeting, reason)
