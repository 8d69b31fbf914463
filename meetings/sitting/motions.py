"""Motions (动议): the one sentence being voted on, its second, its amendments and its parts."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from meetings.clean import is_blank
from meetings.dataclass import dataclass


class MotionState(StrEnum):
    """The life of a motion; `moved` waits for a second where the rule asks for one."""

    MOVED = "moved"
    SECONDED = "seconded"
    CARRIED = "carried"
    LOST = "lost"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"
    DIVIDED = "divided"
    """Split into parts, each of which is decided by itself."""


@dataclass(frozen=True, slots=True)
class Motion:
    """One sentence put before the meeting on one item."""

    id: str
    body: str
    meeting: str
    item: str
    text: str
    mover: str
    """The mover's name; the person may have left the body when the minutes are read."""
    at: datetime
    seconder: str = ""
    state: MotionState = MotionState.MOVED
    amends: str | None = None
    """The motion whose text this one would replace."""
    original: str = ""
    """The text before a carried amendment changed it."""
    reason: str = ""
    part_of: str | None = None
    """The motion that was divided into this one and others."""

    @property
    def open(self) -> bool:
        """Still to be decided."""
        return self.state in {MotionState.MOVED, MotionState.SECONDED}

    def waiting(self, seconding: bool) -> MotionState:
        """Seconded, or where no second is needed (`seconding` off) as good as; else moved."""
        ready = not seconding or not is_blank(self.seconder)
        return MotionState.SECONDED if ready else MotionState.MOVED


def open_motions(motions: Iterable[Motion], item: str) -> tuple[Motion, ...]:
    """The open motions of an item: the newest amendment first, then the motions as they came.

    An amendment is decided before the motion it amends.
    """
    waiting = [motion for motion in motions if motion.item == item and motion.open]
    amendments = [motion for motion in waiting if motion.amends is not None]
    return (*reversed(amendments), *(motion for motion in waiting if motion.amends is None))
