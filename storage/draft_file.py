"""The file of half-typed text: made, opened, set aside where unreadable, put under another key."""

import os
import secrets
from datetime import datetime
from pathlib import Path

from storage.beside import drafts_of
from storage.engine import Connection, Key, is_plain, key_clause, make_private, open_drafts
from storage.errors import Damaged
from storage.plain_files import create_private, sync_file, sync_folder

_MARK = 0x4A4A4452
_TABLE = (
    "CREATE TABLE draft (key TEXT PRIMARY KEY NOT NULL, text BLOB NOT NULL, command TEXT, "
    "sent BLOB, CHECK ((command IS NULL) = (sent IS NULL))) STRICT"
)
"""`sent` is the text that `command` makes a record of; what follows it was typed since."""


def close_drafts(records: Path, key: Key | None, new_key: Key | None) -> None:
    """Write the drafts anew under another key, or under none: the old file or the new one."""
    path = drafts_of(records)
    if not path.exists() or is_plain(path) == (new_key is None):
        return
    made = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    conn = open_file(path, key)
    try:
        # Nothing may be left in a log that would be read into the new file.
        conn.execute("PRAGMA journal_mode = DELETE").fetchone()
        create_private(made)
        conn.execute(f"ATTACH ? AS made {key_clause(new_key)}", (f"{made.as_uri()}?mode=rw",))
        conn.execute("SELECT sqlcipher_export('made')").fetchone()
        conn.execute(f"PRAGMA made.application_id = {_MARK}")
        conn.execute("DETACH made")
        conn.close()
        with made.open("rb+") as file:
            sync_file(file.fileno())
        os.replace(made, path)
        sync_folder(path.parent)
    finally:
        conn.close()
        made.unlink(missing_ok=True)


def open_file(path: Path, key: Key | None) -> Connection:
    """Open or make the file; raises Damaged where it is another program's, and DatabaseError."""
    if not path.exists():
        create_private(path)
    make_private(path)
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


def set_aside(path: Path) -> None:
    """Give an unreadable file another name beside its own, with its logs."""
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    for part in ("", "-wal", "-shm"):
        whole = Path(f"{path}{part}")
        if whole.exists():
            os.replace(whole, Path(f"{path}.broken-{stamp}{part}"))
