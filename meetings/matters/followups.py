"""Follow-ups (跟踪事项): the tasks that come of decisions, up to the resident's agreement."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta, tzinfo

from meetings.clean import is_blank
from meetings.dataclass import dataclass
from meetings.errors import MeetingError, Missing, NotAllowedNow, ReasonNeeded
from meetings.matters import parts as of_parts
from meetings.matters.followup_states import (
    DONE,
    ENDS_FROM,
    NEED_REASON,
    OF_PARTS,
    STEPS,
    TURNS,
    VISITS,
    YES,
    ChaseLevel,
    Ending,
    FollowUpState,
    Lateness,
    Satisfaction,
    StepKind,
    Urgency,
)
from meetings.matters.issues import IssueState
from meetings.matters.parts import Part, PartsOpen
from meetings.matters.photos import Photo

SOON = timedelta(days=3)
DECLINE_DAYS = 5
"""Days after the handing over within which a task may be given back, unless a body says other."""


class TooLateToDecline(MeetingError):
    """A task is given back within some days: `assigned` (date), `days`."""

    assigned: date
    days: int


class DeadlineFixed(MeetingError):
    """The deadline of a task that was handed over moves by an extension alone: `deadline`."""

    deadline: date


class NotYet(MeetingError):
    """A step is said to have happened on a day that has not come: `day` (date)."""

    day: date


class BeforeThat(MeetingError):
    """The given day is before the day of the step it must follow: `day`, `last` (dates)."""

    day: date
    after: StepKind | IssueState
    last: date


class TooFewVisits(MeetingError):
    """Ending as unreachable needs visits on `wanted` days; only `found` are written down."""

    found: int
    wanted: int


def end_of_day(day: date, zone: tzinfo | None) -> datetime:
    """The time given to what happened on a day and was written down later: the end of that day."""
    return datetime.combine(day, time(23, 59), zone)


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the course of a follow-up; steps are never erased."""

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
    meeting: str | None = None
    """The meeting at which this was said, while last time's promises were gone through."""
    level: ChaseLevel | None = None
    """Who chased."""
    undated: bool = False
    """Nobody said on which day it happened; `at` is when it was written down."""
    happened: date | None = None
    """The day on which it happened, where that was not the day on which it was written down."""
    who: str = ""
    """To whom it was handed over, or handed on."""
    was: str = ""
    """From whom it was handed on."""
    was_deadline: date | None = None
    """The deadline before an extension."""
    ending: Ending | None = None
    part: int = 0
    """The number of the part it is about, from 1; 0 for the whole task."""

    @property
    def day(self) -> date | None:
        """The day on which it happened; None where nobody said."""
        return None if self.undated else self.happened or self.at.date()

    @property
    def happened_at(self) -> datetime:
        """When it happened; at the end of that day where it was written down later."""
        if self.happened is None:
            return self.at
        return end_of_day(self.happened, self.at.tzinfo)


@dataclass(frozen=True, slots=True)
class Used:
    """A resource that helped; `resource` is empty for one that is on no list."""

    name: str
    resource: str = ""
    note: str = ""


def lateness(state: FollowUpState, deadline: date | None, today: date) -> Lateness:
    """How a task stands against its deadline on a day."""
    if state in DONE:
        return Lateness.DONE
    if deadline is None:
        return Lateness.NO_DEADLINE
    if deadline < today:
        return Lateness.OVERDUE
    return Lateness.SOON if deadline - today <= SOON else Lateness.ON_TIME


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
    """What acting has changed, before and after (行动促成了改变)."""
    topic: str = ""
    urgency: Urgency = Urgency.NORMAL
    co_owners: tuple[str, ...] = ()
    """Further persons who answer for it beside the owner."""
    units: tuple[str, ...] = ()
    """Units that carry it out (承办单位)."""
    contact: str = ""
    measure: str = ""
    """How it is to be done."""
    chased: ChaseLevel | None = None
    """How far up it has been chased since the work stopped moving; None once it is done."""
    retrospective: str = ""
    """What was learnt (复盘)."""
    from_meeting: str = ""
    """Where an old ledger says it comes from (来源会议), for a meeting that is not in this file."""
    from_item: str = ""
    """The item there (来源议题)."""
    resources: tuple[Used, ...] = ()
    photos: tuple[Photo, ...] = ()
    steps: tuple[Step, ...] = ()
    undated: bool = False
    """Nobody said on which day it began; `created_at` is when it was written down."""
    deadline_words: str = ""
    """The deadline as it was written, where that says more or less than a day (尽快, 9月底前)."""
    state_words: str = ""
    """The state as a file called it, where that is none of ours."""
    raised_name: str = ""
    """Who raised it, as an old ledger says."""
    remark: str = ""
    """The remark in an old ledger (备注)."""
    parts: tuple[Part, ...] = ()
    """What each of several hands does of it (分工); it is done when all of them are."""

    def may(self, kind: StepKind) -> bool:
        """Whether the step may be taken from the present state."""
        return self.state in STEPS[kind][0]

    @property
    def open_ways(self) -> tuple[StepKind, ...]:
        """The steps that can be taken now; closing only after a visit that heard a yes, completing
        with no part open, and on parts what fits one of them.
        """
        shut = {StepKind.CLOSE} if self.visit not in YES else set()
        if self.parts_open:
            shut.add(StepKind.COMPLETE)
        else:
            shut |= OF_PARTS - {StepKind.PART_REOPEN}
        if not any(part.done for part in self.parts):
            shut.add(StepKind.PART_REOPEN)
        return tuple(kind for kind in StepKind if self.may(kind) and kind not in shut)

    @property
    def parts_open(self) -> tuple[str, ...]:
        """Who has parts that are not done, each once."""
        return of_parts.still_open(self.parts)

    @property
    def ways_to_end(self) -> tuple[Ending, ...]:
        """In which ways it can end now without the resident's yes."""
        return tuple(
            way
            for way, states in ENDS_FROM.items()
            if self.state in states and (way is not Ending.UNREACHABLE or self.looked_for >= VISITS)
        )

    @property
    def looked_for(self) -> int:
        """On how many days, since it was last taken up, a visit found nobody."""
        days: set[date] = set()
        for step in self.steps:
            if step.kind is StepKind.REOPEN:
                days = set()
            elif step.satisfaction is Satisfaction.UNREACHABLE and step.day is not None:
                days.add(step.day)
        return len(days)

    @property
    def ending(self) -> Ending | None:
        """How it ended without the resident's yes; None where it did not."""
        return self.steps[-1].ending if self.state is FollowUpState.ENDED and self.steps else None

    def lateness(self, today: date) -> Lateness:
        """How the task stands against its deadline."""
        return lateness(self.state, self.deadline, today)

    @property
    def everybody(self) -> tuple[str, ...]:
        """All who have a part in it: owner, further owners, units, parts, helpers; each once."""
        shared = of_parts.owners(self.parts)
        named = (self.owner, *self.co_owners, *self.units, *shared, *self.helpers)
        return tuple(dict.fromkeys(name for name in named if not is_blank(name)))

    @property
    def in_charge(self) -> tuple[str, ...]:
        """Who answers for it: owner, further owners, units, who has a part; each once."""
        named = (self.owner, *self.co_owners, *self.units, *of_parts.owners(self.parts))
        return tuple(dict.fromkeys(name for name in named if not is_blank(name)))

    @property
    def assigned_on(self) -> date | None:
        """The day on which it was last handed over; None where nobody said."""
        given = [s for s in self.steps if s.kind in (StepKind.ASSIGN, StepKind.HAND_ON)]
        return given[-1].day if given else None

    @property
    def done_on(self) -> date | None:
        """The day of the completion that still holds; None where none does, or nobody said."""
        done = [step for step in self.steps if step.kind is StepKind.COMPLETE]
        return done[-1].day if done and self.state in DONE else None

    @property
    def reopened_on(self) -> date | None:
        """Since when it is in hand again after it had been done; None where it is not."""
        if self.state in DONE:
            return None
        again = (
            step
            for step in reversed(self.steps)
            if step.kind is StepKind.REOPEN or step.satisfaction is Satisfaction.UNSATISFIED
        )
        last = next(again, None)
        return last.day if last is not None else None

    @property
    def extensions(self) -> int:
        """How often the deadline was moved."""
        return sum(1 for step in self.steps if step.kind is StepKind.EXTEND)

    def steps_at(self, meeting: str) -> tuple[Step, ...]:
        """The steps that were written down at a meeting."""
        return tuple(step for step in self.steps if step.meeting == meeting)

    @property
    def visit(self) -> Satisfaction | None:
        """The answer at the last visit since the last reopening; None without one."""
        for step in reversed(self.steps):
            if step.kind is StepKind.REOPEN:
                return None
            if step.kind is StepKind.REVISIT:
                return step.satisfaction
        return None


def next_level(follow_up: FollowUp, *, has_upper: bool = True) -> ChaseLevel:
    """The level of the next reminder: one above the last, up to the highest there is."""
    levels = list(ChaseLevel) if has_upper else [ChaseLevel.REMIND, ChaseLevel.CHAIR]
    if follow_up.chased is None:
        return levels[0]
    place = list(ChaseLevel).index(follow_up.chased)
    return levels[min(place + 1, len(levels) - 1)]


def take(follow_up: FollowUp, step: Step, decline_days: int | None = DECLINE_DAYS) -> FollowUp:
    """Take one step; an unsatisfied visit sends the task back to work (复办).

    `decline_days` counts from the day of handing over; None sets no limit.
    Raises NotAllowedNow, ReasonNeeded, Missing, NotYet, BeforeThat, PartsOpen, TooFewVisits,
    TooLateToDecline.
    """
    step = _of_its_kind(follow_up, step)
    _check(follow_up, step, decline_days)
    if step.part or step.kind in OF_PARTS:
        follow_up, step = _on_part(follow_up, step)
    state = STEPS[step.kind][1] or follow_up.state
    if step.satisfaction is Satisfaction.UNSATISFIED:
        state = FollowUpState.IN_HAND
    chased = follow_up.chased
    if step.kind is StepKind.CHASE:
        step = replace(step, level=step.level or next_level(follow_up))
        chased = _higher(chased, step.level)
    elif step.kind in _MOVES:
        chased = None
    reopened = step.kind is StepKind.REOPEN and step.deadline is not None
    if step.kind is StepKind.EXTEND or reopened:
        step = replace(step, was_deadline=follow_up.deadline)
    elif step.kind is StepKind.ASSIGN and is_blank(step.who):
        step = replace(step, who="、".join(follow_up.in_charge))
    return replace(
        follow_up,
        state=state,
        deadline=step.deadline if step.kind is StepKind.EXTEND or reopened else follow_up.deadline,
        chased=chased,
        steps=(*follow_up.steps, step),
    )


def _of_its_kind(follow_up: FollowUp, step: Step) -> Step:
    """The step with those fields emptied that a step of its kind does not have."""
    kind, deadline = step.kind, step.deadline
    if kind in (StepKind.ASSIGN, StepKind.HAND_ON):
        deadline = follow_up.deadline if deadline else None
    elif kind not in _WITH_DEADLINE:
        deadline = None
    return replace(
        step, deadline=deadline,
        satisfaction=step.satisfaction if kind is StepKind.REVISIT else None,
        ending=step.ending if kind is StepKind.END else None,
    )  # fmt: skip


_WITH_DEADLINE = frozenset(
    {StepKind.EXTEND, StepKind.REOPEN, StepKind.PART_EXTEND, StepKind.PART_REOPEN}
)
"""Steps that may bring a deadline of their own."""


def _on_part(follow_up: FollowUp, step: Step) -> tuple[FollowUp, Step]:
    """The task with the part as the step leaves it, and the step with what the part was before."""
    day = None if step.undated else step.day
    parts = of_parts.after(follow_up.parts, step.part, step.kind, day, step.deadline, step.who)
    before = follow_up.parts[step.part - 1]
    if step.deadline is not None:
        step = replace(step, was_deadline=before.deadline)
    if step.kind is StepKind.PART_HAND_ON:
        step = replace(step, was=before.owner)
    return replace(follow_up, parts=parts), step


_MOVES = frozenset(
    {StepKind.ASSIGN, StepKind.HAND_ON, StepKind.EXTEND, StepKind.COMPLETE, StepKind.REOPEN}
)
"""Steps after which reminders start again from the lowest level."""


def _higher(old: ChaseLevel | None, new: ChaseLevel | None) -> ChaseLevel | None:
    levels = list(ChaseLevel)
    return max((level for level in (old, new) if level), key=levels.index, default=None)


def _check(follow_up: FollowUp, step: Step, decline_days: int | None) -> None:
    if not follow_up.may(step.kind):
        raise NotAllowedNow(act=step.kind, state=follow_up.state)
    if step.kind in NEED_REASON and is_blank(step.text):
        raise ReasonNeeded(act=step.kind)
    if step.kind is StepKind.EXTEND and step.deadline is None:
        raise Missing(what="deadline")
    if step.kind is StepKind.REVISIT and step.satisfaction is None:
        raise Missing(what="satisfaction")
    if step.kind is StepKind.CLOSE and follow_up.visit not in YES:
        raise Missing(what="satisfaction")
    if (step.kind is StepKind.ASSIGN and not follow_up.everybody) or (
        step.kind is StepKind.HAND_ON and is_blank(step.who)
    ):
        raise Missing(what="owner")
    if step.day is not None and step.day > step.at.date():
        raise NotYet(day=step.day)
    _check_order(follow_up, step)
    if step.kind is StepKind.END:
        _check_end(follow_up, step)
    if step.kind is StepKind.COMPLETE and follow_up.parts_open:
        raise PartsOpen(names=follow_up.parts_open)
    given = follow_up.assigned_on
    if (
        step.kind is StepKind.DECLINE
        and decline_days is not None
        and given is not None
        and ((step.day or step.at.date()) - given).days > decline_days
    ):
        raise TooLateToDecline(assigned=given, days=decline_days)


def _check_order(follow_up: FollowUp, step: Step) -> None:
    """Check that a step is not dated before those it depends on; raises BeforeThat.

    An earlier step dated after its own writing comes from a wrong clock and is ignored.
    """
    late = too_early(follow_up.steps, step, step.at.date())
    if late is not None and late.day is not None and step.day is not None:
        raise BeforeThat(day=step.day, after=late.kind, last=late.day)


def too_early(before: Sequence[Step], step: Step, written: date) -> Step | None:
    """Of the steps before it the last one that happened on a later day and had to come first.

    `written` is the day of writing down: what is dated later than that is left aside.

    What follows on the handing over comes after it; who has it next, or by when, may be written
    down later than what was done. What is known of no day says nothing.
    """
    if step.day is None:
        return None
    for earlier in reversed(before):
        first = earlier.kind in TURNS or (earlier.kind, step.kind) in _FIRST
        first = first or (earlier.kind is StepKind.ASSIGN and step.kind in _ASSIGNED)
        if first and earlier.day is not None and step.day < earlier.day <= written:
            return earlier
    return None


_ASSIGNED = {StepKind.END} | {
    kind for kind, (states, _to) in STEPS.items() if FollowUpState.WAITING not in states
}
"""Steps that come after the handing over, where there was one."""
_FIRST = frozenset(
    {
        (StepKind.EXTEND, StepKind.EXTEND), (StepKind.HAND_ON, StepKind.HAND_ON),
        (StepKind.PART_DONE, StepKind.COMPLETE),
    }
)  # fmt: skip
"""Pairs of further steps of which the first must not be dated after the second."""


def _check_end(follow_up: FollowUp, step: Step) -> None:
    if step.ending is None:
        raise Missing(what="ending")
    if follow_up.state not in ENDS_FROM[step.ending]:
        raise NotAllowedNow(act=step.ending, state=follow_up.state)
    if step.ending is Ending.UNREACHABLE and follow_up.looked_for < VISITS:
        raise TooFewVisits(found=follow_up.looked_for, wanted=VISITS)
