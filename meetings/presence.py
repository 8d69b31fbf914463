"""Who is in the room when: a timeline of marks, and the room at any moment of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from meetings.people import Role, label
from meetings.rules import ProxyUse, Rule, Voters


class Standing(StrEnum):
    """As what a person is on the roll of a meeting."""

    MEMBER = "member"
    OBSERVER = "observer"
    ADVISER = "adviser"
    WALK_IN = "walk_in"


class Mark(StrEnum):
    """What a line of the timeline says."""

    IN = "in"
    OUT = "out"
    EXCUSED = "excused"
    ABSENT = "absent"
    PROXY = "proxy"
    RECUSED = "recused"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class RollEntry:
    """A name on the roll, fixed when the meeting opens (walk-ins follow)."""

    person: str
    name: str
    building: str = ""
    roles: tuple[Role, ...] = ()
    standing: Standing = Standing.MEMBER
    votes: bool = False

    @property
    def label(self) -> str:
        """The name with the building, to tell two 张伟 apart."""
        return label(self.name, self.building)


@dataclass(frozen=True, slots=True)
class PresenceMark:
    """One line of the presence timeline.

    `item` names the one item of a recusal; `holder` the person who holds a proxy.
    """

    id: str
    body: str
    meeting: str
    person: str
    kind: Mark
    at: datetime
    item: str | None = None
    holder: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Represented:
    """A principal who is away and the holder in the room."""

    principal: str
    holder: str


@dataclass(frozen=True, slots=True)
class Room:
    """The room at one moment, for one item: ids of persons, each in one group only."""

    expected: tuple[str, ...]
    present: tuple[str, ...]
    """Those with a vote who are in the room and not recused."""
    recused: tuple[str, ...]
    represented: tuple[Represented, ...]
    excused: tuple[str, ...]
    away: tuple[str, ...]
    """Expected, and neither present, recused, represented nor excused."""
    others: tuple[str, ...]
    """In the room without a vote."""

    def quorum_count(self, rule: Rule) -> int:
        """How many count for the quorum under the rule's say on proxies."""
        counted = len(self.represented) if rule.proxies is ProxyUse.QUORUM_AND_VOTES else 0
        return len(self.present) + counted


def state_of(person: str, marks: Iterable[PresenceMark]) -> PresenceMark | None:
    """The last mark that says where a person is (recusals do not)."""
    found = None
    for mark in marks:
        if mark.person == person and mark.kind not in {Mark.RECUSED, Mark.RETURNED}:
            found = mark
    return found


def recused_from(item: str | None, marks: Iterable[PresenceMark]) -> set[str]:
    """Who stands back from the item."""
    recused: set[str] = set()
    for mark in marks:
        if item is None or mark.item != item:
            continue
        if mark.kind is Mark.RECUSED:
            recused.add(mark.person)
        elif mark.kind is Mark.RETURNED:
            recused.discard(mark.person)
    return recused


def room(
    roll: Sequence[RollEntry],
    marks: Sequence[PresenceMark],
    rule: Rule,
    item: str | None = None,
    until: datetime | None = None,
) -> Room:
    """The room after all marks, or after those up to `until`, as seen for one item."""
    seen = [mark for mark in marks if until is None or mark.at <= until]
    last = {mark.person: mark for mark in seen if mark.kind not in {Mark.RECUSED, Mark.RETURNED}}
    back = recused_from(item, seen)
    walk_ins_vote = rule.voters is Voters.EVERYBODY

    def inside(person: str) -> bool:
        return person in last and last[person].kind is Mark.IN

    may_vote = [
        entry.person
        for entry in roll
        if entry.votes or (walk_ins_vote and entry.standing is Standing.WALK_IN)
    ]
    expected = tuple(entry.person for entry in roll if entry.votes)
    represented = tuple(
        Represented(person, holder)
        for person in expected
        if rule.proxies is not ProxyUse.NOT_COUNTED
        and person in last
        and last[person].kind is Mark.PROXY
        and (holder := last[person].holder) is not None
        and inside(holder)
        and person not in back
    )
    spoken_for = {pair.principal for pair in represented}
    excused = tuple(
        person
        for person in expected
        if person in last
        and person not in spoken_for
        and last[person].kind in {Mark.EXCUSED, Mark.PROXY}
    )
    return Room(
        expected=expected,
        present=tuple(p for p in may_vote if inside(p) and p not in back),
        recused=tuple(p for p in may_vote if inside(p) and p in back),
        represented=represented,
        excused=excused,
        away=tuple(
            p for p in expected if not inside(p) and p not in spoken_for and p not in excused
        ),
        others=tuple(e.person for e in roll if e.person not in may_vote and inside(e.person)),
    )
