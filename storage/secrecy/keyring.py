"""The data keys this process was given, by records file; without one a file opens as plain."""

from pathlib import Path

from storage.engine import Key, is_plain
from storage.schema import keybox_of

_held: dict[Path, Key] = {}


def hold(path: Path, key: Key | None) -> None:
    """Use this key for a records file from now on; None forgets it."""
    if key is None:
        _held.pop(path.absolute(), None)
    else:
        _held[path.absolute()] = key


def held(path: Path) -> Key | None:
    """The key that was given for a records file."""
    return _held.get(path.absolute())


def is_locked(path: Path) -> bool:
    """The file is encrypted and its key was not given yet."""
    closed = path.exists() and path.stat().st_size > 0 and not is_plain(path)
    return closed and keybox_of(path).exists() and held(path) is None
