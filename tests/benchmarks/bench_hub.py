"""Letters by a hub: a few, a year of twenty corners at once, and 600 laptops that only ask.

Run it by hand: `python -m tests.benchmarks.bench_hub`; it starts a PostgreSQL of its own.
"""

import os
import secrets
import shutil
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from meetings.actions import found
from meetings.community.bodies import Tier
from meetings.sharing import letters
from storage.carriers import hub, hub_office, hub_trial
from storage.ids import new_id
from storage.registers import at_hub, signing
from tests.storage.sharing.offices import Office

CORNERS, A_YEAR, BODIES = 20, 250, 631
ASKED = int(os.environ.get("BENCH_ASKED", "60"))


class House:
    """A hub with a community whose file is real, and corners whose letters are made here."""

    def __init__(self, folder: Path) -> None:
        self.trial = hub_trial.start(folder / "hub")
        self.community = Office(folder / "community.db", Tier.COMMUNITY, "梧桐里社区议事会")
        self.corner = Office(folder / "corner.db", Tier.CORNER, "45栋街角议事会")
        self.corners = [new_id() for _ in range(CORNERS)]
        with hub.database(self.trial.office) as conn:
            hub_office.init(conn)
            tree: list[tuple[str, str, str, str | None]] = [
                (self.community.id, self.community.name, "community", None),
                (self.corner.id, self.corner.name, "corner", self.community.id),
            ]
            tree += [(id, f"{n}栋街角", "corner", tree[0][0]) for n, id in enumerate(self.corners)]
            tree += [(new_id(), f"别处{n}", "corner", None) for n in range(BODIES - len(tree))]
            hub_office.know_bodies(conn, tree)
            listed = [one[0] for one in tree]
            self.codes = dict(
                zip(
                    listed,
                    (one.code for one in hub_office.invite(conn, listed, datetime.now(UTC))),
                    strict=True,
                )
            )
            self._others(conn, listed[2 + CORNERS :])
        for office in (self.community, self.corner):
            at_hub.join(
                office.records, office.id, self.trial.place, self.codes[office.id], office.at()
            )
            self.ask(office)
        self.corner.do(found.edit_body, self.corner.id, self.corner.name, self.community.id, "")
        for office in (self.community, self.corner, self.community):
            self.ask(office)

    def _others(self, conn: object, bodies: list[str]) -> None:
        """The rest of the district, which joined and is silent."""
        with conn.cursor() as cursor:  # type: ignore[attr-defined]
            cursor.executemany(
                "INSERT INTO jiejiao.key (body, epoch, sign, seal, login) "
                "VALUES (%s, 1, %s, 'age1x', %s)",
                [(id, secrets.token_bytes(32), f"silent_{n}") for n, id in enumerate(bodies)],
            )
        conn.commit()  # type: ignore[attr-defined]

    def ask(self, office: Office) -> at_hub.Exchanged:
        return at_hub.exchange(office.records, office.id, office.at(), "1.0")

    def a_year(self, corner: str) -> None:
        """A corner's year of letters, pushed by its own login."""
        keys = signing.new_keys()
        public = signing.public(keys)
        password, place = hub.new_password(), self.trial.place
        made = hub.join(place, self.codes[corner], corner, "corner", public, 1, password)
        after: letters.Letter | None = None
        told: list[letters.Letter] = []
        for number in range(1, A_YEAR + 1):
            kind = letters.BODY if number == 1 else letters.REFERRAL
            record = corner if number == 1 else new_id()
            fields = _body() if number == 1 else _referral(self.community.id, number)
            after = letters.written(
                after, corner, 1, kind, [letters.Addressed(self.community.id, number)],
                "2026-11-29T10:00:00+08:00", (number, bytes(32)), secrets.token_bytes(16),
                letters.payload_of(record, fields), lambda hash: signing.sign(keys.sign, hash),
            )  # fmt: skip
            told.append(after)
        with hub.connected(place, made.login, password) as conn:
            hub.push(conn, told)


def _body() -> dict[str, object]:
    return {"tier": "corner", "name": "街角", "parent": None, "place": "", "closed": 0}


def _referral(to: str, number: int) -> dict[str, object]:
    return {
        "to_body": to, "title": f"第{number}件：路灯不亮", "reason": "本层没有权限，" * 8,
        "sent_at": "2026-11-29T10:00:00+08:00", "tried": "劝过三次，" * 8, "text": "路灯" * 60,
        "wanted_by": None, "follows": None, "topic": "基础设施", "place": "西门",
        "supporters": 7, "owners_matter": 0, "private": 0, "withdrawn_at": None,
        "withdrawn_reason": "", "landed_on": None, "reminders": [],
    }  # fmt: skip


def processor(pid: int) -> float:
    """Seconds of the processor of a server and of those of its children that ended."""
    parts = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return sum(map(int, parts[11:15])) / os.sysconf("SC_CLK_TCK")


def timed(run: object, *args: object) -> float:
    begun = time.perf_counter()
    run(*args)  # type: ignore[operator]
    return time.perf_counter() - begun


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="jiejiao-bench-hub-"))
    folder.chmod(0o755)
    try:
        house = House(folder)
        three = []
        for n in range(5):
            for part in range(3):
                house.corner.send(f"第{n}次第{part}件")
            three.append(timed(house.ask, house.corner))
        print(
            f"three letters: {statistics.median(three):.3f} s ({min(three):.3f}-{max(three):.3f})"
        )
        house.ask(house.community)
        pushed = sum(timed(house.a_year, corner) for corner in house.corners)
        used = time.process_time()
        caught = timed(house.ask, house.community)
        used = time.process_time() - used
        print(
            f"{CORNERS} corners x {A_YEAR}: made and pushed {pushed:.1f} s, "
            f"caught up {caught:.2f} s ({used:.2f} s of the processor)"
        )
        again = timed(house.ask, house.community)
        print(f"nothing new: {again:.3f} s")
        (pid,) = (folder / "hub").rglob("postmaster.pid")
        server = int(pid.read_text().splitlines()[0])
        before, own = processor(server), time.process_time()
        wall = timed(lambda: [house.ask(house.corner) for _ in range(ASKED)])
        hub_part, own = (processor(server) - before) / ASKED, (time.process_time() - own) / ASKED
        print(
            f"asking, of {BODIES} bodies: {wall / ASKED * 1000:.0f} ms, hub "
            f"{hub_part * 1000:.1f} ms of the processor, laptop {own * 1000:.1f} ms; "
            f"600 every ten minutes: {hub_part * 100:.1f} % of one core"
        )
    finally:
        hub_trial.stop(folder / "hub", at_once=True)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
