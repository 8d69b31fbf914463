"""Which bodies have closed matters past their keeping period, for people to be reminded of."""

from datetime import date

from meetings.community.bodies import Body, retention_start
from meetings.dataclass import dataclass
from storage.records import FileRecords
from storage.secrecy.anonymise import preview


@dataclass(frozen=True, slots=True)
class Due:
    """What of a body waits to be made anonymous; `before` is None where no period is fixed."""

    body: Body
    before: date | None
    matters: int = 0
    """Meetings, issues, tasks, referrals and replies."""
    persons: int = 0
    """People who are named by nothing that goes on."""


def past_keeping(records: FileRecords, today: date) -> list[Due]:
    """Every body with what is due of it, those without a fixed period too."""
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
