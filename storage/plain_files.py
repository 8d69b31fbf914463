"""Plain files on the disk: open to their owner alone, and written so that they last."""

import os
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


def create_private(path: Path) -> None:
    """Make an empty file only its owner can read; SQLite gives its log files the same mode."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def private_folder(folder: Path) -> None:
    """Make the folder and those above it, where missing, open to their owner only."""
    if not folder.exists():
        private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def close_to_others(path: str | Path, mode: int) -> None:
    """Take from others, where the system knows modes, what they may do with a file or folder.

    `mode` is what it is now. Raises OSError where it belongs to another person.
    """
    if os.name != "nt" and mode & 0o077:
        os.chmod(path, mode & 0o700)


def sync_file(handle: int) -> None:
    """Put an open file on the disk; macOS leaves it in the drive's own memory unless told more."""
    full = getattr(fcntl, "F_FULLFSYNC", None)
    if full is not None:
        try:
            fcntl.fcntl(handle, full)
            return
        except OSError:
            pass  # a share or a stick that does not know it
    os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """Make a new or renamed name in the folder last through a power cut."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        sync_file(handle)
    finally:
        os.close(handle)


def put_whole(draft: Path, goal: Path, content: bytes) -> None:
    """Write a file under an unused name in the same folder, then give it its own: old or new."""
    create_private(draft)
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            sync_file(file.fileno())
        os.replace(draft, goal)
        sync_folder(goal.parent)
    finally:
        draft.unlink(missing_ok=True)
