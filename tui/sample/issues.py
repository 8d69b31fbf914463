"""The issues of the sample: who raised what, where, and what became of it before any meeting."""

from typing import NamedTuple

from meetings.matters.issues import IssueState, Source
from tui.sample.people import COMMUNITY, CORNER, NEW_CORNER, OLD_CORNER, SUBDISTRICT

TRASH, FIRE, TRADE, PUBLIC, SAFETY = (
    "环境卫生",
    "停车与消防通道",
    "占道经营",
    "公共空间",
    "安全隐患",
)
QUARREL, HOUSE, WORKS = "邻里纠纷", "楼院管理", "基础设施"
ACCEPTED, RETURNED = IssueState.ACCEPTED, IssueState.RETURNED
MERGED, WITHDRAWN, REFERRED = IssueState.MERGED, IssueState.WITHDRAWN, IssueState.REFERRED_UP


class Raised(NamedTuple):
    """One issue: `days` before now it was collected; `by` is a person's key or a bare name."""

    key: str
    body: str
    days: int
    title: str
    text: str
    place: str
    topic: str
    source: Source
    by: str
    supporters: int = 0
    state: IssueState | None = None
    why: str = ""
    """The reason of a return, a withdrawal or a passing up; for a merged issue the other's key."""
    owners: bool = False
    private: bool = False


ISSUES = (
    Raised("ads", CORNER, 48, "楼道小广告", "单元门、灯杆上贴满小广告，撕了又贴",
           "45栋、47栋", TRASH, Source.CORNER, "王秀英", 15),
    Raised("shops", CORNER, 47, "店铺占道经营", "沿街店把货摆到人行道上，推婴儿车只能走马路",
           "47栋南侧", TRADE, Source.SUGGESTION_BOX, "阿依古丽·买买提", 9),
    Raised("manhole", CORNER, 46, "门口井盖松动", "车一压就响，晚上怕踩空",
           "47栋1单元门口", SAFETY, Source.HOME_VISIT, "黄志勇", 6),
    Raised("bikes", CORNER, 44, "共享单车", "横七竖八停在单元门口，轮椅出不来",
           "45栋2单元", PUBLIC, Source.CHAT_GROUP, "张伟/45", 7),
    Raised("street", COMMUNITY, 33, "沿街店铺占道经营", "各栋各说各的，要定统一的规矩",
           "梧桐里商业街", TRADE, Source.FROM_BELOW, "张桂兰", 20),
    Raised("fleet", COMMUNITY, 32, "共享单车投放点", "各小区都反映没有固定停放点，清了又来",
           "各小区门口", PUBLIC, Source.GRID, "余波", 31),
    Raised("square", COMMUNITY, 31, "没有公共活动场地", "老人孩子没有地方坐，下雨更没有去处",
           "社区东侧空地", PUBLIC, Source.DEPUTY, "钟大明", 26),
    Raised("quarrel", CORNER, 26, "楼上半夜挪桌子", "说过几次没有用",
           "47栋2单元", QUARREL, Source.HOME_VISIT, "彭德海", 0, RETURNED,
           "属于两户之间的个人事务，已请人民调解员上门", private=True),
    Raised("slots", SUBDISTRICT, 20, "共享单车统一划停放点", "社区议事会上提，请协调企业和城管",
           "梧桐里社区", PUBLIC, Source.FROM_BELOW, "曾爱华", 31, ACCEPTED),
    Raised("fire", CORNER, 18, "消防通道停车", "消防通道天天停满车，救护车进不来",
           "45栋东侧", FIRE, Source.CORNER, "张桂兰", 12, ACCEPTED),
    Raised("fire-2", CORNER, 17, "45栋东边消防车过不来", "昨晚又停满了，拍了照片发群里",
           "45栋东侧", FIRE, Source.CHAT_GROUP, "马文涛", 3, MERGED, "fire"),
    Raised("lamps", CORNER, 16, "楼道路灯", "二单元三楼到五楼灯不亮",
           "45栋2单元", WORKS, Source.CORNER, "郭美玲", 8, ACCEPTED),
    Raised("zombies", CORNER, 15, "僵尸车长期占位", "三辆车落满灰，轮胎都瘪了，找不到车主",
           "47栋北侧", FIRE, Source.HOTLINE, "刘志明", 11, REFERRED,
           "要查车主、要拖移，楼栋和物业都没有权限"),
    Raised("benches", CORNER, 12, "楼下没有地方坐", "老人买菜回来没处歇脚",
           "45栋前空地", PUBLIC, Source.SUGGESTION_BOX, "何淑芬", 5, ACCEPTED),
    Raised("wires", CORNER, 9, "电动车飞线充电", "从三楼拉线下来，下雨天冒火花",
           "47栋3单元", SAFETY, Source.GRID, "陈建华", 10, ACCEPTED),
    Raised("ropes", CORNER, 2, "树上拉晾衣绳", "挡路，也伤树",
           "45栋西侧绿地", HOUSE, Source.CORNER, "欧阳建国", 1),
    Raised("roof", OLD_CORNER, 21, "屋顶漏水", "一下雨顶楼就漏，接了三个盆",
           "13栋2单元", WORKS, Source.HOME_VISIT, "王阿姨", 14, ACCEPTED, owners=True),
    Raised("windows", OLD_CORNER, 19, "活动室窗户打不开", "四扇固定窗，夏天闷得待不住",
           "13栋老人活动室", PUBLIC, Source.SUGGESTION_BOX, "杨春生", 9, ACCEPTED),
    Raised("bins", OLD_CORNER, 6, "垃圾桶太少", "两个桶三个单元用，中午就满",
           "13栋门口", TRASH, Source.PUBLIC_ACCOUNT, "林月娥", 4),
    Raised("table", OLD_CORNER, 14, "门口加一张棋桌", "想在树下放一张棋桌",
           "13栋门口", PUBLIC, Source.CORNER, "罗永福", 2, WITHDRAWN,
           "提出人已和物业商量好，自己解决了"),
    Raised("clutter", NEW_CORNER, 13, "楼道堆放杂物", "纸箱堆到二楼，消防栓打不开",
           "21栋2单元", SAFETY, Source.GRID, "冯海涛", 7, ACCEPTED),
    Raised("clutter-2", NEW_CORNER, 11, "21栋楼道纸箱太多", "过道只能侧身走",
           "21栋2单元", SAFETY, Source.COMMITTEE, "龙翠云", 2, MERGED, "clutter"),
    Raised("dogs", NEW_CORNER, 8, "遛狗不牵绳", "孩子放学被追过两回",
           "22栋前小路", HOUSE, Source.CHAT_GROUP, "曹玉兰", 13, ACCEPTED),
    Raised("parcels", NEW_CORNER, 1, "快递堆在单元门口", "一到傍晚进出要跨过去",
           "22栋1单元", HOUSE, Source.PROPERTY_COMPANY, "韩冬梅", 3),
    Raised("music", COMMUNITY, 5, "广场舞音量", "晚上九点以后还在放，孩子要写作业",
           "商业街小广场", QUARREL, Source.HOTLINE, "来电居民", 4, ACCEPTED),
)  # fmt: skip
