"""A share of a base, in whole numbers: the arithmetic every rule stands on."""

from enum import StrEnum

from meetings.dataclass import dataclass
from meetings.errors import MeetingError


class InvalidShare(MeetingError):
    """No share between nothing and everything: `numerator`, `denominator`, `strict`."""

    numerator: int
    denominator: int
    strict: bool


class Basis(StrEnum):
    """Of what a share is taken."""

    EXPECTED = "expected"
    """Everybody who should have come (应到); for owners all heads and the whole area."""
    PRESENT = "present"
    """Those in the room who may vote (实到), with the represented where the rule counts them."""
    CAST = "cast"
    """For, against and abstaining together; for owners those taking part."""
    DECISIVE = "decisive"
    """For and against together, abstentions left out."""


@dataclass(frozen=True, slots=True)
class Share:
    """A fraction above 0 and up to 1; `strict` is 超过 (more than), otherwise 不少于 (at least).

    以上 includes the number and 超过 does not: Civil Code art. 1259. Raises InvalidShare.
    """

    numerator: int
    denominator: int
    strict: bool

    def __post_init__(self) -> None:
        within = 0 < self.numerator <= self.denominator
        if not within or (self.strict and self.numerator == self.denominator):
            raise InvalidShare(
                numerator=self.numerator, denominator=self.denominator, strict=self.strict
            )

    def met(self, part: int, whole: int) -> bool:
        """Whether `part` of `whole` is enough; nothing is ever enough of an empty base."""
        if whole <= 0:
            return False
        if self.strict:
            return part * self.denominator > whole * self.numerator
        return part * self.denominator >= whole * self.numerator

    def smallest(self, whole: int) -> int | None:
        """The smallest whole number that is enough of `whole`; None when the base is empty."""
        if whole <= 0:
            return None
        if self.strict:
            return whole * self.numerator // self.denominator + 1
        return -(-whole * self.numerator // self.denominator)


@dataclass(frozen=True, slots=True)
class Threshold:
    """A share of a named base."""

    basis: Basis
    share: Share


def more_than(numerator: int, denominator: int, basis: Basis) -> Threshold:
    """超过: the number itself is not enough."""
    return Threshold(basis, Share(numerator, denominator, strict=True))


def at_least(numerator: int, denominator: int, basis: Basis) -> Threshold:
    """不少于: the number itself is enough."""
    return Threshold(basis, Share(numerator, denominator, strict=False))
