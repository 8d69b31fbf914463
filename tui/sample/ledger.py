"""The sample's tasks: one closed with the resident, one late, others under way; duty, resources."""

from datetime import date, timedelta

from meetings.actions import follow, ledger, resource
from meetings.community.resources import Resource, ResourceClass
from meetings.matters.duty import DutyTurn, LedgerRule, PointGroup
from meetings.matters.followup_states import Satisfaction, StepKind
from meetings.matters.followups import FollowUp
from tui.sample import council_meeting, first_meeting
from tui.sample.sitting import Sample


def _go(
    sample: Sample,
    text: str,
    days: float,
    kind: StepKind,
    said: str = "",
    deadline: date | None = None,
    satisfaction: Satisfaction | None = None,
) -> FollowUp:
    sample.clock.to(sample.now - timedelta(days=days))
    with sample.records.reading() as book:
        task = next(iter(book.find(FollowUp, text=text)))
    by = sample.clock.by()
    return follow.step(sample.records, by, task.body, task.id, kind, said, deadline, satisfaction)


def before_council(sample: Sample) -> None:
    """The steps before the council's meeting: the notice boards are done, the cover is ordered."""
    _go(sample, first_meeting.BOARD, 32, StepKind.PROGRESS, "两栋公告栏的框子已量好，物业去做")
    _go(sample, first_meeting.COVER, 30, StepKind.PROGRESS, "已报井盖规格，等厂家发货")
    _go(sample, first_meeting.BOARD, 24, StepKind.COMPLETE, "广告位装好，旧广告清完")


def before_third(sample: Sample) -> None:
    """The steps before the third meeting, up to this week."""
    _go(sample, first_meeting.BOARD, 17, StepKind.REPORT_BACK, "在楼栋群和公告栏告知两栋居民")
    _go(sample, council_meeting.PATROL, 16, StepKind.PROGRESS, "排出第一周巡街表，八人报名")
    _go(sample, council_meeting.SITE, 15, StepKind.PROGRESS, "规划单位约定下周来看场地")
    done = _go(
        sample, first_meeting.BOARD, 12, StepKind.REVISIT, "上门问了王秀英等六户，都说干净了",
        satisfaction=Satisfaction.SATISFIED,
    )  # fmt: skip
    _go(sample, first_meeting.BOARD, 11.5, StepKind.CLOSE)
    follow.tell_change(
        sample.records, sample.clock.by(), done.body, done.id,
        "以前灯杆、单元门上天天有新广告；现在都贴在广告位里，两栋每周清一次就够",
    )  # fmt: skip
    _go(
        sample,
        council_meeting.INSIDE,
        8,
        StepKind.COMPLETE,
        "二十三家已签公约，两家由志愿者帮忙搬货",
    )
    _go(
        sample,
        council_meeting.INSIDE,
        6.5,
        StepKind.REPORT_BACK,
        "在商业街公告栏张贴，并回复45、47栋",
    )
    _go(sample, first_meeting.COVER, 6.2, StepKind.CHASE, "厂家说还要一周，请物业先放锥桶")
    _watch(sample)
    _resources(sample)


def _watch(sample: Sample) -> None:
    """Enter the turns of duty of the evening walks along the shops, two of them by a group."""
    with sample.records.reading() as book:
        task = next(iter(book.find(FollowUp, text=council_meeting.PATROL)))
    sample.clock.to(sample.now - timedelta(days=6))
    groups = (PointGroup("低龄老人", 200, ("邓小红",)),)
    ledger.keep_rule(
        sample.records, sample.clock.by(), LedgerRule("", task.body, per_hour=10, groups=groups)
    )
    for days, name, heads in ((13, "商业街志愿队", 4), (11, "邓小红", 1), (9, "商业街志愿队", 3)):
        start = (sample.now - timedelta(days=days)).replace(hour=18, minute=0)
        turn = DutyTurn("", task.body, task.id, name, start, start + timedelta(hours=2), heads)
        ledger.add_turn(sample.records, sample.clock.by(), turn)


def _resources(sample: Sample) -> None:
    """Enter the resources of the community."""
    with sample.records.reading() as book:
        body = next(iter(book.find(FollowUp, text=council_meeting.PATROL))).body
    for kind, name, offers, terms in (
        (ResourceClass.VENUE, "老年活动室", "可坐三十人，有投影", "周一至周五，提前一天说"),
        (ResourceClass.UNIT, "社区物业服务站", "派电工、保洁", ""),
        (ResourceClass.ORGANISATION, "商业街志愿队", "晚间巡街、帮商户搬货", "每周二、四、六晚"),
        (ResourceClass.THING, "锥桶和隔离带", "锥桶十二个，在门岗", "用完归还"),
    ):
        one = Resource("", body, kind, name, offers, terms=terms)
        resource.keep_resource(sample.records, sample.clock.by(), one)
