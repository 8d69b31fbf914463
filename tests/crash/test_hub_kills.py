"""The real program is killed while it exchanges by a hub, the hub while it is asked, and the line.

Whatever was acknowledged is there once and in order. `CRASH_HUB` sets how many kills of the
program, every fifteenth with one of the hub's server, `CRASH_LINES` how many cuts of the line
between them; `CRASH_SEED` which moments.
"""

import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from meetings.actions import found, refer
from meetings.community.bodies import Tier
from meetings.matters.referrals import Referral, Reply
from storage.carriers import hub, hub_office, hub_trial
from storage.errors import HubRefused, HubUnreachable
from storage.records import FileRecords
from storage.registers import at_hub
from storage.registers.exchanging import choose_mask
from tests.storage.sharing.hub_house import NEEDS
from tests.storage.sharing.offices import Office

pytestmark = NEEDS
KILLS = int(os.environ.get("CRASH_HUB", "3"))
CUTS = int(os.environ.get("CRASH_LINES", "8"))
SEED = int(os.environ.get("CRASH_SEED", "20261128"))
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def trial() -> Iterator[hub_trial.Trial]:
    folder = Path(tempfile.mkdtemp(prefix="jiejiao-hub-"))
    folder.chmod(0o755)
    try:
        yield hub_trial.start(folder / "hub")
    finally:
        hub_trial.stop(folder / "hub", at_once=True)
        shutil.rmtree(folder, ignore_errors=True)


def joined(trial: hub_trial.Trial, folder: Path) -> tuple[Office, Office]:
    """A community and a corner that know each other by the hub."""
    community = Office(folder / "community.db", Tier.COMMUNITY, "梧桐里社区议事会")
    corner = Office(folder / "corner.db", Tier.CORNER, "45栋街角议事会")
    with hub.database(trial.office) as conn:
        hub_office.init(conn)
        hub_office.know_bodies(conn, [("1".rjust(36, "0"), "梧桐里社区", "community", None)])
        hub_office.know_bodies(conn, [("2".rjust(36, "0"), "45栋", "corner", "1".rjust(36, "0"))])
        listed = ["1".rjust(36, "0"), "2".rjust(36, "0")]
        codes = [one.code for one in hub_office.invite(conn, listed, datetime.now(UTC))]
    for office, code in zip((community, corner), codes, strict=True):
        at_hub.join(office.records, office.id, trial.place, code, office.at())
        at_hub.exchange(office.records, office.id, office.at(), "1.0")
        choose_mask(office.records, office.id, False)
    corner.do(found.edit_body, corner.id, corner.name, community.id, "")
    for office in (community, corner) * 2:
        at_hub.exchange(office.records, office.id, office.at(), "1.0")
    return community, corner


def all_is_there(
    trial: hub_trial.Trial, community: Office, corner: Office, sent: list[str]
) -> None:
    """The community has each referral once, both files are whole, the hub's chains follow."""
    there = [one.id for one in community.find(Referral)]
    assert sorted(there) == sorted(sent), f"CRASH_SEED={SEED}"
    assert community.whole() and corner.whole()
    with hub.database(trial.office) as conn:
        for office in (community, corner):
            rows = conn.execute(
                "SELECT n, hash, previous FROM jiejiao.letter WHERE body = %s ORDER BY n",
                (office.id,),
            ).fetchall()
            assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
            assert all(later[2] == row[1] for row, later in pairwise(rows))


def started(office: Office) -> subprocess.Popen[bytes]:
    line = [sys.executable, "-m", "tui", "--records", str(office.path), "share"]
    return subprocess.Popen(
        line, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip


def whole(office: Office) -> int:
    """The exchange, to its end; how long a start takes before the first kill is aimed."""
    return started(office).wait(60)


def test_nothing_is_lost_or_doubled_by_kills(trial: hub_trial.Trial, tmp_path: Path) -> None:
    community, corner = joined(trial, tmp_path)
    chance, sent, killed, stopped = random.Random(SEED), [], 0, 0
    began = time.monotonic()
    corner.records.close()
    community.records.close()
    assert whole(corner) == 0
    took = time.monotonic() - began
    for round in range(KILLS):
        corner.records = FileRecords.open(corner.path)
        sent.append(corner.send(f"第{round + 1}件").id)
        corner.records.close()
        if round % 3 == 2:
            community.records = FileRecords.open(community.path)
            for one in community.find(Referral):
                if one.id in sent and not community.find(Reply, referral=one.id):
                    community.do(refer.receive, one.id)
            community.records.close()
        victim = started(corner if round % 2 == 0 else community)
        time.sleep(chance.uniform(0.2, 1.1) * took)
        if round % 15 == 1:
            hub_trial.stop(trial.folder, at_once=True)
            stopped += 1
        victim.kill()
        killed += victim.wait() != 0
        if not hub_trial.running(trial.folder):
            hub_trial.start(trial.folder)
    for office in (corner, community, corner):
        assert whole(office) == 0, f"CRASH_SEED={SEED}"
    print(
        f"hub: {KILLS} kills, {killed} before the end, {stopped} of the server, CRASH_SEED={SEED}"
    )
    community.records = FileRecords.open(community.path)
    all_is_there(trial, community, corner, sent)
    community.records.close()


class Line:
    """A line to a hub on a port of its own, parted after `left` bytes: closed, or silent for good.

    What is on its way is lost in both directions, and nobody is connected until it is mended.
    """

    def __init__(self, port: int) -> None:
        self._hub, self._lock, self._ends = port, threading.Lock(), list[socket.socket]()
        self.left, self.silent, self.carried = sys.maxsize, False, 0
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        threading.Thread(target=self._answer, daemon=True).start()

    def _answer(self) -> None:
        with suppress(OSError):
            while True:
                ends = self._door.accept()[0], socket.create_connection(("127.0.0.1", self._hub))
                self._ends += ends
                for source, target in (ends, ends[::-1]):
                    threading.Thread(target=self._pass, args=(source, target), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while content := source.recv(4096):
                with self._lock:
                    passed = content[: self.left]
                    self.left -= len(passed)
                    self.carried += len(passed)
                target.sendall(passed)
                if not self.left:
                    break
        if self.left or not self.silent:
            self._hang_up((source, target))

    @staticmethod
    def _hang_up(ends: Iterable[socket.socket]) -> None:
        for one in ends:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def mend(self, left: int = sys.maxsize, silent: bool = False) -> None:
        self._hang_up(self._ends)
        self._ends, self.left, self.silent, self.carried = [], left, silent, 0

    def close(self) -> None:
        self._door.close()
        self.mend()


def test_nothing_is_lost_or_doubled_by_cut_lines(
    trial: hub_trial.Trial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "PATIENCE", 2)
    monkeypatch.setattr(hub, "LONGEST", 0.3)
    community, corner = joined(trial, tmp_path)
    line, chance, sent, ended = Line(trial.place.port), random.Random(SEED), [], 0
    for office in (community, corner):
        with office.records.registering() as conn:
            conn.execute("UPDATE hub SET port = ?", (line.port,))
    try:
        at_hub.exchange(corner.records, corner.id, corner.at(), "1.0")
        usual = line.carried
        for round in range(CUTS):
            office = corner if round % 2 == 0 else community
            if office is corner:
                sent.append(corner.send(f"第{round + 1}件").id)
            for one in community.find(Referral):
                if round % 6 == 5 and not community.find(Reply, referral=one.id):
                    community.do(refer.receive, one.id)
            # With letters it is two to three times an exchange without one.
            line.mend(chance.randrange(3 * usual), silent=round % 10 == 9)
            try:
                at_hub.exchange(office.records, office.id, office.at(), "1.0")
            except (HubUnreachable, HubRefused):
                ended += 1
        line.mend()
        for office in (corner, community, corner):
            at_hub.exchange(office.records, office.id, office.at(), "1.0")
        print(f"hub: {CUTS} lines cut, {ended} of them before the end, CRASH_SEED={SEED}")
        all_is_there(trial, community, corner, sent)
    finally:
        line.close()
