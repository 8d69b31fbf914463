"""交接单 in Word: open matters, people, places of files, and things to be handed over."""

from collections.abc import Sequence

from docx.document import Document

from exports import text
from exports.documents.names import file_name
from exports.documents.occasion import midnight
from exports.layout import blocks, styles, tables
from exports.layout.packing import pack
from meetings.papers.successor import OpenLine, SuccessorPage

TITLE = "交接单"
BY_HAND = (
    "电脑开机密码", "议事记录的口令", "恢复密钥单（纸质）", "备份盘", "微信群群主和管理员",
    "公众号和公示栏钥匙", "印章和纸质档案",
)  # fmt: skip
"""Things to be handed over in person, whose content is never written on the page."""


def successor_document(page: SuccessorPage) -> bytes:
    """The page as a .docx; the same value gives the same bytes."""
    document = blocks.new_document(TITLE, page.body, midnight(page.made))
    blocks.title(document, f"{text.one_line(page.body)}{TITLE}")
    blocks.subtitle(document, f"（截至{text.day_text(page.made)}）")
    notices = f"，公示中或待答复{page.notices}份" if page.notices else ""
    blocks.body(
        document,
        f"未了结的议题{len(page.issues)}件、承诺事项{len(page.tasks)}件、"
        f"上下级往来{len(page.referrals)}件、需求和待答谢{len(page.needs)}件，"
        f"没有办完的会议{len(page.meetings)}次{notices}。",
    )
    number = 0
    for name, heads, lines, dated in (
        ("没有办完的会议", ("届次", "会议", "到哪一步", "日期"), page.meetings, True),
        ("承诺事项", ("编号", "事项", "谁办", "时限"), page.tasks, True),
        ("未了结的议题", ("编号", "议题", "谁提的"), page.issues, False),
        ("上下级往来", ("情况", "事项", "机构"), page.referrals, False),
        ("需求和待答谢", ("类别", "需要什么", "情况"), page.needs, False),
    ):
        if lines:
            number += 1
            blocks.heading(document, 1, number, name)
            _table(document, name, heads, lines, dated=dated)
    pairs = (
        ("找谁", ("姓名", "做什么"), page.people),
        ("公约和办法", ("文本", "现在的版本"), page.texts),
        ("东西在哪里", ("是什么", "在哪里"), page.places),
    )  # fmt: skip
    for name, columns, rows in pairs:
        if rows:
            number += 1
            blocks.heading(document, 1, number, name)
            cells = [(text.one_line(first), text.one_line(last)) for first, last in rows]
            tables.table(
                document, columns, cells, [50, 106], [], caption=name, style=styles.TABLE_SMALL
            )
    number += 1
    blocks.heading(document, 1, number, "当面交的")
    blocks.body(document, "密码和口令不写在纸上，当面交给接手的人；交一项，签一项。")
    tables.table(
        document, ("当面交的", "交的人", "接的人", "日期"), [(one, "", "", "") for one in BY_HAND],
        [60, 32, 32, 32], [], caption="当面交的", style=styles.TABLE_SMALL,
    )  # fmt: skip
    blocks.sign_lines(document, ("移交人", "接手人", "监交人"))
    lines = (*page.issues, *page.tasks, *page.needs)
    names = [name for line in lines for name in line.who.split("、")]
    return pack(document, [*names, *(name.partition("（")[0] for name, _what in page.people)])


def _table(
    document: Document,
    name: str,
    heads: Sequence[str],
    lines: Sequence[OpenLine],
    *,
    dated: bool,
) -> None:
    rows = [
        (
            text.one_line(one.number), text.one_line(one.what),
            text.one_line(one.who) or ("未定" if dated else "不详"),
            *((text.day_text(one.until) if one.until else "未定",) if dated else ()),
        )
        for one in lines
    ]  # fmt: skip
    widths = [18, 66, 38, 34] if dated else [22, 84, 50]
    if any(len(line.number) > 6 for line in lines):  # 〔2026〕第1次 on one line
        widths = [34, 50, 38, 34] if dated else [34, 72, 50]
    tables.table(document, heads, rows, widths, [0], caption=name, style=styles.TABLE_SMALL)


def successor_name(page: SuccessorPage) -> str:
    """`20261124_Y社区议事会_交接单.docx`."""
    return file_name(page.made, page.body, TITLE)
