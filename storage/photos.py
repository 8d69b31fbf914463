"""The folder of photographs beside the records, whose files are checked by their hashes.

Beside encrypted records each photograph is a small SQLCipher file under the same key.
"""

import errno
import os
import re
import stat
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Literal

from meetings.dataclass import dataclass
from meetings.matters.photos import LARGEST, MOST_PIXELS, NotAPhoto, Refusal, check_size, safe_name
from storage import pictures
from storage.copies.replacing import has_several_names, part_of, sweep
from storage.copies.work import wipe
from storage.engine import Connection, Error, Key, open_reader, open_writer
from storage.errors import StorageError
from storage.plain_files import create_private, private_folder, sync_file, sync_folder
from storage.secrecy import keyring

PhotoFile = Literal["there", "missing", "changed"]
CLOSED = ".closed"
"""The file ending of an encrypted photograph."""
_OURS = re.compile(r"\d{4,}-[0-9a-f]{12}-[\w.-]+")


_REFUSED: dict[int, Refusal] = {
    errno.ENOENT: "absent", errno.ENOTDIR: "absent", errno.ENAMETOOLONG: "absent",
    errno.EINVAL: "absent", errno.EACCES: "unreadable", errno.EPERM: "unreadable",
    errno.ELOOP: "link", errno.EISDIR: "no_file", errno.ENXIO: "no_file",
}  # fmt: skip
"""The reason in NotAPhoto for each system error on reading a file."""


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    """A photograph that was taken in."""

    name: str
    """The name of the file in the folder."""
    hash: str
    place_removed: bool
    """Whether the place where it was taken was removed from it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A photograph as a task or activity lists it."""

    number: int
    """The number of the task; 0 for an activity."""
    name: str
    hash: str


def folder_of(records: Path) -> Path:
    """Where the photographs of a records file lie."""
    return records.with_name(f"{records.name}-photos")


def listed(conn: Connection, body: str | None = None) -> list[Listed]:
    """Every photograph that a task or an activity lists, those taken off too; of one body or all.

    Raises DatabaseError.
    """
    rows = conn.execute(
        "SELECT number, json_extract(value, '$.name'), json_extract(value, '$.hash') "
        "FROM follow_up, json_each(photos) WHERE ?1 IS NULL OR body = ?1 UNION ALL "
        "SELECT 0, json_extract(value, '$.name'), json_extract(value, '$.hash') "
        "FROM activity, json_each(photos) WHERE ?1 IS NULL OR body = ?1 ORDER BY number",
        (body,),
    )
    return [Listed(*row) for row in rows.fetchall()]


def keep(records: Path, source: Path, number: int, *, with_place: bool = False) -> StoredPhoto:
    """Copy a picture in, whole or not at all, without the place where it was taken.

    `with_place` keeps the very bytes. A picture of that content is not copied twice. Raises
    NotAPhoto, OSError.
    """
    original = _read(source)
    picture = pictures.read(original)
    if picture is None:
        raise NotAPhoto(path=str(source), why="no_picture")
    if picture.width * picture.height > MOST_PIXELS:
        raise NotAPhoto(path=str(source), why="pixels")
    content = original if with_place else pictures.without_place(original)
    hash = sha256(content).hexdigest()
    name = safe_name(source.name, hash, number, picture.kind)
    put(folder_of(records), name, content, keyring.held(records))
    return StoredPhoto(name, hash, content is not original)


def put(folder: Path, name: str, content: bytes, key: Key | None) -> bool:
    """Write a photograph into a folder under its listed name; False for a name we never give.

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
    """The content of a photograph, encrypted or not; None where no file there has that hash."""
    place = folder / Path(name).name
    for file in (place, place.with_name(place.name + CLOSED)) if place != folder else ():
        found = _content(file, key)
        if found is not None and sha256(found).hexdigest() == hash:
            return found
    return None


def file_state(records: Path, name: str, hash: str) -> PhotoFile:
    """Whether the file of a listed photograph is there and unchanged."""
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
    """Rewrite all photographs under another key, or none; returns how many, and which failed.

    A crash leaves each file whole under one key; those done already are skipped.
    """
    done, left = 0, []
    sweep(folder)
    for name, file in files(folder):
        if file.name.endswith(CLOSED) == (new_key is not None):
            continue
        try:
            found = _content(file, key)
            if has_several_names(file) or found is None or not put(folder, name, found, new_key):
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
    """The bytes of a plain file; a link is not followed, and a pipe not waited for."""
    flags = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK"))
    try:
        if source.is_symlink():
            raise NotAPhoto(path=str(source), why="link")
        handle = os.open(source, flags | getattr(os, "O_BINARY", 0))
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            os.close(handle)
            raise NotAPhoto(path=str(source), why="no_file")
        with open(handle, "rb") as file:
            check_size(str(source), found.st_size)
            content = file.read(LARGEST + 1)
    except OSError as failure:
        why = _REFUSED.get(failure.errno or 0)
        if why is None:
            raise
        if why == "unreadable" and source.is_dir():
            why = "no_file"
        raise NotAPhoto(path=str(source), why=why) from failure
    check_size(str(source), len(content))
    return content
