"""The road of a matter: dated steps through all bodies, from collecting it to closing it.

街角 → 社区 → 街道 → 回复 → 落地 → 销号.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from meetings.chairing.outcomes import on_void_vote
from meetings.community.bodies import Body, Tier
from meetings.dataclass import dataclass
from meetings.matters.followup_states import OVER, Lateness, StepKind
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue, IssueState
from meetings.matters.referrals import (
    WAITING,
    Referral,
    Reply,
    ReplyState,
    days_late,
    stands,
    state_of,
)
from meetings.papers.road_words import RoadWords
from meetings.sitting.agenda import AgendaItem
from meetings.sitting.meeting import Meeting
from meetings.sitting.votes import VoteState


class RoadKind(StrEnum):
    """What happened on a step; the steps of a task keep their own kind."""

    RAISED = "raised"
    EARLIER = "earlier"
    MERGED = "merged"
    SAME = "same"
    PLANNED = "planned"
    DELIBERATED = "deliberated"
    VOTED = "voted"
    DECIDED = "decided"
    ASSIGNED = "assigned"
    SENT = "sent"
    REMINDED = "reminded"
    RECEIVED = "received"
    SCHEDULED = "scheduled"
    ANSWERED = "answered"
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"
    LANDED = "landed"
    SETTLED = "settled"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Sent:
    """A referral with what the receiver wrote."""

    referral: Referral
    reply: Reply | None
    to_name: str = ""


@dataclass(frozen=True, slots=True)
class Leg:
    """All that one body has about the matter."""

    body: Body
    issue: Issue | None = None
    earlier: tuple[Issue, ...] = ()
    """Issues that were settled before this one came back, the newest first."""
    merged: tuple[Issue, ...] = ()
    items: tuple[tuple[Meeting, str], ...] = ()
    """Meetings and the ids of their items about the matter."""
    tasks: tuple[FollowUp, ...] = ()
    sent: tuple[Sent, ...] = ()
    same: tuple[tuple[str, Issue], ...] = ()
    """Issues of other bodies on the same matter, with those bodies' names."""


@dataclass(frozen=True, slots=True)
class RoadStep:
    """One step; `at` is None for where the matter stands now, and where nobody gave a day."""

    at: datetime | None
    tier: Tier
    body_name: str
    kind: RoadKind | StepKind
    text: str
    late: bool = False
    undated: bool = False
    """Whether it happened on a day that nobody gave."""


@dataclass(frozen=True, slots=True)
class Station:
    """A stage of the road and when it was reached: None while it is still to come, and where that
    was on a day that nobody gave (`undated`)."""

    name: str
    at: datetime | None
    undated: bool = False


@dataclass(frozen=True, slots=True)
class Road:
    """The whole road of one matter."""

    title: str
    body_name: str
    stations: tuple[Station, ...]
    steps: tuple[RoadStep, ...]
    owners_matter: bool = False
    """Somewhere on it stands what only the owners decide together (Civil Code art. 278)."""


def road_of(legs: tuple[Leg, ...], today: date, words: RoadWords) -> Road:
    """The road of a matter; `legs` from the body where it began upwards, at least one."""
    first = legs[0]
    steps = [step for leg in legs for step in _steps(leg, today, words)]
    steps.sort(key=lambda step: step.at.timestamp() if step.at else 0)
    # In its place by when it was written down, which is not when it happened.
    steps = [replace(step, at=None) if step.undated else step for step in steps]
    title = first.issue.title if first.issue is not None else _title(first)
    owners = any(
        (leg.issue is not None and leg.issue.owners_matter)
        or any(meeting.item(item).owners_matter for meeting, item in leg.items)
        for leg in legs
    )
    return Road(
        title,
        first.body.name,
        _stations(legs, words),
        (*steps, *_now(legs, today, words)),
        owners,
    )


def _title(leg: Leg) -> str:
    if leg.sent:
        return leg.sent[0].referral.title
    return next((meeting.item(item).title for meeting, item in leg.items), "")


def _steps(leg: Leg, today: date, words: RoadWords) -> Iterator[RoadStep]:
    def step(
        at: datetime, kind: RoadKind | StepKind, text: str, late: bool = False,
        undated: bool = False,
    ) -> RoadStep:  # fmt: skip
        return RoadStep(at, leg.body.tier, leg.body.name, kind, text, late, undated)

    for old in leg.earlier:
        yield step(old.settled_at or old.collected_at, RoadKind.EARLIER, words.earlier(old))
    if leg.issue is not None:
        kind = RoadKind.RAISED if leg.issue.referral is None else RoadKind.SCHEDULED
        issue = leg.issue
        yield step(issue.collected_at, kind, words.raised(issue), undated=issue.undated)
    for other in leg.merged:
        text = words.raised(other)
        yield step(other.collected_at, RoadKind.MERGED, text, undated=other.undated)
    for name, there in leg.same:
        text = words.same(name, there)
        yield step(there.collected_at, RoadKind.SAME, text, undated=there.undated)
    landed = {sent.referral.landed_item for sent in leg.sent} - {None}
    for meeting, id in leg.items:
        item = meeting.item(id)
        kind = RoadKind.LANDED if _answers(item, landed, leg) else RoadKind.DELIBERATED
        if item.started_at is None and kind is RoadKind.DELIBERATED:
            kind = RoadKind.PLANNED
        yield step(item.started_at or meeting.began_at, kind, words.item(meeting, item))
        for vote in meeting.votes:
            if vote.item == id and vote.state is VoteState.CLOSED and vote.closed_at is not None:
                yield step(vote.closed_at, RoadKind.VOTED, words.vote(meeting, vote, item))
        for decision in meeting.decisions:
            if decision.item == id:
                void = on_void_vote(meeting, decision)
                yield step(decision.at, RoadKind.DECIDED, words.decision(decision, void))
    for task in leg.tasks:
        late = task.lateness(today) is Lateness.OVERDUE
        if task.decision is None:
            text = words.task(task)
            yield step(task.created_at, RoadKind.ASSIGNED, text, late, task.undated)
        for done in task.steps:
            if done.kind is not StepKind.ASSIGN or done.at != task.created_at:
                at = done.happened_at
                yield step(at, done.kind, words.step(task, done), undated=done.undated)
    for sent in leg.sent:
        yield from _referral(leg, sent, today, words)
    settled = leg.issue.settled_at if leg.issue is not None else None
    if leg.issue is not None and settled is not None and leg.issue.state is IssueState.SETTLED:
        yield step(settled, RoadKind.SETTLED, leg.issue.title)


def _answers(item: AgendaItem, landed: set[str | None], leg: Leg) -> bool:
    """Whether the item presents an answer, or is carried over from one that was not reached."""
    seen = {seen_item.id: seen_item for meeting, _ in leg.items for seen_item in meeting.items}
    here: AgendaItem | None = item
    while here is not None:
        if here.id in landed:
            return True
        here = seen.get(here.carried_from or "")
    return False


def _referral(leg: Leg, sent: Sent, today: date, words: RoadWords) -> Iterator[RoadStep]:
    referral, reply = sent.referral, sent.reply
    here, there = (leg.body.tier, leg.body.name), (_above(leg.body.tier), sent.to_name)
    late = days_late(referral, reply, today) > 0
    yield RoadStep(referral.sent_at, *here, RoadKind.SENT, words.sent(referral, sent.to_name), late)
    for reminder in referral.reminders:
        yield RoadStep(reminder.at, *here, RoadKind.REMINDED, reminder.text or reminder.by)
    if referral.withdrawn_at is not None:
        why = referral.withdrawn_reason
        yield RoadStep(referral.withdrawn_at, *here, RoadKind.WITHDRAWN, why)
    if reply is None:
        return
    yield RoadStep(reply.received_at, *there, RoadKind.RECEIVED, reply.received_by)
    if reply.answered_at is not None:
        back = reply.state is ReplyState.SENT_BACK
        kind = RoadKind.SENT_BACK if back else RoadKind.ANSWERED
        yield RoadStep(reply.answered_at, *there, kind, words.answer(reply))


def _above(tier: Tier) -> Tier:
    return Tier.COMMUNITY if tier is Tier.CORNER else Tier.SUBDISTRICT


def _stations(legs: tuple[Leg, ...], words: RoadWords) -> tuple[Station, ...]:
    """The tiers it came to, the answer, the landing, and the end."""
    first = legs[0]
    unknown = first.issue is not None and first.issue.undated
    began = None if unknown else _began(first)
    found = [Station(words.tier(first.body.tier), began, unknown)]
    above: list[Sent] = [
        sent for leg in legs for sent in leg.sent if stands(sent.referral, sent.reply)
    ]
    for sent in above:
        tier = next((leg.body.tier for leg in legs if sent.referral in _own(leg)), Tier.CORNER)
        at = sent.reply.received_at if sent.reply else None
        name = words.tier(_above(tier))
        if all(station.name != name for station in found):
            found.append(Station(name, at))
    mine = [sent for sent in first.sent if stands(sent.referral, sent.reply)]
    if mine:
        last = mine[-1]
        answered = last.reply.answered_at if last.reply else None
        found.append(Station(words.station("answered"), answered))
        found.append(Station(words.station("landed"), _landed(first, last)))
    closed = _closed(first, legs)
    over = closed is None and first.issue is None and _all_over(legs)
    found.append(Station(words.station("closed"), closed, over))
    return tuple(found)


def _own(leg: Leg) -> list[Referral]:
    return [sent.referral for sent in leg.sent]


def _began(leg: Leg) -> datetime | None:
    if leg.issue is not None:
        return leg.issue.collected_at
    return min((sent.referral.sent_at for sent in leg.sent), default=None)


def _landed(leg: Leg, sent: Sent) -> datetime | None:
    for meeting, item in leg.items:
        if item == sent.referral.landed_item:
            return meeting.item(item).started_at
    return None


def _closed(first: Leg, legs: tuple[Leg, ...]) -> datetime | None:
    """When the issue was settled, or without an issue when the last of its tasks was closed."""
    if first.issue is not None:
        return first.issue.settled_at if first.issue.state is IssueState.SETTLED else None
    tasks = [task for leg in legs for task in leg.tasks]
    if not _all_over(legs):
        return None
    last = [task.steps[-1] for task in tasks if task.steps]
    return max((step.happened_at for step in last if not step.undated), default=None)


def _all_over(legs: tuple[Leg, ...]) -> bool:
    states = [task.state for leg in legs for task in leg.tasks]
    return bool(states) and all(state in OVER for state in states)


def _now(legs: tuple[Leg, ...], today: date, words: RoadWords) -> Iterator[RoadStep]:
    """The present state: what waits for an answer, the open tasks, the state of the issue."""
    for leg in legs:
        where = (leg.body.tier, leg.body.name)
        for sent in leg.sent:
            late = days_late(sent.referral, sent.reply, today)
            state = state_of(sent.referral, sent.reply)
            if state in WAITING:
                text = words.waiting(sent.referral, state, sent.to_name, late)
                yield RoadStep(None, *where, RoadKind.NOW, text, late > 0)
        for task in leg.tasks:
            if task.state not in OVER:
                overdue = task.lateness(today) is Lateness.OVERDUE
                yield RoadStep(None, *where, RoadKind.NOW, words.open_task(task, today), overdue)
    first = legs[0]
    if first.issue is not None and first.issue.state is not IssueState.REFERRED_UP:
        text = words.stands(first.issue)
        yield RoadStep(None, first.body.tier, first.body.name, RoadKind.NOW, text)
