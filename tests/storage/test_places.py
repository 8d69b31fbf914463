"""Records on a share, in a synced folder or on a stick are found out by a table of mounts."""

import os
from pathlib import PurePosixPath

import pytest

from storage.health import places
from storage.health.places import Place, is_synced, on_linux, on_windows, place_of, stick_drives
from storage.health.surroundings import Notice, look_around
from storage.records import FileRecords
from tests.storage.scenes import AT

MOUNTS = r"""/dev/sda2 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
nas:/share /data/worker/网络盘 nfs4 rw 0 0
//nas/office /mnt/office cifs rw 0 0
/dev/sdb1 /media/worker/MY\040STICK vfat rw 0 0
/dev/sdc1 /run/media/worker/DISK exfat rw 0 0
user@host:/ /data/worker/far fuse.sshfs rw 0 0
/dev/sdd1 /data/worker/far/own ext4 rw 0 0
overlay /var/box fuse.fuse-overlayfs rw 0 0
/dev/sde1 /mnt/twice ext4 rw 0 0
nas:/x /mnt/twice nfs rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/data/worker/records.db", None),
        ("/data/worker/网络盘/记录/records.db", Place.NETWORK),
        ("/data/worker/网络盘二/records.db", None),
        ("/mnt/office/records.db", Place.NETWORK),
        ("/media/worker/MY STICK/records.db", Place.REMOVABLE),
        ("/run/media/worker/DISK/records.db", Place.REMOVABLE),
        ("/data/worker/far/records.db", Place.NETWORK),
        ("/data/worker/far/own/records.db", None),
        ("/var/box/records.db", None),
        ("/mnt/twice/records.db", Place.NETWORK),
    ],
)
def test_the_nearest_mount_says_what_the_records_lie_on(path, place):
    assert on_linux(PurePosixPath(path), MOUNTS) is place


def test_an_unreadable_table_says_nothing():
    assert on_linux(PurePosixPath("/records.db"), "") is None


@pytest.mark.parametrize(
    ("path", "kind", "place"),
    [
        (r"\\nas\office\records.db", 3, Place.NETWORK),
        (r"E:\records.db", 2, Place.REMOVABLE),
        (r"Z:\records.db", 4, Place.NETWORK),
        (r"C:\records.db", 3, None),
    ],
)
def test_a_drive_of_windows_is_asked_by_its_letter(path, kind, place):
    assert on_windows(path, {path[:3]: kind}.__getitem__) is place


def test_sticks_of_windows_are_the_drives_that_it_calls_removable():
    kinds = {"C:\\": 3, "E:\\": 2, "G:\\": 2, "Z:\\": 4}
    assert stick_drives(lambda drive: kinds.get(drive, 1)) == ["E:\\", "G:\\"]


@pytest.mark.parametrize("folder", ["OneDrive - 街道", "坚果云", "Dropbox", "BaiduSyncdisk"])
def test_a_synced_folder_is_known_by_its_name(tmp_path, folder):
    assert is_synced(tmp_path / folder / "记录" / "records.db")


def test_a_synced_folder_is_known_by_its_mark_and_another_is_not(tmp_path):
    assert not is_synced(tmp_path / "records.db")
    (tmp_path / ".stfolder").mkdir()
    assert is_synced(tmp_path / "deep" / "records.db")


@pytest.mark.skipif(os.name == "nt", reason="drives have their types there")
def test_a_check_tells_where_the_records_lie(path, monkeypatch, tmp_path):
    FileRecords.open(path).close()
    assert not [a for a in look_around(path, AT.date()) if a.kind is Notice.PLACE]
    table = tmp_path / "mounts"
    table.write_text(f"nas:/x {path.resolve().parent} nfs4 rw 0 0\n", "utf-8")
    monkeypatch.setattr(places, "MOUNTS", table)
    monkeypatch.setattr("sys.platform", "linux")
    assert place_of(path) is Place.NETWORK
    (told,) = [a for a in look_around(path, AT.date()) if a.kind is Notice.PLACE]
    assert told.facts == {"place": "network"}
