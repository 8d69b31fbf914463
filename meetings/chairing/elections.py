"""Elections (选举) as an act of their own: names, seats, tellers, papers, further rounds.

Nobody moves an election: its motion has no mover and needs no second. What a law asks beside the
counts is a question (procedure.law_questions) and is never decided here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from meetings.chairing.moving import put_motion
from meetings.chairing.outcomes import chosen, with_item_outcome
from meetings.chairing.tallying import TellerCount, put_vote
from meetings.chairing.voting import close_vote, open_vote
from meetings.chairing.ways_on import run_off
from meetings.clean import is_blank, trim
from meetings.errors import MeetingError, Missing, NotAllowedNow, ReasonNeeded
from meetings.procedure.law_questions import (
    LawQuestion,
    ballots_question,
    candidates_question,
    proxy_questions,
)
from meetings.procedure.verdict import Outcome
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.motions import Motion, MotionState
from meetings.sitting.presence import Mark, labels, last_marks
from meetings.sitting.votes import Election, Method, Vote, VoteState, options_verdict

OPEN = MeetingState.OPEN


class TellerIsCandidate(MeetingError):
    """Who is to be elected does not count the papers: `name`."""

    name: str


class PapersDiffer(MeetingError):
    """The papers counted are not those taken in: `counted`, `taken_in`."""

    counted: int
    taken_in: int


def open_election(
    meeting: Meeting,
    id: str,
    motion: str,
    item: str,
    office: str,
    names: Sequence[str],
    seats: int,
    at: datetime,
    tellers: Sequence[str] = (),
    given_out: int | None = None,
    choose: int | None = None,
    pool: int | None = None,
) -> Meeting:
    """Open an election to `seats` places of an `office` (“选举居委会委员”) among `names`.

    Papers are secret and mark as many names as there are seats, or `choose`; `pool` is how many
    are on the list of voters, where these are not the roll. `motion` is the id of the line that
    stands for it among the motions. Raises Missing (motion, tellers),
    TellerIsCandidate, InvalidBallot, and what open_vote raises.
    """
    if is_blank(office):
        raise Missing(what="motion")
    candidates = tuple(trim(name) for name in names)
    election = Election(check_tellers(tellers, candidates), given_out, pool=pool)
    meeting.item(item)
    stands = Motion(
        motion, meeting.body, meeting.id, item, trim(office), "", at, state=MotionState.SECONDED
    )
    moved = replace(meeting, motions=(*meeting.motions, stands))
    marks = seats if choose is None else choose
    opened = open_vote(moved, id, motion, Method.SECRET, at, candidates, marks, seats)
    return put_vote(opened, replace(opened.vote(id), election=election))


def check_tellers(tellers: Sequence[str], candidates: Sequence[str]) -> tuple[str, ...]:
    """The tellers' names, each once; none is a candidate. Raises TellerIsCandidate, Missing."""
    named = tuple(trim(name) for name in tellers)
    if any(is_blank(name) for name in named) or len(set(named)) < len(named):
        raise Missing(what="tellers")
    for name in named:
        if name in candidates:
            raise TellerIsCandidate(name=name)
    return named


def give_out(meeting: Meeting, vote: str, papers: int) -> Meeting:
    """Write down how many papers were given out, before they are counted."""
    taken = meeting.vote(vote)
    if taken.state is not VoteState.OPEN:
        raise NotAllowedNow(act="give_out", state=taken.state)
    if papers < 0:
        raise Missing(what="counts")
    return put_vote(meeting, replace(taken, election=replace(election_of(taken), given_out=papers)))


def election_of(vote: Vote) -> Election:
    """What the election keeps; raises NotAllowedNow for any other vote."""
    if vote.election is None:
        raise NotAllowedNow(act="election", state=vote.method)
    return vote.election


def close_election(
    meeting: Meeting,
    vote: str,
    at: datetime,
    counts: tuple[TellerCount, ...],
    taken_in: int | None = None,
    override_reason: str = "",
    given_out: int | None = None,
) -> Meeting:
    """Close an election with what two tellers counted apart.

    `taken_in` papers are valid, without a mark, or invalid; without it what was counted came in.
    `given_out` is how many went out, where nobody wrote it down before.
    The tellers are those named when it was opened, where some were. Raises PapersDiffer,
    TellerIsCandidate, Missing (tellers), and what close_vote raises.
    """
    if given_out is not None:
        meeting = give_out(meeting, vote, given_out)
    taken = meeting.vote(vote)
    election = election_of(taken)
    names = check_tellers(
        [count.name for count in counts], [option.label for option in taken.options]
    )
    if election.tellers and set(names) != set(election.tellers):
        raise Missing(what="tellers")
    for count in counts:
        if taken_in is not None and count.tally.handed_in != taken_in:
            raise PapersDiffer(counted=count.tally.handed_in, taken_in=taken_in)
    came_in = taken_in if taken_in is not None or not counts else counts[0].tally.handed_in
    kept = replace(taken, election=replace(election, tellers=names, taken_in=came_in))
    return close_vote(
        put_vote(meeting, kept), vote, at, tellers=counts, override_reason=override_reason
    )


def next_round(
    meeting: Meeting,
    id: str,
    vote: str,
    at: datetime,
    given_out: int | None = None,
    stood_down: Sequence[str] = (),
) -> Meeting:
    """Open the round for the seats left open; the tellers stay.

    Those who `stood_down` do not stand in it. Raises NotAllowedNow; InvalidBallot where fewer
    than two remain.
    """
    before = election_of(meeting.vote(vote))
    opened = run_off(meeting, id, vote, at, meets_again(meeting, vote, stood_down))
    election = Election(before.tellers, given_out, pool=before.pool, stood_down=tuple(stood_down))
    return put_vote(opened, replace(opened.vote(id), election=election))


def meets_again(meeting: Meeting, vote: str, stood_down: Sequence[str] = ()) -> tuple[str, ...]:
    """Who stands in the next round: who meets again, and for those who `stood_down` the next.

    As without them, one more than seats, with all who are level with the last.
    """
    found = options_verdict(meeting.vote(vote), meeting.in_force)
    if not stood_down:
        return found.runoff
    away = {*found.winners, *stood_down}
    rest = [option for option in found.options if option.label not in away and option.votes]
    last = rest[: found.runoff_seats + 1][-1].votes if rest else 0
    return tuple(option.label for option in rest if option.votes >= last)


def hold_again(
    meeting: Meeting, id: str, motion: str, at: datetime, given_out: int | None = None
) -> Meeting:
    """Open an election once more none of whose rounds elects: the same names, seats and tellers.

    Raises NotAllowedNow, also of what is no election.
    """
    if not may_hold_again(meeting, motion):
        raise NotAllowedNow(act="election", state=meeting.motion(motion).state)
    first = _first_rounds(meeting, motion)[-1]
    names = [option.label for option in first.options]
    opened = open_vote(meeting, id, motion, first.method, at, names, first.choose, first.seats)
    before = election_of(first)
    again = Election(before.tellers, given_out, pool=before.pool)
    return put_vote(opened, replace(opened.vote(id), election=again))


def may_hold_again(meeting: Meeting, motion: str) -> bool:
    """Whether every round of an election so far is void, or came to nothing for too few papers."""
    came_to_nothing = all(
        vote.state is VoteState.VOID or vote.outcome is Outcome.INQUORATE
        for vote in meeting.votes
        if vote.motion == motion
    )
    return came_to_nothing and bool(_first_rounds(meeting, motion))


def _first_rounds(meeting: Meeting, motion: str) -> list[Vote]:
    return [
        vote
        for vote in meeting.votes
        if vote.motion == motion and vote.election is not None and vote.run_off_of is None
    ]


def withdraw_election(meeting: Meeting, motion: str, reason: str) -> Meeting:
    """Leave an election, or the seats that stay open; raises ReasonNeeded, NotAllowedNow."""
    moved = meeting.motion(motion)
    meeting.require("withdraw_election", OPEN)
    if is_blank(reason):
        raise ReasonNeeded(act="withdraw_election")
    if not moved.open or any(vote.motion == motion for vote in meeting.open_votes):
        raise NotAllowedNow(act="withdraw_election", state=moved.state)
    left = replace(moved, state=MotionState.WITHDRAWN, reason=trim(reason))
    return with_item_outcome(put_motion(meeting, left), moved.item)


def seats_left(meeting: Meeting, vote: str) -> int:
    """How many seats are open after this round, whether or not somebody meets again."""
    taken = meeting.vote(vote)
    return taken.seats - len(options_verdict(taken, meeting.in_force).winners)


def elected(meeting: Meeting, vote: str) -> tuple[str, ...]:
    """Everybody who was elected up to this round, in the order of the rounds and of the votes."""
    return chosen(meeting, vote)


def questions(meeting: Meeting, vote: str) -> Iterator[LawQuestion]:
    """What the law asks about an election: 差额, papers, proxies; nothing under another rule."""
    taken, rule = meeting.vote(vote), meeting.in_force
    election = election_of(taken)
    names = tuple(option.label for option in taken.options)
    if taken.run_off_of is None:
        found = candidates_question(rule, len(names), taken.seats)
        if found is not None:
            yield found
    papers = ballots_question(rule, election.given_out, election.taken_in)
    if papers is not None:
        yield papers
    held: dict[str, int] = {}
    called = labels(meeting.roll)
    for mark in last_marks(meeting.presence).values():
        if mark.kind is Mark.PROXY and mark.holder is not None:
            holder = called.get(mark.holder, mark.holder)
            held[holder] = held.get(holder, 0) + 1
    # A candidate is written on the paper by name, and on the roll perhaps with the building.
    on_roll = [called[entry.person] for entry in meeting.roll if entry.name in names]
    yield from proxy_questions(rule, held, [*names, *on_roll])
