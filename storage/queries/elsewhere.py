"""Reads what letters say about bodies whose records are on other computers."""

from datetime import date
from typing import Any

from meetings.community.bodies import Tier
from meetings.figures.exchanged import (
    NOBODY,
    Elsewhere,
    NotFigures,
    ReceivedReports,
    figures_of,
    key_of,
)
from meetings.figures.periods import Length, Period
from meetings.sharing.letters import FIGURES, FINAL, NOTICE
from meetings.views import BranchLine, PromiseLine
from storage.engine import Connection
from storage.queries.paging import Readable
from storage.registers import reporting


def kept_elsewhere(records: Readable) -> frozenset[str]:
    """The bodies of the file whose records are on other computers."""
    with records.reading() as book:
        rows = book.conn.execute("SELECT id FROM body WHERE id NOT IN (SELECT body FROM kept_body)")
        return frozenset(id for (id,) in rows)


def elsewhere(records: Readable, period: Period) -> Elsewhere:
    """The figures received for a whole month, quarter or year; none for other periods."""
    there = kept_elsewhere(records)
    if not there:
        return NOBODY
    with records.reading() as book:
        conn = book.conn
        last = reporting.last_month(conn)
        key = key_of(period)
        found = list(reporting.newest(conn, FIGURES, key)) if key else []
    figures = {}
    for body, _of, fields in found:
        try:
            figures[body] = figures_of(fields)
        except NotFigures:  # kept by a version that knew less of what figures are
            continue
    return Elsewhere(there, {body: one for body, one in figures.items() if body in there}, last)


_TREE = """
SELECT b.id, b.name, b.tier, coalesce(b.parent, ''), b.id IN (SELECT body FROM kept_body),
  coalesce((SELECT max(heard) FROM peer WHERE peer.body = b.id), '')
FROM body b WHERE NOT b.closed ORDER BY b.id
"""


def tree(records: Readable) -> tuple[BranchLine, ...]:
    """Every body that still meets, each after the one above it."""
    with records.reading() as book:
        rows = book.conn.execute(_TREE).fetchall()
        last = reporting.last_month(book.conn)
    names = {id: name for id, name, *_rest in rows}
    below: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows:
        below.setdefault(row[3] if row[3] in names else "", []).append(row)
    found: list[BranchLine] = []

    def walk(above: str, depth: int) -> None:
        for id, name, tier, _parent, here, heard in below.get(above, ()):
            found.append(
                BranchLine(
                    id, name, Tier(tier), depth, names.get(above, ""), bool(here),
                    last.get(id, ""), heard,
                )
            )  # fmt: skip
            walk(id, depth + 1)

    walk("", 0)
    return tuple(found)


MONTHS = 12


def received_from(records: Readable, body: str) -> ReceivedReports:
    """What a body on another computer sent; empty for one whose records are here."""
    with records.reading() as book:
        conn = book.conn
        months = []
        for _of, fields in _of_body(conn, FIGURES, body):
            try:
                one = figures_of(fields)
            except NotFigures:
                continue
            if one.period.length is Length.MONTH:
                months.append(one)
        months.sort(key=lambda one: one.period.start, reverse=True)
        notices = [fields for _of, fields in _of_body(conn, NOTICE, body)]
        finals = [fields for _of, fields in _of_body(conn, FINAL, body)]
        promises = conn.execute(
            "SELECT referral.title, promise.state, promise.deadline, promise.done_on FROM promise "
            "JOIN referral ON referral.id = promise.referral WHERE promise.body = ? "
            "ORDER BY promise.deadline, promise.id",
            (body,),
        ).fetchall()
    return ReceivedReports(
        tuple(months[:MONTHS]),
        tuple(sorted(notices, key=lambda one: str(one["since"]), reverse=True)),
        tuple(sorted(finals, key=lambda one: (str(one["held_on"]), str(one["version"])),
                     reverse=True)),
        tuple(
            PromiseLine(title, state, _day(deadline), _day(done))
            for title, state, deadline, done in promises
        ),
    )  # fmt: skip


def _of_body(conn: Connection, kind: str, body: str) -> list[tuple[str, Any]]:
    return [
        (of, fields) for whose, of, fields in reporting.newest(conn, kind, whose=body)
        if whose == body
    ]  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
