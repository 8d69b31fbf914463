"""Several options and elections: who wins, who meets again, and what cannot be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.procedure.ballots import (
    InvalidBallot,
    MarksDoNotFit,
    OptionsNotPossible,
    OptionTally,
    judge_options,
)
from meetings.procedure.counts import Base, NegativeCount, TooManyVotes
from meetings.procedure.rules import preset
from meetings.procedure.sentences import prove_options
from meetings.procedure.verdict import Outcome

COMMUNITY, CORNER = preset("community"), preset("corner")
ROOM = Base(16, 14)


def options(**votes):
    return tuple(OptionTally(label, number) for label, number in votes.items())


def test_one_option_with_more_than_half_wins():
    verdict = judge_options(COMMUNITY, ROOM, options(甲=8, 乙=4, 丙=2), valid=14)
    assert (verdict.outcome, verdict.winners, verdict.runoff) == (Outcome.PASSED, ("甲",), ())
    assert prove_options(verdict) == (
        "应到16人，实到14人，达到法定人数（不少于应到的三分之二，即至少11人）；"
        "每票选1项，有效票14张，弃权0张，无效票0张；甲8票，乙4票，丙2票；"
        "须超过实到人数的二分之一，即至少8票，甲中选。"
    )


def test_where_hands_are_counted_there_are_no_papers_that_could_be_invalid():
    verdict = judge_options(CORNER, ROOM, options(甲=9, 乙=12), choose=2, valid=13, abstain=1)
    assert prove_options(verdict, papers=False).endswith(
        "每人至多选2项，作出选择的13人；乙12票，甲9票，弃权1票；"
        "须超过作出选择的人数（13人，弃权不计）的二分之一，即至少7票，乙中选。"
    )
    assert "up to 2 choices each, 13 chose; 乙: 12 votes, 甲: 9 votes, 1 abstention" in (
        prove_options(verdict, "en", papers=False)
    )


def test_without_a_majority_the_first_two_meet_again():
    verdict = judge_options(COMMUNITY, ROOM, options(甲=5, 乙=7, 丙=2), valid=14)
    assert (verdict.outcome, verdict.runoff) == (Outcome.FAILED, ("乙", "甲"))
    assert "没有一项达到，得票在前的乙、甲进入第二轮" in prove_options(verdict)
    assert "run-off between 乙 and 甲" in prove_options(verdict, "en")
    assert "乙、甲进入下一轮" in prove_options(verdict, further=True)
    assert "another run-off between 乙 and 甲" in prove_options(verdict, "en", further=True)


def test_all_who_are_level_for_the_second_place_meet_again():
    verdict = judge_options(COMMUNITY, ROOM, options(甲=6, 乙=4, 丙=4), valid=14)
    assert verdict.runoff == ("甲", "乙", "丙")


def test_two_level_in_front_are_a_tie():
    verdict = judge_options(COMMUNITY, ROOM, options(甲=7, 乙=7, 丙=0), valid=14)
    assert (verdict.outcome, verdict.runoff) == (Outcome.TIED, ("甲", "乙"))


def test_an_election_fills_the_seats_in_the_order_of_votes():
    verdict = judge_options(
        CORNER, ROOM, options(甲=9, 乙=12, 丙=8, 丁=2), choose=3, seats=2, valid=14
    )
    assert (verdict.outcome, verdict.winners) == (Outcome.PASSED, ("乙", "甲"))
    assert verdict.votes_needed == 8


def test_a_seat_left_open_is_run_off_among_the_next():
    verdict = judge_options(
        CORNER, ROOM, options(甲=12, 乙=7, 丙=6, 丁=5), choose=3, seats=2, valid=13, invalid=1
    )
    assert (verdict.outcome, verdict.winners) == (Outcome.PASSED, ("甲", "乙"))
    harder = judge_options(
        COMMUNITY, ROOM, options(甲=12, 乙=7, 丙=6, 丁=5), choose=3, seats=2, valid=13, invalid=1
    )
    assert (harder.winners, harder.runoff, harder.runoff_seats) == (("甲",), ("乙", "丙"), 1)


def test_level_options_above_the_seats_meet_again():
    verdict = judge_options(
        COMMUNITY, ROOM, options(甲=9, 乙=9, 丙=9, 丁=5), choose=3, seats=2, valid=14
    )
    assert (verdict.outcome, verdict.winners, verdict.runoff) == (
        Outcome.TIED, (), ("甲", "乙", "丙"),
    )  # fmt: skip
    assert verdict.runoff_seats == 2
    assert "甲、乙、丙得票相同，均达到而名额不够，进入第二轮，再选2名" in prove_options(verdict)


def test_without_a_quorum_nobody_is_chosen():
    verdict = judge_options(COMMUNITY, Base(15, 9), options(甲=9, 乙=0), valid=9)
    assert (verdict.outcome, verdict.winners, verdict.runoff) == (Outcome.INQUORATE, (), ())
    assert prove_options(verdict).endswith("流会，不进行表决。")


def test_nobody_wins_without_a_vote():
    verdict = judge_options(CORNER, ROOM, options(甲=0, 乙=0), valid=0, abstain=14)
    assert (verdict.outcome, verdict.votes_needed, verdict.runoff) == (Outcome.FAILED, None, ())


@pytest.mark.parametrize(
    ("votes", "more", "error"),
    [
        ({"甲": 8}, {"valid": 8}, InvalidBallot),
        ({"甲": 8, " 甲": 1}, {"valid": 9}, InvalidBallot),
        ({"甲": 8, "乙": 1}, {"valid": 9, "choose": 3}, InvalidBallot),
        ({"甲": 8, "乙": 1}, {"valid": 9, "seats": 0}, InvalidBallot),
        ({"甲": 8, "乙": -1}, {"valid": 9}, NegativeCount),
        ({"甲": 8, "乙": 7}, {"valid": 15}, TooManyVotes),
        ({"甲": 8, "乙": 6}, {"valid": 14, "invalid": 1}, TooManyVotes),
        ({"甲": 8, "乙": 6}, {"valid": 13}, MarksDoNotFit),
        ({"甲": 8, "乙": 5}, {"valid": 14}, MarksDoNotFit),
        ({"甲": 9, "乙": 0}, {"valid": 8}, MarksDoNotFit),
    ],
)
def test_papers_that_cannot_be_are_refused(votes, more, error):
    with pytest.raises(error):
        judge_options(COMMUNITY, ROOM, options(**votes), **more)


@pytest.mark.parametrize("key", ["owners-general", "consensus"])
def test_owners_and_consensus_do_not_choose_among_options(key):
    with pytest.raises(OptionsNotPossible):
        judge_options(preset(key), ROOM, options(甲=8, 乙=6), valid=14)


@given(st.lists(st.integers(0, 12), min_size=2, max_size=6), st.integers(1, 3), st.data())
def test_winners_have_enough_and_never_exceed_the_seats(votes, seats, data):
    choose = data.draw(st.integers(1, len(votes)))
    seats = min(seats, len(votes))
    marks = sum(votes)
    valid = data.draw(st.integers(max(-(-marks // choose), *votes), max(marks, *votes)))
    papers = tuple(OptionTally(f"选项{place}", number) for place, number in enumerate(votes))
    verdict = judge_options(
        CORNER, Base(None, valid), papers, choose=choose, seats=seats, valid=valid
    )
    got = {option.label: option.votes for option in verdict.options}
    assert len(verdict.winners) <= seats
    assert all(got[name] * 2 > valid for name in verdict.winners)
    assert not set(verdict.winners) & set(verdict.runoff)
    assert (verdict.outcome is Outcome.PASSED) == (len(verdict.winners) == seats)
    if verdict.runoff:
        assert verdict.runoff_seats == seats - len(verdict.winners) < len(verdict.runoff)
        assert min(got[name] for name in verdict.runoff) > 0
    for lang in ("zh", "en"):
        assert all(f"{votes}" in prove_options(verdict, lang) for votes in got.values())
