"""The meeting as a whole, with everything that happened in it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

from meetings.dataclass import dataclass
from meetings.errors import NotAllowedNow, NotFound
from meetings.procedure.rules import PRESETS, Rule
from meetings.sitting.agenda import AgendaItem
from meetings.sitting.debate import Floor, Speech, Waiting
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting_states import (
    RUNNING,
    Invited,
    MeetingKind,
    MeetingState,
    Pause,
)
from meetings.sitting.motions import Motion
from meetings.sitting.presence import (
    PresenceMark,
    RollEntry,
    Room,
    WhoCame,
    beside_roll,
    open_to_all,
    room,
    there_in_words,
    who_came,
)
from meetings.sitting.votes import Method, Vote, VoteState

Child = TypeVar("Child", AgendaItem, Motion, Vote)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of one body with everything that happened in it."""

    id: str
    body: str
    year: int
    serial: int
    """Counts within the body and the year: 〔2026〕第3次."""
    title: str
    starts_at: datetime
    place: str = ""
    ends_at: datetime | None = None
    chair: str = ""
    secretary: str = ""
    state: MeetingState = MeetingState.DRAFT
    rule: Rule | None = None
    """The body's rule as it was when the meeting opened."""
    roll: tuple[RollEntry, ...] = ()
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    informal: bool = False
    """Held as a talk without decisions, since the quorum was not reached."""
    current: str | None = None
    """The item under discussion."""
    queue: tuple[Waiting, ...] = ()
    floor: Floor | None = None
    next_meeting: str = ""
    note: str = ""
    """Why it is cancelled; of a meeting that is not, what a law asked of it and what was answered,
    a line each."""
    version: int = 0
    final_hash: str = ""
    final_at: datetime | None = None
    signed: tuple[str, ...] = ()
    """Names of those who signed the record on paper."""
    kind: MeetingKind = MeetingKind.REGULAR
    invited: tuple[Invited, ...] = ()
    """Units that take part without a seat: departments, the property company, …"""
    notice_text: str = ""
    """What the notice says in addition to date, place and agenda."""
    kind_words: str = ""
    """What its kind is called where it is none of ours (座谈会, 书记面对面, a body's own)."""
    items: tuple[AgendaItem, ...] = ()
    presence: tuple[PresenceMark, ...] = ()
    speeches: tuple[Speech, ...] = ()
    motions: tuple[Motion, ...] = ()
    votes: tuple[Vote, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def item(self, id: str) -> AgendaItem:
        """One item of the agenda; raises NotFound."""
        return _one(self.items, id, "AgendaItem")

    def motion(self, id: str) -> Motion:
        """One motion; raises NotFound."""
        return _one(self.motions, id, "Motion")

    def vote(self, id: str) -> Vote:
        """One vote; raises NotFound."""
        return _one(self.votes, id, "Vote")

    def entry(self, person: str) -> RollEntry:
        """A name on the roll; raises NotFound."""
        for entry in self.roll:
            if entry.person == person:
                return entry
        raise NotFound(kind="RollEntry", id=person)

    def called(self, person: str) -> str:
        """The name as people say it; with the building only where two bear the same name."""
        entry = self.entry(person)
        same = sum(1 for other in self.roll if other.name == entry.name)
        return entry.label if same > 1 else entry.name

    def talked_about(self, item: str) -> bool:
        """Whether anything was said, moved or voted on an item."""
        said = {speech.item for speech in self.speeches}
        return item in said | {one.item for one in self.motions} | {one.item for one in self.votes}

    @property
    def in_order(self) -> tuple[AgendaItem, ...]:
        """The agenda by position."""
        return tuple(sorted(self.items, key=lambda item: item.position))

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each item by its id; every page and list uses this one."""
        return {item.id: number for number, item in enumerate(self.in_order, 1)}

    @property
    def answers(self) -> tuple[str, ...]:
        """What a law asked of notice and roll, and what was answered."""
        return tuple(line for line in self.note.splitlines() if "答：" in line)

    @property
    def began_at(self) -> datetime:
        """When it opened, or is to open: what every list and paper calls its time."""
        return self.opened_at or self.starts_at

    @property
    def began_on(self) -> date:
        """The day it opened, or is to open, where it is held."""
        return self.began_at.astimezone(self.starts_at.tzinfo).date()

    @property
    def made_up_times(self) -> frozenset[datetime]:
        """The times that only stand in for unknown ones, in a meeting brought in from paper.

        All its items begin as it opens; what has no time of its own has that of its opening or end.
        Paper tells minutes: a time with seconds was read from the clock while the meeting was held.
        """
        by_clock = (self.opened_at, self.ended_at, *(mark.at for mark in self.presence))
        if any(at is not None and at.second for at in by_clock):
            return frozenset()
        begun = {item.started_at for item in self.items if item.started_at is not None}
        if self.opened_at is None or begun - {self.opened_at}:
            return frozenset()
        return frozenset(at for at in (self.opened_at, self.ended_at) if at is not None)

    def time_known(self, mark: PresenceMark) -> bool:
        """Whether somebody gave the time of a mark; one set at the opening afterwards has none."""
        afterwards = mark.written_at is not None and not mark.reason and mark.at == self.opened_at
        return not afterwards and mark.at not in self.made_up_times

    @property
    def open_vote(self) -> Vote | None:
        """The vote that is being taken in the room; else a written vote that is still open."""
        taken = sorted(self.open_votes, key=lambda vote: vote.method is Method.WRITTEN)
        return taken[0] if taken else None

    @property
    def open_votes(self) -> tuple[Vote, ...]:
        """Every vote not yet closed: at most one in the room, and written ones."""
        return tuple(vote for vote in self.votes if vote.state is VoteState.OPEN)

    @property
    def in_force(self) -> Rule:
        """The rule that the meeting is held under; raises NotAllowedNow before it opens."""
        if self.rule is None:
            raise NotAllowedNow(act="rule", state=self.state)
        return self.rule

    def room(self, item: str | None = None, until: datetime | None = None) -> Room:
        """Who is in the room now, or was at `until`, leaving out those recused from the item."""
        return room(self.roll, self.presence, self.in_force, item, until)

    def who_came(self) -> WhoCame:
        """Who was there at any time of the meeting; before it opens, by the rule for members."""
        rule = self.rule or PRESETS["community"]
        led = bool(self._led_by) and not (self.counts_who_is_there and self.state in RUNNING)
        return who_came(self.roll, self.presence, rule, self.officers_in_words, led)

    def room_told(self, item: str | None = None) -> Room:
        """The room as screens and papers tell it: as it is, and once it is over who came."""
        if self.state in RUNNING:
            return self.room(item)
        came = self.who_came()
        return Room(
            expected=came.expected, present=came.voters, recused=(),
            represented=came.represented, excused=came.excused, away=came.absent,
            others=came.others,
        )  # fmt: skip

    @property
    def officers_in_words(self) -> tuple[str, ...]:
        """Names of chair and secretary on no roll, where the minutes were sealed with them."""
        return there_in_words(self._led_by, self.state)

    @property
    def _led_by(self) -> tuple[str, ...]:
        """Chair and secretary of an opened meeting who are named in words and not on its roll."""
        if self.opened_at is None:
            return ()
        roll = ((entry.name, entry.building) for entry in self.roll)
        return beside_roll((self.chair, self.secretary), roll)

    @property
    def has_roster(self) -> bool:
        """Whether anybody is expected, that is, the roll has a seat with a vote."""
        return any(entry.votes for entry in self.roll)

    @property
    def in_writing_alone(self) -> bool:
        """Whether it is a mere written vote of the owners, for which nobody comes together."""
        return not self.roll and any(vote.owners is not None for vote in self.votes)

    @property
    def counts_who_is_there(self) -> bool:
        """Whether nobody is expected and anybody who is there counts (在场)."""
        return self.rule is not None and open_to_all(self.rule) and not self.has_roster

    def require_no_hands(self, act: str) -> None:
        """Raise NotAllowedNow while the room is voting; a written vote may wait."""
        if any(vote.method is not Method.WRITTEN for vote in self.open_votes):
            raise NotAllowedNow(act=act, state="vote_open")

    def require(self, act: str, *states: MeetingState) -> None:
        """Raise NotAllowedNow unless the meeting is in one of the states."""
        if self.state not in states:
            raise NotAllowedNow(act=act, state=self.state)


def _one(children: Iterable[Child], id: str, kind: str) -> Child:
    for child in children:
        if child.id == id:
            return child
    raise NotFound(kind=kind, id=id)
