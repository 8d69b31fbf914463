"""The tree of groups: who heads what, by the seat or by where they live, and who has nobody."""

from datetime import date

import pytest

from meetings.actions import found as people
from meetings.actions import group as acts
from meetings.actions.found import below
from meetings.community.groups import Group, GroupKind, HasParts, UnderItself, kind_of
from meetings.community.people import Person, Role
from meetings.community.sides import RoleSide, Side, side_of
from meetings.papers.roster import by_building, by_role, roster_paper
from tests.storage.memory_records import MemoryRecords
from tests.storage.scenes import act as by
from tests.storage.scenes import found


@pytest.fixture
def records():
    return MemoryRecords()


@pytest.fixture
def body(records):
    return found(records, by())


def add(records, body, name, building="", section="", roles=(Role.MEMBER,)):
    person = Person("", body, name, building, section=section)
    return people.add_person(records, by(), body, person, roles)


def part(records, body, kind, name, parent=None):
    return acts.keep_group(records, by(), Group("", body, kind, name, parent))


def line(records, body, name):
    lines = acts.neighbourhood(records, body).lines
    return next(one for one in lines if one.path.endswith(name))


def test_whoever_has_the_role_and_lives_there_heads_it(records, body):
    estate = part(records, body, GroupKind.ESTATE, "阳光小区")
    part(records, body, GroupKind.BUILDING, "45栋", estate.id)
    part(records, body, GroupKind.BUILDING, "9栋", estate.id)
    add(records, body, "张桂兰", "45栋", roles=(Role.BUILDING_HEAD,))
    add(records, body, "李国强", "45栋")
    known = acts.neighbourhood(records, body)
    assert [one.path for one in known.lines] == [
        "阳光小区", "阳光小区 › 9栋", "阳光小区 › 45栋",
    ]  # fmt: skip
    assert line(records, body, "45栋").heads == ("张桂兰",)
    assert [one.group.name for one in known.lines if one.headless] == ["阳光小区", "9栋"]
    assert line(records, body, "阳光小区").people == 2


def test_a_seat_for_a_part_goes_before_where_somebody_lives(records, body):
    estate = part(records, body, GroupKind.ESTATE, "阳光小区")
    one, two = (part(records, body, GroupKind.BUILDING, name, estate.id) for name in ("1栋", "2栋"))
    head = add(records, body, "张桂兰", "1栋", roles=(Role.BUILDING_HEAD,))
    acts.appoint(records, by(), body, two.id, head.id, Role.BUILDING_HEAD)
    assert line(records, body, "1栋").heads == line(records, body, "2栋").heads == ("张桂兰",)
    acts.appoint(records, by(), body, one.id, head.id, Role.BUILDING_HEAD, ends=True)
    assert line(records, body, "1栋").headless and line(records, body, "2栋").heads
    acts.appoint(records, by(), body, estate.id, head.id, Role.GRID_WORKER)
    assert line(records, body, "2栋").grid == ("张桂兰",)


def test_two_buildings_of_one_name_are_told_apart_by_the_group_or_not_at_all(records, body):
    for name in ("阳光小区", "梧桐里"):
        estate = part(records, body, GroupKind.ESTATE, name)
        part(records, body, GroupKind.BUILDING, "1栋", estate.id)
    add(records, body, "甲", "1栋", "阳光小区")
    add(records, body, "乙", "梧桐里1栋")
    add(records, body, "丙", "1栋")
    known = acts.neighbourhood(records, body)
    assert {one.path: one.people for one in known.lines if one.depth} == {
        "阳光小区 › 1栋": 1, "梧桐里 › 1栋": 1,
    }  # fmt: skip
    assert known.unplaced == 1


def test_the_tree_is_taken_from_the_roster_once(records, body):
    add(records, body, "甲", "1栋", "3组")
    add(records, body, "乙", "2栋", "3组")
    add(records, body, "丙", "2栋", "4组")
    assert acts.take_from_roster(records, by(), body, below(records, body)) == 4
    paths = [one.path for one in acts.neighbourhood(records, body).lines]
    assert paths == ["3组", "3组 › 1栋", "4组", "2栋"]
    assert acts.take_from_roster(records, by(), body, below(records, body)) == 0
    assert acts.add_groups(records, by(), body, ["5组", "5组", " ", "东网格"], None) == 2
    assert acts.add_groups(records, by(), body, ["5组"], None) == 0, "nothing new is no fault"


def test_a_part_lies_not_in_itself_and_is_removed_last(records, body):
    estate = part(records, body, GroupKind.ESTATE, "阳光小区")
    inner = part(records, body, GroupKind.BUILDING, "1栋", estate.id)
    with pytest.raises(UnderItself):
        acts.keep_group(
            records, by(), Group(estate.id, body, GroupKind.ESTATE, "阳光小区", inner.id)
        )
    with pytest.raises(HasParts):
        acts.remove_group(records, by(), body, estate.id)
    acts.remove_group(records, by(), body, inner.id)
    acts.remove_group(records, by(), body, estate.id)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("45栋", GroupKind.BUILDING), ("3组", GroupKind.GROUP), ("阳光小区", GroupKind.ESTATE),
     ("第2网格", GroupKind.GRID), ("老街", None)],
)  # fmt: skip
def test_a_name_tells_its_kind(name, kind):
    assert kind_of(name) is kind


def test_the_roster_is_counted_by_role_and_building_and_printed(records, body):
    add(records, body, "甲", "1栋", roles=(Role.BUILDING_HEAD, Role.PARTY_MEMBER))
    add(records, body, "乙", "1栋", roles=(Role.BUILDING_HEAD,))
    people.add_person(records, by(), body, Person("", body, "丙"))
    known = acts.neighbourhood(records, body)
    assert by_role(known.members) == {"楼栋长": 2, "党员": 1, "": 1}
    assert by_building(known.members) == {"": 1, "1栋": 2}
    paper = roster_paper("议事会", date(2026, 11, 24), known.members, known.tree)
    assert paper.counts[0] == ("楼栋长", 2) and len(paper.people) == 3


def test_somebody_seated_in_two_bodies_is_one_person(records, body):
    one = add(records, body, "甲", "1栋", roles=(Role.LEAD,))
    person = add(records, body, "甲", "1栋", roles=(Role.VOLUNTEER,))
    members = acts.neighbourhood(records, body).members
    assert one.id != person.id and len(members) == 1
    assert members[0].roles == (Role.LEAD, Role.VOLUNTEER)


def test_what_a_body_says_of_its_roles_goes_before_what_holds_anyway(records, body):
    assert side_of((Role.LEAD,)) is Side.RESIDENTS
    assert side_of((Role.SOCIAL_WORKER,)) is Side.SOCIAL
    assert side_of((Role.SOCIAL_WORKER, Role.PARTY_SECRETARY)) is Side.STAFF
    said = (RoleSide(Role.GRID_WORKER, Side.RESIDENTS), RoleSide("专干", Side.STAFF))
    assert side_of((Role.GRID_WORKER,), said) is Side.RESIDENTS
    assert side_of((Role.MEMBER, "专干"), said) is Side.STAFF
    same = RoleSide(Role.LEAD, Side.RESIDENTS)
    assert acts.set_sides(records, by(), body, (*said, same)).sides == said


def test_buildings_stand_in_the_order_of_their_numbers(records, body):
    for building in ("10栋", "2栋", "1栋"):
        add(records, body, f"住{building}", building)
    members = acts.neighbourhood(records, body).members
    assert [one.person.building for one in members] == ["1栋", "2栋", "10栋"]
    assert list(by_building(members)) == ["1栋", "2栋", "10栋"]
