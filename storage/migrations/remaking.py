"""Make a table anew with its rows, where a CHECK has to change, which SQLite cannot alter."""

from collections.abc import Iterable


def remade(table: str, text: str, columns: str, more: Iterable[str] = ()) -> tuple[str, ...]:
    """The statements of a step that makes a table anew.

    `text` is all that follows its name in CREATE TABLE, `columns` are those copied; indexes and
    triggers go with the old table, and `more` makes them again.
    """
    return (
        f"CREATE TABLE {table}_made {text}",
        f"INSERT INTO {table}_made ({columns}) SELECT {columns} FROM {table} ORDER BY rowid",
        f"DROP TABLE {table}",
        f"ALTER TABLE {table}_made RENAME TO {table}",
        *more,
    )
