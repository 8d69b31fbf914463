"""Looks up a table by the entity that it keeps or by its name."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from storage.rows import Table


class Registry:
    """The tables of the file, by class of entity and by name."""

    def __init__(self, tables: Callable[[], Iterable[Table]], *first: Table) -> None:
        """`first` are there at once; `tables` gives all of them when another one is needed."""
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
        """The root table of an aggregate, by the name of each of its child tables."""
        return {child.name: root for root in self.tables for _, child in root.children}

    def of(self, kind: type[Any]) -> Table:
        """The table of a class of entities; KeyError is a mistake in the program."""
        return self._first.get(kind) or self._by_kind[kind]

    def named(self, name: str) -> Table:
        """The table with this name, as the journal has it."""
        return self._by_name[name]
