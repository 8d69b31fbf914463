"""Decisions (议定事项): what was fixed, who does it, by when."""

from datetime import date, datetime

from meetings.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing fixed on one item; with `task` it becomes a follow-up without retyping."""

    id: str
    body: str
    meeting: str
    item: str
    text: str
    at: datetime
    owner: str = ""
    owner_person: str | None = None
    helpers: tuple[str, ...] = ()
    deadline: date | None = None
    posted: bool = True
    """To be shown on the notice board."""
    task: bool = True
    """Somebody has to do something; False for a mere resolution."""
    vote: str | None = None
