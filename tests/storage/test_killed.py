"""Killed at any moment, the program has lost nothing that it had acknowledged."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from meetings.sitting.meeting import Meeting
from storage.drafts import Drafts
from storage.health.check import check_file
from storage.records import FileRecords

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("CRASH_KILLS", "6"))
SEED = int(os.environ.get("CRASH_SEED", "2026"))

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no kill -9")


def test_nothing_acknowledged_is_lost_by_kill_minus_nine(path):
    chance, numbers = random.Random(SEED), list[int]()
    for _ in range(KILLS):
        said, typed = _run_and_kill(path, chance.randrange(1, 400), len(numbers))
        with FileRecords.open(path) as records:
            assert records.access.writes, "the lock of a dead program is free"
            with records.reading() as book:
                speeches = book.find(Meeting)[0].speeches
        numbers = [int(speech.text[1:-3]) for speech in speeches]
        assert numbers == list(range(1, len(numbers) + 1)), f"seed {SEED}"
        assert said <= len(numbers) <= said + 1, f"seed {SEED}"
        drafts = Drafts.open(path, background=False)
        assert (
            (drafts.get("speech") or "").startswith(typed)
            or len(numbers) > said
            or typed == f"第{said}次发言"
        )
        drafts.close()
        assert check_file(path) == []


def _run_and_kill(path: Path, lines: int, said: int) -> tuple[int, str]:
    """Let the writer print so many lines after `said` speeches, kill it, and return the last
    number and text.
    """
    program = subprocess.Popen(
        [sys.executable, str(ROOT / "tests" / "storage" / "writer.py"), str(path)],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )
    assert program.stdout is not None
    typed = ""
    told = []
    for _ in range(lines):
        told.append(program.stdout.readline())
    program.kill()
    told += program.stdout.readlines()
    program.wait()
    for line in told:
        word, _, rest = line.rstrip("\n").partition(" ")
        if word == "said":
            said = int(rest)
        elif word == "typed" and line.endswith("\n"):
            typed = rest
    return said, typed
