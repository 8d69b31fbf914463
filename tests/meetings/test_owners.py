"""Owners' joint decisions: exact areas, both halves of every threshold, and 从多数."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.procedure.counts import Base, Tally, TooManyVotes
from meetings.procedure.owners import (
    AreaBeyondTotal,
    Areas,
    AreasNotUsed,
    AreaWithoutHeads,
    InvalidArea,
    NegativeArea,
    area_text,
    parse_area,
)
from meetings.procedure.rules import preset
from meetings.procedure.verdict import Outcome, judge

GENERAL, MAJOR = preset("owners-general"), preset("owners-major")
BUILDING = Base(100, None)
TOTAL = 987654


def areas(for_: str, against: str, abstain: str = "0") -> Areas:
    return Areas(TOTAL, parse_area(for_), parse_area(against), parse_area(abstain))


def test_exactly_three_quarters_pass_and_a_hundredth_less_does_not():
    tally = Tally(57, 19)
    exact = judge(MAJOR, BUILDING, tally, areas("5700.00", "1900.00"))
    assert exact.passed
    assert (exact.quorum_needed, exact.votes_needed, exact.area_needed) == (67, 57, 570000)
    short = judge(MAJOR, BUILDING, tally, areas("5699.99", "1900.01"))
    assert short.outcome is Outcome.FAILED
    assert [measure.met for measure in short.measures] == [True, False]


def test_heads_alone_or_area_alone_do_not_pass():
    assert not judge(MAJOR, BUILDING, Tally(56, 20), areas("6000", "1600")).passed
    assert not judge(GENERAL, BUILDING, Tally(38, 38), areas("6000", "1600")).passed
    assert judge(GENERAL, BUILDING, Tally(39, 37), areas("3800.01", "3799.99")).passed
    assert not judge(GENERAL, BUILDING, Tally(39, 37), areas("3800", "3800")).passed


def test_both_two_thirds_must_take_part():
    few_heads = judge(GENERAL, BUILDING, Tally(66, 0), areas("9000", "0"))
    assert (few_heads.outcome, few_heads.quorum_met) == (Outcome.INQUORATE, False)
    few_metres = judge(GENERAL, BUILDING, Tally(67, 0), areas("6584.35", "0"))
    assert few_metres.outcome is Outcome.INQUORATE
    assert judge(GENERAL, BUILDING, Tally(67, 0), areas("6584.36", "0")).passed


def test_abstaining_is_taking_part_and_not_agreeing():
    verdict = judge(GENERAL, BUILDING, Tally(33, 10, 24), areas("3500", "1000", "2500"))
    assert (verdict.outcome, verdict.votes_needed) == (Outcome.FAILED, 34)


def test_those_away_follow_the_majority_only_where_the_rule_names_its_source():
    tally, voted = Tally(50, 20, 6), areas("5200", "1800", "600")
    assert not judge(MAJOR, BUILDING, tally, voted).passed
    rule = replace(MAJOR, follow_majority=True, follow_majority_source="《管理规约》第十二条")
    verdict = judge(rule, BUILDING, tally, voted)
    assert verdict.followers is not None
    assert (verdict.followers.side, verdict.followers.heads) == ("for", 24)
    assert verdict.followers.area == TOTAL - 760000
    assert (verdict.measures[0].votes, verdict.measures[0].whole) == (74, 100)
    assert verdict.outcome is Outcome.FAILED
    assert judge(rule, BUILDING, Tally(51, 20, 5), voted).passed


def test_nobody_follows_when_heads_and_area_disagree():
    rule = replace(GENERAL, follow_majority=True, follow_majority_source="《管理规约》")
    verdict = judge(rule, BUILDING, Tally(50, 20), areas("2000", "5000"))
    assert verdict.followers is None
    against = judge(rule, BUILDING, Tally(20, 50), areas("2000", "5000"))
    assert against.followers is not None and against.followers.side == "against"


def test_areas_that_cannot_be_are_refused_with_their_numbers():
    with pytest.raises(AreaBeyondTotal) as beyond:
        judge(MAJOR, BUILDING, Tally(57, 19), areas("9000", "876.55"))
    assert beyond.value.facts == {"voted": 987655, "total": TOTAL}
    with pytest.raises(AreaWithoutHeads) as empty:
        judge(MAJOR, BUILDING, Tally(57, 0), areas("5700", "10"))
    assert empty.value.facts == {"side": "against", "area": 1000}
    with pytest.raises(NegativeArea):
        judge(MAJOR, BUILDING, Tally(57, 19), Areas(TOTAL, -1, 0))
    with pytest.raises(AreasNotUsed):
        judge(preset("community"), Base(16, 14), Tally(8, 4), areas("1", "1"))
    with pytest.raises(TooManyVotes) as many:
        judge(MAJOR, BUILDING, Tally(82, 19), areas("5700", "1900"))
    assert many.value.facts["voters"] == 100


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [("9876.54", 987654), ("9,876.5", 987650), ("5700", 570000), ("0.01", 1), ("１２．５", 1250)],
)
def test_an_area_is_read_exactly(text, hundredths):
    assert parse_area(text) == hundredths


@pytest.mark.parametrize(
    "text", ["", "5700.001", "-1", "1e3", "12,34", "5.", ".5", "五十", "1.2.3"]
)
def test_what_is_no_area_of_two_decimals_is_refused(text):
    with pytest.raises(InvalidArea) as refused:
        parse_area(text)
    assert refused.value.facts == {"text": text}


@given(st.integers(0, 10**12))
def test_an_area_survives_being_written_and_read(hundredths):
    assert parse_area(area_text(hundredths)) == hundredths


@given(st.lists(st.integers(1, 60), min_size=4, max_size=4), st.data())
def test_owners_agree_with_exact_fractions(heads, data):
    f, a, z, away = heads
    metres = [data.draw(st.integers(1, 10**6)) for _ in range(4)]
    total = sum(metres)
    for rule, share, strict in ((GENERAL, Fraction(1, 2), True), (MAJOR, Fraction(3, 4), False)):
        verdict = judge(rule, Base(sum(heads), None), Tally(f, a, z), Areas(total, *metres[:3]))
        took = Fraction(f + a + z, f + a + z + away), Fraction(total - metres[3], total)
        agreed = Fraction(f, f + a + z), Fraction(metres[0], total - metres[3])
        if min(took) < Fraction(2, 3):
            assert verdict.outcome is Outcome.INQUORATE
        else:
            enough = all(part > share if strict else part >= share for part in agreed)
            assert verdict.passed == enough
