"""`jiejiao verdict`: the sentence, the object, and one clear sentence for what cannot be."""

import json

import pytest
from click.testing import CliRunner, Result

from meetings.papers.vote_words import proof_of
from meetings.procedure.ballots import OptionTally, judge_options
from meetings.procedure.counts import Base
from meetings.procedure.rules import preset
from tests.data.hall import hall
from tui.cli.verdict import verdict
from tui.language import set_language

COUNTS = ["--for", "8", "--against", "4", "--abstain", "2"]
ROOM = ["--expected", "16", "--present", "14"]
OWNERS = ["--rule", "owners-major", "--for", "57", "--against", "19", "--expected", "100",
          "--expected-area", "9876.54"]  # fmt: skip


@pytest.fixture(autouse=True)
def chinese_before_and_after():
    set_language("zh")
    yield
    set_language("zh")


def run(*words: str) -> Result:
    result = CliRunner().invoke(verdict, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def facts(*words: str) -> dict[str, object]:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    assert isinstance(answer, dict)
    return answer


def refused(*words: str) -> str:
    """The English complaint; the Chinese one names the same numbers and is one line too."""
    for line in ([*words, "--lang", "zh"], [*words, "--lang", "en"]):
        result = run(*line)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.count("\n") == 1 and "Traceback" not in result.stderr
    return result.stderr


def test_the_sentence_is_printed():
    result = run("--rule", "community", *COUNTS, *ROOM)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "应到16人，实到14人，达到法定人数（不少于应到的三分之二，即至少11人）；"
        "同意8票，反对4票，弃权2票；须超过实到人数的二分之一，即至少8票，通过。\n"
    )


def test_the_sentence_in_english():
    result = run("--rule", "社区议事会", *COUNTS, *ROOM, "--lang", "en")
    assert result.stdout.startswith("16 expected, 14 present, quorum met")
    assert result.stdout.endswith("passed.\n")


def test_the_object_holds_the_facts():
    answer = facts("--rule", "community", *COUNTS, *ROOM)
    assert (answer["outcome"], answer["quorum_met"]) == ("passed", True)
    assert (answer["quorum_needed"], answer["votes_needed"]) == (11, 8)
    assert str(answer["sentence"]).endswith("通过。")


@pytest.mark.parametrize(
    ("line", "outcome", "quorum_needed", "votes_needed"),
    [
        ("--rule corner --for 5 --against 4 --abstain 4", "passed", None, 5),
        ("--rule community --for 5 --against 4 --abstain 4 --expected 13 --present 13",
         "failed", 9, 7),
        ("--rule community --for 6 --against 6 --expected 12 --present 12", "tied", 8, 7),
        ("--rule community --for 0 --against 0 --expected 15 --present 9", "inquorate", 10, 5),
        ("--rule community-major --for 10 --against 4 --expected 16 --present 14",
         "passed", 11, 10),
        ("--rule all-members --for 9 --against 0 --expected 16", "passed", None, 9),
        ("--rule assembly-2018 --for 5 --against 4 --expected 16 --present 9", "passed", 9, 5),
        ("--rule village-representatives --for 6 --against 5 --expected 16 --present 11",
         "passed", 11, 6),
        ("--rule village-representatives-2018 --for 6 --against 5 --expected 16 --present 11",
         "passed", 11, 6),
        ("--rule residents-assembly --for 301 --against 9 --expected 1000 --present 600",
         "passed", 501, 301),
        ("--rule residents-assembly --pool households --for 1 --against 9 --expected 400 "
         "--present 200", "inquorate", 201, 101),
        ("--rule villagers-assembly --pool households --for 301 --against 299 --expected 900 "
         "--present 600", "passed", 600, 301),
        ("--rule committee-election --for 301 --expected 1000 --present 600", "passed", 501, 301),
        ("--rule committee-election --for 300 --against 0 --expected 1000 --present 600",
         "failed", 501, 301),
        ("--rule committee-election --further-round --for 200 --expected 1000 --present 600",
         "passed", 501, 200),
        ("--rule committee-election --pool representatives --for 52 --expected 78 --present 52",
         "inquorate", 53, 27),
        ("--rule committee-recall --pool representatives --for 27 --against 26 --expected 78 "
         "--present 53", "passed", 53, 27),
        ("--rule consensus --for 1 --against 0 --abstain 9", "passed", None, None),
        ("--rule consensus --for 9 --against 1", "failed", None, None),
        ("--rule corner --for 0 --against 0", "failed", None, None),
    ],
)  # fmt: skip
def test_each_preset_of_heads(line, outcome, quorum_needed, votes_needed):
    answer = facts(*line.split())
    assert (answer["outcome"], answer["quorum_needed"], answer["votes_needed"]) == (
        outcome, quorum_needed, votes_needed,
    )  # fmt: skip


@pytest.mark.parametrize(("area", "outcome"), [("5700.00", "passed"), ("5699.99", "failed")])
def test_the_owners_exact_three_quarters(area, outcome):
    rest = f"{7600 - float(area):.2f}"
    answer = facts(*OWNERS, "--for-area", area, "--against-area", rest)
    assert (answer["outcome"], answer["quorum_needed"], answer["votes_needed"]) == (outcome, 67, 57)
    assert answer["area_needed"] == "5700.00"


def test_an_own_rule_with_a_veto():
    own = ["--quorum", ">=2/3 expected", "--pass", ">=9/10 present", "--veto"]
    answer = facts(*own, *ROOM, "--for", "13", "--against", "0", "--abstain", "1")
    assert (answer["outcome"], answer["quorum_needed"], answer["votes_needed"]) == (
        "passed",
        11,
        13,
    )
    assert answer["rule"] == "own" and "source" not in answer
    assert facts(*own, *ROOM, "--for", "13", "--against", "1")["outcome"] == "failed"
    stricter = facts("--rule", "community", "--pass", "＞２／３ 实到", *COUNTS, *ROOM)
    assert (stricter["outcome"], stricter["votes_needed"]) == ("failed", 10)


def test_a_rule_of_a_rewritten_law_shows_the_date_of_its_source():
    result = run("--rule", "assembly-2018", *COUNTS, *ROOM)
    assert "2018-12-29" in result.stdout and "2025-10-28" in result.stdout
    answer = facts("--rule", "assembly-2018", *COUNTS, *ROOM)
    assert answer["source_date"] == "2018-12-29" and "未与新法核对" in str(answer["source_note"])


def test_a_law_is_named_with_its_articles_its_date_and_what_provinces_may_add():
    line = ["--rule", "villagers-group", "--pool", "households", *COUNTS, *ROOM]
    told = run(*line).stdout.splitlines()
    assert len(told) == 2 and "国家法律，各地另有规定的从其规定" in told[0]
    assert told[1].startswith("依据：《中华人民共和国村民委员会组织法》")
    assert "第三十二条" in told[1] and "2026-01-01" in told[1]
    answer = facts(*line)
    assert (answer["rule"], answer["pool"]) == ("villagers-group", "households")
    assert answer["source_date"] == "2026-01-01" and answer["further_round"] is False


def test_owners_decisions_name_the_article_of_the_code():
    areas = ("--expected-area", "9000", "--for-area", "5000", "--against-area", "1500")
    told = run(
        "--rule", "owners-general", "--expected", "90", "--for", "50", "--against", "15", *areas
    )
    assert "依据：《中华人民共和国民法典》第二百七十八条（2021-01-01）" in told.stdout


def test_an_override_prints_its_reason():
    result = run(
        "--rule", "community", *ROOM, "--for", "10", "--against", "5", "--override", "数错"
    )
    assert result.exit_code == 0 and "理由：数错" in result.stdout


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("--rule community --for 11 --against 4 --expected 16 --present 14",
         ("15", "11", "4", "14")),
        ("--rule community --for 8 --against 4 --expected 16 --present 17", ("17", "16")),
        ("--rule all-members --for 17 --against 0 --expected 16", ("17", "16")),
        ("--rule corner --for -1 --against 4", ("-1",)),
        ("--rule corner --for x --against 4", ("x",)),
        ("--rule corner --for 1.5 --against 4", ("1.5",)),
        ("--rule corner --for 99999999999 --against 4", ("99999999999", "too large")),
        ("--rule corner --for 1", ("--against",)),
        ("--rule community --for 8 --against 4 --present 14", ("--expected",)),
        ("--rule community --for 8 --against 4 --expected 14", ("--present",)),
        ("--rule owners-major --for 8 --against 4 --expected 14", ("--expected-area",)),
        ("--rule nobody --for 8 --against 4", ("nobody", "corner", "owners-major")),
        ("--for 8 --against 4", ("--rule", "--pass")),
        ("--pass 2/3 --for 8 --against 4", ("2/3",)),
        ("--pass >=3/2present --for 8 --against 4", ("3/2",)),
        ("--rule corner --for 8 --against 4 --for-area 3", ("corner",)),
        ("--rule committee-recall --for 8 --expected 16 --present 9", ("--against",)),
        ("--rule committee-election --for 10 --expected 16 --present 9", ("10", "9")),
        ("--rule villagers-group --pool representatives --for 8 --against 1",
         ("villagers-group", "representatives", "households")),
        ("--rule corner --pool residents --for 8 --against 1", ("corner", "residents")),
        ("--rule residents-assembly --further-round --for 8 --against 1", ("residents-assembly",)),
        ("--pass >1/2present --pool residents --for 8 --against 1", ("own", "residents")),
        ("--pass >1/2present --further-round --for 8 --against 1", ("own",)),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_sentence_with_its_numbers(line, named):
    complaint = refused(*line.split())
    for number in named:
        assert number in complaint


@pytest.mark.parametrize(
    ("areas", "named"),
    [
        (["--for-area", "5700.001", "--against-area", "1"], ("5700.001",)),
        (["--for-area", "-5", "--against-area", "1"], ("-5",)),
        (["--for-area", "9000", "--against-area", "876.55"], ("9876.55", "9876.54")),
        (["--for-area", "5700"], ("--against-area",)),
        (["--for-area", "57", "--against-area", "1", "--abstain-area", "2"], ("2.00",)),
    ],
)
def test_areas_that_cannot_be_are_refused(areas, named):
    complaint = refused(*OWNERS, *areas)
    for number in named:
        assert number in complaint


def test_a_decision_of_owners_cites_its_law_and_that_it_is_national():
    for lang, cited, national, source in (
        ("zh", "依《民法典》第二百七十八条", "国家法律，各地另有规定的从其规定", "依据："),
        ("en", "Civil Code, art. 278", "national law", "Source: "),
    ):
        said = run(*OWNERS, "--for-area", "5700", "--against-area", "1900", "--lang", lang).output
        assert cited in said and national in said and source in said


def test_who_took_part_in_a_recall_is_not_said_to_have_cast_no_vote():
    said = run("--rule", "committee-recall", "--expected", "99", "--present", "67",
               "--for", "34", "--against", "0").output  # fmt: skip
    assert "参加投票67人" in said and "未表态33人" in said and "未投票" not in said


MEETINGS = (
    ("residents-assembly", "residents"), ("residents-assembly", "households"),
    ("residents-representatives", ""), ("villagers-assembly", "residents"),
    ("villagers-assembly", "households"), ("village-representatives", ""),
    ("villagers-group", "residents"), ("villagers-group", "households"),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "pool"), MEETINGS)
@pytest.mark.parametrize("counts", [(9, 5, 2), (8, 8, 0), (8, 6, 2)])
def test_a_law_says_the_same_on_the_command_line_as_in_a_meeting(rule, pool, counts):
    key = f"{rule}-{pool}" if pool == "households" else rule
    made = hall(key, expected=24, present=16)
    taken = made.vote(made.move(), *counts)
    words = ["--rule", rule, *(("--pool", pool) if pool else ()), "--expected", "24"]
    words += ["--present", "16"]
    for side, number in zip(("for", "against", "abstain"), counts, strict=True):
        words += [f"--{side}", str(number)]
    assert run(*words).stdout.splitlines()[0] == proof_of(made.meeting, taken)


@pytest.mark.parametrize("pool", ["residents", "households", "representatives"])
@pytest.mark.parametrize("further", [False, True])
@pytest.mark.parametrize("votes", [5, 6, 8, 9])
@pytest.mark.parametrize("papers", [16, 17])
def test_an_election_by_law_says_the_same_on_the_command_line_as_in_a_meeting(
    pool, further, votes, papers
):
    suffix = "" if pool == "residents" else f"-{pool}"
    rule = preset(f"committee-election{suffix}{'-further' if further else ''}")
    names = (OptionTally("甲", votes), OptionTally("乙", 0))
    counts = {"valid": votes, "abstain": papers - votes}
    found = judge_options(rule, Base(24, papers), names, **counts)
    words = ["--rule", "committee-election", "--pool", pool, "--expected", "24"]
    words += ["--present", str(papers), "--for", str(votes), *(["--further-round"] * further)]
    said = facts(*words)
    assert said["outcome"] == found.outcome and said["votes_needed"] == found.votes_needed
