"""Speeches: who said what, for or against, and whose turn it is."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from meetings.dataclass import dataclass


class Stance(StrEnum):
    """Where a speech stands on the matter."""

    UNSAID = "unsaid"
    """Nobody said for or against; shown as nothing, unlike neutral, which somebody chose."""
    FOR = "for"
    AGAINST = "against"
    NEUTRAL = "neutral"
    SUPPLEMENT = "supplement"
    POLICY = "policy"


_QUESTION = re.compile(
    r".*(?:[？?]|吗|呢|(?:能不能|可不可以|要不要|该不该)[^，,。；;！!]*)[\s\W]*", re.S
)


def asks(stance: Stance, text: str) -> bool:
    """Whether the speech takes no side and ends in a question."""
    return stance in {Stance.UNSAID, Stance.NEUTRAL} and _QUESTION.fullmatch(text) is not None


class SpeechKind(StrEnum):
    """A speech, or a note of the secretary on what happened."""

    SPEECH = "speech"
    NOTE = "note"
    POINT_OF_ORDER = "point_of_order"
    INTERRUPTION = "interruption"


def untold(written_at: datetime) -> datetime:
    """The `at` of a speech whose time nobody told: all other times have whole seconds."""
    return written_at.replace(microsecond=1)


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
    same_turn: bool = False
    """A further note of the turn in which the speaker's note before it was taken."""

    @property
    def said_at(self) -> datetime | None:
        """When it was said; None where nobody told, and `at` alone keeps its place."""
        return None if self.at.microsecond else self.at

    @property
    def begins_turn(self) -> bool:
        """Whether it counts as one more speech: it is neither a note nor more of the same turn."""
        return self.kind is SpeechKind.SPEECH and not self.same_turn


@dataclass(frozen=True, slots=True)
class Floor:
    """Who has the floor, and since when."""

    person: str | None
    name: str
    since: datetime
    heard: int = 0
    """How many speeches there were when the floor was given, as times have whole seconds only."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One raised hand; `stance` where the speaker said for or against."""

    person: str | None
    name: str
    stance: Stance | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """How much one person spoke."""

    name: str
    times: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of the rule that a speech has met: `kind` is over_time or too_many; never a bar."""

    kind: str
    used: int
    allowed: int


def who(person: str | None, name: str) -> str:
    """The key of a speaker: the person's id, or the bare name of somebody not on the roll."""
    return person or f"={name}"


def times_spoken(speeches: Iterable[Speech], item: str | None = None) -> Counter[str]:
    """How often each person spoke, by name; on one item, or in the whole meeting."""
    return Counter(
        speech.name
        for speech in speeches
        if speech.begins_turn and (item is None or speech.item == item)
    )


def talk_of(speeches: Iterable[Speech], item: str | None = None) -> tuple[Talk, ...]:
    """How often and how long each speaker spoke, those with most time first."""
    found: dict[str, Talk] = {}
    for speech in speeches:
        if speech.kind is not SpeechKind.SPEECH or (item is not None and speech.item != item):
            continue
        key = who(speech.person, speech.name)
        so_far = found.get(key, Talk(speech.name, 0, 0))
        found[key] = Talk(
            speech.name, so_far.times + speech.begins_turn, so_far.seconds + speech.seconds
        )
    return tuple(sorted(found.values(), key=lambda talk: (-talk.seconds, -talk.times)))


def last_side(speeches: Sequence[Speech], item: str) -> Stance | None:
    """The side, for or against, that spoke last on the item."""
    for speech in reversed(speeches):
        is_speech = speech.kind is SpeechKind.SPEECH and speech.item == item
        if is_speech and speech.stance in {Stance.FOR, Stance.AGAINST}:
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
    spoken = {
        who(speech.person, speech.name)
        for speech in speeches
        if speech.kind is SpeechKind.SPEECH and speech.item == item
    }
    side = last_side(speeches, item) if alternate_sides else None
    order = sorted(
        enumerate(queue),
        key=lambda at: (
            new_speakers_first and who(at[1].person, at[1].name) in spoken,
            side is not None and at[1].stance is side,
            at[0],
        ),
    )
    return tuple(waiting for _, waiting in order)
