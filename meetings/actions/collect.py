"""收集议题: take in issues, screen them, join duplicates."""

from dataclasses import replace
from datetime import date

from meetings.actions.change import on_body, on_value
from meetings.clean import is_blank
from meetings.errors import NotAllowedNow, ReasonNeeded
from meetings.matters.followups import BeforeThat, NotYet, end_of_day
from meetings.matters.issues import Issue, IssueState, SameMatter, check, merge, part
from meetings.ports import Book, By


@on_value("issue.collect")
def collect(book: Book, by: By, issue: Issue) -> Issue:
    """Take an issue into the pool under the next number; raises Missing (title)."""
    check(issue)
    number = book.highest(Issue, "number", body=issue.body) + 1
    taken = replace(issue, id=issue.id or book.new_id(), number=number)
    book.put(taken)
    return taken


@on_value("issue.edit")
def edit_issue(book: Book, by: By, issue: Issue) -> Issue:
    """Correct the words of an issue; its state moves only by `screen`."""
    check(issue)
    stored = book.get(Issue, issue.id)
    edited = replace(issue, state=stored.state, reason=stored.reason, number=stored.number)
    book.put(edited)
    return edited


@on_body("issue.{state}")
def screen(
    book: Book, by: By, body: str, issue: str, state: IssueState, reason: str = "",
    day: date | None = None,
) -> Issue:  # fmt: skip
    """Accept, return with a reason, take back…; raises NotAllowedNow, ReasonNeeded, NotYet,
    BeforeThat.

    What is settled by hand, without a task, says how; `day` is when, where that was not today.

    A merged issue that is taken up again takes its supporters along.
    """
    stored = book.get(Issue, issue)
    if state is IssueState.SETTLED and is_blank(reason):
        raise ReasonNeeded(act=state)
    today = by.at.date()
    if day is not None and day > today:
        raise NotYet(day=day)
    since = stored.stands_since
    if day is not None and since is not None and day < since:
        raise BeforeThat(day=day, after=stored.state, last=since)
    if state is IssueState.SETTLED:
        at = by.at if day is None or day == today else end_of_day(day, by.at.tzinfo)
        screened = stored.settle(at, today, reason)
    else:
        screened = stored.become(state, day or today, reason)
    if stored.merged_into is not None:
        book.put(part(stored, book.get(Issue, stored.merged_into)))
    book.put(screened)
    return screened


@on_body("issue.merge")
def merge_issues(book: Book, by: By, body: str, issue: str, into: str) -> Issue:
    """Join a duplicate to the issue that stays (并案); both keep their history."""
    merged, stays = merge(book.get(Issue, issue), book.get(Issue, into), by.at.date())
    book.put(merged)
    book.put(stays)
    return stays


@on_body("issue.same")
def link_same(book: Book, by: By, body: str, issue: str, other: str) -> SameMatter:
    """Link an issue to another body's on the same matter (同一件事); writes only this body's row.

    Raises NotAllowedNow for an issue of this body, which is merged instead, or one linked already.
    """
    ours, theirs = book.get(Issue, issue), book.get(Issue, other)
    if theirs.body == ours.body or any(one.id == other for one in same_as(book, ours)):
        raise NotAllowedNow(act="issue.same", state=theirs.state)
    link = SameMatter(book.new_id(), body, issue, other)
    book.put(link)
    return link


@on_body("issue.not_same")
def unlink_same(book: Book, by: By, body: str, issue: str, other: str) -> Issue:
    """Remove such a link; raises NotAllowedNow where the other body made it."""
    ours = book.get(Issue, issue)
    links = book.find(SameMatter, body=body, issue=issue, other=other)
    if not links:
        raise NotAllowedNow(act="issue.not_same", state=ours.state)
    for link in links:
        book.remove(link)
    return ours


def same_as(book: Book, issue: Issue) -> list[Issue]:
    """Issues of other bodies on the same matter, whichever body linked them, oldest first."""
    found: dict[str, Issue] = {}
    ends = [issue.id]
    while ends:
        here = ends.pop()
        linked = {link.other for link in book.find(SameMatter, issue=here)}
        linked |= {link.issue for link in book.find(SameMatter, other=here)}
        for id in linked - {issue.id} - set(found):
            # The other body's rows may still be on their way from its machine.
            found |= {one.id: one for one in book.find(Issue, id=id)}
            ends.append(id)
    return sorted(found.values(), key=lambda one: one.id)
