"""Advice on the surroundings of a records file: photographs, disk space, drafts, copies."""

import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from glob import escape
from pathlib import Path

from meetings.dataclass import dataclass
from storage import photos
from storage.beside import drafts_of
from storage.copies.backup import backups, folder_of, set_aside_files
from storage.engine import DatabaseError, is_plain, open_reader
from storage.errors import StorageError
from storage.health.places import place_of
from storage.secrecy import keyring

LITTLE = 100 << 20
"""Bytes that should be free beside room for two copies of the file."""
OLD_DAYS = 7
"""Days after which the newest backup counts as old."""
_MOST = 20


class Notice(StrEnum):
    """The kinds of advice, each with the facts it has."""

    PHOTOGRAPH = "photograph"
    """A photograph belongs to no task."""
    PHOTOGRAPH_LOST = "photograph_lost"
    """A task lists a photograph that is not there, or not as it was: `number` of the task."""
    DISK = "disk"
    """Little room is left: `free` and `wanted` in MB."""
    DRAFTS = "drafts"
    """Half-typed text cannot be read: `problem`."""
    DRAFTS_ASIDE = "drafts_aside"
    """Unreadable half-typed text was set aside earlier."""
    ASIDE = "aside"
    """A log or keybox, not the records' own or damaged, was set aside at an earlier start."""
    NO_BACKUP = "no_backup"
    """There is no daily copy: `folder`."""
    OLD_BACKUP = "old_backup"
    """The newest daily copy is old: `days`."""
    AHEAD = "ahead"
    """A daily copy is dated after today: the clock was wrong then, or it is now."""
    PLACE = "place"
    """The records lie on no disk of this computer's own: `place`."""
    OPEN_COPY = "open_copy"
    """The records are encrypted and this copy is not."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice, and its place."""

    kind: Notice
    place: str
    facts: Mapping[str, object]


def look_around(path: Path, today: date) -> list[Advice]:
    """All advice about a records file that is there."""
    place = place_of(path)
    lies = [Advice(Notice.PLACE, str(path), {"place": place.value})] if place else []
    return [
        *lies,
        *_photographs(path),
        *_disk(path),
        *_drafts(path),
        *_aside(path),
        *_copies(path, today),
    ]


def _photographs(path: Path) -> Iterator[Advice]:
    try:
        reader = open_reader(path, keyring.held(path))
        try:
            listed = photos.listed(reader)
        finally:
            reader.close()
    except (StorageError, DatabaseError):
        return
    names = {one.name for one in listed}
    stray = [file for name, file in photos.files(photos.folder_of(path)) if name not in names]
    for file in stray[:_MOST]:
        yield Advice(Notice.PHOTOGRAPH, str(file), {})
    lost = [one for one in listed if photos.file_state(path, one.name, one.hash) != "there"]
    for one in lost[:_MOST]:
        yield Advice(Notice.PHOTOGRAPH_LOST, one.name, {"number": one.number})


def _disk(path: Path) -> Iterator[Advice]:
    free = shutil.disk_usage(path.parent).free
    wanted = 2 * path.stat().st_size + LITTLE
    if free < wanted:
        facts = {"free": free >> 20, "wanted": wanted >> 20}
        yield Advice(Notice.DISK, str(path.parent), facts)


def _drafts(path: Path) -> Iterator[Advice]:
    drafts = drafts_of(path)
    if drafts.exists() and drafts.stat().st_size:
        try:
            reader = open_reader(drafts, keyring.held(path))
            try:
                found = reader.execute("PRAGMA integrity_check(1)").fetchone()[0]
            finally:
                reader.close()
        except (StorageError, DatabaseError) as failure:
            found = str(failure)
        if found != "ok":
            yield Advice(Notice.DRAFTS, drafts.name, {"problem": found})
    for file in sorted(path.parent.glob(f"{escape(drafts.name)}.broken-*")):
        if not file.name.endswith(("-wal", "-shm")):
            yield Advice(Notice.DRAFTS_ASIDE, file.name, {})


def _aside(path: Path) -> Iterator[Advice]:
    for file in set_aside_files(path):
        if ".aside-" in file.name:
            yield Advice(Notice.ASIDE, file.name, {})


def _copies(path: Path, today: date) -> Iterator[Advice]:
    found = backups(path)
    for backup in found:
        if backup.day > today:
            yield Advice(Notice.AHEAD, backup.path.name, {})
    found = tuple(backup for backup in found if backup.day <= today)
    if not found:
        yield Advice(Notice.NO_BACKUP, path.name, {"folder": str(folder_of(path))})
        return
    days = (today - found[0].day).days
    if days > OLD_DAYS:
        yield Advice(Notice.OLD_BACKUP, found[0].path.name, {"days": days})
    if not is_plain(path):
        for backup in backups(path):
            if is_plain(backup.path):
                yield Advice(Notice.OPEN_COPY, backup.path.name, {})
