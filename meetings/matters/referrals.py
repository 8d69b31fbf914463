"""Matters passed to the tier above (上提) and what comes back.

The sender writes the Referral, the receiver the Reply; each refers to the other by id alone.
"""

from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from meetings.clean import is_blank, trim
from meetings.dataclass import dataclass
from meetings.errors import Missing, NotAllowedNow, ReasonNeeded


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder of the sender's (催办)."""

    at: datetime
    by: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Referral:
    """The sender's row: what is passed up, why, what was tried, and when an answer is wanted."""

    id: str
    body: str
    to_body: str
    title: str
    reason: str
    sent_at: datetime
    tried: str = ""
    text: str = ""
    wanted_by: date | None = None
    meeting: str | None = None
    item: str | None = None
    issue: str | None = None
    landed_item: str | None = None
    """The item on the sender's agenda under which the answer came back."""
    follows: str | None = None
    """The referral from the tier below that is passed further up."""
    reminders: tuple[Reminder, ...] = ()
    withdrawn_at: datetime | None = None
    withdrawn_reason: str = ""
    topic: str = ""
    place: str = ""
    supporters: int | None = None
    owners_matter: bool | None = None
    private: bool | None = None
    """Whether the issue is private to the sender, for a receiver whose file does not have it."""
    landed_on: date | None = None
    """The day of the sender's meeting to which the answer came, where its item lies elsewhere."""

    @property
    def landed(self) -> bool:
        """Whether the answer is on an agenda of the sender's."""
        return self.landed_item is not None or self.landed_on is not None


class ReplyState(StrEnum):
    """The state of the receiver's work on it."""

    RECEIVED = "received"
    SCHEDULED = "scheduled"
    ANSWERED = "answered"
    SENT_BACK = "sent_back"


@dataclass(frozen=True, slots=True)
class Promise:
    """A task named in an answer; `follow_up` is its place in the receiver's ledger."""

    text: str
    owner: str = ""
    deadline: date | None = None
    follow_up: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """The receiver's row, which refers to the referral by id."""

    id: str
    body: str
    referral: str
    received_at: datetime
    received_by: str
    state: ReplyState = ReplyState.RECEIVED
    issue: str | None = None
    answer: str = ""
    reason: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""
    decided: str = ""
    """What was decided on it, in the words of the minutes."""
    tasks: tuple[Promise, ...] = ()


class ReferralState(StrEnum):
    """Where a referral stands, seen with both rows; derived, never stored."""

    SENT = "sent"
    RECEIVED = "received"
    SCHEDULED = "scheduled"
    ANSWERED = "answered"
    SENT_BACK = "sent_back"
    LANDED = "landed"
    WITHDRAWN = "withdrawn"


FINISHED = frozenset({ReplyState.ANSWERED, ReplyState.SENT_BACK})
"""States of a reply in which the receiver is done with it."""

WAITING = frozenset({ReferralState.SENT, ReferralState.RECEIVED, ReferralState.SCHEDULED})
"""States of a referral that has no answer yet."""


def stands(referral: Referral, reply: Reply | None) -> bool:
    """Whether it is in force; a withdrawal does not count once the receiver has signed for it.

    Two machines may withdraw and sign without knowing of each other; the receiver's row decides.
    """
    return referral.withdrawn_at is None or reply is not None


def state_of(referral: Referral, reply: Reply | None) -> ReferralState:
    """Where the referral stands."""
    if reply is None:
        return ReferralState.SENT if stands(referral, None) else ReferralState.WITHDRAWN
    if reply.state in FINISHED and referral.landed:
        return ReferralState.LANDED
    return ReferralState(reply.state.value)


def days_late(referral: Referral, reply: Reply | None, today: date) -> int:
    """Days since the answer was wanted, while there is none; 0 when it is not late."""
    if referral.wanted_by is None or state_of(referral, reply) not in WAITING:
        return 0
    return max(0, (today - referral.wanted_by).days)


OPEN_IN = {
    "referral.remind": WAITING,
    "referral.withdraw": frozenset({ReferralState.SENT}),
    "referral.receive": frozenset({ReferralState.SENT}),
    "referral.answer": frozenset(ReferralState) - {ReferralState.LANDED, ReferralState.WITHDRAWN},
    "referral.send_back": frozenset(ReferralState)
    - {ReferralState.LANDED, ReferralState.WITHDRAWN},
}
"""In which states each act is open."""


def require_open(act: str, state: ReferralState) -> None:
    """Raise NotAllowedNow where an act is not open in a state."""
    if state not in OPEN_IN[act]:
        raise NotAllowedNow(act=act, state=state)


def remind(referral: Referral, reply: Reply | None, at: datetime, by: str, text: str) -> Referral:
    """Ask again; raises NotAllowedNow once there is an answer, or it was withdrawn."""
    require_open("referral.remind", state_of(referral, reply))
    return replace(referral, reminders=(*referral.reminders, Reminder(at, by, trim(text))))


def withdraw(referral: Referral, reply: Reply | None, at: datetime, reason: str) -> Referral:
    """Withdraw it before it is signed for; raises NotAllowedNow, ReasonNeeded."""
    require_open("referral.withdraw", state_of(referral, reply))
    if is_blank(reason):
        raise ReasonNeeded(act="referral.withdraw")
    return replace(referral, withdrawn_at=at, withdrawn_reason=trim(reason))


def receive(referral: Referral, existing: Reply | None, id: str, at: datetime, by: str) -> Reply:
    """Sign for it (签收), once; raises NotAllowedNow."""
    require_open("referral.receive", state_of(referral, existing))
    return Reply(id, referral.to_body, referral.id, at, by)


def schedule(reply: Reply, issue: str) -> Reply:
    """Note the receiver's own issue for it; raises NotAllowedNow."""
    if reply.state is not ReplyState.RECEIVED:
        raise NotAllowedNow(act="referral.schedule", state=reply.state)
    return replace(reply, state=ReplyState.SCHEDULED, issue=issue)


def answer(
    referral: Referral,
    reply: Reply,
    at: datetime,
    by: str,
    text: str,
    decided: str = "",
    tasks: tuple[Promise, ...] = (),
) -> Reply:
    """Answer, or correct an answer not yet on the sender's agenda; NotAllowedNow, Missing."""
    require_open("referral.answer", state_of(referral, reply))
    if is_blank(text):
        raise Missing(what="answer")
    return replace(
        reply,
        state=ReplyState.ANSWERED,
        answer=trim(text),
        reason="",
        answered_at=at,
        answered_by=by,
        decided=trim(decided),
        tasks=tasks,
    )


def send_back(referral: Referral, reply: Reply, at: datetime, by: str, reason: str) -> Reply:
    """Send it back with a reason (退回); raises NotAllowedNow, ReasonNeeded."""
    require_open("referral.send_back", state_of(referral, reply))
    if is_blank(reason):
        raise ReasonNeeded(act="referral.send_back")
    return replace(
        reply,
        state=ReplyState.SENT_BACK,
        answer="",
        reason=trim(reason),
        answered_at=at,
        answered_by=by,
        decided="",
        tasks=(),
    )
