"""No paper tells of a meeting that was not held, or of what it settled before it has ended."""

import pytest

from meetings.actions import papers, prepare
from meetings.actions.papers import NothingHeld, Wanted
from tests.data.house import House


def refused(house: House) -> dict[str, str]:
    told: dict[str, str] = {}
    for kind in papers.PAPERS:
        try:
            papers.paper(house.records, house.meeting.id, Wanted(kind, 1), house.now)
        except NothingHeld as held:
            told[kind] = held.why
    return told


def test_a_planned_meeting_has_its_notice_and_no_minutes() -> None:
    house = House(members=3)
    house.plan("停车")
    assert refused(house) == dict.fromkeys((*papers.AFTER, papers.EXTRACT), "to_come")


def test_a_meeting_that_was_called_off_calls_nobody_and_says_nowhere_that_it_was_held() -> None:
    house = House(members=3)
    house.plan("停车")
    house.act(prepare.cancel_meeting, "下雨")
    told = refused(house)
    assert set(told) == {*papers.AFTER, papers.EXTRACT, papers.NOTICE}
    assert set(told.values()) == {"called_off"}
    with pytest.raises(NothingHeld):
        papers.everything(house.records, house.meeting.id, house.now)


def test_what_was_settled_is_not_posted_while_the_meeting_goes_on() -> None:
    house = House(members=3)
    house.plan("停车")
    house.open(present=3)
    assert refused(house) == {papers.POSTING: "running"}
    wanted = papers.everything(house.records, house.meeting.id, house.now)
    assert Wanted(papers.POSTING) not in wanted and Wanted(papers.MINUTES) in wanted


def test_what_a_meeting_does_not_give_is_told_before_anything_is_filled_in() -> None:
    house = House(members=3)
    house.plan("停车")
    assert papers.possible(house.records, house.meeting.id)
    assert papers.possible(house.records, house.meeting.id, papers.NOTICE)
    with pytest.raises(NothingHeld):
        papers.possible(house.records, house.meeting.id, papers.MINUTES)
