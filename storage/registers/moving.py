"""Move a body to another computer: what is moved, what stays, and what happens to its keys.

Its journal, its letters in both books, its keys and photographs go, and copies of the persons that
it names and another body registered. Here it is only read from then on; there it goes on in the
next epoch, which ends the one of here. Nothing is merged: what is here and not there is refused.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, field, replace
from typing import Any

from meetings.community.bodies import Body
from meetings.community.people import Person
from meetings.dataclass import dataclass
from meetings.errors import NotFound
from meetings.ports import By
from meetings.sharing.letters import LetterUnsound, from_line
from meetings.sharing.moves import Arrived
from storage import journal, photos
from storage.engine import Connection, DatabaseError
from storage.errors import BodyUnmoved, JournalBroken
from storage.health.findings import Trouble
from storage.health.replay import Unreplayable, replay_body
from storage.health.sound_rows import row_findings
from storage.journal_text import lines as journal_lines
from storage.journal_text import verified
from storage.records import FileRecords
from storage.registers import home, letter_text, outgoing, register, signing
from storage.registers.epochs import open_next
from storage.registers.exchanging import keys_of, look_again
from storage.registers.incoming import tell
from storage.registers.kept import KeptBody, go_on, kept, kept_bodies, set_sisters
from storage.registers.register import Peer
from storage.registry import Registry
from storage.rows import Table
from storage.secrecy import keyring
from storage.tables import REFERENCES, TABLES

_REGISTRY = Registry(lambda: TABLES)
_PERSONS = tuple(
    (table, column)
    for table, column, parent in (*REFERENCES, ("follow_up", "owner_person", "person"))
    if parent == "person"
)
"""Table and column of references to persons, whom another body may have registered."""


@dataclass(frozen=True, slots=True)
class About:
    """The head of a moved body: its name, the end of its journal, and its keys."""

    body: str
    name: str
    tier: str
    epoch: int
    sign: str
    seal: str
    since: str
    mask: int | None
    entries: int
    head: str
    peers: tuple[Mapping[str, Any], ...]
    acknowledged: tuple[tuple[int, str, int, str], ...]
    at_hub: str
    """The place of the body's hub, for which it needs a new slip."""
    sisters: tuple[str, ...] | None = None
    """As in KeptBody; None in a file of an earlier version."""


@dataclass
class Moved:
    """Everything of a body that moves; photographs by the names that its tasks list."""

    about: About
    journal: list[str]
    letters: list[str]
    photographs: dict[str, bytes] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    """Names of listed photographs that were missing beside the records."""


def give(records: FileRecords, by: By, body: str) -> Moved:
    """Give a body away, in `records.together()`: from then on it is only read here.

    Bodies of this file that are above or below it write to it from now on, as to any other. Raises
    NotKeptHere, StoppedHere, ShareMissing.
    """
    at = by.at.isoformat()
    with records.transaction(journal.GIVE, by, body) as book:
        _copy_persons(book, body)
        book.journal_whole(_REGISTRY.of(Body), body)
    with records.registering() as conn:
        keys = signing.public(keys_of(conn, body, at))
        kept_body = kept(conn, body)
        assert kept_body is not None
        if all(one.epoch != kept_body.epoch for one in register.peers(conn, body)):
            since = kept_body.since or at
            own = Peer(body, kept_body.epoch, keys.sign, keys.seal, since, proof="signs")
            register.know(conn, own)
        around = _around(conn, body)
        outgoing.make_own(conn, body, at)
        conn.execute("UPDATE kept_body SET stopped = 'moved' WHERE body = ?", (body,))
        for other in around:
            keys_of(conn, other, at)
            register.acknowledge(conn, other, _epoch(conn, other), body, 0, at)
        look_again(conn)
        for other in around:
            _tell(conn, other, at)
        return _packed(records, conn, kept_body, around)


def take_back(records: FileRecords, by: By, body: str) -> None:
    """Continue a body that was given away, if nothing came from the other computer yet.

    Raises BodyUnmoved: `not_given`, or `heard` once letters came from the computer it went to.
    """
    with records.together():
        with records.registering() as conn:
            kept_body = kept(conn, body)
            if kept_body is None or kept_body.stopped != "moved" or not _was_given(conn, body):
                raise BodyUnmoved(name=_name(conn, body), why="not_given")
            if any(one.epoch > kept_body.epoch for one in register.peers(conn, body)):
                raise BodyUnmoved(name=_name(conn, body), why="heard")
            go_on(conn, body)
        with records.transaction(journal.BACK, by, body) as book:
            book.journal_whole(_REGISTRY.of(Body), body)


def was_given(conn: Connection, body: str) -> bool:
    """Whether a body was given away and nothing has come from there since."""
    kept_body = kept(conn, body)
    return (
        kept_body is not None
        and kept_body.stopped == "moved"
        and _was_given(conn, body)
        and all(one.epoch <= kept_body.epoch for one in register.peers(conn, body))
    )


def _was_given(conn: Connection, body: str) -> bool:
    last = next(journal.newest_first(conn, body, limit=1), None)
    return last is not None and last.command == journal.GIVE


def look(records: FileRecords, about: About, lines: Iterable[str]) -> None:
    """Check that the body may be taken over here, by what this file has of it.

    Raises BodyUnmoved: `here` it is kept in this file, `giver` it went from this very file, `older`
    the keys are of an epoch that has ended, `differs` entries of here are not in it (`entries`).
    """
    with records.reading() as book:
        conn = book.conn
        kept_body = kept(conn, about.body)
        if kept_body is not None and not kept_body.stopped:
            raise BodyUnmoved(name=about.name, why="here")
        epochs = [one.epoch for one in register.peers(conn, about.body)]
        newest = max((*epochs, kept_body.epoch if kept_body is not None else 0))
        if about.epoch < newest:
            raise BodyUnmoved(name=about.name, why="older")
        end = journal.head(conn, about.body)
        if kept_body is None or end is None:
            return
        if (end.seq, end.hash.hex()) == (about.entries, about.head):
            raise BodyUnmoved(name=about.name, why="giver")
        there = {entry.seq: entry.hash for entry, _rows in verified("", lines)}
        lost = sum(there.get(one.seq) != one.hash for one in journal.oldest_first(conn, about.body))
        if lost:
            raise BodyUnmoved(name=about.name, why="differs", entries=lost)


def take(records: FileRecords, by: By, moved: Moved) -> Arrived:
    """Take a body over and continue it here in its next epoch; all of it or nothing.

    Raises what `look` does, JournalBroken, LetterUnsound, ShareMissing.
    """
    about, at = moved.about, by.at.isoformat()
    look(records, about, moved.journal)
    key = keyring.held(records.path)
    with records.together():
        with records.registering() as conn:
            _clear(conn, about.body)
            _fill(conn, moved)
            conn.execute(
                "INSERT INTO kept_body (body, epoch, sign, seal, since, mask) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (
                    about.body, about.epoch, bytes.fromhex(about.sign), about.seal, about.since,
                    about.mask,
                ),
            )  # fmt: skip
            set_sisters(conn, about.body, about.sisters)
            _take_letters(conn, moved, at)
            home.settle(conn, about.body)
            open_next(conn, about.body, at, "")
            look_again(conn)
            _require_sound(conn)
        with records.transaction(journal.TAKE, by, about.body) as book:
            book.journal_whole(_REGISTRY.of(Body), about.body)
        done = sum(
            photos.put(photos.folder_of(records.path), name, content, key)
            for name, content in moved.photographs.items()
        )
    return Arrived(
        about.body, about.name, about.entries, len(moved.letters), done, tuple(moved.missing),
        about.at_hub,
    )  # fmt: skip


def _copy_persons(book: Any, body: str) -> None:
    """Copy persons registered by another body as the body's own, under new ids."""
    new: dict[str, str] = {}
    for name, column in _PERSONS:
        table = _REGISTRY.named(name)
        place = table.names.index(column)
        rows = book.conn.execute(
            f"SELECT {name}.id, person.id FROM {name} JOIN person ON person.id = {name}.{column} "
            f"WHERE {name}.body = ? AND person.body <> ? ORDER BY {name}.id",
            (body, body),
        ).fetchall()
        for id, person in rows:
            if person not in new:
                new[person] = book.new_id()
                book.put(replace(book.get(Person, person), id=new[person], body=body))
            row = list(book.current(table, id))
            row[place] = new[person]
            book.set_row(table, id, tuple(row))


def _around(conn: Connection, body: str) -> list[str]:
    """The bodies kept in this file that are right above or below it."""
    here = set(kept_bodies(conn)) - {body}
    rows = conn.execute(
        "SELECT parent FROM body WHERE id = ?1 AND parent IS NOT NULL "
        "UNION SELECT id FROM body WHERE parent = ?1",
        (body,),
    )
    return sorted(here.intersection(row[0] for row in rows.fetchall()))


def _tell(conn: Connection, other: str, at: str) -> None:
    """Write a neighbour's letter about itself to the body that moves away.

    Texts by people wait for an exchange, where they are shown before they leave.
    """
    outgoing.make_own(conn, other, at)


def _packed(
    records: FileRecords, conn: Connection, kept_body: KeptBody, around: list[str]
) -> Moved:
    body = kept_body.body
    assert kept_body.sign is not None
    name, tier = conn.execute("SELECT name, tier FROM body WHERE id = ?", (body,)).fetchone()
    end = journal.head(conn, body)
    assert end is not None
    peers = [one for id in _met(conn, body) for one in register.peers(conn, id)]
    for other in around:
        own = kept(conn, other)
        assert own is not None and own.sign is not None
        keys = signing.public(signing.Keys(own.sign, own.seal))
        peers.append(Peer(other, own.epoch, keys.sign, keys.seal, own.since, proof="signs"))
    place = conn.execute("SELECT host, port, name FROM hub WHERE body = ?", (body,)).fetchone()
    about = About(
        body, name, tier, kept_body.epoch, kept_body.sign.hex(), kept_body.seal, kept_body.since,
        None if kept_body.mask is None else int(kept_body.mask), end.seq, end.hash.hex(),
        tuple(asdict(one) | {"sign": one.sign.hex()} for one in peers),
        tuple(
            conn.execute(
                "SELECT epoch, reader, number, at FROM acknowledged WHERE body = ? AND at <> ? "
                "ORDER BY epoch, reader",
                (body, home.MARK),
            ).fetchall()
        ),
        "{}:{}/{}".format(*place) if place else "", kept_body.sisters,
    )  # fmt: skip
    moved = Moved(about, list(journal_lines(conn, body)), letter_text.lines_of(conn, body))
    folder, key = photos.folder_of(records.path), keyring.held(records.path)
    for one in photos.listed(conn, body):
        content = photos.content(folder, one.name, one.hash, key)
        if content is None:
            moved.missing.append(one.name)
        else:
            moved.photographs[one.name] = content
    return moved


def _met(conn: Connection, body: str) -> list[str]:
    """Ids of the body and of those with known keys with which it exchanges letters."""
    rows = conn.execute(
        "SELECT DISTINCT peer.body FROM peer WHERE peer.body = ?1 OR (peer.body NOT IN "
        "(SELECT body FROM kept_body WHERE stopped <> 'moved') AND (peer.body IN "
        "(SELECT parent FROM body WHERE id = ?1) OR peer.body IN "
        "(SELECT id FROM body WHERE parent = ?1) OR peer.body IN "
        "(SELECT reader FROM acknowledged WHERE body = ?1))) ORDER BY peer.body",
        (body,),
    )
    return [row[0] for row in rows.fetchall()]


def _clear(conn: Connection, body: str) -> None:
    """Remove what this file has of the body, by letters or older, before it is taken."""
    for table in reversed(TABLES):
        conn.execute(f"DELETE FROM {table.name} WHERE {_column(table)} = ?", (body,))
    for name in ("entry_row", "entry", "letter", "kept_body", "acknowledged", "hub"):
        conn.execute(f"DELETE FROM {name} WHERE body = ?", (body,))


def _column(table: Table) -> str:
    return "id" if table.name == "body" else "body"


def _fill(conn: Connection, moved: Moved) -> None:
    """Write the moved journal and the rows made from it."""
    about = moved.about
    try:
        journal.write_again(conn, verified(about.name, moved.journal))
        end = journal.head(conn, about.body)
        if end is None or (end.seq, end.hash.hex()) != (about.entries, about.head):
            raise JournalBroken(place=about.name, why="end")
        for finding in replay_body(conn, conn, _REGISTRY, about.body):
            if finding.kind is not Trouble.ERASED:
                raise JournalBroken(place=finding.place, why="replay")
    except Unreplayable as failure:
        why = "newer" if failure.later else "replay"
        raise JournalBroken(place=f"{about.name} {failure.seq}", why=why) from failure  # type: ignore[arg-type]
    except (DatabaseError, KeyError, TypeError, ValueError) as failure:
        problem = str(failure)[:100]
        raise JournalBroken(place=about.name, why="replay", problem=problem) from failure


def _take_letters(conn: Connection, moved: Moved, at: str) -> None:
    about, here = moved.about, set(kept_bodies(conn))
    for one in about.peers:
        peer = Peer(**(dict(one) | {"sign": bytes.fromhex(one["sign"])}))
        if peer.body in here and peer.body != about.body:
            continue
        if all(there.epoch != peer.epoch for there in register.peers(conn, peer.body)):
            register.know(conn, peer)
            if peer.upto is not None:
                register.end(conn, peer.body, peer.epoch, peer.upto)
    for epoch, reader, number, when in about.acknowledged:
        register.acknowledge(conn, about.body, epoch, reader, number, when)
    new = [line for line in moved.letters if _is_new(conn, line, about.body, here)]
    letter_text.write_again(conn, new)
    for line in new:
        state, letter = line.partition(" ")[0], from_line(line.split(" ", 3)[3])
        if state in ("taken", "later"):
            with suppress(LetterUnsound):
                tell(conn, letter)


def _is_new(conn: Connection, line: str, body: str, here: set[str]) -> bool:
    """Whether a letter is not in the books here, nor from a body that is kept here itself."""
    letter = from_line(line.split(" ", 3)[3])
    if letter.body != body and letter.body in here:
        return False
    return register.find(conn, letter.body, letter.epoch, letter.n) is None


def _require_sound(conn: Connection) -> None:
    for finding in row_findings(conn):
        if finding.kind is not Trouble.REFERENCE:
            raise JournalBroken(place=finding.place, why="replay", problem=finding.kind.value)


def _epoch(conn: Connection, body: str) -> int:
    kept_body = kept(conn, body)
    assert kept_body is not None
    return kept_body.epoch


def _name(conn: Connection, body: str) -> str:
    row = conn.execute("SELECT name FROM body WHERE id = ?", (body,)).fetchone()
    if row is None:
        raise NotFound(kind="Body", id=body)
    return str(row[0])


def to_json(about: About) -> str:
    """The head as JSON."""
    return json.dumps(asdict(about), ensure_ascii=False)


def from_json(text: str) -> About:
    """Read the head from JSON; raises ValueError, KeyError, TypeError."""
    fields = json.loads(text)
    fields = {"sisters": None, **fields}
    about = About(**{name: fields[name] for name in About.__dataclass_fields__})
    acknowledged = tuple((int(a), str(b), int(c), str(d)) for a, b, c, d in about.acknowledged)
    if about.epoch < 1 or len(about.body) != 36 or len(bytes.fromhex(about.sign)) != 32:
        raise ValueError(about.body)
    sisters = None if about.sisters is None else tuple(map(str, about.sisters))
    about = replace(about, sisters=sisters)
    return replace(about, peers=tuple(about.peers), acknowledged=acknowledged)


UNREADABLE = (LetterUnsound, JournalBroken, ValueError, KeyError, TypeError, IndexError)
