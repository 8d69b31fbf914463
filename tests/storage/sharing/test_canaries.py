"""A canary in every private field of every table, of the newest schema too, and what leaves."""

import json
import re
import secrets
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from meetings.sharing.projection import BY_KIND
from storage.carriers.carried import to_bytes
from storage.engine import Connection, IntegrityError
from storage.records import FileRecords
from storage.registers import exchanging, register, signing
from storage.registers.register import Peer
from storage.tables import REFERENCES, TABLES
from tui.desk.exchanging import mask_of

RELEASED = Path(__file__).parents[2] / "data/released"
AT = "2026-12-29T10:00:00+08:00"
LEAVES = {
    (one.table, column): set(one.inside.get(column, ()))
    for one in BY_KIND.values()
    for column in (*one.leaves, *one.inside)
} | {
    # Figures are told by subject and by kind of meeting; a notice, which is public and masked,
    # has the meeting's title and of each item its title and what was decided.
    ("issue", "topic"): set(), ("meeting", "kind_words"): set(), ("meeting", "title"): set(),
    ("agenda_item", "title"): set(), ("decision", "text"): set(),
}  # fmt: skip
"""By table and column what may leave, and of a list which fields of its parts."""


@pytest.fixture
def newest(tmp_path: Path) -> Iterator[FileRecords]:
    """A file with something in every table."""
    archives = RELEASED.glob("schema-*.tar.xz")
    last = max(archives, key=lambda path: int(path.stem.removesuffix(".tar").rpartition("-")[2]))
    with tarfile.open(last) as archive:
        archive.extractall(tmp_path, filter="data")
    place = tmp_path / "records.db"
    with FileRecords.open(place) as records:
        yield records


def planted(conn: Connection) -> dict[str, str]:
    """Canaries put into each private column that takes a text, by the canary its place."""
    found: dict[str, str] = {}
    for table in TABLES:
        keys = conn.execute(f"PRAGMA foreign_key_list({table.name})").fetchall()
        refers = {key[3] for key in keys} | {
            one for name, one, _ in REFERENCES if name == table.name
        }
        for column in table.columns:
            where = f"{table.name}.{column.name}"
            if column.form.sql != "TEXT" or column.name in ("id", "body", *refers):
                continue
            may = LEAVES.get((table.name, column.name))
            if may is not None and not column.form.is_json:
                continue
            for id, value in conn.execute(f"SELECT id, {column.name} FROM {table.name}").fetchall():
                if _ID.fullmatch(value or ""):
                    continue
                canary = f"canary{secrets.token_hex(4)}"
                new = _in_json(value, canary, may or set()) if column.form.is_json else canary
                if new is None:
                    continue
                try:
                    conn.execute(
                        f"UPDATE {table.name} SET {column.name} = ? WHERE id = ?", (new, id)
                    )
                except IntegrityError:
                    continue  # a state, a day, a reference: no text that people write
                if column.form.is_json or column.form.is_text:
                    found[canary] = where
    return found


def _in_json(value: str | None, canary: str, may: set[str]) -> str | None:
    """The same with the canary in every text of it that may not leave."""
    if not value:
        return None

    def put(part: Any) -> Any:
        if isinstance(part, dict):
            return {
                name: one if name in may else put(one) if isinstance(one, dict | list) else
                canary if isinstance(one, str) and name in FREE else one
                for name, one in part.items()
            }  # fmt: skip
        return [put(one) for one in part] if isinstance(part, list) else part

    new = put(json.loads(value))
    return json.dumps(new, ensure_ascii=False)


_ID = re.compile("[0-9a-f-]{36}")
FREE = frozenset({"by", "name", "text", "reason", "note", "words", "owner", "phone", "room"})
"""Fields of parts of lists that hold what people wrote."""


def strangers(conn: Connection, bodies: list[str], only: str) -> list[str]:
    """One body alone is kept here; the others have keys, and letters go to them."""
    for name in ("peer", "letter", "acknowledged", "hub"):
        conn.execute(f"DELETE FROM {name}")
    for body in bodies:
        keys = signing.public(signing.new_keys())
        if body != only:
            register.know(conn, Peer(body, 1, keys.sign, keys.seal, AT))
    conn.execute("DELETE FROM kept_body WHERE body <> ?", (only,))
    return [body for body in bodies if body != only]


@pytest.mark.parametrize("place", range(3))
def test_no_canary_of_a_private_field_is_in_any_carried_byte(
    newest: FileRecords, place: int
) -> None:
    with newest.registering() as conn:
        bodies = [row[0] for row in conn.execute("SELECT id FROM body ORDER BY id").fetchall()]
        if place >= len(bodies):
            pytest.skip("the archive has no such body")
        body = bodies[place]
        others = strangers(conn, bodies, body)
        conn.execute("UPDATE referral SET to_body = ? WHERE body = ?", (others[0], body))
        conn.execute("UPDATE body SET parent = ? WHERE id = ?", (others[0], body))
        conn.execute("UPDATE kept_body SET mask = 0")
        canaries = planted(conn)
        conn.execute("UPDATE kept_body SET epoch = 0, sign = NULL, seal = '', seq = 0")
    assert len({*canaries.values()}) > 40
    exchanging.enrol(newest, body, AT)
    sign = exchanging.signer(newest, body)
    carried = b""
    for other in others:
        load = exchanging.load(newest, body, other, AT, mask_of(newest, body))
        carried += to_bytes(load, sign)
    assert carried.count(b'"kind"') > 0
    assert {where for canary, where in canaries.items() if canary.encode() in carried} == set()
