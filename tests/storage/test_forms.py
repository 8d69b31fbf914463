"""A journal written under an older schema is read after columns came to its tables."""

import importlib
import json
import pkgutil
import re
import sys
import tarfile
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from click.testing import CliRunner

import storage
from exports.bundle import opened
from meetings.community.bodies import Body
from meetings.dataclass import dataclass
from meetings.matters.issues import Issue
from meetings.ports import By
from storage import migrations
from storage.copies import restoring
from storage.copies.bringing_in import bring_in
from storage.engine import open_reader, open_writer
from storage.errors import JournalBroken
from storage.health import repair
from storage.health.check import check_file
from storage.health.findings import Trouble
from storage.ids import new_id
from storage.journal import bodies
from storage.journal_text import lines
from storage.migrations import STEPS, Step
from storage.migrations.remaking import remade
from storage.packing import LaterForm, changes_in
from storage.records import FileRecords
from storage.registry import Registry
from storage.rows import table_of
from storage.tables import TABLES
from tests.data.released.make import CORNER, HERE
from tui.cli.main import main

LATER = datetime(2026, 12, 1, 9, 0).astimezone()
NEXT = migrations.KNOWN + 1
NAMES = [table.name for table in TABLES]
ADDED = {name: {"hue": "灰", "weight": None} for name in NAMES}
WIDER = tuple(
    f"ALTER TABLE {name} ADD COLUMN {column}"
    for name in NAMES
    for column in (
        "hue TEXT NOT NULL DEFAULT '灰' CHECK (length(hue) <= 20000)",
        "weight INTEGER CHECK (weight > 0)",
    )
)
"""A step that gives every table a text and a number that may be missing."""


def by() -> By:
    return By("单晓梅", LATER, new_id())


@pytest.fixture
def left(tmp_path):
    """Records of schema 1 with their backup and export."""
    with tarfile.open(HERE / "schema-1.tar.xz") as archive:
        archive.extractall(tmp_path / "left", filter="data")
    return tmp_path / "left"


@pytest.fixture
def wider(monkeypatch):
    """The next version of the program, whose every kind of record has two fields more."""
    for room in pkgutil.walk_packages(storage.__path__, "storage."):
        importlib.import_module(room.name)  # none takes the tables of this test for its own
    monkeypatch.setattr(migrations, "STEPS", (*STEPS, Step(WIDER, ADDED)))
    monkeypatch.setattr(migrations, "KNOWN", NEXT)
    more = {
        "__annotations__": {"hue": str, "weight": int | None}, "__module__": __name__,
        "hue": "灰", "weight": None,
    }  # fmt: skip
    wider = dataclass(frozen=True, slots=True)
    kinds: dict[type, type] = {
        table.kind: wider(type(table.kind.__name__, (table.kind,), dict(more))) for table in TABLES
    }
    made: dict[str, Any] = {}
    for table in sorted(TABLES, key=lambda table: len(table.children)):
        made[table.name] = table_of(
            kinds[table.kind], table.name,
            children={part.kind: made[part.name] for _, part in table.children},
            parent=table.parent,
            derived=table.derived, derive=table.derive, derive_from=table.derive_from,
        )  # fmt: skip
    for module in [m for name, m in sys.modules.items() if name.startswith("storage.")]:
        if getattr(module, "TABLES", None) is TABLES:
            monkeypatch.setattr(module, "TABLES", tuple(made[name] for name in NAMES))
        if hasattr(module, "BODY"):
            monkeypatch.setattr(module, "BODY", made["body"])
    return kinds


def test_the_records_are_whole_before_and_after_they_are_brought_up(left, wider):
    records = left / "records.db"
    assert check_file(records) == []
    FileRecords.open(records).close()
    reader = open_reader(records)
    assert reader.execute("PRAGMA user_version").fetchone()[0] == NEXT
    assert reader.execute("SELECT DISTINCT hue, weight FROM speech").fetchall() == [("灰", None)]
    reader.close()
    assert check_file(records) == []


def test_a_backup_from_before_is_restored(left, wider, tmp_path):
    goal = tmp_path / "records.db"
    restoring.restore(goal, left / "backup" / "2026-11-25.db", LATER)
    assert check_file(goal) == []
    FileRecords.open(goal).close()
    assert not list(tmp_path.glob("*.before-*"))


def test_an_export_from_before_is_imported(left, wider, tmp_path):
    new = tmp_path / "new.db"
    done = CliRunner().invoke(
        main, ["--records", str(new), "import", "all", str(left / "everything.zip")]
    )
    assert done.exit_code == 0, done.output
    assert check_file(new) == []


def test_the_journal_alone_is_brought_in_with_entries_of_both_forms(left, wider, tmp_path):
    with FileRecords.open(left / "records.db") as records:
        with records.reading() as book:
            corner = next(body.id for body in book.find(wider[Body]) if body.name == CORNER)
            issue = book.find(wider[Issue], body=corner)[0]
        with records.transaction("issue.hue", by(), corner) as book:
            book.put(replace(issue, hue="青", weight=3))
        chains = {body: list(lines(records.conn, body)) for body in bodies(records.conn)}
        heads = {body: records.head(body) for body in chains}
    known = [line for line in chains[corner] if '"payload":null' not in line]
    forms = {"".join(re.findall(r'"form\\":(\d+)', line)) for line in known}
    assert forms == {"", str(NEXT)}
    new = tmp_path / "new.db"
    ends = {body: (head.seq, head.hash.hex()) for body, head in heads.items() if head}
    bring_in(new, chains, ends, lambda _n: None)
    reader = open_reader(new)
    found = "SELECT hue, weight FROM issue WHERE id = ?"
    assert reader.execute(found, (issue.id,)).fetchone() == ("青", 3)
    reader.close()


def test_what_was_done_before_is_taken_back_after(left, wider):
    with FileRecords.open(left / "records.db") as records:
        with records.reading() as book:
            corner = next(body.id for body in book.find(wider[Body]) if body.name == CORNER)
        redone = records.redo(by(), corner)
        (change,) = [change for change in redone.changes if change.table == "issue"]
        assert change.before is None and change.after is not None
        assert (change.after["hue"], change.after["weight"]) == ("灰", None)
        records.undo(by(), corner)
    assert check_file(left / "records.db") == []


def test_broken_tables_are_made_anew_from_a_journal_of_before(left, wider):
    records = left / "records.db"
    FileRecords.open(records).close()
    conn = open_writer(records)
    conn.execute("UPDATE speech SET text = '假的', hue = '红'")
    conn.close()
    findings = check_file(records)
    assert {finding.facts["columns"] for finding in findings} == {("text", "hue")}
    planned = repair.plan(records, findings)
    assert planned.way is repair.Way.REBUILD
    repair.carry_out(records, planned, LATER)
    assert check_file(records) == []


def test_a_journal_of_a_later_version_is_refused_in_words(left, wider, tmp_path, monkeypatch):
    with FileRecords.open(left / "records.db") as records:
        with records.reading() as book:
            corner = next(body.id for body in book.find(wider[Body]) if body.name == CORNER)
            issue = book.find(wider[Issue], body=corner)[0]
        with records.transaction("issue.hue", by(), corner) as book:
            book.put(replace(issue, hue="青"))
        head = records.head(corner)
        assert head is not None
        chain = list(lines(records.conn, corner))
    monkeypatch.undo()
    new = tmp_path / "new.db"
    with pytest.raises(JournalBroken) as refused:
        bring_in(new, {"a": chain}, {corner: (head.seq, head.hash.hex())}, lambda _n: None)
    assert refused.value.facts["why"] == "newer"
    assert not new.exists()


@pytest.mark.parametrize("form", [0, -1, NEXT, 10**30, 1.0, "1", None, True, [1]])
def test_a_form_that_is_not_known_is_no_payload(form):
    with pytest.raises(LaterForm):
        changes_in(json.dumps({"form": form, "changes": []}).encode())


def test_a_table_made_anew_reads_in_the_file_as_the_step_says(path, monkeypatch, by):
    """A CHECK cannot be altered: the table is made again, with its indexes and triggers."""
    FileRecords.open(path).close()
    text = migrations.shape(migrations.KNOWN)["issue"].removeprefix('CREATE TABLE "issue" ')
    again = [s for s in migrations.shape(migrations.KNOWN).values() if " ON issue " in s]
    columns = ", ".join(Registry(lambda: TABLES).of(Issue).names)
    steps = (*STEPS, Step(remade("issue", text.replace("<= 200)", "<= 300)"), columns, again)))
    monkeypatch.setattr(migrations, "STEPS", steps)
    monkeypatch.setattr(migrations, "KNOWN", NEXT)
    with FileRecords.open(path) as records:
        sql = "SELECT sql FROM sqlite_schema WHERE name = 'issue'"
        assert "<= 300)" in records.conn.execute(sql).fetchone()[0]
    assert check_file(path) == []


def test_an_older_file_that_is_damaged_is_not_brought_up_to_look(left, wider):
    records = left / "records.db"
    content = bytearray(records.read_bytes())
    for place in range(4096 * 20, len(content), 4096):
        content[place : place + 64] = b"\xff" * 64
    records.write_bytes(content)
    assert {finding.kind for finding in check_file(records)} == {Trouble.PAGES}
    assert not list(left.glob(".*"))


def test_the_export_before_has_no_form_and_the_first_form_is_one(left):
    with opened(left / "everything.zip") as bundle:
        chains = bundle.journals()
        assert not any('"form\\":' in line for chain in chains.values() for line in chain)
    assert changes_in(b'{"changes":[]}') == []
