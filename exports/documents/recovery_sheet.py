"""The sheet with the recovery key that a person prints and locks away."""

from datetime import date
from pathlib import Path

from docx.shared import Pt

from exports.documents.occasion import midnight
from exports.files import write
from exports.layout import blocks, styles
from exports.layout.packing import pack
from meetings.clean import clean

TITLE = "街角议事 · 恢复密钥"
_LINES = (
    "忘记口令时，用这把密钥打开记录文件。字母不分大小写，短横线可以省略；"
    "每组最后一个字符是校验字符，抄错时程序会说是第几组。",
    "请打印两份，一份由负责人封存，一份放在另一处；然后删除这个文件。",
    "谁拿到它，谁就能打开记录。口令和密钥都丢了，记录就再也打不开。",
)


_NAME = 255
"""The most characters of a file's name, which may be in another encoding."""


def write_sheet(path: Path, key: str, records: str, day: date) -> None:
    """Write the sheet as Word, or as text where the name ends with .txt; never overwrites.

    Raises FileExists, OSError.
    """
    write(path, _text(key, records, day) if path.suffix == ".txt" else _word(key, records, day))


def _about(records: str, day: date) -> str:
    return (
        f"记录文件：{clean(records, _NAME).text}　　生成日期：{day.year}年{day.month}月{day.day}日"
    )


def _text(key: str, records: str, day: date) -> bytes:
    parts = (TITLE, _about(records, day), key, *_LINES)
    return ("\n\n".join(parts) + "\n").encode("utf-8-sig")


def _word(key: str, records: str, day: date) -> bytes:
    document = blocks.new_document(TITLE, "", midnight(day))
    blocks.title(document, TITLE)
    blocks.line(document, _about(records, day), styles.SUBTITLE)
    blocks.gap(document)
    shown = blocks.line(document, key, styles.SUBTITLE).runs[0].font
    shown.name, shown.size, shown.bold = "Courier New", Pt(18), True
    blocks.gap(document)
    for line in _LINES:
        blocks.body(document, line)
    return pack(document)
