"""The two registers in one table: outgoing (发文簿) and incoming (收文簿) letters, unchanged."""

import json
from collections.abc import Iterator, Mapping
from typing import Literal

from meetings.dataclass import dataclass
from meetings.sharing.letters import Addressed, Head, Letter
from storage.engine import Connection

State = Literal["own", "taken", "waits", "later", "refused"]
"""`own` went out or will; `taken` is in the tables; `waits` for one before it; `later` tells what
only a later version of the program keeps; `refused` tells what its sender may not."""

TABLES = ("kept_body", "peer", "letter", "acknowledged", "figure", "promise", "hub")
"""Tables of the exchange, which are in no journal."""
_NAMES = (
    "body", "epoch", "n", "kind", "addressed", "at", "journal_seq", "journal_hash", "digest",
    "previous", "hash", "signature", "salt", "payload",
)  # fmt: skip
_COLUMNS = ", ".join(f"letter.{name}" for name in _NAMES)
_INSERT = (
    f"INSERT INTO letter ({', '.join(_NAMES)}, record, state, kept_at) "
    f"VALUES ({', '.join('?' * (len(_NAMES) + 3))})"
)


Proof = Literal["", "signs", "follows", "above", "hub", "list"]
"""How keys of others were proven: `signs` people compared them, or both were in one file; `follows`
the keys before signed them; `above` the body right above it says so; `hub` the hub's own key signed
them. `list` stands for a list that nobody signed, and nothing for what an older version kept."""
UNPROVEN = frozenset({"", "list"})


@dataclass(frozen=True, slots=True)
class Peer:
    """The keys of a body in an epoch; after `upto` letters of it an older epoch has ended."""

    body: str
    epoch: int
    sign: bytes
    seal: str
    since: str
    upto: int | None = None
    heard: str = ""
    """When a file or a hub last brought something of it."""
    proof: Proof = ""


def write(conn: Connection, letter: Letter, record: str, state: State, at: str) -> None:
    """Store a letter unchanged; in a transaction."""
    addressed = json.dumps([[one.reader, one.number] for one in letter.addressed])
    parts = [addressed if name == "addressed" else getattr(letter, name) for name in _NAMES]
    conn.execute(_INSERT, (*parts, record, state, at))


def set_state(conn: Connection, letter: Letter, record: str, state: State) -> None:
    """Change the state of a stored letter."""
    conn.execute(
        "UPDATE letter SET record = ?, state = ? WHERE body = ? AND epoch = ? AND n = ?",
        (record, state, letter.body, letter.epoch, letter.n),
    )


def erase(conn: Connection, body: str, epoch: int, n: int) -> None:
    """Erase the payload and salt of a letter; its hash stays, and the chain still verifies."""
    conn.execute(
        "UPDATE letter SET salt = NULL, payload = NULL WHERE body = ? AND epoch = ? AND n = ?",
        (body, epoch, n),
    )


def find(conn: Connection, body: str, epoch: int, n: int) -> Letter | None:
    """One letter by its number."""
    return next(_asked(conn, "body = ? AND epoch = ? AND n = ?", (body, epoch, n)), None)


def head(conn: Connection, body: str, epoch: int) -> Head | None:
    """The end of a body's letters of an epoch, as far as they are here."""
    row = conn.execute(
        "SELECT epoch, n, hash FROM letter WHERE body = ? AND epoch = ? ORDER BY n DESC LIMIT 1",
        (body, epoch),
    ).fetchone()
    return Head(*row) if row else None


def newest_of(conn: Connection, body: str, kind: str, record: str) -> Letter | None:
    """The newest letter about a record, without those that wait or were refused."""
    where = "body = ? AND kind = ? AND record = ? AND state NOT IN ('waits', 'refused')"
    found = _asked(conn, f"{where} ORDER BY epoch DESC, n DESC LIMIT 1", (body, kind, record))
    return next(found, None)


def all_of(conn: Connection, body: str, kind: str, record: str) -> Iterator[Letter]:
    """Every letter about a record, in order."""
    where = "body = ? AND kind = ? AND record = ? ORDER BY epoch, n"
    return _asked(conn, where, (body, kind, record))


def of_body(conn: Connection, body: str) -> Iterator[Letter]:
    """All letters of a body that are here, in order."""
    return _asked(conn, "body = ? ORDER BY epoch, n", (body,))


def taken_of(conn: Connection, body: str) -> Iterator[Letter]:
    """The letters of a body that were applied to the tables, in order."""
    where = "body = ? AND state IN ('taken', 'later') AND payload IS NOT NULL ORDER BY epoch, n"
    return _asked(conn, where, (body,))


def own_after(conn: Connection, body: str, epoch: int, n: int) -> Iterator[Letter]:
    """A body's own letters of an epoch after a number, to send to a hub that ends there."""
    return _asked(
        conn, "body = ? AND epoch = ? AND n > ? AND state = 'own' ORDER BY n", (body, epoch, n)
    )


def to_reader(conn: Connection, body: str, reader: str) -> list[Letter]:
    """A body's own letters to a reader that this one has not acknowledged yet, in order."""
    found: list[Letter] = []
    for (epoch,) in conn.execute(
        "SELECT DISTINCT epoch FROM letter WHERE body = ? AND state = 'own' ORDER BY epoch", (body,)
    ).fetchall():
        last = acknowledged(conn, body, epoch, reader)
        where = (
            "body = ? AND epoch = ? AND state = 'own' AND EXISTS (SELECT 1 FROM "
            "json_each(letter.addressed) WHERE json_extract(value, '$[0]') = ? "
            "AND json_extract(value, '$[1]') > ?) ORDER BY n"
        )
        found += _asked(conn, where, (body, epoch, reader, last))
    return found


def passed_to(conn: Connection, body: str, reader: str) -> list[Letter]:
    """Letters of bodies right below a body to another reader, as far as this one lacks them.

    So what a corner tells the street reaches it by a stick that goes over the community.
    """
    rows = conn.execute(
        f"SELECT {_COLUMNS}, json_extract(value, '$[1]') FROM letter, json_each(letter.addressed) "
        "WHERE letter.body IN (SELECT id FROM body WHERE parent = ?1 AND id <> ?2) "
        "AND letter.body NOT IN (SELECT body FROM kept_body WHERE stopped <> 'moved') "
        "AND state IN ('taken', 'later') AND instr(letter.addressed, ?2) "
        "AND json_extract(value, '$[0]') = ?2 ORDER BY letter.body, epoch, n",
        (body, reader),
    ).fetchall()
    has: dict[tuple[str, int], int] = {}
    found = []
    for row in rows:
        letter = letter_of(row[:-1])
        key = letter.body, letter.epoch
        if key not in has:
            has[key] = acknowledged(conn, *key, reader)
        if row[-1] > has[key]:
            found.append(letter)
    return found


def number_to(conn: Connection, body: str, epoch: int, reader: str, *, taken: bool = False) -> int:
    """The highest number to a reader among a body's letters of an epoch; 0 without one.

    With `taken` those that wait for one before them do not count.
    """
    return int(
        conn.execute(
            "SELECT coalesce(max(json_extract(value, '$[1]')), 0) FROM letter, "
            "json_each(letter.addressed) WHERE body = ? AND epoch = ? "
            f"AND json_extract(value, '$[0]') = ?{_NOT_WAITING if taken else ''}",
            (body, epoch, reader),
        ).fetchone()[0]
    )


def numbers_from(conn: Connection, reader: str) -> dict[tuple[str, int], int]:
    """How far a reader here has the letters of others: the last number, by sender and epoch.

    Those that wait for one before them do not count.
    """
    rows = conn.execute(
        "SELECT letter.body, letter.epoch, max(json_extract(value, '$[1]')) FROM letter, "
        "json_each(letter.addressed) WHERE json_extract(value, '$[0]') = ? AND state <> 'own'"
        f"{_NOT_WAITING} GROUP BY letter.body, letter.epoch",
        (reader,),
    )
    return {(body, epoch): number for body, epoch, number in rows.fetchall()}


def erased(conn: Connection, body: str) -> list[tuple[int, int]]:
    """Own letters that were erased: epoch and number of each."""
    return conn.execute(
        "SELECT epoch, n FROM letter WHERE body = ? AND state = 'own' AND payload IS NULL "
        "ORDER BY epoch, n",
        (body,),
    ).fetchall()


_NOT_WAITING = " AND state <> 'waits'"


def waiting(conn: Connection, body: str, epoch: int) -> list[Letter]:
    """Letters of a body that wait for one before them, in order."""
    return list(
        _asked(conn, "body = ? AND epoch = ? AND state = 'waits' ORDER BY n", (body, epoch))
    )


def acknowledged(conn: Connection, body: str, epoch: int, reader: str) -> int:
    """The number up to which a reader is known to have a body's letters."""
    row = conn.execute(
        "SELECT number FROM acknowledged WHERE body = ? AND epoch = ? AND reader = ?",
        (body, epoch, reader),
    ).fetchone()
    return row[0] if row else 0


def acknowledge(conn: Connection, body: str, epoch: int, reader: str, number: int, at: str) -> None:
    """Store the number up to which a reader has letters; a lower number changes nothing."""
    conn.execute(
        "INSERT INTO acknowledged (body, epoch, reader, number, at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (body, epoch, reader) DO UPDATE SET number = excluded.number, "
        "at = excluded.at WHERE excluded.number > number",
        (body, epoch, reader, number, at),
    )


def last_word(conn: Connection, body: str, reader: str, has: Mapping[int, int], at: str) -> None:
    """Store how many of our letters a reader says it has, by epoch, also where that is fewer.

    A restored file has lost letters and gets them again; a delayed message only makes some be sent
    twice.
    """
    conn.execute("UPDATE acknowledged SET number = 0 WHERE body = ? AND reader = ?", (body, reader))
    for epoch, number in has.items():
        acknowledge(conn, body, epoch, reader, number, at)


def peers(conn: Connection, body: str) -> list[Peer]:
    """The keys known of a body, by epoch."""
    rows = conn.execute(
        "SELECT body, epoch, sign, seal, since, upto, heard, proof FROM peer WHERE body = ? "
        "ORDER BY epoch",
        (body,),
    )
    return [Peer(*row) for row in rows.fetchall()]


def peer(conn: Connection, body: str) -> Peer | None:
    """The present keys of a body; None without any."""
    return next((one for one in reversed(peers(conn, body)) if one.upto is None), None)


def know(conn: Connection, peer: Peer) -> None:
    """Store the keys of a body in an epoch; in a transaction."""
    conn.execute(
        "INSERT INTO peer (body, epoch, sign, seal, since, proof) VALUES (?, ?, ?, ?, ?, ?)",
        (peer.body, peer.epoch, peer.sign, peer.seal, peer.since, peer.proof),
    )


def prove(conn: Connection, body: str, epoch: int, proof: Proof) -> None:
    """Store a proof for keys that had none; in a transaction."""
    conn.execute(
        "UPDATE peer SET proof = ? WHERE body = ? AND epoch = ? AND proof IN ('', 'list')",
        (proof, body, epoch),
    )


def end(conn: Connection, body: str, epoch: int, upto: int) -> None:
    """Store that an epoch ended after its letter `upto`; in a transaction."""
    conn.execute("UPDATE peer SET upto = ? WHERE body = ? AND epoch = ?", (upto, body, epoch))


def copy_all(conn: Connection, writer: Connection) -> None:
    """Copy all tables of the exchange to another file unchanged; in a transaction."""
    for table in TABLES:
        cursor = conn.execute(f"SELECT * FROM {table} ORDER BY rowid")
        marks = ", ".join("?" * len(cursor.description))
        writer.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", cursor)


def letter_of(row: tuple[object, ...]) -> Letter:
    """The letter of a row of the register."""
    parts = dict(zip(_NAMES, row, strict=True))
    parts["addressed"] = tuple(Addressed(*one) for one in json.loads(str(parts["addressed"])))
    return Letter(**parts)  # type: ignore[arg-type]


def _asked(conn: Connection, where: str, values: tuple[object, ...]) -> Iterator[Letter]:
    rows = conn.execute(f"SELECT {_COLUMNS} FROM letter WHERE {where}", values).fetchall()
    return map(letter_of, rows)
