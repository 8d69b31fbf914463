"""The community council, three weeks ago: shops on the pavement, tied at first, then settled."""

from datetime import datetime, timedelta

from meetings.procedure.counts import Tally
from meetings.sitting.debate import Stance
from meetings.sitting.presence import Mark
from meetings.sitting.votes import Method
from tui.sample.people import COMMUNITY
from tui.sample.sitting import Sample, Sitting

SHOPS, FLEET, SQUARE = "沿街店铺占道经营", "共享单车投放点", "没有公共活动场地"
PATROL = "商业街每晚六点到八点由网格员和志愿者巡街劝导"
INSIDE = "与沿街店铺逐家签订门前公约，志愿者帮助把货搬进店内"
SITE = "请规划单位看社区东侧空地，拿出两个方案"


def hold_council(sample: Sample, starts_at: datetime) -> None:
    """Hold the council's meeting from calling to final minutes."""
    m = Sitting(sample, COMMUNITY, starts_at, "社区党群服务中心二楼", "曾爱华", "单晓梅")
    m.schedule("street", 20, "沿街店铺不得占用人行道；签订门前公约；晚上有人劝导")
    m.schedule("fleet", 10)
    m.schedule("square", 15)
    m.call()
    sample.clock.to(starts_at - timedelta(minutes=12))
    m.come(
        "曾爱华", "单晓梅", "周敏", "范志伟", "钟大明", "田甜", "余波", "侯玉成", "蒋思源",
        "张桂兰", "李国强", "陈建华", "罗永福", "查志远", "区少芳", "邓长贵",
    )  # fmt: skip
    m.mark("韩冬梅", Mark.EXCUSED, "住院")
    m.mark("解学军", Mark.ABSENT)
    sample.clock.to(starts_at)
    m.open()
    _shops(m, sample)
    _fleet(m, sample)
    _square(m, sample)
    m.end()


def _shops(m: Sitting, sample: Sample) -> None:
    m.mark("侯玉成", Mark.RECUSED, "本人在街上开店", SHOPS)
    m.says("张桂兰", Stance.FOR, "人行道是大家走的，先把路让出来。", 1.5)
    m.says("邓长贵", Stance.AGAINST, "小店早晚卸货总要有个时间。", 1.5)
    m.says("查志远", Stance.SUPPLEMENT, "写明早上七点以前可以卸货。", 1)
    m.says("周敏", Stance.POLICY, "占用人行道经营由城管执法，社区可以先劝导、立公约。", 1)
    motion = m.move("沿街店铺一律不得占用人行道，签订门前公约", "张桂兰", "李国强")
    better = m.move(
        "沿街店铺不得占用人行道，早上七点以前卸货除外，签订门前公约", "查志远", "邓长贵", motion
    )
    m.vote(better, Tally(for_=9, against=2, abstain=1))
    m.vote(motion, Tally(for_=6, against=6))
    m.says("蒋思源", Stance.FOR, "志愿者可以帮着搬货，先试一个月。", 1)
    m.says("区少芳", Stance.FOR, "有人帮忙搬，店家也好做。", 1)
    m.vote_again(motion)
    m.vote(motion, Tally(for_=8, against=3, abstain=1))
    today = sample.now.date()
    m.fix(PATROL, "田甜", today + timedelta(days=2), "蒋思源", "余波")
    m.fix(INSIDE, "李国强", today - timedelta(days=4), "蒋思源")


def _fleet(m: Sitting, sample: Sample) -> None:
    m.begin(FLEET)
    m.says("余波", Stance.FOR, "各小区自己划框，企业不认，第二天又乱。", 1)
    m.says("钟大明", Stance.SUPPLEMENT, "要请街道出面找企业谈投放点。", 1)
    m.pass_up(
        "要与运营企业和城管协调，社区没有权限",
        "网格员清理过三次，贴过告示",
        sample.now.date() + timedelta(days=10),
    )


def _square(m: Sitting, sample: Sample) -> None:
    m.begin(SQUARE)
    m.says("钟大明", Stance.FOR, "东侧空地荒了两年，先收拾出来。", 1)
    m.says("罗永福", Stance.NEUTRAL, "地归谁、花多少钱要先弄清楚。", 1)
    m.mark("区少芳", Mark.OUT)
    motion = m.move("先请规划单位看东侧空地，拿出两个方案再议", "钟大明", "陈建华")
    m.vote(motion, Tally(for_=12, against=0), Method.CONSENSUS)
    m.fix(SITE, "曾爱华", sample.now.date() + timedelta(days=20), "钟大明")
