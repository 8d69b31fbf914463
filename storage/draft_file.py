"""The file of drafts: make it, open it, set an unreadable one aside, change its key."""

import os
import secrets
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from storage.beside import drafts_of, with_logs
from storage.copies.copying import address_of
from storage.copies.replacing import put_instead
from storage.engine import (
    Connection,
    DatabaseError,
    Key,
    OperationalError,
    is_plain,
    key_clause,
    open_drafts,
    open_reader,
    open_without_log,
    write_failed,
)
from storage.errors import Damaged, StorageError
from storage.plain_files import close_to_others, create_private, sync_file

_MARK = 0x4A4A4452
_TABLE = (
    "CREATE TABLE draft (key TEXT PRIMARY KEY NOT NULL, text BLOB NOT NULL, command TEXT, "
    "sent BLOB, CHECK ((command IS NULL) = (sent IS NULL))) STRICT"
)
"""`sent` is the text that `command` saves as a record; `text` may have been typed on since."""
_BYTES = "CAST(key AS BLOB), CAST(text AS BLOB), CAST(command AS BLOB), CAST(sent AS BLOB)"
_Row = tuple[str, bytes, str | None, bytes | None]


def close_drafts(records: Path, key: Key | None, new_key: Key | None) -> None:
    """Rewrite the drafts under another key or none; a crash leaves the old file or the new one."""
    path = drafts_of(records)
    if not path.exists() or is_plain(path) == (new_key is None):
        return
    made = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    conn = open_file(path, key)
    try:
        # Nothing may be left in a log that would be read into the new file.
        conn.execute("PRAGMA journal_mode = DELETE").fetchone()
        create_private(made)
        conn.execute(f"ATTACH ? AS made {key_clause(new_key)}", (address_of(made),))
        conn.execute("SELECT sqlcipher_export('made')").fetchone()
        conn.execute(f"PRAGMA made.application_id = {_MARK}")
        conn.execute("DETACH made")
        conn.close()
        with made.open("rb+") as file:
            sync_file(file.fileno())
        put_instead(made, path, overwrite=new_key is not None)
    finally:
        conn.close()
        made.unlink(missing_ok=True)


def open_or_save(path: Path, key: Key | None) -> tuple[Connection, Path | None, int]:
    """Open or make the file; an unreadable one is set aside and what can be read of it saved.

    Returns the name under which it is kept, None for a sound file, and how many texts were saved.
    Raises CannotOpen, WriteFailed where the place or the disk refuses.
    """
    try:
        try:
            conn = open_file(path, key)
            if _is_whole(conn):
                return conn, None, 0
            conn.close()
        except OperationalError:
            raise
        except (Damaged, DatabaseError):
            pass
        saved = _what_can_be_read(path, key)
        aside = set_aside(path)
        conn = open_file(path, key)
        conn.executemany("INSERT INTO draft VALUES (?, ?, ?, ?)", saved)
        return conn, aside, len(saved)
    except DatabaseError as failure:
        raise write_failed(failure) from failure


def open_file(path: Path, key: Key | None) -> Connection:
    """Open or make the file; raises Damaged where it is another program's, and DatabaseError."""
    if not path.exists():
        create_private(path)
    for file in with_logs(path):
        if file.exists():
            close_to_others(file, file.stat().st_mode)
    conn = open_drafts(path, key)
    try:
        mark = conn.execute("PRAGMA application_id").fetchone()[0]
        if mark == 0 and not conn.execute("SELECT 1 FROM sqlite_schema").fetchone():
            conn.execute("BEGIN IMMEDIATE")
            conn.execute(_TABLE)
            conn.execute(f"PRAGMA application_id = {_MARK}")
            conn.execute("COMMIT")
        shape = conn.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
        if mark not in (0, _MARK) or shape != [(_TABLE,)]:
            raise Damaged(path=str(path), problem="other_program")
    except BaseException:
        conn.close()
        raise
    return conn


def set_aside(path: Path) -> Path:
    """Rename an unreadable file and its logs; returns the new path."""
    aside = Path(f"{path}.broken-{datetime.now().strftime('%Y%m%d-%H%M%S-%f')}")
    for whole, target in zip(with_logs(path), with_logs(aside), strict=True):
        if whole.exists():
            os.replace(whole, target)
    return aside


def _is_whole(conn: Connection) -> bool:
    """Whether every page and every text can be read."""
    if conn.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        return False
    rows = conn.execute(f"SELECT {_BYTES} FROM draft").fetchall()
    return all(_texts(row) is not None for row in rows)


def _what_can_be_read(path: Path, key: Key | None) -> list[_Row]:
    """The drafts that can be read from a broken file, with its log or else without."""
    found: dict[str, _Row] = {}
    for opened in (open_reader, open_without_log):
        with suppress(DatabaseError, StorageError), closing(opened(path, key)) as conn:
            # A broken page ends the way through the file; the rest may be reached from its end.
            for order in ("ASC", "DESC"):
                with suppress(DatabaseError):
                    for row in conn.execute(f"SELECT {_BYTES} FROM draft ORDER BY rowid {order}"):
                        if (texts := _texts(row)) is not None:
                            found.setdefault(texts[0], texts)
    return list(found.values())


def _texts(row: tuple[bytes | None, ...]) -> _Row | None:
    """The row with its texts decoded; None where they cannot be."""
    key, text, command, sent = row
    try:
        if key is None or text is None or (command is None) != (sent is None):
            return None
        text.decode("utf-8", "surrogatepass")
        return key.decode(), text, None if command is None else command.decode(), sent
    except UnicodeDecodeError:
        return None
