"""Check the rows by themselves: references, values, final versions and stored counts.

The comparison with the journal is in `storage.health.check`.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from meetings.papers.seal import hash_of, thawed
from storage import journal
from storage.engine import Connection
from storage.health.decoding import reader_of
from storage.health.findings import MOST, Finding, Trouble
from storage.tables import REFERENCES, TABLES
from storage.values import UNREADABLE

_PARTS = (
    ("owner_answer", "vote", "vote"),
    ("duty_turn", "follow_up", "follow_up"),
    ("approval", "item", "agenda_item"),
)
"""References that no foreign key declares: table, column and the table referred to."""


_AT_HOME = " EXCEPT SELECT body FROM entry WHERE command = 'body.take'"
"""Exempts bodies that moved here, whose references may point to rows left behind."""


def row_findings(conn: Connection) -> Iterator[Finding]:
    """Every fault of the rows of a file; raises DatabaseError where it cannot be read."""
    yield from _references(conn)
    yield from _of_other_bodies(conn)
    yield from _unreadable(conn)
    yield from _finals(conn)
    yield from _reports(conn)
    yield from _counts(conn)


def _references(conn: Connection) -> Iterator[Finding]:
    for table, rowid, parent, _ in conn.execute("PRAGMA foreign_key_check").fetchall()[:MOST]:
        found = conn.execute(f"SELECT id FROM {table} WHERE rowid = ?", (rowid,)).fetchone()
        yield Finding(Trouble.REFERENCE, f"{table} {found[0]}", {"refers_to": parent})
    for table, column, parent in REFERENCES:
        lost = conn.execute(
            f"SELECT id FROM {table} WHERE {column} IS NOT NULL AND {column} <> '' "
            f"AND NOT EXISTS (SELECT 1 FROM {parent} AS there WHERE there.id = {table}.{column}) "
            f"AND body IN (SELECT body FROM kept_body{_AT_HOME if parent != 'person' else ''}) "
            f"ORDER BY id LIMIT {MOST}"
        )
        for (id,) in lost.fetchall():
            yield Finding(Trouble.REFERENCE, f"{table} {id}", {"refers_to": parent})


def _of_other_bodies(conn: Connection) -> Iterator[Finding]:
    """Rows that are part of another body's row; only references in REFERENCES may cross bodies.

    A journal brought in could else put its speech into another body's meeting.
    """
    keys = [
        (table.name, row[3], row[2])
        for table in TABLES
        for row in conn.execute(f"PRAGMA foreign_key_list({table.name})").fetchall()
        if row[2] != "body"
    ]
    for table, column, parent in sorted({*keys, *_PARTS}):
        found = conn.execute(
            f"SELECT part.id FROM {table} AS part JOIN {parent} AS root ON root.id = part.{column} "
            f"WHERE part.body <> root.body ORDER BY part.id LIMIT {MOST}"
        )
        for (id,) in found.fetchall():
            yield Finding(Trouble.OTHER_BODY, f"{table} {id}", {"refers_to": parent})


def _unreadable(conn: Connection) -> Iterator[Finding]:
    """Rows with a value that this program never writes, such as a day that does not exist."""
    for table in TABLES:
        reader, found = reader_of(table), 0
        for row in conn.execute(f"{table.select} ORDER BY id"):
            if columns := reader.unreadable(row):
                yield Finding(Trouble.UNREADABLE, f"{table.name} {row[0]}", {"columns": columns})
                found += 1
                if found == MOST:
                    break


def _finals(conn: Connection) -> Iterator[Finding]:
    """Faults of final versions: unreadable ones, and those whose journal end is missing.

    The hash of the content is not asked: an anonymising leaves the hash that papers bear.
    """
    rows = conn.execute(
        "SELECT id, body, version, content, journal_head, journal_count FROM final_minutes "
        "ORDER BY id"
    )
    for id, body, version, content, head, count in rows.fetchall():
        place = f"final_minutes {id}"
        try:
            thawed(content)
        except UNREADABLE:
            yield Finding(Trouble.UNREADABLE, place, {"columns": ("content",)})
        if head and (there := journal.at(conn, body, count)) != head:
            facts = {"version": version, "number": count, "expected": head, "there": there or "-"}
            yield Finding(Trouble.HEAD, place, facts)


def _reports(conn: Connection) -> Iterator[Finding]:
    """Sealed reports whose content does not match their hash."""
    for id, content, hash in conn.execute("SELECT id, content, hash FROM sealed_report"):
        if hash_of(content) != hash:
            yield Finding(Trouble.UNREADABLE, f"sealed_report {id}", {"columns": ("content",)})
    numbered = "SELECT body, year, number FROM sealed_report ORDER BY body, year, number"
    for (body, year), rows in groupby(conn.execute(numbered), itemgetter(0, 1)):
        there = Counter(number for _body, _year, number in rows)
        wrong = [n for n in range(1, max(there) + 1) if there[n] != 1]
        if wrong:
            facts = {"numbers": tuple(map(str, wrong[:MOST]))}
            yield Finding(Trouble.NUMBERS, f"sealed_report {body} {year}", facts)


def _counts(conn: Connection) -> Iterator[Finding]:
    """Stored counts by state that differ from the rows."""
    stored = "SELECT kind, state, count FROM state_count WHERE count <> 0"
    there = " UNION ALL ".join(
        f"SELECT '{kind}', state, count(*) FROM {kind} GROUP BY state"
        for kind in ("issue", "follow_up")
    )
    wrong = {
        row[:2]
        for one, other in ((stored, there), (there, stored))
        for row in conn.execute(f"SELECT * FROM ({one}) EXCEPT SELECT * FROM ({other})")
    }
    for kind, state in sorted(wrong):
        yield Finding(Trouble.MISCOUNTED, f"{kind} {state}", {})
