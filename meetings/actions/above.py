"""The tasks that bodies above promised on matters passed up to them."""

from collections.abc import Iterator
from datetime import datetime

from meetings.actions.carry import reply_to
from meetings.community.bodies import Body
from meetings.dataclass import dataclass
from meetings.matters.followup_states import OVER
from meetings.matters.followups import FollowUp
from meetings.matters.referrals import Referral, stands
from meetings.ports import Book, Records
from meetings.views import FollowUpLine


@dataclass(frozen=True, slots=True)
class Promised:
    """A task of a body above that was promised, with that body."""

    task: FollowUp
    by: Body


def promised_above(book: Book, body: str) -> tuple[Promised, ...]:
    """The tasks above that come from matters of this body, open or ended, each once.

    A matter that was passed further up is followed as far as it went.
    """
    found: dict[str, Promised] = {}
    for sent in book.find(Referral, body=body):
        for task in _tasks(book, sent, set()):
            if task.id not in found and task.body != body:
                found[task.id] = Promised(task, book.get(Body, task.body))
    return tuple(found.values())


def _tasks(book: Book, sent: Referral, seen: set[str]) -> Iterator[FollowUp]:
    reply = reply_to(book, sent.id)
    if sent.id in seen or reply is None or not stands(sent, reply):
        return
    seen.add(sent.id)
    for promise in reply.tasks:
        if promise.follow_up is not None:
            yield from book.find(FollowUp, id=promise.follow_up)
    if reply.issue is None:
        return
    yield from book.find(FollowUp, body=reply.body, issue=reply.issue)
    for further in book.find(Referral, body=reply.body, issue=reply.issue):
        yield from _tasks(book, further, seen)


def open_above(book: Book, body: str) -> tuple[Promised, ...]:
    """The promised tasks that are not closed yet."""
    return tuple(one for one in promised_above(book, body) if one.task.state not in OVER)


def to_hear(book: Book, body: str, began: datetime, last: datetime) -> tuple[Promised, ...]:
    """The promised tasks that a meeting reviews: open, or ended since the meeting before."""
    return tuple(
        one
        for one in promised_above(book, body)
        if one.task.created_at <= began
        and (one.task.state not in OVER or one.task.steps[-1].at >= last)
    )


def lines_above(records: Records, body: str) -> tuple[FollowUpLine, ...]:
    """The promised tasks as read-only lines of the ledger."""
    with records.reading() as book:
        return tuple(_line(one) for one in promised_above(book, body))


def _line(one: Promised) -> FollowUpLine:
    task = one.task
    return FollowUpLine(
        id=task.id, body=task.body, body_name=one.by.name, tier=one.by.tier, number=task.number,
        text=task.text, owner=task.owner, helpers=task.helpers, deadline=task.deadline,
        state=task.state, created_at=task.created_at, meeting=task.meeting, item=task.item,
        last_word=task.steps[-1].text if task.steps else "", topic=task.topic,
        urgency=task.urgency, chased=task.chased, units=task.units, parts=task.parts,
        promised=True,
    )  # fmt: skip
