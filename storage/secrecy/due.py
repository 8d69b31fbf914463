"""Bodies with closed matters past their retention period, of which people are reminded."""

from datetime import date

from meetings.community.bodies import Body, retention_start
from meetings.dataclass import dataclass
from storage.records import FileRecords
from storage.secrecy.anonymise import preview


@dataclass(frozen=True, slots=True)
class Due:
    """How much of a body is to be made anonymous; `before` is None without a retention period."""

    body: Body
    before: date | None
    matters: int = 0
    """Meetings, issues, tasks, referrals and replies."""
    persons: int = 0
    """People who appear in nothing that is still open."""


def past_keeping(records: FileRecords, today: date) -> list[Due]:
    """Every body with how much is due, also those without a retention period."""
    with records.reading() as book:
        bodies = book.find(Body)
    return [_due(records, body, retention_start(body, today)) for body in bodies]


def _due(records: FileRecords, body: Body, before: date | None) -> Due:
    if before is None:
        return Due(body, None)
    found = preview(records, body.id, before)
    if not found.entries:
        return Due(body, before)
    counts = dict(found.counts)
    persons = counts.pop("person", 0)
    counts.pop("photograph", 0)
    return Due(body, before, sum(counts.values()), persons)
