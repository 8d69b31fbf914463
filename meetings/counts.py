"""What was counted: the votes and the room they were counted in."""

from dataclasses import dataclass

from meetings.errors import MeetingError, Missing


class NegativeCount(MeetingError):
    """A count below nothing: `name`, `value`."""


class TooManyVotes(MeetingError):
    """More votes than voters: `votes`, `voters`, `for_`, `against`, `abstain`, `invalid`."""


class TooManyPresent(MeetingError):
    """More people than expected: `present`, `recused`, `proxies`, `expected`."""


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
    persons represented by somebody in the room; the rule says what they count for.
    """

    expected: int | None
    present: int | None
    recused: int = 0
    proxies: int = 0


def known(what: str, number: int | None) -> int:
    """The number, or Missing where nobody gave it."""
    if number is None:
        raise Missing(what=what)
    return number
