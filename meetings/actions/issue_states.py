"""What an item's outcome does to the issue, or to the minutes, that it came from."""

from meetings.actions.approve import tell_minutes
from meetings.matters.issues import Issue, IssueState
from meetings.ports import Book
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


def tell_issues(book: Book, meeting: Meeting, *items: str) -> None:
    """Each issue learns how its item went; without an outcome it is scheduled again.

    Without `items` those of the whole agenda that have an outcome.
    """
    for item in meeting.items:
        wanted = item.id in items if items else item.outcome is not None
        if item.issue is None or not wanted:
            continue
        state = IssueState.SCHEDULED
        if item.outcome is not None:
            state = AFTER.get(item.outcome, IssueState.DELIBERATED)
        issue = book.get(Issue, item.issue)
        moved = _moved(issue, state, item.reason)
        if moved != issue:
            book.put(moved)
    if meeting.state in OVER:
        tell_minutes(book, meeting)


def _moved(issue: Issue, state: IssueState, reason: str) -> Issue:
    """The issue in that state; one taken back by mistake goes the way of every accepted one."""
    if issue.state is state:
        return issue
    if issue.state is IssueState.WITHDRAWN:
        issue = issue.become(IssueState.ACCEPTED).become(IssueState.SCHEDULED)
        return _moved(issue, state, reason)
    return issue.become(state, reason) if issue.may_become(state) else issue
