"""Elections (选举) as an act of their own: names, seats, tellers, papers, further rounds.

Nobody moves an election: its motion has no mover and needs no second. What a law asks beside the
counts is a question (procedure.law_questions) and is never decided here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from meetings.chairing import quorum
from meetings.chairing.moving import put_motion
from meetings.chairing.outcomes import chosen, last_vote, seated, with_item_outcome
from meetings.chairing.tallying import TellerCount, put_vote
from meetings.chairing.voting import close_vote, open_vote
from meetings.chairing.ways_on import run_off
from meetings.clean import is_blank, trim
from meetings.errors import MeetingError, Missing, NotAllowedNow, ReasonNeeded
from meetings.procedure.ballots import OptionTally, check_paper
from meetings.procedure.law_questions import (
    HELD_VALID,
    LawQuestion,
    answers,
    ballots_question,
    candidates_question,
    given_out_question,
    proxy_questions,
    unanswered,
    vacancy_question,
)
from meetings.procedure.verdict import Outcome
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.motions import Motion, MotionState
from meetings.sitting.presence import Mark, labels, last_marks
from meetings.sitting.votes import (
    Declined,
    Election,
    Method,
    TellerChange,
    Vote,
    VoteState,
    may_be_cast,
    options_verdict,
)

OPEN = MeetingState.OPEN


class TellerIsCandidate(MeetingError):
    """A candidate cannot be a teller: `name`."""

    name: str


class TellerNotHere(MeetingError):
    """Who counts has to be there, and was not said to be: `names`."""

    names: tuple[str, ...]


class PapersDiffer(MeetingError):
    """More or fewer papers were counted than taken in: `counted`, `taken_in`."""

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
    said: Sequence[str] = (),
) -> Meeting:
    """Open an election to `seats` places of an `office` (“选举居委会委员”) among `names`.

    Papers are secret and mark as many names as there are seats, or `choose`; `pool` is how many
    are on the list of voters, where these are not the roll. `motion` is the id of the line that
    stands for it among the motions; `said` are the answers to what a law asks of it. Raises Missing
    (motion, tellers), TellerIsCandidate, InvalidBallot, and what open_vote raises.
    """
    if is_blank(office):
        raise Missing(what="motion")
    candidates = tuple(trim(name) for name in names)
    counted_by = check_tellers(tellers, candidates)
    election = Election(counted_by, given_out, pool=pool, answers=tuple(said))
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
    """The election data of a vote; raises NotAllowedNow for a vote that is no election."""
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
    said: Sequence[str] = (),
) -> Meeting:
    """Close an election with the counts of two tellers who counted separately.

    `taken_in` papers are valid, without a mark, or invalid; without it what was counted came in.
    `given_out` is how many went out, where nobody wrote it down before; `said` are the answers to
    what was asked of papers that are more than could be. The tellers are those named when it was
    opened, where some were. Raises PapersDiffer, TellerIsCandidate, Missing (tellers), and what
    close_vote raises.
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
    kept = replace(election, tellers=names, taken_in=came_in, answers=(*election.answers, *said))
    saved = replace(taken, election=kept)
    return close_vote(
        put_vote(meeting, saved), vote, at, tellers=counts, override_reason=override_reason
    )


def replace_teller(
    meeting: Meeting, vote: str, gone: str, by: str, reason: str, at: datetime
) -> Meeting:
    """Let somebody else count for a teller who had to go, from `at` on; both are kept.

    Raises NotAllowedNow once it is counted; ReasonNeeded; TellerIsCandidate; Missing (tellers)
    where `gone` does not count now, or `by` does already. Who left may come back.
    """
    taken = meeting.vote(vote)
    election = election_of(taken)
    if taken.state is not VoteState.OPEN:
        raise NotAllowedNow(act="replace_teller", state=taken.state)
    if is_blank(reason):
        raise ReasonNeeded(act="replace_teller")
    gone, by = trim(gone), trim(by)
    if gone not in election.tellers:
        raise Missing(what="tellers")
    tellers = [by if name == gone else name for name in election.tellers]
    named = check_tellers(tellers, [option.label for option in taken.options])
    change = TellerChange(gone, by, at, trim(reason))
    kept = replace(election, tellers=named, changes=(*election.changes, change))
    return put_vote(meeting, replace(taken, election=kept))


def change_candidates(
    meeting: Meeting, vote: str, names: Sequence[str], said: Sequence[str] = ()
) -> Meeting:
    """Let these names stand in a round before its papers are counted; who is left out stood down.

    Raises NotAllowedNow once it is counted; TellerIsCandidate; InvalidBallot where too few stand.
    """
    taken = meeting.vote(vote)
    election = election_of(taken)
    if taken.state is not VoteState.OPEN:
        raise NotAllowedNow(act="change_candidates", state=taken.state)
    given = tuple(trim(name) for name in names)
    check_tellers(election.tellers, given)
    paper = tuple(OptionTally(name, 0) for name in given)
    least = 2 if taken.run_off_of is None else fewest(meeting)
    check_paper(paper, taken.choose, taken.seats, least)
    before = (*election.stood_down, *(option.label for option in taken.options))
    away = tuple(name for name in dict.fromkeys(before) if name not in given)
    kept = replace(election, stood_down=away, answers=(*election.answers, *said))
    return put_vote(meeting, replace(taken, options=paper, election=kept))


def decline(
    meeting: Meeting,
    vote: str,
    name: str,
    reason: str,
    at: datetime,
    successor: str = "",
    provision: str = "",
) -> Meeting:
    """Somebody who holds a seat by this round does not take it (不就任); the count stays.

    The seat stays empty, or goes to a `successor` who stood in the round, by the `provision`
    that somebody names. Raises NotAllowedNow, ReasonNeeded (also without a provision), Missing.
    """
    meeting.require("decline", OPEN, MeetingState.ENDED)
    taken = meeting.vote(vote)
    election = election_of(taken)
    if taken.state is not VoteState.CLOSED:
        raise NotAllowedNow(act="decline", state=taken.state)
    if any(other.motion == taken.motion for other in meeting.open_votes):
        raise NotAllowedNow(act="decline", state="vote_open")
    if is_blank(reason):
        raise ReasonNeeded(act="decline")
    name, successor = trim(name), trim(successor)
    if name not in seated(taken, meeting.in_force):
        raise Missing(what="name")
    if successor:
        if is_blank(provision):
            raise ReasonNeeded(act="take_the_seat")
        if successor not in may_follow(meeting, vote):
            raise Missing(what="name")
    said = Declined(name, trim(reason), at, successor, trim(provision) if successor else "")
    kept = replace(election, declined=(*election.declined, said))
    return put_vote(meeting, replace(taken, election=kept))


def may_follow(meeting: Meeting, vote: str) -> tuple[str, ...]:
    """Who stood in a round and has no seat, most votes first: who may take one that is declined."""
    last = last_vote(meeting, meeting.vote(vote).motion)
    away = _had_a_seat(meeting, last.id if last is not None else vote)
    found = options_verdict(meeting.vote(vote), meeting.in_force)
    return tuple(option.label for option in found.options if option.label not in away)


def stood_down(meeting: Meeting, motion: str) -> frozenset[str]:
    """Everybody who stood down between the rounds of an election, also of a void one."""
    return frozenset(
        name
        for vote in meeting.votes
        if vote.motion == motion and vote.election is not None
        for name in vote.election.stood_down
    )


def _had_a_seat(meeting: Meeting, vote: str) -> set[str]:
    """Everybody who was elected up to this round, also who declined."""
    rounds = _rounds(meeting, vote)
    declined = {one.name for taken in rounds for one in election_of(taken).declined}
    return declined | {name for taken in rounds for name in seated(taken, meeting.in_force)}


def _rounds(meeting: Meeting, vote: str) -> list[Vote]:
    """A round and those before it, down to the first."""
    rounds = [meeting.vote(vote)]
    while (before := rounds[-1].run_off_of) is not None:
        rounds.append(meeting.vote(before))
    return rounds


def may_decline(meeting: Meeting, motion: str) -> tuple[tuple[str, str], ...]:
    """(round, name) of everybody who holds a seat by an election now."""
    rounds = [v for v in meeting.votes if v.motion == motion and v.election is not None]
    return tuple(
        (vote.id, name)
        for vote in rounds
        if vote.state is VoteState.CLOSED and vote.options
        for name in seated(vote, meeting.in_force)
    )


def next_round(
    meeting: Meeting,
    id: str,
    vote: str,
    at: datetime,
    given_out: int | None = None,
    stood_down: Sequence[str] = (),
    names: Sequence[str] = (),
    said: Sequence[str] = (),
) -> Meeting:
    """Open the round for the seats left open; the tellers stay.

    Those who `stood_down` do not stand in it. Where a seat stayed empty and nobody meets again
    for it by the count, the election is open again, among `names` where the meeting gives them.
    Where one name alone stands under a law, that is what it asks; `said` are the answers. Raises
    NotAllowedNow; TellerIsCandidate; InvalidBallot where fewer than two stand, under a law none.
    """
    taken = meeting.vote(vote)
    before = election_of(taken)
    given = tuple(trim(name) for name in names)
    check_tellers(before.tellers, given)
    names = given or meets_again(meeting, vote, stood_down)
    least = fewest(meeting)
    if may_fill(meeting, taken.motion):
        meeting.require("run_off", OPEN)
        moved = replace(meeting.motion(taken.motion), state=MotionState.SECONDED, reason="")
        seats = seats_left(meeting, vote)
        opened = open_vote(
            put_motion(meeting, moved), id, taken.motion, taken.method, at, names,
            min(taken.choose, seats), seats, run_off_of=vote, least=least,
        )  # fmt: skip
    else:
        opened = run_off(meeting, id, vote, at, tuple(names), least)
    away = tuple(dict.fromkeys((*_stood_down_before(meeting, vote), *stood_down)))
    election = Election(
        before.tellers, given_out, pool=before.pool, stood_down=away, answers=tuple(said)
    )
    return put_vote(opened, replace(opened.vote(id), election=election))


def fewest(meeting: Meeting) -> int:
    """How many names a further round has at least: a law asks about one, and does not forbid it."""
    return 2 if candidates_question(meeting.in_force, 1, 1) is None else 1


def may_fill(meeting: Meeting, motion: str) -> bool:
    """Whether a seat is empty and no round for it is under way nor follows from the count.

    Somebody declined it, or too few of those left had votes to meet again for it.
    """
    last = last_vote(meeting, motion)
    if last is None or last.election is None or not last.options:
        return False
    if any(vote.motion == motion for vote in meeting.open_votes):
        return False
    left_over = _declines(meeting, last.id) or _nobody_meets(meeting, last)
    return left_over and seats_left(meeting, last.id) > 0


def _nobody_meets(meeting: Meeting, last: Vote) -> bool:
    found = options_verdict(last, meeting.in_force)
    state = meeting.motion(last.motion).state
    still = state in (MotionState.LOST, MotionState.SECONDED)  # again where its round was cancelled
    return still and found.outcome is not Outcome.INQUORATE and not found.runoff


def _declines(meeting: Meeting, vote: str) -> bool:
    rounds = _rounds(meeting, vote)
    return any(taken.election is not None and taken.election.declined for taken in rounds)


def meets_again(meeting: Meeting, vote: str, stood_down: Sequence[str] = ()) -> tuple[str, ...]:
    """Who stands in the next round: who meets again, and for those who `stood_down` the next.

    As without them, one more than seats, with all who are level with the last. For a seat that
    was declined those of the rounds before come in where too few stood in this one, but nobody
    who stood down before one of them. Who stood down before a round that was declared void since
    does not stand when it is held again.
    """
    found = options_verdict(meeting.vote(vote), meeting.in_force)
    stood_down = (*_stood_down_before(meeting, vote), *stood_down)
    count_says = found.runoff or not may_fill(meeting, meeting.vote(vote).motion)
    if not stood_down and not _declines(meeting, vote) and count_says:
        return found.runoff
    seats, (last, *earlier) = seats_left(meeting, vote), _rounds(meeting, vote)
    away = {*_had_a_seat(meeting, vote), *stood_down}
    away |= {name for taken in (last, *earlier) for name in election_of(taken).stood_down}
    rest = _not_seated(meeting, last, away)
    if len(rest) > seats:
        return tuple(option.label for option in rest if option.votes >= rest[seats].votes)
    names = [option.label for option in rest]
    for taken in earlier:
        if len(names) <= seats:
            away.update(names)
            names += [option.label for option in _not_seated(meeting, taken, away)]
    return tuple(names)


def _stood_down_before(meeting: Meeting, vote: str) -> tuple[str, ...]:
    """Who stood down before a void round that went on this one; the word stays theirs."""
    void = [
        taken
        for taken in meeting.votes
        if taken.run_off_of == vote and taken.state is VoteState.VOID and taken.election is not None
    ]
    return tuple(dict.fromkeys(name for taken in void for name in election_of(taken).stood_down))


def _not_seated(meeting: Meeting, vote: Vote, away: set[str]) -> list[OptionTally]:
    found = options_verdict(vote, meeting.in_force)
    return [option for option in found.options if option.label not in away and option.votes]


def hold_again(
    meeting: Meeting, id: str, motion: str, at: datetime, given_out: int | None = None
) -> Meeting:
    """Repeat an election in which no round elected anybody: same names, seats and tellers.

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
    """Whether every round of an election is void or failed since too few papers came in."""
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
    """Give up an election or its open seats, with a reason; raises ReasonNeeded, NotAllowedNow."""
    moved = meeting.motion(motion)
    meeting.require("withdraw_election", OPEN)
    if is_blank(reason):
        raise ReasonNeeded(act="withdraw_election")
    if not may_leave(meeting, motion):
        raise NotAllowedNow(act="withdraw_election", state=moved.state)
    left = replace(moved, state=MotionState.WITHDRAWN, reason=trim(reason))
    return with_item_outcome(put_motion(meeting, left), moved.item)


def may_leave(meeting: Meeting, motion: str) -> bool:
    """Whether an election may end with seats empty: no round is under way, and one could be."""
    moved = meeting.motion(motion)
    waits = moved.open or (moved.state is MotionState.LOST and may_fill(meeting, motion))
    return waits and all(vote.motion != motion for vote in meeting.open_votes)


def seats_left(meeting: Meeting, vote: str) -> int:
    """How many seats are open after this round, whether or not somebody meets again."""
    first = _rounds(meeting, vote)[-1]
    return first.seats - len(chosen(meeting, vote))


def elected(meeting: Meeting, vote: str) -> tuple[str, ...]:
    """Everybody who was elected up to this round, in the order of the rounds and of the votes."""
    return chosen(meeting, vote)


def questions(meeting: Meeting, vote: str) -> Iterator[LawQuestion]:
    """What is asked about an election and not answered yet: 差额 and proxies under a law, papers
    under every rule."""
    taken, rule = meeting.vote(vote), meeting.in_force
    election = election_of(taken)
    names = tuple(option.label for option in taken.options)
    found = candidates_question(rule, len(names), taken.seats)
    if found is not None:
        yield from unanswered([found], _answered(meeting, taken.motion))
    yield from papers_questions(meeting, vote, election.given_out, election.taken_in)
    asked = proxy_questions(rule, _held(meeting), _as_on_roll(meeting, names))
    yield from unanswered(asked, (*_answered(meeting), *(m.reason for m in meeting.presence)))


def _answered(meeting: Meeting, motion: str | None = None) -> Iterator[str]:
    """What was answered about the rounds of one election, or of all."""
    for vote in meeting.votes:
        if vote.election is not None and motion in (None, vote.motion):
            yield from vote.election.answers


def _held(meeting: Meeting) -> dict[str, int]:
    """How many written proxies each holder has, by the holder's name."""
    called = labels(meeting.roll)
    holders = [
        called.get(mark.holder, mark.holder)
        for mark in last_marks(meeting.presence).values()
        if mark.kind is Mark.PROXY and mark.holder is not None
    ]
    return {holder: holders.count(holder) for holder in dict.fromkeys(holders)}


def _as_on_roll(meeting: Meeting, names: Sequence[str]) -> tuple[str, ...]:
    """The names, and as the roll calls them: a paper has them perhaps without the building."""
    called = labels(meeting.roll)
    return (*names, *(called[entry.person] for entry in meeting.roll if entry.name in names))


def holder_questions(meeting: Meeting, person: str, holder: str) -> tuple[LawQuestion, ...]:
    """What a law asks about a proxy of a `person` that a `holder` would take, both by their ids.

    More than three for one holder, a candidate of an election of the meeting as the holder, or
    any where representatives elect.
    """
    if meeting.rule is None:
        return ()
    last = last_marks(meeting.presence)
    before = last.get(person)
    called, held = labels(meeting.roll), _held(meeting)
    if before is not None and before.kind is Mark.PROXY and before.holder is not None:
        held[called[before.holder]] -= 1
    own = called[holder]
    held[own] = held.get(own, 0) + 1
    asked = proxy_questions(meeting.rule, held, _who_stand(meeting))
    return tuple(one for one in asked if not one.names or own in _as_on_roll(meeting, one.names))


def held_valid(meeting: Meeting) -> tuple[str, ...]:
    """What a law asks of the proxies as they are now, and that the meeting held them valid."""
    if meeting.rule is None:
        return ()
    said = {line for mark in meeting.presence for line in mark.reason.split("；")}
    asked = proxy_questions(meeting.rule, _held(meeting), _who_stand(meeting))
    return tuple(line for line in answers(asked, HELD_VALID) if line in said)


def _who_stand(meeting: Meeting) -> tuple[str, ...]:
    """The candidates of all elections that stand, as papers and as the roll call them."""
    names = [
        option.label
        for vote in meeting.votes
        if vote.election is not None and vote.state is not VoteState.VOID
        for option in vote.options
    ]
    return _as_on_roll(meeting, names)


def papers_questions(
    meeting: Meeting, vote: str, given_out: int | None, taken_in: int | None
) -> Iterator[LawQuestion]:
    """Whether more papers went out than there are voters, or came back than went out, where nobody
    answered it."""
    taken, rule = meeting.vote(vote), meeting.in_force
    room = taken.electorate or quorum.names(meeting, meeting.room(taken.item))
    most = may_be_cast(rule, room, election_of(taken))
    asked = given_out_question(rule, given_out, most), ballots_question(rule, given_out, taken_in)
    yield from unanswered(filter(None, asked), election_of(taken).answers)


def vacancies(meeting: Meeting) -> Iterator[tuple[str, LawQuestion]]:
    """(vote, question) of each election that leaves seats empty and waits for no round."""
    for motion in meeting.motions:
        last = last_vote(meeting, motion.id)
        if last is None or last.election is None or not last.options:
            continue
        if any(vote.motion == motion.id for vote in meeting.open_votes):
            continue
        found = vacancy_question(meeting.in_force, seats_left(meeting, last.id))
        if found is not None:
            yield last.id, found
