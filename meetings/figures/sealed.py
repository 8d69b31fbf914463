"""A period's report as it was sealed: numbered, hashed, kept, whatever is written later.

The figures and comparisons are kept, not the matters by name: these are read from the ledger as
they stood at the end of the period, so that no name outlives its keeping period in a seal.
"""

from dataclasses import replace

from meetings.figures.report import Report
from meetings.figures.sealed_report import SealBroken, SealedReport
from meetings.papers.seal import frozen, hash_of, thawed_as

FORM = "jiejiao-report-1"
"""Names the form of what is sealed; a change of form needs a new name."""


def sealed(report: Report) -> tuple[str, str]:
    """The content to be kept and its hash."""
    bare = replace(
        report,
        made=report.period.end,
        settled=(),
        otherwise=(),
        late=(),
        open=(),
        heard=(),
        activities=(),
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
        heard=now.heard, activities=now.activities,
    )  # fmt: skip
