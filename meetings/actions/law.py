"""Demands of a law on a meeting that need the records: on the roll and on the notice."""

from collections.abc import Iterator
from datetime import date, datetime

from meetings.actions.bylaw import unclear_motions
from meetings.actions.hold import roll_of
from meetings.chairing.blockers import Blocker, blockers
from meetings.chairing.roster_law import roll_questions
from meetings.community.bodies import Body
from meetings.papers.other_papers import POSTING_DAYS
from meetings.ports import Entry, Records
from meetings.procedure.law_questions import (
    LawQuestion,
    notice_question,
    posting_question,
    unanswered,
)
from meetings.procedure.rules import Rule
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import PLANNED, MeetingState

CALL = "meeting.call"
_MANY = 100_000


def called_on(records: Records, meeting: Meeting) -> date | None:
    """The day on which the present notice went out; None where none was written down."""
    day, out = None, False
    for entry in reversed(records.history(meeting.body, meeting.id, limit=_MANY)):
        for state in _states(entry, meeting.id):
            out = state == MeetingState.CALLED or (out and state != MeetingState.DRAFT)
            if out and entry.command == CALL:
                day = entry.at.astimezone(meeting.starts_at.tzinfo).date()
    return day if out else None


def _states(entry: Entry, meeting: str) -> Iterator[str]:
    """The state of the meeting after a journal entry, if the entry has one."""
    for change in entry.changes:
        if change.table == "meeting" and change.id == meeting and change.after is not None:
            yield str(change.after.get("state", ""))


def asked_at_opening(
    records: Records, body: str, meeting: str, now: datetime
) -> tuple[LawQuestion, ...]:
    """The law's questions on roll and notice of a meeting, if it opened now."""
    with records.reading() as book:
        rule, roll = book.get(Body, body).rule, roll_of(book, body)
        held = book.get(Meeting, meeting)
    day = now.astimezone(held.starts_at.tzinfo).date()
    asked = (*roll_questions(rule, roll), *_of_notice(records, held, rule, day))
    return unanswered(asked, held.answers)


def asked_of_notice(records: Records, meeting: str, now: datetime) -> tuple[LawQuestion, ...]:
    """What a law asks of the call to a meeting that goes out now; nothing once it has opened."""
    with records.reading() as book:
        held = book.get(Meeting, meeting)
        rule = book.get(Body, held.body).rule
    if held.state not in PLANNED:
        return ()
    today = now.astimezone(held.starts_at.tzinfo).date()
    asked = notice_question(rule, called_on(records, held) or today, held.starts_at.date())
    return (asked,) if asked is not None else ()


def asked_of_posting(records: Records, meeting: str, days: int) -> tuple[LawQuestion, ...]:
    """What a law asks of a notice of decisions posted for so many days; 0 takes the rule's."""
    with records.reading() as book:
        held = book.get(Meeting, meeting)
        own = book.get(Body, held.body).rule
    rule = held.rule or own
    asked = posting_question(rule, days or own.posting_days or POSTING_DAYS)
    return (asked,) if asked is not None else ()


def missing(records: Records, meeting: Meeting) -> tuple[Blocker, ...]:
    """Everything missing before the minutes are final, with the reminders that need the records."""
    texts = (
        Blocker("text_unsaid", one.item, f"《{one.title}》：{one.words}", stops=False)
        for one in unclear_motions(records, meeting)
    )
    found = (*blockers(meeting), *texts)
    if meeting.rule is None:
        return found
    day = meeting.began_at.date()
    asked = unanswered(_of_notice(records, meeting, meeting.rule, day), meeting.answers)
    reminders = [Blocker("law_asks", meeting.id, stops=False, question=one) for one in asked]
    return (*found, *reminders)


def _of_notice(
    records: Records, meeting: Meeting, rule: Rule, day: date
) -> tuple[LawQuestion, ...]:
    if rule.law is None or not rule.law.notice_days:
        return ()
    asked = notice_question(rule, called_on(records, meeting), day)
    return (asked,) if asked is not None else ()
