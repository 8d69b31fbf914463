"""The records of every body in one file: the single door for writes, undo, and reading."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Any, Self

from meetings.dataclass import dataclass
from meetings.errors import NothingToUndo, UndoRefused
from meetings.ports import By, Change, Entry, Repeated
from storage import engine, ids, journal, migrations, schema
from storage.beside import at_the_door
from storage.body_table import BODY
from storage.book import OpenBook
from storage.copies.replacing import has_several_names, settle
from storage.engine import Connection, DatabaseError, Error, Key
from storage.errors import CannotOpen, Damaged, Dangling, ReadOnly
from storage.journal import REDO, UNDO, Head, StoredEntry
from storage.lock import WriterLock
from storage.order import Done, arrive, put_in_order
from storage.plain_files import private_folder
from storage.registers.kept import keep, require_kept
from storage.registry import Registry
from storage.rows import Row, Table
from storage.secrecy import keyring
from storage.undoing import has_left, heard, reverse, stands, taken_up, to_redo, to_undo

_SECRET = frozenset({"vote.secret"})
"""Commands after which the log file is emptied, as it would show the order of writing."""


@dataclass(frozen=True, slots=True)
class Access:
    """How the file is open; `why_not` says why writing is not possible.

    It is `asked`, `locked` (another program writes), `no_permission` (its folder) or `read_only`
    (its owner made it so).
    """

    writes: bool
    why_not: str = ""


class FileRecords:
    """One open records file; every call may come from any thread, one at a time."""

    def __init__(
        self,
        path: Path,
        conn: Connection,
        access: Access,
        lock: WriterLock | None,
        registry: Registry,
        order: tuple[Done, ...] = (),
    ) -> None:
        self.path = path
        self.order = order
        """The clean-ups that were done at opening, to be reported to the person."""
        self.access = access
        self.conn = conn
        self._lock = lock
        self._registry = registry
        self._guard = RLock()
        self._open: OpenBook | None = None
        self._kept: dict[tuple[str, str], Any] = {}
        self._version = -1
        self._joint = False
        """Whether commands are in progress that will be committed together."""
        self._log_tells = False
        """Whether the log could not be emptied after a secret vote and must be tried again."""

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Open, make or upgrade the file; read-only if another program is writing to it.

        The key of an encrypted file was given to `keys.unlock` before. Raises CannotOpen, Foreign,
        Newer, Damaged, Locked, Unsafe, CopyFailed.
        """
        path = at_the_door(path)
        key = keyring.held(path)
        lock, access = (None, Access(False, "asked")) if read_only else _claim(path)
        try:
            order = put_in_order(path, key) if access.writes else arrive(path)
            if access.writes and (not path.exists() or path.stat().st_size == 0):
                schema.create(path, key)
            if access.writes:
                schema.recover(path, key)
            found = schema.inspect(path, key)
            if lock is not None and has_several_names(path) and not _writes_alone(path, key):
                lock.release()
                lock, access = None, Access(False, "locked")
            if found < migrations.KNOWN:
                if not access.writes:
                    raise CannotOpen(path=str(path), why="older")
                schema.upgrade(path, found, key)
            opened = engine.open_writer if access.writes else engine.open_reader
            conn = opened(path, key)
            _go_on_from_newest(path, conn)
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        return cls(path, conn, access, lock, Registry(_all_tables, BODY), order)

    @contextmanager
    def beside(self) -> Iterator["FileRecords"]:
        """A second, read-only connection to the same file, as last committed.

        For reading that must not wait for a long command. The file is not checked again.
        """
        conn = engine.open_reader(self.path, keyring.held(self.path))
        reader = FileRecords(
            self.path, conn, Access(False, "asked"), None, Registry(_all_tables, BODY)
        )
        try:
            yield reader
        finally:
            reader.close()

    def close(self) -> None:
        """Close the file and let another program write."""
        with self._guard:
            self.conn.close()
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self, command: str, by: By, body: str) -> Iterator[OpenBook]:
        """One command of one body: its rows and one journal entry are committed, or nothing.

        Raises Repeated, ReadOnly, NotKeptHere, StoppedHere, WriteFailed, Dangling, and what the
        book raises. A command that changes nothing writes nothing.
        """
        with self._door(command, by, body, None) as book:
            yield book

    @contextmanager
    def together(self) -> Iterator[None]:
        """Several commands, each of its body, that are committed as one, or not at all.

        Raises ReadOnly, WriteFailed, Dangling, and what the commands raise.
        """
        with self._guard:
            if self._joint:
                yield
                return
            if not self.access.writes:
                raise ReadOnly(path=str(self.path), why=self.access.why_not)
            self._run("BEGIN IMMEDIATE")
            self._joint = True
            try:
                self._look_for_others()
                yield
                self._commit()
            except BaseException as failure:
                self._kept = {}
                if self.conn.in_transaction:
                    self.conn.execute("ROLLBACK")
                if isinstance(failure, Error):
                    raise engine.write_failed(failure) from failure
                raise
            finally:
                self._joint = False

    @contextmanager
    def reading(self) -> Iterator[OpenBook]:
        """A consistent view; within a transaction, that transaction's own."""
        with self._guard:
            if self._open is not None:
                yield self._open
                return
            if self._joint:
                yield OpenBook(self.conn, self._registry, None, dict(self._kept))
                return
            with engine.in_our_words():
                self.conn.execute("BEGIN")
                try:
                    self._look_for_others()
                    book = OpenBook(self.conn, self._registry, None, self._kept)
                    self._open = book
                    yield book
                    self._keep(book.loaded)
                finally:
                    self._open = None
                    self._end_reading()

    def _end_reading(self) -> None:
        """End the reading; the engine reports a damaged page that was met during it once more."""
        for statement in ("COMMIT", "ROLLBACK"):
            if self.conn.in_transaction:
                with suppress(Error):
                    self.conn.execute(statement)

    def version(self) -> tuple[int, int]:
        """A pair of numbers that changes with every write, by this program or another."""
        with self._guard, engine.in_our_words():
            seen: int = self.conn.execute("PRAGMA data_version").fetchone()[0]
            return seen, self.conn.total_changes

    def undo(self, by: By, body: str) -> Entry:
        """Take back the last act that stands, in every body in which it did something.

        Raises NothingToUndo, UndoRefused.
        """
        with self._guard, engine.in_our_words():
            entry = to_undo(journal.newest_first(self.conn, body))
            act = [entry]
            for other, seq in journal.of_one_act(self.conn, entry.id):
                if other != body and stands(journal.newest_first(self.conn, other), seq):
                    act.append(to_undo(journal.newest_first(self.conn, other)))
                    if act[-1].seq != seq:
                        raise UndoRefused(command=entry.command, why="changed_since")
            return self._compensate_all(UNDO, by, entry, act, reverse)

    def redo(self, by: By, body: str) -> Entry:
        """Bring back what the last undo took, in every body; raises NothingToUndo, UndoRefused."""
        with self._guard, engine.in_our_words():
            entry = self._taken(body)
            act = [entry]
            for other, seq in journal.of_one_act(self.conn, entry.id):
                if other != body and not stands(journal.newest_first(self.conn, other), seq):
                    act.append(self._taken(other))
                    if act[-1].seq != seq:
                        raise UndoRefused(command=entry.command, why="changed_since")
            return self._compensate_all(REDO, by, entry, act, lambda changes: changes)

    def _taken(self, body: str) -> StoredEntry:
        """The entry that the last undo in a body took back; raises NothingToUndo."""
        seq = to_redo(journal.newest_first(self.conn, body))
        return next(journal.newest_first(self.conn, body, before=seq + 1, limit=1))

    def _compensate_all(
        self,
        command: str,
        by: By,
        meant: StoredEntry,
        act: list[StoredEntry],
        turn: Callable[[tuple[Change, ...]], tuple[Change, ...]],
    ) -> Entry:
        """Undo (last first) or redo every command of an act; returns the entry of `meant`."""
        if len(act) == 1:
            return self._compensate(command, by, meant, turn)
        act.sort(key=lambda entry: entry.id, reverse=command == UNDO)
        try:
            with self.together():
                done = [
                    self._compensate(command, by.part(place), entry, turn)
                    for place, entry in enumerate(act)
                ]
        except Dangling as failure:
            raise UndoRefused(command=meant.command, why="changed_since") from failure
        return done[act.index(meant)]

    def undoable(self, body: str) -> Entry | None:
        """The entry that undo would take back; None where there is none."""
        with self._guard, engine.in_our_words():
            try:
                return to_undo(journal.newest_first(self.conn, body)).entry()
            except (NothingToUndo, UndoRefused):
                return None

    def redoable(self, body: str) -> Entry | None:
        """What redo would bring back; None where nothing was taken back last."""
        with self._guard, engine.in_our_words():
            try:
                return self._taken(body).entry()
            except NothingToUndo:
                return None

    def history(
        self, body: str, about: str | None = None, before: int | None = None, limit: int = 50
    ) -> list[Entry]:
        """The newest entries first; `about` keeps those that touch one record or its parts."""
        with self._guard, engine.in_our_words():
            found = (
                journal.newest_first(self.conn, body, before, limit)
                if about is None
                else journal.about(self.conn, body, about, before, limit)
            )
            return [entry.entry() for entry in found]

    def newest_at(self) -> datetime | None:
        """The time of the newest entry, by the clock when it was written.

        None without entries, and where it cannot be read, of which the next act will tell.
        """
        newest = "SELECT at FROM entry ORDER BY rowid DESC LIMIT 1"
        with self._guard:
            try:
                found = self.conn.execute(newest).fetchone()
                return datetime.fromisoformat(found[0]) if found else None
            except (ValueError, DatabaseError):
                return None

    def head(self, body: str) -> Head | None:
        """The end of the body's chain, whose short form and count go on signed minutes."""
        with self._guard, engine.in_our_words():
            return journal.head(self.conn, body)

    @contextmanager
    def _door(self, command: str, by: By, body: str, refers: int | None) -> Iterator[OpenBook]:
        """The only place where a transaction with a journal entry begins and ends."""
        with self._guard:
            if not self.access.writes:
                raise ReadOnly(path=str(self.path), why=self.access.why_not)
            if self._open is not None:
                raise RuntimeError("a transaction within a transaction")
            with self._opened():
                if journal.is_recorded(self.conn, by.command_id):
                    raise Repeated(command_id=by.command_id)
                new = require_kept(self.conn, body)
                book = OpenBook(self.conn, self._registry, body, dict(self._kept))
                self._open = book
                try:
                    yield book
                finally:
                    self._open = None
                changes = book.changes_json()
                if changes:
                    journal.append(self.conn, body, command, by, changes, book.about(), refers)
                    if new:
                        keep(self.conn, body)
                elif not self._joint:
                    self.conn.execute("ROLLBACK")
            self._keep(book.loaded)
            if command in _SECRET or self._log_tells:
                self._log_tells = not self._empty_log()

    @contextmanager
    def registering(self) -> Iterator[Connection]:
        """A transaction without a journal entry: for letters, keys, and rows of bodies elsewhere.

        All of it is committed, or nothing. Raises ReadOnly, WriteFailed, and what is raised in it.
        """
        with self._guard:
            if not self.access.writes:
                raise ReadOnly(path=str(self.path), why=self.access.why_not)
            with self._opened():
                yield self.conn
            self._kept = {}

    @contextmanager
    def _opened(self) -> Iterator[None]:
        """A database transaction, committed at its end or with the joint act it is part of."""
        begin, end, back = "BEGIN IMMEDIATE", "", "ROLLBACK"
        if self._joint:
            begin, end, back = "SAVEPOINT act", "RELEASE act", "ROLLBACK TO act"
        self._run(begin)
        try:
            if not self._joint:
                self._look_for_others()
            yield
            if end:
                self.conn.execute(end)
            elif self.conn.in_transaction:
                self._commit()
        except BaseException as failure:
            if self.conn.in_transaction:
                self.conn.execute(back)
                if end:
                    self.conn.execute(end)
            if isinstance(failure, Error):
                raise engine.write_failed(failure) from failure
            raise

    def _empty_log(self) -> bool:
        """Empty the log file; False where that failed, then the next command tries again."""
        try:
            busy = self.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except Error:
            return False
        return int(busy) == 0

    def _compensate(
        self,
        command: str,
        by: By,
        entry: StoredEntry,
        turn: Callable[[tuple[Change, ...]], tuple[Change, ...]],
    ) -> Entry:
        changes = entry.changes()
        if not changes:
            raise UndoRefused(command=entry.command, why="erased")
        try:
            with self._door(command, by, entry.body, entry.seq) as book:
                for change in turn(changes):
                    table = self._registry.named(change.table)
                    now = book.current(table, change.id)
                    wanted = _turned(table, now, change)
                    if wanted is _OTHERWISE:
                        raise UndoRefused(command=entry.command, why="changed_since")
                    if wanted is None and taken_up(self.conn, entry.body, table.name, change.id):
                        raise UndoRefused(command=entry.command, why="taken_up")
                    if wanted is None and has_left(self.conn, change.id):
                        raise UndoRefused(command=entry.command, why="sent")
                    before = dict(zip(table.names, now, strict=True)) if now else None
                    row = dict(zip(table.names, wanted, strict=True)) if wanted else None
                    if heard(self.conn, table.name, before, row):
                        raise UndoRefused(command=entry.command, why="taken_up")
                    book.set_row(table, change.id, wanted)
        except Dangling as failure:
            raise UndoRefused(command=entry.command, why="changed_since") from failure
        return next(journal.newest_first(self.conn, entry.body, limit=1)).entry()

    def _commit(self) -> None:
        try:
            self.conn.execute("COMMIT")
        except engine.IntegrityError as failure:
            broken = self.conn.execute("PRAGMA foreign_key_check").fetchone()
            if broken is None:
                raise
            table, rowid, parent, _ = broken
            found = self.conn.execute(f"SELECT id FROM {table} WHERE rowid = ?", (rowid,))
            id = (found.fetchone() or ("",))[0]
            raise Dangling(table=table, id=id, refers_to=parent) from failure

    def _look_for_others(self) -> None:
        """Drop loaded aggregates if another connection has written."""
        version = self.conn.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version:
            self._version = version
            self._kept = {}

    def _keep(self, loaded: dict[tuple[str, str], Any]) -> None:
        """Cache the last used aggregate of each kind, so that a next change need not load it."""
        last = {key[0]: key for key in loaded}
        self._kept = {key: loaded[key] for key in last.values()}

    def _run(self, statement: str) -> None:
        try:
            self.conn.execute(statement)
        except Error as failure:
            raise engine.write_failed(failure) from failure


def _all_tables() -> tuple[Table, ...]:
    # Importing every kind that is kept takes longer than reading the first page of a list.
    from storage.tables import TABLES

    return TABLES


_OTHERWISE: Row = ("otherwise",)


def _turned(table: Table, now: Row | None, change: Change) -> Row | None:
    """The row after the change, or _OTHERWISE where the row is not as the change expects."""
    found = None if now is None else dict(zip(table.names, now, strict=True))
    if change.before is None:
        if found is not None or change.after is None:
            return _OTHERWISE
        return tuple(change.after[name] for name in table.names)
    if found is None or any(found.get(name) != was for name, was in change.before.items()):
        return _OTHERWISE
    if change.after is None:
        return None if found == change.before else _OTHERWISE
    return tuple({**found, **change.after}[name] for name in table.names)


def _go_on_from_newest(path: Path, conn: Connection) -> None:
    """Make new ids follow the newest id of entries and rows; raises Damaged if unreadable.

    Those that a clock far ahead gave, here or where a journal came from, are not followed: they
    would pull all ids to come with them.
    """
    try:
        newest = conn.execute(_newest_id(conn), (ids.farthest_followed(),)).fetchone()[0]
        if newest:
            ids.start_after(newest)
    except (DatabaseError, ValueError) as failure:
        conn.close()
        raise Damaged(path=str(path), problem=str(failure)) from failure


def _newest_id(conn: Connection) -> str:
    """An SQL statement for the largest id below a bound, over all tables."""
    tables = conn.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%(%id TEXT PRIMARY KEY%'"
    ).fetchall()
    one = "SELECT max(id) AS newest FROM {} WHERE id < ?1"
    each = " UNION ALL ".join(one.format(name) for (name,) in [("entry",), *tables])
    return f"SELECT max(newest) FROM ({each})"


def _writes_alone(path: Path, key: Key | None) -> bool:
    """Whether no other program has the file open, by whatever name; the engine's lock tells."""
    try:
        settle(path, key)
    except CannotOpen as failure:
        if failure.why == "in_use":
            return False
        raise
    return True


def _claim(path: Path) -> tuple[WriterLock | None, Access]:
    if path.exists() and not (path.stat().st_mode & 0o222 and os.access(path, os.W_OK)):
        return None, Access(False, "read_only")
    try:
        private_folder(path.parent)
        lock = WriterLock.take(path)
    except PermissionError:
        return None, Access(False, "no_permission")
    except OSError as failure:
        if failure.errno == errno.EROFS:
            return None, Access(False, "no_permission")
        raise CannotOpen(path=str(path), why="no_folder") from failure
    return (lock, Access(True)) if lock else (None, Access(False, "locked"))
