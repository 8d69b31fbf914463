"""What a person waits for: the start, a key, and the memory it takes, in a real terminal."""

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from storage.drafts import Drafts
from tests.benchmarks.data import FEW, MANY, large
from tests.terminal.terminal import Terminal

ROUNDS = 7
KEYS = 60


class BareTerminal(Terminal):
    """The floor in the same terminal."""

    PROGRAM = (sys.executable, "-m", "tests.benchmarks.bare")


def _folder(count: int) -> Path:
    """A folder with a copy of the large file that opens at the issues."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    shutil.copy(large(count), folder / "records.db")
    drafts = Drafts.open(folder / "records.db", background=False)
    drafts.save("place/mode", "issues")
    drafts.close()
    return folder


def _started(terminal: Terminal, sees: str) -> float:
    start = time.perf_counter()
    terminal.again()
    terminal.wait_for(sees)
    return time.perf_counter() - start


def measure_start_with_many_issues() -> tuple[float, float, float]:
    """Seconds to a usable first screen with a million issues, against the bare app."""
    ours, bare = Terminal(_folder(MANY)), BareTerminal(Path(tempfile.mkdtemp()))
    with ours, bare:
        ours.wait_for("件")
        bare.wait_for("READY")
        value = statistics.median(_started(ours, "件") for _ in range(ROUNDS))
        floor = statistics.median(_started(bare, "READY") for _ in range(ROUNDS))
    return value, floor, 1.35


def _key_times(terminal: Terminal) -> list[float]:
    times = []
    for n in range(KEYS):
        before = len(terminal.raw)
        start = time.perf_counter()
        terminal.press("<Down>" if n % 2 == 0 else "<Up>")
        while len(terminal.raw) == before:
            terminal.read_some(0.5)
        times.append(time.perf_counter() - start)
    return times


def _keys(count: int) -> list[float]:
    with Terminal(_folder(count)) as ours:
        ours.wait_for("件")
        return _key_times(ours)


def _bare_keys() -> list[float]:
    with BareTerminal(Path(tempfile.mkdtemp())) as bare:
        bare.wait_for("READY")
        return _key_times(bare)


def measure_key_to_changed_screen() -> tuple[float, float, float]:
    """Median seconds from cursor down to the changed screen, a hundred issues."""
    return statistics.median(_keys(FEW)), statistics.median(_bare_keys()), 1.5


def measure_key_with_many_issues() -> tuple[float, float, float]:
    """The same with a million issues against a hundred."""
    return statistics.median(_keys(MANY)), statistics.median(_keys(FEW)), 1.15


def _resident(terminal: Terminal) -> float:
    status = Path(f"/proc/{terminal.pid}/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return float(line.split()[1]) / 1024


def measure_memory_mb() -> tuple[float, float, float]:
    """Resident megabytes with a million issues open, against the bare app."""
    with Terminal(_folder(MANY)) as ours, BareTerminal(Path(tempfile.mkdtemp())) as bare:
        ours.wait_for("件")
        bare.wait_for("READY")
        return _resident(ours), _resident(bare), 2.0
