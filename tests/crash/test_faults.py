"""The disk refuses the n-th write, sync or cut: a sentence, a retry that works, nothing lost.

`CRASH_FAULTS` sets how many, `CRASH_SEED` which; a failure names the fault for strace.
"""

import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from meetings.sitting.meeting import Meeting
from storage.drafts import Drafts
from storage.health.check import check_file
from storage.records import FileRecords
from tests.crash import tape
from tests.storage.scenes import act, found, planned

FAULTS = int(os.environ.get("CRASH_FAULTS", "8"))
SEED = int(os.environ.get("CRASH_SEED", "20261128"))
ROUNDS = 12
WORKER = tape.ROOT / "tests/crash/fault_worker.py"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A file with a meeting, to be copied."""
    if why := tape.can_record(tmp_path):
        pytest.skip(f"faults cannot be made: {why}")
    path = tmp_path / "made.db"
    with FileRecords.open(path) as records:
        planned(records, act(), found(records, act()))
    return path


def run(path: Path, fault: str = "") -> subprocess.CompletedProcess[str]:
    """The worker, with one call refused: `pwrite64:error=EIO:when=7`."""
    assert tape.STRACE is not None
    how = ["-e", f"inject={fault}"] if fault else []
    return subprocess.run(
        [tape.STRACE, "-f", "-y", "-o", str(path.with_suffix(".calls")), "-P", str(path),
         "-P", f"{path}-wal", "-P", f"{path}-drafts", "-P", f"{path}-drafts-wal",
         "-e", "trace=pwrite64,fsync,fdatasync,ftruncate", *how,
         sys.executable, str(WORKER), str(path), str(ROUNDS)],
        capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(tape.ROOT), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


def calls(path: Path) -> Counter[str]:
    """How often each call was made in an undisturbed run."""
    done = run(path)
    assert done.returncode == 0, done.stderr
    return Counter(re.findall(r"^\d+ +(\w+)\(", path.with_suffix(".calls").read_text(), re.M))


def faults(counted: Counter[str], draw: random.Random) -> list[str]:
    """Faults all over the run, of every kind in turn."""
    kinds = [(call, error) for call in sorted(counted) for error in ("EIO", "ENOSPC")
             if not (call.endswith("sync") and error == "ENOSPC")]  # fmt: skip
    return [
        f"{call}:error={error}:when={draw.randrange(1, counted[call] + 1)}"
        for call, error in (kinds[place % len(kinds)] for place in range(FAULTS))
    ]


def refused(made: Path, folder: Path, fault: str) -> Counter[str]:
    """Run with the fault, look at what is left, and count what was told."""
    folder.mkdir()
    path = Path(shutil.copy(made, folder / "records.db"))
    done = run(path, fault)
    about = f"{fault} CRASH_SEED={SEED}\n{done.stdout}\n{done.stderr}"
    assert done.returncode == 0, about
    told = [line.split(" ", 2) for line in done.stdout.splitlines()]
    with FileRecords.open(path) as records:
        with records.reading() as book:
            speeches = [speech.text for speech in book.find(Meeting)[0].speeches]
    assert speeches == [f"第{n}次发言" * 40 for n in range(1, ROUNDS + 1)], about
    assert check_file(path) == [], about
    drafts = Drafts.open(path, background=False)
    assert drafts.get("speech") == "最后几个字", about
    drafts.close()
    for _, _, *words in (line for line in told if line[0] == "refused" and line[1] != "draft"):
        assert re.search("[\u4e00-\u9fff]", words[0]), about
    shutil.rmtree(folder)
    return Counter(line[1] for line in told if line[0] == "refused")


def test_a_refused_write_is_told_and_the_retry_works(made, tmp_path):
    counted = calls(Path(shutil.copy(made, tmp_path / "records.db")))
    chosen = faults(counted, random.Random(SEED))
    with ThreadPoolExecutor(2) as pool:
        runs = [
            pool.submit(refused, made, tmp_path / str(place), fault)
            for place, fault in enumerate(chosen)
        ]
        told = sum((run.result() for run in runs), Counter[str]())
    print(
        f"faults: {len(chosen)} of {dict(counted)} calls, refused {dict(told)}, CRASH_SEED={SEED}"
    )
    assert told.total(), "no fault was felt: nothing was tried"
