"""The corner's cancelled second meeting, and its third, which is under way."""

from datetime import datetime, timedelta

from meetings.actions.prepare import cancel_meeting
from meetings.sitting.agenda import ItemKind, ItemOutcome
from meetings.sitting.debate import Stance
from meetings.sitting.presence import Mark
from tui.sample.people import CORNER
from tui.sample.sitting import Sample, Sitting

FIRE = "消防通道停车"


def call_off(sample: Sample, starts_at: datetime) -> None:
    """Plan the second meeting and cancel it because of rain."""
    m = Sitting(sample, CORNER, starts_at, "45栋东侧空地", "单晓梅", "唐晓燕")
    m.call()
    cancel_meeting(
        sample.records, sample.clock.by(), m.body.id, m.meeting.id, "当晚暴雨，改期到下一次"
    )


def plan_third(sample: Sample, starts_at: datetime) -> Sitting:
    """Plan and call the third meeting."""
    m = Sitting(sample, CORNER, starts_at, "45栋一楼架空层", "单晓梅", "唐晓燕")
    m.schedule("fire", 15, "在45栋东侧划黄线，留出4米消防通道；车主挪车有人提醒")
    m.schedule("lamps", 8)
    m.last("共享单车", 5)
    for item in m.meeting.in_order:
        if item.kind is ItemKind.APPROVAL:
            m.last(item.title, 3)
    m.call()
    return m


def hold_third(sample: Sample, m: Sitting) -> None:
    """Hold the third meeting up to now, in the middle of the item on the fire lane."""
    clock, now = sample.clock, sample.now
    clock.to(now - timedelta(minutes=46))
    m.come(
        "单晓梅", "唐晓燕", "周敏", "张桂兰", "李国强", "张伟/45", "张伟/47", "欧阳建国",
        "阿依古丽·买买提", "刘志明", "陈建华", "王秀英", "曾祥林", "何淑芬", "马文涛",
        "黄志勇", "彭德海",
    )  # fmt: skip
    m.mark("解玉珍", Mark.EXCUSED, "值夜班")
    clock.to(now - timedelta(minutes=38, seconds=1))
    m.open()
    clock.pass_(6)
    _review(m)
    clock.to(now - timedelta(minutes=12, seconds=1))
    m.begin(FIRE)
    m.says("李国强", Stance.FOR, "消防通道不留出来，出了事谁也担不起", 0.9)
    m.says("张伟/47", Stance.AGAINST, "晚上回来没地方停，先说停哪里", 0.9)
    m.says("何淑芬", Stance.FOR, "孩子从车缝里钻，看着害怕", 0.7)
    m.says("黄志勇", Stance.AGAINST, "别的楼的车也来停，光管我们不公平", 0.8)
    m.says("阿依古丽·买买提", Stance.FOR, "可以先划线，再排值守", 0.7)
    m.move("在45栋东侧划线，留出消防通道", "李国强", "张桂兰")
    m.says("王秀英", Stance.FOR, "党员和志愿者可以轮着值守", 0.8)
    m.says("张桂兰", Stance.FOR, "救护车上次进不来", 1)
    m.says("刘志明", Stance.AGAINST, "车位本来就少", 1)
    m.says("周敏", Stance.POLICY, "物业可申请划线", 1)
    m.queue("陈建华", "王秀英")
    clock.to(now - timedelta(seconds=81))
    m.floor("张桂兰")


def _review(m: Sitting) -> None:
    m.says("李国强", Stance.UNSAID, "广告位用上了，楼道里干净多了。", 2)
    m.says("黄志勇", Stance.AGAINST, "井盖到现在没有换，只放了个锥桶。", 2)
    m.settle(ItemOutcome.NOTED)
    m.wait(11, "停电，等应急灯")
