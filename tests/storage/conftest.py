"""A body with a meeting on its agenda, in a fresh file or in memory."""

import itertools
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from meetings.ports import By, Records
from storage.ids import new_id
from storage.records import FileRecords
from tests.storage.memory_records import MemoryRecords
from tests.storage.scenes import AT


@pytest.fixture
def by() -> Callable[[], By]:
    """The next act of the facilitator, one minute after the one before."""
    minutes = itertools.count()
    return lambda: By("陈静", AT + timedelta(minutes=next(minutes)), new_id())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "records.db"


@pytest.fixture
def records(path: Path) -> Iterator[FileRecords]:
    with FileRecords.open(path) as opened:
        yield opened


@pytest.fixture(params=["file", "memory"])
def kept(request: pytest.FixtureRequest, path: Path) -> Iterator[Records]:
    """The records of the program and their double for tests, which must behave alike."""
    if request.param == "memory":
        yield MemoryRecords()
        return
    with FileRecords.open(path) as opened:
        yield opened
