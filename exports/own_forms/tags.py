"""The tags of a form; finds full-width, half-written and unclosed ones with their place."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from meetings.clean import is_blank
from meetings.dataclass import dataclass

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_WIDE = re.compile(r"[{｛]\s*[{｛%％#＃]|[}｝%％#＃]\s*[}｝]")
_HALF = re.compile(r"\{\s*[{%]|[%}]\s*\}")
_LONE = re.compile(r"[{｛]\s*([^{}｛｝\s.|]+)[^{}｛｝]*[}｝]")
_BLOCK = re.compile(r"\{%[-+]?(?:tr|tc|p|r)?\s+[-+]?\s*(end)?(for|if)\b")
_PLACE = 80
"""How many characters of the paragraph an error shows."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`why` (wide, half, unclosed, unopened), the tag or sign meant, and the paragraph it is in."""

    why: str
    what: str
    place: str


def paragraphs(template: bytes) -> list[list[str]]:
    """The texts of paragraphs, part by part: body, headers, footers, notes."""
    with zipfile.ZipFile(io.BytesIO(template)) as package:
        parts = [
            name for name in package.namelist()
            if name.startswith("word/") and name.endswith(".xml") and name.count("/") == 1
        ]  # fmt: skip
        roots = [etree.fromstring(package.read(name), _reader()) for name in parts]
    return [
        [words for words in map(_words, _paragraphs(root)) if not is_blank(words)] for root in roots
    ]


def count(parts: Iterable[Iterable[str]]) -> int:
    """How many fields and blocks the form names."""
    return sum(len(TAG.findall(words)) for part in parts for words in part)


def fault_in(parts: Iterable[list[str]], names: Iterable[str]) -> Fault | None:
    """The first tag that would be printed unfilled, or block without an end."""
    fields = frozenset(names)
    for part in parts:
        for fault in (*_written(part, fields), *_blocks(part)):
            return fault
    return None


def around(parts: Iterable[Iterable[str]], what: str) -> str:
    """The paragraph in which a tag names something."""
    for part in parts:
        for words in part:
            if what and any(what in tag for tag in TAG.findall(words)):
                return words[:_PLACE]
    return ""


def _written(part: list[str], fields: frozenset[str]) -> Iterator[Fault]:
    for words in part:
        rest = TAG.sub("", words)
        for sign in _WIDE.finditer(words):
            if any(letter in "｛｝％＃" for letter in sign[0]):
                yield Fault("wide", sign[0], words[:_PLACE])
        if half := _HALF.search(rest):
            yield Fault("half", half[0], words[:_PLACE])
        for lone in _LONE.finditer(rest):
            if lone[1] in fields:
                yield Fault("half", lone[0], words[:_PLACE])


def _blocks(part: list[str]) -> Iterator[Fault]:
    """Faults of `for` and `if` blocks that do not end in their part, inner before outer."""
    opened: list[tuple[str, str]] = []
    for words in part:
        for block in _BLOCK.finditer(words):
            ends, name = block.groups()
            if not ends:
                opened.append((name, words))
            elif opened and opened[-1][0] == name:
                opened.pop()
            elif opened:
                yield Fault("unclosed", f"{{% end{opened[-1][0]} %}}", opened[-1][1][:_PLACE])
                return
            else:
                yield Fault("unopened", block[0] + " %}", words[:_PLACE])
                return
    for name, words in opened:
        yield Fault("unclosed", f"{{% end{name} %}}", words[:_PLACE])


def _reader() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _paragraphs(root: Any) -> Iterator[Any]:
    return (node for node in root.iter() if str(node.tag).endswith("}p"))


def _words(paragraph: Any) -> str:
    return "".join(node.text or "" for node in paragraph.iter() if str(node.tag).endswith("}t"))
