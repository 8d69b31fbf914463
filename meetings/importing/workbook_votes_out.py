"""What the sheets tell of votes beyond their counts, and of who was in the room when."""

from collections.abc import Mapping
from datetime import datetime, time

from meetings.clean import trim
from meetings.importing.cells import Cell
from meetings.sitting.meeting import Meeting
from meetings.sitting.presence import in_time, labels
from meetings.sitting.votes import Vote, VoteState
from meetings.terms import term

Numbered = Mapping[int, Vote]
"""Votes under the number that the sheets call them by (表决号)."""

FOR, AGAINST = "同意", "反对"
NO_VOTE: tuple[Cell, ...] = (None, None, None, None, None, None, "", "", "", "")


def clock_of(moment: datetime | None) -> time | None:
    """The time of day to the minute."""
    return moment.time().replace(second=0, microsecond=0) if moment else None


def numbered_votes(meeting: Meeting) -> dict[int, Vote]:
    """The counted votes in the order of the rows of 议题: by item, by motion, by round."""
    found = [
        vote
        for item in meeting.in_order
        for motion in meeting.motions
        if motion.item == item.id
        for vote in meeting.votes
        if vote.motion == motion.id and vote.counted
    ]
    return dict(enumerate(found, 1))


def vote_cells(vote: Vote, number: int) -> tuple[Cell, ...]:
    """表决号, 表决时间, 应到, 回避, 受委托, 无效, 不计数, 决定票, 采用理由, 作废理由."""
    room = vote.electorate
    assert room is not None
    invalid = vote.tally.invalid if vote.tally is not None else 0
    return (
        number, clock_of(vote.closed_at or vote.opened_at), len(room.expected),
        len(room.recused) or None, len(room.represented) or None, invalid or None,
        _side(vote.majority), _side(vote.casting), trim(vote.override_reason),
        trim(vote.void_reason) if vote.state is VoteState.VOID else "",
    )  # fmt: skip


def _side(side: bool | None) -> str:
    return "" if side is None else FOR if side else AGAINST


def move_rows(meeting: Meeting) -> list[tuple[Cell, ...]]:
    """到离: the timeline of presence in the order in which it happened."""
    called = labels(meeting.roll)
    positions = {item.id: item.position for item in meeting.items}
    return [
        (
            clock_of(mark.at), called.get(mark.person, ""), term(mark.kind),
            positions.get(mark.item or ""), called.get(mark.holder or "", ""), trim(mark.reason),
        )
        for mark in in_time(meeting.presence)
        if mark.person in called
    ]  # fmt: skip


def option_rows(votes: Numbered) -> list[tuple[Cell, ...]]:
    """选项: what each option got."""
    numbers = {vote.id: number for number, vote in votes.items()}
    return [
        (
            number, option.label, option.votes, vote.choose, vote.seats,
            numbers.get(vote.run_off_of or ""),
        )
        for number, vote in votes.items()
        for option in vote.options
    ]  # fmt: skip


def owner_rows(votes: Numbered) -> list[tuple[Cell, ...]]:
    """业主表决: the roll and the areas behind a count, in m²."""
    rows: list[tuple[Cell, ...]] = []
    for number, vote in votes.items():
        poll = vote.owners
        if poll is None or poll.areas is None:
            continue
        sides = poll.areas.by_side().values()
        rows.append(
            (
                number, term(poll.matter), poll.heads, poll.units, poll.area / 100,
                *(side / 100 or None for side in sides), poll.rule.follow_majority_source,
            )
        )  # fmt: skip
    return rows
