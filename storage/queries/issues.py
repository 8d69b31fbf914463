"""The pool of issues, newest first."""

from collections.abc import Mapping
from datetime import datetime

from meetings.matters.issues import IssueState, Source
from meetings.views import Counts, IssueFilter, IssueLine, Page
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

_SELECT = (
    "SELECT id, body, number, title, place, topic, source, raised_name, supporters, state, "
    "collected_at, source_words, undated FROM issue WHERE "
)


def issue_page(
    records: Readable, wanted: IssueFilter, after: str | None = None, limit: int = 50
) -> Page[IssueLine]:
    """One page of the issues that the filter lets through."""
    return page_of_bodies(
        records,
        wanted.body,
        wanted.tier,
        lambda scope: _reads(scope, wanted, key_of(after)),
        key=lambda row: row[0],
        line=_line,
        limit=limit,
        descending=True,
    )


def issue_counts(records: Readable) -> Counts:
    """How many issues stand in each state."""
    return counts(records, "issue")


def _reads(
    scope: tuple[str, tuple[str, ...]], wanted: IssueFilter, after: str | None
) -> list[Read]:
    """Each read follows one index that ends in the id: by topic, by source, or state by state."""
    states = sorted(state.value for state in wanted.states)
    fixed: list[tuple[str, str]] = []
    if wanted.topic:
        fixed.append(("topic", wanted.topic))
    if wanted.source is not None:
        fixed.append(("source", wanted.source.value))
    which = "".join(f" AND {column} = ?" for column, _ in fixed)
    values = tuple(value for _, value in fixed)
    has_text, texts = contains(("title", "text", "place", "raised_name", "ticket"), wanted.text)
    onward = "" if after is None else " AND id < ?"
    tail = f"{has_text}{onward} ORDER BY id DESC"
    rest = (*texts, *(() if after is None else (after,)))
    where, of_scope = scope
    if fixed:
        in_states, chosen = among("state", states)
        sql = f"{_SELECT}{where}{which}{in_states}{tail}"
        return [Read(sql, (*of_scope, *values, *chosen, *rest))]
    every = states or [state.value for state in IssueState]
    sql = f"{_SELECT}{where} AND state = ?{tail}"
    return [Read(sql, (*of_scope, state, *rest)) for state in every]


def _line(row: Row, bodies: Mapping[str, BodyName]) -> IssueLine:
    id, body, number, title, place, topic, source, raised_name, supporters, state, at = row[:11]
    return IssueLine(
        id=id,
        body=body,
        body_name=bodies[body].name,
        tier=bodies[body].tier,
        number=number,
        title=title,
        place=place,
        topic=topic,
        source=Source(source),
        raised_name=raised_name,
        supporters=supporters,
        state=IssueState(state),
        collected_at=datetime.fromisoformat(at),
        source_words=row[11],
        undated=bool(row[12]),
    )
