"""Pages by key: several ordered reads, each along an index, merged into one page."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from heapq import merge
from itertools import islice
from typing import Any, Protocol, TypeVar

from meetings.clean import is_blank, trim
from meetings.community.bodies import Tier
from meetings.dataclass import dataclass
from meetings.views import Counts, Page
from storage.engine import Connection
from storage.values import canonical

FEW_BODIES = 12
"""Up to this many bodies are read one by one and merged."""

Line = TypeVar("Line")
Row = tuple[Any, ...]


class Opened(Protocol):
    """A reading with its connection."""

    conn: Connection


class Readable(Protocol):
    """Records of one file, as far as lists need them."""

    def reading(self) -> AbstractContextManager[Opened]:
        """A consistent view."""
        ...


@dataclass(frozen=True, slots=True)
class Read:
    """One ordered query; its first columns are the key of the page's order."""

    sql: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class BodyName:
    """Name and tier of the body a line belongs to."""

    name: str
    tier: Tier


def page(
    conn: Connection,
    reads: Iterable[Read],
    key: Callable[[Row], Any],
    line: Callable[[Row], Line],
    limit: int,
    *,
    descending: bool = False,
) -> Page[Line]:
    """The first `limit` lines of all reads in the order of `key`, and the key to go on after."""
    cursors = [conn.execute(f"{read.sql} LIMIT {limit + 1}", read.values) for read in reads]
    rows = list(islice(merge(*cursors, key=key, reverse=descending), limit + 1))
    lines = tuple(line(row) for row in rows[:limit])
    return Page(lines, canonical(key(rows[limit - 1])) if len(rows) > limit else None)


def page_of_bodies(
    records: Readable,
    body: str | None,
    tier: Tier | None,
    reads: Callable[[tuple[str, tuple[str, ...]]], Iterable[Read]],
    key: Callable[[Row], Any],
    line: Callable[[Row, Mapping[str, BodyName]], Line],
    limit: int,
    *,
    descending: bool = False,
) -> Page[Line]:
    """A page over one body, a tier, or all; `reads` gives the queries within a scope."""
    with records.reading() as book:
        bodies = names_of_bodies(book.conn, body, tier)
        found = [read for scope in scopes(bodies, body, tier) for read in reads(scope)]
        return page(
            book.conn,
            found,
            key=key,
            line=lambda row: line(row, bodies),
            limit=limit,
            descending=descending,
        )


def key_of(after: str | None) -> Any:
    """The key within a page's `after`."""
    return None if after is None else json.loads(after)


def names_of_bodies(conn: Connection, body: str | None, tier: Tier | None) -> dict[str, BodyName]:
    """The bodies a list is about: one, those of a tier, or all."""
    rows = conn.execute(
        "SELECT id, name, tier FROM body "
        "WHERE (?1 IS NULL OR id = ?1) AND (?2 IS NULL OR tier = ?2)",
        (body, tier and tier.value),
    )
    return {id: BodyName(name, Tier(value)) for id, name, value in rows}


def scopes(
    bodies: Mapping[str, BodyName], body: str | None, tier: Tier | None
) -> list[tuple[str, tuple[str, ...]]]:
    """Conditions that together cover the bodies: body by body while they are few.

    With many bodies one read over all of them is less work than a read for each.
    """
    if body is not None or len(bodies) <= FEW_BODIES:
        return [("body = ?", (id,)) for id in bodies]
    if tier is None:
        return [("TRUE", ())]
    # The plus keeps SQLite from walking body by body and sorting everything afterwards.
    return [("+body IN (SELECT id FROM body WHERE tier = ?)", (tier.value,))]


def contains(columns: Sequence[str], text: str) -> tuple[str, tuple[str, ...]]:
    """A condition that some column contains the text, whatever its case; nothing for no text."""
    if is_blank(text):
        return "", ()
    words = trim(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    condition = " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for column in columns)
    return f" AND ({condition})", (f"%{words}%",) * len(columns)


def among(column: str, values: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """A condition that the column holds one of the values; nothing for no values."""
    if not values:
        return "", ()
    return f" AND {column} IN ({', '.join('?' * len(values))})", tuple(values)


def counts(records: Readable, kind: str) -> Counts:
    """How many issues, or follow-ups, of all bodies stand in each state."""
    query = "SELECT state, count FROM state_count WHERE kind = ? AND count <> 0"
    with records.reading() as book:
        return Counts(dict(book.conn.execute(query, (kind,)).fetchall()))
