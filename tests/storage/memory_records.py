"""Records kept in memory: the contract of `meetings.ports.Records` without a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from typing import Any

from meetings.errors import NotFound, NothingToUndo, UndoRefused
from meetings.ports import PERMANENT, By, Change, Entry, Repeated, around, is_part
from storage.errors import OtherBody, ReadOnly
from storage.ids import new_id
from storage.tables import TABLES

_TABLES = {table.kind: table for table in TABLES}
Rows = dict[str, Any]


def _clean(value: Any) -> Any:
    table = _TABLES[type(value)]
    children = {name: tuple(map(_clean, getattr(value, name))) for name, _ in table.children}
    return table.decode(table.encode(value), children)


def _parts(value: Any) -> Iterator[Any]:
    yield value
    for name, _ in _TABLES[type(value)].children:
        yield from getattr(value, name)


@dataclass
class MemoryBook:
    rows: Rows
    body: str | None

    def new_id(self) -> str:
        return new_id()

    def new_ids(self, count: int) -> list[str]:
        return [new_id() for _ in range(count)]

    def get(self, kind: type[Any], id: str) -> Any:
        for value in self.find(kind, id=id):
            return value
        raise NotFound(kind=kind.__name__, id=id)

    def find(self, kind: type[Any], **equal: object) -> list[Any]:
        names = {field.name for field in fields(kind)}
        if not equal.keys() <= names:
            raise TypeError(equal)
        parts = [part for value in self.rows.values() for part in _parts(value)]
        return sorted(
            (
                part
                for part in parts
                if type(part) is kind
                and all(getattr(part, name) == wanted for name, wanted in equal.items())
            ),
            key=lambda part: part.id,
        )

    def highest(self, kind: type[Any], field: str, **equal: object) -> int:
        return max((getattr(part, field) for part in self.find(kind, **equal)), default=0)

    def put(self, value: Any) -> None:
        self._own(value)
        table = _TABLES[type(value)]
        if table.parent is None:
            self.rows[value.id] = _clean(value)
            return
        root = self.rows[getattr(value, table.parent)]
        name = next(n for n, child in _TABLES[type(root)].children if child is table)
        others = [child for child in getattr(root, name) if child.id != value.id]
        children = sorted([*others, _clean(value)], key=lambda child: child.id)
        self.rows[root.id] = replace(root, **{name: tuple(children)})

    def add(self, values: Any) -> None:
        for value in values:
            self.put(value)

    def remove(self, value: Any) -> None:
        self._own(value)
        if self.rows.pop(value.id, None) is None:
            raise NotFound(kind=type(value).__name__, id=value.id)

    def _own(self, value: Any) -> None:
        if self.body is None:
            raise ReadOnly(path="")
        if value.body != self.body:
            raise OtherBody(id=value.id, body=value.body, expected=self.body)


class MemoryRecords:
    def __init__(self) -> None:
        self.rows: Rows = {}
        self.entries: list[tuple[Entry, int | None, Rows, Rows]] = []

    @contextmanager
    def transaction(self, command: str, by: By, body: str) -> Iterator[MemoryBook]:
        if any(entry.id == by.command_id for entry, *_ in self.entries):
            raise Repeated(command_id=by.command_id)
        book = MemoryBook(dict(self.rows), body)
        yield book
        self._append(command, by, body, None, book.rows)

    @contextmanager
    def reading(self) -> Iterator[MemoryBook]:
        yield MemoryBook(self.rows, None)

    @contextmanager
    def together(self) -> Iterator[None]:
        rows, entries = self.rows, list(self.entries)
        try:
            yield
        except BaseException:
            self.rows, self.entries = rows, entries
            raise

    def undo(self, by: By, body: str) -> Entry:
        last = self._standing(body)
        act = [last]
        for line in self._of_one_act(last[0]):
            if line[0].body != body and self._stands(line[0]):
                act.append(self._standing(line[0].body))
                if act[-1] is not line:
                    raise UndoRefused(command=last[0].command, why="changed_since")
        act.sort(key=lambda line: line[0].id, reverse=True)
        with self.together():
            for place, (entry, _, before, after) in enumerate(act):
                rows = self._turned(after, before)
                self._append("undo", by.part(place), entry.body, entry.seq, rows)
        return self._of(body)[-1][0]

    def redo(self, by: By, body: str) -> Entry:
        taken = self._taken(body)
        act = [taken]
        for line in self._of_one_act(taken[0]):
            if line[0].body != body and not self._stands(line[0]):
                act.append(self._taken(line[0].body))
        act.sort(key=lambda line: line[0].id)
        with self.together():
            for place, (entry, _, before, after) in enumerate(act):
                rows = self._turned(before, after)
                self._append("redo", by.part(place), entry.body, entry.seq, rows)
        return self._of(body)[-1][0]

    def _taken(self, body: str) -> tuple[Entry, int | None, Rows, Rows]:
        seen = set()
        for entry, refers, *_ in reversed(self._of(body)):
            if refers is None:
                break
            if entry.command == "undo" and refers not in seen:
                return self._of(body)[refers - 1]
            seen.add(refers)
        raise NothingToUndo(act="redo")

    def _of_one_act(self, entry: Entry) -> list[tuple[Entry, int | None, Rows, Rows]]:
        low, high = around(entry.id)
        parts = [line for line in self.entries if low < line[0].id < high]
        below = f"{entry.id[:14]}7{entry.id[15:]}"
        first = max((line[0].id for line in self.entries if line[0].id <= below), default="")
        if is_part(entry.id) and first:
            parts += [line for line in self.entries if line[0].id == first]
        return parts

    def _stands(self, wanted: Entry) -> bool:
        for entry, refers, *_ in reversed(self._of(wanted.body)):
            if refers == wanted.seq:
                return entry.command == "redo"
        return True

    def undoable(self, body: str) -> Entry | None:
        try:
            return self._standing(body)[0]
        except (NothingToUndo, UndoRefused):
            return None

    def redoable(self, body: str) -> Entry | None:
        try:
            return self._taken(body)[0]
        except NothingToUndo:
            return None

    def history(
        self, body: str, about: str | None = None, before: int | None = None, limit: int = 50
    ) -> list[Entry]:
        found = [
            entry
            for entry, *_ in reversed(self._of(body))
            if (before is None or entry.seq < before)
            and (about is None or any(change.id == about for change in entry.changes))
        ]
        return found[:limit]

    def _of(self, body: str) -> list[tuple[Entry, int | None, Rows, Rows]]:
        return [line for line in self.entries if line[0].body == body]

    def _standing(self, body: str) -> tuple[Entry, int | None, Rows, Rows]:
        undone: dict[int, bool] = {}
        for line in reversed(self._of(body)):
            if line[1] is not None:
                undone.setdefault(line[1], line[0].command == "undo")
            elif not undone.get(line[0].seq):
                if line[0].command in PERMANENT:
                    raise UndoRefused(command=line[0].command, why="final")
                return line
        raise NothingToUndo()

    def _turned(self, now: Rows, wanted: Rows) -> Rows:
        rows = dict(self.rows)
        for id in now.keys() | wanted.keys():
            if now.get(id) == wanted.get(id):
                continue
            if rows.get(id) != now.get(id):
                raise UndoRefused(command="", why="changed_since")
            rows.pop(id, None)
            if id in wanted:
                rows[id] = wanted[id]
        return rows

    def _append(
        self, command: str, by: By, body: str, refers: int | None, rows: Rows
    ) -> Entry | None:
        changes = tuple(
            Change(_TABLES[type(rows.get(id) or self.rows[id])].name, id, None, None)
            for id in sorted(rows.keys() | self.rows.keys())
            if rows.get(id) != self.rows.get(id)
        )
        if not changes:
            return None
        entry = Entry(
            body, len(self._of(body)) + 1, by.command_id, command, by.actor, by.at, changes
        )
        self.entries.append((entry, refers, self.rows, rows))
        self.rows = rows
        return entry
