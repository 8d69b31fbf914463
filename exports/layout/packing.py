"""From a document to bytes: the same content always gives the same bytes."""

import io
import zipfile
from typing import Any

from docx.document import Document
from docx.opc.pkgwriter import PackageWriter

_FIRST = "[Content_Types].xml"  # readers that stream expect it first
_EPOCH = (1980, 1, 1, 0, 0, 0)
_WRITER: Any = PackageWriter  # its methods bear no types


class _Parts(dict[str, bytes]):
    """The parts of a document by name, as python-docx hands them to whatever writes its zip.

    Its own writer asks for the time, and a zip has none before 1980, where a wrong clock may stand.
    """

    def write(self, name: Any, content: bytes) -> None:
        self[name.membername] = content


def pack(document: Document) -> bytes:
    """The .docx with its parts in a fixed order and no time of packing."""
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
