"""Half-typed text, saved on every change in a file of its own, until its record is committed."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

from storage.beside import drafts_of, records_path
from storage.draft_file import close_drafts, open_or_save
from storage.engine import Connection, DatabaseError
from storage.errors import Damaged
from storage.order import Done, Kind
from storage.secrecy import keyring

SYNC_SECONDS = 2.0
"""Seconds of typing that a power cut may lose; killing the program loses nothing."""
LARGE = 50_000
LARGE_SECONDS = 0.25
"""Texts of more characters than LARGE are saved at most this often."""
_GOES_ON = "substr(?2, 1, length(sent)) = sent"
_SAVE = (
    "INSERT INTO draft (key, text) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET text = ?2, "
    f"command = iif({_GOES_ON}, command, NULL), sent = iif({_GOES_ON}, sent, NULL)"
)
_BEGINS = "substr(key, 1, length(?1)) = ?1"


class Drafts:
    """The drafts beside one records file; calls may come from any thread."""

    def __init__(
        self, path: Path, conn: Connection, clock: Callable[[], float], background: bool
    ) -> None:
        self.path = path
        self.order: tuple[Done, ...] = ()
        """What to tell the person where the file was unreadable and set aside."""
        self._conn = conn
        self._clock = clock
        self._guard = threading.RLock()
        self._wake = threading.Condition(self._guard)
        self._pending: dict[str, str | None] = {}
        """Texts still to be written, by key; None is a draft to be deleted."""
        self._refused: set[str] = set()
        self._saved_at: dict[str, float] = {}
        self._dirty_since: float | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="drafts", daemon=True)
        if background:
            self._thread.start()

    @classmethod
    def open(
        cls,
        records: Path,
        *,
        clock: Callable[[], float] = time.monotonic,
        background: bool = True,
    ) -> Self:
        """Open or make the drafts of a records file; an unreadable one is set aside, never lost."""
        records = records_path(records)
        path, key = drafts_of(records), keyring.held(records)
        if key is not None:
            # Left plain where setting the passphrase was cut off.
            with suppress(DatabaseError, Damaged, OSError):
                close_drafts(records, None, key)
        conn, aside, count = open_or_save(path, key)
        drafts = cls(path, conn, clock, background)
        if aside is not None:
            drafts.order = (Done(Kind.DRAFTS_ASIDE, path, {"kept": aside, "count": count}),)
        return drafts

    def save(self, key: str, text: str) -> None:
        """Save the text; on return it survives the end of the program.

        A text over LARGE may wait for LARGE_SECONDS. Where the disk refuses, DatabaseError is
        raised, the text stays here, and is tried again until it is kept.
        """
        with self._wake:
            recent = self._clock() - self._saved_at.get(key, float("-inf")) < LARGE_SECONDS
            self._pending[key] = text
            try:
                if len(text) <= LARGE or not recent:
                    self._write(key)
            finally:
                self._wake.notify()

    @property
    def refused(self) -> bool:
        """Whether some text could not be written yet."""
        return bool(self._refused)

    def unsaved(self) -> dict[str, str]:
        """The texts that are not in the file yet, by key."""
        with self._guard:
            return {key: text for key, text in self._pending.items() if text}

    def get(self, key: str) -> str | None:
        """The saved text of a key; None without one."""
        with self._guard:
            if key in self._pending:
                return self._pending[key]
            found = self._conn.execute("SELECT text FROM draft WHERE key = ?", (key,)).fetchone()
            return None if found is None else _text(found[0])

    def all(self, prefix: str = "") -> dict[str, str]:
        """All drafts whose keys start with the prefix, by key."""
        with self._guard:
            rows = self._conn.execute(
                f"SELECT key, text FROM draft WHERE {_BEGINS} ORDER BY key",
                (prefix,),
            )
            found: dict[str, str | None] = {key: _text(text) for key, text in rows}
            found.update({k: t for k, t in self._pending.items() if k.startswith(prefix)})
            return {key: text for key, text in sorted(found.items()) if text is not None}

    def drop(self, key: str) -> None:
        """Delete the draft, once its record is committed or it was thrown away.

        Raises as `save` does, and is tried again as well.
        """
        with self._wake:
            self._pending[key] = None
            try:
                self._write(key)
            finally:
                self._wake.notify()

    def send(self, prefix: str, command: str) -> str:
        """Store durably that this command saves the texts under a prefix as a record.

        Returns the command to use: the one noted before where nothing was typed since, so that a
        repeat does nothing.
        """
        with self._guard:
            for key in [key for key in self._pending if key.startswith(prefix)]:
                self._write(key)
            noted = self._conn.execute(
                f"SELECT DISTINCT iif(text = sent, command, NULL) FROM draft WHERE {_BEGINS}",
                (prefix,),
            ).fetchall()
            if len(noted) == 1 and noted[0][0] is not None:
                return str(noted[0][0])
            if noted:
                self._conn.execute("PRAGMA synchronous = FULL")
                try:
                    self._conn.execute(
                        f"UPDATE draft SET command = ?2, sent = text WHERE {_BEGINS}",
                        (prefix, command),
                    )
                finally:
                    self._conn.execute("PRAGMA synchronous = NORMAL")
            return command

    def settle(self, is_recorded: Callable[[str], bool]) -> None:
        """At the start, delete texts that a command in the journal has saved as a record.

        What was typed after it stays.
        """
        with self._guard:
            rows = self._conn.execute(
                "SELECT key, text, command, sent FROM draft WHERE command IS NOT NULL"
            )
            for key, text, command, sent in rows.fetchall():
                if is_recorded(command):
                    self._pending[key] = _text(text[len(sent) :]) or None
                    self._write(key)

    def tick(self) -> float | None:
        """Write and sync what is due; returns the seconds until more is due, None if nothing."""
        with self._guard:
            now = self._clock()
            waits = []
            for key, text in list(self._pending.items()):
                wait = self._saved_at.get(key, float("-inf")) + LARGE_SECONDS - now
                if wait <= 0 or text is None:
                    self._write(key)
                else:
                    waits.append(wait)
            if self._dirty_since is not None:
                wait = self._dirty_since + SYNC_SECONDS - now
                if wait <= 0:
                    self.sync()
                else:
                    waits.append(wait)
            return min(waits, default=None)

    def sync(self) -> None:
        """Force the last saved texts to the disk, so that they survive a power cut."""
        with self._guard:
            self._conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            self._dirty_since = None

    def close(self) -> None:
        """Write everything pending, and close the file."""
        with self._wake:
            if self._closed:
                return
            self._closed = True
            with suppress(DatabaseError):
                for key in list(self._pending):
                    self._write(key)
                self._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._conn.close()
            self._wake.notify()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join()

    def _write(self, key: str) -> None:
        """Write or delete the draft of this key; it stays pending if the disk refuses."""
        text = self._pending[key]
        try:
            if text is None:
                self._conn.execute("DELETE FROM draft WHERE key = ?", (key,))
            else:
                # Surrogates from a broken paste are kept as they are; the cleaner meets them later.
                self._conn.execute(_SAVE, (key, text.encode("utf-8", "surrogatepass")))
        except DatabaseError:
            self._refused.add(key)
            raise
        del self._pending[key]
        self._refused.discard(key)
        if text is None:
            self._saved_at.pop(key, None)
        else:
            self._saved_at[key] = self._clock()
        self._mark_dirty()

    def _mark_dirty(self) -> None:
        if self._dirty_since is None:
            self._dirty_since = self._clock()

    def _work(self) -> None:
        with self._wake:
            while not self._closed:
                try:
                    wait = self.tick()
                except DatabaseError:
                    # A full disk may have room again later; `refused` tells of it until then.
                    wait = SYNC_SECONDS
                self._wake.wait(wait)


def _text(content: bytes) -> str:
    return content.decode("utf-8", "surrogatepass")
