"""服务记录: a body's service in a period, or one person's, as evidence for a certificate."""

from exports import text
from exports.documents.names import file_name
from exports.documents.occasion import midnight
from exports.layout import blocks, styles, tables
from exports.layout.packing import pack
from meetings.matters.duty import hours_text
from meetings.papers.service import COURSE, RECRUITMENT, SERVICE, Served, ServiceRecord, Sum

UNKNOWN = "不详"


def service_document(record: ServiceRecord) -> bytes:
    """The record as a .docx; the same value gives the same bytes."""
    what = "个人服务记录" if record.person else "志愿服务记录"
    document = blocks.new_document(what, record.body, midnight(record.made))
    blocks.title(document, text.one_line(record.person or record.body) + what)
    blocks.subtitle(document, f"（{_when(record)}）")
    who = f"{text.one_line(record.person)}" if record.person else text.one_line(record.body)
    level = f"（{record.level}志愿者）" if record.level else ""
    blocks.body(document, f"{who}{level}{_when(record)}{_sums_text(record)}。")
    heads: tuple[str, ...] = ("日期", "类别", "内容", "谁", "人次", "小时")
    widths = [34, 16, 50, 30, 16, 16]
    rows = [_row(one) for one in record.lines]
    if record.person:
        heads, widths = (*heads[:3], heads[5]), [38, 18, 80, 20]
        rows = [(*row[:3], row[5]) for row in rows]
    tables.table(
        document, heads, rows, widths, [1, *range(3 if record.person else 4, len(heads))],
        caption=what, style=styles.TABLE_SMALL,
    )  # fmt: skip
    blocks.sign_lines(document, ("经办人", "审核人"))
    blocks.signature(document, record.body, record.made)
    return pack(document, [record.person, *(one.who for one in record.lines)])


def _sums_text(record: ServiceRecord) -> str:
    """`参加志愿服务2次，5小时；参加志愿者课程1次`: service, courses and recruiting apart."""
    parts = (
        ("参加志愿服务", record.of(*SERVICE)), ("参加志愿者课程", record.of(COURSE)),
        ("招募志愿者", record.of(RECRUITMENT)),
    )  # fmt: skip
    return "；".join(
        what + _sum(Sum(lines), person=bool(record.person)) for what, lines in parts if lines
    )


def _sum(of: Sum, *, person: bool) -> str:
    line = f"{len(of.lines)}次" if person else f"{of.heads}人次"
    if of.uncounted:
        line += f"（另有{of.uncounted}次人次不详，未计入）"
    line += f"，{hours_text(of.minutes)}小时" if of.minutes else ""
    asked = of.of_unknown_length and (of.minutes or of.lines[0].kind in SERVICE)
    return line + (f"（另有{of.of_unknown_length}次时长不详，未计入）" if asked else "")


def _when(record: ServiceRecord) -> str:
    if record.since is None or record.until is None:
        return f"截至{text.day_text(record.made)}"
    return f"{text.day_text(record.since)}至{text.day_text(record.until)}"


def _row(one: Served) -> tuple[str, ...]:
    return (
        text.day_text(one.day) if one.day else UNKNOWN, one.kind, text.one_line(one.what),
        text.one_line(one.who), str(one.heads) if one.heads else UNKNOWN,
        _hours(one),
    )  # fmt: skip


def _hours(one: Served) -> str:
    """The hours of a line: 不详 for service without hours, "" for courses and recruitments."""
    if one.minutes is None:
        return UNKNOWN if one.kind in SERVICE else ""
    return hours_text(one.minutes)


def service_name(record: ServiceRecord) -> str:
    """`20261124_Y社区议事会_李明_个人服务记录.docx`."""
    what = f"{record.person}_个人服务记录" if record.person else "志愿服务记录"
    return file_name(record.until or record.made, record.body, what)
