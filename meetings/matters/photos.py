"""Photographs of before and after: files beside the records, each known by its content's hash."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal

from meetings.clean import is_blank, trim
from meetings.errors import MeetingError, NotFound, ReasonNeeded

LARGEST = 30_000_000
"""Bytes that one photograph may have."""

ENDINGS = ("jpg", "jpeg", "png", "webp", "heic", "gif", "bmp", "tif", "tiff")
"""What a photograph's name may end with."""

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST = 60


class NotAPhoto(MeetingError):
    """The file cannot be kept as a photograph: `path`, `why` (ending, empty, too_large, absent)."""

    path: str
    why: Literal["ending", "empty", "too_large", "absent", "unreadable"]


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


def safe_name(original: str, hash: str, number: int) -> str:
    """A name any file system takes: number of the task, part of the hash, what it was called."""
    base, dot, ending = trim(unicodedata.normalize("NFC", original)).rpartition(".")
    if not dot:
        base, ending = ending, ""
    stem = _UNSAFE.sub("-", base).strip("-._")[:_LONGEST].rstrip("-._") or "photo"
    end = _UNSAFE.sub("", ending).lower()
    return f"{number:04}-{hash[:12]}-{stem}" + (f".{end}" if end else "")


def check(original: str, size: int) -> None:
    """Raise NotAPhoto where the ending or the size is not that of a photograph."""
    if original.rpartition(".")[2].casefold() not in ENDINGS:
        raise NotAPhoto(path=original, why="ending")
    if size == 0:
        raise NotAPhoto(path=original, why="empty")
    if size > LARGEST:
        raise NotAPhoto(path=original, why="too_large")


def add(photos: Iterable[Photo], new: Photo) -> tuple[Photo, ...]:
    """With one more; raises PhotoTwice for the same content that is still shown."""
    known = tuple(photos)
    if any(photo.hash == new.hash and not photo.removed for photo in known):
        raise PhotoTwice(name=new.name)
    return (*known, new)


def remove(photos: Iterable[Photo], hash: str, reason: str) -> tuple[Photo, ...]:
    """With one crossed out, its reason beside it; raises ReasonNeeded, NotFound."""
    if is_blank(reason):
        raise ReasonNeeded(act="photo.remove")
    known = tuple(photos)
    if all(photo.hash != hash or photo.removed for photo in known):
        raise NotFound(kind="Photo", id=hash)
    return tuple(
        replace(photo, removed=trim(reason)) if photo.hash == hash and not photo.removed else photo
        for photo in known
    )
