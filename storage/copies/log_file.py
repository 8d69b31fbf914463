"""Read a write-ahead log (SQLite's “WAL-mode File Format”) and tell whether it is whole.

SQLite reads a log up to the first frame that does not fit, and says nothing of what comes after.
"""

from array import array
from pathlib import Path
from sys import byteorder
from typing import BinaryIO

from meetings.dataclass import dataclass

HEADER = 32
"""Bytes before the first frame; a log without more is empty."""
_FRAME = 24
"""Bytes before each page."""
_MAGIC = 0x377F0682
"""The first number of a log; one more where its checksums are over big-endian words."""
_ROUNDS = 1 << 20
"""How many rounds ago an old frame in a reused log may have been written."""


@dataclass(frozen=True, slots=True)
class Log:
    """What can be read of a log."""

    sizes: tuple[int, ...]
    """The number of pages of the file after each commit of the newest round."""
    end: int
    """Bytes up to the end of the last commit."""
    whole: bool
    """Whether after that end there is only what a broken-off command or an earlier round leaves."""


UNREADABLE = Log((), 0, whole=False)
"""A log of which not even the beginning can be read."""


def look_into(log: Path) -> Log:
    """Read a log that is not empty."""
    with log.open("rb") as file:
        return _look_into(file)


def _look_into(file: BinaryIO) -> Log:
    head = file.read(HEADER)
    magic, page, salts = _number(head[:4]), _number(head[8:12]), head[16:24]
    order = "big" if magic & 1 else "little"
    sums = _sums((0, 0), head[:24], order)
    if len(head) < HEADER or magic | 1 != _MAGIC | 1 or sums != _pair(head[24:]):
        return UNREADABLE
    sizes: list[int] = []
    end = HEADER
    fits, lost, strange, length = True, 0, False, _FRAME + page
    place = HEADER
    while frame := file.read(length):
        place += len(frame)
        if len(frame) < length:
            # A command that is cut off may leave the beginning of a frame, and no page to it.
            strange |= len(frame) != _FRAME and _is_strange(frame, salts)
            break
        if frame[8:16] != salts:
            fits = False
            strange |= _is_strange(frame, salts)
            continue
        size = _number(frame[4:8])
        if fits:
            sums = _sums(_sums(sums, frame[:8], order), frame[_FRAME:], order)
            fits = sums == _pair(frame[16:24])
        if fits and size:
            sizes.append(size)
            end = place
        elif not fits:
            lost += bool(size)
    # A power cut may tear the one command that was being written, but none before it.
    return Log(tuple(sizes), end, whole=lost <= 1 and not strange)


def _is_strange(frame: bytes, salts: bytes) -> bool:
    """Whether a frame is neither of an earlier round nor space left empty by a power cut.

    Each new round adds one to the first number of its frames.
    """
    rounds = (_number(salts[:4]) - _number(frame[8:12])) % (1 << 32)
    return any(frame) and not 0 < rounds < _ROUNDS


def _sums(before: tuple[int, int], content: bytes, order: str) -> tuple[int, int]:
    words = array("I", content)
    if order != byteorder:
        words.byteswap()
    first, second = before
    for place in range(0, len(words), 2):
        first = (first + words[place] + second) & 0xFFFFFFFF
        second = (second + words[place + 1] + first) & 0xFFFFFFFF
    return first, second


def _number(content: bytes) -> int:
    return int.from_bytes(content, "big")


def _pair(content: bytes) -> tuple[int, int]:
    return _number(content[:4]), _number(content[4:8])
