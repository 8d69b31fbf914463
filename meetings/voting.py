"""Acts of a vote: open, close on the room as it is, void, vote again."""

from dataclasses import replace
from datetime import datetime

from meetings.agenda import ItemOutcome
from meetings.errors import Missing, NotAllowedNow, ReasonNeeded
from meetings.floor import put_motion
from meetings.meeting import Meeting, MeetingState
from meetings.motions import MotionState, open_motions
from meetings.presence import Room
from meetings.rules import Rule
from meetings.verdict import Outcome, Tally, Verdict, judge
from meetings.votes import (
    Ballot,
    CountsDoNotFit,
    Electorate,
    Method,
    Proxy,
    QuorumNotReached,
    Vote,
    VoteState,
    tally_of,
    verdict,
)

OPEN = MeetingState.OPEN


def quorum_needed(meeting: Meeting) -> int:
    """How many must be there; 0 where the rule asks for none."""
    rule = meeting.in_force
    expected = sum(1 for entry in meeting.roll if entry.votes)
    if rule.quorum is None:
        return 0
    return rule.quorum.share.smallest(expected) or 1


def quorum_met(meeting: Meeting, item: str | None = None) -> bool:
    """The room, as it counts for an item, is enough to decide."""
    return meeting.room(item).quorum_count(meeting.in_force) >= quorum_needed(meeting)


def names(meeting: Meeting, room: Room) -> Electorate:
    """The room by names, as a vote keeps it."""
    label = {entry.person: entry.label for entry in meeting.roll}
    return Electorate(
        expected=tuple(label[p] for p in room.expected),
        present=tuple(label[p] for p in room.present),
        recused=tuple(label[p] for p in room.recused),
        represented=tuple(
            Proxy(label[pair.principal], label[pair.holder]) for pair in room.represented
        ),
    )


def open_vote(meeting: Meeting, id: str, motion: str, method: Method, at: datetime) -> Meeting:
    """Put a motion to the vote.

    Raises NotAllowedNow (a vote is open, the motion lacks its second, an amendment comes first,
    the meeting is informal) and QuorumNotReached.
    """
    meeting.require("open_vote", OPEN)
    if meeting.informal:
        raise NotAllowedNow(act="open_vote", state="informal")
    if meeting.open_vote is not None:
        raise NotAllowedNow(act="open_vote", state="vote_open")
    moved = meeting.motion(motion)
    if moved.state is not MotionState.SECONDED:
        raise NotAllowedNow(act="open_vote", state=moved.state)
    if any(m.amends == motion for m in open_motions(meeting.motions, moved.item)):
        raise NotAllowedNow(act="open_vote", state="amendment_first")
    rule = meeting.in_force
    if not quorum_met(meeting, moved.item):
        room = meeting.room(moved.item)
        raise QuorumNotReached(
            present=room.quorum_count(rule),
            needed=quorum_needed(meeting),
            expected=len(room.expected),
        )
    rounds = sum(1 for vote in meeting.votes if vote.motion == motion)
    vote = Vote(id, meeting.body, meeting.id, moved.item, motion, rounds + 1, method, at)
    return replace(meeting, votes=(*meeting.votes, vote))


def preview(meeting: Meeting, vote: str, tally: Tally, override_reason: str = "") -> Verdict:
    """The verdict if the vote closed now with these counts; raises CountsDoNotFit."""
    taken = meeting.vote(vote)
    electorate = names(meeting, meeting.room(taken.item))
    _check_fit(electorate, meeting.in_force, tally, override_reason)
    return judge(meeting.in_force, electorate.base(), tally, override_reason=override_reason)


def close_vote(
    meeting: Meeting,
    vote: str,
    at: datetime,
    tally: Tally | None = None,
    ballots: tuple[Ballot, ...] = (),
    override_reason: str = "",
) -> Meeting:
    """Close a vote with its counts, or its roll call; the room is frozen with it.

    Raises CountsDoNotFit where the counts exceed the room and no reason is given.
    """
    taken = meeting.vote(vote)
    if taken.state is not VoteState.OPEN:
        raise NotAllowedNow(act="close_vote", state=taken.state)
    counted = tally if tally is not None else tally_of(ballots)
    electorate = names(meeting, meeting.room(taken.item))
    _check_fit(electorate, meeting.in_force, counted, override_reason)
    closed = replace(
        taken,
        state=VoteState.CLOSED,
        closed_at=at,
        electorate=electorate,
        tally=counted,
        ballots=ballots,
        override_reason=override_reason.strip(),
    )
    closed = replace(closed, outcome=verdict(closed, meeting.in_force).outcome)
    return _apply(put_vote(meeting, closed), closed)


def cancel_vote(meeting: Meeting, vote: str) -> Meeting:
    """Leave a vote that was opened and not yet counted."""
    taken = meeting.vote(vote)
    if taken.state is not VoteState.OPEN:
        raise NotAllowedNow(act="cancel_vote", state=taken.state)
    return replace(meeting, votes=tuple(v for v in meeting.votes if v.id != vote))


def void_vote(meeting: Meeting, vote: str, reason: str) -> Meeting:
    """Declare a vote void; it is kept, and its motion is open again."""
    meeting.require("void_vote", OPEN, MeetingState.ENDED)
    if not reason.strip():
        raise ReasonNeeded(act="void_vote")
    taken = meeting.vote(vote)
    if taken.state is not VoteState.CLOSED:
        raise NotAllowedNow(act="void_vote", state=taken.state)
    voided = replace(taken, state=VoteState.VOID, void_reason=reason.strip())
    item = replace(meeting.item(taken.item), outcome=None)
    moved = meeting.motion(taken.motion)
    reopened = put_motion(put_vote(meeting, voided), replace(moved, state=MotionState.SECONDED))
    return replace(reopened, items=tuple(item if i.id == item.id else i for i in reopened.items))


def vote_again(meeting: Meeting, motion: str) -> Meeting:
    """After a tie, once more and after more debate, as often as the rule allows."""
    meeting.require("vote_again", OPEN)
    moved = meeting.motion(motion)
    taken = [v for v in meeting.votes if v.motion == motion and v.state is VoteState.CLOSED]
    if not taken or taken[-1].outcome is not Outcome.TIED:
        raise NotAllowedNow(act="vote_again", state=moved.state)
    if len(taken) > meeting.in_force.revotes:
        raise NotAllowedNow(act="vote_again", state="no_more_revotes")
    return put_motion(meeting, replace(moved, state=MotionState.SECONDED))


def put_vote(meeting: Meeting, vote: Vote) -> Meeting:
    """Change a vote."""
    return replace(meeting, votes=tuple(vote if v.id == vote.id else v for v in meeting.votes))


def _check_fit(electorate: Electorate, rule: Rule, tally: Tally, override_reason: str) -> None:
    votes = tally.for_ + tally.against + tally.abstain + tally.invalid
    if min(tally.for_, tally.against, tally.abstain, tally.invalid) < 0:
        raise Missing(what="counts")
    if votes > electorate.votes(rule) and not override_reason.strip():
        raise CountsDoNotFit(votes=votes, present=electorate.votes(rule))


def _apply(meeting: Meeting, vote: Vote) -> Meeting:
    """What the verdict does to the motion, to what it amends, and to the item."""
    moved = meeting.motion(vote.motion)
    passed = vote.outcome is Outcome.PASSED
    decided = put_motion(
        meeting, replace(moved, state=MotionState.CARRIED if passed else MotionState.LOST)
    )
    if moved.amends is not None:
        if not passed:
            return decided
        target = decided.motion(moved.amends)
        return put_motion(
            decided,
            replace(target, text=moved.text, original=target.original or target.text),
        )
    if vote.outcome is Outcome.TIED:
        outcome = ItemOutcome.TIED
    elif not passed:
        outcome = ItemOutcome.REJECTED
    elif vote.method is Method.CONSENSUS:
        outcome = ItemOutcome.AGREED
    else:
        outcome = ItemOutcome.ADOPTED_MODIFIED if moved.original else ItemOutcome.ADOPTED
    item = replace(decided.item(vote.item), outcome=outcome)
    return replace(decided, items=tuple(item if i.id == item.id else i for i in decided.items))
