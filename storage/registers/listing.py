"""The two books for people to read: letters, who has forgotten what was asked, what is unheard."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from meetings.matters.issues import Issue
from meetings.sharing import letters
from meetings.sharing.moves import Asked, Unsent
from storage import journal
from storage.journal import StoredEntry
from storage.queries.paging import Readable
from storage.records import FileRecords
from storage.registers import home, register
from storage.registers.kept import kept
from storage.registers.moving import was_given

_TITLES = ("title", "name", "state", "period", "held_on")
"""The fields that may name a letter; the first one it has is used."""
LIMIT = 500
"""The most letters of one body that are listed, the newest."""


def listed(records: Readable, body: str) -> list[Mapping[str, Any]]:
    """Letters of a body that is kept here and those it got, the newest first."""
    with records.reading() as book:
        rows = book.conn.execute(
            "SELECT body, epoch, n, kind, addressed, at, state, kept_at, payload FROM letter "
            "WHERE body = ?1 OR EXISTS (SELECT 1 FROM json_each(letter.addressed) "
            "WHERE json_extract(value, '$[0]') = ?1) ORDER BY kept_at DESC, n DESC LIMIT ?2",
            (body, LIMIT),
        ).fetchall()
        names = dict(book.conn.execute("SELECT id, name FROM body").fetchall())
        acknowledged = {
            (epoch, reader): number
            for epoch, reader, number in book.conn.execute(
                "SELECT epoch, reader, number FROM acknowledged WHERE body = ?", (body,)
            )
        }
    found: list[Mapping[str, Any]] = []
    for sender, epoch, n, kind, addressed, at, state, kept_at, payload in rows:
        readers = json.loads(addressed)
        own = sender == body
        has = [acknowledged.get((epoch, reader), 0) >= number for reader, number in readers]
        fields = json.loads(payload)["fields"] if payload is not None else {}
        found.append(
            {
                "own": own,
                "n": n,
                "kind": kind,
                "at": at,
                "kept_at": kept_at,
                "state": state,
                "with": [names.get(one, "") for one, _ in readers] if own else [names.get(sender)],
                "received": bool(has) and all(has) if own else None,
                "title": next((str(fields[name]) for name in _TITLES if fields.get(name)), ""),
                "erased": payload is None,
            }
        )
    return found


def unsent(records: FileRecords, body: str) -> Unsent | None:
    """What no other computer has of a stopped body; None where it is not stopped."""
    with records.reading() as book:
        conn = book.conn
        kept_body = kept(conn, body)
        if kept_body is None or not kept_body.stopped:
            return None
        heard = conn.execute(
            "SELECT coalesce(max(journal_seq), 0) FROM letter, json_each(letter.addressed) "
            "JOIN acknowledged ON acknowledged.body = letter.body "
            "AND acknowledged.epoch = letter.epoch "
            "AND acknowledged.reader = json_extract(value, '$[0]') AND acknowledged.at <> ?2 "
            "AND acknowledged.number >= json_extract(value, '$[1]') "
            "WHERE letter.body = ?1 AND letter.state = 'own'",
            (body, home.MARK),
        ).fetchone()[0]
        found = [entry for entry in journal.oldest_first(conn, body) if entry.seq > heard]
        rows = {id for entry in found for id in _rows(entry)}
        issues = [one for one in book.find(Issue, body=body) if one.id in rows]
        name = conn.execute("SELECT name FROM body WHERE id = ?", (body,)).fetchone()[0]
        entries = tuple(entry.entry() for entry in found)
        own = was_given(conn, body)
        return Unsent(body, name, kept_body.stopped, heard, entries, tuple(issues), own)


def _rows(entry: StoredEntry) -> set[str]:
    return {change.id for change in entry.changes() if change.table == "issue"}


DAYS = 60
"""Days that others have for erasing; after that those who have not are named."""


def asked(records: Readable, body: str) -> list[Asked]:
    """Every request of a body, the newest first."""
    with records.reading() as book:
        conn = book.conn
        names = dict(conn.execute("SELECT id, name FROM body").fetchall())
        rows = conn.execute(
            "SELECT epoch, n, substr(at, 1, 10) FROM letter WHERE body = ? AND kind = ? "
            "AND state = 'own' ORDER BY epoch DESC, n DESC",
            (body, letters.ERASE),
        ).fetchall()
        found = []
        for epoch, n, day in rows:
            letter = register.find(conn, body, epoch, n)
            assert letter is not None
            payload = letter.payload
            fields = json.loads(payload)["fields"] if payload is not None else {}
            done: list[str] = []
            rest: list[str] = []
            for one in letter.addressed:
                has = register.acknowledged(conn, body, epoch, one.reader) >= one.number
                (done if has else rest).append(names.get(one.reader, one.reader))
            on = date.fromisoformat(day)
            count = len(fields.get("letters", ()))
            found.append(Asked(on, on + timedelta(DAYS), count, tuple(done), tuple(rest)))
        return found


def stopped_bodies(records: FileRecords) -> list[Unsent]:
    """Every body of the file that was stopped, those given away too."""
    with records.reading() as book:
        rows = book.conn.execute("SELECT body FROM kept_body ORDER BY body").fetchall()
    return [one for (body,) in rows if (one := unsent(records, body)) is not None]
