"""One open transaction or reading: loads and stores entities and collects the changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from meetings.errors import NotFound
from meetings.ports import Change
from storage import ids
from storage.engine import Connection, IntegrityError
from storage.errors import OtherBody, ReadOnly, Refused
from storage.packing import packed, packed_new
from storage.registry import Registry
from storage.rows import Row, Table, difference, to_set

T = TypeVar("T")


@dataclass(slots=True)
class _Touched:
    """A row as it was before the transaction and as it is now."""

    table: Table
    before: Row | None
    after: Row | None


@dataclass
class OpenBook:
    """The Book that actions work on; `body` is None where nothing may be written."""

    conn: Connection
    registry: Registry
    body: str | None
    loaded: dict[tuple[str, str], Any] = field(default_factory=dict)
    """Aggregates as they are stored at this moment, by table and id."""
    _touched: dict[tuple[str, str], _Touched] = field(default_factory=dict)
    _added: dict[str, dict[str, Row]] = field(default_factory=dict)
    """Rows added in bulk and not changed since, by table and id."""
    _whole: dict[tuple[str, str], Change] = field(default_factory=dict)
    _newest: str = ""
    """The last id that was made."""

    def new_id(self) -> str:
        """A new id, greater than those of all parts of what was loaded: parts are in order of id.

        So what is said after a clock was put right still comes after what was said before.
        """
        made, last = ids.new_id(), self._newest
        if self.loaded:
            last = max(last, self._last_part())
        self._newest = made if made > last else ids.next_after(last)
        return self._newest

    def new_ids(self, count: int) -> list[str]:
        """Many at once, each greater than the one before, as `new_id` makes them."""
        if count < 1:
            return []
        first, *rest = self.new_id(), *ids.more(count - 1)
        if rest and rest[0] <= first:
            return [first, *(self.new_id() for _ in rest)]
        self._newest = rest[-1] if rest else first
        return [first, *rest]

    def _last_part(self) -> str:
        """The greatest id of a part of this body's aggregates, "" without any."""
        parts = (
            getattr(value, name)[-1].id
            for (table, _), value in self.loaded.items()
            if value.body == self.body
            for name, _ in self.registry.named(table).children
            if getattr(value, name)
        )
        return max(parts, default="")

    def get(self, kind: type[T], id: str) -> T:
        """The one record with its children; raises NotFound."""
        found: T | None = self._stored(self.registry.of(kind), id)
        if found is None:
            raise NotFound(kind=kind.__name__, id=id)
        return found

    def find(self, kind: type[T], **equal: object) -> list[T]:
        """All records whose fields equal the given values, in order of id."""
        table = self.registry.of(kind)
        where, values = self._where(table, equal)
        try:
            rows = self.conn.execute(f"{table.select}{where} ORDER BY id", values).fetchall()
        except OverflowError:  # no row has a number that the file cannot hold
            return []
        return [self._built(table, row) for row in rows]

    def highest(self, kind: type[object], field: str, **equal: object) -> int:
        """The largest whole number in a field of the records that match; 0 without any."""
        table = self.registry.of(kind)
        if field not in table.names:
            raise TypeError(f"{table.name} has no {field}")
        where, values = self._where(table, equal)
        found = self.conn.execute(f"SELECT max({field}) FROM {table.name}{where}", values)
        return int(found.fetchone()[0] or 0)

    def put(self, value: object) -> None:
        """Insert or change a record, an aggregate with its children.

        Raises OtherBody, TooLong, Refused; ReadOnly in a reading.
        """
        table = self.registry.of(type(value))
        id: str = value.id  # type: ignore[attr-defined]
        exact = self._write(table, self._stored(table, id), value)
        self._forget_root_of(table)
        if table.children:
            if exact:
                self.loaded[table.name, id] = value
            else:
                self.loaded.pop((table.name, id), None)

    def add(self, values: Sequence[object]) -> None:
        """Insert many new records of one kind at once, as an import does.

        Raises OtherBody, TooLong, Refused; ReadOnly in a reading.
        """
        if not values:
            return
        table = self.registry.of(type(values[0]))
        if table.children or table.parent is not None:
            for value in values:
                self.put(value)
            return
        if self.body is None:
            raise ReadOnly(path="")
        rows = table.encode_all(values)
        place = table.names.index("body")
        for row in rows:
            if row[place] != self.body:
                raise OtherBody(id=row[0], body=row[place], expected=self.body)
        try:
            self.conn.executemany(table.insert, table.with_derived(rows))
        except IntegrityError as failure:
            raise Refused(table=table.name, id=rows[0][0], problem=str(failure)) from failure
        new = {row[0]: row for row in rows}
        for (name, id), touched in self._touched.items():
            if name == table.name and id in new:
                touched.after = new.pop(id)
        self._added.setdefault(table.name, {}).update(new)

    def remove(self, value: object) -> None:
        """Take a record and its children away; the journal keeps them. Raises NotFound."""
        table = self.registry.of(type(value))
        id: str = value.id  # type: ignore[attr-defined]
        stored = self._stored(table, id)
        if stored is None:
            raise NotFound(kind=table.kind.__name__, id=id)
        self._remove(table, stored)
        self._forget_root_of(table)
        self.loaded.pop((table.name, id), None)

    def changes_json(self) -> list[str]:
        """The changes of the transaction for the journal, as one JSON text for each row.

        Of changed rows only the changed columns are in it.
        """
        found = []
        for (name, id), touched in self._touched.items():
            before, after = touched.before, touched.after
            if before != after and (name, id) not in self._whole:
                parts = difference(touched.table.names, before, after)
                found.append(packed(Change(name, id, *parts)))
        for name, rows in self._added.items():
            new = [row for id, row in rows.items() if (name, id) not in self._whole]
            if new:
                found.extend(packed_new(name, self.registry.named(name).names, new))
        found.extend(map(packed, self._whole.values()))
        return found

    def about(self) -> set[str]:
        """The ids under which the history of these changes is found: the rows' and their roots'."""
        found = {id for _, id in self._whole}.union(*self._added.values())
        for (_, id), touched in self._touched.items():
            if touched.before == touched.after:
                continue
            found.add(id)
            if touched.table.parent is not None:
                place = touched.table.names.index(touched.table.parent)
                found.update(row[place] for row in (touched.before, touched.after) if row)
        return found

    def current(self, table: Table, id: str) -> Row | None:
        """The row as it is in the file now; None without one."""
        found: Row | None = self.conn.execute(table.by_id, (id,)).fetchone()
        return found

    def set_row(self, table: Table, id: str, row: Row | None) -> None:
        """Write the row as given, or delete it for None; for undo, which replays the journal."""
        self._replace(table, id, self.current(table, id), row)
        self.loaded.clear()

    def journal_whole(self, table: Table, id: str) -> None:
        """Put a full snapshot of this row into the journal's entry, in place of what changed.

        Anonymising does so, since it erases what earlier entries say of the row.
        """
        row = self.current(table, id)
        values = None if row is None else dict(zip(table.names, row, strict=True))
        self._whole[table.name, id] = Change(table.name, id, None, values)

    def _where(self, table: Table, equal: Mapping[str, object]) -> tuple[str, list[Any]]:
        if not equal:
            return "", []
        forms = {column.name: column for column in table.columns}
        parts, values = [], []
        for name, wanted in equal.items():
            column = forms.get(name)
            if column is None:
                raise TypeError(f"{table.name} has no {name}")
            if wanted is None:
                parts.append(f"{name} IS NULL")
            else:
                parts.append(f"{name} = ?")
                values.append(table.encode_one(column, wanted))
        return f" WHERE {' AND '.join(parts)}", values

    def _stored(self, table: Table, id: str) -> Any:
        loaded = self.loaded.get((table.name, id)) if table.children else None
        if loaded is not None:
            return loaded
        row = self.current(table, id)
        return None if row is None else self._built(table, row)

    def _built(self, table: Table, row: Row) -> Any:
        if not table.children:
            return table.decode(row, {})
        key = (table.name, row[0])
        if key not in self.loaded:
            children = {
                name: tuple(
                    self._built(child, line)
                    for line in self.conn.execute(
                        f"{child.select} WHERE {child.parent} = ? ORDER BY id", (row[0],)
                    ).fetchall()
                )
                for name, child in table.children
            }
            self.loaded[key] = table.decode(row, children)
        return self.loaded[key]

    def _forget_root_of(self, table: Table) -> None:
        """Drop loaded aggregates that could contain a child that was written by itself."""
        root = self.registry.roots.get(table.name)
        if root is not None:
            for key in [key for key in self.loaded if key[0] == root.name]:
                del self.loaded[key]

    def _write(self, table: Table, old: Any, new: Any) -> bool:
        """Write what differs from `old`; False where cleaning made the row differ from `new`."""
        if new.body != self.body:
            if self.body is None:
                raise ReadOnly(path="")
            raise OtherBody(id=new.id, body=new.body, expected=self.body)
        exact = True
        if old is None or table.may_differ(old, new):
            row = table.encode(new)
            self._replace(table, new.id, None if old is None else self.current(table, new.id), row)
            exact = table.decode(row, {n: getattr(new, n) for n, _ in table.children}) == new
        for name, child in table.children:
            before = () if old is None else getattr(old, name)
            if not self._write_children(child, before, getattr(new, name)):
                exact = False
        return exact

    def _write_children(self, table: Table, old: tuple[Any, ...], new: tuple[Any, ...]) -> bool:
        if old is new:
            return True
        same = 0
        for before, after in zip(old, new, strict=False):
            if before is not after:
                break
            same += 1
        known = {child.id: child for child in old[same:]}
        exact = True
        last = new[same - 1].id if same else ""
        for child in new[same:]:
            exact = self._write(table, known.pop(child.id, None), child) and exact
            # Rows are read back in order of id; another order would not be what is stored.
            exact = exact and last < child.id
            last = child.id
        for gone in known.values():
            self._remove(table, gone)
        return exact

    def _remove(self, table: Table, stored: Any) -> None:
        if stored.body != self.body:
            raise OtherBody(id=stored.id, body=stored.body, expected=self.body)
        for name, child in table.children:
            for line in getattr(stored, name):
                self._remove(child, line)
        self._replace(table, stored.id, self.current(table, stored.id), None)

    def _replace(self, table: Table, id: str, before: Row | None, after: Row | None) -> None:
        if self.body is None:
            raise ReadOnly(path="")
        if before == after:
            return
        try:
            if after is None:
                self.conn.execute(table.delete, (id,))
            elif before is None:
                self.conn.execute(table.insert, after + table.derived_values(after))
            else:
                names, values = to_set(table, before, after)
                assignments = ", ".join(f"{name} = ?" for name in names)
                self.conn.execute(
                    f"UPDATE {table.name} SET {assignments} WHERE id = ?", (*values, id)
                )
        except IntegrityError as failure:
            raise Refused(table=table.name, id=id, problem=str(failure)) from failure
        earlier = self._touched.get((table.name, id))
        if earlier is None:
            if self._added.get(table.name, {}).pop(id, None) is not None:
                before = None
            self._touched[table.name, id] = _Touched(table, before, after)
        else:
            earlier.after = after
