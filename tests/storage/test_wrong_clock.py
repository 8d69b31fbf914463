"""Ids follow the file's own entries, at most a day ahead; what was written first stays first."""

from dataclasses import replace

import pytest

from meetings.community.people import Person
from meetings.ports import Repeated
from meetings.sitting.meeting import Meeting
from storage import ids
from storage.copies.bringing_in import bring_in
from storage.health.check import check_file
from storage.ids import Ids
from storage.journal_text import lines
from storage.records import FileRecords
from tests.storage.scenes import act, found, issue, planned, spoken

DAY_NS = 86_400 * 10**9
TODAY = 1_772_362_800 * 10**9


class Clock:
    """A clock that a person sets; each program that starts has ids of its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self.now = TODAY

    def start_program(self) -> None:
        shared = Ids(lambda: self.now)
        for name in ("start_after", "farthest_followed"):
            self._monkeypatch.setattr(ids, name, getattr(shared, name))
        self._monkeypatch.setattr(ids, "new_id", shared.new)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


def speak(path, meeting, text):
    with FileRecords.open(path) as opened:
        with opened.transaction("speech.add", act(), meeting.body) as book:
            known = book.get(Meeting, meeting.id)
            speech = replace(spoken(known, text).speeches[-1], id=book.new_id())
            book.put(replace(known, speeches=(*known.speeches, speech)))
        with opened.reading() as book:
            return [speech.text for speech in book.get(Meeting, meeting.id).speeches]


@pytest.mark.parametrize("days", [-4000, -1, 0, 1, 9000])
def test_speeches_stay_in_the_order_of_writing_though_the_clock_is_set(path, clock, days):
    clock.start_program()
    with FileRecords.open(path) as opened:
        meeting = planned(opened, act(), found(opened, act()))
    said = []
    for number, shift in enumerate((0, days, 0, 2 * days, -days, 0)):
        clock.now = TODAY + shift * DAY_NS
        clock.start_program()
        said.append(f"第{number}句")
        assert speak(path, meeting, said[-1]) == said
    assert check_file(path) == []


def test_parts_made_together_after_the_clock_was_put_right_keep_their_order(path, clock):
    clock.now = TODAY + 9000 * DAY_NS
    clock.start_program()
    with FileRecords.open(path) as opened:
        meeting = planned(opened, act(), found(opened, act()))
        speak_id = spoken(meeting)
        with opened.transaction("speech.add", act(), meeting.body) as book:
            first = replace(speak_id.speeches[0], id=book.new_id())
            book.put(replace(meeting, speeches=(first,)))
    clock.now = TODAY
    clock.start_program()
    with FileRecords.open(path) as opened:
        with opened.transaction("speech.add", act(), meeting.body) as book:
            known = book.get(Meeting, meeting.id)
            more = tuple(replace(first, id=book.new_id(), text=f"第{n}句") for n in range(200))
            assert [one.id for one in more] == sorted({one.id for one in more})
            book.put(replace(known, speeches=(*known.speeches, *more)))
        with opened.reading() as book:
            assert book.get(Meeting, meeting.id).speeches == (first, *more)


def test_a_chain_from_a_clock_far_ahead_pulls_no_ids_with_it(path, clock, tmp_path):
    clock.now = TODAY + 8400 * DAY_NS
    clock.start_program()
    with FileRecords.open(path) as opened:
        body = found(opened, replace(act(), command_id=ids.new_id()))
        with opened.transaction(
            "issue.collect", replace(act(), command_id=ids.new_id()), body
        ) as book:
            book.put(replace(issue(body), id=book.new_id()))
        head = opened.head(body)
        chain = list(lines(opened.conn, body))
        assert head is not None
    clock.now = TODAY
    clock.start_program()
    new = tmp_path / "new.db"
    bring_in(new, {"a": chain}, {body: (head.seq, head.hash.hex())}, lambda _n: None)
    clock.start_program()
    with FileRecords.open(new):
        made = int(ids.new_id().replace("-", ""), 16) >> 80
    assert abs(made - TODAY // 10**6) < 1000


def test_ids_follow_rows_too_and_not_only_the_entries_made_before_them(path, clock):
    clock.start_program()
    with FileRecords.open(path) as opened:
        by = replace(act(), command_id=ids.new_id())
        body = found(opened, act())
        clock.now += 5 * 60 * 10**9
        with opened.transaction("person.add", by, body) as book:
            last = book.new_id()
            book.put(Person(last, body, "张伟"))
    clock.now = TODAY - DAY_NS // 2
    clock.start_program()
    with FileRecords.open(path):
        assert ids.new_id() > last


def test_a_chain_whose_entries_bear_the_ids_of_another_stands_in_nobodys_way(path, tmp_path):
    """Each was made by a program of its own; only one file brings them together."""
    by, chains, heads = act(), {}, {}
    for name in ("one", "other"):
        with FileRecords.open(tmp_path / f"{name}.db") as opened:
            body = found(opened, by)
            head = opened.head(body)
            assert head is not None
            chains[name], heads[body] = list(lines(opened.conn, body)), (1, head.hash.hex())
    bring_in(path, chains, heads, lambda _n: None)
    assert check_file(path) == []


def test_a_command_that_is_repeated_does_nothing_in_whatever_body(path):
    with FileRecords.open(path) as opened:
        by = act()
        found(opened, by)
        with pytest.raises(Repeated):
            found(opened, by)
