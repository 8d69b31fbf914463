"""The register of outgoing letters (发文簿), made from the journal when letters are exchanged.

One letter is made for each record whose shared fields changed, so corrections made before an
exchange never leave. Letters and the number of the last journal entry read for them are written
in one transaction.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from meetings.sharing import letters
from meetings.sharing.letters import Addressed, Head, Letter
from meetings.sharing.projection import BY_KIND, PROJECTIONS, PUBLIC, letter_fields
from storage import journal
from storage.engine import Connection
from storage.registers import home, register, reporting, signing
from storage.registers.kept import KeptBody, kept, kept_here

Mask = Callable[[str, dict[str, Any]], dict[str, Any]]
"""Gives the fields of a letter of a kind with the names in its texts masked.

Public kinds (notices) are always masked, and wait for an exchange that brings a mask; others only
where the body wants it.
"""


def make(conn: Connection, body: str, at: str, mask: Mask | None = None) -> list[Letter]:
    """Write the letters that are due of a body that is kept and has keys; in a transaction.

    `mask` must be there where the body wants its texts masked. Raises ShareMissing.
    """
    kept_body = kept(conn, body)
    if kept_body is None or not kept_body.epoch or kept_body.sign is None or kept_body.stopped:
        return []
    if kept_body.mask and mask is None:
        raise ValueError("texts of this body leave masked")
    if not home.has_home(conn, body):
        home.settle(conn, body)
    writing = _Writing(conn, kept_body, at)
    today = date.fromisoformat(at[:10])
    made = [writing.write(*one) for one in list(due(conn, kept_body, mask, today))]
    made += _erasing(writing)
    end = journal.head(conn, body)
    conn.execute("UPDATE kept_body SET seq = ? WHERE body = ?", (end.seq if end else 0, body))
    return made


def make_own(conn: Connection, body: str, at: str) -> None:
    """Write only the body's letter about itself, if it is due; in a transaction."""
    kept_body = kept(conn, body)
    if kept_body is not None and kept_body.epoch and not kept_body.stopped:
        writing = _Writing(conn, kept_body, at)
        for one in due(conn, kept_body):
            if one[0] == letters.BODY:
                writing.write(*one)
                break


def forget(conn: Connection, body: str, rows: Iterable[str]) -> None:
    """Erase our letters about these rows, as after an anonymising; in a transaction.

    The next exchange asks their readers to do the same.
    """
    for record in rows:
        for kind in BY_KIND:
            for letter in register.all_of(conn, body, kind, record):
                register.erase(conn, body, letter.epoch, letter.n)


Due = tuple[str, str, dict[str, Any], list[str]]
"""A letter to be written: its kind, record, fields and readers."""


def due(
    conn: Connection, kept_body: KeptBody, mask: Mask | None = None, today: date | None = None
) -> Iterator[Due]:
    """What would leave now, without writing anything; figures only of periods over by `today`."""
    body = kept_body.body
    around = neighbours(conn, body)
    for kind, record, fields, readers in _candidates(conn, kept_body, around, today):
        if not readers and kind != letters.BODY:
            continue
        if mask is not None and (kept_body.mask or kind in PUBLIC):
            fields = mask(kind, fields)
        elif kind in PUBLIC:
            continue
        before = register.newest_of(conn, body, kind, record)
        if before is not None and before.epoch == kept_body.epoch:
            heard = {one.reader for one in before.addressed}
            same = before.payload == letters.payload_of(record, fields)
            if same and heard.issuperset(readers):
                continue
        yield kind, record, fields, readers


def _candidates(
    conn: Connection, kept_body: KeptBody, around: list[str], today: date | None
) -> Iterator[Due]:
    """The letters about rows changed by new entries, as they are now, and about the body itself."""
    body = kept_body.body
    changed = [
        row[0]
        for row in conn.execute(
            "SELECT DISTINCT row_id FROM entry_row WHERE body = ? AND seq > ? ORDER BY row_id",
            (body, kept_body.seq),
        ).fetchall()
    ]
    if (row := _row(conn, "body", body, body)) is not None:
        yield (
            letters.BODY,
            body,
            letter_fields(letters.BODY, row),
            tree(conn, body) if around else [],
        )
    for record in changed:
        if (row := _row(conn, "referral", record, body)) is not None:
            row["landed_on"] = _landed_on(conn, row)
            fields = letter_fields(letters.REFERRAL, row)
            yield letters.REFERRAL, record, fields, _reachable(conn, [row["to_body"]])
    for record in changed:
        if (row := _row(conn, "reply", record, body)) is not None:
            sender = conn.execute("SELECT body FROM referral WHERE id = ?", (row["referral"],))
            readers = _reachable(conn, [one[0] for one in sender.fetchall()])
            yield letters.REPLY, record, letter_fields(letters.REPLY, row), readers
    for record in changed:
        yield from _promise(conn, body, record)
    if above := reporting.readers_above(conn, body):
        yield from _reported(conn, kept_body, changed, above, today)


def _reported(
    conn: Connection,
    kept_body: KeptBody,
    changed: Sequence[str],
    above: list[str],
    today: date | None,
) -> Iterator[Due]:
    """The letters of figures, notices and final minutes for the bodies above."""
    parent = _reachable(conn, [row[0] for row in conn.execute(
        "SELECT parent FROM body WHERE id = ?", (kept_body.body,))])  # fmt: skip
    for record in changed:
        if (fields := reporting.due_notice(conn, kept_body.body, record)) is not None:
            beside = _beside(conn, kept_body.body, record, fields, today) if parent else []
            yield letters.NOTICE, record, fields, sorted({*parent, *beside})
        if (fields := reporting.due_final(conn, kept_body.body, record)) is not None:
            yield letters.FINAL, record, fields, parent
    if today is not None and parent:
        for record, fields in reporting.due_figures(conn, kept_body, today):
            yield letters.FIGURES, record, fields, above


def _beside(
    conn: Connection, body: str, record: str, fields: Mapping[str, Any], today: date | None
) -> list[str]:
    """Bodies beside it that get a notice: all while it is posted, later only those who have it."""
    before = register.newest_of(conn, body, letters.NOTICE, record)
    above = reporting.readers_above(conn, body)
    heard = [one.reader for one in before.addressed] if before is not None else []
    found = [one for one in heard if one not in above]
    hangs = fields["taken_down_on"] is None and (
        today is None or fields["until"] is None or fields["until"] >= today.isoformat()
    )
    return [*found, *(sisters(conn, body) if hangs else ())]


def _promise(conn: Connection, body: str, task: str) -> Iterator[Due]:
    """The letter on the state of a task named in an answer, to the body that got the answer."""
    row = conn.execute(
        "SELECT state, deadline FROM follow_up WHERE id = ? AND body = ?", (task, body)
    ).fetchone()
    if row is None:
        return
    found = conn.execute(
        "SELECT reply.referral, referral.body FROM reply JOIN referral "
        "ON referral.id = reply.referral WHERE reply.body = ? AND instr(reply.tasks, ?) "
        "ORDER BY reply.id",
        (body, task),
    ).fetchall()
    for referral, sender in found:
        done = conn.execute(
            "SELECT max(coalesce(happened, substr(at, 1, 10))) FROM step WHERE follow_up = ? "
            "AND kind IN ('complete', 'close') AND undated = 0",
            (task,),
        ).fetchone()[0]
        over = row[0] in ("completed", "reported_back", "revisited", "closed")
        fields = {"referral": referral, "state": row[0], "deadline": row[1]}
        fields["done_on"] = done if over else None
        yield letters.PROMISE, task, fields, _reachable(conn, [sender])


def _row(conn: Connection, table: str, id: str, body: str) -> dict[str, Any] | None:
    names = [*PROJECTIONS[table].leaves, *PROJECTIONS[table].inside]
    names += ["landed_item"] if table == "referral" else []
    found = conn.execute(
        f"SELECT {', '.join(names)} FROM {table} WHERE id = ? AND body = ?", (id, body)
    ).fetchone()
    return None if found is None else dict(zip(names, found, strict=True))


def _landed_on(conn: Connection, row: dict[str, Any]) -> str | None:
    """The day of the meeting on whose agenda the answer stands."""
    found = conn.execute(
        "SELECT substr(meeting.starts_at, 1, 10) FROM agenda_item JOIN meeting "
        "ON meeting.id = agenda_item.meeting WHERE agenda_item.id = ? "
        "AND meeting.state <> 'cancelled'",
        (row.pop("landed_item"),),
    ).fetchone()
    return found[0] if found else None


def neighbours(conn: Connection, body: str) -> list[str]:
    """The bodies above and below, and those just taken in, as far as their keys are known."""
    rows = conn.execute(
        "SELECT parent FROM body WHERE id = ?1 AND parent IS NOT NULL "
        "UNION SELECT id FROM body WHERE parent = ?1 "
        "UNION SELECT reader FROM acknowledged WHERE body = ?1 AND reader NOT IN "
        "(SELECT id FROM body WHERE parent = (SELECT parent FROM body WHERE id = ?1))",
        (body,),
    )
    return _reachable(conn, [row[0] for row in rows.fetchall()])


def tree(conn: Connection, body: str) -> list[str]:
    """Ids of all bodies that read its letters, and so need its place in the tree and its keys."""
    above = reporting.readers_above(conn, body)
    return sorted({*neighbours(conn, body), *above, *sisters(conn, body)})


def sisters(conn: Connection, body: str) -> list[str]:
    """Ids of bodies beside it, on other computers, that get its notices."""
    kept_body = kept(conn, body)
    beside = kept_body.sisters if kept_body is not None else None
    return [one for one in beside or () if one != body and kept_here(conn, one) is None]


def _reachable(conn: Connection, bodies: list[str]) -> list[str]:
    """Those whose keys are known, and that are kept elsewhere."""
    return [
        body
        for body in sorted(set(bodies))
        if kept_here(conn, body) is None and register.peer(conn, body) is not None
    ]


@dataclass
class _Writing:
    """Writes letters to the end of a body's register."""

    conn: Connection
    kept_body: KeptBody
    at: str
    numbers: dict[str, int] = field(default_factory=dict)
    """The last number to each reader, by the reader's id."""

    def __post_init__(self) -> None:
        body = self.kept_body.body
        self._last: Letter | Head | None = register.head(self.conn, body, self.kept_body.epoch)
        end = journal.head(self.conn, body)
        self._journal = (end.seq, end.hash) if end else (0, letters.START)

    def write(
        self, kind: str, record: str, fields: Mapping[str, object], readers: Sequence[str]
    ) -> Letter:
        body, epoch, secret = self.kept_body.body, self.kept_body.epoch, self.kept_body.sign
        assert secret is not None
        addressed = []
        for reader in sorted(set(readers)):
            if reader not in self.numbers:
                self.numbers[reader] = register.number_to(self.conn, body, epoch, reader)
            self.numbers[reader] += 1
            addressed.append(Addressed(reader, self.numbers[reader]))
        made = letters.written(
            self._last,
            body,
            epoch,
            kind,
            addressed,
            self.at,
            self._journal,
            secrets.token_bytes(16),
            letters.payload_of(record, fields),
            lambda hash: signing.sign(secret, hash),
        )
        register.write(self.conn, made, record, "own", self.at)
        self._last = made
        return made


def _erasing(writing: _Writing) -> list[Letter]:
    """After an anonymising, erase earlier letters about its rows and ask readers to do the same."""
    conn, body, since = writing.conn, writing.kept_body.body, writing.kept_body.seq
    rows = conn.execute(
        "SELECT DISTINCT row_id FROM entry_row JOIN entry USING (body, seq) "
        "WHERE body = ? AND seq > ? AND command = 'privacy.anonymise'",
        (body, since),
    ).fetchall()
    gone: list[Letter] = []
    for (record,) in rows:
        for kind in BY_KIND:
            older = list(register.all_of(conn, body, kind, record))[:-1]
            gone += older
    if not gone:
        return []
    for one in gone:
        register.erase(conn, body, one.epoch, one.n)
    readers = sorted({heard.reader for one in gone for heard in one.addressed})
    fields = {"letters": [[one.epoch, one.n] for one in gone]}
    return [writing.write(letters.ERASE, "", fields, readers)]
