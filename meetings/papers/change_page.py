"""行动促成了改变: a page for residents on what acting has changed, with names hidden."""

from collections.abc import Iterable
from datetime import date

from meetings.clean import is_blank
from meetings.dataclass import dataclass
from meetings.errors import MeetingError
from meetings.matters.followups import FollowUp
from meetings.papers.name_masking import Cover


class NothingToPost(MeetingError):
    """No change is noted, and an empty page is not posted."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change: what was to be done, before and after, and since when."""

    text: str
    change: str
    done_on: date | None
    reopened_on: date | None = None
    """It was done, and is in hand again since that day (复办)."""


@dataclass(frozen=True, slots=True)
class ChangePage:
    """The changes of a body, the newest first; the people who acted are its readers."""

    body_name: str
    on: date
    lines: tuple[ChangeLine, ...]


def change_line(task: FollowUp, cover: Cover) -> ChangeLine:
    """A task's change as it may be posted: no full name, phone or room."""
    return ChangeLine(cover(task.text), cover(task.change), task.done_on, task.reopened_on)


def newest_first(tasks: Iterable[FollowUp]) -> list[FollowUp]:
    """The tasks with a change noted."""
    changed = [task for task in tasks if not is_blank(task.change)]
    return sorted(changed, key=lambda task: task.created_at, reverse=True)
