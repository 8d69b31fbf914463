"""月报、季报、年度总结 in Word: a text ready to be edited, with charts and tables."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import zip_longest

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from exports import text, words
from exports.charts import Bars, bars, chinese_font
from exports.documents.occasion import midnight
from exports.layout import blocks, styles, tables
from exports.layout.packing import pack
from exports.layout.pictures import picture
from exports.tables.report import BY, report_name
from meetings.community.people import Role
from meetings.figures.compare import By, Side
from meetings.figures.counting import Base, Figures, Held, MeanRate, Rate
from meetings.figures.indicators import BASES, GROUPS, age_word, called, end_word, indicators
from meetings.figures.periods import Length
from meetings.figures.report import MOST, Matter, Picture, Report
from meetings.matters.duty import hours_text
from meetings.matters.issues import IssueState, Source
from meetings.matters.photos import When
from meetings.terms import term

Photographs = Callable[[Picture], bytes | None]
"""Reads a photograph; None where it is missing or was changed."""

NO_FONT = "（本机没有可用于绘图的中文字体，只列表格，不附图。）"
UNKNOWN = "不详"
MORE = "其余{n}项见督办台账。"
MOST_PICTURES = 12
_SIDE_HEADS = ("会议", "议题", "期初", "新增复办", "办结", "期末", "逾期", "办结率", "按时办结率")
_SIDE_WIDTHS = (32, 12, 12, 12, 12, 12, 12, 12, 20, 20)
_CARRIED_HEAD, _CARRIED_WIDTHS = "居民自理", (26, 10, 10, 10, 12, 10, 10, 10, 19, 19, 20)


def report_document(
    report: Report, photographs: Photographs = lambda _picture: None, seal: str = ""
) -> bytes:
    """The report as a .docx; the same value gives the same bytes on the same machine."""
    title = f"{report.scope}{report.period.words}{report.title}"
    document = blocks.new_document(title, report.issuer, midnight(report.made))
    blocks.title(document, title)
    until = text.day_text(report.figures.until)
    base = f"；{base_text(report.figures.base)}" if report.figures.base is not None else ""
    blocks.subtitle(
        document, f"（统计截至{until}{base}）" if not seal else f"（{seal.partition(' ')[0]}）"
    )
    parts: list[tuple[str, Callable[[Document, Report], None]]] = [
        ("总体情况", _overall), ("议事会议情况", _meetings),
    ]  # fmt: skip
    if report.figures.issues.begin or report.figures.issues.new or report.figures.received:
        parts.append(("议题收集和去向", _issues))
    parts.append(("事项办理情况", _tasks))
    if report.settled or report.otherwise:
        parts.append(("办成了什么", lambda d, r: _settled(d, r, photographs)))
    parts.append(("未办结和逾期事项", _open))
    if report.heard:
        parts.append(("居民怎么说", _heard))
    if report.activities or report.figures.people or report.figures.undated:
        parts.append(("活动和志愿服务", _activities))
    if report.comparisons:
        names = "、".join(f"分{BY[by]}" for by, _sides in report.comparisons)
        parts.append((f"{names}情况", _compared))
    for number, (name, write) in enumerate(parts, 1):
        blocks.heading(document, 1, number, name)
        write(document, report)
    _appendix(document, report)
    if report.later is not None:
        _since(document, report)
    blocks.signature(document, report.issuer, report.made)
    if seal:
        blocks.fine_print(document, seal)
    return pack(document)


def report_file(report: Report) -> str:
    """The file's name: day, bodies, period."""
    return report_name(report, "docx")


def _this(report: Report) -> str:
    return {
        Length.MONTH: "本月", Length.QUARTER: "本季度", Length.YEAR: "本年度", Length.OTHER: "本期",
    }[report.period.length]  # fmt: skip


def _share(rate: Rate) -> str:
    """`75%（6/8）`, with what is left out."""
    return rate.text


def _overall(document: Document, report: Report) -> None:
    figures, this = report.figures, _this(report)
    flow = figures.tasks
    parts = [
        f"{this}共召开会议{figures.held}次，到会{figures.heads}人次"
        + (f"（其中列席、旁听{figures.guests}人次）" if figures.guests else "")
        + f"；收集议题{figures.issues.new}件"
        + (f"，其中期末已解决{figures.settled.part}件" if figures.settled.part else "")
        + "。",
        f"督办事项期初结存{flow.begin}件，新增{flow.new}件"
        + (f"，终结后复办{flow.again}件" if flow.again else "")
        + f"，终结{flow.ends}件，期末结存{flow.end}件"
        + (f"，其中逾期{flow.late}件" if flow.late else "，没有逾期事项" if flow.end else "")
        + "。",
    ]
    if flow.unknown:
        parts.append(
            f"另有{flow.unknown}件因日期不详未计入上述各数"
            + (f"，其中期末仍未终结{flow.unknown_open}件" if flow.unknown_open else "")
            + (f"、逾期{flow.unknown_late}件" if flow.unknown_late else "")
            + "。"
        )
    base = figures.base
    if base is not None:
        blocks.body(
            document,
            f"共{base.of}个机构，其中{base.told}个已报{report.period.words}数据，以下各数为这"
            f"{base.told}个机构的合计。"
            + (
                f"尚有{len(base.silent)}个机构未报，情况不明，不计入各数，也不按零计，名单见附表。"
                if base.silent
                else ""
            ),
        )
    blocks.body(document, "".join(parts))
    rates = [
        (name, rate)
        for name, rate in (
            ("办结率", figures.completed), ("按时办结率", figures.on_time),
            ("反馈率", figures.reported), ("回访率", figures.visited),
            ("满意率", figures.satisfied), ("销号率", figures.closed),
        )
        if rate.of or rate.out
    ]  # fmt: skip
    if rates:
        shares = "，".join(f"{name}{_share(rate)}" for name, rate in rates)
        blocks.body(document, f"{shares}。")
    changes = [
        against
        for label, other in (("上期", report.earlier), ("去年同期", report.last_year))
        if other is not None and (against := _against(label, figures, other))
    ]
    if changes:
        blocks.body(document, "".join(changes))


def _against(beside: str, now: Figures, then: Figures) -> str:
    """The comparison with another period in words; "" where that one has no figures."""
    if not (then.held or then.issues.new or then.tasks.begin or then.tasks.new):
        return ""
    parts = [
        f"{name}{_more(here, there, unit)}"
        for name, here, there, unit in (
            ("会议", now.held, then.held, "次"),
            ("收集议题", now.issues.new, then.issues.new, "件"),
            ("办结", now.tasks.done, then.tasks.done, "件"),
            ("期末逾期", now.tasks.late, then.tasks.late, "件"),
        )
        if here or there
    ]
    reported = ""
    if now.base is not None and then.base is not None:
        reported = f"（{beside}{then.base.told}个机构已报，本期{now.base.told}个）"
    return f"与{beside}{reported}相比，{'，'.join(parts)}。" if parts else ""


def _more(now: int, then: int, unit: str) -> str:
    if now == then:
        return f"持平（{now}{unit}）"
    return f"{'增加' if now > then else '减少'}{abs(now - then)}{unit}（{then}→{now}）"


def _meetings(document: Document, report: Report) -> None:
    figures = report.figures
    kinds = "、".join(f"{called(kind)}{n}次" for kind, n in figures.meetings.items() if n)
    line = f"召开会议{figures.held}次" + (f"（{kinds}）" if kinds else "")
    if figures.inquorate or figures.cancelled or figures.unsigned:
        apart = [
            f"{word}{n}次"
            for word, n in (
                ("流会", figures.inquorate),
                ("取消", figures.cancelled),
                ("无人签到（是否召开不详）", figures.unsigned),
            )
            if n
        ]
        line += f"；另有{'、'.join(apart)}，不计入召开、到会和发言"
    line += "。"
    if figures.attendance.of:
        line += f"出席率{_share(figures.attendance)}。"
    if figures.persons:
        line += f"到会人员跨机构不重复计{figures.persons}人，发言{figures.speakers}人"
        line += f"，其中首次发言{_share(figures.first_time)}。" if figures.speakers else "。"
    outcomes = "、".join(f"{term(outcome)}{n}项" for outcome, n in figures.outcomes.items() if n)
    if outcomes:
        line += f"议程项结果：{outcomes}。"
    blocks.body(document, line)
    if len(report.silent) > MOST:
        blocks.body(document, f"{len(report.silent)}个机构没有召开会议，名单见附表。")
    elif report.silent:
        names = "、".join(report.silent)
        blocks.body(document, f"以下{len(report.silent)}个机构没有召开会议：{names}。")
    if figures.base is not None and figures.topics:
        topics = "、".join(f"{text.one_line(topic)}{n}件" for topic, n in figures.topics.items())
        blocks.body(document, f"收集的议题按类别：{topics}。")


def _issues(document: Document, report: Report) -> None:
    """The paragraph on issues: their sources and states, and how many earlier ones are open."""
    figures = report.figures
    flow = figures.issues

    def listed(counted: Mapping[Source, int] | Mapping[IssueState, int]) -> str:
        return "、".join(f"{term(word)}{n}件" for word, n in counted.items() if n)

    line = f"收集议题{flow.new}件"
    if flow.new:
        line += f"：按来源，{listed(figures.sources)}；按期末状态，{listed(figures.states)}"
    line += f"。期初未终结{flow.begin}件，"
    line += f"重新受理{flow.again}件，" if flow.again else ""
    ends = "、".join(f"{end_word(how)}{n}件" for how, n in flow.ended.items())
    line += f"本期终结{flow.ends}件" + (f"（{ends}）" if ends else "")
    line += f"，期末未终结{flow.end}件。"
    if flow.unknown:
        line += f"另有{flow.unknown}件因日期不详未计入。"
    if figures.received:
        line += f"下级上提{figures.received}件，在原机构计数。"
    blocks.body(document, line)


def _tasks(document: Document, report: Report) -> None:
    figures = report.figures
    flow = figures.tasks
    rows = [
        ("期初结存", str(flow.begin)), ("本期新增", str(flow.new)), ("终结后复办", str(flow.again)),
        *((f"终结：{end_word(how)}", str(n)) for how, n in flow.ended.items()),
        ("期末结存", str(flow.end)), ("其中未办结", str(flow.end - flow.waiting)),
        ("其中逾期", str(flow.late)), ("其中已办结待销号", str(flow.waiting)),
    ]  # fmt: skip
    if flow.unknown:
        rows.append(("日期不详，未计入", str(flow.unknown)))
    line = f"本期办结{flow.done}件，延期{figures.extended}次，督办{figures.chased}次"
    if figures.voided:
        line += f"，作废{figures.voided}件（录错或重复，不计入新增、办结和各率）"
    if flow.ages:
        ages = "、".join(f"{age_word(age)}{n}件" for age, n in flow.ages.items())
        line += f"。期末结存按起始时间：{ages}"
    blocks.body(document, f"{line}。")
    half = (len(rows) + 1) // 2
    paired = [(*left, *right) for left, right in zip_longest(
        rows[:half], rows[half:], fillvalue=("", "")
    )]  # fmt: skip
    tables.table(
        document, ("督办事项", "件数") * 2, paired, [54, 24] * 2, [1, 3], 7,
        caption="督办事项结存与变动",
    )  # fmt: skip
    months = [one for one in figures.by_month if one.month]
    if len(months) > 1:
        months = months[-12:]
        chart = Bars(
            "各月新增、办结和月末结存（件）",
            tuple(f"{int(one.month[5:])}月" for one in months),
            (
                ("新增", tuple(one.tasks for one in months)),
                ("办结", tuple(one.done for one in months)),
                ("月末结存", tuple(one.tasks_open for one in months)),
            ),
        )
        _chart(document, chart)
        monthly = [
            (
                f"{one.month[:4]}年{int(one.month[5:])}月", str(one.meetings), str(one.issues),
                str(one.tasks), str(one.done), str(one.ended), str(one.tasks_open),
            )
            for one in months
        ]  # fmt: skip
        heads = ("月份", "召开会议", "收集议题", "新增事项", "办结", "终结", "月末结存")
        tables.table(
            document, heads, monthly, [30, 20, 20, 20, 20, 20, 20], range(1, 7), 6,
            caption="分月情况", style=styles.TABLE_SMALL,
        )  # fmt: skip


def _chart(document: Document, chart: Bars) -> None:
    """The chart above its table, or a note that it cannot be drawn."""
    drawn = bars(chart)
    if drawn is None:
        if chinese_font() is None:
            blocks.line(document, NO_FONT, styles.TABLE_TEXT)
        return
    picture(document, drawn, chart.title, 132)


def _settled(document: Document, report: Report, photographs: Photographs) -> None:
    if report.settled:
        rows = [
            (
                one.number, text.one_line(one.text), one.owners or "未定",
                text.day_text(one.done) if one.done else UNKNOWN,
                text.one_line(one.change) or "未填写",
            )
            for one in report.settled
        ]  # fmt: skip
        blocks.body(document, _settled_lead(report))
        tables.table(
            document, ("编号", "办了什么", "谁办的", "办结日期", "前后变化"), rows,
            [22, 41, 26, 32, 35], [0], caption="办结事项", style=styles.TABLE_SMALL,
        )  # fmt: skip
        _rest(document, _done_still(report) - len(rows), len(report.settled))
    shown = 0
    for one in report.settled:
        pictures = sorted(one.pictures, key=lambda picture: list(When).index(picture.when))
        for one_of in pictures:
            data = photographs(one_of) if shown < MOST_PICTURES else None
            caption = f"{one.number} {text.one_line(one.text)}：{words.SHOWS[one_of.when]}"
            if one_of.caption:
                caption += f"，{text.one_line(one_of.caption)}"
            if data is not None and picture(document, data, caption, 100):
                below = blocks.line(document, caption, styles.TABLE_TEXT)
                below.alignment = WD_ALIGN_PARAGRAPH.CENTER
                shown += 1
    if report.otherwise:
        others = [
            (one.number, text.one_line(one.text), end_word(one.how), text.one_line(one.said))
            for one in report.otherwise
        ]
        blocks.body(document, "未经居民认可销号而终结的事项：")
        tables.table(
            document, ("编号", "事项", "怎样终结", "理由"), others, [24, 52, 30, 50], [0],
            caption="其他终结", style=styles.TABLE_SMALL,
        )  # fmt: skip


def _done_still(report: Report) -> int:
    """How many tasks done in the period are still done at its end, the base of 反馈率."""
    return report.figures.reported.of + report.figures.reported.out


def _settled_lead(report: Report) -> str:
    """The line above the table of settled tasks, on those that other figures count differently."""
    if report.figures.base is not None:
        return "本期办结、期末没有复办的事项，只列本机构台账的："
    done, listed = _done_still(report), len(report.settled)
    apart = [
        part.format(n=n)
        for n, part in (
            (report.figures.tasks.done - done, "另有{n}件办结后又复办，不列"),
            (listed - done if listed < MOST else 0, "并列日期不详、未计入各数的{n}件"),
        )
        if n > 0
    ]
    return f"本期办结的{done}件事项" + (f"（{'；'.join(apart)}）" if apart else "") + "："


def _rest(document: Document, rest: int, listed: int) -> None:
    if rest > 0 and listed >= MOST:
        blocks.line(document, MORE.format(n=rest), styles.TABLE_TEXT)


def _open(document: Document, report: Report) -> None:
    flow = report.figures.tasks
    undone, year = flow.end - flow.waiting, report.figures.until.year
    if not report.late and not report.open and not undone:
        blocks.body(document, "期末没有未办结的事项。")
        return
    lead = f"期末未办结{undone}件，其中逾期{flow.late}件"
    if report.figures.base is not None:
        lead += "；各事项的名目在各机构的台账，以下只列本机构台账的"
        if not report.late and not report.open:
            blocks.body(document, f"{lead.partition('，以下')[0]}。")
            return
    blocks.body(document, f"{lead}。" if not report.late else f"{lead}，逾期事项及原因如下：")
    if report.late:
        rows = [
            (
                one.number, text.one_line(one.text), one.owners or "未定",
                _late(one),
                _last_answer(one, year) or "没有填写进展，原因待查",
            )
            for one in report.late
        ]  # fmt: skip
        tables.table(
            document, ("编号", "事项", "责任人（单位）", "时限", "进展和原因"), rows,
            [23, 34, 33, 31, 35], [0], caption="逾期事项", style=styles.TABLE_SMALL,
        )  # fmt: skip
        _rest(document, flow.late - len(rows), len(report.late))
    if report.open:
        rows = [
            (
                one.number, text.one_line(one.text), one.owners or "未定",
                text.day_text(one.deadline) if one.deadline else "未定", _last_answer(one, year),
            )
            for one in report.open
        ]  # fmt: skip
        blocks.body(document, "在办未到期事项：")
        tables.table(
            document, ("编号", "事项", "责任人（单位）", "时限", "最近进展"), rows,
            [23, 34, 33, 31, 35], [0], caption="在办事项", style=styles.TABLE_SMALL,
        )  # fmt: skip
        _rest(document, undone - flow.late - len(rows), len(report.open))


def _late(one: Matter) -> str:
    if one.deadline is None:
        return UNKNOWN
    return f"{text.day_text(one.deadline)}，逾期{one.days_late}天"


def _last_answer(one: Matter, year: int) -> str:
    """The last answer on a task and its day, with the year if it is not the report's."""
    line = text.one_line(one.said)
    if not line:
        return ""
    day = ""
    if one.on is not None:
        day = f"（{text.day_text(one.on).removeprefix(f'{year}年')}）"
    return (line if len(line) <= 60 else f"{line[:60]}…") + day


def _heard(document: Document, report: Report) -> None:
    rate = report.figures.satisfied
    if rate.of:
        blocks.body(document, f"回访到本人的{rate.of}件中，满意和基本满意{rate.part}件。居民的话：")
    rows = [
        (
            one.number, text.one_line(one.text),
            term(one.satisfaction) if one.satisfaction else UNKNOWN, text.one_line(one.said),
        )
        for one in report.heard
    ]  # fmt: skip
    tables.table(
        document, ("编号", "事项", "评价", "居民的话"), rows, [24, 48, 24, 60], [0],
        caption="居民评价", style=styles.TABLE_SMALL,
    )  # fmt: skip


def _activities(document: Document, report: Report) -> None:
    figures, this = report.figures, _this(report)
    parts = []
    for what, held in (("举办活动", figures.activities), ("开办志愿者学院课程", figures.courses)):
        if held.times:
            long = f"，{hours_text(held.minutes)}工时" if held.minutes else ""
            parts.append(f"{what}{held.times}次，{held.heads}人次{long}{_uncounted(held)}")
    there, online = figures.recruited, figures.recruited_online
    if there.times or online.times:
        ways = "、".join(
            f"{way}{held.times}次"
            for way, held in (("现场", there), ("线上", online))
            if held.times
        )
        whole = replace(there, uncounted=there.uncounted + online.uncounted)
        parts.append(f"招募志愿者{ways}，共{there.heads + online.heads}人{_uncounted(whole)}")
    if parts:
        blocks.body(document, f"{this}{'；'.join(parts)}。")
    if figures.undated:
        blocks.body(document, f"另有{figures.undated}项活动日期不详，未计入上述各数。")
    people = "、".join(f"{term(Role(role))}{count}人" for role, count in figures.people.items())
    if people:
        layers = [
            f"{name}{n}人" for name, n in (("骨干", figures.core), ("一般", figures.general)) if n
        ]
        of = f"（志愿者中{'、'.join(layers)}）" if layers else ""
        blocks.body(document, f"期末有{people}{of}。")
    if report.activities:
        rows = [
            (
                text.day_text(one.day), text.one_line(one.title), term(one.kind),
                UNKNOWN if one.heads is None else str(one.heads), text.one_line(one.change),
            )
            for one in report.activities[:MOST]
        ]  # fmt: skip
        tables.table(
            document, ("日期", "活动", "类型", "人次", "带来的变化"), rows, [36, 50, 16, 14, 40],
            [2, 3], caption="活动", style=styles.TABLE_SMALL,
        )  # fmt: skip
        rest = len(report.activities) - len(rows)
        if rest > 0:
            blocks.line(document, f"其余{rest}项见活动表。", styles.TABLE_TEXT)


def _uncounted(held: Held) -> str:
    return f"（另有{held.uncounted}次人次不详）" if held.uncounted else ""


def _compared(document: Document, report: Report) -> None:
    for level, (by, sides) in enumerate(report.comparisons, 1):
        name = f"分{BY[by]}"
        blocks.heading(document, 2, level, name)
        top = sides if by is By.PERIOD else sorted(sides, key=lambda one: -(one.new + one.end))[:8]
        _chart(
            document,
            Bars(
                f"{name}新增及复办、办结和期末逾期（件）",
                tuple(text.one_line(one.name) for one in top),
                (
                    ("新增及复办", tuple(one.new for one in top)),
                    ("办结", tuple(one.done for one in top)),
                    ("期末逾期", tuple(one.late for one in top)),
                ),
            ),
        )
        rows = [_side(one.name, one) for one in sides[:MOST]]
        if by is not By.PERIOD:
            rows.append(_side("合计", report.total(by)))
        heads: tuple[str, ...] = (BY[by], *_SIDE_HEADS)
        widths: tuple[int, ...] = _SIDE_WIDTHS
        shares = 2
        if by in (By.TOPIC, By.PLACE):
            heads, widths = (heads[0], *heads[2:]), (widths[0] + widths[1], *widths[2:])
            rows = [(row[0], *row[2:]) for row in rows]
        else:
            heads, widths, shares = (*heads, _CARRIED_HEAD), _CARRIED_WIDTHS, 3
            own = [*sides[:MOST], *([] if by is By.PERIOD else [report.total(by)])]
            rows = [(*row, _carried(one)) for row, one in zip(rows, own, strict=True)]
        tables.table(
            document, heads, rows, widths, range(1, len(heads) - shares), caption=name,
            style=styles.TABLE_SMALL,
        )  # fmt: skip


def _side(name: str, one: Side) -> tuple[str, ...]:
    counts = (one.meetings or 0, one.issues, one.begin, one.new, one.done, one.end, one.late)
    shares = (rate.text.replace("（", "\n（", 1) for rate in (one.completed, one.on_time))
    return (text.one_line(name), *map(str, counts), *shares)


def _carried(one: Side) -> str:
    """The share by residents above its base."""
    mean = one.carried or MeanRate(())
    return mean.text.replace("（", "\n（", 1)


def _appendix(document: Document, report: Report) -> None:
    """Every figure with its base, as the screen and Excel have it."""
    blocks.heading(document, 1, None, "附表：主要指标")
    others = [
        (name, {(one.group, one.zh): one.text for one in indicators(figures)})
        for name, figures in (("上期", report.earlier), ("去年同期", report.last_year))
        if figures is not None
    ]
    rows = [
        (
            GROUPS[one.group][0], one.part, one.text,
            *(there.get((one.group, one.zh), one.none) for _name, there in others),
        )
        for one in indicators(report.figures)
    ]  # fmt: skip
    heads = ("类", "指标", "本期", *(name for name, _there in others))
    tables.table(
        document, heads, rows, [20, 50, 32, *[28] * len(others)], [0], caption="主要指标",
        style=styles.TABLE_SMALL,
    )  # fmt: skip
    blocks.line(document, BASES, styles.TABLE_TEXT)
    if report.figures.base is not None and report.figures.base.silent:
        _silent(document, report.figures.base, report.period.words)
    if len(report.silent) > MOST:
        names = [text.one_line(name) for name in report.silent]
        names += [""] * (-len(names) % 3)
        rows = [tuple(names[at : at + 3]) for at in range(0, len(names), 3)]
        title = f"附表：没有召开会议的机构（{len(report.silent)}个）"
        blocks.heading(document, 1, None, title)
        tables.table(
            document, ("机构",) * 3, rows, [52] * 3, [], caption="没有召开会议的机构",
            style=styles.TABLE_SMALL,
        )  # fmt: skip


AS_SEALED = "以上各数、各表都照封存时的；事项的文字照现在的台账。"
NO_LISTS = "以上各数照封存时的。这一份封存时没有留下事项名单，台账其后有改动，因此不列事项。"


def _since(document: Document, report: Report) -> None:
    """What changed after the sealing, apart from everything that was sealed."""
    blocks.heading(document, 1, None, "附：封存以后的变化")
    blocks.body(document, NO_LISTS if report.listed is None and report.later else AS_SEALED)
    if not report.later:
        blocks.body(document, "封存以后没有变化。")
        return
    blocks.body(document, "下列各项现在与封存时不同，不计入以上各数：")
    rows = [(one.what, one.was or "—", one.now or "—") for one in report.later]
    tables.table(
        document, ("指标或名单", "封存时（名单：不再列入的）", "现在（名单：新列入的）"), rows,
        [60, 48, 48], [], caption="封存以后的变化", style=styles.TABLE_SMALL,
    )  # fmt: skip


def base_text(base: Base) -> str:
    """`631个机构中612个已报`, as papers say of how many of how many bodies figures are."""
    return f"{base.of}个机构中{base.told}个已报"


def _silent(document: Document, base: Base, period: str) -> None:
    """The table of bodies that have not reported, two in a row."""
    blocks.heading(document, 1, None, f"附表：未报{period}数据的机构（{len(base.silent)}个）")
    cells = [
        (text.one_line(name), f"最近报{_month(last)}" if last else "从未报过")
        for name, last in base.silent
    ]
    half = (len(cells) + 1) // 2
    rows = [
        (*left, *right)
        for left, right in zip_longest(cells[:half], cells[half:], fillvalue=("", ""))
    ]
    tables.table(
        document, ("机构", "上次报送") * 2, rows, [42, 36] * 2, [], caption="未报数据的机构",
        style=styles.TABLE_SMALL,
    )  # fmt: skip


def _month(key: str) -> str:
    return f"{key[:4]}年{int(key[5:])}月"
