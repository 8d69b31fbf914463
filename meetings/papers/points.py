"""The points of an item as minutes print them: those that a person made, and for other speeches
proposals by stance, few enough for minutes of two or three pages.
"""

from collections.abc import Iterable, Iterator

from meetings.chairing.points import gist, kind_of
from meetings.clean import is_blank
from meetings.dataclass import dataclass
from meetings.papers.minutes import ItemMinutes, PointLine, SpeechLine
from meetings.sitting.debate import SpeechKind
from meetings.sitting.points import PointKind

MOST = {
    PointKind.FOR: 3, PointKind.AGAINST: 3, PointKind.QUESTION: 3, PointKind.NEUTRAL: 2,
    PointKind.SUPPLEMENT: 2, PointKind.POLICY: 2, PointKind.LEFT_OUT: 0,
}  # fmt: skip
"""How many points of each kind are proposed; the remaining speakers are only counted."""
MANY = 12
"""From this many different speeches on an item, one point fewer of each kind is proposed."""


@dataclass(frozen=True, slots=True)
class Points:
    """The points of one kind, and how many more people spoke so without a point of their own."""

    kind: PointKind
    points: tuple[PointLine, ...]
    others: int = 0


def printed_points(item: ItemMinutes) -> tuple[Points, ...]:
    """The points of an item that the minutes print, kind by kind."""
    return tuple(_printed(item.points, item.speeches))


def proposed(speeches: Iterable[SpeechLine]) -> tuple[Points, ...]:
    """By kind: the first points, and the number of the others."""
    return tuple(_printed((), tuple(speeches)))


def _printed(points: tuple[PointLine, ...], speeches: tuple[SpeechLine, ...]) -> Iterator[Points]:
    less = int(len({gist(speech.text) for speech in speeches if not speech.taken}) >= MANY)
    for kind in MOST:
        own = [point for point in points if point.kind is kind]
        if kind is PointKind.LEFT_OUT:
            continue
        same: dict[str, list[str]] = {}
        for speech in speeches:
            fits = speech.kind is SpeechKind.SPEECH and not speech.taken
            if fits and kind_of(speech.stance, speech.text) is kind:
                text = gist(speech.text)
                if not is_blank(text):
                    same.setdefault(text, []).append(speech.name)
        made = [
            PointLine(kind, text, tuple(dict.fromkeys(name for name in names if name)))
            for text, names in same.items()
        ]
        room = max(MOST[kind] - less - len(own), 0)
        shown, rest = [*own, *made[:room]], made[room:]
        if shown or rest:
            named = {name for point in shown for name in point.names}
            others = {name for point in rest for name in point.names} - named
            nameless = sum(not point.names for point in rest)
            yield Points(kind, tuple(shown), len(others) + nameless)
