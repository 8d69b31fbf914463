"""服务记录: the service of one person or of a whole body in a period, to file or to certify."""

from collections.abc import Callable, Iterable
from datetime import date

from meetings.clean import trim
from meetings.community.people import called
from meetings.dataclass import dataclass
from meetings.errors import MeetingError
from meetings.matters.activities import Activity, ActivityKind, ActivityState
from meetings.matters.duty import DutyTurn


class NothingServed(MeetingError):
    """There is no service to list: `name` of the person, or ""."""

    name: str


@dataclass(frozen=True, slots=True)
class Served:
    """One service: a turn of duty or an activity."""

    day: date | None
    """None where nobody said."""
    kind: str
    """值守, or what kind of activity it was."""
    what: str
    who: str
    heads: int
    minutes: int | None
    """Person-minutes; None where nobody said."""


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """The services in a period, of one person where `person` is given."""

    body: str
    made: date
    lines: tuple[Served, ...]
    person: str = ""
    level: str = ""
    """Layer and level of the person, as far as they are known: 骨干，中级."""
    since: date | None = None
    until: date | None = None

    def of(self, *kinds: str) -> tuple[Served, ...]:
        """The lines of these kinds."""
        return tuple(one for one in self.lines if one.kind in kinds)


@dataclass(frozen=True, slots=True)
class Sum:
    """Lines together: heads and person-minutes as far as somebody said, and how many are unsaid."""

    lines: tuple[Served, ...]

    @property
    def heads(self) -> int:
        """人次."""
        return sum(one.heads for one in self.lines)

    @property
    def uncounted(self) -> int:
        """The number of lines without a head-count."""
        return sum(1 for one in self.lines if not one.heads)

    @property
    def minutes(self) -> int:
        """Person-minutes."""
        return sum(one.minutes or 0 for one in self.lines)

    @property
    def of_unknown_length(self) -> int:
        """The number of lines without a duration."""
        return sum(1 for one in self.lines if one.minutes is None)


DUTY, COURSE, RECRUITMENT = "值守", "课程", "招募"
_KINDS = {
    ActivityKind.ACTIVITY: "活动", ActivityKind.COURSE: COURSE,
    ActivityKind.RECRUITMENT: RECRUITMENT,
}  # fmt: skip
SERVICE = (DUTY, _KINDS[ActivityKind.ACTIVITY])
"""The kinds of lines that are service; courses and recruitments are not."""


NamesIn = Callable[[str], frozenset[str]]
"""Gives the names under which a person is in the lists of a body (by its id)."""


def served(
    activities: Iterable[Activity],
    turns: Iterable[DutyTurn],
    tasks: dict[str, str],
    names: NamesIn | None = None,
    since: date | None = None,
    until: date | None = None,
    person: str = "",
) -> tuple[Served, ...]:
    """What was held and where somebody stood on duty, by days; of one person alone where `names`
    are given, without being taken on. A turn that names its person by id is that person's alone.

    What happened on a day that nobody said is in no week, and in a person's whole record.
    `tasks` are texts by id.
    """
    found = []
    for turn in turns:
        own_turn = (
            turn.person == person
            if turn.person
            else names is not None and called(turn.name) in names(turn.body)
        )
        if names is None or own_turn:
            what = tasks.get(turn.follow_up, "")
            found.append(
                Served(turn.starts_at.date(), DUTY, trim(what), trim(turn.name), turn.heads,
                       turn.person_minutes)
            )  # fmt: skip
    for one in activities:
        taken_on = one.kind is ActivityKind.RECRUITMENT
        if one.state is not ActivityState.HELD or (names is not None and taken_on):
            continue
        kind, title = _KINDS[one.kind], trim(one.title)
        own = [came for came in one.came if names is None or called(came.name) in names(one.body)]
        found += [
            Served(one.day, kind, title, trim(came.name), came.heads,
                   None if came.minutes is None else came.person_minutes)
            for came in own
        ]  # fmt: skip
        rest = (one.heads or 0) - one.listed
        if names is None and (rest > 0 or not own):
            found.append(Served(one.day, kind, title, "其他参加人员", max(rest, 0), None))
    within = [one for one in found if _within(one.day, since, until)]
    return tuple(sorted(within, key=lambda one: (one.day is None, one.day or date.min)))


def _within(day: date | None, since: date | None, until: date | None) -> bool:
    if day is None:
        return since is None and until is None
    return (since is None or since <= day) and (until is None or day <= until)
