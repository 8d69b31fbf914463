"""月报、季报、年度总结 as a value: the figures, and the tasks and activities behind them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache

from meetings.clean import is_blank, trim
from meetings.dataclass import dataclass
from meetings.figures.compare import By, Side, compared, over_time, side, up_to
from meetings.figures.counting import CLOSED, Figures, figures, is_late
from meetings.figures.exchanged import NOBODY, Elsewhere, sides, with_received
from meetings.figures.facts import ActivityFact, Facts, TaskFact, Turn, TurnKind, of_bodies
from meetings.figures.flow import VOID, Course, Stage, course, deadline_on
from meetings.figures.periods import Length, Period, before, same_last_year
from meetings.figures.scope import Scope, short_names
from meetings.matters.activities import Activity, ActivityKind
from meetings.matters.followup_states import Satisfaction, StepKind
from meetings.matters.followups import FollowUp, Step
from meetings.matters.photos import When

MOST = 60
"""How many tasks a report names in one list; the ledger has them all."""

TITLES = {
    Length.MONTH: "议事工作月报", Length.QUARTER: "议事工作季报", Length.YEAR: "议事工作年度总结",
    Length.OTHER: "议事工作统计报告",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph by name and hash."""

    name: str
    hash: str
    when: When
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """One task as a report names it."""

    number: str
    """With the body's short name, unique over all bodies."""
    body: str
    text: str
    topic: str
    owners: str
    deadline: date | None = None
    days_late: int = 0
    done: date | None = None
    """None where nobody said, or it is not done."""
    ended: date | None = None
    how: str = ""
    """How it ended."""
    change: str = ""
    said: str = ""
    """The last word on it: why it is late, why it ended, what the resident said."""
    satisfaction: Satisfaction | None = None
    on: date | None = None
    """When that was said; None where nobody said."""
    pictures: tuple[Picture, ...] = ()
    id: str = ""
    step: str = ""
    """The id of the step with those words."""


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """One activity as a report names it."""

    kind: ActivityKind
    title: str
    day: date
    body: str
    heads: int | None
    """None where nobody said."""
    minutes: int = 0
    change: str = ""
    id: str = ""


LISTS = ("settled", "otherwise", "late", "open", "heard")
"""The lists of matters that a report has."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One matter in a list, or one activity, as a seal keeps it: its facts and no words."""

    of: str
    """One of LISTS, or `activities`."""
    id: str
    number: str = ""
    body: str = ""
    deadline: date | None = None
    days_late: int = 0
    done: date | None = None
    ended: date | None = None
    how: str = ""
    """How it ended; of an activity its kind."""
    satisfaction: Satisfaction | None = None
    on: date | None = None
    step: str = ""
    pictures: tuple[str, ...] = ()
    """By their hashes."""
    heads: int | None = None
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Later:
    """A figure or task that is different today from when the report was sealed."""

    what: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Report:
    """A period's report of some bodies, as of a day."""

    scope: str
    """The bodies, as the heading says."""
    issuer: str
    period: Period
    made: date
    figures: Figures
    earlier: Figures | None = None
    """The period before (上期)."""
    last_year: Figures | None = None
    """The same period a year before (去年同期)."""
    by_body: tuple[Side, ...] = ()
    by_topic: tuple[Side, ...] = ()
    by_place: tuple[Side, ...] = ()
    by_period: tuple[Side, ...] = ()
    """Periods of the same length up to this one; empty where only one has figures."""
    settled: tuple[Matter, ...] = ()
    """Done in the period, or closed by the resident's agreement."""
    otherwise: tuple[Matter, ...] = ()
    """Ended in another way."""
    late: tuple[Matter, ...] = ()
    """Open past the deadline, the latest first."""
    open: tuple[Matter, ...] = ()
    """Open and not late."""
    heard: tuple[Matter, ...] = ()
    """What residents said at the visits."""
    silent: tuple[str, ...] = ()
    """Bodies that held no meeting, nor one that may have been held."""
    activities: tuple[ActivityLine, ...] = ()
    """Activities, courses and recruitments that were held, by their days."""
    listed: tuple[Listed, ...] | None = None
    """Entries of the lists of a sealed report; None where it is unsealed or has none stored."""
    later: tuple[Later, ...] | None = None
    """Of a sealed report what changed since; None where it is not sealed."""

    @property
    def title(self) -> str:
        """月报, 季报, 年度总结, as the period's length asks."""
        return TITLES[self.period.length]

    def total(self, by: By) -> Side:
        """The row under a comparison."""
        return side("", self.figures, by)

    @property
    def comparisons(self) -> tuple[tuple[By, tuple[Side, ...]], ...]:
        """The comparisons with at least two rows."""
        pairs = (
            (By.BODY, self.by_body), (By.TOPIC, self.by_topic), (By.PLACE, self.by_place),
            (By.PERIOD, self.by_period),
        )  # fmt: skip
        return tuple((by, sides) for by, sides in pairs if len(sides) > 1)


def report(
    scope: Scope,
    issuer: str,
    period: Period,
    today: date,
    facts: Callable[[Period], Facts],
    load: Callable[[str], FollowUp],
    activity: Callable[[str], Activity] | None = None,
    elsewhere: Callable[[Period], Elsewhere] = lambda _period: NOBODY,
) -> Report:
    """The report of a period; `facts` reads those of a period, `load` a task by its id.

    `activity` reads an activity by its id; without it none is named. `elsewhere` is what bodies
    whose records are on other computers told of a period: they are in the figures, and what
    matters these are is known to them alone.
    """
    facts, elsewhere = cache(facts), cache(elsewhere)

    @cache
    def count(of: Period) -> Figures:
        return with_received(figures(facts(of), of, today), scope, elsewhere(of))

    def beside(of: Period) -> Figures | None:
        """The figures of another period; None where all of them are unknown."""
        others = elsewhere(of)
        return count(of) if others.received or not others.bodies else None

    loaded, names, there = facts(period), dict(scope.bodies), elsewhere(period)
    counted = count(period)
    earlier, last = before(period), same_last_year(period)
    numbers = _numbers(scope)
    until = counted.until
    lists = _Lists(numbers, names, period, until, load)
    lists.sort_out(loaded.tasks)
    held = {
        one.body for one in loaded.meetings if (one.held or one.unsigned) and period.has(one.day)
    }
    held |= {id for id, sent in there.received.items() if sent.held or sent.unsigned}
    unknown = there.bodies - there.received.keys()
    if there.bodies:
        here = [id for id in names if id not in there.bodies]
        own = {id: figures(of_bodies(loaded, {id}), period, today) for id in here}
        by_body = sides(scope, there, own, period, until)
    else:
        by_body = compared(loaded, period, today, By.BODY, names)
    return Report(
        scope.name, issuer, period, today, counted,
        beside(earlier) if earlier.start.year > 2000 else None,
        beside(last) if last is not None and last != earlier else None,
        by_body if len(names) > 1 else (),
        # What a body elsewhere told is told apart by topic only in its figures.
        () if there.bodies else compared(loaded, period, today, By.TOPIC, names),
        () if there.bodies else compared(loaded, period, today, By.PLACE, names),
        over_time(count, up_to(period)),
        lists.settled(), lists.otherwise(), lists.late(), lists.open(), lists.heard(),
        tuple(names[id] for id in scope.open if id not in held | unknown)
        if len(names) > 1 else (),
        _activities(loaded.activities, period, until, names, activity) if activity else (),
    )  # fmt: skip


def _activities(
    facts: Iterable[ActivityFact],
    period: Period,
    until: date,
    names: dict[str, str],
    load: Callable[[str], Activity],
) -> tuple[ActivityLine, ...]:
    days = [
        (one.day, one) for one in facts
        if one.day is not None and period.has(one.day) and one.day <= until
    ]  # fmt: skip
    found = []
    for day, one in sorted(days, key=lambda pair: (pair[0], pair[1].id)):
        activity = load(one.id)
        found.append(
            ActivityLine(one.kind, trim(activity.title), day, names.get(one.body, ""), one.heads,
                         one.minutes, trim(activity.change), one.id)
        )  # fmt: skip
    return tuple(found)


def _numbers(scope: Scope) -> dict[str, str]:
    """The short name put before each body's task numbers; "" where there is only one body."""
    if len(scope.bodies) < 2:
        return {id: "" for id, _name in scope.bodies}
    short = short_names(name for _id, name in scope.bodies)
    return {id: f"{short[name]}-" for id, name in scope.bodies}


class _Lists:
    """The tasks of a period sorted into the report's lists; only tasks to be named are loaded."""

    def __init__(
        self,
        numbers: dict[str, str],
        names: dict[str, str],
        period: Period,
        until: date,
        load: Callable[[str], FollowUp],
    ) -> None:
        self.numbers, self.names, self.period, self.until = numbers, names, period, until
        self.load = load
        self._of: dict[str, list[tuple[TaskFact, Course]]] = {
            name: [] for name in ("settled", "otherwise", "late", "open", "heard")
        }

    def sort_out(self, tasks: Iterable[TaskFact]) -> None:
        """Sort the tasks into the lists by what happened to them in the period."""
        for task in tasks:
            one = course(task.turns, self.period, self.until)
            ended = one.end is Stage.ENDED
            if one.done and one.finished and not one.void:
                self._of["settled"].append((task, one))
            if ended and one.ends and one.how != CLOSED:
                self._of["otherwise"].append((task, one))
            if one.end is Stage.OPEN and not one.end_unknown:
                late = is_late(task, one, self.until)
                self._of["late" if late else "open"].append((task, one))
            if any(_heard(turn) for turn in one.turns) and not one.void:
                self._of["heard"].append((task, one))

    def settled(self) -> tuple[Matter, ...]:
        return self._named("settled", lambda task, _one: _done_on(task) or date.max)

    def otherwise(self) -> tuple[Matter, ...]:
        return self._named("otherwise", lambda _task, one: (one.how == VOID, one.how))

    def late(self) -> tuple[Matter, ...]:
        return self._named(
            "late", lambda task, _one: deadline_on(task.deadlines, self.until) or date.max
        )

    def open(self) -> tuple[Matter, ...]:
        return self._named(
            "open", lambda task, _one: deadline_on(task.deadlines, self.until) or date.max
        )

    def heard(self) -> tuple[Matter, ...]:
        words = {word: place for place, word in enumerate(reversed(Satisfaction))}
        found = [
            matter
            for matter in self._named("heard", lambda task, _one: task.id, most=4 * MOST)
            if not is_blank(matter.said)
        ]
        found.sort(key=lambda one: words.get(one.satisfaction or Satisfaction.UNREACHABLE, 9))
        return tuple(found[:MOST])

    def _named(
        self, name: str, key: Callable[[TaskFact, Course], object], most: int = MOST
    ) -> tuple[Matter, ...]:
        chosen = sorted(self._of[name], key=lambda pair: (key(*pair), pair[0].id))
        return tuple(self._matter(name, task, one) for task, one in chosen[:most])

    def _matter(self, name: str, fact: TaskFact, one: Course) -> Matter:
        task = self.load(fact.id)
        deadline = deadline_on(fact.deadlines, self.until)
        late = (self.until - deadline).days if name == "late" and deadline is not None else 0
        seen = [step for step in task.steps if (step.day or step.at.date()) <= self.until]
        word = _word(name, seen)
        ended = [t for t in one.turns if t.kind is TurnKind.ENDED]
        return Matter(
            f"{self.numbers.get(task.body, '')}{task.number}", self.names.get(task.body, ""),
            trim(task.text), task.topic,
            had_it(task, lambda step: (step.day or step.at.date()) > self.until), deadline, late,
            _done_on(fact, self.until),
            ended[-1].day if ended and ended[-1].known else None, one.how,
            trim(task.change), trim(word.text) if word else "",
            word.satisfaction if word else None, word.day if word else None,
            tuple(
                Picture(photo.name, photo.hash, photo.when, photo.caption)
                for photo in task.photos
                if not photo.removed and name == "settled"
            ),
            fact.id, word.id if word else "",
        )  # fmt: skip


def had_it(task: FollowUp, later: Callable[[Step], bool]) -> str:
    """Who had the task before the first handing on for which `later` is true."""
    moved = next((s for s in task.steps if s.kind is StepKind.HAND_ON and later(s)), None)
    return "、".join(task.everybody) if moved is None else moved.was


def _heard(turn: Turn) -> bool:
    """Whether the turn is a visit at which somebody answered."""
    return turn.kind is TurnKind.VISITED and turn.how != Satisfaction.UNREACHABLE


def _done_on(task: TaskFact, until: date = date.max) -> date | None:
    done = [t for t in task.turns if t.kind is TurnKind.DONE and t.day <= until]
    return done[-1].day if done and done[-1].known else None


_WHY = frozenset({StepKind.PROGRESS, StepKind.EXTEND, StepKind.DECLINE, StepKind.REOPEN})


def _word(name: str, steps: Sequence[Step]) -> Step | None:
    """The step whose words the list prints: the visit, the obstacle or the end."""
    if name == "heard":
        fit = [
            step for step in steps
            if step.kind is StepKind.REVISIT and step.satisfaction != Satisfaction.UNREACHABLE
        ]  # fmt: skip
    elif name in ("late", "open"):
        fit = [step for step in steps if step.kind in _WHY and not is_blank(step.text)]
    else:
        fit = [step for step in steps if not is_blank(step.text)]
    return fit[-1] if fit else None
