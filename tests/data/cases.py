"""Five meetings to lay out: four from public reports with changed names, and one made up.

What a report does not give (times, single counts, deadlines, names) is invented.
"""

from datetime import date
from typing import Any

from meetings.actions import collect, decide, found, hold, prepare
from meetings.community.people import Person, Role
from meetings.matters.issues import Issue
from meetings.procedure.rules import Rule
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.debate import Stance
from meetings.sitting.decisions import Decision
from meetings.sitting.presence import Mark
from tests.data.house import House

NAMES = (
    "张桂兰", "欧阳建国", "阿依古丽·买买提", "李国强", "张伟", "张伟", "王秀英", "刘志明", "陈建华",
    "何淑芬", "马文涛", "黄志勇", "彭德海", "曾祥林", "解玉珍", "周敏", "唐晓燕", "单晓梅",
)  # fmt: skip
ROOMS = "501"
PHONE = "13800001234"
LONG = "我住在三楼，每天早晚都从这里过，" * 312 + "就说这些。"
"""A speech of about 5,000 characters."""


def house(rule: Rule | str, members: int, name: str, **more: Any) -> House:
    """A body whose members bear names of every kind, with rooms and phones on file."""
    made = House(rule, members=0, **more)
    made.body = made.do(found.edit_body, made.body.id, name, made.body.parent, "45栋一楼架空层")
    made.people = [
        made.do(
            found.add_person, made.body.id,
            Person(
                "", "", NAMES[n % len(NAMES)], f"{45 if n % 2 == 0 else 47}栋", "2单元",
                f"{ROOMS[:2]}{n % 10}", f"1380000{1234 + n}",
            ),
            (Role.MEMBER, Role.BUILDING_HEAD) if n == 0 else (Role.MEMBER,), True,
        )
        for n in range(members)
    ]  # fmt: skip
    made.people.append(
        made.do(
            found.add_person, made.body.id, Person("", "", "郑浩"),
            (Role.OBSERVER, Role.SOCIAL_WORKER), False,
        )
    )  # fmt: skip
    return made


def name(house: House, number: int) -> str:
    """Member number 1, 2, … as the room calls them."""
    return house.people[number - 1].name


def decided(house: House, title: str, text: str, owner: str, **more: Any) -> None:
    """Fix a decision with a deadline."""
    decision = Decision(
        "", house.body.id, house.meeting.id, house.item(title), text, house.now, owner,
        deadline=date(2026, 12, 20), **more,
    )  # fmt: skip
    house.do(decide.decide, decision)


def _passed(house: House, title: str, motion: str, *counts: int) -> None:
    house.begin(title)
    house.says(1, f"支持{motion}，大家盼了很久。")
    house.says(2, "费用从哪里出要先说清楚。", Stance.AGAINST)
    house.vote(house.move(motion), *counts)


def _invite(house: House) -> None:
    """The observer comes, one member is away with a word, one without."""
    house.act(hold.mark, house.people[-1].id, Mark.IN)


def liantang() -> House:
    """Sixteen members, fourteen present; three proposals by show of hands, all passed."""
    made = house("community", 16, "莲塘社区居民议事会")
    titles = ("举办中秋邻里节", "扶持社区社会组织", "开展议事规则培训")
    made.plan(*titles)
    made.act(hold.mark, made.people[15].id, Mark.EXCUSED, reason="出差")
    _invite(made)
    made.open(present=14)
    for number, (title, *counts) in enumerate(
        ((titles[0], 14, 0, 0), (titles[1], 11, 1, 2), (titles[2], 12, 0, 2)), 1
    ):
        _passed(made, title, title, *counts)
        decided(made, title, f"{title}，由居委会牵头", name(made, number), helpers=("社区工作站",))
    made.act(hold.end_meeting)
    return made


def minxin() -> House:
    """Four matters of committee and work station: three pass, the roof terrace does not."""
    made = house("community", 15, "民新社区议事会")
    titles = ("民生微实事服务类项目", "增设监控摄像头", "更换小区公告栏", "天台防水补漏")
    made.plan(*titles)
    _invite(made)
    made.open(present=12)
    for title, counts in zip(titles, ((11, 0, 1), (9, 2, 1), (12, 0, 0), (4, 6, 2)), strict=True):
        _passed(made, title, title, *counts)
        if title != titles[3]:
            decided(made, title, f"实施{title}", "物业服务中心")
    made.act(decide.note_minority, made.item(titles[3]), "顶楼三户认为漏水不能再等")
    made.act(hold.end_meeting)
    return made


def qingrong() -> House:
    """A safety door that the old do not want; who is against is asked first."""
    made = house("corner", 10, "青榕社区街角议事会")
    made.plan("3至6栋安装智能门禁", "楼道杂物清理")
    made.open(present=10)
    made.begin("3至6栋安装智能门禁")
    issue_words = "13栋王阿姨说，老人没有智能手机，门卡一张十元又容易丢，电话13800001234可找她"
    made.says(1, issue_words, Stance.AGAINST)
    made.says(2, "住501室的张桂兰也不会用手机", Stance.AGAINST)
    made.says(4, "装了以后外人进不来，安全", Stance.FOR)
    made.vote(made.move("现在安装门禁系统"), 3, 7)
    made.begin("楼道杂物清理")
    made.vote(made.move("每周六上午清理一次"), 10, 0)
    decided(
        made, "楼道杂物清理", "每周六上午清理楼道", name(made, 4), owner_person=made.people[3].id
    )
    made.act(hold.end_meeting)
    return made


def guangming() -> House:
    """Three roads: the owners' own matter, and two passed up to the departments."""
    made = house("corner", 12, "新围21栋街角议事会")
    issue: Issue = made.do(
        collect.collect,
        Issue(
            "", made.body.id, 0, "生锈立管更换", made.now, text="立管生锈漏水，二楼天花板发霉",
            place="新围21栋", raised_name="13栋王阿姨", supporters=9, owners_matter=True,
        ),
    )  # fmt: skip
    made.plan("大榕树降高", "暗渠疏通")
    made.act(prepare.schedule_issue, issue.id, 20)
    _invite(made)
    made.open(present=11)
    _passed(made, "生锈立管更换", "由业主自筹更换，社区协助审核资质和报价", 10, 0, 1)
    decided(made, "生锈立管更换", "收集三家报价，交业主共同决定", name(made, 2))
    made.act(decide.pass_up, made.item("大榕树降高"), "需要园林部门现场处理")
    made.act(decide.pass_up, made.item("暗渠疏通"), "涉及市政管网")
    made.act(hold.end_meeting)
    return made


def made_up_1() -> House:
    """7 to 7: tied; more debate, an amendment, a vote declared void, then 8 to 5 with 1 abstaining.

    With somebody recused, a withdrawn motion, an item put off, one not reached, a speech of
    5,000 characters and texts that break careless programs.
    """
    made = house("community", 16, "45、47栋与幸福里、锦绣园四栋联合消防通道与停车秩序街角议事会")
    made.plan("消防通道停车问题", "[A]方案 =1+1 @45栋", "修剪大榕树", "门口摆摊")
    made.open(present=14)
    made.begin("消防通道停车问题")
    made.act(
        hold.mark, made.people[6].id, Mark.RECUSED, made.item("消防通道停车问题"),
        reason="本人车位在此",
    )  # fmt: skip
    made.act(hold.mark, made.people[14].id, Mark.IN)
    made.says(1, "去年救护车进不来，耽误了二十分钟。")
    made.says(2, LONG, Stance.AGAINST)
    motion = made.move("画黄线并值守")
    amendment = made.move("画黄线并值守，先试行一个月", amends=motion)
    made.vote(amendment, 12, 1, 1)
    first = made.vote(motion, 7, 7)
    assert first.outcome == "tied"
    made.act(decide.vote_again, motion)
    made.says(3, "每天晚上七点到九点我可以值守 [/] 𠮷😀")
    second = made.vote(motion, 7, 6, 1)
    made.act(decide.void_vote, second.id, "计票时有人进出")
    made.vote(motion, 8, 5, 1)
    decided(
        made, "消防通道停车问题", "画黄线，排出值守表", name(made, 4), helpers=("物业服务中心",)
    )
    other = made.move("设可升降桩")
    made.act(hold.withdraw, other, "先看试行效果")
    made.begin("[A]方案 =1+1 @45栋")
    made.move("按A方案施工")
    made.act(hold.postpone, made.meeting.motions[-1].id, "等报价")
    made.act(decide.settle, made.item("[A]方案 =1+1 @45栋"), ItemOutcome.POSTPONED, "等报价")
    made.act(decide.settle, made.item("修剪大榕树"), ItemOutcome.WITHDRAWN, "提出人已自行解决")
    made.act(hold.mark, made.people[1].id, Mark.OUT)
    made.act(hold.end_meeting)
    return made


CASES = (liantang, minxin, qingrong, guangming, made_up_1)
