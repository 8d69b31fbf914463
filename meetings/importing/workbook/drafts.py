"""What the sheets of a workbook tell, before it has ids."""

from collections.abc import Sequence
from dataclasses import field
from datetime import date, time

from meetings.community.bodies import Body, Tier
from meetings.community.people import Role
from meetings.dataclass import dataclass
from meetings.importing.likeness import LIKE, likeness
from meetings.importing.people.rows import Member
from meetings.importing.tasks.rows import TaskDraft
from meetings.matters.issues import Source
from meetings.procedure.ballots import OptionTally
from meetings.procedure.owners_matters import OwnersPoll
from meetings.procedure.rules import Rule
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.debate import SpeechKind, Stance
from meetings.sitting.points import PointKind
from meetings.sitting.presence import Mark, Standing
from meetings.sitting.votes import Election, Method


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """The sheet 会议."""

    day: date
    start: time
    title: str = ""
    serial: int | None = None
    end: time | None = None
    place: str = ""
    chair: str = ""
    secretary: str = ""
    expected: int | None = None
    rule: Rule | None = None
    answers: tuple[str, ...] = ()
    """What a law asked of notice and roll, and what was answered."""


@dataclass(frozen=True, slots=True)
class SignInDraft:
    """A row of 签到; `member` and `holder` are places in the list of people."""

    member: int
    roles: tuple[Role, ...]
    votes: bool
    standing: Standing
    mark: Mark | None
    """None of somebody without a vote of whom nothing is said: neither 列席 nor 缺席."""
    came: time | None = None
    left: time | None = None
    holder: int | None = None
    section: str = ""
    titles: tuple[str, ...] = ()
    """Offices by a word that is none of the roles; the seat keeps them."""
    of_unit: bool = False
    """An invited unit, or somebody who comes for the one that stands in place of a building."""


@dataclass(frozen=True, slots=True)
class VoteDraft:
    """A motion of a row of 议题, with its counts where they are given."""

    motion: str
    method: Method = Method.HANDS
    present: int | None = None
    counts: tuple[int, int, int] | None = None
    void: bool = False
    written: str = ""
    reason: str = ""
    """Why what is written differs from the rule, or the counts from the room."""
    row: int = 0
    number: int | None = None
    """表决号, by which the other sheets tell of it."""
    mover: str = ""
    seconder: str = ""
    at: time | None = None
    expected: int | None = None
    recused: int | None = None
    proxies: int | None = None
    invalid: int = 0
    majority: bool | None = None
    casting: bool | None = None
    void_reason: str = ""
    options: tuple[OptionTally, ...] = ()
    choose: int = 1
    seats: int = 1
    follows: int | None = None
    """The 表决号 of the vote that this one is the run-off of."""
    owners: OwnersPoll | None = None
    tellers: tuple[str, ...] = ()
    insisting: int | None = None
    """How many insisted on their objections; None where nobody asked for any."""
    election: Election | None = None
    elected: tuple[str, ...] = ()
    """Whom the sheet calls chosen."""

    @property
    def taken(self) -> bool:
        """It came to a count, to a majority that was seen, or to the question who objects."""
        asked = (self.counts, self.majority, self.insisting)
        return any(one is not None for one in asked)


@dataclass(slots=True)
class ItemDraft:
    """The rows of one item."""

    position: int
    title: str
    topic: str = ""
    source: Source | None = None
    raised_name: str = ""
    supporters: int | None = None
    source_words: str = ""
    """The source as the sheet calls it, where that is none of ours."""
    votes: list[VoteDraft] = field(default_factory=list)
    outcome: ItemOutcome | None = None
    reason: str = ""
    minority_view: str = ""
    decisions: list[str] = field(default_factory=list)
    last_row: int = 0
    """The row whose 结果 is how the item ended; those before tell of their motion alone."""

    @property
    def has_issue(self) -> bool:
        """It came from the pool: something is told of where it comes from."""
        told = self.topic or self.source or self.raised_name
        return bool(told) or self.supporters is not None


@dataclass(frozen=True, slots=True)
class SpeechDraft:
    """A row of 发言."""

    item: int
    name: str
    stance: Stance
    kind: SpeechKind
    text: str
    at: time | None = None
    seconds: int = 0
    number: int = 0
    """发言号, by which 要点 tells of it."""


@dataclass(frozen=True, slots=True)
class PointDraft:
    """A row of 要点; `speeches` are 发言号."""

    item: int
    kind: PointKind
    text: str
    speeches: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """A row of 到离; `name` and `holder` as the roll calls them."""

    name: str
    kind: Mark
    at: time | None = None
    item: int | None = None
    holder: str = ""
    reason: str = ""
    row: int = 0


@dataclass(slots=True)
class WorkbookDraft:
    """The whole workbook."""

    meeting: MeetingDraft
    tier: Tier
    body_name: str
    body: Body | None
    """None where it is founded with the import."""
    rule: Rule
    members: list[Member] = field(default_factory=list)
    sign_in: list[SignInDraft] = field(default_factory=list)
    items: dict[int, ItemDraft] = field(default_factory=dict)
    speeches: list[SpeechDraft] = field(default_factory=list)
    points: list[PointDraft] = field(default_factory=list)
    tasks: list[tuple[int | None, TaskDraft]] = field(default_factory=list)
    moves: list[MoveDraft] = field(default_factory=list)
    columns: dict[str, frozenset[str]] = field(default_factory=dict)
    """The columns that the file has, by sheet."""
    seats_from_sign_in: bool = False
    """There is no list of people, so who signs in with a vote gets a seat."""

    @property
    def held(self) -> bool:
        """Somebody came, or something was said or decided."""
        came = any(s.mark is Mark.IN for s in self.sign_in)
        ended = any(i.outcome or i.votes or i.decisions for i in self.items.values())
        return came or ended or bool(self.speeches)

    @property
    def expected(self) -> int:
        """应到: as it is written, else who has a vote on the sheet."""
        counted = sum(1 for line in self.sign_in if line.votes)
        return counted if self.meeting.expected is None else self.meeting.expected


Of = tuple[int | None, str]
"""The number of an item, and the words of a task or a decision of it."""


def pair_up(tasks: Sequence[Of], decisions: Sequence[Of]) -> list[int | None]:
    """Which decision each task carries out: the same words of its item, else the likest left."""
    found: list[int | None] = [None] * len(tasks)
    free = dict.fromkeys(range(len(decisions)))
    for alike in (False, True):
        for place, (item, text) in enumerate(tasks):
            if found[place] is not None or item is None:
                continue
            near = {
                at: 100 if decisions[at][1] == text else likeness(text, decisions[at][1])
                for at in free
                if decisions[at][0] == item
            }
            best = max(near, key=lambda at: near[at], default=None)
            same = best is not None and decisions[best][1] == text
            if best is not None and (same or (alike and near[best] >= LIKE)):
                found[place] = best
                del free[best]
    return found
