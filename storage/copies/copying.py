"""Copy a whole records file, and read the copy back to verify that it is equal."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from storage.engine import Connection, Error, Key, key_clause, open_reader
from storage.errors import CopyFailed, StorageError
from storage.plain_files import create_private, sync_file, sync_folder

Manifest = dict[str, tuple[int, str]]
_TRIES = 5


def copy_verified(
    conn: Connection, target: Path, key: Key | None = None, source_key: Key | None = None
) -> Manifest:
    """Copy what the connection sees to a new file; raises CopyFailed and leaves nothing then.

    The copy is made under another name, checked, synced, and only then renamed; an existing
    target is never overwritten. `key` closes the copy, `source_key` is that of the connection.
    """
    if target.exists():
        raise CopyFailed(path=str(target), problem="exists")
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with may_write(conn):
            same = key == source_key
            expected = _vacuum(conn, draft) if same else _export(conn, draft, key)
        read_back(draft, expected, key)
        _rename_new(draft, target)
    except CopyFailed:
        raise
    except (Error, OSError, StorageError) as failure:
        raise CopyFailed(path=str(target), problem=str(failure)) from failure
    finally:
        _remove(draft)
    return expected


def read_back(path: Path, expected: Manifest, key: Key | None = None) -> None:
    """Raise CopyFailed where the file on the disk is damaged or not equal to the original."""
    _sync_and_forget(path)
    copy = open_reader(path, key)
    try:
        found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise CopyFailed(path=str(path), problem=found)
        if broken := copy.execute("PRAGMA foreign_key_check").fetchone():
            raise CopyFailed(path=str(path), problem=f"foreign key of {broken[0]}")
        if manifest(copy) != expected:
            raise CopyFailed(path=str(path), problem="content")
    finally:
        copy.close()


def manifest(conn: Connection) -> Manifest:
    """For every table the number of its rows and the hash of their content, in a fixed order.

    The journal is one of the tables, so the heads of all chains are held too.
    """
    names = [
        row[0]
        for row in conn.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite@_%' "
            "ESCAPE '@' ORDER BY name"
        )
    ]
    return {name: _content(conn, name) for name in names}


def _vacuum(conn: Connection, draft: Path) -> Manifest:
    """Copy by VACUUM, which runs outside a transaction: repeated if somebody wrote meanwhile."""
    for _ in range(_TRIES):
        _remove(draft)
        create_private(draft)
        before = conn.execute("PRAGMA data_version").fetchone()[0]
        conn.execute("VACUUM INTO ?", (address_of(draft),))
        conn.execute("BEGIN")
        try:
            expected = manifest(conn)
        finally:
            conn.execute("COMMIT")
        if conn.execute("PRAGMA data_version").fetchone()[0] == before:
            return expected
    raise CopyFailed(path=str(draft), problem="busy")


def _export(conn: Connection, draft: Path, key: Key | None) -> Manifest:
    """Copy row by row under another key, as SQLCipher provides for."""
    create_private(draft)
    marks = [(n, conn.execute(f"PRAGMA {n}").fetchone()[0]) for n in _MARKS]
    conn.execute(f"ATTACH ? AS made {key_clause(key)}", (address_of(draft),))
    try:
        conn.execute("BEGIN")
        try:
            conn.execute("SELECT sqlcipher_export('made')").fetchone()
            expected = manifest(conn)
            for name, value in marks:
                conn.execute(f"PRAGMA made.{name} = {value}")
            conn.execute("COMMIT")
        except BaseException:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
            raise
    finally:
        conn.execute("DETACH made")
    return expected


def address_of(made: Path) -> str:
    """The path as SQLite takes it, also where its bytes are not UTF-8."""
    return f"{made.absolute().as_uri()}?mode=rw"


_MARKS = ("application_id", "user_version")


@contextmanager
def may_write(conn: Connection) -> Iterator[None]:
    """Let a read-only connection write for a while, to make the copy."""
    query_only = conn.execute("PRAGMA query_only").fetchone()[0]
    conn.execute("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        conn.execute(f"PRAGMA query_only = {query_only}")


def _content(conn: Connection, name: str) -> tuple[int, str]:
    keys = [row[1] for row in conn.execute(f'PRAGMA table_info("{name}")') if row[5]]
    order = f" ORDER BY {', '.join(keys)}" if keys else ""
    digest, count = sha256(), 0
    for row in conn.execute(f'SELECT * FROM "{name}"{order}'):
        digest.update(repr(row).encode())
        count += 1
    return count, digest.hexdigest()


def _sync_and_forget(path: Path) -> None:
    """Force the file to the disk and out of the system's cache, to be read back from there."""
    with path.open("rb+") as file:
        sync_file(file.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _rename_new(draft: Path, target: Path) -> None:
    """Rename the file, unless the new name is taken meanwhile."""
    try:
        # Unlike a rename, a link never replaces; sticks without links take the rename.
        os.link(draft, target)
    except FileExistsError as failure:
        raise CopyFailed(path=str(target), problem="exists") from failure
    except OSError:
        if target.exists():
            raise CopyFailed(path=str(target), problem="exists") from None
        os.replace(draft, target)
    sync_folder(target.parent)


def _remove(draft: Path) -> None:
    for leftover in (draft, Path(f"{draft}-wal"), Path(f"{draft}-shm"), Path(f"{draft}-journal")):
        leftover.unlink(missing_ok=True)
