"""The desk looks at the clock at every opening and act."""

from datetime import timedelta

import pytest

from meetings.actions import collect
from meetings.matters.issues import Issue
from storage.records import FileRecords
from tests.storage.scenes import AT, act, found
from tui.desk import Desk
from tui.words.records import wrong_clock_words


class Clocks:
    def __init__(self) -> None:
        self.wall, self.steady = AT + timedelta(hours=1), 1_000.0

    def pass_(self, seconds: float, set_by: timedelta = timedelta(0)) -> None:
        self.steady += seconds
        self.wall += timedelta(seconds=seconds) + set_by


@pytest.fixture
def clocks():
    return Clocks()


@pytest.fixture
def opened(tmp_path, clocks):
    path = tmp_path / "records.db"
    with FileRecords.open(path) as records:
        body = found(records, act())
    desks = []

    def open_() -> Desk:
        desk = Desk(path, "", lambda: clocks.wall, lambda: clocks.steady)
        desk.open()
        desks.append(desk)
        return desk

    yield open_, body
    for desk in desks:
        desk.close()


def why(desk):
    return desk.wrong_clock.why if desk.wrong_clock else None


def test_an_opening_before_the_newest_entry_is_told(opened, clocks):
    clocks.wall = AT - timedelta(days=1)
    desk = opened[0]()
    assert why(desk) == "behind_entry"
    assert "2026-02-28" in wrong_clock_words(desk.wrong_clock)


def test_a_clock_that_is_right_is_not_told_of(opened, clocks):
    assert why(opened[0]()) is None


@pytest.mark.parametrize(
    ("moved", "expected"),
    [
        (timedelta(0), None),
        (timedelta(minutes=-20), "behind"),
        (timedelta(days=-400), "behind"),
        (timedelta(days=2), "ahead"),
        (timedelta(hours=20), None),
    ],
)
async def test_an_act_after_the_clock_was_set_is_told(opened, clocks, moved, expected):
    open_, body = opened
    desk = open_()
    clocks.pass_(3_600)
    await desk.run(collect.collect, Issue("", body, 0, "西门积水", clocks.wall))
    assert why(desk) is None
    clocks.pass_(60, moved)
    await desk.run(collect.collect, Issue("", body, 0, "路灯", clocks.wall))
    assert why(desk) == expected


async def test_what_lasts_is_measured_although_the_clock_is_set_back(opened, clocks):
    open_, body = opened
    desk = open_()
    began = desk.now()
    clocks.pass_(60)
    assert desk.now() - began == timedelta(seconds=60)
    clocks.pass_(30, timedelta(days=-3))
    assert desk.now() - began == timedelta(seconds=90)
    await desk.run(collect.collect, Issue("", body, 0, "路灯", desk.now()))
    assert desk.kept_until - began == timedelta(seconds=90)
    clocks.pass_(30)
    assert desk.now() - began == timedelta(seconds=120)
    clocks.pass_(0, timedelta(days=3, seconds=2))
    assert desk.now() - began == timedelta(seconds=122)


@pytest.mark.parametrize("back", [0, 1, 3])
def test_a_clock_that_trembles_is_followed(opened, clocks, back):
    desk = opened[0]()
    began = desk.now()
    clocks.pass_(60, timedelta(seconds=-back))
    assert desk.now() - began == timedelta(seconds=60 - back)


def test_no_end_is_printed_before_the_beginning():
    from dataclasses import replace

    from meetings.papers.minutes_build import ended
    from meetings.sitting.meeting import Meeting

    meeting = Meeting("m", "b", 2026, 1, "例会", AT, opened_at=AT)
    assert ended(replace(meeting, ended_at=AT + timedelta(hours=1))) == AT + timedelta(hours=1)
    assert ended(replace(meeting, ended_at=AT)) == AT
    assert ended(replace(meeting, ended_at=AT - timedelta(days=300))) is None
    assert ended(meeting) is None


@pytest.mark.parametrize("days", [-400, -1, 0, 400])
def test_the_record_keeps_speeches_in_the_order_of_writing_and_the_end_last(days):
    from meetings.actions import hold
    from tests.data.house import House

    house = House("corner", members=3)
    house.plan("路灯")
    house.open(3)
    house.begin("路灯")
    for number in range(4):
        if number == 2:
            house.now += timedelta(days=days)
        house.says(1, f"第{number}句。")
    house.act(hold.end_meeting)
    told = house.record().lines
    assert [line.text for line in told if line.kind == "speech"] == [f"第{n}句。" for n in range(4)]
    assert told[-1].kind == "ended"
    assert (told[-1].at is None) is (days < 0)
