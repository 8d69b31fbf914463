"""Owners' joint decisions (Civil Code art. 278): areas in hundredths of a square metre."""

import re
import unicodedata
from typing import Literal

from meetings.clean import trim
from meetings.dataclass import dataclass
from meetings.errors import MeetingError


class InvalidArea(MeetingError):
    """Not an area with at most two decimals: `text`."""

    text: str


class NegativeArea(MeetingError):
    """An area below nothing: `name`, `value` (hundredths of m²)."""

    name: str
    value: int


class AreaBeyondTotal(MeetingError):
    """The areas that voted are more than there is: `voted`, `total` (hundredths of m²)."""

    voted: int
    total: int


class AreaWithoutHeads(MeetingError):
    """An area voted with nobody behind it: `side`, `area` (hundredths of m²)."""

    side: str
    area: int


class AreasNotUsed(MeetingError):
    """Areas were given for a rule that counts heads alone: `rule`."""

    rule: str


_AREA = re.compile(r"(\d{1,12})(?:\.(\d{1,2}))?")


def parse_area(text: str) -> int:
    """Hundredths of m² from text like `9876.54`, `9,876.5` or full width; raises InvalidArea."""
    plain = trim(unicodedata.normalize("NFKC", text))
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d*)?", plain):
        plain = plain.replace(",", "")
    found = _AREA.fullmatch(plain)
    if found is None or not plain.isascii():
        raise InvalidArea(text=text)
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def area_text(hundredths: int) -> str:
    """An area in m² with its two decimals, exactly."""
    return f"{hundredths // 100}.{hundredths % 100:02d}"


@dataclass(frozen=True, slots=True)
class Areas:
    """The areas behind a count of owners, all in hundredths of m²; `total` is the whole estate."""

    total: int
    for_: int
    against: int
    abstain: int = 0
    invalid: int = 0

    @property
    def cast(self) -> int:
        """The area taking part; abstaining is taking part, a spoilt ballot is not."""
        return self.for_ + self.against + self.abstain

    def by_side(self) -> dict[str, int]:
        """The areas by the name of the side."""
        return {"for": self.for_, "against": self.against,
                "abstain": self.abstain, "invalid": self.invalid}  # fmt: skip

    def check(self, heads: dict[str, int]) -> None:
        """Raise NegativeArea, AreaBeyondTotal or AreaWithoutHeads; `heads` by name of the side."""
        sides = self.by_side()
        for name, value in {"total": self.total, **sides}.items():
            if value < 0:
                raise NegativeArea(name=name, value=value)
        voted = sum(sides.values())
        if voted > self.total:
            raise AreaBeyondTotal(voted=voted, total=self.total)
        for side, value in sides.items():
            if value and not heads[side]:
                raise AreaWithoutHeads(side=side, area=value)


@dataclass(frozen=True, slots=True)
class Followers:
    """Owners who took no part and are added to the majority (从多数): heads, hundredths of m²."""

    side: Literal["for", "against"]
    heads: int
    area: int


def followers(expected: int, heads: dict[str, int], areas: Areas) -> Followers | None:
    """Who follows whom; nobody where heads and area do not point to the same side.

    Whoever handed in a spoilt ballot did not stay away and follows nobody. The clause is
    disputed: it is applied only where a rule switches it on and names its source.
    """
    away = expected - sum(heads.values())
    area = areas.total - areas.cast - areas.invalid
    if heads["for"] > heads["against"] and areas.for_ > areas.against:
        return Followers("for", away, area)
    if heads["for"] < heads["against"] and areas.for_ < areas.against:
        return Followers("against", away, area)
    return None
