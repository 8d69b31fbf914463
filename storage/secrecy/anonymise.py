"""Make persons of closed matters anonymous: in the tables, the journal, drafts and copies.

The rows are rewritten; every entry about them loses its payload and salt, which the chain of
hashes allows; and one new entry has all these rows whole, so that the tables can still be
restored from the journal.
"""

import json
from collections.abc import Iterable
from dataclasses import field
from datetime import date
from pathlib import Path

from meetings.community.people import Person
from meetings.dataclass import dataclass
from meetings.papers.anonymity import PLACES, Aliases, names_in, without_person
from meetings.ports import By
from storage import ids, journal, photos
from storage.book import OpenBook
from storage.copies.backup import anew, older_copies, photo_folders, set_aside_files
from storage.copies.replacing import forget_index
from storage.drafts import Drafts
from storage.records import FileRecords
from storage.registers import outgoing
from storage.registry import Registry
from storage.rows import Table
from storage.secrecy.closed import Closed, Key, closed_before
from storage.tables import REFERENCES, TABLES

COMMAND = "privacy.anonymise"
_REGISTRY = Registry(lambda: TABLES)


@dataclass(frozen=True, slots=True)
class Done:
    """How many rows were concerned, by kind (`meeting`, `issue`, `person`, …), and which copies."""

    counts: dict[str, int] = field(default_factory=dict)
    entries: int = 0
    """Journal entries whose payload was, or would be, erased."""
    copies: tuple[Path, ...] = ()
    """Backups and other copies that still contain the names and are to be removed."""
    photographs: frozenset[str] = frozenset()
    """Names of the photographs of closed tasks, which `drop_photographs` removes."""


def preview(records: FileRecords, body: str, before: date) -> Done:
    """What would be made anonymous; nothing is changed."""
    with records.reading() as book:
        closed = _not_yet(book, closed_before(book.conn, body, before), body)
        seqs = _entries(book, body, closed.rows)
        return _done(book, records.path, closed, len(seqs))


def anonymise(records: FileRecords, by: By, body: str, before: date) -> Done:
    """Make the body's closed matters anonymous, as one permanent command; copies are untouched."""
    with records.transaction(COMMAND, by, body) as book:
        closed = _not_yet(book, closed_before(book.conn, body, before), body)
        rows = closed.rows
        seqs = _entries(book, body, rows)
        affected = _affected(book, body, seqs) | rows
        done = _done(book, records.path, closed, len(seqs))
        for group in closed.groups:
            _rewrite(book, body, group)
        for id in closed.persons:
            table = _REGISTRY.of(Person)
            person = book.get(Person, id)
            book.set_row(table, id, table.encode(without_person(person)))
        for name, id in sorted(affected):
            book.journal_whole(_REGISTRY.named(name), id)
        journal.erase(book.conn, body, seqs)
        outgoing.forget(book.conn, body, {id for _, id in affected})
    # Freed pages are overwritten already; the log still has them as they were.
    records.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    forget_index(records.path)
    return done


def drop_photographs(records: Path, names: frozenset[str]) -> int:
    """Overwrite and remove photographs beside the records and the daily copies; how many files.

    Whoever is in a photograph cannot be told by a program, so all of a closed matter go.
    """
    return sum(photos.forget(folder, names) for folder in photo_folders(records))


def drop_drafts(records: Path, rows: Iterable[Key]) -> None:
    """Delete drafts about these rows."""
    ids = {id for _, id in rows}
    drafts = Drafts.open(records, background=False)
    try:
        for key in drafts.all():
            if any(part in ids for part in key.replace(":", "/").split("/")):
                drafts.drop(key)
    finally:
        drafts.close()


def renew_copies(records: Path, today: date) -> Path:
    """Make a copy without the names, verified, and then remove those that have them."""
    return anew(records, today, (*older_copies(records), *set_aside_files(records)))


def _not_yet(book: OpenBook, closed: Closed, body: str) -> Closed:
    """The closed matters without rows made anonymous before and unchanged since."""
    anonymised_at = {
        (change.table, change.id): entry.seq
        for entry in journal.oldest_first(book.conn, body)
        if entry.command == COMMAND
        for change in entry.changes()
    }

    def fresh(key: Key) -> bool:
        newest = book.conn.execute(
            "SELECT max(seq) FROM entry_row WHERE body = ? AND row_id = ?", (body, key[1])
        ).fetchone()[0]
        return anonymised_at.get(key, -1) < (newest or 0)

    groups = [group for group in closed.groups if any(map(fresh, group))]
    dropped = [group for group in closed.groups if not any(map(fresh, group))]
    counts = dict(closed.counts)
    roots = (
        "meeting", "issue", "follow_up", "referral", "reply", "mask_choice", "activity", "need",
        "point_entry", "notice",
    )  # fmt: skip
    for group in dropped:
        kind = next(kind for kind in roots if any(name == kind for name, _ in group))
        counts[kind] -= 1
    persons = {id for id in closed.persons if fresh(("person", id))}
    counts["person"] = len(persons)
    return Closed(groups, persons, counts)


def _done(book: OpenBook, path: Path, closed: Closed, entries: int) -> Done:
    """The counts; photographs that an open task lists too are not among those to remove."""
    tasks = {id for name, id in closed.rows if name in ("follow_up", "activity")}
    rows = book.conn.execute(
        "SELECT follow_up.id, json_extract(value, '$.name') FROM follow_up, json_each(photos) "
        "UNION ALL "
        "SELECT activity.id, json_extract(value, '$.name') FROM activity, json_each(photos)"
    ).fetchall()
    names_kept = {name for id, name in rows if id not in tasks}
    names = frozenset(name for id, name in rows if id in tasks) - names_kept
    counts = {**closed.counts, "photograph": len(names)}
    copies = (*older_copies(path), *set_aside_files(path))
    return Done(counts, entries, copies, names)


def _entries(book: OpenBook, body: str, rows: set[Key]) -> list[int]:
    """Numbers of the entries about any of these rows that still have their payload."""
    found: set[int] = set()
    for _, id in rows:
        found.update(
            row[0]
            for row in book.conn.execute(
                "SELECT seq FROM entry_row JOIN entry USING (body, seq) "
                "WHERE body = ? AND row_id = ? AND payload IS NOT NULL",
                (body, id),
            )
        )
    return sorted(found)


def _affected(book: OpenBook, body: str, seqs: list[int]) -> set[Key]:
    """Every row in the payloads to be erased, and the root rows of those."""
    found: set[Key] = set()
    for seq in seqs:
        entry = next(journal.newest_first(book.conn, body, before=seq + 1, limit=1))
        changed = {(change.table, change.id) for change in entry.changes()}
        found |= changed
        ids = {id for _, id in changed}
        for (id,) in book.conn.execute(
            "SELECT row_id FROM entry_row WHERE body = ? AND seq = ?", (body, seq)
        ).fetchall():
            if id not in ids:
                found |= {(root, id) for root in _roots(changed) if _is_there(book, root, id)}
    return found


def _roots(changed: set[Key]) -> set[str]:
    roots = {name: root.name for name, root in _REGISTRY.roots.items()}
    return {roots[name] for name, _ in changed if name in roots}


def _is_there(book: OpenBook, table: str, id: str) -> bool:
    return book.current(_REGISTRY.named(table), id) is not None


def _rewrite(book: OpenBook, body: str, group: set[Key]) -> None:
    """Replace names, ids of persons, phones and rooms in all rows of one closed matter."""
    rows = {}
    for name, id in sorted(group):
        table = _REGISTRY.named(name)
        row = book.current(table, id)
        if row is not None:
            rows[name, id] = (table, dict(zip(table.names, row, strict=True)))
    aliases = _aliases(book, body, [values for _, values in rows.values()])
    for (_, id), (table, values) in rows.items():
        book.set_row(table, id, tuple(_without(table, values, aliases)[n] for n in table.names))


def _without(table: Table, values: dict[str, object], aliases: Aliases) -> dict[str, object]:
    made = dict(values)
    for column in table.columns:
        value = values[column.name]
        if not isinstance(value, str) or column.form.choices or column.name in ("id", "body"):
            continue
        if column.name in PLACES:
            made[column.name] = ""
        elif column.name == "photos":
            made[column.name] = "[]"
        elif column.name == "owner_person" or (table.name, column.name, "person") in REFERENCES:
            made[column.name] = None
        elif column.name == "name" and (called := aliases.called(values.get("person"))):
            made[column.name] = called
        elif _is_json(value):
            changed = aliases.value(json.loads(value))
            made[column.name] = json.dumps(
                changed, ensure_ascii=False, sort_keys=True, separators=(",", ":")
            )
        else:
            made[column.name] = aliases.text(value)
    return made


def _aliases(book: OpenBook, body: str, rows: list[dict[str, object]]) -> Aliases:
    """The aliases for all persons in these rows, those of the roll first, in its order."""
    by_id = {person.id: person for person in book.find(Person, body=body)}
    persons: dict[str, tuple[str, str]] = {}
    names: list[str] = []
    for values in rows:
        for name, value in values.items():
            parsed = json.loads(value) if isinstance(value, str) and _is_json(value) else value
            names += names_in(parsed, name)
            if name == "roll" and isinstance(parsed, list):
                persons.update({p["person"]: (p["name"], p["building"]) for p in parsed})
            elif isinstance(value, str) and value in by_id:
                persons.setdefault(value, (by_id[value].name, by_id[value].building))
    there = [person for person in by_id.values() if person.id in persons]
    return Aliases(
        [(id, *called) for id, called in persons.items()],
        names,
        [person.phone for person in there],
        [person.room for person in there],
        ids.new_id,
    )


def _is_json(value: str) -> bool:
    if value[:1] not in "[{":
        return False
    try:
        json.loads(value)
    except ValueError:
        return False
    return True
