"""Items that come again by themselves, and what a kind of meeting always looks like."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum

from meetings.clean import is_blank, trim
from meetings.dataclass import dataclass
from meetings.day_range import minutes_later
from meetings.errors import MeetingError
from meetings.sitting.meeting_states import MeetingKind


class BadPattern(MeetingError):
    """A title pattern names an unknown word in braces: `pattern`, `known` (the words there are)."""

    pattern: str
    known: tuple[str, ...]


class Every(StrEnum):
    """How often a recurring item is due."""

    MEETING = "meeting"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class RecurringItem:
    """An item that puts itself on the agenda of a body."""

    id: str
    body: str
    title: str
    every: Every
    minutes: int = 10
    month: int = 1
    """For a yearly item: from which month of the year on it is due."""
    kind: MeetingKind | None = None
    """Only on meetings of this kind; None: on all."""
    proposal: str = ""
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class TemplateItem:
    """One item that a kind of meeting always has."""

    title: str
    minutes: int = 10


@dataclass(frozen=True, slots=True)
class MeetingTemplate:
    """The template of one kind of meeting of a body: title, time, length and first items."""

    id: str
    body: str
    kind: MeetingKind
    title: str = ""
    """A pattern with {机构} {年} {月} {次} {类别} in it."""
    place: str = ""
    starts: str = ""
    """The hour it starts, such as 19:30; "" for the usual one."""
    length: int = 0
    """Minutes the meeting is planned for; 0: open."""
    chair: str = ""
    secretary: str = ""
    notice_text: str = ""
    """What the notice says besides date, place and agenda."""
    items: tuple[TemplateItem, ...] = ()
    kind_words: str = ""
    """The name of a kind that has nothing but a name (座谈会, 线上议事)."""


WORDS = ("机构", "年", "月", "次", "类别")
"""What a title pattern may name in braces."""


def due(item: RecurringItem, on: date, kind: MeetingKind | None, held: Iterable[date]) -> bool:
    """Whether the item belongs on a meeting of that day; `held`: days it was on an agenda before.

    Monthly: once in the month of the meeting. Yearly: once in the year, from its month on.
    """
    if item.stopped or (item.kind is not None and item.kind is not kind):
        return False
    if item.every is Every.MEETING:
        return True
    in_year = [day for day in held if day.year == on.year]
    if item.every is Every.YEAR:
        return on.month >= item.month and not in_year
    return all(day.month != on.month for day in in_year)


def titled(pattern: str, values: Mapping[str, object]) -> str:
    """The title of a pattern; raises BadPattern."""
    try:
        return trim(pattern.format_map(values))
    except (KeyError, ValueError, IndexError, AttributeError) as wrong:
        raise BadPattern(pattern=pattern, known=WORDS) from wrong


def title_of(
    template: MeetingTemplate, body_name: str, starts_at: datetime, serial: int, kind: str
) -> str:
    """The meeting's title as the template has it; "" without a pattern. Raises BadPattern."""
    values = {
        "机构": body_name, "年": starts_at.year, "月": starts_at.month, "次": serial, "类别": kind,
    }  # fmt: skip
    return titled(template.title, values) if not is_blank(template.title) else ""


def ends_of(template: MeetingTemplate, starts_at: datetime) -> datetime | None:
    """When a meeting of this template is planned to end."""
    return minutes_later(starts_at, template.length) if template.length else None
