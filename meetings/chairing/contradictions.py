"""Where two pages of one meeting would say different things of who was there, or of a count."""

from collections.abc import Iterator
from typing import Literal

from meetings.chairing.outcomes import VOTED, outcome_of
from meetings.clean import is_blank
from meetings.dataclass import dataclass
from meetings.errors import MeetingError
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import PLANNED
from meetings.sitting.presence import labels
from meetings.sitting.votes import BY_NAME, Choice, Method, Vote, VoteState, judged, tally_of

What = Literal["away_and_acted", "names_and_counts", "verdict", "outcome"]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two things that cannot both be so; `place` is the id of the row to go to."""

    what: What
    place: str
    words: str


def contradictions(meeting: Meeting) -> Iterator[Contradiction]:
    """Every fact on which two pages of the meeting would contradict each other."""
    if meeting.rule is None or meeting.state in PLANNED:
        return
    yield from _away_and_acted(meeting)
    for vote in meeting.votes:
        if vote.counted:
            yield from _of_vote(meeting, vote)
    yield from _outcomes(meeting)


def _away_and_acted(meeting: Meeting) -> Iterator[Contradiction]:
    """Somebody took part who is absent, excused, represented or unmarked in the attendance."""
    came = set(meeting.who_came().came)
    called = labels(meeting.roll)
    acted = {speech.person for speech in meeting.speeches if speech.person is not None}
    named = {
        name
        for motion in meeting.motions
        for name in (motion.mover, motion.seconder)
        if not motion.part_of
    }
    named |= {name for vote in meeting.votes for name in _took_part(vote)}
    same = [entry.name for entry in meeting.roll]
    for entry in meeting.roll:
        if entry.person in came:
            continue
        alone = same.count(entry.name) == 1
        if (
            entry.person in acted
            or called[entry.person] in named
            or (alone and entry.name in named)
        ):
            yield Contradiction("away_and_acted", entry.person, called[entry.person])


def _took_part(vote: Vote) -> Iterator[str]:
    """Names of the tellers, and for a valid vote of those in the room, who answered or objected.

    A written answer needs no presence, and a proxy is no presence of whom it stands for.
    """
    yield from vote.tellers
    if vote.state is VoteState.VOID:
        return
    yield from (objection.name for objection in vote.objections)
    if vote.method is Method.WRITTEN or vote.owners is not None:
        return
    if vote.electorate is not None:
        yield from (*vote.electorate.present, *vote.electorate.recused)
    yield from (b.holder or b.name for b in vote.ballots if b.choice is not Choice.NOT_VOTING)


def _of_vote(meeting: Meeting, vote: Vote) -> Iterator[Contradiction]:
    motion = vote.text or meeting.motion(vote.motion).text
    if vote.ballots and vote.method in BY_NAME and vote.tally != tally_of(vote.ballots):
        yield Contradiction("names_and_counts", vote.id, motion)
    try:
        outcome = judged(vote, meeting.in_force).outcome
    except MeetingError:  # counts that cannot be are a blocker of their own
        return
    if vote.outcome is not outcome:
        yield Contradiction("verdict", vote.id, motion)


def _outcomes(meeting: Meeting) -> Iterator[Contradiction]:
    """An item's outcome differs from its votes and no reason is given."""
    for item in meeting.items:
        if item.outcome not in VOTED or not is_blank(item.reason):
            continue
        if not any(v.item == item.id and v.state is VoteState.CLOSED for v in meeting.votes):
            continue
        by_votes = outcome_of(meeting, item.id)
        if by_votes is not None and by_votes is not item.outcome:
            yield Contradiction("outcome", item.id, item.title)
