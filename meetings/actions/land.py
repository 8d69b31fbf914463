"""落地: put answers from above on the next agenda of the body that had passed the matter up."""

from dataclasses import replace
from datetime import date

from meetings.actions.carry import answer_text, reply_to
from meetings.actions.change import runs_as
from meetings.chairing import floor
from meetings.matters.issues import Issue, IssueState
from meetings.matters.referrals import FINISHED, Referral, Reply, ReplyState
from meetings.ports import Book, By, Records
from meetings.sitting.agenda import AgendaItem, ItemKind
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import PLANNED, MeetingState

TITLES = {ReplyState.ANSWERED: "{title}（上级回复）", ReplyState.SENT_BACK: "{title}（上级退回）"}
MINUTES = 5


def to_land(book: Book, body: str) -> list[tuple[Referral, Reply]]:
    """Referrals that were answered or sent back and are on no agenda of a meeting to be held."""
    found = []
    for sent in book.find(Referral, body=body):
        reply = reply_to(book, sent.id)
        if reply is not None and reply.state in FINISHED and not _on_an_agenda(book, sent):
            found.append((sent, reply))
    return found


def _on_an_agenda(book: Book, sent: Referral) -> bool:
    for item in book.find(AgendaItem, id=sent.landed_item) if sent.landed_item else ():
        return book.get(Meeting, item.meeting).state is not MeetingState.CANCELLED
    return False


@runs_as("referral.land")
def land(records: Records, by: By, body: str) -> Meeting | None:
    """Put answers on the next planned agenda; None without an answer or such a meeting.

    Answers without a planned meeting wait and are added when one is planned.
    """
    with records.reading() as book:
        planned = [m for state in PLANNED for m in book.find(Meeting, body=body, state=state)]
        if not planned or not to_land(book, body):
            return None
    soonest = min(planned, key=lambda meeting: (meeting.starts_at, meeting.id)).id
    with records.transaction("referral.land", by, body) as book:
        meeting = book.get(Meeting, soonest)
        for sent, reply in to_land(book, body):
            item = answer_item(book, by, meeting, sent, reply)
            meeting = floor.add_item(meeting, item)
            book.put(replace(sent, landed_item=item.id))
        book.put(meeting)
        return book.get(Meeting, soonest)


def planned_on(by: By, meeting: Meeting) -> date:
    """The day on which something was put on an agenda; no later than the meeting itself."""
    return min(by.at, meeting.starts_at).date()


def answer_item(book: Book, by: By, meeting: Meeting, sent: Referral, reply: Reply) -> AgendaItem:
    """The agenda item that presents an answer; its issue is scheduled again."""
    issue = book.get(Issue, sent.issue) if sent.issue is not None else None
    if issue is not None and issue.may_become(IssueState.SCHEDULED):
        book.put(issue.become(IssueState.SCHEDULED, planned_on(by, meeting)))
    return AgendaItem(
        book.new_id(),
        meeting.body,
        meeting.id,
        0,
        TITLES[reply.state].format(title=sent.title)[:200],
        ItemKind.ANSWER,
        issue=issue.id if issue is not None else None,
        minutes=MINUTES,
        proposal=answer_text(reply),
        private=issue.private if issue is not None else False,
        owners_matter=issue.owners_matter if issue is not None else False,
    )


def let_go(book: Book, body: str, item: str) -> None:
    """Let an answer wait for another agenda, since its item was removed."""
    for sent in book.find(Referral, body=body, landed_item=item):
        book.put(replace(sent, landed_item=None))
