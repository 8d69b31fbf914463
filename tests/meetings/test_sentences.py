"""The proving sentence: the order, the numbers, and every wording in both languages."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.procedure.counts import Base, Tally
from meetings.procedure.owners import Areas
from meetings.procedure.rules import OWN, PRESETS, ProxyUse, Rule, preset
from meetings.procedure.sentences import prove
from meetings.procedure.shares import Basis, at_least, more_than
from meetings.procedure.verdict import Outcome, judge, judge_casting, judge_uncounted
from tests.data import words_of_rules

COMMUNITY, CORNER, MAJOR = preset("community"), preset("corner"), preset("owners-major")
TOTAL = 987654
QUORATE = "应到16人，实到14人，达到法定人数（不少于应到的三分之二，即至少11人）；"


def said(rule, base, tally, areas=None, lang="zh", **more):
    return prove(judge(rule, base, tally, areas, **more), lang)


def test_the_example_of_the_field_comes_out_exactly():
    assert said(COMMUNITY, Base(16, 14), Tally(8, 4, 2)) == (
        "应到16人，实到14人，达到法定人数（不少于应到的三分之二，即至少11人）；"
        "同意8票，反对4票，弃权2票；须超过实到人数的二分之一，即至少8票，通过。"
    )


def test_the_example_in_english():
    assert said(COMMUNITY, Base(16, 14), Tally(8, 4, 2), lang="en") == (
        "16 expected, 14 present, quorum met (at least two thirds of those expected, that is, "
        "at least 11); 8 votes for, 4 against, 2 abstentions; needed: more than half of those "
        "present, that is, at least 8 votes; passed."
    )


@pytest.mark.parametrize(
    ("tally", "end"),
    [
        (Tally(14, 0), "全票通过。"),
        (Tally(13, 1), "通过。"),
        (Tally(9, 0, 5), "无人反对，通过。"),
        (Tally(8, 6), "即至少8票，通过。"),
        (Tally(7, 7), "同意与反对票数相等，平票未通过。"),
        (Tally(7, 6, 1), "即至少8票，未通过。"),
        (Tally(0, 0), "即至少8票，未通过。"),
    ],
)
def test_the_result_in_words(tally, end):
    sentence = said(COMMUNITY, Base(16, 14), tally)
    assert sentence.startswith(QUORATE)
    assert sentence.endswith(end)


def test_advice_that_all_are_for_is_agreed_to_and_passes_nothing():
    verdict = judge(COMMUNITY, Base(16, 14), Tally(14, 0))
    told = prove(verdict, owners_matter=True)
    assert "即至少8票，全票同意。本结果为协商意见" in told and "全票通过" not in told
    assert "all agree" in prove(verdict, "en", owners_matter=True)


@pytest.mark.parametrize(
    ("tally", "end"),
    [
        (Tally(14, 0), "; passed unanimously."),
        (Tally(13, 1), "; passed with every vote but one."),
        (Tally(9, 0, 5), "; passed with nobody against."),
        (Tally(7, 7), "; a tie, not passed."),
        (Tally(7, 6, 1), "; not passed."),
    ],
)
def test_the_result_in_english(tally, end):
    assert said(COMMUNITY, Base(16, 14), tally, lang="en").endswith(end)


def test_without_a_quorum_no_vote_takes_place():
    assert said(COMMUNITY, Base(15, 9), Tally(0, 0)) == (
        "应到15人，实到9人，未达到法定人数（不少于应到的三分之二，即至少10人）；流会，不进行表决。"
    )
    counted = said(COMMUNITY, Base(15, 9), Tally(5, 2, 2))
    assert counted.endswith("流会，不进行表决；会上所计（同意5票，反对2票，弃权2票）不产生效力。")
    assert said(COMMUNITY, Base(15, 9), Tally(5, 2, 2), lang="en").endswith(
        "no vote takes place; what was counted (5 votes for, 2 against, 2 abstentions) "
        "has no effect."
    )


def test_five_kinds_of_not_agreeing_are_printed_apart():
    sentence = said(COMMUNITY, Base(16, 14, recused=1), Tally(8, 1, 2, 1))
    assert "实到14人，回避1人（不计入实到）" in sentence
    assert "同意8票，反对1票，弃权2票，无效1票，未投票2人；" in sentence
    english = said(COMMUNITY, Base(16, 14, recused=1), Tally(8, 1, 2, 1), lang="en")
    assert "14 present, 1 recused and not counted as present" in english
    assert "8 votes for, 1 against, 2 abstentions, 1 invalid, 2 not voting" in english


@pytest.mark.parametrize(
    ("use", "words", "base"),
    [
        (ProxyUse.NOT_COUNTED, "受委托2人（按规则不计）", "须超过实到人数的二分之一，即至少7票"),
        (ProxyUse.VOTES, "受委托2人（计入表决，不计入法定人数）",
         "须超过实到与受委托人数（共14人）的二分之一，即至少8票"),
        (ProxyUse.QUORUM_AND_VOTES, "受委托2人（计入法定人数和表决）",
         "须超过实到与受委托人数（共14人）的二分之一，即至少8票"),
    ],
)  # fmt: skip
def test_proxies_are_told_with_what_they_count_for(use, words, base):
    sentence = said(replace(COMMUNITY, proxies=use), Base(16, 12, proxies=2), Tally(8, 4))
    assert words in sentence and base in sentence


def test_an_override_prints_its_reason():
    sentence = said(COMMUNITY, Base(16, 14), Tally(10, 5), override_reason="两人举了两次手。")
    assert "所计15票多于可以投票的14人，主持人决定采用，理由：两人举了两次手；" in sentence
    english = said(
        COMMUNITY, Base(16, 14), Tally(10, 5), lang="en", override_reason="two raised both hands"
    )
    assert "15 votes counted with 14 people able to vote" in english
    assert "for this reason: two raised both hands;" in english


def test_the_corner_leaves_abstentions_out():
    assert said(CORNER, Base(None, 13), Tally(5, 4, 4)) == (
        "实到13人；同意5票，反对4票，弃权4票；"
        "须超过同意与反对合计票数（9票，弃权不计）的二分之一，即至少5票，通过。"
    )
    assert said(CORNER, Base(None, 2), Tally(0, 0, 2)).endswith("而基数为零，未通过。")


def test_consensus_and_veto():
    rule = preset("consensus")
    assert said(rule, Base(None, 9), Tally(5, 0, 4)).endswith(
        "须有人同意且无人反对，协商一致，通过。"
    )
    assert said(rule, Base(None, 9), Tally(5, 1, 3)).endswith(
        "须有人同意且无人反对，因有1票反对，未通过。"
    )
    own = Rule(OWN, at_least(9, 10, Basis.PRESENT), veto=True)
    assert said(own, Base(None, 20), Tally(18, 0, 2)).endswith(
        "须不少于实到人数的十分之九，即至少18票，并须无人反对，通过。"
    )
    assert said(own, Base(None, 20), Tally(18, 1, 1), lang="en").endswith(
        "needed: at least nine tenths of those present, that is, at least 18 votes, "
        "and nobody against; 1 vote against; not passed."
    )


def asked(rule, base, insisting):
    tally = Tally(base.present - insisting, insisting)
    return replace(judge(replace(rule, veto=True), base, tally), insisting=insisting)


def test_consensus_that_was_asked_for_prints_no_votes():
    corner = asked(CORNER, Base(0, 12), 0)
    assert prove(corner) == "在场12人；经询问，无人坚持异议；协商一致，通过。"
    assert prove(corner, "en") == (
        "12 present; asked for objections, nobody maintains one; passed by consensus."
    )
    kept = asked(COMMUNITY, Base(16, 14), 1)
    assert prove(kept) == (
        f"{QUORATE}经询问，1人坚持异议；须无人坚持异议，因有1人坚持异议，未通过。"
    )
    assert prove(asked(COMMUNITY, Base(16, 14), 2), "en").endswith(
        "2 people maintain one; needed: nobody maintaining an objection; "
        "2 people maintain an objection; not passed."
    )


def test_where_there_is_no_roster_nobody_is_expected():
    assert said(CORNER, Base(0, 12), Tally(8, 2)).startswith("在场12人；同意8票")
    assert said(CORNER, Base(0, 12), Tally(8, 2), lang="en").startswith("12 present; 8 votes for")
    assert said(COMMUNITY, Base(0, 0), Tally(0, 0)).startswith("应到0人，实到0人，未达到法定人数")


def test_owners_who_reach_neither_measure_are_told_so():
    areas = Areas(TOTAL, 400000, 400000)
    level = said(preset("owners-general"), Base(100, None), Tally(40, 40), areas)
    assert level.endswith("人数和面积均未达到，未通过。") and "平票" not in level
    english = said(preset("owners-general"), Base(100, None), Tally(40, 40), areas, lang="en")
    assert english.endswith("; not enough by owners or by area; not passed.")


def test_two_measures_are_both_told():
    rule = replace(COMMUNITY, passing_too=more_than(1, 2, Basis.EXPECTED))
    assert (
        "须超过实到人数的二分之一，即至少8票，并须超过应到人数的二分之一，即至少9票，未通过。"
    ) in said(rule, Base(16, 14), Tally(8, 6))


def test_a_casting_vote_is_told_before_the_result():
    tied = judge(replace(COMMUNITY, casting_vote=True), Base(16, 14), Tally(7, 7))
    assert (
        "同意7票，反对7票，弃权0票；同意与反对票数相等，主持人依规则投决定票，同意；"
        "须超过实到人数的二分之一，即至少8票，通过。"
    ) in prove(judge_casting(tied, chair_for=True))
    assert "the chair gives the casting vote against" in prove(judge_casting(tied, False), "en")


def test_a_clear_majority_is_told_as_uncounted():
    assert prove(judge_uncounted(CORNER, Base(None, 14), True)) == (
        "实到14人；举手表决，同意者明显占多数，依规则不逐一计数，无人异议；通过。"
    )


def test_exactly_three_quarters_of_heads_and_area():
    assert said(MAJOR, Base(100, None), Tally(57, 19), Areas(TOTAL, 570000, 190000)) == (
        "业主共100人、专有部分面积9876.54平方米；参与表决76人、7600.00平方米，"
        "达到法定比例（人数和面积均不少于三分之二，即至少67人、6584.36平方米）；"
        "同意57人、5700.00平方米，反对19人、1900.00平方米，弃权0人、0.00平方米；"
        "依《民法典》第二百七十八条（国家法律，各地另有规定的从其规定），"
        "须人数和面积均不少于参与表决者的四分之三，即至少57人、5700.00平方米，通过。"
    )
    assert said(MAJOR, Base(100, None), Tally(57, 19), Areas(TOTAL, 569999, 190001)).endswith(
        "人数达到而面积未达到，未通过。"
    )
    few = said(MAJOR, Base(100, None), Tally(57, 1), Areas(TOTAL, 570000, 190000))
    assert "；面积达到，人数未达到）；依《民法典》" in few and "，流会，表决不成立；" in few


def test_owners_in_english_to_the_hundredth():
    yes = said(MAJOR, Base(100, None), Tally(57, 19), Areas(TOTAL, 570000, 190000), lang="en")
    assert yes == (
        "100 owners with 9876.54 m² in all; 76 owners with 7600.00 m² took part, enough (at least "
        "two thirds of both owners and area, that is, at least 67 owners with 6584.36 m²); for: "
        "57 owners with 5700.00 m², against: 19 owners with 1900.00 m², abstaining: 0 owners with "
        "0.00 m²; by the Civil Code, art. 278 (national law; where the province lays down "
        "otherwise, that applies): needed: at least three quarters of those taking part, by owners "
        "and by area, that is, at least 57 owners with 5700.00 m²; passed."
    )
    no = said(MAJOR, Base(100, None), Tally(57, 19), Areas(TOTAL, 569999, 190001), lang="en")
    assert no.endswith("; enough by owners but not by area; not passed.")
    no = said(MAJOR, Base(100, None), Tally(56, 20), Areas(TOTAL, 570000, 190000), lang="en")
    assert no.endswith("; enough by area but not by owners; not passed.")
    few = said(MAJOR, Base(100, None), Tally(57, 1), Areas(TOTAL, 570000, 190000), lang="en")
    assert "not enough (" in few and "; enough area, but not enough owners)" in few
    few = said(MAJOR, Base(100, None), Tally(66, 1), Areas(TOTAL, 57000, 19000, 0), lang="en")
    assert "; enough owners, but not enough area)" in few
    assert "no decision is made; what was counted (for: 66 owners" in few
    one = said(MAJOR, Base(1, None), Tally(1, 0), Areas(100, 100, 0), lang="en")
    assert one.startswith("1 owner with 1.00 m² in all; 1 owner with 1.00 m² took part, enough")
    spoilt = said(MAJOR, Base(3, None), Tally(2, 0, 0, 1), Areas(300, 200, 0, 0, 100), lang="en")
    assert "invalid: 1 owner with 1.00 m²" in spoilt


def test_owners_who_follow_the_majority_in_english():
    rule = replace(MAJOR, follow_majority=True, follow_majority_source="Covenant, 12.")
    level = said(rule, Base(100, None), Tally(38, 38), Areas(TOTAL, 380000, 380000), lang="en")
    assert "counted on neither side (source: Covenant, 12)" in level
    for sides, side in (((57, 19), "for"), ((19, 57), "against")):
        areas = Areas(TOTAL, sides[0] * 10000, sides[1] * 10000)
        sentence = said(rule, Base(100, None), Tally(*sides), areas, lang="en")
        assert f"24 owners with 2276.54 m² not taking part, counted with the majority {side}" in (
            sentence
        )
        assert "those taking part and those counted with them (100 owners with" in sentence


def test_who_follows_the_majority_is_printed_with_the_source():
    rule = replace(MAJOR, follow_majority=True, follow_majority_source="《管理规约》第十二条")
    sentence = said(rule, Base(100, None), Tally(57, 19), Areas(TOTAL, 570000, 190000))
    assert (
        "未参与表决的24人、2276.54平方米从多数，计入同意一方（依据：《管理规约》第十二条）；"
    ) in sentence
    assert "合计（100人、9876.54平方米）的四分之三，即至少75人、7407.41平方米，通过。" in sentence


def test_a_meeting_does_not_replace_the_owners():
    verdict = judge(COMMUNITY, Base(16, 14), Tally(8, 4, 2))
    assert prove(verdict, owners_matter=True).endswith(
        "通过。本结果为协商意见，须另行提交业主共同决定。"
    )
    assert "owners' joint decision" in prove(verdict, "en", owners_matter=True)
    owners = judge(MAJOR, Base(100, None), Tally(57, 19), Areas(TOTAL, 570000, 190000))
    assert prove(owners, owners_matter=True) == prove(owners)


def test_one_of_each_is_singular_in_english():
    sentence = said(CORNER, Base(None, 3), Tally(1, 1, 1), lang="en")
    assert "1 vote for, 1 against, 1 abstention;" in sentence
    assert "at least 1 vote;" in said(CORNER, Base(None, 1), Tally(1, 0), lang="en")


@given(
    st.sampled_from([rule for rule in PRESETS.values() if not rule.owners]),
    st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60),
    st.integers(0, 60),
)  # fmt: skip
def test_the_sentence_names_every_number_and_its_base(rule, for_, against, abstain, silent, away):
    present = for_ + against + abstain + silent
    base = Base(present + away, present)
    verdict = judge(rule, base, Tally(for_, against, abstain))
    zh, en = prove(verdict), prove(verdict, "en")
    for number in (present, present + away, verdict.quorum_needed):
        if number is not None:
            assert str(number) in zh and str(number) in en
    if verdict.outcome is not Outcome.INQUORATE:
        counts = (
            f"得票{for_}票"
            if verdict.candidate
            else (f"同意{for_}票，反对{against}票，弃权{abstain}票")
        )
        assert counts in zh
        if verdict.votes_needed is not None:
            assert f"即至少{verdict.votes_needed}票" in zh
            assert re.search(rf"at least {verdict.votes_needed} votes?\b", en)
    assert zh.endswith("。") and en.endswith(".") and zh.count("。") == 1
    assert "%" not in zh + en and "None" not in zh + en
    lost = verdict.outcome in (Outcome.FAILED, Outcome.TIED)
    assert zh.endswith("未达到当选所需票数。" if verdict.candidate else "未通过。") == lost
    assert ("国家法律，各地另有规定的从其规定" in zh) == (rule.law is not None)


def test_every_rule_and_every_kind_of_result_is_told_in_the_words_that_are_pinned():
    """Meant otherwise: `python -m tests.data.words_of_rules`, and read the difference."""
    assert list(words_of_rules.lines()) == words_of_rules.FILE.read_text("utf-8").splitlines()
