"""A matter's full history as lines on the screen: its stages, then step by step."""

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from meetings.papers.road import Road, RoadStep, Station
from meetings.terms import term
from tui.language import _, language
from tui.text import mixed, plain
from tui.words.days import clock, day_text

ARROW = " → "
LEAST_ROOM = 20
"""The least cells for the words of a step."""


def station_words(station: Station, last: date | None = None) -> str:
    """A stage as `街道 11月24日`, or marked as still to come; the year where `last` differs."""
    if station.undated:
        return f"{station.name} {_('day unknown')}"
    if station.at is None:
        return _("{name} (planned)").format(name=station.name)
    return f"{station.name} {day_text(station.at.date(), today=last)}"


def road_lines(road: Road, width: int) -> tuple[Content, ...]:
    """The whole history in lines of at most `width` cells."""
    return tuple(_lines(road, width))


def _lines(road: Road, width: int) -> Iterator[Content]:
    last = max((one.at.date() for one in road.stations if one.at is not None), default=None)
    stations = ARROW.join(station_words(one, last) for one in road.stations)
    yield mixed("[b]$s[/]", s=stations)
    if road.owners_matter:
        yield plain(_("owners' matter: must also go to the owners' joint decision"), "bold")
    yield plain("")
    day = ""
    for step in road.steps:
        if step.undated:
            day = _("day unknown")
            yield mixed("[b]$d[/]", d=day)
        elif step.at is not None:
            shown = day_text(step.at.date(), year=True)
            if shown != day:
                day = shown
                yield mixed("[b]$d[/]", d=day)
        yield from _step(step, width)


def _step(step: RoadStep, width: int) -> Iterator[Content]:
    """One step: its time and first words in a line, the rest indented below."""
    label = term(step.kind, language())
    when = clock(step.at) if step.at is not None else "     "
    where = term(step.tier, language())
    late = f" {_('LATE')}" if step.late else ""
    head = mixed("  $w $p [b]$k[/][b]$l[/] ", w=when, p=where, k=label, l=late)
    room = max(LEAST_ROOM, width - head.cell_length)
    for n, line in enumerate(plain(step.text).wrap(room)):
        yield head + line if n == 0 else line.pad_left(head.cell_length)
