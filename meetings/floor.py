"""Acts on the floor: items, speeches, the queue, motions and seconds."""

from dataclasses import replace
from datetime import datetime

from meetings.agenda import NEED_REASON, AgendaItem, ItemOutcome
from meetings.debate import Floor, Speech, SpeechKind, Stance, Waiting, in_turn
from meetings.errors import Missing, NotAllowedNow, ReasonNeeded
from meetings.meeting import PLANNED, Meeting, MeetingState, start_clock, stop_clock
from meetings.motions import Motion, MotionState, open_motions

OPEN = MeetingState.OPEN


def begin_item(meeting: Meeting, item: str, at: datetime) -> Meeting:
    """Take up an item; the clock of the one before stops."""
    meeting.require("begin_item", OPEN)
    if meeting.open_vote is not None:
        raise NotAllowedNow(act="begin_item", state="vote_open")
    meeting.item(item)
    stopped = stop_clock(meeting, at)
    return start_clock(replace(stopped, current=item, queue=()), at)


def settle_item(meeting: Meeting, item: str, outcome: ItemOutcome, reason: str = "") -> Meeting:
    """Say how an item ended; raises ReasonNeeded for those that need one."""
    if outcome in NEED_REASON and not reason.strip():
        raise ReasonNeeded(act=outcome)
    meeting.require("settle_item", OPEN, MeetingState.ENDED)
    settled = replace(meeting.item(item), outcome=outcome, reason=reason.strip())
    left = {
        ItemOutcome.POSTPONED: MotionState.POSTPONED,
        ItemOutcome.WITHDRAWN: MotionState.WITHDRAWN,
    }.get(outcome)
    motions = meeting.motions
    if left is not None:
        motions = tuple(
            replace(m, state=left, reason=reason.strip()) if m.item == item and m.open else m
            for m in motions
        )
    return replace(put_item(meeting, settled), motions=motions)


def put_item(meeting: Meeting, item: AgendaItem) -> Meeting:
    """Change an item, or add it at its place."""
    known = any(other.id == item.id for other in meeting.items)
    items = tuple(item if other.id == item.id else other for other in meeting.items)
    return replace(meeting, items=items if known else (*items, item))


def add_item(meeting: Meeting, item: AgendaItem) -> Meeting:
    """Put an item on the agenda, at the end; while the meeting runs it is an ad-hoc item."""
    meeting.require("add_item", *PLANNED, OPEN)
    if not item.title.strip():
        raise Missing(what="title")
    last = max((other.position for other in meeting.items), default=0)
    return put_item(meeting, replace(item, position=last + 1))


def drop_item(meeting: Meeting, item: str) -> Meeting:
    """Take an item off the agenda before the meeting."""
    meeting.require("drop_item", *PLANNED)
    meeting.item(item)
    return replace(meeting, items=tuple(other for other in meeting.items if other.id != item))


def move_item(meeting: Meeting, item: str, up: bool) -> Meeting:
    """Change places with the neighbour above or below; at the border nothing happens."""
    meeting.require("move_item", *PLANNED, OPEN)
    order = meeting.in_order
    at = order.index(meeting.item(item))
    other = at - 1 if up else at + 1
    if not 0 <= other < len(order):
        return meeting
    first, second = order[at], order[other]
    swapped = {first.id: second.position, second.id: first.position}
    items = tuple(replace(i, position=swapped.get(i.id, i.position)) for i in meeting.items)
    return replace(meeting, items=items)


def speak(
    meeting: Meeting,
    id: str,
    person: str | None,
    name: str,
    stance: Stance,
    text: str,
    at: datetime,
    kind: SpeechKind = SpeechKind.SPEECH,
) -> Meeting:
    """Write down a speech; the speaker leaves the queue and gives the floor back."""
    meeting.require("speak", OPEN)
    if meeting.current is None:
        raise Missing(what="item")
    if not text.strip():
        raise Missing(what="text")
    if kind is SpeechKind.SPEECH and not name.strip():
        raise Missing(what="speaker")
    floor = meeting.floor
    mine = floor is not None and floor.name == name
    seconds = int((at - floor.since).total_seconds()) if floor is not None and mine else 0
    speech = Speech(
        id,
        meeting.body,
        meeting.id,
        meeting.current,
        person,
        name,
        stance,
        text,
        at,
        max(0, seconds),
        kind,
    )
    return replace(
        meeting,
        speeches=(*meeting.speeches, speech),
        queue=tuple(waiting for waiting in meeting.queue if waiting.name != name),
        floor=None if mine else floor,
    )


def edit_speech(meeting: Meeting, id: str, stance: Stance, text: str) -> Meeting:
    """Correct the wording of a speech until the minutes are final."""
    meeting.require("edit_speech", OPEN, MeetingState.SUSPENDED, MeetingState.ENDED)
    if not text.strip():
        raise Missing(what="text")
    return replace(
        meeting,
        speeches=tuple(
            replace(speech, stance=stance, text=text) if speech.id == id else speech
            for speech in meeting.speeches
        ),
    )


def raise_hand(meeting: Meeting, waiting: Waiting) -> Meeting:
    """Put a speaker into the queue, once."""
    meeting.require("raise_hand", OPEN)
    if any(other.name == waiting.name for other in meeting.queue):
        return meeting
    return replace(meeting, queue=(*meeting.queue, waiting))


def lower_hand(meeting: Meeting, name: str) -> Meeting:
    """Take a speaker out of the queue."""
    return replace(meeting, queue=tuple(w for w in meeting.queue if w.name != name))


def queue_in_turn(meeting: Meeting) -> tuple[Waiting, ...]:
    """The queue in the order in which the rule gives the floor."""
    if meeting.current is None or meeting.rule is None:
        return meeting.queue
    return in_turn(
        meeting.queue,
        meeting.speeches,
        meeting.current,
        meeting.rule.new_speakers_first,
        meeting.rule.alternate_sides,
    )


def give_floor(meeting: Meeting, person: str | None, name: str, at: datetime) -> Meeting:
    """Start the clock of a speaker."""
    meeting.require("give_floor", OPEN)
    return replace(lower_hand(meeting, name), floor=Floor(person, name, at))


def take_floor(meeting: Meeting) -> Meeting:
    """Stop the speaker's clock without a speech."""
    return replace(meeting, floor=None)


def propose(meeting: Meeting, motion: Motion) -> Meeting:
    """Put a motion; it waits for a second where the rule asks for one."""
    meeting.require("propose", OPEN)
    if meeting.informal:
        raise NotAllowedNow(act="propose", state="informal")
    if not motion.text.strip():
        raise Missing(what="motion")
    meeting.item(motion.item)
    if motion.amends is not None and not meeting.motion(motion.amends).open:
        raise NotAllowedNow(act="amend", state=meeting.motion(motion.amends).state)
    ready = not meeting.in_force.seconding or bool(motion.seconder.strip())
    state = MotionState.SECONDED if ready else MotionState.MOVED
    return replace(meeting, motions=(*meeting.motions, replace(motion, state=state)))


def second(meeting: Meeting, motion: str, name: str) -> Meeting:
    """Second a motion; the mover cannot."""
    meeting.require("second", OPEN)
    moved = meeting.motion(motion)
    if moved.state is not MotionState.MOVED or moved.mover == name or not name.strip():
        raise NotAllowedNow(act="second", state=moved.state)
    return put_motion(meeting, replace(moved, seconder=name, state=MotionState.SECONDED))


def withdraw(meeting: Meeting, motion: str, reason: str) -> Meeting:
    """The mover takes a motion back; its amendments fall with it."""
    meeting.require("withdraw", OPEN)
    moved = meeting.motion(motion)
    if not moved.open or meeting.open_vote is not None:
        raise NotAllowedNow(act="withdraw", state=moved.state)
    return replace(
        meeting,
        motions=tuple(
            replace(m, state=MotionState.WITHDRAWN, reason=reason)
            if m.open and motion in (m.id, m.amends)
            else m
            for m in meeting.motions
        ),
    )


def put_motion(meeting: Meeting, motion: Motion) -> Meeting:
    """Change a motion."""
    return replace(
        meeting, motions=tuple(motion if m.id == motion.id else m for m in meeting.motions)
    )


def before_vote(meeting: Meeting, item: str) -> Motion | None:
    """The motion of the item that would be voted on next."""
    waiting = open_motions(meeting.motions, item)
    return waiting[0] if waiting else None
