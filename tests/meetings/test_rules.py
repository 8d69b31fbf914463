"""Rules of procedure: shares, presets, what is refused, and rules as text."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.procedure.rule_text import (
    UnreadableThreshold,
    owners_in_numbers,
    parse_threshold,
    rule_in_numbers,
    rule_name,
    threshold_text,
)
from meetings.procedure.rule_words import describe_rule
from meetings.procedure.rules import (
    OWN,
    PRESET_NAMES,
    PRESETS,
    BasisNotPossible,
    InvalidRuleNumber,
    InvalidSourceDate,
    OwnersOnly,
    Rule,
    SourceNeeded,
    UnknownPreset,
    preset,
)
from meetings.procedure.share_words import chinese_number, fraction_words
from meetings.procedure.shares import Basis, InvalidShare, Share, Threshold, at_least, more_than

shares = st.builds(
    lambda top, more, strict: Share(top, top + more + strict, strict),
    st.integers(1, 100),
    st.integers(0, 100),
    st.booleans(),
)


@pytest.mark.parametrize(
    ("base", "numerator", "denominator", "strict", "needed"),
    [
        (16, 2, 3, False, 11),
        (15, 2, 3, False, 10),
        (15, 2, 3, True, 11),
        (12, 1, 2, True, 7),
        (13, 1, 2, True, 7),
        (100, 3, 4, False, 75),
        (1, 1, 2, True, 1),
        (7, 1, 1, False, 7),
        (0, 1, 2, True, None),
        (0, 2, 3, False, None),
    ],
)
def test_the_smallest_number_that_suffices(base, numerator, denominator, strict, needed):
    assert Share(numerator, denominator, strict).smallest(base) == needed


@given(shares, st.integers(1, 10**6))
def test_the_smallest_number_suffices_and_one_less_does_not(share, base):
    needed = share.smallest(base)
    assert needed is not None and 0 < needed <= base
    assert share.met(needed, base)
    assert not share.met(needed - 1, base)


@given(shares, st.integers(0, 100))
def test_nothing_is_enough_of_an_empty_base(share, votes):
    assert not share.met(votes, 0)


@pytest.mark.parametrize(
    ("numerator", "denominator", "strict"),
    [(3, 2, False), (1, 0, False), (0, 0, False), (0, 3, False), (-1, 2, True), (1, 1, True),
     (1, -2, False)],
)  # fmt: skip
def test_a_share_outside_of_nothing_and_everything_is_refused(numerator, denominator, strict):
    with pytest.raises(InvalidShare) as refused:
        Share(numerator, denominator, strict)
    assert refused.value.facts["denominator"] == denominator


def test_following_the_majority_needs_its_source_and_owners():
    with pytest.raises(SourceNeeded):
        replace(preset("owners-general"), follow_majority=True, follow_majority_source="  ")
    with pytest.raises(OwnersOnly):
        replace(preset("community"), follow_majority=True, follow_majority_source="管理规约")
    assert not any(rule.follow_majority for rule in PRESETS.values())


def test_a_quorum_is_of_those_expected():
    with pytest.raises(BasisNotPossible):
        replace(preset("community"), quorum=at_least(2, 3, Basis.PRESENT))


def test_owners_have_no_room_to_be_present_in():
    with pytest.raises(BasisNotPossible):
        replace(preset("owners-major"), passing=more_than(1, 2, Basis.PRESENT))


@pytest.mark.parametrize("field", ["proxy_limit", "revotes", "notice_days", "posting_days"])
def test_a_number_of_a_rule_below_nothing_is_refused(field):
    with pytest.raises(InvalidRuleNumber) as refused:
        changed: dict[str, Any] = {field: -1}
        replace(preset("corner"), **changed)
    assert refused.value.facts == {"field": field, "value": -1, "least": 0}


def test_the_date_of_a_source_is_a_date():
    with pytest.raises(InvalidSourceDate):
        replace(preset("corner"), source_date="2018年")


def test_presets_are_found_by_both_names():
    for key, (zh, _en) in PRESET_NAMES.items():
        assert preset(key) is preset(zh) is PRESETS[key]
        assert PRESETS[key].preset == key
    assert preset("居民会议(2018文本)").preset == "assembly-2018"
    assert preset(" Community ").preset == "community"


@pytest.mark.parametrize("name", ["", "业主共同决定", "majority"])
def test_an_unknown_preset_names_the_known_ones(name):
    with pytest.raises(UnknownPreset) as refused:
        preset(name)
    assert refused.value.facts["known"] == tuple(PRESETS)


def test_law_is_named_only_where_it_was_read():
    dated = {key for key, rule in PRESETS.items() if rule.source_date}
    old = {"assembly-2018", "village-representatives-2018"}
    laws = {key for key, rule in PRESETS.items() if rule.law is not None}
    assert dated == old | laws | {"owners-general", "owners-major"}
    for key in old:
        assert "2025-10-28" in PRESETS[key].source_note
        assert "未与新法核对" in PRESETS[key].source_note


def test_a_rule_is_plain_data():
    for rule in PRESETS.values():
        for field in fields(rule):
            value = getattr(rule, field.name)
            assert value is None or isinstance(value, str | int | bool | Threshold)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (">=2/3 expected", ">=2/3 expected"),
        (">9/10 present", ">9/10 present"),
        ("＞＝２／３　应到", ">=2/3 expected"),
        ("＞１／２实到", ">1/2 present"),
        ("≥90% 实到", ">=90/100 present"),
        ("超过1/2 投票", ">1/2 cast"),
        ("不少于3/4参与表决", ">=3/4 cast"),
        ("> 1/2 of decisive", ">1/2 decisive"),
    ],
)
def test_a_threshold_is_read_in_ascii_and_full_width(text, plain):
    assert threshold_text(parse_threshold(text)) == plain


@pytest.mark.parametrize(
    "text",
    ["", ">=2/3", "2/3 expected", "<1/2 present", ">=0.5 present", ">=2/3 somebody", ">1/2 cast!"],
)  # fmt: skip
def test_what_is_no_threshold_is_refused_with_its_text(text):
    with pytest.raises(UnreadableThreshold) as refused:
        parse_threshold(text)
    assert refused.value.facts == {"text": text}


def test_a_threshold_of_a_share_that_cannot_be_is_refused():
    for text in (">=3/2 present", ">1/0 present", ">1/1 cast", ">=0/3 cast"):
        with pytest.raises(InvalidShare):
            parse_threshold(text)


@given(shares, st.sampled_from(Basis))
def test_a_threshold_survives_being_written_and_read(share, basis):
    threshold = Threshold(basis, share)
    assert parse_threshold(threshold_text(threshold)) == threshold


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "零"), (2, "二"), (10, "十"), (12, "十二"), (20, "二十"), (95, "九十五"), (100, "一百"),
     (101, "一百零一"), (110, "一百一十"), (1000, "一千"), (1005, "一千零五"), (2300, "二千三百")],
)  # fmt: skip
def test_numbers_in_chinese(number, words):
    assert chinese_number(number) == words


@pytest.mark.parametrize(
    ("top", "bottom", "zh", "en"),
    [(2, 3, "三分之二", "two thirds"), (3, 4, "四分之三", "three quarters"), (1, 1, "全部", "all"),
     (9, 10, "十分之九", "nine tenths"), (90, 100, "百分之九十", "90 percent"),
     (1, 2, "二分之一", "half"), (1, 3, "三分之一", "one third"), (7, 12, "十二分之七", "7/12")],
)  # fmt: skip
def test_fractions_in_words(top, bottom, zh, en):
    share = Share(top, bottom, strict=False)
    assert (fraction_words(share, "zh"), fraction_words(share, "en")) == (zh, en)


def test_what_a_rule_means_for_a_body_of_sixteen():
    rule = preset("community")
    assert rule_in_numbers(rule, 16, present=14) == "16名成员：须至少11人到会；14人到会时至少8票"
    assert rule_in_numbers(rule, 16) == (
        "16名成员：须至少11人到会；11人到会时至少6票；16人全到时至少9票"
    )
    assert rule_in_numbers(preset("all-members"), 16) == "16名成员：至少9票"
    assert owners_in_numbers(preset("owners-major"), 100, 987654) == (
        "业主共100人、9876.54平方米：须至少67人、6584.36平方米参与表决；"
        "恰好这么多参与时至少51人、4938.27平方米同意；全部参与时至少75人、7407.41平方米同意"
    )
    assert owners_in_numbers(preset("owners-general"), 100, 987654, "en").startswith(
        "100 owners with 9876.54 m²: 67 owners with 6584.36 m² must take part; "
    )
    assert rule_in_numbers(rule, 16, "en", present=14) == (
        "16 members: at least 11 must come; with 14 present, at least 8 votes"
    )


@pytest.mark.parametrize(
    ("key", "members", "present", "zh", "en"),
    [
        ("corner", 12, None, "12名成员：12人全到且都表态时至少7票",
         "12 members: with 12 all present and all deciding, at least 7 votes"),
        ("corner", 12, 1, "12名成员：1人到会且都表态时至少1票",
         "12 members: with 1 present and all deciding, at least 1 vote"),
        ("community", 1, None, "1名成员：须至少1人到会；1人全到时至少1票",
         "1 member: at least 1 must come; with 1 all present, at least 1 vote"),
        ("community-major", 15, None,
         "15名成员：须至少10人到会；10人到会时至少7票；15人全到时至少10票",
         "15 members: at least 10 must come; with 10 present, at least 7 votes; "
         "with 15 all present, at least 10 votes"),
        ("all-members", 12, 3, "12名成员：至少7票", "12 members: at least 7 votes"),
        ("all-members", 1, None, "1名成员：至少1票", "1 member: at least 1 vote"),
        ("consensus", 9, None, "9名成员：须无人反对", "9 members: nobody may be against"),
        ("owners-major", 100, None,
         "100名业主：须至少67人参与表决；67人参与时至少51票；100人参与时至少75票",
         "100 owners: at least 67 must take part; with 67 taking part, at least 51 votes; "
         "with 100 taking part, at least 75 votes"),
        ("owners-general", 1, None, "1名业主：须至少1人参与表决；1人参与时至少1票",
         "1 owner: at least 1 must take part; with 1 taking part, at least 1 vote"),
    ],
)  # fmt: skip
def test_what_each_rule_means_in_numbers(key, members, present, zh, en):
    assert rule_in_numbers(preset(key), members, present=present) == zh
    assert rule_in_numbers(preset(key), members, "en", present) == en


def test_a_rule_that_lets_a_tie_pass_says_so():
    half = Rule(OWN, at_least(1, 2, Basis.PRESENT))
    assert any("票数相等也可能通过" in line for line in describe_rule(half))
    assert any("as many for as against" in line for line in describe_rule(half, "en"))
    for rule in PRESETS.values():
        assert not any("票数相等也可能通过" in line for line in describe_rule(rule))


def test_every_preset_is_told_in_words_with_its_source():
    for rule in PRESETS.values():
        zh, en = describe_rule(rule), describe_rule(rule, "en")
        assert len(zh) == len(en)
        assert any(line.startswith("依据：") and rule.source in line for line in zh)
        assert all(line.isascii() for line in en if line.startswith(("Source", "Note")))
        assert rule_name(rule, "en").isascii()
    assert rule_name(Rule(OWN, at_least(1, 2, Basis.PRESENT), name="四十五栋规则"), "en") == (
        "四十五栋规则"
    )
