"""A matter's road on paper: its stages, its steps in order, and what is late."""

import io
from datetime import datetime, timedelta, timezone

import docx
import pytest

from exports.documents.road import road_document, road_name
from meetings.community.bodies import Tier
from meetings.papers.road import Road, RoadKind, RoadStep, Station

AT = datetime(2026, 12, 1, 9, 0, tzinfo=timezone(timedelta(hours=8)))
THEN = AT - timedelta(days=30)
CORNER = (Tier.CORNER, "45、47栋街角议事会")
ROAD = Road(
    "消防通道停车",
    "45、47栋街角议事会",
    (Station("街角", AT - timedelta(days=30)), Station("回复", None)),
    (
        RoadStep(THEN, *CORNER, RoadKind.RAISED, "张桂兰提出"),
        RoadStep(THEN, *CORNER, RoadKind.SENT, "没有权限"),
        RoadStep(None, *CORNER, RoadKind.NOW, "逾期3天未回复", late=True),
    ),
    owners_matter=True,
)  # fmt: skip


@pytest.fixture
def page():
    return docx.Document(io.BytesIO(road_document(ROAD, AT)))


def test_the_stages_say_what_was_reached_and_what_is_to_come(page):
    assert any("街角（11月1日） → 回复（未到）" in p.text for p in page.paragraphs)


def test_the_steps_of_one_day_and_tier_share_a_row(page):
    rows = [[cell.text for cell in row.cells] for row in page.tables[0].rows]
    assert rows == [
        ["日期", "层级", "经过"],
        ["2026年11月1日", "街角", "提出：张桂兰提出。上提：没有权限。"],
        ["", "街角", "现在：【逾期】45、47栋街角议事会：逾期3天未回复。"],
    ]


def test_what_only_owners_decide_is_marked(page):
    assert any("须另行提交业主共同决定" in p.text for p in page.paragraphs)


def test_the_same_road_gives_the_same_bytes_and_a_safe_name():
    assert road_document(ROAD, AT) == road_document(ROAD, AT)
    assert road_name(ROAD, AT.date()) == "20261201_45、47栋街角议事会_议题全程-消防通道停车.docx"
