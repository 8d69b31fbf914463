"""A group's chat as phones copy it, read to messages; and those taken as speeches of an item."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import NamedTuple

from meetings.actions.change import on_meeting
from meetings.chairing import speaking
from meetings.clean import is_blank, trim
from meetings.dataclass import dataclass
from meetings.dates import read_day
from meetings.day_range import DateNotUnderstood
from meetings.importing.plan import (
    NO_CHOICES,
    Choices,
    ListPlan,
    PlannedRow,
    Reason,
    RowState,
    state_of,
)
from meetings.ports import Book, By
from meetings.sitting.debate import Stance, asks, untold
from meetings.sitting.meeting import Meeting
from meetings.sitting.presence import RollEntry

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


LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class PastedSpeech:
    """One speech as it was pasted; `at` is None where the group does not tell when."""

    person: str | None
    name: str
    stance: Stance
    text: str
    at: datetime | None


SpeechPlan = ListPlan[PastedSpeech]

STANCES = (
    ("不同意", Stance.AGAINST), ("不赞成", Stance.AGAINST), ("不支持", Stance.AGAINST),
    ("反对", Stance.AGAINST), ("支持", Stance.FOR), ("赞成", Stance.FOR), ("同意", Stance.FOR),
    ("补充", Stance.SUPPLEMENT), ("政策说明", Stance.POLICY), ("中立", Stance.NEUTRAL),
)  # fmt: skip
_NAMED = re.compile(r"(?P<name>[^\s：:，,。]{1,30})[：:]\s*(?P<words>.+)")
_CHATTER = re.compile(
    r"(?:收到|好的?|谢谢|辛苦了?|(?:大家|各位)*(?:早上|中午|下午|晚上|你|您|们)?好|ok|👍|🙏|[\W_])*",
    re.I,
)


def plan_speeches(
    text: str, meeting: Meeting, choices: Choices = NO_CHOICES, now: datetime | None = None
) -> SpeechPlan:
    """Who speech what; greetings, pictures and what is noted already are left out.

    A stance is taken from a message that begins with it alone. What was not written yet `now` is
    refused; of a message that tells the time and no certain day (昨天 20:11) the time is unknown,
    and its row says so.
    """
    known = {(one.name, one.text) for one in meeting.speeches if one.item == meeting.current}
    zone = meeting.starts_at.tzinfo
    rows: list[PlannedRow] = []
    taken: list[PastedSpeech] = []
    for one in _messages(text):
        words = choices.cells.get((one.number, "发言"), one.words)
        plain = trim(OTHER_MARK.sub("", PICTURE.sub("", words)))[:LONGEST]
        label = f"{one.name}：{plain}"[:60]

        if one.number in choices.left_out:
            rows.append(_row(one, label, words, RowState.LEFT, "left_by_hand"))
        elif is_blank(one.name):
            rows.append(_row(one, label, words, RowState.ERROR, "no_speaker"))
        elif (
            is_blank(plain) or NO_WORDS.fullmatch(words) or _CHATTER.fullmatch(plain)
        ) and one.number not in choices.taken:
            rows.append(_row(one, label, words, RowState.LEFT, "no_speech"))
        else:
            person, called = _who(meeting, one.name)
            stance, plain = _stance(plain)
            if (called, plain) in known:
                rows.append(_row(one, label, words, RowState.KNOWN, "noted_already"))
                continue
            at = datetime.combine(one.day, one.at, zone) if one.day and one.at else None
            if at is not None and now is not None and at > now:
                rows.append(_row(one, label, words, RowState.ERROR, "said_later"))
                continue
            known.add((called, plain))
            speech = PastedSpeech(person, called, stance, plain, at)
            why = () if person else (_unknown(meeting, one.name),)
            if one.at is not None and at is None:
                why = (*why, "day_unsaid")
            taken.append(speech)
            rows.append(_row(one, label, words, state_of(map(Reason, why)), *why, made=speech))
    return SpeechPlan(tuple(rows), tuple(taken), columns=("发言",))


def _row(
    one: Message,
    label: str,
    words: str,
    state: RowState,
    *why: str,
    made: PastedSpeech | None = None,
) -> PlannedRow:
    return PlannedRow("", one.number, state, label, tuple(map(Reason, why)), made, (words,))


def _messages(text: str) -> Iterator[Message]:
    """The messages of a chat, or lines as `张桂兰：先修灯`."""
    if is_chat(text):
        yield from messages(text)
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if is_blank(line):
            continue
        found = _NAMED.fullmatch(trim(line))
        if found:
            yield Message(number, found["name"], None, None, found["words"])
        else:
            yield Message(number, "", None, None, trim(line))


def _who(meeting: Meeting, name: str) -> tuple[str | None, str]:
    """Whom of the roll a name in the group means: the name, or `45栋张桂兰`; else the bare name."""
    same = _alike(meeting, name)
    if len(same) == 1:
        return same[0].person, meeting.called(same[0].person)
    return None, trim(name)[:100]


def _unknown(meeting: Meeting, name: str) -> str:
    return "which_one_unsaid" if _alike(meeting, name) else "by_name_alone"


def _alike(meeting: Meeting, name: str) -> list[RollEntry]:
    plain = trim(name)
    same = [entry for entry in meeting.roll if plain in (entry.name, entry.label)]
    if not same:
        same = [
            entry for entry in meeting.roll
            if entry.name in plain and (plain.replace(entry.name, "").strip(" -_—") in
                                        ("", entry.building))
        ]  # fmt: skip
    return same


def _stance(words: str) -> tuple[Stance, str]:
    """The stance that a message begins with, and the words behind it; 同意吗 and 支持不支持 ask."""
    asked = asks(Stance.UNSAID, words)
    for word, stance in STANCES:
        if words.startswith(word):
            if asked and not re.match(r"[\s，,：:。.！!；;]", words[len(word) :]):
                break
            rest = words[len(word) :].lstrip("，,：:。. ")
            return stance, rest or words
    return Stance.UNSAID, words


@on_meeting("speech.list")
def note_all(meeting: Meeting, book: Book, by: By, plan: SpeechPlan) -> Meeting:
    """Note every speech of the plan on the item that is taken up, as one act."""
    for one in plan.taken:
        meeting = speaking.speak(
            meeting, book.new_id(), one.person, one.name, one.stance, one.text,
            one.at or untold(by.at),
        )  # fmt: skip
    return meeting
