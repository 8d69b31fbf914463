"""The people of the sample: all invented; who sits where, as what, and with a vote or not."""

from typing import NamedTuple

from meetings.community.people import Role

CHAIR, SECRETARY, MEMBER = Role.CHAIR, Role.SECRETARY, Role.MEMBER
HEAD, LEAD, GRID = Role.BUILDING_HEAD, Role.LEAD, Role.GRID_WORKER
SOCIAL, PARTY, WOMEN = Role.SOCIAL_WORKER, Role.PARTY_MEMBER, Role.WOMENS_GROUP_LEADER
OBSERVER, ADVISER, TELLER = Role.OBSERVER, Role.ADVISER, Role.TELLER

SUBDISTRICT, COMMUNITY = "subdistrict", "community"
CORNER, OLD_CORNER, NEW_CORNER = "45-47", "13", "21-22"


class Known(NamedTuple):
    """One person: the key is the name, with the building where two bear it."""

    key: str
    home: str
    """The body that registered the person."""
    building: str
    entrance: str
    roles: tuple[Role, ...]
    votes: bool = True
    skills: str = ""

    @property
    def name(self) -> str:
        """The name without the mark that tells two apart."""
        return self.key.partition("/")[0]


PEOPLE = (
    Known("沈国栋", SUBDISTRICT, "", "", (CHAIR, PARTY)),
    Known("查敏", SUBDISTRICT, "", "", (SECRETARY, MEMBER)),
    Known("区志刚", SUBDISTRICT, "", "", (MEMBER,), skills="城管联络"),
    Known("仇立新", SUBDISTRICT, "", "", (OBSERVER,), False, "交警联络"),
    Known("曾爱华", COMMUNITY, "", "", (CHAIR, MEMBER, PARTY)),
    Known("单晓梅", COMMUNITY, "", "", (SECRETARY, SOCIAL, OBSERVER), False),
    Known("周敏", COMMUNITY, "", "", (SOCIAL, ADVISER), False, "政策说明"),
    Known("钟大明", COMMUNITY, "8栋", "1单元", (MEMBER, PARTY)),
    Known("田甜", COMMUNITY, "", "", (MEMBER, GRID)),
    Known("余波", COMMUNITY, "", "", (MEMBER, GRID)),
    Known("侯玉成", COMMUNITY, "沿街商铺", "", (MEMBER,), skills="商户代表"),
    Known("蒋思源", COMMUNITY, "30栋", "2单元", (MEMBER, LEAD), skills="志愿者"),
    Known("范志伟", COMMUNITY, "", "", (OBSERVER,), False, "物业服务中心"),
    Known("张桂兰", CORNER, "45栋", "1单元", (MEMBER, HEAD, WOMEN)),
    Known("李国强", CORNER, "45栋", "2单元", (MEMBER, LEAD, PARTY)),
    Known("张伟/45", CORNER, "45栋", "3单元", (MEMBER,)),
    Known("张伟/47", CORNER, "47栋", "1单元", (MEMBER,)),
    Known("欧阳建国", CORNER, "45栋", "1单元", (MEMBER, PARTY), skills="木工"),
    Known("阿依古丽·买买提", CORNER, "47栋", "2单元", (MEMBER,)),
    Known("刘志明", CORNER, "47栋", "3单元", (MEMBER,)),
    Known("陈建华", CORNER, "47栋", "1单元", (MEMBER, HEAD)),
    Known("王秀英", CORNER, "45栋", "2单元", (MEMBER, LEAD)),
    Known("曾祥林", CORNER, "45栋", "3单元", (MEMBER, PARTY), skills="电工"),
    Known("解玉珍", CORNER, "47栋", "2单元", (MEMBER, TELLER)),
    Known("何淑芬", CORNER, "45栋", "1单元", (MEMBER,)),
    Known("马文涛", CORNER, "47栋", "3单元", (MEMBER, LEAD)),
    Known("郭美玲", CORNER, "45栋", "2单元", (MEMBER,)),
    Known("黄志勇", CORNER, "47栋", "1单元", (MEMBER,)),
    Known("唐晓燕", CORNER, "45栋", "3单元", (SECRETARY, OBSERVER), False, "会打字"),
    Known("彭德海", CORNER, "47栋", "2单元", (MEMBER,)),
    Known("王阿姨", OLD_CORNER, "13栋", "", (MEMBER,)),
    Known("罗永福", OLD_CORNER, "13栋", "1单元", (MEMBER, HEAD, CHAIR)),
    Known("查志远", OLD_CORNER, "13栋", "2单元", (MEMBER, LEAD)),
    Known("区少芳", OLD_CORNER, "13栋", "1单元", (MEMBER, WOMEN, SECRETARY)),
    Known("仇美凤", OLD_CORNER, "13栋", "3单元", (MEMBER,)),
    Known("杨春生", OLD_CORNER, "13栋", "2单元", (MEMBER, PARTY)),
    Known("林月娥", OLD_CORNER, "13栋", "3单元", (MEMBER,)),
    Known("邓长贵", NEW_CORNER, "21栋", "1单元", (MEMBER, HEAD, CHAIR)),
    Known("韩冬梅", NEW_CORNER, "22栋", "2单元", (MEMBER, WOMEN)),
    Known("冯海涛", NEW_CORNER, "21栋", "2单元", (MEMBER, SECRETARY)),
    Known("曹玉兰", NEW_CORNER, "22栋", "1单元", (MEMBER,)),
    Known("解学军", NEW_CORNER, "22栋", "3单元", (MEMBER, PARTY)),
    Known("龙翠云", NEW_CORNER, "21栋", "3单元", (MEMBER,)),
)

ALSO: tuple[tuple[str, str, tuple[Role, ...], bool], ...] = (
    ("张桂兰", COMMUNITY, (MEMBER, HEAD), True),
    ("李国强", COMMUNITY, (MEMBER, LEAD), True),
    ("陈建华", COMMUNITY, (MEMBER, HEAD), True),
    ("罗永福", COMMUNITY, (MEMBER, HEAD), True),
    ("查志远", COMMUNITY, (MEMBER, LEAD), True),
    ("区少芳", COMMUNITY, (MEMBER, WOMEN), True),
    ("邓长贵", COMMUNITY, (MEMBER, HEAD), True),
    ("韩冬梅", COMMUNITY, (MEMBER, WOMEN), True),
    ("解学军", COMMUNITY, (MEMBER, PARTY), True),
    ("曾爱华", SUBDISTRICT, (MEMBER,), True),
    ("单晓梅", CORNER, (CHAIR, SOCIAL, OBSERVER), False),
    ("周敏", CORNER, (SOCIAL, ADVISER), False),
    ("范志伟", CORNER, (OBSERVER,), False),
)
"""Further seats of people who are registered elsewhere: (key, body, roles, votes)."""
