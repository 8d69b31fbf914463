"""All figures with their names and groups, in the order of the screen, CLI, Excel and Word."""

from collections.abc import Iterator

from meetings.community.people import Role
from meetings.community.sides import Side
from meetings.dataclass import dataclass
from meetings.figures.counting import CLOSED, Figures, MeanRate, Rate
from meetings.figures.facts import Carried
from meetings.figures.flow import AGE_UNKNOWN, VOID, Flow
from meetings.sitting.meeting_states import MeetingKind
from meetings.terms import Lang, term

Number = int | float | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure: a number or a rate; `depth` 1 is a part of the one above it."""

    group: str
    zh: str
    en: str
    value: Number | Rate | MeanRate
    depth: int = 0

    def name(self, lang: Lang = "zh") -> str:
        """Its name in a language."""
        return self.zh if lang == "zh" else self.en

    @property
    def part(self) -> str:
        """Its name in a table of a paper, which marks a part: `其中：例会`."""
        return f"其中：{self.zh}" if self.depth and not self.zh.startswith("其中") else self.zh

    @property
    def none(self) -> str:
        """The text for a period without this figure: a share is then unknown, not 0."""
        return "—" if isinstance(self.value, Rate | MeanRate) or self.value is None else "0"

    @property
    def text(self) -> str:
        """As papers print it; a rate with its base."""
        if isinstance(self.value, Rate | MeanRate):
            return self.value.text
        return "—" if self.value is None else f"{self.value:g}"


GROUPS = {
    "meetings": ("会议", "Meetings"),
    "tasks": ("督办事项", "Follow-up"),
    "rates": ("办理质量", "Quality"),
    "issues": ("议题", "Issues"),
    "activities": ("活动和志愿者", "Activities"),
    "carried": ("居民自理", "Done by residents"),
}

_AGES = {
    "-30": ("30天以内", "up to 30 days"), "-90": ("31至90天", "31 to 90 days"),
    "-180": ("91至180天", "91 to 180 days"), "-365": ("181天至1年", "181 days to a year"),
    ">365": ("1年以上", "over a year"), AGE_UNKNOWN: ("起始日期不详", "age unknown"),
}  # fmt: skip
_ENDS = {
    CLOSED: ("居民认可销号", "closed, resident satisfied"), VOID: ("作废", "void"),
    "unreachable": ("联系不上", "could not be reached"),
    "gone": ("搬走或去世", "moved away or died"),
    "assembly": ("议事会认定", "settled, the assembly finds"),
    "impossible": ("无法办理", "cannot be done"),
    "settled": ("已解决", "settled"), "returned": ("不予受理", "returned"),
    "merged": ("并案", "merged"), "withdrawn": ("撤回", "withdrawn"),
}  # fmt: skip


def age_word(age: str, lang: Lang = "zh") -> str:
    """What an age is called."""
    return _AGES[age][lang != "zh"]


def end_word(how: str, lang: Lang = "zh") -> str:
    """How a matter ended, in words."""
    return _ENDS.get(how, (how, how))[lang != "zh"]


def indicators(figures: Figures) -> Iterator[Indicator]:
    """Every indicator of these figures, group by group."""
    yield from _of_meetings(figures)
    yield from _of_flow("tasks", figures.tasks)
    yield from _of_quality(figures)
    yield from _of_flow("issues", figures.issues)
    yield Indicator(
        "issues", "下级上提（在原机构计数）", "from below (counted there)", figures.received
    )
    yield Indicator("issues", "本期收集议题解决率", "collected and settled", figures.settled)
    yield Indicator(
        "issues", "从提出到解决的天数（中位数）", "median days to settle", figures.usual_days
    )
    yield from _of_activities(figures)
    yield from _of_carrying(figures)


def _of_activities(figures: Figures) -> Iterator[Indicator]:
    """The indicators of activities; none where a body has no activities."""
    group = "activities"
    for zh, en, held in (
        ("举办活动", "activities held", figures.activities),
        ("志愿者学院课程", "academy courses held", figures.courses),
        ("招募志愿者（现场）", "on-site recruitments", figures.recruited),
        ("招募志愿者（线上）", "online recruitments", figures.recruited_online),
    ):
        if not held.times:
            continue
        yield Indicator(group, f"{zh}（次）", en, held.times)
        yield Indicator(group, f"{zh}人次", f"{en}: people", held.heads, 1)
        if held.minutes:
            yield Indicator(group, f"{zh}工时（小时）", f"{en}: hours", held.minutes // 6 / 10, 1)
        if held.uncounted:
            yield Indicator(
                group, f"{zh}：人次不详（次）", f"{en}: number unknown", held.uncounted, 1
            )
    if figures.undated:
        yield Indicator(
            group, "日期不详的活动（不计入上列各数）", "date unknown (not counted)",
            figures.undated,
        )  # fmt: skip
    for role, count in figures.people.items():
        one = Role(role)
        yield Indicator(group, f"{term(one)}（期末，人）", f"{term(one, 'en')} at the end", count)
    if figures.core or figures.general:
        yield Indicator(group, "骨干志愿者", "core volunteers", figures.core, 1)
        yield Indicator(group, "一般志愿者", "general volunteers", figures.general, 1)


_CARRIED = {
    Carried.CHAIRED: ("居民主持的会议", "meetings chaired"),
    Carried.RAISED: ("居民提出的议题", "issues raised"),
    Carried.SPOKEN: ("居民的发言", "speeches"),
    Carried.DONE: ("居民承担的事项", "tasks taken on"),
}


def _of_carrying(figures: Figures) -> Iterator[Indicator]:
    """The share of residents in each kind of act, and how far all of it depends on staff."""
    group, whole = "carried", figures.dependence
    if whole is None:
        return
    yield Indicator(group, "依赖度（工作人员所占平均）", "reliance on staff (mean)", whole)
    for what, sides in figures.carried.items():
        zh, en = _CARRIED[Carried(what)]
        by = figures.by_staff(what)
        yield Indicator(group, zh, en, Rate(by.of - by.part, by.of))
        for side in (Side.STAFF, Side.SOCIAL):
            if count := sides.get(side, 0):
                yield Indicator(group, f"{zh}：{term(side)}", f"{en}: {term(side, 'en')}", count, 1)
        if unknown := sides.get(Side.UNKNOWN, 0):
            yield Indicator(
                group, f"{zh}：是谁不详（不计入）", f"{en}: by unknown people", unknown, 1
            )


def called(kind: str, lang: Lang = "zh") -> str:
    """The name of a kind of meeting in the figures; a body's own kind is its own name."""
    return term(MeetingKind(kind), lang) if kind in set(MeetingKind) else kind


def _of_meetings(figures: Figures) -> Iterator[Indicator]:
    group = "meetings"
    yield Indicator(group, "召开会议（次）", "held", figures.held)
    for kind, count in figures.meetings.items():
        if count:
            yield Indicator(group, called(kind), called(kind, "en"), count, 1)
    yield Indicator(group, "流会（次，不计入召开）", "no quorum (not held)", figures.inquorate)
    yield Indicator(group, "取消（次，不计入召开）", "cancelled (not held)", figures.cancelled)
    if figures.unsigned:
        yield Indicator(
            group, "无人签到（次，不计入召开）",
            "nobody signed in (not known to be held)", figures.unsigned,
        )  # fmt: skip
    yield Indicator(group, "出席率", "attendance rate", figures.attendance)
    yield Indicator(group, "到会人次", "total attendance", figures.heads)
    yield Indicator(group, "其中列席、旁听人次", "of these, without a vote", figures.guests, 1)
    if figures.persons is not None:
        yield Indicator(group, "到会人数（跨机构不重复）", "different people", figures.persons)
    if figures.speakers is not None:
        yield Indicator(group, "发言人数", "speakers", figures.speakers)
        yield Indicator(group, "首次发言的人", "first-time speakers", figures.first_time)
        yield Indicator(group, "发言最多者所占", "share of the top speaker", figures.loudest)


def _of_flow(group: str, flow: Flow) -> Iterator[Indicator]:
    yield Indicator(group, "期初结存", "open at the start", flow.begin)
    yield Indicator(group, "本期新增", "new", flow.new)
    yield Indicator(group, "终结后复办" if group == "tasks" else "重新受理", "reopened", flow.again)
    yield Indicator(group, "本期终结", "ended", flow.ends)
    for how, count in flow.ended.items():
        yield Indicator(group, end_word(how), end_word(how, "en"), count, 1)
    yield Indicator(group, "期末结存", "open at the end", flow.end)
    if group == "tasks":
        yield Indicator(group, "未办结", "not completed", flow.end - flow.waiting, 1)
        yield Indicator(group, "其中逾期", "of these, overdue", flow.late, 1)
        yield Indicator(group, "已办结待销号", "completed, not yet closed", flow.waiting, 1)
    for age, count in flow.ages.items():
        zh, en = _AGES[age]
        yield Indicator(group, f"期末结存：{zh}", f"open for {en}", count, 1)
    if flow.unknown:
        yield Indicator(
            group, "日期不详（不计入上列各数）", "date unknown (not counted)", flow.unknown
        )
        yield Indicator(group, "其中期末仍未终结", "of these, still open", flow.unknown_open, 1)
        if group == "tasks":
            yield Indicator(
                group, "其中逾期（日期不详）", "of these, overdue", flow.unknown_late, 1
            )


def _of_quality(figures: Figures) -> Iterator[Indicator]:
    group = "rates"
    yield Indicator(group, "本期办结", "completed", figures.tasks.done)
    yield Indicator(group, "办结率", "completion rate", figures.completed)
    yield Indicator(group, "按时办结率", "completed on time", figures.on_time)
    yield Indicator(group, "反馈率", "reported back", figures.reported)
    yield Indicator(group, "回访率", "visited", figures.visited)
    yield Indicator(group, "满意率", "satisfied", figures.satisfied)
    yield Indicator(group, "销号率", "closed", figures.closed)
    yield Indicator(group, "延期（次）", "extended", figures.extended)
    yield Indicator(group, "督办（次）", "chased", figures.chased)
    if figures.voided:
        yield Indicator(group, "作废（不计新增、办结、各率）", "void (not counted)",
                        figures.voided)  # fmt: skip


BASES = (
    "办结率：本期内曾处于未办结状态的事项中，期末已办结的；"
    "按时办结率：办理时限落在本期内的全部事项（无论是否办结）中，按时办结的；"
    "反馈率、回访率：本期办结、期末没有复办的事项中，已反馈、已回访的；"
    "满意率：回访到本人的事项中，满意和基本满意的；"
    "销号率：本期内未终结的事项中，经居民认可销号的。"
    "作废的事项不计入新增、办结和各率；上期结存中的，本期终结里单列。"
    "流会和无人签到的会议不计入召开，会上的到会、发言和主持也都不计入。"
    "依赖度：主持会议、提出议题、发言、承担事项各项中由工作人员（书记、网格员、物业负责人）和社工"
    "承担的比例，取平均，各机构另有规定的从其规定；名册上没有的人和单位不计入；"
    f"基数是计入的总次数，不足{MeanRate.LEAST}次或少于是谁不详的次数时，写不详。"
    "居民自理是同一基数里居民承担的比例。"
)
"""The footnote of papers that explains of what each rate is counted."""
