"""What a person waits for: the start, a key, and the memory it takes, in a real terminal."""

import os
import shutil
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from functools import cache
from pathlib import Path

from storage.drafts import Drafts
from storage.records import FileRecords
from tests.benchmarks.data import FEW, MANY, large
from tests.terminal.terminal import Terminal
from tui.desk.core import local_now
from tui.sample.community import make_sample

ROUNDS = 7
KEYS = 100
SETTLED = 3.0
"""Seconds after which the imports that follow the start are done."""
BETWEEN = 0.05
"""Seconds between two keys. Textual draws sixty times a second: a key that comes sooner waits."""
COPIED = 300.0
"""Seconds at most for the daily copy of a large file."""


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
        # In turns, so that other work on the machine falls on both alike.
        times = [(_started(ours, "件"), _started(bare, "READY")) for _ in range(ROUNDS)]
    return (*_medians(times), 1.35)


def _sample_folder(mode: str) -> Path:
    """A folder with the sample community that opens at this screen."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    with FileRecords.open(folder / "records.db") as records:
        make_sample(records, local_now())
    drafts = Drafts.open(folder / "records.db", background=False)
    drafts.save("place/mode", mode)
    drafts.close()
    return folder


LAST_SEEN = {
    "issues": "广场舞音量", "meetings": "楼道路灯", "hold": "物业可申请划线", "follow": "现在可以",
    "people": "阿依古丽",
}  # fmt: skip
"""What stands on each screen of the sample only once it can be used."""


@cache
def _starts() -> dict[str, list[float]]:
    """Seconds of each start by screen; the bare app and the five in turns, in one run."""
    with ExitStack() as stack:
        ours = {m: stack.enter_context(Terminal(_sample_folder(m))) for m in LAST_SEEN}
        terminals: dict[str, tuple[Terminal, str]] = {
            mode: (terminal, LAST_SEEN[mode]) for mode, terminal in ours.items()
        }
        bare = stack.enter_context(BareTerminal(Path(tempfile.mkdtemp())))
        terminals["bare"] = (bare, "READY")
        for terminal, sees in terminals.values():
            terminal.wait_for(sees)
            terminal.kill()
        times: dict[str, list[float]] = {name: [] for name in terminals}
        for _ in range(ROUNDS):
            for name, (terminal, sees) in terminals.items():
                times[name].append(_started(terminal, sees))
                terminal.kill()
        return times


def _start_of(mode: str) -> tuple[float, float, float]:
    times = _starts()
    return statistics.median(times[mode]), statistics.median(times["bare"]), 1.5


def measure_start_f2_issues() -> tuple[float, float, float]:
    """Seconds to the sample's issues, against the bare app."""
    return _start_of("issues")


def measure_start_f3_meetings() -> tuple[float, float, float]:
    """Seconds to the sample's meetings and the agenda below."""
    return _start_of("meetings")


def measure_start_f4_hold() -> tuple[float, float, float]:
    """Seconds to the meeting under way."""
    return _start_of("hold")


def measure_start_f5_follow() -> tuple[float, float, float]:
    """Seconds to the ledger and what can be done now."""
    return _start_of("follow")


def measure_start_f6_people() -> tuple[float, float, float]:
    """Seconds to the bodies and their people."""
    return _start_of("people")


def _medians(times: list[tuple[float, float]]) -> tuple[float, float]:
    return statistics.median(one for one, _ in times), statistics.median(two for _, two in times)


def _key_time(terminal: Terminal, down: bool) -> float:
    """Seconds of one key, down or up."""
    before = len(terminal.raw)
    start = time.perf_counter()
    terminal.press("<Down>" if down else "<Up>")
    while len(terminal.raw) == before:
        terminal.read_some(0.5)
    return time.perf_counter() - start


def _worked(terminal: Terminal) -> float:
    """Seconds of the processor that the program has taken."""
    spent = Path(f"/proc/{terminal.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK")


def _settle(terminal: Terminal) -> None:
    """Wait until the program has done what follows its start, the daily copy too."""
    until = time.monotonic() + COPIED
    before = -1.0
    while (now := _worked(terminal)) - before > 0.02 * SETTLED and time.monotonic() < until:
        before = now
        terminal.read_for(SETTLED)


def _keys(one: Terminal, other: Terminal, sees: str) -> list[tuple[float, float]]:
    """Keys in turns, as far apart as people press them, once both have nothing else to do."""
    times = []
    with one, other:
        one.wait_for("件")
        other.wait_for(sees)
        for terminal in (one, other):
            _settle(terminal)
        for n in range(KEYS):
            for terminal in (one, other):
                terminal.read_for(BETWEEN)
            times.append((_key_time(one, n % 2 == 0), _key_time(other, n % 2 == 0)))
    return times


def _bare_terminal() -> BareTerminal:
    return BareTerminal(Path(tempfile.mkdtemp()))


def measure_key_to_changed_screen() -> tuple[float, float, float]:
    """Median seconds from cursor down to the changed screen, a hundred issues."""
    return (*_medians(_keys(Terminal(_folder(FEW)), _bare_terminal(), "READY")), 1.5)


def measure_slowest_keys() -> tuple[float, float, float]:
    """The 95th of a hundred keys, a hundred issues, against the same of the bare app."""
    times = _keys(Terminal(_folder(FEW)), _bare_terminal(), "READY")
    ours, bare = (statistics.quantiles(each, n=20)[-1] for each in zip(*times, strict=True))
    return ours, bare, 1.5


def measure_key_with_many_issues() -> tuple[float, float, float]:
    """The same with a million issues against a hundred."""
    return (*_medians(_keys(Terminal(_folder(MANY)), Terminal(_folder(FEW)), "件")), 1.15)


def _resident(terminal: Terminal) -> float:
    status = Path(f"/proc/{terminal.pid}/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return float(line.split()[1]) / 1024


def measure_memory_mb() -> tuple[float, float, float]:
    """Resident megabytes with a million issues open, against the bare app."""
    with Terminal(_folder(MANY)) as ours, BareTerminal(Path(tempfile.mkdtemp())) as bare:
        ours.wait_for("件")
        bare.wait_for("READY")
        for terminal in (ours, bare):
            terminal.read_for(SETTLED)
        return _resident(ours), _resident(bare), 2.0
