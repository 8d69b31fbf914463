"""Results of moving a body to another machine and of asking others to forget, to be shown."""

from datetime import date

from meetings.dataclass import dataclass
from meetings.matters.issues import Issue
from meetings.ports import Entry


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came with a body: entries, letters and photographs."""

    body: str
    name: str
    entries: int
    letters: int
    photographs: int
    missing: tuple[str, ...]
    at_hub: str


@dataclass(frozen=True, slots=True)
class Unsent:
    """A body stopped on this machine, and its journal entries that no other machine has seen."""

    body: str
    name: str
    why: str
    """Why it was stopped, a `Stopped` of storage/registers/kept.py."""
    heard: int
    """Number of the last journal entry that others have confirmed; 0 for none."""
    entries: tuple[Entry, ...]
    issues: tuple[Issue, ...]
    """The issues those entries changed, as they are now."""
    own: bool
    """Whether a person gave it away on this machine, so that it may be taken back."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request to forget letters: when it was written, by when it is to be done, and by whom.

    `done` are names of those who have it, and so have forgotten; `open_` those of the others.
    """

    day: date
    until: date
    letters: int
    done: tuple[str, ...]
    open_: tuple[str, ...]

    def is_late(self, today: date) -> bool:
        """Whether the day has passed and somebody has not forgotten yet."""
        return bool(self.open_) and today > self.until
