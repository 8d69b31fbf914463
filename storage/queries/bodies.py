"""All bodies, the upper tiers first, and how many seats each has."""

from meetings.community.bodies import Tier
from meetings.sitting.meeting_states import RUNNING
from meetings.views import BodyLine
from storage.queries.paging import Readable

_ORDER = {Tier.SUBDISTRICT: 0, Tier.COMMUNITY: 1, Tier.CORNER: 2}


def meeting_now(records: Readable) -> str | None:
    """The body whose meeting is in progress."""
    states = tuple(sorted(state.value for state in RUNNING))
    with records.reading() as book:
        found = book.conn.execute(
            "SELECT body FROM meeting WHERE state IN (?, ?) ORDER BY state, id", states
        ).fetchone()
    return str(found[0]) if found else None


def bodies(records: Readable, *, closed: bool = False) -> tuple[BodyLine, ...]:
    """Every body of the file; `closed` tells whether those that ended are among them."""
    with records.reading() as book:
        rows = book.conn.execute(
            "SELECT body.id, tier, name, parent, count(seat.id), coalesce(sum(seat.votes), 0) "
            "FROM body LEFT JOIN seat ON seat.body = body.id AND seat.until IS NULL "
            "WHERE body.closed <= ? GROUP BY body.id ORDER BY body.id",
            (int(closed),),
        ).fetchall()
    lines = [
        BodyLine(id, Tier(tier), name, parent, seats, voting)
        for id, tier, name, parent, seats, voting in rows
    ]
    return tuple(sorted(lines, key=lambda line: _ORDER[line.tier]))
