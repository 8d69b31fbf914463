"""Names, phones and rooms hidden in texts that are published."""

import re
from collections.abc import Iterable

from meetings.clean import trim

COMPOUND = (
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "长孙",
    "慕容", "司徒", "夏侯", "万俟", "宇文", "端木", "南宫", "独孤", "轩辕", "钟离",
    "申屠", "闻人", "濮阳", "淳于", "单于", "太叔", "公冶", "宗政", "呼延", "赫连",
)  # fmt: skip
"""Surnames of two characters."""

PHONE_LEFT_OUT = "（电话略）"
ROOM_LEFT_OUT = "（房号略）"

_PLACE = re.compile(
    r"^([0-9０-９A-Za-z、]+(?:栋|号楼|幢|座|号院))(?:[0-9０-９\-—]+单元)?[0-9\-室号房]*"
)
_DOTS = re.compile(r"[·•・‧.]")
_PHONE = re.compile(
    r"(?<!\d)(?:\+?86[\s-]?)?1[3-9]\d(?:[\s-]?\d{4}){2}(?!\d)"
    r"|(?<!\d)1\d{10}(?!\d)"
    r"|(?<!\d)(?:0\d{2,3}[\s-]?)\d{7,8}(?!\d)"
)
_ROOM = re.compile(
    r"(?<!\d)\d{3,4}(?:室|房(?![屋东产]))|(?<=单元)\s?\d{1,4}(?:室|号|房)?(?!\d|[个户人米层楼])"
)
_CALLED = (
    "老人家|老太太|老先生|阿姨|大妈|大娘|大爷|大伯|大叔|大婶|大姐|大哥|叔叔|伯伯|奶奶|爷爷|婆婆|师傅|"
    "先生|女士|小姐|姐|哥|嫂|叔|婶|伯"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁"
    "任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛阎雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫"
)
_NEIGHBOUR = re.compile(
    rf"(?P<place>\d+(?:栋|号楼|幢|座))(?:\d+单元)?(?:\d+(?:室|号|房)?)?(?:的|住户|居民)?"
    rf"[{_SURNAMES}](?:{_CALLED})"
)
_ADDRESSED = re.compile(rf"(?<![{_SURNAMES}])([{_SURNAMES}])(?:{_CALLED})")
_NOT_A_ROOM = r"(?!\d|[元人户票年名份米平个件次张号%％.．万千百])"


def masked(name: str) -> str:
    """王某; 欧阳某; 13栋居民 of somebody known by a building."""
    name = trim(name)
    if not name:
        return ""
    if place := _PLACE.match(name):
        return f"{place.group(1)}居民"
    bare = re.split(r"[·•・‧.\s（(]", name, maxsplit=1)[0] or name[:1]
    surname = bare[:2] if bare.startswith(COMPOUND) and len(bare) > 2 else bare[:1]
    return f"{surname}某"


def forms(name: str) -> Iterable[str]:
    """The ways in which a text may say a name; single characters are too common to look for."""
    bare = trim(re.sub(r"[（(].*?[）)]$", "", name))
    found = [bare, re.sub(r"\s+", "", bare)]
    if place := _PLACE.match(bare):
        found.append(bare[place.end() :])
    if _DOTS.search(bare):
        parts = _DOTS.split(bare)
        found += [dot.join(parts) for dot in "·•・‧. "] + ["".join(parts)]
        found += [part for part in parts if len(part) > 2]
    return [form for form in dict.fromkeys(found) if len(form) > 1 and not form.endswith("某")]


class Cover:
    """Replaces known names, the longest first, known rooms, and every phone number."""

    def __init__(
        self, names: Iterable[str], rooms: Iterable[str] = (), phones: Iterable[str] = ()
    ) -> None:
        self._masks: dict[str, str] = {}
        for name in names:
            for form in forms(name):
                self._masks[form] = masked(name if _DOTS.search(name) else form)
        self._names = _any_of(self._masks)
        long = [trim(room) for room in rooms if len(trim(room)) > 2]
        wrapped = [rf"(?<!\d){re.escape(room)}{_NOT_A_ROOM}" for room in _longest(long)]
        self._rooms = re.compile("|".join(wrapped)) if wrapped else None
        self._phones = _any_of(trim(phone) for phone in phones if len(trim(phone)) > 4)

    def __call__(self, text: str) -> str:
        """A text that somebody wrote."""
        said = self.names(text)
        said = _NEIGHBOUR.sub(r"\g<place>居民", said)
        said = _ADDRESSED.sub(r"\1某", said)
        said = _ROOM.sub(ROOM_LEFT_OUT, said)
        if self._rooms is not None:
            said = self._rooms.sub(ROOM_LEFT_OUT, said)
        return said

    def names(self, text: str) -> str:
        """A sentence whose numbers count something: names and phones alone."""
        said = self._phones.sub(PHONE_LEFT_OUT, text) if self._phones else text
        said = _PHONE.sub(PHONE_LEFT_OUT, said)
        if self._names is None:
            return said
        return self._names.sub(lambda found: self._masks[found.group()], said)


def _longest(words: Iterable[str]) -> list[str]:
    return sorted(set(words), key=lambda word: (-len(word), word))


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """Any of the words, the longest first; by first character, for thousands are tried at once."""
    by_first: dict[str, list[str]] = {}
    for word in _longest(words):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    branches = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items())
    return re.compile("|".join(branches)) if by_first else None
