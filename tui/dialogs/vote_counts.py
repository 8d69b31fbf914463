"""The form fields for the counts of a vote, for yes and no or among options."""

from dataclasses import replace

from meetings.procedure.ballots import OptionTally
from meetings.procedure.counts import Tally
from meetings.sitting.votes import Choice, Method, Vote
from meetings.terms import term
from tui.dialogs.kit.fields import NumberField
from tui.dialogs.kit.form import Answers
from tui.language import _, language


def figures(vote: Vote, room: int = 0) -> list[NumberField]:
    """The fields: for, against and abstaining, or each option; and invalid ballots.

    With `room` (votes present) a field passes the focus on once no digit can follow.
    """
    papers = vote.method is Method.SECRET
    fields: list[NumberField] = []
    if vote.options:
        fields = [
            NumberField(f"option{place}", option.label, required=True)
            for place, option in enumerate(vote.options)
        ]
        if vote.choose > 1:
            hint = _("how many people chose at least one")
            fields.insert(0, NumberField("valid", _("Valid"), hint=hint, required=True))
    else:
        fields.append(NumberField("for", term(Choice.FOR, language()), required=True))
        fields.append(NumberField("against", term(Choice.AGAINST, language())))
    fields.append(NumberField("abstain", term(Choice.ABSTAIN, language())))
    if papers:
        fields.append(NumberField("invalid", term(Choice.INVALID, language())))
    return [*(replace(field, room=room) for field in fields[:-1]), fields[-1]]


def read_figures(vote: Vote, answers: Answers) -> tuple[Tally, tuple[OptionTally, ...]]:
    """The counts from the answers; an empty field is zero."""

    def number(name: str) -> int:
        value: int | None = answers.get(name)
        return value or 0

    abstain, invalid = number("abstain"), number("invalid")
    if not vote.options:
        return Tally(number("for"), number("against"), abstain, invalid), ()
    options = tuple(
        OptionTally(option.label, number(f"option{place}"))
        for place, option in enumerate(vote.options)
    )
    valid = number("valid") if vote.choose > 1 else sum(option.votes for option in options)
    return Tally(valid, 0, abstain, invalid), options


def enough_typed(vote: Vote, answers: Answers) -> bool:
    """Whether enough is typed for a sentence: the first number, or those of all options."""
    needed = [field.name for field in figures(vote) if field.required]
    return all(answers.get(name) is not None for name in needed)
