"""Records kept in memory, as the actions know them: transactions, a journal, undo and redo."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from typing import Any

from meetings.errors import NotFound, NothingToUndo, UndoRefused
from meetings.ports import PERMANENT, By, Entry, Repeated

Rows = dict[tuple[type, str], Any]


@dataclass
class Kept:
    """One command with the rows before and after; `undone` where undo took it back."""

    entry: Entry
    before: Rows
    after: Rows
    undone: bool = False


class MemoryBook:
    """One open transaction over a copy of the rows."""

    def __init__(self, records: "MemoryRecords", rows: Rows) -> None:
        self.records, self.rows = records, rows

    def new_id(self) -> str:
        self.records.ids += 1
        return f"{self.records.ids:036d}"

    def get(self, kind: type, id: str) -> Any:
        if (kind, id) not in self.rows:
            raise NotFound(kind=kind.__name__, id=id)
        return self.rows[kind, id]

    def find(self, kind: type, **equal: object) -> list[Any]:
        found = {row.id: row for row in self._all(kind) if row.id}
        return [
            row
            for _, row in sorted(found.items())
            if all(getattr(row, name) == value for name, value in equal.items())
        ]

    def highest(self, kind: type, field: str, **equal: object) -> int:
        return max((getattr(row, field) for row in self.find(kind, **equal)), default=0)

    def put(self, value: Any) -> None:
        self.rows[type(value), value.id] = value

    def remove(self, value: Any) -> None:
        del self.rows[type(value), value.id]

    def _all(self, kind: type) -> Iterator[Any]:
        for (known, _), row in self.rows.items():
            if known is kind:
                yield row
            for part in fields(row):
                children = getattr(row, part.name)
                if isinstance(children, tuple):
                    yield from (child for child in children if type(child) is kind)


@dataclass
class MemoryRecords:
    """Every row of every body in one dictionary; the journal holds whole rows."""

    rows: Rows = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)
    ids: int = 0

    @contextmanager
    def transaction(self, command: str, by: By, body: str) -> Iterator[MemoryBook]:
        if any(kept.entry.id == by.command_id for kept in self.kept):
            raise Repeated(command_id=by.command_id)
        book = MemoryBook(self, dict(self.rows))
        yield book
        keys = {key for key in (*self.rows, *book.rows) if self.rows.get(key) != book.rows.get(key)}
        if not keys:
            return
        before = {key: self.rows[key] for key in keys if key in self.rows}
        after = {key: book.rows[key] for key in keys if key in book.rows}
        self.rows = book.rows
        seq = 1 + sum(1 for kept in self.kept if kept.entry.body == body)
        entry = Entry(body, seq, by.command_id, command, by.actor, by.at)
        self.kept = [kept for kept in self.kept if not (kept.undone and kept.entry.body == body)]
        self.kept.append(Kept(entry, before, after))

    @contextmanager
    def reading(self) -> Iterator[MemoryBook]:
        yield MemoryBook(self, self.rows)

    def undo(self, by: By, body: str) -> Entry:
        kept = self._last(body)
        if kept is None:
            raise NothingToUndo()
        if kept.entry.command in PERMANENT:
            raise UndoRefused(command=kept.entry.command, why="final")
        self._turn(kept.after, kept.before)
        kept.undone = True
        return kept.entry

    def redo(self, by: By, body: str) -> Entry:
        for kept in self.kept:
            if kept.undone and kept.entry.body == body:
                self._turn(kept.before, kept.after)
                kept.undone = False
                return kept.entry
        raise NothingToUndo()

    def undoable(self, body: str) -> Entry | None:
        kept = self._last(body)
        return None if kept is None or kept.entry.command in PERMANENT else kept.entry

    def history(
        self, body: str, about: str | None = None, before: int | None = None, limit: int = 50
    ) -> list[Entry]:
        found = [kept.entry for kept in self.kept if kept.entry.body == body]
        return found[::-1][:limit]

    def _last(self, body: str) -> Kept | None:
        standing = [kept for kept in self.kept if kept.entry.body == body and not kept.undone]
        return standing[-1] if standing else None

    def _turn(self, found: Rows, wanted: Rows) -> None:
        self.rows = {key: row for key, row in self.rows.items() if key not in found} | wanted
