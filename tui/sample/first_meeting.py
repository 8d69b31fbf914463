"""The first meeting of the corner, five weeks ago: a place for adverts, and harder matters."""

from datetime import datetime, timedelta

from meetings.procedure.counts import Tally
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.debate import Stance
from meetings.sitting.presence import Mark
from meetings.sitting.votes import Method
from tui.sample.people import CORNER
from tui.sample.sitting import Sample, Sitting

BOARD = "在两栋公告栏各划出一块“便民信息”广告位，其余小广告每周清一次"
COVER = "更换47栋1单元门口的井盖"


def hold_first(sample: Sample, starts_at: datetime) -> None:
    """Hold the first meeting from calling to final minutes."""
    m = Sitting(sample, CORNER, starts_at, "45栋一楼架空层", "单晓梅", "唐晓燕")
    m.schedule("ads", 15, "公告栏给便民广告一个地方，楼道和灯杆上的一律清掉")
    m.schedule("shops", 15)
    m.schedule("manhole", 8)
    m.schedule("bikes", 8)
    m.call()
    sample.clock.to(starts_at - timedelta(minutes=10))
    m.come(
        "单晓梅", "唐晓燕", "周敏", "范志伟", "张桂兰", "李国强", "张伟/45", "张伟/47", "欧阳建国",
        "阿依古丽·买买提", "刘志明", "王秀英", "解玉珍", "何淑芬", "马文涛", "黄志勇",
    )  # fmt: skip
    m.mark("陈建华", Mark.EXCUSED, "出差")
    m.mark("郭美玲", Mark.EXCUSED, "照看孩子")
    sample.clock.to(starts_at)
    m.open()
    _adverts(m)
    _shops(m)
    _cover(m, sample)
    _bikes(m)
    m.end()


def _adverts(m: Sitting) -> None:
    m.says("王秀英", Stance.FOR, "天天撕天天贴，不如给他们一个地方贴。", 1.5)
    m.says("欧阳建国", Stance.AGAINST, "给了地方，贴得更多怎么办？", 1)
    m.says("马文涛", Stance.SUPPLEMENT, "广告位写明尺寸，过期的由楼栋长揭下。", 1)
    m.come("曾祥林")
    m.says("范志伟", Stance.POLICY, "物业可以每周清一次，公告栏的框子由物业出。", 1)
    motion = m.move("在两栋公告栏各划出一块便民广告位，其余小广告每周清一次", "王秀英", "马文涛")
    m.vote(motion, Tally(for_=10, against=2, abstain=1))
    m.fix(BOARD, "李国强", m.meeting.starts_at.date() + timedelta(days=14), "物业服务中心")


def _shops(m: Sitting) -> None:
    m.begin("店铺占道经营")
    m.says("阿依古丽·买买提", Stance.FOR, "推婴儿车只能走马路，要管。", 1.5)
    m.says("刘志明", Stance.AGAINST, "一刀切不让摆，小店也活不下去。", 1.5)
    m.says("张桂兰", Stance.FOR, "可以帮店家把货搬进去，但人行道要让出来。", 1)
    m.says("周敏", Stance.POLICY, "整条街不止我们两栋，要请社区一起定规矩。", 1)
    m.pass_up(
        "涉及整条商业街和多个小区，楼栋内定不了",
        "楼栋长上门劝过四家，两天后又摆出来",
        m.meeting.starts_at.date() + timedelta(days=21),
    )


def _cover(m: Sitting, sample: Sample) -> None:
    m.begin("门口井盖松动")
    m.says("黄志勇", Stance.FOR, "晚上看不见，老人踩上去会翻。", 1)
    motion = m.move(COVER, "黄志勇", "解玉珍")
    m.vote(motion, Tally(for_=13, against=0), Method.CONSENSUS)
    m.fix(COVER, "范志伟", sample.now.date() - timedelta(days=6), "黄志勇")


def _bikes(m: Sitting) -> None:
    m.begin("共享单车")
    m.says("张伟/45", Stance.FOR, "轮椅出不了单元门，先划个框。", 1)
    m.mark("何淑芬", Mark.OUT, "接孩子")
    m.says("曾祥林", Stance.NEUTRAL, "划在哪里要看街道给不给投放点。", 1)
    m.settle(ItemOutcome.POSTPONED, "等街道答复投放点后再议")
