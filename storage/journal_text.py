"""The journal as JSON Lines, so that any other program can read it; docs/journal-format.md."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from storage import journal
from storage.engine import Connection
from storage.errors import JournalBroken, JournalFault
from storage.health.decoding import is_moment
from storage.journal import StoredEntry

FORM = "jiejiao-journal-1"
"""Names this form; a change of it needs a new name."""


def lines(conn: Connection, body: str) -> Iterator[str]:
    """The entries of a body, the oldest first, one line each."""
    row_ids_by_seq = journal.row_ids_by_seq(conn, body)
    for kept in journal.oldest_first(conn, body):
        yield line_of(kept, sorted(row_ids_by_seq(kept.seq)))


def line_of(kept: StoredEntry, rows: list[str]) -> str:
    """One entry; bytes are hexadecimal, and the payload is its very text."""
    told: dict[str, Any] = {
        "form": FORM,
        "body": kept.body,
        "seq": kept.seq,
        "id": kept.id,
        "command": kept.command,
        "actor": kept.actor,
        "at": kept.at,
        "refers": kept.refers,
        "digest": kept.digest.hex(),
        "previous": kept.previous.hex(),
        "hash": kept.hash.hex(),
        "salt": None if kept.salt is None else kept.salt.hex(),
        "payload": None if kept.payload is None else kept.payload.decode(),
        "rows": rows,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def read_line(line: str, place: str) -> tuple[StoredEntry, list[str]]:
    """One entry and the ids it is found under; raises JournalBroken `form`."""
    try:
        told = json.loads(line)
        if told["form"] != FORM:
            raise ValueError(told["form"])
        kept = StoredEntry(
            _text(told["body"]),
            _whole(told["seq"]),
            _text(told["id"]),
            _text(told["command"]),
            _text(told["actor"]),
            _text(told["at"]),
            None if told["refers"] is None else _whole(told["refers"]),
            bytes.fromhex(told["digest"]),
            bytes.fromhex(told["previous"]),
            bytes.fromhex(told["hash"]),
            None if told["salt"] is None else bytes.fromhex(told["salt"]),
            None if told["payload"] is None else _text(told["payload"]).encode(),
        )
        return kept, [_text(row) for row in told["rows"]]
    except (ValueError, KeyError, TypeError, RecursionError) as failure:
        raise JournalBroken(place=place, why="form") from failure


def verified(name: str, lines: Iterable[str]) -> Iterator[tuple[StoredEntry, list[str]]]:
    """The entries of one chain, each held against the one before; raises JournalBroken."""
    previous, seq, body = bytes(32), 0, None
    for number, line in enumerate(lines, 1):
        place = f"{name} {number}"
        kept, rows = read_line(line, place)
        why: JournalFault | None = None
        if kept.seq != seq + 1 or kept.body != (body or kept.body):
            why = "gap"
        elif kept.previous != previous:
            why = "link"
        elif kept.computed_hash() != kept.hash:
            why = "entry"
        elif not kept.payload_fits():
            why = "payload"
        elif not is_moment(kept.at):
            why = "unreadable"
        if why is not None:
            raise JournalBroken(place=place, why=why)
        previous, seq, body = kept.hash, kept.seq, kept.body
        yield kept, rows


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value
