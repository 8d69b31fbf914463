"""What is done with a whole file knows letters: check, repair, backup, restore, export and back."""

import shutil
from datetime import date, timedelta

from meetings.actions import refer
from meetings.community.people import Person
from meetings.matters.referrals import Referral
from storage import journal
from storage.copies.backup import back_up_to
from storage.copies.bringing_in import bring_in
from storage.copies.restoring import restore
from storage.health.check import check_file
from storage.health.repair import Way, carry_out, plan
from storage.journal_text import lines
from storage.records import FileRecords
from storage.registers import exchanging, letter_text, register
from storage.secrecy.anonymise import anonymise
from tests.storage.sharing.offices import pass_on


def answered(three, folder):
    corner, community, _ = three
    sent = corner.send("西门路灯不亮")
    pass_on(corner, community, folder)
    community.do(refer.answer, sent.id, "下月更换", "", ())
    pass_on(community, corner, folder)
    return sent


def test_a_row_that_no_letter_tells_of_is_found_and_repair_makes_it_good(three, tmp_path):
    sent = answered(three, tmp_path)
    _, community, _ = three
    community.records.conn.execute("UPDATE referral SET title = '假' WHERE id = ?", (sent.id,))
    community.records.close()
    findings = check_file(community.path)
    assert [(one.kind.value, one.place) for one in findings] == [
        ("row_changed", f"referral {sent.id}")
    ]
    planned = plan(community.path, findings)
    assert planned.way is Way.REBUILD
    carry_out(community.path, planned, community.now)
    assert check_file(community.path) == []
    community.records = FileRecords.open(community.path)
    assert community.get(Referral, sent.id).title == "西门路灯不亮"


def test_a_letter_that_was_changed_in_the_book_is_found(three, tmp_path):
    answered(three, tmp_path)
    corner, community, _ = three
    with community.records.registering() as conn:
        conn.execute("UPDATE letter SET at = '2020-01-01' WHERE body = ? AND n = 3", (corner.id,))
        conn.execute("DELETE FROM letter WHERE body = ? AND n = 1", (community.id,))
    kinds = {one.kind.value for one in check_file(community.path)}
    assert kinds == {"letter_changed", "letter_missing"}


def test_a_backup_brings_letters_and_rows_back(three, tmp_path):
    sent = answered(three, tmp_path)
    corner, _, _ = three
    made = back_up_to(corner.path, tmp_path / "copy.db", date(2026, 11, 28))
    corner.records.close()
    restore(corner.path, made, corner.now)
    assert check_file(corner.path) == []
    corner.records = FileRecords.open(corner.path)
    with corner.records.reading() as book:
        assert register.newest_of(book.conn, corner.id, "referral", sent.id) is not None


def test_an_export_and_what_is_brought_in_have_the_letters(three, tmp_path):
    answered(three, tmp_path)
    _, community, _ = three
    conn = community.records.conn
    chains = {body: list(lines(conn, body)) for body in journal.bodies(conn)}
    heads = {}
    for body in chains:
        head = journal.head(conn, body)
        assert head is not None
        heads[body] = (head.seq, head.hash.hex())
    letters = list(letter_text.lines(conn))
    target = tmp_path / "new.db"
    bring_in(target, chains, heads, lambda _n: None, letters=letters)
    assert check_file(target) == []
    with FileRecords.open(target) as made:
        assert list(letter_text.lines(made.conn)) == letters
        assert len(made.conn.execute("SELECT 1 FROM referral").fetchall()) == 1
        assert not made.conn.execute("SELECT 1 FROM kept_body WHERE sign IS NOT NULL").fetchone()


def test_what_is_made_anonymous_is_erased_from_letters_here_and_there(three, tmp_path):
    corner, community, _ = three
    with corner.records.transaction("person.add", corner.by(), corner.id) as book:
        book.put(Person(book.new_id(), corner.id, "李社工"))
    sent = corner.send("漏水")
    corner.do(refer.remind, sent.id, "李社工再问一次")
    pass_on(corner, community, tmp_path)
    community.do(refer.answer, sent.id, "已办", "", ())
    pass_on(community, corner, tmp_path)
    corner.plan()
    day = corner.now.date() + timedelta(days=400)
    anonymise(corner.records, corner.by(), corner.id, day)
    carried = corner.write_for(community, tmp_path / "after.jjx")
    community.read_from(carried)
    for office in (corner, community):
        assert "李社工" not in office.get(Referral, sent.id).reminders[0].text
        told = office.records.conn.execute(
            "SELECT count(*) FROM letter WHERE body = ? AND instr(CAST(payload AS TEXT), '李社工')",
            (corner.id,),
        )
        assert told.fetchone()[0] == 0
    assert corner.whole() and community.whole()


def test_what_has_left_cannot_be_undone(three, tmp_path):
    import pytest

    from meetings.errors import UndoRefused

    corner, community, _ = three
    corner.send("西门路灯不亮")
    pass_on(corner, community, tmp_path)
    with pytest.raises(UndoRefused, match="sent"):
        corner.records.undo(corner.by(), corner.id)


def test_letters_of_two_files_of_one_body_do_not_mix_and_the_second_is_told(three, tmp_path):
    """Both number alike; a reader that took some of one takes none that follow another's."""
    corner, community, _ = three
    corner.records.close()
    shutil.copy(corner.path, tmp_path / "second.db")
    corner.records, second = FileRecords.open(corner.path), FileRecords.open(tmp_path / "second.db")
    corner.send("楼道灯坏了")
    pass_on(corner, community, tmp_path)
    corner.records.close()
    corner.records = second
    corner.send("单元门坏了")
    exchanging.load(corner.records, corner.id, community.id, corner.at())
    corner.send("水管漏水")
    came = pass_on(corner, community, tmp_path)
    assert len(came.taken.forked) == 2 and not came.taken.new
    assert pass_on(community, corner, tmp_path).stopped == "forked"


def test_a_reader_that_was_put_back_is_given_again_what_it_had_acknowledged(three, tmp_path):
    corner, community, _ = three
    copy = back_up_to(community.path, tmp_path / "copy.db", date(2026, 11, 28))
    sent = corner.send("西门路灯不亮")
    pass_on(corner, community, tmp_path)
    pass_on(community, corner, tmp_path)
    community.records.close()
    restore(community.path, copy, community.now)
    community.records = FileRecords.open(community.path)
    pass_on(community, corner, tmp_path)
    came = pass_on(corner, community, tmp_path)
    assert [letter.kind for letter in came.taken.new] == ["referral"]
    assert community.get(Referral, sent.id).title == "西门路灯不亮"
