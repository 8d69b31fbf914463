"""Opening lists: what a million rows add to a hundred."""

import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial

from meetings.matters.issues import OPEN
from meetings.views import FollowUpFilter, IssueFilter
from storage.queries.bodies import body_lines
from storage.queries.follow_ups import follow_up_page
from storage.queries.issues import issue_counts, issue_page
from storage.records import FileRecords
from tests.benchmarks.data import FEW, MANY, large

ROUNDS = 7
TODAY = date(2026, 11, 24)
Question = Callable[[FileRecords], object]
Measured = tuple[float, float, float]


def _timed(work: Callable[[], object]) -> float:
    """Seconds of the processor, since what is read lies in memory and other work takes turns."""
    start = time.thread_time()
    work()
    return time.thread_time() - start


def _opened(question: Question) -> Measured:
    """Median seconds of a first page in the large file and in the small one, in turns."""
    files = [FileRecords.open(large(count), read_only=True) for count in (MANY, FEW)]
    try:
        rounds = [[_timed(partial(question, one)) for one in files] for _ in range(ROUNDS + 1)]
    finally:
        for one in files:
            one.close()
    many, few = (statistics.median(times) for times in zip(*rounds[1:], strict=True))
    return many, few, 1.2


def measure_open_issues() -> Measured:
    """The pool of all bodies, open ones."""
    return _opened(lambda records: issue_page(records, IssueFilter(states=OPEN)))


def measure_open_tasks() -> Measured:
    """The ledger of all bodies."""
    return _opened(lambda records: follow_up_page(records, FollowUpFilter()))


def measure_open_late_tasks() -> Measured:
    """What is late, in all bodies."""
    late = FollowUpFilter(open=True, due_before=TODAY)
    return _opened(lambda records: follow_up_page(records, late))


def measure_open_bodies() -> Measured:
    """All bodies with their seats."""
    return _opened(body_lines)


def measure_count_issues() -> Measured:
    """What the head of the pool says; the rows do not wait for it."""
    return _opened(issue_counts)
