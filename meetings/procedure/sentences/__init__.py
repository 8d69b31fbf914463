"""The sentence that proves a result: who should have come, who came, counts, need, result."""

from meetings.procedure.ballots import OptionsVerdict
from meetings.procedure.counts import Base
from meetings.procedure.rules import Rule
from meetings.procedure.sentences import chinese, english
from meetings.procedure.share_words import Lang
from meetings.procedure.verdict import Verdict, quorum_of


def prove(verdict: Verdict, lang: Lang = "zh", *, owners_matter: bool = False) -> str:
    """The proving sentence of a vote, to read aloud and to print.

    `owners_matter` marks a deliberation meeting's vote on what only the owners can decide
    (Civil Code art. 278); it says nothing more on a decision of the owners themselves.
    """
    advice = owners_matter and not verdict.rule.owners
    tell = chinese.vote if lang == "zh" else english.vote
    sentence = tell(verdict, advice=advice)
    if advice:
        sentence += chinese.OWNERS_MUST_DECIDE if lang == "zh" else english.OWNERS_MUST_DECIDE
    return sentence


def briefly(verdict: Verdict) -> str:
    """The counts and the result as one Chinese clause, for minutes that prove the quorum elsewhere.

    "" where more is to be told: a casting vote, an override, objections, an election, a law.
    """
    return chinese.brief(verdict)


def prove_options(
    verdict: OptionsVerdict,
    lang: Lang = "zh",
    *,
    given_out: int | None = None,
    taken_in: int | None = None,
    further: bool = False,
    papers: bool = True,
    went_on: bool = False,
) -> str:
    """The proving sentence of a vote among options, or of an election with its papers.

    `further` tells a second or later round, after which there is no second one to come. Without
    `papers`, as by a show of hands, none is valid or invalid. `went_on` tells that a round was
    held for the seats that this one left.
    """
    tell = chinese.options if lang == "zh" else english.options
    return tell(verdict, given_out, taken_in, further, papers, went_on)


def prove_room(rule: Rule, base: Base, lang: Lang = "zh") -> str:
    """How many are expected and present, and whether that is a quorum; not for owners.

    Where a law lets people vote without meeting, the quorum is of those who vote: each count
    tells it, and of the room only who came.
    """
    people = chinese.people if lang == "zh" else english.people
    if chinese.at_the_polls(rule):
        return people(rule, base, None, "到会" if lang == "zh" else "present")
    return people(rule, base, quorum_of(rule, base))
