"""Frozen dataclasses as rows: an aggregate is flattened to its tables and built back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from operator import attrgetter
from typing import Any, get_args, get_origin, get_type_hints

from meetings.dataclass import dataclass
from meetings.limits import LONGEST, LONGEST_JSON, limit
from storage.errors import TooLong, UnreadableRow
from storage.values import UNREADABLE, Form, form, is_plain

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One field of an entity that is kept as one SQLite value; `limit` is in characters."""

    name: str
    form: Form
    limit: int


@dataclass(frozen=True, eq=False)
class Table:
    """How one class of entities is stored.

    `parent` is the column that names the aggregate's root; `children` are fields of the entity
    that hold rows of other tables; `derived` are columns for searching, which `derive` makes from
    the columns `derive_from`.
    """

    kind: type[Any]
    name: str
    columns: tuple[Column, ...]
    children: tuple[tuple[str, "Table"], ...] = ()
    parent: str | None = None
    derived: tuple[str, ...] = ()
    derive: Callable[..., Row] | None = None
    derive_from: tuple[str, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The column names, in the order of a Row."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def _get(self) -> Any:
        return attrgetter(*self.names)

    @cached_property
    def _decoders(self) -> tuple[tuple[int, Any], ...]:
        return tuple(
            (place, column.form.decode)
            for place, column in enumerate(self.columns)
            if column.form.decode is not None
        )

    @cached_property
    def select(self) -> str:
        """SELECT … FROM …, with the columns in their order."""
        return f"SELECT {', '.join(self.names)} FROM {self.name}"

    @cached_property
    def by_id(self) -> str:
        """The statement that reads one row by its id."""
        return f"{self.select} WHERE id = ?"

    @cached_property
    def insert(self) -> str:
        """The statement that writes a row with its derived columns."""
        names = self.names + self.derived
        return (
            f"INSERT INTO {self.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        )

    @cached_property
    def delete(self) -> str:
        """The statement that deletes a row by its id."""
        return f"DELETE FROM {self.name} WHERE id = ?"

    def encode(self, value: Any) -> Row:
        """The cleaned row of an entity, its children left out; raises TooLong."""
        return tuple(
            self.encode_one(column, part)
            for column, part in zip(self.columns, self._get(value), strict=True)
        )

    def encode_one(self, column: Column, part: Any) -> Any:
        """One cleaned column value; raises TooLong, since cutting would lose words silently."""
        encode = column.form.encode
        stored = part if encode is None else encode(part)
        if type(stored) is str and len(stored) > column.limit:
            raise TooLong(
                table=self.name, column=column.name, length=len(stored), limit=column.limit
            )
        return stored

    def encode_all(self, values: Sequence[Any]) -> list[Row]:
        """The rows of many entities, encoded column by column; raises TooLong."""
        columns = zip(*map(self._get, values), strict=True)
        return list(
            zip(
                *(
                    self._encode_column(column, parts)
                    for column, parts in zip(self.columns, columns, strict=True)
                ),
                strict=True,
            )
        )

    def _encode_column(self, column: Column, parts: Sequence[Any]) -> Sequence[Any]:
        """The encoded values of a column; clean texts stay unchanged, repeated ones are done once.

        Objects are compared by identity, since equal times may have different offsets.
        """
        if column.form.is_text:
            texts = [part for part in parts if part is not None]
            if is_plain("".join(texts)) and max(map(len, texts), default=0) <= column.limit:
                return parts
        elif column.form.encode is None:
            return parts
        encoded: dict[Any, Any] = {}
        found = []
        for key, part in zip(parts if column.form.is_text else map(id, parts), parts, strict=True):
            stored = encoded.get(key, encoded)
            if stored is encoded:
                stored = encoded[key] = self.encode_one(column, part)
            found.append(stored)
        return found

    def decode(self, row: Sequence[Any], children: Mapping[str, tuple[Any, ...]]) -> Any:
        """The entity of a row, with its children where it has any; raises UnreadableRow."""
        parts = list(row)
        try:
            for place, convert in self._decoders:
                parts[place] = convert(parts[place])
            return self.kind(**dict(zip(self.names, parts, strict=True)), **children)
        except UNREADABLE as failure:
            raise UnreadableRow(table=self.name, id=row[0]) from failure

    def may_differ(self, old: Any, new: Any) -> bool:
        """Whether any field is another object; equal times may still differ in their offsets."""
        if old is new:
            return False
        pairs = zip(self._get(old), self._get(new), strict=True)
        return any(before is not after for before, after in pairs)

    @cached_property
    def _derive_places(self) -> tuple[int, ...]:
        return tuple(map(self.names.index, self.derive_from))

    def derived_values(self, row: Row) -> Row:
        """The values of the derived columns."""
        if self.derive is None:
            return ()
        return self.derive(*[row[place] for place in self._derive_places])

    def with_derived(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Rows as `insert` needs them; values derived from equal values are made once."""
        if self.derive is None:
            return rows
        columns = ([row[place] for row in rows] for place in self._derive_places)
        keys = list(zip(*columns, strict=True))
        derived = {key: self.derive(*key) for key in set(keys)}
        return [row + derived[key] for row, key in zip(rows, keys, strict=True)]

    def family(self) -> Iterator["Table"]:
        """This table and those of its children."""
        yield self
        for _, child in self.children:
            yield from child.family()


def table_of(
    kind: type[Any],
    name: str,
    *,
    children: Mapping[type[Any], Table] | None = None,
    parent: str | None = None,
    derived: tuple[str, ...] = (),
    derive: Callable[..., Row] | None = None,
    derive_from: tuple[str, ...] = (),
) -> Table:
    """Read the columns of an entity from its type hints; raises UnsupportedHint."""
    hints = get_type_hints(kind)
    child_tables = children or {}
    columns: list[Column] = []
    inner: list[tuple[str, Table]] = []
    for field in fields(kind):
        hint = hints[field.name]
        item: Any = get_args(hint)[0] if get_origin(hint) is tuple else None
        if item in child_tables:
            inner.append((field.name, child_tables[item]))
            continue
        shape = form(hint)
        default = LONGEST_JSON if shape.is_json else LONGEST
        columns.append(Column(field.name, shape, limit(field.name, name, default=default)))
    return Table(kind, name, tuple(columns), tuple(inner), parent, derived, derive, derive_from)


def to_set(table: Table, before: Row, after: Row) -> tuple[tuple[str, ...], Row]:
    """Names and values of the columns to update, with the columns derived from them."""
    changed = [
        (name, new) for name, old, new in zip(table.names, before, after, strict=True) if old != new
    ]
    if table.derive:
        fresh = table.derived_values(after)
        if fresh != table.derived_values(before):
            changed.extend(zip(table.derived, fresh, strict=True))
    return tuple(name for name, _ in changed), tuple(value for _, value in changed)


def difference(
    names: tuple[str, ...], before: Row | None, after: Row | None
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The columns that differ, before and after; None for a row that does not exist."""
    if before is None or after is None:
        return (
            None if before is None else dict(zip(names, before, strict=True)),
            None if after is None else dict(zip(names, after, strict=True)),
        )
    places = [at for at, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    return {names[at]: before[at] for at in places}, {names[at]: after[at] for at in places}
