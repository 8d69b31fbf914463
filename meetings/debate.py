"""Speeches: who said what, for or against, and whose turn it is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Stance(StrEnum):
    """Where a speech stands on the matter."""

    FOR = "for"
    AGAINST = "against"
    NEUTRAL = "neutral"
    SUPPLEMENT = "supplement"
    POLICY = "policy"


class SpeechKind(StrEnum):
    """A speech, or a note of the secretary on what happened."""

    SPEECH = "speech"
    NOTE = "note"
    POINT_OF_ORDER = "point_of_order"
    INTERRUPTION = "interruption"


@dataclass(frozen=True, slots=True)
class Speech:
    """What one person said on one item, in the order it was said."""

    id: str
    body: str
    meeting: str
    item: str
    person: str | None
    name: str
    stance: Stance
    text: str
    at: datetime
    seconds: int = 0
    kind: SpeechKind = SpeechKind.SPEECH


@dataclass(frozen=True, slots=True)
class Floor:
    """Who has the floor, and since when."""

    person: str | None
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """One hand raised; `stance` where the speaker told it."""

    person: str | None
    name: str
    stance: Stance | None = None


def times_spoken(speeches: Iterable[Speech], item: str | None = None) -> Counter[str]:
    """How often each person spoke, by name; on one item, or in the whole meeting."""
    return Counter(
        speech.name
        for speech in speeches
        if speech.kind is SpeechKind.SPEECH and (item is None or speech.item == item)
    )


def seconds_spoken(speeches: Iterable[Speech]) -> Counter[str]:
    """How long each person spoke, in seconds, by name."""
    total: Counter[str] = Counter()
    for speech in speeches:
        total[speech.name] += speech.seconds
    return total


def last_side(speeches: Sequence[Speech], item: str) -> Stance | None:
    """The side, for or against, that spoke last on the item."""
    for speech in reversed(speeches):
        if speech.item == item and speech.stance in {Stance.FOR, Stance.AGAINST}:
            return speech.stance
    return None


def in_turn(
    queue: Sequence[Waiting],
    speeches: Sequence[Speech],
    item: str,
    new_speakers_first: bool,
    alternate_sides: bool,
) -> tuple[Waiting, ...]:
    """First hand first, but who has not spoken before who has; for and against alternate.

    The localised rules of order call this 平等参与 and 正反轮流; both are the body's to switch off.
    """
    spoken = times_spoken(speeches, item)
    side = last_side(speeches, item) if alternate_sides else None
    order = sorted(
        enumerate(queue),
        key=lambda at: (
            spoken[at[1].name] if new_speakers_first else 0,
            side is not None and at[1].stance is side,
            at[0],
        ),
    )
    return tuple(waiting for _, waiting in order)
