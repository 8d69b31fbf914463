"""What owners answered by name stands in the record, and in nothing that is posted."""

import io
import zipfile

import docx

from exports.papers import data_of
from meetings.actions import hold, owners, papers
from meetings.actions.papers import Wanted
from meetings.community.units import Unit
from meetings.papers.minutes import Record
from meetings.procedure.owners_matters import OwnersMatter
from meetings.sitting.votes import Choice, Method
from tests.data.house import House

NAMES = ("欧阳清和", "司马长风", "上官若水")


def asked() -> House:
    house = House("corner", members=3)
    house.do(
        owners.add_units, house.body.id,
        [Unit("", house.body.id, "45栋", "", str(n), 8_000 + n, name)
         for n, name in enumerate(NAMES)],
    )  # fmt: skip
    house.plan("使用维修资金")
    house.open(present=3)
    house.begin("使用维修资金")
    motion = house.move("修外墙")
    house.act(owners.open_owners_vote, motion, Method.WRITTEN, OwnersMatter.USE_FUND)
    vote = house.meeting.votes[-1].id
    for answer, choice in zip(
        owners.answers_of(house.records, vote), (Choice.FOR, Choice.AGAINST), strict=False
    ):
        house.do(owners.answer, house.body.id, answer.id, choice)
    house.act(owners.close_by_name, vote)
    house.act(hold.end_meeting)
    return house


def paper(house: House, kind: str) -> tuple[papers.Paper, bytes]:
    value = papers.paper(house.records, house.meeting.id, Wanted(kind), house.now)
    return value, data_of(value)


def test_every_owner_is_listed_with_area_and_answer():
    value, data = paper(asked(), papers.RECORD)
    assert isinstance(value, Record)
    [asked_once] = value.owners
    assert {(line.owner, line.area, line.answer) for line in asked_once.lines} == {
        (NAMES[0], 8_000, "同意"), (NAMES[1], 8_001, "反对"), (NAMES[2], 8_002, ""),
    }  # fmt: skip
    told = [c.text for r in docx.Document(io.BytesIO(data)).tables[-1].rows for c in r.cells]
    assert set(NAMES) <= set(told) and "80.01" in told


def test_no_owner_is_named_in_what_is_posted_or_circulated():
    house = asked()
    for kind in (papers.PUBLIC, papers.POSTING, papers.MINUTES, papers.READING):
        _, data = paper(house, kind)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            told = "".join(package.read(name).decode() for name in package.namelist())
        assert not [name for name in NAMES if name in told]
