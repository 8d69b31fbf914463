"""A vote's result as short as the last row of the room can read it."""

from meetings.procedure.verdict import Outcome
from meetings.sitting.votes import Choice, Method, Vote, VoteState
from meetings.terms import term
from tui.language import _, language


def result_word(vote: Vote) -> str:
    """The result as short as the last row can read it: 通过, 未通过, 平票, 流会; "" if void."""
    if vote.state is not VoteState.CLOSED or vote.outcome is None:
        return ""
    if vote.outcome is Outcome.TIED:
        return _("TIE")
    if vote.outcome is Outcome.INQUORATE:
        return _("NO QUORUM")
    return term(vote.outcome, language())


def is_good(vote: Vote) -> bool | None:
    """Whether it was carried, for the colour beside the word; None where nothing was decided."""
    if vote.outcome in (Outcome.TIED, Outcome.INQUORATE):
        return None
    return vote.outcome is not Outcome.FAILED


def figures_of(vote: Vote) -> tuple[tuple[str, int], ...]:
    """For, against and abstaining; nothing where nobody counted, or among options."""
    if vote.tally is None or vote.options or vote.owners is not None:
        return ()
    if vote.method is Method.CONSENSUS:
        return ()
    sides = (
        (Choice.FOR, vote.tally.for_),
        (Choice.AGAINST, vote.tally.against),
        (Choice.ABSTAIN, vote.tally.abstain),
    )
    return tuple((term(side, language()), number) for side, number in sides)
