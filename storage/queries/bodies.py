"""All bodies, the upper tiers first, and how many seats each has."""

from meetings.community.bodies import Tier
from meetings.views import BodyLine
from storage.queries.paging import Readable

_ORDER = {Tier.SUBDISTRICT: 0, Tier.COMMUNITY: 1, Tier.CORNER: 2}


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
