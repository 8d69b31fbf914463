"""Paths of a records file and of the files beside it that belong to it.

Every file name beside the records is defined here.
"""

import errno
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from storage.errors import BelongsToRecords, CannotOpen


def records_path(path: Path) -> Path:
    """The path of the records, absolute and with every link followed.

    Its companions are found by its name, so each door takes this name and no other: through a
    link the log would lie beside the link and the drafts beside the file.
    """
    return Path(os.path.realpath(path))


def at_the_door(path: Path) -> Path:
    """As `records_path`, for a path that a person gave; raises CannotOpen for what is no file.

    A folder cannot be opened, and a pipe would be waited for without end. Raises OSError where
    its links go round in a circle.
    """
    found = records_path(path)
    try:
        found.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise
    if path == Path() or (found.exists() and not found.is_file()):
        raise CannotOpen(path=str(path), why="no_file")
    return found


def drafts_of(records: Path) -> Path:
    """The file of half-typed text."""
    return records.with_name(f"{records.name}-drafts")


def index_of(records: Path) -> Path:
    """The file of the index for searching."""
    return records.with_name(f"{records.name}-search")


def keybox_of(records: Path) -> Path:
    """The small file that holds the key of an encrypted one, itself closed."""
    return records.with_name(f"{records.name}-key")


def lock_of(records: Path) -> Path:
    """The file whose lock marks the one program that may write."""
    return records.with_name(f"{records.name}.lock")


def work_of(records: Path) -> Path:
    """The private folder for copies while they are made or checked."""
    return records.with_name(f".{records.name}.work")


LOGS = ("-wal", "-shm", "-journal")
"""Endings of what SQLite writes beside a database file."""


def with_logs(path: Path) -> Iterator[Path]:
    """The paths of a database file and of SQLite's files beside it, existing or not."""
    yield path
    for ending in LOGS:
        yield path.with_name(path.name + ending)


FORMS = "templates"
"""The folder beside the records where a body's own Word forms lie."""


def is_name_of(records: Path, name: str) -> bool:
    """Whether a name in the records' folder is theirs or is derived from it."""
    own, name_here = _folded(records.name), _folded(name)
    aside = _folded(f"{records.stem}-before-")
    return name_here == own or name_here.lstrip(".").startswith((f"{own}-", f"{own}.", aside))


def belongs(records: Path, target: Path) -> bool:
    """Whether the target is the records file, or anything that lies or would lie beside it.

    It may be called by another name: through a link, in other letters, as a second name of the
    same file. What is not there yet counts too: SQLite would read it as its log.
    """
    records, followed = records_path(records), records_path(target)
    itself = records_path(target.parent) / target.name
    return (
        _lies_beside(records, itself)
        or _lies_beside(records, followed)
        or _is_second_name(records, followed)
    )


def require_elsewhere(records: Path, target: Path) -> None:
    """Raise BelongsToRecords where writing to a target would hit the records or their files."""
    if belongs(records, target):
        raise BelongsToRecords(path=str(target))


def _lies_beside(records: Path, target: Path) -> bool:
    """Whether the path or a folder above it has one of the records' names, in their folder."""
    for folder, inside in zip(target.parents, (target, *target.parents), strict=False):
        if _same(folder, records.parent):
            return is_name_of(records, inside.name) or _folded(inside.name) == FORMS
    return False


def _is_second_name(records: Path, target: Path) -> bool:
    return target.exists() and any(_same(target, file) for file in around(records))


def around(records: Path) -> Iterator[Path]:
    """The records and all files beside them that belong to them, folders before their contents."""
    if not records.parent.is_dir():
        return
    for file in sorted(records.parent.iterdir()):
        if is_name_of(records, file.name):
            yield file
            if file.is_dir() and not file.is_symlink():
                yield from sorted(file.rglob("*"))


def _same(one: Path, other: Path) -> bool:
    try:
        return one == other or os.path.samefile(one, other)
    except OSError:
        return False


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
