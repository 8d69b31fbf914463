"""Whatever happens in a meeting, its workbook comes back as it went out."""

from dataclasses import replace

import pytest
from hypothesis import settings

from meetings.actions import decide, elect, hold
from meetings.chairing.tallying import TellerCount
from meetings.importing.columns import ELECTIONS, ITEMS, MEETING, OPTIONS, SHEETS
from meetings.importing.plan import RowState
from meetings.importing.table import Sheet, Source
from meetings.importing.workbook.out import workbook_rows
from meetings.importing.workbook.plan import (
    existing_workbook,
    held_meeting,
    import_workbook,
    plan_workbook,
)
from meetings.ports import By
from meetings.procedure.counts import Tally
from meetings.sitting.votes import Method, Objection
from tests.data.house import House
from tests.data.meeting_acts import MeetingActs
from tests.data.often import often
from tests.storage.memory_records import MemoryRecords


def plan_of(rows, records, now):
    sheets = tuple(Sheet(name, [[*SHEETS[name]], *map(list, of)]) for name, of in rows.items())
    return plan_workbook(Source(sheets), existing_workbook(records), None, now)


def came_back(house):
    """The rows that went out, and those of what another file made of them."""
    went, records = workbook_rows(held_meeting(house.records, house.meeting.id)), MemoryRecords()
    plan = plan_of(went, records, house.now)
    assert not [row for row in plan.rows if row.state is RowState.ERROR]
    meeting = import_workbook(records, By("李社工", house.now, "0" * 36), plan)
    assert meeting is not None
    return went, workbook_rows(held_meeting(records, meeting.id))


class AnyWorkbook(MeetingActs):
    """Carries each generated meeting to another file at its end."""

    def teardown(self):
        if hasattr(self, "house"):
            went, came = came_back(self.house)
            for name, rows in went.items():
                assert came[name] == rows, name


AnyWorkbook.TestCase.settings = settings(
    max_examples=often(10), stateful_step_count=30, deadline=None
)
TestAnyWorkbook = AnyWorkbook.TestCase


def test_a_consensus_that_one_of_two_broke_is_no_tie():
    house = House("consensus", members=2)
    house.plan("甲事")
    house.open(2)
    house.begin("甲事")
    house.vote(
        house.move("一起办"), method=Method.CONSENSUS, objections=(Objection("成员1", "不妥"),)
    )
    went, came = came_back(house)
    assert went == came


def test_the_papers_of_an_election_come_back():
    house = House("community", members=12)
    house.plan("换届")
    house.open(11)
    house.begin("换届")
    house.act(
        elect.open_election, house.item("换届"), "选举组长", ("林小月", "何勇", "韩冬梅"), 2,
        ("成员1", "成员2"), 12,
    )  # fmt: skip
    vote = house.meeting.votes[-1]
    found = tuple(replace(o, votes=n) for o, n in zip(vote.options, (9, 4, 4), strict=True))
    counts = tuple(TellerCount(who, Tally(10, 0, 0, 1), found) for who in ("成员1", "成员2"))
    house.act(elect.close_election, vote.id, counts, 11)
    house.act(elect.next_round, vote.id, 11)
    went, came = came_back(house)
    assert went[ELECTIONS] == [(1, None, 12, 11, "", "", "", "")]
    assert [row[1:3] + row[6:] for row in went[OPTIONS]] == [
        ("林小月", 9, "是"), ("何勇", 4, ""), ("韩冬梅", 4, ""),
    ]  # fmt: skip
    assert went[ITEMS][0][12] == "中选1人，余1席，得票相同"
    assert went[ITEMS][0][28:] == ("成员1、成员2", None)
    assert went == came


def test_what_a_law_asked_and_was_answered_comes_back():
    house = House("community", members=12)
    house.plan("换届")
    house.come(*range(1, 12))
    opened = "组成人员中代表1人，是否补选？答：照开"
    house.act(hold.open_meeting, (opened,))
    house.begin("换届")
    tellers, asked = ("成员1", "成员2"), "候选人1名，不多于应选名额1名，是否差额？答：照常选举"
    house.act(
        elect.open_election, house.item("换届"), "选举组长", ("林小月", "何勇"), 1, tellers, 12,
        said=(asked,),
    )  # fmt: skip
    vote = house.meeting.votes[-1]
    found = tuple(replace(o, votes=n) for o, n in zip(vote.options, (9, 2), strict=True))
    counts = tuple(TellerCount(who, Tally(11, 0), found) for who in tellers)
    house.act(elect.close_election, vote.id, counts)
    went, came = came_back(house)
    assert went[ELECTIONS][0][-1] == asked and ("法律问答", opened) in went[MEETING]
    assert went == came


def test_who_counted_instead_and_who_declined_come_back_with_their_times_and_reasons():
    house = House("community", members=12)
    house.plan("换届")
    house.open(11)
    house.begin("换届")
    names = ("林小月", "何勇", "韩冬梅")
    house.act(elect.open_election, house.item("换届"), "选举组长", names, 2, ("成员1", "成员2"))
    vote = house.meeting.votes[-1]
    house.act(elect.replace_teller, vote.id, "成员2", "成员3", "身体不适")
    found = tuple(replace(o, votes=n) for o, n in zip(vote.options, (9, 8, 4), strict=True))
    counts = tuple(TellerCount(who, Tally(11, 0), found) for who in ("成员1", "成员3"))
    house.act(elect.close_election, vote.id, counts)
    house.act(elect.decline, vote.id, "何勇", "工作调动", "韩冬梅", "选举办法（试行）第五条")
    house.act(elect.decline, vote.id, "林小月", "不愿担任：家里忙")
    went, came = came_back(house)
    [row] = went[ELECTIONS]
    assert row[5].endswith("成员2→成员3：身体不适")
    declined = row[6].split("\n")
    assert declined[0].endswith("何勇→韩冬梅：工作调动（依据：选举办法（试行）第五条）")
    assert declined[1].endswith("林小月：不愿担任：家里忙")
    assert went == came


@pytest.mark.parametrize("written", ["成员2走了", "2026-11-29 15:20 成员2→成员3：忙",
                                     "2026-11-29 15:20+08:00 成员2：忙"])  # fmt: skip
def test_a_line_of_replaced_tellers_that_is_not_understood_is_refused_with_an_example(written):
    house = House("community", members=12)
    house.plan("换届")
    house.open(11)
    house.begin("换届")
    tellers = ("成员1", "成员2")
    house.act(elect.open_election, house.item("换届"), "选举组长", ("林小月", "何勇"), 1, tellers)
    vote = house.meeting.votes[-1]
    found = tuple(replace(o, votes=n) for o, n in zip(vote.options, (9, 2), strict=True))
    counts = tuple(TellerCount(who, Tally(11, 0), found) for who in tellers)
    house.act(elect.close_election, vote.id, counts)
    went = workbook_rows(held_meeting(house.records, house.meeting.id))
    went[ELECTIONS] = [(*went[ELECTIONS][0][:5], written, "", "")]
    told = [
        reason.why
        for row in plan_of(went, MemoryRecords(), house.now).rows
        for reason in row.reasons
    ]
    assert "unknown_word" in told


def test_nobody_is_called_elected_by_a_round_that_is_void():
    house = House("community", members=12)
    house.plan("换届")
    house.open(11)
    house.begin("换届")
    tellers = ("成员1", "成员2")
    names = ("林小月", "何勇")
    house.act(elect.open_election, house.item("换届"), "选举组长", names, 1, tellers)
    vote = house.meeting.votes[-1]
    found = tuple(replace(o, votes=n) for o, n in zip(vote.options, (9, 2), strict=True))
    counts = tuple(TellerCount(who, Tally(11, 0), found) for who in tellers)
    house.act(elect.close_election, vote.id, counts)
    house.act(decide.void_vote, vote.id, "多发了一张")
    went, came = came_back(house)
    assert [row[1:3] + row[6:] for row in went[OPTIONS]] == [("林小月", 9, ""), ("何勇", 2, "")]
    assert went == came


def test_a_round_that_fills_some_seats_and_has_none_level_for_the_rest_comes_back():
    house = House("community", members=12)
    house.plan("换届")
    house.open(11)
    house.begin("换届")
    tellers = ("成员1", "成员2")
    names = ("林小月", "何勇", "韩冬梅")
    house.act(elect.open_election, house.item("换届"), "选举组长", names, 2, tellers)
    vote = house.meeting.votes[-1]
    found = tuple(replace(o, votes=n) for o, n in zip(vote.options, (9, 5, 3), strict=True))
    counts = tuple(TellerCount(who, Tally(10, 0, 0, 1), found) for who in tellers)
    house.act(elect.close_election, vote.id, counts)
    went, came = came_back(house)
    assert went[ITEMS][0][12] == "中选1人，余1席"
    assert went == came


def test_who_the_sheet_calls_elected_against_the_counts_is_told():
    house = House("community", members=12)
    house.plan("换届")
    house.open(11)
    house.begin("换届")
    house.act(
        elect.open_election,
        house.item("换届"),
        "选举组长",
        ("林小月", "何勇"),
        1,
        ("成员1", "成员2"),
    )
    vote = house.meeting.votes[-1]
    found = tuple(replace(o, votes=n) for o, n in zip(vote.options, (9, 2), strict=True))
    counts = tuple(TellerCount(who, Tally(11, 0), found) for who in ("成员1", "成员2"))
    house.act(elect.close_election, vote.id, counts)
    went = workbook_rows(held_meeting(house.records, house.meeting.id))
    went[OPTIONS] = [(*row[:-1], "" if row[-1] else "是") for row in went[OPTIONS]]
    told = [
        reason.why
        for row in plan_of(went, MemoryRecords(), house.now).rows
        for reason in row.reasons
    ]
    assert "elected_differs" in told


@pytest.mark.parametrize("objections", [(), (Objection("成员1", "不妥"),)])
def test_a_consensus_on_which_nobody_voted_has_no_counts_in_the_workbook(objections):
    house = House("consensus", members=4)
    house.plan("甲事")
    house.open(4)
    house.begin("甲事")
    house.vote(house.move("一起办"), method=Method.CONSENSUS, objections=objections)
    went, came = came_back(house)
    assert went[ITEMS][0][9:12] == (None, None, None)
    assert went[ITEMS][0][28:] == ("", len(objections))
    assert went == came
