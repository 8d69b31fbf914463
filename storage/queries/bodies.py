"""All bodies, the upper tiers first, and how many seats each has."""

from meetings.community.bodies import Tier
from meetings.sitting.meeting_states import RUNNING
from meetings.views import BodyLine
from storage.engine import DatabaseError
from storage.queries.paging import Readable

_ORDER = {Tier.SUBDISTRICT: 0, Tier.COMMUNITY: 1, Tier.CORNER: 2}


_OPEN = "body IN (SELECT id FROM body WHERE closed = 0)"
_AT_START = (
    f"SELECT body FROM kept_body WHERE body = ? AND {_OPEN}",
    "SELECT body FROM meeting WHERE state = ? ORDER BY id LIMIT 1",
    "SELECT body FROM meeting WHERE state = ? ORDER BY id LIMIT 1",
    f"SELECT min(body) FROM kept_body WHERE ? IS NOT NULL AND {_OPEN}",
)


def body_at_start(records: Readable, last: str) -> str | None:
    """The body kept, else the one whose meeting is in progress, else the first.

    None that was closed is begun with. Where meetings cannot be read, the others can be.
    """
    with records.reading() as book:
        for sql, value in zip(_AT_START, (last, *sorted(RUNNING), ""), strict=True):
            try:
                found = book.conn.execute(sql, (value,)).fetchone()
            except DatabaseError:
                if sql == _AT_START[-1]:
                    raise
                continue
            if found is not None and found[0] is not None:
                return str(found[0])
    return None


def body_lines(records: Readable, *, closed: bool = False) -> tuple[BodyLine, ...]:
    """Every body of the file; `closed` tells whether those that ended are among them."""
    with records.reading() as book:
        rows = book.conn.execute(
            "SELECT body.id, tier, name, parent, count(seat.id), coalesce(sum(seat.votes), 0), "
            "body.id IN (SELECT body FROM kept_body WHERE stopped <> 'moved') "
            "FROM body LEFT JOIN seat ON seat.body = body.id AND seat.until IS NULL "
            "WHERE body.closed <= ? GROUP BY body.id ORDER BY body.id",
            (int(closed),),
        ).fetchall()
    lines = [
        BodyLine(id, Tier(tier), name, parent, seats, voting, bool(here))
        for id, tier, name, parent, seats, voting, here in rows
    ]
    return tuple(sorted(lines, key=lambda line: _ORDER[line.tier]))
