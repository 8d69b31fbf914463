"""Three example forms, made by code so that they only use fields that exist."""

from datetime import UTC, datetime

from docx.document import Document

from exports.layout import blocks, styles, tables
from exports.layout.packing import pack

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
LETTER = "示例模板-公文式.docx"
SHEET = "示例模板-表格式.docx"
EVERY = "示例模板-全部字段.docx"


def examples() -> dict[str, bytes]:
    """File names and bytes: a letter, a sheet of boxes, and one with every field to start from."""
    return {LETTER: _letter(), SHEET: _sheet(), EVERY: _every()}


def _new(title: str) -> Document:
    return blocks.new_document(title, "街角议事", EPOCH)


def _letter() -> bytes:
    document = _new("会议纪要模板（公文式）")
    blocks.title(document, "{{ 机构 }}会议纪要")
    blocks.subtitle(document, "{{ 编号 }}{% if 草稿 %}（草稿）{% endif %}")
    for paragraph in (
        "{{ 开头 }}",
        "{%p for 句 in 落实情况 %}",
        "{{ 句 }}",
        "{%p endfor %}",
        "{%p for 项 in 议题 %}",
    ):
        blocks.body(document, paragraph)
    blocks.line(document, "{{ 项.中文序号 }}、{{ 项.题目 }}", "Heading 1")
    for paragraph in (
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
        blocks.body(document, paragraph)
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


_NAMES = (
    "机构 编号 年份 次数 会议名称 时间 日期 地点 主持人 记录人 规则 到会情况 应到 实到 "
    "出席 请假 缺席 列席 委托 应到变更 开头 下次会议 落款日期 草稿 公开版 座谈 版本 校验 确认"
)
_OF_MINUTES = tuple(_NAMES.split(" "))
_OF_ITEM = ("序号", "中文序号", "题目", "事由", "议案", "回避", "少数意见", "结果", "上提")
_LISTS_OF_ITEM = (
    ("意见", ("立场", "内容")),
    ("动议", ("名称", "内容")),
    ("议定事项", ("内容", "责任人", "协办", "时限", "全文")),
)


_YES_OR_NO = ("草稿", "公开版", "座谈")


def _asked(name: str) -> str:
    return f"{{% if {name} %}}是{{% else %}}否{{% endif %}}"


def _every() -> bytes:
    """A form with every field and its name, from which people delete what they do not want."""
    document = _new("会议纪要模板（全部字段）")
    blocks.title(document, "会议纪要模板")
    rows = [(name, _asked(name) if name in _YES_OR_NO else f"{{{{ {name} }}}}")
            for name in _OF_MINUTES]  # fmt: skip
    tables.table(document, ("字段", "内容"), rows, [36, 120])
    for name in ("落实情况", "勘误"):
        _repeated(document, name, "句", ["{{ 句 }}"], label=f"{name}：")
    blocks.body(document, "{%p for 项 in 议题 %}")
    for name in _OF_ITEM:
        blocks.body(document, f"{name}：{{{{ 项.{name} }}}}")
    for name, parts in _LISTS_OF_ITEM:
        fields = [f"{part}：{{{{ 一.{part} }}}}" for part in parts]
        if name == "动议":
            fields.append("表决：{% for 句 in 一.表决 %}{{ 句 }}{% endfor %}")
        _repeated(document, f"项.{name}", "一", fields, label=f"{name}：")
    blocks.body(document, "{%p endfor %}")
    return pack(document)


def _repeated(document: Document, of: str, each: str, lines: list[str], label: str) -> None:
    blocks.body(document, label)
    blocks.body(document, f"{{%p for {each} in {of} %}}")
    for paragraph in lines:
        blocks.body(document, paragraph)
    blocks.body(document, "{%p endfor %}")
