"""The two laws of 2026: the pools, the articles, the edges of each quorum, and what is asked."""

from dataclasses import replace
from datetime import date

import pytest

from meetings.chairing.roster_law import roll_questions
from meetings.community.people import Role
from meetings.procedure.counts import Base, Tally
from meetings.procedure.law_questions import (
    Asks,
    LawQuestion,
    ballots_question,
    candidates_question,
    given_out_question,
    notice_question,
    party_question,
    posting_question,
    proxy_questions,
    question_words,
    representatives_questions,
)
from meetings.procedure.laws import PROVISIONS, LawAct, Pool
from meetings.procedure.rule_text import rule_name
from meetings.procedure.rule_words import describe_rule
from meetings.procedure.rules import (
    OFFERED,
    PRESETS,
    PoolNotPossible,
    ProxyUse,
    RoundNotPossible,
    preset,
    preset_key,
)
from meetings.procedure.sentences import prove
from meetings.procedure.verdict import judge
from meetings.sitting.presence import RollEntry

R, H, D = Pool.RESIDENTS, Pool.HOUSEHOLDS, Pool.REPRESENTATIVES


def needed(rule, expected, present):
    verdict = judge(rule, Base(expected, present), Tally(0, 0))
    return verdict.quorum_needed, verdict.votes_needed


@pytest.mark.parametrize(
    ("name", "pool", "further", "expected", "present", "quorum", "votes"),
    [
        ("residents-assembly", R, False, 1000, 600, 501, 301),
        ("residents-assembly", R, False, 1001, 601, 501, 301),
        ("residents-assembly", H, False, 400, 250, 201, 126),
        ("residents-representatives", D, False, 78, 60, 52, 31),
        ("residents-representatives", D, False, 79, 60, 53, 31),
        ("villagers-assembly", R, False, 900, 600, 451, 301),
        ("villagers-assembly", H, False, 900, 600, 600, 301),
        ("villagers-assembly", H, False, 901, 601, 601, 301),
        ("village-representatives", D, False, 45, 30, 30, 16),
        ("villagers-group", R, False, 99, 66, 66, 34),
        ("villagers-group", H, False, 30, 20, 20, 11),
        ("committee-election", R, False, 1000, 600, 501, 301),
        ("committee-election", H, False, 400, 201, 201, 101),
        ("committee-election", D, False, 78, 53, 53, 27),
        ("committee-election", D, False, 79, 53, 53, 27),
        ("committee-election", R, True, 1000, 600, 501, 200),
        ("committee-election", R, True, 1000, 601, 501, 201),
        ("committee-election", D, True, 78, 54, 53, 18),
        ("committee-recall", R, False, 1000, 600, 501, 301),
        ("committee-recall", H, False, 400, 250, 201, 126),
        ("committee-recall", D, False, 78, 54, 53, 28),
    ],
)
def test_what_each_pool_needs(name, pool, further, expected, present, quorum, votes):
    assert needed(preset(name, pool, further), expected, present) == (quorum, votes)


@pytest.mark.parametrize(
    ("name", "pool", "present", "enough"),
    [
        ("residents-representatives", D, 51, False),
        ("residents-representatives", D, 52, True),
        ("residents-representatives", D, 53, True),
        ("village-representatives", D, 52, True),
        ("committee-election", D, 51, False),
        ("committee-election", D, 52, False),
        ("committee-election", D, 53, True),
        ("committee-recall", D, 52, False),
        ("committee-recall", D, 53, True),
        ("residents-assembly", H, 39, False),
        ("residents-assembly", H, 40, True),
        ("villagers-assembly", R, 39, False),
        ("villagers-assembly", R, 40, True),
        ("villagers-assembly", H, 51, False),
        ("villagers-assembly", H, 52, True),
    ],
)
def test_two_thirds_exactly_is_from_two_thirds_and_not_over_it(name, pool, present, enough):
    """Of 78: 52 are exactly two thirds, 39 exactly half."""
    verdict = judge(preset(name, pool), Base(78, present), Tally(0, 0))
    assert verdict.quorum_met is enough


@pytest.mark.parametrize(("votes", "enough"), [(199, False), (200, True), (201, True)])
def test_a_third_of_those_who_voted_is_enough_in_a_further_round(votes, enough):
    rule = preset("committee-election", further_round=True)
    assert judge(rule, Base(1000, 600), Tally(votes, 0)).passed is enough


@pytest.mark.parametrize(("votes", "enough"), [(299, False), (300, False), (301, True)])
def test_half_of_those_who_voted_is_not_enough_in_the_first(votes, enough):
    assert judge(preset("committee-election"), Base(1000, 600), Tally(votes, 0)).passed is enough


def test_invalid_papers_and_abstentions_stay_in_the_base():
    rule = preset("residents-representatives")
    assert not judge(rule, Base(78, 60), Tally(30, 0, 20, 10)).passed
    assert judge(rule, Base(78, 60), Tally(31, 0, 20, 9)).passed


def test_without_a_pool_the_one_named_first_counts():
    for name in ("residents-assembly", "villagers-assembly", "villagers-group",
                 "committee-election", "committee-recall"):  # fmt: skip
        assert preset(name) is preset(name, R)
    for name in ("residents-representatives", "village-representatives"):
        assert preset(name) is preset(name, D)


@pytest.mark.parametrize(
    ("name", "pool"),
    [("residents-assembly", D), ("residents-representatives", R), ("villagers-group", D),
     ("village-representatives", H), ("community", R), ("owners-major", H),
     ("assembly-2018", R)],
)  # fmt: skip
def test_a_pool_that_the_law_does_not_give_is_refused(name, pool):
    with pytest.raises(PoolNotPossible):
        preset(name, pool)


@pytest.mark.parametrize("name", ["community", "residents-assembly", "committee-recall"])
def test_only_an_election_has_a_further_round(name):
    with pytest.raises(RoundNotPossible):
        preset(name, further_round=True)


def test_a_preset_is_found_by_its_chinese_name_with_and_without_the_year():
    assert preset("居民会议").preset == "residents-assembly"
    assert preset("居民会议（2026）").preset == "residents-assembly"
    assert preset("居民会议(户代表)").preset == "residents-assembly-households"
    assert preset("村民代表会议") is preset("village-representatives")
    assert preset("村民代表会议（2018 文本）").preset == "village-representatives-2018"


def test_the_texts_of_2018_stay_readable_and_are_not_offered():
    assert {"assembly-2018", "village-representatives-2018"}.isdisjoint(OFFERED)
    assert set(OFFERED) < set(PRESETS)
    assert not any(key.endswith("-further") for key in OFFERED)


def test_a_rule_taken_over_before_2026_keeps_the_name_of_its_text():
    """It calls itself by a name that means the new text today."""
    old = replace(preset("village-representatives-2018"), preset="village-representatives")
    assert rule_name(old, "zh") == "村民代表会议（2018 文本）" and old.law is None
    assert preset_key(old) == "village-representatives-2018"
    new = preset("village-representatives")
    assert rule_name(new, "zh") == "村民代表会议" and preset_key(new) == new.preset


@pytest.mark.parametrize("provision", PROVISIONS, ids=lambda one: one.key)
def test_each_provision_names_its_articles_its_date_and_that_it_is_national(provision):
    rule = PRESETS[provision.key]
    assert rule.law == provision
    assert rule.source_date == "2026-01-01" and "2025-10-28" in rule.source and "条" in rule.source
    zh, en = describe_rule(rule), describe_rule(rule, "en")
    assert any("各地另有规定的从其规定" in line for line in zh)
    assert any("the province lays down otherwise" in line for line in en)
    assert all(line.isascii() for line in en)
    assert rule.posting_days == 15


@pytest.mark.parametrize("provision", PROVISIONS, ids=lambda one: one.key)
@pytest.mark.parametrize("counts", [(0, 0), (60, 0), (31, 29), (30, 30), (20, 1)])
@pytest.mark.parametrize("present", [60, 10])
def test_every_verdict_under_a_law_says_that_provinces_may_lay_down_otherwise(
    provision, counts, present
):
    fewer = tuple(min(count, present // 2) for count in counts)
    verdict = judge(PRESETS[provision.key], Base(78, present), Tally(*fewer))
    assert "国家法律，各地另有规定的从其规定" in prove(verdict)
    assert "national law; where the province lays down otherwise" in prove(verdict, "en")
    assert provision.cited[0] in prove(verdict) and provision.cited[1] in prove(verdict, "en")


def test_no_other_verdict_says_so():
    for rule in PRESETS.values():
        if rule.law is None and not rule.owners:
            assert "国家法律" not in prove(judge(rule, Base(78, 60), Tally(31, 29)))


def test_the_sentence_of_an_election_names_one_candidates_votes():
    rule = preset("committee-election", D)
    assert prove(judge(rule, Base(78, 53), Tally(27, 0))) == (
        "应到78人（居民代表），参加投票53人，达到法定人数（超过应到的三分之二，即至少53人）；"
        "得票27票；依《城市居民委员会组织法》第十四条至第十九条（国家法律，各地另有规定的从其规定），"
        "须超过参加投票人数的二分之一，即至少27票，达到当选所需票数。"
    )
    void = prove(judge(rule, Base(78, 52), Tally(27, 0)))
    assert void.endswith("，选举无效；所计（得票27票）不产生效力。")
    further = prove(
        judge(preset("committee-election", further_round=True), Base(9, 6), Tally(1, 0))
    )
    assert "以得票多的当选，并须不少于参加投票人数的三分之一，即至少2票" in further
    assert further.endswith("未达到当选所需票数。")


def test_written_proxies_are_for_elections_and_where_representatives_elect_each_is_asked_about():
    for provision in PROVISIONS:
        rule = PRESETS[provision.key]
        election = provision.act is LawAct.ELECTION
        assert (rule.proxies is not ProxyUse.NOT_COUNTED) is election
        assert rule.asks_of_proxies is election
        assert rule.proxy_limit == ((0 if provision.pool is D else 3) if election else 1)


def test_a_body_that_sets_its_own_limit_under_a_law_is_not_asked_but_held_to_it():
    assert not replace(preset("committee-election"), proxy_limit=2).asks_of_proxies


@pytest.mark.parametrize(("days", "asked"), [(9, True), (10, False), (11, False)])
def test_notice_of_a_residents_assembly(days, asked):
    held = date(2026, 11, 20)
    notified = date(2026, 11, 20 - days)
    question = notice_question(preset("residents-assembly", H), notified, held)
    assert (question is not None) is asked
    if question is not None:
        assert question_words(question) == (
            "会议前9天通知，少于10天，是否属于特殊情况临时召开？（《城市居民委员会组织法》第二十六条）"
        )
    assert notice_question(preset("residents-representatives"), notified, held) is None
    unknown = notice_question(preset("residents-assembly"), None, held)
    assert unknown is not None and unknown.asks is Asks.NOTICE_UNKNOWN
    assert notice_question(preset("community"), notified, held) is None


@pytest.mark.parametrize(("days", "asked"), [(14, True), (15, False), (16, False)])
@pytest.mark.parametrize(
    ("name", "article"), [("residents-representatives", "三十四"), ("villagers-group", "三十五")]
)
def test_posting_under_a_law(days, asked, name, article):
    question = posting_question(preset(name), days)
    assert (question is not None) is asked
    assert question is None or f"第{article}条" in question_words(question)
    assert posting_question(preset("community"), days) is None


@pytest.mark.parametrize(
    ("members", "representatives", "asked"),
    [(50, 39, True), (50, 40, False), (51, 40, True), (51, 41, False)],
)
def test_four_fifths_of_a_representatives_meeting_are_representatives(
    members, representatives, asked
):
    for name in ("residents-representatives", "village-representatives"):
        found = representatives_questions(preset(name), members, representatives)
        assert [one.asks for one in found] == [Asks.REPRESENTATIVES] * asked


@pytest.mark.parametrize(
    ("name", "households", "representatives", "asked"),
    [("residents-representatives", 1000, 19, True), ("residents-representatives", 1000, 20, False),
     ("residents-representatives", 1001, 20, True), ("village-representatives", 300, 19, True),
     ("village-representatives", 300, 20, False), ("village-representatives", 301, 20, True)],
)  # fmt: skip
def test_one_representative_for_so_many_households(name, households, representatives, asked):
    found = representatives_questions(
        preset(name), representatives, representatives, households, representatives
    )
    assert [one.asks for one in found] == [Asks.REPRESENTATIVES_OF_HOUSEHOLDS] * asked


@pytest.mark.parametrize(("women", "asked"), [(9, True), (10, False), (11, False)])
def test_a_third_of_village_representatives_are_women(women, asked):
    found = representatives_questions(preset("village-representatives"), 30, 30, women=women)
    assert [one.asks for one in found] == [Asks.WOMEN] * asked
    assert not representatives_questions(preset("residents-representatives"), 30, 30, women=women)


def test_what_nobody_counted_is_not_asked():
    rule = preset("village-representatives")
    assert representatives_questions(rule, 50, None) == ()
    assert representatives_questions(rule, 50, 40, None, None) == ()
    assert representatives_questions(preset("villagers-group"), 50, 1) == ()
    assert representatives_questions(preset("committee-election", D), 50, 1) == ()


@pytest.mark.parametrize(
    ("representatives", "asked"),
    [(0, [Asks.WHO_REPRESENTS]), (3, [Asks.REPRESENTATIVES]), (4, []), (5, [])],
)
def test_the_roll_says_who_represents_and_four_fifths_of_the_seats_are_counted(
    representatives, asked
):
    seats = [
        RollEntry(f"p{n}", f"成员{n}", roles=(Role.REPRESENTATIVE,) * (n < representatives),
                  votes=True)
        for n in range(5)
    ]  # fmt: skip
    guest = RollEntry("g", "列席", roles=(Role.REPRESENTATIVE,))
    city, village = "residents-representatives", "village-representatives"
    for name, article in ((city, "二十八"), (village, "二十九")):
        found = roll_questions(preset(name), (*seats, guest))
        assert [one.asks for one in found] == asked
        assert all(f"第{article}条" in question_words(one) for one in found)
    assert roll_questions(preset("community"), seats) == ()


def test_proxies_in_an_election():
    rule = preset("committee-election")
    assert proxy_questions(rule, {"林小月": 3, "何勇": 1}) == ()
    four, candidate = {"林小月": 4, "何勇": 1}, ["何勇", "何勇", "韩冬梅"]
    found = proxy_questions(rule, four, candidate)
    assert [(one.asks, one.names, one.given) for one in found] == [
        (Asks.CANDIDATE_HOLDS_PROXY, ("何勇",), 1), (Asks.PROXIES, ("林小月",), 4),
    ]  # fmt: skip
    assert "林小月接受4人委托投票，多于3人" in question_words(found[1])
    delegates = proxy_questions(preset("committee-election", D), {"林小月": 1, "何勇": 1})
    assert [(one.asks, one.given) for one in delegates] == [(Asks.PROXY_AMONG_REPRESENTATIVES, 2)]
    assert proxy_questions(preset("committee-election", D), {}) == ()
    assert proxy_questions(preset("residents-assembly"), four, candidate) == ()


@pytest.mark.parametrize(
    ("given_out", "taken_in", "asked"),
    [(60, 59, False), (60, 60, False), (60, 61, True), (None, 61, False), (60, None, False)],
)
def test_more_papers_than_given_out(given_out, taken_in, asked):
    question = ballots_question(preset("committee-election"), given_out, taken_in)
    assert (question is not None) is asked
    plain = ballots_question(preset("community"), given_out, taken_in)
    assert (plain is not None) is asked
    assert plain is None or question_words(plain).endswith("选举是否有效？")


@pytest.mark.parametrize(("given_out", "asked"), [(19, False), (20, False), (21, True)])
@pytest.mark.parametrize("rule", ["community", "committee-election"])
def test_more_papers_given_out_than_there_are_voters(rule, given_out, asked):
    question = given_out_question(preset(rule), given_out, 20)
    assert (question is not None) is asked
    assert given_out_question(preset(rule), None, 20) is None


@pytest.mark.parametrize(("candidates", "asked"), [(2, True), (3, True), (4, False)])
def test_more_candidates_than_seats(candidates, asked):
    question = candidates_question(preset("committee-election"), candidates, 3)
    assert (question is not None) is asked
    assert candidates_question(preset("community"), candidates, 3) is None


def test_an_important_matter_is_studied_first():
    rule = preset("residents-assembly")
    question = party_question(rule, important=True, answered=False)
    assert question is not None and question_words(question).endswith("第三十条）")
    assert party_question(rule, important=False, answered=False) is None
    assert party_question(rule, important=True, answered=True) is None
    for other in ("villagers-assembly", "committee-election", "community"):
        assert party_question(preset(other), important=True, answered=False) is None


def test_every_question_is_asked_in_both_languages():
    for asks in Asks:
        question = LawQuestion(asks, ("《法》第一条", "Law, art. 1"), 2, 3, ("林小月",))
        assert question_words(question).endswith("？（《法》第一条）")
        assert question_words(question, "en").endswith("? (Law, art. 1)")
