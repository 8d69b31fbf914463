"""Photographs go with the records: into copies and back, under the key, and away with the names."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from meetings.actions import ledger
from meetings.matters.followup_states import FollowUpState
from meetings.matters.followups import FollowUp
from meetings.matters.photos import Photo, When
from storage import engine, photos
from storage.copies import backup, photo_copies, restoring
from storage.errors import CopyFailed
from storage.ids import new_id
from storage.records import FileRecords
from storage.secrecy import keyring, keys, protecting
from storage.secrecy.anonymise import anonymise, drop_photographs, preview
from tests.data.pictures import jpg
from tests.storage.scenes import AT, act, found

TODAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 20, 15).astimezone()
LATER = date(2100, 1, 1)
PICTURE = jpg() + b" a picture of the courtyard"

closes = pytest.mark.skipif(not engine.CIPHER, reason="no SQLCipher here")


@pytest.fixture
def kept(path, tmp_path):
    """Records with a closed task and one photograph of it; gives the photograph."""
    picture = tmp_path / "沈砚秋家.jpg"
    picture.write_bytes(PICTURE)
    with FileRecords.open(path) as records:
        body = found(records, act())
        with records.transaction("task.open", act(), body) as book:
            task = FollowUp(
                new_id(), body, 1, "划线", AT, owner="沈砚秋", state=FollowUpState.CLOSED
            )
            book.put(task)
        taken = photos.keep(path, picture, 1)
        photo = Photo(taken.name, taken.hash, When.AFTER, AT, "沈砚秋家门口")
        ledger.add_photo(records, act(), body, task.id, photo)
    yield photo
    keyring.hold(path, None)


def is_there(path, photo):
    return photos.file_state(path, photo.name, photo.hash) == "there"


def bytes_of(folder):
    return b"".join(f.read_bytes() for f in folder.rglob("*") if f.is_file())


def test_a_backup_has_the_photographs_beside_it_and_restoring_brings_them_back(
    path, kept, tmp_path
):
    stick = tmp_path / "stick"
    stick.mkdir()
    made = backup.back_up_to(path, stick, TODAY)
    assert (photo_copies.folder_beside(path, made) / kept.name).read_bytes() == PICTURE
    photos.forget(photos.folder_of(path), frozenset({kept.name}))
    for copy in photos.folder_of(path).parent.glob("records.db*"):
        if copy.is_file():
            copy.unlink()
    done = restoring.restore(path, made, NOW)
    assert done.photographs == photo_copies.Gone(1) and is_there(path, kept)


def test_the_daily_copies_share_one_set_and_a_damaged_photograph_is_had_from_them(path, kept):
    made = backup.back_up_daily(path, TODAY)
    assert made is not None
    backup.back_up_daily(path, date(2026, 3, 2))
    (folder,) = made.parent.glob("*-photos")
    assert [file.name for file in folder.iterdir()] == [kept.name]
    (photos.folder_of(path) / kept.name).write_bytes(b"spoilt")
    assert not is_there(path, kept) and photo_copies.not_here(path) == (kept.name,)
    restoring.restore(path, made, NOW)
    assert is_there(path, kept)


def test_a_copy_whose_photographs_cannot_be_written_is_no_copy(path, kept, tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(28, "full")

    monkeypatch.setattr("storage.plain_files.os.replace", refuse)
    stick = tmp_path / "stick"
    stick.mkdir()
    with pytest.raises(CopyFailed):
        backup.back_up_to(path, stick, TODAY)
    assert not list(stick.glob("*.db"))


def test_a_photograph_that_is_gone_stops_no_backup_and_is_named(path, kept, tmp_path):
    photos.forget(photos.folder_of(path), frozenset({kept.name}))
    assert backup.back_up_to(path, tmp_path / "copy.db", TODAY).exists()
    assert photo_copies.not_here(path) == (kept.name,)


def test_a_spoilt_copy_on_the_stick_is_written_anew(path, kept, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    made = backup.back_up_to(path, stick, TODAY)
    place = photo_copies.folder_beside(path, made) / kept.name
    place.write_bytes(b"spoilt")
    backup.back_up_to(path, stick, TODAY)
    assert place.read_bytes() == PICTURE


@closes
def test_a_passphrase_closes_the_photographs_and_removing_it_opens_them(path, kept):
    backup.back_up_daily(path, TODAY)
    assert protecting.set_passphrase(path, "梧桐树下乘凉", lambda _: None) == ()
    (path.parent / "沈砚秋家.jpg").unlink()
    assert PICTURE not in bytes_of(path.parent) and is_there(path, kept)
    keyring.hold(path, None)
    assert not is_there(path, kept)
    assert protecting.remove_passphrase(path, "梧桐树下乘凉") == ()
    assert (photos.folder_of(path) / kept.name).read_bytes() == PICTURE
    assert not list(path.parent.rglob("*.closed"))


@closes
def test_a_photograph_added_to_closed_records_is_closed(path, kept, tmp_path):
    protecting.set_passphrase(path, "梧桐树下乘凉", lambda _: None)
    another = tmp_path / "楼道.png"
    another.write_bytes(PICTURE + b"2")
    taken = photos.keep(path, another, 2)
    another.unlink()
    assert PICTURE + b"2" not in bytes_of(path.parent)
    assert photos.file_state(path, taken.name, taken.hash) == "there"


@closes
def test_photographs_left_open_by_a_crash_are_closed_at_the_next_start(path, kept):
    protecting.set_passphrase(path, "梧桐树下乘凉", lambda _: None)
    photos.put(photos.folder_of(path), kept.name, PICTURE, None)
    FileRecords.open(path).close()
    assert PICTURE not in bytes_of(photos.folder_of(path)) and is_there(path, kept)


@closes
def test_a_closed_backup_brings_its_photographs_back_into_open_records(path, kept, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    protecting.set_passphrase(path, "梧桐树下乘凉", lambda _: None)
    made = backup.back_up_to(path, stick, TODAY)
    assert PICTURE not in bytes_of(stick)
    other = tmp_path / "other" / "records.db"
    done = restoring.restore(other, made, NOW, key=keys.open_box(made, "梧桐树下乘凉"))
    assert done.photographs.there == 1 and is_there(other, kept)
    keyring.hold(other, None)


def test_the_photographs_of_a_closed_matter_go_with_its_names(path, kept):
    backup.back_up_daily(path, TODAY)
    with FileRecords.open(path) as records:
        with records.reading() as book:
            (task,) = book.find(FollowUp)
        assert preview(records, task.body, LATER).counts["photograph"] == 1
        done = anonymise(records, act(), task.body, LATER)
        with records.reading() as book:
            assert book.get(FollowUp, task.id).photos == ()
    assert drop_photographs(path, done.photographs) == 2
    assert PICTURE not in bytes_of(photos.folder_of(path))
    assert PICTURE not in bytes_of(backup.folder_of(path))


def test_a_photograph_that_an_open_task_lists_too_stays(path, kept):
    with FileRecords.open(path) as records:
        with records.reading() as book:
            (task,) = book.find(FollowUp)
        with records.transaction("task.open", act(), task.body) as book:
            book.put(replace(task, id=new_id(), number=2, state=FollowUpState.WAITING))
        assert anonymise(records, act(), task.body, LATER).photographs == frozenset()
    assert is_there(path, kept)


@pytest.mark.parametrize("name", ["../x.jpg", "x.jpg", ".hidden", "", "0001-aaaaaaaaaaaa-../a.jpg"])
def test_no_foreign_name_is_written_into_the_folder(path, name):
    assert not photos.put(photos.folder_of(path), name, b"x", None)
    assert not photos.folder_of(path).exists()
