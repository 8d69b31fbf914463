"""协商讨论的结果: votes, decisions, outcomes, what goes to the next tier."""

from dataclasses import replace
from datetime import date

from meetings import settling, voting
from meetings.actions.change import change
from meetings.agenda import ItemOutcome
from meetings.bodies import Body
from meetings.decisions import Decision
from meetings.errors import Missing
from meetings.floor import settle_item
from meetings.followups import FollowUp, FollowUpState, Step, StepKind
from meetings.meeting import Meeting
from meetings.ports import Book, By, Records
from meetings.referrals import Referral
from meetings.verdict import Tally
from meetings.votes import Ballot, Method


def open_vote(
    records: Records, by: By, body: str, meeting: str, motion: str, method: Method
) -> Meeting:
    """Put a motion to the vote; raises NotAllowedNow, QuorumNotReached."""

    def act(known: Meeting, book: Book) -> Meeting:
        return voting.open_vote(known, book.new_id(), motion, method, by.at)

    return change(records, by, "vote.open", body, meeting, act)


def close_vote(
    records: Records,
    by: By,
    body: str,
    meeting: str,
    vote: str,
    tally: Tally | None = None,
    ballots: tuple[Ballot, ...] = (),
    override_reason: str = "",
) -> Meeting:
    """Count: the room is frozen with the vote, and the verdict follows."""

    def act(known: Meeting, book: Book) -> Meeting:
        return voting.close_vote(known, vote, by.at, tally, ballots, override_reason)

    return change(records, by, "vote.close", body, meeting, act)


def cancel_vote(records: Records, by: By, body: str, meeting: str, vote: str) -> Meeting:
    """Leave a vote before it is counted."""
    return change(
        records,
        by,
        "vote.cancel",
        body,
        meeting,
        lambda known, book: voting.cancel_vote(known, vote),
    )


def void_vote(records: Records, by: By, body: str, meeting: str, vote: str, reason: str) -> Meeting:
    """Declare a vote void; it is kept and printed."""
    return change(
        records,
        by,
        "vote.void",
        body,
        meeting,
        lambda known, book: voting.void_vote(known, vote, reason),
    )


def vote_again(records: Records, by: By, body: str, meeting: str, motion: str) -> Meeting:
    """Open the motion again after a tie, as often as the rule allows."""
    return change(
        records,
        by,
        "vote.again",
        body,
        meeting,
        lambda known, book: voting.vote_again(known, motion),
    )


def settle(
    records: Records,
    by: By,
    body: str,
    meeting: str,
    item: str,
    outcome: ItemOutcome,
    reason: str = "",
) -> Meeting:
    """Say how an item ended."""
    return change(
        records,
        by,
        "item.settle",
        body,
        meeting,
        lambda known, book: settle_item(known, item, outcome, reason),
    )


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
            book.put(
                replace(
                    _task(book, known, decision, tasks[0].number, by),
                    id=tasks[0].id,
                    created_at=tasks[0].created_at,
                    steps=tasks[0].steps or _task(book, known, decision, tasks[0].number, by).steps,
                )
            )
        elif decision.task:
            number = book.highest(FollowUp, "number", body=known.body) + 1
            book.put(_task(book, known, decision, number, by))
        elif tasks:
            book.remove(tasks[0])
        return decided

    return change(records, by, "decision.change", decision.body, decision.meeting, act)


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
            )
        )
        return passed

    return change(records, by, "item.pass_up", body, meeting, act)


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
        state=FollowUpState.ASSIGNED if assigned else FollowUpState.WAITING,
        steps=steps if assigned else (),
    )
