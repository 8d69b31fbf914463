"""A passphrase set, changed and removed, so that a crash leaves each file as it was or as it
should be, and the records always open by what the person knows."""

import os
from collections.abc import Callable
from pathlib import Path

from meetings.clean import is_blank
from storage import engine, photos
from storage.beside import keybox_of, records_path
from storage.copies.backup import older_copies, photo_folders
from storage.copies.copying import copy_verified
from storage.copies.replacing import part_of, settle, sole_use, swap_in, wipe
from storage.draft_file import close_drafts
from storage.engine import Error, Key, is_plain, open_reader
from storage.errors import CannotOpen, Misread, Protection, StorageError
from storage.plain_files import sync_folder
from storage.schema import inspect
from storage.secrecy import keyring, keys
from storage.secrecy.recovery import new_recovery_key

_OLD = ".old"


def set_passphrase(records: Path, passphrase: str, keep: Callable[[str], None]) -> tuple[Path, ...]:
    """Encrypt the records, drafts, photographs and copies; the files that could not be.

    `keep` gets the recovery key before anything is encrypted. Raises Protection, CannotOpen
    (`in_use`, `no_cipher`), CopyFailed.
    """
    records = records_path(records)
    if not engine.CIPHER:
        raise CannotOpen(path=str(records), why="no_cipher")
    if records.exists() and not is_plain(records):
        raise Protection(path=str(records), why="already")
    _require_length(records, passphrase)
    with sole_use(records):
        inspect(records)
        key, recovery = keys.new_data_key(), new_recovery_key()
        keys.write_box(records, keys.close_in(key, passphrase, recovery))
        keep(recovery)
        _reclose(records, None, key)
        keyring.hold(records, key)
        close_drafts(records, None, key)
        return (*_reclose_copies(records, None, key), *_reclose_photos(records, None, key))


def change_passphrase(
    records: Path, secret: str, passphrase: str, keep: Callable[[str], None] | None = None
) -> None:
    """Another passphrase for the same file; with `keep` also another recovery key.

    `secret` is the passphrase until now or the recovery key. Only keyboxes are written. Raises
    Protection, WrongPassphrase.
    """
    records = records_path(records)
    _require_protected(records)
    _require_length(records, passphrase)
    key = keys.open_box(records, secret)
    box = keys.with_passphrase(keys.read_box(records), key, passphrase)
    if keep is not None:
        recovery = new_recovery_key()
        box = keys.with_recovery(box, key, recovery)
        keep(recovery)
    keys.write_box(records, box)
    for copy in older_copies(records):
        if _is_ours(copy, key):
            keys.write_box(copy, box)


def remove_passphrase(records: Path, secret: str) -> tuple[Path, ...]:
    """Decrypt the records, drafts, photographs and copies; the files that could not be.

    Raises Protection, WrongPassphrase, CannotOpen `in_use`, CopyFailed.
    """
    records = records_path(records)
    _require_protected(records)
    key = keys.unlock(records, secret)
    with sole_use(records):
        # The drafts go first: beside plain records nobody would have a key for them.
        close_drafts(records, key, None)
        left = _reclose_photos(records, key, None)
        _reclose(records, key, None)
        left += _reclose_copies(records, key, None)
        keyring.hold(records, None)
        if not left:
            keybox_of(records).unlink(missing_ok=True)
            sync_folder(records.parent)
        return left


def fits(records: Path, secret: str) -> bool:
    """Whether the passphrase or recovery key opens the records; raises Misread."""
    try:
        keys.open_box(records, secret)
    except Misread:
        raise
    except StorageError:
        return False
    return True


def _reclose(path: Path, key: Key | None, new_key: Key | None) -> None:
    """Write the file anew under another key, verified, and put it in its own place."""
    settle(path, key)
    made, old = part_of(path), part_of(path).with_suffix(_OLD)
    reader = open_reader(path, key)
    try:
        copy_verified(reader, made, new_key, key)
    finally:
        reader.close()
    try:
        if key is None:
            _link(path, old)
        swap_in(made, path, key)
        if old.exists():
            wipe(old)
    finally:
        made.unlink(missing_ok=True)


def _reclose_copies(records: Path, key: Key | None, new_key: Key | None) -> tuple[Path, ...]:
    left = []
    for copy in older_copies(records):
        try:
            if is_plain(copy) == (new_key is None):
                continue
            if new_key is not None:
                keys.write_box(copy, keys.read_box(records))
            _reclose(copy, key, new_key)
            close_drafts(copy, key, new_key)
            if new_key is None:
                keybox_of(copy).unlink(missing_ok=True)
        except (StorageError, Error, OSError):
            left.append(copy)
    return tuple(left)


def _reclose_photos(records: Path, key: Key | None, new_key: Key | None) -> tuple[Path, ...]:
    return tuple(
        left for folder in photo_folders(records) for left in photos.reclose(folder, key, new_key)
    )


def _is_ours(copy: Path, key: Key) -> bool:
    if is_plain(copy) or not keybox_of(copy).exists():
        return False
    try:
        open_reader(copy, key).close()
    except StorageError:
        return False
    return True


def _link(path: Path, old: Path) -> None:
    """Hold on to the plain file, to overwrite it once the encrypted one is in its place."""
    try:
        os.link(path, old)
    except OSError:
        return


def _require_protected(records: Path) -> None:
    if not records.exists() or is_plain(records) or not keybox_of(records).exists():
        raise Protection(path=str(records), why="none")


def _require_length(records: Path, passphrase: str) -> None:
    # What cannot be seen nobody types again on another day.
    if sum(not is_blank(sign) for sign in passphrase) < keys.SHORTEST:
        raise Protection(path=str(records), why="short", shortest=keys.SHORTEST)
