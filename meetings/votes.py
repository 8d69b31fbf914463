"""Votes: the ways to take one, the electorate frozen when it closes, and its verdict."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from meetings.errors import MeetingError
from meetings.rules import ProxyUse, Rule
from meetings.verdict import Base, Outcome, Tally, Verdict, judge


class Method(StrEnum):
    """How a vote is taken."""

    HANDS = "hands"
    ROLL_CALL = "roll_call"
    SECRET = "secret"
    WRITTEN = "written"
    CONSENSUS = "consensus"


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


class QuorumNotReached(MeetingError):
    """No vote can be taken: `present`, `needed`, `expected`."""


class CountsDoNotFit(MeetingError):
    """The counts exceed the voters in the room: `votes`, `present`."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """A vote cast for somebody away, by names."""

    principal: str
    holder: str


@dataclass(frozen=True, slots=True)
class Electorate:
    """Names of the room at the second the vote closed; later corrections do not move it."""

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
        )

    def votes(self, rule: Rule) -> int:
        """How many votes the room can cast."""
        proxies = 0 if rule.proxies is ProxyUse.NOT_COUNTED else len(self.represented)
        return len(self.present) + proxies


@dataclass(frozen=True, slots=True)
class Ballot:
    """One name of a roll call and its answer."""

    name: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote on one motion."""

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
    ballots: tuple[Ballot, ...] = ()
    outcome: Outcome | None = None
    override_reason: str = ""
    void_reason: str = ""

    def by_choice(self) -> dict[Choice, tuple[str, ...]]:
        """The names of a roll call under each answer."""
        return {
            choice: tuple(b.name for b in self.ballots if b.choice is choice) for choice in Choice
        }


def verdict(vote: Vote, rule: Rule) -> Verdict:
    """Judge a closed vote by the rule its meeting was opened under."""
    if vote.electorate is None or vote.tally is None:
        raise MeetingError(vote=vote.id, state=vote.state)
    return judge(
        rule,
        vote.electorate.base(),
        vote.tally,
        override_reason=vote.override_reason,
    )


def tally_of(ballots: tuple[Ballot, ...]) -> Tally:
    """Count a roll call."""
    answers = [ballot.choice for ballot in ballots]
    return Tally(
        for_=answers.count(Choice.FOR),
        against=answers.count(Choice.AGAINST),
        abstain=answers.count(Choice.ABSTAIN),
    )
