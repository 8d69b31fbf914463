"""The meeting as a whole, and its life from draft to approved minutes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from meetings.agenda import AgendaItem, ItemKind, ItemOutcome
from meetings.debate import Floor, Speech, Waiting
from meetings.decisions import Decision
from meetings.errors import NotAllowedNow, NotFound, ReasonNeeded
from meetings.motions import Motion
from meetings.presence import PresenceMark, RollEntry, Room, room
from meetings.rules import Rule
from meetings.votes import Vote, VoteState

Child = TypeVar("Child", AgendaItem, Motion, Vote)


class MeetingState(StrEnum):
    """The life of a meeting; suspended goes back to open, final may be reopened."""

    DRAFT = "draft"
    CALLED = "called"
    OPEN = "open"
    SUSPENDED = "suspended"
    ENDED = "ended"
    INQUORATE = "inquorate"
    FINAL = "final"
    APPROVED = "approved"
    CANCELLED = "cancelled"


S = MeetingState
MOVES: dict[MeetingState, frozenset[MeetingState]] = {
    S.DRAFT: frozenset({S.CALLED, S.OPEN, S.CANCELLED}),
    S.CALLED: frozenset({S.DRAFT, S.OPEN, S.CANCELLED}),
    S.OPEN: frozenset({S.SUSPENDED, S.ENDED, S.INQUORATE}),
    S.SUSPENDED: frozenset({S.OPEN}),
    S.ENDED: frozenset({S.OPEN, S.FINAL}),
    S.INQUORATE: frozenset({S.OPEN, S.FINAL}),
    S.FINAL: frozenset({S.ENDED, S.APPROVED}),
    S.APPROVED: frozenset(),
    S.CANCELLED: frozenset({S.DRAFT}),
}
RUNNING = frozenset({S.OPEN, S.SUSPENDED})
PLANNED = frozenset({S.DRAFT, S.CALLED})
OVER = frozenset({S.ENDED, S.INQUORATE, S.FINAL, S.APPROVED})


@dataclass(frozen=True, slots=True)
class Pause:
    """A suspension (休会) and its end; `until` is None while it lasts."""

    since: datetime
    until: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of one body with everything that happened in it."""

    id: str
    body: str
    year: int
    serial: int
    """Counts within the body and the year: 〔2026〕第3次."""
    title: str
    starts_at: datetime
    place: str = ""
    ends_at: datetime | None = None
    chair: str = ""
    secretary: str = ""
    state: MeetingState = MeetingState.DRAFT
    rule: Rule | None = None
    """The body's rule as it was when the meeting opened."""
    roll: tuple[RollEntry, ...] = ()
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    informal: bool = False
    """Held as a talk without decisions, since the quorum was not reached."""
    current: str | None = None
    """The item under discussion."""
    queue: tuple[Waiting, ...] = ()
    floor: Floor | None = None
    next_meeting: str = ""
    note: str = ""
    version: int = 0
    final_hash: str = ""
    final_at: datetime | None = None
    items: tuple[AgendaItem, ...] = ()
    presence: tuple[PresenceMark, ...] = ()
    speeches: tuple[Speech, ...] = ()
    motions: tuple[Motion, ...] = ()
    votes: tuple[Vote, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def item(self, id: str) -> AgendaItem:
        """One item of the agenda; raises NotFound."""
        return _one(self.items, id, "AgendaItem")

    def motion(self, id: str) -> Motion:
        """One motion; raises NotFound."""
        return _one(self.motions, id, "Motion")

    def vote(self, id: str) -> Vote:
        """One vote; raises NotFound."""
        return _one(self.votes, id, "Vote")

    def entry(self, person: str) -> RollEntry:
        """A name on the roll; raises NotFound."""
        for entry in self.roll:
            if entry.person == person:
                return entry
        raise NotFound(kind="RollEntry", id=person)

    @property
    def in_order(self) -> tuple[AgendaItem, ...]:
        """The agenda by position."""
        return tuple(sorted(self.items, key=lambda item: item.position))

    @property
    def open_vote(self) -> Vote | None:
        """The vote being taken."""
        return next((vote for vote in self.votes if vote.state is VoteState.OPEN), None)

    @property
    def in_force(self) -> Rule:
        """The rule that the meeting is held under; raises NotAllowedNow before it opens."""
        if self.rule is None:
            raise NotAllowedNow(act="rule", state=self.state)
        return self.rule

    def room(self, item: str | None = None) -> Room:
        """The room now, as it counts for an item."""
        return room(self.roll, self.presence, self.in_force, item)

    def require(self, act: str, *states: MeetingState) -> None:
        """Raise NotAllowedNow unless the meeting is in one of the states."""
        if self.state not in states:
            raise NotAllowedNow(act=act, state=self.state)


def _one(children: Iterable[Child], id: str, kind: str) -> Child:
    for child in children:
        if child.id == id:
            return child
    raise NotFound(kind=kind, id=id)


def move(meeting: Meeting, to: MeetingState) -> Meeting:
    """Change the state where the life of a meeting allows it."""
    if to not in MOVES[meeting.state]:
        raise NotAllowedNow(act=to, state=meeting.state)
    return replace(meeting, state=to)


def call(meeting: Meeting) -> Meeting:
    """Send the notice out."""
    return move(meeting, S.CALLED)


def cancel(meeting: Meeting, reason: str) -> Meeting:
    """It will not take place; raises ReasonNeeded."""
    if not reason.strip():
        raise ReasonNeeded(act=S.CANCELLED)
    return replace(move(meeting, S.CANCELLED), note=reason.strip())


def open_(meeting: Meeting, rule: Rule, roll: tuple[RollEntry, ...], at: datetime) -> Meeting:
    """Open the meeting: rule and roll (应到) are fixed now."""
    meeting.require("open", S.DRAFT, S.CALLED)
    marked = {mark.person for mark in meeting.presence}
    walk_ins = tuple(
        entry
        for entry in meeting.roll
        if entry.person in marked and entry.person not in {known.person for known in roll}
    )
    return replace(
        move(meeting, S.OPEN), rule=rule, roll=(*roll, *walk_ins), opened_at=at, ended_at=None
    )


def suspend(meeting: Meeting, at: datetime, reason: str = "") -> Meeting:
    """休会: the clock of the item stops."""
    paused = replace(move(meeting, S.SUSPENDED), pauses=(*meeting.pauses, Pause(at, None, reason)))
    return stop_clock(paused, at)


def resume(meeting: Meeting, at: datetime) -> Meeting:
    """Go on after a suspension."""
    meeting.require("resume", S.SUSPENDED)
    pauses = (*meeting.pauses[:-1], replace(meeting.pauses[-1], until=at))
    return start_clock(replace(move(meeting, S.OPEN), pauses=pauses), at)


def end(meeting: Meeting, at: datetime) -> Meeting:
    """Close the meeting: what nobody came to is 未议 and comes back by itself."""
    meeting.require("end", S.OPEN)
    if meeting.open_vote is not None:
        raise NotAllowedNow(act="end", state=VoteState.OPEN)
    stopped = stop_clock(meeting, at)
    items = tuple(
        replace(item, outcome=ItemOutcome.NOT_REACHED)
        if item.outcome is None
        and (item.spent == 0 or meeting.informal)
        and item.kind is not ItemKind.REVIEW
        else item
        for item in stopped.items
    )
    to = S.INQUORATE if meeting.informal else S.ENDED
    return replace(move(stopped, to), items=items, ended_at=at, current=None, floor=None, queue=())


def go_back(meeting: Meeting, at: datetime) -> Meeting:
    """Open an ended meeting again, as when it was ended by mistake."""
    meeting.require("reopen", S.ENDED, S.INQUORATE)
    items = tuple(
        replace(item, outcome=None) if item.outcome is ItemOutcome.NOT_REACHED else item
        for item in meeting.items
    )
    pause = Pause(meeting.ended_at or at, at)
    return replace(
        move(meeting, S.OPEN), items=items, ended_at=None, pauses=(*meeting.pauses, pause)
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
