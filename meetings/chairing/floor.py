"""Acts on the agenda of a meeting: taking up, settling, adding, dropping and moving items."""

from dataclasses import replace
from datetime import datetime

from meetings.chairing.life import start_clock, stop_clock
from meetings.chairing.quorum import too_few_came
from meetings.clean import is_blank, trim
from meetings.day_range import check_minutes
from meetings.errors import Missing, NotAllowedNow, ReasonNeeded
from meetings.procedure.verdict import Outcome
from meetings.sitting.agenda import AGREED_TO, NEED_REASON, AgendaItem, ItemKind, ItemOutcome
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import PLANNED, WRITING, MeetingState
from meetings.sitting.motions import MotionState
from meetings.sitting.votes import VoteState

OPEN = MeetingState.OPEN


def begin_item(meeting: Meeting, item: str, at: datetime) -> Meeting:
    """Take up an item; the clock of the one before stops."""
    meeting.require("begin_item", OPEN)
    meeting.require_no_hands("begin_item")
    meeting.item(item)
    stopped = stop_clock(meeting, at)
    return start_clock(replace(stopped, current=item, queue=()), at)


def lacks_evidence(meeting: Meeting, item: str, outcome: ItemOutcome) -> bool:
    """Whether the outcome is one that only a vote or consensus gives, and none came to it.

    Earlier minutes are approved by nobody objecting: that item needs no vote, but a quorum.
    """
    if meeting.item(item).kind is ItemKind.APPROVAL:
        return outcome in RESULTS and too_few_came(meeting)
    voted = [v for v in meeting.votes if v.item == item and v.state is VoteState.CLOSED]
    if outcome in AGREED_TO:
        return not any(vote.outcome is Outcome.PASSED for vote in voted)
    return outcome in RESULTS and not voted


def may_end_as(meeting: Meeting, item: str, outcome: ItemOutcome) -> bool:
    """Whether an item can be said to have ended so: too few decide nothing, and only votes tie."""
    voted = [v for v in meeting.votes if v.item == item and v.state is VoteState.CLOSED]
    if outcome is ItemOutcome.TIED:
        return any(vote.outcome is Outcome.TIED for vote in voted)
    return outcome not in RESULTS or bool(voted) or not too_few_came(meeting)


RESULTS = frozenset(
    {
        ItemOutcome.ADOPTED,
        ItemOutcome.ADOPTED_MODIFIED,
        ItemOutcome.REJECTED,
        ItemOutcome.TIED,
        ItemOutcome.AGREED,
    }
)
"""Outcomes that decide the matter; a talk without a quorum has none."""


def settle_item(meeting: Meeting, item: str, outcome: ItemOutcome, reason: str = "") -> Meeting:
    """Say how an item ended; raises ReasonNeeded for those that need one, NotAllowedNow.

    Open motions go with an item that is put off, withdrawn, passed up or not reached.
    """
    if outcome in NEED_REASON and is_blank(reason):
        raise ReasonNeeded(act=outcome)
    meeting.require("settle_item", *WRITING)
    if meeting.informal and outcome in RESULTS:
        raise NotAllowedNow(act="settle_item", state="informal")
    if any(vote.item == item for vote in meeting.open_votes):
        raise NotAllowedNow(act="settle_item", state="vote_open")
    settled = replace(meeting.item(item), outcome=outcome, reason=trim(reason))
    left = {
        ItemOutcome.POSTPONED: MotionState.POSTPONED,
        ItemOutcome.NOT_REACHED: MotionState.POSTPONED,
        ItemOutcome.REFERRED_UP: MotionState.POSTPONED,
        ItemOutcome.WITHDRAWN: MotionState.WITHDRAWN,
    }.get(outcome)
    motions = meeting.motions
    if left is not None:
        motions = tuple(
            replace(m, state=left, reason=trim(reason)) if m.item == item and m.open else m
            for m in motions
        )
    return replace(put_item(meeting, settled), motions=motions)


def put_item(meeting: Meeting, item: AgendaItem) -> Meeting:
    """Change an item, or add it at its place."""
    exists = any(other.id == item.id for other in meeting.items)
    items = tuple(item if other.id == item.id else other for other in meeting.items)
    return replace(meeting, items=items if exists else (*items, item))


def add_item(meeting: Meeting, item: AgendaItem) -> Meeting:
    """Put an item on the agenda, at the end; while the meeting runs it is an ad-hoc item."""
    meeting.require("add_item", *PLANNED, OPEN)
    if is_blank(item.title):
        raise Missing(what="title")
    check_minutes(item.minutes)
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
