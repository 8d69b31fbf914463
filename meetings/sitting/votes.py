"""Votes: the ways to take one, the electorate frozen when it closes, and its verdict."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from meetings.dataclass import dataclass
from meetings.errors import MeetingError
from meetings.procedure.ballots import OptionsVerdict, OptionTally, judge_options
from meetings.procedure.counts import Base, Tally
from meetings.procedure.laws import LawAct
from meetings.procedure.owners_matters import OwnersPoll
from meetings.procedure.rules import ProxyUse, Rule, preset
from meetings.procedure.verdict import Outcome, Verdict, judge, judge_casting, judge_uncounted


class Method(StrEnum):
    """How a vote is taken."""

    HANDS = "hands"
    ROLL_CALL = "roll_call"
    SECRET = "secret"
    WRITTEN = "written"
    CONSENSUS = "consensus"


BY_NAME = frozenset({Method.ROLL_CALL, Method.WRITTEN})
"""Methods whose answers are kept with the names."""


ON_PAPER = frozenset({Method.SECRET, Method.WRITTEN})
"""Methods with papers, which can be invalid."""


class VoteState(StrEnum):
    """A void vote is kept, never reset."""

    OPEN = "open"
    CLOSED = "closed"
    VOID = "void"


class Choice(StrEnum):
    """One voter's answer; absence and recusal are not answers."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    NOT_VOTING = "not_voting"
    INVALID = "invalid"
    """A paper that cannot be read; only in a written vote."""


class QuorumNotReached(MeetingError):
    """No vote can be taken: `present`, `needed`, `expected`; `represented` of those by proxy."""

    present: int
    needed: int
    expected: int
    represented: int = 0


class NotCounted(MeetingError):
    """There is nothing to judge yet, since the vote has no counts: `vote` (its id), `state`."""

    vote: str
    state: VoteState


class CountsDoNotFit(MeetingError):
    """The counts exceed the voters in the room: `votes`, `present`."""

    votes: int
    present: int


@dataclass(frozen=True, slots=True)
class Proxy:
    """A vote cast for somebody away, by names."""

    principal: str
    holder: str


NAMELESS = "（未具名{n}）"
"""The name in a table of somebody who was counted there and whom nobody named."""


def unlisted(expected: Sequence[str], present: Sequence[str]) -> int:
    """How many of those present are not among those expected; 0 where nobody is expected."""
    if not expected:
        return 0
    listed, nameless = set(expected), NAMELESS.partition("{")[0]
    return sum(1 for name in present if name not in listed and not name.startswith(nameless))


@dataclass(frozen=True, slots=True)
class Electorate:
    """Names of the room at the second the vote closed; later corrections do not move it.

    In a written vote `present` are those who handed in an answer.
    """

    expected: tuple[str, ...]
    present: tuple[str, ...]
    recused: tuple[str, ...] = ()
    represented: tuple[Proxy, ...] = ()

    def base(self) -> Base:
        """The counts that the rule is applied to."""
        return Base(
            expected=len(self.expected),
            present=len(self.present),
            recused=len(self.recused),
            proxies=len(self.represented),
            unlisted=unlisted(self.expected, self.present),
        )

    def votes(self, rule: Rule) -> int:
        """How many votes the room can cast."""
        proxies = 0 if rule.proxies is ProxyUse.NOT_COUNTED else len(self.represented)
        return len(self.present) + proxies


@dataclass(frozen=True, slots=True)
class Ballot:
    """One name of a roll call, or one return of a written vote, and its answer.

    `marks` are the options chosen, of an answer that is FOR; `holder` gave it for somebody away;
    `at` is when a return came in.
    """

    name: str
    choice: Choice
    marks: tuple[str, ...] = ()
    holder: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection heard when consensus was asked for; one that no longer stands was answered."""

    name: str
    text: str = ""
    stands: bool = True
    reserved: bool = False
    """保留意见，不阻止: recorded and printed, and does not break the consensus."""


@dataclass(frozen=True, slots=True)
class TellerChange:
    """A teller who had to go before the papers were counted, and who counts instead from then."""

    name: str
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Declined:
    """Somebody elected who does not take the seat (不就任), and why.

    `successor` takes the seat where a `provision` that somebody named says so; without one it
    stays empty. The program decides neither.
    """

    name: str
    reason: str
    at: datetime
    successor: str = ""
    provision: str = ""


@dataclass(frozen=True, slots=True)
class Election:
    """What an election keeps beside its counts: who counts, and the papers out and in.

    `tellers` are named before the papers are given out and stay for the next round; `given_out`
    and `taken_in` are None while nobody counted them; `pool` is how many are on the list of
    voters, None where they are those on the roll.
    """

    tellers: tuple[str, ...] = ()
    given_out: int | None = None
    taken_in: int | None = None
    pool: int | None = None
    stood_down: tuple[str, ...] = ()
    """Who would have met again in this round, or was on its paper, and does not stand."""
    changes: tuple[TellerChange, ...] = ()
    """Tellers who had to go; `tellers` are those who count now."""
    declined: tuple[Declined, ...] = ()
    """Who was elected in this round and does not take the seat."""
    answers: tuple[str, ...] = ()
    """What was asked of this round by law or arithmetic, and what was answered."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote on one motion; with `options` it chooses among them.

    A secret vote keeps its counts and its tellers alone.
    """

    id: str
    body: str
    meeting: str
    item: str
    motion: str
    round: int
    method: Method
    opened_at: datetime
    state: VoteState = VoteState.OPEN
    closed_at: datetime | None = None
    electorate: Electorate | None = None
    tally: Tally | None = None
    """Among options `for_` counts the valid papers."""
    ballots: tuple[Ballot, ...] = ()
    outcome: Outcome | None = None
    override_reason: str = ""
    void_reason: str = ""
    voided_at: datetime | None = None
    text: str = ""
    """The wording that was voted on; a later amendment does not change it."""
    options: tuple[OptionTally, ...] = ()
    choose: int = 1
    """How many options a paper may mark."""
    seats: int = 1
    run_off_of: str | None = None
    tellers: tuple[str, ...] = ()
    objections: tuple[Objection, ...] = ()
    objections_asked: bool = False
    majority: bool | None = None
    """Whether an uncounted majority was for (True) or against; None where votes were counted."""
    casting: bool | None = None
    """How the chair broke a tie."""
    owners: OwnersPoll | None = None
    """A joint decision of the owners, judged by heads and area; the room counts for nothing."""
    election: Election | None = None
    """An election of people for seats, who are the options; None for any other vote."""

    def by_choice(self) -> dict[Choice, tuple[str, ...]]:
        """The names of a roll call under each answer."""
        return {
            choice: tuple(b.name for b in self.ballots if b.choice is choice) for choice in Choice
        }

    @property
    def counted(self) -> bool:
        """Whether the vote was closed with counts to judge, even if it was voided since."""
        return self.electorate is not None and (self.tally is not None or self.majority is not None)


def at_the_polls(rule: Rule) -> bool:
    """Whether the rule is a law's on elections or recalls: whoever hands in a paper takes part, in
    the room or not, and the shares are taken of those."""
    return rule.law is not None and rule.law.act is not LawAct.MEETING


def voters_listed(election: Election | None, electorate: Electorate) -> int:
    """How many may vote in an election or a recall by law: those on the list, or on the roll."""
    pool = election.pool if election is not None else None
    return len(electorate.expected) if pool is None else pool


def may_be_cast(rule: Rule, electorate: Electorate, election: Election | None = None) -> int:
    """How many votes there can be: of the room, or by law of everybody who may vote."""
    if at_the_polls(rule):
        return voters_listed(election, electorate)
    return electorate.votes(rule)


def took_part(
    rule: Rule, electorate: Electorate, tally: Tally, election: Election | None = None
) -> Base:
    """What the shares are taken of: the room, or in an election or a recall by law who voted."""
    if at_the_polls(rule):
        return Base(voters_listed(election, electorate), tally.handed_in)
    return electorate.base()


def rule_of(vote: Vote, rule: Rule) -> Rule:
    """The rule a vote is judged by.

    The owners' own, one where nobody may be against, or under a law that of the further round.
    """
    if vote.owners is not None:
        return vote.owners.rule
    elects = rule.law is not None and rule.law.act is LawAct.ELECTION
    if vote.election is not None and vote.run_off_of is not None and elects:
        assert rule.law is not None
        return preset(rule.law.preset, rule.law.pool, further_round=True)
    seeks = vote.method is Method.CONSENSUS and not vote.options and not rule.owners
    return replace(rule, veto=True) if seeks else rule


def verdict(vote: Vote, rule: Rule) -> Verdict:
    """Judge a counted vote on a motion by the rule its meeting was opened under."""
    if vote.electorate is None:
        raise NotCounted(vote=vote.id, state=vote.state)
    rule = rule_of(vote, rule)
    if vote.owners is not None and vote.tally is not None:
        everybody = Base(expected=vote.owners.heads, present=None)
        return judge(rule, everybody, vote.tally, vote.owners.areas)
    if vote.majority is not None:
        return judge_uncounted(rule, vote.electorate.base(), vote.majority)
    if vote.tally is None:
        raise NotCounted(vote=vote.id, state=vote.state)
    base = took_part(rule, vote.electorate, vote.tally)
    judged = judge(rule, base, vote.tally, override_reason=vote.override_reason)
    if vote.objections_asked:
        standing = {objection.name for objection in vote.objections if objection.stands}
        tied = judged.outcome is Outcome.TIED  # nobody counted votes that could be level
        outcome = Outcome.FAILED if tied else judged.outcome
        judged = replace(judged, insisting=len(standing), outcome=outcome)
    return judged if vote.casting is None else judge_casting(judged, vote.casting)


def options_verdict(vote: Vote, rule: Rule) -> OptionsVerdict:
    """Judge a counted vote among options."""
    if vote.electorate is None or vote.tally is None:
        raise NotCounted(vote=vote.id, state=vote.state)
    base = vote.electorate.base()
    if vote.election is not None:
        base = took_part(rule, vote.electorate, vote.tally, vote.election)
    return judge_options(
        rule_of(vote, rule),
        base,
        vote.options,
        choose=vote.choose,
        seats=vote.seats,
        valid=vote.tally.for_,
        invalid=vote.tally.invalid,
        abstain=vote.tally.abstain,
        override_reason=vote.override_reason,
        alone=vote.election is not None and vote.run_off_of is not None,
    )


def judged(vote: Vote, rule: Rule) -> Verdict | OptionsVerdict:
    """The verdict of any counted vote."""
    return options_verdict(vote, rule) if vote.options else verdict(vote, rule)


def tally_of(ballots: tuple[Ballot, ...]) -> Tally:
    """Count a roll call or the returns of a written vote."""
    answers = [ballot.choice for ballot in ballots]
    return Tally(
        for_=answers.count(Choice.FOR),
        against=answers.count(Choice.AGAINST),
        abstain=answers.count(Choice.ABSTAIN),
        invalid=answers.count(Choice.INVALID),
    )


def marks_of(ballots: tuple[Ballot, ...], labels: tuple[str, ...]) -> tuple[OptionTally, ...]:
    """Count the marks that named answers give to options."""
    return tuple(
        OptionTally(label, sum(1 for b in ballots if b.choice is Choice.FOR and label in b.marks))
        for label in labels
    )
