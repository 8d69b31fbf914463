"""Votes among several options, and elections."""

from dataclasses import replace

import pytest

from exports.documents.minutes_item import outcome_text
from meetings.chairing.floor import put_item
from meetings.chairing.tallying import BallotRefused, TellerCount, agreed, answer
from meetings.community.bodies import Body, Tier
from meetings.papers.elected_words import result_of, result_short
from meetings.papers.masking import public_edition
from meetings.papers.minutes_build import Sources, minutes_of
from meetings.papers.record_build import record_of
from meetings.papers.vote_words import sentence_of, vote_line
from meetings.procedure.ballots import InvalidBallot, OptionsNotPossible, OptionTally
from meetings.procedure.counts import Tally
from meetings.procedure.rules import preset
from meetings.procedure.verdict import Outcome
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.votes import Choice, CountsDoNotFit, Method
from tests.data.hall import Hall, hall


def sentence(made: Hall, vote) -> str:
    return sentence_of(vote, made.meeting.in_force)


PLACES = {"东门": 9, "西门": 3, "广场": 2}


def test_several_options_choose_one():
    made = hall(present=14)
    vote = made.choose(made.move("选一个地点"), PLACES, Tally(14, 0))
    assert vote.outcome is Outcome.PASSED
    assert "东门中选" in sentence(made, vote)
    told = vote_line(made.meeting, vote).counts  # the notice prints these beside 通过
    assert told == "东门中选，东门9票，西门3票，广场2票，弃权0票"
    assert made.meeting.item("i1").outcome is ItemOutcome.ADOPTED


def test_every_page_and_paper_names_the_option_that_was_chosen():
    made = hall(present=14)
    made.choose(made.move("选一个地点"), PLACES, Tally(14, 0))
    item = made.meeting.item("i1")
    assert result_of(made.meeting, item) == "通过：东门"
    assert result_of(made.meeting, item, "en").endswith(": 东门")
    assert result_short(made.meeting, item) == "通过：东门"
    body = Body("b1", "b1", Tier.CORNER, "议事会", preset("corner"))
    minutes = minutes_of(made.meeting, Sources(body), made.now)
    for edition in (minutes, public_edition(minutes, ())):
        assert outcome_text(edition.items[0]) == "通过：东门。"
    whole = record_of(made.meeting, minutes)
    assert next(line.text for line in whole.lines if line.kind == "outcome") == "通过：东门"
    made.vote(made.move("下周动工"), 14, 0)
    assert result_of(made.meeting, item) == "通过：东门"
    put_off = replace(made.meeting.item("i1"), outcome=ItemOutcome.POSTPONED)
    made.meeting = put_item(made.meeting, put_off)
    assert "东门" not in result_of(made.meeting, put_off)
    lost = hall(present=14)
    lost.choose(lost.move("选一个地点"), {"东门": 5, "西门": 5, "广场": 4}, Tally(14, 0))
    assert "东门" not in result_of(lost.meeting, lost.meeting.item("i1"))


def test_more_papers_than_the_room_has_voters_stand_only_with_a_printed_reason():
    made = hall(present=11)
    vote = made.open(made.move("选地点"), Method.HANDS, options=("东门", "西门"))
    counted = (OptionTally("东门", 8), OptionTally("西门", 4))
    with pytest.raises(CountsDoNotFit):
        made.close(vote, 12, 0, options=counted)
    reason = "一人举了两次，不影响结果"
    closed = made.close(vote, 12, 0, options=counted, override_reason=reason)
    assert closed.outcome is Outcome.PASSED
    assert f"所计12票多于可以投票的11人，主持人决定采用，理由：{reason}；" in sentence(made, closed)
    three = (OptionTally("东门", 8), OptionTally("西门", 3))
    fitting = replace(closed, tally=Tally(11, 0), options=three)
    assert "所计" not in sentence(made, fitting)


def test_an_election_fills_its_seats():
    made = hall(present=14)
    marks = {"甲": 10, "乙": 9, "丙": 5, "丁": 3}
    vote = made.choose(made.move("选两名代表"), marks, Tally(14, 0), choose=2, seats=2)
    assert vote.outcome is Outcome.PASSED
    assert "甲、乙中选" in sentence(made, vote)


def test_options_are_called_by_name_with_their_marks():
    made = hall(present=11)
    vote = made.open(made.move("选地点"), Method.ROLL_CALL, options=("东门", "西门"))
    for n in range(1, 12):
        place = "东门" if n < 9 else "西门"
        made.meeting = answer(made.meeting, vote, f"成员{n}", Choice.FOR, [place])
    closed = made.close(vote)
    assert closed.options == (OptionTally("东门", 8), OptionTally("西门", 3))
    assert any(note.startswith("西门：成员9") for note in vote_line(made.meeting, closed).notes)


@pytest.mark.parametrize(
    ("choice", "marks"),
    [
        (Choice.FOR, []),
        (Choice.FOR, ["东门", "西门"]),
        (Choice.FOR, ["北门"]),
        (Choice.ABSTAIN, ["东门"]),
        (Choice.AGAINST, []),
    ],
)
def test_a_paper_marks_no_more_and_nothing_else_than_it_offers(choice, marks):
    made = hall(present=11)
    vote = made.open(made.move("选地点"), Method.ROLL_CALL, options=("东门", "西门"))
    with pytest.raises(BallotRefused):
        answer(made.meeting, vote, "成员1", choice, marks)


def test_a_paper_that_cannot_be_is_refused_when_the_vote_opens():
    made = hall(present=14)
    motion = made.move("选地点")
    with pytest.raises(InvalidBallot):
        made.open(motion, options=("东门",))
    agreed = hall("consensus", present=14)
    with pytest.raises(OptionsNotPossible):
        agreed.open(agreed.move("选地点"), options=("东门", "西门"))


@pytest.mark.parametrize(("first", "second"), [({"甲": 5}, {"甲": 5, "乙": 0}), ({}, {"甲": 0})])
def test_what_one_teller_left_out_counts_as_none(first, second):
    counts = [
        TellerCount(name, Tally(5, 0), tuple(OptionTally(*pair) for pair in marks.items()))
        for name, marks in (("张", first), ("李", second))
    ]
    agreed(*counts)
    agreed(*reversed(counts))
