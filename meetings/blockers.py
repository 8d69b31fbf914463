"""What is still missing before a meeting is ended, or its minutes are final."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from meetings.agenda import ItemKind
from meetings.meeting import OVER, Meeting, MeetingState
from meetings.presence import Mark, state_of
from meetings.votes import VoteState


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that is missing.

    `kind` names the check; `place` is the id of the row to go to; `what` is its own words;
    `stops` is False for a mere warning.
    """

    kind: str
    place: str
    what: str = ""
    stops: bool = True


def nobody_signed_in(meeting: Meeting) -> Iterator[Blocker]:
    """Somebody must have been there."""
    if not any(mark.kind is Mark.IN for mark in meeting.presence):
        yield Blocker("nobody_signed_in", meeting.id)


def no_chair_or_secretary(meeting: Meeting) -> Iterator[Blocker]:
    """The minutes name who chaired and who wrote."""
    if not meeting.chair.strip():
        yield Blocker("no_chair", meeting.id)
    if not meeting.secretary.strip():
        yield Blocker("no_secretary", meeting.id)


def vote_left_open(meeting: Meeting) -> Iterator[Blocker]:
    """A vote must be counted or left."""
    for vote in meeting.votes:
        if vote.state is VoteState.OPEN:
            yield Blocker("vote_left_open", vote.id, meeting.motion(vote.motion).text)


def motion_left_open(meeting: Meeting) -> Iterator[Blocker]:
    """A motion is voted on, postponed or withdrawn."""
    for motion in meeting.motions:
        if motion.open:
            yield Blocker("motion_left_open", motion.id, motion.text)


def item_without_outcome(meeting: Meeting) -> Iterator[Blocker]:
    """Every item that was taken up ends somehow; what nobody came to is 未议 by itself."""
    for item in meeting.in_order:
        begun = item.spent > 0 or item.began_at is not None
        due = begun or meeting.state in OVER
        if item.outcome is None and due and item.kind is not ItemKind.REVIEW:
            yield Blocker("item_without_outcome", item.id, item.title)


def decision_without_owner(meeting: Meeting) -> Iterator[Blocker]:
    """A task has somebody who does it."""
    for decision in meeting.decisions:
        if decision.task and not decision.owner.strip():
            yield Blocker("decision_without_owner", decision.id, decision.text)


def decision_without_deadline(meeting: Meeting) -> Iterator[Blocker]:
    """A task has a day by which it is done."""
    for decision in meeting.decisions:
        if decision.task and decision.deadline is None:
            yield Blocker("decision_without_deadline", decision.id, decision.text)


def holder_left(meeting: Meeting) -> Iterator[Blocker]:
    """A proxy stands only while its holder is in the room."""
    for entry in meeting.roll:
        last = state_of(entry.person, meeting.presence)
        if last is None or last.kind is not Mark.PROXY or last.holder is None:
            continue
        here = state_of(last.holder, meeting.presence)
        if here is None or here.kind is not Mark.IN:
            yield Blocker("holder_left", entry.person, entry.label, stops=False)


CHECKS: tuple[Callable[[Meeting], Iterator[Blocker]], ...] = (
    nobody_signed_in,
    no_chair_or_secretary,
    vote_left_open,
    motion_left_open,
    item_without_outcome,
    decision_without_owner,
    decision_without_deadline,
    holder_left,
)


def blockers(meeting: Meeting) -> tuple[Blocker, ...]:
    """Everything that is missing, in the order in which a secretary would mend it."""
    return tuple(blocker for check in CHECKS for blocker in check(meeting))


def may_finalise(meeting: Meeting) -> bool:
    """The meeting is over and nothing that stops is missing."""
    over = meeting.state in {MeetingState.ENDED, MeetingState.INQUORATE}
    return over and not any(blocker.stops for blocker in blockers(meeting))
