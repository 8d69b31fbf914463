"""上提与回复: pass up, sign for, schedule, answer, send back; each side writes its own rows."""

from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import TypedDict

from meetings.actions.carry import reply_to, with_what_was
from meetings.actions.change import on_body, on_row
from meetings.chairing.floor import drop_item
from meetings.clean import is_blank, trim
from meetings.community.bodies import Body
from meetings.errors import Missing
from meetings.matters import referrals
from meetings.matters.followup_states import FollowUpState, StepKind
from meetings.matters.followups import FollowUp, Step
from meetings.matters.issues import Issue, IssueState, Move, Source
from meetings.matters.referrals import Promise, Referral, Reply
from meetings.ports import Book, By
from meetings.sitting.agenda import AgendaItem
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import PLANNED


def parent_of(book: Book, body: str) -> str:
    """The body above; raises Missing (parent)."""
    parent = book.get(Body, body).parent
    if parent is None:
        raise Missing(what="parent")
    return parent


def came_with(book: Book, issue: str | None) -> str | None:
    """The referral that an issue came with from the tier below."""
    return book.get(Issue, issue).referral if issue is not None else None


def off_planned_agendas(book: Book, body: str, issue: str) -> None:
    """Take an issue off the agendas of meetings that are still planned."""
    for item in book.find(AgendaItem, body=body, issue=issue):
        meeting = book.get(Meeting, item.meeting)
        if meeting.state in PLANNED:
            book.put(drop_item(meeting, item.id))


@on_body("issue.referred_up")
def refer_issue(
    book: Book,
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
    return _pass_up(book, by, book.get(Issue, issue), reason, tried, wanted_by)


def _pass_up(
    book: Book, by: By, issue: Issue, reason: str, tried: str, wanted_by: date | None
) -> Referral:
    parent = parent_of(book, issue.body)
    matter = issue.become(IssueState.REFERRED_UP, by.at.date(), reason)
    referral = Referral(
        id=book.new_id(),
        body=issue.body,
        to_body=parent,
        title=matter.title,
        reason=matter.reason,
        sent_at=by.at,
        tried=with_what_was(book, issue, tried),
        text=matter.text,
        wanted_by=wanted_by,
        issue=matter.id,
        follows=matter.referral,
        **as_it_was(issue),
    )
    off_planned_agendas(book, issue.body, issue.id)
    book.put(matter)
    book.put(referral)
    return referral


@on_row("referral.withdraw", Referral, attrgetter("body"))
def withdraw(book: Book, by: By, referral: str, reason: str) -> Referral:
    """The sender takes it back before it is signed for; its issue is accepted again.

    Raises NotAllowedNow, ReasonNeeded.
    """
    sent = book.get(Referral, referral)
    back = referrals.withdraw(sent, reply_to(book, referral), by.at, reason)
    book.put(back)
    if sent.issue is not None:
        issue = book.get(Issue, sent.issue)
        if issue.state is IssueState.REFERRED_UP:
            book.put(issue.become(IssueState.ACCEPTED, by.at.date()))
    return back


@on_row("referral.remind", Referral, attrgetter("body"))
def remind(book: Book, by: By, referral: str, text: str = "") -> Referral:
    """The sender asks again (催办); raises NotAllowedNow."""
    sent = book.get(Referral, referral)
    asked = referrals.remind(sent, reply_to(book, referral), by.at, by.actor, text)
    book.put(asked)
    return asked


@on_row("referral.receive", Referral, attrgetter("to_body"))
def receive(book: Book, by: By, referral: str) -> Reply:
    """The receiver signs for it (签收); raises NotAllowedNow when that was done."""
    return _received(book, by, book.get(Referral, referral))


def _received(book: Book, by: By, sent: Referral) -> Reply:
    reply = referrals.receive(sent, reply_to(book, sent.id), book.new_id(), by.at, by.actor)
    book.put(reply)
    return reply


@on_row("referral.schedule", Referral, attrgetter("to_body"))
def schedule(book: Book, by: By, referral: str) -> Issue:
    """The receiver makes it an issue of its own (下级上提), signing for it if that is still to do.

    Raises NotAllowedNow once it is one, or is answered.
    """
    sent = book.get(Referral, referral)
    return _taken_up(book, by, sent, reply_to(book, referral) or _received(book, by, sent))


def _taken_up(book: Book, by: By, sent: Referral, reply: Reply) -> Issue:
    origin = next(iter(book.find(Issue, id=sent.issue)), None) if sent.issue else None
    facts = _facts_of(sent) if origin is None else as_it_was(origin)
    issue = Issue(
        id=book.new_id(),
        body=reply.body,
        number=book.highest(Issue, "number", body=reply.body) + 1,
        title=sent.title,
        collected_at=by.at,
        text=sent.text,
        source=Source.FROM_BELOW,
        raised_name=_sender_name(book, sent),
        state=IssueState.ACCEPTED,
        moves=(Move(IssueState.ACCEPTED, by.at.date()),),
        referral=sent.id,
        **facts,
    )
    book.put(issue)
    book.put(referrals.schedule(reply, issue.id))
    return issue


class Facts(TypedDict, total=False):
    """Facts of a matter that are passed up with it, each only where known."""

    topic: str
    place: str
    supporters: int
    owners_matter: bool
    private: bool


def as_it_was(issue: Issue) -> Facts:
    """The facts of an issue, to be sent along, as the tier above may not have its row."""
    return Facts(
        topic=issue.topic,
        place=issue.place,
        supporters=issue.supporters,
        owners_matter=issue.owners_matter,
        private=issue.private,
    )


def _facts_of(sent: Referral) -> Facts:
    """The facts in a referral from another machine; unknown ones are left out."""
    facts = Facts(place=sent.place)
    if sent.topic:
        facts["topic"] = sent.topic
    if sent.supporters is not None:
        facts["supporters"] = sent.supporters
    if sent.owners_matter is not None:
        facts["owners_matter"] = sent.owners_matter
    if sent.private is not None:
        facts["private"] = sent.private
    return facts


def _sender_name(book: Book, sent: Referral) -> str:
    existing = book.find(Body, id=sent.body)
    return existing[0].name if existing else ""


@on_row("referral.pass_on", Referral, attrgetter("to_body"))
def pass_on(
    book: Book,
    by: By,
    referral: str,
    reason: str,
    tried: str = "",
    wanted_by: date | None = None,
) -> Referral:
    """Pass a referral from below further up (再上提), linked to the first one.

    Raises Missing (parent), NotAllowedNow, ReasonNeeded.
    """
    sent = book.get(Referral, referral)
    reply = reply_to(book, referral) or _received(book, by, sent)
    if reply.issue is not None:
        issue = book.get(Issue, reply.issue)
    else:
        issue = _taken_up(book, by, sent, reply)
    return _pass_up(book, by, issue, reason, tried, wanted_by)


@on_row("referral.answer", Referral, attrgetter("to_body"))
def answer(
    book: Book,
    by: By,
    referral: str,
    text: str,
    decided: str = "",
    tasks: tuple[Promise, ...] = (),
) -> Reply:
    """The receiver answers with words, decision and tasks; raises NotAllowedNow, Missing.

    A task without a place in the ledger is entered there.
    """
    sent = book.get(Referral, referral)
    reply = reply_to(book, referral) or _received(book, by, sent)
    referrals.answer(sent, reply, by.at, by.actor, text)
    placed = tuple(_placed(book, by, reply, task) for task in tasks if not is_blank(task.text))
    answered = referrals.answer(sent, reply, by.at, by.actor, text, decided, placed)
    book.put(answered)
    return answered


def _placed(book: Book, by: By, reply: Reply, task: Promise) -> Promise:
    if task.follow_up is not None:
        return task
    id = book.new_id()
    assigned = not is_blank(task.owner)
    given = Step(
        book.new_id(), reply.body, id, StepKind.ASSIGN, by.at, by=by.actor, who=trim(task.owner)
    )
    book.put(
        FollowUp(
            id=id,
            body=reply.body,
            number=book.highest(FollowUp, "number", body=reply.body) + 1,
            text=trim(task.text),
            created_at=by.at,
            issue=reply.issue,
            owner=trim(task.owner),
            deadline=task.deadline,
            topic=book.get(Issue, reply.issue).topic if reply.issue else "",
            state=FollowUpState.ASSIGNED if assigned else FollowUpState.WAITING,
            steps=(given,) if assigned else (),
        )
    )
    return replace(task, text=trim(task.text), owner=trim(task.owner), follow_up=id)


@on_row("referral.send_back", Referral, attrgetter("to_body"))
def send_back(book: Book, by: By, referral: str, reason: str) -> Reply:
    """The receiver sends it back with a reason (退回); its own issue on it is returned.

    Raises NotAllowedNow, ReasonNeeded.
    """
    sent = book.get(Referral, referral)
    reply = reply_to(book, referral) or _received(book, by, sent)
    back = referrals.send_back(sent, reply, by.at, by.actor, reason)
    book.put(back)
    if reply.issue is not None:
        _return(book, by, book.get(Issue, reply.issue), reason)
    return back


def _return(book: Book, by: By, issue: Issue, reason: str) -> None:
    off_planned_agendas(book, issue.body, issue.id)
    if issue.state is IssueState.SCHEDULED:
        issue = issue.become(IssueState.ACCEPTED, by.at.date())
    if issue.may_become(IssueState.RETURNED):
        book.put(issue.become(IssueState.RETURNED, by.at.date(), reason))
