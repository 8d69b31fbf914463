"""Epochs of keys: a body continued in another file gets new keys, which end the old epoch.

The first letter of the new epoch has a proof by the old key, so that every reader can verify it.
If two files open the same epoch, a reader accepts the keys that came first.
"""

import secrets

from meetings.clean import is_blank, trim
from meetings.errors import NotFound, ReasonNeeded
from meetings.sharing import letters
from meetings.sharing.letters import Addressed, Letter
from storage import journal
from storage.engine import Connection
from storage.records import FileRecords
from storage.registers import outgoing, register, signing
from storage.registers.incoming import epoch_text
from storage.registers.kept import go_on, kept
from storage.registers.register import Peer
from storage.registers.signing import Keys


def keep_here(records: FileRecords, body: str, at: str, reason: str) -> Letter:
    """Continue a body from this file's state, with new keys and for a reason.

    Everything shared is sent anew, since letters of the other file may have a later state. Raises
    ReasonNeeded, NotFound where it had no keys, ShareMissing.
    """
    if is_blank(reason):
        raise ReasonNeeded(act="body.keep")
    with records.registering() as conn:
        return open_next(conn, body, at, trim(reason))


def open_next(conn: Connection, body: str, at: str, reason: str) -> Letter:
    """Open the next epoch of a body that has keys, with new ones; in a transaction.

    The public keys before are stored, so that its older letters can still be verified. Raises
    NotFound, ShareMissing.
    """
    kept_body = kept(conn, body)
    if kept_body is None or kept_body.sign is None:
        raise NotFound(kind="keys", id=body)
    last, end = register.head(conn, body, kept_body.epoch), journal.head(conn, body)
    made = signing.new_keys()
    old, public = signing.public(Keys(kept_body.sign, kept_body.seal)), signing.public(made)
    epoch, after = kept_body.epoch + 1, last.n if last else 0
    proof = signing.sign(kept_body.sign, epoch_text(body, epoch, public.sign, public.seal, after))
    payload = {
        "sign": public.sign.hex(),
        "seal": public.seal,
        "after": after,
        "proof": proof.hex(),
        "reason": reason,
    }
    letter = letters.written(
        None,
        body,
        epoch,
        letters.EPOCH,
        [Addressed(one, 1) for one in outgoing.tree(conn, body)],
        at,
        (end.seq, end.hash) if end else (0, letters.START),
        secrets.token_bytes(16),
        letters.payload_of(body, payload),
        lambda hash: signing.sign(made.sign, hash),
    )
    register.write(conn, letter, body, "own", at)
    if all(one.epoch != kept_body.epoch for one in register.peers(conn, body)):
        own = Peer(body, kept_body.epoch, old.sign, old.seal, kept_body.since, proof="signs")
        register.know(conn, own)
    register.end(conn, body, kept_body.epoch, after)
    conn.execute(
        "UPDATE kept_body SET epoch = ?, sign = ?, seal = ?, since = ?, seq = 0 WHERE body = ?",
        (epoch, made.sign, made.seal, at, body),
    )
    go_on(conn, body)
    return letter
