"""The data keys this process was given, by records file; without one a file opens as plain."""

from pathlib import Path

from storage.beside import keybox_of, records_path
from storage.engine import Key, is_plain

_PAGE = 4096
"""Bytes of a page of ours."""
_RANDOM = 240
"""Different bytes that a page of cipher text has, of 256; words and numbers have far fewer."""
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
    """The file is encrypted and its key was not given yet."""
    closed = path.exists() and path.stat().st_size > 0 and not is_plain(path)
    return closed and keybox_of(path).exists() and held(path) is None


def lacks_keybox(path: Path) -> bool:
    """It is like an encrypted file, whole pages of what looks random, and has no key file."""
    if not path.is_file() or is_plain(path) or keybox_of(path).exists() or held(path) is not None:
        return False
    with path.open("rb") as file:
        first = file.read(_PAGE)
    return len(first) == _PAGE and path.stat().st_size % _PAGE == 0 and len(set(first)) > _RANDOM
