"""The bodies kept in this file: their journals are written here and nowhere else."""

import json
from collections.abc import Iterable
from typing import Literal

from meetings.dataclass import dataclass
from storage.engine import Connection
from storage.errors import NotKeptHere, StoppedHere
from storage.registers import home

Stopped = Literal["restored", "cloned", "behind", "forked", "moved"]
UNSURE = frozenset({"restored", "cloned"})
"""Reasons to stop a body until an exchange shows that nothing is missing."""


@dataclass(frozen=True, slots=True)
class KeptBody:
    """A body that is kept here; `epoch` is 0 until it has keys to sign letters with.

    `seq` is the last entry that letters were made of; `mask` says whether names in texts are masked
    before they leave, None until somebody has seen what would leave.
    """

    body: str
    epoch: int
    sign: bytes | None
    seal: str
    since: str
    stopped: str
    seq: int
    mask: bool | None
    sisters: tuple[str, ...] | None = None
    """Ids of bodies under the same parent that get its notices; None where it sends them none."""


def kept(conn: Connection, body: str) -> KeptBody | None:
    """The row of a body kept here, or that was; None where it never was."""
    row = conn.execute(
        "SELECT body, epoch, sign, seal, since, stopped, seq, mask, sisters "
        "FROM kept_body WHERE body = ?",
        (body,),
    ).fetchone()
    if row is None:
        return None
    body, epoch, sign, seal, since, stopped, seq, mask, beside = row
    masked = None if mask is None else bool(mask)
    if epoch and not stopped and home.is_elsewhere(conn, body):
        stopped = "cloned"
    sisters = None if beside is None else tuple(json.loads(beside))
    return KeptBody(body, epoch, sign, seal, since, stopped, seq, masked, sisters)


def set_sisters(conn: Connection, body: str, sisters: Iterable[str] | None) -> None:
    """Store which bodies beside it get notices; None for none of them. In a transaction."""
    kept_body = kept(conn, body)
    beside = None if sisters is None else tuple(sorted(set(sisters)))[:_MOST]
    if kept_body is None or kept_body.sisters == beside:
        return
    sisters_json = None if beside is None else json.dumps(beside)
    conn.execute("UPDATE kept_body SET sisters = ?, seq = 0 WHERE body = ?", (sisters_json, body))


_MOST = 2_000


def kept_here(conn: Connection, body: str) -> KeptBody | None:
    """As `kept`, but None for a body that has moved to another computer."""
    found = kept(conn, body)
    return None if found is None or found.stopped == "moved" else found


def kept_bodies(conn: Connection) -> list[str]:
    """Ids of the bodies kept here, without those that have moved to another computer."""
    found = conn.execute("SELECT body FROM kept_body WHERE stopped <> 'moved' ORDER BY body")
    return [row[0] for row in found]


def go_on(conn: Connection, body: str) -> None:
    """End a body's stop: it may be written again, on this machine; in a transaction."""
    conn.execute("UPDATE kept_body SET stopped = '' WHERE body = ?", (body,))
    home.settle(conn, body)


def require_kept(conn: Connection, body: str) -> bool:
    """Whether the body is a new one, kept here from its first entry on.

    Raises NotKeptHere for a body that this file only reads, StoppedHere for one that may be going
    on elsewhere.
    """
    row = conn.execute("SELECT stopped FROM kept_body WHERE body = ?", (body,)).fetchone()
    if row is not None:
        why: Stopped | None = row[0] or ("cloned" if home.is_elsewhere(conn, body) else None)
        if why:
            raise StoppedHere(body=body, name=_name(conn, body), why=why)
        return False
    name = conn.execute("SELECT name FROM body WHERE id = ?", (body,)).fetchone()
    if name is not None:
        raise NotKeptHere(body=body, name=name[0])
    return True


def keep(conn: Connection, body: str) -> None:
    """Keep a body here from now on; in a transaction."""
    conn.execute("INSERT INTO kept_body (body) VALUES (?)", (body,))


def keep_all(conn: Connection) -> None:
    """Keep every body of the file here, as after an import of journals; in a transaction."""
    conn.execute("INSERT OR IGNORE INTO kept_body (body) SELECT id FROM body ORDER BY id")


def _name(conn: Connection, body: str) -> str:
    found = conn.execute("SELECT name FROM body WHERE id = ?", (body,)).fetchone()
    return found[0] if found else ""
