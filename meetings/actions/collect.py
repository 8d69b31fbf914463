"""收集议题: take in issues, screen them, join duplicates."""

from dataclasses import replace

from meetings.matters.issues import Issue, IssueState, check, merge, part
from meetings.ports import By, Records


def collect(records: Records, by: By, issue: Issue) -> Issue:
    """Take an issue into the pool under the next number; raises Missing (title)."""
    check(issue)
    with records.transaction("issue.collect", by, issue.body) as book:
        number = book.highest(Issue, "number", body=issue.body) + 1
        taken = replace(issue, id=issue.id or book.new_id(), number=number)
        book.put(taken)
    return taken


def edit_issue(records: Records, by: By, issue: Issue) -> Issue:
    """Correct the words of an issue; its state moves only by `screen`."""
    check(issue)
    with records.transaction("issue.edit", by, issue.body) as book:
        known = book.get(Issue, issue.id)
        edited = replace(issue, state=known.state, reason=known.reason, number=known.number)
        book.put(edited)
    return edited


def screen(
    records: Records, by: By, body: str, issue: str, state: IssueState, reason: str = ""
) -> Issue:
    """Accept, return with a reason, take back…; raises NotAllowedNow, ReasonNeeded.

    A merged issue that is taken up again takes its supporters along.
    """
    with records.transaction(f"issue.{state.value}", by, body) as book:
        known = book.get(Issue, issue)
        screened = known.become(state, reason)
        if known.merged_into is not None:
            book.put(part(known, book.get(Issue, known.merged_into)))
        if state is IssueState.SETTLED:
            screened = replace(screened, settled_at=by.at)
        book.put(screened)
    return screened


def merge_issues(records: Records, by: By, body: str, issue: str, into: str) -> Issue:
    """Join a duplicate to the issue that stays (并案); both keep their history."""
    with records.transaction("issue.merge", by, body) as book:
        merged, stays = merge(book.get(Issue, issue), book.get(Issue, into))
        book.put(merged)
        book.put(stays)
    return stays


def support(records: Records, by: By, body: str, issue: str, more: int = 1) -> Issue:
    """One or more residents join in (附议)."""
    with records.transaction("issue.support", by, body) as book:
        known = book.get(Issue, issue)
        supported = replace(known, supporters=max(0, known.supporters + more))
        book.put(supported)
    return supported
