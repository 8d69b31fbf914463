"""Every rule, and the sentence of every kind of result, in the words in which they were pinned.

A word of a rule or a proof stands on paper and is read aloud: none changes by itself. Where a
change is meant, `python -m tests.data.words_of_rules` writes the file anew, to be read in the diff.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path

from meetings.procedure.ballots import OptionTally, judge_options
from meetings.procedure.counts import Base, Tally
from meetings.procedure.law_questions import (
    ballots_question,
    candidates_question,
    notice_question,
    party_question,
    posting_question,
    proxy_questions,
    question_words,
    representatives_questions,
    who_represents_question,
)
from meetings.procedure.owners import Areas
from meetings.procedure.rule_changes import changed_words, provisions
from meetings.procedure.rule_text import rule_in_numbers, rule_name
from meetings.procedure.rules import OWN, PRESETS, ProxyUse, Rule, preset
from meetings.procedure.sentences import briefly, prove, prove_options, prove_room
from meetings.procedure.share_words import Lang
from meetings.procedure.shares import Basis, at_least, more_than
from meetings.procedure.verdict import judge, judge_casting, judge_uncounted

FILE = Path(__file__).parent / "words_of_rules.txt"
LANGUAGES: tuple[Lang, ...] = ("zh", "en")
HELD = date(2026, 12, 20)
ROOM, FEW = Base(16, 14), Base(16, 8)
COUNTS = (
    Tally(14, 0), Tally(13, 1), Tally(9, 0, 5), Tally(8, 4, 2), Tally(8, 6), Tally(7, 7),
    Tally(7, 6, 1), Tally(4, 9, 1), Tally(0, 0), Tally(8, 4, 1, 1), Tally(8, 1, 1), Tally(1, 0),
)  # fmt: skip
ROOMS = (Base(16, 11), Base(16, 10), Base(16, 14, recused=1), Base(16, 14, proxies=2), Base(1, 1))


def rules() -> Iterator[Rule]:
    """Every preset, and `community` with each of its switches turned."""
    yield from (preset(key) for key in PRESETS)
    plain = preset("community")
    yield from (replace(plain, proxies=use, proxy_limit=2) for use in ProxyUse)
    yield replace(plain, casting_vote=not plain.casting_vote)
    yield replace(plain, veto=True)
    yield replace(plain, seconding=not plain.seconding)
    yield replace(plain, speech_seconds=45, speeches_per_motion=1)
    yield replace(plain, new_speakers_first=False, alternate_sides=False)
    yield replace(plain, preset=OWN, name="本会规则", source="")
    yield from odd()


def odd() -> Iterator[Rule]:
    """Rules that no preset has and whose results are told in words of their own."""
    plain = preset("community")
    for basis in Basis:
        needed = at_least(1, 2, basis) if basis is not Basis.CAST else more_than(60, 100, basis)
        yield replace(plain, passing=needed)
    yield replace(plain, veto=True)
    for key in ("owners-general", "owners-major"):
        source = "管理规约第8条。"
        yield replace(preset(key), follow_majority=True, follow_majority_source=source)


def of_rule(rule: Rule) -> Iterator[str]:
    """A rule in words and numbers, in both languages."""
    for lang in LANGUAGES:
        yield rule_name(rule, lang)
        yield from provisions(rule, lang)
        for some, sign in zip(changed_words(preset("community"), rule, lang), "-+", strict=True):
            yield from (f"{sign} {one}" for one in some)
        for members, present in ((16, None), (16, 14), (16, 10), (1, None), (5, 3)):
            yield rule_in_numbers(rule, members, lang, present)


def of_votes(rule: Rule, counts: Sequence[Tally] = COUNTS) -> Iterator[str]:
    """What is said of counts under a rule, in both languages."""
    verdicts = []
    for base, tally in [*product((ROOM,), counts), *product(ROOMS, counts[-2:])]:
        if base.present is not None and tally.handed_in <= base.present - base.recused:
            if not rule.owners:
                verdicts.append(judge(rule, base, tally))
                continue
            for for_, against in ((110_000, 40_000), (20_000, 130_000), (75_000, 75_000)):
                shares = (for_ * bool(tally.for_), against * bool(tally.against))
                areas = Areas(160_000, *shares, 9_000 * bool(tally.abstain))
                verdicts.append(judge(rule, base, tally, areas))
    if not rule.owners:
        verdicts.append(judge(rule, ROOM, Tally(10, 5), None, "两人举了两次手"))
        asked = [judge(rule, ROOM, Tally(14 - many, many)) for many in (0, 1, 3)]
        verdicts += [replace(one, insisting=one.tally.against) for one in asked]
    if rule.uncounted_hands:
        verdicts += [judge_uncounted(rule, ROOM, how) for how in (True, False)]
    if rule.casting_vote:
        verdicts += [judge_casting(judge(rule, ROOM, Tally(7, 7)), how) for how in (True, False)]
    for verdict, lang in product(verdicts, LANGUAGES):
        yield prove(verdict, lang)
    yield from (prove(verdicts[0], lang, owners_matter=True) for lang in LANGUAGES)
    yield from map(briefly, verdicts)
    if not rule.owners:
        yield from (prove_room(rule, base, lang) for base, lang in product(ROOMS, LANGUAGES))


MARKS = (
    ((8, 4, 2), 1, 1), ((7, 7, 0), 1, 1), ((5, 5, 4), 1, 1), ((9, 8, 8), 2, 2), ((9, 4, 4), 2, 2),
    ((14, 14, 0), 2, 1), ((9, 0, 0), 1, 2), ((9, 8, 0), 3, 3), ((6, 2, 0), 1, 1),
    ((0, 0, 0), 1, 1), ((14, 0, 0), 1, 1), ((10, 9, 3), 3, 2),
)  # fmt: skip
"""Votes of three names, how many a paper marks, and for how many places."""


def of_options(rule: Rule) -> Iterator[str]:
    """What is said of votes among three names, and of an election with its papers."""
    for votes, choose, seats in MARKS:
        names = tuple(map(OptionTally, ("甲", "乙", "丙"), votes))
        least = max(-(-sum(votes) // choose), *votes)
        for room, valid, abstain in ((ROOM, least, 0), (ROOM, max(least, 10), 2), (FEW, least, 0)):
            if valid + abstain > (room.present or 0) or valid > sum(votes):
                continue
            verdict = judge_options(
                rule, room, names, choose=choose, seats=seats, valid=valid, abstain=abstain
            )
            for lang, papers in product(LANGUAGES, ((None, None), (14, 13))):
                yield prove_options(verdict, lang, given_out=papers[0], taken_in=papers[1])


def of_questions(rule: Rule) -> Iterator[str]:
    """What a law asks, just asked and just not asked."""
    questions = [
        *(one for many in (0, 12, 13, 16) for one in representatives_questions(rule, 16, many)),
        *(one for homes in (599, 2_001) for one in representatives_questions(rule, 16, 40, homes)),
        *(one for women in (5, 6) for one in representatives_questions(rule, 16, 16, None, women)),
        who_represents_question(rule, 16),
        *proxy_questions(rule, {"甲": 3, "乙": 4}, ("乙", "丙")),
        ballots_question(rule, 14, 15), ballots_question(rule, 14, 14),
        candidates_question(rule, 3, 3), candidates_question(rule, 4, 3),
        party_question(rule, True, False), party_question(rule, True, True),
        *(posting_question(rule, days) for days in range(20)),
        *(notice_question(rule, HELD - timedelta(days=days), HELD) for days in range(12)),
        notice_question(rule, None, HELD),
    ]  # fmt: skip
    for question, lang in product(questions, LANGUAGES):
        if question is not None:
            yield question_words(question, lang)


def lines() -> Iterator[str]:
    """Everything that is pinned; a line that stood under an earlier heading is not repeated."""
    yield from dict.fromkeys(_all())


def _all() -> Iterator[str]:
    for rule in rules():
        yield f"# {rule.preset}"
        yield from of_rule(rule)
        yield from of_questions(rule)
    plain = preset("community")
    switched = [
        replace(plain, casting_vote=True),
        replace(plain, proxies=ProxyUse.QUORUM_AND_VOTES, proxy_limit=2),
        replace(preset("corner"), uncounted_hands=True),
    ]
    for rule in (plain, *map(preset, ("corner", "owners-major", "residents-assembly"))):
        yield f"# {rule.preset}: votes"
        yield from of_votes(rule)
    turned = ("all-members", "consensus", "committee-election", "committee-election-further")
    for rule in (*map(preset, turned), *switched, *odd()):
        yield f"# {rule.preset}: votes, some"
        yield from of_votes(rule, (COUNTS[1], COUNTS[5], COUNTS[3], COUNTS[9]))
    for key in ("community", "corner", "committee-election", "committee-election-further"):
        yield f"# {key}: options"
        yield from of_options(preset(key))


if __name__ == "__main__":
    FILE.write_text("\n".join(lines()) + "\n", "utf-8", newline="\n")
