"""Connections are safe or there are none."""

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from storage import engine
from storage.errors import CannotOpen, Damaged, ReadOnly, Unsafe
from storage.plain_files import create_private
from storage.records import FileRecords
from tests.storage.scenes import found

DRIVER: Any = vars(engine)["driver"]
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


@pytest.fixture
def empty(path):
    create_private(path)
    return path


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("fullfsync", 1),
        ("checkpoint_fullfsync", 1),
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("secure_delete", 1),
    ],
)
def test_a_writer_has_every_setting(empty, setting, value):
    conn = engine.open_writer(empty)
    assert conn.execute(f"PRAGMA {setting}").fetchone()[0] == value
    conn.close()


def test_where_the_log_is_refused_the_journal_is_cut_and_synced_twice(empty, monkeypatch):
    class NoLog(engine.Connection):
        def execute(self, sql, *values):
            return super().execute(sql.replace("= WAL", "= DELETE"), *values)

    connect = DRIVER.connect
    monkeypatch.setattr(DRIVER, "connect", lambda *a, **k: connect(*a, **k | {"factory": NoLog}))
    conn = engine.open_writer(empty)
    assert conn.execute("PRAGMA journal_mode").fetchone()[0] == "truncate"
    assert conn.execute("PRAGMA synchronous").fetchone()[0] == 3
    conn.close()


def test_a_setting_that_does_not_hold_is_refused(empty, monkeypatch):
    class Deaf(engine.Connection):
        def execute(self, sql, *values):
            return super().execute(sql.replace("delete = ON", "delete = OFF"), *values)

    connect = DRIVER.connect
    monkeypatch.setattr(DRIVER, "connect", lambda *a, **k: connect(*a, **k | {"factory": Deaf}))
    with pytest.raises(Unsafe) as told:
        engine.open_writer(empty)
    assert told.value.facts["setting"] == "secure_delete"


def test_a_reader_cannot_write(empty):
    writer = engine.open_writer(empty)
    writer.execute("CREATE TABLE t (x)")
    reader = engine.open_reader(empty)
    with pytest.raises(engine.OperationalError):
        reader.execute("INSERT INTO t VALUES (1)")
    reader.close()
    writer.close()


def test_a_file_that_is_not_there_is_not_made_by_opening(path):
    with pytest.raises(CannotOpen):
        engine.open_writer(path)
    assert not path.exists()


def test_garbage_is_damaged(path):
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    with pytest.raises((Damaged, CannotOpen)):
        engine.open_reader(path)


def test_sqlite_utils_works_on_the_same_engine(empty):
    conn = engine.open_writer(empty)
    db = engine.tooling(conn)
    db.table("t").create({"id": int}, pk="id", strict=True)
    assert list(db.query("INSERT INTO t (id) VALUES (1) RETURNING id")) == [{"id": 1}]
    if engine.CIPHER:
        assert sys.modules["pysqlite3"].__name__ == "sqlcipher3"
    conn.close()


@posix
def test_file_logs_and_new_folder_are_closed_to_others(tmp_path):
    old = os.umask(0)
    try:
        path = tmp_path / "new" / "folder" / "records.db"
        with FileRecords.open(path):
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    finally:
        os.umask(old)
    assert {"records.db", "records.db-wal", "records.db-shm", "records.db.lock"} <= set(modes)
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@posix
def test_a_file_open_to_others_is_closed_when_it_is_opened(path):
    FileRecords.open(path).close()
    path.chmod(0o644)
    with FileRecords.open(path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_second_program_reads_and_says_why(records, path, by):
    with FileRecords.open(path) as second:
        assert not second.access.writes
        assert second.access.why_not == "locked"
        with pytest.raises(ReadOnly), second.transaction("x", by(), "y"):
            pass


def test_undo_of_a_second_program_is_refused(records, path, by):
    body = found(records, by())
    with FileRecords.open(path) as second, pytest.raises(ReadOnly):
        second.undo(by(), body)


def test_the_lock_is_free_after_closing(path):
    FileRecords.open(path).close()
    with FileRecords.open(path) as again:
        assert again.access.writes


def test_asked_for_reading_only_nothing_is_made(path):
    with pytest.raises(CannotOpen):
        FileRecords.open(path, read_only=True)
    assert not path.exists()


@pytest.mark.skipif(os.name == "nt", reason="no such names")
def test_names_with_signs_of_addresses_are_plain_names(tmp_path):
    path = tmp_path / "甲 #1?mode=memory%20.db"
    FileRecords.open(path).close()
    assert path.exists()


WITHOUT_CIPHER = """
import sys
sys.modules["sqlcipher3"] = None
from pathlib import Path
from storage import engine
from storage.health.check import check_file
from storage.plain_files import create_private
from storage.records import FileRecords
from tests.storage.scenes import act, found, planned
assert not engine.CIPHER
path = Path(sys.argv[1])
with FileRecords.open(path) as records:
    body = found(records, act())
    planned(records, act(), body)
    records.undo(act(), body)
    records.redo(act(), body)
assert check_file(path) == []
"""


def test_without_the_newer_engine_the_standard_one_serves(path):
    root = Path(__file__).parents[2]
    done = subprocess.run(
        # What Python 3.12 warns of in sqlite3 is refused by 3.14.
        [sys.executable, "-W", "error::DeprecationWarning", "-c", WITHOUT_CIPHER, str(path)],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    with FileRecords.open(path) as records:
        assert records.access.writes


OPENERS = [engine.open_writer, engine.open_drafts, engine.open_reader, engine.open_without_log]


@pytest.mark.parametrize("opened", OPENERS)
def test_numbered_places_get_their_values_by_name_whatever_the_engine(path, opened):
    """By place a value too many would be refused; Python 3.14 takes no value by place for them."""
    FileRecords.open(path).close()
    conn = opened(path)
    assert conn.execute("SELECT ?1 || ?1", ("街", "too many")).fetchone() == ("街街",)
    assert conn.execute("SELECT ? || ?", ("街", "角")).fetchone() == ("街角",)
    if opened in (engine.open_writer, engine.open_drafts):
        conn.execute("CREATE TEMP TABLE word (word TEXT, again TEXT)")
        conn.executemany("INSERT INTO word VALUES (?1, ?1)", [("街", "too many"), ("角", "")])
        assert conn.execute("SELECT * FROM word").fetchall() == [("街", "街"), ("角", "角")]
    conn.close()


def test_opening_does_not_load_what_only_tools_need(path):
    FileRecords.open(path).close()
    program = (
        "import sys; from pathlib import Path; from storage.records import FileRecords; "
        "FileRecords.open(Path(sys.argv[1])).close(); "
        "print({'sqlite_utils', 'pypinyin', 'docx', 'textual'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.stderr) == ("set()\n", "")
