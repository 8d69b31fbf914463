"""Numbered, append-only steps of the schema and their running; how payloads follow them.

A released step is never changed. CONTRIBUTING.md, "How to add a column", has the order of work.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

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
    m0002_entry_ids,
    m0003_masking,
    m0004_unknown,
    m0005_sections,
    m0006_elections,
    m0007_points,
    m0008_reports,
    m0009_steps,
    m0010_parts,
    m0011_kinds,
    m0012_settled,
    m0013_sharing,
    m0014_activities,
    m0015_hub,
    m0016_rewards,
    m0017_moves,
    m0018_neighbourhood,
    m0019_proofs,
    m0020_unsaid,
)

if TYPE_CHECKING:
    from sqlite_utils import Migrations
    from sqlite_utils.db import Database

Added = Mapping[str, Mapping[str, object]]
"""By table and column, the stored default for rows older than the column."""


@dataclass(frozen=True, eq=False)
class Step:
    """The statements that lead from one schema number to the next."""

    statements: tuple[str, ...]
    added: Added = field(default_factory=dict)
    """Columns missing in journals written before, with the defaults of the statements."""


STEPS: tuple[Step, ...] = (
    Step(
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
        )
    ),
    Step(m0002_entry_ids.STATEMENTS),
    Step(m0003_masking.STATEMENTS),
    Step(m0004_unknown.STATEMENTS, m0004_unknown.ADDED),
    Step(m0005_sections.STATEMENTS, m0005_sections.ADDED),
    Step(m0006_elections.STATEMENTS, m0006_elections.ADDED),
    Step(m0007_points.STATEMENTS, m0007_points.ADDED),
    Step(m0008_reports.STATEMENTS),
    Step(m0009_steps.STATEMENTS, m0009_steps.ADDED),
    Step(m0010_parts.STATEMENTS, m0010_parts.ADDED),
    Step(m0011_kinds.STATEMENTS, m0011_kinds.ADDED),
    Step(m0012_settled.STATEMENTS, m0012_settled.ADDED),
    Step(m0013_sharing.STATEMENTS, m0013_sharing.ADDED),
    Step(m0014_activities.STATEMENTS, m0014_activities.ADDED),
    Step(m0015_hub.STATEMENTS),
    Step(m0016_rewards.STATEMENTS),
    Step(m0017_moves.STATEMENTS, m0017_moves.ADDED),
    Step(m0018_neighbourhood.STATEMENTS, m0018_neighbourhood.ADDED),
    Step(m0019_proofs.STATEMENTS),
    Step(m0020_unsaid.STATEMENTS),
)
SET: Final = "jiejiao"
"""The name of our steps in the file's list of applied steps."""
KNOWN = len(STEPS)
"""The schema number of this version of the program, and the form of the payloads it writes."""


def added_since(form: int) -> Added:
    """The columns that a payload of an older form lacks, with their defaults."""
    return _added(form, STEPS)


@cache
def _added(form: int, steps: tuple[Step, ...]) -> Added:
    found: dict[str, dict[str, object]] = {}
    for step in steps[form:]:
        for table, columns in step.added.items():
            found.setdefault(table, {}).update(columns)
    return found


def shape(version: int) -> dict[str, str]:
    """The SQL text of every table, index and trigger of a schema number, by name."""
    found: dict[str, str] = {}
    for step in STEPS[:version]:
        for statement in step.statements:
            _follow(found, statement)
    return found


def _follow(found: dict[str, str], statement: str) -> None:
    """Apply one statement to the SQL texts, as SQLite would store them."""
    first, _, name, *rest = statement.split(maxsplit=3)
    if first == "CREATE":
        found[name] = statement
    elif first == "DROP":
        for other in [other for other, text in found.items() if f" ON {name} " in text]:
            del found[other]
        del found[name]
    elif first == "ALTER" and rest[0].startswith("ADD COLUMN "):
        # A column comes after the others and before what is said of the whole table.
        end = max(found[name].rfind(",\n    PRIMARY KEY ("), 0) or found[name].rindex(")")
        added = rest[0].removeprefix("ADD COLUMN ")
        found[name] = f"{found[name][:end]}, {added}{found[name][end:]}"
    elif first == "ALTER" and rest[0].startswith("RENAME TO "):
        new = rest[0].removeprefix("RENAME TO ")
        text = found.pop(name).removeprefix(f"CREATE TABLE {name} ")
        found[new] = f'CREATE TABLE "{new}" {text}'


def names(version: int) -> tuple[str, ...]:
    """The names of the steps up to a schema number in the file's list."""
    return tuple(f"m{number:04}" for number in range(1, version + 1))


def migrations(steps: tuple[Step, ...] | None = None) -> "Migrations":
    """The steps as sqlite-utils applies them, each with the record that it was applied."""
    from sqlite_utils import Migrations

    found = Migrations(SET)
    taken = STEPS if steps is None else steps
    for name, stored in zip(names(len(taken)), taken, strict=True):

        def step(db: "Database", statements: tuple[str, ...] = stored.statements) -> None:
            for statement in statements:
                db.execute(statement)

        found(name=name)(step)
    return found
