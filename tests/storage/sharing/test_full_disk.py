"""A disk that is full: nothing half taken, nothing half written, and the same again works."""

import pytest

from meetings.matters.referrals import Referral
from storage.errors import StorageError
from tests.storage.sharing.offices import Office, pass_on
from tests.storage.sharing.test_files import everything


def full(office: Office) -> None:
    """The file may not grow by a page."""
    pages = office.records.conn.execute("PRAGMA page_count").fetchone()[0]
    office.records.conn.execute(f"PRAGMA max_page_count = {pages}")


def test_where_the_disk_is_full_nothing_is_taken_and_the_same_file_is_taken_later(three, tmp_path):
    corner, community, _ = three
    for number in range(40):
        corner.send(f"第{number}盏灯不亮" * 20)
    path = corner.write_for(community, tmp_path / "one.jjx")
    before = everything(community)
    full(community)
    with pytest.raises(StorageError):
        community.read_from(path)
    assert everything(community) == before and not community.find(Referral)
    community.records.conn.execute("PRAGMA max_page_count = 1000000")
    assert len(community.read_from(path).taken.new) == 40
    assert community.whole()


def test_where_the_disk_is_full_no_letter_is_half_made(three, tmp_path):
    corner, community, _ = three
    for number in range(40):
        corner.send(f"第{number}盏灯不亮" * 20)
    before = everything(corner)
    full(corner)
    with pytest.raises(StorageError):
        corner.write_for(community, tmp_path / "one.jjx")
    assert everything(corner) == before and not (tmp_path / "one.jjx").exists()
    corner.records.conn.execute("PRAGMA max_page_count = 1000000")
    assert len(pass_on(corner, community, tmp_path).taken.new) == 40


def test_a_stick_that_is_full_leaves_no_half_file(three, tmp_path, monkeypatch):
    corner, community, _ = three
    corner.send("西门路灯不亮")
    kept = corner.write_for(community, tmp_path / "one.jjx").read_bytes()

    def refuse(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises((OSError, StorageError)):
        corner.write_for(community, tmp_path / "one.jjx")
    monkeypatch.undo()
    assert (tmp_path / "one.jjx").read_bytes() == kept
    assert [one.name for one in tmp_path.glob("one*")] == ["one.jjx"]
