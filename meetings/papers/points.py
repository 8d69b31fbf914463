"""What was said on an item, taken together into points: the minutes are a summary.

A person words the points at their desk; where nobody has, they are proposed from the speeches by
stance, the first words of each, few enough for minutes of two or three pages.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from meetings.clean import is_blank, visible_words
from meetings.papers.minutes import Said
from meetings.sitting.debate import SpeechKind, Stance

LONGEST = 44
"""Characters of a speech that a proposed point repeats."""
MOST = {
    Stance.FOR: 3, Stance.AGAINST: 3, Stance.NEUTRAL: 2, Stance.SUPPLEMENT: 2, Stance.POLICY: 2,
}  # fmt: skip
"""Points of each stance that are proposed; the other speakers are counted."""
_STOPS = "。！？；!?;"
_PAUSES = "，、,"


@dataclass(frozen=True, slots=True)
class Point:
    """One point of what was said, with those who made it."""

    stance: Stance
    text: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Points:
    """The points of one stance, and how many more people spoke so without a point of their own."""

    stance: Stance
    points: tuple[Point, ...]
    others: int = 0


def proposed(speeches: Iterable[Said]) -> tuple[Points, ...]:
    """By stance, in the order of the stances: the first points, and the number of the others."""
    return tuple(_proposed(tuple(speeches)))


def _proposed(speeches: tuple[Said, ...]) -> Iterator[Points]:
    for stance in Stance:
        same: dict[str, list[str]] = {}
        for said in speeches:
            if said.stance is stance and said.kind is SpeechKind.SPEECH:
                text = gist(said.text)
                if not is_blank(text):
                    same.setdefault(text, []).append(said.name)
        made = [
            Point(stance, text, tuple(dict.fromkeys(name for name in names if name)))
            for text, names in same.items()
        ]
        if made:
            shown, rest = made[: MOST[stance]], made[MOST[stance] :]
            named = {name for point in shown for name in point.names}
            others = {name for point in rest for name in point.names} - named
            nameless = sum(not point.names for point in rest)
            yield Points(stance, tuple(shown), len(others) + nameless)


def gist(text: str) -> str:
    """The first sentence, or as much of it as a point may have, up to a pause."""
    words = " ".join(visible_words(text))
    ends = [place for stop in _STOPS if (place := words.find(stop)) >= 0]
    first = words[: min(ends)] if ends else words
    if len(first) < 8 and ends and len(words) <= LONGEST:
        first = words.rstrip(_STOPS)
    if len(first) <= LONGEST:
        return first
    pause = max(first.rfind(sign, 0, LONGEST) for sign in _PAUSES)
    return first[:pause] if pause > LONGEST // 3 else f"{first[: LONGEST - 2]}……"
