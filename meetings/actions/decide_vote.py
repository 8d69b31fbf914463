"""表决: every way to take a vote, to leave it, and to go on after it."""

from collections.abc import Sequence

from meetings.actions.change import apply, change
from meetings.chairing import tallying, voiding, voting, ways_on
from meetings.chairing.owners_vote import OwnerAnswer
from meetings.chairing.tallying import TellerCount
from meetings.ports import Book, By, Records
from meetings.procedure.ballots import OptionTally
from meetings.procedure.verdict import Tally
from meetings.sitting.meeting import Meeting
from meetings.sitting.votes import Ballot, Choice, Method, Objection


def open_vote(
    records: Records,
    by: By,
    body: str,
    meeting: str,
    motion: str,
    method: Method,
    options: Sequence[str] = (),
    choose: int = 1,
    seats: int = 1,
) -> Meeting:
    """Put a motion, or several options, to the vote; raises NotAllowedNow, QuorumNotReached."""

    def act(known: Meeting, book: Book) -> Meeting:
        return voting.open_vote(known, book.new_id(), motion, method, by.at, options, choose, seats)

    return change(records, by, "vote.open", body, meeting, act)


def answer(
    records: Records,
    by: By,
    body: str,
    meeting: str,
    vote: str,
    name: str,
    choice: Choice | None,
    marks: Sequence[str] = (),
) -> Meeting:
    """Keep one answer of a roll call at once, so that a power cut loses none."""
    return apply(
        records, by, "vote.answer", body, meeting,
        tallying.answer, vote, name, choice, marks,
    )  # fmt: skip


def register_return(
    records: Records,
    by: By,
    body: str,
    meeting: str,
    vote: str,
    name: str,
    choice: Choice,
    marks: Sequence[str] = (),
) -> Meeting:
    """Register one return of a written vote, once a name."""
    return apply(
        records, by, "vote.return", body, meeting,
        tallying.register_return, vote, name, choice, by.at, marks,
    )  # fmt: skip


def close_vote(
    records: Records,
    by: By,
    body: str,
    meeting: str,
    vote: str,
    tally: Tally | None = None,
    ballots: tuple[Ballot, ...] = (),
    override_reason: str = "",
    options: tuple[OptionTally, ...] = (),
    tellers: tuple[TellerCount, ...] = (),
    objections: tuple[Objection, ...] | None = None,
) -> Meeting:
    """Count: the room is frozen with the vote, and the verdict follows.

    A secret vote is a permanent command: undo stops at it, and only its counts are written.
    """
    with records.reading() as book:
        secret = book.get(Meeting, meeting).vote(vote).method is Method.SECRET
    return apply(
        records, by, "vote.secret" if secret else "vote.close", body, meeting,
        voting.close_vote, vote, by.at, tally, ballots, override_reason, options, tellers,
        objections,
    )  # fmt: skip


def close_uncounted(
    records: Records,
    by: By,
    body: str,
    meeting: str,
    vote: str,
    for_majority: bool,
    objections: int = 0,
) -> Meeting:
    """A clear majority of hands, not counted, where the rule allows it and nobody objects."""
    return apply(
        records, by, "vote.uncounted", body, meeting,
        voting.close_uncounted, vote, by.at, for_majority, objections,
    )  # fmt: skip


def cancel_vote(records: Records, by: By, body: str, meeting: str, vote: str) -> Meeting:
    """Leave a vote before it is counted; of an owners' vote the roll goes with it."""

    def act(known: Meeting, book: Book) -> Meeting:
        left = voiding.cancel_vote(known, vote)
        for line in book.find(OwnerAnswer, vote=vote):
            book.remove(line)
        return left

    return change(records, by, "vote.cancel", body, meeting, act)


def void_vote(records: Records, by: By, body: str, meeting: str, vote: str, reason: str) -> Meeting:
    """Declare a vote void; it is kept and printed."""

    return apply(records, by, "vote.void", body, meeting, voiding.void_vote, vote, reason, by.at)


def vote_again(records: Records, by: By, body: str, meeting: str, motion: str) -> Meeting:
    """Open the motion again after a tie, as often as the rule allows."""
    return apply(records, by, "vote.again", body, meeting, voiding.vote_again, motion)


def cast(records: Records, by: By, body: str, meeting: str, vote: str, chair_for: bool) -> Meeting:
    """The chair breaks a tie where the rule allows it."""
    return apply(records, by, "vote.cast", body, meeting, ways_on.cast, vote, chair_for)


def run_off(records: Records, by: By, body: str, meeting: str, vote: str) -> Meeting:
    """Open the second round among those who meet again."""

    def act(known: Meeting, book: Book) -> Meeting:
        return ways_on.run_off(known, book.new_id(), vote, by.at)

    return change(records, by, "vote.run_off", body, meeting, act)
