"""An empty document, whose every part is written here, none by python-docx's template."""

import io
import zipfile
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from exports.layout import measures, styles
from exports.layout.measures import Setting

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_W = styles.NAMESPACE
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORD = f"{_OFFICE}.wordprocessingml"

_PROPERTY_LENGTH = 255  # python-docx refuses longer core properties

_SUBSTITUTES = {
    styles.TITLE_FONT: ("华文中宋", "auto"),
    styles.BODY_FONT: ("仿宋", "modern"),
    styles.HEI: ("SimHei", "modern"),
    styles.KAI: ("楷体", "modern"),
    styles.SONG: ("SimSun", "auto"),
}


def blank(setting: Setting, title: str, author: str, at: datetime) -> io.BytesIO:
    """The bytes of an empty document with its page, styles, footers and properties."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            (f"{_REL}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{_REL}/extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": _core(title, author, at),
        "docProps/app.xml": f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/'
        'officeDocument/2006/extended-properties"><Application>Jiejiao</Application></Properties>',
        "word/document.xml": _document(setting),
        "word/_rels/document.xml.rels": _relationships(
            *((f"{_REL}/{kind}", f"{kind}.xml") for kind in ("styles", "settings", "fontTable")),
            (f"{_REL}/footer", "footer1.xml"),
            (f"{_REL}/footer", "footer2.xml"),
        ),
        "word/styles.xml": styles.styles_xml(setting),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(),
        "word/footer1.xml": _footer("Footer"),
        "word/footer2.xml": _footer("FooterEven"),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    stream.seek(0)
    return stream


def _content_types() -> str:
    kinds = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        "/word/fontTable.xml": f"{_WORD}.fontTable+xml",
        "/word/footer1.xml": f"{_WORD}.footer+xml",
        "/word/footer2.xml": f"{_WORD}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": f"{_OFFICE}.extended-properties+xml",
    }
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(*targets: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _core(title: str, author: str, at: datetime) -> str:
    """The properties: title, author and the given time; no clock is read, so bytes repeat."""
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    heading, body = (escape(text[:_PROPERTY_LENGTH]) for text in (title, author))
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{heading}</dc:title><dc:creator>{body}</dc:creator>"
        f"<cp:lastModifiedBy>{body}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _document(setting: Setting) -> str:
    return (
        f"{_HEAD}<w:document {_W} {_R}><w:body><w:sectPr>"
        '<w:footerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="even" r:id="rId5"/>'
        f'<w:pgSz w:w="{measures.PAGE_WIDTH}" w:h="{measures.PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{measures.MARGIN_TOP}" w:right="{measures.MARGIN_RIGHT}" '
        f'w:bottom="{measures.MARGIN_BOTTOM}" w:left="{measures.MARGIN_LEFT}" '
        f'w:header="851" w:footer="{measures.FOOTER}" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{setting.line}"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _settings() -> str:
    return (
        f'{_HEAD}<w:settings {_W}><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _fonts() -> str:
    """The table of fonts with their substitutes; no font is embedded."""
    chinese = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/></w:font>'
        for name, (other, family) in _SUBSTITUTES.items()
    )
    return (
        f'{_HEAD}<w:fonts {_W}>{chinese}<w:font w:name="{styles.LATIN}">'
        '<w:charset w:val="00"/><w:family w:val="roman"/></w:font></w:fonts>'
    )


def _footer(style: str) -> str:
    """The footer with the page number, — 1 —, whose dashes are Chinese."""
    fonts = (
        f'<w:rPr><w:rFonts w:ascii="{styles.SONG}" w:hAnsi="{styles.SONG}" w:hint="eastAsia"/>'
        "</w:rPr>"
    )

    def run(content: str) -> str:
        return f"<w:r>{fonts}{content}</w:r>"

    return (
        f'{_HEAD}<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        + run('<w:t xml:space="preserve">— </w:t>')
        + run('<w:fldChar w:fldCharType="begin"/>')
        + run('<w:instrText xml:space="preserve"> PAGE </w:instrText>')
        + run('<w:fldChar w:fldCharType="separate"/>')
        + run("<w:t>1</w:t>")
        + run('<w:fldChar w:fldCharType="end"/>')
        + run('<w:t xml:space="preserve"> —</w:t>')
        + "</w:p></w:ftr>"
    )
