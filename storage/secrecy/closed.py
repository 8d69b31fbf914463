"""Find rows of matters closed before a day, and persons who appear in no other matter."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from meetings.matters.issues import IssueState
from meetings.sitting.meeting_states import MeetingState
from storage.engine import Connection
from storage.tables import TABLES

Key = tuple[str, str]
_MEETINGS = (
    MeetingState.FINAL, MeetingState.APPROVED, MeetingState.CANCELLED, MeetingState.INQUORATE,
)  # fmt: skip
_ISSUES = (IssueState.RETURNED, IssueState.MERGED, IssueState.WITHDRAWN, IssueState.SETTLED)
_HOLDS: dict[str, frozenset[str]] = {
    "meeting": frozenset({"follow_up", "referral", "step"}),
    "follow_up": frozenset({"activity", "need"}),
    "vote": frozenset({"decision"}),
    "notice": frozenset(),
}
"""Tables whose rows belong to a parent named by such a column, without those that outlive it."""
_PERSON_COLUMNS = frozenset({"person", "owner_person", "raised_by", "holder"})


@dataclass
class Closed:
    """The rows by group: each inner set is made anonymous with stand-ins of its own."""

    groups: list[set[Key]] = field(default_factory=list)
    persons: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def rows(self) -> set[Key]:
        """All rows of closed matters, persons included."""
        return {key for group in self.groups for key in group} | {
            ("person", id) for id in self.persons
        }


def closed_before(conn: Connection, body: str, before: date) -> Closed:
    """The rows of a body that were closed before the day; `counts` by table, to be shown."""
    found = Closed()
    day = before.isoformat()
    for kind, ids in (
        ("meeting", _meetings(conn, body, day)),
        ("issue", _issues(conn, body, day)),
        ("follow_up", _follow_ups(conn, body, day)),
        ("referral", _referrals(conn, body, day)),
        ("reply", _replies(conn, body, day)),
        ("mask_choice", _mask_choices(conn, body, day)),
        ("activity", _activities(conn, body, day)),
        ("need", _needs(conn, body, day)),
        ("point_entry", _point_entries(conn, body, day)),
        ("notice", _notices(conn, body, day)),
    ):
        found.counts[kind] = len(ids)
        found.groups += [set(_family(conn, kind, id)) for id in ids]
    found.persons = set(_persons(conn, body, before, found.rows))
    found.counts["person"] = len(found.persons)
    return found


def _ids(conn: Connection, query: str, *values: Any) -> list[str]:
    return [row[0] for row in conn.execute(query, values)]


def _marks(values: tuple[Any, ...]) -> str:
    return ", ".join("?" * len(values))


def _last_touched(row: str) -> str:
    """SQL for the time of the newest entry about a row, else the row's own time."""
    return (
        "(SELECT max(entry.at) FROM entry_row JOIN entry USING (body, seq) "
        f"WHERE entry_row.body = {row}.body AND entry_row.row_id = {row}.id)"
    )


def _meetings(conn: Connection, body: str, day: str) -> list[str]:
    return _ids(
        conn,
        "SELECT id FROM meeting WHERE body = ? AND starts_at < ? "
        f"AND state IN ({_marks(_MEETINGS)}) ORDER BY id",
        body, day, *_MEETINGS,
    )  # fmt: skip


def _issues(conn: Connection, body: str, day: str) -> list[str]:
    return _ids(
        conn,
        f"SELECT id FROM issue WHERE body = ? AND state IN ({_marks(_ISSUES)}) AND "
        f"coalesce(settled_at, {_last_touched('issue')}, collected_at) < ? ORDER BY id",
        body, *_ISSUES, day,
    )  # fmt: skip


def _follow_ups(conn: Connection, body: str, day: str) -> list[str]:
    return _ids(
        conn,
        "SELECT id FROM follow_up WHERE body = ? AND state IN ('closed', 'ended') AND coalesce("
        "(SELECT max(at) FROM step WHERE step.follow_up = follow_up.id), created_at) < ? "
        "ORDER BY id",
        body, day,
    )  # fmt: skip


def _referrals(conn: Connection, body: str, day: str) -> list[str]:
    return _ids(
        conn,
        "SELECT id FROM referral WHERE body = ? AND sent_at < ? AND (landed_item IS NOT NULL "
        f"OR issue IN (SELECT id FROM issue WHERE state IN ({_marks(_ISSUES)}))) ORDER BY id",
        body, day, *_ISSUES,
    )  # fmt: skip


def _replies(conn: Connection, body: str, day: str) -> list[str]:
    return _ids(
        conn, "SELECT id FROM reply WHERE body = ? AND answered_at < ? ORDER BY id", body, day
    )


def _mask_choices(conn: Connection, body: str, day: str) -> list[str]:
    """Decisions about words in any paper; those about one meeting go with it."""
    return _ids(
        conn,
        "SELECT id FROM mask_choice WHERE body = ? AND meeting IS NULL AND at < ? "
        "AND quoted != '' ORDER BY id",
        body, day,
    )  # fmt: skip


def _activities(conn: Connection, body: str, day: str) -> list[str]:
    """Activities held or cancelled before the day; undated ones by when they were last written."""
    return _ids(
        conn,
        "SELECT id FROM activity WHERE body = ? AND state <> 'planned' "
        f"AND coalesce(day, {_last_touched('activity')}) < ? ORDER BY id",
        body, day,
    )  # fmt: skip


def _needs(conn: Connection, body: str, day: str) -> list[str]:
    return _ids(conn, "SELECT id FROM need WHERE body = ? AND closed < ? ORDER BY id", body, day)


def _point_entries(conn: Connection, body: str, day: str) -> list[str]:
    return _ids(
        conn, "SELECT id FROM point_entry WHERE body = ? AND day < ? ORDER BY id", body, day
    )


def _notices(conn: Connection, body: str, day: str) -> list[str]:
    """Notices without a meeting; those of a meeting are closed with it."""
    return _ids(
        conn,
        "SELECT id FROM notice WHERE body = ? AND meeting IS NULL AND until < ? ORDER BY id",
        body, day,
    )  # fmt: skip


def _family(conn: Connection, kind: str, id: str) -> Iterator[Key]:
    """The row, the rows that belong to it, and so on down."""
    yield kind, id
    if kind not in _HOLDS:
        return
    for table in TABLES:
        if table.name != kind and kind in table.names and table.name not in _HOLDS[kind]:
            for child in _ids(conn, f"SELECT id FROM {table.name} WHERE {kind} = ?", id):
                yield from _family(conn, table.name, child)


def _persons(conn: Connection, body: str, before: date, closed: set[Key]) -> Iterator[str]:
    """Persons of the body without a seat who appear in nothing that is still open."""
    still_named = _still_named(conn, closed, before.isoformat())
    for id in _ids(conn, "SELECT id FROM person WHERE body = ? ORDER BY id", body):
        if id not in still_named and _made_before(id, before):
            yield id


def _still_named(conn: Connection, closed: set[Key], day: str) -> set[str]:
    found = set(_ids(conn, "SELECT person FROM seat WHERE until IS NULL OR until >= ?", day))
    for table in TABLES:
        if table.name == "seat":
            continue
        for column in _PERSON_COLUMNS & set(table.names):
            rows = conn.execute(f"SELECT id, {column} FROM {table.name} WHERE {column} IS NOT NULL")
            found.update(person for id, person in rows if (table.name, id) not in closed)
    for id, roll in conn.execute("SELECT id, roll FROM meeting"):
        if ("meeting", id) not in closed:
            found.update(part["person"] for part in json.loads(roll))
    return found


def _made_before(id: str, before: date) -> bool:
    """Whether the row is older, by its id (a UUIDv7 starts with milliseconds since 1970)."""
    made = int(id.replace("-", "")[:12], 16) / 1000
    return datetime.fromtimestamp(made).date() < before
