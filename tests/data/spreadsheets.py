"""Spreadsheets nobody should be able to harm the program with, and an old ledger to import."""

import random
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

ROOT = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>'
)
BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    'main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    'main"><sheetData>{rows}</sheetData></worksheet>'
)
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-'
    'types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
)


def inline(place: str, text: str) -> str:
    """One cell with its text in it."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def raw_xlsx(path: Path, rows: str, extra: Iterable[tuple[str, bytes]] = ()) -> Path:
    """A workbook whose one sheet is written by hand."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr(
            "_rels/.rels", ROOT.format(kind="officeDocument", target="xl/workbook.xml")
        )
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            ROOT.format(kind="worksheet", target="worksheets/sheet1.xml"),
        )
        archive.writestr("xl/worksheets/sheet1.xml", SHEET.format(rows=rows))
        for name, data in extra:
            archive.writestr(name, data)
    return path


def far_cell(path: Path) -> Path:
    """A few bytes that ask for a table of seventeen billion cells."""
    head = f'<row r="1">{inline("A1", "姓名")}</row>'
    return raw_xlsx(path, head + f'<row r="1048576">{inline("XFD1048576", "x")}</row>')


def empty_rows(path: Path) -> Path:
    """Two people, and a million rows that are only formatted."""
    rows = "".join(f'<row r="{n}" ht="20"/>' for n in range(3, 1_048_577, 4))
    head = f'<row r="1">{inline("A1", "姓名")}</row><row r="2">{inline("A2", "张伟")}</row>'
    return raw_xlsx(path, head + rows + '<row r="1048576"><c r="A1048576" s="0"/></row>')


def bomb(path: Path) -> Path:
    """A part that unpacks to a thousand times its size."""
    return raw_xlsx(path, "", [("xl/media/a.bin", bytes(15_000_000))])


def large(path: Path) -> Path:
    """Within the ratio and beyond the size."""
    pick = random.Random(1)
    part = b"".join(pick.randbytes(100) + bytes(900) for _ in range(1000))
    return raw_xlsx(path, "", [(f"xl/media/{n}.bin", part) for n in range(24)])


def many_parts(path: Path) -> Path:
    """More parts than any spreadsheet has."""
    return raw_xlsx(path, "", [(f"xl/{n}.xml", b"") for n in range(201)])


def lying_size(path: Path) -> Path:
    """The directory says a kilobyte, the part holds far more."""
    raw_xlsx(path, "", [("xl/z.bin", bytes(30_000_000))])
    data = path.read_bytes()
    real = (30_000_000).to_bytes(4, "little")
    path.write_bytes(data.replace(real, (1000).to_bytes(4, "little")))
    return path


def word_file(path: Path) -> Path:
    """A zip that is no spreadsheet."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return path


def written(data: bytes) -> Callable[[Path], Path]:
    """A file of just these bytes."""

    def write(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return write


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

HOSTILE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "far": (far_cell, "far_cell"),
    "bomb": (bomb, "ratio"),
    "large": (large, "too_large_inside"),
    "parts": (many_parts, "too_many_entries"),
    "lying": (lying_size, "broken"),
    "word": (word_file, "not_a_workbook"),
    "old": (written(OLE + bytes(600)), "broken"),
    "locked": (written(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le")), "encrypted"),
    "text": (written(b"not a zip at all"), "not_a_zip"),
    "nothing": (written(b""), "empty"),
    "cut": (written(b"PK\x03\x04" + bytes(40)), "broken"),
}
"""Each with the reason for which it must be refused."""


def people_xlsx(path: Path, rows: Sequence[Sequence[object]], sheet: str = "名册") -> Path:
    """Rows as somebody's Excel writes them."""
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return path


OLD_COLUMNS = (
    "编号", "来源会议", "来源议题", "事项", "承办", "责任人", "协办", "完成时限", "状态", "进展",
    "满意度", "备注",
)  # fmt: skip


def old_ledger(path: Path, rows: int = 200, seed: int = 7) -> Path:
    """A ledger as a community kept it in Excel: a title line, dates in many forms, gaps."""
    pick = random.Random(seed)
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet("督办台账")
    page.merge_range(0, 0, 0, len(OLD_COLUMNS) - 1, "某社区督办台账")
    page.write_row(2, 0, OLD_COLUMNS)
    things = (
        "楼道堆物清理",
        "消防通道划线",
        "路灯维修",
        "垃圾桶点位调整",
        "活动室开窗",
        "飞线整治",
    )
    places = ("3栋", "45栋", "47栋", "东门", "小广场", "地下车库")
    units = ("物业公司", "居委会", "城管执法队", "电力公司", "")
    people = ("张桂兰", "李国强", "王秀英", "陈建华", "")
    for number in range(1, rows + 1):
        day = date(2024, 1, 8) + timedelta(days=pick.randrange(700))
        forms: tuple[object, ...] = (
            day, day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day:%Y/%m/%d}", "",
        )  # fmt: skip
        state = pick.choice(("待交办", "已交办", "办理中", "办理中", "办结", "已反馈", "销号"))
        page.write_row(
            number + 2, 0,
            (
                number, f"{day.year}年第{pick.randrange(1, 9)}次议事会", pick.choice(things),
                f"{pick.choice(places)}{pick.choice(things)}", pick.choice(units),
                pick.choice(people), pick.choice(("", "物业公司、网格员")), pick.choice(forms),
                state, pick.choice(("", "已联系", f"{day.isoformat()} 已到现场")),
                "满意" if state == "销号" else "", "旧",
            ),
        )  # fmt: skip
    book.close()
    return path
