"""A picture is known by its content; the place where it was taken goes, and nothing else does."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.pictures import Picture, read, without_place
from tests.data import pictures
from tests.data.pictures import KINDS, exif, jpg, png

TOLD = [
    struct.pack(f"{order}6I", 28, 1, 11, 1, 4599, 100) for order in "<>"
] + [b"28,11.766N", b"112,58.724E"]  # fmt: skip
"""What tells the place, in each form."""
PLACED = [kind for kind in KINDS if kind != "bmp"]


def tells(content: bytes) -> bool:
    return any(form in content for form in TOLD)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_known_by_its_content_with_its_pixels(kind):
    for width, height in ((1, 1), (4, 3), (4032, 3024), (16_000, 12_000)):
        assert read(KINDS[kind](width, height)) == Picture(kind, width, height)


@pytest.mark.parametrize("kind", ["png", "tif", "heic", "bmp", "webp"])
def test_pixels_beyond_any_camera_are_read_and_not_decoded(kind):
    side = 16_000_000
    assert read(KINDS[kind](side, side)) == Picture(kind, side, side)


NO_PICTURES = {
    "nothing": b"", "text": "照片".encode(), "svg": b"<svg onload='x()'/>", "zip": b"PK\3\4" * 9,
    "program": b"MZ" + bytes(200), "pdf": b"%PDF-1.7", "beginning of a jpg": b"\xff\xd8 a picture",
    "jpg without pixels": b"\xff\xd8\xff\xd9", "text that begins with BM": b"BM hello" * 20,
    "sound": b"RIFF\0\0\0\0WAVEfmt " + bytes(40), "video": b"\0\0\0\x18ftypmp42" + bytes(60),
    "png without pixels": png()[:60], "no width": png(0, 5), "no height": jpg(5, 0),
}  # fmt: skip


@pytest.mark.parametrize("what", NO_PICTURES)
def test_what_is_no_picture_is_none(what):
    assert read(NO_PICTURES[what]) is None


@pytest.mark.parametrize("kind", PLACED)
def test_the_place_is_taken_out_in_every_form_and_the_rest_stays(kind):
    before = KINDS[kind](place=True)
    after = without_place(before)
    assert tells(before) and not tells(after)
    assert read(after) == read(before) and len(after) == len(before)
    assert without_place(after) is after
    if kind in ("jpg", "png", "webp", "heic"):
        assert b"Tel\0" in after


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("deep", [False, True])
def test_the_place_of_a_preview_is_found_in_either_byte_order(order, deep):
    before = jpg(place=True, order=order, deep=deep)
    assert tells(before) and not tells(without_place(before))


def test_a_picture_within_a_picture_loses_its_place_too():
    assert not tells(without_place(jpg(place=True) + jpg(place=True)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_without_a_place_keeps_its_very_bytes(kind):
    content = KINDS[kind]()
    assert without_place(content) is content


def test_a_png_loses_what_could_hold_the_place_packed_and_its_sums_are_right():
    after = without_place(png(place=True, packed=True))
    assert b"Raw profile type" not in after and not tells(after)
    at, kinds = 8, []
    while at < len(after):
        (length,) = struct.unpack_from(">I", after, at)
        part = after[at + 4 : at + 8 + length]
        assert struct.unpack_from(">I", after, at + 8 + length)[0] == zlib.crc32(part)
        kinds.append(part[:4])
        at += 12 + length
    assert kinds == [b"IHDR", b"eXIf", b"iTXt", b"IDAT", b"IEND"]


def test_version_and_time_of_the_position_alone_are_no_place():
    content = jpg(place=True)
    gps = content.index(b"\x01\0\x02\0\x02\0\0\0N")
    alone = bytearray(content)
    alone[gps - 14 : gps - 12] = b"\x01\0"
    alone = bytearray(bytes(alone).replace(pictures.xmp(), pictures.xmp()[:5] + b" " * 5))
    assert without_place(bytes(alone)) == bytes(alone)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "bmp"])
def test_a_picture_that_was_cut_short_does_not_grow(kind):
    whole = KINDS[kind](place=True)
    assert all(len(without_place(whole[:end])) <= end for end in range(len(whole)))


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_spoilt_bytes_are_a_picture_or_none_and_never_more(kind, data):
    content = bytearray(KINDS[kind](place=kind != "bmp"))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    spoilt = bytes(content[: data.draw(st.integers(0, len(content)))])
    read(spoilt)
    after = without_place(spoilt)
    assert len(after) <= len(spoilt) and without_place(after) == after


LONG = {
    "tables of tables": b"MM\0*\0\0\0\x08\xff\xff"
    + b"\x01\x4a\0\4\0\0\xff\xff\0\0\0\x08" * 20_000,
    "many beginnings": b"\xff\xd8\xff\xe1" + b"\0\0\0\0II*\0\x08\0\0\0\xff\xff" * 50_000,
    "packets without an end": b"<x:xmpmeta" * 100_000,
    "places without an end": b"<x:xmpmeta" + b":GPSa=\"" * 100_000 + b"</x:xmpmeta>",
    "parts of nothing": b"\xff\xd8" + b"\xff\xe0\0\0" * 200_000,
    "parts of a png": b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0tEXt\0\0\0\0" * 200_000,
}  # fmt: skip


@pytest.mark.parametrize("what", LONG)
def test_a_file_made_to_keep_the_program_busy_is_soon_done(what):
    assert read(LONG[what]) is None
    without_place(LONG[what])


def test_the_table_that_is_read_ends_where_it_says():
    assert b"Tel\0" in exif() and exif(place=False) in jpg()
