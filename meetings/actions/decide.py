"""协商讨论的结果: decisions, outcomes, what goes to the next tier; votes stand in decide_vote."""

from dataclasses import replace
from datetime import date

from meetings.actions.change import change
from meetings.actions.decide_vote import (
    answer,
    cancel_vote,
    cast,
    close_uncounted,
    close_vote,
    open_vote,
    register_return,
    run_off,
    void_vote,
    vote_again,
)
from meetings.actions.refer import came_with
from meetings.chairing import settling
from meetings.chairing.floor import put_item, settle_item
from meetings.community.bodies import Body
from meetings.errors import Missing, NotAllowedNow
from meetings.matters.followups import FollowUp, FollowUpState, Step, StepKind, take
from meetings.matters.issues import Issue
from meetings.matters.referrals import Referral, ReferralState, Reply
from meetings.ports import Book, By, Records
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting import Meeting

__all__ = [
    "answer", "cancel_vote", "cast", "change_decision", "close_uncounted", "close_vote", "decide",
    "drop_decision", "note_minority", "open_vote", "pass_up", "register_return", "run_off",
    "settle", "void_vote", "vote_again",
]  # fmt: skip


def settle(
    records: Records,
    by: By,
    body: str,
    meeting: str,
    item: str,
    outcome: ItemOutcome,
    reason: str = "",
) -> Meeting:
    """Say how an item ended; one that was passed up comes back unless it was received there."""

    def act(known: Meeting, book: Book) -> Meeting:
        settled = settle_item(known, item, outcome, reason)
        if known.item(item).outcome is ItemOutcome.REFERRED_UP:
            _take_back(book, body, item)
        return settled

    return change(records, by, "item.settle", body, meeting, act)


def _take_back(book: Book, body: str, item: str) -> None:
    for sent in book.find(Referral, body=body, item=item, withdrawn_at=None):
        if book.find(Reply, referral=sent.id):
            raise NotAllowedNow(act="item.settle", state=ReferralState.RECEIVED)
        book.remove(sent)


def note_minority(
    records: Records, by: By, body: str, meeting: str, item: str, view: str
) -> Meeting:
    """Write down what the minority holds (少数意见)."""

    def act(known: Meeting, book: Book) -> Meeting:
        return put_item(known, replace(known.item(item), minority_view=view.strip()))

    return change(records, by, "item.minority", body, meeting, act)


def decide(records: Records, by: By, decision: Decision) -> Meeting:
    """Fix a decision; a task is in the ledger at once, without retyping."""

    def act(known: Meeting, book: Book) -> Meeting:
        fixed = replace(decision, id=decision.id or book.new_id(), at=by.at)
        decided = settling.decide(known, fixed)
        if fixed.task:
            number = book.highest(FollowUp, "number", body=known.body) + 1
            book.put(_task(book, known, fixed, number, by))
        return decided

    return change(records, by, "decision.fix", decision.body, decision.meeting, act)


def change_decision(records: Records, by: By, decision: Decision) -> Meeting:
    """Correct a decision; its task follows."""

    def act(known: Meeting, book: Book) -> Meeting:
        decided = settling.change_decision(known, decision)
        tasks = book.find(FollowUp, body=known.body, decision=decision.id)
        if decision.task and tasks:
            book.put(_follows(book, tasks[0], decision, by))
        elif decision.task:
            number = book.highest(FollowUp, "number", body=known.body) + 1
            book.put(_task(book, known, decision, number, by))
        elif tasks:
            book.remove(tasks[0])
        return decided

    return change(records, by, "decision.change", decision.body, decision.meeting, act)


def _follows(book: Book, task: FollowUp, decision: Decision, by: By) -> FollowUp:
    """The task with the words of its decision; what was done on its road stands."""
    changed = replace(
        task,
        text=decision.text,
        owner=decision.owner,
        owner_person=decision.owner_person,
        helpers=decision.helpers,
        deadline=decision.deadline,
    )
    if changed.may(StepKind.ASSIGN) and changed.owner.strip():
        assigned = Step(book.new_id(), task.body, task.id, StepKind.ASSIGN, by.at, by=by.actor)
        changed = take(changed, assigned)
    return changed


def drop_decision(records: Records, by: By, body: str, meeting: str, decision: str) -> Meeting:
    """Take a decision back together with its task."""

    def act(known: Meeting, book: Book) -> Meeting:
        for task in book.find(FollowUp, body=body, decision=decision):
            book.remove(task)
        return settling.drop_decision(known, decision)

    return change(records, by, "decision.drop", body, meeting, act)


def pass_up(
    records: Records,
    by: By,
    body: str,
    meeting: str,
    item: str,
    reason: str,
    tried: str = "",
    wanted_by: date | None = None,
) -> Meeting:
    """Pass an item to the body above, with the reason; raises Missing (parent), ReasonNeeded."""

    def act(known: Meeting, book: Book) -> Meeting:
        parent = book.get(Body, body).parent
        if parent is None:
            raise Missing(what="parent")
        if known.item(item).outcome is ItemOutcome.REFERRED_UP:
            raise NotAllowedNow(act="pass_up", state=ItemOutcome.REFERRED_UP)
        passed = settling.pass_up(known, item, reason)
        matter = known.item(item)
        book.put(
            Referral(
                id=book.new_id(),
                body=body,
                to_body=parent,
                title=matter.title,
                reason=reason.strip(),
                sent_at=by.at,
                tried=tried.strip(),
                text=matter.proposal,
                wanted_by=wanted_by,
                meeting=meeting,
                item=item,
                issue=matter.issue,
                follows=came_with(book, matter.issue),
            )
        )
        return passed

    return change(records, by, "item.pass_up", body, meeting, act)


def topic_of(book: Book, issue: str | None) -> str:
    """The topic of the issue that a task serves."""
    return book.get(Issue, issue).topic if issue else ""


def _task(book: Book, meeting: Meeting, decision: Decision, number: int, by: By) -> FollowUp:
    id = book.new_id()
    assigned = bool(decision.owner.strip())
    steps = (Step(book.new_id(), meeting.body, id, StepKind.ASSIGN, by.at, by=by.actor),)
    return FollowUp(
        id=id,
        body=meeting.body,
        number=number,
        text=decision.text,
        created_at=by.at,
        meeting=meeting.id,
        item=decision.item,
        decision=decision.id,
        issue=meeting.item(decision.item).issue,
        owner=decision.owner,
        owner_person=decision.owner_person,
        helpers=decision.helpers,
        deadline=decision.deadline,
        topic=topic_of(book, meeting.item(decision.item).issue),
        state=FollowUpState.ASSIGNED if assigned else FollowUpState.WAITING,
        steps=steps if assigned else (),
    )
