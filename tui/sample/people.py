"""The invented people of the sample: who sits in which body, in which role, with a vote or not."""

from typing import NamedTuple

from meetings.community.people import Role

CHAIR, SECRETARY, MEMBER = Role.CHAIR, Role.SECRETARY, Role.MEMBER
HEAD, LEAD, GRID = Role.BUILDING_HEAD, Role.LEAD, Role.GRID_WORKER
SOCIAL, PARTY, WOMEN = Role.SOCIAL_WORKER, Role.PARTY_MEMBER, Role.WOMENS_GROUP_LEADER
OBSERVER, ADVISER, TELLER = Role.OBSERVER, Role.ADVISER, Role.TELLER

SUBDISTRICT, COMMUNITY = "subdistrict", "community"
CORNER, OLD_CORNER, NEW_CORNER = "45-47", "13", "21-22"


class SamplePerson(NamedTuple):
    """One person; the key is the name, with the building where two people have it."""

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
        """The name without the building in the key."""
        return self.key.partition("/")[0]


PEOPLE = (
    SamplePerson("沈国栋", SUBDISTRICT, "", "", (CHAIR, PARTY)),
    SamplePerson("查敏", SUBDISTRICT, "", "", (SECRETARY, MEMBER)),
    SamplePerson("区志刚", SUBDISTRICT, "", "", (MEMBER,), skills="城管联络"),
    SamplePerson("仇立新", SUBDISTRICT, "", "", (OBSERVER,), False, "交警联络"),
    SamplePerson("曾爱华", COMMUNITY, "", "", (CHAIR, MEMBER, PARTY)),
    SamplePerson("单晓梅", COMMUNITY, "", "", (SECRETARY, SOCIAL, OBSERVER), False),
    SamplePerson("周敏", COMMUNITY, "", "", (SOCIAL, ADVISER), False, "政策说明"),
    SamplePerson("钟大明", COMMUNITY, "8栋", "1单元", (MEMBER, PARTY)),
    SamplePerson("田甜", COMMUNITY, "", "", (MEMBER, GRID)),
    SamplePerson("余波", COMMUNITY, "", "", (MEMBER, GRID)),
    SamplePerson("侯玉成", COMMUNITY, "沿街商铺", "", (MEMBER,), skills="商户代表"),
    SamplePerson("蒋思源", COMMUNITY, "30栋", "2单元", (MEMBER, LEAD), skills="志愿者"),
    SamplePerson("范志伟", COMMUNITY, "", "", (OBSERVER,), False, "物业服务中心"),
    SamplePerson("张桂兰", CORNER, "45栋", "1单元", (MEMBER, HEAD, WOMEN)),
    SamplePerson("李国强", CORNER, "45栋", "2单元", (MEMBER, LEAD, PARTY)),
    SamplePerson("张伟/45", CORNER, "45栋", "3单元", (MEMBER,)),
    SamplePerson("张伟/47", CORNER, "47栋", "1单元", (MEMBER,)),
    SamplePerson("欧阳建国", CORNER, "45栋", "1单元", (MEMBER, PARTY), skills="木工"),
    SamplePerson("阿依古丽·买买提", CORNER, "47栋", "2单元", (MEMBER,)),
    SamplePerson("刘志明", CORNER, "47栋", "3单元", (MEMBER,)),
    SamplePerson("陈建华", CORNER, "47栋", "1单元", (MEMBER, HEAD)),
    SamplePerson("王秀英", CORNER, "45栋", "2单元", (MEMBER, LEAD)),
    SamplePerson("曾祥林", CORNER, "45栋", "3单元", (MEMBER, PARTY), skills="电工"),
    SamplePerson("解玉珍", CORNER, "47栋", "2单元", (MEMBER, TELLER)),
    SamplePerson("何淑芬", CORNER, "45栋", "1单元", (MEMBER,)),
    SamplePerson("马文涛", CORNER, "47栋", "3单元", (MEMBER, LEAD)),
    SamplePerson("郭美玲", CORNER, "45栋", "2单元", (MEMBER,)),
    SamplePerson("黄志勇", CORNER, "47栋", "1单元", (MEMBER,)),
    SamplePerson("唐晓燕", CORNER, "45栋", "3单元", (SECRETARY, OBSERVER), False, "会打字"),
    SamplePerson("彭德海", CORNER, "47栋", "2单元", (MEMBER,)),
    SamplePerson("王阿姨", OLD_CORNER, "13栋", "", (MEMBER,)),
    SamplePerson("罗永福", OLD_CORNER, "13栋", "1单元", (MEMBER, HEAD, CHAIR)),
    SamplePerson("查志远", OLD_CORNER, "13栋", "2单元", (MEMBER, LEAD)),
    SamplePerson("区少芳", OLD_CORNER, "13栋", "1单元", (MEMBER, WOMEN, SECRETARY)),
    SamplePerson("仇美凤", OLD_CORNER, "13栋", "3单元", (MEMBER,)),
    SamplePerson("杨春生", OLD_CORNER, "13栋", "2单元", (MEMBER, PARTY)),
    SamplePerson("林月娥", OLD_CORNER, "13栋", "3单元", (MEMBER,)),
    SamplePerson("邓长贵", NEW_CORNER, "21栋", "1单元", (MEMBER, HEAD, CHAIR)),
    SamplePerson("韩冬梅", NEW_CORNER, "22栋", "2单元", (MEMBER, WOMEN)),
    SamplePerson("冯海涛", NEW_CORNER, "21栋", "2单元", (MEMBER, SECRETARY)),
    SamplePerson("曹玉兰", NEW_CORNER, "22栋", "1单元", (MEMBER,)),
    SamplePerson("解学军", NEW_CORNER, "22栋", "3单元", (MEMBER, PARTY)),
    SamplePerson("龙翠云", NEW_CORNER, "21栋", "3单元", (MEMBER,)),
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
