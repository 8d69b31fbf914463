"""The register of incoming letters (收文簿): verify them, store them unchanged, and apply them.

Each is taken once by (body, epoch, n, hash): known ones are skipped, those with a letter missing
before them wait, and an older letter never overwrites what a newer one brought.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import Any

from meetings.community.bodies import Tier
from meetings.dataclass import dataclass
from meetings.procedure.rules import preset
from meetings.sharing import letters
from meetings.sharing.letters import Letter, LetterUnsound
from meetings.sharing.projection import PAPERS, PROJECTIONS, is_paper, knows_all, row_of
from storage.engine import Connection, Error, IntegrityError
from storage.health.decoding import reader_of
from storage.registers import register, signing
from storage.registers.kept import kept_bodies
from storage.registers.register import Peer
from storage.registry import Registry
from storage.rows import Table
from storage.tables import TABLES
from storage.values import UNREADABLE, canonical, clean_text

_REGISTRY = Registry(lambda: TABLES)


@dataclass(frozen=True, slots=True)
class Gap:
    """Missing letters of a body before others that wait, by their numbers to this reader."""

    body: str
    first: int
    last: int


@dataclass
class Taken:
    """The result of taking letters."""

    new: list[Letter] = field(default_factory=list)
    """Applied to the tables, in order, including those that had waited."""
    later: list[Letter] = field(default_factory=list)
    """Stored for a later version of the program, which knows all their fields."""
    known: int = 0
    """How many were there already."""
    waits: int = 0
    gaps: list[Gap] = field(default_factory=list)
    unsound: list[LetterUnsound] = field(default_factory=list)
    """Faulty letters, or with content that their sender may not send; these are not stored."""
    forked: list[Letter] = field(default_factory=list)
    """Letters whose number another letter has already: two computers write for that body."""
    strange: int = 0
    """How many were addressed to no body kept here."""


def take(conn: Connection, came: Iterable[Letter], at: str) -> Taken:
    """Store and apply incoming letters; in a transaction. Raises ShareMissing."""
    readers = frozenset(kept_bodies(conn))
    taken = Taken()
    _tell_later(conn)
    touched: set[tuple[str, int]] = set()
    for letter in sorted(came, key=lambda one: (one.body, one.epoch, one.n)):
        try:
            if _keep(conn, letter, readers, at, taken):
                touched.add((letter.body, letter.epoch))
        except LetterUnsound as failure:
            taken.unsound.append(failure)
    for body, epoch in sorted(touched):
        conn.execute("UPDATE peer SET heard = ? WHERE body = ? AND epoch = ?", (at, body, epoch))
        _advance(conn, body, epoch, readers, taken)
    taken.gaps = gaps(conn)
    taken.waits = sum(conn.execute("SELECT count(*) FROM letter WHERE state = 'waits'").fetchone())
    return taken


def _tell_later(conn: Connection) -> None:
    """Apply letters that an earlier version of the program could only store."""
    rows = conn.execute(
        "SELECT body, epoch, n FROM letter WHERE state = 'later' ORDER BY body, epoch, n"
    ).fetchall()
    for body, epoch, n in rows:
        letter = register.find(conn, body, epoch, n)
        assert letter is not None
        content, state = letter.content(), "later"
        conn.execute("SAVEPOINT later")
        try:
            state = tell(conn, letter)
        except LetterUnsound:
            conn.execute("ROLLBACK TO later")
        conn.execute("RELEASE later")
        if state == "taken":
            register.set_state(conn, letter, content.record if content else "", "taken")


def gaps(conn: Connection) -> list[Gap]:
    """The gaps before letters that wait."""
    readers = frozenset(kept_bodies(conn))
    found = []
    asked = "SELECT DISTINCT body, epoch FROM letter WHERE state = 'waits' ORDER BY body, epoch"
    for body, epoch in conn.execute(asked).fetchall():
        first = register.waiting(conn, body, epoch)[0]
        for one in first.addressed:
            if one.reader in readers:
                last = register.number_to(conn, body, epoch, one.reader, taken=True)
                if one.number > last + 1:
                    found.append(Gap(body, last + 1, one.number - 1))
    return found


def _keep(conn: Connection, letter: Letter, readers: frozenset[str], at: str, taken: Taken) -> bool:
    """Verify one letter and store it as waiting; whether it was stored. Raises LetterUnsound."""
    if letter.body in readers:
        taken.known += 1
        return False
    if readers.isdisjoint(one.reader for one in letter.addressed):
        taken.strange += 1
        return False
    there = register.find(conn, letter.body, letter.epoch, letter.n)
    if there is not None and there.hash == letter.hash:
        taken.known += 1
        return False
    key = _key_for(conn, letter, at)
    letters.verify(letter, lambda hash, signature: signing.verifies(key.sign, hash, signature))
    beyond = key.upto is not None and letter.n > key.upto
    if there is not None or beyond or not _fits_beside(conn, letter):
        taken.forked.append(letter)
        return False
    content = letter.content()
    register.write(conn, letter, content.record if content else "", "waits", at)
    return True


def _fits_beside(conn: Connection, letter: Letter) -> bool:
    """Whether it follows the letter before it, and the one after it follows, where these are here.

    Two files with the same keys number alike: without this the letters of both would mix in a book,
    and neither file would be told that there is another.
    """
    before = register.find(conn, letter.body, letter.epoch, letter.n - 1)
    after = register.find(conn, letter.body, letter.epoch, letter.n + 1)
    return (before is None or before.hash == letter.previous) and (
        after is None or after.previous == letter.hash
    )


def _key_for(conn: Connection, letter: Letter, at: str) -> Peer:
    """The keys to check its signature; a new epoch brings its own, signed by the old ones."""
    peers = register.peers(conn, letter.body)
    for one in peers:
        if one.epoch == letter.epoch:
            return one
    if peers and letter.kind == letters.EPOCH and letter.epoch == peers[-1].epoch + 1:
        return _new_epoch(conn, letter, peers[-1], at)
    raise letters.unsound(letter, "stranger")


def _new_epoch(conn: Connection, letter: Letter, old: Peer, at: str) -> Peer:
    content = letter.content()
    try:
        assert content is not None
        sign, seal = bytes.fromhex(content.fields["sign"]), str(content.fields["seal"])
        proof = bytes.fromhex(content.fields["proof"])
        upto = int(content.fields["after"])
    except (AssertionError, KeyError, TypeError, ValueError) as failure:
        raise letters.unsound(letter, "payload") from failure
    if not signing.verifies(
        old.sign, epoch_text(letter.body, letter.epoch, sign, seal, upto), proof
    ):
        raise letters.unsound(letter, "signature")
    fresh = Peer(letter.body, letter.epoch, sign, seal, at, proof="follows")
    letters.verify(letter, lambda hash, signature: signing.verifies(sign, hash, signature))
    register.know(conn, fresh)
    register.end(conn, old.body, old.epoch, upto)
    return fresh


def epoch_text(body: str, epoch: int, sign: bytes, seal: str, after: int) -> bytes:
    """The text by which the old key signs the new one."""
    parts = ["jiejiao-epoch-1", body, epoch, sign.hex(), seal, after]
    return letters.canonical(parts)


def _advance(
    conn: Connection, body: str, epoch: int, readers: frozenset[str], taken: Taken
) -> None:
    """Apply waiting letters for whose readers here none is missing any more."""
    numbers: dict[str, int] = {}
    for letter in register.waiting(conn, body, epoch):
        here = [one for one in letter.addressed if one.reader in readers]
        for one in here:
            if one.reader not in numbers:
                numbers[one.reader] = register.number_to(conn, body, epoch, one.reader, taken=True)
        if any(one.number != numbers[one.reader] + 1 for one in here):
            break
        conn.execute("SAVEPOINT letter")
        try:
            state = tell(conn, letter)
        except LetterUnsound as failure:
            conn.execute("ROLLBACK TO letter")
            conn.execute("RELEASE letter")
            taken.unsound.append(failure)
            state = "refused"
        else:
            conn.execute("RELEASE letter")
            (taken.later if state == "later" else taken.new).append(letter)
        content = letter.content()
        register.set_state(conn, letter, content.record if content else "", state)
        for one in here:
            numbers[one.reader] = one.number


def tell(
    conn: Connection, letter: Letter, there: Callable[[Table, str], Any] | None = None
) -> register.State:
    """Apply a letter to the tables, unless a newer one was applied; returns its state.

    `there` gives the present row, for columns that never leave. Raises LetterUnsound for content
    that its sender may not send, or that no row can have.
    """
    content = letter.content()
    if content is None:
        return "taken"
    if letter.kind == letters.ERASE:
        _erase(conn, letter, content.fields)
        return "taken"
    if letter.kind == letters.EPOCH:
        return "taken"
    if letter.kind not in letters.KINDS or _is_beyond(content):
        return "later"
    if not _is_newest(conn, letter, content.record):
        return "taken"
    try:
        if letter.kind == letters.PROMISE:
            _promise(conn, letter, content)
        elif letter.kind in PROJECTIONS:
            _row(conn, letter, content, there)
        elif letter.kind == letters.FIGURES:
            return _figures(letter, content)
        elif letter.kind in PAPERS and not is_paper(letter.kind, content.fields):
            raise letters.unsound(letter, "payload")
    except (IntegrityError, *UNREADABLE) as failure:
        raise letters.unsound(letter, "payload") from failure
    fits = content.form <= letters.PAYLOAD_FORM and knows_all(letter.kind, content.fields)
    return "taken" if fits else "later"


def _is_beyond(content: letters.Content) -> bool:
    """Whether its form is of a later version, so that its fields may mean something else."""
    return content.form > letters.PAYLOAD_FORM + 1


def _is_newest(conn: Connection, letter: Letter, record: str) -> bool:
    newest = register.newest_of(conn, letter.body, letter.kind, record)
    return newest is None or (newest.epoch, newest.n) <= (letter.epoch, letter.n)


def _row(
    conn: Connection,
    letter: Letter,
    content: letters.Content,
    there: Callable[[Table, str], Any] | None,
) -> None:
    table = _REGISTRY.named(PROJECTIONS[letter.kind].table)
    found = conn.execute(table.by_id, (content.record,)).fetchone()
    before = found if found is not None or there is None else there(table, content.record)
    stored = None if before is None else dict(zip(table.names, before, strict=True))
    if stored is not None and stored["body"] != letter.body:
        raise letters.unsound(letter, "payload")
    _require_own(conn, letter, content)
    filled = {**_empty(table, content.fields), **(stored or {})}
    row = row_of(letter.kind, letter.body, content.record, _cleaned(content.fields), filled)
    values = tuple(row[name] for name in table.names)
    if not _typed(table, values) or reader_of(table).unreadable(values):
        raise letters.unsound(letter, "payload")
    table.decode(values, {})
    if found is not None:
        conn.execute(table.delete, (content.record,))
    conn.execute(table.insert, values + table.derived_values(values))


def _typed(table: Table, values: tuple[Any, ...]) -> bool:
    """Whether each value has its column's type, so that SQLite need not convert it."""
    return all(
        (value is None and column.form.optional)
        or type(value) is (str if column.form.sql == "TEXT" else int)
        for column, value in zip(table.columns, values, strict=True)
    )


def _require_own(conn: Connection, letter: Letter, content: letters.Content) -> None:
    """Check that a body writes about itself or answers what it was sent; raises LetterUnsound."""
    if letter.kind == letters.BODY and content.record != letter.body:
        raise letters.unsound(letter, "payload")
    if letter.kind in (letters.REPLY, letters.PROMISE):
        sent = conn.execute(
            "SELECT to_body FROM referral WHERE id = ?", (content.fields.get("referral"),)
        ).fetchone()
        if sent is None or sent[0] != letter.body:
            raise letters.unsound(letter, "payload")


def _empty(table: Table, fields: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a body with empty fields where allowed, and the rule of its tier."""
    row: dict[str, Any] = {}
    for column in table.columns:
        row[column.name] = None if column.form.optional else "" if column.form.is_text else 0
        if column.form.is_json:
            row[column.name] = None if column.form.optional else "[]"
    if table.name == "body":
        rule = next(column for column in table.columns if column.name == "rule")
        tier = "corner" if fields.get("tier") == Tier.CORNER else "community"
        row["rule"] = table.encode_one(rule, preset(tier))
    return row


def _cleaned(fields: Mapping[str, Any]) -> dict[str, Any]:
    cleaned: dict[str, Any] = json.loads(canonical(dict(fields)), object_hook=_clean_texts)
    return cleaned


def _clean_texts(part: dict[str, Any]) -> dict[str, Any]:
    return {name: clean_text(one) if type(one) is str else one for name, one in part.items()}


def _promise(conn: Connection, letter: Letter, content: letters.Content) -> None:
    _require_own(conn, letter, content)
    fields = content.fields
    there = conn.execute("SELECT body FROM promise WHERE id = ?", (content.record,)).fetchone()
    if there is not None and there[0] != letter.body:
        raise letters.unsound(letter, "payload")
    conn.execute(
        "INSERT OR REPLACE INTO promise (id, body, referral, state, deadline, done_on) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (
            content.record, letter.body, fields["referral"], clean_text(fields["state"]),
            fields["deadline"], fields["done_on"],
        ),
    )  # fmt: skip


def _figures(letter: Letter, content: letters.Content) -> register.State:
    """Check that figures can be read from the letter, in which they stay."""
    from meetings.figures import exchanged as figures

    try:
        counted = figures.figures_of(content.fields)
    except figures.NotFigures as failure:
        raise letters.unsound(letter, "payload") from failure
    if figures.key_of(counted.period) != content.record:
        raise letters.unsound(letter, "payload")
    fits = content.form <= letters.PAYLOAD_FORM and figures.knows_all(content.fields)
    return "taken" if fits else "later"


def _erase(conn: Connection, letter: Letter, fields: Mapping[str, Any]) -> None:
    """Erase earlier letters of the same sender, as the sender did itself."""
    for epoch, n in fields.get("letters", ()):
        earlier = (epoch, n) < (letter.epoch, letter.n)
        if earlier:
            register.erase(conn, letter.body, epoch, n)


def tell_all(conn: Connection, writer: Connection) -> None:
    """Rebuild in another file the rows of bodies kept elsewhere, from their letters.

    Columns that never leave are taken from the row here. In a transaction of `writer`.
    """
    here = frozenset(kept_bodies(conn))

    def there(table: Table, id: str) -> Any:
        return conn.execute(table.by_id, (id,)).fetchone()

    order = {letters.BODY: 0, letters.REFERRAL: 1}
    newest: dict[tuple[str, str, str], Letter] = {}
    asked = "SELECT DISTINCT body FROM letter WHERE state <> 'own' ORDER BY body"
    for (body,) in conn.execute(asked).fetchall():
        if body in here:
            continue
        for letter in register.taken_of(conn, body):
            content = letter.content()
            assert content is not None
            if _is_beyond(content):
                continue
            newest[body, letter.kind, content.record] = letter
    by_kind: dict[int, list[Letter]] = defaultdict(list)
    for letter in newest.values():
        by_kind[order.get(letter.kind, 2)].append(letter)
    for place in sorted(by_kind):
        for letter in by_kind[place]:
            if letter.kind in PROJECTIONS:
                _put_again(writer, letter, there)


def _put_again(writer: Connection, letter: Letter, there: Callable[[Table, str], Any]) -> None:
    writer.execute("SAVEPOINT letter")
    try:
        content = letter.content()
        assert content is not None
        _row(writer, letter, content, there)
    except (LetterUnsound, Error, *UNREADABLE):
        # It was refused when it came, too, and is kept to be read by a later version.
        writer.execute("ROLLBACK TO letter")
    writer.execute("RELEASE letter")
