"""What Word refuses and other readers let pass, checked in the parts of a .docx.

The orders are those of the sequences of ECMA-376 part 1, transitional: CT_PPr, CT_RPr, CT_TblPr,
CT_TrPr, CT_TcPr, CT_SectPr, CT_Settings, CT_Style, CT_Numbering's levels and CT_Font.
"""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

_SIDES = "top left start bottom right end insideH insideV tl2br tr2bl"
_FORMAT = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect "
    "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
)
_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
    "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
    "rPr sectPr pPrChange"
)
_SETTINGS = (
    "writeProtection view zoom removePersonalInformation removeDateAndTime "
    "doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText "
    "printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts "
    "saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors "
    "activeWritingStyle proofState formsDesign attachedTemplate linkStyles stylePaneFormatFilter "
    "stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves "
    "doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme styleLockQFSet "
    "defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps "
    "showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders "
    "bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing "
    "drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery "
    "doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin "
    "doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne "
    "strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture "
    "doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText "
    "doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags "
    "alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars "
    "rsids mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats "
    "doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType "
    "schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator"
)
_STYLE = (
    "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed "
    "qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
)
_TABLE = (
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription "
    "tblPrChange"
)
_CELL = (
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign "
    "hideMark headers cellIns cellDel cellMerge tcPrChange"
)
_SECTION = (
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
    "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter "
    "docGrid printerSettings sectPrChange"
)
ORDERS = {
    name: order.split()
    for name, order in {
        "pPr": _PARAGRAPH, "rPr": _FORMAT, "tblPr": _TABLE, "tcPr": _CELL, "sectPr": _SECTION,
        "settings": _SETTINGS, "style": _STYLE, "styles": "docDefaults latentStyles style",
        "docDefaults": "rPrDefault pPrDefault", "tblBorders": _SIDES, "tcBorders": _SIDES,
        "pBdr": "top left bottom right between bar",
        "tblCellMar": "top left start bottom right end",
        "tcMar": "top left start bottom right end", "tbl": "tblPr tblGrid tr", "tc": "tcPr",
        "tr": "tblPrEx trPr tc", "r": "rPr", "p": "pPr",
        "font": "altName panose1 charset family notTrueType pitch sig",
        "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
        "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr "
               "rPr",
    }.items()
}  # fmt: skip
OPEN = frozenset(("p", "r", "tc", "tr", "tbl"))
"""Elements whose first children have an order, after which others come as they like."""
MANY = frozenset(
    (
        "style",
        "tr",
        "tc",
        "font",
        "abstractNum",
        "num",
        "tblStylePr",
        "headerReference",
        "footerReference",
    )
)
"""Children that may come more than once."""
NEEDED = {
    "zoom": "percent", "pStyle": "val", "rStyle": "val", "tblStyle": "val", "jc": "val",
    "tblW": "type", "tcW": "type", "fldChar": "fldCharType", "ilvl": "val", "numId": "val",
    "sz": "val", "vAlign": "val", "trHeight": "val", "gridCol": "w",
}  # fmt: skip
_STYLED = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}


def faults(data: bytes) -> list[str]:
    """Everything in a .docx that Word would repair or refuse, in words."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        parts = {
            name: etree.fromstring(package.read(name))
            for name in names
            if name.endswith((".xml", ".rels"))
        }
    found = [f"{name} twice in the package" for name, n in Counter(names).items() if n > 1]
    found += _package(parts, names)
    for name, root in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            found += [f"{name}: {fault}" for fault in _part(root)]
    return [*found, *_references(parts)]


def _package(parts: dict[str, etree._Element], names: list[str]) -> Iterator[str]:
    """Content types for every part, relations to parts that exist, ids once."""
    types = parts["[Content_Types].xml"]
    endings = {node.get("Extension", "").lower() for node in types.iter(f"{_TYPES}Default")}
    listed = {node.get("PartName", "") for node in types.iter(f"{_TYPES}Override")}
    for name in names:
        known = f"/{name}" in listed or name.rpartition(".")[2].lower() in endings
        if not known and name != "[Content_Types].xml":
            yield f"{name} has no content type"
    yield from (f"{name} is listed and not there" for name in listed if name[1:] not in names)
    for name, root in parts.items():
        if name.endswith(".rels"):
            base = posixpath.dirname(posixpath.dirname(name))
            relations = list(root.iter(_RELATIONS))
            yield from _twice(name, (node.get("Id", "") for node in relations))
            for node in relations:
                target = posixpath.normpath(posixpath.join(base, node.get("Target", "")))
                inside = node.get("TargetMode") != "External"
                if inside and target.lstrip("/") not in names:
                    yield f"{name}: {target} is not there"


def _part(root: etree._Element) -> Iterator[str]:
    for node in root.iter(f"{W}*"):
        name = _name(node)
        if name in ORDERS:
            yield from _order(name, [_name(child) for child in node if _is_word(child)])
        if name in NEEDED and node.get(W + NEEDED[name]) is None:
            yield f"<{name}> without {NEEDED[name]}"
        if name == "tc" and (not len(node) or _name(node[-1]) != "p"):
            yield "a cell does not end with a paragraph"
        if name == "tr" and not any(_name(child) == "tc" for child in node):
            yield "a row without a cell"
        if name == "tbl":
            columns = len(list(node.iterfind(f"{W}tblGrid/{W}gridCol")))
            wide = {len(row.findall(f"{W}tc")) for row in node.iterfind(f"{W}tr")}
            if not node.findall(f".//{W}gridSpan") and wide - {columns}:
                yield f"a table of {columns} columns has rows of {wide}"
        if name == "t" and len(node):
            yield "text with elements in it"
    yield from _body(root)
    yield from _fields(root)
    yield from _twice("drawing", (node.get("id", "") for node in root.iter(DRAWN)))
    marks = [node.get(f"{W}id", "") for node in root.iter(f"{W}bookmarkStart")]
    yield from _twice("bookmark", marks)
    yield from _twice("bookmark", (n.get(f"{W}name", "") for n in root.iter(f"{W}bookmarkStart")))
    if sorted(marks) != sorted(n.get(f"{W}id", "") for n in root.iter(f"{W}bookmarkEnd")):
        yield "a bookmark does not end"


def _order(name: str, children: list[str]) -> Iterator[str]:
    order = ORDERS[name]
    if name not in OPEN:
        yield from (f"<{child}> in <{name}>" for child in children if child not in order)
    places = [order.index(child) if child in order else len(order) for child in children]
    if places != sorted(places):
        yield f"<{name}> has {' '.join(children)}"
    for child, times in Counter(children).items():
        if times > 1 and child in order and child not in MANY:
            yield f"<{child}> {times} times in <{name}>"


def _body(root: etree._Element) -> Iterator[str]:
    """The section's properties end the body; two tables in a row grow together."""
    for body in root.iter(f"{W}body"):
        kinds = [_name(child) for child in body]
        if kinds.count("sectPr") != 1 or kinds[-1] != "sectPr":
            yield "the body does not end with its section"
        if kinds[-2:-1] == ["tbl"]:
            yield "no paragraph after the last table"
        if re.search("tbl tbl", " ".join(kinds)):
            yield "two tables without a paragraph between"


def _fields(root: etree._Element) -> Iterator[str]:
    """A field begins, may be separated, and ends."""
    kinds = [node.get(f"{W}fldCharType", "")[0] for node in root.iter(f"{W}fldChar")]
    if not re.fullmatch("(bs?e)*", "".join(kinds)):
        yield f"a field does not close: {kinds}"


def _references(parts: dict[str, etree._Element]) -> Iterator[str]:
    """Styles, numberings and relations that are named exist, each once."""
    sheet = parts["word/styles.xml"]
    kinds = {s.get(f"{W}styleId"): s.get(f"{W}type") for s in sheet.iter(f"{W}style")}
    yield from _twice("style", (s.get(f"{W}styleId", "") for s in sheet.iter(f"{W}style")))
    yield from _twice("style", (n.get(f"{W}val", "") for n in sheet.iterfind(f"{W}style/{W}name")))
    numbering = parts.get("word/numbering.xml")
    numbers = {"0"} if numbering is None else {
        "0", *(node.get(f"{W}numId", "") for node in numbering.iterfind(f"{W}num"))
    }  # fmt: skip
    for name, root in parts.items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        for node in root.iter(f"{W}*"):
            kind, value = _name(node), node.get(f"{W}val", "")
            if kind in _STYLED and kinds.get(value) != _STYLED[kind]:
                yield f"{name}: no {_STYLED[kind]} style {value}"
            if kind in ("basedOn", "next", "link") and value not in kinds:
                yield f"{name}: {kind} names {value}"
            if kind == "numId" and value not in numbers:
                yield f"{name}: no numbering {value}"
        beside = f"{posixpath.dirname(name)}/_rels/{posixpath.basename(name)}.rels"
        relations = parts.get(beside)
        known = set() if relations is None else {
            node.get("Id", "") for node in relations.iter(_RELATIONS)
        }  # fmt: skip
        for node in root.iter():
            for key, value in node.attrib.items():
                if str(key).startswith(R) and value not in known:
                    yield f"{name}: relation {value} is not there"


def _twice(what: str, ids: Iterator[str] | list[str]) -> Iterator[str]:
    yield from (f"{what} {one} twice" for one, times in Counter(ids).items() if times > 1)


def _is_word(node: etree._Element) -> bool:
    return isinstance(node.tag, str) and node.tag.startswith(W)


def _name(node: etree._Element) -> str:
    return str(etree.QName(node).localname)
