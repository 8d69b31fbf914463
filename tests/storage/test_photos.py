"""Photographs lie beside the records, whole, under safe names, and are known by their content."""

import os
import stat

import pytest

from meetings.matters.photos import LARGEST, MOST_PIXELS, NotAPhoto
from storage import photos
from storage.pictures import without_place
from tests.data.pictures import jpg, png

links = pytest.mark.skipif(os.name == "nt", reason="links need a right there")


@pytest.fixture
def picture(tmp_path):
    found = tmp_path / "划线 之后.JPG"
    found.write_bytes(jpg())
    return found


def test_a_photograph_is_copied_in_and_the_original_stays(path, picture):
    kept_as = photos.keep(path, picture, 3)
    name, hash = kept_as.name, kept_as.hash
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
    kept_as = photos.keep(path, picture, 3)
    name, hash = kept_as.name, kept_as.hash
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
    [
        ("a.exe", b"x", "no_picture"), ("a.jpg", b"PK\3\4", "no_picture"), ("a.jpg", b"", "empty"),
        ("a.png", png(20_000, 20_000), "pixels"), (None, b"", "absent"),
        ("a.jpg", b"\xff" * (LARGEST + 1), "too_large"),
    ],
    ids=["name", "content", "empty", "pixels", "absent", "too_large"],
)  # fmt: skip
def test_what_is_no_photograph_is_refused_and_nothing_is_made(path, tmp_path, name, content, why):
    source = tmp_path / (name or "nothing.jpg")
    if name:
        source.write_bytes(content)
    refused(path, source, why)


def refused(path, source, why):
    with pytest.raises(NotAPhoto) as told:
        photos.keep(path, source, 1)
    assert told.value.facts["why"] == why
    assert not photos.folder_of(path).exists()


def test_a_photograph_of_as_many_pixels_as_are_taken_is_taken(path, tmp_path):
    for width, is_taken in ((MOST_PIXELS // 10_000, True), (MOST_PIXELS // 10_000 + 1, False)):
        source = tmp_path / f"{width}.png"
        source.write_bytes(png(width, 10_000))
        if is_taken:
            assert photos.keep(path, source, 1).name.endswith(".png")
        else:
            with pytest.raises(NotAPhoto):
                photos.keep(path, source, 1)


@links
def test_a_link_is_not_followed(path, tmp_path, picture):
    link = tmp_path / "link.jpg"
    link.symlink_to(picture)
    refused(path, link, "link")


def test_a_folder_is_no_photograph(path, tmp_path):
    refused(path, tmp_path, "no_file")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_a_pipe_is_not_waited_for(path, tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")
    refused(path, tmp_path / "pipe.jpg", "no_file")


def test_the_place_is_taken_out_unless_it_is_asked_for(path, tmp_path):
    source = tmp_path / "a.jpg"
    source.write_bytes(jpg(place=True))
    without = photos.keep(path, source, 1)
    as_it_was = photos.keep(path, source, 1, with_place=True)
    assert without.place_removed and not as_it_was.place_removed
    folder = photos.folder_of(path)
    assert (folder / as_it_was.name).read_bytes() == source.read_bytes()
    assert (folder / without.name).read_bytes() == without_place(source.read_bytes())
    assert b"28,11" not in (folder / without.name).read_bytes()


def test_the_name_ends_as_the_content_is(path, tmp_path):
    source = tmp_path / "路灯.exe"
    source.write_bytes(png())
    assert photos.keep(path, source, 7).name.endswith("-路灯.png")
