"""督办单: the tasks to be chased on one page, with how late they are and who has them."""

from collections.abc import Iterable
from datetime import date

from meetings.clean import is_blank, trim
from meetings.dataclass import dataclass
from meetings.matters.followup_states import DONE
from meetings.matters.followups import FollowUp


@dataclass(frozen=True, slots=True)
class ChaseLine:
    """One task to be chased."""

    number: int
    body_name: str
    text: str
    owners: str
    """Everybody who has a part in it, joined by 、."""
    deadline: date | None
    days_late: int
    """0 while it is not late."""
    chased: str
    """How far it has been chased, in words; "" not yet."""
    last_word: str


@dataclass(frozen=True, slots=True)
class ChaseList:
    """The list of a body, with those below it."""

    body_name: str
    on: date
    lines: tuple[ChaseLine, ...]


def to_chase(tasks: Iterable[FollowUp], today: date, soon: int = 3) -> list[FollowUp]:
    """Tasks not done whose deadline has passed or comes within days, and those nobody has.

    The latest first; what nobody has comes last.
    """
    found = [
        task
        for task in tasks
        if task.state not in DONE
        and (
            not task.everybody
            or (task.deadline is not None and (task.deadline - today).days <= soon)
        )
    ]
    return sorted(found, key=lambda t: (t.deadline is None, t.deadline or today, t.number))


def chase_line(task: FollowUp, body_name: str, today: date, chased: str) -> ChaseLine:
    """The line of a task in the list."""
    answers = [trim(step.text) for step in task.steps if not is_blank(step.text)]
    late = (today - task.deadline).days if task.deadline else 0
    return ChaseLine(
        task.number, body_name, task.text, "、".join(task.everybody), task.deadline,
        max(0, late), chased, answers[-1] if answers else "",
    )  # fmt: skip
