"""Copy the photographs of the records beside a backup, each once, verified by hash."""

from collections.abc import Iterable
from pathlib import Path

from meetings.dataclass import dataclass
from storage import photos
from storage.copies.replacing import part_of
from storage.engine import DatabaseError, Key, is_plain, open_reader
from storage.errors import CopyFailed, StorageError
from storage.photos import CLOSED, Listed
from storage.plain_files import private_folder, put_whole
from storage.secrecy import keyring


@dataclass(frozen=True, slots=True)
class Gone:
    """How many photographs are now in the copy, and the names of those not found."""

    there: int = 0
    lost: tuple[str, ...] = ()


def folder_beside(records: Path, copy: Path) -> Path:
    """The folder of a copy's photographs; copies in one folder share it."""
    return copy.with_name(photos.folder_of(records).name)


def copy_out(records: Path, copy: Path, *, thorough: bool = True) -> Gone:
    """Copy the listed photographs beside a copy of the records, and read each back.

    Without `thorough`, files of the same length there are not read again. Raises CopyFailed.
    """
    if not copy.parent.is_dir():
        return Gone()
    key = None if is_plain(records) else keyring.held(records)
    here, there = photos.folder_of(records), folder_beside(records, copy)
    done, lost = 0, []
    for one in listed_in(records, key):
        source = _file(here, one)
        try:
            if source is not None and not thorough and _same_length(source, there / source.name):
                done += 1
            elif source is None or photos.content(here, one.name, one.hash, key) is None:
                lost.append(one.name)
            else:
                _copy(source, there, one, key)
                done += 1
        except OSError as failure:
            raise CopyFailed(path=str(there / one.name), problem=str(failure)) from failure
    return Gone(done, tuple(dict.fromkeys(lost)))


def bring_back(records: Path, source: Path, source_key: Key | None) -> Gone:
    """Restore photographs from beside a backup, or from the daily copies.

    Those still there are left alone. Raises OSError.
    """
    key = keyring.held(records)
    found, lost = 0, []
    own = records.with_name(f"{records.name}-backups")
    around = [
        photos.folder_of(source), *sorted(source.parent.glob("*-photos")), *own.glob("*-photos")
    ]  # fmt: skip
    for one in listed_in(records, key):
        if photos.file_state(records, one.name, one.hash) == "there":
            found += 1
            continue
        content = _first(around, one, (source_key, key))
        if content is not None and photos.put(photos.folder_of(records), one.name, content, key):
            found += 1
        else:
            lost.append(one.name)
    return Gone(found, tuple(dict.fromkeys(lost)))


def not_here(records: Path) -> tuple[str, ...]:
    """Names of listed photographs that are missing or changed beside the records."""
    listed = listed_in(records, keyring.held(records))
    return tuple(
        one.name for one in listed if photos.file_state(records, one.name, one.hash) != "there"
    )


def listed_in(path: Path, key: Key | None) -> list[Listed]:
    """The photographs listed in a records file; none where it cannot be read."""
    try:
        reader = open_reader(path, None if is_plain(path) else key)
        try:
            return photos.listed(reader)
        finally:
            reader.close()
    except (StorageError, DatabaseError):
        return []


def _file(folder: Path, one: Listed) -> Path | None:
    place = folder / Path(one.name).name
    closed = place.with_name(place.name + CLOSED)
    return next((file for file in (closed, place) if file.is_file()), None)


def _copy(source: Path, folder: Path, one: Listed, key: Key | None) -> None:
    goal = folder / source.name
    if photos.content(folder, one.name, one.hash, key) is not None and goal.exists():
        return
    private_folder(folder)
    put_whole(part_of(goal), goal, source.read_bytes())
    if photos.content(folder, one.name, one.hash, key) is None:
        raise CopyFailed(path=str(goal), problem="content")


def _same_length(source: Path, goal: Path) -> bool:
    return goal.is_file() and goal.stat().st_size == source.stat().st_size


def _first(folders: Iterable[Path], one: Listed, keys: Iterable[Key | None]) -> bytes | None:
    for folder in folders:
        for key in keys:
            found = photos.content(folder, one.name, one.hash, key)
            if found is not None:
                return found
    return None
