"""Read from a picture's bytes its kind and its size in pixels, and remove where it was taken.

Only the few places that say so are read, and nothing is decoded: a picture of a few bytes that
unpacks to billions costs nothing here.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Final, Literal

from meetings.dataclass import dataclass

Kind = Literal["jpg", "png", "gif", "bmp", "webp", "tif", "heic", "avif"]
"""The kinds of pictures, by the usual ending of their files."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; width and height in pixels."""

    kind: Kind
    width: int
    height: int


def read(content: bytes) -> Picture | None:
    """Kind and size of a picture; None where the bytes are something else or broken."""
    for beginning, reader in _READERS:
        if re.match(beginning, content, re.DOTALL):
            try:
                found = reader(content)
            except (struct.error, IndexError, ValueError):
                return None
            return found if found and found.width > 0 and found.height > 0 else None
    return None


def without_place(content: bytes) -> bytes:
    """The same picture without the place where it was taken; the very bytes where none is told.

    Taken out are the position in Exif (of all pictures in the file, previews too) and in XMP, and
    from a PNG the packed texts that could hold either. All else stays, and no pixel changes.
    Makers' own notes are not understood and stay as well.
    """
    if content.startswith(_PNG):
        return _png_without_place(content)
    made = bytearray(content)
    changed = _clear(made)
    return bytes(made) if changed else content


_MOST_PARTS: Final = 100_000
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_TIFF: Final = re.compile(rb"II\*\x00|MM\x00\*")


def _jpeg(content: bytes) -> Picture | None:
    at, size = 2, None
    for _part in range(_MOST_PARTS):
        if content[at] != 0xFF:
            return None
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker == 0x01 or 0xD0 <= marker <= 0xD7:
            at += 2
        elif marker == 0xDA:
            return Picture("jpg", *size) if size else None
        else:
            if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
                height, width = struct.unpack_from(">HH", content, at + 5)
                size = (width, height)
            at += 2 + struct.unpack_from(">H", content, at + 2)[0]
    return None  # nothing that a camera writes


def _png(content: bytes) -> Picture | None:
    name, width, height = struct.unpack_from(">4sII", content, 12)
    has_pixels = any(kind == b"IDAT" for kind, _start, _end in _png_chunks(content))
    return Picture("png", width, height) if name == b"IHDR" and has_pixels else None


def _gif(content: bytes) -> Picture:
    return Picture("gif", *struct.unpack_from("<HH", content, 6))


def _bmp(content: bytes) -> Picture | None:
    (header,) = struct.unpack_from("<I", content, 14)
    if header == 12:
        return Picture("bmp", *struct.unpack_from("<HH", content, 18))
    if not 40 <= header <= 124:
        return None
    width, height = struct.unpack_from("<ii", content, 18)
    return Picture("bmp", width, abs(height))


def _webp(content: bytes) -> Picture | None:
    kind = content[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(content[at : at + 3], "little") for at in (24, 27))
        return Picture("webp", width + 1, height + 1)
    if kind == b"VP8L" and content[20] == 0x2F:
        (bits,) = struct.unpack_from("<I", content, 21)
        return Picture("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", content, 26)
        return Picture("webp", width & 0x3FFF, height & 0x3FFF)
    return None


def _tiff(content: bytes) -> Picture | None:
    order = "<" if content.startswith(b"II") else ">"
    size = {}
    (first,) = struct.unpack_from(f"{order}I", content, 4)
    for tag, form, _count, place in _entries(content, 0, first, order):
        if tag in (256, 257):
            size[tag] = struct.unpack_from(f"{order}{'H' if form == 3 else 'I'}", content, place)[0]
    return Picture("tif", size[256], size[257]) if len(size) == 2 else None


_BRANDS: Final = {b"avif": "avif", b"avis": "avif"} | dict.fromkeys(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), "heic"
)


def _heif(content: bytes) -> Picture | None:
    (length,) = struct.unpack_from(">I", content, 0)
    brands = [content[8:12], *(content[at : at + 4] for at in range(16, min(length, 200), 4))]
    kind = next((_BRANDS[brand] for brand in brands if brand in _BRANDS), None)
    # The whole picture and each of its tiles have their sizes in boxes of this name.
    sizes = [
        struct.unpack_from(">II", content, found.end() + 4)
        for found in re.finditer(b"\x00\x00\x00\x14ispe", content[: 1 << 20])
    ]
    if kind is None or not sizes:
        return None
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    return Picture("avif" if kind == "avif" else "heic", width, height)


_READERS: Final = (
    (rb"\xff\xd8\xff", _jpeg),
    (re.escape(_PNG), _png),
    (rb"GIF8[79]a", _gif),
    (rb"BM", _bmp),
    (rb"RIFF.{4}WEBP", _webp),
    (_TIFF.pattern, _tiff),
    (rb"\x00\x00.{2}ftyp", _heif),
)


_EXIF: Final = re.compile(rb"(?:Exif\x00\x00|EXIF.{4}|\x00{4})(?=II\*\x00|MM\x00\*)", re.DOTALL)
"""What precedes Exif data (a small TIFF): in JPEG, in WebP, and in HEIF without its name."""
_GPS, _OTHERS = 0x8825, (0x8769, 0x014A)
"""Tags that point to the position, and to more tags."""
_SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
"""Bytes of one value of each form."""
_NO_PLACE: Final = frozenset({0x00, 0x07, 0x1D})
"""Tags of the position's table that do not reveal it: version, time, date."""
_MOST_TAGS: Final = 500
_MOST_TABLES: Final = 20
_MOST_EXIFS: Final = 50
_LONGEST_XMP: Final = 1 << 20
"""The most bytes of XMP that are read, so that no file keeps the program busy."""
_XMP_PLACE: Final = re.compile(
    rb""":GPS\w{1,60}\s{0,20}(?:=\s{0,20}(?:"([^"]{0,200})"|'([^']{0,200})')|[^<>]{0,200}>([^<]{0,200})<)"""
)


def _clear(made: bytearray) -> bool:
    """Overwrite every position with zeros; whether there was any."""
    starts = [0] if _TIFF.match(made) else []
    starts += (found.end() for found in islice(_EXIF.finditer(made), _MOST_EXIFS))
    places = [_clear_exif(made, start) for start in starts]
    return any(places) | _clear_xmp(made)


def _clear_exif(made: bytearray, base: int) -> bool:
    """Overwrite the position in the TIFF that starts at `base`; whether there was one."""
    order = "<" if made[base : base + 1] == b"I" else ">"
    waiting, seen, found = [base + 4], set[int](), False
    while waiting and len(seen) < _MOST_TABLES:
        try:
            start = base + struct.unpack_from(f"{order}I", made, waiting.pop())[0]
            if start in seen or start == base:
                continue
            seen.add(start)
            for tag, _form, count, place in _entries(made, base, start, order):
                if tag == _GPS:
                    found |= _clear_position(made, base, place, order)
                elif tag in _OTHERS:
                    waiting += (place + 4 * number for number in range(min(count, _MOST_TABLES)))
            waiting.append(start + 2 + 12 * struct.unpack_from(f"{order}H", made, start)[0])
        except struct.error:
            continue
    return found


def _clear_position(made: bytearray, base: int, pointer: int, order: str) -> bool:
    start = base + struct.unpack_from(f"{order}I", made, pointer)[0]
    entries = list(_entries(made, base, start, order))
    if all(tag in _NO_PLACE for tag, *_rest in entries):
        return False
    for _tag, form, count, place in entries:
        _clear_bytes(made, place, count * _SIZES.get(form, 1))
    _clear_bytes(made, start, 2 + 12 * len(entries))
    return True


def _clear_bytes(made: bytearray, start: int, size: int) -> None:
    """Write zeros from `start`, not beyond the end of the content."""
    size = max(0, min(size, len(made) - start))
    made[start : start + size] = bytes(size)


def _entries(
    content: bytes | bytearray, base: int, start: int, order: str
) -> Iterator[tuple[int, int, int, int]]:
    """Tag, form, count and place of the value for each entry of the table of tags at `start`."""
    (count,) = struct.unpack_from(f"{order}H", content, start)
    for number in range(min(count, _MOST_TAGS)):
        at = start + 2 + 12 * number
        tag, form, values = struct.unpack_from(f"{order}HHI", content, at)
        place = at + 8
        if values * _SIZES.get(form, 1) > 4:
            place = base + struct.unpack_from(f"{order}I", content, place)[0]
        yield tag, form, values, place


def _clear_xmp(made: bytearray) -> bool:
    found, end = False, 0
    for _packet in range(_MOST_EXIFS):
        start = made.find(b"<x:xmpmeta", end)
        end = made.find(b"</x:xmpmeta>", start)
        if start < 0 or end < 0:
            break
        packet = bytes(made[start : min(end, start + _LONGEST_XMP)])
        for place in islice(_XMP_PLACE.finditer(packet), _MOST_TAGS):
            group = next(number for number in (1, 2, 3) if place[number] is not None)
            first, last = (start + at for at in place.span(group))
            nothing = b" " * (last - first)
            found |= made[first:last] != nothing
            made[first:last] = nothing
    return found


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of each part, its length and check sum with it."""
    at = len(_PNG)
    for _part in range(_MOST_PARTS):
        if at + 12 > len(content):
            return
        (length,) = struct.unpack_from(">I", content, at)
        end = at + 12 + length
        if end > len(content):
            return
        yield content[at + 4 : at + 8], at, end
        at = end


_PACKED: Final = (b"Raw profile type", b"XML:com.adobe.xmp")
"""Texts of a PNG that hold Exif or XMP in a packed form."""


def _png_without_place(content: bytes) -> bytes:
    made, last, changed = bytearray(_PNG), len(_PNG), False
    for kind, start, end in _png_chunks(content):
        last = end
        data = bytearray(content[start + 8 : end - 4])
        packed = kind == b"zTXt" or (kind == b"iTXt" and data.partition(b"\0")[2][:1] == b"\1")
        if (packed or kind == b"tEXt") and data.startswith(_PACKED):
            changed = True
            continue
        cleared = _clear(data) if kind in (b"eXIf", b"iTXt") else False
        changed |= cleared
        check = struct.pack(">I", zlib.crc32(kind + data)) if cleared else content[end - 4 : end]
        made += content[start : start + 8] + data + check
    return bytes(made + content[last:]) if changed else content
