"""The folder of photographs beside the records: whole files, known by their hash, closed with them.

Beside encrypted records each photograph is a small SQLCipher file under the same key.
"""

import errno
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from meetings.matters.photos import LARGEST, NotAPhoto, check, safe_name
from storage.copies.replacing import part_of, sweep
from storage.copies.work import wipe
from storage.engine import Connection, Error, Key, open_reader, open_writer
from storage.errors import StorageError
from storage.plain_files import create_private, private_folder, sync_file, sync_folder
from storage.secrecy import keyring

PhotoFile = Literal["there", "missing", "changed"]
CLOSED = ".closed"
"""Ending of a photograph under a key."""
_OURS = re.compile(r"\d{4,}-[0-9a-f]{12}-[\w.-]+")


@dataclass(frozen=True, slots=True)
class Listed:
    """A photograph as its task lists it."""

    number: int
    """Of the task."""
    name: str
    hash: str


def folder_of(records: Path) -> Path:
    """Where the photographs of a records file lie."""
    return records.with_name(f"{records.name}-photos")


def listed(conn: Connection) -> list[Listed]:
    """Every photograph that a task lists, those taken off too; raises DatabaseError."""
    rows = conn.execute(
        "SELECT number, json_extract(value, '$.name'), json_extract(value, '$.hash') "
        "FROM follow_up, json_each(photos) ORDER BY number"
    )
    return [Listed(*row) for row in rows.fetchall()]


def keep(records: Path, source: Path, number: int) -> tuple[str, str]:
    """Copy a photograph in, whole or not at all; returns its name there and its hash.

    A file of that very content is not copied twice. Raises NotAPhoto, OSError.
    """
    content = _read(source)
    hash = sha256(content).hexdigest()
    name = safe_name(source.name, hash, number)
    put(folder_of(records), name, content, keyring.held(records))
    return name, hash


def put(folder: Path, name: str, content: bytes, key: Key | None) -> bool:
    """Write a photograph into a folder under its listed name; False where that is no name of ours.

    What lies there with this very content is left alone. Raises OSError.
    """
    if not _OURS.fullmatch(name) or len(content) > LARGEST:
        return False
    private_folder(folder)
    goal = folder / (name if key is None else name + CLOSED)
    if goal.exists() and _content(goal, key) == content:
        return True
    part = part_of(goal)
    try:
        create_private(part)
        if key is None:
            part.write_bytes(content)
        else:
            _close_in(part, content, key)
        with part.open("rb+") as file:
            sync_file(file.fileno())
        os.replace(part, goal)
        sync_folder(folder)
    except Error as failure:
        raise OSError(errno.EIO, str(failure), str(goal)) from failure
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(f"{part}{ending}").unlink(missing_ok=True)
    return True


def content(folder: Path, name: str, hash: str, key: Key | None) -> bytes | None:
    """The photograph, plain or closed; None where no file there has that content."""
    place = folder / Path(name).name
    for file in (place, place.with_name(place.name + CLOSED)) if place != folder else ():
        found = _content(file, key)
        if found is not None and sha256(found).hexdigest() == hash:
            return found
    return None


def file_state(records: Path, name: str, hash: str) -> PhotoFile:
    """Whether a listed photograph still lies there as it was taken in."""
    folder = folder_of(records)
    if content(folder, name, hash, keyring.held(records)) is not None:
        return "there"
    place = folder / (Path(name).name or ".")
    closed = place.with_name(place.name + CLOSED)
    return "changed" if place.is_file() or closed.is_file() else "missing"


def files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Each file of a folder with the name that its task lists."""
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        yield file.name.removesuffix(CLOSED), file


def reclose(folder: Path, key: Key | None, new_key: Key | None) -> tuple[int, tuple[Path, ...]]:
    """Write all photographs anew under a key, or under none: how many, and which could not be.

    A crash leaves each plain or closed; what is closed already is passed over.
    """
    done, left = 0, []
    sweep(folder)
    for name, file in files(folder):
        if file.name.endswith(CLOSED) == (new_key is not None):
            continue
        try:
            found = _content(file, key)
            if found is None or not put(folder, name, found, new_key):
                left.append(file)
            else:
                wipe(file)
                done += 1
        except (Error, OSError, StorageError):
            left.append(file)
    return done, tuple(left)


def forget(folder: Path, names: frozenset[str]) -> int:
    """Overwrite and remove photographs by their listed names; how many files went."""
    gone = [file for name, file in files(folder) if name in names]
    for file in gone:
        wipe(file)
    return len(gone)


def _close_in(part: Path, content: bytes, key: Key) -> None:
    conn = open_writer(part, key)
    try:
        conn.execute("CREATE TABLE photo (content BLOB NOT NULL) STRICT")
        conn.execute("INSERT INTO photo VALUES (?)", (content,))
        conn.execute("PRAGMA journal_mode = DELETE").fetchone()
    finally:
        conn.close()


def _content(file: Path, key: Key | None) -> bytes | None:
    try:
        if not file.name.endswith(CLOSED):
            return file.read_bytes() if file.stat().st_size <= LARGEST else None
        if key is None:
            return None
        conn = open_reader(file, key)
        try:
            row = conn.execute(
                "SELECT content FROM photo WHERE length(content) <= ?", (LARGEST,)
            ).fetchone()
        finally:
            conn.close()
        return bytes(row[0]) if row else None
    except (OSError, Error, StorageError, TypeError):
        return None


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
