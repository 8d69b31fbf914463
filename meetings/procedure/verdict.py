"""A count and a rule become an outcome, in whole numbers, with every fact the proof needs."""

from dataclasses import replace
from enum import StrEnum
from typing import Literal

from meetings.clean import trim
from meetings.dataclass import dataclass
from meetings.errors import MeetingError
from meetings.procedure.counts import Base, Tally, check_counts, required, voters
from meetings.procedure.laws import LawAct
from meetings.procedure.owners import Areas, Followers, followers
from meetings.procedure.rules import ProxyUse, Rule
from meetings.procedure.shares import Basis, Threshold


class CastingVoteNotAllowed(MeetingError):
    """No casting vote here: `why` (`rule`, `not_tied`, `already_cast`)."""

    why: Literal["rule", "not_tied", "already_cast"]


class UncountedNotAllowed(MeetingError):
    """A clear majority must be counted: `why` (`rule`, `objection`), `objections`."""

    why: Literal["rule", "objection"]
    objections: int


class Outcome(StrEnum):
    """What a vote came to."""

    PASSED = "passed"
    FAILED = "failed"
    TIED = "tied"
    """Not passed, as many for as against, and somebody decided."""
    INQUORATE = "inquorate"
    """The quorum is missing, so no vote takes place."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One threshold applied: `votes` of `whole`, `needed` the smallest number that suffices.

    In votes or persons, or in hundredths of m² where `area`; `needed` is None where no number
    suffices (an empty base).
    """

    threshold: Threshold
    area: bool
    votes: int
    whole: int
    needed: int | None
    met: bool

    @classmethod
    def of(cls, threshold: Threshold, votes: int, whole: int, area: bool = False) -> "Measure":
        """The threshold applied to `votes` of `whole`."""
        share = threshold.share
        return cls(threshold, area, votes, whole, share.smallest(whole), share.met(votes, whole))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a vote and all facts of its proof; `quorum` is empty where none is asked.

    `override_reason` is "" unless the counts exceed the room; `casting` is how the chair broke
    the tie; `uncounted` marks a clear majority that was seen and not counted; `insisting` is how
    many kept to an objection where consensus was asked for, and None where votes were counted.
    """

    rule: Rule
    base: Base
    tally: Tally
    areas: Areas | None
    outcome: Outcome
    quorum: tuple[Measure, ...]
    measures: tuple[Measure, ...]
    followers: Followers | None = None
    override_reason: str = ""
    casting: bool | None = None
    uncounted: bool = False
    insisting: int | None = None

    @property
    def passed(self) -> bool:
        """Whether the motion is carried."""
        return self.outcome is Outcome.PASSED

    @property
    def quorum_needed(self) -> int | None:
        """The smallest number of persons that makes the quorum; None where none is asked."""
        return self.quorum[0].needed if self.quorum else None

    @property
    def quorum_met(self) -> bool:
        """Whether a vote may take place; true where no quorum is asked."""
        return all(measure.met for measure in self.quorum)

    @property
    def votes_needed(self) -> int | None:
        """The smallest number of votes for the motion that suffices on the base of this vote.

        For `cast` and `decisive` the base is what was cast, so the number belongs to this count.
        None where no number suffices: an empty base, or a rule (consensus) that asks only that
        nobody is against and somebody for.
        """
        needed = [m.needed for m in self.measures if not m.area and not self._implied(m)]
        numbers = [number for number in needed if number is not None]
        return max(numbers) if numbers and len(numbers) == len(needed) else None

    @property
    def area_needed(self) -> int | None:
        """The smallest area in hundredths of m² that suffices; None where heads alone count."""
        numbers = [m.needed for m in self.measures if m.area and m.needed is not None]
        return max(numbers, default=None)

    def _implied(self, measure: Measure) -> bool:
        return self.rule.veto and measure.threshold.basis is Basis.DECISIVE

    @property
    def voters(self) -> int | None:
        """How many could vote; None where nobody counted the room."""
        return voters(self.rule, self.base)

    @property
    def not_voting(self) -> int | None:
        """How many could vote and handed in nothing; None where nobody counted them."""
        room = self.voters
        if room is None or self.uncounted or self.candidate or self.insisting is not None:
            return None
        return max(0, room - self.tally.handed_in)

    @property
    def candidate(self) -> bool:
        """Whether the votes are those of one candidate; the others' are no votes against."""
        return self.rule.law is not None and self.rule.law.act is LawAct.ELECTION

    @property
    def unanimous(self) -> bool:
        """Passed with the vote of everybody who could vote."""
        return self._all_but(0)

    @property
    def nobody_against(self) -> bool:
        """Passed without a vote against."""
        counted = not self.uncounted and not self.candidate
        return self.passed and counted and self.tally.against == 0

    @property
    def near_unanimous(self) -> bool:
        """Passed with every vote but one, in a room of at least four."""
        return self._all_but(1)

    def _all_but(self, others: int) -> bool:
        if not self.passed or self.uncounted or self.override_reason or self.candidate:
            return False
        room = self.tally.handed_in if self.voters is None else self.voters
        return room >= 4 * others and self.tally.for_ == room - others

    @property
    def margin(self) -> int | None:
        """Votes above what was needed; below nothing how many were short; None without a number."""
        needed = self.votes_needed
        if needed is None:
            return None
        return min(m.votes - m.needed for m in self.measures if not m.area and m.needed is not None)


def quorum_of(rule: Rule, base: Base) -> Measure | None:
    """The quorum of a room, to watch it between votes; None where none is asked.

    Raises Missing where the rule needs a number that was not given. Not for owners, whose
    quorum is who takes part in the vote.
    """
    if rule.quorum is None:
        return None
    counted = required("present", base.present)
    if rule.proxies is ProxyUse.QUORUM_AND_VOTES:
        counted += base.proxies
    return Measure.of(rule.quorum, counted, required("expected", base.expected))


def judge(
    rule: Rule, base: Base, tally: Tally, areas: Areas | None = None, override_reason: str = ""
) -> Verdict:
    """The verdict on a count; areas in hundredths of m² for owners.

    `override_reason` lets counts above the room stand, and is printed. Raises NegativeCount,
    Missing, TooManyPresent, TooManyVotes, AreasNotUsed and the errors of meetings.owners.
    """
    exceeds = check_counts(rule, base, tally, areas)
    reason = trim(override_reason) if exceeds else ""
    if exceeds and not reason:
        raise exceeds
    return _settle(rule, base, tally, areas, reason)


def judge_uncounted(rule: Rule, base: Base, for_majority: bool, objections: int = 0) -> Verdict:
    """The verdict on hands whose majority was clear and not counted.

    Raises UncountedNotAllowed where the rule forbids it or anybody objects.
    """
    if not rule.uncounted_hands or rule.owners or rule.veto:
        raise UncountedNotAllowed(why="rule", objections=objections)
    if objections:
        raise UncountedNotAllowed(why="objection", objections=objections)
    nobody = Tally(0, 0)
    check_counts(rule, base, nobody, None)
    quorum = quorum_of(rule, base)
    outcome = Outcome.PASSED if for_majority else Outcome.FAILED
    if quorum is not None and not quorum.met:
        outcome = Outcome.INQUORATE
    held = () if quorum is None else (quorum,)
    return Verdict(rule, base, nobody, None, outcome, held, (), uncounted=True)


def judge_casting(verdict: Verdict, chair_for: bool) -> Verdict:
    """The verdict after the chair's casting vote, which counts as one more vote.

    It breaks the tie and does not replace what the rule asks: with 5 for, 5 against and 14
    present, 6 are not more than half. Raises CastingVoteNotAllowed.
    """
    if verdict.casting is not None:
        raise CastingVoteNotAllowed(why="already_cast")
    if not verdict.rule.casting_vote or verdict.rule.owners:
        raise CastingVoteNotAllowed(why="rule")
    if verdict.outcome is not Outcome.TIED:
        raise CastingVoteNotAllowed(why="not_tied")
    counted = verdict.tally
    if chair_for:
        counted = replace(counted, for_=counted.for_ + 1)
    else:
        counted = replace(counted, against=counted.against + 1)
    after = _settle(verdict.rule, verdict.base, counted, verdict.areas, verdict.override_reason)
    return replace(after, tally=verdict.tally, casting=chair_for)


def _settle(
    rule: Rule, base: Base, tally: Tally, areas: Areas | None, override_reason: str
) -> Verdict:
    joined = None
    quorum: tuple[Measure, ...]
    if areas is None:
        held = quorum_of(rule, base)
        quorum = () if held is None else (held,)
        measures = tuple(
            Measure.of(t, tally.for_, _whole(t.basis, rule, base, tally)) for t in rule.measures
        )
    else:
        quorum, measures, joined = _settle_owners(rule, base, tally, areas)
    if not _all_met(quorum):
        outcome = Outcome.INQUORATE
    elif _all_met(measures) and not (rule.veto and tally.against):
        outcome = Outcome.PASSED
    elif tally.for_ == tally.against and tally.for_ and may_tie(rule):
        outcome = Outcome.TIED
    else:
        outcome = Outcome.FAILED
    return Verdict(rule, base, tally, areas, outcome, quorum, measures, joined, override_reason)


def may_tie(rule: Rule) -> bool:
    """Whether as many for as against is a tie that a casting vote or a re-vote could break.

    Owners decide by heads and by area at once, and a candidate's votes stand against nobody.
    """
    return not rule.owners and (rule.law is None or rule.law.act is not LawAct.ELECTION)


def _all_met(measures: tuple[Measure, ...]) -> bool:
    return all(measure.met for measure in measures)


def _whole(basis: Basis, rule: Rule, base: Base, tally: Tally) -> int:
    if basis is Basis.EXPECTED:
        return required("expected", base.expected)
    if basis is Basis.PRESENT:
        return required("present", voters(rule, base))
    return tally.cast if basis is Basis.CAST else tally.for_ + tally.against


def _settle_owners(
    rule: Rule, base: Base, tally: Tally, areas: Areas
) -> tuple[tuple[Measure, ...], tuple[Measure, ...], Followers | None]:
    """Quorum and passing by heads and by area; the quorum is of those who really took part."""
    expected = required("expected", base.expected)
    quorum: tuple[Measure, ...] = ()
    if rule.quorum is not None:
        quorum = (
            Measure.of(rule.quorum, tally.cast, expected),
            Measure.of(rule.quorum, areas.cast, areas.total, area=True),
        )
    joined = followers(expected, tally.by_side(), areas) if rule.follow_majority else None
    heads, area = tally, areas
    if joined is not None and joined.side == "for":
        heads = replace(tally, for_=tally.for_ + joined.heads)
        area = replace(areas, for_=areas.for_ + joined.area)
    elif joined is not None:
        heads = replace(tally, against=tally.against + joined.heads)
        area = replace(areas, against=areas.against + joined.area)
    measures: list[Measure] = []
    for threshold in rule.measures:
        by_area = {
            Basis.EXPECTED: area.total,
            Basis.CAST: area.cast,
            Basis.DECISIVE: area.for_ + area.against,
        }[threshold.basis]
        measures += [
            Measure.of(threshold, heads.for_, _whole(threshold.basis, rule, base, heads)),
            Measure.of(threshold, area.for_, by_area, area=True),
        ]
    return quorum, tuple(measures), joined
