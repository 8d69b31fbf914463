"""活动记录: the paper on an activity: plan, work shared, gifts, people, and what it changed."""

from collections.abc import Sequence
from datetime import date

from exports import text
from exports.documents.names import file_name
from exports.documents.occasion import midnight
from exports.layout import blocks, styles, tables
from exports.layout.packing import pack
from meetings.matters.activities import Activity, ActivityState
from meetings.matters.duty import hours_text
from meetings.matters.needs import Need, yuan
from meetings.terms import term

UNKNOWN = "不详"
BLANK_ROWS = 12
"""How many rows the sign-in list has while nobody is on it."""


def activity_document(one: Activity, needs: Sequence[Need], body: str, made: date) -> bytes:
    """One activity on paper; before it is held, a plan with a sign-in to be filled by hand."""
    held = one.state is ActivityState.HELD
    what = f"{term(one.kind)}{'记录' if held else '方案'}"
    document = blocks.new_document(f"{one.title}{what}", body, midnight(made))
    blocks.title(document, text.one_line(one.title))
    blocks.subtitle(document, f"（{what}）")
    blocks.body(document, _facts(one, body))
    for part in text.paragraphs(one.text):
        blocks.body(document, part)
    number = 0
    if one.shares:
        number += 1
        blocks.heading(document, 1, number, "分工")
        rows = [
            (text.one_line(share.owner), text.one_line(share.what),
             text.day_text(share.deadline) if share.deadline else "未定")
            for share in one.shares
        ]  # fmt: skip
        tables.table(document, ("谁", "做什么", "时限"), rows, [34, 76, 46], [2], caption="分工")
    if needs:
        number += 1
        blocks.heading(document, 1, number, "需求和来源")
        given = [row for need in needs for row in _given(need)]
        tables.table(
            document, ("需要什么", "谁", "答复", "给了什么", "答谢"), given, [38, 30, 18, 36, 34],
            [], caption="需求和来源", style=styles.TABLE_SMALL,
        )  # fmt: skip
    number += 1
    blocks.heading(document, 1, number, "参加人员")
    if one.head_count is not None:
        long = f"，{one.hours}工时" if one.person_minutes else ""
        blocks.body(document, f"共{one.head_count}人次{long}。")
    listed = [
        (text.one_line(who.name), str(who.heads),
         hours_text(who.minutes) if who.minutes is not None else "", "")
        for who in one.came
    ] or [("", "", "", "")] * (0 if held else BLANK_ROWS)  # fmt: skip
    if listed:
        tables.table(
            document, ("姓名或队名", "人数", "工时（小时）", "签名"), listed, [56, 24, 32, 44],
            [1, 2], caption="参加人员", row_height=8 if one.came else 9,
        )  # fmt: skip
    for name, wording in (("带来的变化", one.change), ("复盘", one.retrospective)):
        if wording:
            number += 1
            blocks.heading(document, 1, number, name)
            for part in text.paragraphs(wording):
                blocks.body(document, part)
    blocks.signature(document, body, made)
    names = [who.name for who in one.came] + [share.owner for share in one.shares]
    return pack(document, [*names, *(offer.name for need in needs for offer in need.offers)])


def _facts(one: Activity, body: str) -> str:
    """`2019年3月5日19:30，在45栋东侧花坛，由Y社区举办。`"""
    when = text.day_text(one.day) + text.one_line(one.starts) if one.day else "日期未定"
    if one.state is ActivityState.HELD and one.day is None:
        when = f"日期{UNKNOWN}"
    where = "线上" if one.online else f"在{text.one_line(one.place)}" if one.place else ""
    by = f"由{text.one_line(one.teacher)}主讲" if one.teacher else ""
    level = f"（{term(one.level)}）" if one.level else ""
    occasion = "，".join(filter(None, (when, where, by)))
    end = f"未举办：{text.one_line(one.reason)}。" if one.state is ActivityState.CANCELLED else ""
    return f"{occasion}，{text.one_line(body)}组织的{term(one.kind)}{level}。{end}"


def _given(need: Need) -> list[tuple[str, ...]]:
    what = f"{term(need.kind)}：{text.one_line(need.text)}"
    if not need.offers:
        return [(what, "", "", "", "")]
    return [
        (
            what, text.one_line(one.name), term(one.answer) if one.answer else "",
            "，".join(
                filter(None, (text.one_line(one.given),
                              f"{yuan(one.fen)}元" if one.fen is not None else ""))
            ),
            text.day_text(one.thanked) if one.thanked else "",
        )
        for one in need.offers
    ]  # fmt: skip


def activity_name(one: Activity, body: str, made: date) -> str:
    """`20190305_Y社区议事会_清理牛皮癣_活动记录.docx`."""
    what = "记录" if one.state is ActivityState.HELD else "方案"
    return file_name(one.day or made, body, f"{one.title}_{term(one.kind)}{what}")
