"""The clock of the sample, which only goes forward and gives every command its time and id."""

from datetime import datetime, timedelta

from meetings.ports import By

CLERK = "单晓梅"
"""The person at the keyboard of the sample's laptop."""


class Clock:
    """The sample's present time; command ids are numbered, so that each sample is the same."""

    def __init__(self, start: datetime) -> None:
        self.at = start.replace(microsecond=0)
        self._commands = 0

    def to(self, when: datetime) -> None:
        """Go on to a later moment; an earlier one changes nothing."""
        self.at = max(self.at, when.replace(microsecond=0))

    def pass_(self, minutes: float = 0) -> None:
        """Go on by some minutes."""
        self.at += timedelta(seconds=round(minutes * 60))

    def by(self, actor: str = CLERK) -> By:
        """Time, id and person of the next command, one second later."""
        self.at += timedelta(seconds=1)
        return self.same(actor)

    def same(self, actor: str = CLERK) -> By:
        """Time, id and person of the next command, without going on."""
        self._commands += 1
        return By(actor, self.at, self._id())

    def _id(self) -> str:
        ms = int(self.at.timestamp()) * 1000
        digits = f"{ms << 80 | 7 << 76 | 2 << 62 | self._commands:032x}"
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
