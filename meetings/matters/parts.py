"""Parts (分工): one task for several hands, each with a deadline and a completion of its own."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from meetings.clean import is_blank, trim
from meetings.dataclass import dataclass
from meetings.errors import MeetingError, Missing, NotAllowedNow
from meetings.matters.followup_states import StepKind


class PartsOpen(MeetingError):
    """A task is done when all its parts are: `names` of who has the open ones."""

    names: tuple[str, ...]


class PartFixed(MeetingError):
    """A part of which a step was noted changes by its own steps alone: `number`, from 1."""

    number: int


@dataclass(frozen=True, slots=True)
class Part:
    """What one of several does of a task."""

    owner: str
    text: str = ""
    deadline: date | None = None
    done: bool = False
    done_on: date | None = None
    """The day on which it was done; None while it is open, and where nobody said."""

    def late(self, today: date) -> bool:
        """Whether it is open and its deadline has passed."""
        return not self.done and self.deadline is not None and self.deadline < today


def checked(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts with clean texts; raises Missing (owner), since each has somebody who does it."""
    clean = tuple(replace(one, owner=trim(one.owner), text=trim(one.text)) for one in parts)
    if any(is_blank(one.owner) for one in clean):
        raise Missing(what="owner")
    return clean


def still_open(parts: Iterable[Part]) -> tuple[str, ...]:
    """Who has parts that are not done, each once."""
    return tuple(dict.fromkeys(one.owner for one in parts if not one.done))


def owners(parts: Iterable[Part]) -> tuple[str, ...]:
    """Who has a part, each once."""
    return tuple(dict.fromkeys(one.owner for one in parts))


def after(
    parts: tuple[Part, ...],
    number: int,
    kind: StepKind,
    day: date | None,
    deadline: date | None,
    who: str,
) -> tuple[Part, ...]:
    """The parts after a step on the one of this number; raises Missing, NotAllowedNow."""
    if not 1 <= number <= len(parts):
        raise Missing(what="part")
    part = parts[number - 1]
    if part.done is not (kind is StepKind.PART_REOPEN):
        raise NotAllowedNow(act=kind, state="part_done" if part.done else "part_open")
    if kind is StepKind.PART_EXTEND and deadline is None:
        raise Missing(what="deadline")
    if kind is StepKind.PART_HAND_ON and is_blank(who):
        raise Missing(what="owner")
    changed = {
        StepKind.PART_DONE: replace(part, done=True, done_on=day),
        StepKind.PART_REOPEN: replace(
            part, done=False, done_on=None, deadline=deadline or part.deadline
        ),
        StepKind.PART_EXTEND: replace(part, deadline=deadline),
        StepKind.PART_HAND_ON: replace(part, owner=trim(who)),
        StepKind.PROGRESS: part,
    }[kind]
    return (*parts[: number - 1], changed, *parts[number:])


def shared_text(parts: Iterable[Part]) -> str:
    """Who does what, as a step of the task says it: 李国强：划线；物业：清运."""
    return "；".join(f"{one.owner}：{one.text}" if one.text else one.owner for one in parts)


def part_text(part: Part) -> str:
    """One part as papers print it: 李国强：划线（时限2026年12月1日，2026年11月30日办结）."""
    line = f"{part.owner}：{part.text}" if part.text else part.owner
    facts = [] if part.deadline is None else [f"时限{_day(part.deadline)}"]
    if part.done:
        facts.append(f"{_day(part.done_on)}办结" if part.done_on else "已办结")
    return f"{line}（{'，'.join(facts)}）" if facts else line


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
