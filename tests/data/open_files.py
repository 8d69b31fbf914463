"""What Windows refuses, on every system: removing or replacing a file that is open."""

import os
from pathlib import Path
from typing import Any

FDS = Path("/dev/fd")
"""The open files of this process, on Linux and macOS."""
HERE = os.name != "nt" and FDS.is_dir()
"""Whether it can be seen; Windows refuses by itself."""


def open_here(path: Any, dir_fd: int | None = None) -> bool:
    """Whether this process has the file open, under whatever name."""
    try:
        wanted = os.stat(path, dir_fd=dir_fd, follow_symlinks=False)
    except OSError:
        return False
    for name in os.listdir(FDS):
        try:
            found = os.fstat(int(name))
        except OSError:
            continue
        if (found.st_dev, found.st_ino) == (wanted.st_dev, wanted.st_ino):
            return True
    return False


def refused_as_on_windows(patch: Any) -> list[str]:
    """From now on an open file is neither removed nor replaced; the list says what was tried."""
    tried: list[str] = []
    if not HERE:
        return tried

    def refuse(act: str, path: Any, dir_fd: int | None = None) -> None:
        if open_here(path, dir_fd):
            tried.append(f"{act} {os.fspath(path)}")
            raise PermissionError(13, "open in this process", os.fspath(path))

    for act in ("unlink", "remove"):
        really = getattr(os, act)

        def one(path: Any, *, dir_fd: int | None = None, _really: Any = really, _act=act) -> None:
            refuse(_act, path, dir_fd)
            _really(path, dir_fd=dir_fd)

        patch.setattr(os, act, one)
    for act in ("replace", "rename"):
        really = getattr(os, act)

        def two(
            source: Any, target: Any, *, src_dir_fd: int | None = None,
            dst_dir_fd: int | None = None, _really: Any = really, _act=act,
        ) -> None:  # fmt: skip
            refuse(_act, source, src_dir_fd)
            refuse(_act, target, dst_dir_fd)
            _really(source, target, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)

        patch.setattr(os, act, two)
    return tried
