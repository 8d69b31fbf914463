"""The chain finds every edit, deletion, swap and insertion, and a cut tail by a known head."""

import random
from dataclasses import replace
from hashlib import sha256

import pytest

from meetings.ports import PARTS, By, Change, Entry
from storage import journal, schema
from storage.engine import open_writer
from storage.health.check import check_file, verify
from storage.health.findings import Trouble
from storage.ids import new_id
from storage.journal_text import lines, read_line
from storage.packing import packed
from tests.storage.scenes import AT, found, issue, planned

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


# What is read of it: the edges


def appended(records, body, by, about=(), refers=None, command="issue.collect"):
    change = packed(Change("issue", "x", None, {"title": "路灯"}))
    return journal.append(records.conn, body, command, by, [change], about, refers).seq


@pytest.fixture
def two(records, by):
    """Two bodies; in each the entry of its making, and four more, two of them about `one`."""
    bodies = sorted((found(records, by()), found(records, by())))
    for body in bodies:
        for about in (("one",), ("other",), ("one", "other", "one"), ()):
            appended(records, body, by(), about)
    return bodies


@pytest.mark.parametrize(
    ("before", "limit", "numbers"),
    [
        (None, -1, [5, 4, 3, 2, 1]), (None, 2, [5, 4]), (6, 1, [5]), (5, 1, [4]),
        (4, -1, [3, 2, 1]), (2, -1, [1]), (1, -1, []), (None, 0, []), (None, 9, [5, 4, 3, 2, 1]),
    ],
)  # fmt: skip
def test_entries_are_read_from_the_newest_back_to_before_a_number(
    records, two, before, limit, numbers
):
    for body in two:
        read = list(journal.newest_first(records.conn, body, before, limit))
        assert [(one.body, one.seq) for one in read] == [(body, number) for number in numbers]
    assert [one.seq for one in journal.newest_first(records.conn, two[0])] == [5, 4, 3, 2, 1]
    assert list(journal.newest_first(records.conn, "nobody")) == []


@pytest.mark.parametrize(
    ("before", "limit", "numbers"),
    [
        (None, 9, [4, 2]), (None, 1, [4]), (5, 9, [4, 2]), (4, 9, [2]), (3, 9, [2]), (2, 9, []),
        (None, 0, []), (None, -1, [4, 2]),
    ],
)  # fmt: skip
def test_entries_about_a_row_are_read_from_the_newest_back(records, two, before, limit, numbers):
    for body in two:
        read = list(journal.about(records.conn, body, "one", before, limit))
        assert [(one.body, one.seq) for one in read] == [(body, number) for number in numbers]
    assert list(journal.about(records.conn, two[0], "nothing", None, 9)) == []


def test_entries_are_read_in_the_order_they_were_made_with_what_they_are_about(records, two):
    for body in two:
        read = list(journal.oldest_first(records.conn, body))
        assert [(one.body, one.seq) for one in read] == [(body, number) for number in range(1, 6)]
        in_short = list(journal.payloads(records.conn, body))
        assert in_short == [(one.seq, one.command, one.payload) for one in read]
        of = journal.row_ids_by_seq(records.conn, body)
        assert [sorted(of(number)) for number in range(2, 7)] == [
            ["one"], ["other"], ["one", "other"], [], [],
        ]  # fmt: skip
        later = journal.row_ids_by_seq(records.conn, body)
        assert [sorted(later(4)), later(4), later(2)] == [["one", "other"], [], []]
    assert journal.bodies(records.conn) == two


def test_the_short_hash_of_one_entry_is_that_of_its_body_and_number_alone(records, two):
    one, other = two
    for body in two:
        for entry in journal.oldest_first(records.conn, body):
            assert journal.at(records.conn, body, entry.seq) == journal.short(entry.hash)
    assert journal.at(records.conn, one, 5) != journal.at(records.conn, other, 5)
    for body, seq in ((one, 0), (one, 6), ("nobody", 1)):
        assert journal.at(records.conn, body, seq) is None
    assert journal.head(records.conn, "nobody") is None
    head = journal.head(records.conn, other)
    assert head is not None and (head.body, head.seq) == (other, 5)
    assert head.short == journal.at(records.conn, other, 5)


def test_a_hash_is_printed_as_sixteen_digits_in_fours():
    assert journal.short(bytes(range(32))) == "0001-0203-0405-0607"


def test_the_first_entry_follows_nothing_and_every_other_the_one_before(records, two):
    for body in two:
        read = list(journal.oldest_first(records.conn, body))
        assert read[0].previous == bytes(32)
        assert [one.previous for one in read[1:]] == [one.hash for one in read[:-1]]
        assert all(len(one.salt or b"") == 16 for one in read)
        assert len({one.salt for one in read}) == 5


def test_an_entry_keeps_who_acted_when_and_what_it_refers_to(records, by):
    body = found(records, by())
    acting = by()
    appended(records, body, acting, refers=1, command="undo")
    kept, first = journal.newest_first(records.conn, body)
    assert (kept.id, kept.command, kept.actor) == (acting.command_id, "undo", "陈静")
    assert (kept.refers, first.refers) == (1, None)
    [change] = kept.changes()
    assert kept.entry() == Entry(
        body, 2, acting.command_id, "undo", "陈静", acting.at, kept.changes()
    )
    assert (change.table, change.id, change.before) == ("issue", "x", None)
    assert kept.computed_hash() == kept.hash
    for refers in (None, 2, 0):
        assert replace(kept, refers=refers).computed_hash() != kept.hash
    assert journal.is_recorded(records.conn, acting.command_id)
    assert not journal.is_recorded(records.conn, new_id())


def test_what_was_written_is_handed_back_as_it_stands_in_the_file(records, by):
    body = found(records, by())
    change = packed(Change("issue", "x", None, {"title": "路灯"}))
    written = journal.append(records.conn, body, "issue.collect", by(), [change], ["x"], 1)
    assert written == next(journal.newest_first(records.conn, body))
    assert written.payload_fits() and written.computed_hash() == written.hash


def test_only_the_entries_of_a_body_that_are_named_are_erased(records, two):
    one, other = two
    journal.erase(records.conn, one, [2, 4])
    for body, gone in ((one, {2, 4}), (other, set())):
        for entry in journal.oldest_first(records.conn, body):
            assert (entry.payload is None) == (entry.salt is None) == (entry.seq in gone)
            assert entry.computed_hash() == entry.hash and entry.payload_fits()
            assert bool(entry.changes()) is (entry.seq not in gone)


def other_file(path):
    """A new file that is written to without its bodies."""
    schema.create(path, None)
    conn = open_writer(path)
    conn.execute("PRAGMA foreign_keys = OFF")
    return conn


def test_entries_are_written_to_another_file_as_they_are(records, two, tmp_path):
    entries = [one for body in two for one in journal.oldest_first(records.conn, body)]
    again = other_file(tmp_path / "again.db")
    journal.write_again(again, ((one, ["a", "b", "a"]) for one in entries))
    assert [one for body in two for one in journal.oldest_first(again, body)] == entries
    of = journal.row_ids_by_seq(again, two[1])
    assert [sorted(of(number)) for number in range(1, 7)] == [["a", "b"]] * 5 + [[]]
    again.close()

    copied = other_file(tmp_path / "copied.db")
    journal.copy_all(records.conn, copied)
    assert [one for body in two for one in journal.oldest_first(copied, body)] == entries
    assert journal.row_ids_by_seq(copied, two[0])(2) == []
    copied.close()


BODY = "01890000-0000-7abc-8123-000000000000"


@pytest.mark.parametrize("many", [0, 1, 1999, 2000, 2001, 4001])
def test_any_number_of_entries_is_written_again(many, tmp_path):
    conn = other_file(tmp_path / "again.db")
    first = journal.StoredEntry(
        BODY, 1, "", "x", "", AT.isoformat(), None, bytes(32), bytes(32), bytes(32), None, None
    )
    numbers = range(1, many + 1)
    entries = (replace(first, seq=number, id=f"{number:036d}") for number in numbers)
    conn.execute("BEGIN")
    journal.write_again(conn, ((entry, ["a"]) for entry in entries))
    conn.execute("COMMIT")
    assert [one.seq for one in journal.oldest_first(conn, BODY)] == list(numbers)
    conn.close()


ACT = "01890000-0000-7abc-8123-456789abcdef"


def test_the_entries_of_one_act_are_found_from_any_of_them_the_last_first(records, by):
    first, second, third = (found(records, by()) for _ in range(3))
    act = By("陈静", AT, ACT)
    before = replace(act, command_id="01890000-0000-7abc-8123-456789abbdee")
    after = replace(act, command_id="01890000-0000-7abc-8123-456789abedf0")
    other = replace(act, command_id="01890000-0001-7abc-8123-456789abcdef")
    for body, acting in (
        (first, before), (first, act), (second, act.part(1)), (third, act.part(2)),
        (second, after), (third, other), (first, other.part(1)),
    ):  # fmt: skip
        appended(records, body, acting)
    for place in range(3):
        assert journal.of_one_act(records.conn, act.part(place).command_id) == [
            (third, 2), (second, 2), (first, 3),
        ]  # fmt: skip
    for place in range(2):
        assert journal.of_one_act(records.conn, other.part(place).command_id) == [
            (first, 4), (third, 3),
        ]  # fmt: skip


def test_an_act_of_one_command_is_found_alone_and_one_that_is_not_there_not_at_all(records, by):
    body = found(records, by())
    acting = by()
    assert journal.of_one_act(records.conn, acting.command_id) == []
    appended(records, body, acting)
    assert journal.of_one_act(records.conn, acting.command_id) == [(body, 2)]
    assert journal.of_one_act(records.conn, new_id()) == []
    foreign = "made by somebody else, as long as it"
    appended(records, body, replace(acting, command_id=foreign))
    assert journal.of_one_act(records.conn, foreign) == []


def test_the_parts_of_an_act_whose_beginning_is_not_in_the_file_are_found_without_it(records, by):
    act = By("陈静", AT, ACT)
    first, second = found(records, by()), found(records, by())
    appended(records, first, act.part(1))
    appended(records, second, act.part(2))
    for place in (1, 2):
        together = journal.of_one_act(records.conn, act.part(place).command_id)
        assert together == [(second, 2), (first, 2)]


def test_the_last_part_that_an_act_can_have_is_found_with_it(records, by):
    act = By("陈静", AT, ACT)
    first, second = found(records, by()), found(records, by())
    appended(records, first, act)
    appended(records, second, act.part(PARTS - 1))
    assert journal.of_one_act(records.conn, act.command_id) == [(second, 2), (first, 2)]
