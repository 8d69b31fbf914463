"""What SQLite takes and Python does not is named before anybody reads it, and is no traceback."""

import json
import sqlite3

import pytest

from meetings.actions import decide
from meetings.community.bodies import Body
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting import Meeting
from storage.copies.bringing_in import bring_in
from storage.engine import open_reader
from storage.errors import JournalBroken, UnreadableRow
from storage.health.check import check_file
from storage.health.decoding import Reader, is_moment
from storage.health.findings import Trouble
from storage.journal_text import lines
from storage.records import FileRecords
from storage.registry import Registry
from storage.tables import TABLES
from tests.data.house import House
from tests.storage.scenes import act, found, issue, planned

DAY = "2026-11-23"
DAYS = ("9999-12-31", "9999-99-99", "0001-01-01", "1899-12-31", "2201-01-01", "2026-02-30")
MOMENTS = (
    *(f"{day}T19:00:00+08:00" for day in DAYS), f"{DAY}T19:00:00", f"{DAY}T99:00:00+08:00",
    f"{DAY}T19:00:00+99:00",
)  # fmt: skip
JSON = ("{}", '{"a":1}', '{"for_":null}', '{"for_":"zwei"}', '{"for_":1.5}', '{"for_":true}')
LISTS = ("[null]", "[{}]", "[1]", "[[]]", '["a",2]', '[{"name":null}]', "[" * 20_000)
SPOILT = [
    *(("issue", "collected_at", moment) for moment in MOMENTS),
    *(("meeting", "starts_at", moment) for moment in MOMENTS),
    *(("follow_up", "deadline", day) for day in DAYS),
    *(("vote", "tally", tally) for tally in JSON if tally != '{"a":1}'),
    *(("vote", "electorate", value) for value in ("{}", '{"expected":null}', "{")),
    *(("meeting", "rule", rule) for rule in ("{}", '{"name":1}', "{" * 20_000)),
    *(("meeting", "roll", roll) for roll in LISTS),
    *(("vote", "ballots", ballots) for ballots in LISTS),
    *(("follow_up", "helpers", helpers) for helpers in ("[1]", "[null]", '[["a"]]')),
    ("agenda_item", "minutes", 2**62),
    ("agenda_item", "spent", 2**62),
    ("speech", "seconds", 2**62),
    ("issue", "supporters", 2**62),
    ("meeting", "year", 0),
    ("meeting", "year", 12_026),
    ("body", "keep_years", 10**6),
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("whole") / "records.db"
    with FileRecords.open(path) as records:
        house = House("corner", members=3, records=records)
        house.plan("路灯")
        house.open(3)
        house.begin("路灯")
        house.says(1, "先修西门的。")
        house.vote(house.move("装路灯"), 2, 1)
        item = house.item("路灯")
        house.do(
            decide.decide,
            Decision("", house.body.id, house.meeting.id, item, "装灯", house.now, owner="物业"),
        )
        with records.transaction("issue.collect", house.by(), house.body.id) as book:
            book.put(Issue(book.new_id(), house.body.id, 1, "西门积水", house.now))
    assert check_file(path) == []
    return path


@pytest.fixture
def path(whole, tmp_path):
    path = tmp_path / "records.db"
    path.write_bytes(whole.read_bytes())
    return path


def spoil(path, table, column, value):
    """Put a value into all rows of a table, past every rule of ours that SQLite does not hold."""
    conn = sqlite3.connect(path)
    conn.execute(f"UPDATE {table} SET {column} = ?", (value,))
    conn.commit()
    conn.close()


@pytest.mark.parametrize(("table", "column", "value"), SPOILT, ids=lambda value: str(value)[:30])
def test_a_row_that_nobody_can_read_is_named(path, table, column, value):
    spoil(path, table, column, value)
    found = [one for one in check_file(path) if one.kind is Trouble.UNREADABLE]
    assert found and all(one.place.startswith(f"{table} ") for one in found)
    assert all(one.facts["columns"] == (column,) for one in found)


KINDS = {"body": Body, "issue": Issue, "meeting": Meeting, "follow_up": FollowUp}


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("issue", "collected_at", "9999-99-99T19:00:00+08:00"),
        ("meeting", "roll", "[null]"),
        ("meeting", "rule", "{}"),
        ("follow_up", "deadline", "2026-02-30"),
        ("vote", "tally", "{}"),
        *(("follow_up", "parts", f'[{{"owner":{owner}}}]') for owner in ("null", "1", "[]", "{}")),
        ("follow_up", "parts", '[{"owner":"物业","done":"ja"}]'),
        ("follow_up", "parts", '[{"owner":"物业","done":null}]'),
        ("follow_up", "helpers", "[null]"),
        ("vote", "tally", '{"for_":null}'),
        ("vote", "options", "[1]"),
    ],
)
def test_reading_such_a_row_is_one_error_that_has_a_sentence(path, table, column, value):
    spoil(path, table, column, value)
    with FileRecords.open(path) as records, records.reading() as book:
        with pytest.raises(UnreadableRow) as refused:
            book.find(KINDS.get(table, Meeting))
    assert refused.value.facts["table"] == table


BODY_OF = "SELECT body FROM entry_row WHERE row_id = ?"


def set_past_every_rule(records, kind, id, **columns):
    """As a program would that minds nothing: the row and its entry fit together."""
    table = Registry(lambda: TABLES).of(kind)
    body = records.conn.execute(BODY_OF, (id,)).fetchone()[0]
    with records.transaction("any.edit", act(), body) as book:
        row = dict(zip(table.names, book.current(table, id), strict=True))
        book.set_row(table, id, tuple({**row, **columns}.values()))


@pytest.mark.parametrize("value", [*MOMENTS[:3], f"{DAY}T19:00:00"])
def test_a_journal_that_tells_such_a_row_is_not_brought_in(records, by, tmp_path, value):
    body = found(records, by())
    with records.transaction("issue.collect", by(), body) as book:
        one = issue(body)
        book.put(one)
    set_past_every_rule(records, Issue, one.id, collected_at=value)
    head = records.head(body)
    assert head is not None
    new, ends = tmp_path / "new.db", {body: (head.seq, head.hash.hex())}
    with pytest.raises(JournalBroken) as refused:
        bring_in(new, {"a": lines(records.conn, body)}, ends, lambda _n: None)
    assert refused.value.facts["why"] == "unreadable"
    assert not new.exists()


EDGES = [(1899, False), (1900, True), (2200, True), (2201, False)]


@pytest.mark.parametrize(("year", "fits"), EDGES)
def test_the_days_of_entries_have_bounds(year, fits):
    assert is_moment(f"{year}-06-01T19:00:00+08:00") is fits


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_row_that_the_program_wrote_is_readable(whole, table):
    reader = Reader(table)
    conn = open_reader(whole)
    assert not [row for row in conn.execute(table.select).fetchall() if reader.unreadable(row)]
    conn.close()


def test_what_was_corrected_long_ago_may_lie_beyond_the_bounds_but_not_be_nonsense():
    """An earlier version let people write the year 1850; undo may bring it back, a day it is."""
    reader = Reader(next(table for table in TABLES if table.name == "follow_up"), bounded=False)
    assert reader.fits({"deadline": "1850-01-01"})
    assert not reader.fits({"deadline": "1850-02-30"})
    meeting = Reader(next(table for table in TABLES if table.name == "meeting"), bounded=False)
    assert meeting.fits({"starts_at": "1850-01-01T19:00:00+08:00"})
    assert not meeting.fits({"starts_at": "1850-01-01T19:00:00"})
    assert not meeting.fits({"roll": json.dumps([None])})


def test_nonsense_that_an_undo_would_bring_back_is_found(records, by):
    body = found(records, by())
    meeting = planned(records, by(), body)
    set_past_every_rule(records, Meeting, meeting.id, starts_at="2026-99-99T00:00:00+08:00")
    records.undo(act(), body)
    assert [one.kind for one in check_file(records.path)] == [Trouble.UNREPLAYABLE]
