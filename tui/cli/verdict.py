"""`jiejiao verdict`: decides a count under a rule, and prints the sentence that proves it."""

import json
from dataclasses import replace

import click

from meetings.clean import trim
from meetings.errors import MeetingError
from meetings.procedure.counts import Base, NumberMissing, Tally
from meetings.procedure.laws import LawAct, Pool
from meetings.procedure.owners import Areas, area_text, parse_area
from meetings.procedure.rule_text import parse_threshold
from meetings.procedure.rule_words import source_lines
from meetings.procedure.rules import OWN, PoolNotPossible, RoundNotPossible, Rule, preset
from meetings.procedure.sentences import prove
from meetings.procedure.verdict import Verdict, judge
from tui.cli.printing import say, say_refusal
from tui.errors import sentence, sentence_for
from tui.errors.rules import name_words
from tui.language import Language, _, language, set_language


class InvalidNumber(MeetingError):
    """Not a whole number of nine digits at most: `what`, `text`."""

    what: str
    text: str


@sentence_for(InvalidNumber)
def _invalid_number(error: InvalidNumber) -> str:
    said = _("{what} must be a whole number, not “{text}”.")
    if trim(error.text).isdecimal():
        said = _("{what} “{text}” is too large: nine digits at most.")
    return said.format(what=name_words(error.what), text=error.text)


_OPTIONS = {"rule": "--rule, --pass", "areas": "--expected-area"}


def _number(what: str, text: str | None) -> int | None:
    if text is None:
        return None
    plain = trim(text).replace("－", "-")
    digits = plain.removeprefix("-")
    if not digits.isdecimal() or len(digits) > 9:
        raise InvalidNumber(what=what, text=text)
    return int(plain)


def _needed(what: str, text: str | None) -> int:
    number = _number(what, text)
    if number is None:
        raise NumberMissing(what=what)
    return number


def _rule(
    name: str | None,
    pool: Pool | None,
    further_round: bool,
    quorum: str | None,
    passing: tuple[str, ...],
    veto: bool,
) -> Rule:
    """The preset, or an own rule where any part of it is given by options."""
    if name is None and not passing:
        raise NumberMissing(what="rule")
    thresholds = [parse_threshold(text) for text in passing]
    rule = Rule(OWN, thresholds[0]) if name is None else preset(name, pool, further_round)
    if name is None and pool is not None:
        raise PoolNotPossible(name=OWN, pool=pool, pools=())
    if name is None and further_round:
        raise RoundNotPossible(name=OWN)
    if not (quorum or thresholds or veto):
        return rule
    first, second = (*thresholds, None, None)[:2]
    if first is not None:
        rule = replace(rule, passing=first, passing_too=second)
    if quorum:
        rule = replace(rule, quorum=parse_threshold(quorum))
    return replace(
        rule, preset=OWN, veto=veto or rule.veto, source="", source_date="", source_note=""
    )


def _areas(rule: Rule, tally: Tally, given: dict[str, str | None]) -> Areas | None:
    """The areas in hundredths of m²; None for a rule without areas, unless some were given."""
    areas = {name: None if text is None else parse_area(text) for name, text in given.items()}
    if not rule.owners and not any(text is not None for text in given.values()):
        return None
    heads = {
        "expected-area": 1, "for-area": tally.for_, "against-area": tally.against,
        "abstain-area": tally.abstain,
    }  # fmt: skip
    for name, value in areas.items():
        if rule.owners and value is None and heads[name]:
            raise NumberMissing(what=name)
    total, for_, against, abstain = (areas[name] or 0 for name in heads)
    return Areas(total, for_, against, abstain)


def _facts(verdict: Verdict, said: str) -> dict[str, object]:
    facts: dict[str, object] = {
        "outcome": verdict.outcome.value,
        "quorum_needed": verdict.quorum_needed,
        "quorum_met": verdict.quorum_met,
        "votes_needed": verdict.votes_needed,
        "sentence": said,
        "rule": verdict.rule.law.preset if verdict.rule.law else verdict.rule.preset,
    }
    if verdict.rule.law:
        facts["pool"] = verdict.rule.law.pool.value
        facts["further_round"] = verdict.rule.law.further_round
    if verdict.area_needed is not None:
        facts["area_needed"] = area_text(verdict.area_needed)
    if verdict.rule.source:
        facts["source"] = verdict.rule.source
    if verdict.rule.source_date:
        facts["source_date"] = verdict.rule.source_date
    if verdict.rule.source_note:
        facts["source_note"] = verdict.rule.source_note
    return facts


@click.command(
    "verdict", short_help="算一次表决 · judge a count",
    context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip
@click.option(
    "--rule",
    "name",
    metavar="PRESET",
    help="规则：corner、community、owners-major…… · rule: corner, community, owners-major, …",
)
@click.option(
    "--pool",
    type=click.Choice([pool.value for pool in Pool]),
    help="法定人数按谁算（法律给出几种时）· whose number the law's quorum is counted from",
)
@click.option(
    "--further-round", is_flag=True, help="缺额另选 · the further round for the seats left open"
)
@click.option(
    "--for",
    "for_",
    metavar="N",
    help="同意票（业主：人数；选举：一名候选人的得票）· "
    "votes for (owners: heads; election: those for one candidate)",
)
@click.option(
    "--against", metavar="N", help="反对票，选举可不填 · votes against; an election needs none"
)
@click.option("--abstain", metavar="N", default="0", help="弃权票 · abstentions")
@click.option("--invalid", metavar="N", default="0", help="废票 · invalid votes")
@click.option(
    "--expected",
    metavar="N",
    help="应到人数（业主：总人数；按法律：全体）· "
    "how many should have come (owners: all; by law: the pool)",
)
@click.option(
    "--present",
    metavar="N",
    help="到会且有表决权的人数（选举：投票人数）· how many came and may vote (election: who voted)",
)
@click.option(
    "--expected-area",
    metavar="A",
    help="总面积，平方米，至多两位小数 · the total area in m², at most two decimals",
)
@click.option("--for-area", metavar="A", help="同意的面积，平方米 · the area for, in m²")
@click.option("--against-area", metavar="A", help="反对的面积，平方米 · the area against, in m²")
@click.option("--abstain-area", metavar="A", help="弃权的面积，平方米 · the area abstaining, in m²")
@click.option(
    "--quorum", metavar="SHARE",
    help='自定到会比例，如 ">=2/3 expected" · your own quorum, such as ">=2/3 expected"',
)  # fmt: skip
@click.option("--pass", "passing", metavar="SHARE", multiple=True,
              help='自定通过比例，可写两次，如 ">=9/10 present" · '
                   'your own threshold, twice at most, such as ">=9/10 present"')  # fmt: skip
@click.option("--veto", is_flag=True, help="一人反对即不通过 · one vote against blocks it")
@click.option(
    "--override",
    metavar="REASON",
    default="",
    help="票数多于到会人数仍算的理由 · why more votes than people present are accepted",
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help="语言 language (zh)")
@click.option(
    "--json", "as_json", is_flag=True, help="输出 JSON，不写句子 · JSON instead of the sentence"
)
@click.pass_context
def verdict(
    context: click.Context,
    name: str | None,
    pool: str | None,
    further_round: bool,
    for_: str | None,
    against: str | None,
    abstain: str,
    invalid: str,
    expected: str | None,
    present: str | None,
    expected_area: str | None,
    for_area: str | None,
    against_area: str | None,
    abstain_area: str | None,
    quorum: str | None,
    passing: tuple[str, ...],
    veto: bool,
    override: str,
    lang: Language | None,
    as_json: bool,
) -> None:
    """按规则算一次表决：通过还是不通过，并用一句话说明算法。

    Tell whether a count passes under a rule, and show why in one sentence.
    """
    if lang is not None:
        set_language(lang)
    given = {
        "expected-area": expected_area, "for-area": for_area, "against-area": against_area,
        "abstain-area": abstain_area,
    }  # fmt: skip
    try:
        counted = Pool(pool) if pool else None
        rule = _rule(name, counted, further_round, quorum, passing, veto)
        if against is None and rule.law and rule.law.act is LawAct.ELECTION:
            against = "0"
        tally = Tally(
            _needed("for", for_), _needed("against", against),
            _needed("abstain", abstain), _needed("invalid", invalid),
        )  # fmt: skip
        base = Base(_number("expected", expected), _number("present", present))
        judged = judge(rule, base, tally, _areas(rule, tally, given), override)
    except NumberMissing as missing:
        what = str(missing.what)
        say_refusal(f"{sentence(missing)} ({_OPTIONS.get(what, f'--{what}')})")
        context.exit(2)
    except MeetingError as refused:
        say_refusal(sentence(refused))
        context.exit(2)
    said = prove(judged, language())
    if as_json:
        say(json.dumps(_facts(judged, said), ensure_ascii=False))
        return
    say(said)
    if rule.source_note or (rule.owners and rule.source):
        law = rule.law is not None
        for line in source_lines(rule, language())[: 1 if law else None]:
            say(line)
