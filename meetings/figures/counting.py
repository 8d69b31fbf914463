"""Every figure of a period as of a day, counted from the facts."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from fractions import Fraction
from statistics import median
from typing import Any, ClassVar, TypeVar

from meetings.community.bodies import Tier
from meetings.community.people import Layer, Role
from meetings.community.sides import Side
from meetings.dataclass import dataclass
from meetings.figures.facts import (
    ActivityFact,
    Carried,
    CarriedFact,
    Facts,
    IssueFact,
    SeatFact,
    SpeakerFact,
    TaskFact,
    Turn,
    TurnKind,
)
from meetings.figures.flow import VOID, Course, Flow, Stage, course, deadline_on, flow, state_on
from meetings.figures.periods import Period
from meetings.matters.activities import ActivityKind
from meetings.matters.followup_states import Satisfaction
from meetings.matters.issues import IssueState, Source
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.meeting_states import MeetingKind

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Rate:
    """A count of a total, and how many more are left out of both since a day is unknown."""

    part: int
    of: int
    out: int = 0

    @property
    def percent(self) -> int | None:
        """Whole percent, half rounded up; None where the total is 0."""
        return None if self.of == 0 else (self.part * 200 + self.of) // (2 * self.of)

    @property
    def text(self) -> str:
        """`27%（6/22）`, `27%（6/22，另有日期不详3件未计入）`; `—（0/0）` of nothing."""
        shown = "—" if self.percent is None else f"{self.percent}%"
        out = f"，另有日期不详{self.out}件未计入" if self.out else ""
        return f"{shown}（{self.part}/{self.of}{out}）"


@dataclass(frozen=True, slots=True)
class MeanRate:
    """The unweighted mean of several shares, with the counts it is based on."""

    shares: tuple[Rate, ...]
    """The shares, without those whose total is 0."""
    unknown: int = 0
    """How many acts are left out since it is unknown on which side they count."""
    LEAST: ClassVar[int] = 10
    """The mean is given only from this base on."""

    @property
    def of(self) -> int:
        """The base: how many are counted in all the shares."""
        return sum(one.of for one in self.shares)

    @property
    def known(self) -> bool:
        """Whether the base is large enough, and no smaller than what is unknown."""
        return self.of >= max(self.LEAST, self.unknown)

    @property
    def percent(self) -> int | None:
        """Whole percent, half rounded up; None where too little is known."""
        if not self.known:
            return None
        mean = sum((Fraction(one.part, one.of) for one in self.shares), Fraction())
        return int(100 * mean / len(self.shares) + Fraction(1, 2))

    @property
    def text(self) -> str:
        """`38%（3项平均，基数63）`, `不详（基数1，另有4次是谁不详）`."""
        out = f"，另有{self.unknown}次是谁不详" if self.unknown else ""
        if self.percent is None:
            return f"不详（基数{self.of}{out}）"
        return f"{self.percent}%（{len(self.shares)}项平均，基数{self.of}{out}）"


@dataclass(frozen=True, slots=True)
class MonthCount:
    """What one month saw; `tasks_open` and `issues_open` at its end."""

    month: str
    """`2026-03`; "" for what happened within the period on a day that nobody said."""
    meetings: int
    issues: int
    tasks: int
    done: int
    ended: int
    tasks_open: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """How many activities were held, with how many people and person-minutes."""

    times: int = 0
    heads: int = 0
    """人次."""
    minutes: int = 0
    uncounted: int = 0
    """How many were held of which nobody said how many came."""


@dataclass(frozen=True, slots=True)
class Base:
    """How many bodies have reported (`told`) of how many (`of`), where some are on other computers.

    Bodies that have not reported are in none of the figures: unknown, and not zero.
    """

    told: int
    of: int
    silent: tuple[tuple[str, str], ...] = ()
    """Bodies that have not reported: name, and the last month they reported (`2026-10`), or ""."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a period, as of a day."""

    period: Period
    until: date
    """The day as of whose end they are counted: the last of the period, or today."""
    meetings: Mapping[str, int]
    """Held ones by kind: each of MeetingKind, then kinds by name alone."""
    held_in: Mapping[Tier, int]
    """Held ones by tier."""
    inquorate: int
    """流会; not among those held."""
    cancelled: int
    attendance: Rate
    """Present of expected, over all meetings held."""
    heads: int
    """Everybody who came, voting or not, each meeting counted (人次)."""
    guests: int
    """Of these, without a vote (人次)."""
    persons: int | None
    """Different people who came; None for added figures, where people cannot be told apart."""
    outcomes: Mapping[ItemOutcome, int]
    topics: Mapping[str, int]
    sources: Mapping[Source, int]
    states: Mapping[IssueState, int]
    """Of the issues collected in the period, as they stood at its end."""
    tiers: Mapping[Tier, int]
    """Issues collected in each tier."""
    received: int
    """Issues that came from the tier below, which are counted where they came from."""
    issues: Flow
    tasks: Flow
    settled: Rate
    """Issues collected in the period and settled by its end."""
    completed: Rate
    """办结率: done at the end, of all that were open in the period."""
    on_time: Rate
    """按时办结率: done by the deadline, of all whose deadline fell in the period."""
    reported: Rate
    """反馈率: of those done in the period."""
    visited: Rate
    """回访率: of those done in the period."""
    satisfied: Rate
    """满意率: satisfied and fairly satisfied, of the visits that reached somebody."""
    closed: Rate
    """销号率: ended by the resident's yes, of all that were open in the period or waited for it."""
    unsigned: int = 0
    """Nobody signed in (无人签到): not known to have been held, and not among those held."""
    voided: int = 0
    """作废 in the period: in no other figure, unless it stood in the stock before."""
    extended: int = 0
    """How often a deadline was moved."""
    chased: int = 0
    """How often somebody was reminded (督办)."""
    days_to_settle: tuple[int, ...] = ()
    """Days from collecting to settling of each issue settled in the period, in rising order."""
    speakers: int | None = 0
    """Persons who spoke; None as for `persons`."""
    first_time: Rate = field(default_factory=lambda: Rate(0, 0))
    """Of those who spoke, how many had never spoken in a meeting of the body before."""
    loudest: Rate = field(default_factory=lambda: Rate(0, 0))
    """Speeches of the person who spoke most, of all speeches."""
    by_month: tuple[MonthCount, ...] = ()
    activities: Held = field(default_factory=lambda: Held())
    """活动 held in the period."""
    courses: Held = field(default_factory=lambda: Held())
    """课程 of the volunteers' academy."""
    recruited: Held = field(default_factory=lambda: Held())
    """招募: on the spot, and where nobody said how."""
    recruited_online: Held = field(default_factory=lambda: Held())
    undated: int = 0
    """Held activities of any kind on a day that nobody said; in none of these."""
    people: Mapping[str, int] = field(default_factory=dict)
    """Persons by role at the end: lead, building head, volunteer and the others of PEOPLE."""
    core: int = 0
    """Volunteers of the core layer (骨干) at the end."""
    general: int = 0
    """Volunteers of the general layer (一般) at the end."""

    carried: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Number of acts by kind (Carried) and by side (Side); kinds without acts are absent."""
    base: Base | None = None
    """None where the records of all these bodies are in this file."""

    @property
    def dependence(self) -> MeanRate | None:
        """依赖度: the mean of the shares of acts that staff did; None where there are no acts."""
        if not self.carried:
            return None
        shares = tuple(rate for what in self.carried if (rate := self.by_staff(what)).of)
        return MeanRate(shares, sum(one.get(Side.UNKNOWN, 0) for one in self.carried.values()))

    @property
    def by_residents(self) -> MeanRate | None:
        """居民自理: the same mean of what residents did, on the same base."""
        staff = self.dependence
        if staff is None:
            return None
        return MeanRate(tuple(Rate(s.of - s.part, s.of) for s in staff.shares), staff.unknown)

    def by_staff(self, what: str) -> Rate:
        """The share of acts of one kind by staff and social workers, of all whose side is known."""
        sides = self.carried.get(what, {})
        staff = sides.get(Side.STAFF, 0) + sides.get(Side.SOCIAL, 0)
        return Rate(staff, staff + sides.get(Side.RESIDENTS, 0))

    @property
    def usual_days(self) -> float | None:
        """The median of `days_to_settle`; None without any."""
        return median(self.days_to_settle) if self.days_to_settle else None

    @property
    def held(self) -> int:
        """Meetings held."""
        return sum(self.meetings.values())


def figures(facts: Facts, period: Period, today: date) -> Figures:
    """Count the facts of a period, as of its last day or of today, whichever comes first.

    What happened later changes nothing in them; a deadline counts as it was on that day.
    """
    until = min(period.end, today)
    shown = Period(period.start, until)
    meetings = [m for m in facts.meetings if shown.has(m.day)]
    held = [m for m in meetings if m.held]
    speakers = [s for s in facts.speakers if shown.has(s.day)]
    own = [i for i in facts.issues if not i.received]
    issues = [course(i.turns, period, until) for i in own]
    tasks = [course(t.turns, period, until) for t in facts.tasks]
    collected = [i for i, c in zip(own, issues, strict=True) if c.new and not c.unknown]
    late = [is_late(t, c, until) for t, c in zip(facts.tasks, tasks, strict=True)]
    return Figures(
        period=period,
        until=until,
        meetings=_kinds([m.kind for m in held]),
        held_in=_count((m.tier for m in held), Tier),
        inquorate=sum(1 for m in meetings if m.inquorate and not m.cancelled),
        cancelled=sum(1 for m in meetings if m.cancelled),
        unsigned=sum(1 for m in meetings if m.unsigned and not (m.inquorate or m.cancelled)),
        attendance=Rate(sum(m.present for m in held), sum(m.expected for m in held)),
        heads=sum(m.present + m.guests + m.others for m in held),
        guests=sum(m.others for m in held),
        persons=len({person for m in held for person in m.persons}),
        outcomes=_ordered(Counter(o for m in held for o in m.outcomes)),
        topics=_ordered(Counter(i.topic for i in collected)),
        sources=_ordered(Counter(i.source for i in collected)),
        states=_count(
            (IssueState(state_on(i.turns, IssueState.COLLECTED, until)) for i in collected),
            IssueState,
        ),
        tiers=_count((i.tier for i in collected), Tier),
        received=sum(1 for i in facts.issues if i.received and _came(i, shown)),
        issues=flow(issues, [False] * len(issues), until),
        tasks=flow(tasks, late, until),
        **_of_issues(issues),
        **_of_tasks(facts.tasks, tasks, shown, today),
        by_month=_months(held, issues, tasks, shown),
        **_who_was_heard(speakers),
        **_of_activities(facts.activities, shown),
        **_of_people(facts.seats, until),
        carried=_carried(one for one in facts.carried if shown.has(one.day)),
    )


def _carried(facts: Iterable[CarriedFact]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for one in facts:
        sides = found.setdefault(one.what.value, {})
        sides[one.side.value] = sides.get(one.side.value, 0) + one.count
    return {what.value: found[what.value] for what in Carried if what.value in found}


PEOPLE = (
    Role.LEAD, Role.BUILDING_HEAD, Role.GROUP_LEADER, Role.WOMENS_GROUP_LEADER, Role.GRID_WORKER,
    Role.VOLUNTEER,
)  # fmt: skip
"""The roles whose holders are counted."""


def _of_activities(activities: Sequence[ActivityFact], shown: Period) -> dict[str, Any]:
    there = [one for one in activities if one.day is not None and shown.has(one.day)]

    def held(kind: ActivityKind, online: bool = False) -> Held:
        of = [one for one in there if one.kind is kind]
        if kind is ActivityKind.RECRUITMENT:
            of = [one for one in of if bool(one.online) is online]
        return Held(
            len(of), sum(one.heads or 0 for one in of), sum(one.minutes for one in of),
            sum(1 for one in of if one.heads is None),
        )  # fmt: skip

    return {
        "activities": held(ActivityKind.ACTIVITY), "courses": held(ActivityKind.COURSE),
        "recruited": held(ActivityKind.RECRUITMENT),
        "recruited_online": held(ActivityKind.RECRUITMENT, online=True),
        "undated": sum(1 for one in activities if one.day is None),
    }  # fmt: skip


def _of_people(seats: Sequence[SeatFact], until: date) -> dict[str, Any]:
    """Who holds which role on the day; one person in several bodies counts once."""
    now = [
        one
        for one in seats
        if (one.since is None or one.since <= until) and (one.until is None or one.until > until)
    ]
    by_role = {role: {one.person for one in now if role in one.roles} for role in PEOPLE}
    volunteers = [one for one in now if Role.VOLUNTEER in one.roles]
    core = {one.person for one in volunteers if one.layer is Layer.CORE}
    general = {one.person for one in volunteers if one.layer is Layer.GENERAL} - core
    return {
        "people": {role.value: len(held) for role, held in by_role.items() if held},
        "core": len(core), "general": len(general),
    }  # fmt: skip


def is_late(task: TaskFact, one: Course, until: date) -> bool:
    """Whether a task is neither done nor ended although its deadline was before the day."""
    if one.end is not Stage.OPEN or one.end_unknown:
        return False
    deadline = deadline_on(task.deadlines, until)
    return deadline is not None and deadline < until


def _came(issue: IssueFact, shown: Period) -> bool:
    return bool(issue.turns) and shown.has(issue.turns[0].day)


def _of_issues(courses: Sequence[Course]) -> dict[str, Any]:
    known = [c for c in courses if not c.unknown]
    new = [c for c in known if c.new]
    settled = [c for c in new if c.end is Stage.ENDED and c.how == IssueState.SETTLED]
    out = sum(1 for c in courses if c.unknown and c.new)
    days = [
        (turn.day - c.since).days
        for c in known
        if c.since is not None
        for turn in c.turns
        if turn.kind is TurnKind.ENDED and turn.how == IssueState.SETTLED and turn.known
    ]
    return {"settled": Rate(len(settled), len(new), out), "days_to_settle": tuple(sorted(days))}


def _of_tasks(
    tasks: Sequence[TaskFact], courses: Sequence[Course], shown: Period, today: date
) -> dict[str, Any]:
    valid = [(t, c) for t, c in zip(tasks, courses, strict=True) if not c.void]
    known = [c for _task, c in valid if not c.unknown]
    out = len(valid) - len(known)
    open_once = [c for c in known if c.was_open]
    done = [c for c in known if c.done and c.finished]
    heard = [
        parts for c in known if (parts := _last_heard(c)) not in ("", Satisfaction.UNREACHABLE)
    ]
    pleased = [parts for parts in heard if parts in (Satisfaction.SATISFIED, Satisfaction.FAIRLY)]
    concerned = [c for c in known if c.was_open or c.begin is Stage.DONE]
    yes = [c for c in concerned if c.end is Stage.ENDED and c.how == CLOSED]
    return {
        "completed": Rate(sum(1 for c in open_once if _is_done(c)), len(open_once), out),
        "on_time": _on_time(valid, shown, today),
        "reported": _after_done(done, TurnKind.REPORTED),
        "visited": _after_done(done, TurnKind.VISITED),
        "satisfied": Rate(
            len(pleased), len(heard), sum(1 for c in known if TurnKind.VISITED in c.unsure)
        ),
        "closed": Rate(len(yes), len(concerned), out),
        "voided": sum(1 for c in courses if c.void and VOID in c.ends),
        "extended": sum(1 for t, _c in valid for day in t.extended if shown.has(day)),
        "chased": sum(1 for t, _c in valid for day in t.chased if shown.has(day)),
    }


CLOSED = "closed"
"""How a task ends by the resident's yes (销号)."""


def _is_done(one: Course) -> bool:
    """Whether the work was done or the resident agreed; a task ended otherwise is not done."""
    return one.finished or (one.end is Stage.ENDED and one.how == CLOSED)


def _after_done(done: Sequence[Course], kind: TurnKind) -> Rate:
    sure = [c for c in done if kind not in c.unsure]
    return Rate(sum(1 for c in sure if _has(c, kind)), len(sure), len(done) - len(sure))


def _has(one: Course, kind: TurnKind) -> bool:
    return any(turn.kind is kind for turn in one.turns)


def _last_heard(one: Course) -> str:
    heard = [turn.how for turn in one.turns if turn.kind is TurnKind.VISITED]
    return heard[-1] if heard else ""


def _on_time(valid: Sequence[tuple[TaskFact, Course]], shown: Period, today: date) -> Rate:
    """Those done in time of all that fell due; a task due today and not done is not counted yet."""
    in_time = fell_due = out = 0
    for task, _course in valid:
        deadline = deadline_on(task.deadlines, shown.end)
        if deadline is None or not shown.has(deadline):
            continue
        # Since when it was there says nothing of whether it was done.
        turns = (Turn(TurnKind.BEGUN, date.min), *task.turns[1:])
        then = course(turns, Period(deadline, deadline), deadline)
        done = _is_done(then)
        if (then.end is Stage.ENDED and not done) or (not done and deadline >= today):
            continue
        if then.end_unknown:
            out += 1
            continue
        fell_due += 1
        in_time += done
    return Rate(in_time, fell_due, out)


def _count(keys: Iterable[Key], kind: Iterable[Key]) -> dict[Key, int]:
    counted = Counter(keys)
    return {key: counted[key] for key in kind}


def _kinds(kinds: Sequence[str]) -> dict[str, int]:
    named = _ordered(Counter(kind for kind in kinds if kind not in set(MeetingKind)))
    return {**_count(kinds, (kind.value for kind in MeetingKind)), **named}


def _ordered(counted: Counter[Key]) -> dict[Key, int]:
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], str(pair[0]))))


def _who_was_heard(speakers: list[SpeakerFact]) -> dict[str, Any]:
    speeches: Counter[str] = Counter()
    for one in speakers:
        speeches[one.person] += one.speeches
    new = {one.person for one in speakers if not one.earlier}
    most = max(speeches.values(), default=0)
    return {
        "speakers": len(speeches),
        "first_time": Rate(len(new), len(speeches)),
        "loudest": Rate(most, sum(speeches.values())),
    }


def _months(
    held: Iterable[Any], issues: Iterable[Course], tasks: Iterable[Course], shown: Period
) -> tuple[MonthCount, ...]:
    meetings = Counter(f"{m.day:%Y-%m}" for m in held)
    tasks = [c for c in tasks if not c.unknown and c.moves]
    collected = _by_month(issues, lambda c, t: t.kind is TurnKind.BEGUN)
    made = _by_month(tasks, lambda c, t: t.kind is TurnKind.BEGUN)
    done = _by_month(tasks, lambda c, t: t.kind is TurnKind.DONE and not c.void)
    ended, moved = Counter[str](), Counter[str]()
    for one in tasks:
        stage = one.begin
        for turn in one.turns:
            if turn.kind is TurnKind.ENDED and stage is not Stage.ENDED:
                ended[_month(turn.day, turn.known)] += 1
                moved[_month(turn.day)] -= 1
                stage = Stage.ENDED
            elif turn.kind in (TurnKind.AGAIN, TurnKind.BEGUN):
                moved[_month(turn.day)] += stage in (Stage.ENDED, Stage.NOT_YET)
                stage = Stage.OPEN
    stock = sum(1 for c in tasks if c.begin in (Stage.OPEN, Stage.DONE))
    months = []
    for part in shown.months():
        month = f"{part.start:%Y-%m}"
        stock += moved[month]
        months.append(
            MonthCount(
                month,
                meetings[month],
                collected[month],
                made[month],
                done[month],
                ended[month],
                stock,
            )
        )
    if any(counted[""] for counted in (collected, made, done, ended)):
        months.append(MonthCount("", 0, collected[""], made[""], done[""], ended[""]))
    return tuple(months)


def _by_month(courses: Iterable[Course], wanted: Callable[[Course, Any], bool]) -> Counter[str]:
    return Counter(
        _month(turn.day, turn.known)
        for one in courses
        if not one.unknown
        for turn in one.turns
        if wanted(one, turn)
    )


def _month(day: date, is_known: bool = True) -> str:
    return f"{day:%Y-%m}" if is_known else ""
