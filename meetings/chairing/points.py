"""Edit an item's points: proposed from the speeches, then merged, split, moved and reworded.

A speech stays in the record as it was said; a point only says which speeches it stands for.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from meetings.clean import is_blank, trim, visible_words
from meetings.errors import Missing, NotFound
from meetings.sitting.debate import Speech, SpeechKind, Stance, asks
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import WRITING
from meetings.sitting.points import KIND_OF, Point, PointKind

LONGEST = 44
"""Characters of a speech that a proposed point repeats."""
_STOPS = "。！？；!?;"
_PAUSES = "，、,"
_ORDER = tuple(PointKind)

Points = tuple[Point, ...]


def gist(text: str) -> str:
    """The first sentence, cut at a pause if it is longer than a point may be."""
    words = " ".join(visible_words(text))
    ends = [place for stop in _STOPS if (place := words.find(stop)) >= 0]
    first = words[: min(ends)] if ends else words
    if len(first) < 8 and ends and len(words) <= LONGEST:
        first = words.rstrip(_STOPS)
    if len(first) <= LONGEST:
        return first
    pause = max(first.rfind(sign, 0, LONGEST) for sign in _PAUSES)
    return first[:pause] if pause > LONGEST // 3 else f"{first[: LONGEST - 2]}……"


def kind_of(stance: Stance, text: str) -> PointKind:
    """The kind proposed for a speech, by its stance; a neutral one that asks is a question."""
    return PointKind.QUESTION if asks(stance, text) else KIND_OF[stance]


def speeches_on(meeting: Meeting, item: str) -> tuple[Speech, ...]:
    """The speeches on an item, without notes and without empty ones."""
    return tuple(
        speech
        for speech in meeting.speeches
        if speech.item == item and speech.kind is SpeechKind.SPEECH and not is_blank(speech.text)
    )


def not_taken(meeting: Meeting, item: str) -> tuple[Speech, ...]:
    """The speeches on an item that nobody has put into a point, nor left out."""
    taken = {id for point in meeting.item(item).points for id in point.speeches}
    return tuple(speech for speech in speeches_on(meeting, item) if speech.id not in taken)


def items_not_condensed(meeting: Meeting) -> tuple[str, ...]:
    """The items whose speeches the minutes take together by stance alone, in order."""
    return tuple(item.id for item in meeting.in_order if not_taken(meeting, item.id))


def proposed(speeches: Iterable[Speech]) -> Points:
    """One point for each thing said; several people's equal words make one point."""
    found: dict[tuple[PointKind, str], list[str]] = {}
    for speech in speeches:
        text = gist(speech.text)
        if not is_blank(text):
            kind = kind_of(speech.stance, speech.text)
            found.setdefault((kind, text), []).append(speech.id)
    return tuple(Point(kind, text, tuple(ids)) for (kind, text), ids in found.items())


def points_of(meeting: Meeting, item: str) -> Points:
    """The saved points, followed by proposals for speeches made since."""
    points = meeting.item(item).points
    return in_order((*points, *proposed(not_taken(meeting, item))))


def in_order(points: Iterable[Point]) -> Points:
    """Sorted by kind; the order within a kind stays."""
    return tuple(sorted(points, key=lambda point: _ORDER.index(point.kind)))


def keep_points(meeting: Meeting, item: str, points: Points) -> Meeting:
    """Keep the points of an item until the minutes are final.

    Raises Missing where one has no words, NotFound for a speech that is not on the item or is in
    two points.
    """
    meeting.require("keep_points", *WRITING)
    speeches = {speech.id for speech in meeting.speeches if speech.item == item}
    for point in points:
        if is_blank(point.text):
            raise Missing(what="text")
        for id in point.speeches:
            if id not in speeches:
                raise NotFound(kind="Speech", id=id)
            speeches.remove(id)
    made = in_order(replace(point, text=trim(point.text)) for point in points)
    changed = replace(meeting.item(item), points=made)
    return replace(
        meeting, items=tuple(changed if one.id == item else one for one in meeting.items)
    )


def looked_at(points: Points, shown: Points, saved: Collection[Point]) -> Points:
    """The points to save after a change: those saved before or new, not unchanged proposals."""
    return tuple(point for point in points if point in saved or point not in shown)


def merged(points: Points, into: int, others: Collection[int]) -> Points:
    """The speeches of others go to one point, whose words and kind stay."""
    wanted = sorted(set(others) - {into})
    speeches = [id for place in wanted for id in points[place].speeches]
    joined = replace(points[into], speeches=(*points[into].speeches, *speeches))
    return tuple(
        joined if place == into else point
        for place, point in enumerate(points)
        if place not in wanted
    )


def split(points: Points, place: int, speech: Speech) -> Points:
    """One speech becomes a point of its own, next to the one it was in."""
    rest = tuple(id for id in points[place].speeches if id != speech.id)
    own = Point(points[place].kind, gist(speech.text), (speech.id,))
    left = (replace(points[place], speeches=rest), own)
    return (*points[:place], *left, *points[place + 1 :])


def moved(points: Points, place: int, by: int) -> Points:
    """Move a point up (-1) or down (1) among those of its kind."""
    to = place + by
    if not 0 <= to < len(points) or points[to].kind is not points[place].kind:
        return points
    order = list(points)
    order[place], order[to] = order[to], order[place]
    return tuple(order)


def reworded(points: Points, place: int, kind: PointKind, text: str) -> Points:
    """The same speeches in other words, or under another kind."""
    if is_blank(text):
        raise Missing(what="text")
    made = replace(points[place], kind=kind, text=trim(text))
    return in_order((*points[:place], made, *points[place + 1 :]))


def names_of(point: Point, speeches: Iterable[Speech]) -> tuple[str, ...]:
    """Who made a point, each once, in the order of the speeches."""
    return tuple(dict.fromkeys(_names(point, speeches)))


def _names(point: Point, speeches: Iterable[Speech]) -> Iterator[str]:
    wanted = frozenset(point.speeches)
    for speech in speeches:
        if speech.id in wanted and not is_blank(speech.name):
            yield trim(speech.name)
