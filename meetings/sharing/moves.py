"""What came of moving a body to another machine, and of asking others to forget: to be told."""

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
    """A body that was stopped, and its entries since the last that others have heard of."""

    body: str
    name: str
    why: str
    """As `Stopped` has it."""
    heard: int
    """Number of the last entry that others have heard of from here; 0 for none."""
    entries: tuple[Entry, ...]
    issues: tuple[Issue, ...]
    """Of those entries, as they are now."""
    own: bool
    """It was given away here by somebody, and may be taken back."""


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
        """The day has passed and somebody has not."""
        return bool(self.open_) and today > self.until
