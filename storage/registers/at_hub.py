"""A body and its hub: accepting an invitation, and one exchange of letters.

A broken exchange is simply repeated: letters are durable here before they are sent, the hub takes
a push whole, and received letters are stored and applied in one transaction.
"""

from collections.abc import Callable
from dataclasses import field

from meetings.dataclass import dataclass
from meetings.errors import NotFound
from meetings.sharing import letters, vouching
from meetings.sharing.letters import Letter
from meetings.sharing.vouching import joined_proof, joined_text
from storage.carriers import hub
from storage.carriers.hub import Login, Place, Standing
from storage.engine import Connection
from storage.errors import HubRefused
from storage.records import FileRecords
from storage.registers import incoming, outgoing, register, signing
from storage.registers.exchanging import keys_of, look_again
from storage.registers.incoming import Taken
from storage.registers.kept import UNSURE, go_on, kept, kept_bodies, set_sisters
from storage.registers.register import UNPROVEN, Peer, Proof
from storage.registers.signing import Keys


@dataclass(frozen=True, slots=True)
class AtHub:
    """How a body stands with its hub; `code` is that of an invitation not answered yet."""

    body: str
    login: Login
    code: str
    since: str
    exchanged: str
    key: bytes = b""
    """The hub's own key, which signs its list; empty until somebody here has compared it."""


@dataclass
class Exchanged:
    """The result of an exchange: letters sent and taken, new bodies, and why it stopped, if so.

    `parent` is the body above in the hub's list, once it is known here.

    `stopped` is `behind`, `forked` or `moved`; then `keeper` tells who keeps the body now, as far
    as the hub says, and `lacks` are own letters that the hub has and this file has not.
    """

    sent: int = 0
    taken: Taken = field(default_factory=Taken)
    acknowledged: int = 0
    met: list[str] = field(default_factory=list)
    parent: str = ""
    stopped: str = ""
    keeper: str = ""
    lacks: list[Letter] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    signed: bool = True
    """Whether the list was checked by the hub's key; otherwise unproven keys are accepted."""
    unproven: list[str] = field(default_factory=list)
    """Names of bodies for which the hub's key does not vouch, and which are not accepted."""
    changed: list[str] = field(default_factory=list)
    """Names of bodies two tiers down with another key at the hub than here."""
    passed_over: set[str] = field(default_factory=set)
    """Ids of these bodies, of which no letters are taken."""


def at_hub(conn: Connection, body: str) -> AtHub | None:
    """The hub of a body; None where it has none."""
    row = conn.execute(
        "SELECT host, port, name, fingerprint, login, password, code, since, exchanged, key "
        "FROM hub WHERE body = ?",
        (body,),
    ).fetchone()
    if row is None:
        return None
    place = Place(*row[:4])
    login = Login(place, row[4], row[5])
    return AtHub(body, login, row[6], row[7], row[8], row[9] or b"")


def join(
    records: FileRecords, body: str, place: Place, code: str, at: str, keeper: str = "",
    key: bytes = b"",
) -> AtHub:  # fmt: skip
    """Accept an invitation; if it breaks off, it is repeated with the same keys.

    `key` is the hub's own as the slip has it; the code shows it too, and signs our keys.

    A body that was stopped here goes on by it, with fresh keys, since another file has the old
    ones; it stays stopped until the hub has answered.

    Raises HubUnreachable, HubRefused, NotKeptHere, StoppedHere, ShareMissing.
    """
    with records.registering() as conn:
        row = conn.execute(
            "SELECT password FROM hub WHERE body = ? AND code = ?", (body, code)
        ).fetchone()
        password = row[0] if row else hub.new_password()
        earlier = kept(conn, body)
        if row is None and earlier is not None and earlier.stopped:
            _renew(conn, body, at)
        keys = signing.public(keys_of(conn, body, at))
        outgoing.make_own(conn, body, at)
        kept_body = kept(conn, body)
        tier = conn.execute("SELECT tier FROM body WHERE id = ?", (body,)).fetchone()[0]
        assert kept_body is not None
        if row is None:
            _keep(conn, AtHub(body, Login(place, "", password), code, at, ""))
    joined = hub.join(place, code, body, tier, keys, kept_body.epoch, password, keeper, key)
    if joined.key:
        text = joined_text(body, joined.epoch, keys.sign, keys.seal)
        proof = joined_proof(joined.voucher, signing.sign(signing.key_of_code(code, "code"), text))
        with hub.connected(place, joined.login, password) as conn:
            hub.prove(conn, proof)
    with records.registering() as conn:
        if joined.epoch != kept_body.epoch or kept_body.stopped:
            # An earlier laptop had it: its letters stay its own, ours begin anew.
            conn.execute(
                "UPDATE kept_body SET epoch = ?, seq = 0 WHERE body = ?", (joined.epoch, body)
            )
            go_on(conn, body)
        made = AtHub(body, Login(place, joined.login, password), "", at, "", joined.key)
        _keep(conn, made)
    return made


def key_shown(records: FileRecords, body: str) -> bytes:
    """The hub's own key as it gives it now, for a person to compare; empty where it has none.

    Raises NotFound (`hub`), HubUnreachable, HubRefused, ShareMissing.
    """
    with records.reading() as book:
        standing = at_hub(book.conn, body)
    if standing is None or standing.code:
        raise NotFound(kind="hub", id=body)
    login = standing.login
    with hub.connected(login.place, login.name, login.password) as conn:
        return hub.signed_by(conn)


def trust_key(records: FileRecords, body: str, key: bytes) -> None:
    """Store the hub's key that a person has compared; from now on it checks the hub's list."""
    with records.registering() as conn:
        conn.execute("UPDATE hub SET key = ? WHERE body = ?", (key, body))


def joined(records: FileRecords) -> list[AtHub]:
    """The bodies of this file that take part in a hub, those too that moved away."""
    with records.reading() as book:
        rows = book.conn.execute("SELECT body FROM hub ORDER BY body").fetchall()
        found = [at_hub(book.conn, body) for (body,) in rows]
    return [one for one in found if one is not None and not one.code]


def exchange(
    records: FileRecords, body: str, at: str, program: str, mask: outgoing.Mask | None = None
) -> Exchanged:
    """Send a body's letters that are due to the hub and take those for it.

    Raises NotFound (`hub`) where the body has none, HubUnreachable, HubRefused, ShareMissing.
    """
    with records.reading() as book:
        standing = at_hub(book.conn, body)
    if standing is None or standing.code:
        raise NotFound(kind="hub", id=body)
    done = Exchanged()
    login = standing.login
    with hub.connected(login.place, login.name, login.password) as conn:
        greeting = hub.hello(conn, program)
        if not greeting.writes or _is_away(records, body):
            return _stop(records, body, "moved", done, greeting.keeper)
        _meet(records, conn, standing, at, done)
        with records.registering() as own:
            outgoing.make(own, body, at, mask)
        why = _against(records, conn, body, greeting, done)
        if why:
            return _stop(records, body, why, done, greeting.keeper)
        with records.registering() as own:
            kept_body = kept(own, body)
            if kept_body is not None and kept_body.stopped in UNSURE:
                go_on(own, body)
                outgoing.make(own, body, at, mask)
        _give(records, conn, body, greeting, done)
        _take(records, conn, body, at, done)
    with records.registering() as own:
        own.execute("UPDATE hub SET exchanged = ? WHERE body = ?", (at, body))
        bodies = {one.body for one in (*done.taken.new, *done.taken.later)}
        for id in bodies | {gap.body for gap in done.taken.gaps}:
            done.names[id] = _name(own, id)
    return done


def _is_away(records: FileRecords, body: str) -> bool:
    """Whether the body was given to another computer, which may not have joined the hub yet."""
    with records.reading() as book:
        kept_body = kept(book.conn, body)
        return kept_body is None or kept_body.stopped == "moved"


def _against(
    records: FileRecords, conn: object, body: str, standing: Standing, done: Exchanged
) -> str:
    """`behind` or `forked` where the hub has own letters that we lack or that differ, else ""."""
    with records.reading() as book:
        kept_body = kept(book.conn, body)
        assert kept_body is not None
        if standing.epoch != kept_body.epoch or not standing.n:
            return ""
        end = register.head(book.conn, body, kept_body.epoch)
        both = min(end.n if end else 0, standing.n)
        own = register.find(book.conn, body, kept_body.epoch, both) if both else None
    there = hub.own_hash(conn, body, kept_body.epoch, both) if both else None
    if own is not None and there is not None and own.hash != there:
        hub.tell_fork(conn, kept_body.epoch, both, own.hash)
        return "forked"
    if standing.n > both:
        done.lacks = hub.own_after(conn, body, kept_body.epoch, both)
        return "behind"
    return ""


def _give(
    records: FileRecords, conn: object, body: str, standing: Standing, done: Exchanged
) -> None:
    with records.reading() as book:
        kept_body = kept(book.conn, body)
        assert kept_body is not None
        after = standing.n if standing.epoch == kept_body.epoch else 0
        due = list(register.own_after(book.conn, body, kept_body.epoch, after))
        gone = register.erased(book.conn, body)
    try:
        done.sent = hub.push(conn, due)
    except HubRefused as refused:
        if refused.why == "forked":
            hub.tell_fork(conn, kept_body.epoch, due[0].n, due[0].hash)
        raise
    if gone:
        hub.erase(conn, gone)


def _take(records: FileRecords, conn: object, body: str, at: str, done: Exchanged) -> None:
    """Take the letters for a body, in lots that are each stored whole."""
    with records.reading() as book:
        has = register.numbers_from(book.conn, body)
    for lot in hub.pull(conn, body, has):
        wanted = [letter for letter in lot if letter.body not in done.passed_over]
        with records.registering() as own:
            taken = incoming.take(own, wanted, at)
        done.taken = _together(done.taken, taken)
    with records.reading() as book:
        has = register.numbers_from(book.conn, body)
    if has:
        hub.have(conn, has)
    had = hub.had(conn)
    with records.registering() as own:
        for reader, epoch, number in had:
            before = register.acknowledged(own, body, epoch, reader)
            register.acknowledge(own, body, epoch, reader, number, at)
            done.acknowledged += max(0, number - before)


def _together(one: Taken, other: Taken) -> Taken:
    return Taken(
        new=one.new + other.new,
        later=one.later + other.later,
        known=one.known + other.known,
        waits=other.waits,
        gaps=other.gaps,
        unsound=one.unsound + other.unsound,
        forked=one.forked + other.forked,
        strange=one.strange + other.strange,
    )


def _meet(records: FileRecords, conn: object, standing: AtHub, at: str, done: Exchanged) -> None:
    """Take over from the hub's list the keys of bodies above and below, and their own letters.

    Where the hub's own key is known here, only keys that it stands behind are believed. Raises
    HubRefused: `hub_key` where the hub shows another, `changed` where a body that we write to, or
    our own, has other keys in the list than here.
    """
    body = standing.body
    shown = hub.signed_by(conn)
    if standing.key and shown != standing.key:
        raise HubRefused(place=str(standing.login.place), why="hub_key")
    done.signed = bool(standing.key)
    listed = hub.bodies(conn, body)
    with records.reading() as book:
        settled = {
            (peer.body, peer.epoch)
            for id in {one.body for one in listed}
            for peer in register.peers(book.conn, id)
            if peer.proof not in UNPROVEN
        }
    proven = vouching.proven([one.entry for one in listed], standing.key, signing.verifies, settled)
    above = {one.parent for one in listed if one.body == body}
    below = {one.body for one in listed if one.parent == body}
    around = [
        one for one in listed
        if one.body in above | below
        or one.parent in below
        or (one.parent in above and one.body != body)
    ]  # fmt: skip
    with records.reading() as book:
        here = set(kept_bodies(book.conn))
        for one in listed:
            if one.body in {body, *above, *below} and _differs(book.conn, one, body):
                raise HubRefused(place=one.name, why="changed")
        around = _believed(book.conn, around, proven, done)
        wanted = {one.body for one in around} - here
        have = {id for id in wanted if _name(book.conn, id)}
        own_state = kept(book.conn, body)
    tips = hub.about(conn, wanted - have) if wanted - have else {}
    if own_state is not None and own_state.sisters is not None:
        beside = hub.beside(conn, body)
        with records.registering() as own:
            set_sisters(own, body, beside)
    with records.registering() as own:
        new, kept_body = False, kept(own, body)
        for one in around:
            if one.body in here or (one.body not in have and one.body not in tips):
                continue
            proof: Proof = "hub" if (one.body, one.epoch) in proven else "list"
            new = _know(own, one, at, proof) or new
            if kept_body is not None and one.body in above | below:
                # From now on it is one of those around, though the tree here may not say so yet.
                register.acknowledge(own, body, kept_body.epoch, one.body, 0, at)
        for id, letter in tips.items():
            keys = [peer for peer in register.peers(own, id) if peer.epoch == letter.epoch]
            if not keys:  # of an epoch that nobody has proven
                continue
            key = keys[0]
            letters.verify(letter, _signature_check(key.sign))
            # One to us comes with those before it; kept now, it would stand for them all.
            to_us = letter.number_to(body) is not None
            if not to_us and register.find(own, id, letter.epoch, letter.n) is None:
                register.write(own, letter, id, "taken", at)
            incoming.tell(own, letter)
            if id in above | below:
                done.met.append(_name(own, id))
        if new or tips:
            look_again(own)
        done.parent = next((one for one in above if one and _name(own, one)), "")


def _signature_check(sign: bytes) -> Callable[[bytes, bytes], bool]:
    return lambda hash, signature: signing.verifies(sign, hash, signature)


def _differs(conn: Connection, listed: hub.HubBody, own: str) -> bool:
    """Whether the list has other present keys for a body than are known here."""
    if listed.upto is not None:
        return False
    kept_body = kept(conn, own)
    if listed.body == own:
        if kept_body is None or kept_body.epoch != listed.epoch or kept_body.sign is None:
            return False
        return signing.public(Keys(kept_body.sign, kept_body.seal)).sign != listed.sign
    there = register.peers(conn, listed.body)
    return any(one.epoch == listed.epoch and one.sign != listed.sign for one in there)


def _believed(
    conn: Connection, listed: list[hub.HubBody], proven: set[tuple[str, int]], done: Exchanged
) -> list[hub.HubBody]:
    """The entries of a list that are accepted here; the others are noted in `done`."""
    found = []
    for one in listed:
        there = register.peers(conn, one.body)
        has_epoch = any(peer.epoch == one.epoch for peer in there)
        if _differs(conn, one, ""):
            done.changed.append(one.name)
            done.passed_over.add(one.body)
        elif has_epoch or (one.body, one.epoch) in proven or not done.signed:
            found.append(one)
            if not has_epoch and not done.signed:
                done.unproven.append(one.name)
        elif not there:
            done.passed_over.add(one.body)
            done.unproven.append(one.name)
    return found


def _know(conn: Connection, listed: hub.HubBody, at: str, proof: Proof) -> bool:
    """Store the keys of an epoch, or its end; whether anything was new.

    Keys that are known are never replaced: another key for the same epoch is refused by what it
    signs.
    """
    there = {peer.epoch: peer for peer in register.peers(conn, listed.body)}
    if listed.epoch not in there:
        register.know(
            conn, Peer(listed.body, listed.epoch, listed.sign, listed.seal, at, proof=proof)
        )
    elif proof == "hub" and there[listed.epoch].proof in UNPROVEN:
        register.prove(conn, listed.body, listed.epoch, proof)
    if listed.epoch in there and (there[listed.epoch].upto is not None or listed.upto is None):
        return False
    if listed.upto is not None:
        register.end(conn, listed.body, listed.epoch, listed.upto)
    return True


def _stop(records: FileRecords, body: str, why: str, done: Exchanged, keeper: str) -> Exchanged:
    with records.registering() as conn:
        conn.execute("UPDATE kept_body SET stopped = ? WHERE body = ?", (why, body))
    done.stopped, done.keeper = why, keeper
    return done


def _renew(conn: Connection, body: str, at: str) -> None:
    """Make keys for the next epoch; the letters of the one before are unchanged."""
    made = signing.new_keys()
    conn.execute(
        "UPDATE kept_body SET epoch = epoch + 1, sign = ?, seal = ?, since = ? WHERE body = ?",
        (made.sign, made.seal, at, body),
    )


def _keep(conn: Connection, made: AtHub) -> None:
    place = made.login.place
    conn.execute(
        "INSERT OR REPLACE INTO hub (body, host, port, name, fingerprint, login, password, code, "
        "since, exchanged, key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            made.body, place.host, place.port, place.database, place.fingerprint,
            made.login.name, made.login.password, made.code, made.since, made.exchanged,
            made.key or None,
        ),
    )  # fmt: skip


def _name(conn: Connection, body: str) -> str:
    row = conn.execute("SELECT name FROM body WHERE id = ?", (body,)).fetchone()
    return row[0] if row else ""
