"""The tables made anew from a long journal."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path

from meetings.matters.followup_states import FollowUpState, StepKind
from meetings.matters.followups import Step
from meetings.matters.issues import IssueState
from meetings.ports import By, Change
from storage import journal, schema
from storage.engine import open_reader, open_writer
from storage.health.rebuild import rebuilt
from storage.ids import new_id
from storage.migrations import STEPS
from storage.packing import packed
from storage.registry import Registry
from storage.rows import Row, Table
from storage.tables import TABLES
from tests.benchmarks.data import FOLDER, START, bodies, issues, tasks

ENTRIES = int(os.environ.get("BENCH_ENTRIES", "1000000"))
"""Entries of the journal."""
OF_ONE_MATTER = 5
NAMED = {table.name: table for table in TABLES}
WRITTEN = ("body", "issue", "follow_up", "step")


def _told(table: Table, row: Row, after: Row | None = None) -> Change:
    """A new row, or what of it becomes otherwise."""
    if after is None:
        return Change(table.name, row[0], None, dict(zip(table.names, row, strict=True)))
    both = zip(table.names, row, after, strict=True)
    changed = [(name, old, new) for name, old, new in both if old != new]
    before = {name: old for name, old, _ in changed}
    return Change(table.name, row[0], before, {name: new for name, _, new in changed})


def _commands() -> Iterator[tuple[str, str, Change]]:
    """Body, command and change: an issue collected and accepted, its task given, begun, told of."""
    known = bodies()
    for body in known:
        yield body.id, "body.found", _told(NAMED["body"], NAMED["body"].encode(body))
    matters = (ENTRIES - len(known)) // OF_ONE_MATTER
    issue_table, task_table, step_table = (NAMED[name] for name in WRITTEN[1:])
    for issue, task in zip(issues(matters, known), tasks(matters, known), strict=True):
        issue = replace(issue, state=IssueState.COLLECTED, settled_at=None)
        accepted = replace(issue, state=IssueState.ACCEPTED)
        row, after = issue_table.encode(issue), issue_table.encode(accepted)
        yield issue.body, "issue.collect", _told(issue_table, row)
        yield issue.body, "issue.accept", _told(issue_table, row, after)
        task = replace(task, state=FollowUpState.ASSIGNED)
        row = task_table.encode(task)
        after = task_table.encode(replace(task, state=FollowUpState.IN_HAND))
        yield task.body, "task.assign", _told(task_table, row)
        yield task.body, "task.begin", _told(task_table, row, after)
        step = Step(
            new_id(), task.body, task.id, StepKind.PROGRESS, task.created_at + timedelta(days=1),
            "陈静", "物业已联系电工，明天上午来看。",
        )  # fmt: skip
        yield task.body, "task.progress", _told(step_table, step_table.encode(step))


def _journal() -> Path:
    """A file with the journal alone, made once a size."""
    form = sha256(repr(STEPS).encode()).hexdigest()[:8]
    path = FOLDER / f"{form}-journal-{ENTRIES}.db"
    if path.exists():
        return path
    FOLDER.mkdir(parents=True, exist_ok=True)
    growing = path.with_suffix(".growing")
    growing.unlink(missing_ok=True)
    schema.create(growing)
    conn = open_writer(growing)
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute("BEGIN IMMEDIATE")
    for body, command, change in _commands():
        by = By("陈静", START, new_id())
        journal.append(conn, body, command, by, [packed(change)], [change.id])
    conn.execute("COMMIT")
    conn.execute("PRAGMA journal_mode = DELETE").fetchone()
    conn.close()
    growing.rename(path)
    return path


def bench_rebuild_from_a_million_entries():
    """Tables from the journal, as the check makes them, derived columns and indexes included.

    The floor reads the same entries and inserts the rows as they end, both by the bare engine.
    """
    path = _journal()
    folder = Path(tempfile.mkdtemp())
    reader = open_reader(path)
    registry = Registry(lambda: TABLES)
    with rebuilt(reader, folder / "once.db", registry) as (made, _):
        conn = open_reader(made)
        rows = {name: conn.execute(f"SELECT * FROM {name}").fetchall() for name in WRITTEN}
        conn.close()
    runs = count()

    def work() -> None:
        with rebuilt(reader, folder / "work.db", registry):
            pass

    def floor() -> None:
        made = folder / f"floor{next(runs)}.db"
        schema.create(made)
        conn = open_writer(made)
        conn.execute("PRAGMA foreign_keys = OFF")
        conn.execute("PRAGMA synchronous = OFF")
        conn.execute("BEGIN IMMEDIATE")
        for body in journal.bodies(reader):
            query = "SELECT seq, command, payload FROM entry WHERE body = ? ORDER BY seq"
            for _ in reader.execute(query, (body,)):
                pass
        for name, lines in rows.items():
            marks = ", ".join("?" for _ in lines[0])
            conn.executemany(f"INSERT INTO {name} VALUES ({marks})", lines)
        conn.execute("COMMIT")
        conn.close()
        made.unlink()

    return work, floor, 4.0
