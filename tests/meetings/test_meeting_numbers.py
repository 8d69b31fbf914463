"""A meeting's number is of the year in which it is held, as long as nobody was called to it."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from meetings.actions import prepare
from tests.storage.memory_records import MemoryRecords
from tests.storage.scenes import act as by
from tests.storage.scenes import found

CHINA = timezone(timedelta(hours=8))
JANUARY = datetime(2027, 1, 10, 19, 30, tzinfo=CHINA)
NOVEMBER = datetime(2026, 11, 29, 19, 30, tzinfo=CHINA)


@pytest.fixture
def records():
    return MemoryRecords()


def number(meeting) -> tuple[int, int]:
    return meeting.year, meeting.serial


def test_a_planned_meeting_that_moves_to_another_year_takes_its_next_number(records):
    body = found(records, by())
    first = prepare.plan_meeting(records, by(), body, "", NOVEMBER - timedelta(days=20))
    moved = prepare.plan_meeting(records, by(), body, "", JANUARY)
    assert (number(first), number(moved)) == ((2026, 1), (2027, 1))
    moved = prepare.edit_meeting(records, by(), replace(moved, starts_at=NOVEMBER))
    assert number(moved) == (2026, 2)
    later = prepare.edit_meeting(
        records, by(), replace(moved, starts_at=NOVEMBER + timedelta(days=1))
    )
    assert number(later) == (2026, 2)  # within the year it keeps its own


def test_a_meeting_that_people_were_called_to_keeps_the_number_they_were_told(records):
    body = found(records, by())
    told = prepare.plan_meeting(records, by(), body, "", JANUARY)
    told = prepare.call_meeting(records, by(), body, told.id)
    assert number(prepare.edit_meeting(records, by(), replace(told, starts_at=NOVEMBER))) == (
        2027,
        1,
    )
