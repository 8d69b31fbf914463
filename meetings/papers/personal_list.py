"""各人任务单: what one person, or one unit, still has to do, to print and as a text to paste."""

from collections.abc import Iterable, Mapping
from datetime import date

from meetings.clean import is_blank, trim
from meetings.dataclass import dataclass
from meetings.errors import MeetingError
from meetings.matters.followup_states import DONE, Lateness
from meetings.matters.followups import FollowUp, lateness
from meetings.matters.parts import Part


class NothingToDo(MeetingError):
    """Nobody, or not this person, has an open task: `name`."""

    name: str


@dataclass(frozen=True, slots=True)
class OwnTask:
    """One task on somebody's list."""

    number: str
    text: str
    deadline: date | None
    days_late: int
    helps: bool
    """The person only helps (协办)."""
    others: str
    """Who else has a part in it."""
    last_word: str
    deadline_words: str = ""


@dataclass(frozen=True, slots=True)
class PersonalList:
    """All open tasks of one person, the nearest deadline first."""

    name: str
    body_name: str
    on: date
    tasks: tuple[OwnTask, ...]

    @property
    def late(self) -> int:
        """How many are overdue."""
        return sum(1 for task in self.tasks if task.days_late)


def personal_lists(
    tasks: Iterable[FollowUp], names: Mapping[str, str], body_name: str, today: date
) -> tuple[PersonalList, ...]:
    """A list for each who has an open task, whoever has most late first; a task nobody has is on
    none. `names` are what stands before the numbers of each body."""
    found: dict[str, list[_Own]] = {}
    for task in tasks:
        if task.state in DONE:
            continue
        whole = {trim(name) for name in (task.owner, *task.co_owners, *task.units) if name}
        for part in task.parts:
            if not part.done:
                found.setdefault(part.owner, []).append((task, False, part))
        shared = {part.owner for part in task.parts}
        for name in map(trim, task.everybody):
            if name in whole or name not in shared:
                found.setdefault(name, []).append((task, name not in whole, None))
    lists = [
        PersonalList(
            name, body_name, today,
            tuple(
                _own(task, name, helps, part, names, today)
                for task, helps, part in sorted(own, key=_order)
            ),
        )
        for name, own in found.items()
    ]  # fmt: skip
    return tuple(sorted(lists, key=lambda one: (-one.late, -len(one.tasks), one.name)))


_Own = tuple[FollowUp, bool, Part | None]
"""A task, whether the person only helps, and the person's part of it."""


def _order(own: _Own) -> tuple[bool, bool, date, str]:
    task, helps, part = own
    due = part.deadline if part is not None else task.deadline
    return helps, due is None, due or date.max, task.id


def _own(
    task: FollowUp,
    name: str,
    helps: bool,
    part: Part | None,
    names: Mapping[str, str],
    today: date,
) -> OwnTask:
    """The task as one person sees it; a part has its own words and deadline."""
    answers = [trim(step.text) for step in task.steps if not is_blank(step.text)]
    text, due, words = trim(task.text), task.deadline, task.deadline_words
    if part is not None:
        text = f"{text}：{part.text}" if part.text else text
        due, words = part.deadline, ""
    late = lateness(task.state, due, today) is Lateness.OVERDUE
    return OwnTask(
        f"{names.get(task.body, '')}{task.number}", text, due,
        (today - due).days if late and due else 0, helps,
        "、".join(other for other in task.everybody if trim(other) != name),
        answers[-1] if answers else "", words,
    )  # fmt: skip


def list_text(one: PersonalList) -> str:
    """The list as a text for this person alone."""
    late = f"，其中逾期{one.late}项" if one.late else ""
    counted = f"{one.body_name}有您的未办结事项{len(one.tasks)}项{late}"
    lines = [f"【任务单】{one.name}：截至{_day(one.on)}，{counted}。"]
    for place, task in enumerate(one.tasks, 1):
        line = f"{place}. {task.text}（{task.number}号"
        if task.helps:
            line += "，协办"
        if task.others:
            line += f"，同办：{task.others}"
        lines.append(f"{line}）{_until(task)}")
    return "\n".join([*lines, "办结后请告知，以便反馈居民。"])


def _until(task: OwnTask) -> str:
    if task.deadline is None:
        return f"时限：{task.deadline_words}" if task.deadline_words else "时限未定"
    late = f"，已逾期{task.days_late}天" if task.days_late else ""
    return f"时限{_day(task.deadline)}{late}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
