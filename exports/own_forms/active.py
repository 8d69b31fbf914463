"""What in a Word form could act, fetch something, or run: named, and taken out or refused.

A form goes out with every minutes of its body, so it may hold text, tables, pictures and fields
that only count or repeat, and nothing that reaches outside the file.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from meetings.clean import visible_words

_FIELDS = (
    "= ADVANCE AUTHOR COMMENTS CREATEDATE DATE DOCPROPERTY EQ FILENAME FORMCHECKBOX FORMDROPDOWN "
    "FORMTEXT HYPERLINK KEYWORDS LASTSAVEDBY NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE REF "
    "REVNUM SAVEDATE SECTION SECTIONPAGES SEQ STYLEREF SUBJECT SYMBOL TIME TITLE TOC"
)
FIELDS = frozenset(visible_words(_FIELDS))
"""Field codes that read nothing but the document itself; every other one is refused."""

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_WORD}}}"
_ATTACHED = ("attachedTemplate", "mailMergeSource", "mailMergeHeaderSource")
"""Kinds of relation that are taken out: Word itself puts them into an ordinary file."""
_MACROS = re.compile(r"(?i)vba(project|data)|macroenabled")
_OBJECTS = re.compile(r"(?i)^word/(embeddings|activex)/|oleobject|activex")
_EXTENSIONS = re.compile(r"(?i)^customui|webextensions/")
_PLAIN_ADDRESS = re.compile(r"(?i)^(https?://|mailto:|#)")
_AFAR = re.compile(r"(?i)^\s*([a-z][a-z0-9+.-]+:|//|\\\\)")
_TAGS = {
    "altChunk": "chunk",
    "object": "object",
    "OLEObject": "object",
    "control": "object",
    "subDoc": "afar",
    "script": "macros",
}


@dataclass(frozen=True, slots=True)
class Active:
    """One thing that acts: `kind` (macros, object, chunk, field, afar) and its own `name`."""

    kind: str
    name: str = ""


def without_attachments(data: bytes) -> tuple[bytes, bool]:
    """The package without an attached template or a mail-merge source; True where one was there."""
    changed: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if not name.startswith("word/") or not name.endswith("settings.xml.rels"):
                continue
            links = _parsed(package.read(name))
            gone = [link for link in links if _kind(link) in _ATTACHED]
            if not gone:
                continue
            ids = {link.get("Id") for link in gone}
            for link in gone:
                links.remove(link)
            changed[name] = etree.tostring(links, xml_declaration=True, encoding="UTF-8")
            settings = name.replace("_rels/", "").removesuffix(".rels")
            changed[settings] = _without(package.read(settings), ids)
        if not changed:
            return data, False
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
            for entry in package.infolist():
                target.writestr(entry, changed.get(entry.filename, package.read(entry)))
    return made.getvalue(), True


def active_in(data: bytes) -> tuple[Active, ...]:
    """Everything in the package that is refused, each kind and name once, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return tuple(dict.fromkeys(_found(package)))


def _found(package: zipfile.ZipFile) -> Iterator[Active]:
    for name in package.namelist():
        if _MACROS.search(name):
            yield Active("macros")
        elif _OBJECTS.search(name):
            yield Active("object", name.rpartition("/")[2])
        elif _EXTENSIONS.search(name):
            yield Active("macros", name.rpartition("/")[2])
        if name == "[Content_Types].xml":
            if _MACROS.search(package.read(name).decode("utf-8", "replace")):
                yield Active("macros")
        elif name.endswith(".rels"):
            yield from _in_links(_parsed(package.read(name)))
        elif name.lower().endswith((".xml", ".svg")):
            yield from _in_part(_parsed(package.read(name)))


def _in_links(links: Any) -> Iterator[Active]:
    """What the relations of one part reach outside the file, or bring in."""
    for link in links:
        kind, target = _kind(link), link.get("Target") or ""
        if kind == "aFChunk":
            yield Active("chunk")
        elif kind == "hyperlink":
            if link.get("TargetMode") == "External" and not _PLAIN_ADDRESS.match(target):
                yield Active("afar", target[:60])
        elif link.get("TargetMode") == "External" or _AFAR.match(target):
            yield Active("afar", target[:60])


def _in_part(root: Any) -> Iterator[Active]:
    instructions: list[list[str]] = []
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        name = etree.QName(node).localname
        if name in _TAGS:
            yield Active(_TAGS[name])
        for key, value in node.attrib.items():
            plain = etree.QName(key).localname.lower()
            if plain in ("src", "href") and _AFAR.match(value):
                yield Active("afar", value[:60])
            if plain.startswith("on") and etree.QName(node).namespace == _SVG:
                yield Active("macros", plain)
        if node.tag == f"{_W}fldSimple":
            yield from _of_field(node.get(f"{_W}instr") or "")
        elif node.tag == f"{_W}fldChar":
            step = node.get(f"{_W}fldCharType")
            if step == "begin":
                instructions.append([])
            elif step in ("separate", "end") and instructions:
                words = instructions.pop()
                if words != [_READ]:
                    yield from _of_field("".join(words))
                if step == "separate":
                    instructions.append([_READ])
        elif node.tag in (f"{_W}instrText", f"{_W}delInstrText"):
            if instructions and instructions[-1] != [_READ]:
                instructions[-1].append(node.text or "")
            else:
                yield from _of_field(node.text or "")
    for words in instructions:
        if words != [_READ]:
            yield from _of_field("".join(words))


_READ = "\0"
"""Stands for an instruction that was read already: the field's result follows."""
_SVG = "http://www.w3.org/2000/svg"


def _of_field(instruction: str) -> Iterator[Active]:
    """The field if its code is not one that reads only the document; a tag of the form is none."""
    words = visible_words(instruction)
    code = words[0].upper() if words else ""
    if code.startswith("="):
        code = "="
    if code not in FIELDS:
        yield Active("field", code[:30])
    elif code == "HYPERLINK":
        address = next((word.strip('"“”') for word in words[1:] if word[:1] != "\\"), "#")
        if _AFAR.match(address) and not _PLAIN_ADDRESS.match(address):
            yield Active("afar", address[:60])


def _parsed(data: bytes) -> Any:
    """The root of a part; entities are not followed. Raises ValueError where one is declared."""
    reader = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(data, reader)
    if root.getroottree().docinfo.doctype:
        raise ValueError("a part declares a document type")
    return root


def _kind(link: Any) -> str:
    return (link.get("Type") or "").rpartition("/")[2]


def _without(settings: bytes, ids: set[str | None]) -> bytes:
    root = _parsed(settings)
    for node in list(root.iter()):
        if any(etree.QName(key).localname == "id" and node.get(key) in ids for key in node.attrib):
            top = node
            while top.getparent() is not None and top.getparent() is not root:
                top = top.getparent()
            if top.getparent() is not None:
                root.remove(top)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made
