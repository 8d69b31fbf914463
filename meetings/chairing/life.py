"""Acts on a meeting's life: call, cancel, open, suspend, resume, end, and open again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from meetings.clean import is_blank, trim
from meetings.errors import NotAllowedNow, ReasonNeeded
from meetings.procedure.rules import Rule
from meetings.sitting.agenda import AgendaItem, ItemKind, ItemOutcome
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MOVES, MeetingState, Pause, S
from meetings.sitting.motions import MotionState
from meetings.sitting.presence import RollEntry, Standing


def move(meeting: Meeting, to: MeetingState) -> Meeting:
    """Change the state; raises NotAllowedNow where that state cannot follow."""
    if to not in MOVES[meeting.state]:
        raise NotAllowedNow(act=to, state=meeting.state)
    return replace(meeting, state=to)


def call(meeting: Meeting, answers: Sequence[str] = ()) -> Meeting:
    """Mark the meeting as called, its notice being sent out; what a law asked is kept answered."""
    return _answered(move(meeting, S.CALLED), answers)


def back_to_draft(meeting: Meeting) -> Meeting:
    """Take the notice back, with what was said of it, or bring a cancelled meeting back."""
    return replace(move(meeting, S.DRAFT), note="")


def _answered(meeting: Meeting, answers: Sequence[str]) -> Meeting:
    return replace(meeting, note="\n".join((*meeting.answers, *answers)))


def cancel(meeting: Meeting, reason: str) -> Meeting:
    """Cancel the meeting; raises ReasonNeeded without a reason."""
    if is_blank(reason):
        raise ReasonNeeded(act=S.CANCELLED)
    return replace(move(meeting, S.CANCELLED), note=trim(reason))


def open_(
    meeting: Meeting,
    rule: Rule,
    roll: tuple[RollEntry, ...],
    at: datetime,
    answers: Sequence[str] = (),
) -> Meeting:
    """Open the meeting: rule and roll (应到) are fixed now, and what a law asked is answered."""
    meeting.require("open", S.DRAFT, S.CALLED)
    marked = {mark.person for mark in meeting.presence}
    walk_ins = tuple(
        replace(entry, standing=Standing.WALK_IN, votes=False)
        if entry.votes or entry.standing is Standing.MEMBER
        else entry
        for entry in meeting.roll
        if entry.person in marked
        and entry.person not in {entry_before.person for entry_before in roll}
    )
    return replace(
        _answered(move(meeting, S.OPEN), answers),
        rule=rule, roll=(*roll, *walk_ins), opened_at=at, ended_at=None,
    )  # fmt: skip


def suspend(meeting: Meeting, at: datetime, reason: str = "") -> Meeting:
    """休会: the clock of the item stops; a written vote goes on."""
    meeting.require_no_hands("suspend")
    paused = replace(move(meeting, S.SUSPENDED), pauses=(*meeting.pauses, Pause(at, None, reason)))
    return stop_clock(paused, at)


def resume(meeting: Meeting, at: datetime) -> Meeting:
    """Go on after a suspension."""
    meeting.require("resume", S.SUSPENDED)
    pauses = (*meeting.pauses[:-1], replace(meeting.pauses[-1], until=at))
    return start_clock(replace(move(meeting, S.OPEN), pauses=pauses), at)


def end(meeting: Meeting, at: datetime) -> Meeting:
    """End the meeting; items not reached become 未议 and come back with their motions."""
    meeting.require("end", S.OPEN)
    if meeting.open_vote is not None:
        raise NotAllowedNow(act="end", state="vote_open")
    stopped = stop_clock(meeting, at)
    missed = {item.id for item in stopped.items if _missed(item, meeting.informal)}
    items = tuple(
        replace(item, outcome=ItemOutcome.NOT_REACHED) if item.id in missed else item
        for item in stopped.items
    )
    motions = tuple(
        replace(motion, state=MotionState.POSTPONED)
        if motion.open and motion.item in missed
        else motion
        for motion in stopped.motions
    )
    to = S.INQUORATE if meeting.informal else S.ENDED
    return replace(
        move(stopped, to),
        items=items,
        motions=motions,
        ended_at=at,
        current=None,
        floor=None,
        queue=(),
    )


def _missed(item: AgendaItem, informal: bool) -> bool:
    untouched = item.outcome is None and item.kind is not ItemKind.REVIEW
    return untouched and (item.spent == 0 or informal)


def go_back(meeting: Meeting, at: datetime) -> Meeting:
    """Open an ended meeting again, as when it was ended by mistake."""
    meeting.require("reopen", S.ENDED, S.INQUORATE)
    missed = {item.id for item in meeting.items if item.outcome is ItemOutcome.NOT_REACHED}
    items = tuple(
        replace(item, outcome=None) if item.id in missed else item for item in meeting.items
    )
    motions = tuple(
        replace(motion, state=motion.waiting(meeting.in_force.seconding))
        if motion.state is MotionState.POSTPONED and motion.item in missed and not motion.reason
        else motion
        for motion in meeting.motions
    )
    pause = Pause(meeting.ended_at or at, at)
    return replace(
        move(meeting, S.OPEN),
        items=items,
        motions=motions,
        ended_at=None,
        pauses=(*meeting.pauses, pause),
    )


def start_clock(meeting: Meeting, at: datetime) -> Meeting:
    """Let the time of the current item run."""
    return replace(
        meeting,
        items=tuple(
            replace(item, began_at=at, started_at=item.started_at or at)
            if item.id == meeting.current
            else item
            for item in meeting.items
        ),
    )


def stop_clock(meeting: Meeting, at: datetime) -> Meeting:
    """Keep the time that the current item has taken."""
    return replace(
        meeting,
        floor=None,
        items=tuple(
            replace(item, spent=max(1, item.seconds(at)), began_at=None) if item.began_at else item
            for item in meeting.items
        ),
    )
