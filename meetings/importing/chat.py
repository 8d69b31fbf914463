"""A group's chat as phones copy it: who, when, and below it what was said."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, time
from typing import NamedTuple

from meetings.clean import is_blank, trim
from meetings.dates import read_day
from meetings.day_range import DateNotUnderstood

_TIME = r"(?P<half>凌晨|早上|上午|中午|下午|晚上)?(?P<time>\d{1,2}:\d{2})(?::\d{2})?"
_DAY = r"(?P<day>\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)"
_HEAD = re.compile(rf"(?P<name>\S.{{0,29}}?)[ \t]+{_DAY}[ \t]+{_TIME}")
_HEAD_BEFORE = re.compile(rf"{_DAY}[ \t]+{_TIME}[ \t]+(?P<name>\S.{{0,29}})")
_HEAD_OF_LATE = re.compile(
    r"(?P<name>\S.{0,29}?)[ \t]+"
    r"(?P<day>[今昨前]天|(?:星期|周)[一二三四五六日天]|\d{1,2}月\d{1,2}日|\d{1,2}[-/]\d{1,2})[ \t]+"
    + _TIME
)
"""As a phone copies it within a week or a year: which day that was is not certain."""
_DAY_LINE = re.compile(r"[—―=─*\s-]*(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)[—―=─*\s-]*")
_SHORT_HEAD = re.compile(rf"(?P<name>\S.{{0,29}}?)[ \t]+{_TIME}")
PICTURE = re.compile(r"\[(?:图片|视频|照片|image|photo)\]", re.I)
OTHER_MARK = re.compile(r"\[[^\[\]]{1,8}\]")
NO_WORDS = re.compile(
    r"\[(?:链接|小程序|文件|聊天记录|红包|语音|位置|名片|转账|接龙)\].*", re.DOTALL
)
_SYSTEM = re.compile(
    r".{0,30}撤回了一条消息|.{0,60}(?:加入了?群聊|移出群聊|修改群名为.{0,40}|拍了拍.{0,30})"
)
"""Lines that the program of the group writes itself."""


class Message(NamedTuple):
    """One message; what its head does not say is unknown."""

    number: int
    """Of its first line, from 1."""
    name: str
    day: date | None
    at: time | None
    words: str


def is_chat(text: str) -> bool:
    """Whether the text is what a phone copies of a group: who, when, and below it what."""
    lines = [trim(unicodedata.normalize("NFKC", line)) for line in text.splitlines()[:20]]
    under_days = any(map(_DAY_LINE.fullmatch, lines)) and any(map(_SHORT_HEAD.fullmatch, lines))
    if under_days or any(_HEAD.fullmatch(one) or _HEAD_BEFORE.fullmatch(one) for one in lines):
        return True
    # 电梯又坏 昨天 19:00 may be a line of a list.
    late = [bool(_HEAD_OF_LATE.fullmatch(one)) for one in lines if one]
    return sum(late) > 1 and late[0] and not (late[1] or late[-1])


def _head_of(line: str) -> re.Match[str] | None:
    plain = trim(unicodedata.normalize("NFKC", line))
    found = _HEAD.fullmatch(plain) or _HEAD_BEFORE.fullmatch(plain)
    return found or _HEAD_OF_LATE.fullmatch(plain)


def messages(text: str) -> Iterator[Message]:
    """The messages in their order; what the group's program writes itself is none."""
    name, day, at, start, words = "", None, None, 0, list[str]()
    on = ""
    """The day of a line between messages, under which heads bear the time alone."""
    for number, line in enumerate(text.splitlines(), start=1):
        if between := _DAY_LINE.fullmatch(trim(unicodedata.normalize("NFKC", line))):
            on = between[1]
            continue
        head = _head_of(line)
        short = None if head or not on else _SHORT_HEAD.fullmatch(trim(line))
        if short is not None:
            if words:
                yield Message(start, name, day, at, "\n".join(words))
            name, day, at, start, words = short["name"], _of(on), _time(short), number, []
            continue
        if head is None:
            if not is_blank(line) and not _SYSTEM.fullmatch(trim(line)):
                start = start or number
                words.append(trim(line))
            continue
        if words:
            yield Message(start, name, day, at, "\n".join(words))
        name, day, at, start, words = head["name"], _of(head["day"]), _time(head), number, []
    if words:
        yield Message(start, name, day, at, "\n".join(words))


def _of(words: str) -> date | None:
    try:
        return read_day(words).day
    except DateNotUnderstood:
        return None


def _time(head: re.Match[str]) -> time | None:
    """The time of a head: 下午3:05 is 15:05."""
    hour, minute = map(int, head["time"].split(":"))
    if head["half"] in ("下午", "晚上") and hour < 12:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
