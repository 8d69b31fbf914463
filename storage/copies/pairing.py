"""Check that the log beside a records file belongs to it, before SQLite applies it.

SQLite takes whatever log bears the right name. A copy put in place by hand, or a file that was
deleted, leaves the log of another state, and reading it in breaks the file.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from itertools import chain, pairwise
from pathlib import Path

from storage import journal, migrations
from storage.copies.log_file import HEADER, look_into
from storage.copies.work import work_folder
from storage.engine import (
    Connection,
    DatabaseError,
    Key,
    OperationalError,
    cut_page,
    is_plain,
    open_reader,
    open_without_log,
    roll_back,
)
from storage.errors import CannotOpen, StorageError
from storage.journal import StoredEntry
from storage.packing import FIRST_FORM
from storage.plain_files import create_private, sync_file, sync_folder

_HOT = bytes.fromhex("d9d505f920a163d7")
"""The first bytes of a rollback journal that is still to be rolled back."""
_NEWEST = 1_000
"""How many of the newest entries of each body are compared with the rows."""
_UNREADABLE = (DatabaseError, StorageError, ValueError, KeyError, TypeError, RecursionError)

_Together = Callable[[Path, Key | None], AbstractContextManager[Connection]]
_Change = tuple[str, str, object, dict[str, object] | None]
"""Table, id, and the row before and after."""
Ends = dict[str, tuple[int, bytes]]
"""The sequence number and hash of the newest entry of each body."""


def set_strange_log_aside(path: Path, key: Key | None) -> Path | None:
    """Rename a log that belongs to another file; returns its new, dated path, None without one.

    Only where the file alone is whole and the two together are not; within sole use of the file,
    and with the key where it is encrypted.
    """
    log, rollback = Path(f"{path}-wal"), Path(f"{path}-journal")
    key = None if is_plain(path) else key
    if _size(log) > HEADER and not _is_own(path, key, _with_log):
        return set_aside(path, "-wal")
    if _is_hot(rollback) and not _is_own(path, key, _rolled_back):
        return set_aside(path, "-journal")
    return None


def set_unreadable_log_aside(path: Path, key: Key | None) -> Path | None:
    """Copy a damaged or truncated log; returns the dated path of the copy, None without one.

    What can be read of it stays in use. Within sole use of the file, which is sound alone.
    """
    log = Path(f"{path}-wal")
    if not _size(log):
        return None
    found = look_into(log)
    alone = None if found.whole else _alone(path, None if is_plain(path) else key)
    if alone is None or alone[0] > migrations.KNOWN:
        return None
    if not found.sizes:
        return set_aside(path, "-wal")
    aside = _dated(path, "-wal")
    create_private(aside)
    with aside.open("wb") as copy, log.open("rb") as whole:
        shutil.copyfileobj(whole, copy)
        copy.flush()
        sync_file(copy.fileno())
    # No program reads what lies behind the last commit.
    os.truncate(log, found.end)
    sync_folder(path.parent)
    return aside


def set_orphans_aside(path: Path) -> tuple[Path, ...]:
    """Rename the log and keybox of a file that does not exist; returns the new, dated paths.

    A new file would take them for its own.
    """
    if _size(path):
        return ()
    orphans = [part for part in ("-wal", "-journal", "-key") if _size(Path(f"{path}{part}"))]
    return tuple(set_aside(path, part) for part in orphans)


def _is_own(path: Path, key: Key | None, together: _Together) -> bool:
    alone = _alone(path, key)
    if alone is None:
        return True  # There is nothing sound to fall back on: opening tells of the damage.
    version, ends = alone
    if version > migrations.KNOWN:
        return True  # A later version of the program wrote it, and knows.
    try:
        with together(path, key) as conn:
            if not _is_sound(conn) or (together is _with_log and not _size_matches(path, conn)):
                return False
            same_form = int(conn.execute("PRAGMA user_version").fetchone()[0]) == version
            bodies = {*journal.bodies(conn), *ends} if together is _with_log else set[str]()
            form = version if same_form else None
            return all(_goes_on(conn, body, ends.get(body), form) for body in bodies)
    except (OperationalError, CannotOpen):
        return True  # The disk or the place refuses, which says nothing of the log.
    except _UNREADABLE:
        return False


def _alone(path: Path, key: Key | None) -> tuple[int, Ends] | None:
    """Schema number and ends of the chains in the file without its log; None where it is broken."""
    try:
        conn = open_without_log(path, key)
        try:
            if not _is_sound(conn) or cut_page(conn, path):
                return None
            ends: Ends = {}
            for body in journal.bodies(conn):
                (newest,) = journal.newest_first(conn, body, limit=1)
                if newest.computed_hash() != newest.hash:
                    return None  # Its pages hang together, and what stands in them does not.
                ends[body] = newest.seq, newest.hash
            return int(conn.execute("PRAGMA user_version").fetchone()[0]), ends
        finally:
            conn.close()
    except _UNREADABLE:
        return None


def _is_sound(conn: Connection) -> bool:
    return str(conn.execute("PRAGMA integrity_check(1)").fetchone()[0]) == "ok"


def _size_matches(path: Path, conn: Connection) -> bool:
    """Whether the file with its log has the size that the log's newest commits say.

    Another state's commits may change nothing but pages beyond the end of the file: then they
    are not seen from its tables, and would be written over by the next command.
    """
    sizes = look_into(Path(f"{path}-wal")).sizes
    return not sizes or int(conn.execute("PRAGMA page_count").fetchone()[0]) == sizes[-1]


def _goes_on(conn: Connection, body: str, end: tuple[int, bytes] | None, form: int | None) -> bool:
    """Whether the chain with the log continues that of the file, and the rows match it."""
    if end is not None:
        there = next(journal.newest_first(conn, body, before=end[0] + 1, limit=1), None)
        if there is None or (there.seq, there.hash) != end:
            return False
    newest = list(journal.newest_first(conn, body, limit=_NEWEST))
    linked = all(
        (later.seq, later.previous) == (earlier.seq + 1, earlier.hash)
        for later, earlier in pairwise(newest)
    )
    whole = len(newest) == _NEWEST or newest[-1].seq == 1
    changes = {entry.seq: _changes(entry, form) for entry in newest}
    return linked and whole and _rows_match(conn, changes.values()) and _listed(conn, body, changes)


def _listed(conn: Connection, body: str, changes_by_seq: Mapping[int, list[_Change]]) -> bool:
    """Whether each of these entries is listed under the rows that it changed."""
    found: dict[int, set[str]] = {}
    rows = "SELECT seq, row_id FROM entry_row WHERE body = ? AND seq >= ?"
    for seq, row in conn.execute(rows, (body, min(changes_by_seq))):
        found.setdefault(seq, set()).add(row)
    return all(
        {change[1] for change in changes} <= found.get(seq, set())
        for seq, changes in changes_by_seq.items()
    )


def _changes(entry: StoredEntry, form: int | None) -> list[_Change]:
    """The changed rows as written; empty where erased, or where the columns were different then."""
    payload = json.loads(entry.payload) if entry.payload is not None else {}
    return payload["changes"] if payload.get("form", FIRST_FORM) == form else []


def _rows_match(conn: Connection, newest: Iterable[list[_Change]]) -> bool:
    """Whether each row is as the newest of these entries left it."""
    from storage.tables import TABLES

    columns = {table.name: set(table.names) for table in TABLES}
    rows: dict[tuple[str, str], dict[str, object] | None] = {}
    for table, id, _before, after in chain.from_iterable(newest):
        later = rows.get((table, id))
        if (table, id) not in rows:
            rows[table, id] = after
        elif later is not None and after is not None:
            rows[table, id] = {**after, **later}
    for (table, id), values in rows.items():
        names = sorted(columns.get(table, set()) & set(values or {"id": id}))
        if not names:
            continue
        row = conn.execute(f"SELECT {', '.join(names)} FROM {table} WHERE id = ?", (id,)).fetchone()
        if (row is None) != (values is None):
            return False
        if values is not None and row is not None and tuple(row) != tuple(values[n] for n in names):
            return False
    return True


@contextmanager
def _with_log(path: Path, key: Key | None) -> Iterator[Connection]:
    """A connection to the file with its write-ahead log applied, without writing to either."""
    conn = open_reader(path, key)
    try:
        yield conn
    finally:
        conn.close()


@contextmanager
def _rolled_back(path: Path, key: Key | None) -> Iterator[Connection]:
    """A connection to a private copy on which the rollback journal was applied."""
    with work_folder(path) as folder:
        copy = folder / "copy.db"
        for part in ("", "-journal"):
            shutil.copyfile(f"{path}{part}", f"{copy}{part}")
        roll_back(copy, key)
        conn = open_reader(copy, key)
        try:
            yield conn
        finally:
            conn.close()


def set_aside(path: Path, part: str) -> Path:
    """Rename the file beside it with the ending `part` to a dated name; returns the new path."""
    aside = _dated(path, part)
    os.replace(f"{path}{part}", aside)
    if part == "-wal":
        Path(f"{path}-shm").unlink(missing_ok=True)
    sync_folder(path.parent)
    return aside


def _dated(path: Path, part: str) -> Path:
    """A dated path that does not exist yet."""
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    for count in range(1, 1_000):
        more = "" if count == 1 else f"-{count}"
        aside = path.with_name(f"{path.name}.aside-{stamp}{more}{part}")
        if not aside.exists():
            return aside
    raise CannotOpen(path=str(path), why="other")


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


def _is_hot(file: Path) -> bool:
    if not _size(file):
        return False
    with file.open("rb") as journal_file:
        return journal_file.read(len(_HOT)) == _HOT
