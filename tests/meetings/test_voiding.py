"""A void vote is kept, and what it did is taken back."""

import pytest

from meetings.chairing import voiding
from meetings.errors import NotAllowedNow, ReasonNeeded
from meetings.papers.vote_words import vote_line
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.motions import MotionState
from tests.data.hall import hall


def test_a_void_vote_is_kept_and_its_motion_is_open_again():
    made = hall(present=14)
    motion = made.move()
    first = made.vote(motion, 10, 4)
    with pytest.raises(ReasonNeeded):
        voiding.void_vote(made.meeting, first.id, "")
    made.meeting = voiding.void_vote(made.meeting, first.id, "数错了", made.later())
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
    made.meeting = voiding.vote_again(made.meeting, motion)
    made.vote(motion, 8, 5, 1)
    made.meeting = voiding.void_vote(made.meeting, first.id, "第一次数错了")
    assert made.meeting.motion(motion).state is MotionState.CARRIED
    assert made.meeting.item("i1").outcome is ItemOutcome.ADOPTED


def test_voiding_a_carried_amendment_gives_the_text_back():
    made = hall(present=14)
    main = made.move("六盏")
    first = made.vote(made.move("八盏", amends=main), 9, 5)
    second = made.vote(made.move("九盏", amends=main), 9, 5)
    assert made.meeting.motion(main).text == "九盏"
    made.meeting = voiding.void_vote(made.meeting, second.id, "数错了")
    assert made.meeting.motion(main).text == "八盏"
    made.meeting = voiding.void_vote(made.meeting, first.id, "数错了")
    assert (made.meeting.motion(main).text, made.meeting.motion(main).original) == ("六盏", "")


def test_an_amendment_stands_once_its_motion_was_voted_on():
    made = hall(present=14)
    main = made.move("六盏")
    amendment = made.vote(made.move("八盏", amends=main), 9, 5)
    made.vote(main, 9, 5)
    with pytest.raises(NotAllowedNow) as refused:
        voiding.void_vote(made.meeting, amendment.id, "数错了")
    assert refused.value.facts["state"] == "vote_follows"


def test_a_vote_keeps_the_wording_it_was_taken_on():
    made = hall(present=14)
    main = made.move("六盏")
    first = made.vote(main, 5, 9)
    made.meeting = voiding.void_vote(made.meeting, first.id, "没有先表决修正案")
    made.vote(made.move("八盏", amends=main), 9, 5)
    assert vote_line(made.meeting, made.meeting.vote(first.id)).motion == "六盏"


def test_an_item_ends_as_all_its_motions_did():
    made = hall(present=14)
    made.vote(made.move("装灯"), 10, 4)
    made.vote(made.move("修路"), 4, 10)
    assert made.meeting.item("i1").outcome is ItemOutcome.ADOPTED
