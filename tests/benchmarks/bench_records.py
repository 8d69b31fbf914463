"""Lists, search and commands on the records."""

import shutil
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from meetings.chairing.speaking import speak
from meetings.ports import By
from meetings.searching import read_query
from meetings.sitting.debate import Stance
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.views import IssueFilter
from storage.beside import index_of
from storage.engine import open_reader, open_writer
from storage.ids import new_id
from storage.queries.issues import issue_page
from storage.records import FileRecords
from storage.search import SearchIndex
from tests.benchmarks.data import FEW, MANY, START, bodies, large, long_meeting


def bench_first_page_of_many_issues():
    """The first page of a million issues against that of a hundred."""
    many = FileRecords.open(large(MANY), read_only=True)
    few = FileRecords.open(large(FEW), read_only=True)
    return (
        lambda: issue_page(many, IssueFilter()),
        lambda: issue_page(few, IssueFilter()),
        1.2,
    )


def bench_search_two_characters():
    """The best fifty places of a two-character word among a million texts.

    The floor is a fiftieth of a scan of the same texts, so the target is 1.
    """
    path = large(MANY)
    if not index_of(path).exists():
        SearchIndex.open(path).catch_up()
    index = SearchIndex.open(path)
    index.catch_up()
    conn = open_reader(path)
    today = START.date()
    scan = "SELECT id FROM issue WHERE title LIKE '%路灯%' OR text LIKE '%路灯%'"

    def floor():
        conn.execute(f"SELECT count(*) FROM ({scan})").fetchone()

    return lambda: index.find(read_query("路灯"), today), floor, 1 / 50


def bench_one_command_committed():
    """One speech in a meeting of 4,000, committed and synced, against its bare statements."""
    folder = Path(tempfile.mkdtemp())
    records = FileRecords.open(folder / "r.db")
    value = long_meeting()
    with records.transaction("body.found", By("", START, new_id()), value.body) as book:
        book.put(replace(bodies()[0], id=value.body, body=value.body))
    with records.transaction("x", By("", START, new_id()), value.body) as book:
        book.put(replace(value, state=MeetingState.OPEN, current=value.items[0].id, ended_at=None))
    shutil.copy(folder / "r.db", folder / "raw.db")
    raw = open_writer(folder / "raw.db")
    clock = iter(range(10**6))

    def work():
        by = By("陈静", START + timedelta(seconds=next(clock)), new_id())
        with records.transaction("speech.add", by, value.body) as book:
            held = book.get(Meeting, value.id)
            book.put(speak(held, book.new_id(), None, "张桂兰", Stance.FOR, "请先修灯。", by.at))

    columns = [row[1] for row in raw.execute("PRAGMA table_info(speech)")]
    like = raw.execute("SELECT * FROM speech LIMIT 1").fetchone()
    insert = f"INSERT INTO speech VALUES ({', '.join('?' for _ in columns)})"
    entry = raw.execute("SELECT * FROM entry LIMIT 1").fetchone()
    names = [row[1] for row in raw.execute("PRAGMA table_info(entry)")]
    numbers = iter(range(10, 10**6))

    def floor():
        raw.execute("BEGIN IMMEDIATE")
        row, line, seq = new_id(), new_id(), next(numbers)
        raw.execute(insert, (row, *like[1:]))
        known = {
            **dict(zip(names, entry, strict=True)),
            "id": line,
            "seq": seq,
            "payload": b"x" * 700,
        }
        marks = ", ".join("?" for _ in names)
        raw.execute(f"INSERT INTO entry VALUES ({marks})", tuple(known[n] for n in names))
        raw.executemany(
            "INSERT INTO entry_row VALUES (?, ?, ?)",
            [(value.body, row, seq), (value.body, line, seq)],
        )
        raw.execute("COMMIT")

    return work, floor, 2.0
