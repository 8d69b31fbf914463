"""Acts of a vote: open it, preview it, and close it with the room as it is then."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from meetings.chairing.moving import amendments_of
from meetings.chairing.outcomes import apply, elections_of
from meetings.chairing.quorum import names, quorum_met, quorum_needed
from meetings.chairing.tallying import (
    BallotRefused,
    TellerCount,
    agreed,
    by_name,
    named_counts,
    put_vote,
    without_objections,
    written_electorate,
)
from meetings.clean import is_blank, trim
from meetings.errors import Missing, NotAllowedNow
from meetings.procedure.ballots import OptionsNotPossible, OptionTally, check_paper
from meetings.procedure.counts import Tally
from meetings.procedure.owners_matters import OwnersPoll
from meetings.procedure.rules import Rule
from meetings.procedure.verdict import Verdict, judge, judge_uncounted
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.motions import MotionState
from meetings.sitting.votes import (
    BY_NAME,
    Ballot,
    CountsDoNotFit,
    Election,
    Electorate,
    Method,
    Objection,
    QuorumNotReached,
    Vote,
    VoteState,
    at_the_polls,
    judged,
    may_be_cast,
    rule_of,
    took_part,
)

OPEN = MeetingState.OPEN


def open_vote(
    meeting: Meeting,
    id: str,
    motion: str,
    method: Method,
    at: datetime,
    options: Sequence[str] = (),
    choose: int = 1,
    seats: int = 1,
    run_off_of: str | None = None,
    owners: OwnersPoll | None = None,
    least: int = 2,
) -> Meeting:
    """Put a motion to the vote, or several `options` among which it chooses.

    Raises NotAllowedNow (a vote is open, the motion lacks its second, an amendment comes first,
    the meeting is informal, only owners decide) and QuorumNotReached; a written vote and one of
    the `owners` find their quorum in the returns. What stands for an election is voted on only
    among options: with fewer than `least`, InvalidBallot.
    """
    meeting.require("open_vote", OPEN)
    if meeting.informal:
        raise NotAllowedNow(act="open_vote", state="informal")
    moved = meeting.motion(motion)
    if any(vote.motion == motion for vote in meeting.open_votes):
        raise NotAllowedNow(act="open_vote", state="vote_open")
    if method is not Method.WRITTEN:
        meeting.require_no_hands("open_vote")
    if moved.state is not MotionState.SECONDED:
        raise NotAllowedNow(act="open_vote", state=moved.state)
    if amendments_of(meeting, motion):
        raise NotAllowedNow(act="open_vote", state="amendment_first")
    paper = tuple(OptionTally(trim(label), 0) for label in options)
    if paper or motion in elections_of(meeting, moved.item):
        _check_options(meeting.in_force, paper, choose, seats, least)
        if method is Method.CONSENSUS or moved.amends is not None:
            raise NotAllowedNow(act="open_vote", state="options")
    if meeting.in_force.owners and owners is None:
        raise NotAllowedNow(act="open_vote", state="owners_only")
    if method is not Method.WRITTEN and owners is None and not at_the_polls(meeting.in_force):
        _require_quorum(meeting, moved.item)
    vote = Vote(
        id,
        meeting.body,
        meeting.id,
        moved.item,
        motion,
        1 + sum(1 for vote in meeting.votes if vote.motion == motion),
        method,
        at,
        text=moved.text,
        options=paper,
        choose=choose,
        seats=seats,
        run_off_of=run_off_of,
        owners=owners,
    )
    return replace(meeting, votes=(*meeting.votes, vote))


def _check_options(
    rule: Rule, paper: tuple[OptionTally, ...], choose: int, seats: int, least: int
) -> None:
    if rule.owners or rule.veto:
        raise OptionsNotPossible(rule=rule.preset, why="owners" if rule.owners else "veto")
    check_paper(paper, choose, seats, least)


def _require_quorum(meeting: Meeting, item: str) -> None:
    if not quorum_met(meeting, item):
        room = meeting.room(item)
        raise QuorumNotReached(
            present=room.quorum_count(meeting.in_force),
            represented=room.proxies_counted(meeting.in_force),
            needed=quorum_needed(meeting),
            expected=len(room.expected),
        )


def preview(meeting: Meeting, vote: str, tally: Tally, override_reason: str = "") -> Verdict:
    """The verdict if the vote closed now with these counts; raises CountsDoNotFit."""
    taken = meeting.vote(vote)
    electorate = names(meeting, meeting.room(taken.item))
    rule = rule_of(taken, meeting.in_force)
    _check_fit(electorate, rule, tally, override_reason)
    base = took_part(rule, electorate, tally, taken.election)
    return judge(rule, base, tally, override_reason=override_reason)


def close_vote(
    meeting: Meeting,
    vote: str,
    at: datetime,
    tally: Tally | None = None,
    ballots: tuple[Ballot, ...] = (),
    override_reason: str = "",
    options: tuple[OptionTally, ...] = (),
    tellers: tuple[TellerCount, ...] = (),
    objections: tuple[Objection, ...] | None = None,
) -> Meeting:
    """Close a vote with its counts, its answers by name, or what two tellers counted.

    The room is frozen with it. Raises CountsDoNotFit where the counts exceed the room and no
    reason is given; Missing (counts, ballots, tellers); BallotRefused; TellersDiffer; and the
    errors of the verdict.
    """
    taken = _closing(meeting, vote)
    electorate = names(meeting, meeting.room(taken.item))
    if taken.method is Method.WRITTEN:
        ballots = (*taken.ballots, *ballots)
        electorate = _answered(meeting, taken, ballots)
    elif ballots or taken.method is Method.ROLL_CALL:
        ballots = by_name(taken, electorate, ballots)
    if taken.method is Method.SECRET:
        if ballots:
            raise NotAllowedNow(act="ballots", state=Method.SECRET)
        tally, options = _by_tellers(tellers)
    elif taken.method in BY_NAME or ballots:
        tally, options = named_counts(taken, ballots)
    elif tally is None and objections is not None:
        tally = without_objections(objections, electorate, meeting.in_force)
    if tally is None:
        raise Missing(what="counts")
    if {option.label for option in options} != {option.label for option in taken.options}:
        raise Missing(what="options")
    _check_fit(electorate, meeting.in_force, tally, override_reason, taken.election)
    return settled(
        meeting,
        replace(
            taken,
            closed_at=at,
            electorate=electorate,
            tally=tally,
            ballots=ballots,
            override_reason=trim(override_reason),
            options=options,
            tellers=tuple(trim(teller.name) for teller in tellers),
            objections=objections or (),
            objections_asked=objections is not None,
        ),
    )


def close_uncounted(
    meeting: Meeting, vote: str, at: datetime, for_majority: bool, objections: int = 0
) -> Meeting:
    """Close a show of hands whose majority is clear without counting it (明显多数).

    Raises UncountedNotAllowed where the rule forbids it or anybody asks for the count.
    """
    taken = _closing(meeting, vote)
    if taken.method is not Method.HANDS or taken.options:
        raise NotAllowedNow(act="close_uncounted", state=taken.method)
    electorate = names(meeting, meeting.room(taken.item))
    judge_uncounted(meeting.in_force, electorate.base(), for_majority, objections)
    counted = replace(taken, closed_at=at, electorate=electorate, majority=for_majority)
    return settled(meeting, counted)


def _closing(meeting: Meeting, vote: str) -> Vote:
    taken = meeting.vote(vote)
    if taken.state is not VoteState.OPEN:
        raise NotAllowedNow(act="close_vote", state=taken.state)
    meeting.require("close_vote", OPEN, *({MeetingState.SUSPENDED} if _written(taken) else ()))
    return taken


def _written(vote: Vote) -> bool:
    return vote.method is Method.WRITTEN


def _answered(meeting: Meeting, taken: Vote, ballots: tuple[Ballot, ...]) -> Electorate:
    electorate = written_electorate(meeting, taken.item, ballots)
    if not ballots:
        raise Missing(what="ballots")
    listed = [ballot.name for ballot in ballots]
    for name in listed:
        if listed.count(name) > 1:
            raise BallotRefused(name=name, why="twice")
        if name in electorate.recused:
            raise BallotRefused(name=name, why="recused")
    return electorate


def _by_tellers(tellers: tuple[TellerCount, ...]) -> tuple[Tally, tuple[OptionTally, ...]]:
    if len(tellers) != 2:
        raise Missing(what="tellers")
    first, second = tellers
    agreed(first, second)
    return first.tally, first.options


def _check_fit(
    electorate: Electorate,
    rule: Rule,
    tally: Tally,
    override_reason: str,
    election: Election | None = None,
) -> None:
    if min(tally.for_, tally.against, tally.abstain, tally.invalid) < 0:
        raise Missing(what="counts")
    room = may_be_cast(rule, electorate, election)
    if not rule.owners and tally.handed_in > room and is_blank(override_reason):
        raise CountsDoNotFit(votes=tally.handed_in, present=room)


def settled(meeting: Meeting, counted: Vote) -> Meeting:
    """Judge a counted vote and let its verdict take effect on motion and item."""
    closed = replace(counted, state=VoteState.CLOSED)
    closed = replace(closed, outcome=judged(closed, meeting.in_force).outcome)
    return apply(put_vote(meeting, closed), closed)
