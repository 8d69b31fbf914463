"""A private folder beside the records for copies while they are made or checked."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from storage.beside import work_of
from storage.engine import is_plain
from storage.lock import WriterLock
from storage.plain_files import close_to_others, private_folder, sync_file

_TRIES = 5


@contextmanager
def work_folder(records: Path) -> Iterator[Path]:
    """A temporary folder that only its owner can open.

    What a crash leaves in it is removed at the next start. It is not in the system's shared
    temporary folder, unless nothing can be written where the records are.
    """
    if not os.access(records.parent, os.W_OK):
        folder = Path(mkdtemp(prefix="jiejiao-"))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return
    lock = _taken(work_of(records))
    folder = lock.path.with_suffix("")
    try:
        folder.mkdir(mode=0o700)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _let_go(lock)


def sweep_work(records: Path) -> None:
    """Remove what crashes left; plain files beside encrypted records are overwritten before."""
    home = work_of(records)
    if not home.is_dir():
        return
    close_to_others(home, home.stat().st_mode)
    overwrite = records.exists() and not is_plain(records)
    for folder in {file.with_suffix("") for file in home.iterdir()}:
        lock = WriterLock.take(folder)
        if lock is None:
            continue
        for file in folder.rglob("*") if overwrite else ():
            if file.is_file():
                wipe(file)
        shutil.rmtree(folder, ignore_errors=True)
        _let_go(lock)
    with suppress(OSError):
        home.rmdir()


def wipe(path: Path) -> None:
    """Overwrite and remove a file; how much overwriting helps depends on the disk.

    A file with another name (hard link), or a link, is only removed.
    """
    try:
        if not path.is_symlink() and path.stat().st_nlink == 1:
            # A full disk may refuse even this; the file goes all the same.
            with suppress(OSError), path.open("rb+") as file:
                left = path.stat().st_size
                while left:
                    left -= file.write(bytes(min(left, 1 << 20)))
                file.flush()
                sync_file(file.fileno())
    finally:
        path.unlink(missing_ok=True)


def _taken(home: Path) -> WriterLock:
    """The lock for a folder to be made in here, which while held is not cleaned up."""
    for _ in range(_TRIES):
        private_folder(home)
        with suppress(FileNotFoundError):  # whoever was last to leave removed it meanwhile
            lock = WriterLock.take(home / secrets.token_hex(8))
            if lock is not None:
                return lock
    raise FileNotFoundError(2, "", str(home))


def _let_go(lock: WriterLock) -> None:
    lock.release()
    with suppress(OSError):
        lock.path.unlink(missing_ok=True)
        lock.path.parent.rmdir()
