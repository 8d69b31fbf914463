"""Where there are two of a thing, each use case takes the right one."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from meetings.actions import (
    activity,
    carry,
    chase,
    collect,
    follow,
    found,
    group_text,
    hold,
    need,
    prepare,
    reward,
    standing,
)
from meetings.actions.change import own_time
from meetings.actions.successor import successor_page
from meetings.community.bodies import Tier
from meetings.community.people import Person, Role
from meetings.errors import Missing
from meetings.figures.scope import Scope
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue
from meetings.matters.ledger import Reach
from meetings.matters.needs import Need, NeedKind
from meetings.matters.referrals import Promise
from meetings.papers.personal_list import NothingToDo
from meetings.procedure.rules import preset
from meetings.sitting.meeting_states import MeetingKind
from meetings.sitting.recurring import Every, MeetingTemplate, RecurringItem, TemplateItem
from tests.data.hall import START
from tests.data.house import House

TODAY = START.date()


class TwoBodies(House):
    """A body of three, and another of the same tier beside it."""

    def __post_init__(self) -> None:
        super().__post_init__()
        name = "邻社区议事会"
        self.other = self.do(found.found_body, Tier.COMMUNITY, name, preset("community"))


@pytest.fixture
def house() -> TwoBodies:
    return TwoBodies(members=3)


def issue(house: TwoBodies, title: str, body: str = "") -> Issue:
    new = Issue("", body or house.body.id, 0, title, START)
    kept: Issue = house.do(collect.collect, new)
    return kept


def task(house: TwoBodies, text: str, body: str = "", **more) -> FollowUp:
    new = FollowUp("", body or house.body.id, 0, text, START, **more)
    kept: FollowUp = house.do(follow.add_task, new)
    return kept


@pytest.mark.parametrize(
    ("of_issue", "of_task", "missing"),
    [(None, None, ""), (2, None, ""), (None, 1, ""), (1, 2, ""),
     (3, None, "issue_number"), (None, 3, "task_number"), (3, 3, "issue_number")],
)  # fmt: skip
def test_a_number_leads_to_the_bodys_own_matter_or_is_refused(house, of_issue, of_task, missing):
    for n in (1, 2, 3):
        issue(house, f"邻{n}", house.other.id)
        task(house, f"邻{n}", house.other.id)
    issues = [issue(house, f"题{n}").id for n in (1, 2)]
    tasks = [task(house, f"事{n}").id for n in (1, 2)]
    if missing:
        with pytest.raises(Missing) as told:
            activity.matter_numbered(house.records, house.body.id, of_issue, of_task)
        assert told.value.what == missing
        return
    assert activity.matter_numbered(house.records, house.body.id, of_issue, of_task) == (
        issues[of_issue - 1] if of_issue else None,
        tasks[of_task - 1] if of_task else None,
    )


def test_who_came_last_time_is_of_the_last_meeting_of_this_body(house):
    for n, person in ((1, 1), (2, 2)):
        house.plan("议题")
        house.now = START + timedelta(days=n)
        house.open(0)
        house.act(hold.walk_in, f"过客{person}", "3栋")
    house.plan("议题")
    names = [face.name for face in hold.faces(house.records, house.meeting.id)]
    assert "过客2" in names and "过客1" not in names


def test_who_comes_in_is_the_one_meant_in_the_register_and_registered_once(house):
    known = house.do(
        found.add_person, house.body.id, Person("", "", "张伟", "3栋", section="甲小区"),
        (Role.RESIDENT,), False,
    )  # fmt: skip
    house.plan("议题")
    house.open(1)
    house.act(hold.walk_in, "张伟", "9栋", known.id)
    entry = house.meeting.entry(known.id)
    assert (entry.building, entry.roles, entry.section, entry.votes) == (
        "3栋", (Role.RESIDENT,), "甲小区", False,
    )  # fmt: skip
    house.act(hold.walk_in, "张伟", "9栋")
    house.act(hold.walk_in, "张伟", "9栋")
    with house.records.reading() as book:
        assert [one.building for one in book.find(Person, name="张伟")] == ["3栋", "9栋"]


@pytest.mark.parametrize(("only", "names"), [("", ["何勇", "林小月"]), (" 何勇 ", ["何勇"])])
def test_a_list_of_one_person_is_theirs_alone(house, only, names):
    task(house, "划线", owner="何勇")
    task(house, "立桩", owner="林小月")
    task(house, "邻居的", house.other.id, owner="陈三")
    of = Scope("", Reach.OWN, "社区议事会", ((house.body.id, "社区议事会"),))
    lists = chase.lists_of_persons(house.records, of, TODAY, only)
    assert sorted(one.name for one in lists) == names
    with pytest.raises(NothingToDo):
        chase.lists_of_persons(house.records, of, TODAY, "没有的人")


def test_an_agenda_takes_what_recurs_in_its_own_body_and_the_template_of_its_own_kind(house):
    for body, word in ((house.body.id, "本"), (house.other.id, "邻")):
        for kind, name in ((MeetingKind.REGULAR, ""), (MeetingKind.SPECIAL, "恳谈会")):
            kept = MeetingTemplate(
                "", body, kind, kind_words=name, items=(TemplateItem(f"{word}{name}开场", 5),)
            )
            house.do(standing.keep_template, kept)
        recurring = RecurringItem("", body, f"{word}安全", Every.MEETING, 10, proposal="查一遍")
        house.do(standing.keep_recurring, recurring)
    plain = house.plan()
    assert [(item.title, item.minutes, item.proposal) for item in plain.in_order] == [
        ("本开场", 5, ""), ("本安全", 10, "查一遍"),
    ]  # fmt: skip
    named = house.do(
        prepare.plan_meeting, house.body.id, "恳谈会", house.now, "居委会", "王主任", "李社工",
        kind=MeetingKind.SPECIAL, kind_words="恳谈会",
    )  # fmt: skip
    assert named.in_order[0].title == "本恳谈会开场"


@pytest.mark.parametrize(
    ("day", "shown"), [(-1, False), (0, True), (5, True), (10, True), (11, False)]
)
def test_points_of_the_first_and_last_day_of_a_period_are_shown(house, day, shown):
    on = TODAY + timedelta(days=day)
    house.now = START + timedelta(days=30)
    house.do(reward.correct, house.body.id, "何勇", 5, on, "补记")
    house.do(reward.correct, house.other.id, "何勇", 7, TODAY, "邻社区的")
    told = reward.rewards_of(house.records, house.body.id, TODAY, TODAY + timedelta(days=10))
    assert [one.points for one in told.entries] == [5] * shown


@pytest.mark.parametrize(
    ("owner", "deadline", "text"),
    [("", None, "巡查"), ("何勇", None, "巡查（责任人：何勇）"),
     ("", date(2026, 12, 1), "巡查（时限：2026年12月1日）"),
     ("何勇", date(2026, 12, 1), "巡查（责任人：何勇，时限：2026年12月1日）")],
)  # fmt: skip
def test_a_promise_is_told_with_what_is_known_of_it(owner, deadline, text):
    assert carry.task_text(Promise("巡查", owner, deadline)) == text


def test_the_moment_of_an_act_is_in_the_meetings_own_offset(house):
    meeting = house.plan("议题")
    utc = datetime.fromisoformat("2026-11-24T11:30:00+00:00")
    assert own_time(meeting, utc).isoformat() == "2026-11-24T19:30:00+08:00"
    bare = utc.replace(tzinfo=None)
    assert own_time(meeting, bare) == bare
    without = replace(meeting, starts_at=bare)
    assert own_time(without, utc) is utc


def test_a_handing_over_names_only_the_offices_of_its_own_body(house):
    for body, name in ((house.body.id, "本主任"), (house.other.id, "邻主任")):
        house.do(found.add_person, body, Person("", "", name), (Role.CHAIR,), True)
    page = successor_page(house.records, house.body.id, START)
    names = [name for name, _office in page.people]
    assert "本主任" in names and "邻主任" not in names


def test_a_text_for_the_group_hides_by_the_words_of_its_own_list(house):
    new = Need("", house.body.id, NeedKind.THINGS, "成员1家要轮椅")
    kept = house.do(need.keep_need, new)
    assert "成员1" not in group_text.need(house.records, kept.id)
