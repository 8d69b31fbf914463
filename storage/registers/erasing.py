"""What was asked of others to forget: until when, and who has done it."""

import json
from datetime import date, timedelta

from meetings.sharing import letters
from meetings.sharing.moves import Asked
from storage.queries.paging import Readable
from storage.registers import register

DAYS = 60
"""Within which others are to have forgotten; whoever has not is named then."""


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
            told = json.loads(payload)["fields"] if payload is not None else {}
            done: list[str] = []
            rest: list[str] = []
            for one in letter.addressed:
                has = register.acknowledged(conn, body, epoch, one.reader) >= one.number
                (done if has else rest).append(names.get(one.reader, one.reader))
            on = date.fromisoformat(day)
            count = len(told.get("letters", ()))
            found.append(Asked(on, on + timedelta(DAYS), count, tuple(done), tuple(rest)))
        return found
