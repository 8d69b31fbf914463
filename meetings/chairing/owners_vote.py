"""A joint decision of the owners: the roll frozen as it opens, answers by name, exact sums."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from meetings.chairing.voting import open_vote, settled
from meetings.community.units import Unit, heads, total_area
from meetings.dataclass import dataclass
from meetings.errors import MeetingError, Missing, NotAllowedNow
from meetings.procedure.counts import Base, Tally
from meetings.procedure.owners import Areas
from meetings.procedure.owners_matters import OwnersMatter, OwnersPoll, owners_rule
from meetings.procedure.verdict import Verdict, judge
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.votes import Choice, Electorate, Method, Vote, VoteState

METHODS = (Method.ROLL_CALL, Method.HANDS, Method.SECRET, Method.WRITTEN)
"""How owners may vote; art. 278 does not provide for consensus."""

ANSWERS = (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN, Choice.INVALID)


class NoUnits(MeetingError):
    """No exclusive part that counts is registered: `body`."""

    body: str


class AnsweredAlready(MeetingError):
    """This owner has answered: `owner`, `choice`."""

    owner: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class OwnerAnswer:
    """One owner on the roll of one vote, frozen as it opened, and the answer once it is there."""

    id: str
    body: str
    vote: str
    owner: str
    units: tuple[str, ...]
    area: int
    """Hundredths of m² of everything the owner has."""
    choice: Choice | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnersCount:
    """Heads and areas by answer."""

    tally: Tally
    areas: Areas


def open_owners_vote(
    meeting: Meeting,
    id: str,
    motion: str,
    method: Method,
    at: datetime,
    matter: OwnersMatter,
    units: Sequence[Unit],
    follow_majority_source: str | None = None,
) -> Meeting:
    """Put a motion to the owners; who they are and what they own is fixed now.

    Raises NoUnits, SourceNeeded, NotAllowedNow.
    """
    owners = heads(units)
    if not owners:
        raise NoUnits(body=meeting.body)
    if method not in METHODS:
        raise NotAllowedNow(act="open_vote", state=method)
    poll = OwnersPoll(
        matter,
        owners_rule(matter, follow_majority_source),
        heads=len(owners),
        units=sum(1 for unit in units if unit.counted),
        area=total_area(units),
    )
    return open_vote(meeting, id, motion, method, at, owners=poll)


def roll(body: str, vote: str, units: Iterable[Unit], ids: Iterable[str]) -> list[OwnerAnswer]:
    """One line an owner, without an answer yet; `ids` are as many as there are owners."""
    return [
        OwnerAnswer(id, body, vote, head.owner, head.units, head.area)
        for head, id in zip(heads(units), ids, strict=True)
    ]


def answered(answer: OwnerAnswer, choice: Choice | None, at: datetime) -> OwnerAnswer:
    """Take one owner's answer, each once; None takes it out again to correct it.

    Raises AnsweredAlready, NotAllowedNow for an answer that owners cannot give.
    """
    if choice is None:
        return replace(answer, choice=None, at=None)
    if answer.choice is not None:
        raise AnsweredAlready(owner=answer.owner, choice=answer.choice)
    if choice not in ANSWERS:
        raise NotAllowedNow(act="answer", state=choice)
    return replace(answer, choice=choice, at=at)


def count(answers: Iterable[OwnerAnswer], total: int) -> OwnersCount:
    """Heads and areas of the answers, summed exactly; `total` is the whole area in hundredths."""
    given = [answer for answer in answers if answer.choice is not None]
    by_choice = [[a.area for a in given if a.choice is choice] for choice in ANSWERS]
    return OwnersCount(Tally(*map(len, by_choice)), Areas(total, *map(sum, by_choice)))


def poll_of(vote: Vote) -> OwnersPoll:
    """The owners' data of a vote; raises NotAllowedNow for any other vote."""
    if vote.owners is None:
        raise NotAllowedNow(act="owners_vote", state=vote.method)
    return vote.owners


def forming(vote: Vote, counted: OwnersCount) -> Verdict:
    """The verdict if the vote closed now with these sums; raises the errors of judge."""
    poll = poll_of(vote)
    return judge(poll.rule, Base(poll.heads, None), counted.tally, counted.areas)


def close_owners_vote(
    meeting: Meeting, vote: str, at: datetime, counted: OwnersCount, *, by_name: bool
) -> Meeting:
    """Close with heads and areas; raises Missing where nobody answered, and what judge raises."""
    taken = meeting.vote(vote)
    meeting.require("close_vote", MeetingState.OPEN, MeetingState.SUSPENDED)
    if taken.state is not VoteState.OPEN:
        raise NotAllowedNow(act="close_vote", state=taken.state)
    if not counted.tally.handed_in:
        raise Missing(what="ballots")
    forming(taken, counted)
    poll = replace(poll_of(taken), areas=counted.areas, by_name=by_name)
    # The people in the room are no part of it: the electorate is the frozen roll of owners.
    nobody = Electorate((), ())
    return settled(
        meeting,
        replace(taken, closed_at=at, electorate=nobody, tally=counted.tally, owners=poll),
    )


def awaits_owners(meeting: Meeting, item: str) -> bool:
    """The item belongs to the owners and no vote of theirs has decided it here."""
    return meeting.item(item).owners_matter and not any(
        vote.item == item
        and vote.owners is not None
        and vote.state is VoteState.CLOSED
        and verdict_stands(vote)
        for vote in meeting.votes
    )


def verdict_stands(vote: Vote) -> bool:
    """Whether enough owners took part for the vote to be valid, whatever its result."""
    poll = poll_of(vote)
    if vote.tally is None or poll.areas is None:
        return False
    return forming(vote, OwnersCount(vote.tally, poll.areas)).quorum_met
