"""Follow-ups (跟踪事项): from a promise to the resident's yes."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from meetings.errors import Missing, NotAllowedNow, ReasonNeeded

SOON = timedelta(days=3)


class FollowUpState(StrEnum):
    """办结 (the work is done) is not 销号 (the resident agrees)."""

    WAITING = "waiting"
    ASSIGNED = "assigned"
    DECLINED = "declined"
    IN_HAND = "in_hand"
    COMPLETED = "completed"
    REPORTED_BACK = "reported_back"
    REVISITED = "revisited"
    CLOSED = "closed"


class StepKind(StrEnum):
    """What one entry of the road says."""

    ASSIGN = "assign"
    PROGRESS = "progress"
    DECLINE = "decline"
    EXTEND = "extend"
    CHASE = "chase"
    COMPLETE = "complete"
    REPORT_BACK = "report_back"
    REVISIT = "revisit"
    CLOSE = "close"
    REOPEN = "reopen"


class Satisfaction(StrEnum):
    """The resident's word at the visit."""

    SATISFIED = "satisfied"
    FAIRLY = "fairly_satisfied"
    UNSATISFIED = "unsatisfied"
    UNREACHABLE = "unreachable"


class Lateness(StrEnum):
    """Derived from the deadline, never stored; its word always goes with its colour."""

    ON_TIME = "on_time"
    SOON = "soon"
    OVERDUE = "overdue"
    NO_DEADLINE = "no_deadline"
    DONE = "done"


S = FollowUpState
STEPS: dict[StepKind, tuple[frozenset[FollowUpState], FollowUpState | None]] = {
    StepKind.ASSIGN: (frozenset({S.WAITING, S.DECLINED}), S.ASSIGNED),
    StepKind.DECLINE: (frozenset({S.ASSIGNED}), S.DECLINED),
    StepKind.PROGRESS: (frozenset({S.ASSIGNED, S.IN_HAND}), S.IN_HAND),
    StepKind.EXTEND: (frozenset({S.ASSIGNED, S.IN_HAND}), None),
    StepKind.CHASE: (frozenset({S.WAITING, S.ASSIGNED, S.IN_HAND}), None),
    StepKind.COMPLETE: (frozenset({S.ASSIGNED, S.IN_HAND}), S.COMPLETED),
    StepKind.REPORT_BACK: (frozenset({S.COMPLETED}), S.REPORTED_BACK),
    StepKind.REVISIT: (frozenset({S.REPORTED_BACK, S.REVISITED}), S.REVISITED),
    StepKind.CLOSE: (frozenset({S.REVISITED}), S.CLOSED),
    StepKind.REOPEN: (
        frozenset({S.COMPLETED, S.REPORTED_BACK, S.REVISITED, S.CLOSED}),
        S.IN_HAND,
    ),
}
"""From which states a step may be taken, and where it leads (None: it stays)."""

NEED_REASON = frozenset({StepKind.DECLINE, StepKind.EXTEND, StepKind.REOPEN})
DONE = frozenset({S.COMPLETED, S.REPORTED_BACK, S.REVISITED, S.CLOSED})


@dataclass(frozen=True, slots=True)
class Step:
    """One entry on the road of a follow-up; nothing is erased."""

    id: str
    body: str
    follow_up: str
    kind: StepKind
    at: datetime
    text: str = ""
    by: str = ""
    deadline: date | None = None
    """The new deadline of an extension."""
    satisfaction: Satisfaction | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A task with an owner and a deadline."""

    id: str
    body: str
    number: int
    text: str
    created_at: datetime
    meeting: str | None = None
    item: str | None = None
    decision: str | None = None
    issue: str | None = None
    owner: str = ""
    owner_person: str | None = None
    helpers: tuple[str, ...] = ()
    deadline: date | None = None
    state: FollowUpState = FollowUpState.WAITING
    change: str = ""
    """What is different now, before and after (行动促成了改变)."""
    steps: tuple[Step, ...] = ()

    def may(self, kind: StepKind) -> bool:
        """The step can be taken from here."""
        return self.state in STEPS[kind][0]

    def lateness(self, today: date) -> Lateness:
        """How the task stands against its deadline."""
        if self.state in DONE:
            return Lateness.DONE
        if self.deadline is None:
            return Lateness.NO_DEADLINE
        if self.deadline < today:
            return Lateness.OVERDUE
        return Lateness.SOON if self.deadline - today <= SOON else Lateness.ON_TIME

    @property
    def visit(self) -> Satisfaction | None:
        """What the last visit since the last reopening heard."""
        for step in reversed(self.steps):
            if step.kind is StepKind.REOPEN:
                return None
            if step.kind is StepKind.REVISIT:
                return step.satisfaction
        return None


def take(follow_up: FollowUp, step: Step) -> FollowUp:
    """Take one step; an unsatisfied visit sends the task back to work (复办).

    Raises NotAllowedNow, ReasonNeeded, Missing.
    """
    if not follow_up.may(step.kind):
        raise NotAllowedNow(act=step.kind, state=follow_up.state)
    if step.kind in NEED_REASON and not step.text.strip():
        raise ReasonNeeded(act=step.kind)
    if step.kind is StepKind.EXTEND and step.deadline is None:
        raise Missing(what="deadline")
    if step.kind is StepKind.REVISIT and step.satisfaction is None:
        raise Missing(what="satisfaction")
    if step.kind is StepKind.CLOSE and follow_up.visit not in {
        Satisfaction.SATISFIED,
        Satisfaction.FAIRLY,
    }:
        raise Missing(what="satisfaction")
    if step.kind is StepKind.ASSIGN and not follow_up.owner.strip():
        raise Missing(what="owner")
    state = STEPS[step.kind][1] or follow_up.state
    if step.satisfaction is Satisfaction.UNSATISFIED:
        state = FollowUpState.IN_HAND
    return replace(
        follow_up,
        state=state,
        deadline=step.deadline if step.kind is StepKind.EXTEND else follow_up.deadline,
        steps=(*follow_up.steps, step),
    )
