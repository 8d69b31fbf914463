"""Verdicts: the named edges, what is refused, and properties that hold for every count."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.procedure.counts import (
    Base,
    NegativeCount,
    NumberMissing,
    Tally,
    TooManyPresent,
    TooManyVotes,
)
from meetings.procedure.owners import Areas, Followers, followers
from meetings.procedure.rules import OWN, PRESETS, ProxyUse, Rule, preset
from meetings.procedure.shares import Basis, Share, Threshold, at_least
from meetings.procedure.verdict import (
    CastingVoteNotAllowed,
    Outcome,
    UncountedNotAllowed,
    judge,
    judge_casting,
    judge_uncounted,
)

COMMUNITY = preset("community")


@pytest.mark.parametrize(("room", "near"), [(2, False), (3, False), (4, True), (5, True)])
def test_all_but_one_is_worth_a_word_from_four_on(room, near):
    verdict = judge(preset("corner"), Base(None, room), Tally(room - 1, 1))
    assert verdict.near_unanimous is near
    assert not judge(preset("corner"), Base(None, room), Tally(room, 0)).near_unanimous


HEADS = [rule for rule in PRESETS.values() if not rule.owners]


def test_of_sixteen_two_thirds_are_eleven():
    assert judge(COMMUNITY, Base(16, 11), Tally(6, 5)).quorum_needed == 11
    assert judge(COMMUNITY, Base(16, 11), Tally(6, 5)).outcome is Outcome.PASSED
    assert judge(COMMUNITY, Base(16, 10), Tally(10, 0)).outcome is Outcome.INQUORATE


def test_of_fifteen_two_thirds_are_ten_and_over_two_thirds_eleven():
    over = replace(COMMUNITY, quorum=Threshold(Basis.EXPECTED, Share(2, 3, strict=True)))
    assert judge(COMMUNITY, Base(15, 10), Tally(6, 4)).quorum_needed == 10
    assert judge(over, Base(15, 10), Tally(6, 4)).quorum_needed == 11
    assert judge(over, Base(15, 10), Tally(6, 4)).outcome is Outcome.INQUORATE


def test_over_half_of_twelve_is_seven():
    assert judge(COMMUNITY, Base(12, 12), Tally(6, 5, 1)).votes_needed == 7
    assert judge(COMMUNITY, Base(12, 12), Tally(6, 5, 1)).outcome is Outcome.FAILED
    assert judge(COMMUNITY, Base(12, 12), Tally(7, 5)).passed


def test_six_to_six_is_a_tie():
    for key in ("community", "corner"):
        assert judge(preset(key), Base(12, 12), Tally(6, 6)).outcome is Outcome.TIED


def test_five_for_four_against_four_abstaining_passes_the_corner_and_not_the_community():
    tally = Tally(5, 4, 4)
    assert judge(preset("corner"), Base(None, 13), tally).passed
    community = judge(COMMUNITY, Base(13, 13), tally)
    assert (community.outcome, community.votes_needed) == (Outcome.FAILED, 7)
    assert community.margin == -2


def test_a_re_vote_after_a_tie_may_pass():
    assert judge(COMMUNITY, Base(16, 14), Tally(7, 7)).outcome is Outcome.TIED
    assert judge(COMMUNITY, Base(16, 14), Tally(8, 5, 1)).passed


def test_without_a_quorum_nothing_passes():
    verdict = judge(COMMUNITY, Base(15, 9), Tally(9, 0))
    assert (verdict.outcome, verdict.quorum_needed, verdict.quorum_met) == (
        Outcome.INQUORATE, 10, False,
    )  # fmt: skip


@pytest.mark.parametrize("rule", HEADS, ids=lambda rule: rule.preset)
def test_an_empty_room_never_passes(rule):
    assert not judge(rule, Base(0, 0), Tally(0, 0)).passed
    assert judge(rule, Base(0, 0), Tally(0, 0)).votes_needed is None


def test_only_abstentions_are_no_tie():
    assert judge(preset("corner"), Base(None, 5), Tally(0, 0, 5)).outcome is Outcome.FAILED


def test_consensus_asks_for_somebody_for_and_nobody_against():
    rule = preset("consensus")
    assert judge(rule, Base(None, 9), Tally(1, 0, 8)).passed
    assert judge(rule, Base(None, 9), Tally(8, 1)).outcome is Outcome.FAILED
    assert judge(rule, Base(None, 9), Tally(0, 0, 9)).outcome is Outcome.FAILED
    assert judge(rule, Base(None, 9), Tally(8, 1)).votes_needed is None


def test_a_veto_stops_even_nine_tenths():
    rule = Rule(OWN, at_least(9, 10, Basis.PRESENT), veto=True)
    assert judge(rule, Base(None, 10), Tally(9, 0, 1)).passed
    assert judge(rule, Base(None, 10), Tally(9, 1)).outcome is Outcome.FAILED
    assert judge(rule, Base(None, 10), Tally(9, 1)).votes_needed == 9


def test_a_second_measure_must_be_met_too():
    rule = replace(preset("corner"), passing_too=at_least(1, 2, Basis.EXPECTED))
    assert judge(rule, Base(16, 14), Tally(8, 4)).passed
    fails = judge(rule, Base(16, 14), Tally(7, 4))
    assert (fails.outcome, fails.votes_needed) == (Outcome.FAILED, 8)


def test_who_is_recused_is_not_present_and_still_expected():
    verdict = judge(COMMUNITY, Base(16, 13, recused=1), Tally(7, 6))
    assert (verdict.votes_needed, verdict.quorum_needed) == (7, 11)
    assert verdict.passed
    assert not judge(COMMUNITY, Base(16, 10, recused=1), Tally(10, 0)).quorum_met


@pytest.mark.parametrize(
    ("use", "outcome", "votes_needed", "voters"),
    [
        (ProxyUse.NOT_COUNTED, Outcome.INQUORATE, 6, 10),
        (ProxyUse.VOTES, Outcome.INQUORATE, 7, 12),
        (ProxyUse.QUORUM_AND_VOTES, Outcome.PASSED, 7, 12),
    ],
)
def test_proxies_count_as_the_rule_says(use, outcome, votes_needed, voters):
    verdict = judge(replace(COMMUNITY, proxies=use), Base(16, 10, proxies=2), Tally(7, 3))
    assert (verdict.outcome, verdict.votes_needed, verdict.voters) == (
        outcome, votes_needed, voters,
    )  # fmt: skip


def test_more_votes_than_voters_are_refused_with_the_numbers():
    with pytest.raises(TooManyVotes) as refused:
        judge(COMMUNITY, Base(16, 14), Tally(10, 4, 0, 1))
    assert refused.value.facts == {
        "votes": 15, "voters": 14, "for_": 10, "against": 4, "abstain": 0, "invalid": 1,
    }  # fmt: skip


def test_without_a_counted_room_the_expected_bound_the_votes():
    with pytest.raises(TooManyVotes) as refused:
        judge(preset("all-members"), Base(16, None), Tally(17, 0))
    assert refused.value.facts["voters"] == 16


def test_a_reason_lets_a_count_above_the_room_stand():
    verdict = judge(COMMUNITY, Base(16, 14), Tally(10, 5), override_reason=" 数错一手 ")
    assert (verdict.outcome, verdict.override_reason) == (Outcome.PASSED, "数错一手")
    with pytest.raises(TooManyVotes):
        judge(COMMUNITY, Base(16, 14), Tally(10, 5), override_reason="  ")
    assert judge(COMMUNITY, Base(16, 14), Tally(8, 5), override_reason="x").override_reason == ""


@pytest.mark.parametrize(
    ("base", "tally", "name"),
    [
        (Base(16, 14), Tally(-1, 0), "for"),
        (Base(16, 14), Tally(0, -2), "against"),
        (Base(16, 14), Tally(0, 0, -3), "abstain"),
        (Base(16, -14), Tally(0, 0), "present"),
        (Base(-16, 14), Tally(0, 0), "expected"),
        (Base(16, 14, recused=-1), Tally(0, 0), "recused"),
    ],
)
def test_a_count_below_nothing_is_refused_by_name(base, tally, name):
    with pytest.raises(NegativeCount) as refused:
        judge(COMMUNITY, base, tally)
    assert refused.value.facts["name"] == name


def test_more_present_than_expected_is_refused_unless_the_rule_allows_it():
    for base in (Base(16, 17), Base(16, 16, recused=1), Base(16, 15, proxies=2)):
        with pytest.raises(TooManyPresent):
            judge(COMMUNITY, base, Tally(8, 4))
    assert judge(preset("corner"), Base(12, 17), Tally(9, 8)).passed


@pytest.mark.parametrize(
    ("key", "base", "what"),
    [
        ("community", Base(None, 14), "expected"),
        ("community", Base(16, None), "present"),
        ("all-members", Base(None, 14), "expected"),
        ("owners-major", Base(None, None), "expected"),
        ("owners-major", Base(100, None), "areas"),
    ],
)
def test_a_number_that_the_rule_needs_is_asked_for_by_name(key, base, what):
    with pytest.raises(NumberMissing) as refused:
        judge(preset(key), base, Tally(8, 4))
    assert refused.value.facts == {"what": what}


def test_the_corner_needs_no_number_of_the_room():
    verdict = judge(preset("corner"), Base(None, None), Tally(2, 1))
    assert (verdict.passed, verdict.votes_needed, verdict.quorum_needed) == (True, 2, None)
    assert verdict.quorum_met


def test_a_casting_vote_breaks_a_tie_where_the_rule_allows_it():
    tied = judge(replace(COMMUNITY, casting_vote=True), Base(16, 14), Tally(7, 7))
    assert judge_casting(tied, chair_for=True).passed
    against = judge_casting(tied, chair_for=False)
    assert (against.outcome, against.tally) == (Outcome.FAILED, Tally(7, 7))
    for verdict, why in (
        (judge(COMMUNITY, Base(16, 14), Tally(7, 7)), "rule"),
        (judge(tied.rule, Base(16, 14), Tally(8, 6)), "not_tied"),
        (against, "already_cast"),
    ):
        with pytest.raises(CastingVoteNotAllowed) as refused:
            judge_casting(verdict, chair_for=True)
        assert refused.value.facts["why"] == why


def test_a_casting_vote_does_not_replace_the_votes_that_are_needed():
    tied = judge(replace(COMMUNITY, casting_vote=True), Base(16, 14), Tally(5, 5, 4))
    assert tied.outcome is Outcome.TIED
    assert judge_casting(tied, chair_for=True).outcome is Outcome.FAILED


def test_hands_may_stay_uncounted_only_if_nobody_objects():
    corner = preset("corner")
    assert judge_uncounted(corner, Base(None, 14), for_majority=True).passed
    with pytest.raises(UncountedNotAllowed):
        judge_uncounted(corner, Base(None, 14), for_majority=True, objections=1)
    with pytest.raises(UncountedNotAllowed):
        judge_uncounted(COMMUNITY, Base(16, 14), for_majority=True)
    quorate = replace(COMMUNITY, uncounted_hands=True)
    assert judge_uncounted(quorate, Base(16, 9), True).outcome is Outcome.INQUORATE


@pytest.mark.parametrize(("majority", "outcome"), [(True, "passed"), (False, "failed")])
def test_uncounted_hands_say_who_won_and_no_number(majority: bool, outcome: str):
    rule = replace(COMMUNITY, uncounted_hands=True)
    verdict = judge_uncounted(rule, Base(16, 11), majority)
    assert (verdict.outcome, verdict.tally, verdict.measures) == (outcome, Tally(0, 0), ())
    assert [(m.votes, m.whole, m.needed, m.met) for m in verdict.quorum] == [(11, 16, 11, True)]
    assert judge_uncounted(preset("corner"), Base(None, 14), majority).quorum == ()


@pytest.mark.parametrize("forbids", [{"veto": True}, {"owners": True}, {"uncounted_hands": False}])
def test_hands_are_counted_where_each_of_three_things_asks_for_it(forbids: dict[str, Any]):
    rule = replace(preset("corner"), **{"uncounted_hands": True, **forbids})
    with pytest.raises(UncountedNotAllowed) as refused:
        judge_uncounted(rule, Base(16, 14), for_majority=True)
    assert refused.value.facts == {"why": "rule", "objections": 0}


@pytest.mark.parametrize(
    ("chair_for", "votes", "whole"), [(True, 8, 15), (False, 7, 15)], ids=["for", "against"]
)
def test_a_casting_vote_is_one_vote_more_on_its_side(chair_for: bool, votes: int, whole: int):
    decisive = Threshold(Basis.DECISIVE, Share(1, 2, strict=True))
    rule = replace(COMMUNITY, casting_vote=True, passing=decisive)
    after = judge_casting(judge(rule, Base(16, 14), Tally(7, 7)), chair_for)
    assert [(m.votes, m.whole) for m in after.measures] == [(votes, whole)]
    assert (after.casting, after.tally) == (chair_for, Tally(7, 7))


def test_a_casting_vote_leaves_the_reason_for_more_votes_than_people():
    decisive = Threshold(Basis.DECISIVE, Share(1, 2, strict=True))
    rule = replace(COMMUNITY, casting_vote=True, passing=decisive)
    tied = judge(rule, Base(16, 13), Tally(7, 7), override_reason="签到漏了一人")
    assert tied.outcome is Outcome.TIED
    assert judge_casting(tied, chair_for=True).override_reason == "签到漏了一人"


OWNERS = replace(
    preset("owners-general"), follow_majority=True, follow_majority_source="管理规约第十条"
)


@pytest.mark.parametrize(
    ("heads", "areas", "followed"),
    [
        ((40, 30), (400, 300), ("for", 30, 280)),
        ((30, 40), (300, 400), ("against", 30, 280)),
        ((35, 35), (400, 300), None),
        ((40, 30), (350, 350), None),
        ((35, 35), (300, 400), None),
        ((30, 40), (350, 350), None),
        ((40, 30), (300, 400), None),
    ],
)
def test_who_stays_away_follows_only_where_heads_and_area_point_one_way(heads, areas, followed):
    area = Areas(1_000, areas[0], areas[1], invalid=20)
    found = followers(100, Tally(*heads).by_side(), area)
    assert found == (Followers(*followed) if followed else None)


@pytest.mark.parametrize(
    ("tally", "areas", "expected"),
    [
        (Tally(40, 30), Areas(1_000, 400, 300), [(70, False), (700, True)]),
        (Tally(30, 40), Areas(1_000, 300, 400), [(30, False), (300, True)]),
    ],
    ids=["for", "against"],
)
def test_who_follows_is_counted_by_heads_and_by_area(tally, areas, expected):
    verdict = judge(OWNERS, Base(100, None), tally, areas)
    assert [(m.votes, m.area) for m in verdict.measures] == expected
    assert [m.area for m in verdict.quorum] == [False, True]
    assert [(m.votes, m.whole) for m in verdict.quorum] == [(70, 100), (700, 1_000)]


def test_both_thresholds_of_owners_are_measured_and_the_area_against_is_in_the_base():
    both = replace(
        OWNERS, passing=Threshold(Basis.DECISIVE, Share(1, 2, strict=True)),
        passing_too=Threshold(Basis.EXPECTED, Share(1, 3, strict=False)),
    )  # fmt: skip
    verdict = judge(both, Base(100, None), Tally(30, 40), Areas(1_000, 300, 400))
    measured = [(m.votes, m.whole, m.area) for m in verdict.measures]
    assert measured == [
        (30, 100, False), (300, 1_000, True), (30, 100, False), (300, 1_000, True),
    ]  # fmt: skip


def test_only_a_counted_vote_that_passed_by_itself_is_called_unanimous():
    whole = judge(COMMUNITY, Base(16, 14), Tally(14, 0))
    assert whole.unanimous
    for other in (
        replace(whole, uncounted=True),
        replace(whole, override_reason="漏签"),
        replace(whole, rule=preset("committee-election-representatives")),
        replace(whole, outcome=Outcome.FAILED),
    ):
        assert not other.unanimous


def test_unanimous_and_nearly_so():
    assert judge(COMMUNITY, Base(16, 14), Tally(14, 0)).unanimous
    all_but_one = judge(COMMUNITY, Base(16, 14), Tally(13, 0))
    assert all_but_one.near_unanimous and all_but_one.nobody_against
    assert not all_but_one.unanimous
    assert judge(COMMUNITY, Base(16, 14), Tally(13, 1)).near_unanimous
    assert not judge(COMMUNITY, Base(3, 3), Tally(2, 1)).near_unanimous


rules = st.builds(
    Rule,
    preset=st.just(OWN),
    passing=st.builds(
        Threshold,
        st.sampled_from(Basis),
        st.builds(lambda n, m, s: Share(n, n + m + s, s), st.integers(1, 12), st.integers(0, 12),
                  st.booleans()),
    ),
    quorum=st.none() | st.just(at_least(2, 3, Basis.EXPECTED)),
    veto=st.booleans(),
    proxies=st.sampled_from(ProxyUse),
) | st.sampled_from(HEADS)  # fmt: skip
counts = st.integers(0, 60)


@given(rules, counts, counts, counts, counts, counts, counts)
def test_raising_for_never_turns_passed_into_not_passed(
    rule, for_, against, abstain, silent, proxies, away
):
    present = for_ + against + abstain + silent + 1
    base = Base(present + proxies + away, present, proxies=proxies)
    if judge(rule, base, Tally(for_, against, abstain)).passed:
        assert judge(rule, base, Tally(for_ + 1, against, abstain)).passed
        if abstain:
            assert judge(rule, base, Tally(for_ + 1, against, abstain - 1)).passed
        if against:
            assert judge(rule, base, Tally(for_ + 1, against - 1, abstain)).passed


@given(rules, counts)
def test_an_empty_base_never_passes(rule, expected):
    assert not judge(rule, Base(expected, 0), Tally(0, 0)).passed


@given(rules, counts, counts, counts, counts)
def test_the_figure_named_is_the_smallest_that_passes(rule, for_, against, abstain, silent):
    rule = replace(rule, veto=False)
    present = for_ + against + abstain + silent
    verdict = judge(rule, Base(present, present), Tally(for_, against, abstain))
    measure = verdict.measures[0]
    if verdict.votes_needed is None:
        assert measure.whole == 0
        return
    share = Fraction(rule.passing.share.numerator, rule.passing.share.denominator)
    enough = [
        votes
        for votes in range(1, measure.whole + 1)
        if Fraction(votes, measure.whole) > share
        or (Fraction(votes, measure.whole) == share and not rule.passing.share.strict)
    ]
    assert verdict.votes_needed == enough[0]
    assert verdict.passed == (for_ >= enough[0])
