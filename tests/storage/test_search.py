"""The index follows the records, and can be thrown away."""

import os
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from meetings.matters.issues import Issue
from meetings.ports import By
from meetings.searching import read_query
from meetings.sitting.meeting import Meeting
from storage.beside import index_of
from storage.copies.replacing import forget_index
from storage.records import FileRecords
from storage.search import SearchIndex
from tests.storage import scenes
from tui.finding.initials import initials

Hand = Callable[[], By]
TODAY = date(2026, 3, 2)


def texts(index: SearchIndex, asked: str) -> list[str]:
    index.catch_up()
    return [found.text for found in index.find(read_query(asked), TODAY)]


def issue(records: FileRecords, by: Hand, body: str, title: str) -> Issue:
    with records.transaction("issue.collect", by(), body) as book:
        made = Issue(book.new_id(), body, 1, title, scenes.AT)
        book.put(made)
    return made


def test_what_is_written_later_is_found(records: FileRecords, by: Hand) -> None:
    body = scenes.found(records, by())
    index = SearchIndex.open(records.path)
    assert texts(index, "车棚") == []
    issue(records, by, body, "车棚漏雨")
    assert len(texts(index, "车棚")) == 1
    index.close()


def test_a_changed_text_is_found_by_its_new_words_only(records: FileRecords, by: Hand) -> None:
    body = scenes.found(records, by())
    made = issue(records, by, body, "车棚漏雨")
    index = SearchIndex.open(records.path)
    assert texts(index, "漏雨")
    with records.transaction("issue.edit", by(), body) as book:
        book.put(replace(made, title="车棚太小"))
    assert texts(index, "漏雨") == [] and texts(index, "太小")
    index.close()


def test_what_was_undone_is_not_found(records: FileRecords, by: Hand) -> None:
    body = scenes.found(records, by())
    issue(records, by, body, "车棚漏雨")
    index = SearchIndex.open(records.path)
    assert texts(index, "车棚")
    records.undo(by(), body)
    assert texts(index, "车棚") == []
    index.close()


def test_speeches_are_found_with_their_meeting(records: FileRecords, by: Hand) -> None:
    body = scenes.found(records, by())
    meeting = scenes.planned(records, by(), body)
    with records.transaction("speech.add", by(), body) as book:
        book.put(scenes.spoken(book.get(Meeting, meeting.id), "先换灯泡再说"))
    index = SearchIndex.open(records.path)
    index.catch_up()
    (found,) = index.find(read_query("灯泡 种类:发言"), TODAY)
    assert found.meeting == meeting.id
    index.close()


def test_a_damaged_index_is_made_anew(records: FileRecords, by: Hand) -> None:
    body = scenes.found(records, by())
    issue(records, by, body, "车棚漏雨")
    index_of(records.path).write_bytes(b"no database at all" * 100)
    index = SearchIndex.open(records.path)
    assert texts(index, "车棚")
    index.close()


def test_a_forgotten_index_leaves_no_words_behind(records: FileRecords, by: Hand) -> None:
    body = scenes.found(records, by())
    issue(records, by, body, "车棚漏雨")
    index = SearchIndex.open(records.path)
    index.catch_up()
    index.close()
    forget_index(records.path)
    assert not list(records.path.parent.glob("*-search*"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_index_is_private(records: FileRecords, by: Hand) -> None:
    scenes.found(records, by())
    SearchIndex.open(records.path).close()
    assert index_of(records.path).stat().st_mode & 0o077 == 0
    counted = sqlite3.connect(index_of(records.path)).execute("SELECT count(*) FROM place")
    assert counted.fetchone() is not None


def test_a_title_and_a_name_are_found_by_first_letters_from_any_character(
    records: FileRecords, by: Hand
) -> None:
    body = scenes.found(records, by())
    made = issue(records, by, body, "消防通道停车")
    index = SearchIndex.open(records.path, spell=initials)
    for asked in ("xftdtc", "xftd", "TDTC", "tc"):
        assert [found.split()[0] for found in texts(index, asked)] == ["消防通道停车"], asked
    assert texts(index, "xftdx") == [] and texts(index, "fx") == []
    with records.transaction("issue.edit", by(), body) as book:
        book.put(replace(made, title="长者食堂"))
    assert texts(index, "xftd") == [] and texts(index, "zzst")
    index.close()


def test_an_index_of_an_older_form_is_made_anew(records: FileRecords, by: Hand) -> None:
    body = scenes.found(records, by())
    issue(records, by, body, "消防通道停车")
    older = SearchIndex.open(records.path)
    assert texts(older, "xftd") == []
    older._index.execute("PRAGMA user_version = 1")
    older.close()
    index = SearchIndex.open(records.path, spell=initials)
    assert texts(index, "xftd")
    index.close()


def test_an_indexing_that_was_stopped_goes_on_the_next_time(records: FileRecords, by: Hand) -> None:
    body = scenes.found(records, by())
    issue(records, by, body, "车棚漏雨")
    stopped = SearchIndex.open(records.path)
    stopped.stop()
    assert texts(stopped, "车棚") == []
    stopped.close()
    index = SearchIndex.open(records.path)
    assert len(texts(index, "车棚")) == 1
    index.close()
