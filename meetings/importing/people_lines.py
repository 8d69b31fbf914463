"""A list of people as a secretary types or pastes it: 张桂兰 45栋 1单元 13800000000 楼栋长."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from meetings.clean import trim
from meetings.community.people import Role
from meetings.terms import terms

_PARTS = re.compile(r"[\s,，、;；|]+")
_NUMBERING = re.compile(r"^\s*(?:[(（]\d{1,3}[)）]|\d{1,3}[.．、)）]|\d{1,3}(?=\s))\s*")
_PHONE = re.compile(r"\+?\d[\d-]{5,18}\d")
_BUILDING = re.compile(r"[0-9A-Za-z一二三四五六七八九十]{1,4}(?:号楼|[栋幢座楼]|#楼?)")
_ENTRANCE = re.compile(r"[0-9A-Za-z一二三四五六七八九十]{1,3}(?:单元|门)")
_ROOM = re.compile(r"\d{2,5}[A-Za-z]?(?:室|房|户)?")
_UNIT = re.compile(
    "[\u4e00-\u9fff]{0,12}(?:社区|街道|街道办|办事处|委会|派出所|[大中警法]队|公司|物业|中心|学校)"
)
"""Where somebody comes from who lives in no building here."""
_GLUED = re.compile(r"^([^\s\d]{2,12}?)(\d.*)$")
_GIVEN = re.compile(
    "(?!成员|主持|记录|楼长|栋长|社工|网格|党员|顾问|列席|居民)[\u4e00-\u9fff]{1,2}"
)
"""A given name set off from its surname: 王 秀英."""
_OTHER_WORDS = {
    "成员": Role.MEMBER, "主持": Role.CHAIR, "记录": Role.SECRETARY, "记录员": Role.SECRETARY,
    "楼长": Role.BUILDING_HEAD, "栋长": Role.BUILDING_HEAD, "社工": Role.SOCIAL_WORKER,
    "网格": Role.GRID_WORKER, "计票": Role.TELLER, "监票": Role.SCRUTINEER, "计时": Role.TIMEKEEPER,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TypedPerson:
    """One person as a line gives them; what it does not say is empty."""

    name: str
    building: str = ""
    entrance: str = ""
    room: str = ""
    phone: str = ""
    roles: tuple[Role, ...] = ()
    rest: tuple[str, ...] = ()
    """Words that were not understood."""


def role_words() -> Mapping[str, Role]:
    """Every Chinese or English word for a role."""
    words = {word: Role(value) for value, pair in terms(Role).items() for word in pair}
    return {**words, **_OTHER_WORDS}


def read_people(text: str) -> tuple[TypedPerson, ...]:
    """The people of a text, one a line; empty lines and numbering are passed over."""
    roles = role_words()
    found = (_read(line, roles) for line in text.splitlines())
    return tuple(person for person in found if person is not None)


def _read(line: str, roles: Mapping[str, Role]) -> TypedPerson | None:
    line = _NUMBERING.sub("", unicodedata.normalize("NFKC", line))
    words = [word for part in _PARTS.split(line) if (word := trim(part))]
    if not words:
        return None
    glued = _GLUED.match(words[0])
    if glued:
        words[:1] = [glued[1], glued[2]]
    if len(words) > 1 and len(words[0]) == 1 and _GIVEN.fullmatch(words[1]):
        words[:2] = [words[0] + words[1]]
    name, facts, held, rest = words[0], dict[str, str](), dict[Role, None](), list[str]()
    for word in _split_addresses(words[1:]):
        kind = next((k for k, shape in _SHAPES if k not in facts and shape.fullmatch(word)), "")
        if word in roles:
            held[roles[word]] = None
        elif kind:
            facts[kind] = word
        else:
            rest.append(word)
    return TypedPerson(name, **facts, roles=tuple(held), rest=tuple(rest))


def _split_addresses(words: Iterable[str]) -> Iterable[str]:
    """`45栋1单元301` is three words."""
    for word in words:
        if _PHONE.fullmatch(word):
            yield word
            continue
        while part := _BUILDING.match(word) or _ENTRANCE.match(word):
            yield part[0]
            word = word[part.end() :]
        if word:
            yield word


_SHAPES = (("building", _BUILDING), ("entrance", _ENTRANCE), ("phone", _PHONE), ("room", _ROOM),
           ("building", _UNIT))  # fmt: skip
