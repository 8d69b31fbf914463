"""Replay the journal into tables; changed rows are collected in memory and written in portions.

Each change is checked against the ones before it and against its chain, as the journal of a body
has only that body's rows.
"""

from collections import defaultdict
from typing import Any

from meetings.bulk import in_bulk
from storage import journal
from storage.engine import Connection, IntegrityError
from storage.health.decoding import Reader, reader_of
from storage.health.findings import Finding, Trouble
from storage.packing import LaterForm, changes_in
from storage.registry import Registry
from storage.rows import Table

AT_ONCE = 50_000
"""How many rows are collected before they are written."""
_Rows = dict[str, list[Any] | None]


class Unreplayable(Exception):
    """An entry does not fit what came before it: `body`, `seq`, `row`.

    `later` where only a later version of the program reads what it tells.
    """

    def __init__(self, body: str, seq: int, row: str, *, later: bool = False) -> None:
        super().__init__(body, seq, row)
        self.body, self.seq, self.row, self.later = body, seq, row, later


def replay_all(
    conn: Connection, writer: Connection, registry: Registry, *, listed: bool = False
) -> list[Finding]:
    """Make the tables of `writer` from the journal of `conn`, in a transaction of `writer`.

    Entries with an erased payload are skipped. Returns findings: erased entries whose rows no later
    one has, and entries listed under wrong rows; with `listed` the list is corrected in `writer`.
    Raises Unreplayable.
    """
    findings: list[Finding] = []
    for body in journal.bodies(conn):
        findings += replay_body(conn, writer, registry, body, listed=listed)
    return findings


def replay_body(
    conn: Connection, writer: Connection, registry: Registry, body: str, *, listed: bool = False
) -> list[Finding]:
    """As `replay_all`, for the journal of one body."""
    with in_bulk():
        return _Replay(writer, registry, body, listed).run(conn)


class _Replay:
    """Replays the entries of one body, which no other body's journal concerns."""

    def __init__(self, writer: Connection, registry: Registry, body: str, listed: bool) -> None:
        self._writer, self._registry, self._body = writer, registry, body
        self._rows: dict[str, _Rows] = defaultdict(dict)
        """Rows changed since the last writing, by table and id; None for a deleted one."""
        self._written: dict[str, set[str]] = defaultdict(set)
        """Ids of those of them that the tables still have in an earlier state."""
        self._tables: dict[str, tuple[Table, dict[str, int]]] = {}
        self._any_written = False
        self._listed: list[tuple[str, str, int]] | None = [] if listed else None
        self._erased: dict[str, int] = {}
        """Rows in erased entries, with the entry's number, until an entry has them whole."""
        self._findings: list[Finding] = []
        self._changed: set[str] = set()
        """Ids of rows that the present entry changes; `_roots` has the roots they are part of."""
        self._roots: set[str] = set()

    def run(self, conn: Connection) -> list[Finding]:
        """Replay every entry; returns the findings on erased entries and on listings."""
        seq, held = 0, 0
        row_ids_by_seq = journal.row_ids_by_seq(conn, self._body)
        for seq, command, payload in journal.payloads(conn, self._body):
            listed = row_ids_by_seq(seq)
            if payload is None:
                self._erased |= dict.fromkeys(listed, seq)
                if not listed:
                    self._find(Trouble.ERASED, seq, rows=())
                if self._listed is not None:
                    self._listed += [(self._body, id, seq) for id in listed]
                continue
            whole = command in journal.BASELINE
            sure = not whole
            self._changed, self._roots = set(), set()
            for name, id, before, after in self._changes(seq, payload):
                sure = sure and id not in self._erased
                try:
                    fits = self._change(name, id, before, after, whole)
                except (KeyError, TypeError, AttributeError) as failure:
                    raise Unreplayable(self._body, seq, f"{name} {id}") from failure
                if not fits:
                    raise Unreplayable(self._body, seq, f"{name} {id}")
                held += 1
            self._compare(seq, listed, whole, sure)
            if held >= AT_ONCE:
                self._write(seq)
                held = 0
        self._write(seq)
        rows: dict[int, list[str]] = defaultdict(list)
        for id, erased in self._erased.items():
            rows[erased].append(id)
        for erased, ids in rows.items():
            self._find(Trouble.ERASED, erased, rows=tuple(sorted(ids)))
        return self._findings

    def _find(self, kind: Trouble, seq: int, **facts: object) -> None:
        self._findings.append(Finding(kind, f"entry {self._body} {seq}", facts))

    def _compare(self, seq: int, listed: list[str], whole: bool, sure: bool) -> None:
        """Compare the ids an entry is listed under with the rows it changed and their roots.

        An anonymising may be found under roots that it did not have to touch; after an erased entry
        the roots are not known.
        """
        concerned = self._changed | self._roots
        wanted = self._changed if whole or not sure else concerned
        if self._listed is not None:
            self._listed += [
                (self._body, id, seq) for id in concerned.union(() if sure else listed)
            ]
        there = set(listed)
        if there == concerned:
            return
        for row in sorted(wanted - there):
            self._find(Trouble.NOT_FOUND_BY, seq, row=row)
        if sure or whole:
            for row in sorted(there - concerned):
                self._find(Trouble.MISLISTED, seq, row=row)

    def _changes(self, seq: int, payload: bytes) -> list[list[Any]]:
        try:
            return changes_in(payload)
        except LaterForm as failure:
            raise Unreplayable(self._body, seq, "", later=True) from failure
        except (ValueError, KeyError, TypeError, RecursionError) as failure:
            raise Unreplayable(self._body, seq, "") from failure

    def _change(self, name: str, id: str, before: Any, after: Any, whole: bool) -> bool:
        """Apply one change; False where it does not fit.

        After an erased entry a row may differ from its earlier state, until an entry has it whole.
        """
        table, places = self._table(name)
        rows = self._rows[name]
        there = self._there(table, rows, id)
        gappy = id in self._erased
        self._changed.add(id)
        root = places[table.parent] if table.parent is not None else None
        if root is not None and there is not None:
            self._roots.add(there[root])
        if before is None:
            if there is not None and not (whole or gappy):
                return False
            if after is None:
                rows[id] = None
                fits = whole
            else:
                rows[id] = row = [after[column] for column in table.names]
                fits = len(after) == len(row)
                fits = fits and row[places["id"]] == id and row[places["body"]] == self._body
                if root is not None:
                    self._roots.add(row[root])
            if whole:
                self._erased.pop(id, None)
            return fits
        if not self._reader(table).fits(before):
            return False
        if after is None:
            row = [before[column] for column in table.names]
            if row != there and not gappy:
                return False
            if root is not None:
                self._roots.add(row[root])
            rows[id] = None
            self._erased.pop(id, None)
            return True
        if there is None:
            return gappy
        if before.keys() != after.keys() or "id" in after or "body" in after:
            return False
        for column, value in before.items():
            if there[places[column]] != value and not gappy:
                return False
        for column, value in after.items():
            there[places[column]] = value
        if root is not None:
            self._roots.add(there[root])
        return True

    def _reader(self, table: Table) -> Reader:
        """The reader of a table; all values in entries must be readable, as undo may restore them.

        Those that a row has at the end are looked at in the tables.
        """
        return reader_of(table, bounded=False)

    def _table(self, name: str) -> tuple[Table, dict[str, int]]:
        cached = self._tables.get(name)
        if cached is None:
            table = self._registry.named(name)
            places = {column: place for place, column in enumerate(table.names)}
            cached = self._tables[name] = (table, places)
        return cached

    def _there(self, table: Table, rows: _Rows, id: str) -> list[Any] | None:
        """The row after the entries so far, to be changed in place; None without one."""
        if id in rows or not self._any_written:
            return rows.get(id)
        found = self._writer.execute(table.by_id, (id,)).fetchone()
        if found is None:
            return None
        if found[table.names.index("body")] != self._body:
            # A row of another body's chain, or one that says so.
            raise KeyError(id)
        self._written[table.name].add(id)
        rows[id] = list(found)
        return rows[id]

    def _write(self, seq: int) -> None:
        """Write the changed rows to the tables and drop them here."""
        for name, rows in self._rows.items():
            table, _ = self._table(name)
            now = [tuple(row) for row in rows.values() if row is not None]
            self._writer.executemany(table.delete, [(id,) for id in self._written[name]])
            try:
                complete = table.with_derived(now)
            except (AttributeError, TypeError) as failure:
                raise Unreplayable(self._body, seq, name) from failure
            try:
                self._writer.executemany(table.insert, complete)
            except IntegrityError as failure:
                raise Unreplayable(self._body, seq, name) from failure
        if self._listed:
            self._writer.executemany(journal.FOUND_UNDER, self._listed)
            self._listed.clear()
        self._any_written = True
        self._rows.clear()
        self._written.clear()
