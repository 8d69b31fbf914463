"""Small pictures of every kind, built part by part, with and without the place they were taken."""

import struct
import zlib

LATITUDE, LONGITUDE = (28, 11, 4599), (112, 58, 4342)
"""Degrees, minutes, hundredths of seconds: a place in the middle of a city."""
WHEN = b"2026:11:28 10:00:00\0"


def exif(order: str = "<", place: bool = True, deep: bool = False) -> bytes:
    """A TIFF of tags: the maker, the way up, the time, and, where wanted, the position.

    `deep` puts the position behind the second table, as in the preview of a picture.
    """
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    first = [(0x010F, 2, 4, b"Tel\0"), (0x0112, 3, 1, struct.pack(f"{order}HH", 6, 0))]
    start = 8
    if deep:
        end = start + 2 + 12 * len(first) + 4
        return head + _table(order, start, first, end) + _position(order, end, place)
    return head + _position(order, start, place, first)


def _position(order: str, start: int, place: bool, before=()) -> bytes:
    entries = list(before)
    if not place:
        return _table(order, start, entries, 0)
    gps_at = start + 2 + 12 * (len(entries) + 1) + 4
    entries.append((0x8825, 4, 1, struct.pack(f"{order}I", gps_at)))
    values_at = gps_at + 2 + 12 * 5 + 4
    gps = [
        (0, 1, 4, b"\2\3\0\0"),
        (1, 2, 2, b"N\0\0\0"),
        (2, 5, 3, struct.pack(f"{order}I", values_at)),
        (3, 2, 2, b"E\0\0\0"),
        (4, 5, 3, struct.pack(f"{order}I", values_at + 24)),
    ]
    values = b"".join(
        struct.pack(f"{order}6I", degrees, 1, minutes, 1, seconds, 100)
        for degrees, minutes, seconds in (LATITUDE, LONGITUDE)
    )
    return _table(order, start, entries, 0) + _table(order, gps_at, gps, 0) + values


def _table(order: str, start: int, entries, following: int) -> bytes:
    made = struct.pack(f"{order}H", len(entries))
    for tag, form, count, value in entries:
        made += struct.pack(f"{order}HHI", tag, form, count) + value
    return made + struct.pack(f"{order}I", following)


def xmp(place: bool = True) -> bytes:
    """A packet that tells the place as an attribute and as an element."""
    told = b'exif:GPSLatitude="28,11.766N"' if place else b'xmp:Rating="5"'
    more = b"<exif:GPSLongitude>112,58.724E</exif:GPSLongitude>" if place else b""
    return (
        b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:Description " + told + b">" + more
        + b"</rdf:Description></x:xmpmeta>"
    )  # fmt: skip


def jpg(width: int = 4, height: int = 3, place: bool = False, **kind) -> bytes:
    parts = b""
    for data in (b"Exif\0\0" + exif(place=place, **kind),
                 b"http://ns.adobe.com/xap/1.0/\0" + xmp(place)):  # fmt: skip
        parts += b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data
    size = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\0"
    scan = b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" + b"\x12\x34\x56"
    return b"\xff\xd8" + parts + b"\xff\xc0" + size + scan + b"\xff\xd9"


def png(width: int = 4, height: int = 3, place: bool = False, packed: bool = False) -> bytes:
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))]
    parts.append((b"eXIf", exif(">", place)))
    parts.append((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp(place)))
    if packed:
        text = b"Raw profile type exif\0\0" + zlib.compress(exif(place=place).hex().encode())
        parts.append((b"zTXt", text))
    rows = b"".join(b"\0" + bytes(min(width, 50)) for _ in range(min(height, 50)))
    parts += [(b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def gif(width: int = 4, height: int = 3, place: bool = False) -> bytes:
    told = b"!\xff\x0bXMP DataXMP" + xmp() if place else b""
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0) + told + b";"


def bmp(width: int = 4, height: int = 3, place: bool = False) -> bytes:
    assert not place
    head = struct.pack("<IiiHHIIiiII", 40, width, -height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + head


def webp(width: int = 4, height: int = 3, place: bool = False) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b""
    for kind, data in ((b"VP8X", b"\x0c\0\0\0" + size), (b"EXIF", exif(place=place)),
                       (b"XMP ", xmp(place))):  # fmt: skip
        body += kind + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def tif(width: int = 4, height: int = 3, place: bool = False) -> bytes:
    entries = [(256, 4, 1, struct.pack("<I", width)), (257, 4, 1, struct.pack("<I", height))]
    return b"II*\0" + struct.pack("<I", 8) + _position("<", 8, place, entries)


def heic(width: int = 4, height: int = 3, place: bool = False) -> bytes:
    kinds = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
    sizes = b"".join(
        b"\0\0\0\x14ispe\0\0\0\0" + struct.pack(">II", *size) for size in ((1, 1), (width, height))
    )
    return kinds + sizes + b"\0\0\0\0" + exif(">", place) + xmp(place)


KINDS = {"jpg": jpg, "png": png, "gif": gif, "bmp": bmp, "webp": webp, "tif": tif, "heic": heic}
