"""The hits of a search over all records."""

from datetime import date
from enum import StrEnum

from meetings.dataclass import dataclass


class HitKind(StrEnum):
    """What can be found; the values are the names of the tables."""

    ISSUE = "issue"
    ITEM = "agenda_item"
    SPEECH = "speech"
    MOTION = "motion"
    DECISION = "decision"
    FOLLOW_UP = "follow_up"
    STEP = "step"
    PERSON = "person"
    RESOURCE = "resource"


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that contains the words of a search."""

    kind: HitKind
    id: str
    body: str
    body_name: str
    text: str
    """The text of the record, its title first."""
    meeting: str | None = None
    item: str | None = None
    owner: str = ""
    state: str = ""
    deadline: date | None = None
