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
    for entry in journal.oldest_first(conn, body):
        yield line_of(entry, sorted(row_ids_by_seq(entry.seq)))


def line_of(entry: StoredEntry, rows: list[str]) -> str:
    """One entry as a line of JSON; bytes are hexadecimal, and the payload is its own text."""
    fields: dict[str, Any] = {
        "form": FORM,
        "body": entry.body,
        "seq": entry.seq,
        "id": entry.id,
        "command": entry.command,
        "actor": entry.actor,
        "at": entry.at,
        "refers": entry.refers,
        "digest": entry.digest.hex(),
        "previous": entry.previous.hex(),
        "hash": entry.hash.hex(),
        "salt": None if entry.salt is None else entry.salt.hex(),
        "payload": None if entry.payload is None else entry.payload.decode(),
        "rows": rows,
    }
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def read_line(line: str, place: str) -> tuple[StoredEntry, list[str]]:
    """One entry and the ids it is found under; raises JournalBroken `form`."""
    try:
        fields = json.loads(line)
        if fields["form"] != FORM:
            raise ValueError(fields["form"])
        entry = StoredEntry(
            _text(fields["body"]),
            _whole(fields["seq"]),
            _text(fields["id"]),
            _text(fields["command"]),
            _text(fields["actor"]),
            _text(fields["at"]),
            None if fields["refers"] is None else _whole(fields["refers"]),
            bytes.fromhex(fields["digest"]),
            bytes.fromhex(fields["previous"]),
            bytes.fromhex(fields["hash"]),
            None if fields["salt"] is None else bytes.fromhex(fields["salt"]),
            None if fields["payload"] is None else _text(fields["payload"]).encode(),
        )
        return entry, [_text(row) for row in fields["rows"]]
    except (ValueError, KeyError, TypeError, RecursionError) as failure:
        raise JournalBroken(place=place, why="form") from failure


def verified(name: str, lines: Iterable[str]) -> Iterator[tuple[StoredEntry, list[str]]]:
    """The entries of one chain, each checked against the one before; raises JournalBroken."""
    previous, seq, body = bytes(32), 0, None
    for number, line in enumerate(lines, 1):
        place = f"{name} {number}"
        entry, rows = read_line(line, place)
        why: JournalFault | None = None
        if entry.seq != seq + 1 or entry.body != (body or entry.body):
            why = "gap"
        elif entry.previous != previous:
            why = "link"
        elif entry.computed_hash() != entry.hash:
            why = "entry"
        elif not entry.payload_fits():
            why = "payload"
        elif not is_moment(entry.at):
            why = "unreadable"
        if why is not None:
            raise JournalBroken(place=place, why=why)
        previous, seq, body = entry.hash, entry.seq, entry.body
        yield entry, rows


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value
