"""Check the registers of letters: hashes, signatures, and own numbers without a gap."""

from collections.abc import Iterator

from meetings.sharing import letters
from meetings.sharing.letters import Letter, LetterUnsound
from storage.engine import Connection
from storage.errors import ShareMissing
from storage.health.findings import Finding, Trouble
from storage.registers import register, signing
from storage.registers.signing import Keys


def letter_findings(conn: Connection) -> Iterator[Finding]:
    """Every fault; signatures are only checked where the library is installed."""
    for (body,) in conn.execute("SELECT DISTINCT body FROM letter ORDER BY body").fetchall():
        keys = _keys(conn, body)
        last: Letter | None = None
        for letter in register.of_body(conn, body):
            place = f"letter {body} {letter.epoch}/{letter.n}"
            key = keys.get(letter.epoch)
            if not _is_sound(letter, key):
                yield Finding(Trouble.LETTER_CHANGED, place, {})
            if _is_own(conn, letter):
                after = last.head if last is not None and last.epoch == letter.epoch else None
                if not letters.follows(letter, after):
                    yield Finding(Trouble.LETTER_MISSING, place, {})
                last = letter


def _is_own(conn: Connection, letter: Letter) -> bool:
    row = conn.execute(
        "SELECT state FROM letter WHERE body = ? AND epoch = ? AND n = ?",
        (letter.body, letter.epoch, letter.n),
    ).fetchone()
    return bool(row[0] == "own")


def _is_sound(letter: Letter, key: bytes | None) -> bool:
    try:
        letters.verify(letter, lambda h, s: key is None or signing.verifies(key, h, s))
    except LetterUnsound:
        return False
    except ShareMissing:
        return True
    return True


def _keys(conn: Connection, body: str) -> dict[int, bytes]:
    """The public keys by which a body's letters are known, by epoch."""
    found = {one.epoch: one.sign for one in register.peers(conn, body)}
    own = conn.execute(
        "SELECT epoch, sign, seal FROM kept_body WHERE body = ? AND sign IS NOT NULL", (body,)
    ).fetchone()
    if own is not None:
        try:
            found[own[0]] = signing.public(Keys(own[1], own[2])).sign
        except (ShareMissing, ValueError):
            found.pop(own[0], None)
    return found
