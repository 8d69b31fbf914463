"""Papers of what was done: photographs of before and after, the retrospective, points for duty."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Literal, Protocol

from meetings.clean import is_blank, trim
from meetings.dataclass import dataclass
from meetings.errors import MeetingError
from meetings.matters import duty
from meetings.matters import parts as of_parts
from meetings.matters.duty import DutyTurn, LedgerRule, PointLine
from meetings.matters.followup_states import Satisfaction, StepKind
from meetings.matters.followups import FollowUp, Step
from meetings.matters.photos import Photo, When
from meetings.papers.step_words import step_facts


class Covering(Protocol):
    """Hides names, telephones and rooms in what is posted."""

    def __call__(self, text: str) -> str:
        """A free text with these hidden."""
        ...

    def name(self, name: str) -> str:
        """A name that stands alone, hidden if it is a person's."""
        ...


class Open:
    """A Covering that hides nothing."""

    def __call__(self, text: str) -> str:
        """The text as it is."""
        return text

    def name(self, name: str) -> str:
        """The name as it is."""
        return name


class NothingOnPaper(MeetingError):
    """The paper would be empty: `what` (photos, learnt, duty), `who` where it is one person's."""

    what: Literal["photos", "learnt", "duty"]
    who: str = ""


@dataclass(frozen=True, slots=True)
class Shot:
    """A photograph as it is printed; `added` is the day it was taken in, not the day it shows."""

    name: str
    hash: str
    when: When
    caption: str
    added: date


@dataclass(frozen=True, slots=True)
class PhotoTask:
    """One task with its photographs, before first."""

    number: str
    text: str
    owners: str
    done: date | None
    change: str
    shots: tuple[Shot, ...]


@dataclass(frozen=True, slots=True)
class PhotoPages:
    """前后对比: the photographs of one task, or of all of a body; `public` is for posting."""

    body_name: str
    on: date
    tasks: tuple[PhotoTask, ...]
    public: bool = False


@dataclass(frozen=True, slots=True)
class CourseLine:
    """One step of a task's course."""

    day: date | None
    kind: StepKind
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Lookback:
    """复盘: what was to be done, how it went, what changed and what was learnt."""

    number: str
    text: str
    measure: str
    owners: str
    helpers: str
    begun: date | None
    deadline: date | None
    done: date | None
    satisfaction: Satisfaction | None
    course: tuple[CourseLine, ...]
    change: str
    learnt: str
    resources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lookbacks:
    """The retrospectives of one task or of all that have one."""

    body_name: str
    on: date
    tasks: tuple[Lookback, ...]
    public: bool = False


@dataclass(frozen=True, slots=True)
class TurnLine:
    """One turn of duty on a person's sheet."""

    starts_at: datetime
    ends_at: datetime
    heads: int
    task: str
    note: str

    @property
    def person_minutes(self) -> int:
        """Minutes counted for each head."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60 * self.heads


@dataclass(frozen=True, slots=True)
class PointPaper:
    """积分: everybody's balance, and where it is one person's, the turns it comes from."""

    body_name: str
    on: date
    lines: tuple[PointLine, ...]
    per_hour: int
    turns: tuple[TurnLine, ...] = ()
    person: str = ""
    public: bool = False


def photo_pages(
    tasks: Iterable[FollowUp], body_name: str, on: date, cover: Covering | None = None
) -> PhotoPages:
    """The photographs that still stand, task by task; raises NothingOnPaper."""
    hide: Covering = cover or Open()
    found = []
    for task in tasks:
        shown = sorted(
            (photo for photo in task.photos if not photo.removed),
            key=lambda photo: (list(When).index(photo.when), photo.added_at),
        )
        if shown:
            found.append(
                PhotoTask(
                    str(task.number), hide(trim(task.text)), _owners(task, hide),
                    _day_of(task, StepKind.COMPLETE), hide(trim(task.change)),
                    tuple(_shot(photo, hide) for photo in shown),
                )
            )  # fmt: skip
    if not found:
        raise NothingOnPaper(what="photos")
    return PhotoPages(body_name, on, tuple(found), public=cover is not None)


def lookbacks(
    tasks: Iterable[FollowUp], body_name: str, on: date, cover: Covering | None = None
) -> Lookbacks:
    """The tasks of which something was learnt; raises NothingOnPaper."""
    hide: Covering = cover or Open()
    tasks_with_changes = [
        _lookback(task, hide, public=cover is not None)
        for task in tasks
        if not is_blank(task.retrospective)
    ]
    if not tasks_with_changes:
        raise NothingOnPaper(what="learnt")
    return Lookbacks(body_name, on, tuple(tasks_with_changes), public=cover is not None)


def point_paper(
    turns: Iterable[DutyTurn],
    rule: LedgerRule | None,
    tasks: Mapping[str, str],
    body_name: str,
    on: date,
    *,
    person: str = "",
    cover: Covering | None = None,
) -> PointPaper:
    """Everybody's points, or the sheet of one; raises NothingOnPaper."""
    chosen = [turn for turn in turns if not person or trim(turn.name) == trim(person)]
    lines = duty.table(chosen, rule)
    if not lines:
        raise NothingOnPaper(what="duty", who=trim(person))
    hide: Covering = cover or Open()
    lines = [replace(line, name=hide.name(line.name)) for line in lines]
    own: tuple[TurnLine, ...] = ()
    if person:
        own = tuple(
            TurnLine(
                turn.starts_at, turn.ends_at, turn.heads,
                hide(trim(tasks.get(turn.follow_up, ""))), hide(trim(turn.note)),
            )
            for turn in sorted(chosen, key=lambda turn: (turn.starts_at, turn.id))
        )  # fmt: skip
    return PointPaper(
        body_name, on, tuple(lines), duty.rate(rule), own,
        hide.name(trim(person)) if person else "", public=cover is not None,
    )  # fmt: skip


def _owners(task: FollowUp, hide: Covering) -> str:
    """The owners, units before persons; "" where nobody was named."""
    people = tuple(dict.fromkeys((task.owner, *task.co_owners, *of_parts.owners(task.parts))))
    return "、".join([*map(trim, task.units), *(hide.name(trim(name)) for name in people if name)])


def _shot(photo: Photo, hide: Covering) -> Shot:
    added = photo.added_at.date()
    return Shot(photo.name, photo.hash, photo.when, hide(trim(photo.caption)), added)


def _day_of(task: FollowUp, kind: StepKind) -> date | None:
    """The day of the last step of a kind; None where there is none or nobody said."""
    steps = [step for step in task.steps if step.kind is kind]
    return steps[-1].day if steps else None


def _lookback(task: FollowUp, hide: Covering, *, public: bool) -> Lookback:
    answers = [step.satisfaction for step in task.steps if step.satisfaction is not None]
    return Lookback(
        str(task.number), hide(trim(task.text)), hide(trim(task.measure)), _owners(task, hide),
        "、".join(hide.name(trim(name)) for name in task.helpers),
        None if task.undated else task.created_at.date(), task.deadline,
        _day_of(task, StepKind.COMPLETE), answers[-1] if answers else None,
        tuple(_course(task, step, hide, public=public) for step in task.steps),
        hide(trim(task.change)), hide(trim(task.retrospective)),
        tuple(hide(trim(used.name)) for used in task.resources),
    )  # fmt: skip


def _course(task: FollowUp, step: Step, hide: Covering, *, public: bool) -> CourseLine:
    def called(name: str) -> str:
        return name if name in task.units else hide.name(name)

    parts = (*step_facts(step, called=called), hide(trim(step.text)))
    line = "；".join(one for one in parts if one)
    return CourseLine(step.day, step.kind, line, "" if public else trim(step.by))
