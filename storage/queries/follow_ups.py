"""The ledger of follow-ups, the nearest deadline first and those without one at the end."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from meetings.matters.followup_states import DONE, ChaseLevel, FollowUpState, Urgency
from meetings.matters.parts import Part
from meetings.views import Counts, FollowUpFilter, FollowUpLine, Page, Standing
from storage.queries.paging import (
    BodyName,
    Read,
    Readable,
    Row,
    among,
    contains,
    counts,
    key_of,
    page_of_bodies,
)
from storage.values import form

OPEN = (FollowUpState.WAITING, FollowUpState.ASSIGNED, FollowUpState.IN_HAND)
_NEVER = "9999-99-99"
_PARTS = form(tuple[Part, ...])
_SELECT = (
    f"SELECT coalesce(deadline, '{_NEVER}'), id, body, number, text, owner, helpers, deadline, "
    "state, created_at, meeting, item, (SELECT step.text FROM step "
    "WHERE step.follow_up = follow_up.id ORDER BY step.id DESC LIMIT 1), "
    "topic, urgency, chased, units, parts "
    "FROM follow_up WHERE "
)


def follow_up_page(
    records: Readable, wanted: FollowUpFilter, after: str | None = None, limit: int = 50
) -> Page[FollowUpLine]:
    """One page of the follow-ups that the filter lets through."""
    return page_of_bodies(
        records,
        wanted.body,
        wanted.tier,
        lambda scope: _reads(scope, wanted, key_of(after)),
        key=lambda row: [row[0], row[1]],
        line=_line,
        limit=limit,
    )


def follow_up_counts(records: Readable) -> Counts:
    """How many follow-ups stand in each state."""
    return counts(records, "follow_up")


def standing(records: Readable, bodies: frozenset[str] | None, today: date) -> Standing:
    """How many tasks of these bodies, or of all, are open on a day, and how many of them late."""
    query = (
        "SELECT count(*), coalesce(sum(deadline < ?1 AND state IN (SELECT value FROM "
        "json_each(?3))), 0) FROM follow_up WHERE state NOT IN ('closed', 'ended') "
        "AND (?2 IS NULL OR body IN (SELECT value FROM json_each(?2)))"
    )
    wanted = None if bodies is None else json.dumps(sorted(bodies))
    undone = json.dumps([state.value for state in FollowUpState if state not in DONE])
    with records.reading() as book:
        return Standing(*book.conn.execute(query, (today.isoformat(), wanted, undone)).fetchone())


def _reads(
    scope: tuple[str, tuple[str, ...]], wanted: FollowUpFilter, after: list[str] | None
) -> list[Read]:
    """State by state along the deadlines; rows without a deadline are a read of their own."""
    states = wanted.states or frozenset(OPEN if wanted.open else FollowUpState)
    if wanted.open:
        states = states & frozenset(OPEN)
    people = ("owner", "units", "co_owners", "parts")
    has_text, texts = contains(("text", "helpers", *people), wanted.text)
    of_owner, owners = contains(people, wanted.owner)
    on_topic, topics = among("topic", (wanted.topic,) if wanted.topic else ())
    chased, levels = among("chased", (wanted.chased.value,) if wanted.chased else ())
    where, of_scope = scope
    reads: list[Read] = []
    for state in sorted(states):
        start: tuple[Any, ...] = (*of_scope, state.value)
        rest = f"{has_text}{of_owner}{on_topic}{chased}"
        values: tuple[Any, ...] = (*start, *texts, *owners, *topics, *levels)
        in_state = f"{_SELECT}{where} AND state = ?"
        dated = f"{in_state} AND deadline IS NOT NULL{rest}"
        dated_values = values
        if wanted.due_before is not None:
            dated += " AND deadline < ?"
            dated_values += (wanted.due_before.isoformat(),)
        if after is not None:
            dated += " AND (deadline, id) > (?, ?)"
            dated_values += tuple(after)
        if after is None or after[0] != _NEVER:
            reads.append(Read(f"{dated} ORDER BY deadline, id", dated_values))
        if wanted.due_before is None:
            undated = f"{in_state} AND deadline IS NULL{rest}"
            if after is not None and after[0] == _NEVER:
                undated += " AND id > ?"
                values += (after[1],)
            reads.append(Read(f"{undated} ORDER BY id", values))
    return reads


def _line(row: Row, bodies: Mapping[str, BodyName]) -> FollowUpLine:
    _, id, body, number, text, owner, helpers, deadline, state, created, meeting, item = row[:12]
    word, topic, urgency, chased, units, parts = row[12:]
    return FollowUpLine(
        id=id,
        body=body,
        body_name=bodies[body].name,
        tier=bodies[body].tier,
        number=number,
        text=text,
        owner=owner,
        helpers=tuple(json.loads(helpers)),
        deadline=date.fromisoformat(deadline) if deadline else None,
        state=FollowUpState(state),
        created_at=datetime.fromisoformat(created),
        meeting=meeting,
        item=item,
        last_word=word or "",
        topic=topic,
        urgency=Urgency(urgency),
        chased=ChaseLevel(chased) if chased else None,
        units=tuple(json.loads(units)),
        parts=_PARTS.decode(parts) if _PARTS.decode else (),
    )
