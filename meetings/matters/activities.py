"""活动、志愿者学院的课、招募: what is planned, who shares the work, who came, what it changed."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Literal

from meetings import dates
from meetings.clean import is_blank, trim, visible_words
from meetings.community.people import Level, called, is_name, is_team
from meetings.dataclass import dataclass
from meetings.day_range import DateNotUnderstood
from meetings.errors import MeetingError, Missing
from meetings.matters.duty import LONGEST, hours_text
from meetings.matters.photos import Photo

MOST_HEADS = 100_000
"""The highest head-count that is accepted for one activity."""


class ActivityKind(StrEnum):
    """An activity (活动), a course of the academy (课程), a recruitment of volunteers (招募)."""

    ACTIVITY = "activity"
    COURSE = "course"
    RECRUITMENT = "recruitment"


class ActivityState(StrEnum):
    """The state of an activity: planned until somebody says that it was held or cancelled."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class BadLine(MeetingError):
    """A line of who came, or of who does what, is not understood: `line`, `why`."""

    line: str
    why: Literal["name", "letters", "team", "twice", "number", "heads", "long", "what", "day"]


class TooFewHeads(MeetingError):
    """Fewer people were counted than are listed by name: `counted`, `listed`."""

    counted: int
    listed: int


class NotHeldYet(MeetingError):
    """An activity is said to have been held on a day that has not come: `day`."""

    day: date


@dataclass(frozen=True, slots=True)
class Share:
    """What one person does for an activity (分工); `task` is its task in the ledger, once made."""

    owner: str
    what: str
    deadline: date | None = None
    task: str = ""


@dataclass(frozen=True, slots=True)
class Came:
    """Who came: a person, or a group under its name with its head-count."""

    name: str
    heads: int = 1
    minutes: int | None = None
    """How long each was there; None where nobody said."""

    @property
    def person_minutes(self) -> int:
        """Minutes counted for each head; 0 where nobody said."""
        return (self.minutes or 0) * self.heads


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that a body does with people, in the room of a meeting or outside of it."""

    id: str
    body: str
    kind: ActivityKind
    title: str
    day: date | None = None
    """None where nobody said, or none is fixed yet."""
    starts: str = ""
    place: str = ""
    online: bool | None = None
    """Held in a chat group or on a platform; None where nobody said."""
    state: ActivityState = ActivityState.PLANNED
    reason: str = ""
    """Why it was cancelled."""
    text: str = ""
    issue: str | None = None
    follow_up: str | None = None
    teacher: str = ""
    level: Level | None = None
    """Which level of volunteers a course is of."""
    shares: tuple[Share, ...] = ()
    came: tuple[Came, ...] = ()
    heads: int | None = None
    """Everybody who came, counted on the spot; None where only the list tells."""
    photos: tuple[Photo, ...] = ()
    change: str = ""
    retrospective: str = ""

    @property
    def listed(self) -> int:
        """Heads on the list of who came."""
        return sum(one.heads for one in self.came)

    @property
    def head_count(self) -> int | None:
        """人次: as counted, else as listed; None where neither says."""
        return self.heads if self.heads is not None else self.listed or None

    @property
    def person_minutes(self) -> int:
        """Minutes of all on the list, those of whom nobody said how long left out."""
        return sum(one.person_minutes for one in self.came)

    @property
    def hours(self) -> str:
        """Person-hours with one decimal, rounded down."""
        return hours_text(self.person_minutes)


@dataclass(frozen=True, slots=True)
class ActivitySums:
    """What several activities come to."""

    held: int
    heads: int
    person_minutes: int
    uncounted: int
    """Held, and nobody said how many came."""


def check(activity: Activity, today: date) -> Activity:
    """The activity checked and trimmed; raises Missing, TooFewHeads, NotHeldYet, BadLine."""
    if is_blank(activity.title):
        raise Missing(what="title")
    if activity.state is ActivityState.CANCELLED and is_blank(activity.reason):
        raise Missing(what="reason")
    if activity.state is ActivityState.HELD and activity.day and activity.day > today:
        raise NotHeldYet(day=activity.day)
    if activity.heads is not None and activity.heads < activity.listed:
        raise TooFewHeads(counted=activity.heads, listed=activity.listed)
    for one in activity.came:
        _check_came(one, one.name)
    return replace(
        activity, title=trim(activity.title), place=trim(activity.place),
        teacher=trim(activity.teacher), change=trim(activity.change),
        retrospective=trim(activity.retrospective), reason=trim(activity.reason),
    )  # fmt: skip


def sums(activities: Iterable[Activity]) -> ActivitySums:
    """How many were held, with how many heads and minutes."""
    held = [one for one in activities if one.state is ActivityState.HELD]
    return ActivitySums(
        len(held), sum(one.head_count or 0 for one in held),
        sum(one.person_minutes for one in held),
        sum(1 for one in held if one.head_count is None),
    )  # fmt: skip


# lines as they are typed, pasted, or stand in one cell

_APART = re.compile(r"[\n、；;]+|[，,](?!\d)")
_HEADS = re.compile(r"(\d{1,7})(?:人次|人|名|个)")
_HOURS = re.compile(r"(\d{1,4})(?:\.(\d{1,2}))?(?:个)?(?:小时|工时|h)")
_MINUTES = re.compile(r"(\d{1,5})(?:分钟|分|min)")
_NUMBER = re.compile(r"[\d.]+")
_HALF = {"半小时": 30, "半天": 240, "一小时": 60, "两小时": 120, "全天": 480}


def read_came(text: str) -> tuple[Came, ...]:
    """`张桂兰 2小时、红袖标队 12人 3小时`: one a line or with 、 between; raises BadLine."""
    return tuple(_came(part) for part in _APART.split(text) if not is_blank(part))


def _came(part: str) -> Came:
    line = trim(unicodedata.normalize("NFKC", part))
    name: list[str] = []
    heads, minutes = 0, None
    for word in visible_words(line):
        if found := _HEADS.fullmatch(word):
            heads = int(found[1])
            if not heads:
                raise BadLine(line=line, why="heads")
        elif found := _HOURS.fullmatch(word):
            minutes = int(found[1]) * 60 + int(f"{found[2] or ''}00"[:2]) * 60 // 100
        elif found := _MINUTES.fullmatch(word):
            minutes = int(found[1])
        elif word in _HALF:
            minutes = _HALF[word]
        elif _NUMBER.fullmatch(word):
            raise BadLine(line=line, why="number")
        else:
            name.append(word)
    one = Came(called(" ".join(name)), heads or 1, minutes)
    if not heads and is_team(one.name):
        raise BadLine(line=line, why="team")
    _check_came(one, line)
    return one


def check_list(came: Iterable[Came]) -> None:
    """Check that nobody is listed twice or with letters for a name; raises BadLine."""
    there: set[str] = set()
    for one in came:
        if one.heads == 1 and not is_name(one.name):
            raise BadLine(line=one.name, why="letters")
        if called(one.name) in there:
            raise BadLine(line=one.name, why="twice")
        there.add(called(one.name))


def check_shares(shares: Iterable[Share]) -> None:
    """Check that nobody has mere letters for a name; raises BadLine."""
    for one in shares:
        if not is_name(one.owner):
            raise BadLine(line=one.owner, why="letters")


def _check_came(one: Came, line: str) -> None:
    if is_blank(one.name) or len(one.name) > 100:
        raise BadLine(line=line, why="name")
    if not 1 <= one.heads <= MOST_HEADS:
        raise BadLine(line=line, why="heads")
    if one.minutes is not None and not 0 < one.minutes <= LONGEST:
        raise BadLine(line=line, why="long")


def came_text(came: Iterable[Came]) -> str:
    """One person or group a line, as `read_came` reads it."""
    return "\n".join(map(came_line, came))


def came_line(one: Came) -> str:
    """`红袖标队 12人 3小时`."""
    heads = f"{one.heads}人" if one.heads != 1 or is_team(one.name) else ""
    if one.minutes is None:
        long = ""
    elif one.minutes % 60:
        long = f"{one.minutes}分钟"
    else:
        long = f"{one.minutes // 60}小时"
    return " ".join(filter(None, (one.name, heads, long)))


_BY = re.compile(r"(.+?)(?:[（(]([^（()）]+?)(?:前|之前)?[)）])?")


def read_shares(
    text: str, today: date | None, known: Iterable[Share] = (), day: date | None = None
) -> tuple[Share, ...]:
    """`张桂兰：搬桌子（12月1日前）`, one a line; a share that is known keeps its task.

    A month and day without a year are those nearest to `day`, that of the activity; where it has
    none the next ones after `today`. Raises BadLine where a line names nobody, no work, or no day
    in its brackets.
    """
    there = {(one.owner, one.what): one.task for one in known}
    found = []
    for line in text.splitlines():
        if is_blank(line):
            continue
        owner, colon, rest = trim(line).replace(":", "：", 1).partition("：")
        if not colon or is_blank(owner) or len(trim(owner)) > 100:
            raise BadLine(line=trim(line), why="name")
        match = _BY.fullmatch(trim(rest))
        if match is None:
            raise BadLine(line=trim(line), why="what")
        what, by = trim(match[1]), match[2]
        try:
            deadline = _deadline(by, today, day) if by else None
        except DateNotUnderstood:
            raise BadLine(line=trim(line), why="day") from None
        found.append(Share(trim(owner), what, deadline, there.get((trim(owner), what), "")))
    return tuple(found)


def _deadline(words: str, today: date | None, day: date | None) -> date:
    try:
        last_day = dates.read_day(words).until
    except DateNotUnderstood as wrong:
        if wrong.why == "year" and day is not None:
            return dates.nearest(words, day)
        last_day = None
    if last_day is not None:
        return last_day
    if today is None:
        raise DateNotUnderstood(text=words, why="year")
    return dates.understand(words, today)


def shares_text(shares: Iterable[Share]) -> str:
    """One share a line, as `read_shares` reads it."""
    return "\n".join(
        f"{one.owner}：{one.what}" + (f"（{one.deadline.isoformat()}前）" if one.deadline else "")
        for one in shares
    )
