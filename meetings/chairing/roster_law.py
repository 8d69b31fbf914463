"""The law's demand on the roll of a meeting: enough representatives among its members."""

from collections.abc import Sequence

from meetings.community.people import Role
from meetings.procedure.law_questions import (
    LawQuestion,
    representatives_questions,
    who_represents_question,
)
from meetings.procedure.rules import Rule
from meetings.sitting.presence import RollEntry


def roll_questions(rule: Rule, roll: Sequence[RollEntry]) -> tuple[LawQuestion, ...]:
    """Whether those with a seat are representatives to four fifths (居民代表会议, art. 28).

    Where the list says of nobody that they represent, that is what is asked.
    """
    members = [entry for entry in roll if entry.votes]
    count = sum(1 for entry in members if Role.REPRESENTATIVE in entry.roles)
    if count:
        return representatives_questions(rule, len(members), count)
    unknown = who_represents_question(rule, len(members))
    return (unknown,) if unknown is not None else ()
