"""Only our own files are opened; older ones are copied and brought up, newer ones refused."""

import os
import sqlite3
import types
from enum import StrEnum
from importlib import metadata
from typing import get_args, get_origin, get_type_hints

import pytest

from storage import engine, migrations, schema
from storage.copies.copying import copy_verified, manifest
from storage.engine import open_reader, open_writer
from storage.errors import CopyFailed, Damaged, Foreign, Newer, WriteFailed
from storage.migrations import Step
from storage.records import FileRecords
from storage.registers import register
from storage.schema import PROGRAM
from storage.tables import REFERENCES, TABLES
from tests.storage.scenes import found
from tui.errors import sentence

NEXT = migrations.KNOWN + 1


def raw(path, *statements):
    with sqlite3.connect(path) as conn:
        for statement in statements:
            conn.execute(statement)
    conn.close()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_columns_are_the_fields_of_the_entity(records, table):
    db = engine.tooling(records.conn)
    there = {column.name: column for column in db.table(table.name).columns}
    assert sorted(there) == sorted([*table.names, *table.derived])
    assert db.table(table.name).strict
    for column in table.columns:
        kept = there[column.name]
        assert (kept.type, bool(kept.notnull)) == (column.form.sql, not column.form.optional)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_checks_know_every_state_and_limit(table):
    text = " ".join(migrations.shape(migrations.KNOWN)[table.name].split())
    for column in table.columns:
        if column.form.choices:
            listed = ", ".join(f"'{choice}'" for choice in column.form.choices)
            wanted = f"{column.name} IN ({listed})"
            assert wanted in text.replace("( ", "(").replace(" )", ")")
        elif column.form.is_text and column.name != "id":
            assert f"length({column.name}) <= {column.limit}" in text


def test_every_enumeration_of_an_entity_has_its_check():
    for table in TABLES:
        hints = get_type_hints(table.kind)
        for column in table.columns:
            hint = hints[column.name]
            parts = get_args(hint) if get_origin(hint) is types.UnionType else (hint,)
            if any(isinstance(part, type) and issubclass(part, StrEnum) for part in parts):
                assert column.form.choices


def test_every_table_of_the_schema_is_registered_the_journal_the_counts_or_the_exchange(records):
    names = {
        name
        for name, sql in migrations.shape(migrations.KNOWN).items()
        if sql.startswith("CREATE TABLE")
    }
    journal = {"entry", "entry_row", "state_count"}
    assert names == {table.name for table in TABLES} | journal | set(register.TABLES)


def test_loose_references_name_columns_that_exist():
    columns = {table.name: table.names for table in TABLES}
    assert all(
        column in columns[table] and parent in columns for table, column, parent in REFERENCES
    )


def test_every_foreign_key_can_be_looked_up_from_the_other_side(records):
    for table in TABLES:
        covered = {
            records.conn.execute(f"PRAGMA index_info({row[1]})").fetchone()[2]
            for row in records.conn.execute(f"PRAGMA index_list({table.name})").fetchall()
        }
        for row in records.conn.execute(f"PRAGMA foreign_key_list({table.name})").fetchall():
            if row[2] != "body":
                assert row[3] in covered, (table.name, row[3])


def test_a_newer_file_is_refused_with_both_numbers(path):
    FileRecords.open(path).close()
    raw(path, f"PRAGMA user_version = {migrations.KNOWN + 4}")
    with pytest.raises(Newer) as told:
        FileRecords.open(path)
    assert told.value.facts["found"] == migrations.KNOWN + 4
    assert told.value.facts["known"] == migrations.KNOWN


def test_a_newer_file_tells_which_program_made_it_and_where_the_copy_from_before_lies(path):
    """A stick with an older program meets records that a newer one has brought up."""
    FileRecords.open(path).close()
    before = path.with_name(f"{path.name}.before-{migrations.KNOWN + 1}.1")
    before.write_bytes(path.read_bytes())
    path.with_name(f"{path.name}.before-{migrations.KNOWN + 2}.1").write_bytes(b"")
    raw(path, f"UPDATE {schema.BOOKKEEPING} SET name = '9.1.0' WHERE migration_set = '{PROGRAM}'")
    raw(path, f"PRAGMA user_version = {migrations.KNOWN + 2}")
    with pytest.raises(Newer) as told:
        FileRecords.open(path)
    assert (told.value.program, told.value.copy) == ("9.1.0", str(before))
    said = sentence(told.value)
    assert "9.1.0" in said and str(before) in said


def test_the_version_is_that_of_the_program_that_ran_the_last_step(path):
    with FileRecords.open(path) as records:
        assert schema.made_by(records.conn) == metadata.version("jiejiao")
    raw(path, f"UPDATE {schema.BOOKKEEPING} SET name = '0.0.1' WHERE migration_set = '{PROGRAM}'")
    with FileRecords.open(path) as records:
        assert schema.made_by(records.conn) == "0.0.1"  # what is only opened keeps it


def test_a_list_that_a_later_program_keeps_in_another_way_is_no_traceback(path):
    FileRecords.open(path).close()
    raw(path, f"DROP TABLE {schema.BOOKKEEPING}")
    raw(path, f"PRAGMA user_version = {migrations.KNOWN + 2}")
    with pytest.raises(Newer) as told:
        FileRecords.open(path)
    assert told.value.program == "" and "新版本" in sentence(told.value)


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        (
            "CREATE TRIGGER t AFTER INSERT ON issue BEGIN DELETE FROM entry; END",
            "trigger t",
        ),
        ("CREATE VIEW v AS SELECT * FROM person", "view v"),
        ("CREATE TABLE notes (x)", "table notes"),
        ("CREATE INDEX i ON issue (reason)", "index i"),
    ],
)
def test_whatever_does_not_belong_there_is_named(path, statement, name):
    FileRecords.open(path).close()
    raw(path, statement)
    with pytest.raises(Foreign) as told:
        FileRecords.open(path)
    assert (told.value.facts["why"], told.value.facts["name"]) == ("unexpected", name)


def test_a_table_that_is_missing_or_altered_is_named(path):
    FileRecords.open(path).close()
    raw(path, "DROP TABLE reply")
    with pytest.raises(Foreign) as told:
        FileRecords.open(path)
    assert told.value.facts["why"] == "missing"
    raw(path, "CREATE TABLE reply (id TEXT)")
    with pytest.raises(Foreign) as told:
        FileRecords.open(path)
    assert told.value.facts == {"path": str(path), "why": "altered", "name": "table reply"}


def test_a_file_of_another_program_is_left_as_it_is(path):
    raw(path, "CREATE TABLE songs (title TEXT)")
    before = path.read_bytes()
    with pytest.raises(Foreign) as told:
        FileRecords.open(path)
    assert told.value.facts["why"] == "other_program"
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 a Word file", b"x", b"\x00" * 4096], ids=["zip", "byte", "noughts"]
)
def test_what_is_no_database_is_left_as_it_is(path, content):
    path.write_bytes(content)
    with pytest.raises(Foreign) as told:
        FileRecords.open(path)
    assert told.value.facts["why"] == "not_sqlite"
    assert path.read_bytes() == content


def test_a_cut_off_file_is_refused(path):
    FileRecords.open(path).close()
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises((Damaged, Foreign)):
        FileRecords.open(path)


def test_an_empty_file_becomes_a_records_file(path):
    path.touch()
    with FileRecords.open(path) as records:
        assert records.access.writes


def test_a_new_file_leaves_nothing_beside_it(path):
    FileRecords.open(path).close()
    assert {file.name for file in path.parent.iterdir()} == {"records.db", "records.db.lock"}


def test_a_new_file_is_what_all_steps_one_after_another_make_of_nothing(path, monkeypatch):
    def everything():
        reader = open_reader(path)
        try:
            texts = set(reader.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))
            tables = [name for kind, name, _table, _sql in texts if kind == "table"]
            rows = {name: reader.execute(f"SELECT * FROM {name}").fetchall() for name in tables}
            steps = rows.pop(schema.BOOKKEEPING)
            return texts, rows, [step[:-1] for step in steps]  # but for when each was applied
        finally:
            reader.close()

    FileRecords.open(path).close()
    at_once = everything()
    path.unlink()
    monkeypatch.setattr(
        schema, "_lay_out", lambda conn: migrations.migrations().apply(engine.tooling(conn))
    )
    FileRecords.open(path).close()
    assert at_once == everything() and len(at_once[0]) > 100


@pytest.fixture
def later_step(monkeypatch):
    """A later version of the program, with one table more."""
    later = Step(("CREATE TABLE later (id TEXT PRIMARY KEY NOT NULL) STRICT",))
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, later))
    monkeypatch.setattr(migrations, "KNOWN", NEXT)


def test_an_older_file_is_copied_and_then_brought_up(path, by, request):
    with FileRecords.open(path) as records:
        body = found(records, by())
        before = manifest(records.conn)
    request.getfixturevalue("later_step")
    with FileRecords.open(path) as records:
        assert records.conn.execute("PRAGMA user_version").fetchone()[0] == NEXT
        assert len(records.history(body)) == 1
    copy = path.with_name(f"records.db.before-{NEXT}.1")
    reader = open_reader(copy)
    assert manifest(reader) == before
    reader.close()
    assert os.name == "nt" or copy.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "harm",
    ["DELETE FROM _sqlite_migrations WHERE name = 'm0002'",
     f"INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('jiejiao', 'm{NEXT:04}')",
     "DROP TABLE _sqlite_migrations"],
)  # fmt: skip
def test_an_older_file_whose_list_of_steps_was_changed_is_brought_up_all_the_same(
    path, by, request, harm
):
    with FileRecords.open(path) as records:
        body = found(records, by())
    raw(path, harm)
    request.getfixturevalue("later_step")
    with FileRecords.open(path) as records:
        assert records.conn.execute("SELECT count(*) FROM later").fetchone() is not None
        assert len(records.history(body)) == 1
        assert schema.steps_awry(records.conn, NEXT) == (set(), set())


def test_a_step_that_fails_leaves_the_old_file_and_the_copy(path, by, request, monkeypatch):
    with FileRecords.open(path) as records:
        found(records, by())
        before = manifest(records.conn)
    request.getfixturevalue("later_step")
    plain = migrations.migrations
    monkeypatch.setattr(migrations, "migrations", lambda: _failing(plain()))
    with pytest.raises(RuntimeError):
        FileRecords.open(path)
    reader = open_reader(path)
    assert manifest(reader) == before
    assert reader.execute("PRAGMA user_version").fetchone()[0] == NEXT - 1
    reader.close()
    assert path.with_name(f"records.db.before-{NEXT}.1").exists()


def test_a_full_disk_is_named_and_no_copy_of_each_try_stays(path, by, request, monkeypatch):
    with FileRecords.open(path) as records:
        found(records, by())
    request.getfixturevalue("later_step")
    plain = migrations.migrations
    full = engine.OperationalError("database or disk is full")
    monkeypatch.setattr(migrations, "migrations", lambda: _failing(plain(), full))
    for _ in range(2):
        with pytest.raises(WriteFailed) as refused:
            FileRecords.open(path)
        assert refused.value.why == "full"
    assert not list(path.parent.glob("*.before-*"))


def _failing(steps, failure=RuntimeError("no")):
    @steps(name="m9999")
    def fail(db):
        raise failure

    return steps


def test_a_copy_never_overwrites(records, path):
    target = path.with_name("copy.db")
    copy_verified(records.conn, target)
    with pytest.raises(CopyFailed):
        copy_verified(records.conn, target)


def test_a_copy_that_reads_back_otherwise_is_no_copy(records, path, monkeypatch):
    from storage.copies import copying

    calls = iter([{"entry": (1, "a")}, {"entry": (1, "b")}])
    monkeypatch.setattr(copying, "manifest", lambda conn: next(calls))
    with pytest.raises(CopyFailed):
        copy_verified(records.conn, path.with_name("copy.db"))
    assert not any(file.name.startswith("copy") for file in path.parent.iterdir())


def test_foreign_keys_hold_after_migrating(path):
    FileRecords.open(path).close()
    conn = open_writer(path)
    with pytest.raises(engine.IntegrityError):
        conn.execute(
            "INSERT INTO step VALUES ('0190a3a0-0000-7000-8000-000000000000', 'b', 'nobody', "
            "'assign', '2026-03-01T19:00:00+08:00', '', '', NULL, NULL, NULL, NULL, 0, NULL, '', "
            "'', NULL, NULL, 0)"
        )
    conn.close()
