"""The tables made anew from the journal alone, to compare them or to repair them."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from storage import journal, schema
from storage.book import Registry
from storage.engine import Connection, Key, open_writer
from storage.rows import Table


class Unreplayable(Exception):
    """An entry does not fit what came before it: `body`, `seq`, `row`."""

    def __init__(self, body: str, seq: int, row: str) -> None:
        super().__init__(body, seq, row)
        self.body, self.seq, self.row = body, seq, row


@contextmanager
def rebuilt(
    conn: Connection, beside: Path, registry: Registry, key: Key | None = None
) -> Iterator[Path]:
    """A private file with the tables the journal tells of, beside the records; gone afterwards.

    Raises Unreplayable. Entries whose payload was erased are passed over.
    """
    folder = beside.parent if os.access(beside.parent, os.W_OK) else Path(gettempdir())
    path = folder / f".{beside.name}.{secrets.token_hex(4)}.rebuilt"
    try:
        with _new_file(path, key) as writer:
            # The file is thrown away when power fails, so nothing waits for the disk.
            writer.execute("PRAGMA synchronous = OFF")
            writer.execute("BEGIN IMMEDIATE")
            replay_all(conn, writer, registry)
            writer.execute("COMMIT")
        yield path
    finally:
        for leftover in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            leftover.unlink(missing_ok=True)


def remake(conn: Connection, path: Path, registry: Registry, key: Key | None = None) -> None:
    """A new records file with the journal as it is and the tables it tells of; synced.

    Raises Unreplayable, and DatabaseError where the journal cannot be read.
    """
    with _new_file(path, key) as writer:
        _copy_journal(conn, writer)
        writer.execute("BEGIN IMMEDIATE")
        replay_all(conn, writer, registry)
        writer.execute("COMMIT")
    conn = open_writer(path, key)
    try:
        conn.execute("PRAGMA journal_mode = DELETE").fetchone()
    finally:
        conn.close()


@contextmanager
def _new_file(path: Path, key: Key | None) -> Iterator[Connection]:
    schema.create(path, key)
    writer = open_writer(path, key)
    try:
        writer.execute("PRAGMA foreign_keys = OFF")
        yield writer
    finally:
        writer.close()


def _copy_journal(conn: Connection, writer: Connection) -> None:
    """Entries as they lie there; where each is found is made anew, but for erased ones."""
    writer.execute("BEGIN IMMEDIATE")
    for body in journal.bodies(conn):
        for kept in journal.oldest_first(conn, body):
            found = conn.execute(
                "SELECT row_id FROM entry_row WHERE body = ? AND seq = ?", (body, kept.seq)
            )
            about = {row[0] for row in found} | {change.id for change in kept.changes()}
            journal.write_again(writer, kept, about)
    writer.execute("COMMIT")


def replay_all(conn: Connection, writer: Connection, registry: Registry) -> None:
    """Make the tables of `writer` from the journal of `conn`, in a transaction of `writer`."""
    erased = journal.erased_rows(conn)
    for body in journal.bodies(conn):
        _replay(conn, writer, body, registry, erased)


def _replay(
    conn: Connection, writer: Connection, body: str, registry: Registry, erased: set[str]
) -> None:
    for kept in journal.oldest_first(conn, body):
        whole = kept.command in journal.BASELINE
        for change in kept.changes():
            gappy = change.id in erased
            try:
                table = registry.named(change.table)
                if (whole or gappy) and change.before is None:
                    writer.execute(table.delete, (change.id,))
                done = (whole and change.after is None) or _apply(
                    writer, table, change.id, change.before, change.after
                )
            except (KeyError, TypeError) as failure:
                raise Unreplayable(body, kept.seq, f"{change.table} {change.id}") from failure
            if not done and not gappy:
                raise Unreplayable(body, kept.seq, f"{change.table} {change.id}")


def _apply(writer: Connection, table: Table, id: str, before: Any, after: Any) -> bool:
    if before is None:
        row = tuple(after[name] for name in table.names)
        writer.execute(table.insert, row + table.derived_values(row))
        return True
    if after is None:
        return writer.execute(table.delete, (id,)).rowcount == 1
    if unknown := set(after) - set(table.names):
        raise KeyError(*unknown)
    names = list(after)
    if table.derive:
        found = writer.execute(table.by_id, (id,)).fetchone()
        if found is None:
            return False
        whole = {**dict(zip(table.names, found, strict=True)), **after}
        fresh = table.derived_values(tuple(whole[name] for name in table.names))
        after = {**after, **dict(zip(table.derived, fresh, strict=True))}
        names = list(after)
    sets = ", ".join(f"{name} = ?" for name in names)
    values = [after[name] for name in names]
    return (
        writer.execute(f"UPDATE {table.name} SET {sets} WHERE id = ?", (*values, id)).rowcount == 1
    )
