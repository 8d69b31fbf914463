"""需求与资源 (化缘): what is needed, who was asked or offered, what they gave, the thanks."""

from dataclasses import replace
from datetime import date
from enum import StrEnum

from meetings.clean import is_blank, trim
from meetings.dataclass import dataclass
from meetings.errors import MeetingError, Missing

HIGHEST_SUM = 10**12
"""Hundredths of a yuan that one gift may have."""

NEED_HEAD = "【谁能帮忙】"


class NeedKind(StrEnum):
    """What is needed."""

    MONEY = "money"
    THINGS = "things"
    PLACE = "place"
    HANDS = "hands"


class NeedState(StrEnum):
    """Derived from the answers and days, never stored."""

    OPEN = "open"
    ASKED = "asked"
    PROMISED = "promised"
    GIVEN = "given"
    CLOSED = "closed"


class Answer(StrEnum):
    """What somebody who was asked said."""

    YES = "yes"
    NO = "no"


class GivenWithoutYes(MeetingError):
    """Something is said to have been given by somebody who said no: `name`."""

    name: str


@dataclass(frozen=True, slots=True)
class Offer:
    """One who was asked, or offered without being asked."""

    name: str
    asked: bool = True
    """False where they offered by themselves."""
    on: date | None = None
    answer: Answer | None = None
    """None where no answer is known."""
    given: str = ""
    """What they gave, in words: 矿泉水10箱."""
    fen: int | None = None
    """Money given, in hundredths of a yuan."""
    thanked: date | None = None
    how: str = ""
    """How they were thanked: 锦旗, 朋友圈."""

    @property
    def has_given(self) -> bool:
        """Whether the offer brought something, in words or money."""
        return bool(self.given) or self.fen is not None


@dataclass(frozen=True, slots=True)
class Need:
    """What a body, an activity or a task needs."""

    id: str
    body: str
    kind: NeedKind
    text: str
    activity: str | None = None
    follow_up: str | None = None
    published: date | None = None
    """The day it was posted on the board or in the chat group."""
    closed: date | None = None
    """When it was said that no more is needed."""
    offers: tuple[Offer, ...] = ()

    @property
    def state(self) -> NeedState:
        """The state, derived from the answers and days."""
        if self.closed is not None:
            return NeedState.CLOSED
        if any(one.has_given for one in self.offers):
            return NeedState.GIVEN
        if any(one.answer is Answer.YES for one in self.offers):
            return NeedState.PROMISED
        return NeedState.ASKED if any(one.asked for one in self.offers) else NeedState.OPEN

    @property
    def to_thank(self) -> tuple[Offer, ...]:
        """Who gave and was not thanked yet."""
        return tuple(one for one in self.offers if one.has_given and one.thanked is None)

    @property
    def fen(self) -> int:
        """Money given, in hundredths of a yuan."""
        return sum(one.fen or 0 for one in self.offers)


def check(need: Need) -> Need:
    """The need checked and trimmed; raises Missing, GivenWithoutYes."""
    if is_blank(need.text):
        raise Missing(what="text")
    for one in need.offers:
        if is_blank(one.name):
            raise Missing(what="name")
        if one.answer is Answer.NO and one.has_given:
            raise GivenWithoutYes(name=one.name)
    return replace(need, text=trim(need.text))


def need_text(need: Need, body_name: str, contact: str = "") -> str:
    """A text to paste into a group: what is needed, and whom to tell; `contact` is the body's own.

    What is needed is to come masked.
    """
    word = {
        NeedKind.MONEY: "资金", NeedKind.THINGS: "物资", NeedKind.PLACE: "场地",
        NeedKind.HANDS: "人手",
    }[need.kind]  # fmt: skip
    whom_to_tell = f"请告知{body_name}" + (f"（电话{contact}）" if contact else "")
    return f"{NEED_HEAD}{body_name}需要{word}：{need.text}。能提供的居民和单位，{whom_to_tell}。"


def thanks_text(need: Need, body_name: str) -> str:
    """A text to paste: who gave what; nobody where nobody did."""
    given = [one for one in need.offers if one.has_given]
    lines = [
        f"{one.name}："
        + "，".join(filter(None, (one.given, f"{yuan(one.fen)}元" if one.fen is not None else "")))
        for one in given
    ]
    return f"【感谢】{body_name}所需{need.text}，感谢以下居民和单位：" + "；".join(lines) + "。"


def yuan(fen: int) -> str:
    """1250 is 12.50, 1200 is 12."""
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02}" if rest else str(whole)
