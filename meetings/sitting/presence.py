"""Who is in the room when: a timeline of marks, and the room at any moment of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from meetings.clean import trim
from meetings.community.people import Role, label
from meetings.dataclass import dataclass
from meetings.procedure.rules import ProxyUse, Rule, Voters
from meetings.sitting.meeting_states import SEALED, MeetingState


class Standing(StrEnum):
    """In which capacity a person is on the roll of a meeting."""

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
    STRUCK = "struck"
    """From now on no longer counted as expected (应到), for the reason that is given."""
    SEATED = "seated"
    """From now on counted as expected (应到)."""


OF_ITEM = frozenset({Mark.RECUSED, Mark.RETURNED})
OF_ROLL = frozenset({Mark.STRUCK, Mark.SEATED})
"""Marks that change the roll and do not say where somebody is."""


@dataclass(frozen=True, slots=True)
class RollEntry:
    """A name on the roll, fixed when the meeting opens (walk-ins follow)."""

    person: str
    name: str
    building: str = ""
    roles: tuple[Role, ...] = ()
    standing: Standing = Standing.MEMBER
    votes: bool = False
    section: str = ""
    """The group the person stands for (片区, 组, 界别)."""

    @property
    def label(self) -> str:
        """The name with the building, to tell two 张伟 apart."""
        return label(self.name, self.building)


@dataclass(frozen=True, slots=True)
class PresenceMark:
    """One line of the presence timeline.

    `at` is when it happened; `written_at` is set where it was written down, or corrected, later.
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
    written_at: datetime | None = None


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
        return len(self.present) + self.proxies_counted(rule)

    def proxies_counted(self, rule: Rule) -> int:
        """How many of those who count for the quorum are not there themselves."""
        return len(self.represented) if rule.proxies is ProxyUse.QUORUM_AND_VOTES else 0


@dataclass(frozen=True, slots=True)
class WhoCame:
    """The whole of a meeting, from its opening to now: ids of persons, each in one group only.

    As `Room` for one moment, so this for the whole: minutes, record, workbook and figures use it.
    """

    expected: tuple[str, ...]
    """Seats with a vote; empty where the body has no roster, and nobody is then expected."""
    voters: tuple[str, ...]
    """Who came and may vote: seats, and where whoever is there may vote, guests."""
    others: tuple[str, ...]
    """Who came and may not vote (列席)."""
    represented: tuple[Represented, ...]
    """Who did not come and is spoken for by somebody who came, as far as the rule counts it."""
    excused: tuple[str, ...]
    absent: tuple[str, ...]
    """Seats with a vote of which nothing was written down; nobody else counts as absent."""
    in_words: tuple[str, ...] = ()
    """Names of chair and secretary who were there, are not on the roll and so have no vote."""
    led: bool = False
    """Whether a chair or secretary is named who is not on the roll, there or not."""

    @property
    def came(self) -> tuple[str, ...]:
        """Everybody who was there at any time."""
        return (*self.voters, *self.others)

    @property
    def unsigned(self) -> bool:
        """Whether nobody signed in; without a roster a named chair or secretary counts."""
        return nobody_signed(len(self.came), len(self.expected), self.led)

    @property
    def heads(self) -> int:
        """How many were there (到会人次)."""
        return len(self.voters) + len(self.others) + len(self.in_words)


@dataclass(frozen=True, slots=True)
class SectionCount:
    """One group (片区, 组, 楼栋, 界别): how many seats it has, came, and are represented."""

    name: str
    expected: int
    came: int
    represented: int


def by_section(
    roll: Sequence[RollEntry], here: Iterable[str], represented: Iterable[str]
) -> tuple[SectionCount, ...]:
    """The counts of each group in the order of the roll; none where nobody belongs to a group."""
    came, spoken_for = set(here), set(represented)
    names = dict.fromkeys(entry.section for entry in roll if entry.section)
    return tuple(
        SectionCount(
            name,
            sum(1 for e in roll if e.section == name and e.votes),
            sum(1 for e in roll if e.section == name and e.person in came),
            sum(1 for e in roll if e.section == name and e.person in spoken_for),
        )
        for name in names
    )


def labels(roll: Iterable[RollEntry]) -> dict[str, str]:
    """The label of each person by id; equal labels are numbered."""
    called: dict[str, str] = {}
    times: Counter[str] = Counter()
    for entry in roll:
        times[entry.label] += 1
        again = times[entry.label]
        called[entry.person] = entry.label if again == 1 else f"{entry.label}（{again}）"
    return called


def beside_roll(named: Iterable[str], roll: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The names that match no name or label of the roll, given as (name, building) pairs."""
    on_roll = list(roll)
    names = {name for name, _building in on_roll}
    left = [name for name in dict.fromkeys(map(trim, named)) if name and name not in names]
    if not left:
        return ()
    entries = (RollEntry(str(n), *one) for n, one in enumerate(on_roll))
    called = set(labels(entries).values())
    return tuple(name for name in left if name not in called)


def there_in_words(named: Sequence[str], state: MeetingState) -> tuple[str, ...]:
    """Those named in words alone whom minutes were sealed with; before that nobody is taken to be
    there whom nobody signed in."""
    return tuple(named) if state in SEALED else ()


def nobody_signed(came: int, listed: int, led: bool) -> bool:
    """无人签到: nobody on the roll came; with an empty roll, no officer is named either."""
    return not came and (listed > 0 or not led)


def in_time(marks: Iterable[PresenceMark]) -> list[PresenceMark]:
    """The timeline in the order in which it happened, whenever it was written down."""
    return sorted(marks, key=lambda mark: mark.at)


def last_marks(marks: Iterable[PresenceMark]) -> dict[str, PresenceMark]:
    """The mark of each person that says where they are (recusals do not)."""
    return {m.person: m for m in in_time(marks) if m.kind not in OF_ITEM | OF_ROLL}


def state_of(person: str, marks: Iterable[PresenceMark]) -> PresenceMark | None:
    """The last mark that says where a person is (recusals do not)."""
    return last_marks(mark for mark in marks if mark.person == person).get(person)


def recused_from(item: str | None, marks: Iterable[PresenceMark]) -> set[str]:
    """Who stands back from the item."""
    recused: set[str] = set()
    for mark in in_time(marks):
        if item is None or mark.item != item:
            continue
        if mark.kind is Mark.RECUSED:
            recused.add(mark.person)
        elif mark.kind is Mark.RETURNED:
            recused.discard(mark.person)
    return recused


def may_vote(entry: RollEntry, rule: Rule) -> bool:
    """A seat with a vote; where the room is open to all, walk-ins too."""
    return entry.votes or (open_to_all(rule) and entry.standing is Standing.WALK_IN)


def open_to_all(rule: Rule) -> bool:
    """Whether whoever comes is there as anybody else: everybody votes, or owners by their parts."""
    return rule.voters is Voters.EVERYBODY or rule.owners


def room(
    roll: Sequence[RollEntry],
    marks: Sequence[PresenceMark],
    rule: Rule,
    item: str | None = None,
    until: datetime | None = None,
) -> Room:
    """The room after all marks, or after those up to `until`, as seen for one item."""
    seen = [mark for mark in marks if until is None or mark.at <= until]
    last = last_marks(seen)
    back = recused_from(item, seen)
    inside = {person for person, mark in last.items() if mark.kind is Mark.IN}
    voters = [entry.person for entry in roll if may_vote(entry, rule)]
    expected = tuple(entry.person for entry in roll if entry.votes)
    represented = _represented(expected, last, inside - back, back, rule)
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
        present=tuple(p for p in voters if p in inside and p not in back),
        recused=tuple(p for p in voters if p in inside and p in back),
        represented=represented,
        excused=excused,
        away=tuple(
            p for p in expected if p not in inside and p not in spoken_for and p not in excused
        ),
        others=tuple(e.person for e in roll if not may_vote(e, rule) and e.person in inside),
    )


def who_came(
    roll: Sequence[RollEntry],
    marks: Sequence[PresenceMark],
    rule: Rule,
    in_words: tuple[str, ...] = (),
    led: bool = False,
) -> WhoCame:
    """Who was there at any time, and for each other voting seat whether excused or represented."""
    last = last_marks(marks)
    came = {mark.person for mark in marks if mark.kind is Mark.IN}
    expected = tuple(entry.person for entry in roll if entry.votes)
    voters = tuple(e.person for e in roll if may_vote(e, rule) and e.person in came)
    away = tuple(person for person in expected if person not in came)
    represented = _represented(away, last, set(voters), set(), rule)
    spoken_for = {pair.principal for pair in represented}
    left = [person for person in away if person not in spoken_for]
    excused = tuple(
        person
        for person in left
        if person in last and last[person].kind in {Mark.EXCUSED, Mark.PROXY}
    )
    return WhoCame(
        expected=expected,
        voters=voters,
        others=tuple(e.person for e in roll if e.person in came and e.person not in voters),
        represented=represented,
        excused=excused,
        absent=tuple(person for person in left if person not in excused),
        in_words=in_words,
        led=led,
    )


def _represented(
    expected: Sequence[str],
    last: Mapping[str, PresenceMark],
    holders: set[str],
    back: set[str],
    rule: Rule,
) -> tuple[Represented, ...]:
    """Those whose proxy is held by a voter in the room, up to the rule's limit for each holder.

    A proxy beyond the limit of a law stands on the timeline because the meeting held it valid.
    """
    if rule.proxies is ProxyUse.NOT_COUNTED:
        return ()
    given = [
        mark
        for mark in last.values()
        if mark.kind is Mark.PROXY and mark.person in expected and mark.person not in back
    ]
    holder_of: dict[str, str] = {}
    held: Counter[str] = Counter()
    for mark in in_time(given):
        if mark.holder not in holders:
            continue
        if held[mark.holder] < rule.proxy_limit or rule.asks_of_proxies:
            held[mark.holder] += 1
            holder_of[mark.person] = mark.holder
    return tuple(Represented(p, holder_of[p]) for p in expected if p in holder_of)
