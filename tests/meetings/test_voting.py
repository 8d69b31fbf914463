"""Votes in the room: who may vote, what fits it, what a verdict does."""

import pytest

from meetings.chairing import quorum, voting
from meetings.chairing.attendance import walk_in
from meetings.chairing.settling import hold_as_talk
from meetings.chairing.tallying import TellerCount, TellersDiffer
from meetings.errors import Missing, NotAllowedNow
from meetings.papers.vote_words import sentence_of, vote_line
from meetings.procedure.counts import Tally
from meetings.procedure.rules import Voters
from meetings.procedure.verdict import Outcome, UncountedNotAllowed
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.motions import MotionState
from meetings.sitting.presence import Mark, RollEntry
from meetings.sitting.votes import (
    Ballot,
    Choice,
    CountsDoNotFit,
    Method,
    Objection,
    QuorumNotReached,
)
from tests.data.hall import Hall, hall


def sentence(made: Hall, vote) -> str:
    return sentence_of(vote, made.meeting.in_force)


def test_no_vote_without_a_quorum():
    made = hall(present=10)
    with pytest.raises(QuorumNotReached) as refused:
        made.open(made.move())
    assert refused.value.facts == {"present": 10, "needed": 11, "expected": 16, "represented": 0}


@pytest.mark.parametrize(("expected", "needed"), [(0, 1), (1, 1), (2, 2), (3, 2), (16, 11)])
def test_an_empty_roll_has_no_quorum(expected, needed):
    made = hall(expected=expected, present=0)
    assert quorum.quorum_needed(made.meeting) == needed
    assert not quorum.quorum_met(made.meeting)


def test_no_vote_in_a_talk():
    made = hall(present=10)
    motion = made.move()
    made.meeting = hold_as_talk(made.meeting)
    with pytest.raises(NotAllowedNow):
        made.open(motion)


def test_the_room_is_frozen_by_name_when_the_vote_closes():
    made = hall(present=12)
    open_ = made.open(made.move())
    made.mark("p13", Mark.IN)
    made.mark("p1", Mark.OUT)
    vote = made.close(open_, 8, 2, 2)
    assert vote.electorate is not None
    assert len(vote.electorate.present) == 12
    assert "成员13" in vote.electorate.present and "成员1" not in vote.electorate.present
    made.mark("p2", Mark.OUT)
    assert made.meeting.vote(vote.id).electorate == vote.electorate


def test_counts_above_the_room_are_refused_with_the_numbers():
    made = hall(present=14)
    vote = made.open(made.move())
    with pytest.raises(CountsDoNotFit) as refused:
        made.close(vote, 10, 4, 0, 1)
    assert refused.value.facts == {"votes": 15, "present": 14}
    assert made.meeting.open_vote is not None


def test_an_override_stands_with_its_reason_printed():
    made = hall(present=14)
    vote = made.vote(made.move(), 10, 5, override_reason="有人重复举手，复核后差距不影响结果")
    assert vote.outcome is Outcome.PASSED
    assert "有人重复举手，复核后差距不影响结果" in sentence(made, vote)


def test_a_quorum_lost_before_the_count_leaves_the_motion_open():
    made = hall(present=11)
    motion = made.move()
    open_ = made.open(motion)
    made.mark("p1", Mark.OUT)
    vote = made.close(open_, 8, 2)
    assert vote.outcome is Outcome.INQUORATE
    assert made.meeting.motion(motion).state is MotionState.SECONDED
    assert made.meeting.item("i1").outcome is None


def test_abstaining_absence_recusal_and_not_voting_are_four_things():
    made = hall(present=14)
    made.mark("p14", Mark.RECUSED, item="i1")
    vote = made.vote(made.move(), 8, 3, 1)
    said = sentence(made, vote)
    for words in ("应到16人", "实到13人", "回避1人", "弃权1票", "未投票1人"):
        assert words in said


def test_a_secret_vote_keeps_two_tellers_and_the_counts_alone():
    made = hall(present=14)
    vote = made.open(made.move(), Method.SECRET)
    count = Tally(8, 4, 1, 1)
    closed = made.close(vote, tellers=(TellerCount("甲", count), TellerCount("乙", count)))
    assert closed.ballots == () and closed.tally == count
    assert closed.tellers == ("甲", "乙")
    assert "无效1票" in sentence(made, closed)
    assert any("甲、乙" in note for note in vote_line(made.meeting, closed).notes)


def test_tellers_who_differ_are_told_where():
    made = hall(present=14)
    vote = made.open(made.move(), Method.SECRET)
    tellers = (TellerCount("甲", Tally(8, 5, 1)), TellerCount("乙", Tally(9, 4, 1)))
    with pytest.raises(TellersDiffer) as differ:
        made.close(vote, tellers=tellers)
    assert differ.value.facts["counts"] == (("for", 8, 9), ("against", 5, 4))
    assert made.meeting.open_vote is not None


@pytest.mark.parametrize("names", [(), ("甲",), ("甲", "甲"), ("甲", " ")])
def test_a_secret_vote_has_two_named_tellers(names):
    made = hall(present=14)
    vote = made.open(made.move(), Method.SECRET)
    with pytest.raises(Missing):
        made.close(vote, tellers=tuple(TellerCount(name, Tally(14, 0)) for name in names))


def test_no_ballot_of_a_secret_vote_is_ever_kept():
    made = hall(present=14)
    vote = made.open(made.move(), Method.SECRET)
    with pytest.raises(NotAllowedNow):
        made.close(vote, ballots=(Ballot("成员1", Choice.FOR),))


def test_consensus_is_reached_when_nobody_objects():
    made = hall(present=14)
    motion = made.move()
    vote = made.close(made.open(motion, Method.CONSENSUS), objections=())
    assert vote.outcome is Outcome.PASSED and vote.tally == Tally(14, 0)
    assert made.meeting.item("i1").outcome is ItemOutcome.AGREED
    sentence = vote_line(made.meeting, vote).sentence
    assert sentence.endswith("经询问，无人坚持异议；协商一致，通过。") and "票" not in sentence
    assert vote_line(made.meeting, vote).counts == ""
    assert "经询问，无人提出异议" in vote_line(made.meeting, vote).notes


def test_half_the_room_objecting_is_no_tie_since_nobody_voted():
    made = hall("corner", present=2)
    vote = made.close(made.open(made.move(), Method.CONSENSUS), objections=(Objection("成员1"),))
    assert vote.outcome is Outcome.FAILED
    assert made.meeting.item("i1").outcome is ItemOutcome.REJECTED
    assert "平票" not in vote_line(made.meeting, vote).sentence


@pytest.mark.parametrize("rule", ["corner", "community", "consensus"])
def test_one_standing_objection_prevents_consensus_under_every_rule(rule):
    made = hall(rule, present=14)
    heard = (Objection("成员3", "费用没有着落"), Objection("成员4", "太吵", stands=False))
    vote = made.close(made.open(made.move(), Method.CONSENSUS), objections=heard)
    assert vote.outcome is Outcome.FAILED
    assert "因有1人坚持异议，未通过" in vote_line(made.meeting, vote).sentence
    notes = "".join(vote_line(made.meeting, vote).notes)
    assert (
        "成员3提出异议：费用没有着落" in notes
        and "成员4提出异议：太吵（经说明后不再坚持）" in notes
    )


def test_a_clear_majority_is_not_counted_only_where_the_rule_allows_it():
    made = hall("corner", present=14)
    vote = made.open(made.move())
    with pytest.raises(UncountedNotAllowed):
        voting.close_uncounted(made.meeting, vote, made.now, True, objections=1)
    made.meeting = voting.close_uncounted(made.meeting, vote, made.later(), True)
    assert made.meeting.vote(vote).outcome is Outcome.PASSED
    assert "明显占多数" in sentence(made, made.meeting.vote(vote))
    strict = hall("community", present=14)
    id = strict.open(strict.move())
    with pytest.raises(UncountedNotAllowed):
        voting.close_uncounted(strict.meeting, id, strict.now, True)


def test_a_walk_in_is_counted_in_a_corner_vote():
    made = hall("corner", expected=3, present=3)
    guest = RollEntry("w1", "路过的人")
    made.meeting = walk_in(made.meeting, made.id(), guest, made.later())
    assert made.vote(made.move(), 3, 1).outcome is Outcome.PASSED


def test_where_everybody_votes_the_room_may_be_fuller_than_the_roll():
    made = hall("community", expected=3, present=3, voters=Voters.EVERYBODY)
    guest = RollEntry("w1", "路过的人")
    made.meeting = walk_in(made.meeting, made.id(), guest, made.later())
    assert made.vote(made.move(), 3, 1).outcome is Outcome.PASSED
