"""After a tie or without a quorum: exactly what the rule allows, and no more."""

from typing import Any

import pytest

from meetings.chairing import voiding
from meetings.chairing.floor import settle_item
from meetings.chairing.outcomes import chosen
from meetings.chairing.settling import decide, hold_as_talk
from meetings.chairing.tallying import register_return
from meetings.chairing.ways_on import WayOn, cast, run_off, ways_on, ways_without_quorum
from meetings.errors import NotAllowedNow
from meetings.papers.vote_words import sentence_of, vote_line
from meetings.procedure.ballots import OptionTally
from meetings.procedure.counts import Tally
from meetings.procedure.verdict import CastingVoteNotAllowed, Outcome
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.motions import MotionState
from meetings.sitting.presence import Mark
from meetings.sitting.votes import Choice, Method
from meetings.terms import term
from tests.data.hall import Hall, hall


def tied(**of_rule: Any) -> tuple[Hall, str, str]:
    """A meeting after 7 to 7, its motion and the vote."""
    made = hall(present=14, **of_rule)
    motion = made.move()
    return made, motion, made.vote(motion, 7, 7).id


def test_after_a_tie_one_re_vote_postponing_and_passing_up_are_offered():
    made, _, vote = tied()
    assert ways_on(made.meeting, vote) == (WayOn.REVOTE, WayOn.POSTPONE, WayOn.PASS_UP)


def test_a_body_without_a_tier_above_passes_nothing_up():
    made, _, vote = tied()
    assert WayOn.PASS_UP not in ways_on(made.meeting, vote, has_parent=False)


def test_a_casting_vote_is_offered_only_where_the_rule_has_one():
    made, _, vote = tied(casting_vote=True, revotes=0)
    assert ways_on(made.meeting, vote) == (WayOn.CASTING_VOTE, WayOn.POSTPONE, WayOn.PASS_UP)
    plain, _, other = tied()
    with pytest.raises(CastingVoteNotAllowed):
        cast(plain.meeting, other, True)


@pytest.mark.parametrize(
    ("chair_for", "outcome", "item"),
    [(True, Outcome.PASSED, ItemOutcome.ADOPTED), (False, Outcome.FAILED, ItemOutcome.REJECTED)],
)
def test_the_casting_vote_breaks_the_tie_and_is_told(chair_for, outcome, item):
    made, _, vote = tied(casting_vote=True)
    made.meeting = cast(made.meeting, vote, chair_for)
    decided = made.meeting.vote(vote)
    assert (decided.outcome, made.meeting.item("i1").outcome) == (outcome, item)
    assert "决定票" in sentence_of(decided, made.meeting.in_force)
    assert "主持人依规则投决定票" in vote_line(made.meeting, decided).counts, "also on the notice"
    assert any("王主任" in note for note in vote_line(made.meeting, decided).notes)
    assert ways_on(made.meeting, vote) == ()
    with pytest.raises(CastingVoteNotAllowed):
        cast(made.meeting, vote, chair_for)


def test_a_casting_vote_does_not_replace_what_the_rule_asks():
    made = hall(present=14, casting_vote=True)
    vote = made.vote(made.move(), 5, 5, 4)
    made.meeting = cast(made.meeting, vote.id, True)
    assert made.meeting.vote(vote.id).outcome is Outcome.FAILED


def test_a_re_vote_is_taken_once_and_clears_the_items_outcome_until_then():
    made, motion, vote = tied()
    assert made.meeting.item("i1").outcome is ItemOutcome.TIED
    made.meeting = voiding.vote_again(made.meeting, motion)
    assert made.meeting.item("i1").outcome is None
    assert made.meeting.motion(motion).state is MotionState.SECONDED
    second = made.vote(motion, 7, 7)
    assert ways_on(made.meeting, vote) == ()
    assert WayOn.REVOTE not in ways_on(made.meeting, second.id)
    with pytest.raises(NotAllowedNow) as refused:
        voiding.vote_again(made.meeting, motion)
    assert refused.value.facts["state"] == "no_more_revotes"


def test_a_vote_that_was_clear_is_not_taken_again():
    made = hall(present=14)
    motion = made.move()
    vote = made.vote(motion, 6, 8)
    assert ways_on(made.meeting, vote.id) == ()
    with pytest.raises(NotAllowedNow):
        voiding.vote_again(made.meeting, motion)


def test_nothing_is_offered_once_the_item_was_postponed():
    made, _, vote = tied()
    made.meeting = settle_item(made.meeting, "i1", ItemOutcome.POSTPONED, "下次再议")
    assert ways_on(made.meeting, vote) == ()


def test_without_a_quorum_the_meeting_may_wait_postpone_pass_up_or_talk():
    made = hall(present=9)
    ways = (WayOn.WAIT, WayOn.POSTPONE, WayOn.PASS_UP, WayOn.INFORMAL_TALK)
    assert ways_without_quorum(made.meeting) == ways
    assert ways_without_quorum(hall(present=11).meeting) == ()


def test_once_something_was_decided_the_rest_is_no_talk():
    made = hall(present=11)
    made.vote(made.move(), 8, 3)
    made.mark("p1", Mark.OUT)
    assert WayOn.INFORMAL_TALK not in ways_without_quorum(made.meeting)
    with pytest.raises(NotAllowedNow):
        hold_as_talk(made.meeting)


def test_a_quorum_lost_during_a_vote_offers_the_ways_of_a_missing_quorum():
    made = hall(present=11)
    open_ = made.open(made.move())
    made.mark("p1", Mark.OUT)
    vote = made.close(open_, 8, 2)
    assert ways_on(made.meeting, vote.id)[0] is WayOn.WAIT


def test_a_meeting_with_its_quorum_is_not_made_a_talk():
    with pytest.raises(NotAllowedNow) as refused:
        hold_as_talk(hall(present=11).meeting)
    assert refused.value.facts["state"] == "quorum_met"


@pytest.mark.parametrize("outcome", ["adopted", "rejected", "agreed", "tied", "adopted_modified"])
def test_a_talk_decides_no_item(outcome):
    made = hall(present=9)
    made.meeting = hold_as_talk(made.meeting)
    with pytest.raises(NotAllowedNow):
        settle_item(made.meeting, "i1", ItemOutcome(outcome))
    with pytest.raises(NotAllowedNow):
        decide(made.meeting, None)  # type: ignore[arg-type]


def test_options_without_a_winner_meet_again():
    made = hall(present=14)
    motion = made.move("选地点")
    first = made.choose(motion, {"东门": 6, "西门": 5, "广场": 3}, Tally(14, 0))
    assert first.outcome is Outcome.FAILED
    assert made.meeting.motion(motion).open
    assert ways_on(made.meeting, first.id)[0] is WayOn.RUN_OFF
    made.meeting = run_off(made.meeting, "r", first.id, made.later())
    again = made.meeting.vote("r")
    assert [option.label for option in again.options] == ["东门", "西门"]
    marks = (OptionTally("东门", 8), OptionTally("西门", 6))
    closed = made.close("r", tally=Tally(14, 0), options=marks)
    assert closed.outcome is Outcome.PASSED
    assert sentence_of(closed, made.meeting.in_force).startswith("第二轮；")
    assert chosen(made.meeting, "r") == ("东门",)
    with pytest.raises(NotAllowedNow):
        voiding.void_vote(made.meeting, first.id, "数错了")


def test_an_amendment_put_since_comes_before_the_run_off():
    made = hall(present=14)
    motion = made.move("选地点")
    first = made.choose(motion, {"东门": 7, "西门": 7}, Tally(14, 0))
    amendment = made.move("选两处", amends=motion)
    assert WayOn.RUN_OFF not in ways_on(made.meeting, first.id)
    with pytest.raises(NotAllowedNow):
        run_off(made.meeting, "r", first.id, made.later())
    made.close(made.open(amendment), tally=Tally(0, 14))
    assert ways_on(made.meeting, first.id)[0] is WayOn.RUN_OFF


def test_who_was_elected_first_is_elected_beside_those_of_the_run_off():
    made = hall(present=14)
    first = made.choose(
        made.move("选两名"), {"甲": 9, "乙": 7, "丙": 7, "丁": 4}, Tally(14, 0), choose=2, seats=2
    )
    made.meeting = run_off(made.meeting, "r", first.id, made.later())
    again = made.meeting.vote("r")
    assert (again.seats, [o.label for o in again.options]) == (1, ["乙", "丙"])
    marks = (OptionTally("乙", 9), OptionTally("丙", 5))
    made.close("r", tally=Tally(14, 0), options=marks)
    assert chosen(made.meeting, "r") == ("甲", "乙")


@pytest.mark.parametrize("choose", [2, 3])
def test_a_run_off_marks_no_more_options_than_it_has_seats(choose):
    made = hall(present=14)
    votes = {"甲": 9, "乙": 7, "丙": 7, "丁": 4}
    first = made.choose(made.move("选两名"), votes, Tally(14, 0), choose=choose, seats=2)
    made.meeting = run_off(made.meeting, "r", first.id, made.later())
    again = made.meeting.vote("r")
    assert (again.seats, again.choose) == (1, 1)


@pytest.mark.parametrize("choose", [1, 2])
def test_a_run_off_for_two_seats_keeps_to_the_marks_of_the_first_round(choose):
    made = hall(present=12)
    votes = {"甲": 4, "乙": 4, "丙": 4} if choose == 1 else {"甲": 6, "乙": 5, "丙": 4}
    first = made.choose(made.move("选两名"), votes, Tally(12, 0), choose=choose, seats=2)
    made.meeting = run_off(made.meeting, "r", first.id, made.later())
    again = made.meeting.vote("r")
    assert (again.seats, again.choose) == (2, choose)


def test_every_way_has_its_words_in_both_languages():
    for way in WayOn:
        assert term(way) and term(way, "en")


def test_a_written_vote_with_too_few_returns_may_be_postponed_or_passed_up():
    made = hall(present=14)
    vote = made.open(made.move(), Method.WRITTEN)
    made.meeting = register_return(made.meeting, vote, "成员1", Choice.FOR, made.later())
    made.close(vote)
    assert ways_on(made.meeting, vote) == (WayOn.POSTPONE, WayOn.PASS_UP)
