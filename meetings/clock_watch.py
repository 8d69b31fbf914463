"""Notice a wrong clock: by the newest entry of the journal, and by the time that really passed.

Times are written as the computer's clock tells them, and go on from where they were when it is set
back while the program runs. Entries and speeches keep the order in which they were written.
"""

from datetime import datetime, timedelta
from typing import Literal

from meetings.dataclass import dataclass

BACK = timedelta(minutes=5)
"""How far behind the newest entry a clock may be, since laptops differ by a minute or two."""
AHEAD = timedelta(days=1)
"""How far a clock may get ahead of the time that passed, as it does when the computer sleeps."""


@dataclass(frozen=True, slots=True)
class WrongClock:
    """The clock shows `now`, which cannot be: `behind` the newest entry or the look before, or
    `ahead` of what it showed a moment ago; `other` is the time it is held against."""

    why: Literal["behind_entry", "behind", "ahead"]
    now: datetime
    other: datetime


def against_entry(now: datetime, newest: datetime | None) -> WrongClock | None:
    """Whether the clock is behind the entry that was written last."""
    if newest is not None and newest - now > BACK:
        return WrongClock("behind_entry", now, newest)
    return None


def against_time(now: datetime, before: datetime, passed: timedelta) -> WrongClock | None:
    """Whether the clock was set while we ran: `passed` since it showed `before`, by a clock that
    cannot go back."""
    moved = now - before - passed
    if moved < -BACK:
        return WrongClock("behind", now, before)
    if moved > AHEAD:
        return WrongClock("ahead", now, before)
    return None
