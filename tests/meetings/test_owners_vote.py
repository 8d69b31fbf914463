"""A joint decision of the owners: the roll frozen as it opens, each once, exact to 0.01 m²."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.chairing import owners_vote
from meetings.chairing.blockers import blockers
from meetings.chairing.owners_vote import AnsweredAlready, NoUnits, OwnersCount, awaits_owners
from meetings.chairing.voiding import cancel_vote, void_vote
from meetings.chairing.voting import close_vote, open_vote
from meetings.chairing.ways_on import ways_on
from meetings.community.units import Unit, heads
from meetings.errors import Missing, NotAllowedNow
from meetings.papers.outcome_words import carried_words, outcome_words
from meetings.papers.vote_words import sentence_of, vote_line
from meetings.procedure.counts import Tally, TooManyVotes
from meetings.procedure.owners import AreaBeyondTotal, Areas
from meetings.procedure.owners_matters import OwnersMatter, owners_rule
from meetings.procedure.rules import SourceNeeded, preset
from meetings.procedure.verdict import Outcome
from meetings.sitting.agenda import AgendaItem, ItemOutcome
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.motions import Motion, MotionState
from meetings.sitting.votes import Choice, Method, Vote
from meetings.terms import term

NOW = datetime(2026, 11, 24, 19, 40, tzinfo=timezone(timedelta(hours=8)))


def building(areas: list[int]) -> list[Unit]:
    return [
        Unit(f"u{n}", "b", "45栋", "", str(n + 1), area, f"业主{n + 1}")
        for n, area in enumerate(areas)
    ]


MADE_UP_5 = [10_000] * 76 + [9_485] * 23 + [9_499]
"""100 owners, 9,876.54 m², of whom the first 76 have 7,600.00."""


def moved(*, owners_matter: bool = True) -> Meeting:
    item = AgendaItem("i", "b", "m", 1, "筹集维修资金", owners_matter=owners_matter)
    return Meeting(
        "m", "b", 2026, 1, "会", NOW, state=MeetingState.OPEN, rule=preset("corner"),
        opened_at=NOW, current="i", items=(item,),
        motions=(Motion("mo", "b", "m", "i", "筹集", "甲", NOW, state=MotionState.SECONDED),),
    )  # fmt: skip


def opened(
    units: list[Unit], matter: OwnersMatter = OwnersMatter.RAISE_FUND, source: str | None = None
) -> Meeting:
    return owners_vote.open_owners_vote(
        moved(), "v", "mo", Method.WRITTEN, NOW, matter, units, source
    )


def closed(meeting: Meeting, counted: OwnersCount, by_name: bool = False) -> Meeting:
    return owners_vote.close_owners_vote(meeting, "v", NOW, counted, by_name=by_name)


def totals(for_: tuple[int, int], against: tuple[int, int], total: int) -> OwnersCount:
    return OwnersCount(Tally(for_[0], against[0]), Areas(total, for_[1], against[1]))


@pytest.mark.parametrize(
    ("area", "outcome"), [(570_000, Outcome.PASSED), (569_999, Outcome.FAILED)]
)
def test_exactly_three_quarters_of_those_taking_part_suffice_and_a_hundredth_less_does_not(
    area: int, outcome: Outcome
):
    meeting = opened(building(MADE_UP_5))
    ended = closed(meeting, totals((57, area), (19, 760_000 - area), 987_654))
    assert ended.vote("v").outcome is outcome
    carried = ended.motion("mo").state is MotionState.CARRIED
    assert carried is (outcome is Outcome.PASSED)


def test_answers_by_owner_come_to_the_same_sums_as_the_totals():
    units = building(MADE_UP_5)
    answers = owners_vote.roll("b", "v", units, map(str, range(100)))
    given_ = [
        owners_vote.answered(a, Choice.FOR if n < 57 else Choice.AGAINST, NOW) if n < 76 else a
        for n, a in enumerate(answers)
    ]
    counted = owners_vote.count(given_, 987_654)
    assert counted == totals((57, 570_000), (19, 190_000), 987_654)
    assert closed(opened(units), counted, by_name=True).vote("v").outcome is Outcome.PASSED


@pytest.mark.parametrize("many", [99, 101])
def test_every_owner_has_one_line_and_no_line_is_nobodys(many):
    with pytest.raises(ValueError):
        owners_vote.roll("b", "v", building(MADE_UP_5), map(str, range(many)))


def test_using_the_fund_is_general_and_raising_it_is_major():
    assert not OwnersMatter.USE_FUND.major and OwnersMatter.USE_FUND.number == 5
    assert OwnersMatter.RAISE_FUND.major and OwnersMatter.RAISE_FUND.number == 6
    assert [m for m in OwnersMatter if m.major] == [
        OwnersMatter.RAISE_FUND, OwnersMatter.REBUILD, OwnersMatter.COMMON_PARTS,
    ]  # fmt: skip
    for matter in OwnersMatter:
        rule = owners_rule(matter)
        assert rule.preset == ("owners-major" if matter.major else "owners-general")
        assert not rule.follow_majority and rule.source and rule.source_date


def test_following_the_majority_is_off_and_needs_its_source():
    with pytest.raises(SourceNeeded):
        owners_rule(OwnersMatter.USE_FUND, "  ")
    with pytest.raises(SourceNeeded):
        opened(building([100]), source="")
    assert owners_rule(OwnersMatter.USE_FUND, "议事规则第9条").follow_majority


def test_the_roll_is_frozen_as_the_vote_opens():
    units = building([10_000, 20_000, 30_000])
    meeting = opened(units)
    poll = meeting.vote("v").owners
    assert poll is not None and (poll.heads, poll.units, poll.area) == (3, 3, 60_000)
    ended = closed(meeting, totals((3, 60_000), (0, 0), 60_000))
    note = vote_line(ended, ended.vote("v")).notes[1]
    assert "专有部分3个，业主3人，面积600.00平方米" in note


def test_several_parts_of_one_owner_answer_once():
    units = [*building([10_000, 20_000]), Unit("x", "b", "46栋", "", "9", 5_000, "业主1")]
    answers = owners_vote.roll("b", "v", units, "ab")
    assert [(a.owner, a.area) for a in answers] == [("业主1", 15_000), ("业主2", 20_000)]
    once = owners_vote.answered(answers[0], Choice.FOR, NOW)
    with pytest.raises(AnsweredAlready):
        owners_vote.answered(once, Choice.AGAINST, NOW)
    assert owners_vote.answered(once, None, NOW).choice is None


def test_owners_do_not_answer_not_voting():
    (answer,) = owners_vote.roll("b", "v", building([1]), "a")
    with pytest.raises(NotAllowedNow):
        owners_vote.answered(answer, Choice.NOT_VOTING, NOW)


def test_a_vote_needs_parts_and_no_consensus():
    with pytest.raises(NoUnits):
        opened([replace(u, counted=False, note="车位") for u in building([1, 2])])
    with pytest.raises(NotAllowedNow):
        owners_vote.open_owners_vote(
            moved(), "v", "mo", Method.CONSENSUS, NOW, OwnersMatter.OTHER, building([1])
        )


def test_more_heads_or_more_area_than_there_is_are_refused():
    meeting = opened(building([10_000, 20_000]))
    with pytest.raises(TooManyVotes):
        closed(meeting, totals((3, 30_000), (0, 0), 30_000))
    with pytest.raises(AreaBeyondTotal):
        closed(meeting, totals((2, 30_001), (0, 0), 30_000))
    with pytest.raises(Missing):
        closed(meeting, totals((0, 0), (0, 0), 30_000))


def test_the_quorum_is_two_thirds_of_heads_and_of_area():
    areas = [10_000] * 3
    ended = closed(opened(building(areas)), totals((1, 10_000), (0, 0), 30_000))
    assert ended.vote("v").outcome is Outcome.INQUORATE
    assert ended.motion("mo").state is MotionState.SECONDED
    enough = closed(opened(building(areas)), totals((2, 20_000), (0, 0), 30_000))
    assert enough.vote("v").outcome is Outcome.PASSED


def test_the_room_is_no_part_of_it():
    """Nobody of the meeting need be signed in, whatever quorum its own rule asks."""
    meeting = replace(moved(), rule=preset("community"))
    taken = owners_vote.open_owners_vote(
        meeting, "v", "mo", Method.ROLL_CALL, NOW, OwnersMatter.USE_FUND, building([1] * 3)
    )
    ended = closed(taken, totals((3, 3), (0, 0), 3))
    assert ended.vote("v").outcome is Outcome.PASSED
    assert ways_on(ended, "v") == ()


def test_under_a_rule_of_owners_no_vote_of_the_room_is_taken():
    meeting = replace(moved(), rule=preset("owners-major"))
    with pytest.raises(NotAllowedNow) as refused:
        open_vote(meeting, "v", "mo", Method.HANDS, NOW)
    assert refused.value.facts["state"] == "owners_only"


def test_owners_level_by_heads_are_no_tie_and_offer_no_casting_vote():
    meeting = replace(moved(), rule=replace(preset("corner"), casting_vote=True))
    taken = owners_vote.open_owners_vote(
        meeting, "v", "mo", Method.WRITTEN, NOW, OwnersMatter.USE_FUND, building([1, 1])
    )
    ended = closed(taken, totals((1, 1), (1, 1), 2))
    assert ended.vote("v").outcome is Outcome.FAILED
    assert ways_on(ended, "v") == ()
    said = sentence_of(ended.vote("v"), ended.in_force)
    assert said.endswith("人数和面积均未达到，未通过。") and "平票" not in said


def test_a_void_vote_of_owners_is_kept_and_a_new_one_may_be_taken():
    ended = closed(opened(building([1, 1])), totals((2, 2), (0, 0), 2))
    voided = void_vote(ended, "v", "清册有误", NOW)
    assert voided.vote("v").outcome is Outcome.PASSED and awaits_owners(voided, "i")
    again = owners_vote.open_owners_vote(
        voided, "w", "mo", Method.WRITTEN, NOW, OwnersMatter.USE_FUND, building([1, 1])
    )
    assert again.vote("w").round == 2
    assert cancel_vote(again, "w").votes == voided.votes


def by_hands() -> Meeting:
    meeting = open_vote(moved(), "h", "mo", Method.HANDS, NOW)
    return close_vote(meeting, "h", NOW, Tally(0, 0), override_reason="x")


def by_hands_agreed() -> Meeting:
    meeting = by_hands()
    agreed = replace(meeting.item("i"), outcome=ItemOutcome.ADOPTED)
    return replace(meeting, items=(agreed,))


def test_a_deliberation_on_the_owners_matter_never_reads_as_passed():
    assert awaits_owners(moved(), "i") and not awaits_owners(moved(owners_matter=False), "i")
    said = outcome_words(ItemOutcome.ADOPTED, awaits_owners=True)
    assert said == "协商意见为通过，须另行提交业主共同决定"
    assert carried_words(MotionState.CARRIED, True) == "协商同意"
    assert carried_words(MotionState.LOST, True) == term(MotionState.LOST)
    assert outcome_words(ItemOutcome.ADOPTED, awaits_owners=False) == "通过"


def test_only_a_vote_of_the_owners_with_enough_taking_part_takes_the_mark_away():
    assert awaits_owners(by_hands(), "i")
    missed = closed(opened(building([1] * 3)), totals((1, 1), (0, 0), 3))
    assert awaits_owners(missed, "i")
    decided = closed(opened(building([1] * 3)), totals((3, 3), (0, 0), 3))
    assert not awaits_owners(decided, "i")
    assert decided.item("i").owners_matter
    sentence = vote_line(decided, decided.vote("v")).sentence
    assert "须另行提交" not in sentence and "全票通过" in sentence


ANSWERS = st.lists(
    st.tuples(
        st.integers(1, 50_000),
        st.sampled_from((None, Choice.FOR, Choice.AGAINST, Choice.ABSTAIN, Choice.INVALID)),
    ),
    min_size=1,
    max_size=25,
)


@given(ANSWERS)
def test_heads_and_areas_are_summed_exactly_and_judged_as_fractions_say(
    answers: list[tuple[int, Choice | None]],
):
    units = building([area for area, _ in answers])
    total = sum(area for area, _ in answers)
    lines = owners_vote.roll("b", "v", units, map(str, range(len(heads(units)))))
    given_ = [
        line if choice is None else owners_vote.answered(line, choice, NOW)
        for line, (_, choice) in zip(lines, answers, strict=True)
    ]
    counted = owners_vote.count(given_, total)
    by_choice = {c: [a for a, choice in answers if choice is c] for c in Choice}
    assert counted.tally.by_side() == {
        "for": len(by_choice[Choice.FOR]), "against": len(by_choice[Choice.AGAINST]),
        "abstain": len(by_choice[Choice.ABSTAIN]), "invalid": len(by_choice[Choice.INVALID]),
    }  # fmt: skip
    assert counted.areas.for_ == sum(by_choice[Choice.FOR])
    if not counted.tally.handed_in:
        return
    vote: Vote = closed(opened(units), counted, by_name=True).vote("v")
    taking = [a for c in (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN) for a in by_choice[c]]
    if 3 * len(taking) < 2 * len(answers) or 3 * sum(taking) < 2 * total:
        assert vote.outcome is Outcome.INQUORATE
    else:
        agreed = by_choice[Choice.FOR]
        passes = 4 * len(agreed) >= 3 * len(taking) and 4 * sum(agreed) >= 3 * sum(taking)
        assert (vote.outcome is Outcome.PASSED) is passes


def test_what_was_agreed_on_the_owners_matter_is_a_reminder_until_they_decide():
    meeting = by_hands_agreed()
    (reminder,) = [b for b in blockers(meeting) if b.kind == "only_owners_decide"]
    assert not reminder.stops and reminder.place == "i"
    decided = closed(opened(building([1] * 3)), totals((3, 3), (0, 0), 3))
    assert not [b for b in blockers(decided) if b.kind == "only_owners_decide"]
