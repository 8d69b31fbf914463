"""The power fails at every recorded write: what was acknowledged is there, and all is whole.

`CRASH_STATES` sets how many states are looked at, `CRASH_SEED` which; a failure names both and the
tape, which `CRASH_TAPE` plays again.
"""

import os
import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from storage.copies.copying import manifest
from storage.drafts import Drafts
from storage.engine import DatabaseError
from storage.errors import StorageError
from storage.health.check import check_file
from storage.records import FileRecords
from tests.crash import tape
from tests.crash.disk import Disk, State
from tests.crash.tape import Op

STATES = int(os.environ.get("CRASH_STATES", "150"))
SEED = int(os.environ.get("CRASH_SEED", "20261128"))
TAPE = os.environ.get("CRASH_TAPE", "")
MOST_VARIANTS = 500
MOST_OF_UNSAFE = 2_000
"""States of settings that must lose something; more would only tell more exactly how much."""
FAST = Path("/dev/shm")
"""States are laid out in memory where there is such a place."""


@dataclass
class Tally:
    """What was looked at, and what was wrong."""

    states: int = 0
    lost: int = 0
    damaged: int = 0
    first: str = ""

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.states + other.states, self.lost + other.lost,
                     self.damaged + other.damaged, self.first or other.first)  # fmt: skip


@dataclass(frozen=True)
class Promised:
    """What the program had acknowledged when the power failed."""

    said: int = 0
    kept: int = -1
    copies: tuple[str, ...] = ()

    def hear(self, op: Op) -> "Promised":
        """The promises after one more line of the worker."""
        what, _, which = op.data.decode().strip().partition(" ")
        if what == "said":
            return replace(self, said=int(which))
        if what == "kept":
            return replace(self, kept=int(which))
        return replace(self, copies=(*self.copies, which))


def recorded(settings: str, rounds: int, folder: Path) -> list[Op]:
    """The operations of one run of the worker; skips where strace cannot be used."""
    if TAPE:
        return tape.read(Path(TAPE), Path(TAPE).with_name("work"))
    if why := tape.can_record(folder):
        pytest.skip(f"power loss cannot be simulated: {why}")
    work, log = folder / "work", folder / "power.tape"
    work.mkdir(mode=0o700)
    tape.record(work, log, str(rounds), settings)
    disk = Disk()
    for op in (ops := tape.read(log, work)):
        disk.do(op)
    # What is replayed is what was written, or something else is simulated.
    assert disk.content() == {
        str(file.relative_to(work)): file.read_bytes()
        for file in work.rglob("*")
        if file.is_file() and not file.name.endswith(tape.PASSED_OVER)
    }
    return ops


def states(ops: list[Op], points: set[int]) -> Iterator[tuple[State, Promised, str]]:
    """What may be found after a cut at these points, again and again in other variants."""
    for variant in range(MOST_VARIANTS):
        disk, promised = Disk(), Promised()
        for point, op in enumerate(ops[: max(points) + 1]):
            if op.kind == "told":
                promised = promised.hear(op)
            disk.do(op)
            if point in points:
                state = disk.after_power_loss(random.Random(f"{SEED}/{point}/{variant}"), variant)
                yield state, promised, f"point {point}, variant {variant}"


def look(ops: list[Op], points: set[int], most: int, stop: bool) -> Tally:
    """Look at so many different states; `stop` at the first that is wrong."""
    tally, seen, sound = Tally(), set[int](), set[bytes]()
    for state, promised, name in states(ops, points):
        mark = hash((*sorted(state.items()), promised))
        if mark in seen:
            continue
        seen.add(mark)
        tally.states += 1
        with TemporaryDirectory(dir=FAST if FAST.is_dir() else None) as folder:
            wrong = judged(state, promised, Path(folder), sound)
        tally.lost += wrong.startswith("lost")
        tally.damaged += wrong.startswith("damaged")
        tally.first = tally.first or (wrong and f"{name}: {wrong}")
        if tally.states >= most or (stop and wrong):
            break
    return tally


def looked(ops: list[Op], most: int, *, stop: bool = False) -> Tally:
    """Look at so many different states in two processes, at points from all over the tape."""
    points = sorted(random.Random(SEED).sample(range(len(ops)), min(len(ops), most)))
    half = len(points) // 2
    with ProcessPoolExecutor(2) as pool:
        parts = [
            pool.submit(look, ops, set(part), most // 2, stop)
            for part in (points[:half], points[half:])
        ]
        return sum((part.result() for part in parts), Tally())


def judged(state: State, promised: Promised, folder: Path, sound: set[bytes]) -> str:
    """`lost …` or `damaged …` after a start on the state; nothing where all is well.

    `sound` holds the digests of rows and of copies that were looked at before.
    """
    for name, content in state.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
    path = folder / "records.db"
    if not path.exists():
        return "lost: the whole file" if promised.said else ""
    try:
        with FileRecords.open(path) as records:
            said = records.conn.execute("SELECT count(*) FROM entry").fetchone()[0]
            pages = records.conn.execute("PRAGMA integrity_check(1)").fetchone()[0]
            rows = sha256(repr(manifest(records.conn)).encode()).digest()
        if pages != "ok":
            return f"damaged: {pages}"
        # The same rows, found sound in another state, need not be made anew from the journal.
        if rows not in sound and (findings := check_file(path)):
            return f"damaged: {findings[0]}"
        sound.add(rows)
    except (StorageError, DatabaseError) as failure:
        return f"damaged: {failure!r}"
    if not promised.said <= said <= promised.said + 2:
        return f"lost: {said} entries of {promised.said}"
    return _drafts(path, promised) or _copies(path, state, promised, sound)


def _drafts(path: Path, promised: Promised) -> str:
    drafts = Drafts.open(path, background=False)
    kept = drafts.get("speech")
    drafts.close()
    if [f for f in path.parent.glob("*-drafts*") if ".damaged" in f.name]:
        return "damaged: the drafts"
    if promised.kept >= 0 and (kept is None or int(kept.split()[0]) < promised.kept):
        return f"lost: draft {promised.kept}, found {kept!r}"
    return ""


def _copies(path: Path, state: State, promised: Promised, sound: set[bytes]) -> str:
    folder = path.with_name("records.db-backups")
    names = {file.name for file in folder.glob("20*.db")} if folder.is_dir() else set()
    if lost := set(promised.copies[-7:]) - names:
        return f"lost: copies {lost}"
    for name in names:
        digest = sha256(state[f"{folder.name}/{name}"]).digest()
        if digest not in sound and (findings := check_file(folder / name)):
            return f"damaged: copy {name}: {findings[0]}"
        sound.add(digest)
    return ""


def rounds_for(most: int) -> int:
    """How long the worker writes so that there are enough different states."""
    return min(max(20, most // 60), 50)


def test_power_loss_at_any_write_takes_nothing_that_was_acknowledged(tmp_path):
    ops = recorded("own", rounds_for(STATES), tmp_path)
    tally = looked(ops, STATES)
    print(f"power loss: {tally}, {len(ops)} operations, CRASH_SEED={SEED}")
    again = f"CRASH_SEED={SEED} CRASH_TAPE={TAPE or tmp_path / 'power.tape'}"
    assert tally.states >= STATES // 2, again
    assert not tally.first, f"{tally} {again}"


@pytest.mark.parametrize("settings", ["memory", "off", "normal"])
def test_settings_that_are_not_safe_are_found_out(tmp_path, settings):
    ops = recorded(settings, rounds_for(STATES), tmp_path)
    tally = looked(ops, min(STATES * 2, MOST_OF_UNSAFE), stop=STATES < 1000)
    print(f"power loss with {settings}: {tally}, CRASH_SEED={SEED}")
    assert tally.lost or tally.damaged, "the simulation finds nothing: it proves nothing"
