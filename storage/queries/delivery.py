"""How far referrals and answers have come on their way: unsent, sent, or arrived."""

from collections.abc import Mapping
from typing import Literal

from meetings.sharing.letters import REFERRAL, REPLY
from storage.engine import Connection
from storage.queries.paging import Readable
from storage.registers import register
from storage.registers.kept import KeptBody, kept

Delivered = Literal["unsent", "sent", "there"]


def delivered(records: Readable, body: str) -> Mapping[str, Delivered]:
    """The delivery state of the body's referrals and answers, by the id of the referral.

    Only for those whose other side is on another computer with known keys. `there` means that
    the other side has confirmed it.
    """
    with records.reading() as book:
        conn = book.conn
        kept_body = kept(conn, body)
        if kept_body is None or not kept_body.epoch:
            return {}
        passed = conn.execute(
            f"SELECT id, id FROM referral WHERE body = ?1 AND to_body IN ({_ELSEWHERE})", (body,)
        ).fetchall()
        answered = conn.execute(
            "SELECT reply.id, referral.id FROM reply JOIN referral ON referral.id = reply.referral "
            f"WHERE reply.body = ?1 AND referral.body IN ({_ELSEWHERE})",
            (body,),
        ).fetchall()
        return {
            referral: _of(conn, kept_body, kind, record)
            for kind, rows in ((REFERRAL, passed), (REPLY, answered))
            for record, referral in rows
        }


_ELSEWHERE = (
    "SELECT body FROM peer WHERE body NOT IN (SELECT body FROM kept_body WHERE stopped <> 'moved')"
)


def _of(conn: Connection, kept_body: KeptBody, kind: str, record: str) -> Delivered:
    letter = register.newest_of(conn, kept_body.body, kind, record)
    if letter is None or letter.epoch != kept_body.epoch or not letter.addressed:
        return "unsent"
    touched = conn.execute(
        "SELECT coalesce(max(seq), 0) FROM entry_row WHERE body = ? AND row_id = ?",
        (kept_body.body, record),
    ).fetchone()[0]
    if touched > max(kept_body.seq, letter.journal_seq):
        return "unsent"
    has = all(
        register.acknowledged(conn, kept_body.body, letter.epoch, one.reader) >= one.number
        for one in letter.addressed
    )
    return "there" if has else "sent"
