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
    ledger,
    need,
    prepare,
    reward,
    standing,
    task_papers,
)
from meetings.actions.change import own_time
from meetings.actions.successor import successor_page
from meetings.community.bodies import Tier
from meetings.community.people import Person, Role
from meetings.errors import Missing
from meetings.figures.scope import Scope
from meetings.matters.duty import DutyTurn, LedgerRule
from meetings.matters.followup_states import Satisfaction, StepKind
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue
from meetings.matters.ledger import Reach
from meetings.matters.needs import Need, NeedKind
from meetings.matters.photos import Photo, When
from meetings.matters.referrals import Promise
from meetings.papers.personal_list import NothingToDo
from meetings.papers.task_papers import NothingOnPaper
from meetings.procedure.rules import preset
from meetings.sitting.meeting_states import MeetingKind, MeetingState
from meetings.sitting.officers import officers_without_mark
from meetings.sitting.recurring import Every, MeetingTemplate, RecurringItem, TemplateItem
from tests.data.hall import START, hall
from tests.data.house import House

TODAY = START.date()
NAMES, FINE = ("何勇", "韩冬梅"), Satisfaction.SATISFIED


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


def test_needs_are_those_of_the_bodies_or_of_one_activity_or_task_the_closed_ones_last(house):
    own = task(house, "划线")
    first, second, third = (
        house.do(need.keep_need, new)
        for new in (
            Need("", house.body.id, NeedKind.THINGS, "漆", follow_up=own.id),
            Need("", house.body.id, NeedKind.HANDS, "人手"),
            Need("", house.other.id, NeedKind.MONEY, "经费"),
        )
    )
    house.do(need.close_need, house.body.id, first.id, TODAY)

    def texts(*args, **more):
        return [one.text for one in need.needs(house.records, *args, **more)]

    assert texts() == ["人手", "经费", "漆"]
    assert texts(frozenset({house.body.id})) == ["人手", "漆"]
    assert texts(frozenset({house.other.id})) == ["经费"] and texts(frozenset()) == []
    assert texts(follow_up=own.id) == ["漆"] and texts(activity="nobody's") == []
    assert {second.id, third.id} <= {one.id for one in need.needs(house.records)}


def test_what_is_left_to_do_is_the_persons_own_by_the_register_or_by_name_alone(house):
    me, you = (house.people[n].id for n in (0, 1))
    task(house, "三", owner="成员1")
    task(house, "一", owner="成员1", owner_person=me)
    task(house, "别人的", owner="成员1", owner_person=you)
    task(house, "不是我的", owner="成员2")
    task(house, "邻居的", house.other.id, owner="成员1")
    done = task(house, "完了", owner="成员1", owner_person=me)
    for kind in (StepKind.COMPLETE, StepKind.REPORT_BACK, StepKind.REVISIT):
        house.do(follow.step, house.body.id, done.id, kind, "好了", satisfaction=FINE)
    house.do(follow.step, house.body.id, done.id, StepKind.CLOSE)
    assert [
        one.text for one in follow.open_tasks_of(house.records, house.body.id, me, "成员1")
    ] == ["三", "一"]


def test_what_is_late_is_told_of_the_body_and_those_below_it(house):
    below = house.do(found.found_body, Tier.CORNER, "45栋", preset("corner"), house.body.id)
    late = TODAY - timedelta(days=3)
    for body, words in (
        (house.body.id, "自己的"), (below.id, "下面的"), (house.other.id, "隔壁的"),
    ):  # fmt: skip
        task(house, words, body, owner="物业", deadline=late)
    told = group_text.late(house.records, house.body.id, TODAY)
    assert "自己的" in told and "下面的" in told and "隔壁的" not in told


def test_kinds_of_meeting_that_a_body_named_are_its_own_in_the_order_of_first_use(house):
    for body, words in (
        (house.body.id, "恳谈会"), (house.other.id, "邻里宴"), (house.body.id, "茶话会"),
        (house.body.id, "恳谈会"), (house.body.id, ""),
    ):  # fmt: skip
        house.do(
            prepare.plan_meeting,
            body,
            "",
            house.now,
            "居委会",
            "王主任",
            "李社工",
            kind_words=words,
        )  # fmt: skip
    assert prepare.kinds_named(house.records, house.body.id) == ("恳谈会", "茶话会")


@pytest.mark.parametrize(
    ("rule", "over"), [("community", False), ("corner", False), ("corner", True)]
)
def test_who_chairs_or_records_is_asked_about_also_where_named_in_words(rule, over):
    made = hall(rule, present=0, items=1)
    meeting = replace(made.meeting, chair="成员1")
    if over:
        meeting = replace(meeting, state=MeetingState.ENDED)
    assert [one.name for one in officers_without_mark(meeting)] == ["成员1", "李社工"]


def test_points_photographs_and_lookbacks_are_of_one_task_or_of_all_of_the_body(house):
    first, second = (task(house, words, change=f"{words}好了") for words in ("划线", "立桩"))
    task(house, "邻居的", house.other.id)
    for n, one in enumerate((second, first)):
        house.do(found.add_person, house.body.id, Person("", "", NAMES[n]), (), False)
        turn = DutyTurn("", house.body.id, one.id, NAMES[n], START, START + timedelta(hours=1))
        house.do(ledger.add_turn, turn)
        shot = Photo(f"000{n}-x.jpg", f"{n}" * 64, When.AFTER, START)
        house.do(ledger.add_photo, house.body.id, one.id, shot)
    house.do(ledger.keep_rule, LedgerRule("", house.body.id, per_hour=6))

    def pages(of=None, **more):
        return task_papers.photographs(house.records, house.body.id, of, TODAY, **more)

    assert [one.text for one in pages().tasks] == ["划线", "立桩"]
    assert [one.text for one in pages(second.id).tasks] == ["立桩"]
    assert (pages().public, pages(public=True).public) == (False, True)
    assert (pages().body_name, pages().on) == ("社区议事会", TODAY)
    paper = task_papers.points(house.records, house.body.id, TODAY)
    assert [(one.name, one.points) for one in paper.lines] == [(name, 6) for name in sorted(NAMES)]
    alone = task_papers.points(house.records, house.body.id, TODAY, person=NAMES[1])
    assert [one.task for one in alone.turns] == ["划线"]
    hidden = task_papers.points(house.records, house.body.id, TODAY, public=True)
    assert not set(NAMES) & {one.name for one in hidden.lines}
    with pytest.raises(NothingOnPaper):
        task_papers.learnt(house.records, house.body.id, None, TODAY)
