"""The chain finds every edit, deletion, swap and insertion, and a cut tail by a known head."""

import random
from dataclasses import replace
from hashlib import sha256

import pytest

from storage import journal
from storage.engine import open_writer
from storage.health.check import check_file, verify
from storage.health.findings import Trouble
from storage.ids import new_id
from storage.journal_text import lines, read_line
from tests.storage.scenes import found, issue, planned

COLUMNS = ("id", "command", "actor", "at", "digest", "previous", "hash", "salt", "payload")


@pytest.fixture
def chain(records, by):
    """A body with thirty entries, and the raw rows of its chain."""
    body = found(records, by())
    planned(records, by(), body)
    for number in range(1, 29):
        with records.transaction("issue.collect", by(), body) as book:
            book.put(issue(body, number))
    return body


def troubles(records, body, known=None):
    return {finding.kind for finding in verify(records.conn, body, known)}


def test_an_untouched_chain_verifies_to_its_head(records, chain):
    assert troubles(records, chain, records.head(chain)) == set()
    assert records.head(chain).seq == 30


@pytest.mark.parametrize("column", COLUMNS)
def test_an_edited_column_is_caught(records, chain, column):
    seq = random.Random(column).randrange(1, 31)
    old = records.conn.execute(f"SELECT {column} FROM entry WHERE seq = ?", (seq,)).fetchone()[0]
    new = bytes([old[0] ^ 1]) + old[1:] if isinstance(old, bytes) else _other(column, old)
    records.conn.execute(f"UPDATE entry SET {column} = ? WHERE seq = ?", (new, seq))
    assert troubles(records, chain)


def _other(column, old):
    return {
        "id": new_id(),
        "command": "issue.edit",
        "actor": old + "。",
        "at": old.replace("2026", "2025"),
    }[column]


def test_an_edit_with_its_hash_made_anew_is_caught_by_the_next_link(records, chain):
    kept = next(journal.newest_first(records.conn, chain, before=12, limit=1))
    assert kept.payload is not None and kept.salt is not None
    forged = kept.payload.replace("路灯".encode(), "车位".encode())
    digest = sha256(kept.salt + forged).digest()
    records.conn.execute(
        "UPDATE entry SET payload = ?, digest = ? WHERE seq = ?", (forged, digest, kept.seq)
    )
    fresh = next(journal.newest_first(records.conn, chain, before=12, limit=1)).computed_hash()
    records.conn.execute("UPDATE entry SET hash = ? WHERE seq = ?", (fresh, kept.seq))
    assert troubles(records, chain) == {Trouble.LINK}


@pytest.mark.parametrize("seq", [1, 2, 15, 29])
def test_a_deleted_entry_is_caught(records, chain, seq):
    records.conn.execute("DELETE FROM entry WHERE seq = ?", (seq,))
    assert Trouble.GAP in troubles(records, chain)
    records.conn.execute("UPDATE entry SET seq = seq + 1000 WHERE seq > ?", (seq,))
    records.conn.execute("UPDATE entry SET seq = seq - 1001 WHERE seq > 1000")
    assert troubles(records, chain)


@pytest.mark.parametrize(("one", "other"), [(1, 2), (4, 20), (29, 30)])
def test_swapped_entries_are_caught(records, chain, one, other):
    for old, new in ((one, 1000), (other, one), (1000, other)):
        records.conn.execute("UPDATE entry SET seq = ? WHERE seq = ?", (new, old))
    assert troubles(records, chain)


def test_swapped_payloads_are_caught(records, chain):
    rows = records.conn.execute("SELECT salt, payload FROM entry WHERE seq IN (5, 6)").fetchall()
    for seq, row in zip((6, 5), rows, strict=True):
        records.conn.execute("UPDATE entry SET salt = ?, payload = ? WHERE seq = ?", (*row, seq))
    assert troubles(records, chain) == {Trouble.PAYLOAD_CHANGED}


def test_an_inserted_entry_is_caught(records, chain):
    records.conn.execute("UPDATE entry SET seq = seq + 1000 WHERE seq >= 10")
    records.conn.execute("UPDATE entry SET seq = seq - 999 WHERE seq > 1000")
    records.conn.execute(
        "INSERT INTO entry SELECT body, 10, ?, command, actor, at, refers, digest, previous, "
        "hash, salt, payload FROM entry WHERE seq = 9",
        (new_id(),),
    )
    assert troubles(records, chain)


def test_an_entry_moved_to_another_body_is_caught(records, chain, by):
    other = found(records, by())
    records.conn.execute("UPDATE entry SET body = ? WHERE seq = 30", (other,))
    assert troubles(records, other)


def test_a_cut_tail_is_caught_by_the_head_on_signed_minutes(records, chain):
    signed = records.head(chain)
    records.conn.execute("DELETE FROM entry WHERE seq > 27")
    assert troubles(records, chain) == set()
    assert troubles(records, chain, signed) == {Trouble.TAIL_CUT}


def test_a_chain_written_anew_is_caught_by_the_head(records, chain, by):
    signed = records.head(chain)
    records.conn.execute("DELETE FROM entry WHERE seq > 27")
    for number in range(26, 29):
        with records.transaction("issue.collect", by(), chain) as book:
            book.put(issue(chain, number, "车位"))
    assert records.head(chain).seq == signed.seq
    assert troubles(records, chain, signed) == {Trouble.TAIL_CUT}


def test_an_erased_payload_leaves_the_chain_whole(records, chain):
    records.conn.execute("UPDATE entry SET salt = NULL, payload = NULL WHERE seq = 8")
    assert troubles(records, chain, records.head(chain)) == set()
    assert records.history(chain, before=9, limit=1)[0].changes == ()


def test_salt_and_payload_are_erased_together_or_do_not_fit(records, chain):
    line = list(lines(records.conn, chain))[7]
    kept, _rows = read_line(line, "8")
    assert kept.payload_fits()
    assert replace(kept, salt=None, payload=None).payload_fits()
    assert not replace(kept, salt=None).payload_fits()
    assert not replace(kept, payload=None).payload_fits()
    assert not replace(kept, salt=bytes(32)).payload_fits()


def test_the_name_of_who_acts_is_cleaned_as_every_text(records, by):
    acting = replace(by(), actor="王\x1b[31m社\u202e工" + "长" * 200)
    body = found(records, acting)
    [entry] = records.history(body)
    assert "\x1b" not in entry.actor and "\u202e" not in entry.actor
    assert entry.actor.startswith("王") and len(entry.actor) == 100


def test_the_short_form_fits_a_printed_line(records, chain):
    head = records.head(chain)
    assert head.short.replace("-", "") == head.hash.hex()[:16]
    assert len(head.short) == 19


def test_the_payload_does_not_betray_itself_by_its_digest(records, by):
    body = found(records, by())
    digests = set()
    for _ in range(2):
        with records.transaction("issue.collect", by(), body) as book:
            book.put(issue(body))
        digests.add(records.conn.execute("SELECT digest FROM entry ORDER BY seq").fetchall()[-1])
    assert len(digests) == 2


def test_a_whole_file_has_no_findings(records, chain, path):
    assert check_file(path, {chain: records.head(chain)}) == []


def test_rows_changed_behind_the_journal_are_named(records, chain, path):
    conn = open_writer(path)
    lost, changed = [
        row[0] for row in conn.execute("SELECT id FROM issue ORDER BY id LIMIT 2").fetchall()
    ]
    conn.execute("DELETE FROM issue WHERE id = ?", (lost,))
    conn.execute("UPDATE issue SET title = '车位' WHERE id = ?", (changed,))
    conn.execute(
        "INSERT INTO seat (id, body, person, roles, votes) VALUES (?, ?, ?, '[]', 1)",
        (new_id(), chain, "x"),
    )
    conn.close()
    kinds = {(finding.kind, finding.place.split()[0]) for finding in check_file(path)}
    assert kinds == {
        (Trouble.ROW_LOST, "issue"),
        (Trouble.ROW_CHANGED, "issue"),
        (Trouble.ROW_FOREIGN, "seat"),
        (Trouble.REFERENCE, "seat"),
    }


def test_a_number_kept_for_a_state_is_held_against_the_rows(records, chain, path):
    conn = open_writer(path)
    conn.execute("UPDATE state_count SET count = count + 1 WHERE kind = 'issue'")
    conn.close()
    assert {finding.kind for finding in check_file(path)} == {Trouble.MISCOUNTED}


def test_a_flipped_page_is_found(records, chain, path):
    records.close()
    content = bytearray(path.read_bytes())
    for place in range(4096 * 20, len(content), 4096):
        content[place : place + 64] = b"\xff" * 64
    path.write_bytes(content)
    assert Trouble.PAGES in {finding.kind for finding in check_file(path)}
