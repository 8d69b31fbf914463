"""Make a records file, recognise one that is not ours, and upgrade an older one."""

import os
import secrets
from functools import cache
from pathlib import Path

from storage import migrations
from storage.beside import keybox_of
from storage.copies.copying import copy_verified
from storage.engine import (
    Connection,
    DatabaseError,
    Key,
    in_our_words,
    is_plain,
    open_reader,
    open_writer,
    roll_back,
    tooling,
)
from storage.errors import CannotOpen, Damaged, Foreign, Locked, Newer, WriteFailed
from storage.plain_files import create_private, sync_folder

APPLICATION_ID = 0x4A4A5953
"""“JJYS” in the header marks the file as ours."""
BOOKKEEPING = "_sqlite_migrations"
"""The table in which sqlite-utils lists the applied steps."""
PROGRAM = "jiejiao program"
"""The name in that table under which the version of the program that applied them is stored."""


def create(path: Path, key: Key | None = None) -> None:
    """Make a new records file: under another name first, so that it is there whole or not."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    create_private(draft)
    try:
        conn = open_writer(draft, key)
        try:
            _apply(conn)
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            conn.close()
        os.replace(draft, path)
        sync_folder(path.parent)
    finally:
        for leftover in (draft, Path(f"{draft}-wal"), Path(f"{draft}-shm")):
            leftover.unlink(missing_ok=True)


def inspect(path: Path, key: Key | None = None) -> int:
    """The schema number of one of our files; raises Foreign, Newer, Damaged, Locked, CannotOpen.

    Nothing is written, and nothing of the file is run, before it is known to be ours.
    """
    try:
        path.open("rb").close()
    except OSError as failure:
        gone = isinstance(failure, FileNotFoundError)
        raise CannotOpen(path=str(path), why="absent" if gone else "no_permission") from failure
    if key is None and not is_plain(path):
        if keybox_of(path).exists():
            raise Locked(path=str(path))
        raise Foreign(path=str(path), why="not_sqlite", name="")
    conn = open_reader(path, key)
    try:
        return _inspect(conn, path)
    except (DatabaseError, UnicodeDecodeError) as failure:
        raise Damaged(path=str(path), problem=str(failure)) from failure
    finally:
        conn.close()


def recover(path: Path, key: Key | None = None) -> None:
    """Undo what a crash left half written, if the file has our mark."""
    with path.open("rb") as file:
        mark = int.from_bytes(file.read(72)[68:], "big")
    if mark == APPLICATION_ID or (key is not None and not is_plain(path)):
        roll_back(path, key)


def upgrade(path: Path, found: int, key: Key | None = None) -> Path:
    """Upgrade an older file to the present schema; returns the verified copy made before."""
    aside = _free_name(path, found)
    reader = open_reader(path, key)
    own = None if is_plain(path) else key
    try:
        copy_verified(reader, aside, own, own)
    finally:
        reader.close()
    try:
        with in_our_words():
            bring_up(path, key)
    except WriteFailed:
        # The file is as it was; a copy from each start would fill the disk.
        aside.unlink(missing_ok=True)
        raise
    return aside


def bring_up(path: Path, key: Key | None = None) -> None:
    """Run the steps that an older file lacks, without a copy of it; all of them or none."""
    conn = open_writer(path, key)
    try:
        _apply(conn)
    finally:
        conn.close()


def compare(conn: Connection, path: Path, version: int) -> None:
    """Raise Foreign where a table, index, trigger or view differs from that schema's."""
    expected = migrations.shape(version)
    rows = conn.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    found = {
        name: (kind, sql)
        for kind, name, table, sql in rows
        if not (kind == "table" and name in (BOOKKEEPING, "sqlite_sequence"))
        and not (kind == "index" and (sql is None or table == BOOKKEEPING))
    }
    for name, (kind, sql) in found.items():
        if name not in expected:
            raise Foreign(path=str(path), why="unexpected", name=f"{kind} {name}")
        if sql != expected[name]:
            raise Foreign(path=str(path), why="altered", name=f"{kind} {name}")
    for name in expected:
        if name not in found:
            raise Foreign(path=str(path), why="missing", name=name)


def steps_awry(conn: Connection, version: int) -> tuple[set[str], set[str]]:
    """The steps that the file's own list lacks for its schema, and those it should not have."""
    there = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?"
    found: set[str] = set()
    if conn.execute(there, (BOOKKEEPING,)).fetchone():
        rows = conn.execute(f"SELECT migration_set, name FROM {BOOKKEEPING}").fetchall()
        found = {
            f"{name}" if group == migrations.SET else f"{group}:{name}"
            for group, name in rows
            if group != PROGRAM
        }
    expected = set(migrations.names(version))
    return expected - found, found - expected


def made_by(conn: Connection) -> str:
    """The version of the program that gave the file its schema; empty where it is not written."""
    asked = f"SELECT name FROM {BOOKKEEPING} WHERE migration_set = ?"
    try:
        row = conn.execute(asked, (PROGRAM,)).fetchone()
    except DatabaseError:  # of a later version, whose list may be another
        return ""
    return str(row[0]) if row else ""


def _inspect(conn: Connection, path: Path) -> int:
    mark = conn.execute("PRAGMA application_id").fetchone()[0]
    if mark != APPLICATION_ID:
        raise Foreign(path=str(path), why="other_program", name="")
    version: int = conn.execute("PRAGMA user_version").fetchone()[0]
    if version > migrations.KNOWN:
        raise Newer(
            path=str(path), found=version, known=migrations.KNOWN,
            program=made_by(conn), copy=_copy_before(path),
        )  # fmt: skip
    compare(conn, path, version)
    return version


def _apply(conn: Connection) -> None:
    """Run the missing steps in one transaction; foreign keys are checked before it commits."""
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute("BEGIN IMMEDIATE")
    try:
        before = conn.execute("PRAGMA user_version").fetchone()[0]
        if before:
            _write_list(conn, before)
            migrations.migrations().apply(tooling(conn))
        else:
            _lay_out(conn)
        if 0 < before < migrations.KNOWN:
            _derive_again(conn)
        if broken := conn.execute("PRAGMA foreign_key_check").fetchone():
            raise Damaged(path="", problem=f"foreign key of {broken[0]}")
        _sign(conn)
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        conn.execute(f"PRAGMA user_version = {migrations.KNOWN}")
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise
    conn.execute("PRAGMA foreign_keys = ON")


def _lay_out(conn: Connection) -> None:
    """Create the final schema in an empty file directly, without going through every step."""
    for statement in migrations.shape(migrations.KNOWN).values():
        conn.execute(statement)
    _write_list(conn, migrations.KNOWN)


def _write_list(conn: Connection, version: int) -> None:
    """Write the list of applied steps for a schema number against which the file was checked.

    A list that somebody changed would make steps run again or be left out.
    """
    migrations.migrations().ensure_migrations_table(tooling(conn))
    missing, foreign = steps_awry(conn, version)
    if not missing and not foreign:
        return
    conn.execute(f"DELETE FROM {BOOKKEEPING}")
    conn.executemany(
        f"INSERT INTO {BOOKKEEPING} (migration_set, name, applied_at) "
        "VALUES (?, ?, datetime('now'))",
        [(migrations.SET, name) for name in migrations.names(version)],
    )


def _sign(conn: Connection) -> None:
    """Write which version of the program gave the file its schema, for whoever opens it later."""
    conn.execute(f"DELETE FROM {BOOKKEEPING} WHERE migration_set = ?", (PROGRAM,))
    if version := _own_version():
        conn.execute(
            f"INSERT INTO {BOOKKEEPING} (migration_set, name, applied_at) "
            "VALUES (?, ?, datetime('now'))",
            (PROGRAM, version),
        )


@cache
def _own_version() -> str:
    from importlib import metadata  # only a file that is made or brought up is signed

    try:
        return metadata.version("jiejiao")
    except metadata.PackageNotFoundError:  # run from a folder that was never installed
        return ""


def _derive_again(conn: Connection) -> None:
    """Fill the derived columns, used for searching, as this version derives them."""
    from storage.tables import TABLES  # only an older file needs them here

    for table in TABLES:
        if table.derived:
            setting = ", ".join(f"{name} = ?" for name in table.derived)
            rows = conn.execute(table.select).fetchall()
            places = slice(len(table.names), None)
            conn.executemany(
                f"UPDATE {table.name} SET {setting} WHERE id = ?",
                [(*row[places], row[0]) for row in table.with_derived([tuple(r) for r in rows])],
            )


def _copy_before(path: Path) -> str:
    """The newest copy beside the file that this version can read; empty where there is none."""
    from glob import escape

    for number in range(migrations.KNOWN + 1, 1, -1):
        copies = sorted(path.parent.glob(f"{escape(path.name)}.before-{number}.*"))
        if copies:
            return str(max(copies, key=lambda copy: copy.stat().st_mtime))
    return ""


def _free_name(path: Path, version: int) -> Path:
    for count in range(1, 1_000):
        name = path.with_name(f"{path.name}.before-{version + 1}.{count}")
        if not name.exists():
            return name
    raise CannotOpen(path=str(path), why="other")
