"""Minutes (会议纪要) and record (会议记录) as plain frozen values, ready to be laid out."""

from datetime import date, datetime

from meetings.community.bodies import Tier
from meetings.dataclass import dataclass
from meetings.matters.followup_states import FollowUpState, Lateness
from meetings.sitting.agenda import ItemKind, ItemOutcome
from meetings.sitting.debate import SpeechKind, Stance
from meetings.sitting.meeting_states import MeetingKind
from meetings.sitting.points import PointKind


@dataclass(frozen=True, slots=True)
class Name:
    """A person as a document prints them."""

    name: str
    building: str = ""
    roles: str = ""
    """Roles in words, joined by 、."""
    person: str | None = None
    reason: str = ""
    """Why the person did not come, as it was given."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was there and who was not; each person in one group only."""

    expected: int | None
    """Seats with a vote (应到); None where the body has no roster, and nobody is expected."""
    present: tuple[Name, ...]
    excused: tuple[Name, ...]
    absent: tuple[Name, ...]
    represented: tuple[tuple[Name, Name], ...]
    """(principal, holder)."""
    observers: tuple[Name, ...]
    """Observers, advisers and walk-ins who came."""
    left_early: tuple[tuple[Name, datetime], ...] = ()
    came_late: tuple[tuple[Name, datetime], ...] = ()
    units: tuple[tuple[str, str], ...] = ()
    """(unit that takes part without a seat, the name of who represents it)."""
    changes: tuple[tuple[Name, str, str], ...] = ()
    """(who, 不计应到 or 计入应到, why) of those whose seat changed during the meeting."""
    sections: tuple[str, ...] = ()
    """In words by group: 一片区到会19人、委托3人（应到25人）."""

    @property
    def known(self) -> bool:
        """Whether anything is known, that is, somebody was written down as there or away."""
        groups = (
            self.present, self.excused, self.absent, self.represented, self.observers, self.units,
        )  # fmt: skip
        return self.expected is not None or any(groups)


@dataclass(frozen=True, slots=True)
class VoteLine:
    """One vote: its proving sentence, void or not."""

    round: int
    method: str
    """In words: 举手表决."""
    motion: str
    sentence: str
    void_reason: str = ""
    notes: tuple[str, ...] = ()
    """Presence corrected later, objections, names of a roll call, tellers."""
    of: int = 0
    """The number of the motion that was voted on."""
    brief: str = ""
    """The proof without the facts of the room that the opening of the minutes gives already."""
    passed: bool = False
    counts: str = ""
    """同意8票，反对5票，弃权1票; of several options 东门中选，东门9票，西门3票，弃权0票.

    "" where single votes were not counted so.
    """


@dataclass(frozen=True, slots=True)
class MotionLine:
    """One motion with who brought it and what became of it."""

    text: str
    mover: str
    seconder: str
    state: str
    """In words: 通过, 未通过, 撤回, 搁置."""
    original: str = ""
    is_amendment: bool = False
    reason: str = ""
    number: int = 0
    """Counts the motions of an item from 1 in the order in which they came."""
    amends: int = 0
    """The number of the motion that this one would amend."""
    is_election: bool = False
    """Whether it represents an election, which has no mover."""


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A name on the ballots of one election."""

    name: str
    votes: tuple[int | None, ...] = ()
    """The votes in each valid round; None for a round in which the name was not on the ballot."""
    elected: bool = False
    declined: bool = False
    """Elected, and did not take the seat."""
    follows: bool = False
    """Took a seat that somebody declined."""


@dataclass(frozen=True, slots=True)
class DeclinedLine:
    """Somebody elected who did not take the seat, and who took it by which rule, if anybody."""

    name: str
    reason: str = ""
    successor: str = ""
    provision: str = ""


@dataclass(frozen=True, slots=True)
class ElectedLine:
    """The result of one election."""

    office: str
    """What was elected to, as its motion says it."""
    seats: int = 1
    chosen: tuple[str, ...] = ()
    """Who was elected, over all rounds; empty where the names are not for this edition."""
    count: int = 0
    """How many were elected."""
    again: tuple[str, ...] = ()
    """The candidates of a further round, where one may still be held."""
    rounds: int = 0
    """How many rounds are valid."""
    waits: bool = False
    """Whether another round may still be held."""
    inquorate: bool = False
    void: bool = False
    """Whether every round of it is void."""
    candidates: tuple[CandidateLine, ...] = ()
    """Everybody who stood, in the order of the ballot; empty where names are not shown."""
    declined: tuple[DeclinedLine, ...] = ()
    left: bool = False
    """Somebody gave a reason for leaving seats empty, which is told with the motion."""
    all_the_same: tuple[str, ...] = ()
    """What was asked about and stands all the same, round by round: more papers than voters."""


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision with its task."""

    text: str
    owner: str
    helpers: tuple[str, ...]
    deadline: date | None
    task: bool
    posted: bool
    person: str | None = None
    """The id of the owner where that is a person; a unit has none."""
    units: tuple[str, ...] = ()
    """Units that carry it out, where the owner answers for it."""
    vote_void: bool = False
    """Whether the vote it rests on was declared void."""


@dataclass(frozen=True, slots=True)
class SpeechLine:
    """What a person said, for the minutes' summary and the record."""

    name: str
    stance: Stance
    text: str
    at: datetime
    kind: SpeechKind = SpeechKind.SPEECH
    seconds: int = 0
    taken: bool = False
    """Whether a person put it into a point or left it to the record."""


@dataclass(frozen=True, slots=True)
class PointLine:
    """One point made in the debate, with the names of those who made it."""

    kind: PointKind
    text: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """The state of one task of an earlier meeting."""

    number: int
    text: str
    owner: str
    deadline: date | None
    state: FollowUpState
    lateness: Lateness
    word: str
    """The words of its last step, as they were written."""
    person: str | None = None
    """The id of the owner where that is a person."""
    answered: tuple[str, ...] = ()
    """What was said about it at this meeting, answer by answer, in words."""
    units: tuple[str, ...] = ()
    """Units that carry it out (承办单位)."""


@dataclass(frozen=True, slots=True)
class ItemMinutes:
    """One item of the agenda as it went."""

    number: int
    title: str
    kind: ItemKind
    matter: str
    """Whose issue it is and in which words it was raised."""
    proposal: str
    speeches: tuple[SpeechLine, ...]
    minority_view: str
    motions: tuple[MotionLine, ...]
    votes: tuple[VoteLine, ...]
    decisions: tuple[DecisionLine, ...]
    outcome: ItemOutcome | None
    reason: str
    referred_to: str = ""
    owners_matter: bool = False
    """Whether the owners must still decide jointly, so that what is agreed here is only advice."""
    private: bool = False
    recused: tuple[tuple[Name, str], ...] = ()
    """(who, why)."""
    raised_by: str = ""
    """The name of the resident who raised it."""
    raised: bool = False
    """Whether it came from an issue; the fields below describe that."""
    supporters: int = 0
    about: str = ""
    """The words of the issue, where they say more than the title."""
    place: str = ""
    again: str = ""
    """When the same had been settled before, in words."""
    in_debate: bool = False
    """Whether the meeting is at this item now."""
    studied: str = ""
    """Whether the Party organisation studied an important matter first, in words; "" unasked."""
    elected: tuple[ElectedLine, ...] = ()
    """What became of its elections."""
    by_election: bool = False
    """Whether the outcome comes from the elections alone, no motion being decided."""
    points: tuple[PointLine, ...] = ()
    """The points into which a person summed up the speeches; empty where nobody did."""
    chosen: tuple[str, ...] = ()
    """The options that won, where a motion was put as several."""
    still_open: bool = False
    """Whether the meeting runs and the item has no outcome yet."""

    @property
    def talked_about(self) -> bool:
        """Whether anything was said, moved or voted on it."""
        return bool(self.speeches or self.points or self.motions or self.votes)

    def speeches_with(self, *stances: Stance) -> tuple[SpeechLine, ...]:
        """The speeches of the given stances, in order."""
        return tuple(
            s for s in self.speeches if s.stance in stances and s.kind is SpeechKind.SPEECH
        )


@dataclass(frozen=True, slots=True)
class Minutes:
    """Everything that the minutes and the record say, as of one moment."""

    body_name: str
    tier: Tier
    year: int
    serial: int
    title: str
    starts_at: datetime
    """When the meeting really began (planned, until it opens)."""
    ends_at: datetime | None
    place: str
    chair: str
    secretary: str
    rule_name: str
    """The rule of procedure in words with its source."""
    attendance: Attendance
    reviewed: tuple[ReviewLine, ...]
    items: tuple[ItemMinutes, ...]
    next_meeting: str
    informal: bool = False
    quorum_sentence: str = ""
    public: bool = False
    draft: bool = True
    version: int = 0
    seal: str = ""
    """Head of the journal and the content's hash, short, for the foot of the last page."""
    errata: tuple[tuple[date, str], ...] = ()
    approved_in: str = ""
    """The number of the meeting that approved them: 〔2026〕第4次."""
    hash: str = ""
    """SHA-256 of the content once it is final."""
    meeting: str = ""
    """The id of the meeting, by which a document is found again."""
    written_at: datetime | None = None
    kind: MeetingKind = MeetingKind.REGULAR
    red_head: bool = False
    """Whether the body's papers have a red letterhead (红头)."""
    superseded: bool = False
    """A later final version took the place of this one."""
    review_number: int | None = None
    """The number of the review of earlier promises, 0 where it is not on the agenda; None in
    final minutes of an earlier form, which counted the other items from 1."""
    pauses: tuple[tuple[datetime, datetime | None, str], ...] = ()
    """(since, until, why) of each suspension."""
    kind_words: str = ""
    """What its kind is called, where that is none of ours."""
    answered: tuple[str, ...] = ()
    """What a law asked of notice, roll and proxies, each with its article and the answer."""

    @property
    def number(self) -> str:
        """〔2026〕第3次."""
        return f"〔{self.year}〕第{self.serial}次"


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One line of the record: what happened when, in order.

    `kind` is one of opened, answered, item, in, out, excused, absent, proxy, recused, returned,
    struck, seated, speech, note, point_of_order, interruption, motion, seconded, motion_end, vote,
    vote_note, void, override, decision, outcome, suspended, resumed, referred, ended.
    """

    at: datetime | None
    kind: str
    text: str
    name: str = ""
    stance: Stance | None = None
    item: int | None = None
    fixed: DecisionLine | None = None
    """Of a decision: who does it, with whom, and until when."""


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """One owner's answer: `area` in hundredths of m², `answer` in words, "" without one."""

    owner: str
    units: tuple[str, ...]
    area: int
    answer: str = ""


@dataclass(frozen=True, slots=True)
class OwnersList:
    """What every owner answered in one vote; it belongs to the record alone, never to a posting."""

    item: int
    motion: str
    lines: tuple[OwnerLine, ...]
    void: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """The full account by speaker and time (会议记录), filed and signed."""

    minutes: Minutes
    lines: tuple[RecordLine, ...]
    owners: tuple[OwnersList, ...] = ()
