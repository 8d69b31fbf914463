"""What was said on an item, taken together by a person into points (纪要要点) for the minutes."""

from enum import StrEnum

from meetings.dataclass import dataclass
from meetings.sitting.debate import Stance


class PointKind(StrEnum):
    """What a point is, in the order in which the minutes have them."""

    FOR = "for"
    AGAINST = "against"
    QUESTION = "question"
    NEUTRAL = "neutral"
    SUPPLEMENT = "supplement"
    POLICY = "policy"
    LEFT_OUT = "left_out"
    """In the record alone."""


KIND_OF = {
    Stance.UNSAID: PointKind.NEUTRAL,
    Stance.FOR: PointKind.FOR,
    Stance.AGAINST: PointKind.AGAINST,
    Stance.NEUTRAL: PointKind.NEUTRAL,
    Stance.SUPPLEMENT: PointKind.SUPPLEMENT,
    Stance.POLICY: PointKind.POLICY,
}


@dataclass(frozen=True, slots=True)
class Point:
    """One point, and the ids of the speeches that make it; a speech is in one point at most."""

    kind: PointKind
    text: str
    speeches: tuple[str, ...] = ()
