"""A matter's road reads as it happened, from whichever tier one looks at it."""

from datetime import date, timedelta

import pytest

from meetings.actions import collect, decide, follow, hold, prepare, refer
from meetings.actions.trace import road_of_issue, road_of_referral
from meetings.matters.followup_states import Satisfaction, StepKind
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue, IssueState
from meetings.matters.referrals import Promise, Referral
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.decisions import Decision
from meetings.terms import term
from tests.data.tiers import Tiers


@pytest.fixture
def tiers():
    return Tiers()


def told(road):
    return [(step.tier.value, term(step.kind)) for step in road.steps if step.at is not None]


def now(road):
    return [step.text for step in road.steps if step.at is None]


def reached(road):
    return [(station.name, station.at is not None) for station in road.stations]


def decided(meeting, item, text, owner):
    return Decision("", meeting.body, meeting.id, item, text, meeting.starts_at, owner)


def close(tiers, body):
    """Every open task of a body is done, told, visited and closed."""
    with tiers.records.reading() as book:
        tasks = book.find(FollowUp, body=body.id)
    for task in tasks:
        for kind, said in (
            (StepKind.COMPLETE, "做好了"), (StepKind.REPORT_BACK, "在群里说了"),
        ):  # fmt: skip
            tiers.do(follow.step, body.id, task.id, kind, said)
        tiers.do(
            follow.step, body.id, task.id, StepKind.REVISIT, "满意", None, Satisfaction.SATISFIED
        )
        tiers.do(follow.step, body.id, task.id, StepKind.CLOSE)


def test_a_matter_settled_at_the_corner_never_leaves_it(tiers):
    ads = tiers.raise_(tiers.corner, "小广告", raised_name="王秀英")
    meeting = tiers.plan(tiers.corner, ads)
    task = decided(meeting, meeting.items[0].id, "公告栏划出广告位", "李国强")
    tiers.hold(meeting, ItemOutcome.AGREED, task)
    close(tiers, tiers.corner)
    road = road_of_issue(tiers.records, ads.id, tiers.now.date())
    assert told(road) == [
        ("corner", "提出"), ("corner", "协商"), ("corner", "议定"), ("corner", "办结"),
        ("corner", "反馈"), ("corner", "回访"), ("corner", "销号"), ("corner", "解决"),
    ]  # fmt: skip
    assert reached(road) == [("街角", True), ("销号", True)]
    assert now(road) == ["已解决"]


def test_the_fire_lane_goes_up_twice_and_comes_back_down(tiers):
    fire = tiers.raise_(tiers.corner, "消防通道停车", raised_name="张桂兰", supporters=12)
    meeting = tiers.plan(tiers.corner, fire)
    tiers.do(hold.open_meeting, meeting.body, meeting.id)
    tiers.do(decide.pass_up, meeting.body, meeting.id, meeting.items[0].id, "要交警执法", "值守过")
    tiers.do(hold.end_meeting, meeting.body, meeting.id)
    with tiers.records.reading() as book:
        (low,) = book.find(Referral)
    assert reached(road_of_issue(tiers.records, fire.id, tiers.now.date())) == [
        ("街角", True), ("社区", False), ("回复", False), ("落地", False), ("销号", False),
    ]  # fmt: skip
    high = tiers.do(refer.pass_on, low.id, "社区没有执法权")
    issue = tiers.do(refer.schedule, high.id)
    meeting = tiers.plan(tiers.street, issue)
    task = decided(meeting, meeting.items[0].id, "交警每晚巡查", "交警中队")
    tiers.hold(meeting, ItemOutcome.AGREED, task)
    tiers.do(refer.answer, high.id, "交警每晚巡查", "交警每晚巡查")
    tiers.do(refer.answer, low.id, "街道已定：交警每晚巡查")
    meeting = tiers.plan(tiers.corner)
    watch = decided(meeting, meeting.items[-1].id, "党员和志愿者轮流值守", "李国强")
    tiers.hold(meeting, ItemOutcome.NOTED, watch)
    close(tiers, tiers.street)
    close(tiers, tiers.corner)
    road = road_of_issue(tiers.records, fire.id, tiers.now.date())
    assert told(road) == [
        ("corner", "提出"), ("corner", "协商"), ("corner", "上提"),
        ("community", "签收"), ("community", "受理"), ("community", "上提"),
        ("subdistrict", "签收"), ("subdistrict", "受理"), ("subdistrict", "协商"),
        ("subdistrict", "议定"), ("subdistrict", "回复"), ("community", "回复"),
        ("corner", "落地"), ("corner", "议定"),
        *[("subdistrict", word) for word in ("办结", "反馈", "回访", "销号", "解决")],
        *[("corner", word) for word in ("办结", "反馈", "回访", "销号", "解决")],
    ]  # fmt: skip
    assert reached(road) == [
        ("街角", True), ("社区", True), ("街道", True), ("回复", True), ("落地", True),
        ("销号", True),
    ]  # fmt: skip
    assert road_of_issue(tiers.records, issue.id, tiers.now.date()) == road
    assert road_of_referral(tiers.records, high.id, tiers.now.date()) == road


def test_one_meeting_three_roads_and_the_risers_wait_for_the_owners(tiers):
    body = tiers.community
    risers = tiers.raise_(body, "立管锈蚀", owners_matter=True)
    tree = tiers.raise_(body, "大榕树要修剪")
    sewer = tiers.raise_(body, "盖住的下水道")
    meeting = tiers.plan(body, risers, tree, sewer)
    where = (body.id, meeting.id)
    tiers.do(hold.open_meeting, *where)
    first, second, third = (item.id for item in meeting.in_order)
    tiers.do(hold.begin_item, *where, first)
    tiers.do(decide.settle, *where, first, ItemOutcome.AGREED, "会前已逐户商定")
    tiers.do(decide.decide, decided(meeting, first, "业主自筹，社区帮助核资质、比报价", "居委会"))
    for item in (second, third):
        tiers.do(hold.begin_item, *where, item)
        tiers.do(decide.pass_up, *where, item, "要请主管部门到场")
    tiers.do(hold.end_meeting, *where)
    roads = {
        issue.title: road_of_issue(tiers.records, issue.id, tiers.now.date())
        for issue in (risers, tree, sewer)
    }
    own = roads["立管锈蚀"]
    assert own.owners_matter
    talked = next(step for step in own.steps if term(step.kind) == "协商")
    assert talked.text.endswith("须另行提交业主共同决定")
    for title in ("大榕树要修剪", "盖住的下水道"):
        assert not roads[title].owners_matter
        assert told(roads[title])[-1] == ("community", "上提")
        assert now(roads[title])[0] == "青溪街道推进会：待签收"


def test_what_was_settled_and_is_back_shows_when(tiers):
    old = tiers.raise_(tiers.corner, "楼道路灯")
    tiers.do(collect.screen, tiers.corner.id, old.id, IssueState.SETTLED, "已修好")
    back = tiers.raise_(tiers.corner, "楼道路灯又不亮", again_of=old.id)
    road = road_of_issue(tiers.records, back.id, tiers.now.date())
    assert told(road)[:2] == [("corner", "曾解决"), ("corner", "提出")]
    day = tiers.now
    assert road.steps[0].text == f"第1号“楼道路灯”（{day.year}年{day.month}月{day.day}日解决）"
    meeting = tiers.plan(tiers.corner, back)
    (item,) = tiers.minutes(meeting).items
    assert "再次出现" in item.matter and "第1号" in item.matter


def test_a_late_answer_is_told_with_its_days(tiers):
    fire = tiers.raise_(tiers.corner, "消防通道停车")
    sent = tiers.send(fire, tiers.now.date() + timedelta(days=2))
    tiers.do(refer.receive, sent.id)
    road = road_of_issue(tiers.records, fire.id, tiers.now.date() + timedelta(days=5))
    assert now(road) == ["Y社区议事会：已签收；逾期3天未回复"]
    assert road.steps[-1].late


def test_an_item_without_an_issue_has_its_road_too(tiers):
    meeting = tiers.plan(tiers.corner)
    meeting = tiers.do(prepare.add_item, tiers.corner.id, meeting.id, "电梯停运")
    tiers.do(hold.open_meeting, tiers.corner.id, meeting.id)
    tiers.do(decide.pass_up, tiers.corner.id, meeting.id, meeting.items[0].id, "要找维保单位")
    with tiers.records.reading() as book:
        (sent,) = book.find(Referral)
    task = Promise("更换主板", "维保单位", date(2026, 12, 1))
    tiers.do(refer.answer, sent.id, "已约维保", "", (task,))
    road = road_of_referral(tiers.records, sent.id, tiers.now.date())
    assert road.title == "电梯停运"
    assert told(road) == [
        ("corner", "协商"), ("corner", "上提"), ("community", "签收"), ("community", "回复"),
        ("community", "交办"),
    ]  # fmt: skip
    assert now(road)[-1] == "更换主板（维保单位，已交办，正常）"


def test_a_matter_taken_back_tells_that_it_was_sent(tiers):
    fire = tiers.raise_(tiers.corner, "消防通道停车")
    sent = tiers.send(fire)
    tiers.do(refer.withdraw, sent.id, "车主自己挪了")
    road = road_of_issue(tiers.records, fire.id, tiers.now.date())
    assert told(road) == [("corner", "提出"), ("corner", "上提"), ("corner", "撤回")]
    assert reached(road) == [("街角", True), ("销号", False)]
    assert tiers.get(Issue, fire.id).open and tiers.get(Referral, sent.id).withdrawn_at


def test_the_same_thing_in_another_body_stands_on_the_road_of_either(tiers):
    ours = tiers.raise_(tiers.corner, "消防通道停车", raised_name="王秀英")
    theirs = tiers.raise_(tiers.community, "消防通道被占", raised_name="李国强")
    tiers.do(collect.link_same, tiers.corner.id, ours.id, theirs.id)
    here = road_of_issue(tiers.records, ours.id, tiers.now.date())
    there = road_of_issue(tiers.records, theirs.id, tiers.now.date())
    assert [told(here), told(there)] == [
        [("corner", "提出"), ("corner", "同一件事")],
        [("community", "同一件事"), ("community", "提出")],
    ]
    assert here.steps[1].text == "Y社区议事会第1号“消防通道被占”（李国强提出，已受理）"
