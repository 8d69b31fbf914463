"""The hub's administration by its office: make it, invite and close bodies, see its state.

The office connects by `hub.database`, as whoever keeps the database. It reads referrals, replies,
notices and figures, which are addressed to offices; nothing else is there.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from meetings.dataclass import dataclass
from meetings.sharing.letters import Head, Letter, LetterUnsound, follows, verify
from meetings.sharing.vouching import Entry, Invitation, vouched_proof, vouched_text, voucher
from storage.carriers import hub
from storage.errors import HubRefused
from storage.registers import signing
from storage.secrecy.recovery import new_recovery_key

_SQL = Path(__file__).parent / "hub_sql"
FORMS: Final = (_SQL / "0001.sql", _SQL / "0002.sql")
"""The steps by which a hub of any earlier form becomes one of today's."""
OLDEST: Final = 130000
"""The oldest PostgreSQL that is promised, as it numbers itself."""
GOOD_FOR: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Invited:
    """A body that may join, with its code, which is shown once and stored nowhere."""

    body: str
    name: str
    code: str
    until: datetime


@dataclass(frozen=True, slots=True)
class AtHub:
    """A body as the office sees it; `epoch` is 0 until it joined, `waits` letters not fetched yet.

    `silent_for` is days since it was heard of, None where it never was.
    """

    body: str
    name: str
    tier: str
    parent: str | None
    closed: bool
    epoch: int
    keeper: str
    letters: int
    waits: int
    seen_at: datetime | None
    silent_for: int | None
    program: str
    forks: int
    signed: bool
    """Whether the hub's key vouches for its keys."""


@dataclass(frozen=True, slots=True)
class Event:
    """What the office should look at: `what` is `joined`, `closed` or `fork`."""

    at: datetime
    name: str
    what: str
    detail: str


def init(conn: Any) -> int:
    """Make the hub, or upgrade an older one, in one transaction; returns its form.

    Raises HubRefused: `newer` where a later program made it, `engine` where the server is no
    PostgreSQL from 13 on, `rights` where roles cannot be made.
    """
    version = conn.info.server_version
    engine = conn.execute("SELECT version()").fetchone()[0]
    if version < OLDEST or not engine.startswith("PostgreSQL "):
        raise HubRefused(place=engine[:60], why="engine")
    found = form(conn)
    if found > len(FORMS):
        raise HubRefused(place=str(found), why="newer")
    if found == len(FORMS):
        return found
    if not conn.execute("SELECT 1 FROM pg_roles WHERE rolname = 'jiejiao_owner'").fetchone():
        conn.execute("CREATE ROLE jiejiao_owner NOLOGIN CREATEROLE")
    conn.execute("GRANT jiejiao_owner TO CURRENT_USER")
    name = conn.execute("SELECT quote_ident(current_database())").fetchone()[0]
    conn.execute(f"GRANT CREATE, CONNECT ON DATABASE {name} TO jiejiao_owner")
    conn.execute("SET LOCAL ROLE jiejiao_owner")
    for step in FORMS[found:]:
        conn.execute(step.read_text("utf-8"))
    conn.execute("RESET ROLE")
    conn.execute(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
    conn.execute(f"GRANT CONNECT ON DATABASE {name} TO jiejiao_body, jiejiao_join")
    conn.commit()
    return len(FORMS)


def form(conn: Any) -> int:
    """The form of the hub in this database; 0 where there is none."""
    if conn.execute("SELECT to_regclass('jiejiao.setting')").fetchone()[0] is None:
        return 0
    row = conn.execute("SELECT value FROM jiejiao.setting WHERE name = 'form'").fetchone()
    return int(row[0]) if row else 0


def own_public_key(conn: Any) -> bytes:
    """The public part of the hub's own key; empty while its list is unsigned."""
    return hub.signed_by(conn)


def set_key(conn: Any, *, anew: bool = False) -> str:
    """Make the hub's own key, which is shown once and stored nowhere; "" where it has one.

    With `anew` it is replaced, as when it was lost; the proofs by the old key become void, and
    laptops stop until somebody compares the new one.
    """
    if own_public_key(conn) and not anew:
        return ""
    code = new_recovery_key()
    public = signing.public_part(signing.key_of_code(code, "hub"))
    conn.execute("DELETE FROM jiejiao.setting WHERE name = 'sign_key'")
    conn.execute("INSERT INTO jiejiao.setting VALUES ('sign_key', %s)", (public.hex(),))
    conn.commit()
    return code


def _secret(conn: Any, key: str) -> bytes:
    """The hub's secret key from the typed text; empty where its list is unsigned.

    Raises HubRefused: `no_key` where none was given, `other_key` where it is not the hub's.
    """
    public = own_public_key(conn)
    if not public:
        return b""
    if not key:
        raise HubRefused(place="", why="no_key")
    secret = signing.key_of_code(key, "hub")
    if signing.public_part(secret) != public:
        raise HubRefused(place="", why="other_key")
    return secret


def vouch(conn: Any, bodies: Iterable[str], key: str) -> int:
    """Sign the present keys of bodies that have no proof; returns how many.

    For those that joined before the list was signed, once their check signs were compared. Raises
    HubRefused: `no_key`, `other_key`.
    """
    secret = _secret(conn, key)
    if not secret:
        raise HubRefused(place="", why="no_key")
    done = 0
    for body in bodies:
        row = conn.execute(
            "SELECT body.id, tier, parent, epoch, sign, seal, proof FROM jiejiao.body "
            "JOIN jiejiao.key ON key.body = body.id WHERE body.id = %s AND ended_at IS NULL",
            (body,),
        ).fetchone()
        if row is None:
            continue
        entry = Entry(*row)
        proof = vouched_proof(signing.sign(secret, vouched_text(entry)))
        conn.execute(
            "UPDATE jiejiao.key SET proof = %s WHERE body = %s AND epoch = %s",
            (proof, body, entry.epoch),
        )
        done += 1
    conn.commit()
    return done


def check_signs(conn: Any, body: str) -> str:
    """The check signs of a body's present keys, as its laptop shows them; "" without keys."""
    row = conn.execute(
        "SELECT sign, seal FROM jiejiao.key WHERE body = %s AND ended_at IS NULL", (body,)
    ).fetchone()
    return signing.PublicKeys(row[0], row[1]).check_signs if row else ""


def know_bodies(conn: Any, bodies: Iterable[tuple[str, str, str, str | None]]) -> int:
    """Add bodies to the hub's list, (id, name, tier, parent) each, parents first; returns how many.

    A body that is there already takes the new name and place. Raises ValueError for one without a
    name or an id.
    """
    done = 0
    for id, name, tier, parent in bodies:
        if len(id) != 36 or not name:
            raise ValueError(name)
        there = conn.execute(
            "UPDATE jiejiao.body SET name = %s, tier = %s, parent = %s WHERE id = %s",
            (name, tier, parent, id),
        )
        if not there.rowcount:
            conn.execute(
                "INSERT INTO jiejiao.body (id, name, tier, parent) VALUES (%s, %s, %s, %s)",
                (id, name, tier, parent),
            )
        done += 1
    conn.commit()
    return done


def invite(conn: Any, bodies: Iterable[str], now: datetime, key: str | None = "") -> list[Invited]:
    """Make a code for each body, valid once within fourteen days; earlier codes become invalid.

    `key` is the hub's own, by which each invitation is signed; with None they are not.
    Raises HubRefused (`no_body`, `no_key`, `other_key`), and then nobody was invited.
    """
    made = []
    secret = b"" if key is None else _secret(conn, key)
    for body in bodies:
        row = conn.execute(
            "SELECT name, tier, parent, EXISTS (SELECT 1 FROM jiejiao.key WHERE key.body = body.id)"
            " FROM jiejiao.body WHERE id = %s",
            (body,),
        ).fetchone()
        if row is None:
            conn.rollback()
            raise HubRefused(place=body, why="no_body")
        code = new_recovery_key()
        conn.execute("DELETE FROM jiejiao.invite WHERE body = %s AND used_at IS NULL", (body,))
        conn.execute(
            "INSERT INTO jiejiao.invite (code, body, until) VALUES (%s, %s, %s)",
            (sha256(code.encode()).digest(), body, now + GOOD_FOR),
        )
        if secret:
            public = signing.public_part(signing.key_of_code(code, "code"))
            asked = Invitation(body, row[1], row[2], not row[3], public)
            bears = voucher(asked, signing.sign(secret, asked.text()))
            seen = hub.seen_by(code, signing.public_part(secret))
            conn.execute(
                "UPDATE jiejiao.invite SET knock = %s, seen = %s, voucher = %s WHERE code = %s",
                (hub.knock(code), seen, bears, sha256(code.encode()).digest()),
            )
        made.append(Invited(body, row[0], code, now + GOOD_FOR))
    conn.commit()
    return made


def close(conn: Any, body: str) -> None:
    """End the epoch of a body, whose laptop may then only read; raises HubRefused.

    The letters it has sent stay. A new invitation opens the next epoch.
    """
    done = conn.execute("UPDATE jiejiao.body SET closed_at = now() WHERE id = %s", (body,))
    if not done.rowcount:
        conn.rollback()
        raise HubRefused(place=body, why="no_body")
    conn.execute(
        "UPDATE jiejiao.key SET ended_at = now(), upto = coalesce((SELECT n FROM jiejiao.head "
        "WHERE head.body = key.body AND head.epoch = key.epoch), 0) "
        "WHERE body = %s AND ended_at IS NULL",
        (body,),
    )
    conn.execute("DELETE FROM jiejiao.invite WHERE body = %s AND used_at IS NULL", (body,))
    conn.execute("INSERT INTO jiejiao.event (body, what) VALUES (%s, 'closed')", (body,))
    conn.commit()


def all_bodies(conn: Any) -> list[AtHub]:
    """Every body of the hub, those above first, then by name."""
    signed = "coalesce(key.proof, '') <> ''" if form(conn) > 1 else "false"
    rows = conn.execute(
        f"""SELECT body.id, body.name, tier, parent, closed_at IS NOT NULL,
            coalesce(key.epoch, 0), coalesce(key.keeper, ''),
            (SELECT count(*) FROM jiejiao.letter WHERE letter.body = body.id),
            (SELECT count(*) FROM jiejiao.reader WHERE reader.reader = body.id
                AND reader.number > coalesce((SELECT had.number FROM jiejiao.had
                    WHERE had.reader = body.id AND had.body = reader.body
                        AND had.epoch = reader.epoch), 0)),
            seen_at, extract(day FROM now() - seen_at)::integer, program,
            (SELECT count(*) FROM jiejiao.event WHERE event.body = body.id
                AND what = 'fork' AND event.at > coalesce(key.since, '-infinity')),
            {signed}
        FROM jiejiao.body LEFT JOIN jiejiao.key
            ON key.body = body.id AND key.ended_at IS NULL
        ORDER BY CASE tier WHEN 'subdistrict' THEN 0 WHEN 'community' THEN 1 ELSE 2 END,
            body.name, body.id"""
    ).fetchall()
    return [AtHub(*row) for row in rows]


def events(conn: Any, last: int = 20) -> list[Event]:
    """The newest events that the office should look at."""
    rows = conn.execute(
        "SELECT event.at, coalesce(body.name, ''), what, detail FROM jiejiao.event "
        "LEFT JOIN jiejiao.body ON body.id = event.body ORDER BY event.id DESC LIMIT %s",
        (last,),
    ).fetchall()
    return [Event(*row) for row in rows]


@dataclass
class TakenIn:
    """The result of bringing letters from a reader's file to the hub."""

    new: int = 0
    there: int = 0
    waits: int = 0
    """Letters of a present epoch that do not follow the hub's last: their laptop will send them."""
    unsound: int = 0
    """Letters not signed by the keys that the hub has for that body and epoch."""


def take_in(conn: Any, letters: Iterable[Letter]) -> TakenIn:
    """Restore letters that the hub lost and whose laptop may be gone, all of them or none.

    Signatures prove whose they are. Of an ended epoch every missing letter is taken; of the present
    one only those that follow the hub's last, from which its laptop continues.
    """
    done = TakenIn()
    # Only the letter's own laptop passes the trigger.
    conn.execute("ALTER TABLE jiejiao.letter DISABLE TRIGGER receive")
    for letter in sorted(letters, key=lambda one: (one.body, one.epoch, one.n)):
        key = conn.execute(
            "SELECT sign, ended_at IS NULL FROM jiejiao.key WHERE body = %s AND epoch = %s",
            (letter.body, letter.epoch),
        ).fetchone()
        if key is None or not _is_signed_with(bytes(key[0]), letter):
            done.unsound += 1
            continue
        if hub.own_hash(conn, letter.body, letter.epoch, letter.n) is not None:
            done.there += 1
            continue
        head = conn.execute(
            "SELECT epoch, n, hash FROM jiejiao.head WHERE body = %s", (letter.body,)
        ).fetchone()
        end = Head(letter.epoch, head[1], bytes(head[2])) if head[0] == letter.epoch else None
        following = follows(letter, end if end is not None and end.n else None)
        if key[1] and not following:
            done.waits += 1
            continue
        hub.put(conn, letter)
        if following and (end is not None or key[1]):
            conn.execute(
                "UPDATE jiejiao.head SET epoch = %s, n = %s, hash = %s, journal_seq = %s "
                "WHERE body = %s",
                (letter.epoch, letter.n, letter.hash, letter.journal_seq, letter.body),
            )
        done.new += 1
    conn.execute("ALTER TABLE jiejiao.letter ENABLE TRIGGER receive")
    conn.commit()
    return done


def _is_signed_with(key: bytes, letter: Letter) -> bool:
    try:
        verify(letter, lambda hash, signature: signing.verifies(key, hash, signature))
    except LetterUnsound:
        return False
    return True
