"""Settle issues that the body above has settled (已解决), and reopen them with it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from meetings.actions.carry import reply_to
from meetings.actions.change import runs_as
from meetings.actions.follow import are_settled, settled_at
from meetings.community.bodies import Body
from meetings.matters.followup_states import StepKind
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue, IssueState
from meetings.matters.referrals import Referral
from meetings.ports import Book, By, Records
from meetings.sitting.agenda import AgendaItem

BY = "由{body}办结"
"""The reason of an issue that was settled above."""


def settled_by(book: Book, issue: Issue) -> str:
    """The reason naming the body that settled the matter above; "" while none has."""
    above, promised = _above(book, issue), _promised(book, issue)
    if above is not None and above.state is IssueState.SETTLED:
        body = above.body
    elif above is None and promised and are_settled(promised):
        body = promised[0].body
    else:
        return ""
    names = [one.name for one in book.find(Body, id=body)]
    return BY.format(body=names[0]) if names else ""


def _promised(book: Book, issue: Issue) -> list[FollowUp]:
    """The tasks that the answer from above named; empty while one of them is not known here."""
    sent = _last_sent(book, issue)
    reply = reply_to(book, sent.id) if sent is not None else None
    ids = [one.follow_up for one in reply.tasks] if reply is not None else []
    found = [task for id in ids if id is not None for task in book.find(FollowUp, id=id)]
    return found if len(found) == len(ids) else []


def _above(book: Book, issue: Issue) -> Issue | None:
    """The issue of the body above on the last referral of this one that was signed for."""
    sent = _last_sent(book, issue)
    reply = reply_to(book, sent.id) if sent is not None else None
    id = reply.issue if reply is not None else None
    return next(iter(book.find(Issue, id=id)), None) if id is not None else None


def _last_sent(book: Book, issue: Issue) -> Referral | None:
    """The referral of the issue that was signed for last."""
    signed = [
        sent
        for sent in book.find(Referral, body=issue.body, issue=issue.id)
        if reply_to(book, sent.id) is not None
    ]
    return signed[-1] if signed else None


def to_settle(book: Book, body: str, today: date) -> list[Issue]:
    """The body's issues in the states they should have, as bodies above settled or reopened them.

    They are dated as above; `today` is used where an older file has no day.
    """
    found = []
    asked = {sent.issue for sent in book.find(Referral, body=body) if sent.issue is not None}
    for id in sorted(asked):
        for issue in book.find(Issue, id=id):
            by, above = settled_by(book, issue), _above(book, issue)
            if by and _waits(book, issue):
                sent = _last_sent(book, issue)
                at = above.settled_at if above is not None else settled_at(_promised(book, issue))
                settled = issue.settle(at, today, by)
                by_whom = sent.id if sent is not None else None
                found.append(replace(settled, settled_by=by_whom))
            elif not by and issue.state is IssueState.SETTLED and issue.settled_by is not None:
                since = _open_since(above) or _taken_up(_promised(book, issue))
                found.append(issue.become(IssueState.ACCEPTED, since or today))
    return found


def _taken_up(tasks: Sequence[FollowUp]) -> date | None:
    """The day on which one of the tasks was taken up again last."""
    again = [s.day for t in tasks for s in t.steps if s.kind is StepKind.REOPEN and s.day]
    return max(again, default=None)


def _open_since(above: Issue | None) -> date | None:
    """The day on which the issue above was taken up again."""
    moves = above.moves if above is not None else ()
    left = [n for n, move in enumerate(moves) if n and moves[n - 1].state is IssueState.SETTLED]
    return moves[left[-1]].on if left else None


def _waits(book: Book, issue: Issue) -> bool:
    """Whether nothing was done with it here since it was passed up, but for hearing the answer.

    A body that has taken its matter up again by itself is not overruled.
    """
    if issue.state is IssueState.REFERRED_UP:
        return True
    sent = book.find(Referral, body=issue.body, issue=issue.id)
    items = book.find(AgendaItem, issue=issue.id)
    heard = bool(sent and items) and sent[-1].landed_item == items[-1].id
    return issue.state is IssueState.DELIBERATED and heard


def waiting_below(records: Records, body: str) -> tuple[str, ...]:
    """The bodies whose matters this one has settled, or taken up again, since they last looked."""
    with records.reading() as book:
        senders = {sent.body for sent in book.find(Referral, to_body=body)}
        return tuple(sorted(id for id in senders if to_settle(book, id, date.max)))


@runs_as("issue.settled_above")
def follow_above(records: Records, by: By, body: str) -> tuple[Issue, ...]:
    """The body writes into its own rows what was settled, or reopened, above it."""
    with records.reading() as book:
        if not to_settle(book, body, by.at.date()):
            return ()
    with records.transaction("issue.settled_above", by, body) as book:
        moved = tuple(to_settle(book, body, by.at.date()))
        for issue in moved:
            book.put(issue)
    return moved
