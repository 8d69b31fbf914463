"""How answers and counts of each method become the counts of a vote."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from meetings.chairing.quorum import names
from meetings.clean import is_blank, trim
from meetings.dataclass import dataclass
from meetings.errors import MeetingError, Missing, NotAllowedNow
from meetings.procedure.ballots import OptionTally
from meetings.procedure.counts import Tally
from meetings.procedure.rules import Rule, Voters
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.presence import labels, may_vote, recused_from
from meetings.sitting.votes import (
    Ballot,
    Choice,
    Electorate,
    Method,
    Objection,
    Vote,
    VoteState,
    marks_of,
    tally_of,
)


class BallotRefused(MeetingError):
    """An answer cannot be taken: `name`, `why` (not_in_room, twice, recused, marks)."""

    name: str
    why: Literal["not_in_room", "twice", "recused", "marks"]


class TellersDiffer(MeetingError):
    """Two tellers counted differently: `first`, `second` (names), `counts` ((what, a, b), …)."""

    first: str
    second: str
    counts: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class TellerCount:
    """What one teller counted, without having seen the other's figures."""

    name: str
    tally: Tally
    options: tuple[OptionTally, ...] = ()


@dataclass(frozen=True, slots=True)
class ToCall:
    """One name of a roll call; `holder` answers for somebody away."""

    name: str
    holder: str = ""


def to_call(meeting: Meeting, vote: str) -> tuple[ToCall, ...]:
    """Who may answer on this item now, each name once, those spoken for by their holders."""
    taken = meeting.vote(vote)
    room = names(meeting, meeting.room(taken.item))
    return (
        *(ToCall(name) for name in room.present),
        *(ToCall(pair.principal, pair.holder) for pair in room.represented),
    )


def agreed(first: TellerCount, second: TellerCount) -> None:
    """Compare what two tellers counted; raises Missing (tellers), TellersDiffer."""
    if is_blank(first.name) or is_blank(second.name) or first.name == second.name:
        raise Missing(what="tellers")
    ours, theirs = _figures(first), _figures(second)
    differ = tuple(
        (what, ours.get(what, 0), theirs.get(what, 0))
        for what in dict.fromkeys((*ours, *theirs))
        if ours.get(what, 0) != theirs.get(what, 0)
    )
    if differ:
        raise TellersDiffer(first=first.name, second=second.name, counts=differ)


def _figures(count: TellerCount) -> dict[str, int]:
    marked = {f"option:{option.label}": option.votes for option in count.options}
    return {**count.tally.by_side(), **marked}


def answer(
    meeting: Meeting,
    vote: str,
    name: str,
    choice: Choice | None,
    marks: Sequence[str] = (),
) -> Meeting:
    """Keep one answer of a roll call while it goes on; None takes it out again.

    Raises NotAllowedNow, BallotRefused.
    """
    taken = _taking(meeting, vote, Method.ROLL_CALL, MeetingState.OPEN)
    called = {call.name: call.holder for call in to_call(meeting, vote)}
    rest = tuple(ballot for ballot in taken.ballots if ballot.name != name)
    if choice is None:
        return put_vote(meeting, replace(taken, ballots=rest))
    if name not in called or choice is Choice.INVALID:
        raise BallotRefused(name=name, why="not_in_room" if name not in called else "marks")
    given = Ballot(name, choice, _marks(taken, name, choice, marks), called[name])
    return put_vote(meeting, replace(taken, ballots=(*rest, given)))


def register_return(
    meeting: Meeting,
    vote: str,
    name: str,
    choice: Choice,
    at: datetime,
    marks: Sequence[str] = (),
) -> Meeting:
    """Register one return of a written vote, once a name; raises NotAllowedNow, BallotRefused."""
    taken = _taking(meeting, vote, Method.WRITTEN, MeetingState.OPEN, MeetingState.SUSPENDED)
    name = trim(name)
    if not name:
        raise Missing(what="name")
    if any(ballot.name == name for ballot in taken.ballots):
        raise BallotRefused(name=name, why="twice")
    _check_asked(meeting, taken, name)
    given = Ballot(name, choice, _marks(taken, name, choice, marks), at=at)
    return put_vote(meeting, replace(taken, ballots=(*taken.ballots, given)))


def asked_in_writing(meeting: Meeting, item: str) -> tuple[str, ...]:
    """Whose return a written vote on the item may take, in the order of the roll."""
    rule, called = meeting.in_force, labels(meeting.roll)
    back = recused_from(item, meeting.presence)
    return tuple(
        called[entry.person]
        for entry in meeting.roll
        if may_vote(entry, rule) and entry.person not in back
    )


def _check_asked(meeting: Meeting, taken: Vote, name: str) -> None:
    if name in asked_in_writing(meeting, taken.item):
        return
    on_roll = name in labels(meeting.roll).values()
    if on_roll or meeting.in_force.voters is not Voters.EVERYBODY:
        recused = written_electorate(meeting, taken.item, ()).recused
        raise BallotRefused(name=name, why="recused" if name in recused else "not_in_room")


def written_electorate(meeting: Meeting, item: str, ballots: Sequence[Ballot]) -> Electorate:
    """Who was asked, and as present those who answered."""
    called = labels(meeting.roll)
    back = recused_from(item, meeting.presence)
    answered = [ballot.name for ballot in ballots if ballot.choice is not Choice.NOT_VOTING]
    return Electorate(
        expected=tuple(called[e.person] for e in meeting.roll if e.votes),
        present=tuple(answered),
        recused=tuple(
            called[e.person]
            for e in meeting.roll
            if e.person in back and may_vote(e, meeting.in_force)
        ),
    )


def by_name(taken: Vote, room: Electorate, ballots: Sequence[Ballot]) -> tuple[Ballot, ...]:
    """A whole roll call: each voter in the room once; who did not answer did not vote.

    Raises Missing where nobody answered, BallotRefused.
    """
    given = {ballot.name: ballot for ballot in (*taken.ballots, *ballots)}
    if not given:
        raise Missing(what="ballots")
    if len({ballot.name for ballot in ballots}) < len(ballots):
        listed = [ballot.name for ballot in ballots]
        twice = next(name for name in listed if listed.count(name) > 1)
        raise BallotRefused(name=twice, why="twice")
    holders = dict.fromkeys(room.present, "")
    holders |= {pair.principal: pair.holder for pair in room.represented}
    for name in given:
        if name not in holders:
            recused = name in room.recused
            raise BallotRefused(name=name, why="recused" if recused else "not_in_room")
    return tuple(
        replace(given.get(name, Ballot(name, Choice.NOT_VOTING)), holder=holder)
        for name, holder in holders.items()
    )


def without_objections(objections: Sequence[Objection], room: Electorate, rule: Rule) -> Tally:
    """The counts of a consensus: all who can vote are for, but those whose objection stands."""
    standing = len({objection.name for objection in objections if objection.stands})
    return Tally(max(0, room.votes(rule) - standing), standing)


def named_counts(taken: Vote, ballots: tuple[Ballot, ...]) -> tuple[Tally, tuple[OptionTally, ...]]:
    """The counts of answers with names."""
    labels_of = tuple(option.label for option in taken.options)
    return tally_of(ballots), marks_of(ballots, labels_of)


def put_vote(meeting: Meeting, vote: Vote) -> Meeting:
    """Change a vote."""
    return replace(meeting, votes=tuple(vote if v.id == vote.id else v for v in meeting.votes))


def _taking(meeting: Meeting, vote: str, method: Method, *states: MeetingState) -> Vote:
    meeting.require("answer", *states)
    taken = meeting.vote(vote)
    if taken.state is not VoteState.OPEN or taken.method is not method:
        raise NotAllowedNow(act="answer", state=taken.state)
    return taken


def _marks(taken: Vote, name: str, choice: Choice, marks: Sequence[str]) -> tuple[str, ...]:
    """The options an answer chooses; none where it is not for anything."""
    allowed = {option.label for option in taken.options}
    wanted = choice is Choice.FOR and bool(taken.options)
    fits = 1 <= len(marks) <= taken.choose if wanted else not marks
    against = choice is Choice.AGAINST and bool(taken.options)
    if not fits or against or len(set(marks)) < len(marks) or not set(marks) <= allowed:
        raise BallotRefused(name=name, why="marks")
    return tuple(marks)
