"""Acts on motions: put, second, amend, divide, withdraw, postpone, take up again."""

from collections.abc import Sequence
from dataclasses import replace

from meetings.clean import is_blank, trim
from meetings.errors import Missing, NotAllowedNow, ReasonNeeded
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.motions import Motion, MotionState, open_motions

OPEN = MeetingState.OPEN


def propose(meeting: Meeting, motion: Motion) -> Meeting:
    """Put a motion, or an amendment; it waits for a second where the rule asks for one."""
    meeting.require("propose", OPEN)
    if meeting.informal:
        raise NotAllowedNow(act="propose", state="informal")
    if is_blank(motion.text):
        raise Missing(what="motion")
    meeting.item(motion.item)
    if motion.amends is not None:
        target = meeting.motion(motion.amends)
        if target.item != motion.item:
            raise NotAllowedNow(act="amend", state=target.state)
        require_amendable(meeting, target.id, "amend")
    if not is_blank(motion.seconder) and trim(motion.seconder) == trim(motion.mover):
        raise NotAllowedNow(act="second", state=MotionState.MOVED)
    state = motion.waiting(meeting.in_force.seconding)
    return replace(meeting, motions=(*meeting.motions, replace(motion, state=state)))


def second(meeting: Meeting, motion: str, name: str) -> Meeting:
    """Second a motion; the mover cannot."""
    meeting.require("second", OPEN)
    moved = meeting.motion(motion)
    if moved.state is not MotionState.MOVED or moved.mover == name or is_blank(name):
        raise NotAllowedNow(act="second", state=moved.state)
    return put_motion(meeting, replace(moved, seconder=name, state=MotionState.SECONDED))


def withdraw(meeting: Meeting, motion: str, reason: str) -> Meeting:
    """The mover takes a motion back; its amendments fall with it."""
    return _leave(meeting, motion, MotionState.WITHDRAWN, reason)


def postpone(meeting: Meeting, motion: str, reason: str) -> Meeting:
    """Put a motion off (搁置), its amendments with it; raises ReasonNeeded."""
    if is_blank(reason):
        raise ReasonNeeded(act=MotionState.POSTPONED)
    return _leave(meeting, motion, MotionState.POSTPONED, reason)


def take_up(meeting: Meeting, motion: str) -> Meeting:
    """Bring back a motion that was postponed or withdrawn.

    An amendment needs its motion open and not being voted on; else NotAllowedNow.
    """
    meeting.require("take_up", OPEN)
    moved = meeting.motion(motion)
    if moved.state not in {MotionState.POSTPONED, MotionState.WITHDRAWN}:
        raise NotAllowedNow(act="take_up", state=moved.state)
    if moved.amends is not None:
        require_amendable(meeting, moved.amends, "take_up")
    state = moved.waiting(meeting.in_force.seconding)
    return put_motion(meeting, replace(moved, state=state, reason=""))


def divide(meeting: Meeting, motion: str, parts: Sequence[tuple[str, str]]) -> Meeting:
    """Split a motion into parts, each decided by itself; `parts` are (id, text).

    Raises Missing (two parts with words are needed), NotAllowedNow while an amendment waits.
    """
    meeting.require("divide", OPEN)
    moved = meeting.motion(motion)
    if not moved.open or moved.amends is not None:
        raise NotAllowedNow(act="divide", state=moved.state)
    _require_not_voting(meeting, motion, "divide")
    if amendments_of(meeting, motion):
        raise NotAllowedNow(act="divide", state="amendment_first")
    if len(parts) < 2 or any(is_blank(text) for _, text in parts):
        raise Missing(what="parts")
    divided = put_motion(meeting, replace(moved, state=MotionState.DIVIDED))
    split = tuple(
        replace(moved, id=id, text=trim(text), original="", part_of=motion) for id, text in parts
    )
    return replace(divided, motions=(*divided.motions, *split))


def amendments_of(meeting: Meeting, motion: str) -> tuple[Motion, ...]:
    """The open amendments of a motion, the one to be decided next first."""
    item = meeting.motion(motion).item
    return tuple(m for m in open_motions(meeting.motions, item) if m.amends == motion)


def amended_text(meeting: Meeting, amendment: str) -> tuple[str, str]:
    """What the amended motion reads now, and what it would read if the amendment were carried."""
    moved = meeting.motion(amendment)
    if moved.amends is None:
        return moved.text, moved.text
    return meeting.motion(moved.amends).text, moved.text


def put_motion(meeting: Meeting, motion: Motion) -> Meeting:
    """Change a motion."""
    return replace(
        meeting, motions=tuple(motion if m.id == motion.id else m for m in meeting.motions)
    )


def before_vote(meeting: Meeting, item: str) -> Motion | None:
    """The motion of the item that would be voted on next."""
    waiting = open_motions(meeting.motions, item)
    return waiting[0] if waiting else None


def _leave(meeting: Meeting, motion: str, state: MotionState, reason: str) -> Meeting:
    meeting.require(state, OPEN)
    moved = meeting.motion(motion)
    if not moved.open:
        raise NotAllowedNow(act=state, state=moved.state)
    falling = {motion}
    for other in meeting.motions:
        if other.amends in falling:
            falling.add(other.id)
    for fallen in falling:
        _require_not_voting(meeting, fallen, state)
    return replace(
        meeting,
        motions=tuple(
            replace(m, state=state, reason=trim(reason)) if m.open and m.id in falling else m
            for m in meeting.motions
        ),
    )


def require_amendable(meeting: Meeting, motion: str, act: str) -> None:
    """An amendment is decided before its motion, so that one must be open and not being voted on.

    Raises NotAllowedNow for the `act`.
    """
    target = meeting.motion(motion)
    if not target.open:
        raise NotAllowedNow(act=act, state=target.state)
    _require_not_voting(meeting, motion, act)


def _require_not_voting(meeting: Meeting, motion: str, act: str) -> None:
    if any(vote.motion == motion for vote in meeting.open_votes):
        raise NotAllowedNow(act=act, state="vote_open")
