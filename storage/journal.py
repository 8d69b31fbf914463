"""The journal: one entry for each command, chained by hashes, its payload salted and apart.

The digest covers salt and payload bytes as stored; the hash covers everything but the payload.
So a payload can be erased or withheld and the chain still verifies.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from itertools import islice
from operator import attrgetter
from typing import TypeVar

from meetings.clean import clean
from meetings.dataclass import dataclass
from meetings.ports import By, Change, Entry, around, is_part
from storage.engine import Connection
from storage.packing import changes_in, payload_of
from storage.values import aware_text, canonical

T = TypeVar("T")

UNDO = "undo"
REDO = "redo"
GIVE, TAKE, BACK = "body.give", "body.take", "body.back"
"""A body went to another computer, came from one, or was taken back before it had arrived."""
BASELINE = frozenset({"privacy.anonymise", GIVE, TAKE, BACK})
"""Commands whose entries have whole rows, since entries before them may have been erased."""
_FORM = "jiejiao-entry-1"
_START = bytes(32)
_COLUMNS = "body, seq, id, command, actor, at, refers, digest, previous, hash, salt, payload"
FOUND_UNDER = "INSERT INTO entry_row (body, row_id, seq) VALUES (?, ?, ?)"
_INSERT = f"INSERT INTO entry ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a body's chain: how many entries there are and the hash of the last."""

    body: str
    seq: int
    hash: bytes

    @property
    def short(self) -> str:
        """The short hash as printed on signed minutes."""
        return short(self.hash)


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """One entry as stored in the file; salt and payload are None once erased."""

    body: str
    seq: int
    id: str
    command: str
    actor: str
    at: str
    refers: int | None
    digest: bytes
    previous: bytes
    hash: bytes
    salt: bytes | None
    payload: bytes | None

    def computed_hash(self) -> bytes:
        """The hash as computed from the other fields, without payload and salt."""
        return _hash(
            self.body, self.seq, self.id, self.command, self.actor, self.at, self.refers,
            self.digest, self.previous,
        )  # fmt: skip

    def payload_fits(self) -> bool:
        """Whether salt and payload match the digest, or were both erased."""
        if self.payload is None or self.salt is None:
            return self.payload is self.salt
        return _digest(self.salt, self.payload) == self.digest

    def changes(self) -> tuple[Change, ...]:
        """The changed rows; empty where the payload was erased."""
        if self.payload is None:
            return ()
        return tuple(Change(*change) for change in changes_in(self.payload))

    def entry(self) -> Entry:
        """The entry as actions and screens see it."""
        at = datetime.fromisoformat(self.at)
        return Entry(self.body, self.seq, self.id, self.command, self.actor, at, self.changes())


def append(
    conn: Connection,
    body: str,
    command: str,
    by: By,
    changes: Iterable[str],
    about: Iterable[str],
    refers: int | None = None,
) -> StoredEntry:
    """Write the next entry of the body, and the ids under which it is found.

    Only within a transaction of FileRecords. `changes` are JSON texts by `storage.packing`.
    """
    last = head(conn, body)
    seq, previous = (last.seq + 1, last.hash) if last else (1, _START)
    payload = payload_of(changes)
    salt = secrets.token_bytes(16)
    digest = _digest(salt, payload)
    fields = (
        body,
        seq,
        by.command_id,
        command,
        clean(by.actor, 100).text,
        aware_text(by.at),
        refers,
    )
    entry = StoredEntry(*fields, digest, previous, _hash(*fields, digest, previous), salt, payload)
    conn.execute(_INSERT, (*fields, digest, previous, entry.hash, salt, payload))
    conn.executemany(FOUND_UNDER, [(body, row_id, seq) for row_id in sorted(set(about))])
    return entry


def write_again(conn: Connection, entries: Iterable[tuple[StoredEntry, Iterable[str]]]) -> None:
    """Write another file's entries unchanged, with the ids they are found by; in a transaction."""
    written = attrgetter(*_COLUMNS.split(", "))
    for some in _portions(entries):
        conn.executemany(_INSERT, [written(entry) for entry, _ in some])
        found = ((entry.body, row_id, entry.seq) for entry, about in some for row_id in set(about))
        conn.executemany(FOUND_UNDER, found)


def copy_all(conn: Connection, writer: Connection) -> None:
    """Copy every entry to another file unchanged, without those ids; in a transaction."""
    writer.executemany(_INSERT, conn.execute(f"SELECT {_COLUMNS} FROM entry ORDER BY rowid"))


def erase(conn: Connection, body: str, seqs: Iterable[int]) -> None:
    """Erase payloads and salts of entries; the hashes stay, and the chain still verifies."""
    conn.executemany(
        "UPDATE entry SET salt = NULL, payload = NULL WHERE body = ? AND seq = ?",
        [(body, seq) for seq in seqs],
    )


def row_ids_by_seq(conn: Connection, body: str) -> Callable[[int], list[str]]:
    """A function from an entry's number to the ids it is found by; call with rising numbers."""
    rows = conn.execute("SELECT seq, row_id FROM entry_row WHERE body = ? ORDER BY seq", (body,))
    waiting = rows.fetchone()

    def of(seq: int) -> list[str]:
        nonlocal waiting
        found = []
        while waiting is not None and waiting[0] <= seq:
            if waiting[0] == seq:
                found.append(waiting[1])
            waiting = rows.fetchone()
        return found

    return of


def head(conn: Connection, body: str) -> Head | None:
    """The end of the chain, or None before the first entry."""
    found = conn.execute(
        "SELECT seq, hash FROM entry WHERE body = ? ORDER BY seq DESC LIMIT 1", (body,)
    ).fetchone()
    return Head(body, *found) if found else None


def is_recorded(conn: Connection, command_id: str) -> bool:
    """Whether the command has its entry, in whatever body: a repeat may found another one."""
    query = "SELECT 1 FROM entry WHERE id = ?"
    return conn.execute(query, (command_id,)).fetchone() is not None


def of_one_act(conn: Connection, command_id: str) -> list[tuple[str, int]]:
    """Body and number of every command of the same act, the last first."""
    low, high = around(command_id)
    query = "SELECT id, body, seq FROM entry WHERE id > ? AND id < ?"
    found = conn.execute(query, (low, high)).fetchall()
    first = command_id
    if is_part(command_id):
        below = f"{command_id[:14]}7{command_id[15:]}"
        first = conn.execute("SELECT max(id) FROM entry WHERE id <= ?", (below,)).fetchone()[0]
    if first is not None and around(first)[1] > low:
        found += conn.execute("SELECT id, body, seq FROM entry WHERE id = ?", (first,)).fetchall()
    return [(body, seq) for _id, body, seq in sorted(found, reverse=True)]


def short(hash: bytes) -> str:
    """A hash as it is printed: its first sixteen hexadecimal digits in fours."""
    digits = hash.hex()[:16]
    return "-".join(digits[start : start + 4] for start in range(0, 16, 4))


def at(conn: Connection, body: str, seq: int) -> str | None:
    """The short hash of one entry of a body; None where there is none of that number."""
    found = conn.execute("SELECT hash FROM entry WHERE body = ? AND seq = ?", (body, seq))
    row = found.fetchone()
    return short(row[0]) if row else None


def newest_first(
    conn: Connection, body: str, before: int | None = None, limit: int = -1
) -> Iterator[StoredEntry]:
    """Entries of a body from the head back; `before` is the sequence number to go on from."""
    query = f"SELECT {_COLUMNS} FROM entry WHERE body = ? AND seq < ? ORDER BY seq DESC LIMIT ?"
    return (StoredEntry(*row) for row in conn.execute(query, (body, before or 1 << 62, limit)))


def oldest_first(conn: Connection, body: str) -> Iterator[StoredEntry]:
    """Entries of a body in the order they were made."""
    query = f"SELECT {_COLUMNS} FROM entry WHERE body = ? ORDER BY seq"
    return (StoredEntry(*row) for row in conn.execute(query, (body,)))


def payloads(conn: Connection, body: str) -> Iterator[tuple[int, str, bytes | None]]:
    """Number, command and payload of the entries of a body, in the order they were made."""
    query = "SELECT seq, command, payload FROM entry WHERE body = ? ORDER BY seq"
    return iter(conn.execute(query, (body,)))


def about(
    conn: Connection, body: str, row_id: str, before: int | None, limit: int
) -> Iterator[StoredEntry]:
    """Entries that touched one row, or a child of it, newest first."""
    query = (
        f"SELECT {_COLUMNS} FROM entry WHERE body = ?1 AND seq IN (SELECT seq FROM entry_row "
        "WHERE body = ?1 AND row_id = ?2 AND seq < ?3 ORDER BY seq DESC LIMIT ?4) "
        "ORDER BY seq DESC"
    )
    return (
        StoredEntry(*row) for row in conn.execute(query, (body, row_id, before or 1 << 62, limit))
    )


def bodies(conn: Connection) -> list[str]:
    """The bodies that have a chain."""
    return [row[0] for row in conn.execute("SELECT DISTINCT body FROM entry ORDER BY body")]


def _portions(entries: Iterable[T], size: int = 2_000) -> Iterator[list[T]]:
    rest = iter(entries)
    while some := list(islice(rest, size)):
        yield some


def _digest(salt: bytes, payload: bytes) -> bytes:
    digest = sha256(salt)
    digest.update(payload)
    return digest.digest()


def _hash(*fields: object) -> bytes:
    parts = [part.hex() if isinstance(part, bytes) else part for part in fields]
    return sha256(canonical([_FORM, *parts]).encode()).digest()
