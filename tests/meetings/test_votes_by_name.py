"""Roll calls and written votes: each name once, and only of those who may vote."""

import pytest

from exports.documents.attendance import Printed
from exports.documents.minutes_item import paragraphs_of
from meetings.chairing.life import suspend
from meetings.chairing.tallying import BallotRefused, answer, register_return, to_call
from meetings.community.bodies import Body, Tier
from meetings.errors import NotAllowedNow
from meetings.papers.minutes_build import Sources, minutes_of
from meetings.papers.record_build import record_of
from meetings.papers.vote_words import sentence_of, vote_line
from meetings.procedure.counts import Tally
from meetings.procedure.rules import ProxyUse, preset
from meetings.procedure.verdict import Outcome
from meetings.sitting.presence import Mark
from meetings.sitting.votes import Ballot, Choice, Method
from tests.data.hall import Hall, hall


def sentence(made: Hall, vote) -> str:
    return sentence_of(vote, made.meeting.in_force)


def answers(made: Hall, vote: str, *names: str, choice: Choice = Choice.FOR) -> None:
    for name in names:
        made.meeting = answer(made.meeting, vote, name, choice)


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
    minutes = minutes_of(
        made.meeting, Sources(Body("b1", "b1", Tier.CORNER, "议事会", preset("corner"))), made.now
    )
    paper = "\n".join(
        part for _label, part in paragraphs_of(minutes.items[0], Printed(minutes.attendance, False))
    )
    assert "经书面表决，收回意见12份" in paper
    whole = [line.text for line in record_of(made.meeting, minutes).lines if line.kind == "vote"]
    assert "（书面表决）" in whole[0] and "书面表决，" not in whole[0]


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
