"""Write finished documents to the disk, whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from exports.documents.names import numbered
from meetings.errors import MeetingError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


def _refuse_none(path: Path) -> None:
    """The check in use before records are open: it refuses nothing."""


_refuse: Callable[[Path], None] = _refuse_none


def ask_before_writing(refuse: Callable[[Path], None]) -> None:
    """Set the check to call before each export; it raises where a path belongs to the records.

    It is set once when records are opened, so that no export can forget it.
    """
    global _refuse
    _refuse = refuse


class FileExists(MeetingError):
    """A file with that name exists already: `path`."""

    path: str


class NoFolder(MeetingError):
    """The folder in which something should be written is not there: `path`."""

    path: str


def write(path: Path, data: bytes, *, overwrite: bool = False, own: bool = False) -> Path:
    """Write a temporary file, sync it and rename it to the path; links are not followed.

    `own` is for files stored with the records themselves. Raises FileExists(path) without
    `overwrite`, NoFolder, what the check of `ask_before_writing` raises, and OSError.
    """
    if not own:
        refuse_place(path)
    made, temporary = begun(path, overwrite=overwrite)
    try:
        with os.fdopen(made, "wb") as file:
            file.write(data)
            file.flush()
            sync_file(file.fileno())
        put_in_place(temporary, path, overwrite=overwrite)
    finally:
        temporary.unlink(missing_ok=True)
    return path


def refuse_place(path: Path) -> None:
    """Raise where the path must not be written to."""
    _refuse(path)


def begun(path: Path, *, overwrite: bool) -> tuple[int, Path]:
    """Open a new temporary file beside the path; raises FileExists, NoFolder, OSError."""
    if not path.parent.is_dir():
        raise NoFolder(path=str(path.parent))
    if not overwrite and os.path.lexists(path):
        raise FileExists(path=str(path))
    handle, name = tempfile.mkstemp(prefix=".jiejiao-", suffix=".tmp", dir=path.parent)
    return handle, Path(name)


def put_in_place(temporary: Path, path: Path, *, overwrite: bool = False) -> None:
    """Rename a finished and synced temporary file to the path; raises FileExists."""
    if overwrite:
        temporary.replace(path)
    else:
        _place_new(temporary, path)
    _sync_folder(path.parent)


def sync_file(handle: int) -> None:
    """Force an open file to the disk; on macOS also out of the drive's own cache."""
    full = getattr(fcntl, "F_FULLFSYNC", None)
    if full is not None:
        try:
            fcntl.fcntl(handle, full)
            return
        except OSError:
            pass  # a share or a stick that does not know it
    os.fsync(handle)


def free_path(path: Path) -> Path:
    """The path itself if nothing is there, else the first free `…(2).docx`, `…(3).docx`."""
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(numbered(path.name, number))
    return free


def write_free(path: Path, data: bytes) -> Path:
    """Write under the first free name, also when another program takes it in between."""
    while True:
        try:
            return write(free_path(path), data)
        except FileExists:
            continue


def _place_new(temporary: Path, path: Path) -> None:
    """Rename the finished file in one step that fails if the name is taken."""
    try:
        os.link(temporary, path, follow_symlinks=False)
    except FileExistsError:
        raise FileExists(path=str(path)) from None
    except (OSError, NotImplementedError):  # sticks (FAT) and some shares know no hard links
        _place_reserved(temporary, path)


def _place_reserved(temporary: Path, path: Path) -> None:
    """Reserve the name with an empty file, then replace that."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise FileExists(path=str(path)) from None
    try:
        temporary.replace(path)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    """Force the new name to the disk, on systems that can sync folders."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            sync_file(handle)
        finally:
            os.close(handle)
