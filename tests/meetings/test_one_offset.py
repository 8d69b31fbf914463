"""A meeting's times are in the meeting's own offset, whatever the machine's zone is by then."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from meetings.actions import decide, hold
from meetings.procedure.counts import Tally
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.decisions import Decision
from meetings.sitting.presence import Mark
from meetings.sitting.votes import Method
from tests.data.house import House

BEIJING = timezone(timedelta(hours=8))


def moments(value: Any, where: str = "") -> Iterator[tuple[str, datetime]]:
    """Every time in a frozen value, with its place."""
    if isinstance(value, datetime):
        yield where, value
    elif isinstance(value, tuple):
        for one in value:
            yield from moments(one, where)
    elif is_dataclass(value):
        for field in fields(value):
            yield from moments(getattr(value, field.name), f"{where}.{field.name}")


def test_every_time_of_a_meeting_is_in_its_own_offset_on_a_machine_of_another_zone():
    house = House("community", members=6)
    house.plan("路灯", "停车")
    starts = datetime(2026, 11, 24, 19, 30, tzinfo=BEIJING)
    with house.records.transaction("meeting.edit", house.by(), house.body.id) as book:
        book.put(replace(house.meeting, starts_at=starts))
    house.now = starts.astimezone(UTC)
    house.open(present=5)
    house.act(hold.give_floor, house.people[0].id, "成员1")
    house.says(1, "太暗")
    house.act(hold.take_floor)
    house.act(hold.mark, house.people[5].id, Mark.IN, at=house.now - timedelta(minutes=2))
    mark = house.meeting.presence[-1].id
    early = house.now - timedelta(minutes=3)
    house.act(hold.correct_mark, mark, "漏记", at=early)
    motion = house.move("装路灯")
    vote = house.vote(motion, 5, 1)
    house.act(decide.open_vote, house.move("装两盏"), Method.HANDS)
    house.act(decide.close_vote, house.meeting.votes[-1].id, Tally(3, 3))
    decision = Decision(
        "", house.body.id, house.meeting.id, house.meeting.current or "", "装路灯", house.now,
        task=False, vote=vote.id,
    )  # fmt: skip
    house.meeting = house.do(decide.decide, decision)
    house.act(hold.suspend)
    house.act(hold.resume)
    house.act(decide.settle, house.item("路灯"), ItemOutcome.ADOPTED)
    house.begin("停车")
    house.act(decide.settle, house.item("停车"), ItemOutcome.NOTED)
    house.act(hold.end_meeting)
    found = list(moments(house.meeting, "meeting"))
    other = [place for place, at in found if at.utcoffset() != starts.utcoffset()]
    assert len(found) > 20 and other == []
    assert {f"{line.at:%H}" for line in house.record().lines if line.at} <= {"19", "20"}
