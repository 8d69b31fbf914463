"""Find parts of a Word form that could run or fetch something; remove or refuse them.

A form goes out with every minutes of its body, so it may hold text, tables, pictures and fields
that only count or repeat, and nothing that reaches outside the file.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

from meetings.clean import visible_words
from meetings.dataclass import dataclass

_FIELDS = (
    "= ADVANCE AUTHOR COMMENTS CREATEDATE DATE DOCPROPERTY EQ FILENAME FORMCHECKBOX FORMDROPDOWN "
    "FORMTEXT HYPERLINK KEYWORDS LASTSAVEDBY NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE REF "
    "REVNUM SAVEDATE SECTION SECTIONPAGES SEQ STYLEREF SUBJECT SYMBOL TIME TITLE TOC"
)
FIELDS = frozenset(visible_words(_FIELDS))
"""Field codes that read nothing but the document itself; every other one is refused."""

_KINDS = "[Content_Types].xml"
_DOTX = b"wordprocessingml.template.main+xml"
_DOCX = b"wordprocessingml.document.main+xml"
_LEADING = ("src", "href", "althref")
_ATTACHED = ("attachedTemplate", "mailMergeSource", "mailMergeHeaderSource")
"""Kinds of relations that are removed, since Word itself puts them into ordinary files."""
_MACROS = re.compile(r"(?i)vba(project|data)|macroenabled")
_OBJECTS = re.compile(r"(?i)^word/(embeddings|activex)/|oleobject|activex")
_EXTENSIONS = re.compile(r"(?i)^customui|webextensions/")
_BINARY = re.compile(
    r"(?i)^(word/|word/glossary/)?((media|fonts)/|docprops/thumbnail)[^/]*"
    r"\.(png|jpe?g|jfif|gif|bmp|dib|tiff?|emf|wmf|wdp|webp|ico|odttf|[ot]tf|fntdata)$"
)
"""Pictures and fonts, which alone need not be XML."""
_REST = re.compile(r"(?i)^(\[trash\]/|word/printersettings)|/$")
"""Leftovers of other programs, which have no effect."""
_LINKS = {
    "afchunk": "chunk", "vbaproject": "macros", "wordvbadata": "macros",
    "attachedtoolbars": "macros", "control": "object", "activexcontrolbinary": "object",
    "oleobject": "object", "package": "object",
}  # fmt: skip
"""Kinds of relations to active content, whatever the part is called."""
_TYPES = re.compile(
    r"(?i)^((application|text)/xml|[a-z]+/[\w.+-]+\+xml|image/.*|.*(font|fontdata|vmldrawing|settings))$"
)
"""Allowed content types: XML, pictures and fonts."""
_PLAIN_ADDRESS = re.compile(r"(?i)^(https?://|mailto:|#)")
_AFAR = re.compile(r"(?i)^\s*([a-z][a-z0-9+.-]*:|//|\\\\)")
_WORDS = re.compile(r'"[^"]*"|“[^”]*”|\S+')
_SWITCH = re.compile(r"\\[^\\\s]")
_TAGS = {
    "altChunk": "chunk",
    "object": "object",
    "OLEObject": "object",
    "control": "object",
    "subDoc": "afar",
    "mailMerge": "afar",
    "webVideoPr": "afar",
    "entryMacro": "macros",
    "exitMacro": "macros",
    "script": "macros",
}


@dataclass(frozen=True, slots=True)
class Active:
    """One active part: `kind` (macros, object, chunk, field, afar) and its own `name`."""

    kind: str
    name: str = ""


def without_attachments(data: bytes) -> tuple[bytes, bool]:
    """The package without attached template and mail merge, and whether it had any.

    A Word template (.dotx) becomes a document, which differs only in its content type.
    """
    changed: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = frozenset(package.namelist())
        for name in names:
            if name.startswith("word/") and name.endswith("settings.xml"):
                folder, _, own = name.rpartition("/")
                rels = f"{folder}/_rels/{own}.rels"
                changed.update(_detached(package, name, rels if rels in names else ""))
        attached = bool(changed)
        kinds = package.read(_KINDS) if _KINDS in names else b""
        if _DOTX in kinds:
            changed[_KINDS] = kinds.replace(_DOTX, _DOCX)
        if not changed:
            return data, False
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
            for entry in package.infolist():
                target.writestr(entry, changed.get(entry.filename, package.read(entry)))
    return made.getvalue(), attached


def _detached(package: zipfile.ZipFile, settings: str, rels: str) -> dict[str, bytes]:
    """The changed parts of the package, without attached template and mail merge."""
    changed: dict[str, bytes] = {}
    ids: set[str | None] = set()
    if rels:
        links = _parsed(package.read(rels))
        gone = [link for link in links if _kind(link) in _ATTACHED]
        ids = {link.get("Id") for link in gone}
        for link in gone:
            links.remove(link)
        if gone:
            changed[rels] = etree.tostring(links, xml_declaration=True, encoding="UTF-8")
    root = _parsed(package.read(settings))
    merging = [node for node in root if _local(node) == "mailMerge"]
    for node in merging:
        root.remove(node)
    if ids or merging:
        changed[settings] = _without(root, ids)
    return changed


def active_in(data: bytes) -> tuple[Active, ...]:
    """Everything in the package that is refused, each kind and name once, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return tuple(dict.fromkeys(_active_parts(package)))


def _active_parts(package: zipfile.ZipFile) -> Iterator[Active]:
    for name in package.namelist():
        if _MACROS.search(name):
            yield Active("macros")
        elif _OBJECTS.search(name):
            yield Active("object", name.rpartition("/")[2])
        elif _EXTENSIONS.search(name):
            yield Active("macros", name.rpartition("/")[2])
        content = package.read(name)
        if name == _KINDS:
            yield from _in_kinds(_parsed(content), package.namelist())
        elif name.endswith(".rels"):
            yield from _in_links(_parsed(content))
        elif _is_xml(name, content):
            yield from _in_part(_parsed(content))
        elif content and not _BINARY.match(name) and not _REST.search(name):
            yield Active("object", name.rpartition("/")[2])


def _is_xml(name: str, content: bytes) -> bool:
    """Whether a part is XML, by its first bytes, as its name may be wrong."""
    begins = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe\0 \t\r\n")
    return begins.startswith(b"<") or name.lower().endswith((".xml", ".svg"))


def _in_kinds(root: Any, names: list[str]) -> Iterator[Active]:
    """Active parts by the package's list of content types."""
    endings = {name.rpartition(".")[2].lower() for name in names}
    for node in root:
        kind, ending = node.get("ContentType") or "", node.get("Extension")
        if _MACROS.search(kind):
            yield Active("macros")
        elif ending is not None and ending.lower() not in endings:
            continue
        elif not _TYPES.match(kind):
            yield Active("object", (node.get("PartName") or ending or "").rpartition("/")[2])


def _in_links(links: Any) -> Iterator[Active]:
    """Active parts and outside addresses in the relations of one part."""
    for link in links:
        kind, target = _kind(link), link.get("Target") or ""
        if kind.lower() in _LINKS:
            named = target.rpartition("/")[2][:60]
            acting = _LINKS[kind.lower()]
            yield Active(acting, named if acting == "object" else "")
        elif kind == "hyperlink":
            if link.get("TargetMode") == "External" and not _PLAIN_ADDRESS.match(target):
                yield Active("afar", target[:60])
        elif link.get("TargetMode") == "External" or _AFAR.match(target):
            yield Active("afar", target[:60])


def _in_part(root: Any) -> Iterator[Active]:
    instructions: list[list[str]] = []
    for node in root.iter(etree.Element):
        name = _plain(node.tag)
        if name in _TAGS:
            yield Active(_TAGS[name])
        for key, value in node.items():
            plain = _plain(key).lower()
            leads = (plain in _LEADING and _AFAR.match(value)) or (
                plain == "href" and value and not value.startswith("#")
            )
            if leads and not _stays(node.tag, key, value):
                yield Active("afar", value[:60])
            if plain.startswith("on") and etree.QName(node).namespace == _SVG:
                yield Active("macros", plain)
        if name == "fldSimple":
            yield from _of_field(_value(node, "instr"))
        elif name == "fldChar":
            step = _value(node, "fldCharType")
            if step == "begin":
                instructions.append([])
            elif step in ("separate", "end") and instructions:
                words = instructions.pop()
                if words != [_READ]:
                    yield from _of_field("".join(words))
                if step == "separate":
                    instructions.append([_READ])
        elif name in ("instrText", "delInstrText"):
            if instructions and instructions[-1] != [_READ]:
                instructions[-1].append(node.text or "")
            else:
                yield from _of_field(node.text or "")
    for words in instructions:
        if words != [_READ]:
            yield from _of_field("".join(words))


def _stays(tag: str, key: str, value: str) -> bool:
    """Whether a value fetches nothing: a picture in the file, or a link to be clicked."""
    if _PICTURE_WITHIN.match(value):
        return True
    clicked = tag == f"{{{_SVG}}}a" or (key == "href" and tag.startswith(f"{{{_VML}}}"))
    return clicked and _PLAIN_ADDRESS.match(value) is not None


_READ = "\0"
"""Marks that a field's instruction was read and its result follows."""
_SVG = "http://www.w3.org/2000/svg"
_VML = "urn:schemas-microsoft-com:vml"
_PICTURE_WITHIN = re.compile(r"(?i)^data:image/(png|jpe?g|gif|bmp|webp|tiff?)[;,]")


def _of_field(instruction: str) -> Iterator[Active]:
    """The field, if its code is not one that only reads the document; our tags are no fields."""
    words = visible_words(instruction)
    code = words[0].upper() if words else ""
    if code.startswith("="):
        code = "="
    if code not in FIELDS:
        yield Active("field", code[:30])
    elif code == "HYPERLINK":
        for address in _addresses(instruction):
            if not _PLAIN_ADDRESS.match(address):
                yield Active("afar", address[:60])


def _addresses(instruction: str) -> Iterator[str]:
    """The addresses of a HYPERLINK: its words without the code, switches and their values."""
    named = True
    for word in _WORDS.findall(instruction):
        if _SWITCH.fullmatch(word):
            named = word[1].lower() in "lot"
        elif named:
            named = False
        elif plain := word.strip('"“” '):
            yield plain


def _parsed(data: bytes) -> Any:
    """The root element of a part; raises ValueError where it declares an entity."""
    reader = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(data, reader)
    if root.getroottree().docinfo.doctype:
        raise ValueError("a part declares a document type")
    return root


def _kind(link: Any) -> str:
    return (link.get("Type") or "").rpartition("/")[2]


def _local(node: Any) -> str:
    """The local name of an element, in any edition of the format and with any prefix."""
    return _plain(node.tag) if isinstance(node.tag, str) else ""


@lru_cache(1024)
def _plain(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def _value(node: Any, name: str) -> str:
    return next((node.get(key) for key in node.attrib if _plain(key) == name), "")


def _without(root: Any, ids: set[str | None]) -> bytes:
    for node in list(root.iter()):
        if any(_plain(key) == "id" and node.get(key) in ids for key in node.attrib):
            top = node
            while top.getparent() is not None and top.getparent() is not root:
                top = top.getparent()
            if top.getparent() is not None:
                root.remove(top)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made
