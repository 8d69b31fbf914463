"""Votes of every kind: who may vote, what fits the room, what a verdict does."""

import pytest

from meetings import voting
from meetings.agenda import ItemOutcome
from meetings.attendance import walk_in
from meetings.ballots import InvalidBallot, OptionsNotPossible, OptionTally
from meetings.errors import Missing, NotAllowedNow, ReasonNeeded
from meetings.life import suspend
from meetings.motions import MotionState
from meetings.presence import Mark, RollEntry
from meetings.rules import ProxyUse, Voters
from meetings.settling import hold_as_talk
from meetings.tallying import (
    BallotRefused,
    TellerCount,
    TellersDiffer,
    answer,
    register_return,
    to_call,
)
from meetings.verdict import Outcome, Tally, UncountedNotAllowed
from meetings.vote_words import sentence_of, vote_line
from meetings.votes import Ballot, Choice, CountsDoNotFit, Method, Objection, QuorumNotReached
from tests.data.hall import Hall, hall


def sentence(made: Hall, vote) -> str:
    return sentence_of(vote, made.meeting.in_force)


def answers(made: Hall, vote: str, *names: str, choice: Choice = Choice.FOR) -> None:
    for name in names:
        made.meeting = answer(made.meeting, vote, name, choice)


def test_no_vote_without_a_quorum():
    made = hall(present=10)
    with pytest.raises(QuorumNotReached) as refused:
        made.open(made.move())
    assert refused.value.facts == {"present": 10, "needed": 11, "expected": 16}


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


def test_in_a_roll_call_each_voter_answers_once_and_silence_is_not_voting():
    made = hall(present=12)
    vote = made.open(made.move(), Method.ROLL_CALL)
    answers(made, vote, *(f"成员{n}" for n in range(1, 9)))
    answers(made, vote, "成员9", choice=Choice.AGAINST)
    answers(made, vote, "成员9", choice=Choice.ABSTAIN)
    closed = made.close(vote)
    assert closed.tally == Tally(8, 0, 1)
    assert closed.by_choice()[Choice.NOT_VOTING] == ("成员10", "成员11", "成员12")
    assert any(note.startswith("未投票：成员10") for note in vote_line(made.meeting, closed).notes)


def test_proxies_answer_a_roll_call_through_their_holder():
    made = hall(present=12, proxies=ProxyUse.QUORUM_AND_VOTES)
    made.mark("p13", Mark.PROXY, holder="p1")
    vote = made.open(made.move(), Method.ROLL_CALL)
    assert to_call(made.meeting, vote)[-1].holder == "成员1"
    answers(made, vote, *(call.name for call in to_call(made.meeting, vote)))
    closed = made.close(vote)
    assert closed.tally == Tally(13, 0)
    assert any("成员13（由成员1代）" in note for note in vote_line(made.meeting, closed).notes)


@pytest.mark.parametrize("name", ["成员13", "列席1", "路人"])
def test_only_who_may_vote_on_the_item_answers(name):
    made = hall(present=12, observers=1)
    vote = made.open(made.move(), Method.ROLL_CALL)
    with pytest.raises(BallotRefused) as refused:
        answers(made, vote, name)
    assert refused.value.facts == {"name": name, "why": "not_in_room"}


def test_who_answered_and_left_before_the_close_is_told_by_name():
    made = hall(present=12)
    vote = made.open(made.move(), Method.ROLL_CALL)
    answers(made, vote, "成员1")
    made.mark("p1", Mark.OUT)
    with pytest.raises(BallotRefused):
        made.close(vote)
    made.meeting = answer(made.meeting, vote, "成员1", None)
    answers(made, vote, "成员2")
    assert made.close(vote).tally == Tally(1, 0)


def test_a_roll_call_handed_in_whole_names_nobody_twice():
    made = hall(present=12)
    vote = made.open(made.move(), Method.ROLL_CALL)
    twice = (Ballot("成员1", Choice.FOR), Ballot("成员1", Choice.AGAINST))
    with pytest.raises(BallotRefused) as refused:
        made.close(vote, ballots=twice)
    assert refused.value.facts["why"] == "twice"


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


def test_returns_of_a_written_vote_are_registered_once_a_name_over_days():
    made = hall(present=3)
    vote = made.open(made.move(), Method.WRITTEN)
    made.meeting = suspend(made.meeting, made.later(), "等书面意见")
    for n in range(1, 13):
        made.later(600)
        choice = Choice.FOR if n <= 10 else Choice.INVALID
        made.meeting = register_return(made.meeting, vote, f"成员{n}", choice, made.now)
    with pytest.raises(BallotRefused) as refused:
        register_return(made.meeting, vote, "成员1", Choice.AGAINST, made.now)
    assert refused.value.facts["why"] == "twice"
    closed = made.close(vote)
    assert closed.outcome is Outcome.PASSED
    assert closed.electorate is not None and len(closed.electorate.present) == 12
    assert sentence(made, closed).startswith(
        "书面表决，收回意见12份，交回者计为实到；应到16人，实到12人"
    )


def test_a_written_vote_without_enough_returns_has_no_quorum():
    made = hall(present=14)
    vote = made.open(made.move(), Method.WRITTEN)
    for n in range(1, 6):
        made.meeting = register_return(made.meeting, vote, f"成员{n}", Choice.FOR, made.later())
    assert made.close(vote).outcome is Outcome.INQUORATE


def test_a_return_comes_only_from_who_was_asked():
    made = hall(present=14, observers=1)
    made.mark("p2", Mark.RECUSED, item="i1")
    vote = made.open(made.move(), Method.WRITTEN)
    for name, why in (("列席1", "not_in_room"), ("成员2", "recused"), ("王阿姨", "not_in_room")):
        with pytest.raises(BallotRefused) as refused:
            register_return(made.meeting, vote, name, Choice.FOR, made.now)
        assert refused.value.facts["why"] == why


def test_where_everybody_votes_a_neighbour_not_on_the_roll_returns_an_answer():
    made = hall("corner", present=3)
    vote = made.open(made.move(), Method.WRITTEN)
    made.meeting = register_return(made.meeting, vote, "13栋王阿姨", Choice.FOR, made.now)
    assert made.close(vote).outcome is Outcome.PASSED


def test_a_written_vote_waits_while_the_room_goes_on():
    made = hall(present=14)
    written = made.open(made.move(), Method.WRITTEN)
    made.begin(2)
    hands = made.open(made.move("修路"))
    assert [made.meeting.open_vote] == [made.meeting.vote(hands)]
    made.close(hands, 10, 4)
    assert [made.meeting.open_vote] == [made.meeting.vote(written)]
    with pytest.raises(NotAllowedNow):
        made.end()


def test_consensus_is_reached_when_nobody_objects():
    made = hall(present=14)
    motion = made.move()
    vote = made.close(made.open(motion, Method.CONSENSUS), objections=())
    assert vote.outcome is Outcome.PASSED and vote.tally == Tally(14, 0)
    assert made.meeting.item("i1").outcome is ItemOutcome.AGREED
    assert "经询问，无人提出异议" in vote_line(made.meeting, vote).notes


@pytest.mark.parametrize("rule", ["corner", "community", "consensus"])
def test_one_standing_objection_prevents_consensus_under_every_rule(rule):
    made = hall(rule, present=14)
    heard = (Objection("成员3", "费用没有着落"), Objection("成员4", "太吵", stands=False))
    vote = made.close(made.open(made.move(), Method.CONSENSUS), objections=heard)
    assert vote.outcome is Outcome.FAILED
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


PLACES = {"东门": 9, "西门": 3, "广场": 2}


def test_several_options_choose_one():
    made = hall(present=14)
    vote = made.choose(made.move("选一个地点"), PLACES, Tally(14, 0))
    assert vote.outcome is Outcome.PASSED
    assert "东门中选" in sentence(made, vote)
    assert made.meeting.item("i1").outcome is ItemOutcome.ADOPTED


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


def test_a_void_vote_is_kept_and_its_motion_is_open_again():
    made = hall(present=14)
    motion = made.move()
    first = made.vote(motion, 10, 4)
    with pytest.raises(ReasonNeeded):
        voting.void_vote(made.meeting, first.id, "")
    made.meeting = voting.void_vote(made.meeting, first.id, "数错了", made.later())
    assert made.meeting.item("i1").outcome is None
    second = made.vote(motion, 6, 8)
    assert [v.id for v in made.meeting.votes] == [first.id, second.id]
    assert second.round == 2
    assert made.meeting.item("i1").outcome is ItemOutcome.REJECTED
    assert vote_line(made.meeting, made.meeting.vote(first.id)).void_reason == "数错了"


def test_voiding_an_older_vote_leaves_what_the_newer_decided():
    made = hall(present=14)
    motion = made.move()
    first = made.vote(motion, 7, 7)
    made.meeting = voting.vote_again(made.meeting, motion)
    made.vote(motion, 8, 5, 1)
    made.meeting = voting.void_vote(made.meeting, first.id, "第一次数错了")
    assert made.meeting.motion(motion).state is MotionState.CARRIED
    assert made.meeting.item("i1").outcome is ItemOutcome.ADOPTED


def test_voiding_a_carried_amendment_gives_the_text_back():
    made = hall(present=14)
    main = made.move("六盏")
    first = made.vote(made.move("八盏", amends=main), 9, 5)
    second = made.vote(made.move("九盏", amends=main), 9, 5)
    assert made.meeting.motion(main).text == "九盏"
    made.meeting = voting.void_vote(made.meeting, second.id, "数错了")
    assert made.meeting.motion(main).text == "八盏"
    made.meeting = voting.void_vote(made.meeting, first.id, "数错了")
    assert (made.meeting.motion(main).text, made.meeting.motion(main).original) == ("六盏", "")


def test_an_amendment_stands_once_its_motion_was_voted_on():
    made = hall(present=14)
    main = made.move("六盏")
    amendment = made.vote(made.move("八盏", amends=main), 9, 5)
    made.vote(main, 9, 5)
    with pytest.raises(NotAllowedNow) as refused:
        voting.void_vote(made.meeting, amendment.id, "数错了")
    assert refused.value.facts["state"] == "vote_follows"


def test_a_vote_keeps_the_wording_it_was_taken_on():
    made = hall(present=14)
    main = made.move("六盏")
    first = made.vote(main, 5, 9)
    made.meeting = voting.void_vote(made.meeting, first.id, "没有先表决修正案")
    made.vote(made.move("八盏", amends=main), 9, 5)
    assert vote_line(made.meeting, made.meeting.vote(first.id)).motion == "六盏"


def test_an_item_ends_as_all_its_motions_did():
    made = hall(present=14)
    made.vote(made.move("装灯"), 10, 4)
    made.vote(made.move("修路"), 4, 10)
    assert made.meeting.item("i1").outcome is ItemOutcome.ADOPTED


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
