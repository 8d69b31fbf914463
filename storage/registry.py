"""Looks up a table by the entity that it keeps or by its name."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from storage.rows import Table


class Registry:
    """The tables by the kind they keep and by name."""

    def __init__(self, tables: Callable[[], Iterable[Table]], *first: Table) -> None:
        """`first` are known at once; `tables`, all of them, are asked for when another is used."""
        self._gather = tables
        self._first = {table.kind: table for table in first}

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """All tables."""
        return tuple(self._gather())

    @cached_property
    def _by_kind(self) -> dict[type[Any], Table]:
        return {table.kind: table for table in self.tables}

    @cached_property
    def _by_name(self) -> dict[str, Table]:
        return {table.name: table for table in self.tables}

    @cached_property
    def roots(self) -> dict[str, Table]:
        """The table of the whole aggregate, by the name of each table of a part."""
        return {child.name: root for root in self.tables for _, child in root.children}

    def of(self, kind: type[Any]) -> Table:
        """The table that keeps a kind; KeyError is a mistake in the program."""
        return self._first.get(kind) or self._by_kind[kind]

    def named(self, name: str) -> Table:
        """The table of a name in the journal."""
        return self._by_name[name]
