"""全程: one matter's road across the tiers on a printed page."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from exports import text, words
from exports.documents.names import file_name
from exports.layout import blocks, styles, tables
from exports.layout.packing import pack
from meetings.community.bodies import Tier
from meetings.papers.road import Road, RoadStep, Station
from meetings.terms import term

_COLUMNS = (34, 14, 108)
"""Widths in mm: day, tier, what happened."""


def road_document(road: Road, at: datetime) -> bytes:
    """The road as a .docx; `at` is when it was printed. The same value gives the same bytes."""
    document = blocks.new_document(f"{road.title}{words.ROAD}", road.body_name, at)
    blocks.title(document, words.ROAD_TITLE.format(title=text.one_line(road.title)))
    blocks.subtitle(document, road.body_name)
    blocks.line(document, words.ROAD_ARROW.join(map(_station, road.stations)), styles.TABLE_TEXT)
    if road.owners_matter:
        blocks.line(document, words.OWNERS_MATTER, styles.TABLE_TEXT)
    tables.table(
        document, words.ROAD_HEADS, _rows(road), _COLUMNS, [0, 1], row_height=5,
        caption=words.ROAD, style=styles.TABLE_SMALL,
    )  # fmt: skip
    blocks.line(document, words.ROAD_PRINTED.format(day=text.day_text(at.date())), styles.FINE)
    return pack(document)


def _station(station: Station) -> str:
    if station.undated:
        return words.ROAD_REACHED.format(name=station.name, day=words.DAY_UNKNOWN)
    if station.at is None:
        return words.ROAD_TO_COME.format(name=station.name)
    day = words.ROAD_DAY.format(month=station.at.month, day=station.at.day)
    return words.ROAD_REACHED.format(name=station.name, day=day)


def _rows(road: Road) -> Iterator[tuple[str, str, str]]:
    """Rows of day, tier and what happened; steps of one day and tier share a row to save space.

    The day and the year are written once where they stay the same.
    """
    before: date | None = None
    for (day, tier, _unknown), group in groupby(road.steps, key=_place):
        steps = list(group)
        events = "".join(f"{term(step.kind)}：{_step_text(step)}" for step in steps)
        yield _day(steps[0], before), term(tier), events
        before = day or before


def _place(step: RoadStep) -> tuple[date | None, Tier, bool]:
    return step.at.date() if step.at is not None else None, step.tier, step.undated


def _day(step: RoadStep, before: date | None) -> str:
    if step.undated:
        return words.DAY_UNKNOWN
    if step.at is None or step.at.date() == before:
        return ""
    here = step.at.date()
    short = words.ROAD_DAY.format(month=here.month, day=here.day)
    same = before is not None and before.year == here.year
    return short if same else words.ROAD_YEAR.format(year=here.year, day=short)


def _step_text(step: RoadStep) -> str:
    now = step.at is None and not step.undated
    late = words.ROAD_LATE if step.late and now else ""
    where = f"{step.body_name}：" if now else ""
    return text.sentence(late + where + step.text)


def road_name(road: Road, day: date) -> str:
    """The file's name: day, body and matter."""
    return file_name(day, road.body_name, f"{words.ROAD}-{text.one_line(road.title)}")
