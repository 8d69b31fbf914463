"""A records file is one file, by whatever name it is called; what lies beside it is its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from storage import plain_files
from storage.beside import around, at_the_door, belongs, records_path
from storage.copies import restoring
from storage.copies.backup import back_up_to, folder_of
from storage.drafts import Drafts
from storage.errors import CannotOpen
from storage.health import repair
from storage.health.check import check_file
from storage.photos import folder_of as photos_of
from storage.records import FileRecords
from storage.secrecy import keyring, protecting
from tests.storage.scenes import AT, act, found, planned

ROOT = Path(__file__).parents[2]
links = pytest.mark.skipif(os.name == "nt", reason="links need a right there")


@pytest.fixture
def filled(path):
    with FileRecords.open(path) as records:
        planned(records, act(), found(records, act()))
    yield path
    keyring.hold(path, None)


def names(folder):
    return {file.name for file in folder.iterdir()}


@links
def test_a_path_is_absolute_and_every_link_in_it_is_followed(filled, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link.db").symlink_to("records.db")
    (tmp_path / "folder").symlink_to(tmp_path, target_is_directory=True)
    for said in ("records.db", "./folder/records.db", "link.db", "folder/link.db"):
        assert records_path(Path(said)) == tmp_path / "records.db"


@pytest.mark.parametrize("said", ["", ".", "folder"])
def test_what_is_no_file_is_refused_at_the_door(said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    with pytest.raises(CannotOpen) as told:
        at_the_door(Path(said))
    assert told.value.facts["why"] == "no_file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.db")
    for door in (at_the_door, FileRecords.open, check_file):
        with pytest.raises(CannotOpen):
            door(tmp_path / "pipe.db")


@links
def test_through_a_link_the_companions_lie_beside_the_file_itself(filled, tmp_path):
    away = tmp_path / "away"
    away.mkdir()
    (away / "link.db").symlink_to(filled)
    with FileRecords.open(away / "link.db") as records:
        assert records.access.writes and records.path == filled
        with FileRecords.open(filled) as second:
            assert second.access.why_not == "locked"
        drafts = Drafts.open(away / "link.db", background=False)
        drafts.save("line", "说到一半")
        drafts.close()
        back_up_to(away / "link.db", tmp_path / "copy.db", AT.date())
    assert names(away) == {"link.db"}
    again = Drafts.open(filled, background=False)
    assert again.get("line") == "说到一半"
    again.close()


@links
def test_restoring_and_repairing_through_a_link_leave_the_link(filled, tmp_path):
    link = tmp_path / "link.db"
    link.symlink_to(filled)
    copy = back_up_to(filled, tmp_path / "copy.db", AT.date())
    assert restoring.restore(link, copy, AT).kept is not None
    spoil(filled)
    planned_repair = repair.plan(link, check_file(link))
    assert repair.carry_out(link, planned_repair, AT) is not None
    assert link.is_symlink() and not filled.is_symlink() and check_file(link) == []


def spoil(path):
    with FileRecords.open(path) as records:
        records.conn.execute("UPDATE meeting SET title = 'x'")


@links
def test_a_passphrase_set_through_a_link_closes_the_file_and_its_drafts(filled):
    link = filled.with_name("link.db")
    link.symlink_to(filled)
    drafts = Drafts.open(link, background=False)
    drafts.save("line", "只有路灯不亮")
    drafts.close()
    protecting.set_passphrase(link, "梧桐花又开了", lambda _: None)
    assert link.is_symlink() and check_file(link) == []
    everything = b"".join(file.read_bytes() for file in filled.parent.iterdir() if file.is_file())
    assert "只有路灯不亮".encode() not in everything and b"CREATE TABLE" not in everything


@links
@pytest.mark.parametrize(
    "deed",
    [
        lambda path, copy: protecting.set_passphrase(path, "梧桐花又开了", lambda _: None),
        lambda path, copy: restoring.restore(path, copy, AT),
    ],
)
def test_a_file_of_several_names_is_not_replaced_under_one_of_them(filled, tmp_path, deed):
    copy = back_up_to(filled, tmp_path / "copy.db", AT.date())
    os.link(filled, tmp_path / "second.db")
    before = filled.read_bytes()
    with pytest.raises(CannotOpen) as told:
        deed(filled, copy)
    assert told.value.facts["why"] == "several_names"
    assert filled.read_bytes() == before and not filled.with_name("records.db-key").exists()


HOLDS = """
import sys
from pathlib import Path
from storage.engine import is_plain
from storage.records import FileRecords
with FileRecords.open(Path(sys.argv[1])) as records:
    is_plain(records.path)
    print(records.access.writes, flush=True)
    sys.stdin.read()
"""


@links
def test_a_file_of_several_names_has_one_writer(filled, tmp_path):
    second = tmp_path / "elsewhere" / "second.db"
    second.parent.mkdir()
    with FileRecords.open(filled):
        os.link(filled, second)
        with FileRecords.open(second) as other:
            assert other.access.why_not == "locked"
    writer = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(second)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None and writer.stdout.readline() == "True\n"
    with FileRecords.open(filled) as other:
        assert other.access.why_not == "locked"
    writer.communicate("")
    with FileRecords.open(filled) as alone:
        assert alone.access.writes


OURS = (
    "records.db", "RECORDS.DB", "records.db-wal", "records.db-shm", "records.db-journal",
    "Records.db-Drafts", "records.db-drafts-wal", "records.db-search", "records.db-key",
    "records.db.lock", "records.db.before-2.1", "records-before-20260301-201500.db",
    "records.db-backups/2026-03-01.db", "records.db-photos/new.jpg", "records.db-backups",
    ".records.db.work/x", "ｒecords.db-wal", "templates/x.docx",
)  # fmt: skip
OTHERS = ("record.db", "records2.db", "纪要.docx", "records.docx", "sub/records.db", "records.db2")


@pytest.mark.parametrize("name", OURS)
def test_what_lies_or_would_lie_beside_the_records_is_theirs(filled, name):
    assert belongs(filled, filled.parent / name)
    assert belongs(filled, filled.parent / "no" / ".." / name)


@pytest.mark.parametrize("name", OTHERS)
def test_what_only_looks_like_it_is_not(filled, name):
    assert not belongs(filled, filled.parent / name)


@links
def test_another_name_of_what_is_theirs_is_theirs(filled, tmp_path):
    copy = folder_of(filled) / "2026-03-01.db"
    photo = photos_of(filled) / "0001.jpg"
    for file in (copy, photo):
        file.parent.mkdir()
        file.write_bytes(b"x")
    away = tmp_path / "away"
    away.mkdir()
    os.link(filled, away / "纪要.docx")
    os.link(photo, away / "照片.jpg")
    (away / "备份.docx").symlink_to(copy)
    (away / "文件夹").symlink_to(filled.parent, target_is_directory=True)
    for name in ("纪要.docx", "照片.jpg", "备份.docx", "文件夹/records.db-wal"):
        assert belongs(filled, away / name), name
    assert not belongs(filled, away / "另一份.docx")
    assert {file.name for file in around(filled)} >= {"records.db", "2026-03-01.db", "0001.jpg"}


def test_on_macos_a_file_is_synced_through_the_drives_own_memory(tmp_path, monkeypatch):
    class Fcntl:
        F_FULLFSYNC = 51

        def __init__(self):
            self.asked = []

        def fcntl(self, handle, command):
            self.asked.append(command)

    class Refusing(Fcntl):
        def fcntl(self, handle, command):
            raise OSError(45, "not supported")

    from exports import files

    for module in (plain_files, files):
        synced: list[int] = []
        monkeypatch.setattr(module.os, "fsync", synced.append)
        mac = Fcntl()
        monkeypatch.setattr(module, "fcntl", mac)
        module.sync_file(7)
        assert (mac.asked, synced) == ([51], [])
        monkeypatch.setattr(module, "fcntl", Refusing())
        module.sync_file(7)
        monkeypatch.setattr(module, "fcntl", None)
        module.sync_file(8)
        assert synced == [7, 8]


def test_no_file_is_synced_by_another_way():
    ways = [
        file.relative_to(ROOT).as_posix()
        for package in ("storage", "exports", "tui")
        for file in (ROOT / package).rglob("*.py")
        if "os.fsync" in file.read_text("utf-8")
    ]
    assert sorted(ways) == ["exports/files.py", "storage/plain_files.py"]
