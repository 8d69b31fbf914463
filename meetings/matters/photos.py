"""Photographs of before and after: files beside the records, each known by its content's hash."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Literal

from meetings.clean import is_blank, trim
from meetings.dataclass import dataclass
from meetings.errors import MeetingError, NotFound, ReasonNeeded

LARGEST = 30_000_000
"""Bytes that one photograph may have."""

MOST_PIXELS = 250_000_000
"""Pixels that one photograph may have; the largest sensors of telephones have 200 million."""

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST = 60


Refusal = Literal[
    "absent", "unreadable", "link", "no_file", "empty", "too_large", "no_picture", "pixels"
]
"""`link` leads elsewhere; `no_file` is a folder or a device; `too_large` is over LARGEST bytes and
`pixels` over MOST_PIXELS."""


class NotAPhoto(MeetingError):
    """The file cannot be kept as a photograph: `path`, `why`."""

    path: str
    why: Refusal


class PhotoTwice(MeetingError):
    """The task has this very photograph already: `name`."""

    name: str


class When(StrEnum):
    """What the photograph shows."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Photo:
    """One photograph of a task; the file lies in the folder beside the records."""

    name: str
    """Name of the file within the folder."""
    hash: str
    """SHA-256 of the content, 64 hexadecimal digits."""
    when: When
    added_at: datetime
    caption: str = ""
    by: str = ""
    removed: str = ""
    """Why it was taken off the task; the line and the file stay."""


def safe_name(original: str, hash: str, number: int, ending: str) -> str:
    """A name any file system takes: number of the task, part of the hash, what it was called.

    `ending` is that of its kind of picture, without the dot, whatever it was called.
    """
    base, dot, _ending = unicodedata.normalize("NFC", trim(original)).rpartition(".")
    stem = _UNSAFE.sub("-", base if dot else original).strip("-._")[:_LONGEST].rstrip("-._")
    return f"{number:04}-{hash[:12]}-{stem or 'photo'}.{ending}"


def check_size(path: str, size: int) -> None:
    """Raise NotAPhoto where a file of so many bytes is not taken."""
    if size == 0:
        raise NotAPhoto(path=path, why="empty")
    if size > LARGEST:
        raise NotAPhoto(path=path, why="too_large")


def add(photos: Iterable[Photo], new: Photo) -> tuple[Photo, ...]:
    """The photographs and a new one; raises PhotoTwice if the same content is there already."""
    existing = tuple(photos)
    if any(photo.hash == new.hash and not photo.removed for photo in existing):
        raise PhotoTwice(name=new.name)
    return (*existing, new)


def remove(photos: Iterable[Photo], hash: str, reason: str) -> tuple[Photo, ...]:
    """The photographs with one marked as removed for a reason; raises ReasonNeeded, NotFound."""
    if is_blank(reason):
        raise ReasonNeeded(act="photo.remove")
    existing = tuple(photos)
    if all(photo.hash != hash or photo.removed for photo in existing):
        raise NotFound(kind="Photo", id=hash)
    return tuple(
        replace(photo, removed=trim(reason)) if photo.hash == hash and not photo.removed else photo
        for photo in existing
    )
