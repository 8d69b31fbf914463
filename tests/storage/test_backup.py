"""Copies that count only when they were read back, and their place in the records' stead."""

import os
import sqlite3
from datetime import date, datetime, timedelta

import pytest

from meetings.sitting.meeting import Meeting
from storage.copies import backup, copying, keeping, restoring
from storage.drafts import Drafts
from storage.engine import open_reader
from storage.errors import CannotOpen, CopyFailed, Foreign, NotWhole
from storage.health import repair
from storage.health.check import check_file
from storage.health.repair import Way
from storage.health.surroundings import Notice, look_around
from storage.records import FileRecords
from tests.storage.scenes import act, found, planned, spoken

TODAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 20, 15).astimezone()


@pytest.fixture
def meeting(records):
    return planned(records, act(), found(records, act()))


def say(records, meeting, text):
    with records.transaction("speech.note", act(), meeting.body) as book:
        book.put(spoken(book.get(Meeting, meeting.id), text))


def speeches(path):
    with FileRecords.open(path, read_only=True) as records, records.reading() as book:
        return [speech.text for speech in book.find(Meeting)[0].speeches]


def test_the_first_start_of_a_day_makes_one_copy_and_the_second_none(path, records, meeting):
    made = backup.back_up_daily(path, TODAY)
    assert made is not None and made.name == "2026-03-01.db"
    assert check_file(made) == []
    assert backup.back_up_daily(path, TODAY) is None


def test_an_empty_file_is_not_copied_daily(path, records):
    assert backup.back_up_daily(path, TODAY) is None
    assert backup.backups(path) == ()


@pytest.mark.skipif(os.name == "nt", reason="no modes")
def test_copies_are_closed_to_others(path, records, meeting):
    made = backup.back_up_daily(path, TODAY)
    assert made is not None
    assert made.stat().st_mode & 0o077 == 0
    assert made.parent.stat().st_mode & 0o077 == 0


def test_older_copies_go_by_the_rule_after_a_good_one(path, records, meeting):
    days = [TODAY + timedelta(days=n) for n in range(40)]
    for day in days:
        backup.back_up_daily(path, day)
    assert {b.day for b in backup.backups(path)} == keeping.days_to_keep(days, days[-1])


@pytest.mark.parametrize("there", [1, 7, 19, 40])
def test_the_copy_of_today_stays_beside_those_made_while_the_clock_was_ahead(
    path, records, meeting, there
):
    for n in range(there):
        backup.back_up_daily(path, date(2031, 5, 1) + timedelta(days=n))
    ahead = {one.day for one in backup.backups(path)}
    for n in range(9):
        made = backup.back_up_daily(path, TODAY + timedelta(days=n))
        assert made is not None and made.exists()
    days = {one.day for one in backup.backups(path)}
    assert ahead < days and {TODAY + timedelta(days=n) for n in range(2, 9)} < days
    told = [a.place for a in look_around(path, TODAY) if a.kind is Notice.AHEAD]
    assert len(told) == len([day for day in days if day > TODAY])


def test_a_clock_that_is_behind_takes_no_copy_away(path, records, meeting):
    for n in range(9):
        backup.back_up_daily(path, TODAY + timedelta(days=n))
    before = {one.day for one in backup.backups(path)}
    for n in range(3):
        backup.back_up_daily(path, date(1970, 1, 1) + timedelta(days=n))
    assert before < {one.day for one in backup.backups(path)}


def test_a_copy_dated_ahead_is_not_taken_for_the_newest(path):
    with FileRecords.open(path) as records:
        meeting = planned(records, act(), found(records, act()))
        backup.back_up_daily(path, date(2031, 5, 1))
        say(records, meeting, "后来说的")
        backup.back_up_daily(path, TODAY)
        say(records, meeting, "再后来说的")
    raw = sqlite3.connect(path)
    raw.execute("UPDATE entry SET actor = '别人' WHERE seq = 1")
    raw.commit()
    raw.close()
    way = repair.plan(path, check_file(path))
    assert way.source is not None and way.source.name == f"{TODAY}.db" and way.lost == 1


def test_no_copy_goes_when_the_new_one_fails(path, records, meeting, monkeypatch):
    for n in range(9):
        backup.back_up_daily(path, TODAY + timedelta(days=n))
    before = backup.backups(path)

    def fail(*_):
        raise CopyFailed(path="", problem="content")

    monkeypatch.setattr(copying, "read_back", fail)
    with pytest.raises(CopyFailed):
        backup.back_up_daily(path, TODAY + timedelta(days=10))
    assert backup.backups(path) == before


def test_a_copy_whose_bytes_changed_on_the_way_is_no_copy(path, records, meeting, monkeypatch):
    def spoil(target):
        raw = sqlite3.connect(target)
        raw.execute("UPDATE meeting SET title = 'x'")
        raw.commit()
        raw.close()

    monkeypatch.setattr(copying, "_sync_and_forget", spoil)
    with pytest.raises(CopyFailed) as told:
        backup.back_up_to(path, path.parent / "copy.db", TODAY)
    assert told.value.facts["problem"] == "content"
    assert not list(path.parent.glob("*copy.db*"))


def test_a_folder_gets_dated_names_and_no_file_is_overwritten(path, records, meeting, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    names = [backup.back_up_to(path, stick, TODAY).name for _ in range(3)]
    assert names == [f"records-2026-03-01{n}.db" for n in ("", "-2", "-3")]
    with pytest.raises(CopyFailed) as told:
        backup.back_up_to(path, stick / names[0], TODAY)
    assert told.value.facts["problem"] == "exists"


def test_a_folder_that_is_not_there_is_named(path, records, meeting, tmp_path):
    with pytest.raises(CannotOpen) as refused:
        backup.back_up_to(path, tmp_path / "gone" / "copy.db", TODAY)
    assert refused.value.why == "no_folder"
    assert refused.value.path == str(tmp_path / "gone")


def test_a_copy_beside_a_writer_is_one_moment_of_it(path, records, meeting, monkeypatch):
    plain = copying.manifest
    written: list[None] = []

    def manifest(conn):
        if len(written) < 2:
            written.append(say(records, meeting, f"第{len(written)}次"))
        return plain(conn)

    monkeypatch.setattr(copying, "manifest", manifest)
    made = backup.back_up_to(path, path.parent / "copy.db", TODAY)
    assert check_file(made) == []


def test_restoring_brings_back_that_day_and_keeps_the_present_with_its_drafts(path):
    with FileRecords.open(path) as records:
        meeting = planned(records, act(), found(records, act()))
        say(records, meeting, "旧话")
        made = backup.back_up_to(path, path.parent / "copy.db", TODAY)
        say(records, meeting, "新话")
    drafts = Drafts.open(path, background=False)
    drafts.save("speech", "说到一半")
    drafts.close()
    done = restoring.restore(path, made, NOW)
    assert speeches(path) == ["旧话"]
    assert done.kept is not None and done.kept.name.startswith("records-before-20260301-")
    assert speeches(done.kept) == ["旧话", "新话"]
    kept = Drafts.open(done.kept, background=False)
    assert kept.get("speech") == "说到一半"
    kept.close()
    assert check_file(path) == []


def test_restoring_where_nothing_was_makes_the_file(path, tmp_path, records, meeting):
    made = backup.back_up_to(path, tmp_path / "copy.db", TODAY)
    done = restoring.restore(tmp_path / "new" / "records.db", made, NOW)
    assert done.kept is None
    assert check_file(tmp_path / "new" / "records.db") == []


def test_nothing_is_restored_under_a_running_program(path, records, meeting, tmp_path):
    made = backup.back_up_to(path, tmp_path / "copy.db", TODAY)
    with pytest.raises(CannotOpen) as told:
        restoring.restore(path, made, NOW)
    assert told.value.facts["why"] == "in_use"


def test_nothing_is_restored_under_a_program_that_reads(path, tmp_path):
    with FileRecords.open(path) as records:
        planned(records, act(), found(records, act()))
        made = backup.back_up_to(path, tmp_path / "copy.db", TODAY)
    with FileRecords.open(path, read_only=True) as reading:
        reading.history("x")
        with pytest.raises(CannotOpen) as told:
            restoring.restore(path, made, NOW)
    assert told.value.facts["why"] == "in_use"
    assert not list(tmp_path.glob(".*"))


HARM = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON issue BEGIN DELETE FROM entry; END",
    "a view": "CREATE VIEW v AS SELECT * FROM person",
    "a table": "CREATE TABLE more (x)",
    "a generated column": "ALTER TABLE issue ADD COLUMN x INTEGER AS (length(title))",
    "an index": "CREATE INDEX i ON issue (title)",
}


@pytest.mark.parametrize("harm", HARM)
def test_a_crafted_file_is_refused_and_leaves_the_records_alone(path, tmp_path, harm):
    with FileRecords.open(path) as records:
        planned(records, act(), found(records, act()))
        made = backup.back_up_to(path, tmp_path / "copy.db", TODAY)
    raw = sqlite3.connect(made)
    raw.execute(HARM[harm])
    raw.commit()
    raw.close()
    before = path.read_bytes()
    with pytest.raises(Foreign):
        restoring.restore(path, made, NOW)
    assert path.read_bytes() == before


def test_a_backup_whose_rows_were_changed_is_refused_with_the_place(path, tmp_path):
    with FileRecords.open(path) as records:
        meeting = planned(records, act(), found(records, act()))
        made = backup.back_up_to(path, tmp_path / "copy.db", TODAY)
    raw = sqlite3.connect(made)
    raw.execute("UPDATE meeting SET title = '另一次'")
    raw.commit()
    raw.close()
    with pytest.raises(NotWhole) as told:
        restoring.restore(path, made, NOW)
    assert told.value.facts["places"] == (f"meeting {meeting.id}",)


def spoil_row(path):
    raw = sqlite3.connect(path)
    raw.execute("UPDATE meeting SET title = 'x'")
    raw.execute("DELETE FROM entry_row")
    raw.commit()
    raw.close()


def test_broken_tables_are_made_anew_from_the_journal_and_nothing_is_lost(path):
    with FileRecords.open(path) as records:
        meeting = planned(records, act(), found(records, act()))
        say(records, meeting, "话")
    spoil_row(path)
    findings = check_file(path)
    planned_way = repair.plan(path, findings)
    assert findings and planned_way.way is Way.REBUILD
    kept = repair.carry_out(path, planned_way, NOW)
    assert check_file(path) == []
    assert kept is not None and check_file(kept) == findings
    assert speeches(path) == ["话"]
    with FileRecords.open(path) as records:
        assert records.history(meeting.body, about=meeting.id)


def test_a_broken_journal_takes_the_newest_good_backup_and_says_what_it_lacks(path):
    with FileRecords.open(path) as records:
        meeting = planned(records, act(), found(records, act()))
        say(records, meeting, "旧话")
        backup.back_up_daily(path, TODAY)
        backup.back_up_daily(path, TODAY + timedelta(days=1))
        say(records, meeting, "新话")
    (backup.folder_of(path) / "2026-03-02.db").write_bytes(b"SQLite format 3\0 no more")
    raw = sqlite3.connect(path)
    raw.execute("UPDATE entry SET actor = '别人' WHERE seq = 1")
    raw.commit()
    raw.close()
    way = repair.plan(path, check_file(path))
    assert (way.way, way.lost) == (Way.RESTORE, 1)
    assert way.source is not None and way.source.name == "2026-03-01.db"
    repair.carry_out(path, way, NOW)
    assert speeches(path) == ["旧话"]


def test_a_journal_written_anew_does_not_pass_beside_an_older_backup(path):
    with FileRecords.open(path) as records:
        meeting = planned(records, act(), found(records, act()))
        say(records, meeting, "话")
        backup.back_up_daily(path, TODAY)
    raw = sqlite3.connect(path)
    raw.execute("DELETE FROM entry WHERE seq = 3")
    raw.commit()
    raw.close()
    assert repair.plan(path, check_file(path)).way is Way.RESTORE


def test_a_file_of_noise_with_no_backup_is_past_repair_and_left_alone(path):
    with FileRecords.open(path) as records:
        planned(records, act(), found(records, act()))
    spoilt = bytearray(path.read_bytes())
    spoilt[100:] = os.urandom(len(spoilt) - 100)
    path.write_bytes(bytes(spoilt))
    way = repair.plan(path, check_file(path))
    assert way.way is Way.NONE
    assert repair.carry_out(path, way, NOW) is None
    assert path.read_bytes() == bytes(spoilt)


def test_the_surroundings_are_looked_at(path, records, meeting, monkeypatch):
    assert {a.kind for a in look_around(path, TODAY)} == {Notice.NO_BACKUP}
    backup.back_up_daily(path, TODAY)
    assert look_around(path, TODAY) == []
    photos = path.with_name(f"{path.name}-photos")
    photos.mkdir()
    (photos / "stray.jpg").write_bytes(b"")
    path.with_name(f"{path.name}-drafts").write_bytes(b"not a draft" * 100)
    path.with_name(f"{path.name}-drafts.broken-1").write_bytes(b"x")
    monkeypatch.setattr("storage.health.surroundings.LITTLE", 1 << 60)
    told = {a.kind: a.place for a in look_around(path, TODAY + timedelta(days=30))}
    assert set(told) == {
        Notice.PHOTOGRAPH, Notice.DISK, Notice.DRAFTS, Notice.DRAFTS_ASIDE, Notice.OLD_BACKUP,
    }  # fmt: skip
    assert told[Notice.PHOTOGRAPH].endswith("stray.jpg")


def test_a_copy_holds_nothing_but_what_the_records_hold(path, records, meeting):
    made = backup.back_up_daily(path, TODAY)
    assert made is not None
    conn = open_reader(made)
    assert copying.manifest(conn) == copying.manifest(records.conn)
    conn.close()
