"""The journal told again in portions of any size gives the same tables."""

import pytest

from meetings.community.people import Person
from meetings.matters.issues import Issue
from storage.copies.bringing_in import bring_in
from storage.engine import open_reader
from storage.errors import JournalBroken
from storage.health import replay
from storage.health.check import check_file
from storage.health.findings import Trouble
from storage.health.rebuild import remake
from storage.ids import new_id
from storage.journal_text import lines
from storage.registry import Registry
from storage.tables import TABLES
from tests.storage.scenes import found, issue, planned, spoken

PORTIONS = (1, 2, 3, 7, 50_000)


@pytest.fixture
def lived(records, by):
    """A body in which rows came, changed, went, and came back by undo and redo."""
    body = found(records, by())
    meeting = planned(records, by(), body)
    for n in range(4):
        with records.transaction("speech.add", by(), body) as book:
            book.put(spoken(book.get(type(meeting), meeting.id), f"第{n}句"))
    people = [Person(new_id(), body, name) for name in ("张伟", "王芳", "单丽")]
    with records.transaction("people.import", by(), body) as book:
        book.add(people)
    with records.transaction("person.edit", by(), body) as book:
        book.put(Person(people[0].id, body, "李娜", "45栋"))
        book.remove(people[1])
    records.undo(by(), body)
    records.redo(by(), body)
    for n in range(3):
        with records.transaction("issue.collect", by(), body) as book:
            book.put(issue(body, n + 1))
    with records.transaction("issue.remove", by(), body) as book:
        book.remove(book.find(Issue)[0])
    records.undo(by(), body)
    return body


@pytest.mark.parametrize("portion", PORTIONS)
def test_tables_are_as_the_journal_tells_in_portions_of(records, lived, path, portion, monkeypatch):
    monkeypatch.setattr(replay, "AT_ONCE", portion)
    assert check_file(path) == []


@pytest.mark.parametrize("portion", PORTIONS)
def test_a_row_the_journal_does_not_have_is_told_in_portions_of(
    records, lived, path, portion, monkeypatch
):
    monkeypatch.setattr(replay, "AT_ONCE", portion)
    records.conn.execute("UPDATE person SET phone = '1' WHERE name = '李娜'")
    (finding,) = check_file(path)
    assert finding.kind is Trouble.ROW_CHANGED and finding.facts["columns"] == ("phone",)


@pytest.mark.parametrize("portion", PORTIONS)
def test_a_file_made_again_finds_its_entries_under_the_same_rows(
    records, lived, path, tmp_path, portion, monkeypatch
):
    monkeypatch.setattr(replay, "AT_ONCE", portion)
    index = "SELECT body, row_id, seq FROM entry_row ORDER BY 1, 2, 3"
    before = records.conn.execute(index).fetchall()
    chain = records.conn.execute("SELECT * FROM entry ORDER BY seq").fetchall()
    changed = "DELETE FROM entry_row WHERE row_id IN (SELECT id FROM person)"
    assert records.conn.execute(changed).rowcount > 0
    made = tmp_path / "made.db"
    remake(records.conn, made, Registry(lambda: TABLES))
    reader = open_reader(made)
    assert reader.execute(index).fetchall() == before
    assert reader.execute("SELECT * FROM entry ORDER BY seq").fetchall() == chain
    reader.close()
    assert check_file(made) == []


@pytest.mark.parametrize("portion", PORTIONS)
def test_a_journal_brought_in_gives_the_same_file(
    records, lived, path, tmp_path, portion, monkeypatch
):
    monkeypatch.setattr(replay, "AT_ONCE", portion)
    head = records.head(lived)
    told: list[int] = []
    new = tmp_path / "new.db"
    chain = list(lines(records.conn, lived))
    count = bring_in(new, {"a": chain}, {lived: (head.seq, head.hash.hex())}, told.append)
    assert told == list(range(1, count + 1)) and count == head.seq
    reader = open_reader(new)
    assert list(lines(reader, lived)) == chain
    reader.close()
    assert check_file(new) == []


def test_an_entry_that_fits_nothing_is_refused_with_its_place(records, by, tmp_path):
    """A chain may hold and still tell of a row that never was."""
    body = found(records, by())
    with records.transaction("person.add", by(), body) as book:
        book.put(Person(new_id(), body, "张伟"))
    records.conn.execute("DELETE FROM person")
    with records.transaction("person.add", by(), body) as book:
        one = Person(new_id(), body, "王芳")
        book.put(one)
    records.conn.execute("UPDATE person SET id = ? WHERE id = ?", (other := new_id(), one.id))
    with records.transaction("person.edit", by(), body) as book:
        book.put(Person(other, body, "王芳", "45栋"))
    head = records.head(body)
    chain = list(lines(records.conn, body))
    with pytest.raises(JournalBroken) as refused:
        bring_in(tmp_path / "n.db", {"a": chain}, {body: (4, head.hash.hex())}, lambda _n: None)
    assert (refused.value.place, refused.value.why) == (f"{body} 4", "replay")
