"""Votes in the room: who may vote, what fits it, what a verdict does."""

from dataclasses import replace

import pytest

from meetings.chairing import quorum, voting
from meetings.chairing.attendance import walk_in
from meetings.chairing.settling import hold_as_talk
from meetings.chairing.tallying import BallotRefused, TellerCount, TellersDiffer, agreed
from meetings.errors import Missing, NotAllowedNow
from meetings.papers.vote_words import sentence_of, vote_line
from meetings.procedure.ballots import OptionTally
from meetings.procedure.counts import Tally
from meetings.procedure.rules import Voters
from meetings.procedure.verdict import Outcome, UncountedNotAllowed
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.motions import MotionState
from meetings.sitting.presence import Mark, RollEntry
from meetings.sitting.votes import (
    Ballot,
    Choice,
    CountsDoNotFit,
    Method,
    Objection,
    QuorumNotReached,
    VoteState,
    verdict,
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
    assert vote_line(made.meeting, vote).counts == "经询问，无人坚持异议", "on the public notice"
    assert not vote_line(made.meeting, vote).notes  # the sentence has said that nobody objects


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


# The edges


@pytest.mark.parametrize("method", [Method.HANDS, Method.CONSENSUS])
@pytest.mark.parametrize("rule", ["community", "community-major", "corner", "all-members"])
@pytest.mark.parametrize(
    "counts",
    [(14, 0), (8, 6), (7, 7), (7, 6, 1), (6, 8), (0, 14), (0, 0, 14), (10, 4), (9, 5), (11, 3)],
)
def test_what_is_shown_before_a_vote_closes_is_what_closing_it_gives(method, rule, counts):
    made = hall(rule)
    vote = made.open(made.move(), method)
    shown = voting.preview(made.meeting, vote, Tally(*counts))
    closed = made.close(vote, *counts)
    assert verdict(closed, made.meeting.in_force) == shown
    assert closed.outcome is shown.outcome


@pytest.mark.parametrize(
    ("counts", "reason", "refused"),
    [
        ((14, 0), "", None), ((14, 1), "", CountsDoNotFit), ((14, 1), " ", CountsDoNotFit),
        ((14, 1), "多举了一只手", None), ((0, 0, 14, 0), "", None),
        ((0, 0, 14, 1), "", CountsDoNotFit), ((-1, 3), "", Missing), ((3, -1), "", Missing),
        ((3, 0, -1), "", Missing), ((3, 0, 0, -1), "", Missing), ((0, 0), "", None),
    ],
)  # fmt: skip
def test_counts_fit_the_room_or_have_a_reason(counts, reason, refused):
    made = hall()
    vote = made.open(made.move())
    if refused is None:
        shown = voting.preview(made.meeting, vote, Tally(*counts), reason)
        closed = made.close(vote, *counts, override_reason=reason)
        assert (closed.override_reason, closed.outcome) == (reason, shown.outcome)
        return
    for act in (
        lambda: voting.preview(made.meeting, vote, Tally(*counts), reason),
        lambda: made.close(vote, *counts, override_reason=reason),
    ):
        with pytest.raises(refused) as known:
            act()
    if refused is CountsDoNotFit:
        assert known.value.facts == {"votes": 15, "present": 14}
    assert made.meeting.vote(vote).state is VoteState.OPEN


@pytest.mark.parametrize("many", [0, 1, 3])
def test_a_secret_vote_has_two_tellers(many):
    made = hall()
    vote = made.open(made.move(), Method.SECRET)
    tellers = tuple(TellerCount(f"成员{n}", Tally(9, 5)) for n in range(1, many + 1))
    with pytest.raises(Missing) as missed:
        made.close(vote, tellers=tellers)
    assert missed.value.facts == {"what": "tellers"}


def test_a_secret_vote_takes_no_answers_by_name():
    made = hall()
    vote = made.open(made.move(), Method.SECRET)
    tellers = tuple(TellerCount(name, Tally(9, 5)) for name in ("成员1", "成员2"))
    with pytest.raises(NotAllowedNow):
        made.close(vote, tellers=tellers, ballots=(Ballot("成员1", Choice.FOR),))
    assert made.close(vote, tellers=tellers).tellers == ("成员1", "成员2")


@pytest.mark.parametrize(
    ("names", "why"),
    [((), None), (("成员1", "成员2", "成员1"), "twice"), (("成员1", "成员3"), "recused")],
)
def test_a_written_vote_has_returns_each_name_once_and_none_of_who_stands_back(names, why):
    made = hall()
    made.mark("p3", Mark.RECUSED, item="i1")
    vote = made.open(made.move(), Method.WRITTEN)
    ballots = tuple(Ballot(name, Choice.FOR) for name in names)
    with pytest.raises(Missing if why is None else BallotRefused) as refused:
        made.close(vote, ballots=ballots)
    if why is None:
        assert refused.value.facts == {"what": "ballots"}
    else:
        assert refused.value.facts == {"name": names[-1], "why": why}


@pytest.mark.parametrize(
    ("method", "running", "suspended"),
    [(Method.HANDS, True, False), (Method.WRITTEN, True, True)],
)
def test_only_a_written_vote_closes_while_the_meeting_is_suspended(method, running, suspended):
    for state, allowed in ((MeetingState.OPEN, running), (MeetingState.SUSPENDED, suspended)):
        made = hall()
        vote = made.open(made.move(), method)
        made.meeting = replace(made.meeting, state=state)
        given = {"ballots": (Ballot("成员1", Choice.FOR),)} if method is Method.WRITTEN else {}
        counts = () if given else (9, 5)
        if allowed:
            assert made.close(vote, *counts, **given).state is VoteState.CLOSED
        else:
            with pytest.raises(NotAllowedNow):
                made.close(vote, *counts, **given)


def test_a_closed_vote_is_not_closed_again():
    made = hall()
    closed = made.vote(made.move(), 9, 5)
    with pytest.raises(NotAllowedNow):
        made.close(closed.id, 5, 9)
    with pytest.raises(NotAllowedNow):
        voting.close_uncounted(made.meeting, closed.id, made.now, False)


@pytest.mark.parametrize("options", [("甲", "丙"), ("甲",), ("甲", "乙", "丙"), ()])
def test_counts_among_options_are_of_those_that_were_put_to_the_vote(options):
    made = hall()
    vote = made.open(made.move(), options=("甲", "乙"))
    found = tuple(OptionTally(label, 7) for label in options)
    with pytest.raises(Missing) as missed:
        made.close(vote, tally=Tally(14, 0), options=found)
    assert missed.value.facts == {"what": "options"}


def test_what_two_tellers_counted_otherwise_is_said_side_by_side_also_what_one_left_out():
    first = TellerCount("甲", Tally(9, 5, 0), (OptionTally("一", 9), OptionTally("二", 3)))
    second = TellerCount("乙", Tally(9, 4, 1), (OptionTally("一", 9), OptionTally("三", 2)))
    with pytest.raises(TellersDiffer) as differ:
        agreed(first, second)
    assert differ.value.facts == {
        "first": "甲", "second": "乙",
        "counts": (
            ("against", 5, 4), ("abstain", 0, 1), ("option:二", 3, 0), ("option:三", 0, 2),
        ),
    }  # fmt: skip
    agreed(first, replace(first, name="乙"))
    agreed(
        replace(first, options=(*first.options, OptionTally("四", 0))), replace(first, name="乙")
    )
    for other in ("甲", "", " "):
        with pytest.raises(Missing):
            agreed(first, replace(first, name=other))
