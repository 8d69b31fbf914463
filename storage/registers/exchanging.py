"""Exchange between files: joining, making and taking loads of letters."""

from collections.abc import Callable
from dataclasses import field, replace
from datetime import date

from meetings.community.bodies import Body, Tier, check_parent
from meetings.dataclass import dataclass
from meetings.errors import NotFound
from meetings.sharing import letters
from meetings.sharing.letters import Letter
from storage.carriers.carried import Carried, Cover, Has, Vouched
from storage.carriers.sealed import Asking
from storage.engine import Connection
from storage.errors import CarriedUnreadable, NotKeptHere
from storage.records import FileRecords
from storage.registers import home, incoming, outgoing, register, reporting, signing
from storage.registers.incoming import Taken
from storage.registers.kept import (
    UNSURE,
    KeptBody,
    go_on,
    kept,
    kept_bodies,
    kept_here,
    set_sisters,
)
from storage.registers.register import UNPROVEN, Peer, Proof
from storage.registers.signing import Keys, PublicKeys


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A body with which letters are exchanged, and the state of that exchange."""

    body: str
    name: str
    above: bool
    seal: str
    due: int
    """Number of letters to it that it has not acknowledged."""
    heard: str
    check_signs: str
    proven: bool
    """Whether its keys were proven in some way."""


@dataclass
class Came:
    """The result of taking a load: letters, and whether this file lacks own letters."""

    cover: Cover
    taken: Taken
    acknowledged: int = 0
    stopped: str = ""
    unreadable: int = 0
    passed: set[str] = field(default_factory=set)
    """Ids of bodies right below the sender whose letters it passed on."""
    changed: list[str] = field(default_factory=list)
    """Those of them with other keys here, whose letters were not taken."""
    unproven: list[str] = field(default_factory=list)
    """Bodies whose keys the sender knew without a proof."""
    names: dict[str, str] = field(default_factory=dict)


def enrol(records: FileRecords, body: str, at: str) -> PublicKeys:
    """The public keys of a body that is kept here, made when it has none; raises NotKeptHere."""
    with records.registering() as conn:
        return signing.public(keys_of(conn, body, at))


def ask(records: FileRecords, body: str, at: str) -> Asking:
    """The request of a body to join one above; raises NotKeptHere, ShareMissing."""
    with records.registering() as conn:
        keys = signing.public(keys_of(conn, body, at))
        outgoing.make_own(conn, body, at)
        kept_body = _kept_or_raise(conn, body)
        letter = register.newest_of(conn, body, letters.BODY, body)
        assert letter is not None
        return Asking(kept_body.epoch, keys.sign.hex(), keys.seal, letter)


def admit(records: FileRecords, body: str, asking: Asking, at: str) -> None:
    """Grant a request to join under a body kept here, and store the asking body's keys.

    Raises NotKeptHere, WrongParent, LetterUnsound, ShareMissing; `stranger` where the body is known
    with other keys.
    """
    letter = asking.letter
    with records.registering() as conn:
        keys_of(conn, body, at)
        content = letter.content()
        if (
            letter.kind != letters.BODY
            or content is None
            or kept_here(conn, letter.body) is not None
        ):
            raise letters.unsound(letter, "payload")
        check_parent(Tier(str(content.fields.get("tier"))), _body(conn, body))
        peers = register.peers(conn, letter.body)
        sign = bytes.fromhex(asking.sign)
        if not peers:
            fresh = Peer(letter.body, asking.epoch, sign, asking.seal, at, proof="signs")
            register.know(conn, fresh)
        elif (peers[-1].epoch, peers[-1].sign) != (asking.epoch, sign):
            raise letters.unsound(letter, "stranger")
        if register.find(conn, letter.body, letter.epoch, letter.n) is None:
            register.write(conn, letter, content.record, "taken", at)
            incoming.tell(conn, letter)
        register.acknowledge(conn, body, _kept_or_raise(conn, body).epoch, letter.body, 0, at)
        outgoing.make_own(conn, body, at)
        look_again(conn)


def join(records: FileRecords, answer: Carried, at: str) -> Came:
    """Store the keys of the body above from its answer, and take the letters in it.

    Setting it as the parent is a separate command. Raises CarriedUnreadable, LetterUnsound.
    """
    cover = answer.cover
    with records.registering() as conn:
        if kept(conn, cover.to) is None or cover.what != "answer":
            raise CarriedUnreadable(path="", why="others", name=cover.name)
        sign = bytes.fromhex(cover.sign)
        if not signing.verifies(sign, answer.digest, answer.signature):
            raise CarriedUnreadable(path="", why="cut")
        peers = register.peers(conn, cover.body)
        if not peers:
            met = Peer(cover.body, cover.epoch, sign, cover.seal, at, proof="signs")
            register.know(conn, met)
        elif sign not in {one.sign for one in peers}:
            raise CarriedUnreadable(path="", why="stranger", name=cover.name)
        came = _take(conn, answer, at)
        look_again(conn)
        return came


def load(
    records: FileRecords, body: str, reader: str, at: str, mask: outgoing.Mask | None = None
) -> Carried:
    """Make new letters, and the load of all that a reader has not acknowledged.

    Raises NotKeptHere, NotFound for a reader whose keys are not known, ShareMissing.
    """
    with records.registering() as conn:
        outgoing.make(conn, body, at, mask)
        return _load(conn, body, reader, at)


def load_again(records: FileRecords, body: str, reader: str, at: str) -> Carried:
    """The load for a reader without making new letters, for the answer to a request."""
    with records.registering() as conn:
        return replace_what(_load(conn, body, reader, at))


def replace_what(carried: Carried) -> Carried:
    """The load marked as the answer to a request to join."""
    return replace(carried, cover=replace(carried.cover, what="answer"))


def signer(records: FileRecords, body: str) -> Callable[[bytes], bytes]:
    """A function that signs for a body kept here; raises NotKeptHere."""
    with records.reading() as book:
        kept_body = _kept_or_raise(book.conn, body)
    secret = kept_body.sign
    if secret is None:
        raise NotFound(kind="keys", id=body)
    return lambda hash: signing.sign(secret, hash)


def open_keys(records: FileRecords) -> dict[str, str]:
    """The secret keys that open what is sealed for the bodies kept here."""
    with records.reading() as book:
        rows = book.conn.execute("SELECT body, seal FROM kept_body WHERE seal <> ''")
        return dict(rows.fetchall())


def take(records: FileRecords, carried: Carried, at: str) -> Came:
    """Take the letters of a load, all or nothing; raises CarriedUnreadable, ShareMissing."""
    cover = carried.cover
    with records.registering() as conn:
        if kept_here(conn, cover.body) is not None:
            raise CarriedUnreadable(path="", why="own", name=cover.name)
        if kept(conn, cover.to) is None:
            raise CarriedUnreadable(path="", why="others", name="")
        peers = register.peers(conn, cover.body)
        sign = next((one.sign for one in peers if one.epoch == cover.epoch), None)
        if sign is None and peers and cover.epoch > peers[-1].epoch:
            sign = bytes.fromhex(cover.sign)  # its letters bring the keys; looked at again below
        if sign is None:
            raise CarriedUnreadable(path="", why="stranger", name=cover.name)
        if not signing.verifies(sign, carried.digest, carried.signature):
            raise CarriedUnreadable(path="", why="cut", name=cover.name)
        came = _take(conn, carried, at)
        if all(one.sign != sign for one in register.peers(conn, cover.body)):
            raise CarriedUnreadable(path="", why="stranger", name=cover.name)
        return came


def neighbours(conn: Connection, body: str) -> list[Neighbour]:
    """The bodies above and below whose keys are known, the upper one first."""
    rows = conn.execute(
        "SELECT body.id, body.name, body.id = (SELECT parent FROM body WHERE id = ?1) "
        "FROM body WHERE id IN (SELECT body FROM peer) "
        "AND id NOT IN (SELECT body FROM kept_body WHERE stopped <> 'moved') "
        "AND (parent = ?1 OR id = (SELECT parent FROM body WHERE id = ?1) "
        "OR id IN (SELECT reader FROM acknowledged WHERE body = ?1) AND (parent IS NULL OR "
        "parent IS NOT (SELECT parent FROM body WHERE id = ?1))) ORDER BY 3 DESC, id",
        (body,),
    ).fetchall()
    found = []
    for id, name, above in rows:
        peer = register.peer(conn, id)
        if peer is not None:
            signs = PublicKeys(peer.sign, peer.seal).check_signs
            due = len(register.to_reader(conn, body, id))
            proven = peer.proof not in UNPROVEN
            one = Neighbour(id, name, bool(above), peer.seal, due, peer.heard, signs, proven)
            found.append(one)
    return found


def _take(conn: Connection, carried: Carried, at: str) -> Came:
    cover = carried.cover
    came = Came(cover, Taken(), unreadable=len(carried.unsound))
    passed = _met(conn, carried, at, came)
    came.taken = taken = incoming.take(conn, [*carried.letters, *passed], at)
    holdings = _holdings_below(conn, cover)
    for has in cover.has:
        kept_body = kept(conn, has.body)
        if kept_body is None or not kept_body.epoch:
            continue
        why = _beyond(conn, kept_body, has, cover.body)
        if why:
            came.stopped = why
            conn.execute("UPDATE kept_body SET stopped = ? WHERE body = ?", (why, has.body))
        else:
            if kept_body.stopped in UNSURE:
                # The other side has nothing of ours that is not here.
                go_on(conn, has.body)
            before = register.acknowledged(conn, has.body, has.epoch, cover.body)
            came.acknowledged += max(0, has.number - before)
            holdings.setdefault(has.body, {})[has.epoch] = has.number
    for body, numbers in holdings.items():
        register.last_word(conn, body, cover.body, numbers, at)
    own = kept(conn, cover.to)
    if own is not None and own.sisters is not None and _is_below(conn, cover.to, cover.body):
        set_sisters(conn, cover.to, cover.sisters)
    for heard in cover.heard:
        register.acknowledge(conn, cover.to, heard.epoch, heard.body, heard.number, at)
    senders = {
        cover.body, *(one.body for one in taken.new), *(gap.body for gap in taken.gaps),
        *came.changed, *came.unproven,
    }  # fmt: skip
    for id in senders:
        row = conn.execute("SELECT name FROM body WHERE id = ?", (id,)).fetchone()
        came.names[id] = row[0] if row else ""
    return came


def _met(conn: Connection, carried: Carried, at: str, came: Came) -> list[Letter]:
    """The passed-on letters of bodies right below the sender, whose keys it vouches for.

    Keys that are known here are never replaced: where the sender has others for the same epoch,
    nothing of that body is taken.
    """
    cover = carried.cover
    told_themselves = {(one.body, one.epoch) for one in carried.passed if one.kind == letters.EPOCH}
    for told in cover.keys:
        if told.body == cover.body or kept_here(conn, told.body) is not None:
            continue
        there = register.peers(conn, told.body)
        same = next((one for one in there if one.epoch == told.epoch), None)
        sign = bytes.fromhex(told.sign)
        if same is not None and same.sign != sign:
            if told.upto is None:
                came.changed.append(told.body)
            continue
        came.passed.add(told.body)
        follows = there and (told.body, told.epoch) in told_themselves
        if same is None and not follows and (not there or there[-1].proof == "above"):
            proof: Proof = "above" if told.proven else "list"
            register.know(conn, Peer(told.body, told.epoch, sign, told.seal, at, proof=proof))
            if not told.proven:
                came.unproven.append(told.body)
        elif same is not None and told.proven:
            register.prove(conn, told.body, told.epoch, "above")
        if told.upto is not None and (same is None or same.proof == "above"):
            register.end(conn, told.body, told.epoch, told.upto)
    came.passed -= {*came.changed}
    return [letter for letter in carried.passed if letter.body in came.passed]


def _holdings_below(conn: Connection, cover: Cover) -> dict[str, dict[int, int]]:
    """What a reader has of the letters of bodies right below ours: the last number, by epoch.

    A reader of an earlier version, which knows of no passed-on letters, gives nothing.
    """
    if not cover.passes:
        return {}
    rows = conn.execute(
        "SELECT DISTINCT body FROM acknowledged WHERE reader = ?1 AND body IN "
        "(SELECT id FROM body WHERE parent = ?2) "
        "AND body NOT IN (SELECT body FROM kept_body WHERE stopped <> 'moved')",
        (cover.body, cover.to),
    )
    holdings: dict[str, dict[int, int]] = {row[0]: {} for row in rows.fetchall()}
    for has in cover.has:
        elsewhere = kept_here(conn, has.body) is None and has.body != cover.body
        if elsewhere and _is_below(conn, has.body, cover.to):
            holdings.setdefault(has.body, {})[has.epoch] = has.number
    return holdings


def _beyond(conn: Connection, kept_body: KeptBody, has: Has, reader: str) -> str:
    """`behind` or `forked` where a reader has own letters that we lack or that differ, or ""."""
    if has.epoch > kept_body.epoch:
        return "moved"
    if not has.number or has.epoch < kept_body.epoch:
        return ""
    own = _letter_to(conn, kept_body.body, has.epoch, reader, has.number)
    if own is None:
        return "behind"
    return "" if own.hash.hex() == has.hash else "forked"


def _letter_to(conn: Connection, body: str, epoch: int, reader: str, number: int) -> Letter | None:
    row = conn.execute(
        "SELECT n FROM letter, json_each(letter.addressed) WHERE body = ? AND epoch = ? "
        "AND json_extract(value, '$[0]') = ? AND json_extract(value, '$[1]') = ?",
        (body, epoch, reader, number),
    ).fetchone()
    return register.find(conn, body, epoch, row[0]) if row else None


def _load(conn: Connection, body: str, reader: str, at: str) -> Carried:
    kept_body, own = _kept_or_raise(conn, body), _body(conn, body)
    if kept_body.sign is None or register.peer(conn, reader) is None:
        raise NotFound(kind="keys", id=reader)
    keys = signing.public(Keys(kept_body.sign, kept_body.seal))
    has = []
    for peer in register.peers(conn, reader):
        number = register.number_to(conn, reader, peer.epoch, body, taken=True)
        last = _letter_to(conn, reader, peer.epoch, body, number)
        hash = last.hash.hex() if last is not None else ""
        has.append(Has(reader, peer.epoch, number, hash))
    for (below, epoch), number in register.numbers_from(conn, body).items():
        if _is_below(conn, below, reader):
            has.append(Has(below, epoch, number, ""))
    passed = register.passed_to(conn, body, reader)
    vouched = [
        Vouched(
            one.body, one.epoch, one.sign.hex(), one.seal, one.upto, one.proof not in UNPROVEN
        )
        for id in sorted({letter.body for letter in passed})
        for one in register.peers(conn, id)
    ]  # fmt: skip
    heard = conn.execute(
        "SELECT reader, epoch, number FROM acknowledged WHERE body = ? AND reader <> ? "
        "ORDER BY reader, epoch",
        (reader, body),
    ).fetchall()
    cover = Cover(
        body, own.name, own.tier, reader, kept_body.epoch, keys.sign.hex(), keys.seal, at,
        has=tuple(has), passes=True, keys=tuple(vouched),
        sisters=tuple(_children(conn, body, reader)) if _is_below(conn, reader, body) else (),
        heard=tuple(Has(other, epoch, number, "") for other, epoch, number in heard),
    )  # fmt: skip
    letters_to = tuple(register.to_reader(conn, body, reader))
    return Carried(cover, letters_to, passed=tuple(passed))


def _children(conn: Connection, body: str, but: str) -> list[str]:
    """Ids of bodies right below, on other computers, whose keys are known; without `but`."""
    rows = conn.execute(
        "SELECT id FROM body WHERE parent = ? AND id <> ? AND NOT closed ORDER BY id", (body, but)
    ).fetchall()
    return [
        id for (id,) in rows
        if kept_here(conn, id) is None and register.peer(conn, id) is not None
    ]  # fmt: skip


def _is_below(conn: Connection, body: str, above: str) -> bool:
    asked = "SELECT 1 FROM body WHERE id = ? AND parent = ?"
    return conn.execute(asked, (body, above)).fetchone() is not None


def keys_of(conn: Connection, body: str, at: str) -> Keys:
    """The secret keys of a body that is kept here, made when it has none; in a transaction."""
    kept_body = _kept_or_raise(conn, body)
    if kept_body.sign is not None:
        return Keys(kept_body.sign, kept_body.seal)
    made = signing.new_keys()
    conn.execute(
        "UPDATE kept_body SET epoch = 1, sign = ?, seal = ?, since = ? WHERE body = ?",
        (made.sign, made.seal, at, body),
    )
    home.settle(conn, body)
    return made


def _kept_or_raise(conn: Connection, body: str) -> KeptBody:
    kept_body = kept(conn, body)
    if kept_body is None:
        row = conn.execute("SELECT name FROM body WHERE id = ?", (body,)).fetchone()
        raise NotKeptHere(body=body, name=row[0] if row else "")
    return kept_body


def _body(conn: Connection, id: str) -> Body:
    from storage.body_table import BODY

    row = conn.execute(BODY.by_id, (id,)).fetchone()
    if row is None:
        raise NotFound(kind="Body", id=id)
    found: Body = BODY.decode(row, {})
    return found


def look_again(conn: Connection) -> None:
    """Read the journal from its start again, as a new reader may need what was skipped."""
    for body in kept_bodies(conn):
        conn.execute("UPDATE kept_body SET seq = 0 WHERE body = ?", (body,))


def check_same_keys(records: FileRecords, asking: Asking) -> None:
    """Raise LetterUnsound (`stranger`) where a known body asks with other keys."""
    with records.reading() as book:
        peers = register.peers(book.conn, asking.letter.body)
    if bytes.fromhex(asking.sign) not in {one.sign for one in peers}:
        raise letters.unsound(asking.letter, "stranger")


@dataclass(frozen=True, slots=True)
class Status:
    """The state of the exchange for a body kept here."""

    body: str
    name: str
    epoch: int
    stopped: str
    mask: bool | None
    due: int
    """Number of letters that would be made now or are not acknowledged."""
    heard: str
    around: tuple[Neighbour, ...]
    sisters: bool
    """Whether its notices are sent to the bodies beside it, too."""
    gaps: tuple[incoming.Gap, ...]


def status(records: FileRecords, body: str, today: date | None = None) -> Status | None:
    """The status of a body, None where it is not kept here; `today` tells which figures are due."""
    with records.reading() as book:
        conn = book.conn
        kept_body = kept(conn, body)
        if kept_body is None:
            return None
        around = tuple(neighbours(conn, body))
        new = {(kind, record) for kind, record, _told, readers in _due(conn, kept_body) if readers}
        sent = {
            (letter.body, letter.epoch, letter.n)
            for one in around
            for letter in register.to_reader(conn, body, one.body)
        }
        more = reporting.lacking_above(conn, body, today) if today and kept_body.epoch else 0
        heard = max((one.heard for one in around), default="")
        gaps = tuple(incoming.gaps(conn))
        name = _body(conn, body).name
        return Status(
            body, name, kept_body.epoch, kept_body.stopped, kept_body.mask,
            len(new) + len(sent) + more, heard,
            around, kept_body.sisters is not None, gaps,
        )  # fmt: skip


def _due(conn: Connection, kept_body: KeptBody) -> list[outgoing.Due]:
    return list(outgoing.due(conn, kept_body)) if kept_body.epoch else []


def leaving(
    records: FileRecords, body: str, mask: outgoing.Mask | None, today: date | None = None
) -> list[outgoing.Due]:
    """The letters that would leave now, with masked texts; nothing is written."""
    with records.reading() as book:
        kept_body = kept(book.conn, body)
        return [] if kept_body is None else list(outgoing.due(book.conn, kept_body, mask, today))


def choose_sisters(records: FileRecords, body: str, on: bool) -> None:
    """Whether the bodies under the same one above hear of notices, from now on.

    Who they are comes with the next exchange. Raises NotKeptHere.
    """
    with records.registering() as conn:
        kept_body = _kept_or_raise(conn, body)
        if on is (kept_body.sisters is None):
            set_sisters(conn, body, () if on else None)


def choose_mask(records: FileRecords, body: str, mask: bool) -> None:
    """Choose whether names in texts are masked before they leave, from now on."""
    with records.registering() as conn:
        _kept_or_raise(conn, body)
        conn.execute("UPDATE kept_body SET mask = ? WHERE body = ?", (int(mask), body))
