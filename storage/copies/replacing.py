"""Replace a file by another, so that at any moment either the old or the new one is there."""

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from storage.beside import drafts_of, index_of, is_name_of, keybox_of, with_logs, work_of
from storage.copies.pairing import set_orphans_aside, set_strange_log_aside
from storage.copies.work import sweep_work, wipe
from storage.engine import Error, Key, open_writer
from storage.errors import CannotOpen, StorageError
from storage.lock import WriterLock
from storage.plain_files import create_private, private_folder, sync_file, sync_folder

_LEFT = re.compile(r"\..+\.[0-9a-f]{8}\.(part|new|rebuilt|old)(-wal|-shm|-journal|-key)?")


@contextmanager
def sole_use(path: Path, key: Key | None) -> Iterator[None]:
    """Be the only program that writes this file, and first clean up what crashes left beside it.

    Raises CannotOpen `in_use`, `no_folder`, and `several_names` where the file would live on under
    another one.
    """
    try:
        private_folder(path.parent)
        lock = WriterLock.take(path)
    except OSError as failure:
        raise CannotOpen(path=str(path), why="no_permission") from failure
    if lock is None:
        raise CannotOpen(path=str(path), why="in_use")
    try:
        set_orphans_aside(path)
        set_strange_log_aside(path, key)
        sweep_beside(path)
        sweep_work(path)
        if has_several_names(path):
            raise CannotOpen(path=str(path), why="several_names")
        yield
    finally:
        lock.release()


def settle(path: Path, key: Key | None) -> None:
    """Write the log into a sound file, so that the file alone is complete; within `sole_use`.

    Raises CannotOpen `in_use` where another program reads it, and what opening raises.
    """
    conn = open_writer(path, key)
    try:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        mode = conn.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
    except Error as failure:
        raise CannotOpen(path=str(path), why="in_use", problem=str(failure)) from failure
    finally:
        conn.close()
    if mode != "delete":
        raise CannotOpen(path=str(path), why="in_use")


def keep_aside(path: Path, now: datetime) -> Path:
    """Copy the file, its log, drafts and keybox under a dated name; returns the path."""
    stamp = now.strftime("%Y%m%d-%H%M%S")
    aside = free_name(path.with_name(f"{path.stem}-before-{stamp}{path.suffix}"))
    for whole, copy in (
        (path, aside),
        (drafts_of(path), drafts_of(aside)),
        (keybox_of(path), keybox_of(aside)),
    ):
        for part in ("", "-wal"):
            if Path(f"{whole}{part}").exists():
                _copy(Path(f"{whole}{part}"), Path(f"{copy}{part}"))
    sync_folder(path.parent)
    return aside


def swap_in(made: Path, path: Path, key: Key | None, *, overwrite: bool = False) -> None:
    """Replace the records by a finished file; within `sole_use`, after `keep_aside`.

    The old file's log must not be applied to the new one. It is written into the old file before,
    or removed where that is too broken, as a copy was kept. With `overwrite` the old content is
    overwritten once the new file is in place.
    """
    if path.exists() and path.stat().st_size:
        try:
            settle(path, key)
        except StorageError as failure:
            if isinstance(failure, CannotOpen) and failure.why == "in_use":
                raise
    for part in ("-wal", "-shm", "-journal"):
        Path(f"{path}{part}").unlink(missing_ok=True)
    sync_folder(path.parent)
    forget_index(path, overwrite=overwrite)
    put_instead(made, path, overwrite=overwrite)


def put_instead(made: Path, path: Path, *, overwrite: bool = False) -> None:
    """Rename a finished file over another, whose old content is overwritten if wanted."""
    old = part_of(path).with_suffix(".old")
    if overwrite:
        with suppress(OSError):  # a disk without second names
            os.link(path, old)
    os.replace(made, path)
    sync_folder(path.parent)
    if old.exists():
        wipe(old)


def forget_index(path: Path, *, overwrite: bool = False) -> None:
    """Remove the search index, which will be made anew from the records."""
    for file in with_logs(index_of(path)):
        if overwrite and file.exists():
            wipe(file)
        file.unlink(missing_ok=True)


def free_name(path: Path) -> Path:
    """The path, or the first numbered one like it that does not exist; raises CannotOpen."""
    for count in range(1, 10_000):
        name = path if count == 1 else path.with_name(f"{path.stem}-{count}{path.suffix}")
        if not name.exists() and not keybox_of(name).exists():
            return name
    raise CannotOpen(path=str(path), why="other")


def part_of(path: Path) -> Path:
    """An unused hidden path beside the file, cleaned up later if a crash leaves it."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")


def sweep(folder: Path, records: Path | None = None) -> None:
    """Remove unfinished files that crashes left in a folder, for all records or one file.

    They may be plain copies of files encrypted since, so they are overwritten before.
    """
    for file in folder.iterdir() if folder.is_dir() else ():
        if _LEFT.fullmatch(file.name) and (records is None or is_name_of(records, file.name)):
            wipe(file)


def sweep_beside(records: Path) -> None:
    """Remove unfinished files from the records' folder and those of copies and photographs."""
    sweep(records.parent, records)
    for folder in records.parent.iterdir() if records.parent.is_dir() else ():
        if folder.is_dir() and is_name_of(records, folder.name) and folder != work_of(records):
            for inner in (folder, *folder.iterdir()):
                sweep(inner)


def has_several_names(path: Path) -> bool:
    """Whether the file has another name somewhere (a hard link)."""
    return path.exists() and path.stat().st_nlink > 1


def _copy(source: Path, target: Path) -> None:
    create_private(target)
    with source.open("rb") as read, target.open("wb") as written:
        shutil.copyfileobj(read, written, 1 << 20)
        written.flush()
        sync_file(written.fileno())
