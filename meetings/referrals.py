"""Matters passed to the tier above (上提) and what comes back."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


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


class ReplyState(StrEnum):
    """How far the receiver is with it."""

    RECEIVED = "received"
    SCHEDULED = "scheduled"
    ANSWERED = "answered"
    SENT_BACK = "sent_back"


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
