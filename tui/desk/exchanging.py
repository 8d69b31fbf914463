"""The steps of an exchange of letters as plain functions, for the screen and the command line."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from meetings.community.bodies import Body
from meetings.community.people import Person
from meetings.dataclass import dataclass
from meetings.matters.issues import TOPICS
from meetings.ports import By
from meetings.sharing.letters import FIGURES
from meetings.sharing.masking import Cover, has_names, masked
from meetings.sharing.projection import texts_of
from storage.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from storage.carriers.folder import FolderResult, Put
    from storage.carriers.slip import Slip
    from storage.records import FileRecords
    from storage.registers.at_hub import Exchanged as ByHub
    from storage.registers.exchanging import Status
    from storage.registers.outgoing import Mask


@dataclass(frozen=True, slots=True)
class Leaving:
    """One text that would be sent: kind of letter, field, the text, and the text masked."""

    kind: str
    field: str
    text: str
    masked: str

    @property
    def named(self) -> bool:
        """Whether a known name stands in the text."""
        return self.text != self.masked


@dataclass
class Exchanged:
    """What one exchange through a folder did."""

    found: FolderResult
    put: list[Put] = field(default_factory=list)


def cover_of(records: FileRecords, body: str) -> Cover:
    """A masker of the names known in a body and of all else that points to a person."""
    from exports.word_list import WORDS
    from meetings.papers.name_masking import Cover as Names

    with records.reading() as book:
        people = book.find(Person, body=body)
    return Names(
        [one.name for one in people],
        [one.room for one in people],
        [one.phone for one in people],
        words=WORDS,
    )


def mask_of(records: FileRecords, body: str) -> Mask:
    """A function that masks the texts a body sends."""
    cover = cover_of(records, body)
    return lambda kind, told: masked(kind, told, cover)


def masks_of(records: FileRecords) -> dict[str, Mask | None]:
    """For each body kept here whose texts are masked before sending, the masking function."""
    from storage.registers.kept import kept, kept_bodies

    with records.reading() as book:
        known = [kept(book.conn, body) for body in kept_bodies(book.conn)]
        posts = {row[0] for row in book.conn.execute("SELECT DISTINCT body FROM notice")}
    return {
        one.body: mask_of(records, one.body)
        for one in known
        if one is not None and (one.mask or one.body in posts)
    }


def statuses(records: FileRecords, today: date | None = None) -> list[Status]:
    """The state of the exchange of each body kept here; `today` decides which figures are due."""
    from storage.registers.exchanging import status
    from storage.registers.kept import kept_bodies

    with records.reading() as book:
        bodies = kept_bodies(book.conn)
    return [one for body in bodies if (one := status(records, body, today)) is not None]


def leaving(records: FileRecords, body: str, today: date | None = None) -> list[Leaving]:
    """The texts that would be sent now, each as it is and masked; nothing is written.

    Notices are always sent masked, and are not among them.
    """
    from storage.registers import exchanging

    cover = cover_of(records, body)
    found = []
    for kind, _record, told, readers in exchanging.leaving(records, body, None, today):
        if readers:
            pairs = zip(
                texts_of(kind, told), texts_of(kind, masked(kind, told, cover)), strict=True
            )
            found += [Leaving(kind, name, text, other) for (name, text), (_n, other) in pairs]
    named = {*TOPICS}
    return [one for one in dict.fromkeys(found) if one.kind != FIGURES or one.text not in named]


def unseen(records: FileRecords, today: date | None = None) -> list[str]:
    """The bodies with texts to send that nobody has looked at yet."""
    return [
        one.body
        for one in statuses(records)
        if one.mask is None and one.epoch and leaving(records, one.body, today)
    ]


def all_that_leaves(
    records: FileRecords, body: str, today: date | None = None
) -> list[dict[str, Any]]:
    """Every record that would be sent, as its letter would hold it."""
    from storage.registers import exchanging

    mask = masks_of(records).get(body)
    return [
        {"kind": kind, "record": record, "to": readers, "fields": told}
        for kind, record, told, readers in exchanging.leaving(records, body, mask, today)
        if readers
    ]


def names_in(records: FileRecords, body: str) -> int:
    """How many records that would be sent have a known name in their texts."""
    from storage.registers import exchanging

    cover = cover_of(records, body)
    due = exchanging.leaving(records, body, None)
    return sum(has_names(kind, told, cover) for kind, _record, told, readers in due if readers)


def exchange(
    records: FileRecords,
    by: Callable[[], By],
    folder: Path,
    *,
    accept: bool = False,
    under: str = "",
) -> Exchanged:
    """Take the letters in a folder and put ours there; raises what taking and putting raise."""
    from storage.carriers import folder as through

    now = by().at
    found = through.take(records, folder, now.isoformat(), accept=accept, under=under)
    _hang(records, by, found)
    put = through.put(records, folder, now.isoformat(), now.date(), masks_of(records))
    return Exchanged(found, put)


def exchange_by_hub(records: FileRecords, by: Callable[[], By], body: str) -> ByHub:
    """Send a body's letters to its hub and take those there; raises what `at_hub.exchange` does."""
    from storage.registers import at_hub
    from tui.cli.crash import version_of

    mask = masks_of(records).get(body)
    done = at_hub.exchange(records, body, by().at.isoformat(), version_of("jiejiao"), mask)
    if done.parent:
        _hang_under(records, by, body, done.parent)
    return done


def join_hub(records: FileRecords, by: Callable[[], By], body: str, slip: Slip) -> None:
    """Join a hub by an invitation; raises what `at_hub.join` raises."""
    from storage.registers import at_hub

    act = by()
    at_hub.join(records, body, slip.place, slip.code, act.at.isoformat(), act.actor, slip.key)


def bodies_at_hub(records: FileRecords) -> list[str]:
    """The bodies kept here that take part in a hub."""
    from storage.registers import at_hub

    return [one.body for one in at_hub.joined(records)]


def take_file(
    records: FileRecords,
    by: Callable[[], By],
    path: Path,
    *,
    accept: bool = False,
    under: str = "",
) -> FolderResult:
    """Take the letters of one file; raises what is wrong with it."""
    from storage.carriers import folder as through

    found = through.take_file(records, path, by().at.isoformat(), accept=accept, under=under)
    _hang(records, by, found)
    return found


def _hang(records: FileRecords, by: Callable[[], By], found: FolderResult) -> None:
    """Put a body under the one that accepted it, as a command in its own journal."""
    for body, parent in found.joined:
        _hang_under(records, by, body, parent)


def _hang_under(records: FileRecords, by: Callable[[], By], body: str, parent: str) -> None:
    from meetings.actions.found import edit_body

    with records.reading() as book:
        known = book.get(Body, body)
    if known.parent != parent:
        edit_body(records, by(), body, known.name, parent, known.place)


def acting(actor: str, now: Callable[[], datetime]) -> Callable[[], By]:
    """A function that gives time, id and person for each further command of the same person."""
    return lambda: By(actor, now(), new_id())
