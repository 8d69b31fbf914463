"""A sealed report as a record of the file, without how it is counted."""

from datetime import date, datetime

from meetings.dataclass import dataclass
from meetings.errors import MeetingError
from meetings.figures.periods import Period
from meetings.matters.ledger import Reach


class NotOver(MeetingError):
    """A period can be sealed once it is over: `end`."""

    end: date


class SealedAlready(MeetingError):
    """An equal report is sealed already: `year`, `number`."""

    year: int
    number: int


class SealBroken(MeetingError):
    """The stored content no longer has the hash that was sealed: `year`, `number`."""

    year: int
    number: int


@dataclass(frozen=True, slots=True)
class SealedReport:
    """One sealed report; `number` counts within the body and the year of sealing."""

    id: str
    body: str
    year: int
    number: int
    reach: Reach
    since: date
    until: date
    content: str
    hash: str
    at: datetime
    by: str = ""

    @property
    def period(self) -> Period:
        """The period it is of."""
        return Period(self.since, self.until)

    @property
    def label(self) -> str:
        """`〔2027〕第1号`, as papers print it."""
        return f"〔{self.year}〕第{self.number}号"

    @property
    def seal(self) -> str:
        """What is printed small at the end."""
        from meetings.papers.seal import short  # minutes come with it, and the tables need none

        return f"{self.label} · 内容 {short(self.hash)}"
