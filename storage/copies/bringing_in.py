"""Make a records file from exported journals, which are verified and replayed while read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import cast

from meetings.sharing.letters import LetterUnsound
from storage import journal, photos, schema
from storage.beside import records_path
from storage.copies.replacing import part_of, sole_use, swap_in
from storage.engine import Connection, Error, Key, open_reader, open_writer
from storage.errors import JournalBroken, JournalFault, NotEmpty
from storage.health.replay import Unreplayable, replay_all
from storage.health.sound_rows import row_findings
from storage.journal import StoredEntry
from storage.journal_text import verified
from storage.photos import Listed
from storage.registers import letter_text
from storage.registers.incoming import tell_all
from storage.registers.kept import keep_all
from storage.registry import Registry
from storage.secrecy import keyring
from storage.tables import TABLES

Chains = Mapping[str, Iterable[str]]
"""The lines of each journal, by its file name."""
Progress = Callable[[int], None]


def bring_in(
    records: Path,
    chains: Chains,
    heads: Mapping[str, tuple[int, str]],
    on_progress: Progress,
    before: Callable[[list[Listed]], None] = lambda _listed: None,
    letters: Iterable[str] = (),
) -> int:
    """Make a records file of these journals; returns how many entries it has.

    `heads` are the count and last hash (hexadecimal) of each body, as they were written beside.
    `letters` are those of both registers. `on_progress` hears of each entry, and `before` of the
    photographs that tasks list, when all is found whole and nothing is in its place yet; what it
    raises ends it so. The file is there whole or not at all. Raises NotEmpty, JournalBroken,
    CannotOpen.
    """
    records = records_path(records)
    key = keyring.held(records)
    with sole_use(records, key):
        _require_empty(records, key)
        made = part_of(records)
        try:
            schema.create(made, key)
            conn = open_writer(made, key)
            try:
                count = _fill(conn, chains, heads, on_progress, letters)
                before(photos.listed(conn))
                conn.execute("PRAGMA journal_mode = DELETE").fetchone()
            finally:
                conn.close()
            swap_in(made, records, key)
        finally:
            for part in ("", "-wal", "-shm", "-journal"):
                Path(f"{made}{part}").unlink(missing_ok=True)
    return count


def _require_empty(records: Path, key: Key | None) -> None:
    if not records.exists() or not records.stat().st_size:
        return
    schema.inspect(records, key)
    reader = open_reader(records, key)
    try:
        if reader.execute("SELECT count(*) FROM entry").fetchone()[0]:
            raise NotEmpty(path=str(records))
    finally:
        reader.close()


def _fill(
    conn: Connection,
    chains: Chains,
    heads: Mapping[str, tuple[int, str]],
    on_progress: Progress,
    letters: Iterable[str],
) -> int:
    conn.execute("PRAGMA foreign_keys = OFF")
    count = 0
    conn.execute("BEGIN IMMEDIATE")
    try:
        ends: dict[str, tuple[int, str]] = {}

        def entries() -> Iterator[tuple[StoredEntry, list[str]]]:
            nonlocal count
            for name, lines in chains.items():
                for entry, rows in verified(name, lines):
                    ends[entry.body] = (entry.seq, entry.hash.hex())
                    count += 1
                    on_progress(count)
                    yield entry, rows

        journal.write_again(conn, entries())
        if ends != dict(heads):
            wrong = sorted({b for b in {*ends, *heads} if ends.get(b) != heads.get(b)})
            raise JournalBroken(place=wrong[0], why="end")
        for finding in replay_all(conn, conn, Registry(lambda: TABLES)):
            raise JournalBroken(place=finding.place, why=cast(JournalFault, finding.kind.value))
        keep_all(conn)
        letter_text.write_again(conn, letters)
        tell_all(conn, conn)
        for finding in row_findings(conn):
            raise JournalBroken(place=finding.place, why=cast(JournalFault, finding.kind.value))
        conn.execute("COMMIT")
    except Unreplayable as failure:
        place = f"{failure.body} {failure.seq}"
        later = failure.later
        raise JournalBroken(place=place, why="newer" if later else "replay") from failure
    except LetterUnsound as failure:
        raise JournalBroken(place=f"letter {failure.n}", why="entry") from failure
    except (Error, ValueError, KeyError, TypeError) as failure:
        raise JournalBroken(place="", why="replay", problem=str(failure)[:100]) from failure
    finally:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
    return count
