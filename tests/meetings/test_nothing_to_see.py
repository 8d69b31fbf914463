"""What is required must be seen: at every door of the model a blank text is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import example, given, settings

from meetings.actions import collect, found, hold, post, prepare, resource, standing
from meetings.community.bodies import Tier
from meetings.community.people import Person, Role
from meetings.community.resources import Resource, ResourceClass
from meetings.day_range import (
    MOST_MINUTES,
    DateNotUnderstood,
    TooManyMinutes,
    check_range,
    in_range,
)
from meetings.errors import Missing, ReasonNeeded
from meetings.importing import units
from meetings.importing.people.lines import read_people
from meetings.importing.people.plan import existing_people, plan_people
from meetings.importing.table import Sheet, Source
from meetings.matters import entry_line
from meetings.matters.issues import Issue, IssueState
from meetings.ports import By
from meetings.procedure.rules import preset
from meetings.sitting.agenda import AgendaItem, planned_end
from meetings.sitting.debate import Stance
from meetings.sitting.recurring import Every, RecurringItem
from storage.ids import new_id
from tests.data.often import often
from tests.data.unseen import unseen
from tests.storage.memory_records import MemoryRecords
from tui.finding.people_search import PersonFinder, split_names
from tui.finding.speech_line import hear

NOW = datetime(2026, 11, 24, 10, tzinfo=timezone(timedelta(hours=8)))


def by() -> By:
    return By("王社工", NOW, new_id())


class Scene:
    """A body whose meeting runs, with a motion on its first item."""

    def __init__(self) -> None:
        self.records = MemoryRecords()
        self.body = found.found_body(
            self.records, by(), Tier.CORNER, "甲议事会", preset("corner")
        ).id
        self.person = found.add_person(
            self.records, by(), self.body, Person("", "", "李国强", "45栋"), (Role.MEMBER,), True
        )
        meeting = prepare.plan_meeting(self.records, by(), self.body, "例会", NOW, "", "", "")
        self.meeting = meeting.id
        meeting = self.do(prepare.add_item, "路灯", 10)
        meeting = self.do(hold.open_meeting)
        self.item = meeting.items[-1].id

    def do(self, act: Callable[..., Any], *args: Any, **more: Any) -> Any:
        return act(self.records, by(), self.body, self.meeting, *args, **more)

    def of_body(self, act: Callable[..., Any], *args: Any, **more: Any) -> Any:
        return act(self.records, by(), self.body, *args, **more)


@pytest.fixture(scope="module")
def scene() -> Scene:
    return Scene()


DOORS: dict[str, Callable[[Scene, str], Any]] = {
    "a body's name": lambda s, t: found.found_body(
        s.records, by(), Tier.CORNER, t, preset("corner")
    ),
    "a person's name": lambda s, t: s.of_body(found.add_person, Person("", "", t)),
    "a rule's reason": lambda s, t: s.of_body(found.change_rule, preset("corner"), t),
    "an issue's title": lambda s, t: collect.collect(
        s.records, by(), Issue("", s.body, 0, t, NOW)
    ),
    "an item's title": lambda s, t: s.do(prepare.add_item, t, 10),
    "a speech": lambda s, t: s.do(hold.speak, s.person.id, "李国强", Stance.FOR, t),
    "a resource's name": lambda s, t: resource.keep_resource(
        s.records, by(), Resource("", s.body, ResourceClass.SKILL, t)
    ),
    "a recurring item's title": lambda s, t: standing.keep_recurring(
        s.records, by(), RecurringItem("", s.body, t, Every.MEETING)
    ),
    "a notice's title": lambda s, t: s.do(post.post, t, NOW.date(), 3),
}  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
@settings(max_examples=often(10))
@given(text=unseen)
def test_what_is_required_must_be_seen(scene: Scene, door: str, text: str):
    with pytest.raises((Missing, ReasonNeeded)):
        DOORS[door](scene, text)


@given(unseen)
def test_an_issue_is_returned_only_with_a_reason_that_can_be_seen(text: str):
    issue = Issue("1", "b", 1, "路灯", NOW)
    with pytest.raises(ReasonNeeded):
        issue.become(IssueState.RETURNED, NOW.date(), text)


@given(unseen, unseen)
def test_lines_of_which_nothing_can_be_seen_hold_nobody_and_nothing(one: str, two: str):
    text = f"{one}\n{two}"
    assert read_people(text) == ()
    assert units.read_units(text) == ()
    assert entry_line.parse(one + two).title == ""
    assert split_names(f"{one}、{two}") == ()
    heard = hear(one, PersonFinder([("1", "王秀英", "45栋")]))
    assert not heard.ready and not heard.candidates and not heard.text


@given(unseen)
def test_what_cannot_be_seen_is_no_part_of_a_line_that_is_read(tail: str):
    (person,) = read_people(f"王秀英 45栋 {tail}")
    assert (person.name, person.building, person.rest) == ("王秀英", "45栋", ())
    heard = hear(f"王秀英 支持 救护车进不来 {tail}", PersonFinder([("1", "王秀英", "45栋")]))
    assert (heard.name, heard.stance, heard.text) == ("王秀英", Stance.FOR, "救护车进不来")


@example("", "\u115f")
@example("\u3164\u3164", "")
@given(unseen, unseen)
def test_a_table_s_row_of_which_nothing_can_be_seen_is_no_row(one: str, two: str):
    records = MemoryRecords()
    body = found.found_body(records, by(), Tier.CORNER, "甲议事会", preset("corner"))
    rows = [["姓名", "楼栋"], [one + "张伟", "45栋"], [one, two], [two + "李梅", one]]
    plan = plan_people(Source((Sheet("名册", rows),)), existing_people(records), body.id)
    assert [row.label for row in plan.rows] == ["张伟（45栋）", "李梅"]


def test_records_hold_days_from_1900_to_2200_and_no_others():
    for day in (date(1900, 1, 1), date(2200, 12, 31), NOW):
        check_range(day)
    for day in (date(1899, 12, 31), date(2201, 1, 1), date.min, date.max):
        assert not in_range(day)
        with pytest.raises(DateNotUnderstood) as refused:
            check_range(day)
        assert refused.value.why == "range"


@pytest.mark.parametrize("minutes", [-1, MOST_MINUTES + 1, 2**62])
def test_an_item_takes_a_day_at_most(scene: Scene, minutes: int):
    with pytest.raises(TooManyMinutes):
        scene.do(prepare.add_item, "路灯", minutes)
    with pytest.raises(TooManyMinutes):
        item = RecurringItem("", scene.body, "路灯", Every.MEETING, minutes)
        standing.keep_recurring(scene.records, by(), item)
    (first, *_rest) = scene.do(prepare.add_item, "绿化", MOST_MINUTES).items
    with pytest.raises(TooManyMinutes):
        prepare.edit_item(scene.records, by(), replace(first, minutes=minutes))


def test_a_budget_from_a_damaged_file_still_gives_an_end():
    item = AgendaItem("1", "b", "m", 1, "路灯", minutes=2**62)
    assert planned_end(NOW, (item,)) > NOW
    assert planned_end(NOW, (replace(item, minutes=-5),)) == NOW
