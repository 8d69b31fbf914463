"""The interface of the records as the actions use it; storage/ implements it."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Protocol, TypeVar

from meetings.dataclass import dataclass
from meetings.errors import MeetingError

T = TypeVar("T")

PERMANENT = frozenset(
    {
        "meeting.finalise",
        "meeting.approve",
        "meeting.erratum",
        "report.seal",
        "vote.secret",
        "privacy.anonymise",
        "body.give",
        "body.take",
        "body.back",
    }
)
"""Commands that undo never crosses: what is final is reopened or corrected, not undone."""


class Repeated(MeetingError):
    """The command with this id is recorded already: `command_id`; nothing was written again."""

    command_id: str


@dataclass(frozen=True, slots=True)
class By:
    """Who acts and when; the id, made before the write, makes a repeat do nothing."""

    actor: str
    at: datetime
    command_id: str

    def part(self, place: int) -> "By":
        """The same actor and time, for the command of another body that belongs to the same act.

        `place` counts them, 0 being the command itself; their ids rise behind that of the act.
        """
        if not place:
            return self
        number = (int(self.command_id.replace("-", ""), 16) & ~_VERSION | _PART) + place
        return replace(self, command_id=_id_of(number))


_VERSION, _PART = 0xF << 76, 0x8 << 76
"""Bits of the version digit of an id, and their value in parts of an act, which no other id has."""
_DASHES = (0, 8, 12, 16, 20, 32)
PARTS = 1 << 12
"""The most commands that one act can have."""


def around(command_id: str) -> tuple[str, str]:
    """The lowest and highest id of the act that this command begins or belongs to."""
    try:
        number = int(command_id.replace("-", ""), 16) & ~_VERSION | _PART
    except ValueError:  # an id that somebody else made; no act has parts beside it
        return command_id, command_id
    return _id_of(number - PARTS), _id_of(number + PARTS)


def _id_of(number: int) -> str:
    digits = f"{number:032x}"
    return "-".join(digits[start:end] for start, end in pairwise(_DASHES))


def is_part(command_id: str) -> bool:
    """Whether a command continues an act that the command of another body began."""
    return command_id[14:15] == "8"


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after a command; None where the row did not, or no longer does, exist."""

    table: str
    id: str
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One command as the journal of its body keeps it."""

    body: str
    seq: int
    id: str
    command: str
    actor: str
    at: datetime
    changes: tuple[Change, ...] = ()


class Book(Protocol):
    """The records within one transaction, or one reading."""

    def new_id(self) -> str:
        """A new time-ordered id."""
        ...

    def new_ids(self, count: int) -> list[str]:
        """This many new ids, each later than the one before."""
        ...

    def get(self, kind: type[T], id: str) -> T:
        """The one record; raises NotFound."""
        ...

    def find(self, kind: type[T], **equal: object) -> list[T]:
        """All records whose fields equal the given values, in order of id."""
        ...

    def highest(self, kind: type[object], field: str, **equal: object) -> int:
        """The largest whole number in a field of the records that match; 0 without any."""
        ...

    def put(self, value: object) -> None:
        """Insert or change a record (an aggregate with its children)."""
        ...

    def add(self, values: Sequence[object]) -> None:
        """Insert many new records of one kind at once."""
        ...

    def remove(self, value: object) -> None:
        """Take a record away; the journal keeps it."""
        ...


class Records(Protocol):
    """The records of every body that this file keeps."""

    def transaction(self, command: str, by: By, body: str) -> AbstractContextManager[Book]:
        """One command of one body: all of it is written with one journal entry, or nothing."""
        ...

    def together(self) -> AbstractContextManager[None]:
        """Several transactions as one act: all of them are written, or none."""
        ...

    def reading(self) -> AbstractContextManager[Book]:
        """A consistent view without writing."""
        ...

    def undo(self, by: By, body: str) -> Entry:
        """Take back the last act that stands, in every body in which it did something.

        Raises NothingToUndo, UndoRefused.
        """
        ...

    def redo(self, by: By, body: str) -> Entry:
        """Bring back what the last undo took, in every body; raises NothingToUndo, UndoRefused."""
        ...

    def undoable(self, body: str) -> Entry | None:
        """What undo would take back."""
        ...

    def redoable(self, body: str) -> Entry | None:
        """What redo would bring back."""
        ...

    def history(
        self, body: str, about: str | None = None, before: int | None = None, limit: int = 50
    ) -> list[Entry]:
        """The newest entries first; `about` keeps those that touch one record."""
        ...
