"""Minutes on the screen: nothing that prints is left out, and text stays text."""

from dataclasses import replace
from datetime import UTC, date, datetime

from meetings.community.bodies import Tier
from meetings.matters.followups import FollowUpState, Lateness
from meetings.papers.minutes import (
    Attendance,
    DecisionLine,
    ItemMinutes,
    Minutes,
    MotionLine,
    Name,
    Record,
    RecordLine,
    ReviewLine,
    Said,
    VoteLine,
)
from meetings.sitting.agenda import ItemKind, ItemOutcome
from meetings.sitting.debate import Stance
from tui.language import set_language
from tui.words.preview import minutes_lines, record_lines

AT = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)

ITEM = ItemMinutes(
    1, "消防通道停车", ItemKind.MATTER, "张桂兰提出：救护车进不来", "东侧划线",
    (Said("刘志明", Stance.AGAINST, "车位少", AT),), "车位不够", (
        MotionLine("在东侧划线", "李国强", "张桂兰", "通过", is_amendment=True),
    ),
    (VoteLine(1, "举手表决", "在东侧划线", "同意6票，反对6票，平票", "点数有误", ("复议",)),
     VoteLine(2, "举手表决", "在东侧划线", "同意7票，反对5票，通过")),
    (DecisionLine("划线", "", ("物业",), None, True, True),),
    ItemOutcome.REFERRED_UP, "须街道定", "Y社区议事会", False, True,
    ((Name("周敏"), "本人车位"),),
)  # fmt: skip
MINUTES = Minutes(
    "45、47栋街角议事会", Tier.CORNER, 2026, 3, "第3次会议", AT, AT, "花坛", "李国强", "王秀英",
    "街角议事", Attendance(
        4, (Name("张桂兰", "45栋"),), (Name("甲"),), (Name("乙"),), ((Name("丙"), Name("丁")),),
        (Name("戊"),),
    ),
    (ReviewLine(2, "修灯", "陈建华", date(2026, 11, 1), FollowUpState.IN_HAND,
                Lateness.OVERDUE, "等配件"),),
    (ITEM,), "12月8日", True, "应到4人，实到1人", False, False, 2, "ab12",
    ((date(2026, 12, 1), "姓名更正"),),
)  # fmt: skip


def text_of(minutes: Minutes) -> str:
    return "\n".join(line.plain for line in minutes_lines(minutes))


def test_everything_that_prints_is_on_the_screen():
    text = text_of(MINUTES)
    for words in (
        "〔2026〕第3次", "第2版", "花坛", "李国强", "王秀英", "应到4人", "修灯", "逾期", "等配件",
        "救护车进不来", "东侧划线", "反对：刘志明 车位少", "少数意见：车位不够", "修正案",
        "平票", "复议", "作废：点数有误", "举手表决 2：同意7票", "上提 → Y社区议事会", "须街道定",
        "责任人未定", "时限未定", "物业", "回避：周敏 本人车位", "不对外公开", "12月8日",
        "张桂兰（45栋）", "请假：甲", "缺席：乙", "丙→丁", "列席：戊", "姓名更正", "ab12",
    ):  # fmt: skip
        assert words in text


def test_a_draft_says_so_and_english_is_possible():
    assert "草稿" in text_of(replace(MINUTES, draft=True))
    set_language("en")
    assert "draft" in text_of(replace(MINUTES, draft=True))


def test_hostile_text_stays_text():
    nasty = replace(MINUTES, title="\x1b[31m[red]x[/]\u202e", place="[bold]")
    text = text_of(nasty)
    assert "[red]x[/]" in text and "[bold]" in text
    assert "\x1b" not in text and "\u202e" not in text


def test_the_record_tells_every_event_with_its_time():
    lines = (
        RecordLine(AT, "opened", "第3次会议"),
        RecordLine(AT, "in", "", "张桂兰"),
        RecordLine(AT, "speech", "车位少", "刘志明", Stance.AGAINST),
        RecordLine(AT, "point_of_order", "请先附议", "周敏"),
        RecordLine(None, "outcome", "通过"),
    )
    told = [line.plain for line in record_lines(Record(MINUTES, lines))][3:]
    assert [text.split(" ", 1)[1].strip() for text in told] == [
        "会议开始 第3次会议", "到会 张桂兰", "刘志明 反对 车位少", "程序问题 周敏 请先附议",
        "结果 通过",
    ]  # fmt: skip
