"""The two books as people read them: number, day, what, with whom, received or not."""

import json
from collections.abc import Mapping
from typing import Any

from storage.queries.paging import Readable

_TITLES = ("title", "name", "state", "period", "held_on")
"""What a letter is called by, the first of these that it tells."""
LIMIT = 500
"""Letters of one body, the newest."""


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
        known = {
            (epoch, reader): number
            for epoch, reader, number in book.conn.execute(
                "SELECT epoch, reader, number FROM acknowledged WHERE body = ?", (body,)
            )
        }
    found: list[Mapping[str, Any]] = []
    for sender, epoch, n, kind, addressed, at, state, kept_at, payload in rows:
        readers = json.loads(addressed)
        own = sender == body
        has = [known.get((epoch, reader), 0) >= number for reader, number in readers]
        told = json.loads(payload)["fields"] if payload is not None else {}
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
                "title": next((str(told[name]) for name in _TITLES if told.get(name)), ""),
                "erased": payload is None,
            }
        )
    return found
