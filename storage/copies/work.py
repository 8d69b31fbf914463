"""A private folder beside the records for copies that are being made or looked through."""

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
    """A new folder that only its owner can open, gone afterwards.

    What a crash leaves in it is swept away at the next start, and never lies in the folder of the
    system that everybody uses, unless the records themselves lie where nothing can be written.
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
    """Remove what crashes left; overwritten before where it is plain beside encrypted records."""
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
    """Overwrite a file before it goes; how much that helps is the disk's to say.

    What bears another name too, or is only a name for another file, just loses this one.
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
    """The lock of a folder to be made in here; while it is held nobody sweeps that."""
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
