"""Lets only one program write: an operating-system lock on a small file beside the records."""

import os
import sys
from pathlib import Path
from typing import Self

from storage.beside import lock_of

# Windows locks bytes against reading too, so the locked byte lies beyond the text.
_LOCKED_BYTE = 1 << 20


class WriterLock:
    """Held while this program may write; the system lets go of it when the program dies."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle: int | None = handle

    @classmethod
    def take(cls, records: Path) -> Self | None:
        """The lock for this records file, or None when another program (or object) holds it."""
        path = lock_of(records)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _lock(handle):
            os.close(handle)
            return None
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        return cls(path, handle)

    def release(self) -> None:
        """Release the lock; the file stays, or else two programs could lock two files."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(handle, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
