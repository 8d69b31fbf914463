"""服务记录: a week of a body, or all that one person did, as the ground of a certificate."""

from exports import text
from exports.documents.names import file_name
from exports.documents.occasion import midnight
from exports.layout import blocks, styles, tables
from exports.layout.packing import pack
from meetings.matters.duty import hours_text
from meetings.papers.service import COURSE, RECRUITMENT, SERVICE, Served, ServiceRecord, Sum

UNKNOWN = "不详"


def service_document(known: ServiceRecord) -> bytes:
    """The record as a .docx; the same value gives the same bytes."""
    what = "个人服务记录" if known.person else "志愿服务记录"
    document = blocks.new_document(what, known.body, midnight(known.made))
    blocks.title(document, text.one_line(known.person or known.body) + what)
    blocks.subtitle(document, f"（{_when(known)}）")
    who = f"{text.one_line(known.person)}" if known.person else text.one_line(known.body)
    level = f"（{known.level}志愿者）" if known.level else ""
    blocks.body(document, f"{who}{level}{_when(known)}{_sums_text(known)}。")
    heads: tuple[str, ...] = ("日期", "类别", "内容", "谁", "人次", "小时")
    widths = [34, 16, 50, 30, 16, 16]
    rows = [_row(one) for one in known.lines]
    if known.person:
        heads, widths = (*heads[:3], heads[5]), [38, 18, 80, 20]
        rows = [(*row[:3], row[5]) for row in rows]
    tables.table(
        document, heads, rows, widths, [1, *range(3 if known.person else 4, len(heads))],
        caption=what, style=styles.TABLE_SMALL,
    )  # fmt: skip
    blocks.sign_lines(document, ("经办人", "审核人"))
    blocks.signature(document, known.body, known.made)
    return pack(document, [known.person, *(one.who for one in known.lines)])


def _sums_text(known: ServiceRecord) -> str:
    """`参加志愿服务2次，5小时；参加志愿者课程1次`: service, courses and recruiting apart."""
    parts = (
        ("参加志愿服务", known.of(*SERVICE)), ("参加志愿者课程", known.of(COURSE)),
        ("招募志愿者", known.of(RECRUITMENT)),
    )  # fmt: skip
    return "；".join(
        what + _sum(Sum(lines), person=bool(known.person)) for what, lines in parts if lines
    )


def _sum(of: Sum, *, person: bool) -> str:
    said = f"{len(of.lines)}次" if person else f"{of.heads}人次"
    if of.uncounted:
        said += f"（另有{of.uncounted}次人次不详，未计入）"
    said += f"，{hours_text(of.minutes)}小时" if of.minutes else ""
    asked = of.of_unknown_length and (of.minutes or of.lines[0].kind in SERVICE)
    return said + (f"（另有{of.of_unknown_length}次时长不详，未计入）" if asked else "")


def _when(known: ServiceRecord) -> str:
    if known.since is None or known.until is None:
        return f"截至{text.day_text(known.made)}"
    return f"{text.day_text(known.since)}至{text.day_text(known.until)}"


def _row(one: Served) -> tuple[str, ...]:
    return (
        text.day_text(one.day) if one.day else UNKNOWN, one.kind, text.one_line(one.what),
        text.one_line(one.who), str(one.heads) if one.heads else UNKNOWN,
        _hours(one),
    )  # fmt: skip


def _hours(one: Served) -> str:
    """Unknown of who served; of who learnt or was taken on only where somebody said."""
    if one.minutes is None:
        return UNKNOWN if one.kind in SERVICE else ""
    return hours_text(one.minutes)


def service_name(known: ServiceRecord) -> str:
    """`20261124_Y社区议事会_李明_个人服务记录.docx`."""
    what = f"{known.person}_个人服务记录" if known.person else "志愿服务记录"
    return file_name(known.until or known.made, known.body, what)
