"""Two example forms, made here so that they always name fields that exist."""

from datetime import UTC, datetime

from docx.document import Document

from exports.layout import blocks, styles, tables
from exports.layout.packing import pack

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
LETTER = "示例模板-公文式.docx"
SHEET = "示例模板-表格式.docx"


def examples() -> dict[str, bytes]:
    """File names and bytes: one runs on as a letter, the other is a sheet of boxes."""
    return {LETTER: _letter(), SHEET: _sheet()}


def _new(title: str) -> Document:
    return blocks.new_document(title, "街角议事", EPOCH)


def _letter() -> bytes:
    document = _new("会议纪要模板（公文式）")
    blocks.title(document, "{{ 机构 }}会议纪要")
    blocks.subtitle(document, "{{ 编号 }}{% if 草稿 %}（草稿）{% endif %}")
    for said in (
        "{{ 开头 }}",
        "{%p for 句 in 落实情况 %}",
        "{{ 句 }}",
        "{%p endfor %}",
        "{%p for 项 in 议题 %}",
    ):
        blocks.body(document, said)
    blocks.line(document, "{{ 项.中文序号 }}、{{ 项.题目 }}", "Heading 1")
    for said in (
        "{%p if 项.事由 %}",
        "事由：{{ 项.事由 }}",
        "{%p endif %}",
        "{%p for 意见 in 项.意见 %}",
        "{{ 意见.立场 }}：{{ 意见.内容 }}",
        "{%p endfor %}",
        "{%p for 动议 in 项.动议 %}",
        "{{ 动议.名称 }}：{{ 动议.内容 }}{% for 句 in 动议.表决 %}{{ 句 }}{% endfor %}",
        "{%p endfor %}",
        "结果：{{ 项.结果 }}。",
        "{%p for 事 in 项.议定事项 %}",
        "议定事项：{{ 事.全文 }}",
        "{%p endfor %}",
        "{%p endfor %}",
    ):
        blocks.body(document, said)
    for label in ("出席", "请假", "缺席", "列席"):
        blocks.people(document, label, [f"{{{{ {label} }}}}"])
    blocks.line(document, "{{ 机构 }}", styles.SIGNATURE)
    blocks.line(document, "{{ 落款日期 }}", styles.DATE)
    blocks.fine_print(document, "{{ 校验 }}")
    return pack(document)


def _sheet() -> bytes:
    document = _new("会议纪要模板（表格式）")
    blocks.title(document, "{{ 机构 }}会议纪要表")
    blocks.subtitle(document, "{{ 编号 }}")
    facts = [
        ("时间", "{{ 时间 }}"),
        ("地点", "{{ 地点 }}"),
        ("主持人", "{{ 主持人 }}"),
        ("记录人", "{{ 记录人 }}"),
        ("到会情况", "{{ 到会情况 }}"),
        ("出席", "{{ 出席 }}"),
        ("列席", "{{ 列席 }}"),
    ]
    tables.table(document, ("项目", "内容"), facts, [30, 126])
    blocks.gap(document)
    rows = [
        ("{%tr for 项 in 议题 %}", "", "", ""),
        (
            "{{ 项.序号 }}",
            "{{ 项.题目 }}",
            "{{ 项.结果 }}",
            "{% for 事 in 项.议定事项 %}{{ 事.全文 }}{% endfor %}",
        ),
        ("{%tr endfor %}", "", "", ""),
    ]
    tables.table(document, ("序号", "议题", "结果", "议定事项"), rows, [14, 44, 40, 58], [0])
    blocks.gap(document)
    blocks.line(document, "{{ 机构 }}", styles.SIGNATURE)
    blocks.line(document, "{{ 落款日期 }}", styles.DATE)
    blocks.fine_print(document, "{{ 校验 }}")
    return pack(document)
