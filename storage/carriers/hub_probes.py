"""Forty attempts of one body to read or write as another, run against a real hub.

This tests on the server itself what the hub's page promises: two invented bodies join, try, and
are removed again.
"""

import contextlib
import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from meetings.dataclass import dataclass
from meetings.sharing.letters import START, Addressed, Letter, payload_of, written
from storage.carriers import hub, hub_office
from storage.carriers.hub import Place
from storage.errors import HubRefused, HubUnreachable
from storage.registers.signing import PublicKeys

_OWN, _OTHER = "probe".ljust(35, "-") + "1", "probe".ljust(35, "-") + "2"


@dataclass(frozen=True, slots=True)
class Probe:
    """One attempt; `held` says whether the hub behaved as it should."""

    name: str
    held: bool


Try = Callable[[Any], object]


def probe(place: Place, office: str, now: datetime | None = None) -> list[Probe]:
    """Run every attempt; raises HubUnreachable, HubRefused, ShareMissing."""
    now = now or datetime.now(UTC)
    try:
        with hub.database(office) as conn:
            _forget(conn)
            hub_office.know_bodies(
                conn, ((_OWN, "试一", "corner", None), (_OTHER, "试二", "corner", None))
            )
            codes = [one.code for one in hub_office.invite(conn, (_OWN, _OTHER), now, None)]
        logins = []
        for body, code in zip((_OWN, _OTHER), codes, strict=True):
            password = hub.new_password()
            keys = PublicKeys(secrets.token_bytes(32), "probe")
            joined = hub.join(place, code, body, "corner", keys, 1, password)
            logins.append((joined.login, password))
        with hub.connected(place, *logins[1]) as other:
            first = letter(_OTHER, _OTHER)
            hub.push(other, [first, letter(_OTHER, _OWN, first)])
        return [
            *_refusals(place, logins[0], codes, logins[1][0]),
            *_rules(place, logins[0]),
            *_after_closing(place, office, logins[0]),
        ]
    finally:
        with hub.database(office) as conn:
            _forget(conn)


def letter(body: str, reader: str, after: Letter | None = None, **changes: Any) -> Letter:
    """A made-up letter; its signature is random, as a hub cannot check signatures."""
    n = after.n + 1 if after else 1
    made = written(
        after, body, 1, "probe", [Addressed(reader, n)], "2026-01-01T00:00:00+00:00", (n, START),
        bytes(16), payload_of("", {"mark": "what only its reader may read"}),
        lambda hash: hash + hash,
    )  # fmt: skip
    return replace(made, **changes) if changes else made


_SQL: Final = (
    ("change a letter", "UPDATE jiejiao.letter SET kind = 'other'"),
    ("change another's letter", f"UPDATE jiejiao.letter SET salt = NULL WHERE body = '{_OTHER}'"),
    ("remove letters", "DELETE FROM jiejiao.letter"),
    ("empty the letters", "TRUNCATE jiejiao.letter"),
    ("set its own head", "UPDATE jiejiao.head SET n = 0"),
    ("set another's head", f"UPDATE jiejiao.head SET n = 9 WHERE body = '{_OTHER}'"),
    ("name itself a reader", f"INSERT INTO jiejiao.reader VALUES ('{_OWN}', '{_OTHER}', 1, 1, 1)"),
    ("take readers away", "DELETE FROM jiejiao.reader"),
    ("write a key", "UPDATE jiejiao.key SET login = session_user"),
    (
        "join past the code",
        f"SELECT jiejiao.enrol(NULL, '{_OTHER}', 'corner', '', '', 1, '', '')",
    ),
    ("prove another's keys", f"UPDATE jiejiao.key SET proof = 'x' WHERE body = '{_OTHER}'"),
    ("set the hub's own key", "INSERT INTO jiejiao.setting VALUES ('sign_key', '00')"),
    ("read logins", "SELECT login FROM jiejiao.key"),
    ("read who keeps a body", "SELECT keeper FROM jiejiao.key"),
    ("read invitations", "SELECT * FROM jiejiao.invite"),
    ("write an invitation", f"INSERT INTO jiejiao.invite VALUES ('\\x00', '{_OTHER}', now())"),
    ("read what happened", "SELECT * FROM jiejiao.event"),
    ("write what happened", "INSERT INTO jiejiao.event (what) VALUES ('x')"),
    ("rename a body", "UPDATE jiejiao.body SET name = 'x'"),
    ("read who was there when", "SELECT seen_at FROM jiejiao.body"),
    ("close a body", f"UPDATE jiejiao.body SET closed_at = now() WHERE id = '{_OTHER}'"),
    ("say what it has", f"INSERT INTO jiejiao.had VALUES ('{_OTHER}', '{_OWN}', 1, 1, now())"),
    ("change a setting", "UPDATE jiejiao.setting SET value = '9'"),
    ("become the owner", "SET ROLE jiejiao_owner"),
    ("become the office", "SET SESSION AUTHORIZATION jiejiao_owner"),
    ("make a role", "CREATE ROLE jiejiao_probe_made"),
    ("make itself a member", "GRANT jiejiao_owner TO CURRENT_USER"),
    ("make a table", "CREATE TABLE jiejiao.made (x integer)"),
    ("make a function", "CREATE FUNCTION jiejiao.me2() RETURNS text LANGUAGE sql AS 'SELECT 1'"),
    ("drop the trigger", "DROP TRIGGER receive ON jiejiao.letter"),
    ("turn the trigger off", "ALTER TABLE jiejiao.letter DISABLE TRIGGER ALL"),
    ("turn row security off", "ALTER TABLE jiejiao.letter DISABLE ROW LEVEL SECURITY"),
    ("pass triggers by", "SET session_replication_role = replica"),
    ("read the server's files", "SELECT pg_read_file('postgresql.conf')"),
    ("run a program", "COPY (SELECT 1) TO PROGRAM 'true'"),
    ("read passwords", "SELECT rolpassword FROM pg_authid"),
)


def _refusals(place: Place, own: tuple[str, str], codes: list[str], other: str) -> Iterator[Probe]:
    """Attempts that must be refused."""
    for name, asked in (*_SQL, ("become another", f'SET ROLE "{other}"')):
        yield Probe(name, _refuses(place, own, _run(asked)))
    yield Probe("join by a used code", _refuses(place, hub.JOINING, _join(codes[1])))
    yield Probe("join by a made-up code", _refuses(place, hub.JOINING, _join("AAAAA" * 7)))
    yield Probe(
        "read before joining", _refuses(place, hub.JOINING, lambda conn: hub.bodies(conn, _OWN))
    )
    as_other = letter(_OTHER, _OWN, n=3)
    yield Probe("write as another", _refuses(place, own, lambda conn: hub.push(conn, [as_other])))


def _rules(place: Place, own: tuple[str, str]) -> Iterator[Probe]:
    """Attempts that are allowed but must not give too much, and attempts against the chain."""
    first = letter(_OWN, _OTHER)
    with hub.connected(place, *own) as conn:
        read = conn.execute("SELECT n FROM jiejiao.letter WHERE body = %s", (_OTHER,)).fetchall()
        yield Probe("reads what is addressed to it alone", read == [(2,)])
        shown = conn.execute("SELECT body FROM jiejiao.head").fetchall()
        yield Probe("sees no head but its own", shown == [(_OWN,)])
        numbers = [one.n for lot in hub.pull(conn, _OTHER, {}) for one in lot]
        yield Probe("fetches nothing for another", numbers == [])
        yield Probe("erases nothing of another", hub.erase(conn, [(1, 1), (1, 2)]) == 0)
        hub.push(conn, [first])
        yield Probe("takes the same letter once", hub.push(conn, [first]) == 1)
    again = letter(_OWN, _OTHER, kind="else", hash=bytes(32))
    yield Probe("refuses another first letter", _refuses(place, own, _push(again), "forked"))
    yield Probe(
        "refuses a gap", _refuses(place, own, _push(letter(_OWN, _OTHER, first, n=3)), "gap")
    )
    cut = letter(_OWN, _OTHER, first, previous=bytes(32))
    yield Probe("refuses a letter after another", _refuses(place, own, _push(cut), "forked"))
    back = letter(_OWN, _OTHER, first, journal_seq=0)
    yield Probe("refuses a journal that went back", _refuses(place, own, _push(back), "went_back"))
    changed = letter(_OWN, _OTHER, first, payload=b"{}")
    yield Probe("refuses a changed payload", _refuses(place, own, _push(changed), "unsound"))
    ahead = letter(_OWN, _OTHER, first, epoch=2)
    yield Probe("refuses an epoch that was not opened", _refuses(place, own, _push(ahead), "moved"))


def _after_closing(place: Place, office: str, own: tuple[str, str]) -> Iterator[Probe]:
    with hub.database(office) as conn:
        hub_office.close(conn, _OWN)
    late = letter(_OWN, _OTHER, letter(_OWN, _OTHER))
    yield Probe("refuses a closed body's letter", _refuses(place, own, _push(late), "moved"))
    with hub.connected(place, *own) as conn:
        yield Probe("lets a closed body read", not hub.hello(conn, "").writes)


def _push(one: Letter) -> Try:
    return lambda conn: hub.push(conn, [one])


def _join(code: str) -> Try:
    def asked(conn: Any) -> None:
        conn.execute(
            "SELECT jiejiao.join(%s, %s, 'corner', %s, 'x', 1, %s, '')",
            (code, _OWN, bytes(32), hub.verifier("x")),
        )
        conn.commit()

    return asked


def _run(asked: str) -> Try:
    """An attempt by one statement, which is harmless if it changes and shows no row."""

    def tried(conn: Any) -> None:
        done = conn.execute(asked)
        harmless = done.rowcount == 0 and not asked.startswith(("SET", "CREATE", "DROP", "ALTER"))
        conn.rollback()
        if harmless:
            raise HubRefused(place="", why="stranger")

    return tried


def _refuses(place: Place, login: tuple[str, str], tried: Try, why: str | None = None) -> bool:
    try:
        with hub.connected(place, *login) as conn:
            tried(conn)
    except HubRefused as refused:
        return why is None or refused.why == why
    except HubUnreachable:
        # The engine's own refusals that have no word of ours.
        return why is None
    return False


def _forget(conn: Any) -> None:
    """Remove the two bodies with all they did."""
    logins = conn.execute(
        "SELECT login FROM jiejiao.key WHERE body IN (%s, %s)", (_OWN, _OTHER)
    ).fetchall()
    for table in ("had", "reader", "letter", "head", "invite", "event", "key"):
        column = "reader" if table == "had" else "body"
        conn.execute(
            f"DELETE FROM jiejiao.{table} WHERE body IN (%s, %s) OR {column} IN (%s, %s)",
            (_OWN, _OTHER, _OWN, _OTHER),
        )
    conn.execute("DELETE FROM jiejiao.body WHERE id IN (%s, %s)", (_OWN, _OTHER))
    conn.commit()
    for (login,) in logins:
        with contextlib.suppress(HubRefused):
            conn.execute(f'DROP ROLE "{login}"')
    conn.commit()
