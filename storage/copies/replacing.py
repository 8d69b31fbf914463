"""One file in the place of another: at every moment the old one or the new one, never half."""

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
    """Be the only program that writes this file, with what crashes left beside it put in order.

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
    """Fold the log into a sound file, so that the file alone is all; within `sole_use`.

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
    """Copies of the file, its log, its drafts and its keybox under a dated name; that name."""
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
    """Put a finished file in the place of the records; within `sole_use`, after `keep_aside`.

    A log of the old file must not be read into the new one. It is folded in before; where the
    old file is too broken for that, the log goes first: its copy was kept. With `overwrite` the
    old content is overwritten when the new file is there.
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
    """Give a finished file the name of another, whose content may be overwritten after it."""
    old = part_of(path).with_suffix(".old")
    if overwrite:
        with suppress(OSError):  # a disk without second names
            os.link(path, old)
    os.replace(made, path)
    sync_folder(path.parent)
    if old.exists():
        wipe(old)


def forget_index(path: Path, *, overwrite: bool = False) -> None:
    """Remove what searching made of the records; it follows them and is made anew."""
    for file in with_logs(index_of(path)):
        if overwrite and file.exists():
            wipe(file)
        file.unlink(missing_ok=True)


def free_name(path: Path) -> Path:
    """The path, or the first numbered one like it that nothing has; raises CannotOpen."""
    for count in range(1, 10_000):
        name = path if count == 1 else path.with_name(f"{path.stem}-{count}{path.suffix}")
        if not name.exists() and not keybox_of(name).exists():
            return name
    raise CannotOpen(path=str(path), why="other")


def part_of(path: Path) -> Path:
    """An unused hidden name beside the file, swept away later where a crash left it."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")


def sweep(folder: Path, records: Path | None = None) -> None:
    """Remove what crashes left half made in a folder, for all files or for this one alone.

    It may be a plain copy of what is encrypted since, and is overwritten before it goes.
    """
    for file in folder.iterdir() if folder.is_dir() else ():
        if _LEFT.fullmatch(file.name) and (records is None or is_name_of(records, file.name)):
            wipe(file)


def sweep_beside(records: Path) -> None:
    """Sweep the folder of the records and those beside them, of copies and of photographs."""
    sweep(records.parent, records)
    for folder in records.parent.iterdir() if records.parent.is_dir() else ():
        if folder.is_dir() and is_name_of(records, folder.name) and folder != work_of(records):
            for inner in (folder, *folder.iterdir()):
                sweep(inner)


def has_several_names(path: Path) -> bool:
    """Whether the same file bears another name somewhere (a hard link)."""
    return path.exists() and path.stat().st_nlink > 1


def _copy(source: Path, target: Path) -> None:
    create_private(target)
    with source.open("rb") as read, target.open("wb") as written:
        shutil.copyfileobj(read, written, 1 << 20)
        written.flush()
        sync_file(written.fileno())
