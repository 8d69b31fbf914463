"""Elections (选举): opened with names and seats, counted by two tellers, and their next round."""

from collections.abc import Sequence

from meetings.actions.change import on_meeting
from meetings.chairing import elections
from meetings.chairing.attendance import require_name
from meetings.chairing.tallying import TellerCount
from meetings.ports import Book, By
from meetings.sitting.meeting import Meeting


@on_meeting("election.open")
def open_election(
    meeting: Meeting,
    book: Book,
    by: By,
    item: str,
    office: str,
    names: Sequence[str],
    seats: int,
    tellers: Sequence[str] = (),
    given_out: int | None = None,
    choose: int | None = None,
    pool: int | None = None,
    said: Sequence[str] = (),
) -> Meeting:
    """Open an election on an item, without a mover; raises NotAName and what the rules raise."""
    for name in tellers:
        require_name(name)
    return elections.open_election(
        meeting, book.new_id(), book.new_id(), item, office, names, seats, by.at, tellers,
        given_out, choose, pool, said,
    )  # fmt: skip


@on_meeting("election.give_out")
def give_out(meeting: Meeting, book: Book, by: By, vote: str, papers: int) -> Meeting:
    """Write down how many papers were given out."""
    return elections.give_out(meeting, vote, papers)


@on_meeting("election.replace_teller")
def replace_teller(
    known: Meeting, book: Book, by: By, vote: str, gone: str, instead: str, reason: str
) -> Meeting:
    """Let somebody else count from now on for a teller who had to go. Raises NotAName besides."""
    require_name(instead)
    return elections.replace_teller(known, vote, gone, instead, reason, by.at)


@on_meeting("election.candidates")
def change_candidates(
    known: Meeting, book: Book, by: By, vote: str, names: Sequence[str], said: Sequence[str] = ()
) -> Meeting:
    """Let these names stand before the papers are counted; `said` answers what a law asks."""
    return elections.change_candidates(known, vote, names, said)


@on_meeting("election.decline")
def decline(
    known: Meeting,
    book: Book,
    by: By,
    vote: str,
    name: str,
    reason: str,
    successor: str = "",
    provision: str = "",
) -> Meeting:
    """Somebody elected does not take the seat; it stays empty, or goes to a successor."""
    return elections.decline(known, vote, name, reason, by.at, successor, provision)


@on_meeting("vote.secret")
def close_election(
    meeting: Meeting,
    book: Book,
    by: By,
    vote: str,
    counts: tuple[TellerCount, ...],
    taken_in: int | None = None,
    override_reason: str = "",
    given_out: int | None = None,
    said: Sequence[str] = (),
) -> Meeting:
    """Close an election with two tellers' counts; as with any secret vote, undo stops at it."""
    for count in counts:
        require_name(count.name)
    return elections.close_election(
        meeting, vote, by.at, counts, taken_in, override_reason, given_out, said
    )


@on_meeting("election.next_round")
def next_round(
    meeting: Meeting,
    book: Book,
    by: By,
    vote: str,
    given_out: int | None = None,
    stood_down: Sequence[str] = (),
    names: Sequence[str] = (),
    said: Sequence[str] = (),
) -> Meeting:
    """Open the round for the seats left open, without who `stood_down`; the tellers stay.

    `names` are who stands in it, where it does not follow from the count; `said` what was answered
    to what a law asks.
    """
    id = book.new_id()
    return elections.next_round(meeting, id, vote, by.at, given_out, stood_down, names, said)


@on_meeting("election.again")
def hold_again(meeting: Meeting, book: Book, by: By, motion: str) -> Meeting:
    """Repeat an election in which no round elected anybody."""
    return elections.hold_again(meeting, book.new_id(), motion, by.at)


@on_meeting("election.withdraw")
def withdraw_election(meeting: Meeting, book: Book, by: By, motion: str, reason: str) -> Meeting:
    """Give up an election or its open seats, with a reason; raises ReasonNeeded."""
    return elections.withdraw_election(meeting, motion, reason)
