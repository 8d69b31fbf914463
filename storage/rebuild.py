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
        schema.create(path, key)
        writer = open_writer(path, key)
        try:
            # The file is thrown away when power fails, so nothing waits for the disk.
            writer.execute("PRAGMA synchronous = OFF")
            writer.execute("PRAGMA foreign_keys = OFF")
            writer.execute("BEGIN IMMEDIATE")
            for body in journal.bodies(conn):
                _replay(conn, writer, body, registry)
            writer.execute("COMMIT")
        finally:
            writer.close()
        yield path
    finally:
        for leftover in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            leftover.unlink(missing_ok=True)


def _replay(conn: Connection, writer: Connection, body: str, registry: Registry) -> None:
    for kept in journal.oldest_first(conn, body):
        for change in kept.changes():
            try:
                table = registry.named(change.table)
                done = _apply(writer, table, change.id, change.before, change.after)
            except (KeyError, TypeError) as failure:
                raise Unreplayable(body, kept.seq, f"{change.table} {change.id}") from failure
            if not done:
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
