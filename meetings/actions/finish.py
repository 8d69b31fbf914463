"""会后: the minutes as they stand, finalising, reopening."""

from dataclasses import replace
from datetime import datetime

from meetings.account import Sources, minutes_of
from meetings.actions.change import change
from meetings.actions.trace import earlier_of
from meetings.blockers import blockers, may_finalise
from meetings.bodies import Body
from meetings.chronicle import record_of
from meetings.errors import MeetingError, NotAllowedNow, ReasonNeeded
from meetings.followups import FollowUp, FollowUpState
from meetings.issues import Issue
from meetings.life import move
from meetings.meeting import Meeting, MeetingState
from meetings.minutes import Minutes, Record
from meetings.ports import Book, By, Records


class NotYetComplete(MeetingError):
    """Something is still missing: `blockers`."""


def sources_of(book: Book, meeting: Meeting) -> Sources:
    """What the minutes need besides the meeting."""
    body = book.get(Body, meeting.body)
    parent = book.get(Body, body.parent).name if body.parent else ""
    issues = tuple(book.get(Issue, item.issue) for item in meeting.items if item.issue)
    began = meeting.opened_at or meeting.starts_at
    reviewed = tuple(
        task
        for task in book.find(FollowUp, body=meeting.body)
        if task.meeting != meeting.id
        and task.created_at < began
        and (task.state is not FollowUpState.CLOSED or task.steps[-1].at >= began)
    )
    earlier = tuple(old for issue in issues for old in earlier_of(book, issue)[:1])
    return Sources(body, parent, issues, reviewed, earlier)


def minutes(records: Records, meeting: str, written_at: datetime) -> Minutes:
    """The minutes as the meeting stands now."""
    with records.reading() as book:
        held = book.get(Meeting, meeting)
        return minutes_of(held, sources_of(book, held), written_at)


def record(records: Records, meeting: str, written_at: datetime) -> Record:
    """The full record as the meeting stands now."""
    with records.reading() as book:
        held = book.get(Meeting, meeting)
        return record_of(held, minutes_of(held, sources_of(book, held), written_at))


def finalise(records: Records, by: By, body: str, meeting: str, content_hash: str) -> Meeting:
    """Make the minutes final under the next version; raises NotYetComplete."""

    def act(known: Meeting, book: Book) -> Meeting:
        if not may_finalise(known):
            raise NotYetComplete(blockers=blockers(known))
        return replace(
            move(known, MeetingState.FINAL),
            version=known.version + 1,
            final_hash=content_hash,
            final_at=by.at,
        )

    return change(records, by, "meeting.finalise", body, meeting, act)


def reopen(records: Records, by: By, body: str, meeting: str, reason: str = "") -> Meeting:
    """Open the newest final minutes of a body again for correction; raises ReasonNeeded."""

    def act(known: Meeting, book: Book) -> Meeting:
        if not reason.strip():
            raise ReasonNeeded(act="meeting.reopen")
        final = book.find(Meeting, body=body, state=MeetingState.FINAL)
        newest = max(final, key=lambda one: (one.year, one.serial), default=known)
        if known.state is MeetingState.FINAL and newest.id != known.id:
            raise NotAllowedNow(act="meeting.reopen", state="newer_final")
        back = MeetingState.INQUORATE if known.informal else MeetingState.ENDED
        return replace(move(known, back), note=reason.strip())

    return change(records, by, "meeting.reopen", body, meeting, act)
