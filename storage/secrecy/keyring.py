"""The data keys given to this process, by records file; without one a file is taken as plain."""

from pathlib import Path

from storage.beside import keybox_of, records_path
from storage.engine import Key, is_plain

_PAGE = 4096
"""Bytes of a database page."""
_RANDOM = 240
"""Least number of different byte values (of 256) in an encrypted page; plain ones have fewer."""
_held: dict[Path, Key] = {}


def hold(path: Path, key: Key | None) -> None:
    """Use this key for a records file from now on; None forgets it."""
    if key is None:
        _held.pop(records_path(path), None)
    else:
        _held[records_path(path)] = key


def held(path: Path) -> Key | None:
    """The key that was given for a records file."""
    return _held.get(records_path(path))


def is_locked(path: Path) -> bool:
    """Whether the file is encrypted and its key was not given yet."""
    closed = path.exists() and path.stat().st_size > 0 and not is_plain(path)
    return closed and keybox_of(path).exists() and held(path) is None


def lacks_keybox(path: Path) -> bool:
    """Whether the file looks encrypted, with whole pages of random bytes, but has no keybox."""
    if not path.is_file() or is_plain(path) or keybox_of(path).exists() or held(path) is not None:
        return False
    with path.open("rb") as file:
        first = file.read(_PAGE)
    return len(first) == _PAGE and path.stat().st_size % _PAGE == 0 and len(set(first)) > _RANDOM
