"""Whether the file is whole: pages, references, chains, and tables against the journal."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from storage import journal, migrations, schema
from storage.beside import at_the_door
from storage.engine import Connection, DatabaseError, Key, is_plain, key_clause, open_reader
from storage.errors import Damaged
from storage.health.rebuild import brought_up, rebuilt
from storage.health.replay import Unreplayable
from storage.journal import Head, Kept
from storage.registry import Registry
from storage.secrecy import keyring
from storage.tables import REFERENCES, TABLES

UNREADABLE = (DatabaseError, ValueError, KeyError, TypeError, RecursionError)
"""What reading rows, or what they hold as JSON, raises where their bytes were spoilt."""

MOST = 100
"""Findings of one kind beyond these are not listed."""


class Trouble(StrEnum):
    """What can be wrong."""

    PAGES = "pages"
    """The database itself is damaged: `problem`."""
    REFERENCE = "reference"
    """A row refers to one that is not there: `refers_to`."""
    GAP = "gap"
    """An entry is missing before this one: `expected` sequence number."""
    LINK = "link"
    """An entry does not follow the one before it: the chain was cut or put together anew."""
    ENTRY_CHANGED = "entry_changed"
    """An entry is not what its hash says."""
    PAYLOAD_CHANGED = "payload_changed"
    """The rows an entry tells of are not what its digest says."""
    TAIL_CUT = "tail_cut"
    """The chain ends before, or otherwise than, a head that is known: `expected`."""
    NOT_FOUND_BY = "not_found_by"
    """An entry cannot be found under a row it changed: `row`."""
    UNREPLAYABLE = "unreplayable"
    """The journal tells of a change that does not fit what came before: `row`."""
    ROW_LOST = "row_lost"
    """The journal has a row that the table has not."""
    ROW_FOREIGN = "row_foreign"
    """The table has a row that the journal has not."""
    ROW_CHANGED = "row_changed"
    """The row is not as the journal says: `columns`."""
    MISCOUNTED = "miscounted"
    """The number kept for the rows in a state is not how many there are."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where: `entry <body> <seq>` or `<table> <id>`."""

    kind: Trouble
    place: str
    facts: Mapping[str, object]


def check_file(
    path: Path, known: Mapping[str, Head] | None = None, key: Key | None = None
) -> list[Finding]:
    """All that is wrong with a records file; empty when it is whole.

    A file of an older schema is looked through as it would be brought up; itself it stays older.

    `known` are heads that left the file, by body, as on signed minutes: without them a chain
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
        pages = list(_pages(conn, path))
        if version == migrations.KNOWN:
            conn.execute("BEGIN")
            return [*pages, *_findings(conn, path, known or {}, key)]
        if pages:
            return pages
        with brought_up(conn, path, key) as made:
            newer = open_reader(made, key)
            try:
                newer.execute("BEGIN")
                return list(_findings(newer, path, known or {}, key))
            finally:
                newer.close()
    except UNREADABLE as failure:
        return [Finding(Trouble.PAGES, path.name, {"problem": str(failure)})]
    finally:
        conn.close()


def verify(conn: Connection, body: str, known: Head | None = None) -> Iterator[Finding]:
    """What is wrong with the chain of a body."""
    previous, expected = bytes(32), 1
    at_known: Kept | None = None
    for kept in journal.oldest_first(conn, body):
        place = f"entry {body} {kept.seq}"
        if kept.seq != expected:
            yield Finding(Trouble.GAP, place, {"expected": expected})
        elif kept.previous != previous:
            yield Finding(Trouble.LINK, place, {})
        if kept.computed_hash() != kept.hash:
            yield Finding(Trouble.ENTRY_CHANGED, place, {})
        if not kept.payload_fits():
            yield Finding(Trouble.PAYLOAD_CHANGED, place, {})
        previous, expected = kept.hash, kept.seq + 1
        if known is not None and kept.seq == known.seq:
            at_known = kept
    if known is not None and (at_known is None or at_known.hash != known.hash):
        yield Finding(Trouble.TAIL_CUT, f"entry {body} {known.seq}", {"expected": known.short})


def _pages(conn: Connection, path: Path) -> Iterator[Finding]:
    # SQLCipher answers a pragma with text.
    page_size = int(conn.execute("PRAGMA page_size").fetchone()[0])
    if rest := path.stat().st_size % page_size:
        problem = f"the last page has {rest} of {page_size} bytes"
        yield Finding(Trouble.PAGES, path.name, {"problem": problem})
    for (problem,) in conn.execute(f"PRAGMA integrity_check({MOST})"):
        if problem != "ok":
            yield Finding(Trouble.PAGES, path.name, {"problem": problem})


def _findings(
    conn: Connection, path: Path, known: Mapping[str, Head], key: Key | None
) -> Iterator[Finding]:
    yield from _references(conn)
    chains: list[Finding] = []
    for body in sorted({*journal.bodies(conn), *known}):
        chains.extend(verify(conn, body, known.get(body)))
    yield from chains[:MOST]
    yield from _index_of_rows(conn)
    yield from _counts(conn)
    if chains:
        # Tables cannot be held against a journal that does not hold itself.
        return
    yield from _projections(conn, path, key)


def _references(conn: Connection) -> Iterator[Finding]:
    for table, rowid, parent, _ in conn.execute("PRAGMA foreign_key_check").fetchall()[:MOST]:
        found = conn.execute(f"SELECT id FROM {table} WHERE rowid = ?", (rowid,)).fetchone()
        yield Finding(Trouble.REFERENCE, f"{table} {found[0]}", {"refers_to": parent})
    for table, column, parent in REFERENCES:
        lost = conn.execute(
            f"SELECT id FROM {table} WHERE {column} IS NOT NULL AND {column} <> '' "
            f"AND NOT EXISTS (SELECT 1 FROM {parent} AS there WHERE there.id = {table}.{column}) "
            f"ORDER BY id LIMIT {MOST}"
        )
        for (id,) in lost.fetchall():
            yield Finding(Trouble.REFERENCE, f"{table} {id}", {"refers_to": parent})


def _index_of_rows(conn: Connection) -> Iterator[Finding]:
    stray = conn.execute(
        "SELECT body, seq, row_id FROM entry_row WHERE NOT EXISTS (SELECT 1 FROM entry "
        f"WHERE entry.body = entry_row.body AND entry.seq = entry_row.seq) LIMIT {MOST}"
    )
    for body, seq, row in stray.fetchall():
        yield Finding(Trouble.NOT_FOUND_BY, f"entry {body} {seq}", {"row": row})
    unlisted = conn.execute(
        "SELECT entry.body, entry.seq, json_extract(change.value, '$[1]') AS row FROM entry, "
        "json_each(CAST(payload AS TEXT), '$.changes') AS change WHERE payload IS NOT NULL AND "
        "json_valid(CAST(payload AS TEXT)) AND NOT EXISTS (SELECT 1 FROM entry_row "
        "WHERE entry_row.body = entry.body AND entry_row.seq = entry.seq "
        f"AND entry_row.row_id = json_extract(change.value, '$[1]')) LIMIT {MOST}"
    )
    for body, seq, row in unlisted.fetchall():
        yield Finding(Trouble.NOT_FOUND_BY, f"entry {body} {seq}", {"row": row})


def _counts(conn: Connection) -> Iterator[Finding]:
    """What is kept for the heads of lists against the rows themselves."""
    kept = "SELECT kind, state, count FROM state_count WHERE count <> 0"
    there = " UNION ALL ".join(
        f"SELECT '{kind}', state, count(*) FROM {kind} GROUP BY state"
        for kind in ("issue", "follow_up")
    )
    wrong = {
        row[:2]
        for one, other in ((kept, there), (there, kept))
        for row in conn.execute(f"SELECT * FROM ({one}) EXCEPT SELECT * FROM ({other})")
    }
    for kind, state in sorted(wrong):
        yield Finding(Trouble.MISCOUNTED, f"{kind} {state}", {})


def _projections(conn: Connection, path: Path, key: Key | None) -> Iterator[Finding]:
    """The tables against those the journal makes; rows of erased payloads are left out."""
    try:
        with rebuilt(conn, path, Registry(lambda: TABLES), key) as made:
            conn.execute("COMMIT")
            conn.execute(f"ATTACH ? AS made {key_clause(key)}", (f"{made.as_uri()}?mode=ro",))
            found: list[Finding] = []
            broken: Exception | None = None
            try:
                conn.execute("BEGIN")
                found = list(_against_made(conn))
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


def _against_made(conn: Connection) -> Iterator[Finding]:
    erased = {row for b in journal.bodies(conn) for row in journal.erased_rows(conn, b)}
    erased -= _told_whole(conn)
    for table in TABLES:
        yield from _differences(conn, table.name, table.names, erased)


def _told_whole(conn: Connection) -> set[str]:
    """The ids of rows that the newest anonymising told of as they were then."""
    marks = ", ".join("?" * len(journal.BASELINE))
    found = conn.execute(
        "SELECT json_extract(change.value, '$[1]') FROM entry, "
        "json_each(CAST(payload AS TEXT), '$.changes') AS change "
        f"WHERE command IN ({marks}) AND payload IS NOT NULL",
        tuple(journal.BASELINE),
    )
    return {row[0] for row in found}


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
            differing = tuple(name for name, now, told in pairs if now != told)
            yield Finding(Trouble.ROW_CHANGED, place, {"columns": differing})


def _rows(conn: Connection, query: str) -> Iterator[tuple[str, tuple[object, ...]]]:
    # Closed where a text cannot be read, or the file that was attached could not be let go.
    with closing(conn.execute(query)) as rows:
        for row in rows:
            yield row[0], row
