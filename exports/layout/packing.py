"""Turn a document into bytes; the same content always gives the same bytes."""

import io
import zipfile
from collections.abc import Iterable
from typing import Any

from docx.document import Document
from docx.opc.pkgwriter import PackageWriter
from docx.text.paragraph import Paragraph

from exports.layout.room import Measured
from exports.layout.whole import keep_whole

_FIRST = "[Content_Types].xml"  # readers that stream expect it first
_EPOCH = (1980, 1, 1, 0, 0, 0)
_WRITER: Any = PackageWriter  # its methods bear no types


class _Parts(dict[str, bytes]):
    """The parts of a document by name, as python-docx hands them to whatever writes its zip.

    Its own writer asks for the time, and a zip has none before 1980, where a wrong clock may stand.
    """

    def write(self, name: Any, content: bytes) -> None:
        self[name.membername] = content


_LAST_LINES = 4
"""The least height of a last page, in lines of body text."""
_LONG = 11
"""A paragraph with more lines may be broken across pages."""


def keep_end_together(document: Document) -> None:
    """Keep the last paragraphs together, so that no page has a line or three alone."""
    measured = Measured(document)
    high = 0.0
    paragraphs = list(document.iter_inner_content())
    for number, part in enumerate(reversed(paragraphs)):
        if not isinstance(part, Paragraph) or high >= _LAST_LINES:
            return
        if part.paragraph_format.page_break_before:
            return
        if measured.lines(part) > _LONG:
            return
        high += measured.height(part)
        part.paragraph_format.keep_together = True
        if number:
            part.paragraph_format.keep_with_next = True


def pack(document: Document, names: Iterable[str] = ()) -> bytes:
    """The .docx with its parts in a fixed order and no time of packing.

    No line ends within one of the names, as far as the program that shows it heeds that.
    """
    keep_end_together(document)
    keep_whole(document, names)
    package, parts, writer = document.part.package, _Parts(), _WRITER
    assert package is not None
    for part in package.parts:
        part.before_marshal()
    writer._write_content_types_stream(parts, package.parts)
    writer._write_pkg_rels(parts, package.rels)
    writer._write_parts(parts, package.parts)
    tight = io.BytesIO()
    with zipfile.ZipFile(tight, "w") as target:
        for name in sorted(parts, key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            target.writestr(entry, parts[name])
    return tight.getvalue()
