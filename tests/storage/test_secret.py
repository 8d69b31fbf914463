"""A secret vote leaves counts alone: no name with an answer in any byte of any file."""

from pathlib import Path

import pytest

from meetings.actions import decide
from meetings.chairing.tallying import TellerCount
from meetings.errors import MeetingError
from meetings.procedure.counts import Tally
from meetings.sitting.votes import Choice, Method
from storage.copies import backup
from storage.drafts import Drafts
from storage.engine import open_reader
from storage.records import FileRecords
from storage.search import SearchIndex
from tests.data.house import House


@pytest.fixture
def house(records: FileRecords) -> House:
    house = House("community", members=16, records=records)
    house.plan("选谁")
    house.open(14)
    house.begin("选谁")
    return house


def test_after_the_count_no_byte_says_who_answered_what_or_when(path: Path, house: House):
    drafts = Drafts.open(path, background=False)
    motion = house.move("由谁牵头")
    house.act(decide.open_vote, motion, Method.SECRET)
    vote = house.meeting.votes[-1].id
    with pytest.raises(MeetingError):
        house.act(decide.answer, vote, "成员1", Choice.FOR)
    tellers = tuple(TellerCount(name, Tally(9, 4, 0, 1)) for name in ("成员1", "成员2"))
    house.act(decide.close_vote, vote, tellers=tellers)
    drafts.close()
    assert Path(f"{path}-wal").stat().st_size == 0, "frames would tell the order of writing"
    backup.back_up_to(path, path.with_name("copy.db"), house.now.date())
    for file in path.parent.iterdir():
        data = file.read_bytes()
        for trace in (b'"choice"', "成员1拒".encode(), b'"marks":["'):
            assert trace not in data, file.name
    kept = house.meeting.vote(vote)
    assert kept.ballots == () and kept.tally == Tally(9, 4, 0, 1)
    entries = house.records.history(house.body.id, about=vote)
    assert [entry.command for entry in entries] == ["vote.secret", "vote.open"]


def test_neither_drafts_nor_the_search_index_nor_any_copy_tells_of_a_ballot(
    path: Path, house: House
):
    desk_drafts = Drafts.open(path, background=False)
    motion = house.move("由谁牵头")
    house.act(decide.open_vote, motion, Method.SECRET)
    vote = house.meeting.votes[-1].id
    # What the form for the count keeps while it is filled in: figures of two tellers.
    for place, figures in enumerate(("9", "4", "0", "1")):
        desk_drafts.save(f"hold/{vote}/tellers/{place}", figures)
    before = house.meeting.vote(vote)
    assert before.ballots == () and not before.tally
    tellers = tuple(TellerCount(name, Tally(9, 4, 0, 1)) for name in ("成员1", "成员2"))
    house.act(decide.close_vote, vote, tellers=tellers)
    for key in desk_drafts.all(f"hold/{vote}/"):
        desk_drafts.drop(key)
    desk_drafts.close()
    index = SearchIndex.open(path)
    index.catch_up(None)
    index.close()
    backup.back_up_daily(path, house.now.date())
    backup.back_up_to(path, path.with_name("copy.db"), house.now.date())
    everything = {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}
    assert len(everything) >= 5, "records, drafts, index and two copies were looked at"
    for file, content in everything.items():
        for name in (f"成员{number}" for number in range(1, 17)):
            for answer in ("同意", "反对", "弃权", *Choice):
                for between in ("", " ", "：", ":", '","', '":"', ","):
                    assert f"{name}{between}{answer}".encode() not in content, file.name
        assert b'"choice"' not in content and b'"ballots":[{' not in content, file.name
    kept = open_reader(path).execute("SELECT ballots FROM vote WHERE id = ?", (vote,))
    assert kept.fetchall() == [("[]",)]


def test_a_log_that_could_not_be_emptied_is_emptied_after_the_next_command(
    path: Path, records: FileRecords, house: House
):
    motion = house.move("由谁牵头")
    house.act(decide.open_vote, motion, Method.SECRET)
    vote = house.meeting.votes[-1].id
    reader = open_reader(path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM vote").fetchone()
    records.conn.execute("PRAGMA busy_timeout = 0").fetchone()
    tellers = tuple(TellerCount(name, Tally(9, 4, 0, 1)) for name in ("成员1", "成员2"))
    house.act(decide.close_vote, vote, tellers=tellers)
    assert house.meeting.vote(vote).tally == Tally(9, 4, 0, 1)
    assert Path(f"{path}-wal").stat().st_size > 0
    reader.close()
    house.says(1, "继续")
    assert Path(f"{path}-wal").stat().st_size == 0


def test_what_was_deleted_does_not_stay_in_freed_pages(
    path: Path, records: FileRecords, house: House
):
    said = "这句话写错了要删掉" * 300
    house.says(1, said)
    records.undo(house.by(), house.body.id)
    records.conn.execute("DELETE FROM entry_row")
    records.conn.execute("DELETE FROM entry")
    records.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert "这句话写错了".encode() not in path.read_bytes()
    assert "这句话写错了".encode() not in Path(f"{path}-wal").read_bytes()
