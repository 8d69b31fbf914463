"""What is put in order beside a records file before it is used, and what of it people are told."""

import os
from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from meetings.dataclass import dataclass
from storage.beside import keybox_of, records_path, work_of
from storage.copies.pairing import (
    set_aside,
    set_orphans_aside,
    set_strange_log_aside,
    set_unreadable_log_aside,
)
from storage.copies.replacing import has_several_names, sweep_beside
from storage.copies.work import sweep_work
from storage.engine import Error, Key, is_plain
from storage.errors import StorageError
from storage.lock import WriterLock
from storage.plain_files import close_to_others
from storage.secrecy import keyring


class Kind(StrEnum):
    """What was done; each has its facts."""

    BEGUN_ANEW = "begun_anew"
    """The file was gone and its log or keybox lay there, which is `kept` under another name."""
    LOG_ASIDE = "log_aside"
    """A log that was not the file's own is `kept` under another name."""
    LOG_DAMAGED = "log_damaged"
    """A log could be read in part or not at all; as it was it is `kept` under another name."""
    KEY_ASIDE = "key_aside"
    """Setting or removing the passphrase was cut off, and there is none: the keybox is `kept`."""
    COPIES_CLOSED = "copies_closed"
    """There is no passphrase, and `count` older copies still open by the one there was."""
    ENCRYPTED = "encrypted"
    """What was still plain beside encrypted records is encrypted now: `count` files."""
    NOT_ENCRYPTED = "not_encrypted"
    """It could not be, and lies there plain."""
    SAME_PASSPHRASE = "same_passphrase"
    """`count` older copies had an earlier passphrase still, and have the present one now."""
    DRAFTS_ASIDE = "drafts_aside"
    """Half-typed text could not be read: `kept`; `count` texts of it could."""
    SEVERAL_NAMES = "several_names"
    """The file has another name on the disk; only one of them may be opened by."""


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was put in order, and the file it concerned."""

    kind: Kind
    file: Path
    facts: Mapping[str, object]


def put_in_order(path: Path, key: Key | None) -> tuple[Done, ...]:
    """Sweep, and finish or undo what a crash left half done; within sole use of the file.

    Encrypted records wait for their key.
    """
    if orphans := set_orphans_aside(path):
        return (Done(Kind.BEGUN_ANEW, path, {"kept": orphans[0]}),)
    if not path.exists() or not path.stat().st_size:
        return ()
    sweep_beside(path)
    sweep_work(path)
    tighten(path)
    plain = is_plain(path)
    if not plain and key is None:
        return ()
    done: list[Done] = []
    if strange := set_strange_log_aside(path, key):
        done.append(Done(Kind.LOG_ASIDE, path, {"kept": strange}))
    elif damaged := set_unreadable_log_aside(path, key):
        done.append(Done(Kind.LOG_DAMAGED, path, {"kept": damaged}))
    if has_several_names(path):
        done.append(Done(Kind.SEVERAL_NAMES, path, {}))
    if not plain and key is not None:
        done += _close(path, key)
    elif keybox_of(path).exists():
        done += _open(path)
    return tuple(done)


def tighten(path: Path) -> None:
    """Close to others what lies beside the records and came open, as from a stick or an archive.

    Before writing, within sole use of the file.
    """
    own = (f"{path.name}-", f"{path.name}.", f".{path.name}.", f"{path.stem}-before-")
    with os.scandir(path.parent) as entries:
        for entry in entries:
            if entry.name == path.name or entry.name.startswith(own):
                _tighten(entry)
    for log in (Path(f"{path}-wal"), Path(f"{path}-shm")):
        # While the file was to be read only, its logs were made so.
        with suppress(OSError):
            log.chmod(0o600)


def _tighten(entry: "os.DirEntry[str]") -> None:
    # What goes away meanwhile, or is another person's, stays as it is.
    with suppress(OSError):
        if entry.is_symlink():
            return
        close_to_others(entry.path, entry.stat(follow_symlinks=False).st_mode)
        if entry.is_dir():
            with os.scandir(entry.path) as inside:
                for one in inside:
                    _tighten(one)


def arrive(path: Path) -> tuple[Done, ...]:
    """The same before a command that takes no lock itself; nothing where another program writes."""
    path = records_path(path)
    if not path.exists() or not os.access(path.parent, os.W_OK) or not _may_need_order(path):
        return ()
    try:
        lock = WriterLock.take(path)
    except OSError:
        return ()
    if lock is None:
        return ()
    try:
        return put_in_order(path, keyring.held(path))
    finally:
        lock.release()


def _may_need_order(path: Path) -> bool:
    logs = (Path(f"{path}-wal"), Path(f"{path}-journal"))
    return (
        any(log.exists() and log.stat().st_size for log in logs)
        or keybox_of(path).exists()
        or work_of(path).exists()
    )


def _close(path: Path, key: Key) -> list[Done]:
    # Only a crash leaves anything to do, and what does it takes long to import.
    from storage.secrecy import protecting

    done: list[Done] = []
    try:
        if protecting.lies_open(path):
            count, left = protecting.close_what_lies_open(path, key)
            done += [Done(Kind.ENCRYPTED, path, {"count": count})] if count else []
            done += [Done(Kind.NOT_ENCRYPTED, file, {}) for file in left]
        if count := protecting.give_copies_the_keybox(path, key):
            done.append(Done(Kind.SAME_PASSPHRASE, path, {"count": count}))
    except (StorageError, Error, OSError):
        # What is not closed today is tried again at the next start, and named by `check`.
        return done
    return done


def _open(path: Path) -> list[Done]:
    """A keybox beside plain records serves nothing, unless photographs are still closed."""
    from storage.copies.backup import older_copies, photo_folders
    from storage.photos import CLOSED, files

    names = [file.name for folder in photo_folders(path) for _, file in files(folder)]
    if any(name.endswith(CLOSED) for name in names):
        return []
    done = [Done(Kind.KEY_ASIDE, path, {"kept": set_aside(path, "-key")})]
    if closed := sum(not is_plain(copy) for copy in older_copies(path)):
        done.append(Done(Kind.COPIES_CLOSED, path, {"count": closed}))
    return done
