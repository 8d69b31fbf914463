"""Backup, repair, passphrase and keeping period by command: sentences and exit codes."""

import os
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from meetings.community.bodies import Body
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from storage import engine, journal
from storage.copies import copying
from storage.errors import CopyFailed
from storage.health.places import Place
from storage.health.repair import Way
from storage.health.surroundings import Notice
from storage.records import FileRecords
from storage.secrecy import keyring
from storage.secrecy.due import Due, past_keeping
from tests.storage.scenes import AT, act, found, planned
from tui.cli.check import ADVICE, PLANS
from tui.cli.main import main
from tui.cli.options import FileName
from tui.words.records import PLACES, reminders


@pytest.fixture
def path(tmp_path: Path):
    path = tmp_path / "records.db"
    with FileRecords.open(path) as records:
        planned(records, act(), found(records, act()))
    yield path
    keyring.hold(path, None)


def run(path: Path, *args: str, **env: str) -> Result:
    return CliRunner().invoke(main, ["--records", str(path), *args], env=env)


def test_backup_and_restore_say_what_they_did(path: Path, tmp_path: Path) -> None:
    assert run(path, "backup", str(tmp_path / "a.db")).exit_code == 0
    assert run(path, "backup", str(tmp_path / "a.db")).exit_code == 2
    before = path.read_bytes()
    assert run(path, "restore", str(tmp_path / "a.db")).exit_code == 2
    assert path.read_bytes() == before
    done = run(path, "restore", str(tmp_path / "a.db"), "--yes")
    assert done.exit_code == 0 and "records-before-" in done.output


def test_a_backup_that_cannot_be_read_back_is_exit_1(
    path: Path, tmp_path: Path, monkeypatch
) -> None:
    def fail(*_):
        raise CopyFailed(path="x", problem="content")

    monkeypatch.setattr(copying, "read_back", fail)
    done = run(path, "backup", str(tmp_path / "a.db"))
    assert done.exit_code == 1 and "备份失败" in done.stderr
    assert not (tmp_path / "a.db").exists()


@pytest.mark.skipif(not engine.CIPHER, reason="no SQLCipher here")
@pytest.mark.parametrize(
    "words",
    [("check",), ("check", "--repair", "--yes"), ("backup", "b.db"),
     ("export", "people", "-o", "p.xlsx"), ("passphrase", "change"), ("passphrase", "remove")],
)  # fmt: skip
def test_a_missing_key_file_is_named_and_no_repair_is_planned(
    path: Path, words, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    secret = {"JIEJIAO_PASSPHRASE": "梧桐里的路灯"}
    assert run(path, "passphrase", "set", "--sheet", "key.txt", **secret).exit_code == 0
    keyring.hold(path, None)
    path.with_name("records.db-key").unlink()
    before = path.read_bytes()
    done = run(path, *words, **secret)
    assert done.exit_code == 2 and "records.db-key" in done.stderr
    assert done.stderr.count("\n") == 1 and path.read_bytes() == before


def test_repair_changes_nothing_unless_agreed(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("UPDATE meeting SET title = 'x'")
    raw.commit()
    raw.close()
    before = path.read_bytes()
    assert run(path, "check").exit_code == 1
    assert run(path, "check", "--repair").exit_code == 2
    assert path.read_bytes() == before
    assert run(path, "check", "--repair", "--yes").exit_code == 0
    assert run(path, "check").exit_code == 0


def test_a_foreign_file_is_refused_in_one_sentence(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    sqlite3.connect(other).execute("CREATE TABLE t (x)")
    done = run(path, "restore", str(other), "--yes")
    assert done.exit_code == 2 and done.stderr.count("\n") == 1


@pytest.mark.skipif(not engine.CIPHER, reason="no SQLCipher here")
def test_a_passphrase_is_asked_for_and_a_wrong_one_is_one_sentence(
    path: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "key.docx"
    done = run(path, "passphrase", "set", "--sheet", str(sheet), JIEJIAO_PASSPHRASE="梧桐里的路灯")
    assert done.exit_code == 0, done.output
    assert sheet.read_bytes()[:2] == b"PK"
    keyring.hold(path, None)
    assert run(path, "check").exit_code == 2
    wrong = run(path, "check", JIEJIAO_PASSPHRASE="别的口令吧")
    assert wrong.exit_code == 2 and wrong.stderr.count("\n") == 1
    assert run(path, "check", JIEJIAO_PASSPHRASE="梧桐里的路灯").exit_code == 0
    again = run(path, "passphrase", "set", JIEJIAO_PASSPHRASE="梧桐里的路灯")
    assert again.exit_code == 2
    assert run(path, "passphrase", "remove", JIEJIAO_PASSPHRASE="梧桐里的路灯").exit_code == 0
    keyring.hold(path, None)
    assert run(path, "check").exit_code == 0


def test_the_keeping_period_is_kept_with_the_body(path: Path) -> None:
    assert run(path, "anonymise").exit_code == 2
    assert run(path, "anonymise", "--keep-years", "5").exit_code == 0
    looked = run(path, "anonymise", "--preview")
    assert looked.exit_code == 0 and "梧桐里街角" in looked.output


def test_every_notice_and_way_has_its_words() -> None:
    assert {*ADVICE, Notice.PLACE.value} == {notice.value for notice in Notice}
    assert set(PLACES) == {place.value for place in Place}
    assert set(PLANS) == {way.value for way in Way} - {Way.NOTHING.value}


def test_check_reminds_of_what_is_past_its_keeping_period(path: Path) -> None:
    with FileRecords.open(path) as records, records.reading() as book:
        (body,) = book.find(Body)
        (meeting,) = book.find(Meeting)
    with FileRecords.open(path) as records:
        with records.transaction("meeting.cancel", act(), body.id) as book:
            book.put(replace(meeting, state=MeetingState.CANCELLED))
    assert "保存期" not in run(path, "check").output
    assert run(path, "anonymise", "--keep-years", "1").exit_code == 0
    with FileRecords.open(path, read_only=True) as records:
        (due,) = past_keeping(records, AT.date().replace(year=AT.year + 2))
        assert (due.matters, due.persons) == (1, 0)
        (not_yet,) = past_keeping(records, AT.date())
        assert not_yet.matters == 0
    assert "梧桐里街角" in reminders([due])[0] and reminders([not_yet]) == []


def test_check_prints_the_reminder_and_stays_0(path: Path, monkeypatch) -> None:
    def due(records, today):
        with records.reading() as book:
            return [Due(replace(book.find(Body)[0], keep_years=3), AT.date(), 4, 9)]

    monkeypatch.setattr("storage.secrecy.due.past_keeping", due)
    done = run(path, "check")
    assert done.exit_code == 0
    assert "2026-03-01之前了结的4件事和9个人过了3年的保存期" in done.output


def test_a_sample_that_cannot_be_opened_says_how_to_have_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.cli.opening.need_terminal", lambda: None)
    with FileRecords.open(tmp_path / "sample.db"):
        pass
    other = sqlite3.connect(tmp_path / "sample.db")
    other.execute("CREATE TABLE somebody_elses (x)")
    other.close()
    refused = CliRunner().invoke(main, ["demo", "--dir", str(tmp_path)])
    assert refused.exit_code == 2
    assert "demo --fresh" in refused.stderr and "somebody_elses" in refused.stderr


def test_check_takes_the_end_of_the_journal_from_signed_paper(path: Path) -> None:
    with FileRecords.open(path) as records:
        (body,) = journal.bodies(records.conn)
        head = records.head(body)
    assert head is not None
    words = f"日志 {head.seq}条 {head.short}"
    done = run(path, "check", "--head", words)
    assert done.exit_code == 0 and head.short in done.output, done.output
    raw = sqlite3.connect(path)
    raw.execute("DELETE FROM entry WHERE seq = ?", (head.seq,))
    raw.commit()
    raw.close()
    for given in (words, head.short):
        gone = run(path, "check", "--head", given)
        assert gone.exit_code == 1 and head.short in gone.output
    assert run(path, "check", "--head", "abc").exit_code == 2


def test_a_preview_of_anonymising_writes_nothing(path: Path) -> None:
    """But for the empty log by which SQLite's readers find each other."""

    def there() -> dict[str, bytes]:
        files = [file for file in path.parent.rglob("*") if file.is_file()]
        known = {file.name: file.read_bytes() for file in files if file.suffix != ".db-shm"}
        return {name: content for name, content in known.items() if content}

    path.chmod(0o644)
    before = there()
    done = run(path, "anonymise", "--preview", "--before", "2100-01-01")
    assert done.exit_code == 0, done.output
    assert there() == before
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o644


def test_a_preview_and_a_keeping_period_are_two_commands(path: Path) -> None:
    assert run(path, "anonymise", "--preview", "--keep-years", "3").exit_code == 2


@pytest.mark.skipif(sys.platform != "linux", reason="names are text here")
@pytest.mark.skipif(not engine.CIPHER, reason="no SQLCipher here")
def test_records_in_a_folder_named_in_gbk_are_copied_closed_and_opened(
    path: Path, tmp_path: Path
) -> None:
    street = tmp_path / os.fsdecode("街角".encode("gbk"))
    street.mkdir()
    own = path.rename(street / os.fsdecode("记录.db".encode("gbk")))
    for words in (
        ("backup", str(street)),
        ("passphrase", "set", "--sheet", str(street / os.fsdecode("密钥.txt".encode("gbk")))),
        ("backup", str(street / os.fsdecode("副本.db".encode("gbk")))),
        ("passphrase", "remove"),
        ("check",),
    ):
        done = run(own, *words, JIEJIAO_PASSPHRASE="first one", JIEJIAO_NEW_PASSPHRASE="first one")
        assert done.exit_code == 0, done.output
    keyring.hold(own, None)


def test_a_folder_that_is_not_there_is_named_for_a_backup(path: Path, tmp_path: Path) -> None:
    done = run(path, "backup", str(tmp_path / "gone" / "a.db"))
    assert done.exit_code == 2 and done.stderr == f"没有这个文件夹：{tmp_path / 'gone'}\n"


def test_a_name_that_is_far_too_long_is_not_printed_whole(path: Path) -> None:
    for words in (("check", "--document"), ("export", "all", "-o"), ("backup",), ("restore",)):
        done = run(path, *words, "长" * 40_000)
        assert done.exit_code == 2 and len(done.stderr) < 200, words
    with pytest.raises(OSError):
        FileName().convert("长" * 40_000, None, None)  # before any system is asked
