"""Create files that only their owner can read, and write them durably."""

import os
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


def create_private(path: Path) -> None:
    """Make an empty file that only its owner can read; SQLite gives its log files the same mode."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def private_folder(folder: Path) -> None:
    """Make the folder and missing ones above it, all for their owner only."""
    if not folder.exists():
        private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def close_to_others(path: str | Path, mode: int) -> None:
    """Remove other users' rights on a file or folder, on systems that have file modes.

    `mode` is what it is now. Raises OSError where it belongs to another person.
    """
    if os.name != "nt" and mode & 0o077:
        os.chmod(path, mode & 0o700)


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


def sync_folder(folder: Path) -> None:
    """Force new or renamed names in a folder to the disk, to survive a power cut."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        sync_file(handle)
    finally:
        os.close(handle)


def put_whole(draft: Path, goal: Path, content: bytes) -> None:
    """Write `draft`, then rename it to `goal`: a crash leaves the old file or the new one."""
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
