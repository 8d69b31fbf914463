"""A copy of a whole records file that was read back and found the same before it counts."""

import os
import secrets
from hashlib import sha256
from pathlib import Path

from storage.engine import Connection, Error, create_private, open_reader, sync_folder
from storage.errors import CopyFailed

Manifest = dict[str, tuple[int, str]]


def copy_verified(conn: Connection, target: Path) -> Manifest:
    """Copy what the connection sees to a new file; raises CopyFailed and leaves nothing then.

    The copy is made under another name, checked, synced, and only then renamed; an existing
    target is never overwritten.
    """
    if target.exists():
        raise CopyFailed(path=str(target), problem="exists")
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    create_private(draft)
    try:
        query_only = conn.execute("PRAGMA query_only").fetchone()[0]
        conn.execute("PRAGMA query_only = OFF")
        try:
            conn.execute("VACUUM INTO ?", (str(draft),))
        finally:
            conn.execute(f"PRAGMA query_only = {query_only}")
        expected = manifest(conn)
        _verify(draft, expected)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(draft, target)
        sync_folder(target.parent)
    except (Error, OSError) as failure:
        raise CopyFailed(path=str(target), problem=str(failure)) from failure
    finally:
        for leftover in (draft, Path(f"{draft}-wal"), Path(f"{draft}-shm")):
            leftover.unlink(missing_ok=True)
    return expected


def manifest(conn: Connection) -> Manifest:
    """For every table the count of its rows and the hash of their content, in a fixed order."""
    names = [
        row[0]
        for row in conn.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite@_%' "
            "ESCAPE '@' ORDER BY name"
        )
    ]
    return {name: _content(conn, name) for name in names}


def _content(conn: Connection, name: str) -> tuple[int, str]:
    keys = [row[1] for row in conn.execute(f'PRAGMA table_info("{name}")') if row[5]]
    order = f" ORDER BY {', '.join(keys)}" if keys else ""
    digest, count = sha256(), 0
    for row in conn.execute(f'SELECT * FROM "{name}"{order}'):
        digest.update(repr(row).encode())
        count += 1
    return count, digest.hexdigest()


def _verify(path: Path, expected: Manifest) -> None:
    copy = open_reader(path)
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
