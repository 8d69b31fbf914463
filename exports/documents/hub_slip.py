"""The slip that invites a body to a hub, on a page of A6."""

from datetime import date

from docx.document import Document
from docx.shared import Pt, Twips

from exports.documents.occasion import midnight
from exports.layout import blocks, styles
from exports.layout.measures import mm
from exports.layout.packing import pack
from meetings.dataclass import dataclass

TITLE = "入网便条"
_WIDTH, _HEIGHT, _MARGIN = mm(105), mm(148), mm(9)
_HOW = (
    "在记录用的电脑上按 shift+F2（往来交换），选“用便条入网”，把连接码敲进去；"
    "有U盘上的便条文件就不用敲。",
    "屏幕上的证书指纹要和下面的一样，不一样就不要继续，告诉办公室。",
    "连接码只能用一次，谁拿到谁就能替这个机构入网，用完请撕掉。",
)


@dataclass(frozen=True, slots=True)
class Printed:
    """The text of a slip, with the fingerprint and the code in the groups people read."""

    name: str
    place: str
    fingerprint: str
    code: str
    until: date
    key: str = ""
    """The fingerprint of the hub's own key; nothing where its list is unsigned."""


def hub_slip(slip: Printed, on: date) -> bytes:
    """The slip as a .docx; the same value gives the same bytes."""
    document = blocks.new_document(TITLE, "街角议事", midnight(on))
    _small(document)
    _line(document, f"{TITLE}　{slip.name}", 14, bold=True)
    until = slip.until
    _line(document, f"{until.year}年{until.month}月{until.day}日前有效", 9)
    _line(document, "连接码", 9)
    for group in _halves(slip.code):
        _line(document, group, 14, mono=True)
    _line(document, "中心地址", 9)
    _line(document, slip.place, 10, mono=True)
    _line(document, "证书指纹（开头）", 9)
    for group in _halves(slip.fingerprint):
        _line(document, group, 10, mono=True)
    if slip.key:
        _line(document, "名单钥匙的指纹（核对时用）", 9)
        for group in _halves(slip.key):
            _line(document, group, 10, mono=True)
    for line in _HOW:
        _line(document, line, 9)
    return pack(document)


def _halves(text: str) -> tuple[str, str]:
    groups = text.split("-")
    middle = (len(groups) + 1) // 2
    return "-".join(groups[:middle]), "-".join(groups[middle:])


def _small(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Twips(_WIDTH), Twips(_HEIGHT)
    section.left_margin = section.right_margin = Twips(_MARGIN)
    section.top_margin = section.bottom_margin = Twips(_MARGIN)
    section.footer_distance = section.header_distance = Twips(mm(4))
    for old in section._sectPr.findall(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}footerReference"
    ):
        section._sectPr.remove(old)


def _line(
    document: Document, text: str, size: float, *, bold: bool = False, mono: bool = False
) -> None:
    paragraph = blocks.line(document, text, styles.FINE)
    form = paragraph.paragraph_format
    form.space_after, form.line_spacing = Pt(3), Pt(size * 1.35)
    for run in paragraph.runs:
        run.font.size, run.font.bold = Pt(size), bold
        if mono:
            run.font.name = "Courier New"
