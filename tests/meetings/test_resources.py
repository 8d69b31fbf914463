"""Who and what can help is found by what is asked for, personal skills first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.community.people import Person
from meetings.community.resources import (
    Resource,
    ResourceClass,
    fit,
    of_people,
    pairs,
    search,
    wanted_of,
)

SKILL, THING = ResourceClass.SKILL, ResourceClass.THING
PLUMBER = Resource("1", "b", SKILL, "刘师傅", "水管维修、电工")
LADDER = Resource("2", "b", THING, "梯子", "两架，在门岗")
HALL = Resource("3", "b", ResourceClass.VENUE, "老年活动室", "可坐30人，有投影")


@pytest.mark.parametrize("question", ["谁会修水管", "谁会修水管？", "有没有人能修水管的", "水管"])
def test_a_question_finds_who_can_do_it(question):
    assert search(question, [LADDER, HALL, PLUMBER])[0][0] is PLUMBER


def test_only_what_is_asked_for_counts():
    assert wanted_of("谁会修水管？") == "修水管"
    assert fit("谁会理发", PLUMBER) == 0
    assert fit("谁", PLUMBER) == 0


def test_among_equals_a_persons_skill_comes_before_a_thing():
    things = [Resource("a", "b", THING, "投影仪"), Resource("c", "b", SKILL, "投影仪")]
    assert [one.kind for one, _percent in search("投影仪", things)] == [SKILL, THING]


def test_what_can_be_had_no_more_is_not_found():
    gone = Resource("4", "b", SKILL, "王师傅", "修水管", stopped=True)
    assert search("修水管", [gone]) == []


def test_the_skills_of_people_are_resources_by_themselves_once():
    people = [Person("p1", "b", "刘师傅", skills="修水管"), Person("p2", "b", "陈建华")]
    [found] = of_people(people, [])
    assert (found.name, found.offers, found.kind) == ("刘师傅", "修水管", SKILL)
    listed = Resource("9", "b", SKILL, "刘师傅", "水电", person="p1")
    assert of_people(people, [listed]) == []


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=60))
def test_any_question_gets_an_answer_between_0_and_100(question, name, offers):
    percent = fit(question, Resource("x", "b", SKILL, name, offers))
    assert 0 <= percent <= 100
    assert pairs(question) == pairs(question.casefold())
