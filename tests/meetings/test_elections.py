"""An election as an act of its own: who may count, papers, several seats, further rounds."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from exports.documents.extract import extract_document
from exports.documents.minutes_item import conclusion, outcome_text, write_elections
from exports.documents.record_lines import tell
from exports.layout import blocks
from meetings.actions import decide, elect
from meetings.chairing import elections
from meetings.chairing.attendance import NotAName
from meetings.chairing.blockers import blockers
from meetings.chairing.elections import PapersDiffer, TellerIsCandidate
from meetings.chairing.floor import put_item
from meetings.chairing.outcomes import by_election, outcome_of
from meetings.chairing.tallying import TellerCount
from meetings.chairing.voiding import cancel_vote, void_vote
from meetings.chairing.voting import close_vote, open_vote
from meetings.chairing.ways_on import WayOn, ways_on
from meetings.community.bodies import Body, Tier
from meetings.errors import Missing, NotAllowedNow, ReasonNeeded
from meetings.papers.elected_words import (
    elected_lines,
    elected_words,
    result_of,
    result_short,
    round_words,
)
from meetings.papers.group_text import result_text
from meetings.papers.masking import public_edition
from meetings.papers.minutes_build import Sources, minutes_of
from meetings.papers.record_build import record_of
from meetings.papers.seal import canonical, thawed
from meetings.papers.vote_words import proof_of, sentence_of, vote_line
from meetings.papers.who_came import quorum_in_words
from meetings.procedure.ballots import InvalidBallot, OptionTally
from meetings.procedure.counts import Tally
from meetings.procedure.law_questions import (
    ELECTED,
    WRITTEN,
    Asks,
    LawQuestion,
    answers,
    held_valid,
)
from meetings.procedure.rules import preset
from meetings.procedure.verdict import Outcome
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.motions import MotionState
from meetings.sitting.presence import Mark
from meetings.sitting.votes import (
    CountsDoNotFit,
    Declined,
    Election,
    Method,
    TellerChange,
    VoteState,
)
from tests.data.hall import hall
from tests.data.house import House

NAMES = ("林小月", "何勇", "韩冬梅", "周明", "吴静")
TELLERS = ("成员1", "成员2")


def opened(made, names=NAMES, seats=3, **more):
    vote = made.id()
    more = {"tellers": TELLERS, **more}
    made.meeting = elections.open_election(
        made.meeting, vote, made.id(), "i1", "选举居民小组长", names, seats, made.later(), **more
    )
    return vote


def counted(made, vote, marks, valid, invalid=0, abstain=0, **more):
    tellers = more.pop("tellers", TELLERS)
    tally = Tally(valid, 0, abstain, invalid)
    options = tuple(OptionTally(name, votes) for name, votes in marks.items())
    counts = tuple(TellerCount(name, tally, options) for name in tellers)
    made.meeting = elections.close_election(made.meeting, vote, made.later(), counts, **more)
    return made.meeting.vote(vote)


def test_nobody_moves_an_election_and_nobody_seconds_it():
    made = hall("community", seconding=True)
    vote = opened(made)
    [motion] = made.meeting.motions
    assert (motion.mover, motion.state) == ("", MotionState.SECONDED)
    taken = made.meeting.vote(vote)
    assert (taken.method, taken.seats, taken.choose) == (Method.SECRET, 3, 3)
    assert elections.election_of(taken) == Election(TELLERS)


def test_papers_may_mark_fewer_names_than_there_are_seats():
    made = hall()
    vote = opened(made, choose=1)
    assert made.meeting.vote(vote).choose == 1


@pytest.mark.parametrize("tellers", [("林小月", "成员2"), ("成员1", "吴静"), (" 何勇 ", "成员2")])
def test_a_candidate_counts_no_papers(tellers):
    made = hall()
    with pytest.raises(TellerIsCandidate):
        opened(made, tellers=tellers)
    vote = opened(made, tellers=())
    marks = dict.fromkeys(NAMES, 0) | {"林小月": 14}
    with pytest.raises(TellerIsCandidate):
        counted(made, vote, marks, 14, tellers=tellers)


@pytest.mark.parametrize("tellers", [("成员1", "成员1"), ("成员1", " ")])
def test_tellers_are_two_different_people(tellers):
    with pytest.raises(Missing):
        opened(hall(), tellers=tellers)


def test_other_tellers_than_those_named_are_refused():
    made = hall()
    vote = opened(made)
    with pytest.raises(Missing):
        counted(
            made, vote, dict.fromkeys(NAMES, 0) | {"林小月": 14}, 14, tellers=("成员1", "成员3")
        )


@pytest.mark.parametrize(("names", "seats"), [(("甲",), 1), (("甲", "甲"), 1), (("甲", "乙"), 3),
                                              (("甲", ""), 1), (("甲", "乙"), 0)])  # fmt: skip
def test_a_paper_that_cannot_be_is_refused(names, seats):
    with pytest.raises(InvalidBallot):
        opened(hall(), names=names, seats=seats)


def test_an_election_needs_its_office():
    with pytest.raises(Missing):
        elections.open_election(hall().meeting, "v", "m1", "i1", " ", NAMES, 3, hall().now)


@pytest.mark.parametrize("taken_in", [13, 15])
def test_what_was_counted_is_what_came_in(taken_in):
    made = hall()
    vote = opened(made, given_out=14)
    with pytest.raises(PapersDiffer) as differ:
        counted(made, vote, dict.fromkeys(NAMES, 8), 12, 1, 1, taken_in=taken_in)
    assert differ.value.facts == {"counted": 14, "taken_in": taken_in}
    assert made.meeting.vote(vote).state is VoteState.OPEN


def test_tellers_may_be_named_at_the_count():
    made = hall()
    taken = counted(made, opened(made, tellers=()), dict.fromkeys(NAMES, 7), 14)
    assert elections.election_of(taken).tellers == TELLERS == taken.tellers


def test_papers_given_out_may_be_written_down_until_the_count():
    made = hall()
    vote = opened(made)
    made.meeting = elections.give_out(made.meeting, vote, 14)
    assert elections.election_of(made.meeting.vote(vote)).given_out == 14
    with pytest.raises(Missing):
        elections.give_out(made.meeting, vote, -1)
    counted(made, vote, dict.fromkeys(NAMES, 8), 14)
    with pytest.raises(NotAllowedNow):
        elections.give_out(made.meeting, vote, 15)


def test_without_a_number_what_was_counted_came_in():
    made = hall()
    taken = counted(made, opened(made), dict.fromkeys(NAMES, 7), 12, 1, 1)
    assert elections.election_of(taken) == Election(TELLERS, None, 14)


def two_of_three(made):
    """Two of three seats are filled; two are level for the third."""
    vote = opened(made, seats=3, given_out=14)
    marks = {"林小月": 12, "何勇": 10, "韩冬梅": 8, "周明": 8, "吴静": 1}
    return counted(made, vote, marks, 13, 1, taken_in=14)


def test_several_seats_with_one_tied():
    made = hall()
    taken = two_of_three(made)
    assert taken.outcome is Outcome.TIED
    assert elections.elected(made.meeting, taken.id) == ("林小月", "何勇")
    assert elections.seats_left(made.meeting, taken.id) == 1
    said = sentence_of(taken, made.meeting.in_force)
    assert "每票至多选3项，共3个名额，发出选票14张，收回14张，有效票13张" in said
    assert said.endswith(
        "林小月、何勇中选，中选2人，余1席进入第二轮，韩冬梅、周明得票相同，均达到而名额不够，再选1名。"
    )
    english = sentence_of(taken, made.meeting.in_force, "en")
    assert "14 ballots issued, 14 collected" in english and "run-off for 1 seat" in english
    assert made.meeting.item("i1").outcome is None
    assert ways_on(made.meeting, taken.id)[0] is WayOn.RUN_OFF


def test_the_tellers_stay_for_the_next_round_and_all_who_were_elected_are_named():
    made = hall()
    first = two_of_three(made)
    second = made.id()
    made.meeting = elections.next_round(made.meeting, second, first.id, made.later(), given_out=14)
    taken = made.meeting.vote(second)
    assert (taken.seats, taken.choose, elections.election_of(taken).tellers) == (1, 1, TELLERS)
    assert [option.label for option in taken.options] == ["韩冬梅", "周明"]
    done = counted(made, second, {"韩冬梅": 9, "周明": 5}, 14)
    assert done.outcome is Outcome.PASSED
    assert elections.elected(made.meeting, second) == ("林小月", "何勇", "韩冬梅")
    assert elections.seats_left(made.meeting, second) == 0
    assert vote_line(made.meeting, done).sentence.startswith("第二轮；")
    assert made.meeting.item("i1").outcome is ItemOutcome.ADOPTED


def test_a_void_second_round_is_voted_again_with_the_same_tellers():
    made = hall()
    first = two_of_three(made)
    second = made.id()
    made.meeting = elections.next_round(made.meeting, second, first.id, made.later())
    counted(made, second, {"韩冬梅": 9, "周明": 5}, 14)
    made.meeting = void_vote(made.meeting, second, "多发了一张票", made.later())
    third = made.id()
    made.meeting = elections.next_round(made.meeting, third, first.id, made.later())
    done = counted(made, third, {"韩冬梅": 6, "周明": 8}, 14)
    assert elections.elected(made.meeting, third) == ("林小月", "何勇", "周明")
    assert done.round == 3 and proof_of(made.meeting, done).startswith("第二轮；")


def test_a_round_that_goes_on_a_second_one_is_one_more():
    made = hall()
    first = two_of_three(made)
    second, third = made.id(), made.id()
    made.meeting = elections.next_round(made.meeting, second, first.id, made.later())
    counted(made, second, {"韩冬梅": 7, "周明": 7}, 14)
    made.meeting = elections.next_round(made.meeting, third, second, made.later())
    done = counted(made, third, {"韩冬梅": 8, "周明": 6}, 14)
    assert proof_of(made.meeting, done).startswith("再一轮；")


def test_half_of_the_votes_are_needed_where_the_rule_wants_them():
    made = hall("community")
    taken = counted(made, opened(made, names=("甲", "乙", "丙"), seats=1),
                    {"甲": 7, "乙": 4, "丙": 3}, 14)  # fmt: skip
    assert taken.outcome is Outcome.FAILED
    again = made.id()
    made.meeting = elections.next_round(made.meeting, again, taken.id, made.later())
    assert [option.label for option in made.meeting.vote(again).options] == ["甲", "乙"]


def test_an_election_is_left_with_a_reason():
    made = hall()
    taken = two_of_three(made)
    for reason in ("", "  "):
        with pytest.raises(ReasonNeeded):
            elections.withdraw_election(made.meeting, taken.motion, reason)
    left = elections.withdraw_election(made.meeting, taken.motion, "余下一席下次再选")
    assert left.motion(taken.motion).state is MotionState.WITHDRAWN
    with pytest.raises(NotAllowedNow):
        elections.withdraw_election(left, taken.motion, "再来")


def test_what_is_no_election_has_no_papers():
    made = hall()
    motion = made.move()
    vote = made.open(motion)
    for act in (
        lambda: elections.give_out(made.meeting, vote, 3),
        lambda: elections.close_election(made.meeting, vote, made.now, ()),
        lambda: elections.next_round(made.meeting, "x", vote, made.now),
        lambda: list(elections.questions(made.meeting, vote)),
    ):
        with pytest.raises(NotAllowedNow):
            act()


# A teller who has to go, and somebody elected who does not take the seat


def test_a_teller_who_has_to_go_is_replaced_and_both_are_kept():
    made = hall()
    vote = opened(made)
    at = made.later()
    made.meeting = elections.replace_teller(made.meeting, vote, "成员2", " 成员3 ", "回家", at)
    kept = elections.election_of(made.meeting.vote(vote))
    assert kept.tellers == ("成员1", "成员3")
    assert [(c.name, c.by, c.at, c.reason) for c in kept.changes] == [
        ("成员2", "成员3", at, "回家")
    ]
    with pytest.raises(Missing):
        counted(made, vote, dict.fromkeys(NAMES, 7), 14)
    taken = counted(made, vote, dict.fromkeys(NAMES, 7), 14, tellers=("成员1", "成员3"))
    assert taken.tellers == ("成员1", "成员3")
    assert f"{at:%H:%M}起，成员3代替成员2计票" in vote_line(made.meeting, taken).notes
    told = [tell(line).text for line in written(made).lines if line.kind == "vote_note"]
    assert "成员3代替成员2计票（回家）。" in told  # the line has its time before it
    assert sum("代替" in said for said in told) == 1


def written(made):
    minutes = minutes_of(
        made.meeting, Sources(Body("b1", "b1", Tier.CORNER, "议事会", preset("corner"))), made.now
    )
    return record_of(made.meeting, minutes)


def test_the_one_who_came_in_stays_for_the_next_round():
    made = hall()
    vote = opened(made)
    made.meeting = elections.replace_teller(
        made.meeting, vote, "成员2", "成员3", "回家", made.later()
    )
    marks = {"林小月": 12, "何勇": 10, "韩冬梅": 8, "周明": 8, "吴静": 1}
    first = counted(made, vote, marks, 14, tellers=("成员1", "成员3"))
    second = made.id()
    made.meeting = elections.next_round(made.meeting, second, first.id, made.later())
    kept = elections.election_of(made.meeting.vote(second))
    assert (kept.tellers, kept.changes) == (("成员1", "成员3"), ())


@pytest.mark.parametrize(
    ("gone", "by", "reason", "refused"),
    [
        ("成员9", "成员3", "回家", Missing),
        ("成员2", "成员1", "回家", Missing),
        ("成员2", " ", "回家", Missing),
        ("成员2", "何勇", "回家", TellerIsCandidate),
        ("成员2", "成员3", " ", ReasonNeeded),
    ],
)
def test_who_cannot_be_replaced_or_come_in(gone, by, reason, refused):
    made = hall()
    vote = opened(made)
    with pytest.raises(refused):
        elections.replace_teller(made.meeting, vote, gone, by, reason, made.now)


def test_nobody_is_replaced_after_the_count():
    made = hall()
    taken = counted(made, opened(made), dict.fromkeys(NAMES, 7), 14)
    with pytest.raises(NotAllowedNow):
        elections.replace_teller(made.meeting, taken.id, "成员1", "成员3", "回家", made.now)


def all_three(made):
    marks = {"林小月": 12, "何勇": 10, "韩冬梅": 9, "周明": 5, "吴静": 4}
    return counted(made, opened(made), marks, 14)


def declines(made, vote, name, *more, reason="工作调动"):
    made.meeting = elections.decline(made.meeting, vote, name, reason, made.later(), *more)


def test_a_seat_that_is_declined_stays_empty_and_the_count_stays():
    made = hall()
    taken = all_three(made)
    proof = proof_of(made.meeting, taken)
    declines(made, taken.id, "何勇")
    taken = made.meeting.vote(taken.id)
    assert taken.outcome is Outcome.PASSED and taken.tally == Tally(14, 0)
    assert elections.elected(made.meeting, taken.id) == ("林小月", "韩冬梅")
    assert elections.seats_left(made.meeting, taken.id) == 1
    assert proof_of(made.meeting, taken) == f"{proof}何勇不就任。余1席空缺，是否另行选举？"
    english = proof_of(made.meeting, taken, "en")
    assert "何勇 does not take the seat. Seats left empty: 1" in english
    words = elected_words(elected_lines(made.meeting, "i1"))
    assert words == "中选：林小月、韩冬梅；何勇不就任（工作调动）；余1席空缺，是否另行选举未定"
    assert vote_line(made.meeting, taken).sentence == proof  # a paper asks nobody
    assert made.meeting.motion(taken.motion).state is MotionState.CARRIED
    assert result_short(made.meeting, made.meeting.item("i1")) == "中选2人"


def test_a_seat_that_is_declined_goes_to_somebody_only_by_a_named_provision():
    made = hall()
    taken = all_three(made)
    assert elections.may_follow(made.meeting, taken.id) == ("周明", "吴静")
    for successor, provision, refused in (
        ("周明", "", ReasonNeeded), ("林小月", "办法", Missing), ("谁", "办法", Missing),
    ):  # fmt: skip
        with pytest.raises(refused):
            elections.decline(made.meeting, taken.id, "何勇", "忙", made.now, successor, provision)
    declines(made, taken.id, "何勇", "周明", "选举办法第五条")
    assert elections.elected(made.meeting, taken.id) == ("林小月", "韩冬梅", "周明")
    assert elections.seats_left(made.meeting, taken.id) == 0
    [line] = elected_lines(made.meeting, "i1")
    assert elected_words([line]) == (
        "中选：林小月、韩冬梅、周明；何勇不就任（工作调动），由周明递补（依据：选举办法第五条）"
    )
    flags = {one.name: (one.elected, one.declined, one.follows) for one in line.candidates}
    assert flags["何勇"] == (False, True, False) and flags["周明"] == (True, False, True)
    assert "另行选举" not in proof_of(made.meeting, made.meeting.vote(taken.id))
    told = [tell(one).text for one in written(made).lines if one.kind == "vote_note"]
    assert "何勇不就任（工作调动），由周明递补（依据：选举办法第五条）。" in told
    declines(made, taken.id, "周明", reason="也忙")
    assert elections.elected(made.meeting, taken.id) == ("林小月", "韩冬梅")
    assert elections.may_follow(made.meeting, taken.id) == ("吴静",)


@pytest.mark.parametrize(
    ("name", "reason", "refused"),
    [("周明", "忙", Missing), ("谁", "忙", Missing), ("何勇", " ", ReasonNeeded)],
)
def test_only_who_was_elected_declines_and_with_a_reason(name, reason, refused):
    made = hall()
    taken = all_three(made)
    with pytest.raises(refused):
        elections.decline(made.meeting, taken.id, name, reason, made.now)
    declines(made, taken.id, "何勇")
    with pytest.raises(Missing):
        elections.decline(made.meeting, taken.id, "何勇", "忙", made.now)


def test_another_round_is_held_for_a_seat_that_was_declined():
    made = hall()
    first = all_three(made)
    assert not elections.may_fill(made.meeting, first.motion)
    declines(made, first.id, "何勇")
    assert elections.may_fill(made.meeting, first.motion)
    second = made.id()
    made.meeting = elections.next_round(made.meeting, second, first.id, made.later())
    assert [o.label for o in made.meeting.vote(second).options] == ["周明", "吴静"]
    assert made.meeting.vote(second).seats == 1
    with pytest.raises(NotAllowedNow):
        declines(made, first.id, "林小月")
    counted(made, second, {"周明": 5, "吴静": 9}, 14)
    assert elections.elected(made.meeting, second) == ("林小月", "韩冬梅", "吴静")
    made.meeting = void_vote(made.meeting, second, "多发了一张票", made.later())
    assert elections.may_fill(made.meeting, first.motion)
    third = made.id()
    made.meeting = elections.next_round(made.meeting, third, first.id, made.later())
    counted(made, third, {"周明": 9, "吴静": 5}, 14)
    assert elections.elected(made.meeting, third) == ("林小月", "韩冬梅", "周明")
    declines(made, third, "周明")
    assert elections.meets_again(made.meeting, third) == ("吴静",)


def test_the_law_asks_about_every_seat_that_stays_empty_with_its_article():
    made = by_law(present=60)
    vote = opened(made, seats=2)
    taken = counted(made, vote, {"林小月": 45, "何勇": 40, "韩冬梅": 9, "周明": 5, "吴静": 4}, 60)
    assert not [b for b in blockers(made.meeting) if b.kind == "law_asks"]
    declines(made, taken.id, "何勇")
    asked = [b.question for b in blockers(made.meeting) if b.kind == "law_asks"]
    assert [question and question.asks for question in asked] == [Asks.VACANT]
    said = proof_of(made.meeting, made.meeting.vote(vote))
    assert said.endswith(
        "何勇不就任。余1席空缺，不足的名额是否另行选举？（《城市居民委员会组织法》第十四条至第十九条）"
    )


def test_no_reason_of_who_declined_is_posted():
    made = hall()
    taken = all_three(made)
    declines(made, taken.id, "何勇", reason="身体不好")
    body = Body("b1", "b1", Tier.CORNER, "议事会", preset("corner"))
    minutes = minutes_of(made.meeting, Sources(body), made.now)
    assert "身体不好" in outcome_text(minutes.items[0])
    posted = public_edition(minutes, ())
    assert "身体不好" not in str(posted) and "不就任" in outcome_text(posted.items[0])
    sent = "".join(p.text for p in Document(BytesIO(extract_document(minutes, 1, ""))).paragraphs)
    assert "身体不好" not in sent and "何勇不就任" in sent


def test_an_extract_has_every_round_that_elected_somebody_and_no_void_one():
    made = hall()
    first = two_of_three(made)
    for void in (True, False):
        round_ = made.id()
        made.meeting = elections.next_round(made.meeting, round_, first.id, made.later())
        counted(made, round_, {"韩冬梅": 9, "周明": 5}, 14)
        if void:
            made.meeting = void_vote(made.meeting, round_, "多发了一张票", made.later())
    minutes = minutes_of(made.meeting, Sources(BODY), made.now)
    sent = "".join(p.text for p in Document(BytesIO(extract_document(minutes, 1, ""))).paragraphs)
    assert "林小月、何勇中选" in sent and sent.count("韩冬梅中选") == 1
    assert "多发了一张票" not in sent


def test_a_text_for_a_group_names_who_was_elected_in_every_round():
    made = hall()
    first = two_of_three(made)
    made.meeting = elections.next_round(made.meeting, "second", first.id, made.later())
    counted(made, "second", {"韩冬梅": 9, "周明": 5}, 14)
    declines(made, first.id, "何勇", reason="身体不好")
    body = Body("b1", "b1", Tier.CORNER, "议事会", preset("corner"))
    said = result_text(public_edition(minutes_of(made.meeting, Sources(body), made.now), ()))
    assert "中选：林某、韩某；何某不就任；余1席空缺" in said
    assert "身体不好" not in said and "？。" not in said


def test_a_text_for_a_group_tells_of_every_motion_and_that_the_item_was_put_off():
    made = hall("corner")
    made.vote(made.move("划线"), 10, 1)
    made.vote(made.move("装锁"), 5, 5)
    body = Body("b1", "b1", Tier.CORNER, "议事会", preset("corner"))
    minutes = public_edition(minutes_of(made.meeting, Sources(body), made.now), ())
    said = result_text(minutes)
    assert "同意10票" in said and "同意5票" in said
    item = minutes.items[0]
    off = replace(item, outcome=ItemOutcome.POSTPONED, reason="再议")
    said = result_text(replace(minutes, items=(off,)))
    assert "同意5票" in said and said.endswith("暂缓，列入下次会议，理由：再议。")


def test_what_is_posted_says_that_the_chair_let_more_votes_stand_and_why():
    made = hall("corner", present=10)
    made.vote(made.move(), 20, 1, override_reason="孩子也举了手")
    body = Body("b1", "b1", Tier.CORNER, "议事会", preset("corner"))
    minutes = public_edition(minutes_of(made.meeting, Sources(body), made.now), ())
    told = minutes.items[0].votes[0].counts
    assert told.startswith("同意20票，反对1票，弃权0票；所计21票多于可以投票的10人，主持人决定采用")
    assert told.endswith("理由：孩子也举了手")


# The edges of the same: second instances, and what is kept as it was given


def test_two_tellers_are_replaced_one_after_the_other_and_one_who_left_comes_back():
    made = hall()
    vote = opened(made, given_out=14, pool=40)
    changes = [("成员2", "成员3"), (" 成员1 ", "成员4"), ("成员3", "成员2")]
    for gone, by in changes:
        at = made.later()
        made.meeting = elections.replace_teller(made.meeting, vote, gone, by, " 回家 ", at)
    kept = elections.election_of(made.meeting.vote(vote))
    assert kept.tellers == ("成员4", "成员2")
    assert [(one.name, one.by, one.reason) for one in kept.changes] == [
        ("成员2", "成员3", "回家"), ("成员1", "成员4", "回家"), ("成员3", "成员2", "回家"),
    ]  # fmt: skip
    assert len({one.at for one in kept.changes}) == 3
    assert (kept.given_out, kept.pool) == (14, 40)
    with pytest.raises(Missing):
        elections.replace_teller(made.meeting, vote, "成员1", "成员5", "回家", made.now)


def test_no_teller_is_replaced_in_a_void_round():
    made = hall()
    taken = all_three(made)
    made.meeting = void_vote(made.meeting, taken.id, "多了一张票", made.later())
    with pytest.raises(NotAllowedNow):
        elections.replace_teller(made.meeting, taken.id, "成员1", "成员3", "回家", made.now)


@pytest.mark.parametrize("state", MeetingState)
def test_a_seat_is_declined_while_the_meeting_runs_or_is_over_and_not_yet_final(state):
    made = hall()
    taken = all_three(made)
    made.meeting = replace(made.meeting, state=state)
    if state in {MeetingState.OPEN, MeetingState.ENDED}:
        declines(made, taken.id, "何勇")
        assert elections.elected(made.meeting, taken.id) == ("林小月", "韩冬梅")
    else:
        with pytest.raises(NotAllowedNow):
            declines(made, taken.id, "何勇")


def test_what_was_declined_is_kept_trimmed_and_a_provision_only_with_a_successor():
    made = hall()
    taken = all_three(made)
    declines(made, taken.id, " 何勇 ", " 周明 ", " 办法第五条 ", reason=" 忙 ")
    at = made.now
    declines(made, taken.id, "韩冬梅", " ", "办法第六条", reason="也忙")
    kept = elections.election_of(made.meeting.vote(taken.id))
    assert kept == Election(
        TELLERS, None, 14, declined=(
            Declined("何勇", "忙", at, "周明", "办法第五条"),
            Declined("韩冬梅", "也忙", made.now, "", ""),
        ),
    )  # fmt: skip


def test_nobody_declines_a_seat_of_a_round_that_is_open_or_void():
    made = hall()
    vote = opened(made)
    with pytest.raises(NotAllowedNow):
        declines(made, vote, "何勇")
    marks = {"林小月": 12, "何勇": 10, "韩冬梅": 9, "周明": 5, "吴静": 4}
    counted(made, vote, marks, 14)
    made.meeting = void_vote(made.meeting, vote, "多了一张票", made.later())
    with pytest.raises(NotAllowedNow):
        declines(made, vote, "何勇")
    assert elections.may_decline(made.meeting, made.meeting.vote(vote).motion) == ()


def test_another_election_that_is_being_voted_on_stops_nobody_from_declining():
    made = hall()
    taken = all_three(made)
    other = opened(made, names=("甲", "乙"), seats=1)
    declines(made, taken.id, "何勇")
    assert elections.may_fill(made.meeting, taken.motion)
    names = elections.may_decline(made.meeting, taken.motion)
    assert names == ((taken.id, "林小月"), (taken.id, "韩冬梅"))
    assert elections.may_decline(made.meeting, made.meeting.vote(other).motion) == ()
    assert not elections.may_fill(made.meeting, made.meeting.vote(other).motion)
    counted(made, other, {"甲": 9, "乙": 5}, 14)
    assert not elections.may_fill(made.meeting, made.meeting.vote(other).motion)
    assert elections.elected(made.meeting, other) == ("甲",)


def test_who_may_decline_is_whoever_holds_a_seat_by_any_round():
    made = hall()
    first = two_of_three(made)
    assert [name for _, name in elections.may_decline(made.meeting, first.motion)] == [
        "林小月",
        "何勇",
    ]
    made.meeting = elections.next_round(made.meeting, "x", first.id, made.later())
    assert elections.may_decline(made.meeting, first.motion)[-1] == (first.id, "何勇")
    counted(made, "x", {"韩冬梅": 9, "周明": 5}, 14)
    assert elections.may_decline(made.meeting, first.motion) == (
        (first.id, "林小月"), (first.id, "何勇"), ("x", "韩冬梅"),
    )  # fmt: skip
    assert elections.may_follow(made.meeting, first.id) == ("周明", "吴静")
    declines(made, first.id, "林小月", "吴静", "办法第五条")
    assert elections.elected(made.meeting, "x") == ("何勇", "吴静", "韩冬梅")
    assert elections.may_follow(made.meeting, "x") == ("周明",)
    assert elections.may_follow(made.meeting, first.id) == ("周明",)


def test_no_round_is_held_for_a_seat_that_nobody_declined_or_that_somebody_took():
    made = hall()
    motion = made.move()
    assert not elections.may_fill(made.meeting, motion)
    made.vote(motion, 9, 5)
    assert not elections.may_fill(made.meeting, motion)
    first = two_of_three(made)
    assert not elections.may_fill(made.meeting, first.motion), "open, and declined by nobody"
    declines(made, first.id, "何勇")
    assert elections.may_fill(made.meeting, first.motion)
    other = hall()
    taken = all_three(other)
    declines(other, taken.id, "何勇", "周明", "办法第五条")
    assert not elections.may_fill(other.meeting, taken.motion)


@pytest.mark.parametrize(
    ("choose", "gone", "marks"),
    [(None, 1, 1), (None, 2, 2), (None, 3, 3), (2, 1, 1), (2, 2, 2), (2, 3, 2)],
)
def test_a_round_for_declined_seats_has_as_many_seats_and_marks_no_more(choose, gone, marks):
    made = hall()
    names = ("一", "二", "三", "四", "五", "六", "七")
    vote = opened(made, names=names, choose=choose, pool=40)
    taken = counted(made, vote, dict(zip(names, (8, 8, 8, 1, 1, 1, 1), strict=True)), 14)
    for name in elections.elected(made.meeting, vote)[:gone]:
        declines(made, vote, name)
    assert elections.seats_left(made.meeting, vote) == gone
    made.meeting = elections.next_round(made.meeting, "x", vote, made.later(), 14)
    opened_again = made.meeting.vote("x")
    assert (opened_again.seats, opened_again.choose, opened_again.run_off_of) == (gone, marks, vote)
    assert opened_again.method is taken.method
    assert opened_again.election == Election(TELLERS, 14, pool=40)
    assert made.meeting.motion(taken.motion).state is MotionState.SECONDED


def test_no_round_for_a_declined_seat_is_held_after_the_meeting():
    made = hall()
    taken = all_three(made)
    made.end()
    declines(made, taken.id, "何勇")
    with pytest.raises(NotAllowedNow):
        elections.next_round(made.meeting, "x", taken.id, made.later())


@pytest.mark.parametrize(
    ("votes", "again"),
    [
        ((3, 2, 1, 1), "四五"), ((3, 2, 2, 1), "四五六"), ((3, 3, 3, 3), "四五六七"),
        ((2, 0, 0, 0), "四"), ((0, 0, 0, 0), ""), ((4, 3, 3, 0), "四五六"),
    ],
)  # fmt: skip
def test_one_more_than_the_seats_meet_again_for_a_declined_one_with_all_who_are_level(votes, again):
    made = hall()
    vote = opened(made, names=tuple("一二三四五六七"))
    marks = dict(zip("一二三四五六七", (12, 9, 8, *votes), strict=True))
    taken = counted(made, vote, marks, 14)
    declines(made, taken.id, "二")
    assert "".join(elections.meets_again(made.meeting, vote)) == again
    assert "二" not in elections.may_follow(made.meeting, vote)


def test_those_of_the_round_before_come_in_and_nobody_who_stood_down_from_it():
    made = hall()
    names = tuple("一二三四五")
    first = counted(
        made, opened(made, names, 1), dict(zip(names, (5, 4, 3, 2, 0), strict=True)), 14
    )
    made.meeting = elections.next_round(
        made.meeting, "x", first.id, made.later(), stood_down=["二"]
    )
    assert [option.label for option in made.meeting.vote("x").options] == ["一", "三"]
    counted(made, "x", {"一": 9, "三": 5}, 14)
    assert elections.elected(made.meeting, "x") == ("一",)
    declines(made, "x", "一")
    assert elections.meets_again(made.meeting, "x") == ("三", "四")
    assert elections.meets_again(made.meeting, "x", ["四"]) == ("三",)
    assert elections.meets_again(made.meeting, "x", ["三"]) == ("四",)


def test_where_enough_stood_in_the_last_round_nobody_of_an_earlier_one_comes_in():
    made = hall()
    names = tuple("一二三四五")
    votes = dict(zip(names, (4, 4, 4, 1, 1), strict=True))
    first = counted(made, opened(made, names, 1), votes, 14)
    made.meeting = elections.next_round(made.meeting, "x", first.id, made.later())
    counted(made, "x", {"一": 9, "二": 3, "三": 2}, 14)
    declines(made, "x", "一")
    assert elections.meets_again(made.meeting, "x") == ("二", "三")
    made.meeting = elections.next_round(made.meeting, "y", "x", made.later())
    counted(made, "y", {"二": 9, "三": 5}, 14)
    declines(made, "y", "二")
    assert elections.meets_again(made.meeting, "y") == ("三", "四", "五")
    made.meeting = elections.next_round(made.meeting, "z", "y", made.later())
    counted(made, "z", {"三": 9, "四": 5, "五": 0}, 14)
    declines(made, "z", "三")
    assert elections.meets_again(made.meeting, "z") == ("四", "五")


def test_the_only_one_elected_declines_and_the_election_is_open_again():
    made = hall()
    taken = counted(made, opened(made, NAMES[:3], 1), dict(zip(NAMES, (9, 4, 1), strict=False)), 14)
    declines(made, taken.id, "林小月", reason="忙")
    item = made.meeting.item("i1")
    assert result_of(made.meeting, item) == (
        "无人中选；林小月不就任（忙）；余1席空缺，是否另行选举未定"
    )
    assert result_short(made.meeting, item) == "无人中选"
    assert round_words(made.meeting, made.meeting.vote(taken.id)) == "无人中选"
    assert elections.seats_left(made.meeting, taken.id) == 1
    assert elections.meets_again(made.meeting, taken.id) == ("何勇", "韩冬梅")


def test_a_round_for_a_declined_seat_takes_back_that_the_rest_was_left():
    made = hall()
    first = two_of_three(made)
    made.meeting = elections.withdraw_election(made.meeting, first.motion, "余下一席下次再选")
    assert made.meeting.motion(first.motion).reason == "余下一席下次再选"
    declines(made, first.id, "何勇")
    made.meeting = elections.next_round(made.meeting, "x", first.id, made.later())
    again = made.meeting.motion(first.motion)
    assert (again.state, again.reason) == (MotionState.SECONDED, "")
    assert made.meeting.vote("x").seats == 2


def test_an_election_that_is_counted_is_left_no_more():
    made = hall()
    taken = all_three(made)
    with pytest.raises(NotAllowedNow):
        elections.withdraw_election(made.meeting, taken.motion, "不选了")
    other = opened(made, names=("甲", "乙"), seats=1)
    with pytest.raises(NotAllowedNow):
        elections.withdraw_election(made.meeting, made.meeting.vote(other).motion, "不选了")


def test_every_empty_seat_of_every_election_is_asked_about_and_none_while_a_round_is_open():
    made = by_law(expected=16)
    assert list(elections.vacancies(made.meeting)) == []
    first = all_three(made)
    assert list(elections.vacancies(made.meeting)) == []
    for name in ("林小月", "何勇"):
        declines(made, first.id, name)
    second = counted(made, opened(made, ("甲", "乙"), 1), {"甲": 9, "乙": 5}, 14)
    declines(made, second.id, "甲")
    found = list(elections.vacancies(made.meeting))
    assert [(vote, one.given) for vote, one in found] == [(first.id, 2), (second.id, 1)]
    made.meeting = elections.next_round(made.meeting, "x", first.id, made.later())
    assert [vote for vote, _ in elections.vacancies(made.meeting)] == [second.id]


def test_a_candidate_of_a_void_election_may_hold_a_proxy():
    made = by_law(expected=16, present=4)
    vote = opened(made, names=("成员3", "何勇", "韩冬梅"), seats=1)
    assert elections.holder_questions(made.meeting, "p9", "p3")
    counted(made, vote, {"成员3": 3, "何勇": 1, "韩冬梅": 0}, 4)
    made.meeting = void_vote(made.meeting, vote, "多了一张票", made.later())
    assert elections.holder_questions(made.meeting, "p9", "p3") == ()


def test_a_proxy_that_goes_over_to_another_holder_counts_for_that_one():
    made = by_law(expected=16, present=4)
    for n in (6, 7, 8):
        made.mark(f"p{n}", Mark.PROXY, holder="p1")
    made.mark("p9", Mark.PROXY, holder="p2")
    [asked] = elections.holder_questions(made.meeting, "p9", "p1")
    assert (asked.given, asked.names) == (4, ("成员1",))
    assert elections.holder_questions(made.meeting, "p8", "p2") == ()


def test_before_a_meeting_opens_no_law_asks_about_a_proxy():
    made = by_law(expected=16, present=4)
    made.meeting = replace(made.meeting, rule=None)
    assert elections.holder_questions(made.meeting, "p9", "p1") == ()


# Under the law of 2026


def by_law(pool="", expected=78, present=14, **more):
    return hall(f"committee-election{pool}", expected=expected, present=present, **more)


def test_whoever_hands_in_a_paper_takes_part_though_nobody_signed_in():
    made = by_law(pool="-representatives", present=2)
    vote = opened(made, names=("甲", "乙"), seats=1, given_out=60)
    taken = counted(made, vote, {"甲": 27, "乙": 20}, 47, 3, 3, taken_in=53)
    assert taken.outcome is Outcome.PASSED
    said = sentence_of(taken, made.meeting.in_force)
    assert "应到78人（居民代表），参加投票53人，达到法定人数" in said
    assert "须超过参加投票人数的二分之一，即至少27票，甲中选" in said


def test_the_papers_of_an_election_by_law_call_nobody_a_voter_who_only_signed_in():
    made = by_law(expected=10, present=5)
    vote = opened(made, names=("甲", "乙"), seats=1, given_out=9)
    counted(made, vote, {"甲": 6, "乙": 3}, 9, taken_in=9)
    minutes = minutes_of(made.meeting, Sources(BODY), made.now)
    assert minutes.quorum_sentence == "应到10人（有选举权的居民），到会5人"
    assert quorum_in_words(made.meeting, "en") == (
        "10 expected (residents entitled to vote), 5 present"
    )
    [line] = minutes.items[0].votes
    assert line.brief.startswith(
        "应到10人（有选举权的居民），参加投票9人，达到法定人数（超过应到的二分之一，即至少6人）"
    )


@pytest.mark.parametrize(("papers", "outcome"), [(52, Outcome.INQUORATE), (53, Outcome.PASSED)])
def test_exactly_two_thirds_of_the_representatives_are_not_enough(papers, outcome):
    made = by_law(pool="-representatives")
    taken = counted(
        made, opened(made, names=("甲", "乙"), seats=1), {"甲": papers, "乙": 0}, papers
    )
    assert taken.outcome is outcome
    assert ("选举无效" in sentence_of(taken, made.meeting.in_force)) is (papers == 52)


def test_voters_on_a_list_need_not_be_on_the_roll():
    made = by_law(expected=0, present=0)
    vote = opened(made, names=("甲", "乙"), seats=1, pool=1000, tellers=("计甲", "计乙"))
    taken = counted(made, vote, {"甲": 301, "乙": 299}, 600, tellers=("计甲", "计乙"))
    assert taken.outcome is Outcome.PASSED
    assert "应到1000人（有选举权的居民）" in sentence_of(taken, made.meeting.in_force)


def test_more_papers_than_voters_are_refused_without_a_reason():
    made = by_law(expected=10, present=10)
    vote = opened(made, names=("甲", "乙"), seats=1)
    with pytest.raises(CountsDoNotFit):
        counted(made, vote, {"甲": 6, "乙": 5}, 11)
    counted(made, vote, {"甲": 6, "乙": 4}, 10)


@pytest.mark.parametrize(("votes", "outcome"), [(17, Outcome.FAILED), (18, Outcome.PASSED)])
def test_in_a_further_round_a_third_of_those_who_voted_is_enough(votes, outcome):
    made = by_law(pool="-representatives")
    first = counted(made, opened(made, names=("甲", "乙", "丙"), seats=1),
                    {"甲": 20, "乙": 18, "丙": 15}, 53)  # fmt: skip
    again = made.id()
    made.meeting = elections.next_round(made.meeting, again, first.id, made.later())
    done = counted(made, again, {"甲": votes, "乙": votes - 1}, 2 * votes - 1, 0, 55 - 2 * votes)
    assert done.outcome is outcome
    said = sentence_of(done, made.meeting.in_force)
    assert "须不少于参加投票人数的三分之一，即至少18票" in said


def asked(made, vote):
    return [(one.asks, one.names) for one in elections.questions(made.meeting, vote)]


def test_the_law_asks_for_more_candidates_than_seats_in_the_first_round():
    made = by_law()
    assert asked(made, opened(made, names=("甲", "乙"), seats=2)) == [(Asks.CANDIDATES, ())]
    other = by_law()
    assert asked(other, opened(other, names=("甲", "乙", "丙"), seats=2)) == []


def test_the_law_asks_about_papers_and_proxies_and_decides_nothing():
    made = by_law(expected=20, present=14)
    for person in ("p15", "p16", "p17"):
        made.mark(person, Mark.PROXY, holder="p1")
    made.mark("p18", Mark.PROXY, holder="p3")
    vote = opened(made, names=("成员3", "乙"), seats=1, given_out=14)
    assert asked(made, vote) == [(Asks.CANDIDATE_HOLDS_PROXY, ("成员3",))]
    taken = counted(made, vote, {"成员3": 9, "乙": 6}, 15)
    assert taken.outcome is Outcome.PASSED
    assert [one for one, _ in asked(made, vote)] == [Asks.BALLOTS, Asks.CANDIDATE_HOLDS_PROXY]
    told = [b for b in blockers(made.meeting) if b.kind == "law_asks"]
    assert len(told) == 2 and not any(blocker.stops for blocker in told)
    assert all(blocker.question is not None for blocker in told)
    counted(made, opened(made, names=("成员3", "丙"), seats=1), {"成员3": 9, "丙": 5}, 14)
    again = [b.question.asks for b in blockers(made.meeting) if b.question is not None]
    assert again.count(Asks.CANDIDATE_HOLDS_PROXY) == 1  # of the meeting, whatever the round


def test_a_rule_of_no_law_asks_nothing():
    made = hall()
    vote = opened(made, names=("甲", "乙"), seats=2, given_out=3)
    assert asked(made, vote) == []


def test_an_open_election_leaves_no_room_for_another_vote():
    made = hall()
    opened(made)
    with pytest.raises(NotAllowedNow):
        open_vote(made.meeting, "x", made.meeting.motions[0].id, Method.HANDS, made.now)


BODY = Body("b", "b", Tier.COMMUNITY, "社区议事会", preset("community"))


def three_of_five(made):
    vote = opened(made, seats=3)
    marks = {"林小月": 12, "何勇": 10, "韩冬梅": 9, "周明": 3, "吴静": 1}
    return counted(made, vote, marks, 14)


def proof_text(made, number=1):
    """The item's end in minutes, notice, record, preview, agenda and road."""
    item = made.meeting.item(f"i{number}")
    known = minutes_of(made.meeting, Sources(BODY), made.now)
    told = known.items[number - 1]
    outcome = [
        line.text
        for line in record_of(made.meeting, known).lines
        if line.kind == "outcome" and line.item == number
    ]
    return outcome_text(told), conclusion(told), *outcome, result_of(made.meeting, item)


def test_an_election_does_not_read_carried():
    made = hall()
    three_of_five(made)
    want = "中选：林小月、何勇、韩冬梅"
    assert proof_text(made) == (f"{want}。", f"{want}。", want, want)
    assert result_short(made.meeting, made.meeting.item("i1")) == "中选3人"
    assert round_words(made.meeting, made.meeting.votes[0]) == want
    assert result_of(made.meeting, made.meeting.item("i1"), "en").startswith("elected: 林小月")


def test_a_seat_left_open_is_told_while_the_meeting_runs_and_after_it():
    made = hall()
    two_of_three(made)
    [line] = elected_lines(made.meeting, "i1")
    assert elected_words([line]) == "中选：林小月、何勇；余1席进入第二轮（韩冬梅、周明）"
    motion = made.meeting.motions[0].id
    made.meeting = elections.withdraw_election(made.meeting, motion, "另行安排")
    assert made.meeting.item("i1").outcome is ItemOutcome.ADOPTED
    made.end()
    assert proof_text(made)[1] == "中选：林小月、何勇；余1席未选出。"


def test_a_void_second_round_that_is_held_again():
    made = hall()
    first = two_of_three(made)
    for void in (True, False):
        second = made.id()
        made.meeting = elections.next_round(made.meeting, second, first.id, made.later())
        counted(made, second, {"韩冬梅": 9, "周明": 4}, 13)
        if void:
            made.meeting = void_vote(made.meeting, second, "少发一张", made.later())
            [line] = elected_lines(made.meeting, "i1")
            assert elected_words([line]).endswith("余1席进入第二轮（韩冬梅、周明）")
    made.end()
    assert proof_text(made)[0] == "中选：林小月、何勇、韩冬梅。"


def test_an_election_whose_only_round_is_cancelled_leaves_no_motion_to_vote_on():
    made = hall()
    vote = opened(made)
    made.meeting = cancel_vote(made.meeting, vote)
    assert not made.meeting.votes and not made.meeting.motions
    first = two_of_three(made)
    made.meeting = elections.next_round(made.meeting, "second", first.id, made.later())
    made.meeting = cancel_vote(made.meeting, "second")
    assert made.meeting.votes == (first,) and made.meeting.motion(first.motion).open


def test_an_election_that_is_void_elects_nobody():
    made = hall()
    taken = three_of_five(made)
    made.meeting = void_vote(made.meeting, taken.id, "多了一张票", made.later())
    lines = elected_lines(made.meeting, "i1")
    assert elected_words(lines) == "选举作废，待重新选举"
    made.end()
    assert elected_words(elected_lines(made.meeting, "i1")) == "选举作废"


@pytest.mark.parametrize("void", [True, False])
@pytest.mark.parametrize("method", [Method.HANDS, Method.CONSENSUS, Method.WRITTEN])
def test_an_election_is_never_voted_on_without_names(void, method):
    made = hall()
    taken = two_of_three(made)
    if void:
        made.meeting = void_vote(made.meeting, taken.id, "多了一张票", made.later())
    with pytest.raises(InvalidBallot) as refused:
        open_vote(made.meeting, "x", taken.motion, method, made.later())
    assert refused.value.facts == {"what": "options", "value": 0}
    again = open_vote(made.meeting, "x", taken.motion, Method.SECRET, made.later(), NAMES, 3, 3)
    assert again.votes[-1].options


@pytest.mark.parametrize("method", [Method.HANDS, Method.CONSENSUS])
@pytest.mark.parametrize(
    ("void", "said"),
    [(True, "选举作废"), (False, "中选：林小月、何勇；余1席未选出")],
)
def test_an_old_record_with_a_vote_without_names_is_still_written(void, said, method):
    made = hall()
    taken = two_of_three(made)
    if void:
        made.meeting = void_vote(made.meeting, taken.id, "多了一张票", made.later())
    first = made.meeting.votes[-1]
    plain = replace(
        first, id="x", method=method, state=VoteState.OPEN, round=2, options=(), seats=1,
        choose=1, election=None, tally=None, outcome=None, tellers=(), closed_at=None,
        void_reason="", voided_at=None,
    )  # fmt: skip
    made.meeting = replace(made.meeting, votes=(*made.meeting.votes, plain))
    made.meeting = close_vote(made.meeting, "x", made.later(), Tally(14, 0))
    assert elected_words(elected_lines(made.meeting, "i1")).startswith(said)
    made.end()
    assert said in proof_text(made)[0]


@pytest.mark.parametrize(
    ("for_", "against", "said", "first"),
    [(9, 5, "通过", ""), (5, 9, "未通过", "本项未获通过。"), (7, 7, "平票未通过", "")],
)
def test_an_item_with_a_motion_and_an_election_keeps_both(for_, against, said, first):
    made = hall()
    three_of_five(made)
    made.vote(made.move("组长任期一年"), for_, against)
    want = "中选：林小月、何勇、韩冬梅"
    table, sentence, record, whole = proof_text(made)
    assert (table, record, whole) == (f"{said}；{want}。", *[f"{said}；{want}"] * 2)
    assert sentence == f"{want}。"  # the motion's vote has said the rest
    assert result_short(made.meeting, made.meeting.item("i1")) == said


def test_the_reason_of_an_elections_item_is_kept():
    made = hall()
    three_of_five(made)
    item = replace(made.meeting.item("i1"), reason="空缺补选")
    made.meeting = put_item(made.meeting, item)
    assert [text for text in proof_text(made) if "空缺补选" in text] == [
        "中选：林小月、何勇、韩冬梅（空缺补选）。",
        "中选：林小月、何勇、韩冬梅。理由：空缺补选。",
        "中选：林小月、何勇、韩冬梅（空缺补选）",
    ]


def test_the_public_edition_of_a_private_election_names_nobody():
    made = hall()
    three_of_five(made)
    made.meeting = put_item(made.meeting, replace(made.meeting.item("i1"), private=True))
    [item, *_] = public_edition(minutes_of(made.meeting, Sources(BODY), made.now)).items
    assert outcome_text(item) == "中选3人。" and not item.elected[0].candidates
    made.meeting = put_item(made.meeting, replace(made.meeting.item("i1"), private=False))
    [item, *_] = public_edition(minutes_of(made.meeting, Sources(BODY), made.now)).items
    assert outcome_text(item) == "中选：林某、何某、韩某。"


def test_an_elections_item_comes_back_from_the_seal_as_it_was():
    made = hall()
    two_of_three(made)
    known = minutes_of(made.meeting, Sources(BODY), made.now)
    assert canonical(thawed(canonical(known))) == canonical(known)


def test_an_election_that_is_void_from_its_first_round_is_held_again_with_the_same_names():
    made = hall()
    first = opened(made, given_out=14)
    counted(made, first, dict(zip(NAMES, (9, 8, 8, 2, 1), strict=True)), 14)
    motion = made.meeting.vote(first).motion
    with pytest.raises(NotAllowedNow):
        elections.hold_again(made.meeting, made.id(), motion, made.later())
    made.meeting = void_vote(made.meeting, first, "多发了一张选票")
    again = made.id()
    made.meeting = elections.hold_again(made.meeting, again, motion, made.later())
    vote = made.meeting.vote(again)
    assert [option.label for option in vote.options] == list(NAMES)
    assert (vote.seats, vote.run_off_of, vote.election) == (3, None, Election(TELLERS))
    counted(made, again, dict(zip(NAMES, (9, 8, 8, 2, 1), strict=True)), 14)
    assert elections.elected(made.meeting, again) == NAMES[:3]


def test_an_election_that_too_few_took_part_in_is_held_again():
    made = by_law(expected=20)
    marks = dict.fromkeys(NAMES, 0) | {"林小月": 10}
    taken = counted(made, opened(made), marks, 10)
    assert taken.outcome is Outcome.INQUORATE
    made.meeting = elections.hold_again(made.meeting, "again", taken.motion, made.later())
    assert [option.label for option in made.meeting.vote("again").options] == list(NAMES)


def test_what_is_no_election_is_not_held_again():
    made = hall()
    motion = made.move("在45栋东侧划线")
    with pytest.raises(NotAllowedNow):
        elections.hold_again(made.meeting, "again", motion, made.later())


def test_who_stands_down_between_rounds_makes_room_for_the_next():
    made = hall()
    first = counted(made, opened(made, seats=2), dict(zip(NAMES, (9, 4, 4, 3, 1), strict=True)), 14)
    assert elections.meets_again(made.meeting, first.id) == ("何勇", "韩冬梅")
    assert elections.meets_again(made.meeting, first.id, ["何勇"]) == ("韩冬梅", "周明")
    made.meeting = elections.next_round(
        made.meeting, "again", first.id, made.later(), stood_down=["何勇"]
    )
    vote = made.meeting.vote("again")
    assert [option.label for option in vote.options] == ["韩冬梅", "周明"]
    taken = counted(made, "again", {"韩冬梅": 9, "周明": 4}, 13)
    assert proof_of(made.meeting, taken).startswith("第二轮；何勇退选；应到16人")
    assert elections.elected(made.meeting, "again") == ("林小月", "韩冬梅")
    assert "何勇退选" in vote_line(made.meeting, taken).sentence


def test_who_stood_down_before_a_void_round_does_not_stand_when_it_is_held_again():
    made = hall()
    first = counted(made, opened(made, seats=2), dict(zip(NAMES, (9, 4, 4, 3, 1), strict=True)), 14)
    for id, away in (("void", ["何勇"]), ("again", [])):
        made.meeting = elections.next_round(
            made.meeting, id, first.id, made.later(), stood_down=away
        )
        taken = counted(made, id, {"韩冬梅": 9, "周明": 4}, 13)
        assert "何勇退选" in vote_line(made.meeting, taken).sentence
        if id == "void":
            made.meeting = void_vote(made.meeting, "void", "少发一张", made.later())
            [line] = elected_lines(made.meeting, "i1")
            assert line.again == ("韩冬梅", "周明")
    assert elections.election_of(made.meeting.vote("again")).stood_down == ("何勇",)
    assert elections.elected(made.meeting, "again") == ("林小月", "韩冬梅")


def test_where_all_but_one_stand_down_no_round_is_held():
    made = hall()
    first = counted(made, opened(made, NAMES[:3], 2), dict(zip(NAMES, (9, 4, 4), strict=False)), 14)
    assert elections.meets_again(made.meeting, first.id, ["何勇"]) == ("韩冬梅",)
    with pytest.raises(InvalidBallot):
        elections.next_round(made.meeting, "x", first.id, made.later(), stood_down=["何勇"])


def test_a_table_says_who_stood_in_which_round_and_who_is_elected():
    made = hall()
    two_of_three(made)
    [line] = elected_lines(made.meeting, "i1")
    assert all(len(one.votes) == line.rounds for one in line.candidates)
    assert tuple(one.name for one in line.candidates if one.elected) == line.chosen
    first = next(vote for vote in made.meeting.votes if vote.election is not None)
    assert [one.name for one in line.candidates] == [option.label for option in first.options]
    known = minutes_of(made.meeting, Sources(BODY), made.now)
    [item, *_] = public_edition(known).items
    assert all("某" in one.name for one in item.elected[0].candidates)
    document = blocks.new_document("", "", made.now)
    write_elections(document, known.items[0])
    [table] = document.tables
    said = [[cell.text for cell in row.cells] for row in table.rows]
    assert (
        said[0][0] == "候选人" and said[0][-1] == "结果" and len(said) == 1 + len(line.candidates)
    )
    assert sum(row[-1] == "中选" for row in said) == line.count


def test_the_record_says_who_stood_and_needs_no_mover():
    made = hall()
    opened(made)
    told = record_of(made.meeting, minutes_of(made.meeting, Sources(BODY), made.now))
    [line] = [line for line in told.lines if line.kind == "election"]
    assert tell(line).label == "选举："
    assert tell(line).text.startswith("选举居民小组长，名额3人，候选人：")


def test_an_items_outcome_is_its_elections_alone_only_once_that_decided_it():
    made = hall()
    assert not by_election(made.meeting, "i1")
    first = opened(made)
    assert not by_election(made.meeting, "i1"), "nothing is decided yet"
    counted(made, first, dict(zip(NAMES, (9, 8, 8, 2, 1), strict=True)), 14)
    assert by_election(made.meeting, "i1")
    made.vote(made.move("另议"), 9, 5)
    assert not by_election(made.meeting, "i1")


@pytest.mark.parametrize("given_out", [None, 14])
def test_the_papers_given_out_for_the_next_round_are_kept_with_it(given_out):
    made = hall()
    taken = two_of_three(made)
    made.meeting = elections.next_round(made.meeting, "x", taken.id, made.later(), given_out)
    kept = made.meeting.vote("x").election
    assert kept is not None and (kept.given_out, kept.tellers) == (given_out, TELLERS)


@pytest.mark.parametrize(("marks", "outcome"), [((6, 5, 3), "rejected"), ((7, 7, 0), "tied")])
def test_an_election_that_elected_nobody_is_told_by_its_last_round(marks, outcome):
    made = hall()
    taken = counted(made, opened(made, NAMES[:3], 1), dict(zip(NAMES, marks, strict=False)), 14)
    made.meeting = elections.withdraw_election(made.meeting, taken.motion, "下次再选")
    assert outcome_of(made.meeting, "i1") == outcome


def test_a_fourth_proxy_of_one_holder_is_asked_about_by_the_law_and_not_refused():
    made = by_law(expected=16, present=4)
    for n in (6, 7, 8):
        assert elections.holder_questions(made.meeting, f"p{n}", "p1") == ()
        made.mark(f"p{n}", Mark.PROXY, holder="p1")
    [asked] = elections.holder_questions(made.meeting, "p9", "p1")
    assert (asked.asks, asked.given, asked.names) == (Asks.PROXIES, 4, ("成员1",))
    assert elections.holder_questions(made.meeting, "p8", "p1") == ()
    made.mark("p9", Mark.PROXY, holder="p1", reason=held_valid([asked]))
    assert len(made.meeting.room().represented) == 4
    assert [pair.principal for pair in made.meeting.who_came().represented][-1] == "p9"
    assert "proxy_over_limit" not in {one.kind for one in blockers(made.meeting)}
    record = record_of(made.meeting, minutes_of(made.meeting, Sources(BODY), made.now))
    [line] = [line for line in record.lines if line.name == "成员9"]
    assert "成员1接受4人委托投票，多于3人，多出的是否有效？" in line.text
    assert line.text.endswith("答：有效")


def test_a_proxy_of_a_representative_that_the_meeting_held_valid_counts():
    made = by_law("-representatives", expected=16, present=10)
    [asked] = elections.holder_questions(made.meeting, "p12", "p1")
    assert asked.asks is Asks.PROXY_AMONG_REPRESENTATIVES
    made.mark("p12", Mark.PROXY, holder="p1")
    assert made.meeting.room().quorum_count(made.meeting.in_force) == 11


def two_for_two():
    """An election of two candidates for two seats, of whom one is elected."""
    made = by_law(expected=10, present=9)
    vote = opened(made, names=("甲", "乙"), seats=2)
    return made, counted(made, vote, {"甲": 5, "乙": 4}, 9)


def test_a_seat_for_which_one_alone_could_meet_again_is_voted_on_among_those_named():
    made, first = two_for_two()
    assert ways_on(made.meeting, first.id) == () and elections.may_fill(made.meeting, first.motion)
    assert elections.meets_again(made.meeting, first.id) == ("乙",)
    with pytest.raises(TellerIsCandidate):
        elections.next_round(made.meeting, "x", first.id, made.later(), names=("乙", TELLERS[0]))
    made.meeting = elections.next_round(
        made.meeting, "x", first.id, made.later(), names=("乙", "丙")
    )
    second = counted(made, "x", {"乙": 3, "丙": 2}, 5, abstain=4)
    assert "须不少于参加投票人数的三分之一，即至少3票，乙中选" in proof_of(made.meeting, second)
    assert elections.elected(made.meeting, second.id) == ("甲", "乙")
    assert outcome_of(made.meeting, "i1") is ItemOutcome.ADOPTED
    assert not elections.may_fill(made.meeting, first.motion)


def test_a_round_whose_empty_seat_was_voted_on_again_says_no_longer_that_it_stays_empty():
    made, first = two_for_two()
    assert "甲中选，其余名额空缺。" in proof_of(made.meeting, first)
    made.meeting = elections.next_round(made.meeting, "x", first.id, made.later(), names=("乙",))
    counted(made, "x", {"乙": 3}, 3, abstain=6)
    assert vote_line(made.meeting, first).sentence.endswith("甲中选，余1席另行选举。")
    english = proof_of(made.meeting, first, "en")
    assert english.endswith("chosen: 甲; another round is held for the other seats.")
    made.meeting = void_vote(made.meeting, "x", "多发了一张票", made.later())
    assert "甲中选，其余名额空缺。" in proof_of(made.meeting, first)


def test_under_a_law_one_name_alone_for_one_seat_is_asked_about_and_voted_on():
    made, first = two_for_two()
    made.meeting = elections.next_round(made.meeting, "x", first.id, made.later(), names=("乙",))
    [question] = elections.questions(made.meeting, "x")
    assert (question.asks, question.given, question.wanted) == (Asks.CANDIDATES, 1, 1)
    made.meeting = cancel_vote(made.meeting, "x")
    said = answers([question], ELECTED)
    made.meeting = elections.next_round(
        made.meeting, "x", first.id, made.later(), names=("乙",), said=said
    )
    assert list(elections.questions(made.meeting, "x")) == []
    second = counted(made, "x", {"乙": 3}, 3, abstain=6)
    assert "须不少于参加投票人数的三分之一，即至少3票，乙中选" in proof_of(made.meeting, second)
    assert said[0] in vote_line(made.meeting, second).notes


def test_candidates_change_before_the_count_and_the_record_says_who_stood_down():
    made = hall()
    vote = opened(made, names=("甲", "乙", "丙"), seats=1)
    made.meeting = elections.change_candidates(made.meeting, vote, ("甲", "丙"))
    with pytest.raises(TellerIsCandidate):
        elections.change_candidates(made.meeting, vote, ("甲", "丙", "成员2"))
    made.meeting = elections.replace_teller(
        made.meeting, vote, "成员2", "成员3", "成为候选人", made.later()
    )
    made.meeting = elections.change_candidates(made.meeting, vote, ("甲", "丙", "成员2"))
    with pytest.raises(InvalidBallot):
        elections.change_candidates(made.meeting, vote, ("甲",))
    taken = counted(made, vote, {"甲": 8, "丙": 4, "成员2": 2}, 14, tellers=("成员1", "成员3"))
    assert proof_of(made.meeting, taken).startswith("乙退选；")
    with pytest.raises(NotAllowedNow):
        elections.change_candidates(made.meeting, vote, ("甲", "乙"))


def test_who_stood_down_before_the_count_does_not_come_back_in_the_next_round():
    made = hall()
    vote = opened(made, names=("甲", "乙", "丙"), seats=1)
    made.meeting = elections.change_candidates(made.meeting, vote, ("甲", "丙"))
    counted(made, vote, {"甲": 7, "丙": 7}, 14)
    assert elections.meets_again(made.meeting, vote) == ("甲", "丙")


def test_no_other_rule_lets_one_name_stand_alone_and_no_first_round_does():
    made = hall(expected=10, present=9)
    first = counted(made, opened(made, names=("甲", "乙"), seats=2), {"甲": 5, "乙": 4}, 9)
    with pytest.raises(InvalidBallot):
        elections.next_round(made.meeting, "x", first.id, made.later(), names=("乙",))
    with pytest.raises(InvalidBallot):
        opened(by_law(), names=("甲",), seats=1)


def test_a_seat_for_which_nobody_meets_again_may_be_left_empty_with_a_reason():
    made, first = two_for_two()
    assert "是否另行选举" in proof_of(made.meeting, first)
    made.meeting = elections.withdraw_election(made.meeting, first.motion, "下届再选")
    assert "是否另行选举" not in proof_of(made.meeting, first)
    assert elected_words(elected_lines(made.meeting, "i1")).startswith("中选：甲")
    assert outcome_of(made.meeting, "i1") is ItemOutcome.ADOPTED
    assert not elections.may_fill(made.meeting, first.motion)


def test_a_candidate_who_would_hold_a_proxy_is_asked_about():
    made = by_law(expected=16, present=4)
    opened(made, names=("成员3", "何勇", "韩冬梅"), seats=1)
    [asked] = elections.holder_questions(made.meeting, "p9", "p3")
    assert asked.asks is Asks.CANDIDATE_HOLDS_PROXY
    assert elections.holder_questions(made.meeting, "p9", "p1") == ()
    said = answers([asked, LawQuestion(Asks.CANDIDATES, ("", ""), 3, 3)], ELECTED)
    assert [line.rpartition("答：")[2] for line in said] == ["有效", "照常选举"]


def test_what_was_answered_of_an_election_is_printed_and_not_asked_again():
    made = by_law(expected=16, present=14)
    before = opened(made, names=("甲", "乙", "丙"))
    question = next(elections.questions(made.meeting, before))
    made.meeting = cancel_vote(made.meeting, before)
    vote = opened(made, names=("甲", "乙", "丙"), said=answers([question], ELECTED))
    assert list(elections.questions(made.meeting, vote)) == []
    taken = counted(made, vote, {"甲": 9, "乙": 8, "丙": 8}, 14)
    asked = "候选人3名，不多于应选名额3名，是否差额？（《城市居民委员会组织法》第十四条至第十九条）"
    said = f"{asked}答：照常选举"
    assert said in vote_line(made.meeting, taken).notes
    assert "law_asks" not in {one.kind for one in blockers(made.meeting)}
    other = opened(made, names=("丁", "戊", "己"))  # another election, another answer
    assert [one.asks for one in elections.questions(made.meeting, other)] == [Asks.CANDIDATES]


def test_more_papers_than_were_given_out_are_kept_with_what_was_answered():
    made = by_law(expected=16, present=14)
    vote = opened(made, names=("甲", "乙"), seats=1, given_out=13)
    asked = list(elections.papers_questions(made.meeting, vote, 13, 14))
    taken = counted(made, vote, {"甲": 9, "乙": 5}, 14, taken_in=14, said=answers(asked, WRITTEN))
    assert vote_line(made.meeting, taken).notes[-1].endswith("答：照样记下")
    assert list(elections.questions(made.meeting, vote)) == []


def test_a_proxy_answered_at_the_desk_is_asked_again_only_with_other_facts():
    made = by_law("-representatives", expected=16, present=10)
    for person, holder in (("p12", "p1"), ("p13", "p2")):
        asked = elections.holder_questions(made.meeting, person, holder)
        made.mark(person, Mark.PROXY, holder=holder, reason=held_valid(asked))
    vote = opened(made, names=("甲", "乙"), seats=1)
    assert list(elections.questions(made.meeting, vote)) == []
    made.mark("p14", Mark.PROXY, holder="p3")
    [again] = elections.questions(made.meeting, vote)
    assert (again.asks, again.given) == (Asks.PROXY_AMONG_REPRESENTATIVES, 3)
    minutes = minutes_of(made.meeting, Sources(BODY), made.now)
    assert minutes.answered == ()  # what was held valid were two, and now there are three
    made.mark("p14", Mark.IN)
    minutes = minutes_of(made.meeting, Sources(BODY), made.now)
    [line] = minutes.answered
    assert line.startswith("由居民代表选举，有2人委托投票") and line.endswith("答：有效")


def test_no_other_rule_asks_about_proxies():
    made = hall("community-proxies", expected=16, present=4)
    assert elections.holder_questions(made.meeting, "p9", "p1") == ()


@pytest.mark.parametrize(
    ("for_", "against", "outcome"),
    [(4, 3, Outcome.PASSED), (4, 4, Outcome.TIED), (3, 3, Outcome.INQUORATE)],
)
def test_in_a_recall_those_take_part_who_hand_in_a_paper_as_on_the_command_line(
    for_, against, outcome
):
    made = hall("committee-recall", expected=12, present=3)
    vote = made.open(made.move("罢免委员甲"), Method.SECRET)
    tally = Tally(for_, against)
    counts = (TellerCount("成员1", tally), TellerCount("成员2", tally))
    made.meeting = close_vote(made.meeting, vote, made.later(), tellers=counts)
    taken = made.meeting.vote(vote)
    assert taken.outcome is outcome
    assert proof_of(made.meeting, taken).startswith(
        f"应到12人（有选举权的居民），参加投票{for_ + against}人，"
    )
    assert "未投票" not in proof_of(made.meeting, taken)


def test_in_a_recall_more_papers_than_voters_want_a_reason():
    made = hall("committee-recall", expected=12, present=3)
    vote = made.open(made.move("罢免委员甲"), Method.SECRET)
    counts = tuple(TellerCount(name, Tally(10, 3)) for name in TELLERS)
    with pytest.raises(CountsDoNotFit):
        close_vote(made.meeting, vote, made.later(), tellers=counts)


def test_papers_of_voters_who_are_not_in_the_room_need_no_reason_at_the_end():
    made = by_law(expected=78, present=5)
    vote = opened(made, seats=1)
    counted(made, vote, {"林小月": 40, "何勇": 9, "韩冬梅": 1, "周明": 0, "吴静": 0}, 50)
    assert "override_without_reason" not in {one.kind for one in blockers(made.meeting)}


# The use cases: everything that is given is kept, and at the moment of the act


def voting(members=16, present=14) -> House:
    house = House("community", members=members)
    house.plan("换届", "修路")
    house.open(present)
    house.begin("换届")
    return house


def counts(marks, valid, tellers=TELLERS, invalid=0):
    found = tuple(OptionTally(name, votes) for name, votes in marks.items())
    return tuple(TellerCount(name, Tally(valid, 0, 0, invalid), found) for name in tellers)


ALL_THREE = {"林小月": 12, "何勇": 10, "韩冬梅": 9, "周明": 5, "吴静": 4}


def test_every_act_of_an_election_keeps_what_it_was_given():
    house = voting()
    item = house.item("换届")
    house.act(elect.open_election, item, "选举委员", NAMES, 3, TELLERS, 20, 4, 40)
    opened_at = house.now
    [vote] = house.meeting.votes
    [motion] = house.meeting.motions
    assert (vote.item, vote.motion, vote.opened_at) == (item, motion.id, opened_at)
    assert (motion.text, motion.item, motion.at) == ("选举委员", item, opened_at)
    assert (vote.seats, vote.choose) == (3, 4)
    assert vote.election == Election(TELLERS, 20, pool=40)
    assert [option.label for option in vote.options] == list(NAMES)

    house.act(elect.give_out, vote.id, 15)
    assert elections.election_of(house.meeting.vote(vote.id)).given_out == 15
    house.act(elect.replace_teller, vote.id, "成员2", "成员3", "回家")
    [change] = elections.election_of(house.meeting.vote(vote.id)).changes
    assert change == TellerChange("成员2", "成员3", house.now, "回家")

    tellers = ("成员1", "成员3")
    house.act(elect.close_election, vote.id, counts(ALL_THREE, 13, tellers, 1), 14, "多发一张", 16)
    closed = house.meeting.vote(vote.id)
    election = elections.election_of(closed)
    assert (closed.closed_at, closed.tellers) == (house.now, tellers)
    assert (election.given_out, election.taken_in) == (16, 14)
    assert closed.override_reason == "多发一张"

    house.act(elect.decline, vote.id, "何勇", "工作调动", "周明", "办法第五条")
    first_at = house.now
    house.act(elect.decline, vote.id, "林小月", "太忙")
    assert elections.election_of(house.meeting.vote(vote.id)).declined == (
        Declined("何勇", "工作调动", first_at, "周明", "办法第五条"),
        Declined("林小月", "太忙", house.now),
    )
    assert elections.elected(house.meeting, vote.id) == ("韩冬梅", "周明")


def test_the_public_notice_says_that_more_papers_than_voters_were_let_stand_and_why():
    """It told the votes of an election, and nothing of what the chair had let stand."""
    house = voting(present=12)
    item = house.item("换届")
    house.act(elect.open_election, item, "选举委员", NAMES, 3, TELLERS, 12)
    vote = house.meeting.votes[-1]
    marks = {**ALL_THREE, "周明": 4}
    house.act(elect.close_election, vote.id, counts(marks, 13), 13, "复核过成员5的票")
    minutes = public_edition(house.minutes(), ())
    [line] = minutes.items[0].elected
    assert line.all_the_same == (
        "所计13票多于可以投票的12人，主持人决定采用，理由：复核过成某戊的票",
    )


def test_a_further_round_is_opened_for_who_is_left_with_its_papers():
    house = voting()
    house.act(elect.open_election, house.item("换届"), "选举委员", NAMES, 2, TELLERS)
    vote = house.meeting.votes[-1]
    marks = dict(zip(NAMES, (9, 4, 4, 3, 1), strict=True))
    house.act(elect.close_election, vote.id, counts(marks, 14))
    house.act(elect.next_round, vote.id, 13, ["何勇"])
    again = house.meeting.votes[-1]
    assert (again.run_off_of, again.opened_at, again.motion) == (vote.id, house.now, vote.motion)
    assert again.election == Election(TELLERS, 13, stood_down=("何勇",))
    assert [option.label for option in again.options] == ["韩冬梅", "周明"]


def test_an_election_is_held_again_or_left_by_its_own_motion():
    house = voting()
    house.act(elect.open_election, house.item("换届"), "选举委员", NAMES, 3, TELLERS)
    vote = house.meeting.votes[-1]
    house.act(elect.close_election, vote.id, counts(ALL_THREE, 14))
    house.act(decide.void_vote, vote.id, "多发了一张票")
    house.act(elect.hold_again, vote.motion)
    again = house.meeting.votes[-1]
    assert (again.motion, again.opened_at, again.run_off_of) == (vote.motion, house.now, None)
    marks = {"林小月": 12, "何勇": 10, "韩冬梅": 8, "周明": 8, "吴静": 1}
    house.act(elect.close_election, again.id, counts(marks, 14))
    house.act(elect.withdraw_election, vote.motion, "余下一席下次再选")
    left = house.meeting.motion(vote.motion)
    assert (left.state, left.reason) == (MotionState.WITHDRAWN, "余下一席下次再选")


@pytest.mark.parametrize("name", ["123", "abc", "１２３"])
def test_no_teller_is_a_number_or_letters(name):
    house = voting()
    item = house.item("换届")
    with pytest.raises(NotAName) as refused:
        house.act(elect.open_election, item, "选举委员", NAMES, 3, ("成员1", name))
    assert refused.value.facts == {"name": name}
    house.act(elect.open_election, item, "选举委员", NAMES, 3)
    vote = house.meeting.votes[-1]
    with pytest.raises(NotAName):
        house.act(elect.close_election, vote.id, counts(ALL_THREE, 14, ("成员1", name)))
    other = voting()
    other.act(elect.open_election, other.item("换届"), "选举委员", NAMES, 3, TELLERS)
    vote = other.meeting.votes[-1]
    with pytest.raises(NotAName):
        other.act(elect.replace_teller, vote.id, "成员2", name, "回家")
