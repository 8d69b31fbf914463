"""Final minutes as they are stored: each version, its approval, and dated errata."""

from datetime import datetime

from meetings.dataclass import dataclass
from meetings.sitting.agenda import ItemOutcome

APPROVING = frozenset({ItemOutcome.ADOPTED, ItemOutcome.ADOPTED_MODIFIED, ItemOutcome.AGREED})
"""Outcomes of the approving item that make the minutes approved (已确认)."""


@dataclass(frozen=True, slots=True)
class FinalMinutes:
    """One final version as it was sealed; people who are renamed later do not change it."""

    id: str
    body: str
    meeting: str
    version: int
    content: str
    """The canonical form (seal.canonical)."""
    hash: str
    journal_head: str
    """The short hash of the journal's last entry when this was sealed."""
    journal_count: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Erratum:
    """A dated correction (勘误) of final minutes; it is printed below the signature."""

    id: str
    body: str
    meeting: str
    text: str
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """The item of a later meeting that puts final minutes to approval."""

    id: str
    body: str
    meeting: str
    """The meeting whose minutes they are."""
    item: str
    approved: bool = False
