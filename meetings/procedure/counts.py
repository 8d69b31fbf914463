"""What was counted: the votes and the room they were counted in."""

from meetings.dataclass import dataclass
from meetings.errors import MeetingError, Missing
from meetings.procedure.owners import Areas, AreasNotUsed
from meetings.procedure.rules import ProxyUse, Rule, Voters


class NegativeCount(MeetingError):
    """A count below nothing: `name`, `value`."""

    name: str
    value: int


class TooManyVotes(MeetingError):
    """More votes than voters: `votes`, `voters`, `for_`, `against`, `abstain`, `invalid`."""

    votes: int
    voters: int
    for_: int
    against: int
    abstain: int
    invalid: int


class TooManyPresent(MeetingError):
    """More people than expected: `present`, `recused`, `proxies`, `expected`."""

    present: int
    recused: int
    proxies: int
    expected: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one vote, in votes (for owners in heads)."""

    for_: int
    against: int
    abstain: int = 0
    invalid: int = 0

    @property
    def cast(self) -> int:
        """For, against and abstaining together."""
        return self.for_ + self.against + self.abstain

    @property
    def handed_in(self) -> int:
        """All votes, the invalid ones too."""
        return self.cast + self.invalid

    def by_side(self) -> dict[str, int]:
        """The counts by the name of the side."""
        return {"for": self.for_, "against": self.against,
                "abstain": self.abstain, "invalid": self.invalid}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Base:
    """The room at the close of a vote, in persons who may vote; None where nobody counted.

    `present` leaves out those recused for this item; `expected` does not. `proxies` are the
    persons represented by somebody in the room; the rule says what they count for. `unlisted`
    of those present are not expected: under a rule by which whoever is there may vote.
    """

    expected: int | None
    present: int | None
    recused: int = 0
    proxies: int = 0
    unlisted: int = 0


class NumberMissing(Missing):
    """The rule needs a number that nobody gave: `what` (`expected`, `present`, `areas`)."""


def required(what: str, number: int | None) -> int:
    """The number, or NumberMissing where nobody gave it."""
    if number is None:
        raise NumberMissing(what=what)
    return number


def voters(rule: Rule, base: Base) -> int | None:
    """How many may vote; for owners all heads; None where nobody counted the room."""
    if rule.owners:
        return base.expected
    if base.present is None:
        return None
    return base.present if rule.proxies is ProxyUse.NOT_COUNTED else base.present + base.proxies


_NAMES = ("for", "against", "abstain", "invalid", "expected", "present", "recused", "proxies")


def check_counts(rule: Rule, base: Base, tally: Tally, areas: Areas | None) -> TooManyVotes | None:
    """Check the counts; too many votes are returned as an error that a written reason overrides.

    Raises NegativeCount, NumberMissing, TooManyPresent, AreasNotUsed and the errors of Areas.check.
    """
    numbers = (
        tally.for_, tally.against, tally.abstain, tally.invalid, base.expected or 0,
        base.present or 0, base.recused, base.proxies,
    )  # fmt: skip
    if min(numbers) < 0:
        name, value = next(
            (name, value) for name, value in zip(_NAMES, numbers, strict=True) if value < 0
        )
        raise NegativeCount(name=name, value=value)
    if rule.owners or rule.needs_expected:
        required("expected", base.expected)
    if rule.needs_present:
        required("present", base.present)
    if rule.owners:
        if areas is None:
            raise NumberMissing(what="areas")
        areas.check(tally.by_side())
    elif areas is not None:
        raise AreasNotUsed(rule=rule.preset)
    room = voters(rule, base)
    if rule.owners and base.present is not None:
        room = base.present
    beyond = rule.may_exceed_expected or rule.voters is Voters.EVERYBODY
    if base.expected is not None and not beyond:
        if base.present is not None and (
            base.present + base.recused + base.proxies > base.expected
        ):
            raise TooManyPresent(
                present=base.present, recused=base.recused, proxies=base.proxies,
                expected=base.expected,
            )  # fmt: skip
        if room is None:
            room = base.expected
    if room is not None and tally.handed_in > room:
        return TooManyVotes(
            votes=tally.handed_in, voters=room, for_=tally.for_, against=tally.against,
            abstain=tally.abstain, invalid=tally.invalid,
        )  # fmt: skip
    return None
