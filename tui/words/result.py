"""A vote's result in a word and counts, short enough for block letters."""

from meetings.chairing.outcomes import seated
from meetings.procedure.rules import Rule
from meetings.procedure.verdict import Outcome
from meetings.sitting.votes import Choice, Method, Vote, VoteState, at_the_polls
from meetings.terms import term
from tui.language import _, language

_MANY, _LONG = 3, 9
"""How many plans fit beside each other in block letters, and how many characters each has."""


def result_word(vote: Vote, rule: Rule) -> str:
    """The result in a word: 通过, 未通过, 平票, 流会, 无效; "" for a void vote.

    Among plans 中选. For an election 中选, where it filled a seat, or 无人中选.
    """
    if vote.state is not VoteState.CLOSED or vote.outcome is None:
        return ""
    if _elects(vote) and vote.outcome is not Outcome.INQUORATE:
        return _("ELECTED") if seated(vote, rule) else _("NOBODY ELECTED")
    if vote.options and vote.outcome is Outcome.PASSED:
        return _("CHOSEN")
    if vote.outcome is Outcome.TIED:
        return _("TIE")
    if vote.outcome is Outcome.INQUORATE:
        return without_effect(vote, rule) or _("NO QUORUM")
    return term(vote.outcome, language())


def without_effect(vote: Vote, rule: Rule) -> str:
    """无效, of a vote by law in which too few took part: the meeting itself may have its quorum."""
    too_few = vote.outcome is Outcome.INQUORATE and at_the_polls(rule)
    return _("no effect") if too_few else ""


def is_good(vote: Vote) -> bool | None:
    """Whether it passed, for the colour of the word; None where nothing was decided."""
    if vote.outcome in (Outcome.TIED, Outcome.INQUORATE):
        return None
    if _elects(vote) and vote.outcome is Outcome.FAILED:
        return None
    return vote.outcome is not Outcome.FAILED


def _elects(vote: Vote) -> bool:
    return vote.election is not None and bool(vote.options)


def figures_of(vote: Vote, rule: Rule) -> tuple[tuple[str, int], ...]:
    """For, against and abstaining as (words, number); empty without counts.

    Among plans each in its own words, where a few are short enough. For an election that filled
    a seat: how many it filled and how many are left.
    """
    if vote.tally is not None and _elects(vote):
        filled = len(seated(vote, rule))
        left = vote.seats - filled
        found = ((_("elected"), filled), *(((_("seats left"), left),) if left else ()))
        return found if filled else ()
    if vote.tally is None or vote.owners is not None:
        return ()
    if vote.options:
        plans = tuple((option.label, option.votes) for option in vote.options)
        short = len(plans) <= _MANY and all(len(label) <= _LONG for label, _n in plans)
        abstained = (term(Choice.ABSTAIN, language()), vote.tally.abstain)
        return (*plans, abstained) if short and not _elects(vote) else ()
    if vote.method is Method.CONSENSUS:
        return ()
    sides = (
        (Choice.FOR, vote.tally.for_),
        (Choice.AGAINST, vote.tally.against),
        (Choice.ABSTAIN, vote.tally.abstain),
    )
    return tuple((term(side, language()), number) for side, number in sides)
