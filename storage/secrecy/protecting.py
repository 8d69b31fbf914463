"""Set, change and remove the passphrase, so that after a crash each file is in its old or new
form, and the records can always be opened with what the person knows."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from meetings.clean import is_blank
from storage import engine, photos
from storage.beside import around, drafts_of, index_of, keybox_of, records_path
from storage.copies.backup import older_copies, photo_folders, set_aside_files
from storage.copies.copying import copy_verified
from storage.copies.replacing import (
    forget_index,
    has_several_names,
    part_of,
    settle,
    sole_use,
    swap_in,
)
from storage.copies.work import work_folder
from storage.draft_file import close_drafts
from storage.engine import Error, Key, is_plain, open_reader
from storage.errors import CannotOpen, Misread, Protection, StorageError
from storage.plain_files import sync_folder
from storage.schema import inspect
from storage.secrecy import keyring, keys
from storage.secrecy.recovery import new_recovery_key


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
    with sole_use(records, None):
        inspect(records)
        key, recovery = keys.new_data_key(), new_recovery_key()
        keys.write_box(records, keys.close_in(records, key, passphrase, recovery))
        try:
            keep(recovery)
            _reclose_records(records, None, key)
        except BaseException:
            if is_plain(records):
                keybox_of(records).unlink(missing_ok=True)
            raise
        keyring.hold(records, key)
        left = (*close_what_lies_open(records, key)[1], *set_aside_files(records))
        return tuple(dict.fromkeys((*left, *filter(is_plain, around(records)))))


def close_what_lies_open(records: Path, key: Key) -> tuple[int, tuple[Path, ...]]:
    """Encrypt what is still plain beside encrypted records: how many files, and which could not be.

    All there is when a passphrase was set, and after that what a crash left, or a hand put there.
    """
    forget_index(records, overwrite=True)
    drafts = drafts_of(records)
    typed = is_plain(drafts)
    with suppress(StorageError, Error, OSError):
        _require_one_name(drafts)
        close_drafts(records, None, key)
    copies, copies_left = _reclose_copies(records, None, key)
    pictures, pictures_left = _reclose_photos(records, None, key)
    left = (drafts,) if is_plain(drafts) else ()
    return typed - len(left) + copies + pictures, (*left, *copies_left, *pictures_left)


def lies_open(records: Path) -> bool:
    """Whether any file beside encrypted records is plain and should not be."""
    copies = older_copies(records)
    files = (drafts_of(records), index_of(records), *copies, *map(drafts_of, copies))
    return any(map(is_plain, files)) or any(
        not file.name.endswith(photos.CLOSED)
        for folder in photo_folders(records)
        for _, file in photos.files(folder)
    )


def give_copies_the_keybox(records: Path, key: Key) -> int:
    """Give copies left with the former passphrase by a crash the present one; how many."""
    box = keybox_of(records).read_bytes()
    old = [
        copy
        for copy in older_copies(records)
        if not is_plain(copy) and keybox_of(copy).exists() and keybox_of(copy).read_bytes() != box
        if _is_ours(copy, key)
    ]
    for copy in old:
        keys.write_box(copy, keys.read_box(records))
    return len(old)


def change_passphrase(
    records: Path, secret: str, passphrase: str, keep: Callable[[str], None] | None = None
) -> None:
    """Change the passphrase of a file, and with `keep` also its recovery key.

    `secret` is the passphrase until now or the recovery key. Only keyboxes are written. Raises
    Protection, WrongPassphrase.
    """
    records = records_path(records)
    _require_protected(records)
    _require_length(records, passphrase)
    key = keys.open_box(records, secret)
    box = keys.with_passphrase(records, keys.read_box(records), key, passphrase)
    if keep is not None:
        recovery = new_recovery_key()
        box = keys.with_recovery(records, box, key, recovery)
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
    with sole_use(records, key):
        # The drafts go first: beside plain records nobody would have a key for them.
        close_drafts(records, key, None)
        _, pictures = _reclose_photos(records, key, None)
        _reclose_records(records, key, None)
        _, copies = _reclose_copies(records, key, None)
        keyring.hold(records, None)
        if not pictures:
            keybox_of(records).unlink(missing_ok=True)
            sync_folder(records.parent)
        return (*pictures, *copies)


def fits(records: Path, secret: str) -> bool:
    """Whether the passphrase or recovery key opens the records; raises Misread."""
    try:
        keys.open_box(records, secret)
    except Misread:
        raise
    except StorageError:
        return False
    return True


def _reclose_records(records: Path, key: Key | None, new_key: Key | None) -> None:
    with work_folder(records) as room:
        _reclose(records, room / "made.db", key, new_key)


def _reclose(path: Path, made: Path, key: Key | None, new_key: Key | None) -> None:
    """Rewrite the file under another key, verify it, and put it in place of the old one."""
    settle(path, key)
    reader = open_reader(path, key)
    try:
        copy_verified(reader, made, new_key, key)
    finally:
        reader.close()
    try:
        swap_in(made, path, key, overwrite=key is None)
    finally:
        made.unlink(missing_ok=True)


def _reclose_copies(
    records: Path, key: Key | None, new_key: Key | None
) -> tuple[int, tuple[Path, ...]]:
    done, left = 0, []
    for copy in older_copies(records):
        drafts = drafts_of(copy)
        try:
            # Each by itself: a crash may leave one of them done and not the other.
            if new_key is not None and is_plain(copy):
                keys.write_box(copy, keys.read_box(records))
            elif new_key is not None and is_plain(drafts) and not _is_ours(copy, new_key):
                raise Protection(path=str(copy), why="already")
            if _to_be_reclosed(drafts, new_key):
                _require_one_name(drafts)
                close_drafts(copy, key, new_key)
                done += 1
            if _to_be_reclosed(copy, new_key):
                _require_one_name(copy)
                _reclose(copy, part_of(copy), key, new_key)
                done += 1
            if new_key is None:
                keybox_of(copy).unlink(missing_ok=True)
        except (StorageError, Error, OSError):
            left += [file for file in (copy, drafts) if _to_be_reclosed(file, new_key)]
    return done, tuple(left)


def _to_be_reclosed(file: Path, new_key: Key | None) -> bool:
    return file.exists() and file.stat().st_size > 0 and is_plain(file) != (new_key is None)


def _require_one_name(file: Path) -> None:
    """Raise CannotOpen for a file with hard links: the other name would keep the old content."""
    if has_several_names(file):
        raise CannotOpen(path=str(file), why="several_names")


def _reclose_photos(
    records: Path, key: Key | None, new_key: Key | None
) -> tuple[int, tuple[Path, ...]]:
    closed = [photos.reclose(folder, key, new_key) for folder in photo_folders(records)]
    return sum(done for done, _ in closed), tuple(left for _, some in closed for left in some)


def _is_ours(copy: Path, key: Key) -> bool:
    if is_plain(copy) or not keybox_of(copy).exists():
        return False
    try:
        open_reader(copy, key).close()
    except StorageError:
        return False
    return True


def _require_protected(records: Path) -> None:
    if keyring.lacks_keybox(records):
        raise CannotOpen(path=str(records), why="no_key")
    if not records.exists() or is_plain(records) or not keybox_of(records).exists():
        raise Protection(path=str(records), why="none")


def _require_length(records: Path, passphrase: str) -> None:
    # What cannot be seen nobody types again on another day.
    if sum(not is_blank(sign) for sign in passphrase) < keys.SHORTEST:
        raise Protection(path=str(records), why="short", shortest=keys.SHORTEST)
