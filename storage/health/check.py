"""Check a records file: pages, references, chains of hashes, and tables against the journal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from storage import journal, migrations, schema
from storage.beside import at_the_door
from storage.engine import (
    Connection,
    DatabaseError,
    Key,
    cut_page,
    is_plain,
    key_clause,
    open_reader,
)
from storage.errors import Damaged
from storage.health.decoding import is_moment
from storage.health.findings import MOST, Finding, Trouble
from storage.health.letters import letter_findings
from storage.health.rebuild import brought_up, rebuilt
from storage.health.replay import Unreplayable
from storage.health.sound_rows import row_findings
from storage.journal import Head, StoredEntry
from storage.registry import Registry
from storage.secrecy import keyring
from storage.tables import TABLES

UNREADABLE = (DatabaseError, ValueError, KeyError, TypeError, RecursionError)
"""Errors that reading damaged rows, or JSON in them, may raise."""


def check_file(
    path: Path, heads: Mapping[str, Head] | None = None, key: Key | None = None
) -> list[Finding]:
    """Every fault of a records file; empty when it is whole.

    A file of an older schema is checked on an upgraded copy.

    `heads` are known ends of journals, by body, as on signed minutes: without them a chain
    that was cut short cannot be told from a young one. `key` opens an encrypted file where none
    was given before. Raises CannotOpen, Foreign, Newer and Locked where the file is not one of
    ours to check.
    """
    path = at_the_door(path)
    key = None if is_plain(path) else key or keyring.held(path)
    try:
        version = schema.inspect(path, key)
        conn = open_reader(path, key)
    except Damaged as failure:
        return [Finding(Trouble.PAGES, path.name, {"problem": failure.problem})]
    try:
        pages = [*_pages(conn, path), *_steps(conn, version)]
        if version == migrations.KNOWN:
            conn.execute("BEGIN")
            return [*pages, *_findings(conn, path, heads or {}, key)]
        if pages:
            return pages
        with brought_up(conn, path, key) as made:
            newer = open_reader(made, key)
            try:
                newer.execute("BEGIN")
                return list(_findings(newer, path, heads or {}, key))
            finally:
                newer.close()
    except UNREADABLE as failure:
        return [Finding(Trouble.PAGES, path.name, {"problem": str(failure)})]
    finally:
        conn.close()


def verify(conn: Connection, body: str, head: Head | None = None) -> Iterator[Finding]:
    """The faults of a body's chain; `head` is an end that it is known to have had."""
    previous, expected = bytes(32), 1
    at_head: StoredEntry | None = None
    for entry in journal.oldest_first(conn, body):
        place = f"entry {body} {entry.seq}"
        if entry.seq != expected:
            yield Finding(Trouble.GAP, place, {"expected": expected})
        elif entry.previous != previous:
            yield Finding(Trouble.LINK, place, {})
        if entry.computed_hash() != entry.hash:
            yield Finding(Trouble.ENTRY_CHANGED, place, {})
        if not entry.payload_fits():
            yield Finding(Trouble.PAYLOAD_CHANGED, place, {})
        if not is_moment(entry.at):
            yield Finding(Trouble.UNREADABLE, place, {"columns": ("at",)})
        previous, expected = entry.hash, entry.seq + 1
        if head is not None and entry.seq == head.seq:
            at_head = entry
    if head is not None and (at_head is None or at_head.hash != head.hash):
        yield Finding(Trouble.TAIL_CUT, f"entry {body} {head.seq}", {"expected": head.short})


def _pages(conn: Connection, path: Path) -> Iterator[Finding]:
    if cut := cut_page(conn, path):
        problem = f"the last page has {cut[0]} of {cut[1]} bytes"
        yield Finding(Trouble.PAGES, path.name, {"problem": problem})
    for (problem,) in conn.execute(f"PRAGMA integrity_check({MOST})"):
        if problem != "ok":
            yield Finding(Trouble.PAGES, path.name, {"problem": problem})


def _steps(conn: Connection, version: int) -> Iterator[Finding]:
    """Faults of the list of applied steps, which a later version of the program relies on."""
    missing, foreign = schema.steps_awry(conn, version)
    if missing or foreign:
        named = {"missing": _named(missing), "foreign": _named(foreign)}
        yield Finding(Trouble.STEPS, schema.BOOKKEEPING, named)


def _named(steps: set[str]) -> tuple[str, ...]:
    return tuple(sorted(steps)) or ("-",)


def _findings(
    conn: Connection, path: Path, heads: Mapping[str, Head], key: Key | None
) -> Iterator[Finding]:
    yield from _at_most(row_findings(conn))
    chains: list[Finding] = []
    for body in sorted({*journal.bodies(conn), *heads}):
        chains.extend(verify(conn, body, heads.get(body)))
    yield from _at_most(chains)
    yield from _strayed(conn)
    yield from _at_most(letter_findings(conn))
    if chains:
        # Tables cannot be held against a journal that does not hold itself.
        return
    yield from _projections(conn, path, key)


def _strayed(conn: Connection) -> Iterator[Finding]:
    """Listings of rows for entries that do not exist."""
    stray = conn.execute(
        "SELECT body, seq, row_id FROM entry_row WHERE NOT EXISTS (SELECT 1 FROM entry "
        f"WHERE entry.body = entry_row.body AND entry.seq = entry_row.seq) LIMIT {MOST}"
    )
    for body, seq, row in stray.fetchall():
        yield Finding(Trouble.MISLISTED, f"entry {body} {seq}", {"row": row})


def _projections(conn: Connection, path: Path, key: Key | None) -> Iterator[Finding]:
    """Differences between the tables and the journal, but for rows whose entries were erased."""
    try:
        with rebuilt(conn, path, Registry(lambda: TABLES), key) as (made, findings):
            yield from _at_most(findings)
            erased = {row for one in findings for row in _rows_of(one)}
            conn.execute("COMMIT")
            conn.execute(f"ATTACH ? AS made {key_clause(key)}", (f"{made.as_uri()}?mode=ro",))
            found: list[Finding] = []
            broken: Exception | None = None
            try:
                conn.execute("BEGIN")
                found = [
                    one
                    for table in TABLES
                    for one in _differences(conn, table.name, table.names, erased)
                ]
            except UNREADABLE as failure:
                # Its frames hold rows half read, and with them the file that is to be let go.
                broken = failure.with_traceback(None)
            # Windows removes no file that somebody has open, and this one goes now.
            if conn.in_transaction:
                conn.execute("COMMIT")
            conn.execute("DETACH made")
            if broken is not None:
                raise broken
        yield from found
    except Unreplayable as failure:
        place = f"entry {failure.body} {failure.seq}"
        yield Finding(Trouble.UNREPLAYABLE, place, {"row": failure.row})


def _at_most(findings: Iterable[Finding]) -> Iterator[Finding]:
    """No more than MOST of each kind."""
    there: Counter[Trouble] = Counter()
    for one in findings:
        there[one.kind] += 1
        if there[one.kind] <= MOST:
            yield one


def _rows_of(erased: Finding) -> tuple[str, ...]:
    rows = erased.facts.get("rows", ())
    assert isinstance(rows, tuple)
    return rows


def _differences(
    conn: Connection, table: str, names: tuple[str, ...], erased: set[str]
) -> Iterator[Finding]:
    columns = ", ".join(names)
    here = dict(
        _rows(conn, f"SELECT {columns} FROM main.{table} EXCEPT SELECT {columns} FROM made.{table}")
    )
    there = dict(
        _rows(conn, f"SELECT {columns} FROM made.{table} EXCEPT SELECT {columns} FROM main.{table}")
    )
    found = 0
    for id in sorted(here.keys() | there.keys()):
        if id in erased or found >= MOST:
            continue
        found += 1
        place = f"{table} {id}"
        if id not in here:
            yield Finding(Trouble.ROW_LOST, place, {})
        elif id not in there:
            yield Finding(Trouble.ROW_FOREIGN, place, {})
        else:
            pairs = zip(names, here[id], there[id], strict=True)
            differing = tuple(name for name, now, before in pairs if now != before)
            yield Finding(Trouble.ROW_CHANGED, place, {"columns": differing})


def _rows(conn: Connection, query: str) -> Iterator[tuple[str, tuple[object, ...]]]:
    # Closed where a text cannot be read, or the file that was attached could not be let go.
    with closing(conn.execute(query)) as rows:
        for row in rows:
            yield row[0], row
