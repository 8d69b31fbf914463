"""The journal told again: a portion of rows grows in memory and is then written at once."""

from collections import defaultdict
from typing import Any

from meetings.bulk import in_bulk
from storage import journal
from storage.engine import Connection
from storage.packing import LaterForm, changes_in
from storage.registry import Registry
from storage.rows import Table

AT_ONCE = 50_000
"""Rows that are held before they are written."""
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
) -> None:
    """Make the tables of `writer` from the journal of `conn`, in a transaction of `writer`.

    With `listed` each entry is found under the rows it changed. Entries whose payload was erased
    are passed over. Raises Unreplayable.
    """
    with in_bulk():
        for body in journal.bodies(conn):
            _Replay(writer, registry, body, listed).run(conn)


class _Replay:
    """The rows of one body while its entries are told; no other body tells of them."""

    def __init__(self, writer: Connection, registry: Registry, body: str, listed: bool) -> None:
        self._writer, self._registry, self._body = writer, registry, body
        self._rows: dict[str, _Rows] = defaultdict(dict)
        """By table and id, those changed since the last writing; None where it is gone."""
        self._written: dict[str, set[str]] = defaultdict(set)
        """Ids of those among them that the tables have, as they were before."""
        self._tables: dict[str, tuple[Table, dict[str, int]]] = {}
        self._any_written = False
        self._listed: list[tuple[str, str, int]] | None = [] if listed else None
        self._erased: set[str] | None = None

    def run(self, conn: Connection) -> None:
        """Tell every entry."""
        seq, held = 0, 0
        for seq, command, payload in journal.payloads(conn, self._body):
            if payload is None:
                if self._erased is None:
                    self._erased = journal.erased_rows(conn, self._body)
                continue
            whole = command in journal.BASELINE
            for name, id, before, after in self._changes(seq, payload):
                try:
                    fits = self._change(name, id, before, after, whole)
                except (KeyError, TypeError) as failure:
                    raise Unreplayable(self._body, seq, f"{name} {id}") from failure
                if not fits:
                    raise Unreplayable(self._body, seq, f"{name} {id}")
                if self._listed is not None:
                    self._listed.append((self._body, id, seq))
                held += 1
            if held >= AT_ONCE:
                self._write(seq)
                held = 0
        self._write(seq)

    def _changes(self, seq: int, payload: bytes) -> list[list[Any]]:
        try:
            return changes_in(payload)
        except LaterForm as failure:
            raise Unreplayable(self._body, seq, "", later=True) from failure
        except (ValueError, KeyError, TypeError, RecursionError) as failure:
            raise Unreplayable(self._body, seq, "") from failure

    def _change(self, name: str, id: str, before: Any, after: Any, whole: bool) -> bool:
        """Take one change; False where it does not fit."""
        table, places = self._table(name)
        rows = self._rows[name]
        gappy = self._erased is not None and id in self._erased
        there = self._there(table, rows, id)
        if before is None:
            if there is not None and not (whole or gappy):
                return False
            gone = whole and after is None
            rows[id] = None if gone else [after[column] for column in table.names]
            return True
        if there is None:
            return gappy or (whole and after is None)
        if after is None:
            rows[id] = None
            return True
        for column, value in after.items():
            there[places[column]] = value
        return True

    def _table(self, name: str) -> tuple[Table, dict[str, int]]:
        known = self._tables.get(name)
        if known is None:
            table = self._registry.named(name)
            places = {column: place for place, column in enumerate(table.names)}
            known = self._tables[name] = (table, places)
        return known

    def _there(self, table: Table, rows: _Rows, id: str) -> list[Any] | None:
        """The row as the entries so far leave it, to be changed in place."""
        if id in rows or not self._any_written:
            return rows.get(id)
        found = self._writer.execute(table.by_id, (id,)).fetchone()
        if found is None:
            return None
        self._written[table.name].add(id)
        rows[id] = list(found)
        return rows[id]

    def _write(self, seq: int) -> None:
        """Put what changed into the tables, and forget it here."""
        for name, rows in self._rows.items():
            table, _ = self._table(name)
            now = [tuple(row) for row in rows.values() if row is not None]
            self._writer.executemany(table.delete, [(id,) for id in self._written[name]])
            try:
                complete = table.with_derived(now)
            except (AttributeError, TypeError) as failure:
                raise Unreplayable(self._body, seq, name) from failure
            self._writer.executemany(table.insert, complete)
        if self._listed:
            self._writer.executemany(journal.LIST_AGAIN, self._listed)
            self._listed.clear()
        self._any_written = True
        self._rows.clear()
        self._written.clear()
