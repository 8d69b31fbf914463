"""Two rows of one person become one, two bodies go on as one, a body ends; all of it undoable."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from meetings.actions import collect, found, hold, joining, owners, prepare
from meetings.community.bodies import Body, Tier
from meetings.community.people import Person, Role, Seat
from meetings.community.units import Unit
from meetings.matters.issues import Issue
from meetings.ports import By
from meetings.procedure.rules import preset
from meetings.sitting.meeting import Meeting
from storage.ids import new_id
from tests.storage.memory_records import MemoryRecords

NOW = datetime(2026, 11, 24, 19, tzinfo=timezone(timedelta(hours=8)))


def by() -> By:
    return By("王社工", NOW, new_id())


def add(records, body, name="张桂兰", building="", roles=(), votes=False, **more) -> Person:
    person = replace(Person("", "", name, building), **more)
    return found.add_person(records, by(), body, person, roles, votes)


def all_of(records, kind):
    with records.reading() as book:
        return list(book.find(kind))


@pytest.fixture
def two():
    records = MemoryRecords()
    body = found.found_body(records, by(), Tier.CORNER, "甲议事会", preset("corner")).id
    first = add(records, body, roles=(Role.MEMBER,), phone="13900000003", consent=True)
    second = add(records, body, building="46栋", roles=(Role.BUILDING_HEAD,), votes=True,
                 skills="修水管")  # fmt: skip
    return records, body, first, second


def test_two_rows_of_one_person_become_one_with_all_that_points_to_them(two):
    records, body, first, second = two
    issue = collect.collect(records, by(), Issue("", body, 0, "灯坏了", NOW, raised_by=second.id))
    owners.add_units(
        records, by(), body, [Unit("", body, "46栋", "", "101", 9850, "张桂兰", second.id)]
    )
    kept = joining.merge_people(records, by(), second.id, first.id)
    assert (kept.building, kept.phone, kept.skills) == ("46栋", "13900000003", "修水管")
    assert not kept.consent, "only one of the two rows had agreed"
    (person,) = all_of(records, Person)
    (seat,) = all_of(records, Seat)
    assert person == kept and seat.person == first.id
    assert (seat.roles, seat.votes) == ((Role.MEMBER, Role.BUILDING_HEAD), True)
    assert [one.raised_by for one in all_of(records, Issue)] == [first.id]
    assert [one.person for one in all_of(records, Unit)] == [first.id]
    records.undo(by(), body)
    assert {one.id for one in all_of(records, Person)} == {first.id, second.id}
    assert len(all_of(records, Seat)) == 2
    assert next(i for i in all_of(records, Issue) if i.id == issue.id).raised_by == second.id


def test_a_meeting_that_was_held_stays_and_one_ahead_refuses(two):
    records, body, first, second = two
    meeting = prepare.plan_meeting(records, by(), body, "", NOW)
    prepare.add_item(records, by(), body, meeting.id, "灯")
    hold.open_meeting(records, by(), body, meeting.id)
    with pytest.raises(joining.CannotJoin) as refused:
        joining.merge_people(records, by(), second.id, first.id)
    assert refused.value.why == "meeting"
    hold.end_meeting(records, by(), body, meeting.id)
    joining.merge_people(records, by(), second.id, first.id)
    (held,) = all_of(records, Meeting)
    assert {entry.person for entry in held.roll} == {first.id, second.id}


def test_who_another_body_holds_on_to_stays(two):
    records, _body, first, second = two
    other = found.found_body(records, by(), Tier.CORNER, "乙议事会", preset("corner")).id
    found.give_seat(records, by(), other, second.id, (Role.MEMBER,), True)
    with pytest.raises(joining.CannotJoin) as refused:
        joining.merge_people(records, by(), second.id, first.id)
    assert refused.value.why == "elsewhere"
    kept = joining.merge_people(records, by(), first.id, second.id)
    assert kept.id == second.id and kept.phone == "13900000003"
    with pytest.raises(joining.CannotJoin):
        joining.merge_people(records, by(), second.id, second.id)


def test_a_person_of_another_body_takes_the_place_and_is_not_changed(two):
    records, body, first, second = two
    other = found.found_body(records, by(), Tier.CORNER, "乙议事会", preset("corner")).id
    twin = add(records, other, building="47栋")
    assert joining.merge_people(records, by(), first.id, twin.id) == twin
    seated = {seat.person for seat in all_of(records, Seat) if seat.body == body}
    assert seated == {twin.id, second.id}
    assert twin in all_of(records, Person)


def test_who_may_be_the_same_bears_the_name_and_lives_nowhere_else(two):
    records, body, first, second = two
    away = add(records, body, building="47栋")
    other = found.found_body(records, by(), Tier.CORNER, "乙议事会", preset("corner")).id
    twin = add(records, other, building="46栋")
    add(records, body, name="何勇")
    assert joining.same_people(records, first.id) == [second, away]
    assert joining.same_people(records, second.id) == [first, twin]


def test_a_body_ends_when_no_meeting_is_ahead_and_opens_again():
    records = MemoryRecords()
    body = found.found_body(records, by(), Tier.CORNER, "甲议事会", preset("corner")).id
    collect.collect(records, by(), Issue("", body, 0, "灯坏了", NOW))
    meeting = prepare.plan_meeting(records, by(), body, "", NOW)
    assert joining.waiting(records, body) == joining.Waiting(1, 0, 1)
    with pytest.raises(joining.CannotClose) as refused:
        joining.close_body(records, by(), body)
    assert refused.value.meetings == 1
    prepare.cancel_meeting(records, by(), body, meeting.id, "并会")
    assert joining.close_body(records, by(), body).closed
    assert not joining.open_body_again(records, by(), body).closed
    joining.close_body(records, by(), body)
    records.undo(by(), body)
    assert not all_of(records, Body)[0].closed


def test_one_body_goes_on_as_another_with_its_seats_and_lower_bodies():
    records = MemoryRecords()
    goes = found.found_body(records, by(), Tier.COMMUNITY, "梧桐社区", preset("community")).id
    stays = found.found_body(records, by(), Tier.COMMUNITY, "梧桐里社区", preset("community")).id
    corner = found.found_body(records, by(), Tier.CORNER, "甲", preset("corner"), goes)
    one = add(records, goes, roles=(Role.MEMBER,), votes=True)
    both = add(records, goes, name="何勇", roles=(Role.MEMBER,), votes=True)
    found.give_seat(records, by(), stays, both.id, (Role.CHAIR,), True)
    owners.add_units(records, by(), goes, [Unit("", goes, "46栋", "", "1", 100, "何勇")])
    joining.merge_bodies(records, by(), goes, stays)
    seats = [seat for seat in all_of(records, Seat) if seat.body == stays]
    assert {seat.person for seat in seats} == {one.id, both.id} and len(seats) == 2
    bodies = {body.id: body for body in all_of(records, Body)}
    assert bodies[goes].closed and bodies[corner.id].parent == stays
    assert [unit.body for unit in all_of(records, Unit)] == [goes, stays]
    records.undo(by(), stays)
    bodies = {body.id: body for body in all_of(records, Body)}
    assert not bodies[goes].closed and bodies[corner.id].parent == goes
    assert len([seat for seat in all_of(records, Seat) if seat.body == stays]) == 1


@pytest.fixture
def both():
    """The same 张桂兰 and a namesake without a building in two bodies."""
    records = MemoryRecords()
    goes, stays = (
        found.found_body(records, by(), Tier.CORNER, name, preset("corner")).id
        for name in ("甲议事会", "乙议事会")
    )
    first = add(records, goes, building="46号楼", roles=(Role.BUILDING_HEAD,), votes=True,
                phone="13900000003")  # fmt: skip
    second = add(records, stays, building="46栋", roles=(Role.MEMBER,))
    for body in (goes, stays):
        add(records, body, name="何勇", building="45栋" if body == goes else "", votes=True,
            roles=(Role.MEMBER,))  # fmt: skip
    collect.collect(records, by(), Issue("", goes, 0, "灯坏了", NOW, raised_by=first.id))
    return records, goes, stays, first, second


def test_one_person_of_both_bodies_is_one_where_they_go_on_as_one(both):
    records, goes, stays, first, second = both
    found_twice = joining.people_of_both(records, goes, stays)
    assert found_twice.same == ((first, second),)
    assert [one.building for one in found_twice.unsure] == ["45栋"]
    joining.merge_bodies(records, by(), goes, stays)
    seats = [seat for seat in all_of(records, Seat) if seat.body == stays]
    (seat,) = [one for one in seats if one.person == second.id]
    assert len(seats) == 3 and first.id not in {one.person for one in seats}
    assert (set(seat.roles), seat.votes) == ({Role.MEMBER, Role.BUILDING_HEAD}, True)
    person = next(one for one in all_of(records, Person) if one.id == second.id)
    assert (person.building, person.phone) == ("46栋", "13900000003")
    (issue,) = [one for one in all_of(records, Issue) if one.body == stays]
    assert issue.raised_by == second.id
    records.undo(by(), stays)
    assert second in all_of(records, Person)
    assert len([one for one in all_of(records, Seat) if one.body == stays]) == 2


def test_who_are_said_to_be_two_stay_two(both):
    records, goes, stays, first, second = both
    joining.merge_bodies(records, by(), goes, stays, same=False)
    seats = {one.person for one in all_of(records, Seat) if one.body == stays}
    assert {first.id, second.id} <= seats and second in all_of(records, Person)


def test_bodies_of_two_tiers_are_never_one():
    records = MemoryRecords()
    one = found.found_body(records, by(), Tier.CORNER, "甲", preset("corner")).id
    other = found.found_body(records, by(), Tier.COMMUNITY, "甲", preset("community")).id
    with pytest.raises(joining.CannotJoin) as refused:
        joining.merge_bodies(records, by(), one, other)
    assert refused.value.why == "tier"


@pytest.mark.parametrize(
    ("name", "like"),
    [("45、47栋街角", True), ("45、47栋街角议事会", True), ("４５栋", False),
     ("21栋街角议事会", False), ("议事会", False)],
)  # fmt: skip
def test_a_body_that_may_be_the_same_is_known_by_its_bare_words(name: str, like: bool):
    known = Body("b", "b", Tier.CORNER, "45、47栋街角议事会", preset("corner"))
    assert bool(joining.same_bodies(name, Tier.CORNER, [known])) is like
    assert not joining.same_bodies(name, Tier.COMMUNITY, [known])
