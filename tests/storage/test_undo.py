"""Whatever was done, undo leads to exactly what was before, and redo to what was after."""

import os
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from meetings.community.people import Person
from meetings.errors import NothingToUndo, UndoRefused
from meetings.matters.issues import Issue
from meetings.matters.referrals import Referral, Reply
from meetings.sitting.meeting import Meeting
from storage.copies.copying import manifest
from storage.health.check import check_file
from storage.ids import new_id
from storage.records import FileRecords
from storage.tables import TABLES
from tests.storage.scenes import AT, act, found, issue, planned, spoken

TEXT = st.text(max_size=30)


def tables(records):
    whole = manifest(records.conn)
    return {t.name: whole[t.name] for t in TABLES}


def collect(records, body, text):
    with records.transaction("issue.collect", act(), body) as book:
        book.put(issue(body, book.highest(Issue, "number", body=body) + 1, text))


def edit(records, body, text):
    with records.transaction("issue.edit", act(), body) as book:
        for known in book.find(Issue, body=body)[-2:]:
            book.put(replace(known, text=text, supporters=len(text)))


def drop(records, body, text):
    with records.transaction("issue.drop", act(), body) as book:
        for known in book.find(Issue, body=body)[:1]:
            book.remove(known)


def speak(records, body, text):
    with records.transaction("speech.note", act(), body) as book:
        book.put(spoken(book.find(Meeting, body=body)[0], text))


def unspeak(records, body, text):
    with records.transaction("speech.drop", act(), body) as book:
        meeting = book.find(Meeting, body=body)[0]
        book.put(replace(meeting, title=text, speeches=meeting.speeches[:-1]))


def cancel(records, body, text):
    with records.transaction("meeting.drop", act(), body) as book:
        for meeting in book.find(Meeting, body=body)[1:]:
            book.remove(meeting)


def plan(records, body, text):
    planned(records, act(), body)


def register(records, body, text):
    with records.transaction("person.add", act(), body) as book:
        for known in book.find(Person, body=body):
            book.put(replace(known, name=text))
        book.put(Person(book.new_id(), body, text))


ACTS = st.sampled_from([collect, edit, drop, speak, unspeak, cancel, plan, register])


@hypothesis_settings(max_examples=int(os.environ.get("FUZZ_EXAMPLES", "12")))
@given(acts=st.lists(st.tuples(ACTS, TEXT), min_size=1, max_size=8))
def test_undo_and_redo_lead_through_the_same_states(acts):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.db"
        with FileRecords.open(path) as records:
            body = found(records, act())
            planned(records, act(), body)
            states = [tables(records)]
            for do, text in acts:
                before = records.head(body)
                do(records, body, text)
                if records.head(body) != before:
                    states.append(tables(records))
            for state in reversed(states[:-1]):
                records.undo(act(), body)
                assert tables(records) == state
            for state in states[1:]:
                records.redo(act(), body)
                assert tables(records) == state
            with pytest.raises(NothingToUndo):
                records.redo(act(), body)
        assert check_file(path) == []


def test_undo_is_refused_where_another_body_built_on_it(records, by):
    body = found(records, by())
    collect(records, body, "路灯")
    kept = records.undoable(body)
    id = kept.changes[0].id
    # Only a file written around the door can come to this.
    records.conn.execute("UPDATE issue SET title = '车位' WHERE id = ?", (id,))
    with pytest.raises(UndoRefused) as told:
        records.undo(by(), body)
    assert told.value.facts == {"command": "issue.collect", "why": "changed_since"}


def test_undo_is_refused_where_something_refers_to_the_row(records, by):
    body = found(records, by())
    collect(records, body, "路灯")
    first = records.undoable(body).changes[0].id
    records.conn.execute(
        "INSERT INTO issue (id, body, number, title, collected_at, text, place, topic, source, "
        "raised_by, raised_name, supporters, state, reason, merged_into, private, owners_matter, "
        "settled_at, referral, again_of) "
        "SELECT ?, body, 9, title, collected_at, text, place, topic, source, "
        "raised_by, raised_name, supporters, state, reason, id, private, owners_matter, "
        "settled_at, referral, again_of FROM issue WHERE id = ?",
        (new_id(), first),
    )
    with pytest.raises(UndoRefused):
        records.undo(by(), body)
    with records.reading() as book:
        assert book.get(Issue, first).title == "路灯"


def test_undo_is_refused_once_the_payload_is_erased(records, by):
    body = found(records, by())
    records.conn.execute("UPDATE entry SET salt = NULL, payload = NULL")
    with pytest.raises(UndoRefused) as told:
        records.undo(by(), body)
    assert told.value.facts["why"] == "erased"


def test_an_entry_tells_only_the_columns_that_changed(records, by):
    body = found(records, by())
    meeting = planned(records, by(), body)
    with records.transaction("meeting.edit", by(), body) as book:
        book.put(replace(meeting, place="居委会二楼"))
    [change] = records.history(body, limit=1)[0].changes
    assert (change.before, change.after) == ({"place": ""}, {"place": "居委会二楼"})


def test_times_keep_their_offset_through_undo(records, by):
    body = found(records, by())
    meeting = planned(records, by(), body)
    with records.transaction("meeting.edit", by(), body) as book:
        book.put(replace(meeting, starts_at=AT.astimezone()))
    records.undo(by(), body)
    with records.reading() as book:
        assert book.get(Meeting, meeting.id).starts_at.isoformat() == AT.isoformat()


def test_undo_is_refused_where_another_body_has_taken_the_row_up(records, by):
    above, below = found(records, by()), found(records, by())
    with records.transaction("issue.referred_up", by(), below) as book:
        sent = Referral(book.new_id(), below, above, "路灯", "没有权限", AT)
        book.put(sent)
    with records.transaction("referral.receive", by(), above) as book:
        book.put(Reply(book.new_id(), above, sent.id, AT, "陈静"))
    with pytest.raises(UndoRefused) as told:
        records.undo(by(), below)
    assert told.value.facts["why"] == "taken_up"
    records.undo(by(), above)
    records.undo(by(), below)
