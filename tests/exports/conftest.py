"""A meeting with everything in it, as the values that the documents are made of."""

from datetime import date, datetime, timedelta, timezone

import pytest

from meetings.community.bodies import Tier
from meetings.matters.followup_states import FollowUpState, Lateness
from meetings.papers.masking import public_edition
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
    SpeechLine,
    VoteLine,
)
from meetings.papers.other_papers import (
    AgendaLine,
    Forms,
    Notice,
    Occasion,
    Posting,
    SignIn,
    SignInLine,
)
from meetings.sitting.agenda import ItemKind, ItemOutcome
from meetings.sitting.debate import SpeechKind, Stance

CHINA = timezone(timedelta(hours=8))
TIED = (
    "应到16人，实到14人，达到法定人数（不少于应到的三分之二，即至少11人）；同意7票，反对7票，弃权0票；"
    "须超过实到人数的二分之一，即至少8票，票数相等，平票，未通过。"
)
PASSED = (
    "应到16人，实到14人，达到法定人数（不少于应到的三分之二，即至少11人）；同意8票，反对5票，弃权1票；"
    "须超过实到人数的二分之一，即至少8票，通过。"
)

HOSTILE = [
    "[A]方案", "[/]", "=1+1", "@45栋", "甲\x0b乙", "\u200f右", "好" * 5000, "😀👨\u200d👩", "𠮷",
    "\ud800", "\x00\x1b[31m红", "<w:p/>&amp;]]>{0}{name}", "\ufffe\uffff", "\u202e倒",
    "甲\n\n乙", "", " ",
]  # fmt: skip


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def hostile(request: pytest.FixtureRequest) -> str:
    """A text that breaks careless programs."""
    return str(request.param)


def at(clock: str) -> datetime:
    """A time on the day of the meeting."""
    hour, minute = clock.split(":")
    return datetime(2026, 11, 23, int(hour), int(minute), tzinfo=CHINA)


def parking() -> ItemMinutes:
    """Tied, voted again, passed, with an amendment, opinions and a minority view."""
    return ItemMinutes(
        number=1,
        title="消防通道停车问题",
        kind=ItemKind.MATTER,
        matter="13栋王阿姨提出（街角收集，12人附议，地点：45栋东侧）：消防通道天天停满车，救护车进不来",
        proposal="画黄线，设可升降桩，楼栋志愿者早晚值守各一小时，先试行一个月",
        speeches=(
            SpeechLine(
                "张伟（45栋）", Stance.FOR, "去年救护车进不来，耽误了二十分钟。", at("14:36")
            ),
            SpeechLine("欧阳建国", Stance.AGAINST, "本来车位就不够，晚上回来没地方停", at("14:38")),
            SpeechLine("阿依古丽·买买提", Stance.FOR, "孩子放学从车缝里穿，不安全", at("14:41")),
            SpeechLine("李梅", Stance.SUPPLEMENT, "先算一算东侧能画几个临时车位", at("14:44")),
            SpeechLine("周宁", Stance.POLICY, "消防车通道依法不得占用", at("14:45")),
            SpeechLine("记录人", Stance.UNSAID, "掌声", at("14:46"), SpeechKind.NOTE),
        ),
        minority_view="有成员认为应当先增加车位，再管消防通道",
        motions=(
            MotionLine(
                "先试行一个月，由楼栋志愿者值守", "张伟（45栋）", "李梅", "通过", is_amendment=True
            ),
            MotionLine(
                "画黄线并值守，试行一个月", "张伟（45栋）", "李梅", "通过", original="画黄线并值守"
            ),
            MotionLine("设可升降桩", "欧阳建国", "", "撤回", reason="先看试行效果"),
        ),
        votes=(
            VoteLine(1, "举手表决", "先试行一个月，由楼栋志愿者值守", PASSED),
            VoteLine(1, "举手表决", "画黄线并值守，试行一个月", TIED),
            VoteLine(2, "举手表决", "画黄线并值守，试行一个月", PASSED, "计票时有人进出，重新表决"),
            VoteLine(
                3, "记名表决", "画黄线并值守，试行一个月", PASSED,
                notes=("同意：张伟（45栋）、李梅",),
            ),
        ),
        decisions=(
            DecisionLine("画黄线", "李梅", ("物业服务中心",), date(2026, 12, 1), True, True),
            DecisionLine("排出值守表", "", (), None, True, True),
        ),
        outcome=ItemOutcome.ADOPTED_MODIFIED,
        reason="",
        recused=((Name("赵强", "47栋"), "本人车位在此"),),
    )  # fmt: skip


def simple(number: int, title: str, outcome: ItemOutcome | None, reason: str = "") -> ItemMinutes:
    """An item with nothing but its end."""
    return ItemMinutes(
        number=number, title=title, kind=ItemKind.MATTER, matter="", proposal="", speeches=(),
        minority_view="", motions=(), votes=(), decisions=(), outcome=outcome, reason=reason,
        referred_to="莲塘社区议事会" if outcome is ItemOutcome.REFERRED_UP else "",
        owners_matter=outcome is ItemOutcome.AGREED,
    )  # fmt: skip


@pytest.fixture(scope="session")
def minutes() -> Minutes:
    """Everything that minutes can say, once."""
    people = [Name(f"居民{n}", "45栋") for n in "甲乙丙丁戊己庚辛壬"]
    return Minutes(
        body_name="45、47栋街角议事会",
        tier=Tier.CORNER,
        year=2026,
        serial=3,
        title="45、47栋街角议事会第3次会议",
        starts_at=at("14:30"),
        ends_at=at("16:10"),
        place="45栋一楼架空层",
        chair="陈静",
        secretary="李梅",
        rule_name="社区议事会规则（居民公约，2026年1月）",
        attendance=Attendance(
            expected=16,
            present=(
                Name("张伟", "45栋"), Name("张伟", "47栋"), Name("欧阳建国", "45栋"),
                Name("阿依古丽·买买提", "47栋"), Name("李梅", "45栋"), *people,
            ),
            excused=(Name("孙立", "47栋"),),
            absent=(Name("钱峰", "47栋"),),
            represented=((Name("吴兰", "45栋"), Name("李梅", "45栋")),),
            observers=(Name("周宁", "", "列席、社工"), Name("郑浩")),
            came_late=((Name("居民甲", "45栋"), at("14:50")),),
            left_early=((Name("居民乙", "45栋"), at("15:30")),),
        ),
        reviewed=(
            ReviewLine(1, "给公告栏划出广告位", "李梅", date(2026, 10, 1), FollowUpState.CLOSED,
                       Lateness.DONE, "广告位已启用，小广告少了"),
            ReviewLine(2, "修好47栋路灯", "物业服务中心", date(2026, 11, 1), FollowUpState.IN_HAND,
                       Lateness.OVERDUE, ""),
        ),
        items=(
            parking(),
            simple(2, "共享单车乱停放", ItemOutcome.REFERRED_UP, "需要执法部门参与"),
            simple(3, "门口摆摊", ItemOutcome.TIED),
            simple(4, "更换楼道立管", ItemOutcome.AGREED),
            simple(5, "加装晾衣架", ItemOutcome.WITHDRAWN, "提出人已自行解决"),
            simple(6, "修剪大榕树", ItemOutcome.POSTPONED, "等现场查看"),
            simple(7, "楼道清理", None),
        ),
        next_meeting="2026年12月21日14:30，45栋一楼架空层",
        quorum_sentence="应到16人，实到14人，达到法定人数（不少于应到的三分之二，即至少11人）。",
        draft=False,
        version=1,
        seal="日志 128条 9f2c 41aa 7be0 · 内容 5d1e 77c3 0b9a",
        errata=((date(2026, 11, 25), "“黄线”应为“黄色网格线”"),),
        written_at=at("17:05"),
    )  # fmt: skip


@pytest.fixture(scope="session")
def record(minutes: Minutes) -> Record:
    """Every kind of line of a record, once."""
    lines = (
        RecordLine(at("14:25"), "in", "", "张伟（45栋）"),
        RecordLine(at("14:25"), "in", "", "李梅（45栋）"),
        RecordLine(at("14:28"), "in", "", "欧阳建国（45栋）"),
        RecordLine(at("14:28"), "excused", "出差", "孙立（47栋）"),
        RecordLine(at("14:28"), "absent", "", "钱峰（47栋）"),
        RecordLine(at("14:29"), "proxy", "委托李梅（45栋）", "吴兰（45栋）"),
        RecordLine(at("14:30"), "opened", "第3次会议"),
        RecordLine(at("14:34"), "item", "消防通道停车问题", item=1),
        RecordLine(at("14:34"), "recused", "本人车位在此", "赵强（47栋）", item=1),
        RecordLine(
            at("14:36"), "speech", "去年救护车进不来。\n耽误了二十分钟。", "张伟", Stance.FOR, 1
        ),
        RecordLine(at("14:38"), "speech", "没地方停", "欧阳建国", Stance.AGAINST, 1),
        RecordLine(at("14:39"), "point_of_order", "请一次只说一件事", "李梅", Stance.UNSAID, 1),
        RecordLine(at("14:39"), "interruption", "不对", "居民甲", Stance.UNSAID, 1),
        RecordLine(at("14:46"), "note", "掌声", "", Stance.UNSAID, 1),
        RecordLine(at("14:50"), "motion", "画黄线并值守", "张伟", item=1),
        RecordLine(at("14:50"), "seconded", "", "李梅", item=1),
        RecordLine(at("14:55"), "vote", f"举手表决（第1次）：画黄线并值守。{TIED}", item=1),
        RecordLine(None, "void", "计票时有人进出", item=1),
        RecordLine(at("14:58"), "override", "后排二人已确认举手", item=1),
        RecordLine(at("15:00"), "suspended", "休息十分钟"),
        RecordLine(at("15:10"), "resumed", ""),
        RecordLine(at("15:12"), "decision", "画黄线", "李梅", item=1),
        RecordLine(at("15:13"), "outcome", "修改后通过", item=1),
        RecordLine(at("15:14"), "returned", "", "赵强（47栋）", item=1),
        RecordLine(at("15:15"), "item", "共享单车乱停放", item=2),
        RecordLine(at("15:20"), "referred", "共享单车乱停放：上提（需要执法部门参与）", item=2),
        RecordLine(at("15:21"), "speech", "刚才那件事再说一句", "张伟", Stance.SUPPLEMENT, 1),
        RecordLine(at("15:30"), "out", "", "居民乙（45栋）"),
        RecordLine(at("16:10"), "ended", ""),
    )
    return Record(minutes, lines)


@pytest.fixture(scope="session")
def occasion() -> Occasion:
    """The meeting that the papers belong to."""
    return Occasion(
        "45、47栋街角议事会", 2026, 3, "45、47栋街角议事会第3次会议", at("14:30"),
        "45栋一楼架空层", "陈静", "李梅",
    )  # fmt: skip


@pytest.fixture(scope="session")
def notice(occasion: Occasion) -> Notice:
    """A notice with a proposal and a private item."""
    return Notice(
        occasion,
        (
            AgendaLine("上次议定事项落实情况", ItemKind.REVIEW, 10),
            AgendaLine("消防通道停车问题", ItemKind.MATTER, 20, "画黄线，设可升降桩\n先试行一个月"),
            AgendaLine("", ItemKind.MATTER, 15),
        ),
        date(2026, 11, 16),
        "记录人李梅",
        "请带上老花镜。",
    )


@pytest.fixture(scope="session")
def sign_in(occasion: Occasion) -> SignIn:
    """A sheet that is partly filled."""
    people = tuple(SignInLine(f"居民{n}", "45栋", "议事会成员") for n in "甲乙丙丁戊己庚辛壬癸")
    return SignIn(
        occasion,
        (
            SignInLine("张伟", "45栋", "议事会成员、楼栋长", "出席", at("14:25"), came=True),
            SignInLine("吴兰", "45栋", "议事会成员", "委托", None, "李梅（45栋）"),
            SignInLine("孙立", "47栋", "议事会成员", "请假", None, "", "出差"),
            SignInLine("阿依古丽·买买提", "47栋", "议事会成员"),
            *people,
        ),
        at("17:00"),
    )


@pytest.fixture(scope="session")
def forms(occasion: Occasion) -> Forms:
    """Forms for two items and five voters."""
    return Forms(occasion, ("消防通道停车问题", "共享单车乱停放"), 5, at("9:00"))


@pytest.fixture(scope="session")
def posting(minutes: Minutes) -> Posting:
    """A notice posted for five days."""
    public = public_edition(minutes)
    return Posting(public, date(2026, 11, 24), 5, "莲塘社区居民委员会", "书面")


@pytest.fixture(scope="session")
def every_paper(
    minutes, record, notice, sign_in, forms, posting, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    """Each kind of document once; to be looked at and not to be changed."""
    from tests.exports.every import papers_of

    kept = {
        "minutes": minutes, "record": record, "notice": notice, "sign_in": sign_in,
        "forms": forms, "posting": posting,
    }  # fmt: skip
    return papers_of(kept, tmp_path_factory.mktemp("papers"))
