"""Photographs lie beside the records, whole, under safe names, and are known by their content."""

import os
import stat

import pytest

from meetings.matters.photos import NotAPhoto
from storage import photos


@pytest.fixture
def picture(tmp_path):
    found = tmp_path / "划线 之后.JPG"
    found.write_bytes(b"\xff\xd8 a picture")
    return found


def test_a_photograph_is_copied_in_and_the_original_stays(path, picture):
    name, hash = photos.keep(path, picture, 3)
    kept = photos.folder_of(path) / name
    assert kept.read_bytes() == picture.read_bytes()
    assert photos.file_state(path, name, hash) == "there"
    if os.name == "posix":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_the_same_picture_is_kept_once_and_no_half_copy_is_left(path, picture):
    assert photos.keep(path, picture, 3) == photos.keep(path, picture, 3)
    assert len(list(photos.folder_of(path).iterdir())) == 1


def test_a_file_that_went_away_or_was_changed_is_told_apart(path, picture):
    name, hash = photos.keep(path, picture, 3)
    kept = photos.folder_of(path) / name
    kept.write_bytes(b"another")
    assert photos.file_state(path, name, hash) == "changed"
    kept.unlink()
    assert photos.file_state(path, name, hash) == "missing"


def test_a_listed_name_leads_nowhere_but_into_the_folder(path, picture):
    outside = path.parent / "secret.jpg"
    outside.write_bytes(b"x")
    assert photos.file_state(path, "../secret.jpg", "0" * 64) == "missing"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [("a.exe", b"x", "ending"), ("a.jpg", b"", "empty"), (None, b"", "absent")],
)
def test_what_is_no_photograph_is_refused_and_nothing_is_made(path, tmp_path, name, content, why):
    source = tmp_path / (name or "nothing.jpg")
    if name:
        source.write_bytes(content)
    with pytest.raises(NotAPhoto) as told:
        photos.keep(path, source, 1)
    assert told.value.facts["why"] == why
    assert not photos.folder_of(path).exists()
