"""上提议题: pass an issue of the pool to the body above, before any meeting took it up."""

from datetime import date

from meetings.agenda import AgendaItem
from meetings.bodies import Body
from meetings.errors import Missing
from meetings.floor import drop_item
from meetings.issues import Issue, IssueState
from meetings.meeting import Meeting
from meetings.meeting_states import PLANNED
from meetings.ports import By, Records
from meetings.referrals import Referral


def refer_issue(
    records: Records,
    by: By,
    body: str,
    issue: str,
    reason: str,
    tried: str = "",
    wanted_by: date | None = None,
) -> Referral:
    """Pass an issue up in one command; raises Missing (parent), NotAllowedNow, ReasonNeeded.

    It leaves the agendas of meetings that are still planned.
    """
    with records.transaction("issue.referred_up", by, body) as book:
        parent = book.get(Body, body).parent
        if parent is None:
            raise Missing(what="parent")
        matter = book.get(Issue, issue).become(IssueState.REFERRED_UP, reason)
        referral = Referral(
            id=book.new_id(),
            body=body,
            to_body=parent,
            title=matter.title,
            reason=matter.reason,
            sent_at=by.at,
            tried=tried.strip(),
            text=matter.text,
            wanted_by=wanted_by,
            issue=matter.id,
        )
        for item in book.find(AgendaItem, body=body, issue=issue):
            meeting = book.get(Meeting, item.meeting)
            if meeting.state in PLANNED:
                book.put(drop_item(meeting, item.id))
        book.put(matter)
        book.put(referral)
    return referral
