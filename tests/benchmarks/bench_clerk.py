"""A street of 631 bodies, most on other computers: what its clerk opens, against bare reading."""

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from meetings.actions.scope import scope
from meetings.figures.periods import Length, whole
from meetings.matters.ledger import Reach
from storage.queries.elsewhere import tree
from storage.records import FileRecords
from tests.benchmarks.data import FOLDER
from tests.data.many_bodies import NOW, clerk, periods
from tui.desk.counting import counted

ROUNDS = 7
MONTH = periods(1)[0]
Measured = tuple[float, float, float]


def _file() -> Path:
    path = FOLDER / "clerk-600.db"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        clerk(path, corners=600, months=12, silent=19)
    return path


def _medians(work: Callable[[FileRecords], object], floor: Callable[[FileRecords], object],
             target: float) -> Measured:  # fmt: skip
    """Median seconds of the processor of both, in turns."""
    with FileRecords.open(_file(), read_only=True) as records:
        rounds = [[_timed(one, records) for one in (work, floor)] for _ in range(ROUNDS + 1)]
    value, least = (statistics.median(times) for times in zip(*rounds[1:], strict=True))
    return value, least, target


def _timed(work: Callable[[FileRecords], object], records: FileRecords) -> float:
    start = time.thread_time()
    work(records)
    return time.thread_time() - start


def _letters(records: FileRecords) -> object:
    """The letters of a month read and parsed, and nothing counted."""
    with records.reading() as book:
        rows = book.conn.execute(
            "SELECT payload FROM letter WHERE record = ?", (f"{MONTH.start:%Y-%m}",)
        ).fetchall()
    return [json.loads(payload) for (payload,) in rows]


def _bodies(records: FileRecords) -> object:
    with records.reading() as book:
        return book.conn.execute("SELECT id, name, tier, parent FROM body").fetchall()


def measure_clerk_figures() -> Measured:
    """F7 of a month over 631 bodies."""

    def count(records: FileRecords) -> object:
        of = scope(records, tree(records)[0].id, Reach.BELOW)
        return counted(records, of, whole(Length.MONTH, MONTH.start), NOW.date())

    return _medians(count, _letters, 12)


def measure_clerk_tree() -> Measured:
    """F8 with 631 bodies."""
    return _medians(tree, _bodies, 13)
