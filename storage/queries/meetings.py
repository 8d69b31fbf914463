"""Meetings, the latest first."""

from datetime import datetime

from meetings.community.bodies import Tier
from meetings.sitting.meeting_states import MeetingState
from meetings.views import MeetingLine, Page
from storage.queries.paging import (
    BodyName,
    Read,
    Readable,
    Row,
    among,
    key_of,
    names_of_bodies,
    page,
)

_SELECT = (
    "SELECT starts_at, id, body, year, serial, title, place, state, "
    "(SELECT count(*) FROM agenda_item WHERE agenda_item.meeting = meeting.id), "
    "coalesce(opened_at, starts_at) "
    "FROM meeting WHERE body = ?"
)


def meeting_page(
    records: Readable,
    body: str | None = None,
    tier: Tier | None = None,
    states: frozenset[MeetingState] = frozenset(),
    after: str | None = None,
    limit: int = 50,
) -> Page[MeetingLine]:
    """One page of the meetings of a body, of a tier, or of all, in the order planned."""
    with records.reading() as book:
        bodies = names_of_bodies(book.conn, body, tier)
        in_states, chosen = among("state", sorted(state.value for state in states))
        key = key_of(after)
        onward = "" if key is None else " AND (starts_at, id) < (?, ?)"
        sql = f"{_SELECT}{in_states}{onward} ORDER BY starts_at DESC, id DESC"
        return page(
            book.conn,
            [Read(sql, (one, *chosen, *(key or ()))) for one in bodies],
            key=lambda row: [row[0], row[1]],
            line=lambda row: _line(row, bodies),
            limit=limit,
            descending=True,
        )


def _line(row: Row, bodies: dict[str, BodyName]) -> MeetingLine:
    _, id, body, year, serial, title, place, state, items, began_at = row
    return MeetingLine(
        id=id,
        body=body,
        body_name=bodies[body].name,
        tier=bodies[body].tier,
        year=year,
        serial=serial,
        title=title,
        starts_at=datetime.fromisoformat(began_at),
        place=place,
        state=MeetingState(state),
        items=items,
    )
