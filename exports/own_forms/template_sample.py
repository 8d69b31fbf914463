"""Made-up minutes in which every list has something, to try a form on before it is kept."""

from datetime import UTC, date, datetime

from meetings.community.bodies import Tier
from meetings.matters.followup_states import FollowUpState, Lateness
from meetings.papers.minutes import (
    Attendance,
    DecisionLine,
    ItemMinutes,
    Minutes,
    MotionLine,
    Name,
    ReviewLine,
    SpeechLine,
    VoteLine,
)
from meetings.sitting.agenda import ItemKind, ItemOutcome
from meetings.sitting.debate import Stance

_AT = datetime(2026, 1, 1, 14, 30, tzinfo=UTC)
_DAY = date(2026, 2, 1)


def sample_minutes() -> Minutes:
    """One item that was voted on, one promise, one erratum."""
    person, other = Name("张三", "1栋"), Name("李四", "2栋")
    there = Attendance(3, (person,), (other,), (other,), ((other, person),), (other,))
    item = ItemMinutes(
        1, "示例议题", ItemKind.MATTER, "事由", "议案",
        (SpeechLine("张三", Stance.FOR, "好", _AT),),
        "少数意见", (MotionLine("动议", "张三", "李四", "通过", number=1),),
        (VoteLine(1, "举手表决", "动议", "同意1票，通过。", of=1),),
        (DecisionLine("办一件事", "张三", ("李四",), _DAY, True, True),),
        ItemOutcome.ADOPTED, "", recused=((other, ""),),
    )  # fmt: skip
    review = ReviewLine(
        1, "办过的事", "张三", _DAY, FollowUpState.IN_HAND, Lateness.ON_TIME, "在办"
    )
    return Minutes(
        "示例街角议事会", Tier.CORNER, 2026, 1, "第1次会议", _AT, None, "花坛", "张三", "李四",
        "街角议事", there, (review,), (item,), "下月", errata=((_DAY, "错字"),), written_at=_AT,
    )  # fmt: skip
