"""Bodies, buildings, topics or periods side by side, each with its bases."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from itertools import dropwhile

from meetings.dataclass import dataclass
from meetings.figures.counting import Base, Figures, MeanRate, Rate, figures
from meetings.figures.facts import CarriedFact, Facts, IssueFact, MeetingFact, TaskFact
from meetings.figures.periods import EVER, Period, before


class By(StrEnum):
    """What is compared."""

    BODY = "body"
    TOPIC = "topic"
    PLACE = "place"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Side:
    """The figures of one of those compared; the total has the name ""."""

    name: str
    meetings: int | None
    """None in comparisons of topics or buildings, to which a meeting cannot be assigned."""
    issues: int
    """Collected in the period."""
    begin: int
    new: int
    done: int
    ended: int
    end: int
    late: int
    completed: Rate
    on_time: Rate
    carried: MeanRate | None = None
    """居民自理; None where it is unknown, or not counted in this comparison."""


def side(name: str, counted: Figures, by: By = By.BODY) -> Side:
    """The row of a comparison for these figures."""
    flow = counted.tasks
    apart = by in (By.TOPIC, By.PLACE)
    meetings, carried = (None, None) if apart else (counted.held, counted.by_residents)
    return Side(
        name, meetings, counted.issues.new, flow.begin, flow.new + flow.again, flow.done, flow.ends,
        flow.end, flow.late, counted.completed, counted.on_time, carried,
    )  # fmt: skip


_BUILDING = re.compile(r"[A-Za-zＡ-Ｚ]?\d{1,4}(?:[、,，和及-]\d{1,4})*\s*(?:号楼|号院|栋|幢|座|#)")
NO_PLACE = "未写明楼栋"
NO_TOPIC = "未分类"


def building_of(place: str) -> str:
    """The building that a place names; the place itself where it names none."""
    found = _BUILDING.search(place)
    return found[0] if found else NO_PLACE


@dataclass
class _Sorted:
    """The facts of one of those compared."""

    meetings: list[MeetingFact] = field(default_factory=list)
    issues: list[IssueFact] = field(default_factory=list)
    tasks: list[TaskFact] = field(default_factory=list)
    carried: list[CarriedFact] = field(default_factory=list)


def _key(by: By, fact: IssueFact | TaskFact) -> str:
    if by is By.BODY:
        return fact.body
    return fact.topic or NO_TOPIC if by is By.TOPIC else building_of(fact.place)


def compared(
    facts: Facts, period: Period, today: date, by: By, names: Mapping[str, str]
) -> tuple[Side, ...]:
    """Each body, topic or building alone, the one with most first; `names` are those of bodies.

    Of buildings and topics only issues and tasks are told apart: a meeting belongs to none.
    """
    sorted_out: dict[str, _Sorted] = defaultdict(_Sorted)
    if by is By.BODY:
        for id in names:
            sorted_out[id] = _Sorted()
        for meeting in facts.meetings:
            sorted_out[meeting.body].meetings.append(meeting)
        for carried in facts.carried:
            sorted_out[carried.body].carried.append(carried)
    for issue in facts.issues:
        sorted_out[_key(by, issue)].issues.append(issue)
    for task in facts.tasks:
        sorted_out[_key(by, task)].tasks.append(task)
    found = []
    for key, sorted_ in sorted_out.items():
        of_key = Facts(
            tuple(sorted_.meetings), tuple(sorted_.issues), tuple(sorted_.tasks),
            carried=tuple(sorted_.carried),
        )  # fmt: skip
        name = names.get(key, key) if by is By.BODY else key
        found.append(side(name, figures(of_key, period, today), by))
    if by is By.BODY:
        return tuple(found)
    shown = [one for one in found if one.issues or one.begin or one.new or one.done or one.end]
    return tuple(sorted(shown, key=lambda one: (-(one.begin + one.new), -one.issues, one.name)))


def over_time(count: Callable[[Period], Figures], periods: Iterable[Period]) -> tuple[Side, ...]:
    """Periods one below the other, each as of its own last day; the first has something to tell.

    Where bodies are counted elsewhere, each has its own base: `2026年10月（598/631）`.
    """
    counted = map(count, periods)
    found = (side(f"{one.period.words}{_of(one.base)}", one, By.PERIOD) for one in counted)
    return tuple(
        dropwhile(lambda one: not any((one.meetings, one.issues, one.new, one.end)), found)
    )


PERIODS = 6
"""How many periods a comparison over time has."""


def up_to(period: Period) -> tuple[Period, ...]:
    """A period and those of its length before it, the earliest first."""
    found = [period]
    while len(found) < PERIODS and found[0].start > EVER:
        found.insert(0, before(found[0]))
    return tuple(found)


def _of(base: Base | None) -> str:
    return f"（{base.told}/{base.of}）" if base is not None else ""
