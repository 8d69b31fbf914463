"""协商讨论的结果: votes, decisions, outcomes, and passing items up to the next tier."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from meetings.actions.carry import with_what_was
from meetings.actions.change import change, on_meeting, on_meeting_of, own_time, runs_as
from meetings.actions.hold import end_turn
from meetings.actions.refer import Facts, as_it_was, came_with
from meetings.chairing import settling, tallying, voiding, voting, ways_on
from meetings.chairing.attendance import require_name
from meetings.chairing.floor import begin_item, lacks_evidence, may_end_as, put_item, settle_item
from meetings.chairing.owners_vote import OwnerAnswer
from meetings.chairing.tallying import TellerCount
from meetings.clean import is_blank, trim
from meetings.community.bodies import Body
from meetings.errors import Missing, NotAllowedNow, ReasonNeeded
from meetings.matters.followup_states import FollowUpState, StepKind
from meetings.matters.followups import FollowUp, Step, take
from meetings.matters.issues import Issue
from meetings.matters.referrals import Referral, ReferralState, Reply
from meetings.ports import Book, By, Records
from meetings.procedure.ballots import OptionTally
from meetings.procedure.counts import Tally
from meetings.sitting.agenda import AgendaItem, ItemOutcome
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting import Meeting
from meetings.sitting.votes import Ballot, Choice, Method, Objection


@on_meeting("vote.open")
def open_vote(
    meeting: Meeting,
    book: Book,
    by: By,
    motion: str,
    method: Method,
    options: Sequence[str] = (),
    choose: int = 1,
    seats: int = 1,
) -> Meeting:
    """Put a motion, or several options, to the vote; raises NotAllowedNow, QuorumNotReached."""
    id = book.new_id()
    return voting.open_vote(meeting, id, motion, method, by.at, options, choose, seats)


@on_meeting("vote.answer")
def answer(
    meeting: Meeting,
    book: Book,
    by: By,
    vote: str,
    name: str,
    choice: Choice | None,
    marks: Sequence[str] = (),
) -> Meeting:
    """Keep one answer of a roll call at once, so that a power cut loses none."""
    return tallying.answer(meeting, vote, name, choice, marks)


@on_meeting("vote.return")
def register_return(
    meeting: Meeting,
    book: Book,
    by: By,
    vote: str,
    name: str,
    choice: Choice,
    marks: Sequence[str] = (),
) -> Meeting:
    """Register one return of a written vote, once a name."""
    return tallying.register_return(meeting, vote, name, choice, by.at, marks)


@runs_as("vote.close", "vote.secret")
def close_vote(
    records: Records,
    by: By,
    body: str,
    meeting: str,
    vote: str,
    tally: Tally | None = None,
    ballots: tuple[Ballot, ...] = (),
    override_reason: str = "",
    options: tuple[OptionTally, ...] = (),
    tellers: tuple[TellerCount, ...] = (),
    objections: tuple[Objection, ...] | None = None,
) -> Meeting:
    """Close a vote with its counts; the room is frozen with it and the verdict takes effect.

    A secret vote is a permanent command: undo stops at it, and only its counts are written.
    """
    for teller in tellers:
        require_name(teller.name)
    with records.reading() as book:
        secret = book.get(Meeting, meeting).vote(vote).method is Method.SECRET

    def act(meeting: Meeting, book: Book) -> Meeting:
        return voting.close_vote(
            meeting,
            vote,
            own_time(meeting, by.at),
            tally,
            ballots,
            override_reason,
            options,
            tellers,
            objections,
        )

    return change(records, by, "vote.secret" if secret else "vote.close", body, meeting, act)


@on_meeting("vote.uncounted")
def close_uncounted(
    meeting: Meeting, book: Book, by: By, vote: str, for_majority: bool, objections: int = 0
) -> Meeting:
    """A clear majority of hands, not counted, where the rule allows it and nobody objects."""
    return voting.close_uncounted(meeting, vote, by.at, for_majority, objections)


@on_meeting("vote.cancel")
def cancel_vote(meeting: Meeting, book: Book, by: By, vote: str) -> Meeting:
    """Leave a vote before it is counted; of an owners' vote the roll goes with it."""
    left = voiding.cancel_vote(meeting, vote)
    for line in book.find(OwnerAnswer, vote=vote):
        book.remove(line)
    return left


@on_meeting("vote.void")
def void_vote(meeting: Meeting, book: Book, by: By, vote: str, reason: str) -> Meeting:
    """Declare a vote void; it is kept and printed."""
    return voiding.void_vote(meeting, vote, reason, by.at)


@on_meeting("vote.again")
def vote_again(meeting: Meeting, book: Book, by: By, motion: str) -> Meeting:
    """Open the motion again after a tie, as often as the rule allows."""
    return voiding.vote_again(meeting, motion)


@on_meeting("vote.cast")
def cast(meeting: Meeting, book: Book, by: By, vote: str, chair_for: bool) -> Meeting:
    """The chair breaks a tie where the rule allows it."""
    return ways_on.cast(meeting, vote, chair_for)


@on_meeting("vote.run_off")
def run_off(meeting: Meeting, book: Book, by: By, vote: str) -> Meeting:
    """Open the second round among those who meet again."""
    return ways_on.run_off(meeting, book.new_id(), vote, by.at)


@on_meeting("item.settle")
def settle(
    meeting: Meeting, book: Book, by: By, item: str, outcome: ItemOutcome, reason: str = ""
) -> Meeting:
    """Say how an item ended; one that was passed up comes back unless it was received there.

    Raises ReasonNeeded where only a vote would be the evidence and none was taken.
    """
    return _settle(meeting, book, item, outcome, reason)


@on_meeting("item.settle_next")
def settle_and_go_on(
    meeting: Meeting,
    book: Book,
    by: By,
    item: str,
    outcome: ItemOutcome,
    reason: str,
    following: str,
) -> Meeting:
    """Say how an item ended and take up the next, as one act."""
    ended = end_turn(meeting, book, by)
    return begin_item(_settle(ended, book, item, outcome, reason), following, by.at)


def _settle(meeting: Meeting, book: Book, item: str, outcome: ItemOutcome, reason: str) -> Meeting:
    if not may_end_as(meeting, item, outcome):
        tied = outcome is ItemOutcome.TIED
        raise NotAllowedNow(act="item.settle", state="no_tie" if tied else "too_few")
    if lacks_evidence(meeting, item, outcome) and not trim(reason):
        raise ReasonNeeded(act=outcome)
    settled = settle_item(meeting, item, outcome, reason)
    if meeting.item(item).outcome is ItemOutcome.REFERRED_UP:
        _take_back(book, meeting.body, item)
    return settled


def _take_back(book: Book, body: str, item: str) -> None:
    for sent in book.find(Referral, body=body, item=item, withdrawn_at=None):
        if book.find(Reply, referral=sent.id):
            raise NotAllowedNow(act="item.settle", state=ReferralState.RECEIVED)
        book.remove(sent)


@on_meeting("item.minority")
def note_minority(meeting: Meeting, book: Book, by: By, item: str, view: str) -> Meeting:
    """Write down the minority's view (少数意见)."""
    return put_item(meeting, replace(meeting.item(item), minority_view=trim(view)))


@on_meeting_of("decision.fix")
def decide(
    meeting: Meeting, book: Book, by: By, decision: Decision, units: tuple[str, ...] = ()
) -> Meeting:
    """Record a decision; if it is a task, it is entered in the ledger at once.

    `units` carry the task out (承办单位), the owner answers for it; where no person is named the
    first unit is the owner.
    """
    led, units = _led(decision, units)
    fixed = replace(led, id=led.id or book.new_id(), at=by.at)
    decided = settling.decide(meeting, fixed)
    if fixed.task:
        number = book.highest(FollowUp, "number", body=meeting.body) + 1
        book.put(_task(book, meeting, fixed, number, by, units))
    return decided


def _led(decision: Decision, units: tuple[str, ...]) -> tuple[Decision, tuple[str, ...]]:
    named = tuple(dict.fromkeys(trim(unit) for unit in units if not is_blank(unit)))
    if named and is_blank(decision.owner):
        return replace(decision, owner=named[0], owner_person=None), named[1:]
    return decision, tuple(unit for unit in named if unit != trim(decision.owner))


def units_of(records: Records, decision: Decision) -> tuple[str, ...]:
    """The units that carry out the task of a decision."""
    with records.reading() as book:
        tasks = book.find(FollowUp, body=decision.body, decision=decision.id)
    return tasks[0].units if tasks else ()


@on_meeting_of("decision.change")
def change_decision(
    meeting: Meeting, book: Book, by: By, decision: Decision, units: tuple[str, ...] | None = None
) -> Meeting:
    """Correct a decision; its task follows, and its units where they are given."""
    if units is not None:
        decision, units = _led(decision, units)
    decided = settling.change_decision(meeting, decision)
    tasks = book.find(FollowUp, body=meeting.body, decision=decision.id)
    if decision.task and tasks:
        was = next(one for one in meeting.decisions if one.id == decision.id)
        task = tasks[0] if units is None else replace(tasks[0], units=units)
        owners = "、".join(tasks[0].in_charge)
        book.put(_follows(book, task, was, decision, by, owners))
    elif decision.task:
        number = book.highest(FollowUp, "number", body=meeting.body) + 1
        book.put(_task(book, meeting, decision, number, by, units or ()))
    elif tasks:
        book.remove(tasks[0])
    return decided


def _follows(
    book: Book, task: FollowUp, was: Decision, decision: Decision, by: By, owners: str
) -> FollowUp:
    """The task changed as its decision was; its steps stay.

    A deadline extended since, and an owner who handed it on, are left as they are.
    """
    changed = replace(task, text=decision.text)
    if (task.owner, task.owner_person) == (was.owner, was.owner_person):
        changed = replace(changed, owner=decision.owner, owner_person=decision.owner_person)
    if task.helpers == was.helpers:
        changed = replace(changed, helpers=decision.helpers)
    if task.deadline == was.deadline:
        changed = replace(changed, deadline=decision.deadline)
    now = "、".join(changed.in_charge)
    changed = replace(changed, steps=tuple(
        replace(s, who=now) if s.kind is StepKind.ASSIGN and s.who == owners else s
        for s in changed.steps
    ))  # fmt: skip
    if changed.may(StepKind.ASSIGN) and not is_blank(changed.owner):
        assigned = Step(book.new_id(), task.body, task.id, StepKind.ASSIGN, by.at, by=by.actor)
        changed = take(changed, assigned)
    return changed


@on_meeting("decision.drop")
def drop_decision(meeting: Meeting, book: Book, by: By, decision: str) -> Meeting:
    """Take a decision back together with its task."""
    for task in book.find(FollowUp, body=meeting.body, decision=decision):
        book.remove(task)
    return settling.drop_decision(meeting, decision)


@on_meeting("item.pass_up")
def pass_up(
    meeting: Meeting,
    book: Book,
    by: By,
    item: str,
    reason: str,
    tried: str = "",
    wanted_by: date | None = None,
) -> Meeting:
    """Pass an item to the body above, with the reason; raises Missing (parent), ReasonNeeded."""
    parent = book.get(Body, meeting.body).parent
    if parent is None:
        raise Missing(what="parent")
    if meeting.item(item).outcome is ItemOutcome.REFERRED_UP:
        raise NotAllowedNow(act="pass_up", state=ItemOutcome.REFERRED_UP)
    passed = settling.pass_up(meeting, item, reason)
    matter = meeting.item(item)
    issue = book.get(Issue, matter.issue) if matter.issue is not None else None
    book.put(
        Referral(
            id=book.new_id(),
            body=meeting.body,
            to_body=parent,
            title=matter.title,
            reason=trim(reason),
            sent_at=by.at,
            tried=with_what_was(book, issue, tried),
            text=matter.proposal,
            wanted_by=wanted_by,
            meeting=meeting.id,
            item=item,
            issue=matter.issue,
            follows=came_with(book, matter.issue),
            **(as_it_was(issue) if issue is not None else _as_item(matter)),
        )
    )
    return passed


def _as_item(item: AgendaItem) -> Facts:
    return Facts(owners_matter=item.owners_matter, private=item.private)


def topic_of(book: Book, issue: str | None) -> str:
    """The topic of the issue that a task serves."""
    return book.get(Issue, issue).topic if issue else ""


def _task(
    book: Book, meeting: Meeting, decision: Decision, number: int, by: By, units: tuple[str, ...]
) -> FollowUp:
    id = book.new_id()
    assigned = not is_blank(decision.owner)
    given = Step(
        book.new_id(),
        meeting.body,
        id,
        StepKind.ASSIGN,
        by.at,
        by=by.actor,
        who="、".join((decision.owner, *units)),
    )
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
        units=units,
        deadline=decision.deadline,
        topic=topic_of(book, meeting.item(decision.item).issue),
        state=FollowUpState.ASSIGNED if assigned else FollowUpState.WAITING,
        steps=(given,) if assigned else (),
    )
