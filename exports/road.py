"""全程: one matter's road across the tiers on a printed page."""

from datetime import date, datetime

from exports import text, words
from exports.layout import blocks
from exports.layout.packing import pack
from exports.names import file_name
from meetings.road import Road, RoadStep, Station
from meetings.terms import term


def road_document(road: Road, at: datetime) -> bytes:
    """The road as a .docx; `at` is when it was printed. The same value gives the same bytes."""
    document = blocks.new_document(f"{road.title}{words.ROAD}", road.body_name, at)
    blocks.title(document, words.ROAD_TITLE.format(title=text.one_line(road.title)))
    blocks.subtitle(document, road.body_name)
    blocks.gap(document)
    blocks.body(document, words.ROAD_ARROW.join(map(_station, road.stations)), words.ROAD_STAGES)
    if road.owners_matter:
        blocks.body(document, words.OWNERS_MATTER)
    blocks.heading(document, 1, 1, words.ROAD_COURSE)
    day: date | None = None
    for step in road.steps:
        if step.at is None:
            continue
        if step.at.date() != day:
            day = step.at.date()
            blocks.heading(document, 2, None, text.day_text(day))
        blocks.body(document, text.sentence(step.text), _label(step))
    blocks.heading(document, 1, 2, words.ROAD_NOW)
    for step in road.steps:
        if step.at is None:
            late = words.ROAD_LATE if step.late else ""
            blocks.body(document, text.sentence(late + step.text), f"{step.body_name}：")
    blocks.signature(document, road.body_name, at.date())
    return pack(document)


def _station(station: Station) -> str:
    if station.at is None:
        return words.ROAD_TO_COME.format(name=station.name)
    return words.ROAD_REACHED.format(name=station.name, day=text.day_text(station.at.date()))


def _label(step: RoadStep) -> str:
    clock = text.clock_text(step.at) if step.at is not None else ""
    return f"{clock}　{term(step.tier)}{term(step.kind)}："


def road_name(road: Road, day: date) -> str:
    """The file's name: day, body and matter."""
    return file_name(day, road.body_name, f"{words.ROAD}-{text.one_line(road.title)}")
