"""Acts on votes that must not stand, or must be taken once more; nothing is erased."""

from dataclasses import replace
from datetime import datetime

from meetings.chairing.moving import put_motion, require_amendable
from meetings.chairing.outcomes import last_vote, with_amended_text, with_item_outcome
from meetings.chairing.tallying import put_vote
from meetings.clean import is_blank, trim
from meetings.errors import NotAllowedNow, ReasonNeeded
from meetings.procedure.verdict import Outcome
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.motions import MotionState
from meetings.sitting.votes import VoteState, rule_of

OPEN = MeetingState.OPEN


def cancel_vote(meeting: Meeting, vote: str) -> Meeting:
    """Leave a vote that was opened and not yet counted.

    The motion that stands for an election goes with its only round: nobody moved it, and without
    names it must not be voted on as a motion.
    """
    taken = meeting.vote(vote)
    if taken.state is not VoteState.OPEN:
        raise NotAllowedNow(act="cancel_vote", state=taken.state)
    votes = tuple(v for v in meeting.votes if v.id != vote)
    if taken.election is None or any(v.motion == taken.motion for v in votes):
        return replace(meeting, votes=votes)
    motions = tuple(motion for motion in meeting.motions if motion.id != taken.motion)
    return replace(meeting, votes=votes, motions=motions)


def void_vote(meeting: Meeting, vote: str, reason: str, at: datetime | None = None) -> Meeting:
    """Declare a vote void; it is kept, and where it was the last its motion is open again.

    Raises ReasonNeeded, NotAllowedNow (`vote_follows` where a later one stands on it).
    """
    meeting.require("void_vote", OPEN, MeetingState.ENDED)
    if is_blank(reason):
        raise ReasonNeeded(act="void_vote")
    taken = meeting.vote(vote)
    if taken.state is not VoteState.CLOSED:
        raise NotAllowedNow(act="void_vote", state=taken.state)
    moved = meeting.motion(taken.motion)
    follows = any(v.run_off_of == vote and v.state is not VoteState.VOID for v in meeting.votes)
    if follows or (moved.amends is not None and not meeting.motion(moved.amends).open):
        raise NotAllowedNow(act="void_vote", state="vote_follows")
    if moved.amends is not None:
        require_amendable(meeting, moved.amends, "void_vote")
    was_last = last_vote(meeting, moved.id) == taken
    voided = replace(taken, state=VoteState.VOID, void_reason=trim(reason), voided_at=at)
    saved = put_vote(meeting, voided)
    if not was_last or any(v.motion == moved.id for v in meeting.open_votes):
        return saved
    reopened = put_motion(saved, replace(moved, state=MotionState.SECONDED))
    if moved.amends is not None:
        return with_amended_text(reopened, moved.amends)
    return with_item_outcome(reopened, taken.item)


def vote_again(meeting: Meeting, motion: str) -> Meeting:
    """After a tie, once more and after more debate, as often as the rule allows."""
    meeting.require("vote_again", OPEN)
    moved = meeting.motion(motion)
    why = why_not_again(meeting, motion)
    if why:
        raise NotAllowedNow(act="vote_again", state=why)
    if moved.amends is not None:
        require_amendable(meeting, moved.amends, "vote_again")
    reopened = put_motion(meeting, replace(moved, state=MotionState.SECONDED))
    return reopened if moved.amends else with_item_outcome(reopened, moved.item)


def why_not_again(meeting: Meeting, motion: str) -> str:
    """Why a motion cannot be voted on again, as the state of a NotAllowedNow; "" where it can."""
    moved = meeting.motion(motion)
    taken = last_vote(meeting, motion)
    if taken is None or taken.outcome is not Outcome.TIED or taken.options:
        return moved.state
    if moved.state is not MotionState.LOST:
        return moved.state
    if moved.amends is not None and not meeting.motion(moved.amends).open:
        return meeting.motion(moved.amends).state
    ties = sum(
        1 for v in meeting.votes
        if v.motion == motion and v.state is VoteState.CLOSED and v.outcome is Outcome.TIED
    )  # fmt: skip
    rule = rule_of(taken, meeting.in_force)
    return "no_more_revotes" if ties > rule.revotes else ""
