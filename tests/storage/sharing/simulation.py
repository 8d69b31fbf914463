"""Many laptops, their clocks, their mishaps and bad carriers, in one process, from one seed.

The rules are the real ones (`meetings/sharing`) and so are the registers, each laptop's in a small
database of memory; what a person does on one is a row and an entry. `python -m
tests.storage.sharing.simulation 10000` plays a city and prints sizes and times.
"""

import json
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from functools import cache
from hashlib import sha256
from random import Random
from typing import Any

from meetings.community.bodies import Body, Tier
from meetings.procedure.rules import preset
from meetings.sharing import letters
from meetings.sharing.letters import Letter
from storage.body_table import BODY
from storage.carriers.carried import from_bytes, to_bytes
from storage.engine import named
from storage.errors import StorageError
from storage.migrations import STEPS
from storage.registers import epochs, exchanging, incoming, outgoing, register, signing
from storage.registers.kept import kept
from storage.registers.register import Peer

NOW = datetime(2026, 12, 8, 9, tzinfo=timezone(timedelta(hours=8)))
CANARY = "CANARY-"
"""Begins what stands in every column that never leaves."""
TABLES = frozenset({
    "body", "referral", "reply", "follow_up", "step", "agenda_item", "meeting", "notice",
    "final_minutes", "decision", "issue", "entry", "entry_row", "kept_body", "peer", "letter",
    "acknowledged", "promise", "hub", "seat", "speech", "activity", "person", "presence_mark",
})  # fmt: skip


@cache
def blank() -> bytes:
    """A file with the tables that an exchange reads, and nothing in them."""
    conn = sqlite3.connect(":memory:", isolation_level=None)
    conn.execute("PRAGMA page_size = 512")
    for step in STEPS:
        for statement in step.statements:
            conn.execute(statement)
    asked = "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view', 'table')"
    for kind, name in sorted(conn.execute(asked).fetchall(), reverse=True):
        if kind != "table" or not (name in TABLES or name.startswith("sqlite_")):
            conn.execute(f"DROP {kind} IF EXISTS {name}")
    conn.execute("VACUUM")
    return conn.serialize()


class Memory(sqlite3.Connection):
    """A database of memory that gives `?1` its value by name, as that of a records file does."""

    def execute(self, sql: str, given: Any = (), /) -> sqlite3.Cursor:
        return super().execute(sql, named(given) if "?1" in sql else given)

    def executemany(self, sql: str, given: Any, /) -> sqlite3.Cursor:
        return super().executemany(sql, map(named, given) if "?1" in sql else given)


class Records:
    """What the registers ask of a records file."""

    def __init__(self, content: bytes) -> None:
        # Few prepared statements each, since a city has ten thousand of these.
        self.conn = sqlite3.connect(
            ":memory:", isolation_level=None, cached_statements=12, factory=Memory
        )
        self.conn.deserialize(content)

    @contextmanager
    def registering(self) -> Iterator[sqlite3.Connection]:
        self.conn.execute("BEGIN IMMEDIATE")
        try:
            yield self.conn
        except BaseException:
            self.conn.execute("ROLLBACK")
            raise
        self.conn.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator["Records"]:
        yield self


@dataclass
class Laptop:
    """One computer that keeps one body; its clock may be off by years."""

    body: str
    records: Any
    clock: timedelta
    newer: bool
    """It runs a later version: it writes letters of a kind that the others do not know."""
    older: bytes = b""
    """A backup of it, to be put back."""
    acts: int = 0

    def at(self, now: datetime) -> str:
        return (now + self.clock).isoformat()

    @property
    def conn(self) -> Any:
        return self.records.conn

    @property
    def stopped(self) -> str:
        known = kept(self.conn, self.body)
        return known.stopped if known is not None else "gone"


@dataclass
class Hub:
    """Letters by sender and epoch, each a chain, and how far each reader is known to have them."""

    chains: dict[tuple[str, int], list[Letter]] = field(default_factory=dict)
    to: dict[str, list[Letter]] = field(default_factory=dict)
    had: dict[tuple[str, int, str], int] = field(default_factory=dict)
    backup: Any = None

    def push(self, new: list[Letter]) -> None:
        """All of it or nothing; raises ValueError for what does not follow."""
        for one in new:
            chain = self.chains.setdefault((one.body, one.epoch), [])
            if one.n <= len(chain) and chain[one.n - 1].hash == one.hash:
                continue
            if not letters.follows(one, chain[-1].head if chain else None):
                raise ValueError("fork")
            chain.append(one)
            for reader in one.addressed:
                self.to.setdefault(reader.reader, []).append(one)

    def copy(self) -> Any:
        chains = {key: list(chain) for key, chain in self.chains.items()}
        return chains, {key: list(some) for key, some in self.to.items()}, dict(self.had)

    def set_back(self) -> None:
        if self.backup is not None:
            chains, to, had = self.backup
            self.chains, self.to, self.had = chains, to, had
            self.backup = None


@dataclass(frozen=True)
class Plan:
    """How many bodies, how long, and how bad the carriers and the people are."""

    corners: int = 26
    communities: int = 4
    rounds: int = 12
    acts: int = 20
    """What people do in a round, over all bodies."""
    trips: int = 24
    """Sticks carried and hubs asked in a round."""
    faults: float = 0.3
    """The share of loads that are dropped, doubled, held up, cut or altered."""
    mishaps: int = 5
    """Laptops restored, copied, moved, and hubs set back, over all rounds."""
    by_hub: float = 0.4
    answers: bool = True
    """Whether bodies answer, so that what is written depends on what came."""
    client_cursor: bool = False
    """A control: the sender remembers what the hub has, as other systems do."""


class World:
    """All of them: `run` plays the plan, then the carriers work; `faults` says what is wrong."""

    def __init__(self, plan: Plan, seed: int, carrier_seed: int | None = None) -> None:
        self.plan, self.people, self.now = plan, Random(seed), NOW
        self.luck = Random(seed if carrier_seed is None else carrier_seed)
        self.hub = Hub()
        self.under_way: list[tuple[int, str, bytes]] = []
        self.seen: Counter[str] = Counter()
        self.carried = 0
        self.told_private = False
        self.copies: list[Laptop] = []
        self.cursor: dict[str, int] = {}
        self.ids = 0
        self.round = 0
        self._found()

    # Founding

    def id(self) -> str:
        self.ids += 1
        return f"{self.ids:036d}"

    def _found(self) -> None:
        plan, made = self.plan, []
        street = self._body(Tier.SUBDISTRICT, "街道", None)
        over = [self._body(Tier.COMMUNITY, f"社区{n}", street.id) for n in range(plan.communities)]
        corners = [
            self._body(Tier.CORNER, f"街角{n}", over[n % len(over)].id) for n in range(plan.corners)
        ]
        self.bodies = {one.id: one for one in (street, *over, *corners)}
        self.below: dict[str, list[str]] = {}
        for one in self.bodies.values():
            if one.parent:
                self.below.setdefault(one.parent, []).append(one.id)
        keys = {id: signing.new_keys() for id in self.bodies}
        public = {id: signing.public(one) for id, one in keys.items()}
        for id in self.bodies:
            records = Records(blank())
            conn = records.conn
            conn.execute("BEGIN")
            for other in (id, *self.around(id)):
                conn.execute(BODY.insert, BODY.encode(self.bodies[other]))
                if other != id:
                    known = public[other]
                    register.know(conn, Peer(other, 1, known.sign, known.seal, NOW.isoformat()))
            conn.execute(
                "INSERT INTO kept_body (body, epoch, sign, seal, since, mask) "
                "VALUES (?, 1, ?, ?, ?, 0)",
                (id, keys[id].sign, keys[id].seal, NOW.isoformat()),
            )
            conn.execute("COMMIT")
            years = self.people.choice((0, 0, 0, -10, -1, 1, 10))
            made.append(
                Laptop(id, records, timedelta(days=366 * years), self.people.random() < 0.2)
            )
        self.keeper = {one.body: one for one in made}

    def _body(self, tier: Tier, name: str, parent: str | None) -> Body:
        id = self.id()
        rule = preset("corner" if tier is Tier.CORNER else "community")
        return Body(id, id, tier, name, rule, parent, phone=f"{CANARY}phone")

    def around(self, body: str) -> list[str]:
        parent = self.bodies[body].parent
        return ([parent] if parent else []) + self.below.get(body, [])

    # What people do

    def act(self, laptop: Laptop) -> None:
        """Pass something up, change it, take it back, answer, or rename the body."""
        if laptop.stopped:
            return
        laptop.acts += 1
        do = self.people.random()
        conn, body, parent = laptop.conn, laptop.body, self.bodies[laptop.body].parent
        conn.execute("BEGIN")
        if do < 0.35 and parent:
            row = self.id()
            conn.execute(
                "INSERT INTO referral (id, body, to_body, title, reason, sent_at, tried, text, "
                "meeting, item, issue, reminders, withdrawn_reason, topic, place) VALUES "
                "(?, ?, ?, ?, '', ?, '', '', ?, ?, ?, '[]', '', '', '')",
                (row, body, parent, f"第{self.ids}件", laptop.at(self.now),
                 *(f"{CANARY}{n}".ljust(36) for n in range(3))),
            )  # fmt: skip
            self._entry(laptop, row)
        elif do < 0.5:
            self._change(laptop, "referral", "text = ?", f"又{laptop.acts}")
        elif do < 0.6:
            self._change(
                laptop, "referral", "reminders = ?",
                json.dumps([{"by": f"{CANARY}by", "at": NOW.isoformat(), "text": "催"}]),
            )  # fmt: skip
        elif do < 0.65:
            self._change(laptop, "referral", "withdrawn_at = ?", laptop.at(self.now))
        elif do < 0.9 and self.plan.answers:
            self._answer(laptop)
        else:
            conn.execute("UPDATE body SET place = ? WHERE id = ?", (f"处{laptop.acts}", body))
            self._entry(laptop, body)
        if laptop.newer and self.people.random() < 0.3:
            known = kept(conn, body)
            assert known is not None
            writing = outgoing._Writing(conn, known, laptop.at(self.now))
            readers = [one for one in self.around(body) if register.peer(conn, one) is not None]
            writing.write("weather", self.id(), {"sky": "blue", "hue": 3}, readers)
        conn.execute("COMMIT")

    def _change(self, laptop: Laptop, table: str, what: str, value: Any) -> None:
        rows = laptop.conn.execute(
            f"SELECT id FROM {table} WHERE body = ? ORDER BY id", (laptop.body,)
        ).fetchall()
        if rows:
            (row,) = self.people.choice(rows)
            laptop.conn.execute(f"UPDATE {table} SET {what} WHERE id = ?", (value, row))
            self._entry(laptop, row)

    def _answer(self, laptop: Laptop) -> None:
        conn = laptop.conn
        rows = conn.execute(
            "SELECT referral.id, reply.id, reply.state FROM referral LEFT JOIN reply "
            "ON reply.referral = referral.id WHERE to_body = ? ORDER BY referral.id",
            (laptop.body,),
        ).fetchall()
        if not rows:
            return
        referral, reply, _state = self.people.choice(rows)
        if reply is None:
            reply = self.id()
            conn.execute(
                "INSERT INTO reply (id, body, referral, received_at, received_by, state, answer, "
                "reason, answered_by, decided, tasks) "
                "VALUES (?, ?, ?, ?, ?, 'received', '', '', ?, '', '[]')",
                (reply, laptop.body, referral, laptop.at(self.now), f"{CANARY}a", f"{CANARY}b"),
            )
        else:
            conn.execute(
                "UPDATE reply SET state = 'answered', answer = ?, answered_at = ? WHERE id = ?",
                (f"答{laptop.acts}", laptop.at(self.now), reply),
            )
        self._entry(laptop, reply)

    def _entry(self, laptop: Laptop, row: str) -> None:
        conn, body = laptop.conn, laptop.body
        seq = conn.execute("SELECT coalesce(max(seq), 0) + 1 FROM entry WHERE body = ?", (body,))
        number = seq.fetchone()[0]
        hash = sha256(f"{body}{number}{row}{laptop.acts}".encode()).digest()
        conn.execute(
            "INSERT INTO entry (body, seq, id, command, actor, at, digest, previous, hash) "
            "VALUES (?, ?, ?, 'sim', ?, ?, ?, ?, ?)",
            (body, number, self.id(), f"{CANARY}me", laptop.at(self.now), hash, hash, hash),
        )
        conn.execute("INSERT INTO entry_row (body, row_id, seq) VALUES (?, ?, ?)",
                     (body, row, number))  # fmt: skip

    # Carriers

    def send(self, laptop: Laptop, to: str) -> None:
        """A stick is written for a neighbour, and may come late, twice, cut, altered or never."""
        if laptop.stopped not in ("", "restored"):
            return
        carried = exchanging.load(laptop.records, laptop.body, to, laptop.at(self.now))
        sign = exchanging.signer(laptop.records, laptop.body)
        if self.luck.random() < self.plan.faults / 2:
            # Copied piece by piece, and the pieces part company.
            for letter in carried.letters:
                self._carry(to_bytes(replace(carried, letters=(letter,)), sign), to)
        else:
            self._carry(to_bytes(carried, sign), to)

    def _carry(self, content: bytes, to: str) -> None:
        self.carried += len(content)
        self.told_private = self.told_private or CANARY.encode() in content
        fate = self.luck.random() / self.plan.faults if self.plan.faults else 9
        arrives = [content]
        if fate < 0.2:
            arrives = []
        elif fate < 0.4:
            arrives = [content, content]
        elif fate < 0.5:
            arrives = [content[: self.luck.randrange(len(content))]]
        elif fate < 0.6:
            place = self.luck.randrange(len(content))
            arrives = [content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]]
        for one in arrives:
            late = self.luck.randrange(6) if fate < 0.4 or 0.6 < fate < 1 else 0
            self.under_way.append((self.round + late, to, one))

    def deliver(self) -> None:
        """What is due comes, in any order."""
        due = [one for one in self.under_way if one[0] <= self.round]
        self.under_way = [one for one in self.under_way if one[0] > self.round]
        self.luck.shuffle(due)
        for _round, to, content in due:
            self.take(self.keeper[to], content)

    def take(self, laptop: Laptop, content: bytes) -> None:
        try:
            carried = from_bytes(content)
            came = exchanging.take(laptop.records, carried, laptop.at(self.now))
        except (ValueError, LookupError, TypeError, StorageError) as failure:
            why = getattr(failure, "why", "")
            self.seen[f"refused:{type(failure).__name__} {why}"] += 1
            if why == "stranger" and not self.plan.faults:
                # The sentence says so, and somebody telephones.
                self._admit_anew(self.keeper[carried.cover.body])
            return
        self.seen["new"] += len(came.taken.new)
        self.seen["later"] += len(came.taken.later)
        self.seen["known"] += came.taken.known
        self.seen["forked"] += len(came.taken.forked)
        self.seen["unsound"] += len(came.taken.unsound)
        if came.stopped:
            self.seen[f"stopped:{came.stopped}"] += 1

    def ask_hub(self, laptop: Laptop) -> None:
        """Push what the hub lacks, take what it has for us, tell what we have."""
        conn, hub, body = laptop.conn, self.hub, laptop.body
        known = kept(conn, body)
        assert known is not None
        newest = max((epoch for whose, epoch in hub.chains if whose == body), default=0)
        if newest > known.epoch:
            conn.execute("UPDATE kept_body SET stopped = 'moved' WHERE body = ?", (body,))
        if known.stopped not in ("", "restored") or newest > known.epoch:
            return
        with laptop.records.registering() as own:
            outgoing.make(own, body, laptop.at(self.now))
        chain = hub.chains.get((body, known.epoch), [])
        last = register.head(conn, body, known.epoch)
        both = min(last.n if last else 0, len(chain))
        mine = register.find(conn, body, known.epoch, both) if both else None
        why = "forked" if mine is not None and mine.hash != chain[both - 1].hash else ""
        why = why or ("behind" if len(chain) > both else "")
        if why:
            conn.execute("UPDATE kept_body SET stopped = ? WHERE body = ?", (why, body))
            self.seen[f"stopped:{why}"] += 1
            return
        conn.execute("UPDATE kept_body SET stopped = '' WHERE body = ?", (body,))
        after = self.cursor.get(body, 0) if self.plan.client_cursor else len(chain)
        if self.luck.random() < self.plan.faults / 2:
            return  # cut off before the push
        try:
            hub.push(list(register.own_after(conn, body, known.epoch, after)))
            self.cursor[body] = last.n if last else 0
        except ValueError:
            self.seen["hub refused"] += 1
        if self.luck.random() < self.plan.faults / 2:
            return  # cut off after it
        has = register.numbers_from(conn, body)
        new = [
            one for one in hub.to.get(body, [])
            if (one.number_to(body) or 0) > has.get((one.body, one.epoch), 0)
        ]  # fmt: skip
        with laptop.records.registering() as own:
            taken = incoming.take(own, new, laptop.at(self.now))
        self.seen["new"] += len(taken.new)
        for (sender, epoch), number in register.numbers_from(conn, body).items():
            there = hub.had.get((sender, epoch, body), 0)
            hub.had[sender, epoch, body] = max(there, number)
        with laptop.records.registering() as own:
            for reader in self.around(body):
                number = hub.had.get((body, known.epoch, reader), 0)
                register.acknowledge(own, body, known.epoch, reader, number, laptop.at(self.now))

    # Mishaps

    def mishap(self) -> None:
        what = self.luck.choice(("restore", "restore", "copy", "move", "hub", "forge"))
        there = [*self.keeper.values()]
        if what == "restore":
            there = [one for one in there if one.older] or there
        laptop = self.luck.choice(there)
        self.seen[f"mishap:{what}"] += 1
        if what == "restore" and laptop.older:
            laptop.records, laptop.older = Records(laptop.older), b""
            laptop.conn.execute("UPDATE kept_body SET stopped = 'restored' WHERE epoch > 0")
        elif what == "copy":
            self.copies.append(
                Laptop(laptop.body, Records(laptop.conn.serialize()), laptop.clock, laptop.newer)
            )
        elif what == "move" and not laptop.stopped:
            old = Laptop(laptop.body, Records(laptop.conn.serialize()), laptop.clock, False)
            self.copies.append(old)
            epochs.keep_here(laptop.records, laptop.body, laptop.at(self.now), "换电脑")
        elif what == "hub":
            self.hub.set_back()
        elif what == "forge":
            self._forge(laptop)

    def _forge(self, laptop: Laptop) -> None:
        """A laptop tells what is not its own, in letters rightly signed: it answers for another."""
        parent, known = self.bodies[laptop.body].parent, kept(laptop.conn, laptop.body)
        if not parent or known is None or laptop.stopped:
            return
        sent = (
            self.keeper[parent]
            .conn.execute("SELECT id FROM referral WHERE body = ? ORDER BY id", (parent,))
            .fetchone()
        )
        with laptop.records.registering() as conn:
            writing = outgoing._Writing(conn, known, laptop.at(self.now))
            if sent is not None:
                answer = {
                    "referral": sent[0], "received_at": NOW.isoformat(), "state": "answered",
                    "answer": "假的", "reason": "", "answered_at": NOW.isoformat(), "decided": "",
                    "tasks": [],
                }  # fmt: skip
                writing.write(letters.REPLY, self.id(), answer, [parent])
            told = {"tier": "subdistrict", "name": "假的", "parent": None, "place": "", "closed": 0}
            writing.write(letters.BODY, parent, told, [parent])

    def go_on(self) -> None:
        """Who was stopped for good goes on with a new epoch; a second copy that was is left."""
        for laptop in self.keeper.values():
            if laptop.stopped in ("behind", "forked"):
                self.seen["new epochs"] += 1
                epochs.keep_here(laptop.records, laptop.body, laptop.at(self.now), "接着记")
            elif laptop.stopped == "moved":
                # Somebody keeps it elsewhere; here the copy that went on first is the keeper.
                others = [one for one in self.copies if one.body == laptop.body]
                live = next((one for one in others if not one.stopped), None)
                if live is not None:
                    self.copies.remove(live)
                    self.keeper[laptop.body] = live
                else:
                    self._admit_anew(laptop)
        self.copies = [one for one in self.copies if not one.stopped]

    def _admit_anew(self, laptop: Laptop) -> None:
        """The file that went on is lost: the older one is taken in again, as by a new slip."""
        body, made, at = laptop.body, signing.new_keys(), laptop.at(self.now)
        public, near = signing.public(made), [self.keeper[id] for id in self.around(body)]
        known = [register.peers(one.conn, body) for one in near]
        own = kept(laptop.conn, body)
        assert own is not None
        epoch = 1 + max(own.epoch, *(peer.epoch for peers in known for peer in peers))
        for one in near:
            one.conn.execute(
                "UPDATE peer SET upto = (SELECT coalesce(max(n), 0) FROM letter WHERE "
                "letter.body = peer.body AND letter.epoch = peer.epoch) "
                "WHERE body = ? AND upto IS NULL",
                (body,),
            )
            register.know(one.conn, Peer(body, epoch, public.sign, public.seal, at))
        laptop.conn.execute(
            "UPDATE kept_body SET epoch = ?, sign = ?, seal = ?, stopped = '', seq = 0 "
            "WHERE body = ?",
            (epoch, made.sign, made.seal, body),
        )
        self.hub.chains.setdefault((body, epoch), [])
        self.seen["admitted anew"] += 1

    # The whole

    def run(self) -> "World":
        plan = self.plan
        every = max(1, plan.rounds // plan.mishaps) if plan.mishaps else plan.rounds + 1
        ids = [*self.bodies]
        for self.round in range(plan.rounds):
            self.now += timedelta(days=9)
            for _ in range(plan.acts):
                self.act(self.keeper[self.people.choice(ids)])
            for copy in self.copies:
                self.act(copy)
            for _ in range(plan.trips):
                laptop = self.keeper[self.luck.choice(ids)]
                self._trip(laptop)
            for copy in self.copies:
                self._trip(copy)
            self.deliver()
            if plan.mishaps:
                for chosen in self.luck.sample([*self.keeper.values()], 3):
                    chosen.older = chosen.older or chosen.conn.serialize()
                if self.hub.backup is None and self.luck.random() < 0.5:
                    self.hub.backup = self.hub.copy()
                if self.round % every == 0:
                    self.mishap()
            self.go_on()
        self.settle()
        return self

    def _trip(self, laptop: Laptop) -> None:
        if self.luck.random() < self.plan.by_hub:
            self.ask_hub(laptop)
        else:
            self.send(laptop, self.luck.choice(self.around(laptop.body)))

    def settle(self) -> None:
        """Nothing is written any more, and the carriers work: some times round by stick and hub."""
        self.plan = Plan(**{**self.plan.__dict__, "faults": 0.0})
        self.round = 10**6
        self.deliver()
        for _ in range(4):
            for copy in self.copies:
                self.ask_hub(copy)
            self.copies = [one for one in self.copies if not one.stopped]
            for laptop in [*self.keeper.values()]:
                self.ask_hub(laptop)
                for other in self.around(laptop.body) if self.plan.by_hub < 1 else ():
                    self.send(laptop, other)
            self.deliver()
            self.go_on()

    # What must hold

    def faults(self) -> list[str]:
        """What is wrong; nothing where every rule held."""
        found = ["a private word was carried"] if self.told_private else []
        for laptop in self.keeper.values():
            found += self._own_chain(laptop)
            found += self._readers(laptop)
        for laptop in self.keeper.values():
            found += self._received(laptop)
        return found

    def _own_chain(self, laptop: Laptop) -> Iterator[str]:
        last: dict[int, Letter] = {}
        for one in register.of_body(laptop.conn, laptop.body):
            before = last.get(one.epoch)
            if not letters.follows(one, before.head if before else None):
                yield f"{one.body} {one.epoch}-{one.n} does not follow"
            last[one.epoch] = one

    def _readers(self, laptop: Laptop) -> Iterator[str]:
        """Every reader has each row as the sender's file has it, and all it acknowledged."""
        conn, body = laptop.conn, laptop.body
        known = kept(conn, body)
        assert known is not None
        for kind in ("body", "referral", "reply"):
            for record, told, readers in self._shared(laptop, kind):
                for reader in readers:
                    there = self._as_told(self.keeper[reader], kind, record, body)
                    if there != told:
                        yield f"{kind} {record} of {body} at {reader}"
        for reader in self.around(body):
            theirs = self.keeper[reader].conn
            has = register.number_to(theirs, body, known.epoch, reader, taken=True)
            if register.acknowledged(conn, body, known.epoch, reader) > has:
                yield f"{reader} acknowledged to {body} what it has not"
            numbers = sorted(
                one.number_to(reader) or 0
                for one in register.of_body(theirs, body)
                if one.epoch == known.epoch
            )
            if numbers != list(range(1, len(numbers) + 1)):
                yield f"{reader} has of {body} {numbers}"

    def _shared(self, laptop: Laptop, kind: str) -> Iterator[tuple[str, str, list[str]]]:
        conn, body = laptop.conn, laptop.body
        rows = conn.execute(f"SELECT id FROM {kind} WHERE body = ? ORDER BY id", (body,)).fetchall()
        for (record,) in rows:
            if kind == "body":
                readers = self.around(body)
            elif kind == "referral":
                asked = "SELECT to_body FROM referral WHERE id = ?"
                readers = [conn.execute(asked, (record,)).fetchone()[0]]
            else:
                asked = (
                    "SELECT referral.body, referral.id FROM reply "
                    "JOIN referral ON referral.id = referral WHERE reply.id = ?"
                )
                # A file put back may have lost what is answered; the answer tells it nothing then.
                readers = [
                    sender
                    for sender, referral in conn.execute(asked, (record,)).fetchall()
                    if self.keeper[sender]
                    .conn.execute("SELECT 1 FROM referral WHERE id = ?", (referral,))
                    .fetchone()
                ]
            yield record, self._as_told(laptop, kind, record, body), readers

    @staticmethod
    def _as_told(laptop: Laptop, kind: str, record: str, body: str) -> str:
        row = outgoing._row(laptop.conn, kind, record, body)
        if row is None:
            return ""
        row.pop("landed_item", None)
        if kind == "referral":
            parts = json.loads(row["reminders"])
            row["reminders"] = [[one.get("at"), one.get("text")] for one in parts]
        return json.dumps(row, sort_keys=True, ensure_ascii=False)

    def _received(self, laptop: Laptop) -> Iterator[str]:
        """What a laptop knows of another is the other's own word, and each letter one."""
        for one in register.of_body(laptop.conn, laptop.body):
            assert one.body == laptop.body
        own = laptop.conn.execute("SELECT name FROM body WHERE id = ?", (laptop.body,)).fetchone()
        if own[0] == "假的":
            yield f"{laptop.body} was renamed by another"
        for reply, body in laptop.conn.execute(
            "SELECT reply.id, reply.body FROM reply JOIN referral ON referral.id = referral "
            "WHERE reply.body <> referral.to_body"
        ):
            yield f"{body} answered what was sent to another: {reply}"
        for body, epoch, n, held in laptop.conn.execute(
            "SELECT body, epoch, n, count(*) FROM letter "
            "GROUP BY body, epoch, n HAVING count(*) > 1"
        ):
            yield f"{laptop.body} has {body} {epoch}-{n} {held} times"

    def known_elsewhere(self) -> str:
        """All rows that letters made, of all laptops, as one hash."""
        lines = []
        for laptop in self.keeper.values():
            for kind in ("body", "referral", "reply"):
                asked = f"SELECT id, body FROM {kind} WHERE body <> ? ORDER BY id"
                for record, body in laptop.conn.execute(asked, (laptop.body,)).fetchall():
                    lines.append(self._as_told(laptop, kind, record, body))
        return sha256("\n".join(lines).encode()).hexdigest()


def main() -> None:
    """Play a city of so many bodies once, and print what it took."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 631
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    communities = max(2, wanted // 21)
    plan = Plan(
        corners=wanted - communities - 1, communities=communities, rounds=10, acts=wanted,
        trips=wanted, mishaps=10,
    )  # fmt: skip
    start = time.perf_counter()
    world = World(plan, seed)
    founded = time.perf_counter()
    world.run()
    ran = time.perf_counter()
    faults = world.faults()
    letters_made = sum(
        laptop.conn.execute("SELECT count(*) FROM letter WHERE state = 'own'").fetchone()[0]
        for laptop in world.keeper.values()
    )
    import resource  # not on Windows, where the tests of this module run too

    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{wanted} bodies: founded {founded - start:.0f} s, played {ran - founded:.0f} s, "
        f"looked at {time.perf_counter() - ran:.0f} s; {letters_made} letters, "
        f"{world.carried / 1e6:.1f} MB on sticks, {memory:.0f} MB of memory"
    )
    print(dict(world.seen))
    print(f"{len(faults)} faults", *faults[:20], sep="\n")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
