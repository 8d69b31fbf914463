"""The Word styles, written as XML so that nothing of python-docx's own template remains."""

from exports.layout import measures
from exports.layout.measures import Setting
from meetings.dataclass import dataclass

TITLE_FONT = "方正小标宋简体"
BODY_FONT = "仿宋_GB2312"
HEI = "黑体"
KAI = "楷体_GB2312"
SONG = "宋体"
LATIN = "Times New Roman"
RED = "FF0000"

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

BODY = "Body Text"
TITLE = "Title"
SUBTITLE = "Subtitle"
SIGNATURE = "Signature"
DATE = "Date"
FOOTER = "footer"
RED_HEAD = "红头"
PEOPLE = "人员名单"
TABLE_TEXT = "表格文字"
TABLE_SMALL = "表格小字"
TABLE_HEAD = "表头"
FINE = "小字"
SIGN_LINE = "签字栏"
LABEL = "标签"
GRID = "Table Grid"


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style; sizes and lines in twips, `line` 0 keeps the one of its base."""

    id: str
    name: str
    font: str = ""
    size: int = 0
    condense: int | None = None
    line: int = 0
    align: str = ""
    paragraph: str = ""  # further properties, in the schema's order, between spacing and jc
    before: str = ""  # further properties before spacing
    level: int = 0
    color: str = ""
    next: str = ""
    based: str = "Normal"

    def xml(self) -> str:
        custom = "" if self.name.isascii() else ' w:customStyle="1"'
        line = f'<w:spacing w:line="{self.line}" w:lineRule="exact"/>' if self.line else ""
        align = f'<w:jc w:val="{self.align}"/>' if self.align else ""
        outline = f'<w:outlineLvl w:val="{self.level - 1}"/>' if self.level else ""
        follow = f'<w:next w:val="{self.next}"/>' if self.next else ""
        return (
            f'<w:style w:type="paragraph"{custom} w:styleId="{self.id}">'
            f'<w:name w:val="{self.name}"/><w:basedOn w:val="{self.based}"/>{follow}'
            f'<w:uiPriority w:val="1"/><w:qFormat/>'
            f"<w:pPr>{self.before}{line}{self.paragraph}{align}{outline}</w:pPr>"
            f"<w:rPr>{self._run()}</w:rPr></w:style>"
        )

    def _run(self) -> str:
        font = f'<w:rFonts w:eastAsia="{self.font}"/>' if self.font else ""
        color = f'<w:color w:val="{self.color}"/>' if self.color else ""
        spacing = f'<w:spacing w:val="{-self.condense}"/>' if self.condense is not None else ""
        return font + color + spacing + (_sizes(self.size) if self.size else "")


def styles_xml(setting: Setting) -> str:
    """The content of styles.xml for one setting."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles {NAMESPACE}>'
        f"{_defaults(setting)}{_normal(setting)}"
        + "".join(style.xml() for style in _paragraph_styles(setting))
        + _others()
        + "</w:styles>"
    )


def first_line(setting: Setting) -> str:
    """First line two characters in (firstLineChars, and twips for readers that ignore it)."""
    return f'<w:ind w:firstLineChars="200" w:firstLine="{2 * setting.advance}"/>'


def _defaults(setting: Setting) -> str:
    # Chinese text is zh-CN. Latin text and digits must not be: LibreOffice would then break
    # a line inside a number.
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{BODY_FONT}" w:cs="{LATIN}"/>'
        f'{_sizes(setting.size)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


def _normal(setting: Setting) -> str:
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:kinsoku/>'
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{setting.line}" w:lineRule="exact"/></w:pPr>'
        f'<w:rPr><w:spacing w:val="{-setting.condense}"/></w:rPr></w:style>'
    )


def _paragraph_styles(setting: Setting) -> list[_Style]:
    indent = first_line(setting)
    keep = "<w:keepNext/><w:keepLines/>"
    small = '<w:snapToGrid w:val="0"/>'
    number = '<w:ind w:{side}Chars="100" w:{side}="280"/>'
    scale = setting.size / measures.OFFICIAL.size
    title = round(measures.TITLE * scale)
    headings = [
        _Style(
            f"Heading{level}", f"heading {level}", font, before=keep, paragraph=indent,
            align="both", level=level, next="BodyText",
        )
        for level, font in ((1, HEI), (2, KAI), (3, BODY_FONT), (4, BODY_FONT))
    ]  # fmt: skip
    return [
        _Style(
            "BodyText", BODY, before="<w:widowControl/>", paragraph=indent, align="both"
        ),
        _Style(
            "Title", TITLE, TITLE_FONT, title, 0, setting.line, "center",
            before=keep + small, next="BodyText",
        ),
        _Style("Subtitle", SUBTITLE, KAI, align="center", before=keep, next="BodyText"),
        *headings,
        _Style("Signature", SIGNATURE, before=keep, align="right"),
        _Style("Date", DATE, before="<w:keepLines/>", align="right"),
        _Style("People", PEOPLE, before="<w:widowControl/>", align="left"),
        _Style("SignLine", SIGN_LINE, before="<w:keepLines/>"),
        _Style(
            "RedHead", RED_HEAD, TITLE_FONT, 2 * measures.TITLE, 0, 2 * setting.line, "center",
            before=keep, color=RED, next="Subtitle",
        ),
        _Style(
            "TableText", TABLE_TEXT, size=round(measures.TABLE * scale), condense=0,
            line=round(measures.TABLE_LINE * scale), before=small,
        ),
        _Style(
            "TableHead", TABLE_HEAD, HEI, align="center", before="<w:keepNext/>",
            based="TableText",
        ),
        _Style(
            "TableSmall", TABLE_SMALL, size=round(measures.SMALL_TABLE * scale), condense=0,
            line=round(measures.SMALL_LINE * scale), before=small,
        ),
        _Style("Fine", FINE, SONG, measures.FINE, 0, 260, before=small),
        _Style(
            "Footer", FOOTER, SONG, measures.PAGE_NUMBER, 0, measures.PAGE_NUMBER, "right",
            number.format(side="right"), small,
        ),
        _Style(
            "FooterEven", "偶数页页脚", align="left", paragraph=number.format(side="left"),
            based="Footer",
        ),
    ]  # fmt: skip


def _others() -> str:
    """The character style of labels, and the two table styles."""
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    air = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in zip(
            ("top", "left", "bottom", "right"), (measures.CELL_TOP, measures.CELL_SIDE) * 2,
            strict=True,
        )
    )  # fmt: skip
    return (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
        f'<w:style w:type="character" w:customStyle="1" w:styleId="Label"><w:name w:val="{LABEL}"/>'
        f'<w:qFormat/><w:rPr><w:rFonts w:eastAsia="{HEI}"/></w:rPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblCellMar>{air}</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
        "</w:style>"
    )


def _sizes(twips: int) -> str:
    """Word counts sizes in half points: a twip is a twentieth of a point."""
    return f'<w:sz w:val="{twips // 10}"/><w:szCs w:val="{twips // 10}"/>'
