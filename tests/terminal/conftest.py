"""Terminals that end with their test, on an empty file or on the sample community."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.terminal.terminal import Terminal, WarmTerminal

Start = Callable[..., Terminal]


@pytest.fixture
def kind() -> type[Terminal]:
    """How a story begins the program; what tests the start itself says `Terminal` here."""
    return WarmTerminal


@pytest.fixture
def start(tmp_path: Path, kind: type[Terminal]) -> Iterator[Start]:
    """Starts the program in a terminal; every one is ended after the test."""
    started: list[Terminal] = []

    def begin(*args: str, **options: Any) -> Terminal:
        started.append(kind(tmp_path, *args, **options))
        return started[-1]

    yield begin
    for terminal in started:
        terminal.stop()


@pytest.fixture
def corner(start: Start, community: Path, tmp_path: Path) -> Terminal:
    """The program on the sample, working for the corner whose meeting runs, at the speech line."""
    shutil.copy(community, tmp_path / "records.db")
    terminal = start()
    terminal.step("<F8>", "45、47栋街角议事会")
    terminal.step("3", "45、47栋街角议事会", "第3次")
    return terminal.step("<F4>", "消防通道停车", "救护车上次进不来")
