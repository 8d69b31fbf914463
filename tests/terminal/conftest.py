"""Terminals that end with their test, on an empty file or on the sample community."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from storage.records import FileRecords
from tests.terminal.terminal import Terminal
from tui.desk.core import local_now
from tui.sample.community import make_sample

Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the program in a terminal; every one is ended after the test."""
    started: list[Terminal] = []

    def begin(*args: str, **options: Any) -> Terminal:
        started.append(Terminal(tmp_path, *args, **options))
        return started[-1]

    yield begin
    for terminal in started:
        terminal.stop()


@pytest.fixture(scope="session")
def community(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the sample community, made once; copy it before use."""
    path = tmp_path_factory.mktemp("community") / "records.db"
    with FileRecords.open(path) as records:
        make_sample(records, local_now())
    return path


@pytest.fixture
def corner(start: Start, community: Path, tmp_path: Path) -> Terminal:
    """The program on the sample, working for the corner whose meeting runs, at the speech line."""
    shutil.copy(community, tmp_path / "records.db")
    terminal = start()
    terminal.step("<F8>", "45、47栋街角议事会")
    terminal.step("3", "45、47栋街角议事会", "第3次")
    return terminal.step("<F4>", "消防通道停车", "救护车上次进不来")
