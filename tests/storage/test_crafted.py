"""A crafted file is refused in words, whatever was done to its bytes, and never runs anything."""

import os
import random
import sqlite3
from datetime import date, datetime
from pathlib import Path

import pytest

from meetings.sitting.meeting import Meeting
from storage.copies import backup, restoring
from storage.errors import Damaged, StorageError
from storage.records import FileRecords
from tests.storage.scenes import act, found, planned, spoken

SEED = int(os.environ.get("CRASH_SEED", "20261128"))
ROUNDS = int(os.environ.get("CRASH_BYTES", "60"))
NOW = datetime(2026, 3, 1, 20, 15).astimezone()


@pytest.fixture
def made(path: Path) -> Path:
    """A sound backup to spoil."""
    with FileRecords.open(path) as records:
        meeting = planned(records, act(), found(records, act()))
        with records.transaction("speech.note", act(), meeting.body) as book:
            book.put(spoken(book.get(Meeting, meeting.id)))
        return backup.back_up_to(path, path.with_name("copy.db"), date(2026, 3, 1))


def refused(path: Path, source: Path) -> bool:
    """Whether it is refused by one of our errors, the records untouched."""
    before = path.read_bytes()
    try:
        restoring.restore(path, source, NOW, plan=True)
    except StorageError:
        return path.read_bytes() == before
    return False


def test_changed_bytes_are_refused_or_change_nothing(path: Path, made: Path) -> None:
    chance, sound = random.Random(SEED), made.read_bytes()
    for _ in range(ROUNDS):
        spoilt = bytearray(sound)
        for _ in range(chance.choice((1, 3, 40))):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        made.write_bytes(spoilt)
        try:
            restoring.look(path, made)
        except StorageError:
            continue


def test_a_cut_file_is_refused(path: Path, made: Path) -> None:
    sound = made.read_bytes()
    for length in (0, 10, 99, 4096, len(sound) // 2, len(sound) - 1):
        made.write_bytes(sound[:length])
        assert refused(path, made), length


HEADERS = {
    "a page size of nothing": (16, b"\0\0"),
    "a page size that is no power of two": (16, b"\x12\x34"),
    "huge pages": (16, b"\0\x01"),
    "a later file format": (18, b"\x09\x09"),
    "reserved space that leaves no room": (20, b"\xff"),
    "another encoding": (56, b"\0\0\0\x02"),
    "another program": (68, b"abcd"),
    "a version to come": (60, b"\x7f\xff\xff\xff"),
    "more pages than there are": (28, b"\x7f\xff\xff\xff"),
}


@pytest.mark.parametrize("harm", HEADERS)
def test_a_lying_header_is_refused(path: Path, made: Path, harm: str) -> None:
    place, lie = HEADERS[harm]
    spoilt = bytearray(made.read_bytes())
    spoilt[place : place + len(lie)] = lie
    made.write_bytes(spoilt)
    assert refused(path, made)


def test_a_schema_that_lies_about_a_table_is_refused(path: Path, made: Path) -> None:
    raw = sqlite3.connect(made)
    raw.execute("PRAGMA writable_schema = ON")
    raw.execute(
        "UPDATE sqlite_schema SET sql = replace(sql, 'title TEXT', "
        "'title TEXT DEFAULT (load_extension(''x''))') WHERE name = 'issue'"
    )
    raw.commit()
    raw.close()
    assert refused(path, made)


def test_a_virtual_table_is_refused(path: Path, made: Path) -> None:
    raw = sqlite3.connect(made)
    raw.execute("CREATE VIRTUAL TABLE more USING fts5(x)")
    raw.commit()
    raw.close()
    assert refused(path, made)


@pytest.mark.skipif(os.name == "nt", reason="no such devices")
def test_a_pipe_or_a_folder_is_no_backup(path: Path, made: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.db")
    for source in (tmp_path / "pipe.db", tmp_path, Path("/dev/zero")):
        assert refused(path, source)


def test_records_whose_newest_id_cannot_be_read_are_damaged_and_let_go_of(path: Path) -> None:
    with FileRecords.open(path) as records:
        planned(records, act(), found(records, act()))
    raw = sqlite3.connect(path)
    newest = "(SELECT max(id) FROM agenda_item)"
    raw.execute(f"UPDATE agenda_item SET id = substr(id, 1, 35) || 'z' WHERE id = {newest}")
    raw.commit()
    raw.close()
    for _ in range(2):
        with pytest.raises(Damaged):
            FileRecords.open(path)
