"""A list of people as it is typed or pasted, without columns: one line at a time, with doubts."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from functools import lru_cache

from meetings.clean import is_blank, squeeze, trim
from meetings.community.people import Role
from meetings.community.surnames import COMPOUND, has_surname
from meetings.dataclass import dataclass
from meetings.importing.columns import PEOPLE_TABLE
from meetings.importing.plan import Reason
from meetings.importing.table import heading
from meetings.terms import terms

_NUMBERING = re.compile(
    r"^\s*(?:[(]\d{1,3}[)]|\d{1,3}[.)、,](?!\d)|\d{1,3}(?=\s+[^\d\s])|第\d{1,3}[.、:])\s*"
)
_BULLET = re.compile(r"^[\s•·●○◆◇■□▪▶►★☆※✓✔√*–—-]+(?=\S)|^\s*[①-⑳㉑-㉟❶-❿]\s*")
_APART = re.compile(r"[\s,;|/()\[\]【】:。!?@]+")
_BRACKETED = re.compile(r"\([^()\[\]【】]*\)|\[[^()\[\]【】]*\]|【[^()\[\]【】]*】")
_NO_ADDRESS = re.compile(r"[()\[\]【】!?@]")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[\s-]?)?(1[3-9]\d)[\s-]?(\d{4})[\s-]?(\d{4})(?!\d)")
_MOBILE_4 = re.compile(r"(?<!\d)(1[3-9]\d\d)[\s-](\d{3})[\s-](\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3})[\s-](\d{3,4})[\s-]?(\d{4})(?!\d)")
_PHONE = re.compile(r"\+?\d[\d-]{5,18}\d")
_ROUNDED = re.compile(r"\d(?:\.\d+)?e[+]?\d{1,2}", re.I)
_IDENTITY = re.compile(r"\d{17}[\dXx]")
_BORN = re.compile(r"(?:19|20)\d{2}[-./年](?:0?\d|1[0-2])(?:[-./月]\d{0,2}[日号]?)?|\d{1,3}岁")
_SEX = frozenset({"男", "女"})
_BUILDING = re.compile(r"[0-9A-Za-z一二三四五六七八九十]{1,4}(?:号楼|号院|[栋幢座楼]|#楼?)")
_ENTRANCE = re.compile(r"[0-9A-Za-z一二三四五六七八九十]{1,3}(?:单元|门)")
_ROOM = re.compile(r"\d{2,5}[A-Za-z]?(?:室|房|户|号)?")
_DASHED = re.compile(r"(\d{1,4})(?:栋|号楼)?[-—](\d{1,2})(?:单元)?[-—](\d{2,5}[A-Za-z]?)(?:室)?")
_TWO_DASHED = re.compile(r"(\d{1,3})(?:栋|号楼)?[-—](\d{3,4}[A-Za-z]?)(?:室)?(?!\d)")
_UNIT = re.compile(
    "[\u4e00-\u9fff]{0,12}(?:社区|街道|街道办|办事处|委会|派出所|[大中警法]队|公司|物业|中心|学校)"
)
"""Where somebody comes from who lives in no building here."""
_GLUED = re.compile(r"^([\u4e00-\u9fff·]{2,12}?)([+]?\d.*)$")
_WITH = re.compile(r"[+](\d{1,2})[人位个]?$|^带(\d{1,2})[人位个]$")
_GROUP = re.compile(
    r"(?:第?[一二三四五六七八九十\d]{1,3}|[东南西北中])(?:片区|片|网格|小组|组|区块)"
)
_COUNT = re.compile(
    r"(?:以上)?(?:合计|小计|总计|共计|共|总共|累计)[:：]?\s*\d*\S{0,3}|以上\S{0,8}\d+\S{0,2}|\d+[人户]"
)
_SIGNED = re.compile(r"(?:制表|填报|填表|审核|统计|经办|联系|群主|发起|接龙)\S{0,4}:.*")
_HEADS = re.compile(
    r"[#＃].*|\S{0,12}接龙\S{0,6}|例\d?[:.、 ].*|.*(?:名单|花名册|报名表|签到表)(?:\([^()]*\))?"
)
_CHEERS = re.compile(
    r"(?:支持|赞成|同意|赞同|参加|报名|接龙|已接龙|收到|已到|到|来|去|参与|好的?|行|可以|没问题|加我?|"
    r"ok|yes|谢谢|辛苦了?)+[~!。]*",
    re.I,
)
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_DOTTED = re.compile(r"[\u3400-\u9fff]{1,12}(?:[·•・.][\u3400-\u9fff]{1,12})+")
_CALLED = re.compile(
    r"[\u4e00-\u9fff]{1,3}(阿姨|大爷|大妈|大叔|老师|师傅|先生|女士|奶奶|爷爷|姐|哥|叔|婶|伯|工|总|警官|医生)"
)
_OTHER_WORDS = {
    "成员": Role.MEMBER, "议事代表": Role.MEMBER, "主持": Role.CHAIR, "记录": Role.SECRETARY,
    "记录员": Role.SECRETARY, "楼长": Role.BUILDING_HEAD, "栋长": Role.BUILDING_HEAD,
    "楼门长": Role.BUILDING_HEAD, "单元长": Role.BUILDING_HEAD, "社工": Role.SOCIAL_WORKER,
    "网格": Role.GRID_WORKER, "网格长": Role.GRID_WORKER, "计票": Role.TELLER,
    "监票": Role.SCRUTINEER, "计时": Role.TIMEKEEPER, "组长": Role.GROUP_LEADER,
    "小组长": Role.GROUP_LEADER, "书记": Role.PARTY_SECRETARY, "支部书记": Role.PARTY_SECRETARY,
    "社区党委书记": Role.PARTY_SECRETARY, "物业": Role.PROPERTY_MANAGER,
    "物业主任": Role.PROPERTY_MANAGER, "物业管家": Role.PROPERTY_MANAGER,
    "中共党员": Role.PARTY_MEMBER, "义工": Role.VOLUNTEER, "村民代表": Role.REPRESENTATIVE,
    "村民": Role.RESIDENT, "户代表": Role.MEMBER,
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
    group: str = ""
    """一片区, 三组: a group, a building or a skill, which has to be asked."""
    companions: int = 0
    """How many come along without a name."""
    doubts: tuple[Reason, ...] = ()
    """Why somebody should look at the line; there is no vote while there are any."""
    line: int = field(default=0, compare=False)
    text: str = field(default="", compare=False)
    """The line as it stands in the list."""


@dataclass(frozen=True, slots=True)
class LeftLine:
    """A line that names nobody: a title, a sum, a signature, or words that are no name."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list of people as understood, and the lines that name nobody."""

    people: tuple[TypedPerson, ...]
    left: tuple[LeftLine, ...] = ()


def role_words() -> Mapping[str, Role]:
    """Every Chinese or English word for a role."""
    words = {word: Role(value) for value, pair in terms(Role).items() for word in pair}
    return {**words, **_OTHER_WORDS}


def read_people(text: str) -> tuple[TypedPerson, ...]:
    """The people of a text; lines that name nobody are passed over."""
    return read_list(text).people


def read_list(text: str) -> ReadList:
    """The people of a text, one a line or several with 、 between, and the lines left over.

    In a 接龙 the lines before the first number are its title.
    """
    roles = role_words()
    people: list[TypedPerson] = []
    left: list[LeftLine] = []
    # An emoji is no sign of a name, and 1️⃣ is a number.
    lines = [_without_emoji(line) for line in text.splitlines()]
    in_title = any(_is_head(line) for line in lines[:3]) and any(map(_numbered, lines))
    for number, line in enumerate(lines, start=1):
        if is_blank(line):
            continue
        in_title = in_title and not _numbered(line)
        why = "title" if in_title or _is_head(line) else _names_nobody(line)
        if not why and is_heading(_APART.split(line)):
            why = "no_name"
        found = () if why else _read(line, roles)
        people += [replace(one, line=number, text=trim(line)) for one in found]
        if not found:
            left.append(LeftLine(number, trim(line), why or "no_name"))
    return ReadList(tuple(people), tuple(left))


_KEYCAP = re.compile("(\\d{1,3})\ufe0f?\u20e3")


def _without_emoji(line: str) -> str:
    if line.isascii():
        return line
    line = _KEYCAP.sub(r"\1. ", line)
    return "".join(
        " " if unicodedata.category(sign) == "So" and not _ENCLOSED.match(sign) else sign
        for sign in line
        if sign not in _UNSEEN
    )


_ENCLOSED = re.compile("[①-⓿㉑-㊿❶-➓•●○◆◇■□▪▶►★☆※✓✔√]")
_UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufeff\ufe0f")


def read_line(line: str) -> tuple[TypedPerson, ...]:
    """The people that one line names."""
    line = _without_emoji(line)
    return () if _names_nobody(line) else _read(line, role_words())


@lru_cache(maxsize=4096)
def address_of(text: str) -> tuple[str, str, str] | None:
    """Building, entrance and room of an address; None where it names no building.

    None too where a sign stands in it that belongs to no address, since it would be lost.
    """
    plain = unicodedata.normalize("NFKC", text)
    if _NO_ADDRESS.search(_BRACKETED.sub(lambda pair: pair[0][1:-1], plain)):
        return None
    reader = _Line({})
    for word in _APART.split(plain):
        if word:
            reader.take(word)
    facts = reader.facts
    if reader.names or reader.rest or "building" not in facts:
        return None
    return facts["building"], facts.get("entrance", ""), facts.get("room", "")


def without_numbering(line: str) -> str:
    """The line in compatibility forms, without the number or bullet at its beginning."""
    line = unicodedata.normalize("NFKC", _BULLET.sub("", line))
    return trim(_BULLET.sub("", _NUMBERING.sub("", line, count=1)))


def _numbered(line: str) -> bool:
    return bool(re.match(r"\s*(?:[(（]\d{1,3}[)）]|\d{1,3}[.．)）、])", line))


def _is_head(line: str) -> bool:
    plain = squeeze(unicodedata.normalize("NFKC", line))
    return bool(_HEADS.fullmatch(plain)) and not _numbered(line)


def _names_nobody(line: str) -> str:
    plain = squeeze(unicodedata.normalize("NFKC", line))
    if _COUNT.fullmatch(plain):
        return "total"
    return "signature" if _SIGNED.fullmatch(plain) else ""


def _read(line: str, roles: Mapping[str, Role]) -> tuple[TypedPerson, ...]:
    line = without_numbering(line)
    line = re.sub(r'="?([^"\s]*)"?', r"\1", line)
    line = _MOBILE_4.sub(r"\1\2\3", _MOBILE.sub(r" \1\2\3 ", line))
    line = _LANDLINE.sub(r" \1-\2\3 ", line)
    line = _INSIDE.sub(lambda found: _held_together(found, roles), line)
    reader = _Line(roles)
    for word in spread_names([w for part in _APART.split(line) if (w := trim(part))]):
        reader.take(word)
    return reader.people()


_OPEN, _CLOSED = "\ue000", "\ue001"
"""Brackets that belong to a name, while its line is cut into words."""
_INSIDE = re.compile(
    r"(?<![{han}])([{han}]{{1,2}})\s*[(\[【]\s*([{han}]{{1,3}})\s*[)\]】]\s*([{han}]{{1,2}})(?![{han}])".format(
        han="\u4e00-\u9fff"
    )
)
"""曾(曽)明: another way to write a part of the name, or something else; nobody can tell."""


def _held_together(found: re.Match[str], roles: Mapping[str, Role]) -> str:
    """The name with what stands in brackets inside it; as it was where the words are no name."""
    before, inside, behind = found.groups()
    words = (inside, behind)
    if not has_surname(before + behind) or any(
        word in roles or word in _NOT_GIVEN or word in _SEX for word in words
    ):
        return found[0]
    if _GROUP.fullmatch(inside) or _BUILDING.fullmatch(inside) or _CHEERS.fullmatch(behind):
        return found[0]
    return f"{before}{_OPEN}{inside}{_CLOSED}{behind}"


def spread_names(words: list[str]) -> list[str]:
    """`王 秀英` and `郭 美 玲` are one name each."""
    found: list[str] = []
    at = 0
    while at < len(words):
        word, end = words[at], at + 1
        if word in COMPOUND and end < len(words) and _is_given(words[end]):
            word, end = word + words[end], end + 1
        elif len(word) == 1 and _HAN.fullmatch(word) and word not in _SEX:
            while end < len(words) and len(word) + len(words[end]) <= 3 and _is_given(words[end]):
                word, end = word + words[end], end + 1
        found.append(word)
        at = end
    return found


_NOT_GIVEN = frozenset(
    ["成员", "主持", "记录", "楼长", "栋长", "社工", "网格", "党员", "顾问", "列席", "居民",
    "组长", "书记",
     "物业", "支持", "同意", "参加", "报名", "接龙", "男", "女", "到", "来", "好"]
)  # fmt: skip


def _is_given(word: str) -> bool:
    return len(word) <= 2 and bool(_HAN.fullmatch(word)) and word not in _NOT_GIVEN


class _Line:
    """Gathers what the words of one line say."""

    def __init__(self, roles: Mapping[str, Role]) -> None:
        self.role_words = roles
        self.names: list[str] = []
        self.facts: dict[str, str] = {}
        self.roles: dict[Role, None] = {}
        self.rest: list[str] = []
        self.doubts: list[Reason] = []
        self.companions = 0
        self.group = ""

    def take(self, word: str) -> None:
        """Understand one word, or the words glued together in it."""
        if _OPEN in word:
            word = word.replace(_OPEN, "（").replace(_CLOSED, "）")
            (self.rest if self.names else self.names).append(word)
            self.doubt("name_doubtful", value=word)
            return
        if _ROUNDED.fullmatch(word):
            self.doubt("phone_rounded", value=word)
            return
        if more := _WITH.search(word):
            self.companions += int(more[1] or more[2])
            word = word[: more.start()]
            if not word:
                return
        if "、" in word:
            self._several([part for part in word.split("、") if part])
        elif word in self.role_words:
            self.roles[self.role_words[word]] = None
        elif _CHEERS.fullmatch(word) and (self.names or len(word) > 1):
            return
        elif word in _SEX or _BORN.fullmatch(word):
            self.doubt("not_kept_here")
        elif _IDENTITY.fullmatch(word):
            self.doubt("identity_number")
        elif not self.names and (split := _GLUED.match(word)) and not _GROUP.match(word):
            self.take(split[1])
            self.take(split[2])
        elif not self._place(word):
            self._name_or_rest(word)

    def doubt(self, why: str, **facts: str | int) -> None:
        """Something to look at, each kind once."""
        reason = Reason(why, facts)
        if reason not in self.doubts:
            self.doubts.append(reason)

    def _several(self, parts: list[str]) -> None:
        names = [part for part in parts if has_surname(part) and part not in self.role_words]
        if len(names) == len(parts) and not self.names:
            self.names += names
            return
        for part in parts:
            self.take(part)

    def _place(self, word: str) -> bool:
        """Take address and phone; a name behind the address goes on as a word of its own."""
        if _PHONE.fullmatch(word) and not _DASHED.fullmatch(word) and not _TWO_DASHED.match(word):
            return self._fact("phone", word)
        if "building" not in self.facts and (dashed := _DASHED.match(word)):
            self.facts |= {
                "building": f"{dashed[1]}栋", "entrance": f"{dashed[2]}单元", "room": dashed[3]
            }  # fmt: skip
            return self._behind(word[dashed.end() :])
        if "building" not in self.facts and (two := _TWO_DASHED.match(word)):
            self.facts |= {"building": f"{two[1]}栋", "room": two[2]}
            return self._behind(word[two.end() :])
        if _GROUP.fullmatch(word) and not self.group:
            self.group = word
            return True
        for kind, shape in (("building", _BUILDING), ("entrance", _ENTRANCE)):
            if kind not in self.facts and (part := shape.match(word)):
                self.facts[kind] = part[0]
                return self._behind(word[part.end() :])
        if _ROOM.fullmatch(word):
            return self._fact("room", word)
        if word not in self.role_words and _UNIT.fullmatch(word):
            return self._fact("building", word)
        return False

    def _fact(self, kind: str, word: str) -> bool:
        if kind in self.facts:
            return False
        self.facts[kind] = word
        return True

    def _behind(self, word: str) -> bool:
        if word := word.removeprefix("的"):
            self.take(word)
        return True

    def _name_or_rest(self, word: str) -> None:
        if not self.names:
            for role in sorted(self.role_words, key=len, reverse=True):
                bare = word.removeprefix(role) if word.startswith(role) else word.removesuffix(role)
                if bare != word and len(bare) >= 2 and has_surname(bare):
                    self.roles[self.role_words[role]] = None
                    self.names.append(bare)
                    return
            if _is_name(word):
                self.names.append(word)
                if _is_called(word) or not (has_surname(word) or _DOTTED.fullmatch(word)):
                    self.doubt("name_doubtful", value=word)
                return
        self.rest.append(word)

    def people(self) -> tuple[TypedPerson, ...]:
        """Everybody the line names; of several nobody gets the phone."""
        if self.rest:
            self.doubt("words_left", value=" ".join(self.rest))
        if self.companions:
            self.doubt("companions", n=self.companions)
        facts = dict(self.facts)
        if len(self.names) > 1:
            self.doubt("several_names", n=len(self.names))
            if facts.pop("phone", ""):
                self.doubt("phone_of_whom", value=self.facts["phone"])
            if len(self.roles) > 1:
                self.doubt("roles_of_whom")
        return tuple(
            TypedPerson(
                name, facts.get("building", ""), facts.get("entrance", ""), facts.get("room", ""),
                facts.get("phone", ""), tuple(self.roles), tuple(self.rest), self.group,
                companions=self.companions if place == 0 else 0, doubts=tuple(self.doubts),
            )
            for place, name in enumerate(self.names)
        )  # fmt: skip


def _is_called(word: str) -> bool:
    """王阿姨, 李工: how somebody is called and no name; 李建工 is one."""
    called = _CALLED.fullmatch(word)
    return called is not None and (len(called[1]) > 1 or len(word) == 2)


def _is_name(word: str) -> bool:
    """Whether a word can be somebody's name or what they are called."""
    if word in _HEADINGS:
        return False
    if _DOTTED.fullmatch(word) or _CALLED.fullmatch(word):
        return True
    if _HAN.fullmatch(word):
        return 2 <= len(word) <= 4
    return bool(re.fullmatch(r"[A-Za-z][A-Za-z.' -]{1,40}", word))


_HEADINGS = frozenset((*PEOPLE_TABLE.names, *PEOPLE_TABLE.also, *PEOPLE_TABLE.passed,
                       *PEOPLE_TABLE.not_kept))  # fmt: skip


def is_heading(words: Iterable[str]) -> bool:
    """Whether these are names of columns, half of them perhaps under names that are not known."""
    said = [heading(word) for word in words if heading(word)]
    known = [word for word in said if word in _HEADINGS and word not in role_words()]
    return len(known) >= max(2, len(said) / 2) and not any(c.isdecimal() for c in "".join(said))


SERIOUS = frozenset({"name_doubtful", "words_left", "roles_of_whom"})
"""Doubts about who or what is meant; with one of them nobody gets a vote by default."""


def is_doubtful(doubts: Iterable[Reason]) -> bool:
    """Whether it is unclear who or what is meant."""
    return any(doubt.why in SERIOUS for doubt in doubts)
