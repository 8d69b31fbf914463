"""Finding words in all texts: an index in a file of its own, made from the records.

The index follows the journal, so commands do not wait for it, and it can be thrown away and made
anew at any time.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any, Self

from meetings.community.bodies import Tier
from meetings.hits import Hit, HitKind
from meetings.searching import Query, fits, index_words, match_words
from storage import engine
from storage.beside import index_of, records_path
from storage.copies.replacing import forget_index
from storage.engine import Connection, DatabaseError, Key, OperationalError
from storage.errors import Damaged
from storage.plain_files import create_private
from storage.secrecy import keyring

TEXTS: dict[HitKind, tuple[str, ...]] = {
    HitKind.ISSUE: ("title", "text", "place", "raised_name", "ticket"),
    HitKind.ITEM: ("title", "proposal"),
    HitKind.SPEECH: ("name", "text"),
    HitKind.MOTION: ("text", "mover"),
    HitKind.DECISION: ("text", "owner"),
    HitKind.FOLLOW_UP: ("text", "owner"),
    HitKind.STEP: ("text",),
    HitKind.PERSON: ("name", "building"),
    HitKind.RESOURCE: ("name", "offers"),
}
"""The columns that are searched, by kind of hit; the first is the title."""

LOOKED_AT = 5_000
"""How many matches are read at most when filters leave few of them."""
CHECKED = 8 << 20
"""An index up to this many bytes is checked when it is opened, which takes a moment."""
_BATCH = 2_000
SPELLED = frozenset({HitKind.ISSUE, HitKind.PERSON})
"""Kinds whose first column is also found by first letters."""
_FORM = 4
_SCHEMA = (
    "CREATE TABLE place (docid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL)"
    " STRICT",
    "CREATE VIRTUAL TABLE words USING fts5(said, columnsize=0, tokenize='unicode61')",
    "CREATE TABLE progress (upto TEXT NOT NULL) STRICT",
    "INSERT INTO progress (upto) VALUES ('')",
    f"PRAGMA user_version = {_FORM}",
)

Progress = Callable[[int], None]
"""Called with the number of texts in the index so far."""
Spell = Callable[[str], Iterable[str]]
"""Gives the Latin letters by which a title or name may be searched."""


class SearchIndex:
    """The index beside one records file; calls come from one thread."""

    def __init__(self, path: Path, key: Key | None, index: Connection, spell: Spell) -> None:
        self._path, self._key = path, key
        self._records, self._index, self._spell = engine.open_reader(path, key), index, spell
        self._stopped = Event()

    @classmethod
    def open(cls, records: Path, key: Key | None = None, spell: Spell = lambda _text: ()) -> Self:
        """Open the index, or make it anew where it is missing, damaged or of another form.

        Raises CannotOpen, WriteFailed where the place or the disk refuses.
        """
        records = records_path(records)
        path = index_of(records)
        key = key or keyring.held(records)
        if key is not None and engine.is_plain(path):
            forget_index(records)
        try:
            index = _open(path, key)
            _require_whole(index, path)
        except (Damaged, DatabaseError):
            forget_index(records)
            with engine.in_our_words():
                index = _open(path, key)
        return cls(records, key, index, spell)

    def stop(self) -> None:
        """Stop indexing after the present batch; may be called from any thread."""
        self._stopped.set()

    def close(self) -> None:
        """Close both connections."""
        self._index.close()
        self._records.close()

    def catch_up(self, on_progress: Progress | None = None) -> int:
        """Index what was written since the last time; returns how many texts."""
        upto = self._index.execute("SELECT upto FROM progress").fetchone()[0]
        newest = self._end()
        if upto == newest:
            return 0
        place = self._place(upto)
        taken = self._everything(on_progress) if place is None else self._since(place, on_progress)
        if self._stopped.is_set():
            return taken  # what is missing is taken in the next time
        self._write(lambda: self._index.execute("UPDATE progress SET upto = ?", (newest,)))
        return taken

    def _end(self) -> str:
        """The row number and id of the newest entry, as one text."""
        found = self._records.execute("SELECT rowid, id FROM entry ORDER BY rowid DESC LIMIT 1")
        return "{} {}".format(*(found.fetchone() or (0, "")))

    def _place(self, upto: str) -> int | None:
        """The row number of the last indexed entry; None where another entry is there now."""
        place, _, id = upto.partition(" ")
        entry = self._records.execute("SELECT id FROM entry WHERE rowid = ?", (place,)).fetchone()
        return int(place) if entry == (id,) else None

    def look(self, query: Query, today: date, on_progress: Progress | None = None) -> list[Hit]:
        """Index what is new, then search; a damaged index is made anew.

        Raises Unreadable where the records themselves are, WriteFailed where the disk is full.
        """
        try:
            self.catch_up(on_progress)
            return self.find(query, today)
        except (DatabaseError, ValueError) as failure:
            if isinstance(failure, OperationalError):
                refused = engine.write_failed(failure)
                if refused.facts["why"] != "other":
                    raise refused from failure
        self._renew()
        with engine.in_our_words():
            self.catch_up(on_progress)
            return self.find(query, today)

    def _renew(self) -> None:
        self._index.close()
        forget_index(self._path)
        self._index = _open(index_of(self._path), self._key)

    def find(self, query: Query, today: date, limit: int = 50) -> list[Hit]:
        """The newest hits that contain all words and pass the filters."""
        asked = match_words(query.words)
        tiers = {row[0]: Tier(row[1]) for row in self._records.execute("SELECT id, tier FROM body")}
        found: list[Hit] = []
        for kind, id in self._candidates(asked, query):
            place = self._read(HitKind(kind), id)
            if place is not None and fits(place, query, tiers, today):
                found.append(place)
                if len(found) == limit:
                    break
        return found

    def _candidates(self, asked: str, query: Query) -> Iterator[tuple[str, str]]:
        kinds = [kind.value for kind in query.kinds] or [kind.value for kind in HitKind]
        if query.lateness is not None:
            kinds = [HitKind.FOLLOW_UP.value]
        marks = ", ".join("?" for _ in kinds)
        if asked:
            rows = self._index.execute(
                "SELECT kind, id FROM words JOIN place ON docid = words.rowid "
                f"WHERE words MATCH ? AND kind IN ({marks}) "
                "ORDER BY words.rowid DESC LIMIT ?",
                (asked, *kinds, LOOKED_AT),
            )
        else:
            rows = self._index.execute(
                f"SELECT kind, id FROM place WHERE kind IN ({marks}) ORDER BY docid DESC LIMIT ?",
                (*kinds, LOOKED_AT),
            )
        yield from rows

    def _read(self, kind: HitKind, id: str) -> Hit | None:
        row = self._records.execute(_READ[kind], (id,)).fetchone()
        if row is None:
            return None
        body, name, text, meeting, item, owner, state, deadline = row
        day = date.fromisoformat(deadline) if deadline else None
        return Hit(kind, id, body, name, text, meeting, item, owner or "", state or "", day)

    def _everything(self, on_progress: Progress | None) -> int:
        self._write(self._empty)
        taken = 0
        for kind, columns in TEXTS.items():
            rows = self._records.execute(
                f"SELECT id, {', '.join(columns)} FROM {kind.value} ORDER BY id"
            )
            while not self._stopped.is_set() and (batch := rows.fetchmany(_BATCH)):
                self._write(self._take_in, kind, batch)
                taken += len(batch)
                if on_progress is not None:
                    on_progress(taken)
        return taken

    def _empty(self) -> None:
        self._index.execute("DELETE FROM place")
        self._index.execute("DELETE FROM words")

    def _since(self, place: int, on_progress: Progress | None) -> int:
        """Rows named by entries after the last one taken in."""
        changed: dict[str, None] = {}
        rows = self._records.execute(
            "SELECT row_id FROM entry JOIN entry_row USING (body, seq) "
            "WHERE entry.rowid > ? ORDER BY entry.rowid",
            (place,),
        )
        for (id,) in rows:
            changed[id] = None
        ids = list(changed)
        taken = 0
        for at in range(0, len(ids), 500):
            if self._stopped.is_set():
                break
            some = ids[at : at + 500]
            marks = ", ".join("?" for _ in some)
            self._write(self._drop, some)
            for kind, columns in TEXTS.items():
                batch = self._records.execute(
                    f"SELECT id, {', '.join(columns)} FROM {kind.value} WHERE id IN ({marks})",
                    some,
                ).fetchall()
                self._write(self._take_in, kind, batch)
                taken += len(batch)
            if on_progress is not None:
                on_progress(taken)
        return taken

    def _drop(self, ids: list[str]) -> None:
        marks = ", ".join("?" for _ in ids)
        self._index.execute(
            f"DELETE FROM words WHERE rowid IN (SELECT docid FROM place WHERE id IN ({marks}))", ids
        )
        self._index.execute(f"DELETE FROM place WHERE id IN ({marks})", ids)

    def _take_in(self, kind: HitKind, rows: Iterable[tuple[Any, ...]]) -> None:
        for id, *texts in rows:
            docid = self._index.execute(
                "INSERT INTO place (id, kind) VALUES (?, ?)", (id, kind.value)
            ).lastrowid
            indexed = index_words("\n".join(str(text) for text in texts if text))
            if kind in SPELLED:
                indexed = " ".join((indexed, *sorted(self._spell(str(texts[0])))))
            self._index.execute("INSERT INTO words (rowid, said) VALUES (?, ?)", (docid, indexed))

    def _write(self, act: Callable[..., object], *args: Any) -> None:
        self._index.execute("BEGIN IMMEDIATE")
        try:
            act(*args)
            self._index.execute("COMMIT")
        except BaseException:
            if self._index.in_transaction:  # a full disk ends it by itself
                self._index.execute("ROLLBACK")
            raise


_TITLED = (
    "SELECT r.body, b.name, {text}, {meeting}, {item}, {owner}, {state}, {deadline} "
    "FROM {t} r JOIN body b ON b.id = r.body WHERE r.id = ?"
)


def _reading(kind: HitKind, **more: str) -> str:
    text = " || ' ' || ".join(f"r.{column}" for column in TEXTS[kind])
    parts = dict.fromkeys(("meeting", "item", "owner", "state", "deadline"), "NULL")
    return _TITLED.format(t=kind.value, text=text, **{**parts, **more})


_READ: dict[HitKind, str] = {
    HitKind.ISSUE: _reading(HitKind.ISSUE, state="r.state"),
    HitKind.ITEM: _reading(HitKind.ITEM, meeting="r.meeting", item="r.id"),
    HitKind.SPEECH: _reading(HitKind.SPEECH, meeting="r.meeting", item="r.item"),
    HitKind.MOTION: _reading(HitKind.MOTION, meeting="r.meeting", item="r.item"),
    HitKind.DECISION: _reading(HitKind.DECISION, meeting="r.meeting", item="r.item"),
    HitKind.FOLLOW_UP: _reading(
        HitKind.FOLLOW_UP, owner="r.owner", state="r.state", deadline="r.deadline"
    ),
    HitKind.STEP: _reading(HitKind.STEP, item="r.follow_up"),
    HitKind.PERSON: _reading(HitKind.PERSON),
    HitKind.RESOURCE: _reading(HitKind.RESOURCE),
}


def _require_whole(index: Connection, path: Path) -> None:
    """Raise where the index's pages are damaged or its words do not match their texts."""
    if path.stat().st_size > CHECKED:
        return
    try:
        index.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        if str(index.execute("PRAGMA integrity_check(1)").fetchone()[0]) != "ok":
            raise Damaged(path=str(path), problem="index")
    except BaseException:
        index.close()
        raise


def _open(path: Path, key: Key | None) -> Connection:
    if not path.exists():
        create_private(path)
    index = engine.open_drafts(path, key)
    try:
        if index.execute("PRAGMA user_version").fetchone()[0] != _FORM:
            for statement in ("BEGIN IMMEDIATE", *_SCHEMA, "COMMIT"):
                index.execute(statement)
            with contextlib.suppress(engine.Error):  # SQLite before 3.42 does not know it
                index.execute("INSERT INTO words (words, rank) VALUES ('secure-delete', 1)")
    except BaseException:
        index.close()
        raise
    return index
