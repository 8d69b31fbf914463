"""A list of people, typed or pasted, is read line by line."""

from hypothesis import given
from hypothesis import strategies as st

from meetings.community.people import Role
from meetings.importing.people.lines import TypedPerson, read_people


def test_name_building_entrance_room_phone_and_roles_are_told_apart():
    text = "1. 张桂兰 45栋1单元301 13800000000 楼栋长 党员"
    (person,) = read_people(text)
    assert person == TypedPerson(
        "张桂兰", "45栋", "1单元", "301", "13800000000", (Role.BUILDING_HEAD, Role.PARTY_MEMBER)
    )


def test_spaces_tabs_commas_and_full_width_signs_part_the_words():
    text = "李国强\t47栋\n刘志明，４５栋；139-0000-0000\n\n  周敏47栋"
    assert [(p.name, p.building, p.phone) for p in read_people(text)] == [
        ("李国强", "47栋", ""),
        ("刘志明", "45栋", "13900000000"),
        ("周敏", "47栋", ""),
    ]


def test_a_name_spread_for_looks_is_one_name():
    assert [person.name for person in read_people("王 秀英 45栋\n王　芳")] == ["王秀英", "王芳"]


def test_words_not_understood_are_kept_apart():
    (person,) = read_people("陈建华 45栋 热心肠")
    assert person.rest == ("热心肠",)


@given(st.text())
def test_any_text_gives_people_with_names(text: str):
    assert all(person.name for person in read_people(text))


def test_who_lives_in_no_building_here_stands_with_the_unit_they_come_from():
    officer, helper, neighbour = read_people(
        "唐警官 交警队\n周敏 某社区 主持人\n王秀英 45栋 修水管"
    )
    assert (officer.building, officer.rest) == ("交警队", ())
    assert (helper.building, helper.roles) == ("某社区", (Role.CHAIR,))
    assert (neighbour.building, neighbour.rest) == ("45栋", ("修水管",))
