"""A meeting with every kind of vote comes back from the file as it was held."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from meetings.actions import decide, elect, finish, hold, prepare
from meetings.chairing.tallying import TellerCount
from meetings.errors import UndoRefused
from meetings.procedure.ballots import OptionTally
from meetings.procedure.counts import Tally
from meetings.procedure.rules import ProxyUse, preset
from meetings.sitting.meeting import Meeting
from meetings.sitting.presence import Mark
from meetings.sitting.votes import Choice, Election, Method, Objection
from storage.records import FileRecords
from tests.data.house import House

RULE = replace(
    preset("community"), casting_vote=True, proxies=ProxyUse.QUORUM_AND_VOTES, uncounted_hands=True
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A council of 16, 14 there, over a file."""
    with FileRecords.open(tmp_path / "records.db") as records:
        made = House(RULE, records=records)
        made.plan("甲", "乙")
        made.open(present=14)
        yield made


def stored(house: House, path: Path) -> Meeting:
    """The meeting as another reader finds it in the file."""
    with FileRecords.open(path / "records.db", read_only=True) as other, other.reading() as book:
        return book.get(Meeting, house.meeting.id)


def test_every_kind_of_vote_comes_back_as_it_was(house: House, tmp_path: Path):
    house.act(hold.mark, house.people[14].id, Mark.PROXY, holder=house.people[0].id)
    house.act(hold.mark, house.people[15].id, Mark.IN, at=house.now - timedelta(minutes=3))
    tie = house.vote(house.move("一"), 8, 8)
    house.act(decide.cast, tie.id, True)
    house.vote(house.move("二"), method=Method.CONSENSUS, objections=(Objection("成员2", "贵"),))
    house.act(decide.open_vote, house.move("三"), Method.HANDS)
    house.act(decide.close_uncounted, house.meeting.votes[-1].id, True)
    house.act(decide.open_vote, house.move("四"), Method.ROLL_CALL, ("东", "西", "南"))
    call = house.meeting.votes[-1].id
    for number in range(1, 15):
        place = ("东", "西", "南")[number % 3]
        house.act(decide.answer, call, f"成员{number}", Choice.FOR, [place])
    house.act(decide.close_vote, call)
    house.act(decide.run_off, call)
    house.act(decide.cancel_vote, house.meeting.votes[-1].id)
    divided = house.move("五和六")
    house.act(hold.divide, divided, ["五", "六"])
    house.act(decide.open_vote, house.meeting.motions[-1].id, Method.WRITTEN)
    house.act(decide.register_return, house.meeting.votes[-1].id, "成员16", Choice.AGAINST)
    voided = house.vote(house.move("七"), 9, 2)
    house.act(decide.void_vote, voided.id, "数错了")
    assert stored(house, tmp_path) == house.meeting


def test_an_election_comes_back_with_its_papers_its_tellers_and_its_next_round(
    house: House, tmp_path: Path
):
    names, tellers = ("林小月", "何勇", "韩冬梅"), ("成员1", "成员2")
    item = house.meeting.in_order[0].id
    house.act(elect.open_election, item, "选举组长", names, 2, tellers)
    vote = house.meeting.votes[-1].id
    house.act(elect.give_out, vote, 14)

    def count(vote: str, marks: dict[str, int]) -> None:
        options = tuple(OptionTally(name, votes) for name, votes in marks.items())
        counts = tuple(TellerCount(name, Tally(14, 0), options) for name in tellers)
        house.act(elect.close_election, vote, counts, 14)

    count(vote, {"林小月": 10, "何勇": 5, "韩冬梅": 5})
    house.act(elect.next_round, vote, 14)
    count(house.meeting.votes[-1].id, {"何勇": 9, "韩冬梅": 5})
    assert stored(house, tmp_path) == house.meeting
    first, second = house.meeting.votes
    assert first.election == second.election == Election(tellers, 14, 14)
    with pytest.raises(UndoRefused):
        house.records.undo(house.by(), house.body.id)
    edited = replace(house.meeting.item(item), important=True, party_studied=False)
    house.meeting = house.do(prepare.edit_item, edited)
    assert stored(house, tmp_path).item(item).party_studied is False
    told = house.minutes().items[0]
    assert told.studied == "本项属重要事项，会前未先经社区党组织研究讨论。"
    assert told.motions[0].mover == "" and "发出选票14张，收回14张" in told.votes[0].sentence
    record = finish.record(house.records, house.meeting.id, house.now)
    stood = [line.text for line in record.lines if line.kind == "election"]
    assert stood == ["选举组长，名额2人，候选人：林小月、何勇、韩冬梅"]
    assert not any(line.kind == "motion" for line in record.lines)


def test_undo_and_redo_of_every_command_of_a_vote_are_the_identity(house: House):
    records, body = house.records, house.body.id

    def back_and_forth() -> None:
        before = house.meeting
        records.undo(house.by(), body)
        records.redo(house.by(), body)
        with records.reading() as book:
            assert book.get(Meeting, before.id) == before

    motion = house.move("一")
    house.act(decide.open_vote, motion, Method.ROLL_CALL)
    vote = house.meeting.votes[-1].id
    back_and_forth()
    for number in range(1, 8):
        house.act(decide.answer, vote, f"成员{number}", Choice.FOR)
    for number in range(8, 15):
        house.act(decide.answer, vote, f"成员{number}", Choice.AGAINST)
    back_and_forth()
    house.act(decide.close_vote, vote)
    back_and_forth()
    house.act(decide.cast, vote, False)
    back_and_forth()
    house.act(decide.void_vote, vote, "数错了")
    back_and_forth()


def test_a_secret_count_is_written_without_names_and_stands(house: House):
    tellers = tuple(TellerCount(name, Tally(9, 4, 0, 1)) for name in ("甲", "乙"))
    house.vote(house.move("选谁"), method=Method.SECRET, tellers=tellers)
    with pytest.raises(UndoRefused):
        house.records.undo(house.by(), house.body.id)
    [entry] = house.records.history(house.body.id, limit=1)
    assert entry.command == "vote.secret"
    written = {name: value for c in entry.changes for name, value in (c.after or {}).items()}
    assert "ballots" not in written
