"""Bodies, buildings, topics or periods side by side, each with its bases."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from meetings.figures.counting import Figures, Rate, figures
from meetings.figures.facts import Facts
from meetings.figures.periods import Period


class By(StrEnum):
    """What stands side by side."""

    BODY = "body"
    TOPIC = "topic"
    PLACE = "place"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Side:
    """One of those compared; the whole has the name ""."""

    name: str
    meetings: int
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


def side(name: str, known: Figures) -> Side:
    """What of a period's figures stands in a comparison."""
    flow = known.tasks
    return Side(
        name, known.held, known.issues.new, flow.begin, flow.new + flow.again, flow.done, flow.ends,
        flow.end, flow.late, known.completed, known.on_time,
    )  # fmt: skip


_BUILDING = re.compile(r"[A-Za-zＡ-Ｚ]?\d{1,4}(?:[、,，和及-]\d{1,4})*\s*(?:号楼|号院|栋|幢|座|#)")
NO_PLACE = "未写明楼栋"
NO_TOPIC = "未分类"


def building_of(place: str) -> str:
    """The building that a place names; where it names none, that."""
    found = _BUILDING.search(place)
    return found[0] if found else NO_PLACE


def compared(
    facts: Facts, period: Period, today: date, by: By, names: Mapping[str, str]
) -> tuple[Side, ...]:
    """Each body, topic or building alone, the one with most first; `names` are those of bodies.

    Of buildings and topics only issues and tasks are told apart: a meeting belongs to none.
    """
    if by is By.BODY:
        keys: Callable[[str, str, str], str] = lambda body, topic, place: body  # noqa: E731
    elif by is By.TOPIC:
        keys = lambda body, topic, place: topic or NO_TOPIC  # noqa: E731
    else:
        keys = lambda body, topic, place: building_of(place)  # noqa: E731
    sorted_out: dict[str, tuple[list, list, list]] = {}  # type: ignore[type-arg]
    if by is By.BODY:
        for id in names:
            sorted_out[id] = ([], [], [])
        for meeting in facts.meetings:
            sorted_out.setdefault(meeting.body, ([], [], []))[0].append(meeting)
    for issue in facts.issues:
        key = keys(issue.body, issue.topic, issue.place)
        sorted_out.setdefault(key, ([], [], []))[1].append(issue)
    for task in facts.tasks:
        key = keys(task.body, task.topic, task.place)
        sorted_out.setdefault(key, ([], [], []))[2].append(task)
    found = []
    for key, (meetings, issues, tasks) in sorted_out.items():
        of_key = Facts(tuple(meetings), tuple(issues), tuple(tasks))
        name = names.get(key, key) if by is By.BODY else key
        found.append(side(name, figures(of_key, period, today)))
    if by is By.BODY:
        return tuple(found)
    shown = [one for one in found if one.issues or one.begin or one.new or one.done or one.end]
    return tuple(sorted(shown, key=lambda one: (-(one.begin + one.new), -one.issues, one.name)))


def over_time(
    facts: Callable[[Period], Facts], periods: Iterable[Period], today: date
) -> tuple[Side, ...]:
    """Periods one below the other, each as of its own last day."""
    return tuple(side(one.words, figures(facts(one), one, today)) for one in periods)
