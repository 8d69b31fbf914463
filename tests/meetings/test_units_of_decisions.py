"""承办单位 and 责任人 of a decision: the unit carries out, the person answers, papers have both."""

from meetings.actions import decide
from meetings.matters.followups import FollowUp
from meetings.sitting.decisions import Decision
from tests.data.house import House


def held() -> House:
    house = House("corner", members=5)
    house.plan("划线")
    house.open(5)
    house.begin("划线")
    return house


def fix(house: House, owner: str, *units: str) -> None:
    item = house.item("划线")
    fixed = Decision("", house.body.id, house.meeting.id, item, "画黄线", house.now, owner)
    house.meeting = house.do(decide.decide, fixed, units)


def task_of(house: House) -> FollowUp:
    with house.records.reading() as book:
        return book.find(FollowUp, body=house.body.id)[0]


def test_the_units_are_those_of_the_task_and_stand_in_its_handing_over() -> None:
    house = held()
    fix(house, "成员1", " 物业服务中心 ", "物业服务中心", "成员1")
    task = task_of(house)
    assert (task.owner, task.units) == ("成员1", ("物业服务中心",))
    assert task.steps[0].who == "成员1、物业服务中心"
    assert decide.units_of(house.records, house.meeting.decisions[0]) == ("物业服务中心",)


def test_where_no_person_is_named_the_first_unit_answers() -> None:
    house = held()
    fix(house, "", "物业服务中心", "街道城管办")
    task = task_of(house)
    assert (task.owner, task.units) == ("物业服务中心", ("街道城管办",))
    assert house.meeting.decisions[0].owner == "物业服务中心"


def test_units_are_corrected_with_the_decision_and_stay_where_nobody_says() -> None:
    house = held()
    fix(house, "成员1", "物业服务中心")
    decision = house.meeting.decisions[0]
    house.do(decide.change_decision, decision)
    assert task_of(house).units == ("物业服务中心",)
    house.do(decide.change_decision, decision, ("街道城管办",))
    task = task_of(house)
    assert task.units == ("街道城管办",) and task.steps[0].who == "成员1、街道城管办"
    house.do(decide.change_decision, decision, ())
    assert task_of(house).units == ()
