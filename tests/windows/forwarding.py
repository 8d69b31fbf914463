"""A Windows library without code, each of whose functions is another library's."""

import struct
from collections.abc import Mapping

_BASE, _PAGE, _SECTOR = 0x1_8000_0000, 0x1000, 0x200
"""Where it would like to lie, and the units of its place in memory and on the disk, in bytes."""


def forwarding_dll(name: str, exports: Mapping[str, str]) -> bytes:
    """A 64-bit DLL of this name; `exports` is function → `library.function`.

    Laid out as "PE Format" in Microsoft's documentation has it: one section with the table of
    exports, whose addresses point into that table and so are forwarded.
    """
    table = _export_table(name, exports)
    on_disk = -(-len(table) // _SECTOR) * _SECTOR
    dos = b"MZ" + bytes(58) + struct.pack("<I", 64)
    # x64; one section; executable, large addresses, DLL.
    file = struct.pack("<HHIIIHH", 0x8664, 1, 0, 0, 0, 240, 0x2022)
    optional = struct.pack("<HBBIIIII", 0x20B, 14, 0, 0, on_disk, 0, 0, 0)
    optional += struct.pack(
        "<QIIHHHHHHIIIIHH",
        _BASE, _PAGE, _SECTOR, 6, 0, 0, 0, 6, 0, 0, 2 * _PAGE, _SECTOR, 0, 2, 0x160,
    )  # fmt: skip
    optional += struct.pack("<QQQQII", 1 << 20, 1 << 12, 1 << 20, 1 << 12, 0, 16)
    optional += struct.pack("<II", _PAGE, len(table)) + bytes(15 * 8)
    section = struct.pack(
        "<8sIIIIIIHHI", b".rdata", len(table), _PAGE, on_disk, _SECTOR, 0, 0, 0, 0, 0x4000_0040
    )
    head = dos + b"PE\0\0" + file + optional + section
    return head.ljust(_SECTOR, b"\0") + table.ljust(on_disk, b"\0")


def _export_table(name: str, exports: Mapping[str, str]) -> bytes:
    names, count = sorted(exports), len(exports)
    functions = _PAGE + 40
    pointers = functions + 4 * count
    ordinals = pointers + 4 * count
    text, words = ordinals + 2 * count, b""

    def put(word: str) -> int:
        nonlocal words
        place = text + len(words)
        words += word.encode("ascii") + b"\0"
        return place

    head = struct.pack(
        "<IIHHIIIIIII",
        0, 0, 0, 0, put(name), 1, count, count, functions, pointers, ordinals,
    )  # fmt: skip
    goals = [put(exports[one]) for one in names]
    found = [put(one) for one in names]
    addresses = struct.pack(f"<{count}I", *goals) + struct.pack(f"<{count}I", *found)
    return head + addresses + struct.pack(f"<{count}H", *range(count)) + words
