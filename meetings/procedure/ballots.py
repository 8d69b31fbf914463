"""Votes among several options, and elections with seats: who won, and who meets again."""

from typing import Literal

from meetings.clean import trim
from meetings.dataclass import dataclass
from meetings.errors import MeetingError
from meetings.procedure.counts import (
    Base,
    NegativeCount,
    Tally,
    TooManyVotes,
    check_counts,
    required,
    voters,
)
from meetings.procedure.rules import Rule
from meetings.procedure.shares import Basis
from meetings.procedure.verdict import Measure, Outcome, quorum_of


class OptionsNotPossible(MeetingError):
    """The rule cannot decide among options: `rule`, `why` (`owners`, `veto`)."""

    rule: str
    why: Literal["owners", "veto"]


class InvalidBallot(MeetingError):
    """The ballot paper cannot be: `what` (`options`, `choose`, `seats`, `label`), `value`."""

    what: Literal["options", "choose", "seats", "label"]
    value: int | str


class MarksDoNotFit(MeetingError):
    """More or fewer marks than the papers allow: `marks`, `least`, `most`, `label` (or "")."""

    marks: int
    least: int
    most: int
    label: str


@dataclass(frozen=True, slots=True)
class OptionTally:
    """The votes one option got."""

    label: str
    votes: int


@dataclass(frozen=True, slots=True)
class OptionsVerdict:
    """Who won and who meets again in a run-off, with all facts of the proof.

    `outcome` is passed when every seat is filled, tied when equal votes leave one open, failed
    when nobody reached what is needed, inquorate when no vote takes place. `measures` are those
    of the rule, each with the votes of the option that came first. Options stand in the order
    of their votes; equal ones in the order of the paper.
    """

    rule: Rule
    base: Base
    options: tuple[OptionTally, ...]
    choose: int
    seats: int
    valid: int
    invalid: int
    abstain: int
    outcome: Outcome
    quorum: Measure | None
    measures: tuple[Measure, ...]
    winners: tuple[str, ...]
    runoff: tuple[str, ...]
    runoff_seats: int
    override_reason: str = ""
    """Why more papers than the room has voters stand; "" where there are not more."""

    @property
    def papers(self) -> int:
        """How many papers were handed in."""
        return self.valid + self.abstain + self.invalid

    @property
    def voters(self) -> int | None:
        """How many could vote; None where nobody counted the room."""
        return voters(self.rule, self.base)

    @property
    def votes_needed(self) -> int | None:
        """The smallest number of votes that suffices; None on an empty base."""
        numbers = [measure.needed for measure in self.measures if measure.needed is not None]
        return max(numbers) if len(numbers) == len(self.measures) else None

    @property
    def too_many_level(self) -> bool:
        """Whether the run-off is among options that all have enough votes, for too few seats."""
        votes = {option.label: option.votes for option in self.options}
        return bool(self.runoff) and all(
            measure.threshold.share.met(votes[label], measure.whole)
            for label in self.runoff
            for measure in self.measures
        )


def judge_options(
    rule: Rule,
    base: Base,
    options: tuple[OptionTally, ...],
    *,
    choose: int = 1,
    seats: int = 1,
    valid: int,
    invalid: int = 0,
    abstain: int = 0,
    override_reason: str = "",
    alone: bool = False,
) -> OptionsVerdict:
    """The verdict on papers that mark 1 to `choose` options for `seats` places.

    `valid` papers carry at least one mark, `abstain` papers none, `invalid` ones are spoilt.
    An option wins when its votes meet the rule (`cast` counts valid and abstaining papers,
    `decisive` valid ones). For open seats the next options meet again, one more than seats,
    with all who are level with the last of them. `override_reason` lets more papers than the
    room has voters stand, and is printed; one name may stand `alone` only in a further round of an
    election. Raises InvalidBallot, MarksDoNotFit,
    OptionsNotPossible, and the errors of judge.
    """
    if rule.owners or rule.veto:
        raise OptionsNotPossible(rule=rule.preset, why="owners" if rule.owners else "veto")
    check_paper(options, choose, seats, 1 if alone else 2)
    excess = _check_counts(rule, base, options, choose, valid, invalid, abstain)
    reason = trim(override_reason) if excess is not None else ""
    if excess is not None and not reason:
        raise excess
    quorum = quorum_of(rule, base)
    ranked = tuple(sorted(options, key=lambda option: -option.votes))
    wholes = {
        Basis.EXPECTED: base.expected,
        Basis.PRESENT: voters(rule, base),
        Basis.CAST: valid + abstain,
        Basis.DECISIVE: valid,
    }
    measures = tuple(
        Measure.of(t, ranked[0].votes, required(t.basis.value, wholes[t.basis]))
        for t in rule.measures
    )
    won: tuple[OptionTally, ...] = ()
    again: tuple[OptionTally, ...] = ()
    if quorum is None or quorum.met:
        won, again = _places(ranked, seats, measures)
    open_seats = seats - len(won)
    if quorum is not None and not quorum.met:
        outcome = Outcome.INQUORATE
    elif not open_seats:
        outcome = Outcome.PASSED
    else:
        level = len(again) > 1 and again[0].votes == again[-1].votes
        outcome = Outcome.TIED if level else Outcome.FAILED
    return OptionsVerdict(
        rule, base, ranked, choose, seats, valid, invalid, abstain, outcome, quorum, measures,
        tuple(o.label for o in won), tuple(o.label for o in again), open_seats if again else 0,
        reason,
    )  # fmt: skip


def _places(
    ranked: tuple[OptionTally, ...], seats: int, measures: tuple[Measure, ...]
) -> tuple[tuple[OptionTally, ...], tuple[OptionTally, ...]]:
    """Winners and those who meet again, of options in the order of their votes."""
    enough = [o for o in ranked if all(m.threshold.share.met(o.votes, m.whole) for m in measures)]
    if len(enough) > seats:
        edge = enough[seats - 1].votes
        if enough[seats].votes < edge:
            return tuple(enough[:seats]), ()
        level = tuple(o for o in enough if o.votes == edge)
        return tuple(o for o in enough if o.votes > edge), level
    rest = [o for o in ranked if o not in enough and o.votes]
    open_seats = seats - len(enough)
    if not open_seats or len(rest) <= open_seats:
        return tuple(enough), ()
    last = rest[open_seats].votes
    return tuple(enough), tuple(o for o in rest if o.votes >= last)


def check_paper(options: tuple[OptionTally, ...], choose: int, seats: int, least: int = 2) -> None:
    """Raise InvalidBallot for a paper that cannot be, as one with fewer than `least` options."""
    labels = [trim(option.label) for option in options]
    if len(options) < least:
        raise InvalidBallot(what="options", value=len(options))
    for place, label in enumerate(labels):
        if not label or label in labels[:place]:
            raise InvalidBallot(what="label", value=label)
    if not 1 <= choose <= len(options):
        raise InvalidBallot(what="choose", value=choose)
    if not 1 <= seats <= len(options):
        raise InvalidBallot(what="seats", value=seats)


def _check_counts(
    rule: Rule,
    base: Base,
    options: tuple[OptionTally, ...],
    choose: int,
    valid: int,
    invalid: int,
    abstain: int,
) -> TooManyVotes | None:
    """Check the counts; return the error of too many papers, which a written reason overrides."""
    counts = {option.label: option.votes for option in options}
    for name, value in {**counts, "valid": valid}.items():
        if value < 0:
            raise NegativeCount(name=name, value=value)
    excess = check_counts(rule, base, Tally(valid, 0, abstain, invalid), None)
    check_marks(options, choose, valid)
    return excess


def check_marks(options: tuple[OptionTally, ...], choose: int, valid: int) -> None:
    """Raise MarksDoNotFit where `valid` papers cannot carry these votes."""
    for option in options:
        if option.votes > valid:
            raise MarksDoNotFit(marks=option.votes, least=0, most=valid, label=option.label)
    marks = sum(option.votes for option in options)
    if not valid <= marks <= valid * choose:
        raise MarksDoNotFit(marks=marks, least=valid, most=valid * choose, label="")
