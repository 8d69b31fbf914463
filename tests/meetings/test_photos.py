"""Photographs are known by their content; none is lost or removed in silence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.errors import NotFound, ReasonNeeded
from meetings.matters.photos import (
    LARGEST,
    NotAPhoto,
    Photo,
    PhotoTwice,
    When,
    add,
    check_size,
    remove,
    safe_name,
)
from tests.data.hall import START

HASH = "ab" * 32


def photo(hash: str = HASH) -> Photo:
    return Photo("0001-x.jpg", hash, When.AFTER, START)


@given(st.text(max_size=200))
def test_a_kept_name_is_one_plain_file_name_whatever_it_was_called(original):
    name = safe_name(original, HASH, 7, "jpg")
    assert name.startswith("0007-abababababab-")
    assert not set(name) & set('/\\:*?"<>|\n\t \x00')
    assert ".." not in name.split("-", 2)[2].rpartition(".")[2]


def test_the_name_a_person_gave_is_still_read():
    assert safe_name("划线 之后.JPG", HASH, 3, "jpg") == "0003-abababababab-划线-之后.jpg"


@pytest.mark.parametrize(
    ("name", "size", "why"),
    [("a.jpg", 0, "empty"), ("a.png", LARGEST + 1, "too_large")],
)
def test_what_is_no_photograph_is_not_taken(name, size, why):
    with pytest.raises(NotAPhoto) as told:
        check_size(name, size)
    assert told.value.facts["why"] == why


def test_the_same_content_is_listed_once_and_a_removed_one_keeps_its_line_and_reason():
    kept = add((), photo())
    with pytest.raises(PhotoTwice):
        add(kept, photo())
    with pytest.raises(ReasonNeeded):
        remove(kept, HASH, " ")
    gone = remove(kept, HASH, "拍到了人脸")
    assert [one.removed for one in gone] == ["拍到了人脸"]
    with pytest.raises(NotFound):
        remove(gone, HASH, "再来")
    assert len(add(gone, photo())) == 2


@pytest.mark.parametrize(
    ("original", "stem"),
    [
        ("a.b.jpg", "a.b"), ("没有点", "没有点"), (".jpg", "photo"), ("--_划线_--.png", "划线"),
        ("a/b.png", "a-b"), ("灯" * 61 + ".jpg", "灯" * 60), ("x" * 59 + "-y.jpg", "x" * 59),
        ("   ", "photo"),
    ],
)  # fmt: skip
def test_the_stem_of_a_name_is_what_it_was_called(original: str, stem: str):
    assert safe_name(original, HASH, 7, "jpg") == f"0007-{HASH[:12]}-{stem}.jpg"


@pytest.mark.parametrize("size", [1, LARGEST])
def test_the_largest_photograph_is_still_taken(size):
    check_size("a.jpg", size)
