"""Which SQLite, and how every connection is set before anything is read or written.

sqlcipher3 carries a newer SQLite with a fix for write-ahead logs (3.7.0 to 3.51.2 can corrupt
one when two connections write and checkpoint at once); without a key it is plain SQLite.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from storage.errors import CannotOpen, Damaged, NotWritten, Unreadable, Unsafe, WriteFailed

if TYPE_CHECKING:
    import sqlite3 as driver

    from sqlite_utils import Database
else:
    try:
        import sqlcipher3
        from sqlcipher3 import dbapi2 as driver

        # sqlite_utils looks for pysqlite3 first; it must find the engine the rest uses.
        sys.modules.setdefault("pysqlite3", sqlcipher3)
        sys.modules.setdefault("pysqlite3.dbapi2", driver)
    except ImportError:
        import sqlite3 as driver

Connection = driver.Connection
Error = driver.Error
DatabaseError = driver.DatabaseError
IntegrityError = driver.IntegrityError
OperationalError = driver.OperationalError
VERSION = driver.sqlite_version
CIPHER = driver.__name__.startswith("sqlcipher3")
MAGIC = b"SQLite format 3\x00"
"""The first bytes of an unencrypted file; an encrypted one starts with its random salt."""
Key = str
"""A data key as 64 hexadecimal digits, as SQLCipher takes it raw; a plain file ignores it."""


class _ByName(driver.Connection):
    """A connection that gives `?1` its value by name: Python 3.14 takes it in no other way."""

    def execute(self, sql: str, given: Any = (), /) -> Any:
        return super().execute(sql, named(given) if "?1" in sql else given)

    def executemany(self, sql: str, given: Iterable[Any], /) -> Any:
        return super().executemany(sql, map(named, given) if "?1" in sql else given)


def named(given: Any) -> Any:
    """The values for places `?1`, `?2` … by their numbers."""
    if isinstance(given, Mapping):
        return given
    return {str(number): value for number, value in enumerate(given, 1)}


_BUSY_MS = 5_000
_ALWAYS = (
    ("busy_timeout", _BUSY_MS, _BUSY_MS),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("temp_store", "MEMORY", 2),
)
_WRITER = (
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("secure_delete", "ON", 1),
    ("fullfsync", "ON", 1),
    ("checkpoint_fullfsync", "ON", 1),
)
_SMALL = (("cache_size", -2_000, -2_000),)
"""Memory for cached pages of readers, 2000 KB, where sqlcipher3's default is 8000."""


def open_writer(path: Path, key: Key | None = None) -> Connection:
    """A connection for durable writes to an existing file; raises if any safety setting fails."""
    conn = _connect(path, "rw", key)
    try:
        _set(conn, _ALWAYS + _WRITER)
        mode = str(conn.execute("PRAGMA journal_mode = WAL").fetchone()[0]).lower()
        if mode == "wal":
            _set(conn, [("synchronous", "FULL", 2)])
        else:
            _set(conn, [("journal_mode", "TRUNCATE", "truncate"), ("synchronous", "EXTRA", 3)])
        _defend(conn)
    except BaseException as failure:
        conn.close()
        raise _as_refusal(path, failure) from failure
    return conn


def open_drafts(path: Path, key: Key | None = None) -> Connection:
    """A writing connection that does not wait for the disk: drafts are synced on their own."""
    conn = _connect(path, "rw", key)
    try:
        _set(conn, _ALWAYS + _WRITER + _SMALL)
        conn.execute("PRAGMA journal_mode = WAL").fetchone()
        _set(conn, [("synchronous", "NORMAL", 1)])
        _defend(conn)
    except BaseException as failure:
        conn.close()
        raise _as_refusal(path, failure) from failure
    return conn


def open_reader(path: Path, key: Key | None = None) -> Connection:
    """A read-only connection, for a second program or for checking a file before it is trusted."""
    conn = _connect(path, "ro", key)
    try:
        _set(conn, (*_ALWAYS, *_SMALL, ("query_only", "ON", 1)))
        _defend(conn)
        conn.execute("PRAGMA user_version").fetchone()
    except BaseException as failure:
        conn.close()
        raise _as_refusal(path, failure) from failure
    return conn


def open_without_log(path: Path, key: Key | None = None) -> Connection:
    """A connection that reads the file without its log files."""
    conn = _connect(path, "ro&immutable=1", key)
    try:
        _set(conn, (*_ALWAYS, *_SMALL, ("query_only", "ON", 1)))
        _defend(conn)
    except BaseException as failure:
        conn.close()
        raise _as_refusal(path, failure) from failure
    return conn


def cut_page(conn: Connection, path: Path) -> tuple[int, int] | None:
    """How many bytes of the last page are there, and how many it has; None where it is whole.

    SQLite reads the rest of it as noughts. What lies behind the last page is the beginning of one
    that was never needed, as a power cut leaves it.
    """
    # SQLCipher answers a pragma with text.
    page_size, pages = (
        int(conn.execute(f"PRAGMA {what}").fetchone()[0]) for what in ("page_size", "page_count")
    )
    size = path.stat().st_size
    rest = size % page_size
    return (rest, page_size) if rest and size < pages * page_size else None


_in_use: list[tuple[tuple[int, int], bool, Connection]] = []
"""Device and number of each file that is open here, whether it is plain, and its connection."""
_guard = Lock()


def is_plain(path: Path) -> bool:
    """Whether the file begins as one that no key closes; an empty or absent one does not.

    One that is open here is not opened again: closing it would let go, on POSIX systems, of the
    locks that SQLite holds on it.
    """
    try:
        there = _number(path)
        for number, plain, _ in _still_in_use():
            if number == there:
                return plain
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def _number(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _still_in_use() -> list[tuple[tuple[int, int], bool, Connection]]:
    """The files whose connection is still open; closed ones are dropped from the list."""
    with _guard:
        _in_use[:] = [one for one in _in_use if _is_open(one[2])]
        return list(_in_use)


def _is_open(conn: Connection) -> bool:
    try:
        return conn.total_changes >= 0
    except driver.ProgrammingError:
        return False


def key_clause(key: Key | None) -> str:
    """The KEY clause of ATTACH for another file; an empty key means that it is unencrypted."""
    if not CIPHER:
        return ""
    return "KEY ''" if key is None else f"KEY \"x'{_hex(key)}'\""


def _hex(key: Key) -> str:
    """The key itself, checked to be hexadecimal digits, since it is put into an SQL statement."""
    return bytes.fromhex(key).hex()


def roll_back(path: Path, key: Key | None = None) -> None:
    """Undo what a crash left half written where a rollback journal was in use: readers cannot."""
    if not Path(f"{path}-journal").exists():
        return
    conn = _connect(path, "rw", key)
    try:
        _set(conn, _ALWAYS)
        conn.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except Error as failure:
        raise _as_refusal(path, failure) from failure
    finally:
        conn.close()


def tooling(conn: Connection) -> "Database":
    """The connection as a sqlite-utils database; imported here because it costs start time."""
    from sqlite_utils import Database

    return Database(conn, recursive_triggers=False, execute_plugins=False)


def _connect(path: Path, mode: str, key: Key | None) -> Connection:
    if not path.exists():
        raise CannotOpen(path=str(path), why="absent")
    plain = is_plain(path)
    if plain:
        key = None
    if key is not None and not CIPHER:
        raise CannotOpen(path=str(path), why="no_cipher")
    try:
        conn: Connection = driver.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,
            factory=_ByName,
        )
        if CIPHER:
            # Before the key, or the engine prints what it cannot decrypt over the screen.
            conn.execute("PRAGMA cipher_log_level = NONE").fetchone()
            if key is not None:
                conn.execute(f"PRAGMA key = \"x'{_hex(key)}'\"").fetchone()
        if path.stat().st_size:
            with _guard:
                _in_use.append((_number(path), plain, conn))
    except Error as failure:
        raise _as_refusal(path, failure) from failure
    return conn


def _set(conn: Connection, settings: Iterable[tuple[str, str | int, str | int]]) -> None:
    for name, value, expected in settings:
        conn.execute(f"PRAGMA {name} = {value}").fetchone()
        got = conn.execute(f"PRAGMA {name}").fetchone()
        if got is None or got[0] != expected:
            raise Unsafe(setting=name, wanted=str(expected), got=str(got and got[0]))


def _defend(conn: Connection) -> None:
    """Forbid writing the schema tables by hand, where this Python can ask for it (3.12 on)."""
    setconfig = getattr(conn, "setconfig", None)
    if setconfig is not None:
        setconfig(driver.SQLITE_DBCONFIG_DEFENSIVE, True)  # type: ignore[attr-defined]


@contextmanager
def in_our_words() -> Iterator[None]:
    """Turn the engine's errors while reading into our own, for which the screen has sentences."""
    try:
        yield
    except OperationalError as failure:
        if "decode" in str(failure):
            raise Unreadable(why="encoding") from failure
        if "I/O" in str(failure):
            raise Unreadable(why="io") from failure
        raise write_failed(failure) from failure
    except DatabaseError as failure:
        raise Unreadable(why="pages") from failure


def write_failed(failure: Error) -> WriteFailed:
    """The engine's error on a write as our WriteFailed, for which the screen has a sentence."""
    words = str(failure)
    reasons: dict[str, NotWritten] = {
        "full": "full",
        "locked": "busy",
        "readonly": "read_only",
        "I/O": "io",
        "unable to open": "io",
        "malformed": "damaged",
    }
    for part, why in reasons.items():
        if part in words:
            return WriteFailed(why=why, problem=words)
    return WriteFailed(why="other", problem=words)


def _as_refusal(path: Path, failure: BaseException) -> BaseException:
    if isinstance(failure, UnicodeDecodeError):
        # The engine's own sentence quotes bytes of the broken file.
        return Damaged(path=str(path), problem="encoding")
    if not isinstance(failure, Error):
        return failure
    problem = str(failure)
    if isinstance(failure, OperationalError):
        # Even reading needs a log beside the file.
        writable = os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)
        if not os.access(path, os.R_OK):
            return CannotOpen(path=str(path), why="no_permission", problem=problem)
        why: Literal["other", "read_only"] = "other" if writable else "read_only"
        return CannotOpen(path=str(path), why=why, problem=problem)
    return Damaged(path=str(path), problem=problem)
