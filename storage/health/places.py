"""Recognise unsafe places for records: shares, synced folders and USB sticks."""

import os
import re
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path, PurePath, PurePosixPath
from string import ascii_uppercase

MOUNTS = Path("/proc/self/mounts")


class Place(StrEnum):
    """A kind of place that is not this computer's own disk."""

    NETWORK = "network"
    """A share or a virtual folder: two programs may both think that they alone write."""
    SYNCED = "synced"
    """A program copies the file away while it is written, and may put an older one back."""
    REMOVABLE = "removable"
    """It can be pulled out while something is written, and may say too soon that all is kept."""


_NETWORK = re.compile(r"nfs\d?|cifs|smb\w*|9p|afs|ncpfs|ceph|glusterfs|lustre|davfs|fuse\..+")
_OWN_FUSE = frozenset({"fuse.fuse-overlayfs", "fuse.lxcfs", "fuse.gocryptfs", "fuse.encfs"})
"""Virtual folders that lie on this computer's own disk."""
_STICK = frozenset({"vfat", "msdos", "exfat"})
_STICKS = ("/media", "/run/media", "/Volumes", "/mnt")
"""The folders under which Linux and macOS show a stick."""
_REMOVABLE_DRIVE = 2
"""What GetDriveType of Windows gives for USB sticks and card readers."""
_SYNCED = re.compile(
    r"dropbox.*|onedrive.*|nextcloud.*|owncloud.*|google ?drive.*|我的云端硬盘|icloud.*|"
    r"mobile documents|cloudstorage|nutstore.*|我的坚果云|坚果云.*|baidusyncdisk|百度网盘.*|"
    r"syncthing|wpsdrive|wps云盘|微云.*"
)
_MARKS = (".dropbox", ".stfolder", ".owncloudsync.log", ".nextcloudsync.log")
_ESCAPED = re.compile(r"\\(\d{3})")


def place_of(path: Path) -> Place | None:
    """The kind of place of a records file, if the system tells; None for an own disk."""
    whole = Path(os.path.realpath(path))
    if is_synced(whole):
        return Place.SYNCED
    if sys.platform == "win32":
        return on_windows(str(whole), _drive_type)
    if sys.platform == "darwin":
        return Place.REMOVABLE if whole.is_relative_to("/Volumes") else None
    try:
        return on_linux(PurePosixPath(whole), MOUNTS.read_text("utf-8", "replace"))
    except OSError:
        return None


def likely_stick() -> str:
    """The first folder of a stick that this system shows now; empty where there is none."""
    if sys.platform == "win32":
        return next(filter(os.path.isdir, stick_drives(_drive_type)), "")
    for root in map(Path, _STICKS):
        try:
            for found in sorted(root.glob("*/*") if root.name == "media" else root.glob("*")):
                if found.is_dir() and found.stat().st_dev != root.stat().st_dev:
                    return str(found)
        except OSError:
            continue
    return ""


def stick_drives(drive_type: Callable[[str], int]) -> list[str]:
    """The drives that Windows calls removable; one of them may be a reader without a card."""
    drives = [f"{letter}:\\" for letter in ascii_uppercase]
    return [drive for drive in drives if drive_type(drive) == _REMOVABLE_DRIVE]


def is_synced(path: Path) -> bool:
    """Whether a folder above bears the name or the mark of a program that syncs."""
    for folder in path.parents:
        if _SYNCED.fullmatch(folder.name.casefold()):
            return True
        if any((folder / mark).exists() for mark in _MARKS):
            return True
    return False


def on_linux(path: PurePath, mounts: str) -> Place | None:
    """The kind of place by the nearest mount in a table like /proc/mounts; later lines win."""
    found: tuple[int, str] = (-1, "")
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = PurePosixPath(_ESCAPED.sub(lambda digits: chr(int(digits[1], 8)), parts[1]))
        if path.is_relative_to(point) and len(point.parts) >= found[0]:
            found = len(point.parts), parts[2]
    kind = found[1]
    if kind in _STICK:
        return Place.REMOVABLE
    return Place.NETWORK if _NETWORK.fullmatch(kind) and kind not in _OWN_FUSE else None


def on_windows(path: str, drive_type: Callable[[str], int]) -> Place | None:
    """The kind of place by its drive: a server's name, or by GetDriveType for the letter."""
    if path.startswith("\\\\"):
        return Place.NETWORK
    return {_REMOVABLE_DRIVE: Place.REMOVABLE, 4: Place.NETWORK}.get(drive_type(path[:3]))


def _drive_type(root: str) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(root))
