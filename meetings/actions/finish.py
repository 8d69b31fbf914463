"""会后: minutes as they are now or as sealed, finalising, reopening, and errata."""

from dataclasses import replace
from datetime import datetime

from meetings.actions.above import to_hear
from meetings.actions.approve import approved_in, put_to_approval
from meetings.actions.change import on_body, on_meeting
from meetings.actions.trace import earlier_of
from meetings.chairing.blockers import Blocker, blockers, may_finalise
from meetings.chairing.life import move
from meetings.chairing.owners_vote import OwnerAnswer
from meetings.clean import clean, is_blank, trim
from meetings.community.bodies import Body
from meetings.errors import MeetingError, Missing, NotAllowedNow, NotFound, ReasonNeeded
from meetings.matters.followup_states import OVER
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue
from meetings.papers.finals import Erratum, FinalMinutes
from meetings.papers.minutes import Minutes, Record
from meetings.papers.minutes_build import Sources, minutes_of
from meetings.papers.record_build import record_of
from meetings.papers.seal import canonical, hash_of, seal_of, thawed
from meetings.ports import Book, By, Records
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import SEALED, MeetingState


class NotYetComplete(MeetingError):
    """Something is still missing: `blockers`."""

    blockers: tuple[Blocker, ...]


def sources_of(book: Book, meeting: Meeting) -> Sources:
    """What the minutes need besides the meeting."""
    body = book.get(Body, meeting.body)
    parent = book.get(Body, body.parent).name if body.parent else ""
    issues = tuple(book.get(Issue, item.issue) for item in meeting.items if item.issue)
    began = meeting.began_at
    earlier_meetings = [
        held.opened_at
        for held in book.find(Meeting, body=meeting.body)
        if held.opened_at is not None and held.opened_at < began
    ]
    last = max(earlier_meetings, default=began)
    existing = book.find(FollowUp, body=meeting.body)
    tasks = tuple(task for task in existing if task.meeting == meeting.id)
    reviewed = tuple(
        task
        for task in existing
        if task.meeting != meeting.id
        and task.created_at <= began
        and (task.state not in OVER or task.steps[-1].at >= last)
    )
    earlier = tuple(old for issue in issues for old in earlier_of(book, issue)[:1])
    above = tuple((one.task, one.by.tier) for one in to_hear(book, meeting.body, began, last))
    return Sources(body, parent, issues, reviewed, tasks, earlier, above)


def minutes_in(book: Book, meeting: Meeting, now: datetime, version: int = 0) -> Minutes:
    """Final minutes as they were sealed, others as the meeting is now.

    With `version` as that version was sealed; raises NotFound where there is none.
    """
    if version:
        for final in book.find(FinalMinutes, meeting=meeting.id, version=version):
            return sealed(book, final)
        raise NotFound(kind="FinalMinutes", id=str(version))
    if meeting.state in SEALED:
        versions = book.find(FinalMinutes, meeting=meeting.id, version=meeting.version)
        if versions:
            return sealed(book, versions[-1])
    return replace(minutes_of(meeting, sources_of(book, meeting), now), meeting=meeting.id)


def sealed(book: Book, final: FinalMinutes) -> Minutes:
    """One final version with its approval and the errata made while it was in force."""
    meeting = book.get(Meeting, final.meeting)
    newest = meeting.version == final.version
    later = [
        other.at
        for other in book.find(FinalMinutes, meeting=final.meeting)
        if other.version > final.version
    ]
    until = min(later, default=None)
    return replace(
        thawed(final.content),
        draft=False,
        version=final.version,
        hash=final.hash,
        seal=seal_of(final.hash, final.journal_head, final.journal_count),
        written_at=final.at,
        meeting=final.meeting,
        errata=tuple(
            (erratum.at.date(), erratum.text)
            for erratum in book.find(Erratum, meeting=final.meeting)
            if erratum.at >= final.at and (until is None or erratum.at < until)
        ),
        approved_in=approved_in(book, meeting) if newest else "",
        superseded=not newest or meeting.state not in SEALED,
    )


def older_versions(records: Records, meeting: str) -> tuple[FinalMinutes, ...]:
    """The final versions of a meeting that a newer one, or a reopening, has replaced."""
    with records.reading() as book:
        stored = book.get(Meeting, meeting)
        finals = book.find(FinalMinutes, meeting=meeting)
        now = stored.version if stored.state in SEALED else 0
        return tuple(final for final in finals if final.version != now)


def minutes(records: Records, meeting: str, now: datetime) -> Minutes:
    """The minutes as of now."""
    with records.reading() as book:
        return minutes_in(book, book.get(Meeting, meeting), now)


def record(records: Records, meeting: str, now: datetime) -> Record:
    """The full record."""
    with records.reading() as book:
        held = book.get(Meeting, meeting)
        return record_in(book, held, minutes_in(book, held, now))


def record_in(book: Book, meeting: Meeting, minutes: Minutes) -> Record:
    """The record with what owners answered by name."""
    asked = [vote.id for vote in meeting.votes if vote.owners is not None]
    answers = [answer for vote in asked for answer in book.find(OwnerAnswer, vote=vote)]
    return record_of(meeting, minutes, answers)


@on_meeting("meeting.finalise")
def finalise(
    meeting: Meeting, book: Book, by: By, journal_head: str = "", journal_count: int = 0
) -> Meeting:
    """Seal the minutes under the next version; raises NotYetComplete.

    The journal's short hash and its number of entries are those before this command; printed
    on paper that people sign, they hold the journal to what it was.
    """
    if not may_finalise(meeting):
        raise NotYetComplete(blockers=blockers(meeting))
    final = replace(move(meeting, MeetingState.FINAL), version=meeting.version + 1, final_at=by.at)
    content = clean(canonical(minutes_of(final, sources_of(book, meeting), by.at))).text
    hash = hash_of(content)
    book.put(
        FinalMinutes(
            book.new_id(), meeting.body, meeting.id, final.version, content, hash,
            journal_head, journal_count, by.at,
        )
    )  # fmt: skip
    put_to_approval(book, final)
    return replace(final, final_hash=hash)


@on_meeting("meeting.reopen")
def reopen(meeting: Meeting, book: Book, by: By, reason: str = "") -> Meeting:
    """Open the newest final minutes of a body again for correction; raises ReasonNeeded."""
    if is_blank(reason):
        raise ReasonNeeded(act="meeting.reopen")
    final = [one for state in SEALED for one in book.find(Meeting, body=meeting.body, state=state)]
    newest = max(final, key=lambda one: (one.year, one.serial), default=meeting)
    if meeting.state is MeetingState.FINAL and newest.id != meeting.id:
        raise NotAllowedNow(act="meeting.reopen", state="newer_final")
    back = MeetingState.INQUORATE if meeting.informal else MeetingState.ENDED
    return replace(move(meeting, back), note=trim(reason))


@on_body("meeting.erratum")
def add_erratum(book: Book, by: By, body: str, meeting: str, text: str) -> Erratum:
    """Correct final minutes by a dated line below them; raises NotAllowedNow, Missing."""
    book.get(Meeting, meeting).require("meeting.erratum", *SEALED)
    if is_blank(text):
        raise Missing(what="text")
    erratum = Erratum(book.new_id(), body, meeting, trim(text), by.at, by.actor)
    book.put(erratum)
    return erratum
