"""Five meetings whose papers are looked at as pictures; whatever is said in them is made up.

A long evening of two hundred speeches, one item voted on three times, a body without a roster, and
two that came as workbooks: one kept on paper in full, one with hardly more than its decisions.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from meetings.actions import collect, decide, follow, found, hold, prepare
from meetings.community.people import Person, Role
from meetings.importing import columns
from meetings.importing.cells import Cell
from meetings.importing.table import Sheet, Source
from meetings.importing.workbook.plan import existing_workbook, import_workbook, plan_workbook
from meetings.matters.followup_states import StepKind
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue
from meetings.matters.issues import Source as Whence
from meetings.ports import By, Records
from meetings.procedure.counts import Tally
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.debate import Stance
from meetings.sitting.decisions import Decision
from meetings.sitting.motions import Motion
from meetings.sitting.presence import Mark
from meetings.sitting.votes import Method
from tests.data.house import House
from tests.storage.memory_records import MemoryRecords

Table = Sequence[Sequence[Cell]]

_MEMBERS = (
    ("张桂兰", "45栋"), ("李国强", "45栋"), ("张伟", "45栋"), ("张伟", "47栋"),
    ("欧阳建国", "45栋"), ("阿依古丽·买买提", "47栋"), ("刘志明", "47栋"), ("陈建华", "47栋"),
    ("王秀英", "45栋"), ("曾祥林", "45栋"), ("解玉珍", "47栋"), ("何淑芬", "45栋"),
    ("马文涛", "47栋"), ("郭美玲", "45栋"), ("黄志勇", "47栋"), ("彭德海", "47栋"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting of the five: where it is kept, which it is, and when its papers are written."""

    records: Records
    meeting: str
    now: datetime


@dataclass
class Evening(House):
    """A meeting of people with names; every act takes twenty seconds."""

    step: timedelta = field(default=timedelta(seconds=20))

    def by(self) -> By:
        """The next act."""
        self.now += self.step
        self.acts += 1
        return By("唐晓燕", self.now, f"{self.acts:036d}")

    def seat(self, name: str, members: Sequence[tuple[str, str]], place: str) -> None:
        """The body's name, place and telephone, and its members."""
        body = self.body
        self.body = self.do(
            found.edit_body, body.id, name, body.parent, place, phone="0755-26110000"
        )
        for called, building in members:
            person = Person("", "", called, building, "2单元", f"{len(self.people) + 3}01")
            given = (Role.MEMBER,)
            self.people.append(self.do(found.add_person, self.body.id, person, given, True))

    def invite(self, title: str, place: str, chair: str, secretary: str) -> None:
        """Plan a meeting that begins in half an hour."""
        self.meeting = self.do(
            prepare.plan_meeting, self.body.id, title, self.now + timedelta(minutes=30), place,
            chair, secretary,
        )  # fmt: skip

    def raised(self, title: str, text: str, who: str, count: int, place: str = "") -> None:
        """An issue, collected and put on the agenda."""
        issue: Issue = self.do(
            collect.collect,
            Issue(
                "", self.body.id, 0, title, self.now, text=text, place=place, source=Whence.CORNER,
                raised_name=who, supporters=count,
            ),
        )  # fmt: skip
        self.act(prepare.schedule_issue, issue.id, 20)

    def said(self, number: int, stance: Stance, text: str) -> None:
        """Member number 1, 2, … speaks; 0 is somebody without a name."""
        who = self.people[number - 1] if number else None
        name = self.meeting.called(who.id) if who is not None else ""
        self.act(hold.speak, who.id if who else None, name, stance, text)

    def moved(self, text: str, mover: int, seconder: int, amends: str | None = None) -> str:
        """A motion with its second."""
        names = [self.meeting.called(self.people[n - 1].id) for n in (mover, seconder)]
        motion = Motion(
            "", self.body.id, self.meeting.id, self.meeting.current or "", text, names[0], self.now,
            seconder=names[1], amends=amends,
        )  # fmt: skip
        self.meeting = self.do(hold.propose, motion)
        return self.meeting.motions[-1].id

    def counted(self, motion: str, *counts: int, method: Method = Method.HANDS) -> str:
        """A vote with its counts."""
        self.act(decide.open_vote, motion, method)
        vote = self.meeting.votes[-1].id
        self.act(decide.close_vote, vote, tally=Tally(*counts))
        return vote

    def fixed(
        self, text: str, owner: str, day: date | None, *helpers: str, units: tuple[str, ...] = ()
    ) -> None:
        """A decision on the item in hand, with its task."""
        person = next((p for p in self.people if p.name == owner), None)
        decision = Decision(
            "", self.body.id, self.meeting.id, self.meeting.current or "", text, self.now, owner,
            person.id if person else None, helpers, day,
        )  # fmt: skip
        self.meeting = self.do(decide.decide, decision, units)

    def held(self) -> Held:
        """The meeting as it stands, looked at an hour later."""
        return Held(self.records, self.meeting.id, self.now + timedelta(hours=1))


_FOR = (
    "灯坏了三个月，老人晚上不敢下楼。", "去年冬天我母亲在二楼拐角摔了一跤，就是因为看不见。",
    "声控灯便宜，换一层不到两百元。", "孩子下晚自习回来要用手机照路。", "装了灯，小广告也会少。",
)  # fmt: skip
_AGAINST = (
    "电费谁出要先说清楚，不能算到一楼头上。", "声控灯一有动静就亮，睡不好。",
    "去年换过一次，半年就坏，钱白花了。", "公共收益有多少，账先公布再说。",
)  # fmt: skip
_ASKS = ("能不能用维修资金？", "坏了以后谁来修？", "几层先装，有没有先后？", "灯亮多久？")
_MORE = (
    "建议用人体感应的，不用声控。", "先在2单元试装一个月，看电费多少。",
    "灯罩要能拆下来洗，不然一年就黑了。", "三楼以上住的老人多，先装上面。",
)  # fmt: skip


def two_hundred_speeches() -> Held:
    """Two items, two hundred speeches, nobody has taken them together yet."""
    it = Evening(members=0)
    it.seat("45、47栋街角议事会", _MEMBERS, "45栋一楼架空层")
    it.invite("楼道照明与非机动车停放协商会", "45栋一楼架空层", "张桂兰", "唐晓燕")
    it.raised(
        "更换45栋、47栋楼道照明", "两栋楼道灯坏了三个月，夜里全黑，老人上下楼要扶墙",
        "王秀英", 23, "45栋、47栋楼道",
    )  # fmt: skip
    it.raised("电动自行车上楼充电", "有人把电池提上楼充电，也有人在楼道里拉线充", "刘志明", 8)
    it.do(
        follow.add_task,
        FollowUp(
            "", it.body.id, 0, "清理47栋一楼杂物间", it.now, owner="莲塘物业服务中心",
            deadline=date(2026, 11, 10), units=(),
        ),
    )  # fmt: skip
    closed = it.do(
        follow.add_task,
        FollowUp(
            "", it.body.id, 0, "公告栏旁划出便民信息张贴区", it.now, owner="李国强",
            owner_person=it.people[1].id, deadline=date(2026, 11, 1),
        ),
    )  # fmt: skip
    it.act(prepare.call_meeting)
    it.now += timedelta(minutes=25)
    it.come(*range(1, 15))
    it.act(hold.mark, it.people[14].id, Mark.EXCUSED, reason="出差")
    it.act(hold.mark, it.people[15].id, Mark.ABSENT)
    it.act(hold.open_meeting, officers=(it.meeting.chair, it.meeting.secretary))
    it.do(
        follow.step, it.body.id, closed.id, StepKind.PROGRESS, "已画好，贴了三周，楼道里少了"
    )  # fmt: skip
    for title, count in (("更换45栋、47栋楼道照明", 130), ("电动自行车上楼充电", 70)):
        it.begin(title)
        for n in range(count):
            said, stance = (
                (_FOR, Stance.FOR), (_AGAINST, Stance.AGAINST), (_ASKS, Stance.UNSAID),
                (_MORE, Stance.SUPPLEMENT),
            )[n * 7 % 4]  # fmt: skip
            it.said(n % 14 + 1, stance, said[n // 4 % len(said)])
            if n == 60:
                it.act(hold.suspend, "休息十分钟")
                it.now += timedelta(minutes=10)
                it.act(hold.resume)
        if count == 130:
            motion = it.moved("由物业服务中心更换两栋楼道照明，先在2单元试装一个月", 9, 3)
            it.counted(motion, 11, 2, 1)
            it.act(decide.note_minority, it.item(title), "一楼住户认为应先公布公共收益账目再动工")
            it.fixed(
                "更换两栋楼道照明为人体感应灯，先在2单元试装一个月", "周经理", date(2026, 12, 20),
                "李国强", "王秀英", units=("莲塘物业服务中心",),
            )  # fmt: skip
            it.fixed("公布本年度公共收益账目", "莲塘物业服务中心", date(2026, 12, 5))
        else:
            it.act(
                decide.pass_up,
                it.item(title),
                "需要街道统一设充电棚并协调供电",
                "贴过告示，劝导过三次",
            )
    it.act(hold.end_meeting)
    return it.held()


def three_votes() -> Held:
    """An amendment, a tie, a vote that is void and one that stands, with somebody recused."""
    it = Evening(members=0, step=timedelta(minutes=1))
    it.seat("45、47栋街角议事会", _MEMBERS, "45栋一楼架空层")
    it.invite("消防通道停车协商会", "45栋一楼架空层", "陈建华", "唐晓燕")
    it.raised(
        "消防通道停车", "东侧消防通道天天停满车，上个月救护车进不来，耽误了二十分钟", "张桂兰", 31,
        "45栋东侧",
    )  # fmt: skip
    it.raised("门口早餐摊", "摊子占了半边路，油污没人洗", "何淑芬", 6, "47栋门口")
    it.raised("修剪大榕树", "树枝碰到五楼的窗", "彭德海", 4)
    it.act(prepare.call_meeting)
    it.now += timedelta(minutes=10)
    it.come(*range(1, 15))
    it.act(hold.mark, it.people[15].id, Mark.EXCUSED, reason="住院")
    it.act(hold.open_meeting, officers=(it.meeting.chair, it.meeting.secretary))
    it.begin("消防通道停车")
    it.act(
        hold.mark, it.people[12].id, Mark.RECUSED, it.item("消防通道停车"), reason="本人车位在此"
    )
    it.said(1, Stance.FOR, "救护车进不来是要命的事，通道必须让出来。")
    it.said(5, Stance.AGAINST, "车位本来就不够，晚上十点回来没有地方停，画了线也是白画。")
    it.said(6, Stance.FOR, "孩子放学从车缝里穿，很不安全。")
    it.said(8, Stance.SUPPLEMENT, "东侧绿化带边上能画六个临时车位，先把车挪过去。")
    it.said(2, Stance.UNSAID, "值守的人从哪里来？")
    motion = it.moved("画黄线，由志愿者早晚值守", 1, 6)
    better = it.moved("画黄线，由志愿者早晚值守，先试行一个月", 8, 2, motion)
    it.counted(better, 11, 1, 1)
    it.counted(motion, 6, 6, 1)
    it.act(decide.vote_again, motion)
    it.said(10, Stance.FOR, "我可以值周一到周三的晚班。")
    wrong = it.counted(motion, 8, 4, 1)
    it.act(decide.void_vote, wrong, "计票时有人进出")
    it.counted(motion, 8, 4, 1)
    it.act(
        decide.note_minority, it.item("消防通道停车"), "四名成员认为应先增加临时车位，再管消防通道"
    )
    it.fixed(
        "画黄线、立标志牌", "周经理", date(2026, 12, 10), units=("莲塘物业服务中心", "社区工作站")
    )
    it.fixed("排出值守表并张榜", "曾祥林", date(2026, 12, 1), "李国强")
    it.fixed("在绿化带旁画六个临时车位", "莲塘物业服务中心", date(2026, 12, 15))
    it.begin("门口早餐摊")
    it.said(12, Stance.FOR, "摊子可以留，但油污要自己洗。")
    it.said(4, Stance.AGAINST, "一管就不来了，老人买早饭不方便。")
    motion = it.moved("早餐摊九点前收摊并清洗地面", 12, 1)
    it.counted(motion, 5, 7, 2)
    it.act(decide.settle, it.item("修剪大榕树"), ItemOutcome.WITHDRAWN, "园林部门已答应十二月修剪")
    it.act(hold.end_meeting)
    return it.held()


def no_roster() -> Held:
    """Whoever came spoke and decided; nobody is expected, since the body has no roster."""
    it = Evening("corner", members=0, step=timedelta(minutes=1))
    it.seat("13栋街角议事会", (), "13栋老人活动室")
    it.invite("活动室开放时间恳谈会", "13栋老人活动室", "罗永福", "区少芳")
    it.act(prepare.add_item, "活动室开放时间")
    it.act(prepare.add_item, "门前积水")
    it.now += timedelta(minutes=20)
    came = (
        ("罗永福", "13栋"), ("区少芳", "13栋"), ("查志远", "13栋"), ("仇美凤", "13栋"),
        ("杨春生", "13栋"), ("林月娥", "13栋"), ("方便", "14栋"), ("钱多", "14栋"),
    )  # fmt: skip
    for name, building in came:
        it.act(hold.walk_in, name, building)
    it.act(hold.open_meeting, officers=(it.meeting.chair, it.meeting.secretary))
    told = {entry.name: entry.person for entry in it.meeting.roll}
    it.begin("活动室开放时间")
    for name, stance, text in (
        ("查志远", Stance.FOR, "中午也要开，带孙子的没处去。"),
        ("仇美凤", Stance.AGAINST, "中午打牌声音大，楼上要午睡。"),
        ("方便", Stance.SUPPLEMENT, "中午只看书下棋，打牌放到两点以后。"),
    ):
        it.act(hold.speak, told[name], name, stance, text)
    it.meeting = it.do(
        hold.propose,
        Motion(
            "", it.body.id, it.meeting.id, it.meeting.current or "",
            "活动室每天八点到二十一点开放，十二点到十四点只看书下棋", "查志远", it.now,
            seconder="方便",
        ),
    )  # fmt: skip
    it.counted(it.meeting.motions[-1].id, 7, 1, 0)
    it.fixed("换上写明时段的牌子", "罗永福", date(2026, 11, 30))
    it.begin("门前积水")
    it.act(hold.speak, told["林月娥"], "林月娥", Stance.FOR, "一下雨就积到脚踝。")
    it.act(decide.settle, it.item("门前积水"), ItemOutcome.POSTPONED, "等物业来人看过排水口")
    it.act(hold.end_meeting)
    return it.held()


_CAME = (
    "曾爱华", "钟大明", "田甜", "余波", "侯玉成", "蒋思源", "罗永福", "查志远", "区少芳", "邓长贵",
)  # fmt: skip
_PAPER: Mapping[str, Table] = {
    columns.MEETING: (
        ("项目", "内容"), ("层级", "社区"), ("机构", "梧桐里社区议事会"),
        ("会议名称", "梧桐里社区议事会第五次会议"), ("次数", 5), ("日期", date(2026, 10, 16)),
        ("开始时间", time(14, 30)), ("结束时间", time(16, 40)), ("地点", "党群服务中心二楼"),
        ("主持人", "曾爱华"), ("记录人", "单晓梅"), ("应到人数", 13), ("表决规则", "社区议事会"),
    ),
    columns.SIGN_IN: (
        ("姓名", "楼栋", "身份", "出席情况", "到会时间", "离会时间", "受托人"),
        *(
            (name, f"{n + 3}栋", "议事会成员", "出席", time(14, 20), None, None)
            for n, name in enumerate(_CAME)
        ),
        ("韩冬梅", "22栋", "议事会成员", "请假", None, None, None),
        ("解学军", "22栋", "议事会成员", "缺席", None, None, None),
        ("单晓梅", None, "社工", "列席", time(14, 20), None, None),
        ("龙翠云", "21栋", "议事会成员", "委托", None, None, "邓长贵"),
    ),
    columns.ITEMS: (
        ("序号", "议题", "来源", "提出人", "附议人数", "动议", "表决方式", "实到", "同意", "反对",
         "弃权", "结果", "议定事项", "动议人", "附议人", "少数意见", "理由"),
        (1, "沿街店铺占道经营", "网格员巡查", "田甜", 12,
         "沿街店铺不得占用人行道，早上七点以前卸货除外",
         "举手表决", 11, 8, 2, 1, "通过", "与沿街店铺逐家签订门前公约", "钟大明", "查志远",
         "两名成员认为应当先划出卸货位", None),
        (2, "共享单车投放点", None, "余波", None, None, None, None, None, None, None, "上提", None,
         None, None, None, "要与运营企业协调，社区没有权限"),
        (3, "东侧空地利用", "居民来信", "钟大明", 40, "东侧空地改为公共活动场地", "举手表决",
         11, 5, 5, 1, "平票", None, "钟大明", "罗永福", None, None),
    ),
    columns.SPEECHES: (
        ("议题序号", "时间", "发言人", "立场", "内容"),
        (1, time(14, 41), "查志远", "赞成", "人行道是大家走的，先把路让出来。"),
        (1, time(14, 44), "邓长贵", "反对", "小店早晚卸货总要有个时间，一刀切不行。"),
        (1, time(14, 47), "侯玉成", "补充", "写明早上七点以前可以卸货，店家就好办。"),
        (1, time(14, 50), "单晓梅", "政策说明",
         "占用人行道经营由城管执法，社区可以先劝导、立公约。"),
        (2, time(15, 5), "余波", "赞成", "各小区自己划框，企业不认，第二天又乱。"),
        (3, time(15, 20), "钟大明", "赞成", "空地荒了两年，先收拾出来。"),
        (3, time(15, 24), "罗永福", "中立", "地归谁、花多少钱要先弄清楚。"),
        (3, time(15, 29), "区少芳", "反对", "夜里跳舞太吵，楼上住的都是老人。"),
    ),
    columns.TASKS: (
        ("议题序号", "事项", "承办", "责任人", "协办", "完成时限", "状态", "进展", "满意度"),
        (1, "与沿街店铺逐家签订门前公约", "社区居委会", "田甜", "蒋思源", date(2026, 11, 15),
         "办理中", "已签21家", None),
        (1, "晚上六点到八点巡街劝导", "网格站", "余波", "志愿者服务队", date(2026, 10, 20),
         "已完成", None, "满意"),
    ),
}  # fmt: skip
_FEW: Mapping[str, Table] = {
    columns.MEETING: (
        ("项目", "内容"), ("层级", "社区"), ("机构", "莲塘社区居民议事会"),
        ("会议名称", "莲塘社区居民议事会"), ("日期", date(2026, 9, 8)), ("开始时间", time(9, 0)),
        ("主持人", "陈静"),
    ),
    columns.ITEMS: (
        ("序号", "议题", "结果", "议定事项"),
        (1, "举办中秋邻里节", "通过", "9月20日在小广场举办，每栋出一个节目"),
        (2, "更换垃圾桶", "通过", "更换破损的垃圾桶"),
        (3, "修补健身路径", "搁置", None),
    ),
    columns.TASKS: (
        ("议题序号", "事项", "责任人", "完成时限"),
        (2, "更换破损的垃圾桶12个", "莲塘物业服务中心", date(2026, 9, 30)),
    ),
}  # fmt: skip


def _brought_in(tables: Mapping[str, Table]) -> Held:
    records, now = MemoryRecords(), datetime.fromisoformat("2026-11-24T20:00:00+08:00")
    source = Source(
        tuple(Sheet(name, [list(row) for row in rows]) for name, rows in tables.items())
    )
    plan = plan_workbook(source, existing_workbook(records), None, now)
    meeting = import_workbook(records, By("单晓梅", now, f"{1:036d}"), plan)
    assert meeting is not None, [row for row in plan.rows if row.reasons]
    return Held(records, meeting.id, now)


def from_paper() -> Held:
    """A paper meeting that was typed into a workbook in full."""
    return _brought_in(_PAPER)


def few_lines() -> Held:
    """An old meeting of which the workbook knows hardly more than what was decided."""
    return _brought_in(_FEW)


FIVE: tuple[Callable[[], Held], ...] = (
    two_hundred_speeches, three_votes, no_roster, from_paper, few_lines,
)  # fmt: skip


def acted(held: Held, action: Any, *args: Any) -> Any:
    """One more act on the meeting of a case."""
    return action(held.records, By("唐晓燕", held.now, f"{9999:036d}"), *args)
