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
    """One asking again (催办)."""

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
    """What the matter was to the sender then, for a receiver that has no row of it."""
    landed_on: date | None = None
    """The day of the sender's meeting to which the answer came, where its item lies elsewhere."""

    @property
    def landed(self) -> bool:
        """The answer stands on an agenda of the sender."""
        return self.landed_item is not None or self.landed_on is not None


class ReplyState(StrEnum):
    """How far the receiver is with it."""

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
"""The receiver has said its word."""

WAITING = frozenset({ReferralState.SENT, ReferralState.RECEIVED, ReferralState.SCHEDULED})
"""No answer yet."""


def stands(referral: Referral, reply: Reply | None) -> bool:
    """It is not taken back: what the receiver has signed for stands, whatever the clocks say.

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
    """Take it back before it was signed for; raises NotAllowedNow, ReasonNeeded."""
    require_open("referral.withdraw", state_of(referral, reply))
    if is_blank(reason):
        raise ReasonNeeded(act="referral.withdraw")
    return replace(referral, withdrawn_at=at, withdrawn_reason=trim(reason))


def receive(referral: Referral, known: Reply | None, id: str, at: datetime, by: str) -> Reply:
    """Sign for it (签收), once; raises NotAllowedNow."""
    require_open("referral.receive", state_of(referral, known))
    return Reply(id, referral.to_body, referral.id, at, by)


def schedule(reply: Reply, issue: str) -> Reply:
    """It is an issue of the receiver's own from now on; raises NotAllowedNow."""
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
    """Answer, or correct an answer that has not landed yet; raises NotAllowedNow, Missing."""
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
