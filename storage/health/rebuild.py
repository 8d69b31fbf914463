"""Make the tables anew from the journal alone, for comparing or repairing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage import journal, schema
from storage.copies.copying import address_of, may_write
from storage.copies.work import work_folder
from storage.engine import Connection, Key, open_writer
from storage.health.findings import Finding
from storage.health.replay import replay_all
from storage.plain_files import create_private
from storage.registers import register
from storage.registers.incoming import tell_all
from storage.registry import Registry


@contextmanager
def rebuilt(
    conn: Connection, beside: Path, registry: Registry, key: Key | None = None
) -> Iterator[tuple[Path, list[Finding]]]:
    """A temporary file with the tables as the journal makes them, and the findings of replaying.

    It is in a private folder beside the records. Raises Unreplayable.
    """
    with work_folder(beside) as folder:
        path = folder / "rebuilt.db"
        with _new_file(path, key) as writer:
            # The file is thrown away when power fails, so nothing waits for the disk.
            writer.execute("PRAGMA synchronous = OFF")
            writer.execute("BEGIN IMMEDIATE")
            findings = replay_all(conn, writer, registry)
            tell_all(conn, writer)
            writer.execute("COMMIT")
        yield path, findings


@contextmanager
def brought_up(conn: Connection, beside: Path, key: Key | None = None) -> Iterator[Path]:
    """A temporary copy of an older file, upgraded to the present schema, to be checked.

    Raises DatabaseError where it cannot be read.
    """
    with work_folder(beside) as folder:
        path = folder / "older.db"
        create_private(path)
        with may_write(conn):
            conn.execute("VACUUM INTO ?", (address_of(path),))
        schema.bring_up(path, key)
        yield path


def remake(conn: Connection, path: Path, registry: Registry, key: Key | None = None) -> None:
    """Write a new records file of the journal and the tables made from it; synced.

    Raises Unreplayable, and DatabaseError where the journal cannot be read.
    """
    with _new_file(path, key) as writer:
        _copy_journal(conn, writer)
        writer.execute("BEGIN IMMEDIATE")
        # Where an entry is found is made anew; for what was erased, only the list can say.
        replay_all(conn, writer, registry, listed=True)
        register.copy_all(conn, writer)
        tell_all(conn, writer)
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
    """Copy the entries unchanged."""
    writer.execute("BEGIN IMMEDIATE")
    journal.copy_all(conn, writer)
    writer.execute("COMMIT")
