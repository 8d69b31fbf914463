"""Carry an item's outcome over to its issue, or to the minutes that it approves."""

from datetime import date

from meetings.actions.approve import tell_minutes
from meetings.matters.issues import Issue, IssueState
from meetings.ports import Book, By
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import OVER

AFTER = {
    ItemOutcome.REFERRED_UP: IssueState.REFERRED_UP,
    ItemOutcome.POSTPONED: IssueState.SCHEDULED,
    ItemOutcome.NOT_REACHED: IssueState.SCHEDULED,
    ItemOutcome.WITHDRAWN: IssueState.WITHDRAWN,
}
"""Outcomes that leave the issue scheduled or move it elsewhere; others make it 已议."""


def tell_issues(book: Book, by: By, meeting: Meeting, *items: str) -> None:
    """Set the state of each item's issue by the item's outcome, or to scheduled without one.

    Without `items` this is done for all items with an outcome. Changes to a meeting that is over
    are dated on its day.
    """
    on = min(by.at, meeting.ended_at or by.at).date()
    for item in meeting.items:
        wanted = item.id in items if items else item.outcome is not None
        if item.issue is None or not wanted:
            continue
        state = IssueState.SCHEDULED
        if item.outcome is not None:
            state = AFTER.get(item.outcome, IssueState.DELIBERATED)
        issue = book.get(Issue, item.issue)
        moved = _moved(issue, state, on, item.reason)
        if moved != issue:
            book.put(moved)
    if meeting.state in OVER:
        tell_minutes(book, meeting)


def _moved(issue: Issue, state: IssueState, on: date, reason: str) -> Issue:
    """The issue in that state; a withdrawn one is accepted first, since that must come before."""
    if issue.state is state:
        return issue
    if issue.state is IssueState.WITHDRAWN:
        issue = issue.become(IssueState.ACCEPTED, on).become(IssueState.SCHEDULED, on)
        return _moved(issue, state, on, reason)
    return issue.become(state, on, reason) if issue.may_become(state) else issue
