"""Read what the pages of a Word file show, to compare two files.

Saving a file in another program rearranges styles, runs and parts without changing this; hiding,
striking out, covering or adding even one character changes it.
"""

import io
import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any

import docx
from docx.document import Document
from lxml import etree

from exports.tables.zip_guard import UnsafeFile, look_into
from meetings.dataclass import dataclass

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHOWING = (
    "body p r t br cr tab tbl tr tc pPr rPr tblPr tblPrEx tblGrid gridCol trPr tcPr sectPr "
    "bookmarkStart bookmarkEnd proofErr lastRenderedPageBreak permStart permEnd"
)
_PLAIN = frozenset(_SHOWING.split(" "))
"""Elements that show text or nothing; every other one in the body is reported."""
_PROPERTIES = frozenset(("pPr", "rPr", "tblPr", "tblPrEx", "trPr", "tcPr", "sectPr", "tblGrid"))
_HIDING = {
    "vanish": "hidden",
    "specVanish": "hidden",
    "webHidden": "hidden",
    "hidden": "hidden",
    "strike": "struck",
    "dstrike": "struck",
    "outline": "drawn",
    "shadow": "drawn",
    "emboss": "drawn",
    "imprint": "drawn",
    "fitText": "squeezed",
    "framePr": "moved",
    "tblpPr": "moved",
    "numPr": "numbered",
    "textDirection": "moved",
    "rtl": "moved",
    "bidi": "moved",
    "bidiVisual": "moved",
    "tcFitText": "squeezed",
    "vMerge": "hidden",
    "hMerge": "hidden",
    "textFill": "pale",
    "glow": "drawn",
    "reflection": "drawn",
    "props3d": "drawn",
}
_SYMBOLS = re.compile(r"(?i)wingdings|webdings|symbol|dingbats|barcode|blank")
SMALLEST = 14
"""The smallest readable size in half points; small print has 18."""
_PALE = 0xB0
"""From this value of its darkest channel on, a colour is hardly readable on white."""
_FAR = 8000
"""Twips of an indent that moves text off the page."""
_TIGHTEST = 120
"""Twips of an exact line height below which letters are cut off."""
_NARROWEST = 200
"""Twips of a column of a table below which no letter fits."""
_FAR_CHARS = 3000
"""The same as _FAR in hundredths of a character, as the Chinese indents are told."""
_SMALL_PAGE, _DEEP_MARGIN = 6000, 6000
"""Twips of a page that is hardly one, and of a margin that leaves nothing of it."""
_PAGE_WORDS = "整页"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something unusual in how a place is shown: `kind`, and the words concerned."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The text of each paragraph, unusual ways of showing it, and headers and footers."""

    lines: tuple[str, ...]
    marks: tuple[Mark, ...]
    edges: tuple[str, ...]
    """Texts of headers and footers without page numbers, each once."""
    title: str


@dataclass(frozen=True, slots=True)
class Difference:
    """`kind` (text, added, left_out, edge, title, or that of a Mark), what it was and is now."""

    kind: str
    was: str = ""
    now: str = ""
    line: int = 0
    """The paragraph, from 1; 0 where it has no place."""


def shown(data: bytes) -> Shown:
    """Read a .docx; raises UnsafeFile."""
    look_into(data)
    try:
        document = docx.Document(io.BytesIO(data))
        styles = _Styles(document)
        body = document.element.body
        colours = _Colours(document)
        marks = dict.fromkeys(
            [*_added(body), *_of_pages(document), *_hidden(body, styles, colours)]
        )
        return Shown(
            tuple(line for line in map(_text, body.iter(f"{_W}p")) if line),
            tuple(marks),
            tuple(sorted(set(_edges(document)))),
            document.core_properties.title or "",
        )
    except UnsafeFile:
        raise
    except Exception as failure:  # python-docx tells broken packages in many ways
        raise UnsafeFile(why="broken") from failure


def differences(was: Shown, now: Shown) -> list[Difference]:
    """What the second file shows differently, in the order of its pages."""
    found: list[Difference] = []
    matcher = SequenceMatcher(a=was.lines, b=now.lines, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        old, new = "\n".join(was.lines[a:b]), "\n".join(now.lines[c:d])
        if what == "replace":
            found.append(Difference("text", *_around(old, new), c + 1))
        elif what == "delete":
            found.append(Difference("left_out", old, "", c + 1))
        elif what == "insert":
            found.append(Difference("added", "", new, c + 1))
    found += [Difference(mark.kind, now=mark.words) for mark in now.marks if mark not in was.marks]
    found += [Difference("edge", now=text) for text in now.edges if text not in was.edges]
    if was.title != now.title:
        found.append(Difference("title", was.title, now.title))
    return found


def likeness(one: Shown, other: Shown) -> float:
    """How much of the text is equal, from 0 to 1."""
    return SequenceMatcher(a=one.lines, b=other.lines, autojunk=False).ratio()


def _around(old: str, new: str, room: int = 12) -> tuple[str, str]:
    """The differing part of two texts with a few characters before and after."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    cut = max(0, start - room)
    return old[cut : len(old) - max(0, end - room)], new[cut : len(new) - max(0, end - room)]


def _text(paragraph: Any) -> str:
    content = "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))
    return content.replace("\u00a0", " ").rstrip(" ")


def _name(node: Any) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _added(body: Any) -> Iterator[Mark]:
    """Elements other than plain text: pictures, fields, symbols, notes, tracked changes."""
    skipped: set[Any] = set()
    for node in body.iter():
        name = _name(node)
        if not name or node.getparent() in skipped:
            skipped.add(node)
            continue
        if node.tag.startswith(_W) and name in _PROPERTIES:
            for change in node.iter():
                if _name(change) in ("ins", "del", "moveFrom", "moveTo"):
                    yield Mark("tracked", _near(node))
            skipped.add(node)
        elif name in ("tab", "br", "cr") and _in_number(node):
            yield Mark("element", _near(node))
        elif not node.tag.startswith(_W) or name not in _PLAIN:
            if name == "sdt":
                continue
            if name in ("sdtPr", "sdtContent", "sdtEndPr"):
                if any(_name(part) == "dataBinding" for part in node):
                    yield Mark("field", _near(node))  # what is bound replaces what stands there
                if name != "sdtContent":
                    skipped.add(node)
                continue
            yield Mark(_KINDS.get(name, "element"), _near(node) or name)
            if name not in ("ins", "del", "moveFrom", "moveTo", "hyperlink"):
                skipped.add(node)


_KINDS = {
    "ins": "tracked", "del": "tracked", "moveFrom": "tracked", "moveTo": "tracked",
    "drawing": "picture", "pict": "picture", "object": "picture", "AlternateContent": "picture",
    "sym": "symbol", "fldChar": "field", "fldSimple": "field", "instrText": "field",
    "footnoteReference": "note", "endnoteReference": "note", "commentReference": "note",
    "altChunk": "picture",
}  # fmt: skip


def _in_number(node: Any) -> bool:
    """Whether a tab or break is between the digits of a number."""
    paragraph, before, after = node, "", ""
    while paragraph is not None and paragraph.tag != f"{_W}p":
        paragraph = paragraph.getparent()
    if paragraph is None or node.getparent().tag != f"{_W}r":
        return False
    passed = False
    for one in paragraph.iter(f"{_W}t", node.tag):
        if one is node:
            passed = True
        elif one.tag == f"{_W}t" and one.text:
            before, after = (before, after + one.text) if passed else (before + one.text, after)
    return (
        before[-1:].isdigit() or before.endswith(("第", "至少", "至多", "意", "对", "权"))
    ) and (after[:1].isdigit())


def _of_pages(document: Document) -> Iterator[Mark]:
    """Unusual properties of pages: background, size and margins, and embedded fonts."""
    ground = document.element.find(f"{_W}background")
    color = ground.get(f"{_W}color") if ground is not None else None
    if color is not None and color.lower() not in ("auto", "ffffff"):
        yield Mark("shaded", _PAGE_WORDS)
    for section in document.element.iter(f"{_W}sectPr"):
        size, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
        sides = [_number(size, "w"), _number(size, "h")]
        far = [_number(margins, side) for side in ("left", "right", "top", "bottom")]
        if any(side is not None and side < _SMALL_PAGE for side in sides):
            yield Mark("squeezed", _PAGE_WORDS)
        if any(one is not None and not 0 <= one <= _DEEP_MARGIN for one in far):
            yield Mark("moved", _PAGE_WORDS)
    for part in document.part.package.iter_parts():
        if str(part.partname).endswith("/fontTable.xml"):
            root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
            for font in root.iter(f"{_W}font"):
                if any(_name(one).startswith("embed") for one in font):
                    yield Mark("symbol", font.get(f"{_W}name") or "")


_THEME = {
    "text1": "dk1", "dark1": "dk1", "background1": "lt1", "light1": "lt1",
    "text2": "dk2", "dark2": "dk2", "background2": "lt2", "light2": "lt2",
    "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
"""Names of a colour of the theme in the text, and in the theme."""
_MAPPED = {"text1": "t1", "text2": "t2", "background1": "bg1", "background2": "bg2"}
_OFFICE = {"dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6"}


class _Colours:
    """The colours of the document's theme, as its settings map them."""

    def __init__(self, document: Document) -> None:
        self._theme = dict(_OFFICE)
        for part in document.part.package.iter_parts():
            if re.search(r"/theme/theme\d*\.xml$", str(part.partname)):
                root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
                for one in root.iter("{*}clrScheme"):
                    for color in one:
                        for value in color:
                            value_text = value.get("lastClr") or value.get("val") or ""
                            self._theme[_name(color)] = value_text
        mapping = document.settings.element.find(f"{_W}clrSchemeMapping")
        self._mapping = {
            name: mapping.get(f"{_W}{short}") if mapping is not None else None
            for name, short in _MAPPED.items()
        }

    def value(self, color: Any) -> str:
        """The visible colour as six hexadecimal digits, or auto."""
        theme = color.get(f"{_W}themeColor")
        if theme is None or theme == "none":
            return str(color.get(f"{_W}val") or "auto")
        theme = self._mapping.get(theme) or theme
        value = self._theme.get(_THEME.get(theme, theme), "")
        tint = color.get(f"{_W}themeTint")
        if not re.fullmatch("[0-9A-Fa-f]{6}", value):
            return "auto"
        parts = [int(value[place : place + 2], 16) for place in (0, 2, 4)]
        if tint is not None and re.fullmatch("[0-9A-Fa-f]{1,2}", tint):
            # ECMA-376 17.3.2.6: as much of the colour as the tint says, the rest white.
            parts = [255 - (255 - part) * int(tint, 16) // 255 for part in parts]
        return "".join(f"{part:02X}" for part in parts)


def _near(node: Any) -> str:
    """The words of the paragraph around a place."""
    while node is not None and node.tag != f"{_W}p":
        node = node.getparent()
    return _text(node)[:40] if node is not None else ""


class _Styles:
    """The properties that a style gives, its ancestors' after its own."""

    def __init__(self, document: Document) -> None:
        root = document.styles.element
        self._by_id = {s.get(f"{_W}styleId"): s for s in root.iter(f"{_W}style")}
        self._default = next(
            (
                s.get(f"{_W}styleId")
                for s in self._by_id.values()
                if s.get(f"{_W}default") in ("1", "true") and s.get(f"{_W}type") == "paragraph"
            ),
            None,
        )
        self._general = list(root.iter(f"{_W}docDefaults"))

    def of_paragraph(self, paragraph: Any) -> list[Any]:
        """Styles of a paragraph, the nearest first, then what holds for the whole document."""
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        id = named.get(f"{_W}val") if named is not None else self._default
        return [*self._chain(id), *self._general]

    def of_run(self, run: Any) -> list[Any]:
        """The character style of a run."""
        named = run.find(f"{_W}rPr/{_W}rStyle")
        return list(self._chain(named.get(f"{_W}val"))) if named is not None else []

    def of_table(self, cell: Any) -> list[Any]:
        """The style of the table around a paragraph."""
        node = cell
        while node is not None and node.tag != f"{_W}tbl":
            node = node.getparent()
        named = node.find(f"{_W}tblPr/{_W}tblStyle") if node is not None else None
        return list(self._chain(named.get(f"{_W}val"))) if named is not None else []

    def _chain(self, id: str | None) -> Iterator[Any]:
        seen = set()
        while id in self._by_id and id not in seen:
            seen.add(id)
            style = self._by_id[id]
            yield style
            based = style.find(f"{_W}basedOn")
            id = based.get(f"{_W}val") if based is not None else None


def _hidden(body: Any, styles: _Styles, colours: _Colours) -> Iterator[Mark]:
    for row in body.iter(f"{_W}trPr", f"{_W}tblPr", f"{_W}tcPr"):
        for kind in _of_properties([row], colours):
            if first_words := _first_words(row):
                yield Mark(kind, first_words)
    for grid in body.iter(f"{_W}tblGrid"):
        for column in grid:
            if (_number(column, "w") or _NARROWEST) < _NARROWEST:
                yield Mark("squeezed", _first_words(grid))
    for paragraph in body.iter(f"{_W}p"):
        if not _text(paragraph):
            continue
        own = [paragraph.find(f"{_W}pPr")] if paragraph.find(f"{_W}pPr") is not None else []
        above = [*styles.of_paragraph(paragraph), *styles.of_table(paragraph)]
        for kind in _of_properties([*own, *above], colours, of="pPr"):
            yield Mark(kind, _text(paragraph)[:40])
        end = paragraph.find(f"{_W}pPr/{_W}rPr/{_W}vanish")
        if end is not None and not _is_off(end):
            yield Mark("hidden", _text(paragraph)[:40])
        for run in paragraph.iter(f"{_W}r"):
            first_words = "".join(node.text or "" for node in run.iter(f"{_W}t")).strip(" ")
            if not first_words:
                continue
            own = [run.find(f"{_W}rPr")] if run.find(f"{_W}rPr") is not None else []
            for kind in _of_properties([*own, *styles.of_run(run), *above], colours, of="rPr"):
                yield Mark(kind, first_words[:40])


def _of_properties(sources: Iterable[Any], colours: _Colours, of: str = "") -> Iterator[str]:
    """The unusual ways of showing that apply; the nearest source that sets one decides."""
    decided: dict[str, Any] = {}
    for source in sources:
        holders = [source] if _name(source) in _PROPERTIES else list(source.iter(f"{_W}{of}"))
        for holder in holders:
            for child in holder:
                if _name(child) != "rPr" or of == "rPr":
                    decided.setdefault(_name(child), child)
    for name, node in decided.items():
        if name in _HIDING and not _is_off(node):
            yield _HIDING[name]
    yield from _pale(decided, colours)
    yield from _tiny(decided)
    yield from _displaced(decided)
    fonts = decided.get("rFonts")
    if fonts is not None and any(_SYMBOLS.search(value) for value in fonts.attrib.values()):
        yield "symbol"


def _is_off(node: Any) -> bool:
    value = node.get(f"{_W}val")
    if _name(node) == "numPr":
        number = node.find(f"{_W}numId")
        return number is None or number.get(f"{_W}val") == "0"
    if _name(node) == "textDirection":
        return value in (None, "lrTb", "tb")
    if _name(node) in ("vMerge", "hMerge"):
        return bool(value == "restart")
    if _name(node) == "textFill":
        solid = node.find("{*}solidFill/{*}srgbClr")
        dark = solid is not None and not _is_pale(next(iter(solid.attrib.values()), ""))
        return bool(dark) and len(solid) == 0
    return value in ("0", "false", "off", "none")


def _is_pale(value: str) -> bool:
    return bool(re.fullmatch("[0-9A-Fa-f]{6}", value)) and all(
        int(value[place : place + 2], 16) >= _PALE for place in (0, 2, 4)
    )


def _pale(decided: dict[str, Any], colours: _Colours) -> Iterator[str]:
    color = decided.get("color")
    if color is not None and _is_pale(colours.value(color)):
        yield "pale"
    for name in ("shd", "highlight"):
        node = decided.get(name)
        if node is None:
            continue
        fill = node.get(f"{_W}fill") or node.get(f"{_W}val") or ""
        pattern = node.get(f"{_W}val") if name == "shd" else None
        unseen = ("auto", "none", "clear", "nil", "")
        if (pattern or "") not in unseen or fill.lower() not in (*unseen, "ffffff"):
            yield "shaded"


def _number(node: Any, *names: str) -> float | None:
    for name in names:
        value = node.get(f"{_W}{name}") if node is not None else None
        if value is not None:
            try:
                return float(value.removesuffix("pt").removesuffix("%"))
            except ValueError:
                continue
    return None


def _tiny(decided: dict[str, Any]) -> Iterator[str]:
    size = _number(decided.get("sz"), "val")
    if size is not None and size < SMALLEST:
        yield "tiny"
    scale = _number(decided.get("w"), "val")
    if scale is not None and not 60 <= scale <= 200:
        yield "squeezed"
    spacing = decided.get("spacing")
    tight = _number(spacing, "val")
    if tight is not None and abs(tight) > 60:
        yield "squeezed"
    line = _number(spacing, "line")
    exact = spacing is not None and spacing.get(f"{_W}lineRule") == "exact"
    if exact and line is not None and abs(line) < _TIGHTEST:
        yield "squeezed"
    row = decided.get("trHeight")
    if row is not None and row.get(f"{_W}hRule") == "exact" and (_number(row, "val") or 0) < 200:
        yield "squeezed"
    wide = decided.get("tcW")
    in_twips = wide is not None and wide.get(f"{_W}type") == "dxa"
    if in_twips and 0 < (_number(wide, "w") or 0) < _NARROWEST:
        yield "squeezed"
    drawn = decided.get("eastAsianLayout")
    if drawn is not None and {f"{_W}combine", f"{_W}vert"} & set(drawn.attrib):
        yield "squeezed"
    raised = decided.get("vertAlign")
    if raised is not None and raised.get(f"{_W}val") != "baseline":
        yield "raised"
    position = _number(decided.get("position"), "val")
    if position is not None and abs(position) > 4:
        yield "raised"


def _displaced(decided: dict[str, Any]) -> Iterator[str]:
    indent = decided.get("ind")
    for names in (("left", "start"), ("right", "end"), ("firstLine",), ("hanging",)):
        far = _number(indent, *names)
        if far is not None and (far > _FAR or far < -1000):
            yield "moved"
        chars = _number(indent, *(f"{name}Chars" for name in names))
        if chars is not None and (chars > _FAR_CHARS or chars < -500):
            yield "moved"
    table = _number(decided.get("tblInd"), "w")
    if table is not None and (table > _FAR or table < -2000):
        yield "moved"


def _first_words(node: Any) -> str:
    around = node.getparent()
    return next((line for line in map(_text, around.iter(f"{_W}p")) if line), "")[:40]


def _without_page(root: Any) -> Iterator[str]:
    """The texts of a header or footer; of fields, which may count pages, without digits."""
    depth = 0
    for node in root.iter(f"{_W}t", f"{_W}fldChar"):
        if _name(node) == "fldChar":
            depth += {"begin": 1, "end": -1}.get(node.get(f"{_W}fldCharType"), 0)
            continue
        counted = depth > 0 or any(_name(one) == "fldSimple" for one in node.iterancestors())
        yield re.sub(r"[0-9]", "", node.text or "") if counted else node.text or ""


def _edges(document: Document) -> Iterator[str]:
    """What headers and footers say, without the number of the page."""
    for part in document.part.package.iter_parts():
        if not re.search(r"/(header|footer)\d*\.xml$", str(part.partname)):
            continue
        root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
        plain = re.sub(r"\s", "", "".join(_without_page(root)))
        shapes = sum(
            _name(n) in ("drawing", "pict", "object", "sym", "framePr") for n in root.iter()
        )
        if plain or shapes:
            yield plain + "▢" * shapes
