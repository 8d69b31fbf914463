"""Reports that a body sends of itself: figures of a period, notices, final minutes.

A receiver stores no rows of them; they are read from the letters, the newest for each record.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from meetings.figures.exchanged import key_of, letter_fields, over
from meetings.figures.periods import Length, Period, whole
from storage import journal
from storage.engine import Connection
from storage.registers import register
from storage.registers.kept import KeptBody


@dataclass(slots=True)
class _Within:
    """Records for reading within a transaction that is open already."""

    conn: Connection

    @contextmanager
    def reading(self) -> Iterator["_Within"]:
        yield self


_FIRST = """
SELECT min(day) FROM (
  SELECT min(substr(at, 1, 10)) AS day FROM entry WHERE body = ?1
  UNION ALL SELECT min(substr(opened_at, 1, 10)) FROM meeting
    WHERE body = ?1 AND opened_at IS NOT NULL
  UNION ALL SELECT min(substr(collected_at, 1, 10)) FROM issue WHERE body = ?1 AND NOT undated
  UNION ALL SELECT min(substr(created_at, 1, 10)) FROM follow_up WHERE body = ?1 AND NOT undated)
"""


def lacking(conn: Connection, body: str, today: date) -> list[Period]:
    """The past periods of which the body has sent no figures yet."""
    fields = {
        record
        for (record,) in conn.execute(
            "SELECT DISTINCT record FROM letter WHERE body = ? AND kind = 'figures'", (body,)
        )
    }
    return [one for one in _periods(conn, body, today) if key_of(one) not in fields]


def _periods(conn: Connection, body: str, today: date) -> Iterator[Period]:
    first = conn.execute(_FIRST, (body,)).fetchone()[0]
    if first is not None:
        yield from over(date.fromisoformat(first), today)


def due_figures(
    conn: Connection, kept_body: KeptBody, today: date
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Key and figures of each past period whose figures may have changed since they were sent.

    If anything was written since the last letters, that is every period; otherwise only those
    never sent.
    """
    from meetings.figures.counting import figures
    from storage.queries.figures import facts

    body, end = kept_body.body, journal.head(conn, kept_body.body)
    moved = end is not None and end.seq > kept_body.seq
    periods = [*_periods(conn, body, today)] if moved else lacking(conn, body, today)
    if not periods:
        return
    span = Period(min(one.start for one in periods), max(one.end for one in periods))
    there = facts(_Within(conn), span, frozenset({body}))
    for one in periods:
        yield key_of(one), letter_fields(figures(there, one, today))


def lacking_above(conn: Connection, body: str, today: date) -> int:
    """How many periods are to be sent; 0 without a body above whose keys are known."""
    parent = conn.execute("SELECT parent FROM body WHERE id = ?", (body,)).fetchone()
    if parent is None or parent[0] is None or register.peer(conn, parent[0]) is None:
        return 0
    return len(lacking(conn, body, today))


def readers_above(conn: Connection, body: str) -> list[str]:
    """Ids of the body above and the one above that, even if their keys are unknown here."""
    rows = conn.execute(
        "SELECT parent FROM body WHERE id = ?1 AND parent IS NOT NULL UNION SELECT above.parent "
        "FROM body JOIN body AS above ON above.id = body.parent "
        "WHERE body.id = ?1 AND above.parent IS NOT NULL",
        (body,),
    )
    return [row[0] for row in rows.fetchall()]


def due_notice(conn: Connection, body: str, record: str) -> dict[str, Any] | None:
    """The fields of a notice with the results that it publishes; None for no such row."""
    row = conn.execute(
        "SELECT title, since, until, place, taken_down_on, meeting FROM notice "
        "WHERE id = ? AND body = ?",
        (record, body),
    ).fetchone()
    if row is None:
        return None
    names = ("title", "since", "until", "place", "taken_down_on")
    fields: dict[str, Any] = dict(zip(names, row[:5], strict=True))
    fields["decisions"] = _decisions(conn, row[5])
    return fields


def _decisions(conn: Connection, meeting: str) -> list[dict[str, str]]:
    """Each item that is not private with its outcome, each followed by what was posted of it."""
    posted: dict[str, list[str]] = {}
    for item, text in conn.execute(
        "SELECT item, text FROM decision WHERE meeting = ? AND posted ORDER BY id", (meeting,)
    ):
        posted.setdefault(item, []).append(text)
    lines = []
    for id, title, outcome in conn.execute(
        "SELECT id, title, outcome FROM agenda_item WHERE meeting = ? AND NOT private "
        "AND outcome IS NOT NULL ORDER BY position, id",
        (meeting,),
    ):
        lines.append({"text": title, "outcome": outcome})
        lines += [{"text": text, "outcome": ""} for text in posted.get(id, ())]
    return lines


def due_final(conn: Connection, body: str, record: str) -> dict[str, Any] | None:
    """The fields of a letter on final minutes: meeting, version and hashes; None without them."""
    row = conn.execute(
        "SELECT substr(coalesce(m.opened_at, m.starts_at), 1, 10), m.year, m.serial, f.version, "
        "f.hash, f.journal_head, f.journal_count FROM final_minutes f "
        "JOIN meeting m ON m.id = f.meeting WHERE f.id = ? AND f.body = ?",
        (record, body),
    ).fetchone()
    names = ("held_on", "year", "serial", "version", "hash", "journal_head", "journal_count")
    return None if row is None else dict(zip(names, row, strict=True))


def newest(
    conn: Connection, kind: str, record: str = "", whose: str = ""
) -> Iterator[tuple[str, str, Any]]:
    """Body, record and fields of the newest letter of a kind on each record of bodies elsewhere.

    Erased letters are left out.
    """
    # What narrows most is asked by its index.
    by, value = ("body", whose) if whose else ("record", record) if record else ("kind", kind)
    rows = conn.execute(
        f"SELECT body, record, payload FROM letter WHERE {by} = ? AND kind = ? "
        "AND state IN ('taken', 'later') ORDER BY body, record, epoch, n",
        (value, kind),
    )
    found: dict[tuple[str, str], bytes | None] = {}
    for body, of, payload in rows:
        found[body, of] = payload
    for (body, of), payload in found.items():
        if payload is not None:
            yield body, of, json.loads(payload)["fields"]


def last_month(conn: Connection) -> Mapping[str, str]:
    """The last month of which each body kept elsewhere sent figures, by body."""
    return dict(
        conn.execute(
            "SELECT body, max(record) FROM letter WHERE kind = 'figures' "
            "AND record GLOB '????-[01]?' AND state IN ('taken', 'later') GROUP BY body"
        ).fetchall()
    )


def month_before(today: date) -> Period:
    """The month before the present one."""
    this = whole(Length.MONTH, today)
    return whole(Length.MONTH, this.eve)
