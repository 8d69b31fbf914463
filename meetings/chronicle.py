"""Turn a meeting into its record: every event in the order in which it happened."""

from collections.abc import Iterator
from datetime import datetime

from meetings.account import vote_line
from meetings.meeting import Meeting
from meetings.minutes import Minutes, Record, RecordLine
from meetings.motions import MotionState
from meetings.presence import Mark
from meetings.terms import term
from meetings.votes import VoteState


def record_of(meeting: Meeting, minutes: Minutes) -> Record:
    """The full account; events of the same second stand in the order in which they were made."""
    events = [
        *_frame(meeting),
        *_presence(meeting),
        *_items(meeting),
        *_speeches(meeting),
        *_motions(meeting),
        *_votes(meeting),
        *_decisions(meeting),
    ]
    events.sort(key=lambda event: (event[0], event[1]))
    return Record(minutes, tuple(line for _, _, line in events))


Event = tuple[datetime, str, RecordLine]


def _number(meeting: Meeting, item: str) -> int | None:
    for number, listed in enumerate(meeting.in_order, start=1):
        if listed.id == item:
            return number
    return None


def _frame(meeting: Meeting) -> Iterator[Event]:
    if meeting.opened_at is not None:
        at = meeting.opened_at
        yield at, "", RecordLine(at, "opened", meeting.title)
    for pause in meeting.pauses:
        yield pause.since, "~", RecordLine(pause.since, "suspended", pause.reason)
        if pause.until is not None:
            yield pause.until, "~", RecordLine(pause.until, "resumed", "")
    if meeting.ended_at is not None:
        yield meeting.ended_at, "~~", RecordLine(meeting.ended_at, "ended", "")


def _presence(meeting: Meeting) -> Iterator[Event]:
    label = {entry.person: entry.label for entry in meeting.roll}
    for mark in meeting.presence:
        text = mark.reason
        if mark.kind is Mark.PROXY and mark.holder is not None:
            text = f"委托{label.get(mark.holder, '')}"
        item = _number(meeting, mark.item) if mark.item else None
        name = label.get(mark.person, "")
        yield mark.at, mark.id, RecordLine(mark.at, mark.kind.value, text, name, item=item)


def _items(meeting: Meeting) -> Iterator[Event]:
    for number, item in enumerate(meeting.in_order, start=1):
        if item.started_at is not None:
            at = item.started_at
            yield at, "", RecordLine(at, "item", item.title, item=number)


def _speeches(meeting: Meeting) -> Iterator[Event]:
    for said in meeting.speeches:
        number = _number(meeting, said.item)
        kind = said.kind.value
        line = RecordLine(said.at, kind, said.text, said.name, said.stance, number)
        yield said.at, said.id, line


def _motions(meeting: Meeting) -> Iterator[Event]:
    for motion in meeting.motions:
        number = _number(meeting, motion.item)
        text = motion.original or motion.text
        if motion.amends is not None:
            text = f"修正案：{text}"
        yield motion.at, motion.id, RecordLine(motion.at, "motion", text, motion.mover, item=number)
        if motion.seconder:
            seconded = RecordLine(motion.at, "seconded", "", motion.seconder, item=number)
            yield motion.at, f"{motion.id}~", seconded
        if motion.state in {MotionState.WITHDRAWN, MotionState.POSTPONED}:
            text = f"{motion.text}（{term(motion.state)}）{motion.reason}"
            line = RecordLine(None, "note", text, motion.mover, item=number)
            yield motion.at, f"{motion.id}~~", line


def _votes(meeting: Meeting) -> Iterator[Event]:
    for vote in meeting.votes:
        if vote.state is VoteState.OPEN:
            continue
        number = _number(meeting, vote.item)
        at = vote.closed_at or vote.opened_at
        line = vote_line(meeting, vote, meeting.item(vote.item).owners_matter)
        text = f"{line.method}（第{vote.round}次）：{line.motion}。{line.sentence}"
        yield at, vote.id, RecordLine(at, "vote", text, item=number)
        for note in line.notes:
            yield at, f"{vote.id}~", RecordLine(None, "note", note, item=number)
        if vote.state is VoteState.VOID:
            yield at, f"{vote.id}~~", RecordLine(None, "void", vote.void_reason, item=number)


def _decisions(meeting: Meeting) -> Iterator[Event]:
    for decision in meeting.decisions:
        number = _number(meeting, decision.item)
        yield (
            decision.at,
            decision.id,
            RecordLine(decision.at, "decision", decision.text, decision.owner, item=number),
        )
