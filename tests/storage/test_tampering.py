"""What whoever has the file may do to it by hand: what the check finds, and what it cannot.

The check has no key that the forger has not. So it finds whatever does not fit together; a chain
that was written anew as a whole is found by a head that left the file, as on paper.
docs/journal-format.md lists what is not found.
"""

import json
import shutil
import sqlite3
from datetime import datetime
from hashlib import sha256

import pytest

from meetings.actions import decide, finish, hold
from meetings.matters.issues import Issue
from meetings.papers.seal import JournalEnd, journal_end, seal_of
from meetings.sitting.agenda import ItemOutcome
from storage import journal, migrations
from storage.copies.bringing_in import bring_in
from storage.copies.restoring import restore
from storage.errors import Foreign, JournalBroken, NotWhole
from storage.health import repair
from storage.health.check import check_file
from storage.health.findings import Trouble
from storage.health.heads import place_of_end
from storage.health.rebuild import remake
from storage.ids import new_id
from storage.journal import Head, StoredEntry
from storage.journal_text import lines
from storage.records import FileRecords
from storage.registry import Registry
from storage.secrecy.anonymise import anonymise
from storage.tables import TABLES
from tests.data.house import House

AT = "2026-11-23T20:00:00+08:00"
BODIES: dict[str, str] = {}
"""The ids of the two bodies by what was done in them."""


def ended(records, body):
    """The end of the chain of a body that has one."""
    head = records.head(body)
    assert head is not None
    return head


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Two bodies: one with a final meeting and a vote, one whose meeting was made anonymous."""
    path = tmp_path_factory.mktemp("whole") / "records.db"
    with FileRecords.open(path) as records:
        for acts, name in enumerate(("final", "anonymous")):
            house = House("corner", members=3, records=records, acts=1_000 * acts)
            house.plan("路灯")
            house.open(3)
            house.begin("路灯")
            house.says(1, "先修西门的。")
            house.vote(house.move("装路灯"), 2, 1)
            house.act(decide.settle, house.item("路灯"), ItemOutcome.ADOPTED)
            house.act(hold.end_meeting)
            head = ended(records, house.body.id)
            house.act(finish.finalise, head.short, head.seq)
            BODIES[name] = house.body.id
            if name == "anonymous":
                anonymise(records, house.by(), house.body.id, house.now.date().replace(year=2100))
            with records.transaction("issue.collect", house.by(), house.body.id) as book:
                book.put(Issue(book.new_id(), house.body.id, 1, "西门积水", house.now))
    assert check_file(path) == []
    return path


class Hand:
    """A file in the hand of somebody who knows its form as well as the program does."""

    def __init__(self, path):
        self.path = path
        self.conn = sqlite3.connect(str(path), isolation_level=None)
        self.body, self.other = BODIES["final"], BODIES["anonymous"]

    def do(self, sql, *values):
        numbered = {str(number): value for number, value in enumerate(values, 1)}
        return self.conn.execute(sql, numbered if "?1" in sql else values)

    def one(self, sql, *values):
        return self.do(sql, *values).fetchone()[0]

    def entry(self, command, body=None):
        """The newest entry of a command."""
        found = self.do(
            "SELECT seq FROM entry WHERE body = ? AND command = ? ORDER BY seq DESC LIMIT 1",
            body or self.body, command,
        )  # fmt: skip
        return found.fetchone()[0]

    def edit(self, seq, change, body=None):
        """Change the payload of an entry and nothing else."""
        body = body or self.body
        payload = json.loads(
            self.one("SELECT payload FROM entry WHERE body = ? AND seq = ?", body, seq)
        )
        change(payload)
        text = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self.do("UPDATE entry SET payload = ? WHERE body = ? AND seq = ?", text.encode(), body, seq)

    def chain_anew(self, body=None, start=1):
        """Digests, links and hashes again, so that the chain holds by itself."""
        body, last = body or self.body, bytes(32)
        for kept in list(journal.oldest_first(self.conn, body)):
            if kept.seq >= start:
                digest = kept.digest
                if kept.payload is not None and kept.salt is not None:
                    digest = sha256(kept.salt + kept.payload).digest()
                self.do(
                    "UPDATE entry SET digest = ?, previous = ? WHERE body = ? AND seq = ?",
                    digest, last, body, kept.seq,
                )  # fmt: skip
                fresh = next(journal.newest_first(self.conn, body, kept.seq + 1, 1))
                self.do(
                    "UPDATE entry SET hash = ? WHERE body = ? AND seq = ?",
                    fresh.computed_hash(), body, kept.seq,
                )  # fmt: skip
                last = fresh.computed_hash()
            else:
                last = kept.hash

    def append(self, command, *changes, body=None, about=None, payload=None, at=AT):
        """One more entry, as the program itself would chain it."""
        body = body or self.body
        head = self.head(body)
        text = (
            payload
            or json.dumps(
                {"changes": [list(change) for change in changes], "form": migrations.KNOWN},
                ensure_ascii=False,
            ).encode()
        )
        salt = bytes(16)
        digest = sha256(salt + text).digest()
        kept = StoredEntry(
            body, head.seq + 1, new_id(), command, "", at, None, digest, head.hash, b"", salt, text
        )
        self.do(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            body, kept.seq, kept.id, command, "", at, None, digest, head.hash,
            kept.computed_hash(), salt, text,
        )  # fmt: skip
        for row in about if about is not None else {change[1] for change in changes}:
            self.do("INSERT INTO entry_row VALUES (?, ?, ?)", body, row, kept.seq)

    def head(self, body=None):
        head = journal.head(self.conn, body or self.body)
        assert head is not None
        return head

    def row(self, table, id):
        """A row as a payload tells it."""
        names = REGISTRY.named(table).names
        values = self.do(f"SELECT {', '.join(names)} FROM {table} WHERE id = ?", id).fetchone()
        return dict(zip(names, values, strict=True))

    def put(self, table, row):
        """A row into its table, with what is derived for people left out of sight."""
        marks = ", ".join("?" for _ in row)
        self.do(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", *row.values())

    def id_of(self, table, body=None):
        return self.one(f"SELECT id FROM {table} WHERE body = ? LIMIT 1", body or self.body)


REGISTRY = Registry(lambda: TABLES)


@pytest.fixture
def hand(whole, tmp_path):
    path = tmp_path / "records.db"
    shutil.copyfile(whole, path)
    made = Hand(path)
    yield made
    made.conn.close()


def kinds(path, known=None):
    return {finding.kind for finding in check_file(path, known)}


FALSE_TALLY = '{"abstain":0,"against":2,"for_":1,"invalid":0}'


def tally(payload):
    for change in payload["changes"]:
        if change[0] == "vote" and "tally" in (change[3] or {}):
            change[3]["tally"] = FALSE_TALLY


def false_vote(hand):
    """The vote's row with the counts the other way round."""
    hand.do("UPDATE vote SET tally = ? WHERE body = ?", FALSE_TALLY, hand.body)


def erase(hand, where, *values):
    hand.do(f"UPDATE entry SET salt = NULL, payload = NULL WHERE {where}", *values)


# In the journal: what does not fit together.


def payload_alone(hand):
    hand.edit(hand.entry("vote.close"), tally)


def payload_and_row(hand):
    hand.edit(hand.entry("vote.close"), tally)
    false_vote(hand)


def payload_with_its_digest(hand):
    seq = hand.entry("vote.close")
    hand.edit(seq, tally)
    told = hand.one(
        "SELECT CAST(salt || payload AS BLOB) FROM entry WHERE body = ? AND seq = ?", hand.body, seq
    )
    hand.do(
        "UPDATE entry SET digest = ? WHERE body = ? AND seq = ?",
        sha256(told).digest(), hand.body, seq,
    )  # fmt: skip


def payload_with_digest_and_hash(hand):
    payload_with_its_digest(hand)
    seq = hand.entry("vote.close")
    kept = next(journal.newest_first(hand.conn, hand.body, seq + 1, 1))
    hand.do(
        "UPDATE entry SET hash = ? WHERE body = ? AND seq = ?", kept.computed_hash(), hand.body, seq
    )


def column(name, value):
    def act(hand):
        seq = hand.entry("vote.close")
        hand.do(f"UPDATE entry SET {name} = {value} WHERE body = ? AND seq = ?", hand.body, seq)

    act.__name__ = f"entry_{name}"
    return act


def entry_taken_out(hand):
    hand.do("DELETE FROM entry WHERE body = ? AND seq = ?", hand.body, hand.entry("vote.close"))


def entry_taken_out_and_numbers_closed(hand):
    seq = hand.entry("vote.close")
    entry_taken_out(hand)
    hand.do("DELETE FROM entry_row WHERE body = ? AND seq = ?", hand.body, seq)
    for table in ("entry", "entry_row"):
        hand.do(f"UPDATE {table} SET seq = seq + 900 WHERE body = ? AND seq > ?", hand.body, seq)
        hand.do(f"UPDATE {table} SET seq = seq - 901 WHERE body = ? AND seq > 900", hand.body)


def entries_swapped(hand):
    one, other = hand.entry("vote.open"), hand.entry("vote.close")
    for old, new in ((one, 999), (other, one), (999, other)):
        hand.do("UPDATE entry SET seq = ? WHERE body = ? AND seq = ?", new, hand.body, old)


def payloads_swapped(hand):
    pair = [hand.entry("vote.open"), hand.entry("vote.close")]
    told = [
        hand.do(
            "SELECT salt, payload FROM entry WHERE body = ? AND seq = ?", hand.body, seq
        ).fetchone()
        for seq in pair
    ]
    for seq, row in zip(reversed(pair), told, strict=True):
        hand.do(
            "UPDATE entry SET salt = ?, payload = ? WHERE body = ? AND seq = ?",
            *row, hand.body, seq,
        )  # fmt: skip


def beginning_cut_off(hand):
    hand.do("DELETE FROM entry WHERE body = ? AND seq < 4", hand.body)


def entry_moved_to_another_body(hand):
    last = hand.one("SELECT max(seq) FROM entry WHERE body = ?", hand.body)
    free = hand.one("SELECT max(seq) + 1 FROM entry WHERE body = ?", hand.other)
    hand.do(
        "UPDATE entry SET body = ?, seq = ? WHERE body = ? AND seq = ?",
        hand.other, free, hand.body, last,
    )  # fmt: skip


def bodies_swapped_in_the_chains(hand):
    spare = new_id()
    for old, new in ((hand.body, spare), (hand.other, hand.body), (spare, hand.other)):
        for table in ("entry", "entry_row"):
            hand.do(f"UPDATE {table} SET body = ? WHERE body = ?", new, old)


def bodies_swapped_and_chained_anew(hand):
    bodies_swapped_in_the_chains(hand)
    hand.chain_anew(hand.body)
    hand.chain_anew(hand.other)


# Erasing.


def vote_erased(hand):
    false_vote(hand)
    erase(hand, "body = ? AND command LIKE 'vote.%'", hand.body)


def vote_erased_and_unlisted(hand):
    vote_erased(hand)
    vote = hand.id_of("vote")
    hand.do("DELETE FROM entry_row WHERE body = ? AND row_id = ?", hand.body, vote)


def vote_erased_and_listed_nowhere(hand):
    vote_erased(hand)
    hand.do(
        "DELETE FROM entry_row WHERE body = ?1 AND seq IN "
        "(SELECT seq FROM entry WHERE body = ?1 AND payload IS NULL)",
        hand.body,
    )


def everything_erased(hand):
    false_vote(hand)
    erase(hand, "body = ?", hand.body)


def everything_everywhere_erased(hand):
    erase(hand, "1")


def anonymising_itself_erased(hand):
    hand.do("UPDATE issue SET title = '假的' WHERE body = ?", hand.other)
    erase(hand, "body = ? AND command = 'privacy.anonymise'", hand.other)


def newest_erased_after_an_anonymising(hand):
    hand.do("UPDATE issue SET title = '假的' WHERE body = ?", hand.other)
    erase(hand, "body = ? AND command = 'issue.collect'", hand.other)


def anonymous_row_changed(hand):
    hand.do("UPDATE vote SET tally = ? WHERE body = ?", FALSE_TALLY, hand.other)


def vote_erased_and_gone(hand):
    erase(hand, "body = ? AND command LIKE 'vote.%'", hand.body)
    hand.do("DELETE FROM vote WHERE body = ?", hand.body)


# Entries that chain well and tell what cannot be.


def issue_in_another_pool(hand):
    row = hand.row("issue", hand.id_of("issue")) | {"id": new_id(), "body": hand.other}
    hand.append("issue.collect", ("issue", row["id"], None, row))
    hand.put("issue", row)


def row_of_another_body_changed(hand):
    issue = hand.id_of("issue", hand.other)
    hand.append("issue.edit", ("issue", issue, {"title": "西门积水"}, {"title": "假的"}))
    hand.do("UPDATE issue SET title = '假的' WHERE id = ?", issue)


def row_of_another_body_removed(hand):
    issue = hand.id_of("issue", hand.other)
    hand.append("issue.remove", ("issue", issue, hand.row("issue", issue), None))
    hand.do("DELETE FROM issue WHERE id = ?", issue)


def row_given_to_another_body(hand):
    issue = hand.id_of("issue")
    hand.append("issue.edit", ("issue", issue, {"body": hand.body}, {"body": hand.other}))
    hand.do("UPDATE issue SET body = ? WHERE id = ?", hand.other, issue)


def row_of_another_body_anonymised(hand):
    issue = hand.id_of("issue", hand.other)
    row = hand.row("issue", issue) | {"title": "假的"}
    hand.append("privacy.anonymise", ("issue", issue, None, row))
    hand.do("UPDATE issue SET title = '假的' WHERE id = ?", issue)


def speech_in_another_bodys_meeting(hand):
    meeting, item = hand.id_of("meeting", hand.other), hand.id_of("agenda_item", hand.other)
    row = hand.row("speech", hand.id_of("speech"))
    row |= {"id": new_id(), "meeting": meeting, "item": item}
    hand.append("speech.add", ("speech", row["id"], None, row), about={row["id"], meeting})
    hand.put("speech", row)


def answer_in_another_bodys_vote(hand):
    vote = hand.id_of("vote", hand.other)
    row = {
        "id": new_id(), "body": hand.body, "vote": vote, "owner": "王秀英", "units": "[]",
        "area": 1, "choice": "for", "at": AT,
    }  # fmt: skip
    hand.append("owners.answer", ("owner_answer", row["id"], None, row))
    hand.put("owner_answer", row)


def untrue_before(hand):
    issue = hand.id_of("issue")
    hand.append("issue.edit", ("issue", issue, {"title": "从未有过"}, {"title": "西门积水"}))


def other_columns_before_than_after(hand):
    issue = hand.id_of("issue")
    hand.append("issue.edit", ("issue", issue, {"place": ""}, {"title": "西门积水"}))


def added_twice(hand):
    issue = hand.id_of("issue")
    hand.append("issue.collect", ("issue", issue, None, hand.row("issue", issue)))


def told_under_another_id(hand):
    row = hand.row("issue", hand.id_of("issue"))
    hand.append("issue.collect", ("issue", new_id(), None, row | {"id": new_id()}))


def column_too_many(hand):
    row = hand.row("issue", hand.id_of("issue")) | {"id": new_id()}
    hand.append("issue.collect", ("issue", row["id"], None, row | {"secret": 1}))
    hand.put("issue", row)


def column_too_few(hand):
    row = hand.row("issue", hand.id_of("issue")) | {"id": new_id()}
    del row["reason"]
    hand.append("issue.collect", ("issue", row["id"], None, row))


def unknown_table(hand):
    hand.append("issue.collect", ("sqlite_schema", new_id(), None, {"id": "", "body": ""}))


def nothing_to_nothing(hand):
    hand.append("issue.collect", ("issue", new_id(), None, None))


def later_form(hand):
    hand.append("issue.edit", payload=b'{"changes":[],"form":99}')


def no_json(hand):
    hand.append("issue.edit", payload=b"{")


def no_utf8(hand):
    hand.append("issue.edit", payload=b'{"changes":[["\xff"]]}')


def no_list(hand):
    hand.append("issue.edit", payload=b'{"changes":{"a":1}}')


def too_deep(hand):
    hand.append("issue.edit", payload=b'{"changes":' + b"[" * 100_000 + b"]" * 100_000 + b"}")


def impossible_time(hand):
    issue = hand.id_of("issue")
    hand.append("issue.edit", ("issue", issue, {}, {}), at="9999-99-99T99:99:99+08:00")


# In the tables.


def row_changed(hand):
    hand.do("UPDATE speech SET text = '不用修。' WHERE body = ?", hand.body)


def row_removed(hand):
    hand.do("DELETE FROM speech WHERE body = ?", hand.body)


def row_put_in(hand):
    hand.put("speech", hand.row("speech", hand.id_of("speech")) | {"id": new_id()})


def row_moved_to_another_body(hand):
    hand.do("UPDATE issue SET body = ? WHERE body = ?", hand.other, hand.body)


def rows_of_both_bodies_swapped(hand):
    one, other = hand.id_of("issue"), hand.id_of("issue", hand.other)
    hand.do("UPDATE issue SET body = ? WHERE id = ?", hand.other, one)
    hand.do("UPDATE issue SET body = ? WHERE id = ?", hand.body, other)


def final_minutes_rewritten(hand):
    hand.do(
        "UPDATE final_minutes SET content = replace(content, '装路灯', '不装路灯') WHERE body = ?",
        hand.body,
    )


def end_in_final_minutes_changed(hand):
    hand.do("UPDATE final_minutes SET journal_count = journal_count - 1 WHERE body = ?", hand.body)


def number_of_a_state_changed(hand):
    hand.do("UPDATE state_count SET count = count + 1 WHERE kind = 'issue'")


# Where entries are found.


def unlisted(hand):
    hand.do("DELETE FROM entry_row WHERE body = ? AND row_id = ?", hand.body, hand.id_of("vote"))


def unlisted_under_the_root(hand):
    hand.do(
        "DELETE FROM entry_row WHERE body = ? AND row_id = ? AND seq = ?",
        hand.body, hand.id_of("meeting"), hand.entry("vote.close"),
    )  # fmt: skip


def listed_under_a_stranger(hand):
    seq = hand.entry("vote.close")
    hand.do("INSERT INTO entry_row VALUES (?, ?, ?)", hand.body, hand.id_of("issue"), seq)


def listed_for_no_entry(hand):
    hand.do("INSERT INTO entry_row VALUES (?, ?, 999)", hand.body, hand.id_of("issue"))


def step_taken_off_the_list(hand):
    hand.do("DELETE FROM _sqlite_migrations WHERE name = 'm0003'")


def step_put_on_the_list(hand):
    name = f"m{migrations.KNOWN + 1:04}"
    hand.do(
        "INSERT INTO _sqlite_migrations (migration_set, name) "
        f"VALUES ('{migrations.SET}', '{name}')"
    )


def step_of_a_stranger_put_on_the_list(hand):
    hand.do("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('other', 'm0001')")


def list_of_steps_taken_away(hand):
    hand.do("DROP TABLE _sqlite_migrations")


FOUND = {
    payload_alone: Trouble.PAYLOAD_CHANGED,
    payload_and_row: Trouble.PAYLOAD_CHANGED,
    payload_with_its_digest: Trouble.ENTRY_CHANGED,
    payload_with_digest_and_hash: Trouble.LINK,
    column("command", "'vote.void'"): Trouble.ENTRY_CHANGED,
    column("command", "'privacy.anonymise'"): Trouble.ENTRY_CHANGED,
    column("actor", "'某人'"): Trouble.ENTRY_CHANGED,
    column("at", "replace(at, '2026', '2025')"): Trouble.ENTRY_CHANGED,
    column("id", f"'{new_id()}'"): Trouble.ENTRY_CHANGED,
    column("refers", "1"): Trouble.ENTRY_CHANGED,
    column("salt", "zeroblob(16)"): Trouble.PAYLOAD_CHANGED,
    column("digest", "zeroblob(32)"): Trouble.ENTRY_CHANGED,
    column("previous", "zeroblob(32)"): Trouble.LINK,
    column("hash", "zeroblob(32)"): Trouble.ENTRY_CHANGED,
    entry_taken_out: Trouble.GAP,
    entry_taken_out_and_numbers_closed: Trouble.ENTRY_CHANGED,
    entries_swapped: Trouble.ENTRY_CHANGED,
    payloads_swapped: Trouble.PAYLOAD_CHANGED,
    beginning_cut_off: Trouble.GAP,
    entry_moved_to_another_body: Trouble.ENTRY_CHANGED,
    bodies_swapped_in_the_chains: Trouble.ENTRY_CHANGED,
    bodies_swapped_and_chained_anew: Trouble.UNREPLAYABLE,
    vote_erased: Trouble.ERASED,
    vote_erased_and_unlisted: Trouble.ERASED,
    vote_erased_and_listed_nowhere: Trouble.ERASED,
    everything_erased: Trouble.ERASED,
    everything_everywhere_erased: Trouble.ERASED,
    anonymising_itself_erased: Trouble.ERASED,
    newest_erased_after_an_anonymising: Trouble.ERASED,
    anonymous_row_changed: Trouble.ROW_CHANGED,
    vote_erased_and_gone: Trouble.ERASED,
    issue_in_another_pool: Trouble.UNREPLAYABLE,
    row_of_another_body_changed: Trouble.UNREPLAYABLE,
    row_of_another_body_removed: Trouble.UNREPLAYABLE,
    row_given_to_another_body: Trouble.UNREPLAYABLE,
    row_of_another_body_anonymised: Trouble.UNREPLAYABLE,
    speech_in_another_bodys_meeting: Trouble.OTHER_BODY,
    answer_in_another_bodys_vote: Trouble.OTHER_BODY,
    untrue_before: Trouble.UNREPLAYABLE,
    other_columns_before_than_after: Trouble.UNREPLAYABLE,
    added_twice: Trouble.UNREPLAYABLE,
    told_under_another_id: Trouble.UNREPLAYABLE,
    column_too_many: Trouble.UNREPLAYABLE,
    column_too_few: Trouble.UNREPLAYABLE,
    unknown_table: Trouble.UNREPLAYABLE,
    nothing_to_nothing: Trouble.UNREPLAYABLE,
    later_form: Trouble.UNREPLAYABLE,
    no_json: Trouble.UNREPLAYABLE,
    no_utf8: Trouble.UNREPLAYABLE,
    no_list: Trouble.UNREPLAYABLE,
    too_deep: Trouble.UNREPLAYABLE,
    impossible_time: Trouble.UNREADABLE,
    row_changed: Trouble.ROW_CHANGED,
    row_removed: Trouble.ROW_LOST,
    row_put_in: Trouble.ROW_FOREIGN,
    row_moved_to_another_body: Trouble.ROW_CHANGED,
    rows_of_both_bodies_swapped: Trouble.ROW_CHANGED,
    final_minutes_rewritten: Trouble.ROW_CHANGED,
    end_in_final_minutes_changed: Trouble.HEAD,
    number_of_a_state_changed: Trouble.MISCOUNTED,
    unlisted: Trouble.NOT_FOUND_BY,
    unlisted_under_the_root: Trouble.NOT_FOUND_BY,
    listed_under_a_stranger: Trouble.MISLISTED,
    listed_for_no_entry: Trouble.MISLISTED,
    step_taken_off_the_list: Trouble.STEPS,
    step_put_on_the_list: Trouble.STEPS,
    step_of_a_stranger_put_on_the_list: Trouble.STEPS,
    list_of_steps_taken_away: Trouble.STEPS,
}


@pytest.mark.parametrize("tamper", FOUND, ids=lambda act: act.__name__)
def test_it_is_found(hand, tamper):
    tamper(hand)
    assert FOUND[tamper] in kinds(hand.path)


IN_CHAINS = [
    tamper
    for tamper, trouble in FOUND.items()
    if trouble not in (Trouble.ROW_CHANGED, Trouble.ROW_LOST, Trouble.ROW_FOREIGN)
    and trouble not in (Trouble.MISCOUNTED, Trouble.STEPS)
    and tamper not in (end_in_final_minutes_changed, listed_for_no_entry)
]
"""What a journal takes along where it goes out; the rest is in the tables alone."""


@pytest.mark.parametrize("tamper", IN_CHAINS, ids=lambda act: act.__name__)
def test_it_is_not_brought_in(hand, tamper, tmp_path):
    tamper(hand)
    chains = {body: lines(hand.conn, body) for body in journal.bodies(hand.conn)}
    ends = {body: hand.head(body) for body in chains}
    new = tmp_path / "new.db"
    with pytest.raises(JournalBroken):
        bring_in(
            new, chains, {b: (end.seq, end.hash.hex()) for b, end in ends.items()}, lambda _n: None
        )
    assert not new.exists()


LIST = [tamper for tamper, trouble in FOUND.items() if trouble is Trouble.STEPS]


@pytest.mark.parametrize("tamper", LIST, ids=lambda act: act.__name__)
def test_a_list_of_steps_that_was_changed_is_made_anew_from_the_journal(hand, tamper):
    tamper(hand)
    planned = repair.plan(hand.path, check_file(hand.path))
    assert planned.way is repair.Way.REBUILD
    hand.conn.close()
    repair.carry_out(hand.path, planned, datetime.fromisoformat(AT))
    assert check_file(hand.path) == []


@pytest.mark.parametrize("tamper", list(FOUND)[::9], ids=lambda act: act.__name__)
def test_it_is_not_restored(hand, tamper, tmp_path):
    tamper(hand)
    hand.conn.close()
    with pytest.raises(NotWhole):
        restore(tmp_path / "new.db", hand.path, datetime.fromisoformat(AT))
    assert not (tmp_path / "new.db").exists()


SCHEMA = {
    "a trigger that changes what is written": (
        "CREATE TRIGGER t AFTER INSERT ON vote BEGIN UPDATE vote SET tally = NULL; END"
    ),
    "a view in the place of nothing": "CREATE VIEW v AS SELECT * FROM vote",
    "an index taken away": "DROP INDEX vote_item",
    "a trigger of ours taken away": "DROP TRIGGER issue_counted",
    "a table more": "CREATE TABLE more (x)",
    "a column more": "ALTER TABLE vote ADD COLUMN more TEXT",
    "an older number": "PRAGMA user_version = 1",
    "no number": "PRAGMA user_version = 0",
}


@pytest.mark.parametrize("harm", SCHEMA)
def test_another_shape_is_no_file_of_ours(hand, harm):
    hand.do(SCHEMA[harm])
    with pytest.raises(Foreign):
        check_file(hand.path)


# Written anew as a whole: the chain holds, and the tables say the same.


def vote_forged_forward(hand):
    """The vote's entry told otherwise, every hash after it made again, the row changed with it."""
    seq = hand.entry("vote.close")
    hand.edit(seq, tally)
    hand.chain_anew(start=seq)
    false_vote(hand)


def rolled_back(hand, count):
    """The last entries taken away, and the tables as they were before them."""
    last = hand.one("SELECT max(seq) FROM entry WHERE body = ?", hand.body)
    for table in ("entry", "entry_row"):
        hand.do(f"DELETE FROM {table} WHERE body = ? AND seq > ?", hand.body, last - count)
    made = hand.path.with_name("made.db")
    remake(hand.conn, made, REGISTRY)
    hand.conn.close()
    hand.path.unlink()
    made.rename(hand.path)
    hand.conn = sqlite3.connect(str(hand.path), isolation_level=None)


def ends_named_anew(hand):
    """The end that the final version names is forged too."""
    final = hand.id_of("final_minutes")
    count = hand.one("SELECT journal_count FROM final_minutes WHERE id = ?", final)
    head = journal.at(hand.conn, hand.body, count)

    def name(payload):
        for change in payload["changes"]:
            if change[0] == "final_minutes":
                change[3]["journal_head"] = head

    seq = hand.entry("meeting.finalise")
    hand.edit(seq, name)
    hand.chain_anew(start=seq)
    hand.do("UPDATE final_minutes SET journal_head = ? WHERE id = ?", head, final)


def on_paper(hand):
    return {hand.body: hand.head()}


def test_a_chain_written_anew_is_found_by_the_end_that_a_final_version_names(hand):
    vote_forged_forward(hand)
    assert kinds(hand.path) == {Trouble.HEAD}


def test_a_chain_written_anew_with_its_final_versions_is_found_by_paper_alone(hand):
    signed = on_paper(hand)
    vote_forged_forward(hand)
    ends_named_anew(hand)
    assert kinds(hand.path) == set()
    assert kinds(hand.path, signed) == {Trouble.TAIL_CUT}


def test_a_file_rolled_back_is_found_by_paper_alone(hand):
    signed = on_paper(hand)
    rolled_back(hand, 1)
    assert kinds(hand.path) == set()
    assert kinds(hand.path, signed) == {Trouble.TAIL_CUT}


def test_a_file_rolled_back_and_grown_again_is_found_by_paper(hand):
    signed = on_paper(hand)
    rolled_back(hand, 1)
    row = {**hand.row("meeting", hand.id_of("meeting"))}
    hand.append("meeting.edit", ("meeting", row["id"], {"note": row["note"]}, {"note": "别的"}))
    hand.do("UPDATE meeting SET note = '别的' WHERE id = ?", row["id"])
    assert hand.head().seq == signed[hand.body].seq
    assert kinds(hand.path) == set()
    assert kinds(hand.path, signed) == {Trouble.TAIL_CUT}


def test_a_whole_body_taken_out_is_found_by_paper_alone(hand):
    signed = on_paper(hand)
    hand.do("PRAGMA foreign_keys = OFF")
    for table in ("entry", "entry_row", *(table.name for table in TABLES)):
        hand.do(f"DELETE FROM {table} WHERE body = ?", hand.body)
    hand.do("UPDATE state_count SET count = (SELECT count(*) FROM issue) WHERE kind = 'issue'")
    assert kinds(hand.path) == set()
    assert kinds(hand.path, signed) == {Trouble.TAIL_CUT}


# What nothing finds; the document says so.


def appended(hand):
    """An entry at the end, in the form of the program."""
    issue = hand.id_of("issue")
    hand.append("issue.edit", ("issue", issue, {"title": "西门积水"}, {"title": "假的"}))
    hand.do("UPDATE issue SET title = '假的' WHERE id = ?", issue)


def erased_and_told_again(hand):
    """The vote's entries erased, and an anonymising forged that tells its rows otherwise."""
    vote_erased(hand)
    ids = {
        row[0]
        for row in hand.do(
            "SELECT row_id FROM entry_row WHERE body = ?1 AND seq IN "
            "(SELECT seq FROM entry WHERE body = ?1 AND payload IS NULL)",
            hand.body,
        )
    }
    told = [
        (table.name, id, None, hand.row(table.name, id))
        for table in TABLES
        for id in sorted(ids)
        if hand.do(f"SELECT 1 FROM {table.name} WHERE id = ?", id).fetchone()
    ]
    hand.append("privacy.anonymise", *told)


def spelling_changed(hand):
    """The pinyin by which a person is looked for."""
    hand.do("UPDATE person SET pinyin = 'x', initials = 'x'")


@pytest.mark.parametrize("tamper", [appended, erased_and_told_again, spelling_changed])
def test_it_is_not_found_and_the_document_says_so(hand, tamper):
    signed = on_paper(hand)
    tamper(hand)
    assert kinds(hand.path, signed) == set()


def test_a_forged_anonymising_stands_in_the_history_for_all_to_read(hand):
    erased_and_told_again(hand)
    hand.conn.close()
    with FileRecords.open(hand.path) as records:
        assert records.history(hand.body, limit=1)[0].command == "privacy.anonymise"


def test_a_journal_with_erased_entries_is_not_what_broken_tables_are_made_from(hand):
    vote_erased(hand)
    findings = check_file(hand.path)
    assert repair.plan(hand.path, findings).way is repair.Way.NONE


def test_the_head_of_every_body_is_a_head_that_check_takes(hand):
    known = {body: hand.head(body) for body in BODIES.values()}
    assert kinds(hand.path, known) == set()
    wrong = {hand.body: Head(hand.body, 2, bytes(32))}
    assert kinds(hand.path, wrong) == {Trouble.TAIL_CUT}


def printed(hand):
    """The line under minutes that were made final now."""
    head = hand.head()
    return seal_of("ab" * 32, head.short, head.seq)


def test_the_line_under_signed_minutes_finds_its_entry(hand):
    place = place_of_end(hand.path, journal_end(printed(hand)))
    assert place is not None and place.seq == hand.head().seq
    assert place.body == hand.one("SELECT name FROM body WHERE id = ?", hand.body)
    digits_alone = journal_end(hand.head().short)
    assert place_of_end(hand.path, digits_alone) == place


def test_the_line_shows_what_was_rolled_back_or_written_anew(hand):
    line = printed(hand)
    vote_forged_forward(hand)
    ends_named_anew(hand)
    assert place_of_end(hand.path, journal_end(line)) is None


def test_a_line_with_another_count_names_no_entry(hand):
    head = hand.head()
    for count in (head.seq - 1, head.seq + 1):
        assert place_of_end(hand.path, JournalEnd(head.hash.hex()[:16], count)) is None
