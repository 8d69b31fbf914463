"""The folder of photographs beside the records: copied in whole, known by their hash."""

import contextlib
import os
import secrets
from hashlib import sha256
from pathlib import Path
from typing import Literal

from meetings.matters.photos import LARGEST, NotAPhoto, check, safe_name

PhotoFile = Literal["there", "missing", "changed"]


def folder_of(records: Path) -> Path:
    """Where the photographs of a records file lie."""
    return records.with_name(f"{records.name}-photos")


def keep(records: Path, source: Path, number: int) -> tuple[str, str]:
    """Copy a photograph in, whole or not at all; returns its name there and its hash.

    A file of that very content is not copied twice. Raises NotAPhoto, OSError.
    """
    content = _read(source)
    hash = sha256(content).hexdigest()
    folder = folder_of(records)
    folder.mkdir(mode=0o700, exist_ok=True)
    name = safe_name(source.name, hash, number)
    goal = folder / name
    if file_state(records, name, hash) == "there":
        return name, hash
    draft = folder / f".{secrets.token_hex(8)}.new"
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, goal)
    finally:
        draft.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    return name, hash


def _read(source: Path) -> bytes:
    try:
        if not source.is_file():
            raise NotAPhoto(path=str(source), why="absent")
        check(source.name, source.stat().st_size)
        with source.open("rb") as file:
            content = file.read(LARGEST + 1)
    except PermissionError as failure:
        raise NotAPhoto(path=str(source), why="unreadable") from failure
    check(source.name, len(content))
    return content


def file_state(records: Path, name: str, hash: str) -> PhotoFile:
    """Whether a listed photograph still lies there as it was taken in."""
    place = folder_of(records) / Path(name).name
    try:
        content = place.read_bytes()
    except OSError:
        return "missing"
    return "there" if sha256(content).hexdigest() == hash else "changed"
