"""What the rule allows after a tie, without a quorum, or where a run-off is needed."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from meetings.chairing.moving import amendments_of
from meetings.chairing.outcomes import apply, last_vote
from meetings.chairing.quorum import may_be_talk, quorum_alarm
from meetings.chairing.tallying import put_vote
from meetings.chairing.voiding import why_not_again
from meetings.chairing.voting import open_vote
from meetings.errors import NotAllowedNow
from meetings.procedure.verdict import CastingVoteNotAllowed, Outcome
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.motions import MotionState
from meetings.sitting.votes import Vote, VoteState, options_verdict, rule_of, verdict


class WayOn(StrEnum):
    """One way to continue that a person may choose."""

    REVOTE = "revote"
    CASTING_VOTE = "casting_vote"
    RUN_OFF = "run_off"
    WAIT = "wait"
    """Suspend until enough people are there."""
    POSTPONE = "postpone"
    PASS_UP = "pass_up"
    INFORMAL_TALK = "informal_talk"


def ways_on(meeting: Meeting, vote: str, has_parent: bool = True) -> tuple[WayOn, ...]:
    """What may follow a vote that was tied, lacked its quorum, or needs a run-off.

    Empty where the vote is settled, void, or not the last on its motion. `has_parent` says
    whether there is a tier above.
    """
    taken = meeting.vote(vote)
    if meeting.state is not MeetingState.OPEN or last_vote(meeting, taken.motion) != taken:
        return ()
    if any(other.motion == taken.motion for other in meeting.open_votes):
        return ()
    moved_on = {ItemOutcome.POSTPONED, ItemOutcome.REFERRED_UP, ItemOutcome.WITHDRAWN}
    if meeting.item(taken.item).outcome in moved_on:
        return ()
    if taken.outcome is Outcome.INQUORATE:
        return ways_without_quorum(meeting, taken.item, has_parent) or _away(has_parent)
    found = []
    if _may_run_off(meeting, taken):
        found.append(WayOn.RUN_OFF)
    if taken.outcome is not Outcome.TIED and not found:
        return ()
    if not why_not_again(meeting, taken.motion):
        found.append(WayOn.REVOTE)
    if _may_cast(meeting, taken):
        found.append(WayOn.CASTING_VOTE)
    return (*found, *_away(has_parent))


def ways_without_quorum(
    meeting: Meeting, item: str | None = None, has_parent: bool = True
) -> tuple[WayOn, ...]:
    """What may be done while the quorum is missing; empty while it is there."""
    if quorum_alarm(meeting, item) is None:
        return ()
    found = [WayOn.WAIT, *_away(has_parent)]
    if may_be_talk(meeting):
        found.append(WayOn.INFORMAL_TALK)
    return tuple(found)


def cast(meeting: Meeting, vote: str, chair_for: bool) -> Meeting:
    """The chair breaks a tie where the rule allows it; raises CastingVoteNotAllowed."""
    meeting.require("cast", MeetingState.OPEN)
    taken = meeting.vote(vote)
    if not _may_cast(meeting, taken):
        raise CastingVoteNotAllowed(why="already_cast" if taken.casting is not None else "rule")
    decided = replace(taken, casting=chair_for)
    decided = replace(decided, outcome=verdict(decided, meeting.in_force).outcome)
    return apply(put_vote(meeting, decided), decided)


def _may_cast(meeting: Meeting, taken: Vote) -> bool:
    rule = rule_of(taken, meeting.in_force)
    moved = meeting.motion(taken.motion)
    decided_since = moved.amends is not None and not meeting.motion(moved.amends).open
    return (
        rule.casting_vote
        and not rule.owners
        and not taken.options
        and taken.state is VoteState.CLOSED
        and taken.outcome is Outcome.TIED
        and taken.casting is None
        and moved.state is MotionState.LOST
        and not decided_since
        and last_vote(meeting, moved.id) == taken
    )


def run_off(
    meeting: Meeting, id: str, vote: str, at: datetime, among: tuple[str, ...] = (), least: int = 2
) -> Meeting:
    """Let those who meet again, or who else is named, be voted on; raises NotAllowedNow."""
    taken = meeting.vote(vote)
    if not _may_run_off(meeting, taken):
        raise NotAllowedNow(act="run_off", state=taken.outcome or taken.state)
    found = options_verdict(taken, meeting.in_force)
    return open_vote(
        meeting,
        id,
        taken.motion,
        taken.method,
        at,
        options=among or found.runoff,
        choose=min(taken.choose, found.runoff_seats),
        seats=found.runoff_seats,
        run_off_of=vote,
        least=least,
    )


def _may_run_off(meeting: Meeting, taken: Vote) -> bool:
    """Those who meet again are fewer than before, or the rule still allows a re-vote.

    An amendment put since comes first, as before any vote on the motion.
    """
    if not taken.options or taken.state is not VoteState.CLOSED or taken.outcome is Outcome.PASSED:
        return False
    if last_vote(meeting, taken.motion) != taken or not meeting.motion(taken.motion).open:
        return False
    if amendments_of(meeting, taken.motion):
        return False
    runoff = options_verdict(taken, meeting.in_force).runoff
    same = sum(
        1
        for other in meeting.votes
        if other.motion == taken.motion
        and other.state is VoteState.CLOSED
        and {option.label for option in other.options} == set(runoff)
    )
    return bool(runoff) and same <= meeting.in_force.revotes


def _away(has_parent: bool) -> tuple[WayOn, ...]:
    return (WayOn.POSTPONE, WayOn.PASS_UP) if has_parent else (WayOn.POSTPONE,)
