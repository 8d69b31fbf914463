"""A period's report as it was sealed: numbered, hashed, kept, whatever is written later.

The figures and comparisons are kept, not the matters by name: these are read from the ledger as
they stood at the end of the period, so that no name outlives its keeping period in a seal.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from meetings.errors import MeetingError
from meetings.figures.periods import Period
from meetings.figures.report import Report
from meetings.matters.ledger import Reach
from meetings.papers.seal import frozen, hash_of, short, thawed_as

FORM = "jiejiao-report-1"
"""Names the form of what is sealed; a change of form needs a new name."""


class NotOver(MeetingError):
    """A period can be sealed once it is over: `end`."""

    end: date


class SealedAlready(MeetingError):
    """The very same is sealed: `year`, `number`."""

    year: int
    number: int


class SealBroken(MeetingError):
    """What is kept is no longer what was sealed: `year`, `number`."""

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
        return f"{self.label} · 内容 {short(self.hash)}"


def sealed(report: Report) -> tuple[str, str]:
    """The content to be kept and its hash."""
    bare = replace(
        report, made=report.period.end, settled=(), otherwise=(), late=(), open=(), heard=()
    )
    content = frozen(FORM, bare)
    return content, hash_of(content)


def opened(kept: SealedReport) -> Report:
    """The report as it was sealed; raises SealBroken, where it was changed since."""
    if hash_of(kept.content) != kept.hash:
        raise SealBroken(year=kept.year, number=kept.number)
    return replace(thawed_as(Report, FORM, kept.content), made=kept.at.date())


def with_lists(kept: Report, now: Report) -> Report:
    """A sealed report with the matters behind its figures, as the ledger has them now."""
    return replace(
        kept, settled=now.settled, otherwise=now.otherwise, late=now.late, open=now.open,
        heard=now.heard,
    )  # fmt: skip
