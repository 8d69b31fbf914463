"""What cannot be read is told in our words, and what still can be is given."""

import os
import random
import sqlite3
from pathlib import Path

import pytest

from meetings.searching import read_query
from meetings.sitting.meeting import Meeting
from storage import engine
from storage.beside import drafts_of, index_of
from storage.copies.copying import manifest
from storage.drafts import Drafts
from storage.errors import CannotOpen, Damaged, Foreign, StorageError, Unreadable, WriteFailed
from storage.health.check import check_file
from storage.order import Kind
from storage.records import FileRecords
from storage.search import SearchIndex
from tests.storage.scenes import AT, act, found, issue, planned, spoken

SEED = int(os.environ.get("CRASH_SEED", "20261128"))
ROUNDS = int(os.environ.get("CRASH_BYTES", "25"))
TODAY = AT.date()


@pytest.fixture
def filled(path):
    with FileRecords.open(path) as records:
        body = found(records, act())
        meeting = planned(records, act(), body)
        for number in range(1, 30):
            with records.transaction("issue.add", act(), body) as book:
                book.put(issue(body, number, f"路灯不亮{number}" * 20))
            with records.transaction("speech.note", act(), body) as book:
                book.put(spoken(book.get(Meeting, meeting.id), "灯" * 300))
    return path


def spoil(path, chance, most=200):
    """Some bytes of a page, or of several, are others."""
    content = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 1, 2, 5))):
        start = chance.randrange(100, len(content))
        for place in range(start, min(start + chance.randrange(1, most), len(content))):
            content[place] = chance.randrange(256)
    path.write_bytes(content)


def drafts_with(path, texts):
    drafts = Drafts.open(path, background=False)
    for key, text in texts.items():
        drafts.save(key, text)
    drafts.close()


def test_of_a_damaged_file_of_drafts_what_can_be_read_is_saved_and_it_is_told(path):
    texts = {f"form/{number}": f"没写完的话{number}" * 40 for number in range(60)}
    drafts_with(path, texts)
    content = bytearray(drafts_of(path).read_bytes())
    content[len(content) // 2 : len(content) // 2 + 8] = b"\xff" * 8
    drafts_of(path).write_bytes(content)
    drafts = Drafts.open(path, background=False)
    (done,) = drafts.order
    saved = drafts.all()
    assert done.kind is Kind.DRAFTS_ASIDE and done.facts["count"] == len(saved) > 0
    assert saved.items() <= texts.items()
    drafts.close()
    again = Drafts.open(path, background=False)
    assert again.order == () and again.all() == saved
    again.close()
    kept = Path(str(done.facts["kept"]))
    assert kept.read_bytes() == content


def test_a_draft_that_is_no_text_is_left_out_and_the_others_are_saved(path):
    drafts_with(path, {"form/text": "路灯", "form/who": "李梅"})
    raw = sqlite3.connect(drafts_of(path))
    raw.execute("UPDATE draft SET text = X'FF41' WHERE key = 'form/who'")
    raw.execute("INSERT INTO draft VALUES (CAST(X'FF' AS TEXT), X'41', NULL, NULL)")
    raw.commit()
    raw.close()
    drafts = Drafts.open(path, background=False)
    assert drafts.all() == {"form/text": "路灯"} and len(drafts.order) == 1
    drafts.close()


def test_drafts_spoilt_anywhere_open_and_never_give_a_text_that_was_not_typed(path):
    texts = {f"form/{number}": f"没写完的话{number}" * 20 for number in range(20)}
    drafts_with(path, texts)
    sound, chance = drafts_of(path).read_bytes(), random.Random(SEED)
    for _ in range(ROUNDS):
        drafts_of(path).write_bytes(sound)
        spoil(drafts_of(path), chance)
        drafts = Drafts.open(path, background=False)
        drafts.save("line", "接着写")
        assert drafts.get("line") == "接着写", f"CRASH_SEED={SEED}"
        drafts.close()


def test_a_full_disk_under_the_drafts_loses_no_file(path, monkeypatch):
    drafts_with(path, {"line": "说到一半"})

    def full(*_, **__):
        raise engine.OperationalError("database or disk is full")

    monkeypatch.setattr("storage.draft_file.open_drafts", full)
    with pytest.raises(WriteFailed) as told:
        Drafts.open(path, background=False)
    assert told.value.facts["why"] == "full" and not list(path.parent.glob("*.broken-*"))


def test_an_index_spoilt_anywhere_is_made_anew_and_finds_all(filled):
    index = SearchIndex.open(filled)
    wanted = {place.id for place in index.look(read_query("路灯"), TODAY)}
    index.close()
    sound, chance = index_of(filled).read_bytes(), random.Random(SEED)
    assert len(wanted) >= 29
    for _ in range(ROUNDS):
        index_of(filled).write_bytes(sound)
        spoil(index_of(filled), chance, 3_000)
        index = SearchIndex.open(filled)
        got = {place.id for place in index.look(read_query("路灯"), TODAY)}
        index.close()
        assert got == wanted, f"CRASH_SEED={SEED}"


@pytest.mark.parametrize(
    "harm",
    [
        "DROP TABLE progress", "DROP TABLE words", "DELETE FROM words_data",
        "DROP TABLE words_data", "DELETE FROM words_content",
    ],
)  # fmt: skip
def test_an_index_whose_tables_were_harmed_is_made_anew(filled, harm):
    index = SearchIndex.open(filled)
    index.catch_up()
    index.close()
    raw = sqlite3.connect(index_of(filled))
    raw.execute("PRAGMA writable_schema = ON")
    raw.execute(harm)
    raw.commit()
    raw.close()
    index = SearchIndex.open(filled)
    assert len(index.look(read_query("路灯"), TODAY)) >= 29
    index.close()


def test_a_full_disk_under_the_search_is_told_and_the_next_search_goes_on(filled):
    index = SearchIndex.open(filled)
    size = index._index.execute("PRAGMA page_count").fetchone()[0]
    index._index.execute(f"PRAGMA max_page_count = {size + 2}")
    with pytest.raises(WriteFailed) as told:
        index.look(read_query("路灯"), TODAY)
    assert told.value.facts["why"] == "full"
    index._index.execute("PRAGMA max_page_count = 100000")
    assert len(index.look(read_query("路灯"), TODAY)) >= 29
    index.close()


def page_of(path, table):
    """The first page of a table, counted from 1."""
    raw = sqlite3.connect(path)
    number = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    raw.close()
    return int(number[0])


def spoil_page(path, number):
    content = bytearray(path.read_bytes())
    content[(number - 1) * 4096 : number * 4096] = b"\xa5" * 4096
    path.write_bytes(content)


def test_a_damaged_page_is_told_where_it_is_read_and_the_rest_is_given(filled):
    spoil_page(filled, page_of(filled, "issue"))
    with FileRecords.open(filled) as records:
        from meetings.matters.issues import Issue

        with pytest.raises(Unreadable) as told, records.reading() as book:
            book.find(Issue)
        assert told.value.facts == {"why": "pages"}
        with records.reading() as book:
            assert len(book.find(Meeting)) == 1
        body = records.conn.execute("SELECT id FROM body").fetchone()[0]
        assert len(records.history(body, limit=99)) > 50
        with pytest.raises(StorageError), records.transaction("issue.add", act(), body) as book:
            book.put(issue(body, 99, "又一件"))
        with records.transaction("meeting.plan", act(), body) as book:
            book.put(spoken(book.find(Meeting)[0], "还能记"))


def test_a_text_that_is_no_text_is_told_without_being_quoted(filled):
    raw = sqlite3.connect(filled)
    raw.execute("UPDATE speech SET text = CAST(X'E781AFFF' AS TEXT)")
    raw.commit()
    raw.close()
    with FileRecords.open(filled) as records:
        with pytest.raises(Unreadable) as told, records.reading() as book:
            book.find(Meeting)
    assert told.value.facts == {"why": "encoding"} and "灯" not in str(told.value)
    assert check_file(filled)


def test_records_spoilt_anywhere_are_opened_or_refused_in_our_words(filled):
    sound, chance = filled.read_bytes(), random.Random(SEED)
    seen = set()
    for _ in range(ROUNDS):
        filled.write_bytes(sound)
        spoil(filled, chance)
        try:
            with FileRecords.open(filled) as records:
                with records.reading() as book:
                    book.find(Meeting)
                for (body,) in records.conn.execute("SELECT id FROM body").fetchall():
                    records.history(body, limit=99)
            seen.add("opened")
        except (Unreadable, Damaged, Foreign, CannotOpen) as told:
            seen.add(type(told).__name__)
        except (ValueError, KeyError, TypeError, engine.Error) as failure:
            # A value that no hand of ours wrote: told of by whoever decodes it.
            seen.add(type(failure).__name__)
        assert check_file(filled) is not None
    assert "opened" in seen


def test_a_sound_file_is_not_called_damaged(filled):
    with FileRecords.open(filled) as records:
        assert manifest(records.conn) and records.order == ()
