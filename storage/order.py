"""Clean up beside a records file before it is used, and report to the person what was done."""

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
    """The kind of a clean-up, which decides the facts it has."""

    BEGUN_ANEW = "begun_anew"
    """The records file was gone, and its leftover log or keybox is renamed to `kept`."""
    LOG_ASIDE = "log_aside"
    """A log that belongs to another file is renamed to `kept`."""
    LOG_DAMAGED = "log_damaged"
    """A log that can be read only in part or not at all; a copy of it is `kept`."""
    KEY_ASIDE = "key_aside"
    """Setting or removing a passphrase broke off and there is none; its keybox is now `kept`."""
    COPIES_CLOSED = "copies_closed"
    """There is no passphrase now, but `count` older copies still need the former one."""
    ENCRYPTED = "encrypted"
    """`count` files that were still unencrypted beside encrypted records are encrypted now."""
    NOT_ENCRYPTED = "not_encrypted"
    """Such a file could not be encrypted and is still plain."""
    SAME_PASSPHRASE = "same_passphrase"
    """`count` older copies still had an earlier passphrase and have the present one now."""
    DRAFTS_ASIDE = "drafts_aside"
    """The drafts could not be read and are `kept` under another name; `count` texts were saved."""
    SEVERAL_NAMES = "several_names"
    """The file has several names (hard links), and only one of them may be used to open it."""


@dataclass(frozen=True, slots=True)
class Done:
    """One clean-up that was done, with the file it concerned and its facts."""

    kind: Kind
    file: Path
    facts: Mapping[str, object]


def put_in_order(path: Path, key: Key | None) -> tuple[Done, ...]:
    """Clean up, and finish or undo what a crash left half done; only while no other program writes.

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
    """Take other users' rights from files beside the records, as those copied from a USB stick.

    Before writing, and only while no other program writes.
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
    """As `put_in_order`, for a command that takes no lock; nothing if another program writes."""
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
    """Set a keybox aside that is beside plain records, unless photographs still need it."""
    from storage.copies.backup import older_copies, photo_folders
    from storage.photos import CLOSED, files

    names = [file.name for folder in photo_folders(path) for _, file in files(folder)]
    if any(name.endswith(CLOSED) for name in names):
        return []
    done = [Done(Kind.KEY_ASIDE, path, {"kept": set_aside(path, "-key")})]
    if closed := sum(not is_plain(copy) for copy in older_copies(path)):
        done.append(Done(Kind.COPIES_CLOSED, path, {"count": closed}))
    return done
