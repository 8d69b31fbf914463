"""Backups of the records: one a day in a folder beside them, and others wherever wanted."""

import os
import re
import shutil
from datetime import date
from glob import escape
from pathlib import Path

from meetings.dataclass import dataclass
from storage import photos
from storage.beside import keybox_of, records_path, require_elsewhere
from storage.copies.copying import copy_verified
from storage.copies.keeping import Keep, days_to_keep
from storage.copies.photo_copies import copy_out, folder_beside
from storage.copies.replacing import free_name, part_of, sweep
from storage.engine import Error, is_plain, open_reader
from storage.errors import CannotOpen, CopyFailed, StorageError
from storage.plain_files import private_folder, sync_folder
from storage.secrecy import keyring

COMPANIONS = ("-wal", "-shm", "-drafts", "-search", "-key", ".lock")
"""Endings of the files that belong to a records file."""
_DAILY = re.compile(r"(\d{4}-\d{2}-\d{2})\.db")


@dataclass(frozen=True, slots=True)
class Backup:
    """One daily copy; `size` in bytes."""

    path: Path
    day: date
    size: int


def folder_of(records: Path) -> Path:
    """The folder of the daily copies, beside the records file."""
    return records.with_name(f"{records.name}-backups")


def backups(records: Path) -> tuple[Backup, ...]:
    """The daily copies, newest first, by their names; none is opened."""
    found = []
    folder = folder_of(records)
    for file in folder.iterdir() if folder.is_dir() else ():
        if named := _DAILY.fullmatch(file.name):
            try:
                found.append(Backup(file, date.fromisoformat(named[1]), file.stat().st_size))
            except (ValueError, OSError):
                continue
    return tuple(sorted(found, key=lambda backup: backup.day, reverse=True))


def back_up_daily(records: Path, today: date, rule: Keep = Keep()) -> Path | None:
    """Make this day's copy if it is missing; then remove older ones by the rule.

    Raises CopyFailed and what opening raises. Records without a single entry are not copied.
    """
    folder = folder_of(records)
    target = folder / f"{today.isoformat()}.db"
    if target.exists():
        return None
    private_folder(folder)
    sweep(folder)
    made = back_up(records, target, even_empty=False, thorough=False)
    if made is not None:
        prune(records, today, rule)
    return made


def back_up_to(records: Path, place: Path, today: date) -> Path:
    """Copy into a folder, under a free name with the date, or to a new file; returns the path.

    Raises CopyFailed (`problem` is `exists` where a file is there already), BelongsToRecords,
    CannotOpen `no_folder`.
    """
    require_elsewhere(records, place)
    if place.is_dir():
        place = free_name(place / f"{records.stem}-{today.isoformat()}.db")
    elif not place.parent.is_dir():
        raise CannotOpen(path=str(place.parent), why="no_folder")
    made = back_up(records, place)
    assert made is not None
    return made


def photo_folders(records: Path) -> tuple[Path, Path]:
    """Where photographs lie: beside the records and beside the daily copies."""
    return photos.folder_of(records), folder_beside(records, folder_of(records) / "any")


def back_up(
    records: Path, target: Path, *, even_empty: bool = True, thorough: bool = True
) -> Path | None:
    """Copy the records, verified and synced, with the keybox of an encrypted file.

    The photographs are copied first, so that a finished copy has them beside it. `thorough`
    verifies also those that were copied before.
    """
    records = records_path(records)
    key = None if is_plain(records) else keyring.held(records)
    reader = open_reader(records, key)
    try:
        if not even_empty and reader.execute("SELECT 1 FROM entry").fetchone() is None:
            return None
        if target.exists():
            raise CopyFailed(path=str(target), problem="exists")
        copy_out(records, target, thorough=thorough)
        if key is not None:
            _copy_keybox(records, target)
        copy_verified(reader, target, key, key)
    except Error as failure:
        raise CopyFailed(path=str(target), problem=str(failure)) from failure
    except StorageError:
        if key is not None and not target.exists():
            keybox_of(target).unlink(missing_ok=True)
        raise
    finally:
        reader.close()
    return target


def older_copies(records: Path) -> tuple[Path, ...]:
    """Daily copies, files kept at restoring and repair, and copies made before migrating."""
    aside: list[Path] = []
    stem, suffix = escape(records.stem), escape(records.suffix)
    for pattern in (f"{stem}-before-*{suffix}", f"{stem}{suffix}.before-*"):
        aside += (f for f in records.parent.glob(pattern) if not f.name.endswith(COMPANIONS))
    return (*(backup.path for backup in backups(records)), *sorted(aside))


def set_aside_files(records: Path) -> tuple[Path, ...]:
    """Logs that were not the records' own, keyboxes and unreadable drafts, set aside at starts."""
    name = escape(records.name)
    patterns = (f"{name}.aside-*", f"{name}-drafts.broken-*")
    return tuple(sorted(f for pattern in patterns for f in records.parent.glob(pattern)))


def prune(records: Path, today: date, rule: Keep = Keep()) -> tuple[Path, ...]:
    """Remove daily copies that the rule does not keep; returns their paths."""
    found = backups(records)
    stay = days_to_keep((backup.day for backup in found), today, rule)
    gone = tuple(backup.path for backup in found if backup.day not in stay)
    remove(gone)
    return gone


def remove(paths: tuple[Path, ...]) -> None:
    """Remove copies with the files that belong to them."""
    for path in paths:
        for ending in ("", "-wal", "-shm", "-drafts", "-drafts-wal", "-drafts-shm", "-key"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
    for folder in {path.parent for path in paths}:
        sync_folder(folder)


def _copy_keybox(records: Path, target: Path) -> None:
    try:
        with keybox_of(records).open("rb") as source, keybox_of(target).open("xb") as made:
            keybox_of(target).chmod(0o600)
            shutil.copyfileobj(source, made)
    except OSError as failure:
        raise CopyFailed(path=str(target), problem=str(failure)) from failure


def anew(records: Path, today: date, instead_of: tuple[Path, ...]) -> Path:
    """Make this day's copy again, and then remove the given ones, so that one always exists."""
    folder = folder_of(records)
    private_folder(folder)
    sweep(folder)
    target = folder / f"{today.isoformat()}.db"
    fresh = part_of(target).with_suffix(".new")
    back_up(records, fresh)
    remove(tuple(path for path in instead_of if path != target))
    if keybox_of(fresh).exists():
        os.replace(keybox_of(fresh), keybox_of(target))
    os.replace(fresh, target)
    sync_folder(folder)
    return target
