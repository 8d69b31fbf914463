"""Numbered, append-only migrations: each lists the statements that lead from the one before."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from storage.migrations import (
    m0001_counts,
    m0001_finals,
    m0001_journal,
    m0001_ledger,
    m0001_matters,
    m0001_meetings,
    m0001_notices,
    m0001_owners,
    m0001_people,
)

if TYPE_CHECKING:
    from sqlite_utils import Migrations
    from sqlite_utils.db import Database

STEPS: tuple[tuple[str, ...], ...] = (
    (
        *m0001_journal.STATEMENTS,
        *m0001_people.STATEMENTS,
        *m0001_matters.STATEMENTS,
        *m0001_counts.STATEMENTS,
        *m0001_meetings.STATEMENTS,
        *m0001_owners.STATEMENTS,
        *m0001_finals.STATEMENTS,
        *m0001_ledger.STATEMENTS,
        *m0001_notices.STATEMENTS,
    ),
)
KNOWN = len(STEPS)
"""The schema number of this version of the program."""

CHANGED: Mapping[int, Mapping[str, str | None]] = {}
"""By schema number: what a step that alters or drops leaves of a name (None: gone)."""


def shape(version: int) -> dict[str, str]:
    """What every table, index and trigger of a schema number reads like in the file, by name."""
    found: dict[str, str] = {}
    for number, statements in enumerate(STEPS[:version], start=1):
        for statement in statements:
            words = statement.split(maxsplit=3)
            if words[0] == "CREATE":
                found[words[2]] = statement
        for name, text in CHANGED.get(number, {}).items():
            found.pop(name, None)
            if text is not None:
                found[name] = text
    return found


def migrations(steps: tuple[tuple[str, ...], ...] = STEPS) -> "Migrations":
    """The steps as sqlite-utils applies them, each with the record that it was applied."""
    from sqlite_utils import Migrations

    found = Migrations("jiejiao")
    for number, statements in enumerate(steps, start=1):

        def step(db: "Database", statements: tuple[str, ...] = statements) -> None:
            for statement in statements:
                db.execute(statement)

        found(name=f"m{number:04}")(step)
    return found
