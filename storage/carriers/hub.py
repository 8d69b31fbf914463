"""The client of the hub, a PostgreSQL server to which laptops connect for each exchange.

The sender continues after the last letter at the hub, the receiver after the last one in its own
file; neither side stores what the other has. So the next exchange repairs or stops a hub or laptop
that was restored from a backup, and a broken exchange is simply repeated: a letter is stored once,
by its body, epoch, number and hash.

The hub is known by the fingerprint of its certificate, not by a name. The library is an extra and
is imported on use.
"""

import base64
import hmac
import json
import os
import re
import secrets
import socket
import ssl
import struct
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from hashlib import pbkdf2_hmac, sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from meetings.clean import trim
from meetings.dataclass import dataclass
from meetings.sharing.letters import PAYLOAD_FORM, Addressed, Letter
from meetings.sharing.vouching import Entry
from storage.errors import HubRefused, HubUnreachable, ShareMissing
from storage.registers.signing import PublicKeys

PORT: Final = 5432
DATABASE: Final = "jiejiao"
PATIENCE: Final = 8
"""Seconds to wait for a hub that does not answer."""
LONGEST: Final = 600
"""Seconds after which an exchange is cut off, as when the hub stops answering."""
JOINING: Final = ("jiejiao_join", "jiejiao-join")
"""The login that anybody may use to join; it needs a code, which works only once."""
_COLUMNS = (
    "body", "epoch", "n", "kind", "addressed", "at", "journal_seq", "journal_hash", "digest",
    "previous", "hash", "signature", "salt", "payload",
)  # fmt: skip
_REFUSED: Mapping[str, str] = {
    "JJ000": "stranger",
    "JJ001": "forked",
    "JJ002": "gap",
    "JJ003": "went_back",
    "JJ004": "moved",
    "JJ005": "unsound",
    "JJ010": "no_code",
    "JJ011": "used",
    "JJ012": "too_old",
    "JJ013": "other_tier",
    "JJ014": "other_body",
}
_PLACE = re.compile(r"(?P<host>\[[^\]]+\]|[^:/\s]+)(?::(?P<port>\d{1,5}))?(?:/(?P<database>\w+))?")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a hub is: `fingerprint` is the SHA-256 of its certificate."""

    host: str
    port: int
    database: str
    fingerprint: bytes

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}/{self.database}"


@dataclass(frozen=True, slots=True)
class Login:
    """How a body logs in at a hub in one epoch."""

    place: Place
    name: str
    password: str


@dataclass(frozen=True, slots=True)
class Joined:
    """The result of joining with a code: the body, its epoch and its login name."""

    body: str
    epoch: int
    login: str
    key: bytes = b""
    """The hub's own key, proven by the invitation; empty where its list is unsigned."""
    voucher: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The hub's greeting: whether this laptop may write, and the last of its letters there.

    `keeper` is who keeps the body now and `ended_at` since when this one does not.
    """

    body: str
    writes: bool
    ended_at: datetime | None
    keeper: str
    epoch: int
    n: int
    hash: bytes
    hub_form: int


@dataclass(frozen=True, slots=True)
class HubBody:
    """A body of the hub and its keys of one epoch."""

    body: str
    name: str
    tier: str
    parent: str | None
    closed: bool
    epoch: int
    sign: bytes
    seal: str
    upto: int | None
    proof: str = ""

    @property
    def entry(self) -> Entry:
        """The part of it for which the hub's key may vouch."""
        return Entry(
            self.body, self.tier, self.parent, self.epoch, self.sign, self.seal, self.proof
        )  # fmt: skip


def as_place(text: str, fingerprint: bytes = b"") -> Place:
    """Read `host`, `host:port` or `host:port/database`; raises ValueError."""
    found = _PLACE.fullmatch(trim(text))
    port = int(found["port"] or PORT) if found else 0
    if not found or not 0 < port < 1 << 16:
        raise ValueError(text)
    return Place(found["host"].strip("[]"), port, found["database"] or DATABASE, fingerprint)


def new_password() -> str:
    """A new random password of a laptop; the hub gets only its verifier."""
    return secrets.token_urlsafe(24)


def verifier(password: str, salt: bytes | None = None, rounds: int = 4096) -> str:
    """The verifier of a password as PostgreSQL stores it for SCRAM-SHA-256 (RFC 5802, RFC 7677)."""
    salt = secrets.token_bytes(16) if salt is None else salt
    salted = pbkdf2_hmac("sha256", password.encode(), salt, rounds)
    client = sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    shown = (base64.b64encode(part).decode() for part in (salt, client, server))
    return "SCRAM-SHA-256${}:{}${}:{}".format(rounds, *shown)


def certificate(place: Place) -> str:
    """The certificate that a hub shows, as PEM; raises HubUnreachable, HubRefused (`certificate`).

    Where the place has a fingerprint, another certificate is refused before anything is said.
    """
    asked = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # Nobody vouches for the certificate of an office's own machine: its fingerprint is compared.
    asked.check_hostname = False
    asked.verify_mode = ssl.CERT_NONE
    try:
        with socket.create_connection((place.host, place.port), PATIENCE) as plain:
            plain.sendall(struct.pack("!ii", 8, 80877103))
            if plain.recv(1) != b"S":
                raise HubRefused(place=str(place), why="open")
            with asked.wrap_socket(plain, server_hostname=None) as closed:
                shown = closed.getpeercert(binary_form=True) or b""
    except OSError as failure:
        raise HubUnreachable(place=str(place)) from failure
    if place.fingerprint and sha256(shown).digest() != place.fingerprint:
        raise HubRefused(place=str(place), why="certificate")
    return ssl.DER_cert_to_PEM_cert(shown)


def fingerprint(pem: str) -> bytes:
    """The SHA-256 of a certificate."""
    return sha256(ssl.PEM_cert_to_DER_cert(pem)).digest()


_known: dict[bytes, str] = {}
"""Certificates by fingerprint, so that a program fetches each only once."""


@contextmanager
def connected(place: Place, name: str, password: str) -> Iterator[Any]:
    """A connection to a hub, closed at the end and rolled back unless it was committed.

    Raises HubUnreachable, HubRefused, ShareMissing.
    """
    psycopg = _psycopg()
    shown = _known.get(place.fingerprint) or certificate(place)
    if place.fingerprint:
        _known[place.fingerprint] = shown
    with TemporaryDirectory(prefix="jiejiao-hub-") as folder:
        pinned = Path(folder) / "hub.pem"
        pinned.write_text(shown, "ascii")
        try:
            conn = psycopg.connect(
                host=place.host, port=place.port, dbname=place.database, user=name,
                password=password, connect_timeout=PATIENCE, sslmode="verify-ca",
                sslrootcert=str(pinned), application_name="jiejiao", gssencmode="disable",
                client_encoding="UTF8", passfile=str(Path(folder) / "none"),
            )  # fmt: skip
        except psycopg.OperationalError as failure:
            raise _refused(place, failure) from None
    end = threading.Timer(LONGEST, _hang_up, (conn,))
    end.daemon = True
    end.start()
    try:
        with telling(place):
            yield conn
    finally:
        end.cancel()
        conn.close()


def _hang_up(conn: Any) -> None:
    """Close a connection at once, even while a query runs on it."""
    with suppress(Exception), socket.socket(fileno=os.dup(conn.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)


@contextmanager
def database(address: str) -> Iterator[Any]:
    """A connection of the hub's office, by an address in PostgreSQL's own form.

    Raises HubUnreachable, HubRefused, ShareMissing.
    """
    psycopg = _psycopg()
    shown = address.rpartition("@")[2].partition("?")[0][:200]
    try:
        conn = psycopg.connect(address, connect_timeout=PATIENCE, client_encoding="UTF8")
    except (psycopg.ProgrammingError, UnicodeError):
        raise HubRefused(place=shown, why="address") from None
    except psycopg.Error as failure:
        raise _refused(shown, failure) from None
    try:
        with telling(shown):
            yield conn
    finally:
        conn.close()


@contextmanager
def telling(place: object) -> Iterator[None]:
    """Turn errors of the database into HubRefused, or HubUnreachable for a lost connection."""
    psycopg = _psycopg()
    try:
        yield
    except psycopg.Error as failure:
        raise _refused(place, failure) from None


def join(
    place: Place, code: str, body: str, tier: str, keys: PublicKeys, epoch: int, password: str,
    keeper: str = "", key: bytes = b"",
) -> Joined:  # fmt: skip
    """Accept an invitation; repeating it with the same keys gives the same result.

    `epoch` is the lowest that the keys may be of, `key` the hub's own as the slip has it. The code
    itself goes only to a hub whose list is not signed. Raises HubUnreachable, ShareMissing,
    HubRefused: `no_code`, `used`, `too_old`, `other_tier`, `hub_key`, or `other_body` where the
    code is for one that is kept on another laptop.
    """
    values = body, tier, keys.sign, keys.seal, epoch, verifier(password), keeper[:100]
    with connected(place, *JOINING) as conn:
        shown, bears = _invited(conn, place, code)
        if key and shown != key:
            raise HubRefused(place=str(place), why="hub_key")
        name, first = ("join_signed", knock(code)) if shown else ("join", code)
        row = conn.execute(
            f"SELECT joined, in_epoch, login FROM jiejiao.{name}(%s, %s, %s, %s, %s, %s, %s, %s)",
            (first, *values),
        ).fetchone()
        conn.commit()
    return Joined(row[0], row[1], row[2], shown, bears)


def knock(code: str) -> bytes:
    """A hash of a code that the hub may see, unlike the code itself."""
    return sha256(b"jiejiao-knock-1" + code.encode()).digest()


def seen_by(code: str, key: bytes) -> bytes:
    """A proof, by the code, that the hub's key is the one that its office meant."""
    return hmac.digest(sha256(b"jiejiao-seen-1" + code.encode()).digest(), key, "sha256")


def _invited(conn: Any, place: Place, code: str) -> tuple[bytes, str]:
    """The hub's key and the voucher of an invitation; empty where the hub's list is unsigned."""
    psycopg = _psycopg()
    try:
        row = conn.execute(
            "SELECT sign_key, seen, voucher FROM jiejiao.invited(%s)", (knock(code),)
        ).fetchone()
    except psycopg.errors.UndefinedFunction:  # a hub of form 1
        conn.rollback()
        return b"", ""
    if row is None:
        return b"", ""
    shown = _key(row[0])
    if not shown or not hmac.compare_digest(seen_by(code, shown), bytes(row[1] or b"")):
        raise HubRefused(place=str(place), why="hub_key")
    return shown, str(row[2])


def prove(conn: Any, proof: str) -> None:
    """Store the proof of the calling laptop's keys, only once; a second call changes nothing."""
    conn.execute("SELECT jiejiao.prove(%s)", (proof,))
    conn.commit()


def signed_by(conn: Any) -> bytes:
    """The hub's own key as it gives it; empty where its list is unsigned."""
    row = conn.execute("SELECT value FROM jiejiao.setting WHERE name = 'sign_key'").fetchone()
    conn.rollback()
    return _key(row[0]) if row else b""


def _key(text: str) -> bytes:
    with suppress(ValueError):
        if len(found := bytes.fromhex(text)) == 32:
            return found
    return b""


def hello(conn: Any, program: str) -> Standing:
    """Greet the hub with the program's version; raises HubRefused (`stranger`)."""
    row = conn.execute(
        "SELECT body, writes, ended_at, keeper, epoch, n, hash, hub_form "
        "FROM jiejiao.hello(%s, %s)",
        (program, PAYLOAD_FORM),
    ).fetchone()
    conn.commit()
    body, writes, ended_at, keeper, epoch, n, hash, form = row
    return Standing(body, writes, ended_at, keeper, epoch, n, bytes(hash), form)


def push(conn: Any, letters: Iterable[Letter]) -> int:
    """Send own letters in order, all or none; returns how many. Raises HubRefused.

    `forked` where another letter has that number, `gap` where one before is missing, `moved` where
    the body is kept elsewhere.
    """
    rows = [tuple(_column(letter, name) for name in _COLUMNS) for letter in letters]
    if rows:
        with conn.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO jiejiao.letter ({', '.join(_COLUMNS)}) "
                f"VALUES ({', '.join(['%s'] * len(_COLUMNS))})",
                rows,
            )
        conn.commit()
    return len(rows)


def put(conn: Any, letter: Letter) -> None:
    """Insert a letter with its readers, as the owner of the database; not committed."""
    conn.execute(
        f"INSERT INTO jiejiao.letter ({', '.join(_COLUMNS)}) "
        f"VALUES ({', '.join(['%s'] * len(_COLUMNS))})",
        tuple(_column(letter, name) for name in _COLUMNS),
    )
    for one in letter.addressed:
        conn.execute(
            "INSERT INTO jiejiao.reader (reader, body, epoch, number, n) "
            "VALUES (%s, %s, %s, %s, %s)",
            (one.reader, letter.body, letter.epoch, one.number, letter.n),
        )


def pull(
    conn: Any, reader: str, had: Mapping[tuple[str, int], int], at_once: int = 500
) -> Iterator[list[Letter]]:
    """Letters to a reader after the numbers it has of each sender and epoch, in order.

    They come in lots; each must be stored before the next is fetched.
    """
    bodies, epochs, numbers = ([], [], []) if not had else map(list, zip(
        *((body, epoch, number) for (body, epoch), number in had.items()), strict=True
    ))  # fmt: skip
    columns = ", ".join(f"letter.{name}" for name in _COLUMNS)
    with conn.cursor(name="pull") as cursor:
        cursor.itersize = at_once
        cursor.execute(
            f"SELECT {columns} FROM jiejiao.reader JOIN jiejiao.letter USING (body, epoch, n) "
            "LEFT JOIN unnest(%s::text[], %s::integer[], %s::bigint[]) "
            "AS known (body, epoch, number) USING (body, epoch) "
            "WHERE reader.reader = %s AND reader.number > coalesce(known.number, 0) "
            "ORDER BY letter.body, letter.epoch, letter.n",
            (bodies, epochs, numbers, reader),
        )
        while rows := cursor.fetchmany(at_once):
            yield [_letter(row) for row in rows]
    conn.rollback()


def own_hash(conn: Any, body: str, epoch: int, n: int) -> bytes | None:
    """The hash of one of the asking body's letters at the hub."""
    row = conn.execute(
        "SELECT hash FROM jiejiao.letter WHERE body = %s AND epoch = %s AND n = %s",
        (body, epoch, n),
    ).fetchone()
    return bytes(row[0]) if row else None


def own_after(conn: Any, body: str, epoch: int, n: int) -> list[Letter]:
    """The calling body's letters at the hub after a number, which a restored file lacks."""
    rows = conn.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM jiejiao.letter "
        "WHERE body = %s AND epoch = %s AND n > %s ORDER BY n",
        (body, epoch, n),
    ).fetchall()
    return [_letter(row) for row in rows]


def bodies(conn: Any, around: str) -> list[HubBody]:
    """A body with the two tiers above it and the two below, and their keys of every epoch.

    Two tiers, since a body tells its figures to the one above and to the one above that; the upper
    one of the two above is there to show where the lower one stands.
    """
    asked = "SELECT value FROM jiejiao.setting WHERE name = 'form'"
    form = int((conn.execute(asked).fetchone() or ("1",))[0])
    proof = "proof" if form > 1 else "''"
    rows = conn.execute(
        "SELECT body.id, name, tier, parent, closed_at IS NOT NULL, epoch, sign, seal, upto, "
        f"{proof} FROM jiejiao.body "
        "JOIN jiejiao.key ON key.body = body.id WHERE body.id = %(body)s "
        "OR body.parent = %(body)s OR body.parent IN "
        "(SELECT below.id FROM jiejiao.body AS below WHERE below.parent = %(body)s) "
        "OR body.id = (SELECT own.parent FROM jiejiao.body AS own WHERE own.id = %(body)s) "
        "OR body.id = (SELECT above.parent FROM jiejiao.body AS above JOIN jiejiao.body AS own "
        "ON own.parent = above.id WHERE own.id = %(body)s) "
        # Of those beside it only who wrote to it.
        "OR (body.parent = (SELECT own.parent FROM jiejiao.body AS own WHERE own.id = %(body)s) "
        "AND body.id IN (SELECT reader.body FROM jiejiao.reader WHERE reader.reader = %(body)s)) "
        "ORDER BY body.id, epoch",
        {"body": around},
    ).fetchall()
    order = {"subdistrict": 0, "community": 1, "corner": 2}
    found = [HubBody(*row) for row in rows]
    return sorted(found, key=lambda one: (order[one.tier], one.body, one.epoch))


def beside(conn: Any, own: str) -> list[str]:
    """The bodies under the same one above, that are not closed."""
    rows = conn.execute(
        "SELECT body.id FROM jiejiao.body JOIN jiejiao.body AS own ON own.parent = body.parent "
        "WHERE own.id = %(own)s AND body.id <> %(own)s AND body.closed_at IS NULL "
        "AND EXISTS (SELECT 1 FROM jiejiao.key WHERE key.body = body.id) ORDER BY body.id",
        {"own": own},
    ).fetchall()
    return [id for (id,) in rows]


def about(conn: Any, wanted: Iterable[str]) -> dict[str, Letter]:
    """The newest letter of each body about itself, by body; bodies that sent none are absent."""
    rows = conn.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM jiejiao.letter WHERE kind = 'body' "
        "AND body IN (SELECT json_array_elements_text(%s::json)) ORDER BY body, epoch, n",
        (json.dumps(sorted(wanted)),),
    ).fetchall()
    return {letter.body: letter for letter in map(_letter, rows)}


def erase(conn: Any, gone: Iterable[tuple[int, int]]) -> int:
    """Erase own letters, (epoch, n) each, at the hub; returns how many were not empty before."""
    epochs, numbers = zip(*gone, strict=True)
    row = conn.execute(
        "SELECT jiejiao.erase(%s::integer[], %s::bigint[])", (list(epochs), list(numbers))
    ).fetchone()
    conn.commit()
    return int(row[0])


def have(conn: Any, had: Mapping[tuple[str, int], int]) -> None:
    """Acknowledge letters of others by sender and epoch, for their senders to see."""
    conn.execute(
        "SELECT jiejiao.have(%s::text[], %s::integer[], %s::bigint[])",
        ([one[0] for one in had], [one[1] for one in had], list(had.values())),
    )
    conn.commit()


def had(conn: Any) -> list[tuple[str, int, int]]:
    """The acknowledgements of the calling body's letters: reader, epoch, number."""
    rows = conn.execute(
        "SELECT reader, epoch, number FROM jiejiao.had WHERE body = (SELECT jiejiao.me()) "
        "ORDER BY reader, epoch"
    ).fetchall()
    conn.rollback()
    return [tuple(row) for row in rows]


def tell_fork(conn: Any, epoch: int, n: int, hash: bytes) -> None:
    """Report to the office that this laptop has another letter of a number; errors are ignored."""
    conn.rollback()
    conn.execute("SELECT jiejiao.tell_fork(%s, %s, %s)", (epoch, n, hash))
    conn.commit()


def _column(letter: Letter, name: str) -> object:
    value = getattr(letter, name)
    return json.dumps([[one.reader, one.number] for one in value]) if name == "addressed" else value


def _letter(row: tuple[Any, ...]) -> Letter:
    parts = dict(zip(_COLUMNS, row, strict=True))
    parts["addressed"] = tuple(Addressed(*one) for one in json.loads(parts["addressed"]))
    return Letter(**parts)


def _refused(place: object, failure: Any) -> HubRefused | HubUnreachable:
    code = getattr(failure, "sqlstate", None) or ""
    if code in _REFUSED:
        return HubRefused(place=str(place), why=_why(_REFUSED[code]))
    if code.startswith("28") or "authentication" in str(failure):
        return HubRefused(place=str(place), why="login")
    if code in ("42501",):
        return HubRefused(place=str(place), why="stranger")
    if code in ("53100", "53200"):
        return HubRefused(place=str(place), why="full")
    if code in ("3D000", "3F000", "42P01", "42883", "42703"):
        return HubRefused(place=str(place), why="no_hub")
    if code in ("22P02", "22001", "23514", "22021", "23505"):
        return HubRefused(place=str(place), why="unsound")
    return HubUnreachable(place=str(place))


def _why(name: str) -> Any:
    return name


def _psycopg() -> Any:
    try:
        import psycopg
    except ImportError as failure:
        raise ShareMissing(needs="psycopg") from failure
    return psycopg
