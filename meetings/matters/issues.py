"""Issues (议题): a resident's words and what becomes of them."""

import re
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from meetings.clean import is_blank, trim
from meetings.dataclass import dataclass
from meetings.errors import Missing, NotAllowedNow, ReasonNeeded


class IssueState(StrEnum):
    """The life of an issue; every state has a way back."""

    COLLECTED = "collected"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    MERGED = "merged"
    SCHEDULED = "scheduled"
    DELIBERATED = "deliberated"
    REFERRED_UP = "referred_up"
    WITHDRAWN = "withdrawn"
    SETTLED = "settled"


OPEN = frozenset(IssueState) - {
    IssueState.RETURNED, IssueState.MERGED, IssueState.WITHDRAWN, IssueState.SETTLED
}  # fmt: skip
"""States in which something is still to be done."""


class Source(StrEnum):
    """Where an issue comes from."""

    CORNER = "corner"
    SUGGESTION_BOX = "suggestion_box"
    HOME_VISIT = "home_visit"
    CHAT_GROUP = "chat_group"
    PUBLIC_ACCOUNT = "public_account"
    HOTLINE = "hotline"
    COMMITTEE = "committee"
    GRID = "grid"
    PROPERTY_COMPANY = "property_company"
    DEPUTY = "deputy"
    FROM_ABOVE = "from_above"
    FROM_BELOW = "from_below"
    LAST_TIME = "last_time"
    UNKNOWN = "unknown"


TOPICS = (
    "环境卫生",
    "停车与消防通道",
    "占道经营",
    "公共空间",
    "安全隐患",
    "邻里纠纷",
    "楼院管理",
    "基础设施",
    "物业服务",
    "其他",
)
"""Default topics, chosen by the published shares of a city hotline."""

MOVES: dict[IssueState, frozenset[IssueState]] = {
    IssueState.COLLECTED: frozenset(
        {
            IssueState.ACCEPTED,
            IssueState.RETURNED,
            IssueState.MERGED,
            IssueState.REFERRED_UP,
            IssueState.WITHDRAWN,
            IssueState.SETTLED,
        }
    ),
    IssueState.ACCEPTED: frozenset(
        {
            IssueState.COLLECTED,
            IssueState.RETURNED,
            IssueState.MERGED,
            IssueState.SCHEDULED,
            IssueState.REFERRED_UP,
            IssueState.WITHDRAWN,
            IssueState.SETTLED,
        }
    ),
    IssueState.RETURNED: frozenset({IssueState.COLLECTED, IssueState.ACCEPTED}),
    IssueState.MERGED: frozenset({IssueState.COLLECTED, IssueState.ACCEPTED}),
    IssueState.SCHEDULED: frozenset(
        {
            IssueState.ACCEPTED,
            IssueState.DELIBERATED,
            IssueState.REFERRED_UP,
            IssueState.WITHDRAWN,
        }
    ),
    IssueState.DELIBERATED: frozenset(
        {
            IssueState.ACCEPTED,
            IssueState.SCHEDULED,
            IssueState.REFERRED_UP,
            IssueState.SETTLED,
        }
    ),
    IssueState.REFERRED_UP: frozenset(
        {
            IssueState.ACCEPTED,
            IssueState.SCHEDULED,
            IssueState.DELIBERATED,
            IssueState.SETTLED,
        }
    ),
    IssueState.WITHDRAWN: frozenset({IssueState.COLLECTED, IssueState.ACCEPTED}),
    IssueState.SETTLED: frozenset({IssueState.ACCEPTED}),
}

NEED_REASON = frozenset({IssueState.RETURNED, IssueState.WITHDRAWN, IssueState.REFERRED_UP})


@dataclass(frozen=True, slots=True)
class Move:
    """One change of an issue's state and the day from which it counts, none before the last one.

    Where nobody said the day, `on` is when it was written.
    """

    state: IssueState
    on: date
    known: bool = True


@dataclass(frozen=True, slots=True)
class Issue:
    """A matter to be discussed, in the resident's words."""

    id: str
    body: str
    number: int
    title: str
    collected_at: datetime
    text: str = ""
    place: str = ""
    topic: str = "其他"
    source: Source = Source.CORNER
    raised_by: str | None = None
    raised_name: str = ""
    supporters: int = 0
    state: IssueState = IssueState.COLLECTED
    reason: str = ""
    merged_into: str | None = None
    private: bool = False
    owners_matter: bool = False
    settled_at: datetime | None = None
    referral: str | None = None
    """The referral from the tier below that it came with."""
    again_of: str | None = None
    """An earlier settled issue of this body that has come up again (再次出现)."""
    undated: bool = False
    """Nobody said on which day it was raised; `collected_at` is when it was written down."""
    source_words: str = ""
    """The source as a file called it, where that is none of ours."""
    ticket: str = ""
    """The number of the hotline's ticket (工单号)."""
    due: date | None = None
    """The day by which whoever passed it on wants an answer."""
    contact: str = ""
    """How to reach who raised it; for the body alone, in no paper."""
    settled_by: str | None = None
    """The referral by which it was passed up to the body that settled it."""
    moves: tuple[Move, ...] = ()
    """Each change of its state, in their order; older files kept the last state alone."""

    @property
    def open(self) -> bool:
        """Whether it is still waiting for an answer."""
        return self.state not in {
            IssueState.RETURNED,
            IssueState.MERGED,
            IssueState.WITHDRAWN,
            IssueState.SETTLED,
        }

    def may_become(self, state: IssueState) -> bool:
        """Whether the state may follow the present one."""
        return state in MOVES[self.state]

    def become(self, state: IssueState, on: date, reason: str = "", known: bool = True) -> "Issue":
        """Change the state, forward or back; raises NotAllowedNow, ReasonNeeded.

        `known` is False where nobody said on which day; the earlier states stay in `moves`.
        """
        if not self.may_become(state):
            raise NotAllowedNow(act=state, state=self.state)
        if state in NEED_REASON and is_blank(reason):
            raise ReasonNeeded(act=state)
        moves = self.moves
        if not moves and self.state is IssueState.SETTLED and self.settled_at is not None:
            moves = (Move(self.state, self.settled_at.date()),)
        on = max(on, moves[-1].on) if moves else on
        return replace(
            self, state=state, reason=trim(reason), merged_into=None, settled_by=None,
            settled_at=None, moves=(*moves, Move(state, on, known)),
        )  # fmt: skip

    @property
    def stands_since(self) -> date | None:
        """The day on which it came into its state, as far as somebody said."""
        if self.moves:
            return self.moves[-1].on if self.moves[-1].known else None
        return None if self.undated else self.collected_at.date()

    def settle(self, at: datetime | None, on: date, reason: str = "") -> "Issue":
        """Settle it: at a time, or where nobody said when, some day before it was written `on`."""
        day = at.date() if at is not None else on
        return replace(self.become(IssueState.SETTLED, day, reason, at is not None), settled_at=at)


_SPEAKER = re.compile(r"^[^：\n]{1,30}：", re.MULTILINE)
SUPPORTED = "接龙附议："
"""Begins the line of an issue's text that names who supports it."""


def words_for_paper(issue: Issue) -> str:
    """The issue's words as a paper quotes them, without the names of a chat group's members."""
    lines = [line for line in issue.text.split("\n") if not line.startswith(SUPPORTED)]
    text = trim("\n".join(lines))
    if issue.source is not Source.CHAT_GROUP:
        return text
    trimmed = (trim(line) for line in _SPEAKER.sub("", text).split("\n"))
    return "；".join(line for line in trimmed if line)


@dataclass(frozen=True, slots=True)
class SameMatter:
    """One body says that its issue is the same thing as another body's (同一件事).

    Each body keeps its own issue; the link is read from both ends.
    """

    id: str
    body: str
    issue: str
    other: str


def merge(issue: Issue, into: Issue, on: date) -> tuple[Issue, Issue]:
    """Join a duplicate to the issue that stays: its supporters move along."""
    if issue.id == into.id or not into.open:
        raise NotAllowedNow(act=IssueState.MERGED, state=into.state)
    merged = replace(issue.become(IssueState.MERGED, on), merged_into=into.id)
    return merged, replace(into, supporters=into.supporters + max(1, issue.supporters))


def part(issue: Issue, into: Issue) -> Issue:
    """The issue that stayed, without the supporters that a merged one had brought."""
    return replace(into, supporters=max(0, into.supporters - max(1, issue.supporters)))


def check(issue: Issue) -> Issue:
    """The issue itself, if its title says something; raises Missing otherwise."""
    if is_blank(issue.title):
        raise Missing(what="title")
    return issue
