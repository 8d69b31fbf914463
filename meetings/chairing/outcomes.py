"""What a vote does to its motion, to what the motion amends, and to the item."""

from dataclasses import replace

from meetings.chairing.floor import put_item
from meetings.chairing.moving import put_motion
from meetings.procedure.rules import Rule
from meetings.procedure.verdict import Outcome
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting import Meeting
from meetings.sitting.motions import Motion, MotionState
from meetings.sitting.votes import Method, Vote, VoteState, options_verdict

VOTED = frozenset(
    {ItemOutcome.ADOPTED, ItemOutcome.ADOPTED_MODIFIED, ItemOutcome.REJECTED, ItemOutcome.TIED}
)
"""Outcomes that only a vote can give."""


def last_vote(meeting: Meeting, motion: str) -> Vote | None:
    """The newest vote on a motion that is not void."""
    standing = [
        vote for vote in meeting.votes if vote.motion == motion and vote.state is VoteState.CLOSED
    ]
    return standing[-1] if standing else None


def apply(meeting: Meeting, vote: Vote) -> Meeting:
    """Let a counted vote take effect; one without a quorum has none and leaves the motion open."""
    moved = meeting.motion(vote.motion)
    state = _state(meeting, vote)
    decided = put_motion(meeting, replace(moved, state=state))
    if moved.amends is not None:
        return with_amended_text(decided, moved.amends)
    return with_item_outcome(decided, vote.item)


def _state(meeting: Meeting, vote: Vote) -> MotionState:
    if vote.outcome is Outcome.INQUORATE:
        return MotionState.SECONDED
    if vote.outcome is Outcome.PASSED:
        return MotionState.CARRIED
    if vote.options and options_verdict(vote, meeting.in_force).runoff:
        return MotionState.SECONDED
    return MotionState.LOST


def with_amended_text(meeting: Meeting, motion: str) -> Meeting:
    """The meeting with the motion's text changed by its carried amendments, in order of voting."""
    target = meeting.motion(motion)
    base = target.original or target.text
    text = base
    for vote in meeting.votes:
        if vote.state is VoteState.CLOSED and meeting.motion(vote.motion).amends == motion:
            amendment = meeting.motion(vote.motion)
            if amendment.state is MotionState.CARRIED and last_vote(meeting, amendment.id) == vote:
                text = amendment.text
    original = base if text != base else ""
    return put_motion(meeting, replace(target, text=text, original=original))


def with_item_outcome(meeting: Meeting, item: str) -> Meeting:
    """The meeting with the item's outcome taken from its motions; None while none is decided."""
    settled = replace(meeting.item(item), outcome=outcome_of(meeting, item), reason="")
    return put_item(meeting, settled)


def elections_of(meeting: Meeting, item: str) -> frozenset[str]:
    """Ids of the motions of an item that represent its elections."""
    return frozenset(
        vote.motion for vote in meeting.votes if vote.item == item and vote.election is not None
    )


def chosen(meeting: Meeting, vote: str) -> tuple[str, ...]:
    """Who or what won, in this vote and in those it is a run-off of.

    Of an election without those who declined, and with who takes a seat in their place.
    """
    taken = meeting.vote(vote)
    before = chosen(meeting, taken.run_off_of) if taken.run_off_of else ()
    if not taken.options:
        return before
    return (*before, *seated(taken, meeting.in_force))


def seated(vote: Vote, rule: Rule) -> tuple[str, ...]:
    """Who or what won in one round alone, without who declined, with who took such a seat."""
    won = options_verdict(vote, rule).winners
    if vote.election is None:
        return won
    declined = {one.name for one in vote.election.declined}
    followed = [one.successor for one in vote.election.declined if one.successor]
    return tuple(name for name in (*won, *followed) if name not in declined)


def by_election(meeting: Meeting, item: str) -> bool:
    """Whether the item's outcome comes from its elections alone, no other motion being decided."""
    elections = elections_of(meeting, item)
    if not elections or meeting.item(item).outcome not in VOTED:
        return False
    return not [motion for motion in _decided(meeting, item) if motion.id not in elections]


def options_chosen(meeting: Meeting, item: str) -> tuple[str, ...]:
    """The options that won where a motion of the item was put as several; none of elections."""
    if meeting.item(item).outcome not in {ItemOutcome.ADOPTED, ItemOutcome.ADOPTED_MODIFIED}:
        return ()
    elections = elections_of(meeting, item)
    found: list[str] = []
    for motion in _decided(meeting, item):
        last = last_vote(meeting, motion.id)
        carried = motion.state is MotionState.CARRIED and motion.id not in elections
        if carried and last is not None and last.options:
            found += chosen(meeting, last.id)
    return tuple(found)


def _decided(meeting: Meeting, item: str) -> list[Motion]:
    return [
        motion
        for motion in meeting.motions
        if motion.item == item
        and motion.amends is None
        and motion.state in {MotionState.CARRIED, MotionState.LOST}
    ]


def outcome_of(meeting: Meeting, item: str) -> ItemOutcome | None:
    """The outcome that the votes on an item's motions give it; amendments give none.

    An election gives one only where no motion was decided beside it; one that was left with
    some of its seats filled has elected somebody.
    """
    elections = elections_of(meeting, item)
    decided = [motion for motion in _decided(meeting, item) if motion.id not in elections]
    if not decided:
        return _of_elections(meeting, elections)
    carried = [motion for motion in decided if motion.state is MotionState.CARRIED]
    if carried:
        return _adopted(meeting, carried, decided)
    votes = [last_vote(meeting, motion.id) for motion in decided]
    if any(vote is not None and vote.outcome is Outcome.TIED for vote in votes):
        return ItemOutcome.TIED
    return ItemOutcome.REJECTED if decided else None


def _of_elections(meeting: Meeting, elections: frozenset[str]) -> ItemOutcome | None:
    """Adopted where somebody was elected and nothing more is to be voted on."""
    over = [
        (motion, last_vote(meeting, motion.id))
        for motion in meeting.motions
        if motion.id in elections and not motion.open
    ]
    ended = [(motion, vote) for motion, vote in over if vote is not None]
    if any(chosen(meeting, vote.id) for _motion, vote in ended):
        return ItemOutcome.ADOPTED
    tied = any(vote.outcome is Outcome.TIED for _motion, vote in ended)
    return (ItemOutcome.TIED if tied else ItemOutcome.REJECTED) if ended else None


def _adopted(meeting: Meeting, carried: list[Motion], decided: list[Motion]) -> ItemOutcome:
    parts_lost = any(motion.part_of and motion not in carried for motion in decided)
    if parts_lost or any(motion.original for motion in carried):
        return ItemOutcome.ADOPTED_MODIFIED
    votes = [last_vote(meeting, motion.id) for motion in carried]
    agreed = all(vote is not None and vote.method is Method.CONSENSUS for vote in votes)
    return ItemOutcome.AGREED if agreed else ItemOutcome.ADOPTED


def on_void_vote(meeting: Meeting, decision: Decision) -> bool:
    """Whether the decision rests on a vote that was declared void later."""
    return decision.vote is not None and any(
        vote.id == decision.vote and vote.state is VoteState.VOID for vote in meeting.votes
    )
