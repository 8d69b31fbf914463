"""Residents and others, and the seats they hold in bodies."""

import re
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from meetings.clean import squeeze, trim
from meetings.dataclass import dataclass


class Role(StrEnum):
    """What a person is in a body; one may be several things."""

    MEMBER = "member"
    OBSERVER = "observer"
    ADVISER = "adviser"
    CHAIR = "chair"
    SECRETARY = "secretary"
    TIMEKEEPER = "timekeeper"
    TELLER = "teller"
    SCRUTINEER = "scrutineer"
    LEAD = "lead"
    BUILDING_HEAD = "building_head"
    GRID_WORKER = "grid_worker"
    WOMENS_GROUP_LEADER = "womens_group_leader"
    SOCIAL_WORKER = "social_worker"
    PARTY_MEMBER = "party_member"
    VOLUNTEER = "volunteer"
    GROUP_LEADER = "group_leader"
    PARTY_SECRETARY = "party_secretary"
    PROPERTY_MANAGER = "property_manager"
    RESIDENT = "resident"
    REPRESENTATIVE = "representative"
    """居民代表 or 村民代表, of whom a law wants four fifths in their meeting."""


class Layer(StrEnum):
    """The two layers of volunteers: 骨干 and 一般."""

    CORE = "core"
    GENERAL = "general"


class Level(StrEnum):
    """The three levels of the volunteers' academy, and of its courses."""

    BASIC = "basic"
    MIDDLE = "middle"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the body that registered them knows them; never an identity number."""

    id: str
    body: str
    name: str
    building: str = ""
    entrance: str = ""
    room: str = ""
    phone: str = ""
    consent: bool = False
    """The person agreed that the full name may be published."""
    skills: str = ""
    section: str = ""
    """The group the person stands for: 片区, 组, 楼栋, 界别; "" where there are none."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place in a body: the roles held there and whether it carries a vote."""

    id: str
    body: str
    person: str
    roles: tuple[Role, ...]
    votes: bool
    since: date | None = None
    until: date | None = None
    titles: tuple[str, ...] = ()
    """Offices that the body calls by a word of its own."""
    layer: Layer | None = None
    """Of a volunteer; None where nobody said."""
    level: Level | None = None
    """How far a volunteer has come in the academy; None where nobody said."""
    groups: tuple[str, ...] = ()
    """Parts of the neighbourhood (ids) that the roles are for; empty: where the person lives."""


def label(name: str, building: str) -> str:
    """A name that tells apart two people of the same name: 张伟（45栋）."""
    return f"{name}（{building}）" if building else name


@lru_cache(maxsize=4096)
def bare_building(building: str) -> str:
    """46栋, 46号楼 and 46 are one building, however they are written."""
    return re.sub(r"(?:号楼|[栋幢座楼#])$", "", squeeze(building)) if building else ""


_LABEL = re.compile(r"([^（(]+)[（(]([^（()）]+)[)）]")


def unlabel(text: str) -> tuple[str, str]:
    """The name and the building of a `label`, in brackets of either width; "" where it has none."""
    found = _LABEL.fullmatch(text)
    return (trim(found[1]), trim(found[2])) if found else (text, "")


def called(text: str) -> str:
    """A name as `label` writes it, whatever brackets were typed; by this lists are compared."""
    return label(*unlabel(trim(text)))


def is_name(text: str) -> bool:
    """Whether this can be a new person's name; digits or pinyin such as `zgl` cannot."""
    return any(sign.isalpha() and not sign.isascii() for sign in text)


_WORDS = re.compile(r"[，。！？；：、,!?;:+＋]|\S{11,}|\S+\s+\S+\s+\S")
"""What no single name has: the signs of a sentence or a list, a long run, three words."""


def is_one_name(text: str) -> bool:
    """Whether a line is the name of one person, and not something somebody said."""
    return is_name(text) and ("·" in text or _WORDS.search(trim(text)) is None)


_TEAM = re.compile(
    r".+[队组]|.*(?:志愿者|居民|群众|党员|业主|商户|学生|家长|职工|社工|大家|若干|物业|公司|单位|协会|社区|街道|学校|支部)"
    r"|.*(?:委会|委员会|派出所|办事处|服务站|服务社|合作社|商会|工会|妇联|中心)"
    r"|.{3,}(?:[会社团部店所站班局处科院校])"
)


def is_team(name: str) -> bool:
    """Whether a name reads as that of several people or of a unit: 红袖标队, 社区物业, 党员."""
    return _TEAM.fullmatch(unlabel(trim(name))[0]) is not None


def joined_person(stays: Person, goes: Person) -> Person:
    """The row that stays, its empty fields filled from the other row of the same person."""
    lacking = {
        name: getattr(goes, name)
        for name in ("building", "entrance", "room", "phone", "section")
        if not getattr(stays, name) and getattr(goes, name)
    }
    skills = [trim(one) for one in (stays.skills, goes.skills) if trim(one)]
    together = " ".join(dict.fromkeys(skills))[:500]
    consent = stays.consent and goes.consent
    return replace(stays, **lacking, skills=together, consent=consent)


def joined_seat(stays: Seat, goes: Seat) -> Seat:
    """Two seats of one person as one: all roles, a vote if either had it, the earlier day."""
    days = [day for day in (stays.since, goes.since) if day is not None]
    return replace(
        stays,
        roles=tuple(dict.fromkeys((*stays.roles, *goes.roles))),
        titles=tuple(dict.fromkeys((*stays.titles, *goes.titles))),
        votes=stays.votes or goes.votes,
        since=min(days) if len(days) == 2 else stays.since,
    )
